"""The terms that lexical search compares: Korean morphemes, English stems, numbers and Hanja.

The script decides, not the language of the text: an English name in a Korean article becomes the same term
as in an English one. R@1 of BM25 on KorQuAD (688 passages) and KLUE-MRC (3,834): words between spaces 77.4,
pairs of syllables 89.5, morphemes 91.0 and 83.7, morphemes and joined neighbours 92.0 and 85.6; pairs of
syllables within nouns, added to morphemes, cost 3 points.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa_bot.text.function_words import STOP_WORDS
from qa_bot.text.kiwi import analyse_many
from qa_bot.types import Language

if TYPE_CHECKING:
    from kiwipiepy import Token

_HANGUL = re.compile("[\uac00-\ud7a3\u1100-\u11ff\u3131-\u318e]")
# a number, an abbreviation with dots, a run of Han or kana, a word of any other script
_ITEM = re.compile(
    r"(?P<number>\d+(?:[.,]\d+)*)|(?P<abbreviation>(?:[A-Za-z]\.){2,})"
    "|(?P<han>[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+)"
    "|(?P<word>(?:(?![\uac00-\ud7a3\u1100-\u11ff\u3131-\u318e\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])"
    r"[^\W\d_])+)"
)
# Kiwi's tags: nouns, numerals, roots, verb and adjective stems, what makes nouns of nouns
_CONTENT = frozenset(
    ("NNG", "NNP", "NR", "XR", "XPN", "XSN", "VV", "VV-R", "VV-I", "VA", "VA-R", "VA-I", "W_HASHTAG")
)
# what a compound is made of; with the bound noun, "2018년" and "3급" are compounds too
_JOINABLE = frozenset(("NNG", "NNP", "NNB", "NR", "XR", "XPN", "XSN"))
_LIGHT_VERBS = frozenset("하되있없이않말")
_thread = threading.local()


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text that may become a term: `text[start:end]`, and what it is compared by."""

    term: str
    start: int
    end: int
    is_content: bool
    is_joinable: bool


def terms(text: str, language: Language | None = None) -> list[str]:
    """The terms of a passage or a question, in order and with repetitions.

    Function words fall away, unless nothing else is there. Neighbouring nouns come joined as well, so that
    "워킹 그룹" and "워킹그룹" meet.

    >>> terms("2018년 워킹 그룹의 meetings: 1,234명")
    ['2018', '2018년', '워킹', '워킹그룹', '그룹', 'meet', '1234', '1234명']
    """
    return terms_of_many([text], language)[0]


class KoreanEnglishTerms:
    """`terms` as a library takes it: with a version, so that it knows when its terms are out of date.

    >>> KoreanEnglishTerms()("금리를 올렸다", "ko")
    ['금리', '올리']
    """

    # to be raised whenever the same text comes to give other terms
    version = "1"

    def __call__(self, text: str, language: Language) -> list[str]:
        """The terms of a text in reading order, repeated ones included."""
        return terms(text, language)


def terms_of_many(texts: Sequence[str], language: Language | None = None) -> list[list[str]]:  # noqa: ARG001
    """The terms of each text, in order; Korean ones are analysed on all cores.

    `language` is part of the `TermSplitter` port, for splitters that need it; here the script decides.

    >>> terms_of_many(["금리를 올렸다", "It was raised"])
    [['금리', '올리'], ['rais']]
    """
    korean = [i for i, text in enumerate(texts) if _HANGUL.search(text)]
    tokens = dict(zip(korean, analyse_many(texts[i] for i in korean), strict=True)) if korean else {}
    return [_terms_of_items(_items(text, tokens.get(i, ()))) for i, text in enumerate(texts)]


def content_pieces(text: str) -> list[Piece]:
    """The pieces of a text that say something, with their places; function words are left out.

    >>> text = "It raised the rates"
    >>> [(piece.term, text[piece.start : piece.end]) for piece in content_pieces(text)]
    [('rais', 'raised'), ('rate', 'rates')]
    """
    tokens = analyse_many([text])[0] if _HANGUL.search(text) else ()
    return [piece for piece in _items(text, tokens) if piece.is_content]


def _terms_of_items(items: Sequence[Piece]) -> list[str]:
    found = []
    for item, before in zip(items, [None, *items], strict=False):
        if before and _makes_compound(before, item):
            found.append(before.term + item.term)
        if item.is_content:
            found.append(item.term)
    return found or [item.term for item in items]


def _makes_compound(first: Piece, second: Piece) -> bool:
    gap = second.start - first.end
    # a bound noun is bound to what stands before it: 2018년, but not 년 워킹
    is_near = gap == 0 or (gap == 1 and first.is_content)
    hangul = _HANGUL.search(first.term) or _HANGUL.search(second.term)
    return is_near and first.is_joinable and second.is_joinable and bool(hangul)


def _items(text: str, tokens: Sequence[Token]) -> list[Piece]:
    items = [*_korean_items(tokens), *_other_items(text)]
    return sorted(items, key=lambda item: (item.start, item.end)) if tokens else items


def _korean_items(tokens: Sequence[Token]) -> Iterator[Piece]:
    for token in tokens:
        form = token.form.lower().lstrip("#")
        if not _HANGUL.search(form):
            continue
        tag = str(token.tag)
        is_light = tag.startswith(("VV", "VA")) and form in _LIGHT_VERBS
        yield Piece(form, token.start, token.end, tag in _CONTENT and not is_light, tag in _JOINABLE)


def _other_items(text: str) -> Iterator[Piece]:
    matches = list(_ITEM.finditer(text))
    stems = iter(_stem([_fold(match["word"]) for match in matches if match["word"]]))
    for match in matches:
        start, end = match.span()
        if match["han"]:
            yield from _han_items(match["han"], start)
        elif match["word"]:
            is_content = _fold(match["word"]) not in STOP_WORDS
            yield Piece(next(stems), start, end, is_content, is_content)
        else:
            term = unicodedata.normalize("NFKC", match[0]).lower()
            term = term.replace("," if match["number"] else ".", "")
            yield Piece(term, start, end, True, True)


def _han_items(run: str, start: int) -> Iterator[Piece]:
    # neither Chinese nor Japanese has spaces, so runs are compared by pairs of characters
    for i in range(max(1, len(run) - 1)):
        pair = run[i : i + 2]
        yield Piece(
            unicodedata.normalize("NFKC", pair), start + i, start + i + len(pair), True, len(run) <= 2
        )


def _fold(word: str) -> str:
    """Lower case, half width, without accents: Beyoncé is asked for as beyonce."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word).lower()
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _stem(words: list[str]) -> list[str]:
    # a stemmer keeps its state, so each thread has its own
    if not hasattr(_thread, "stemmer"):
        import Stemmer

        _thread.stemmer = Stemmer.Stemmer("english")
    stems: list[str] = _thread.stemmer.stemWords(words)
    return stems
