"""A progress bar on standard error, where someone is watching."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TypeVar

Item = TypeVar("Item")


def track(items: Collection[Item], name: str, *, is_shown: bool = True) -> Iterator[Item]:
    """The items, with a bar that moves as they are taken; none where standard error is no terminal."""
    from tqdm import tqdm

    # None lets tqdm look whether its file is a terminal; its default file is standard error
    yield from tqdm(items, desc=name, disable=None if is_shown else True)
