"""From the best candidate to citations: its place, the same in the other edition, and who else says it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from qa_bot.evidence import Evidence, said_key
from qa_bot.excerpts import excerpt_of, sentences_around
from qa_bot.filters import Conditions
from qa_bot.masthead import MastheadQuestion, agrees, is_of_masthead, state
from qa_bot.ports import Library, Reader
from qa_bot.retrieval import Retriever
from qa_bot.text.answer_kinds import do_kinds_differ
from qa_bot.text.changes import End, at_end, end_asked_for
from qa_bot.text.corrections import corrected, is_mistake_asked_for
from qa_bot.text.figures import do_figures_agree, is_telling
from qa_bot.text.interviews import is_asked
from qa_bot.text.language import detect_question
from qa_bot.text.numbered_things import Things, names_another, numbered_things
from qa_bot.text.polar import is_polar
from qa_bot.text.polish import polish
from qa_bot.types import Article, Candidate, Citation, Filters, Language, Passage, Span

EDITION_PASSAGES = 2
EDITION_CANDIDATES = 3
# Cosine of two sentences from which they count as each other's translation; see `benchmarks/agreement.py`.
LEAST_AGREEMENT = 0.7
# The same where both hold one figure that is hardly the same by chance; see `benchmarks/both_editions.py`.
LEAST_AGREEMENT_OF_FIGURES = 0.55
# The reader is less sure where the question is in the other language; what it finds must translate the
# answer's sentence and hold its figures as well, so that little is risked.
LEAST_EDITION_MARGIN = -4.0
# What it takes from an answer, in logits, that its sentence names another quarter, line or year than is asked
# for. Of 2,048 development questions it keeps back four wrong answers; a wrong and a right one are new.
ANOTHER_THING = 6.0


@dataclass(frozen=True, slots=True)
class Citer:
    """Finds what else states an answer, through ports only."""

    library: Library
    retriever: Retriever
    reader: Reader

    def cite_answer(
        self, question: str, ranked: Sequence[Evidence], filters: Filters | None, asker: Language
    ) -> tuple[Citation, ...]:
        """The best place, the same in the other edition, and other articles that say the same words.

        The asker's edition comes first where both state the answer. `ranked` is best first, not empty.
        """
        first = ranked[0].candidate
        edition = self._other_edition(question, ranked, filters)
        pair = [first] if edition is None else [first, edition]
        pair.sort(key=lambda c: c.passage.article.language != asker)
        said = said_key(first.text)
        others = [
            e.candidate
            for e in ranked[1:]
            if said_key(e.candidate.text) == said and e.candidate.margin >= max(0.0, first.margin - 3.0)
        ]
        citations: dict[str, Citation] = {}
        for candidate in (*pair, *others):
            citation = cite(candidate)
            # One place an article: overlapping passages propose the same words twice.
            citations.setdefault(citation.article.id, citation)
        return tuple(citations.values())

    def cite_masthead(
        self, asked: MastheadQuestion, first: Candidate, filters: Filters | None
    ) -> tuple[Citation, ...]:
        """The story's own statement, and the other edition's where it is the same and none was named."""
        article = first.passage.article
        passages = () if asked.edition else self.passages_of_edition(article, filters)
        agreeing = passages and agrees(asked, article, passages[0].article)
        other = state(asked, passages[0].article, passages) if agreeing else None
        return tuple(candidate.citation for candidate in (first, other) if candidate)

    def passages_of_edition(self, article: Article, filters: Filters | None) -> tuple[Passage, ...]:
        """The passages of an article's other edition; empty where there is none that passes the filters."""
        other = article.translation_of and self.library.get(article.translation_of)
        if not other or not Conditions.of(filters).admits(other):
            return ()
        return self.library.passages(other.id)

    def _other_edition(
        self, question: str, ranked: Sequence[Evidence], filters: Filters | None
    ) -> Candidate | None:
        """The best candidate of the other edition of the best candidate's article, where it states one."""
        first = ranked[0].candidate
        passages = self.passages_of_edition(first.passage.article, filters)
        ids = {passage.id for passage in passages}
        known = [e.candidate for e in ranked if e.candidate.passage.id in ids]
        read = {candidate.passage.id for candidate in known}
        # What translates the answer's passage is nearest to that passage, not to the question.
        vector = self.retriever.embedder.embed_passages([first.passage.text])[0]
        nearest = [hit.passage for hit in self.retriever.rank(vector, passages, EDITION_PASSAGES)]
        unread = [passage for passage in nearest if passage.id not in read]
        candidates = [*known, *(read_story(self.reader, question, unread) if unread else [])]
        return self._first_agreeing(first, [c for c in candidates if c.margin > LEAST_EDITION_MARGIN])

    def _first_agreeing(self, first: Candidate, others: Sequence[Candidate]) -> Candidate | None:
        """The best of `others` with the figures of `first` whose sentence translates its sentence."""
        said = cite(first)
        cited = [(c, cite(c)) for c in sorted(others, key=lambda c: -c.margin)]
        alike = [
            (c, place)
            for c, place in cited
            if do_figures_agree(said.quote, place.quote) and not do_kinds_differ(said.quote, place.quote)
        ]
        tried = alike[:EDITION_CANDIDATES]
        if not tried:
            return None
        sentences = [excerpt_of(place).sentence for place in (said, *(place for _, place in tried))]
        vectors = self.retriever.embedder.embed_passages(sentences)
        agreements = vectors[1:] @ vectors[0]
        least = LEAST_AGREEMENT_OF_FIGURES if is_telling(said.quote) else LEAST_AGREEMENT
        agreeing = zip(tried, agreements, strict=True)
        return next((c for (c, _), agreement in agreeing if agreement >= least), None)


def read_story(reader: Reader, question: str, passages: Sequence[Passage]) -> list[Candidate]:
    """What the reader proposes of what the stories tell: no byline, no dateline, nothing that is asked.

    Where yes or no would answer, the sentences that it points at; where one end of a change is wanted, that
    end; in place of what a text denies, what it says is right. Best margin first, where what is about another
    quarter or year than the question has a lower one.
    """
    found = (c for c in reader.read(question, passages) if not is_of_masthead(c))
    told = _without_others(question, [c for c in found if not is_asked(c.passage.text, c.span)])
    language = detect_question(question)
    if is_polar(question, language):
        return _once(_statement_of(candidate) for candidate in told)
    end = end_asked_for(question, language)
    if end != "before" and not is_mistake_asked_for(question):
        told = [_corrected(candidate) for candidate in told]
    return _once(_at_end(candidate, end) if end else candidate for candidate in told)


def _without_others(question: str, candidates: list[Candidate]) -> list[Candidate]:
    """The candidates, those about another quarter, line or year than is asked for with less; best first."""
    asked = numbered_things(question)
    if not asked:
        return candidates
    doubted = [
        replace(c, score=c.score - ANOTHER_THING) if _is_of_another(asked, c) else c for c in candidates
    ]
    return sorted(doubted, key=lambda c: -c.margin)


def _is_of_another(asked: Things, candidate: Candidate) -> bool:
    article = candidate.passage.article
    sentence = sentences_around(candidate.citation).of(article.text)
    return names_another(asked, sentence, f"{article.title}\n{article.text}", article.published)


def _once(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Each place once, with the first candidate for it."""
    places: dict[tuple[str, Span], Candidate] = {}
    for candidate in candidates:
        places.setdefault((candidate.passage.id, candidate.span), candidate)
    return list(places.values())


def _statement_of(candidate: Candidate) -> Candidate:
    """The sentence that the candidate stands in, in its place."""
    passage = candidate.passage
    sentence = sentences_around(candidate.citation)
    # a passage ends within a sentence only where that is longer than a passage
    start, end = max(sentence.start, passage.span.start), min(sentence.end, passage.span.end)
    span = Span(start - passage.span.start, end - passage.span.start)
    return replace(candidate, span=span, is_statement=True)


def _corrected(candidate: Candidate) -> Candidate:
    passage = candidate.passage
    return replace(candidate, span=corrected(passage.text, candidate.span, passage.article.language))


def _at_end(candidate: Candidate, end: End) -> Candidate:
    passage = candidate.passage
    return replace(candidate, span=at_end(passage.text, candidate.span, passage.article.language, end))


def polished(candidate: Candidate) -> Candidate:
    """The candidate with its edges where a person would put them; see `qa_bot.text.polish`."""
    passage = candidate.passage
    if candidate.is_statement:
        return candidate
    return replace(candidate, span=polish(passage.text, candidate.span, passage.article.language))


def cite(candidate: Candidate) -> Citation:
    """The candidate's words, its edges mended, as a place in its article."""
    return polished(candidate).citation
