"""The sentence around a quote, cut where the quote begins and ends: enough to judge an answer by."""

from __future__ import annotations

from dataclasses import dataclass

from qa_bot.text.sentences import split_sentences, whole_character
from qa_bot.types import Citation, Passage, Span

_MOST_AROUND = 400  # characters on each side; a page without full stops is no sentence
_MOST_SPLIT = 2000
_LEAST_SHOWN = 0.6  # of what fits; an unspaced text is cut anywhere


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A sentence in three parts: joined, a slice of the article but for `…` where it was too long."""

    before: str
    quote: str
    after: str

    @property
    def sentence(self) -> str:
        """The three parts joined."""
        return self.before + self.quote + self.after


def excerpt_of(citation: Citation) -> Excerpt:
    """The sentences that the citation touches, with the quote apart.

    >>> from qa_bot.types import Article
    >>> article = Article(id="a", title="", text="금리가 올랐다. 폭은 0.25%다. 끝.", language="ko")
    >>> excerpt_of(Citation(article, Span(12, 17)))
    Excerpt(before='폭은 ', quote='0.25%', after='다.')
    """
    text, span = citation.article.text, citation.span
    sentence = sentences_around(citation)
    before, after = text[sentence.start : span.start], text[span.end : sentence.end]
    if len(before) > _MOST_AROUND:
        before = "…" + before[whole_character(before, len(before) - _MOST_AROUND, 0) :]
    if len(after) > _MOST_AROUND:
        after = after[: whole_character(after, _MOST_AROUND, 0)] + "…"
    return Excerpt(before, citation.quote, after)


def opening_of(passage: Passage, most: int = 160) -> str:
    r"""The beginning of a passage on one line, with `…` where it goes on.

    >>> from qa_bot.types import Article
    >>> article = Article(id="a", title="", text="첫 줄\n둘째 줄", language="ko")
    >>> opening_of(Passage(article, Span(0, 8)), most=5)
    '첫 줄…'
    """
    line = " ".join(passage.text[: most * 4].split())
    if len(line) <= most:
        return line
    cut = whole_character(line, most, 0)
    between_words = line.rfind(" ", 0, cut + 1)
    return line[: between_words if between_words >= cut * _LEAST_SHOWN else cut].rstrip() + "…"


def sentences_around(citation: Citation) -> Span:
    """From the start of the quote's first sentence to the end of its last, as a place in the article."""
    text, span = citation.article.text, citation.span
    # sentences never cross a line, so the rest of the article need not be split
    start = max(text.rfind("\n", 0, span.start) + 1, span.start - _MOST_SPLIT)
    end = text.find("\n", span.end)
    end = min(len(text) if end < 0 else end, span.end + _MOST_SPLIT)
    line = text[start:end]
    touched = [
        sentence.shift(start)
        for sentence in split_sentences(line, citation.article.language)
        if sentence.shift(start).overlaps(span)
    ]
    if not touched:
        return span
    return Span(min(touched[0].start, span.start), max(touched[-1].end, span.end))
