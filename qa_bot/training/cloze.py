"""Questions made of translations: a sentence with a gap, to be filled from its translation in a passage.

Questions that cross languages are few, translated sentences many. To fill the gap, a reader has to find the
sentence that says the same among others, and in it the word that means the same.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

from qa_bot.text.kiwi import analyse_many
from qa_bot.training.examples import TrainingExample
from qa_bot.training.lexicon import Lexicon

CLOZE = "cloze"
_GAPS = {"ko": ("무엇", "___", "어떤 것"), "en": ("what", "___", "which one")}
_NUMBER = re.compile(r"(?<![\w.,])\d[\d,.]*\d|(?<![\w.,])\d(?![\w.,])")
_LATIN = re.compile("[A-Za-zÀ-ɏ]{2,}")
_NOUNS = frozenset({"NNG", "NNP"})
_NEIGHBOURS = 6
_LEAST_SENTENCE = 25

Span = tuple[int, int]


def make_cloze(
    pairs: Sequence[tuple[str, str]], lexicon: Lexicon, generator: random.Random
) -> Iterator[TrainingExample]:
    """For each (Korean, English) pair that shares a word, a question in one language, a passage in the other.

    The passage is the translation among sentences that stand near it in `pairs`.

    >>> pairs = [("한국은행은 5월에 금리를 올렸다고 밝혔다.", "The central bank said it raised the rate.")]
    >>> made = next(make_cloze(pairs, {"rate": ("금리",)}, random.Random(2)))
    >>> made.question, made.text, made.answer
    ('The central bank said it raised the ___.', '한국은행은 5월에 금리를 올렸다고 밝혔다.', '금리')
    """
    analysed = analyse_many(korean for korean, _ in pairs)
    for place, ((korean, english), tokens) in enumerate(zip(pairs, analysed, strict=True)):
        if min(2 * len(korean), len(english)) < _LEAST_SENTENCE:
            continue
        nouns = {token.form: token.span for token in tokens if token.tag in _NOUNS}
        shared = _shared(korean, english, nouns, lexicon)
        if not shared:
            continue
        in_korean, in_english = generator.choice(shared)
        near = [*pairs[max(0, place - _NEIGHBOURS) : place], *pairs[place + 1 : place + _NEIGHBOURS]]
        if generator.random() < 0.5:
            others = [one for one, _ in near]
            yield _example(english, in_english, "en", korean, in_korean, others, generator)
        else:
            others = [other for _, other in near]
            yield _example(korean, in_korean, "ko", english, in_english, others, generator)


def _shared(korean: str, english: str, nouns: dict[str, Span], lexicon: Lexicon) -> list[tuple[Span, Span]]:
    """Where a number, a word in Latin letters, or a noun and its translation stand, once in each."""
    found = []
    for pattern in (_NUMBER, _LATIN):
        there = {match[0]: match.span() for match in pattern.finditer(english)}
        found += [(match.span(), there[match[0]]) for match in pattern.finditer(korean) if match[0] in there]
    lowered = english.lower()
    for match in _LATIN.finditer(lowered):
        found += [(nouns[o], match.span()) for o in lexicon.get(match[0], ()) if len(o) > 1 and o in nouns]
    return [
        (first, second)
        for first, second in found
        if korean.count(korean[slice(*first)]) == 1 and lowered.count(lowered[slice(*second)]) == 1
    ]


def _example(
    asked: str,
    gap: Span,
    language: str,
    said: str,
    answer: Span,
    others: list[str],
    generator: random.Random,
) -> TrainingExample:
    question = asked[: gap[0]] + generator.choice(_GAPS[language]) + asked[gap[1] :]
    others = generator.sample(others, min(len(others), generator.randint(1, _NEIGHBOURS - 1)))
    cut = generator.randint(0, len(others))
    before = "".join(f"{one} " for one in others[:cut])
    text = before + " ".join([said, *others[cut:]])
    start = len(before) + answer[0]
    return TrainingExample(question, text, "", start, said[slice(*answer)], CLOZE)
