"""Questions with some words in the other language, so that a reader learns which words mean the same.

There are few questions that cross languages and many that do not; exchanging single words makes some of the
latter cross a little (Qin et al. 2020, "CoSDA-ML"). People who live with both languages ask so, too.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from qa_bot.text.kiwi import analyse_many
from qa_bot.training.examples import TrainingExample
from qa_bot.training.lexicon import Lexicon

SWITCHED = "switched"
_SHARE = 0.6
_HANGUL = re.compile("[가-힣]")
_WORD = re.compile(r"[A-Za-z]{3,}")
_NOUNS = frozenset({"NNG", "NNP"})


def switch_words(
    examples: Iterable[TrainingExample], lexicon: Lexicon, generator: random.Random
) -> Iterator[TrainingExample]:
    """Every example of whose question at least one word can be exchanged, with these words exchanged.

    >>> example = TrainingExample("When did the bank raise the rate?", "The bank raised it in May.")
    >>> lexicon = {"bank": ("은행",), "rate": ("금리",)}
    >>> [made.question for made in switch_words([example], lexicon, random.Random(1))]
    ['When did the 은행 raise the 금리?']
    """
    asked = list(examples)
    for example, tokens in zip(asked, analyse_many(e.question for e in asked), strict=True):
        question = example.question
        if _HANGUL.search(question):
            spans = [token.span for token in tokens if token.tag in _NOUNS]
        else:
            spans = [match.span() for match in _WORD.finditer(question)]
        switched = _exchange(question, spans, lexicon, generator)
        if switched != question:
            yield replace(example, question=switched, kind=SWITCHED)


def _exchange(
    question: str, spans: Iterable[tuple[int, int]], lexicon: Lexicon, generator: random.Random
) -> str:
    made, done = "", 0
    for start, end in spans:
        others = lexicon.get(question[start:end].lower(), ())
        if start < done or not others or generator.random() >= _SHARE:
            continue
        made += question[done:start] + generator.choice(others)
        done = end
    return made + question[done:]
