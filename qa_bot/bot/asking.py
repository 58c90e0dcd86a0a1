"""What a bot says of its articles, in answers and in lists; nothing here changes any."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, get_args

from qa_bot.answering import Answerer, clean_question
from qa_bot.dialogue import Turn, Understanding, understand
from qa_bot.errors import ConfigError
from qa_bot.feedback import Feedback
from qa_bot.judging import load_judgement
from qa_bot.library.headlines import Headline
from qa_bot.library.store import LibraryStore
from qa_bot.lookup import find_ids
from qa_bot.models.lexicon import load_lexicon
from qa_bot.models.shipped import find_damage
from qa_bot.ports import Embedder, Reader
from qa_bot.retrieval import Retriever
from qa_bot.settings import Settings
from qa_bot.stages import Stage, answer_of
from qa_bot.types import Answer, Article, Filters, Hit, Language, Passage


class AskingBot:
    """The half of `QABot` that only looks."""

    def __init__(self, library: LibraryStore, embedder: Embedder, reader: Reader, settings: Settings) -> None:
        # Loaded late: analysing Korean costs most of a second that other verbs need not wait for.
        from qa_bot.text.terms import KoreanEnglishTerms

        self.settings = settings
        self.folder = library.folder
        self._library, self._embedder, self._reader = library, embedder, reader
        retriever = Retriever(
            library, embedder, KoreanEnglishTerms(), load_lexicon(), candidates=settings.candidates_searched
        )
        self._retriever = retriever
        self.answerer = Answerer(
            library, retriever, reader, load_judgement(embedder, reader), settings.passages_read
        )

    def understand(self, question: str, turns: Sequence[Turn]) -> Understanding:
        """The complete question that a follow-up stands for after the `turns`, oldest first.

        A complete question comes back as it is. Ask on with what was understood:

        >>> understanding = bot.understand("그럼 언제?", turns)          # doctest: +SKIP
        >>> bot.ask(understanding.question, answer_language=understanding.answer_language)  # doctest: +SKIP
        """
        return understand(question, turns)

    def ask(
        self,
        question: str,
        *,
        filters: Filters | None = None,
        threshold: float | None = None,
        answer_language: Language | None = None,
    ) -> Answer:
        """What the articles say to a question; falsy when they say nothing.

        `threshold` is the least confidence, 0 to 1, that counts as an answer (default: the settings').
        `answer_language` says whose edition comes first where both state it (default: the question's own).
        Raises `QuestionError` for an empty or overlong question, `ConfigError` for another threshold,
        language or day than there is.
        """
        return answer_of(
            self.ask_in_stages(
                question, filters=filters, threshold=threshold, answer_language=answer_language
            )
        )

    def ask_in_stages(
        self,
        question: str,
        *,
        filters: Filters | None = None,
        threshold: float | None = None,
        answer_language: Language | None = None,
    ) -> Iterator[Stage | Answer]:
        """What is done about a question, step by step: `Searching`, `Reading`, and last what `ask` returns.

        Each step is told before it is taken. Raises what `ask` raises, at the first step.
        """
        threshold = self.settings.threshold if threshold is None else threshold
        if not 0.0 <= threshold <= 1.0:
            raise ConfigError(f"threshold is a share of 0 to 1, not {threshold}")
        if answer_language is not None and answer_language not in get_args(Language):
            known = ", ".join(get_args(Language))
            raise ConfigError(f'answer_language is "{answer_language}"; use one of {known}, or leave it out')
        yield from self.answerer.answer_in_stages(
            question, threshold=threshold, filters=filters, answer_language=answer_language
        )

    def ask_many(
        self,
        questions: Iterable[str],
        *,
        filters: Filters | None = None,
        threshold: float | None = None,
    ) -> list[Answer]:
        """The answer to each question, in order."""
        return [self.ask(question, filters=filters, threshold=threshold) for question in questions]

    def search(self, question: str, k: int = 10, *, filters: Filters | None = None) -> list[Hit]:
        """The k passages that fit the question best, best first."""
        if k < 1:
            raise ConfigError(f"k must be at least 1, not {k}")
        return self._retriever.search(clean_question(question), k, filters)

    @property
    def own_count(self) -> int:
        """How many of the articles may be changed and removed: all, or a visitor's own."""
        return self._library.own_count

    def is_own(self, article_id: str) -> bool:
        """Whether the article of that id may be changed and removed."""
        return self._library.is_own(article_id)

    def feedback(self) -> Iterator[Feedback]:
        """What readers thought of answers, oldest first."""
        return self._library.feedback()

    def articles(self, filters: Filters | None = None) -> Iterator[Article]:
        """All articles that pass the filters, ordered by id."""
        return self._library.articles(filters)

    def get(self, article: str) -> Article | None:
        """One article, by id, unique beginning of an id, source or URL; None when there is none."""
        ids = find_ids(self._library, article)
        return self._library.get(ids[0]) if ids else None

    def headlines(self) -> list[Headline]:
        """All articles without their texts, newest first: for lists of many thousands."""
        return self._library.headlines()

    def passages(self, article_id: str) -> tuple[Passage, ...]:
        """The passages of an article in reading order."""
        return self._library.passages(article_id)

    def verify(self) -> list[str]:
        """What is wrong with the library or the shipped models, a line each; empty when all is whole."""
        return [*self._library.verify(), *find_damage()]

    def info(self) -> dict[str, Any]:
        """Version, models, counts and settings, ready for JSON."""
        from dataclasses import asdict

        from qa_bot import __version__

        return {
            "version": __version__,
            "folder": str(self.folder),
            "encoder": self._embedder.fingerprint,
            "reader": self._reader.fingerprint,
            "library": self._library.info(),
            "settings": asdict(self.settings),
        }
