"""QABot: the composition root, which knows the default adapters, and what it does to its articles."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import TracebackType

from qa_bot.adding import AddReport, AddStep, add_articles
from qa_bot.bot.asking import AskingBot
from qa_bot.errors import ArticleError
from qa_bot.feedback import Feedback
from qa_bot.library.local import LocalLibrary
from qa_bot.library.overlay import OverlayLibrary
from qa_bot.library.store import LibraryStore
from qa_bot.library.visitor_room import MOST_ARTICLES
from qa_bot.lookup import find_ids
from qa_bot.models.choose import load_encoder, load_reader
from qa_bot.multi_vector import embed_passages, fingerprint_of, means_of
from qa_bot.ports import Embedder, Reader
from qa_bot.removing import Removed, check_own, put_back, take_out
from qa_bot.settings import Settings
from qa_bot.sources import Source, count_all, read_all
from qa_bot.types import Answer, Article


class QABot(AskingBot):
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
        super().__init__(library, embedder, reader, settings)
        self._reads_files = reads_files
        # Pairing and undoing look at the articles and then write; no other thread may change them between.
        self._changing = threading.RLock()

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
