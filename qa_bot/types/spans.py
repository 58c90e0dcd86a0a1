"""A range of code points in a text."""

from __future__ import annotations

from dataclasses import dataclass

from qa_bot.errors import SpanError


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points, `0 <= start < end`.

    >>> Span(3, 7).of("금리 3.5% 인상")
    '3.5%'
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise SpanError(f"a span needs 0 <= start < end, not {self.start}, {self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The slice of `text`; `SpanError` when the span reaches past its end."""
        if self.end > len(text):
            raise SpanError(f"span {self.start}-{self.end} reaches past a text of {len(text)}")
        return text[self.start : self.end]

    def shift(self, offset: int) -> Span:
        """The same range, `offset` code points further on."""
        return Span(self.start + offset, self.end + offset)

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a code point; spans that only touch do not."""
        return self.start < other.end and other.start < self.end
