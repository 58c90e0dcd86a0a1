"""Which device a torch model runs on."""

from __future__ import annotations

from qa_bot.errors import ConfigError


def best_device(wanted: str) -> str:
    """`wanted`, or where that is empty the GPU when there is one, else the CPU.

    Raises `ConfigError` when the wanted device is not there.

    >>> best_device("cpu")
    'cpu'
    """
    import torch

    if not wanted:
        return "cuda" if torch.cuda.is_available() else "cpu"
    try:
        torch.empty(0, device=wanted)
    except (RuntimeError, AssertionError) as error:
        raise ConfigError(f'device "{wanted}" can\'t be used here; leave it out or say cpu') from error
    return wanted
