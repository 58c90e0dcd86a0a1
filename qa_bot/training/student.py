"""A reader of half the layers: every second layer of a trained reader, to be taught by the whole one.

Reading takes nearly all of an answer's time, and half the layers take half of it. What the student loses is
measured before it ships (`benchmarks/student.py`).
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

from qa_bot.errors import ModelError

_LAYER = re.compile(r"^(?P<before>.*\.layer\.)(?P<number>\d+)(?P<after>\..*)$")
_COUNT = "num_hidden_layers"


def halve_layers(teacher: Path, out: Path) -> Path:
    """Write the folder `out`: the reader in `teacher` with its layers 1, 3, 5, …, counted from 0.

    The last layer stays, since the head reads what it writes. Raises `ModelError` for less than two layers.
    """
    from safetensors.torch import load_file, save_file

    config = json.loads((teacher / "config.json").read_text(encoding="utf-8"))
    if config[_COUNT] < 2:
        raise ModelError(f"{teacher}: it has {config[_COUNT]} layer; two are needed to take every second")
    out.mkdir(parents=True, exist_ok=True)
    for name in ("tokenizer.json", "tokenizer_config.json"):
        if (teacher / name).is_file():
            shutil.copyfile(teacher / name, out / name)
    kept = range((config[_COUNT] - 1) % 2, config[_COUNT], 2)
    weights = load_file(teacher / "model.safetensors")
    halved = {new: tensor for old, tensor in weights.items() if (new := _renumbered(old, kept)) is not None}
    save_file(halved, out / "model.safetensors", metadata={"format": "pt"})
    config[_COUNT] = len(kept)
    (out / "config.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")
    return out


def _renumbered(name: str, kept: range) -> str | None:
    """The weight's name in the student, None where its layer is dropped."""
    found = _LAYER.match(name)
    if not found:
        return name
    number = int(found["number"])
    return f"{found['before']}{kept.index(number)}{found['after']}" if number in kept else None
