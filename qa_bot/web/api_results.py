"""What programs get from the page: answers, passages and reports as JSON of a stated shape.

Annotations are evaluated here, unlike elsewhere: Gradio makes schemas of them.
"""

from pathlib import PurePath
from typing import TYPE_CHECKING, Any, TypedDict

from qa_bot.types import Answer, Hit

if TYPE_CHECKING:
    from qa_bot.bot import AddReport


class ArticleResult(TypedDict):
    """An article; times are ISO 8601, and `translation_of` is the id of its other edition."""

    id: str
    title: str
    text: str
    language: str
    source: str
    url: str | None
    author: str | None
    published: str | None
    modified: str | None
    translation_of: str | None


class CitationResult(TypedDict):
    """A quote and its place: `quote` is `article.text[start:end]`, in Unicode code points."""

    quote: str
    start: int
    end: int
    article: ArticleResult


class PlaceResult(TypedDict):
    """A passage's place in its article."""

    start: int
    end: int
    article: ArticleResult


class AnswerResult(TypedDict):
    """An answer; `text` is None where the articles don't say, and then `reason` and `nearest` are there."""

    question: str
    text: str | None
    confidence: float
    citations: list[CitationResult]
    nearest: list[PlaceResult]
    reason: str
    other_reports: list[CitationResult]


class PassageResult(TypedDict):
    """A passage that was found; `text` is `article.text[start:end]`."""

    score: float
    text: str
    start: int
    end: int
    article: ArticleResult


class AddResult(TypedDict):
    """What became of the articles, as ids, and how many pairs of editions there are now."""

    added: list[str]
    updated: list[str]
    unchanged: list[str]
    duplicates: list[str]
    pairs: int


def answer_result(answer: Answer, *, shows_paths: bool) -> AnswerResult:
    """What `Answer.to_dict` gives; without `shows_paths`, no article says where it lies on this machine."""
    found: Any = answer.to_dict()
    for place in [*found["citations"], *found["nearest"], *found["other_reports"]]:
        place["article"]["source"] = _shown_source(place["article"]["source"], shows_paths)
    return found  # type: ignore[no-any-return]


def passage_result(hit: Hit, *, shows_paths: bool) -> PassageResult:
    """A hit ready for JSON."""
    passage = hit.passage
    article: Any = passage.article.to_dict()
    article["source"] = _shown_source(article["source"], shows_paths)
    return PassageResult(
        score=float(hit.score),
        text=passage.text,
        start=passage.span.start,
        end=passage.span.end,
        article=article,
    )


def add_result(report: "AddReport") -> AddResult:
    """A report ready for JSON; its first error is raised where nothing else came of it."""
    if report.errors and not report.total:
        raise report.errors[0]
    return AddResult(
        added=list(report.added),
        updated=list(report.updated),
        unchanged=list(report.unchanged),
        duplicates=list(report.duplicates),
        pairs=report.pairs,
    )


def _shown_source(source: str, shows_paths: bool) -> str:
    return source if shows_paths or "://" in source else PurePath(source.replace("\\", "/")).name
