"""Questions made of passages: a sentence of it with words left out, which is to find the passage again.

Questions about news copy names and wording of what they ask for. A search by meaning that was trained on
questions alone passes over such words; these show it that they count.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator

from qa_bot.training.encoder import PASSAGE, QUERY, Pair
from qa_bot.training.examples import TrainingExample

_LEAST_WORDS, _MOST_WORDS = 4, 14
_KEPT = (0.4, 0.9)
# How often the sentence itself is missing from the passage, so that the rest must do.
_TAKEN_OUT = 0.15
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]?")
_PARTICLE = re.compile("(?<=[가-힣]{2})(?:은|는|이|가|을|를|의|에|에서|으로|로|와|과|도)$")


def make_crops(texts: Iterable[TrainingExample], characters: int, generator: random.Random) -> Iterator[Pair]:
    """A pair for each text that has a sentence long enough; at most so many characters of it are read.

    >>> text = "가람시가 새 도서관을 오월에 연다. 시민 누구나 책을 다섯 권까지 빌릴 수 있다."
    >>> made = next(make_crops([TrainingExample("", text, "도서관")], 200, random.Random(3)))
    >>> made.first, made.group
    ('query: 도서관을 오월에 연다', '도서관')
    """
    for example in texts:
        text = _window(example.text, characters, generator)
        sentences = [match.span() for match in _SENTENCE.finditer(text)]
        long = [span for span in sentences if len(text[slice(*span)].split()) >= _LEAST_WORDS]
        if not long:
            continue
        start, end = generator.choice(long)
        question = _without_some_words(text[start:end].split(), generator)
        if len(long) > 2 and generator.random() < _TAKEN_OUT:
            text = text[:start] + text[end:]
        heading = f"{example.title}\n" if example.title and generator.random() < 0.5 else ""
        yield Pair(QUERY + question, PASSAGE + heading + text, example.title or text[:40])


def _window(text: str, characters: int, generator: random.Random) -> str:
    begin = generator.randint(0, max(0, len(text) - characters))
    return text[begin : begin + characters].strip()


def _without_some_words(words: list[str], generator: random.Random) -> str:
    if len(words) > _MOST_WORDS:
        begin = generator.randint(0, len(words) - _MOST_WORDS)
        words = words[begin : begin + _MOST_WORDS]
    share = generator.uniform(*_KEPT)
    kept = sorted(generator.sample(range(len(words)), max(2, round(share * len(words)))))
    cut = [words[i].strip(".,?!\"'“”‘’") for i in kept]
    return " ".join(_PARTICLE.sub("", word) if generator.random() < 0.3 else word for word in cut)
