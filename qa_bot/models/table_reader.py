"""A reader that is told the tables of a passage cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa_bot.models.wrapping_reader import WrappingReader
from qa_bot.text.table_rows import has_bar
from qa_bot.text.table_view import View, view_tables
from qa_bot.types import Candidate, Passage, Span


class TableReader(WrappingReader):
    """A `Reader` around another one; passages without a table are read as before."""

    def read(self, question: str, passages: Sequence[Passage]) -> list[Candidate]:
        """Candidates of all passages, best margin first; see `qa_bot.ports.Reader.read`."""
        views = {passage.id: view for passage in passages if (view := _view(passage, question))}
        if not views:
            return self._reader.read(question, passages)
        shown = [_shown(passage, views.get(passage.id)) for passage in passages]
        originals = {one.id: passage for one, passage in zip(shown, passages, strict=True)}
        found: dict[tuple[str, Span], Candidate] = {}
        for candidate in self._reader.read(question, shown):
            passage = originals[candidate.passage.id]
            span = _span_in(passage, candidate.span, views.get(passage.id))
            if span:
                # cells that several statements lead to are proposed once, by the best of these
                found.setdefault((passage.id, span), replace(candidate, passage=passage, span=span))
        return sorted(found.values(), key=lambda c: (-c.margin, c.passage.id, c.span))


def _view(passage: Passage, question: str) -> View | None:
    if not has_bar(passage.text):
        return None
    return view_tables(passage.article.text, passage.span, question)


def _shown(passage: Passage, view: View | None) -> Passage:
    """The passage as the reader inside sees it, under an id of its own."""
    if view is None:
        return passage
    article = replace(passage.article, id=f"{passage.id} as told", text=view.text)
    return Passage(article, Span(0, len(view.text)))


def _span_in(passage: Passage, span: Span, view: View | None) -> Span | None:
    if view is None:
        return span
    place = view.place_of(span)
    return place.shift(-passage.span.start) if place else None
