"""Retrieve, read, weigh, cite, or say that the articles don't say.

Where both editions of a story state the answer, the asker's comes first and both are cited.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qa_bot.affairs import Affairs
from qa_bot.citing import Citer, cite, read_story
from qa_bot.errors import QuestionError
from qa_bot.evidence import Evidence, Judgement, rank
from qa_bot.later_reports import LaterReports
from qa_bot.masthead import (
    MastheadQuestion,
    find_statements,
    read_masthead_question,
)
from qa_bot.nearest import nearest_passages
from qa_bot.ports import Library, Reader, Vectors
from qa_bot.reasons import reason
from qa_bot.reports import Reports, in_time
from qa_bot.retrieval import Retriever
from qa_bot.stages import Reading, Searching, Stage, answer_of
from qa_bot.text.language import detect_question
from qa_bot.text.normalize import normalize, single_line
from qa_bot.types import Answer, Article, Candidate, Filters, Hit, Language

MOST_QUESTION_CHARACTERS = 2000
EDITIONS_READ = 2
LATER_SEARCHES = 3


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: its own hits, and all that is read, passages of their other editions included.

    Where the mastheads of the stories found answer, `stated` holds what they say, and `asked` what was asked.
    `vector` is the question's, where the texts are to answer.
    """

    hits: tuple[Hit, ...]
    read: tuple[Hit, ...]
    vector: Vectors | None = None
    asked: MastheadQuestion | None = None
    stated: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Weighed:
    """All that was found out about a question, best evidence first.

    `others` is what stories of other days say otherwise, latest first; see `qa_bot.reports`.
    """

    language: Language
    hits: tuple[Hit, ...]
    ranked: tuple[Evidence, ...]
    features: tuple[float, ...]
    asked: MastheadQuestion | None = None
    others: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Answerer:
    """Answers questions from a library's articles, through ports only."""

    library: Library
    retriever: Retriever
    reader: Reader
    judgement: Judgement
    passages_read: int = 6

    @property
    def citer(self) -> Citer:
        """What finds the citations of an answer."""
        return Citer(self.library, self.retriever, self.reader)

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
        weighed = self._weigh(question, found, filters)
        yield self._conclude(question, weighed, threshold, filters, asker)

    def weigh(self, question: str, filters: Filters | None = None) -> Weighed:
        """Search and read; `features` is empty where no candidate was found."""
        return self._weigh(question, self._search(question, filters, detect_question(question)), filters)

    def _search(self, question: str, filters: Filters | None, asker: Language) -> Found:
        asked = read_masthead_question(question, detect_question(question))
        # Where no masthead says it, the text itself may: "the report" can be one that a story tells of.
        if asked and (found := self._search_mastheads(asked, asker, filters)).stated:
            return found
        vector = self.retriever.embed(question)
        hits = self.retriever.search(question, self.passages_read, filters, vector=vector)
        return Found(tuple(hits), (*hits, *self._other_editions(vector, hits, filters)), vector)

    def _search_mastheads(
        self, asked: MastheadQuestion, language: Language, filters: Filters | None
    ) -> Found:
        """The story is searched for alone: words like "wrote" and "article" are of no use to find it."""
        hits = self.retriever.search(asked.topic, self.passages_read, filters)

        def other_editions(article: Article) -> list[Article]:
            return [passage.article for passage in self.citer.passages_of_edition(article, filters)[:1]]

        found = find_statements(asked, hits, language, other_editions, self.library.passages)
        return Found(
            tuple(hits),
            tuple(hit for _, hit in found),
            asked=asked,
            stated=tuple(candidate for candidate, _ in found),
        )

    def _weigh(self, question: str, found: Found, filters: Filters | None) -> Weighed:
        language = detect_question(question)
        passages = [hit.passage for hit in found.read]
        candidates = found.stated if found.asked else read_story(self.reader, question, passages)
        if not candidates or found.asked:
            ranked = self._rank(candidates, found.read)
            features = self.judgement.features(ranked, found.hits, language) if ranked else []
            return Weighed(language, found.hits, tuple(ranked), tuple(features), found.asked)
        reports = self._in_time(question, found, candidates, filters)
        features = self.judgement.features(reports.weighed, found.hits, language)
        return Weighed(language, found.hits, reports.ranked, tuple(features), others=reports.others)

    def _in_time(
        self, question: str, found: Found, candidates: Sequence[Candidate], filters: Filters | None
    ) -> Reports:
        """The candidates in the order of their days, where stories of several days differ.

        Where they do, later ones are looked for, as the last one may not be among the first found.
        """
        affairs, later_reports = Affairs(self.retriever), LaterReports(self.retriever)
        read, weight = [*found.read], self.judgement.retrieval_weight
        language = detect_question(question)
        reports = in_time(question, language, self._rank(candidates, read), weight, affairs)
        for _ in range(LATER_SEARCHES):
            later = later_reports.find(question, reports, read, filters, found.vector)
            if not later:
                break
            read += later
            candidates = [*candidates, *read_story(self.reader, question, [hit.passage for hit in later])]
            reports = in_time(question, language, self._rank(candidates, read), weight, affairs)
        return reports

    def _conclude(
        self, question: str, weighed: Weighed, threshold: float, filters: Filters | None, asker: Language
    ) -> Answer:
        guessed = weighed.ranked[0].candidate.passage if weighed.ranked else None
        nearest = nearest_passages(weighed.hits, asker, guessed)
        if not weighed.hits:
            why = "filtered" if len(self.library) else "empty"
            return Answer(question, reason=reason(why, weighed.language))
        # A third language is none that the models were measured on, so no confidence is claimed.
        is_foreign = weighed.language == "other"
        is_sure = weighed.ranked and not is_foreign
        confidence = self.judgement.calibrator(weighed.features) if is_sure else 0.0
        if not weighed.ranked or confidence < threshold:
            why = "language" if is_foreign else "unsure" if nearest else "nothing"
            return Answer(
                question, confidence=confidence, nearest=nearest, reason=reason(why, weighed.language)
            )
        if weighed.asked:
            citations = self.citer.cite_masthead(weighed.asked, weighed.ranked[0].candidate, filters)
        else:
            citations = self.citer.cite_answer(question, weighed.ranked, filters, asker)
        others = tuple(cite(evidence.candidate) for evidence in weighed.others)
        return Answer(question, citations, confidence, other_reports=others)

    def _other_editions(self, vector: Vectors, hits: Sequence[Hit], filters: Filters | None) -> list[Hit]:
        """The nearest passages of the other editions of the first articles found, where they weren't found.

        What one edition leaves out the other may state. Such a passage is as good a find as the one that
        led to it, and gets its score.
        """
        found = {hit.passage.id for hit in hits}
        leads = {hit.passage.article.id: hit for hit in reversed(hits)}
        editions: list[Hit] = []
        for lead in sorted(leads.values(), key=lambda hit: (-hit.score, hit.passage.id))[:EDITIONS_READ]:
            passages = self.citer.passages_of_edition(lead.passage.article, filters)
            nearest = self.retriever.rank(vector, passages, 1)
            editions += [
                replace(lead, passage=n.passage, lexical=0.0) for n in nearest if n.passage.id not in found
            ]
        return editions

    def _rank(self, candidates: Sequence[Candidate], hits: Sequence[Hit]) -> list[Evidence]:
        by_id = {hit.passage.id: hit for hit in hits}
        found = [(c, by_id[c.passage.id]) for c in candidates]
        evidence = [Evidence(c, hit.score, hit.lexical) for c, hit in found]
        return rank(evidence, self.judgement.retrieval_weight)


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


def _too_long(length: int) -> str:
    return f"the question has {length:,} characters; ask in at most {MOST_QUESTION_CHARACTERS:,}"
