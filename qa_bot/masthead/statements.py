"""What the stories that a search found say of their own author and times, as candidates for an answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from qa_bot.masthead.places import find_place
from qa_bot.masthead.questions import MastheadQuestion
from qa_bot.masthead.ways import FIELDS
from qa_bot.types import Article, Candidate, Hit, Language, Passage, Span

# An article's own byline is no guess: what can be wrong is the story, which the search's scores speak of. The
# reader is hardly ever as sure.
MARGIN = 12.0


def find_statements(
    asked: MastheadQuestion,
    hits: Iterable[Hit],
    language: Language,
    editions_of: Callable[[Article], Sequence[Article]],
    passages_of: Callable[[str], Sequence[Passage]],
) -> list[tuple[Candidate, Hit]]:
    """One candidate a story, with the hit that led to it, in the order of `hits`, which is best first.

    `editions_of` gives an article's other edition, if any. Of two editions that state it, the one that was
    asked for counts, else the one in `language`, the asker's.
    """
    wanted = asked.edition or language
    found: list[tuple[Candidate, Hit]] = []
    known: set[str] = set()
    for hit in hits:
        article = hit.passage.article
        if article.id in known:
            continue
        editions = [article, *editions_of(article)]
        known |= {edition.id for edition in editions}
        if asked.edition:
            editions = [edition for edition in editions if edition.language == asked.edition]
        for edition in sorted(editions, key=lambda edition: edition.language != wanted):
            candidate = state(asked, edition, passages_of(edition.id))
            if candidate:
                found.append((candidate, replace(hit, passage=candidate.passage)))
                break
        # The story that was meant does not say; another one's byline would be a wrong answer.
        if not found:
            return []
    return found


def state(asked: MastheadQuestion, article: Article, passages: Sequence[Passage]) -> Candidate | None:
    """The article's own statement, in the first passage that holds it; None where it makes none."""
    place = find_place(article, asked.field)
    if place is None:
        return None
    holding = (p for p in passages if p.span.start <= place.start and place.end <= p.span.end)
    passage = next(holding, None)
    return (
        Candidate(passage, Span(place.start - passage.span.start, place.end - passage.span.start), MARGIN)
        if passage
        else None
    )


def agrees(asked: MastheadQuestion, one: Article, other: Article) -> bool:
    """Whether two editions of a story state the same, so that both can be cited.

    Names are written in two scripts, and an edition has no other authors; times may differ.
    """
    if asked.field == "author":
        return True
    return bool(getattr(one, asked.field) == getattr(other, asked.field))


def is_of_masthead(candidate: Candidate) -> bool:
    """Whether a candidate takes its words from a byline or a dateline: no answer to what a story tells.

    A reader asked when a bridge opened likes the time at which the article was posted.
    """
    cited = candidate.citation
    places = (find_place(cited.article, field) for field in FIELDS)
    return any(place.overlaps(cited.span) for place in places if place)
