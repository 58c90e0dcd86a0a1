"""QABot: the composition root, the only module that knows the default adapters."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, get_args

from qa_bot.adding import AddReport, AddStep, add_articles
from qa_bot.answering import Answerer, clean_question
from qa_bot.dialogue import Turn, Understanding, understand
from qa_bot.errors import ArticleError, ConfigError
from qa_bot.feedback import Feedback
from qa_bot.judging import load_judgement
from qa_bot.library.headlines import Headline
from qa_bot.library.local import LocalLibrary
from qa_bot.library.overlay import MOST_ARTICLES, OverlayLibrary
from qa_bot.library.store import LibraryStore
from qa_bot.lookup import find_ids
from qa_bot.models.choose import load_encoder, load_reader
from qa_bot.models.lexicon import load_lexicon
from qa_bot.models.shipped import find_damage
from qa_bot.multi_vector import embed_passages, fingerprint_of, means_of
from qa_bot.ports import Embedder, Reader
from qa_bot.removing import Removed, check_own, put_back, take_out
from qa_bot.retrieval import Retriever
from qa_bot.settings import Settings
from qa_bot.sources import Source, count_all, read_all
from qa_bot.stages import Stage, answer_of
from qa_bot.types import Answer, Article, Filters, Hit, Language, Passage

__all__ = ["AddReport", "AddStep", "Feedback", "QABot", "Removed"]


class QABot:
    """Answers questions from a folder's articles with the articles' own words.

    >>> bot = QABot.open("library/")                      # doctest: +SKIP
    >>> bot.add("articles/")                              # doctest: +SKIP
    >>> bot.ask("한미 워킹그룹 첫 회의는 어디서 열렸나?").text  # doctest: +SKIP
    '워싱턴'
    """

    def __init__(
        self,
        library: LibraryStore,
        embedder: Embedder,
        reader: Reader,
        settings: Settings,
        *,
        reads_files: bool = True,
    ) -> None:
        # Loaded late: analysing Korean costs most of a second that other verbs need not wait for.
        from qa_bot.text.terms import KoreanEnglishTerms

        self.settings = settings
        self.folder = library.folder
        self._library, self._embedder, self._reader = library, embedder, reader
        self._reads_files = reads_files
        # Pairing and undoing look at the articles and then write; no other thread may change them between.
        self._changing = threading.RLock()
        retriever = Retriever(
            library, embedder, KoreanEnglishTerms(), load_lexicon(), candidates=settings.candidates_searched
        )
        self._retriever = retriever
        self.answerer = Answerer(
            library, retriever, reader, load_judgement(embedder, reader), settings.passages_read
        )

    @classmethod
    def open(
        cls,
        folder: str | Path | None = None,
        *,
        settings: Settings | None = None,
        embedder: Embedder | None = None,
        reader: Reader | None = None,
        create: bool = True,
        reembed: bool = False,
    ) -> QABot:
        """Open the library in `folder` (`settings.library` where None), made if it isn't there.

        `embedder` and `reader` take the place of those that the settings name. With `reembed`, a library of
        another encoder gets this one's vectors. Raises `LibraryNotFound`, `LibraryMismatch`,
        `LibraryCorrupt`, `ModelError`.
        """
        from qa_bot.text.terms import KoreanEnglishTerms

        settings = settings or Settings.load()
        embedder = embedder or load_encoder(settings)
        reader = reader or load_reader(settings)
        library = LocalLibrary.open(
            folder if folder is not None else settings.library,
            dimension=embedder.dimension,
            fingerprint=fingerprint_of(embedder),
            terms=KoreanEnglishTerms(),
            create=create,
            accept_mismatch=reembed,
        )
        if reembed and library.info()["fingerprint"] != fingerprint_of(embedder):
            library.reembed(partial(embed_passages, embedder), fingerprint_of(embedder), embedder.dimension)
        return cls(library, embedder, reader, settings)

    def __enter__(self) -> QABot:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the library's files."""
        self._library.close()

    def for_visitor(self, *, most_articles: int = MOST_ARTICLES) -> QABot:
        """A bot of the same models that sees these articles, unchangeable, and a visitor's own in memory.

        It reads no files of this machine: a visitor adds web addresses and `Article` objects.
        """
        from qa_bot.text.terms import KoreanEnglishTerms

        overlay = OverlayLibrary(
            self._library,
            dimension=self._embedder.dimension,
            terms=KoreanEnglishTerms(),
            most_articles=most_articles,
        )
        return QABot(overlay, self._embedder, self._reader, self.settings, reads_files=False)

    def add(
        self,
        *sources: Source,
        on_progress: Callable[[AddStep], None] | None = None,
    ) -> AddReport:
        """Add files, folders, URLs and `Article` objects; what can't be read is in the report's errors.

        An `ArticleError` among the sources, as reading an upload yields it, goes there as it is.

        Known articles with a new content are updated, equal ones are left alone. A file that is given by
        several paths, or with its folder, is read once. Afterwards the editions of one story are paired.
        """
        from dataclasses import replace

        from qa_bot.ingest.repeats import without_repeats

        # A visitor's sources must not make us look at files, not even to tell whether two are the same.
        sources = tuple(without_repeats(sources)) if self._reads_files else sources
        total = count_all(sources, reads_files=self._reads_files)
        done = 0

        def step(article: Article | ArticleError) -> None:
            nonlocal done
            done += 1
            if on_progress:
                on_progress(AddStep(article.source, done, max(total, done)))

        report = add_articles(
            self._library,
            self._embedder,
            self._reader,
            read_all(sources, reads_files=self._reads_files),
            passage_tokens=self.settings.passage_tokens,
            on_article=step,
        )
        if report.added or report.updated:
            # Returns at once while exact search is quick enough.
            self._library.build_index()
            return replace(report, pairs=self._pair_editions())
        return replace(report, pairs=len(self._library.pairs()))

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

    def remove(self, article: str) -> list[str]:
        """Forget an article, by id, unique beginning of an id, source or URL; the ids removed."""
        with self._changing:
            ids = find_ids(self._library, article)
            check_own(self._library, ids)
            return [article_id for article_id in ids if self._library.remove(article_id)]

    def take_out(self, article: str) -> Removed | None:
        """Remove as `remove` does, and hand over what `put_back` needs; None where it names none."""
        with self._changing:
            return take_out(
                self._library, find_ids(self._library, article), fingerprint=fingerprint_of(self._embedder)
            )

    def put_back(self, removed: Removed) -> list[str]:
        """Undo `take_out`, without embedding anything; the ids of the articles put back.

        What is in the library again by now, under its id or with its text under another, is left alone, so
        putting back twice puts back nothing. Raises `LibraryError` where there is no room any more.
        """
        with self._changing:
            return put_back(self._library, removed, fingerprint=fingerprint_of(self._embedder))

    def refresh(self, article: str, *, on_progress: Callable[[AddStep], None] | None = None) -> AddReport:
        """Read an article again from its file or its web address, and store what has changed.

        What can't be read again stays as it is, and why is in the report's errors.
        """
        from qa_bot.refreshing import read_again

        ids = find_ids(self._library, article)
        check_own(self._library, ids)
        stated = [found for article_id in ids if (found := self._library.stated(article_id))]
        if not stated:
            unknown = ArticleError("there is no such article; look for it in the list", source=article)
            return AddReport(errors=(unknown,), pairs=len(self._library.pairs()))
        return self.add(*read_again(stated, reads_files=self._reads_files), on_progress=on_progress)

    @property
    def own_count(self) -> int:
        """How many of the articles may be changed and removed: all, or a visitor's own."""
        return self._library.own_count

    def is_own(self, article_id: str) -> bool:
        """Whether the article of that id may be changed and removed."""
        return self._library.is_own(article_id)

    def note_feedback(
        self,
        answer: Answer,
        *,
        is_right: bool,
        correction: str = "",
        comment: str = "",
        replaces: str = "",
    ) -> str:
        """Keep in the library what a reader thinks of an answer; the mark's id.

        `correction` are the words that would have been right, `replaces` the id of a mark that the reader
        has thought better of. Raises `FeedbackError` for a text of more than 2,000 characters,
        `LibraryError` where the library may only be read.
        """
        feedback = Feedback.of(answer, is_right=is_right, correction=correction, comment=comment)
        self._library.add_feedback(feedback, replaces=replaces)
        return feedback.id

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

    def _pair_editions(self) -> int:
        from qa_bot.editions import find_pairs

        with self._changing:
            articles = list(self._library.articles())
            fixed = self._library.fixed_pairs()
            pairs = find_pairs(
                articles, lambda key: means_of(self._library.article_vectors(key)), known=fixed
            )
            self._library.set_pairs(pairs)
        return len(pairs)
