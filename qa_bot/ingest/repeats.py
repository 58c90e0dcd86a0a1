"""Which of several given places are the same: a file by another path, a file and its folder, a URL again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from qa_bot.ingest.folders import find_files, is_folder
from qa_bot.ingest.origins import is_remote, normalized_url

Given = TypeVar("Given")
Files = dict[Path, Path]  # by where they lead


def without_repeats(sources: Sequence[Given]) -> list[Given | Path]:
    """The sources in order, so that no file and no URL is read twice; what is no place stays as it is.

    A file that lies in a given folder is left to the folder. A folder whose files others hold too keeps the
    rest of them, or nothing.

    >>> without_repeats(["/n/a.txt", "/n/../n/a.txt", "https://a.example/1", "https://a.example/1#top"])
    ['/n/a.txt', 'https://a.example/1']
    """
    places = [_place(source) for source in sources]
    first = {place: number for number, place in reversed([*enumerate(places)])}
    once = [number for number, place in enumerate(places) if place is None or first[place] == number]
    if len(once) < 2:
        return [sources[number] for number in once]
    files = {number: _files(places[number]) for number in once}
    left = _not_twice(files, {number: places[number] for number in once})
    return [
        part
        for number in once
        for part in ([sources[number]] if left[number] is None else left[number] or ())
    ]


def _not_twice(files: dict[int, Files], places: dict[int, Path | str | None]) -> dict[int, list[Path] | None]:
    """For each source the files left to read; None where that is the whole source."""
    taken: set[Path | str | None] = set()
    left: dict[int, list[Path] | None] = {}
    # the largest folder first, so that it goes before the folders and files in it
    for number in sorted(files, key=lambda number: -len(files[number])):
        held = files[number]
        if held:
            new = [path for target, path in held.items() if target not in taken]
            left[number] = None if len(new) == len(held) else new
        else:  # a file, a URL, or an empty folder, which is an error to be told
            left[number] = [] if places[number] in taken else None
        taken |= held.keys()
    return left


def _files(place: Path | str | None) -> Files:
    """The files that a folder stands for; none for anything else."""
    if not isinstance(place, Path) or not is_folder(place):
        return {}
    return {file.resolve(): file for file in find_files(place)}


def _place(source: object) -> Path | str | None:
    """Where a path or a URL leads, whatever it is called; None for what is no place, or none that can be."""
    if not isinstance(source, str | Path) or (isinstance(source, str) and not source.strip()):
        return None
    if isinstance(source, str) and is_remote(source):
        return normalized_url(source) or source
    try:
        return Path(source).resolve()
    except (OSError, RuntimeError, ValueError):  # a link that leads to itself, a NUL
        return None
