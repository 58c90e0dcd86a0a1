"""Words of one language put into the other, so that lexical search finds across languages.

The shipped lexicon is learnt from translated sentences (`qa_bot.training.lexicon`). It makes no sentences: it
says which terms of a passage in the other language may stand for a term of the question.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qa_bot.errors import ModelError
from qa_bot.types import Language, Translation

_HANGUL = re.compile("[가-힣]")


@dataclass(frozen=True, slots=True)
class TermLexicon:
    """Translations of Korean and of English terms, likeliest first."""

    translations: Mapping[str, Sequence[str]]

    def __call__(self, terms: Sequence[str], language: Language) -> Translation:
        """The terms of a question of that language as the other language may have them.

        What is the same in both stays and counts as known: a number, a word of the other language. An English
        word that is not in the lexicon stays, but does not count.

        >>> lexicon = TermLexicon({"금리": ["rate", "interest"]})
        >>> lexicon(["금리", "2018", "낱말"], "ko")
        Translation(terms=('rate', 'interest', '2018'), share=0.6666666666666666)
        """
        made: list[str] = []
        known = 0
        for term in terms:
            others = self.translations.get(term, ()) if _is_of(term, language) else (term,)
            known += bool(others)
            # An English name may stand in a Korean text as it is.
            made += others or ([term] if language == "en" else [])
        return Translation(tuple(made), known / len(terms) if made else 0.0)

    @classmethod
    def read(cls, path: Path) -> TermLexicon:
        """The lexicon of a JSON file. Raises `ModelError` where it is none."""
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
            is_lexicon = all(isinstance(others, list) for others in found.values())
        except (OSError, ValueError, AttributeError) as error:
            raise ModelError(f"{path}: no lexicon; install the package again") from error
        if not is_lexicon:
            raise ModelError(f"{path}: a word's translations must be a list; install the package again")
        return cls(found)


def _is_of(term: str, language: Language) -> bool:
    is_korean = bool(_HANGUL.search(term))
    return is_korean if language == "ko" else term.isalpha() and not is_korean
