"""A citation's words in what is around them: their sentence, or their rows under the first of the table."""

from __future__ import annotations

from qa_bot.excerpts import excerpt_of
from qa_bot.types import Citation, Span
from qa_bot.web.markup import escape
from qa_bot.web.source_view import cut
from qa_bot.web.tables import Table, group_rows, lines_of, table_html


def quoted(citation: Citation) -> str:
    """The quote in a mark, as HTML, inside its sentence or its table.

    >>> from qa_bot.types import Article
    >>> article = Article(id="a", title="", text="금리가 올랐다. 폭은 0.25%다. 끝.", language="ko")
    >>> quoted(Citation(article, Span(12, 17)))
    '폭은 <mark>0.25%</mark>다.'
    """
    if rows := _rows(citation):
        return table_html(rows, lambda cell: _marked(citation, cell))
    excerpt = excerpt_of(citation)
    return f"{escape(excerpt.before)}<mark>{escape(excerpt.quote)}</mark>{escape(excerpt.after)}"


def _rows(citation: Citation) -> list[tuple[Span | None, ...]]:
    """The first row, which mostly says what the columns are, and those of a quote that is inside a table."""
    text, span = citation.article.text, citation.span
    for block in group_rows(text, lines_of(text)):
        if isinstance(block, Table) and block.span.start <= span.start and span.end <= block.span.end:
            first, *others = block.rows
            return [first, *(row for row in others if any(cell and cell.overlaps(span) for cell in row))]
    return []


def _marked(citation: Citation, cell: Span) -> str:
    pieces = ((escape(piece.of(citation.article.text)), n) for piece, n in cut(cell, [(0, citation.span)]))
    return "".join(said if number is None else f"<mark>{said}</mark>" for said, number in pieces)
