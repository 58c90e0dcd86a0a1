"""What lies in a folder: the files that may hold articles, and what can't be looked at."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from qa_bot.ingest.formats import ending_of

# hidden files, drafts that a word processor holds open, and what a folder says of itself
_NO_ARTICLE = re.compile(r"(?i)\.|~\$|(?:readme|licen[cs]e|changelog|contributing)(?:\.[a-z]{2,8})*$")


def find_files(folder: Path, *, on_error: Callable[[OSError], None] | None = None) -> list[Path]:
    """The files of known endings under a folder, sorted; never outside it, through whatever link.

    What several links lead to is there once, under its own name if that is among them. `on_error` is told
    which folders and files can't be looked at.
    """
    root = folder.resolve()
    found: dict[Path, Path] = {}
    for path in sorted(_walk(folder, on_error), key=lambda path: (path.is_symlink(), path.as_posix())):
        target = path.resolve()
        if target.is_relative_to(root):
            found.setdefault(target, path)
    return sorted(found.values(), key=lambda path: path.relative_to(folder).as_posix())


def is_folder(path: Path) -> bool:
    """Whether a folder, or a link to one, is there and may be looked at."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _walk(folder: Path, on_error: Callable[[OSError], None] | None = None) -> Iterator[Path]:
    """The files of known endings under a folder, in no fixed order; links to folders are not followed.

    `on_error` is told which folders and files can't be looked at, by the error's `filename`.
    """
    for place, folders, files in os.walk(folder, onerror=on_error):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            path = Path(place, name)
            if ending_of(name) and not _NO_ARTICLE.match(name) and _is_file(path, on_error):
                yield path


def _is_file(path: Path, on_error: Callable[[OSError], None] | None) -> bool:
    try:
        return path.is_file()
    except OSError as error:
        if on_error:
            on_error(error)
        return False
