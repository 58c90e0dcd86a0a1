"""Questions that a text nearly answers but for one word: turned into its opposite, denied, or another's name.

What people write to mislead a reader is mostly of this kind: all words of the question stand in the text,
and the one that does not is what matters. Where it can be done, half of the opposites are put into the text
in place of the question, so that no word by itself gives away that there is no answer.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from qa_bot.training.examples import TrainingExample
from qa_bot.training.near_misses import find_opposite, fits, names_of
from qa_bot.training.opposites import OPPOSITE_WORDS, OPPOSITES

CONTRAST = "contrast"
DENIED_SHARE = 0.25
# Questions whose names are put into others, and how many names are tried for one.
NAMED, TRIED_NAMES = 6000, 30
_Change = Callable[[TrainingExample, random.Random], TrainingExample | None]
# The first auxiliary of an English question.
_AUXILIARY = re.compile(r"\b(did|does|do|was|were|is|are|has|had|have|could|would|should)\b")
# Korean endings of 하다 and 되다, and what denies them.
_DENIED = (
    (re.compile(r"했(?=나|는가|습니까|을까|던|는지|어|다고)"), "하지 않았"),
    (re.compile(r"(?:되었|됐)(?=나|는가|습니까|을까|던|는지|어|다고)"), "되지 않았"),
    (re.compile(r"(?<=[가-힣])하는(?= |가)"), "하지 않는"),
    (re.compile(r"(?<=[가-힣])되는(?= |가)"), "되지 않는"),
    (re.compile(r"(?<=[가-힣])(?<![대관위의통향또])한(?= [가-힣])"), "하지 않은"),
    (re.compile(r"(?<=[가-힣])된(?= [가-힣])"), "되지 않은"),
)


def make_contrasts(
    examples: Sequence[TrainingExample], count: int, generator: random.Random
) -> list[tuple[TrainingExample, TrainingExample]]:
    """At most `count` examples that have an answer, each with the changed one that has none.

    >>> asked = TrainingExample("Who won in the north?", "Kim won in the north.", "", 0, "Kim")
    >>> ((_, made),) = make_contrasts([asked], 1, random.Random(1))
    >>> (made.question == asked.question) != (made.text == asked.text), made.start
    (True, None)
    """
    answered = [example for example in examples if example.start is not None]
    # Names enough to draw from; looking for Korean ones takes milliseconds a question.
    pool = sorted({name for example in answered[:NAMED] for name in _said_names(example.question)})
    pairs = ((e, made) for e in answered for made in _contrast(e, pool, generator))
    return list(islice(pairs, count))


def _contrast(
    example: TrainingExample, pool: list[str], generator: random.Random
) -> Iterator[TrainingExample]:
    """The first change that can be made, opposites before the others, as they are rarer."""
    opposites = [_opposite_in_question, _opposite_in_text]
    others: list[_Change] = [lambda e, g: _other_name(e, pool, g), lambda e, _: _denied(e)]
    generator.shuffle(opposites)
    # Denial can be told by its one word, so there is less of it.
    if generator.random() < DENIED_SHARE:
        others.reverse()
    for change in [*opposites, *others]:
        changed = change(example, generator)
        if changed:
            yield replace(changed, start=None, answer="", kind=CONTRAST)
            return


def _opposite_in_question(example: TrainingExample, generator: random.Random) -> TrainingExample | None:
    word = find_opposite(example.question, example.text, generator)
    return replace(example, question=_put(example.question, word)) if word else None


def _opposite_in_text(example: TrainingExample, generator: random.Random) -> TrainingExample | None:
    """The word turned round in the text, if it stands there once and not in the answer."""
    word = find_opposite(example.question, example.text, generator)
    if word is None or example.text.count(word[0]) != 1 or word[0] in example.answer:
        return None
    place = next((m for m in OPPOSITE_WORDS.finditer(example.text) if m[0] == word[0]), None)
    return replace(example, text=_put(example.text, place)) if place else None


def _put(text: str, word: re.Match[str]) -> str:
    return text[: word.start()] + OPPOSITES[word[0]] + text[word.end() :]


def _denied(example: TrainingExample) -> TrainingExample | None:
    question = example.question
    if auxiliary := _AUXILIARY.search(question):
        return replace(example, question=question[: auxiliary.end()] + "n't" + question[auxiliary.end() :])
    for ending, other in _DENIED:
        if ending.search(question):
            return replace(example, question=ending.sub(other, question, count=1))
    return None


def _other_name(
    example: TrainingExample, pool: list[str], generator: random.Random
) -> TrainingExample | None:
    """A name of the question, in a text that has it, in favour of one that the text has not."""
    question, text = example.question, example.text
    spans = [span for span in names_of(question) if question[slice(*span)] in text]
    if not spans or not pool:
        return None
    start, end = generator.choice(spans)
    drawn = generator.sample(pool, min(TRIED_NAMES, len(pool)))
    others = [name for name in drawn if name not in text and fits(question[start:end], name)]
    return replace(example, question=question[:start] + others[0] + question[end:]) if others else None


def _said_names(question: str) -> list[str]:
    return [question[slice(*span)] for span in names_of(question)]
