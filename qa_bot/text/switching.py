"""A question with words of it exchanged for those that a passage in the other language has in their place.

The reader knows both languages, yet finds an answer more often where question and passage share words:
`benchmarks/switching.py` says how much. It was trained on questions with words of the other language among
them (`qa_bot.training.code_switching`), and people who live with both ask so, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from qa_bot.text.language import detect_question
from qa_bot.text.names_alike import most_alike
from qa_bot.text.terms import Piece, content_pieces

_HANGUL = re.compile("[가-힣]")
_LATIN = re.compile("[A-Za-z]")
# "Alfred", "Han Ga-ram"
_NAME = re.compile(r"[A-Z][a-z]{2,}")
_FULL_NAME = re.compile(r"(?<![\w-])[A-Z][a-z]+ [A-Z][a-z]*(?:-[A-Za-z][a-z]*| [A-Z][a-z]+)?(?![\w-])")
_LEAST_SYLLABLES, _MOST_SYLLABLES = 2, 5
# A passage is shorter; without a space, so much already takes seconds.
_MOST_READ = 4000
# Morphemes of a passage take 10 ms, and passages are read again and again; one takes some 20 kB.
_TEXTS_KEPT = 2048


@dataclass(frozen=True, slots=True)
class _Said:
    """What a text says: its words by their terms, the first of each, and what may be a name in it."""

    words: Mapping[str, str]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WordSwitcher:
    """Exchanges words of a question; `translations` has those of each term, likeliest first."""

    translations: Mapping[str, Sequence[str]]

    def __call__(self, question: str, text: str) -> str:
        """The question with the words that `text`, in the other language, says them by.

        What the text has no word for stays, and so do numbers and what is in the text's language already.

        >>> switch = WordSwitcher({"법원": ["court"], "fine": ["벌금"], "impos": ["부과"]})
        >>> switch("법원이 한가람에게 물린 벌금은?", "The court fined Han Ga-ram.")
        'court이 Han Ga-ram에게 물린 벌금은?'
        >>> switch("What fine did Alfred get?", "알프레드에게 벌금을 물렸다.")
        'What 벌금 did 알프레드 get?'
        """
        is_korean = detect_question(question) == "ko"
        said = _read(text[:_MOST_READ], is_korean)
        pieces = content_pieces(question)
        exchanged = _full_names(question, pieces, said, is_korean=is_korean)
        for piece in pieces:
            word = question[piece.start : piece.end]
            if not (_HANGUL if is_korean else _LATIN).search(word):
                continue
            terms = self.translations.get(piece.term, ())
            other = next((said.words[term] for term in terms if term in said.words), None)
            if other is None and _may_be_name(word, piece, is_korean=is_korean):
                other = most_alike(word, said.names)
            if other is not None:
                exchanged.append((piece.start, piece.end, other))
        return _exchange(question, exchanged)


@lru_cache(maxsize=_TEXTS_KEPT)
def _read(text: str, is_latin: bool) -> _Said:
    pieces = content_pieces(text)
    words: dict[str, str] = {}
    for piece in pieces:
        # a stem torn off its verb (팔, 입) is no word that a question could have
        if is_latin or piece.is_joinable:
            words.setdefault(piece.term, text[piece.start : piece.end])
    latin = {*_NAME.findall(text), *_FULL_NAME.findall(text)}
    names = latin if is_latin else {text[start:end] for start, end in _korean_names(text, pieces)}
    return _Said(words, tuple(sorted(names)))


def _korean_names(text: str, pieces: Sequence[Piece]) -> Iterator[tuple[int, int]]:
    """Places of words that may be a name, alone and with what stands before them: 한 and 가람 are one."""
    for piece in pieces:
        if not piece.is_joinable or not _HANGUL.match(text, piece.start):
            continue
        first = piece.start
        while first > 0 and piece.end - first < _MOST_SYLLABLES and _HANGUL.match(text, first - 1):
            first -= 1
        for start in {piece.start, first}:
            if _LEAST_SYLLABLES <= piece.end - start <= _MOST_SYLLABLES:
                yield start, piece.end


def _full_names(
    question: str, pieces: Sequence[Piece], said: _Said, *, is_korean: bool
) -> list[tuple[int, int, str]]:
    """Names of several words or morphemes that the text has in the other script, with their places."""
    whole = {(piece.start, piece.end) for piece in pieces}
    matches = (match.span() for match in _FULL_NAME.finditer(question))
    places = _korean_names(question, pieces) if is_korean else matches
    found = (
        (place, most_alike(question[slice(*place)], said.names)) for place in places if place not in whole
    )
    return [(*place, other) for place, other in found if other is not None]


def _may_be_name(word: str, piece: Piece, *, is_korean: bool) -> bool:
    if is_korean:
        return piece.is_joinable and len(word) >= _LEAST_SYLLABLES
    # the first word of a question is capitalised whatever it is
    return bool(_NAME.match(word)) and piece.start > 0


def _exchange(question: str, exchanged: Sequence[tuple[int, int, str]]) -> str:
    made, done, last = "", 0, ""
    for start, end, other in sorted(exchanged, key=lambda place: (place[0], -place[1])):
        if start < done:
            continue
        between = question[done:start]
        # "prime minister" is one word, 총리
        is_same = other == last and not between.strip()
        made += "" if is_same else between + other
        done, last = end, other
    return made + question[done:]
