"""Every error that this package raises on purpose, as one tree.

::

    QABotError
    ├── ConfigError        a setting has a value that can't be used
    ├── ArticleError       a file, URL or record can't become an article (file, line, field)
    ├── QuestionError      a question that nobody could answer: empty, or longer than an article
    ├── FeedbackError      a reader's mark that can't be kept: too long a correction or comment
    ├── SpanError          a span does not fit its text
    ├── LibraryError       the library on disk
    │   ├── LibraryNotFound
    │   ├── LibraryCorrupt
    │   ├── LibraryLocked  another process is writing
    │   └── LibraryMismatch  made with another encoder
    ├── ModelError         an encoder or a reader can't be loaded or run
    ├── BackendError       a foreign library failed; `__cause__` is kept
    ├── TooManyRequests    a visitor of a public page asks or adds too often
    ├── TookTooLong        a visitor's question was given up
    └── MissingExtra       an optional package is not installed

"No answer in these articles" is no error: it is an `Answer` without citations.
"""

from __future__ import annotations

import math


class QABotError(Exception):
    """Root of all errors of this package; its text is one line that says what to do."""


class ConfigError(QABotError):
    """A setting has a value that can't be used."""


class ArticleError(QABotError):
    """A file, URL or record can't become an article.

    The message names the file, and where they are known the line and the field. `unit` is what `line` counts
    where lines tell nothing: the records of a JSON file, the items of a feed.

    >>> str(ArticleError('"어제" is no date; use YYYY-MM-DD', source="a.jsonl", line=12, field="published"))
    'a.jsonl line 12, published: "어제" is no date; use YYYY-MM-DD'
    >>> str(ArticleError("it has no text to answer from", source="empty.txt", field="text"))
    'empty.txt: it has no text to answer from'
    """

    def __init__(
        self, problem: str, *, source: str = "", line: int | None = None, field: str = "", unit: str = "line"
    ) -> None:
        self.problem, self.source, self.line, self.field, self.unit = problem, source, line, field, unit
        place = source + (f" {unit} {line}" if line is not None else "")
        # a file that is no table has no fields, and its text is all of it
        is_whole = field == "text" and line is None and source
        place = ", ".join(part for part in (place.strip(), "" if is_whole else field) if part)
        super().__init__(f"{place}: {problem}" if place else problem)

    def counted_in(self, unit: str) -> ArticleError:
        """The same error where `line` counts that.

        >>> str(ArticleError("it has no text", source="a.json", line=3).counted_in("record"))
        'a.json record 3: it has no text'
        """
        return ArticleError(self.problem, source=self.source, line=self.line, field=self.field, unit=unit)


class QuestionError(QABotError, ValueError):
    """A question that can't be asked: empty, or longer than an article."""


class FeedbackError(QABotError, ValueError):
    """A reader's mark on an answer that can't be kept: too long a correction or comment."""


class SpanError(QABotError, ValueError):
    """A span does not fit its text."""


class LibraryError(QABotError):
    """Something is wrong with the library on disk."""


class LibraryNotFound(LibraryError):
    """There is no library in that folder."""


class LibraryCorrupt(LibraryError):
    """The library's SQLite file is damaged or is no library."""


class LibraryLocked(LibraryError):
    """Another process is writing to the library."""


class LibraryMismatch(LibraryError):
    """The library's vectors were made by another encoder than the one at hand."""

    def __init__(self, folder: str, stored: str, current: str) -> None:
        self.folder, self.stored, self.current = folder, stored, current
        super().__init__(
            f'{folder}: its vectors were made by encoder "{stored}", but the encoder at hand is '
            f'"{current}"; open it with that encoder, or embed it anew with --reembed'
        )


class ModelError(QABotError):
    """An encoder or a reader can't be loaded or run."""


class BackendError(QABotError):
    """A foreign library failed; the cause is kept in `__cause__`."""


class TooManyRequests(QABotError):
    """A visitor of a public page asks or adds too often; `seconds` says when it may be tried again."""

    def __init__(self, seconds: float) -> None:
        self.seconds = max(1, math.ceil(seconds))
        super().__init__(f"that was too much at once; try again in {self.seconds:,} seconds")


class TookTooLong(QABotError):
    """A visitor's question was given up after `seconds`."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(f"it took more than {seconds:g} seconds and was given up; try again, or ask less")


class MissingExtra(QABotError):
    """An optional package is not installed."""

    def __init__(self, package: str, extra: str) -> None:
        self.package, self.extra = package, extra
        super().__init__(f"{package} is not installed; run: pip install 'qa_bot[{extra}]'")
