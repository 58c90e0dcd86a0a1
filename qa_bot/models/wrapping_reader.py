"""A reader around another one: it counts as that one does and goes by its name."""

from __future__ import annotations

from collections.abc import Sequence

from qa_bot.ports import Reader


class WrappingReader:
    """What the readers around a reader share; each has a `read` of its own."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    @property
    def fingerprint(self) -> str:
        """That of the reader inside."""
        return self._reader.fingerprint

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Length of each text in tokens of the reader inside."""
        return self._reader.count_tokens(texts)
