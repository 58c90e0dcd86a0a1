"""QABot: the composition root, the only module that knows the default adapters."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

from qa_bot.adding import AddReport, AddStep, add_articles
from qa_bot.answering import Answerer, clean_question
from qa_bot.errors import ArticleError, ConfigError, LibraryError, ModelError
from qa_bot.evidence import Judgement
from qa_bot.library.headlines import Headline
from qa_bot.library.local import LocalLibrary
from qa_bot.models.choose import load_encoder, load_reader
from qa_bot.models.shipped import embeddings_folder, find_damage
from qa_bot.ports import Embedder, Reader
from qa_bot.retrieval import Retriever
from qa_bot.settings import Settings
from qa_bot.stages import Stage, answer_of
from qa_bot.types import Answer, Article, Filters, Hit, Passage

__all__ = ["AddReport", "AddStep", "QABot"]

LEAST_ID_PREFIX = 6


class QABot:
    """Answers questions from a folder's articles with the articles' own words.

    >>> bot = QABot.open("library/")                      # doctest: +SKIP
    >>> bot.add("articles/")                              # doctest: +SKIP
    >>> bot.ask("한미 워킹그룹 첫 회의는 어디서 열렸나?").text  # doctest: +SKIP
    '워싱턴'
    """

    def __init__(self, library: LocalLibrary, embedder: Embedder, reader: Reader, settings: Settings) -> None:
        # Loaded late: analysing Korean costs most of a second that other verbs need not wait for.
        from qa_bot.text.terms import KoreanEnglishTerms

        self.settings = settings
        self.folder = library.folder
        self._library, self._embedder, self._reader = library, embedder, reader
        retriever = Retriever(
            library, embedder, KoreanEnglishTerms(), candidates=settings.candidates_searched
        )
        self._retriever = retriever
        self.answerer = Answerer(
            library, retriever, reader, _judgement(embedder, reader), settings.passages_read
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
            fingerprint=embedder.fingerprint,
            terms=KoreanEnglishTerms(),
            create=create,
            accept_mismatch=reembed,
        )
        if reembed and library.info()["fingerprint"] != embedder.fingerprint:
            library.reembed(embedder.embed_passages, embedder.fingerprint, embedder.dimension)
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

    def add(
        self,
        *sources: str | Path | Article,
        on_progress: Callable[[AddStep], None] | None = None,
    ) -> AddReport:
        """Add files, folders, URLs and `Article` objects; what can't be read is in the report's errors.

        Known articles with a new content are updated, equal ones are left alone. Afterwards the editions
        of one story are paired.
        """
        from dataclasses import replace

        from qa_bot.ingest.read import count_sources

        total = sum(1 if isinstance(s, Article) else count_sources(s) for s in sources)
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
            _read_all(sources),
            passage_tokens=self.settings.passage_tokens,
            on_article=step,
        )
        if report.added or report.updated:
            # Returns at once while exact search is quick enough.
            self._library.build_index()
            return replace(report, pairs=self._pair_editions())
        return replace(report, pairs=len(self._library.pairs()))

    def ask(self, question: str, *, filters: Filters | None = None, threshold: float | None = None) -> Answer:
        """What the articles say to a question; falsy when they say nothing.

        `threshold` is the least confidence, 0 to 1, that counts as an answer (default: the settings').
        Raises `QuestionError` for an empty or overlong question.
        """
        return answer_of(self.ask_in_stages(question, filters=filters, threshold=threshold))

    def ask_in_stages(
        self, question: str, *, filters: Filters | None = None, threshold: float | None = None
    ) -> Iterator[Stage | Answer]:
        """What is done about a question, step by step: `Searching`, `Reading`, and last what `ask` returns.

        Each step is told before it is taken. Raises what `ask` raises, at the first step.
        """
        threshold = self.settings.threshold if threshold is None else threshold
        if not 0.0 <= threshold <= 1.0:
            raise ConfigError(f"threshold is a share of 0 to 1, not {threshold}")
        yield from self.answerer.answer_in_stages(question, threshold=threshold, filters=filters)

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
        ids = self._find_ids(article)
        return [article_id for article_id in ids if self._library.remove(article_id)]

    def articles(self, filters: Filters | None = None) -> Iterator[Article]:
        """All articles that pass the filters, ordered by id."""
        return self._library.articles(filters)

    def get(self, article: str) -> Article | None:
        """One article, by id, unique beginning of an id, source or URL; None when there is none."""
        ids = self._find_ids(article)
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

    def _find_ids(self, wanted: str) -> list[str]:
        if self._library.get(wanted):
            return [wanted]
        is_prefix = len(wanted) >= LEAST_ID_PREFIX
        by_prefix = [a.id for a in self._library.articles() if is_prefix and a.id.startswith(wanted)]
        if len(by_prefix) > 1:
            raise LibraryError(f'"{wanted}" begins {len(by_prefix)} ids; write more of it')
        return by_prefix or [a.id for a in self._library.articles() if _is_from(a, wanted)]

    def _pair_editions(self) -> int:
        from qa_bot.editions import find_pairs

        articles = list(self._library.articles())
        pairs = find_pairs(articles, self._library.article_vectors)
        self._library.set_pairs(pairs)
        return len(pairs)


def _is_from(article: Article, place: str) -> bool:
    if not place or place in (article.source, article.url):
        return bool(place)
    # An article without a source is not from the working folder, which Path("") would say.
    return bool(article.source) and Path(article.source).absolute() == Path(place).absolute()


def _judgement(embedder: Embedder, reader: Reader) -> Judgement:
    """What was learned for just these two models, else the default."""
    path = embeddings_folder() / "judgement.json"
    if path.is_file():
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            made_for = (data["encoder"], data["reader"])
        except (KeyError, TypeError, ValueError) as error:
            raise ModelError(f"{path}: no judgement; install the package again") from error
        if made_for == (embedder.fingerprint, reader.fingerprint):
            return Judgement.from_dict(data)
    return Judgement.default()


def _read_all(sources: Iterable[str | Path | Article]) -> Iterator[Article | ArticleError]:
    from qa_bot.ingest.read import read_articles

    for source in sources:
        if isinstance(source, Article):
            yield source
        else:
            yield from read_articles(source)
