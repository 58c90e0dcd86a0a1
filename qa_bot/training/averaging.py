"""Averaging the weights of models that were trained from one another.

A fine-tuned encoder forgets some of what its base knew; the average of both, and of states on the way, keeps
most of either (Wortsman et al. 2022, "Robust fine-tuning of zero-shot models").
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from qa_bot.errors import ModelError

WEIGHTS = "model.safetensors"
NOT_COPIED = ("checkpoint*", "log.jsonl", "onnx", "search", "recipe.json")


def average_weights(shares: Mapping[Path, float], out: Path) -> Path:
    """Write the folder `out`: the first of the model folders with all their weights, averaged by share.

    Raises `ModelError` where the shares do not make one, or the models have not the same weights.
    """
    from safetensors.torch import load_file, save_file

    if abs(sum(shares.values()) - 1.0) > 1e-6:
        raise ModelError(f"the shares make {sum(shares.values())}, not 1")
    missing = [folder for folder in shares if not (folder / WEIGHTS).is_file()]
    if missing:
        raise ModelError(f"{missing[0]}: it has no {WEIGHTS}; name the folder of a trained model")
    states = {folder: load_file(folder / WEIGHTS) for folder in shares}
    first = next(iter(states))
    names = set.intersection(*(set(state) for state in states.values()))
    if not names or any(state[n].shape != states[first][n].shape for state in states.values() for n in names):
        raise ModelError("the models do not have the same weights; average models of one base")
    averaged: dict[str, Any] = {
        name: sum(share * states[folder][name].float() for folder, share in shares.items())
        for name in sorted(names)
    }
    shutil.copytree(first, out, dirs_exist_ok=True, ignore=shutil.ignore_patterns(*NOT_COPIED))
    save_file(averaged, out / WEIGHTS, metadata={"format": "pt"})
    return out
