"""The whole article beside an answer, every cited span marked, and its other edition.

Spans are cut here: the browser gets marks to scroll to, never an offset.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa_bot.types import Article, Citation, Span
from qa_bot.web.markup import button, escape, lang_of, safe_link
from qa_bot.web.places import facts_line, headline_of
from qa_bot.web.tables import Table, group_rows, lines_of, table_html
from qa_bot.web.words import Words


@dataclass(frozen=True, slots=True)
class SourceView:
    """Which place of which exchange is read; `edition` is the other edition of its article, if there is one.

    `is_other` says that on a narrow screen the other edition is the one to show, `is_nearest` that the
    places are passages that came near an answer, and hold none.
    """

    exchange: int
    places: tuple[Citation, ...]
    current: int = 0
    edition: Article | None = None
    is_other: bool = False
    is_nearest: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.current < len(self.places):
            raise ValueError(f"there are {len(self.places)} places, and none is number {self.current}")

    @property
    def citation(self) -> Citation:
        """The place that is scrolled to."""
        return self.places[self.current]

    def render(self, words: Words) -> str:
        """The view as HTML."""
        kind = "qa-source qa-nearest" if self.is_nearest else "qa-source"
        articles = self._articles()
        wanted = self.edition if self.is_other and self.edition else self.citation.article
        shown = "first" if articles[0].id == wanted.id else "second"
        return (
            f'<section class="{kind}" aria-labelledby="qa-source-title">{self._bar(words)}'
            f'<div class="qa-editions" data-shown="{shown}">'
            f"{''.join(self._article(article, words) for article in articles)}</div></section>"
        )

    def _articles(self) -> list[Article]:
        """The article and its other edition, in the order of their places: going on swaps nothing."""
        articles = [self.citation.article, *([self.edition] if self.edition else [])]
        cited = [place.article.id for place in self.places]
        return sorted(articles, key=lambda one: cited.index(one.id) if one.id in cited else len(cited))

    def _bar(self, words: Words) -> str:
        count = len(self.places)
        place = words.place_of.format(number=self.current + 1, count=count)
        steps = ""
        if count > 1:
            before, after = (self.current - 1) % count, (self.current + 1) % count
            steps = (
                f"{self._step('←', words.previous, before)}"
                f'<span class="qa-step" aria-live="polite">{place}</span>{self._step("→", words.next, after)}'
            )
        other = ""
        if self.edition is not None:
            other = button(
                words.other_edition,
                "select",
                css="qa-link qa-other",
                exchange=self.exchange,
                place=self.current,
                other=int(not self.is_other),
            )
        close = button('<span aria-hidden="true">✕</span>', "clear", css="qa-icon qa-close", name=words.close)
        return (
            f'<header class="qa-bar"><h2 id="qa-source-title" tabindex="-1">{words.source}</h2>'
            f"{steps}{other}{close}</header>"
        )

    def _step(self, sign: str, name: str, place: int) -> str:
        label = f'<span aria-hidden="true">{sign}</span>'
        return button(label, "select", css="qa-icon", name=name, exchange=self.exchange, place=place)

    def _article(self, article: Article, words: Words) -> str:
        link = safe_link(article.url)
        original = ""
        if link:
            original = (
                f' <a class="qa-link" href="{escape(link)}" target="_blank" rel="noopener noreferrer">'
                f'{words.original}<span aria-hidden="true"> ↗</span></a>'
            )
        numbered = [
            (number, place.span) for number, place in enumerate(self.places) if place.article.id == article.id
        ]
        headline, lines = _headline_and_lines(article)
        heading = self._marked(article, headline, numbered) if headline else escape(headline_of(article))
        blocks = group_rows(article.text, lines)
        paragraphs = "".join(self._block(article, block, numbered) for block in blocks)
        return (
            f'<article class="qa-article" tabindex="0" aria-label="{escape(headline_of(article))}">'
            f"<h3 {lang_of(article)}>{heading}</h3>"
            f'<p class="qa-facts">{facts_line(article, words)}{original}</p>'
            f'<div class="qa-text" {lang_of(article)}>{paragraphs}</div></article>'
        )

    def _block(self, article: Article, block: Span | Table, numbered: Sequence[tuple[int, Span]]) -> str:
        if isinstance(block, Table):
            return table_html(block.rows, lambda cell: self._marked(article, cell, numbered))
        return f"<p>{self._marked(article, block, numbered)}</p>"

    def _marked(self, article: Article, line: Span, numbered: Sequence[tuple[int, Span]]) -> str:
        """One line of the article, what is cited of it in marks with the citation's number."""
        pieces = []
        for piece, number in cut(line, numbered, first=self.current):
            text = escape(piece.of(article.text))
            pieces.append(text if number is None else self._mark(text, piece, number))
        return "".join(pieces)

    def _mark(self, text: str, piece: Span, number: int) -> str:
        is_current = number == self.current
        # a span that goes on in the next line has its number and its id once
        is_start = piece.start == self.places[number].span.start
        name = f' id="qa-place-{number + 1}"' if is_start else ""
        current = ' class="qa-current" aria-current="true"' if is_current else ""
        count = f'<sup class="qa-count">[{number + 1}]</sup>' if is_start else ""
        return f"<mark{name}{current}>{text}</mark>{count}"


def cut(
    line: Span, numbered: Sequence[tuple[int, Span]], first: int = 0
) -> Iterator[tuple[Span, int | None]]:
    """The line in pieces, each with the number of the span that it belongs to, or None.

    Where spans overlap, the piece belongs to the span numbered `first`, else to the lowest number.

    >>> [(p.start, p.end, n) for p, n in cut(Span(0, 9), [(0, Span(2, 4)), (1, Span(3, 6))])]
    [(0, 2, None), (2, 4, 0), (4, 6, 1), (6, 9, None)]
    """
    touching = [(number, span) for number, span in numbered if span.overlaps(line)]
    touching.sort(key=lambda one: (one[0] != first, one[0]))
    inside = {place for _, span in touching for place in (span.start, span.end)}
    borders = sorted({line.start, line.end} | {p for p in inside if line.start < p < line.end})
    start, owner = line.start, _owner(line.start, touching)
    for border in borders[1:]:
        following = _owner(border, touching) if border < line.end else None
        if border == line.end or following != owner:
            yield Span(start, border), owner
            start, owner = border, following


def _owner(place: int, spans: Sequence[tuple[int, Span]]) -> int | None:
    return next((number for number, span in spans if span.start <= place < span.end), None)


def _headline_and_lines(article: Article) -> tuple[Span | None, list[Span]]:
    """The text's own first line where it is the headline, and the other lines that aren't empty."""
    lines = lines_of(article.text)
    title = " ".join(article.title.split())
    if lines and " ".join(lines[0].of(article.text).split()) == title:
        return lines[0], lines[1:]
    return None, lines
