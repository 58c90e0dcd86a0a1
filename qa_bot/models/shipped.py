"""The weights that come with the package: where they are, and whether they are whole."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from qa_bot.errors import ModelError

PACKAGE = Path(__file__).resolve().parent.parent


def embeddings_folder() -> Path:
    """`embeddings/` of a checkout, or `_embeddings/` inside an installed package.

    Raises `ModelError` when there is neither.
    """
    for folder in (PACKAGE / "_embeddings", PACKAGE.parent / "embeddings"):
        if (folder / "manifest.json").is_file():
            return folder
    raise ModelError("the shipped models are missing; install the package again, or name your own models")


def find_damage(folder: Path | None = None) -> list[str]:
    """What is wrong with the shipped files, a line each; empty when they are whole."""
    folder = folder or embeddings_folder()
    files = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["files"]
    problems = []
    for name, expected in sorted(files.items()):
        path = folder / name
        if not path.is_file():
            problems.append(f"{path}: missing; install the package again")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != expected["sha256"]:
            problems.append(f"{path}: not the file that was shipped (sha256); install the package again")
    return problems
