"""Retrieve, read, weigh, cite, or say that the articles don't say.

Where both editions of a story state the answer, the asker's comes first and both are cited.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qa_bot.errors import QuestionError
from qa_bot.evidence import Evidence, Judgement, rank, said_key
from qa_bot.excerpts import excerpt_of
from qa_bot.filters import Conditions
from qa_bot.masthead import (
    MastheadQuestion,
    agrees,
    find_statements,
    is_of_masthead,
    read_masthead_question,
    state,
)
from qa_bot.ports import Library, Reader, Vectors
from qa_bot.retrieval import Retriever
from qa_bot.stages import Reading, Searching, Stage, answer_of
from qa_bot.text.language import detect_question
from qa_bot.text.normalize import normalize, single_line
from qa_bot.text.polish import polish
from qa_bot.types import Answer, Article, Candidate, Citation, Filters, Hit, Language, Passage

MOST_QUESTION_CHARACTERS = 2000
NEAREST = 3
EDITIONS_READ = 2
EDITION_PASSAGES = 2
EDITION_CANDIDATES = 3
# Cosine of two sentences from which they count as each other's translation; see `benchmarks/agreement.py`.
LEAST_AGREEMENT = 0.75

_REASONS: dict[str, dict[Language, str]] = {
    "empty": {
        "en": "There are no articles to look in.",
        "ko": "찾아볼 기사가 없습니다.",
    },
    "unsure": {
        "en": "The articles don't say, or not clearly enough; these passages come nearest.",
        "ko": "기사에 답이 없거나 분명하지 않습니다. 가장 가까운 대목은 다음과 같습니다.",
    },
    "language": {
        "en": "Please ask in Korean or English; these passages come nearest.",
        "ko": "한국어나 영어로 물어 주십시오. 가장 가까운 대목은 다음과 같습니다.",
    },
}


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: its own hits, and all that is read, passages of their other editions included.

    Where an article itself is asked about, `asked` says what, and `stated` what the stories found say to it.
    """

    hits: tuple[Hit, ...]
    read: tuple[Hit, ...]
    asked: MastheadQuestion | None = None
    stated: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Weighed:
    """All that was found out about a question, best evidence first."""

    language: Language
    hits: tuple[Hit, ...]
    ranked: tuple[Evidence, ...]
    features: tuple[float, ...]
    asked: MastheadQuestion | None = None


@dataclass(frozen=True, slots=True)
class Answerer:
    """Answers questions from a library's articles, through ports only."""

    library: Library
    retriever: Retriever
    reader: Reader
    judgement: Judgement
    passages_read: int = 6

    def answer(
        self,
        question: str,
        *,
        threshold: float,
        filters: Filters | None = None,
        answer_language: Language | None = None,
    ) -> Answer:
        """The answer with its citations, or none where confidence is below `threshold`.

        `answer_language` says whose edition comes first where both state the answer: the question's own
        where None. Raises `QuestionError` for an empty or overlong question.
        """
        return answer_of(
            self.answer_in_stages(
                question, threshold=threshold, filters=filters, answer_language=answer_language
            )
        )

    def answer_in_stages(
        self,
        question: str,
        *,
        threshold: float,
        filters: Filters | None = None,
        answer_language: Language | None = None,
    ) -> Iterator[Stage | Answer]:
        """What is done, before it is done, and at last the answer, as `answer` gives it.

        `Reading` is left out where there is nothing to read. Raises `QuestionError` at the first step.
        """
        question = clean_question(question)
        yield Searching()
        asker = answer_language or detect_question(question)
        found = self._search(question, filters, asker)
        if found.read:
            yield Reading(tuple(hit.passage for hit in found.read))
        weighed = self._weigh(question, found)
        yield self._conclude(question, weighed, threshold, filters, asker)

    def weigh(self, question: str, filters: Filters | None = None) -> Weighed:
        """Search and read; `features` is empty where no candidate was found."""
        return self._weigh(question, self._search(question, filters, detect_question(question)))

    def _search(self, question: str, filters: Filters | None, asker: Language) -> Found:
        asked = read_masthead_question(question, detect_question(question))
        if asked:
            return self._search_mastheads(asked, asker, filters)
        vector = self.retriever.embed(question)
        hits = self.retriever.search(question, self.passages_read, filters, vector=vector)
        return Found(tuple(hits), (*hits, *self._other_editions(vector, hits, filters)))

    def _search_mastheads(
        self, asked: MastheadQuestion, language: Language, filters: Filters | None
    ) -> Found:
        """The story is searched for alone: words like "wrote" and "article" are of no use to find it."""
        hits = self.retriever.search(asked.topic, self.passages_read, filters)

        def other_editions(article: Article) -> list[Article]:
            return [passage.article for passage in self._passages_of_edition(article, filters)[:1]]

        found = find_statements(asked, hits, language, other_editions, self.library.passages)
        return Found(
            tuple(hits),
            tuple(hit for _, hit in found),
            asked,
            tuple(candidate for candidate, _ in found),
        )

    def _weigh(self, question: str, found: Found) -> Weighed:
        language = detect_question(question)
        candidates = found.stated if found.asked else self._read(question, found)
        ranked = self._rank(candidates, found.read)
        features = self.judgement.features(ranked, found.hits, language) if ranked else []
        return Weighed(language, found.hits, tuple(ranked), tuple(features), found.asked)

    def _read(self, question: str, found: Found) -> list[Candidate]:
        candidates = self.reader.read(question, [hit.passage for hit in found.read])
        return [candidate for candidate in candidates if not is_of_masthead(candidate)]

    def _conclude(
        self, question: str, weighed: Weighed, threshold: float, filters: Filters | None, asker: Language
    ) -> Answer:
        nearest = tuple(hit.passage for hit in weighed.hits[:NEAREST])
        if not weighed.hits:
            return Answer(question, reason=_reason("empty", weighed.language))
        # A third language is none that the models were measured on, so no confidence is claimed.
        is_foreign = weighed.language == "other"
        is_sure = weighed.ranked and not is_foreign
        confidence = self.judgement.calibrator(weighed.features) if is_sure else 0.0
        if not weighed.ranked or confidence < threshold:
            reason = _reason("language" if is_foreign else "unsure", weighed.language)
            return Answer(question, confidence=confidence, nearest=nearest, reason=reason)
        return Answer(question, self._cite(question, weighed, filters, asker), confidence)

    def _other_editions(self, vector: Vectors, hits: Sequence[Hit], filters: Filters | None) -> list[Hit]:
        """The nearest passages of the other editions of the first articles found, where they weren't found.

        What one edition leaves out the other may state. Such a passage is as good a find as the one that
        led to it, and gets its score.
        """
        found = {hit.passage.id for hit in hits}
        leads = {hit.passage.article.id: hit for hit in reversed(hits)}
        editions: list[Hit] = []
        for lead in sorted(leads.values(), key=lambda hit: (-hit.score, hit.passage.id))[:EDITIONS_READ]:
            passages = self._passages_of_edition(lead.passage.article, filters)
            nearest = self.retriever.rank(vector, passages, 1)
            editions += [
                replace(lead, passage=n.passage, lexical=0.0) for n in nearest if n.passage.id not in found
            ]
        return editions

    def _passages_of_edition(self, article: Article, filters: Filters | None) -> tuple[Passage, ...]:
        other = article.translation_of and self.library.get(article.translation_of)
        if not other or not Conditions.of(filters).admits(other):
            return ()
        return self.library.passages(other.id)

    def _rank(self, candidates: Sequence[Candidate], hits: Sequence[Hit]) -> list[Evidence]:
        by_id = {hit.passage.id: hit for hit in hits}
        found = [(c, by_id[c.passage.id]) for c in candidates]
        evidence = [Evidence(c, hit.score, hit.lexical) for c, hit in found]
        return rank(evidence, self.judgement.retrieval_weight)

    def _cite(
        self, question: str, weighed: Weighed, filters: Filters | None, asker: Language
    ) -> tuple[Citation, ...]:
        """The best place, the same in the other edition, and other articles that say the same words.

        The asker's edition comes first where both state the answer.
        """
        first = weighed.ranked[0].candidate
        if weighed.asked:
            return self._cite_masthead(weighed.asked, first, filters)
        edition = self._other_edition(question, weighed, filters)
        pair = [first] if edition is None else [first, edition]
        pair.sort(key=lambda c: c.passage.article.language != asker)
        said = said_key(first.text)
        others = [
            e.candidate
            for e in weighed.ranked[1:]
            if said_key(e.candidate.text) == said and e.candidate.margin >= max(0.0, first.margin - 3.0)
        ]
        citations: dict[str, Citation] = {}
        for candidate in (*pair, *others):
            citation = cite(candidate)
            # One place an article: overlapping passages propose the same words twice.
            citations.setdefault(citation.article.id, citation)
        return tuple(citations.values())

    def _cite_masthead(
        self, asked: MastheadQuestion, first: Candidate, filters: Filters | None
    ) -> tuple[Citation, ...]:
        """The story's own statement, and the other edition's where it is the same and none was named."""
        article = first.passage.article
        passages = () if asked.edition else self._passages_of_edition(article, filters)
        agreeing = passages and agrees(asked, article, passages[0].article)
        other = state(asked, passages[0].article, passages) if agreeing else None
        return tuple(candidate.citation for candidate in (first, other) if candidate)

    def _other_edition(self, question: str, weighed: Weighed, filters: Filters | None) -> Candidate | None:
        """The best candidate of the other edition of the best candidate's article, where it states one."""
        first = weighed.ranked[0].candidate
        passages = self._passages_of_edition(first.passage.article, filters)
        ids = {passage.id for passage in passages}
        known = [e.candidate for e in weighed.ranked if e.candidate.passage.id in ids]
        read = {candidate.passage.id for candidate in known}
        # What translates the answer's passage is nearest to that passage, not to the question.
        vector = self.retriever.embedder.embed_passages([first.passage.text])[0]
        nearest = [hit.passage for hit in self.retriever.rank(vector, passages, EDITION_PASSAGES)]
        unread = [passage for passage in nearest if passage.id not in read]
        candidates = [*known, *(self.reader.read(question, unread) if unread else [])]
        return self._first_agreeing(first, [c for c in candidates if c.margin > 0.0])

    def _first_agreeing(self, first: Candidate, others: Sequence[Candidate]) -> Candidate | None:
        """The best of `others` whose sentence translates the sentence of `first`."""
        tried = sorted(others, key=lambda c: -c.margin)[:EDITION_CANDIDATES]
        if not tried:
            return None
        sentences = [excerpt_of(cite(candidate)).sentence for candidate in (first, *tried)]
        vectors = self.retriever.embedder.embed_passages(sentences)
        agreements = vectors[1:] @ vectors[0]
        agreeing = zip(tried, agreements, strict=True)
        return next((c for c, agreement in agreeing if agreement >= LEAST_AGREEMENT), None)


def clean_question(question: str) -> str:
    r"""The question in NFC on one line. Raises `QuestionError` when it is empty or overlong.

    >>> clean_question("  언제\n시작했나? ")
    '언제 시작했나?'
    """
    if len(question) > 10 * MOST_QUESTION_CHARACTERS:
        raise QuestionError(_too_long(len(question)))
    cleaned = single_line(normalize(question)).strip()
    if not cleaned:
        raise QuestionError("the question is empty; ask something, in Korean or English")
    if len(cleaned) > MOST_QUESTION_CHARACTERS:
        raise QuestionError(_too_long(len(cleaned)))
    return cleaned


def reason_in(language: Language, answer: Answer) -> str:
    """Why there is no answer, said in `language`, whatever the language of the question.

    >>> reason_in("en", Answer("언제?", reason="찾아볼 기사가 없습니다."))
    'There are no articles to look in.'
    """
    known = (name for name, said in _REASONS.items() if answer.reason in said.values())
    name = next(known, None)
    return answer.reason if name is None else _reason(name, language)


def polished(candidate: Candidate) -> Candidate:
    """The candidate with its edges where a person would put them; see `qa_bot.text.polish`."""
    passage = candidate.passage
    return replace(candidate, span=polish(passage.text, candidate.span, passage.article.language))


def cite(candidate: Candidate) -> Citation:
    """The candidate's words, its edges mended, as a place in its article."""
    return polished(candidate).citation


def _too_long(length: int) -> str:
    return f"the question has {length:,} characters; ask in at most {MOST_QUESTION_CHARACTERS:,}"


def _reason(name: str, language: Language) -> str:
    return _REASONS[name]["ko" if language == "ko" else "en"]
