"""Questions that nearly fit a text: one name, number or direction changed, so that it has no answer.

The wrong passage that search finds is about something else; these teach the reader to notice that the
passage is about the right thing and yet does not say what is asked.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from qa_bot.text.kiwi import get_kiwi
from qa_bot.training.examples import TrainingExample
from qa_bot.training.opposites import OPPOSITE_WORDS, OPPOSITES

NEAR_MISS = "near miss"
_LEAST_NAME = 2
_HANGUL = re.compile("[가-힣]")
_NUMBER = re.compile(r"(?<![\d.,])\d{1,4}(?![\d,])")
# Words in capitals that do not begin a sentence: in a question, names.
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+(?: [A-Z][a-z]+)*")


def make_near_misses(
    examples: Iterable[TrainingExample], generator: random.Random
) -> Iterator[TrainingExample]:
    """For every answered example whose question can be changed, the changed one without an answer.

    >>> example = TrainingExample("When did Kim leave in 1999?", "Kim left in 1999.", "", 12, "1999")
    >>> [made.question != example.question for made in make_near_misses([example], random.Random(1))]
    [True]
    """
    for example in examples:
        if example.start is None:
            continue
        changed = _changed(example, generator)
        if changed and changed != example.question:
            yield replace(example, question=changed, start=None, answer="", kind=NEAR_MISS)


def _changed(example: TrainingExample, generator: random.Random) -> str:
    changes = [_other_name, _other_number, _opposite]
    generator.shuffle(changes)
    return next((made for change in changes if (made := change(example, generator))), "")


def _other_name(example: TrainingExample, generator: random.Random) -> str:
    """A name of the question put in place by another of the text that the question does not hold."""
    names = [span for span in names_of(example.question) if _cut(example.question, span) in example.text]
    if not names:
        return ""
    name = generator.choice(names)
    said = _cut(example.question, name)
    others = sorted({_cut(example.text, span) for span in names_of(example.text)})
    others = [o for o in others if o not in example.question and o not in example.answer and fits(said, o)]
    return _put(example.question, name, generator.choice(others)) if others else ""


def names_of(text: str) -> list[tuple[int, int]]:
    """Spans of English names that do not begin a sentence, and of Korean proper nouns."""
    english = [match.span() for match in _NAME.finditer(text)]
    if not _HANGUL.search(text):
        return english
    korean = [t.span for t in get_kiwi().tokenize(text) if t.tag == "NNP" and len(t.form) >= _LEAST_NAME]
    return english + [(start, end) for start, end in korean]


def fits(name: str, other: str) -> bool:
    """Whether the particle behind `name` can stand behind `other`: both end in a consonant, or neither."""
    is_korean = bool(_HANGUL.search(name))
    return is_korean == bool(_HANGUL.search(other)) and (not is_korean or _closes(name) == _closes(other))


def _closes(word: str) -> bool:
    # the twenty-eight forms of a Hangul syllable begin with the one without a final consonant
    return "가" <= word[-1] <= "힣" and (ord(word[-1]) - ord("가")) % 28 != 0


def _cut(text: str, span: tuple[int, int]) -> str:
    return text[span[0] : span[1]]


def _other_number(example: TrainingExample, generator: random.Random) -> str:
    numbers = [m for m in _NUMBER.finditer(example.question) if m[0] in example.text]
    if not numbers:
        return ""
    number = generator.choice(numbers)
    value = int(number[0])
    other = str(max(1, value + generator.choice((-1, 1)) * generator.randint(1, 7 if value < 100 else 40)))
    return "" if other in example.text else _put(example.question, number.span(), other)


def _opposite(example: TrainingExample, generator: random.Random) -> str:
    word = find_opposite(example.question, example.text, generator)
    return _put(example.question, word.span(), OPPOSITES[word[0]]) if word else ""


def find_opposite(question: str, text: str, generator: random.Random) -> re.Match[str] | None:
    """A word of the question whose opposite can stand in its place and not in the text.

    Where the text speaks of both, the opposite may well be answered.
    """
    found = [
        word
        for word in OPPOSITE_WORDS.finditer(question)
        if OPPOSITES[word[0]] not in text and fits(word[0], OPPOSITES[word[0]])
    ]
    return generator.choice(found) if found else None


def _put(text: str, span: tuple[int, int], other: str) -> str:
    return text[: span[0]] + other + text[span[1] :]
