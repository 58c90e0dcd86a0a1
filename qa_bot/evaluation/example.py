"""A question with the answers that people gave it: on its own context, or on named articles."""

from __future__ import annotations

from dataclasses import dataclass, field

from qa_bot.types import Language

_EDITION_ENDINGS: dict[str, Language] = {".ko": "ko", ".en": "en"}


@dataclass(frozen=True, slots=True)
class Gold:
    """Words that answer a question; `start` counts code points of the context, `doc` names an article.

    >>> Gold("12일", doc="harbour-dredging.ko").edition
    'ko'
    """

    text: str
    start: int | None = None
    doc: str | None = None

    @property
    def edition(self) -> Language | None:
        """The language that the article's name ends with (`….ko`, `….en`), or None."""
        endings = (language for end, language in _EDITION_ENDINGS.items() if (self.doc or "").endswith(end))
        return next(endings, None)


@dataclass(frozen=True, slots=True)
class Example:
    """One question of an evaluation set; all text is NFC, no `answers` means that there is none to find.

    `language` is that of the context or the articles, `question_language` that of the question. `context`
    is None for questions on named articles. `kind` is the set's own word for the sort of question, `line`
    where it stands in its file, for errors.
    """

    id: str
    title: str
    context: str | None
    question: str
    answers: tuple[Gold, ...]
    language: Language
    question_language: Language
    kind: str = ""
    line: int | None = field(default=None, compare=False)

    @property
    def is_answerable(self) -> bool:
        """Whether there is an answer to find."""
        return bool(self.answers)

    def language_of(self, gold: Gold) -> Language:
        """The language that `gold` is written in, which decides by whose rule it is scored."""
        return gold.edition or self.language

    @property
    def direction(self) -> str | None:
        """From the question's language to the answer's, such as `ko→en`; None without an answer.

        Where several editions answer, the one in the question's language counts.
        """
        languages = [self.language_of(gold) for gold in self.answers]
        if not languages:
            return None
        own = self.question_language
        return f"{own}→{own if own in languages else languages[0]}"
