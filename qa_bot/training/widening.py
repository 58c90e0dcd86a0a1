"""A trained model gets the vocabulary of a wider base, without training.

Our recipes never train word embeddings, so a model's rows are its base's, and a wider base's further rows
mean the same to it. Text of pieces that it had before gets the same output as before.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from qa_bot.errors import ModelError
from qa_bot.training.averaging import WEIGHTS
from qa_bot.training.base import WORDS
from qa_bot.training.vocabulary import find_rows, read_tokenizer, vocabulary_of

NOT_COPIED = ("checkpoint.pt", "log.jsonl", "onnx", WEIGHTS)


def widen(model: Path, base: Path, out: Path) -> Path:
    """Write the folder `out`: `model`, a trained one, with all pieces of `base`.

    Raises `ModelError` where `base` lacks a piece of the model's, or has vectors of another width.
    """
    from safetensors.torch import load_file, save_file

    had, has = (vocabulary_of(read_tokenizer(folder / "tokenizer.json")) for folder in (model, base))
    rows = find_rows(has, had)
    state: dict[str, Any] = load_file(model / WEIGHTS)
    words: Any = load_file(base / WEIGHTS)[WORDS]
    name = next((name for name in sorted(state) if name.endswith(WORDS)), None)
    if name is None or state[name].shape[1] != words.shape[1]:
        raise ModelError(
            f"{model}: its word embeddings are not like those of {base}; name the base it is from"
        )
    words = words.to(state[name].dtype)
    words[rows] = state[name][: len(rows)]
    shutil.copytree(model, out, ignore=shutil.ignore_patterns(*NOT_COPIED))
    shutil.copyfile(base / "tokenizer.json", out / "tokenizer.json")
    config = json.loads((model / "config.json").read_text(encoding="utf-8")) | {"vocab_size": len(words)}
    (out / "config.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")
    save_file({**state, name: words}, out / WEIGHTS, metadata={"format": "pt"})
    return out
