"""What the stand-ins for Hangul syllables that the vocabulary has not are worth.

    python benchmarks/rare_hangul.py --datasets DIR [--limit 200]

9,447 of 11,172 syllables would become `<unk>`, all alike; `qa_bot.models.stand_ins` reads them as the nearest
known one. How true either is can't be seen on syllables that are never read, so syllables that are known and
rare (1 to 12 times in 10,000 news sentences) are taken for unknown here: each word that holds one is a
question, the text around it the passage, both with the same treatment.

`found` is how often the right text is the first of all, by the shipped encoder's vectors alone; `cosine` how
near the word's vector is to the untreated one. `read` is for the made-up names of `text_classes.py`, whose
syllables are unknown indeed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from record import record
from text_classes import NAMES, Names
from vocabulary import read_by

from qa_bot.models.onnx_encoder import OnnxEncoder
from qa_bot.models.onnx_reader import OnnxReader
from qa_bot.models.shipped import embeddings_folder
from qa_bot.models.stand_ins import StandIns
from qa_bot.text.normalize import single_line
from qa_bot.training.vocabulary import read_tokenizer, vocabulary_of

SYLLABLES = [chr(point) for point in range(ord("가"), ord("힣") + 1)]
# of the private use area, so a sign that no vocabulary has
UNKNOWN = "\ue000"
COMMON = 12
RARE_NAMES = "names with rare Hangul"


def main() -> None:
    """Measure and record."""
    made = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    made.add_argument("--datasets", type=Path, required=True)
    made.add_argument("--limit", type=int, default=200, help="rare syllables")
    options = made.parse_args()
    sentences = read_sentences(options.datasets / "text" / "korean_news_sentences_10k.ko.jsonl.gz")
    known = known_syllables()
    counts = Counter(letter for sentence in sentences for letter in sentence if letter in known)
    common = sorted(syllable for syllable in known if counts[syllable] > COMMON)
    rare = sorted(syllable for syllable in known if 0 < counts[syllable] <= COMMON)
    chosen = sorted(random.Random(3).sample(rare, min(options.limit, len(rare))))
    figures: dict[str, Any] = {"syllables": len(chosen)}
    near = StandIns(set(common).__contains__)
    figures |= search(sentences, chosen, lambda syllable: syllable.translate(near))
    figures["read"] = read(known)
    record("rare hangul", figures)


def read_sentences(path: Path) -> list[str]:
    """The news sentences."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [single_line(json.loads(line)["text"]) for line in lines]


def known_syllables() -> set[str]:
    """Syllables with a piece of their own in the shipped vocabulary."""
    pieces = vocabulary_of(read_tokenizer(embeddings_folder() / "encoder" / "tokenizer.json")).pieces
    return set(SYLLABLES).intersection(pieces)


def search(sentences: Sequence[str], rare: Sequence[str], near: Callable[[str], str]) -> dict[str, Any]:
    """Figures of finding the text around each rare syllable by its word."""
    encoder = OnnxEncoder(embeddings_folder() / "encoder", threads=1)
    words, texts = zip(*(_place(sentences, syllable) for syllable in rare), strict=True)
    ways: dict[str, Callable[[str], str]] = {"as it is": str, "unknown": lambda _: UNKNOWN, "stand-in": near}
    figures: dict[str, Any] = {"found": {}, "cosine": {}}
    true = encoder.embed_queries(words)
    for name, way in ways.items():
        treated = [
            [text.replace(syllable, way(syllable)) for syllable, text in zip(rare, column, strict=True)]
            for column in (words, texts)
        ]
        asked, held = encoder.embed_queries(treated[0]), encoder.embed_passages(treated[1])
        right = (asked @ held.T).argmax(1) == np.arange(len(rare))
        figures["found"][name] = round(float(right.mean()), 3)
        figures["cosine"][name] = round(float((asked * true).sum(1).mean()), 4)
    return figures


def _place(sentences: Sequence[str], syllable: str) -> tuple[str, str]:
    """The word with a syllable in the first sentence that has it, and the text around."""
    sentence = next(sentence for sentence in sentences if syllable in sentence)
    word = next(word for word in sentence.split() if syllable in word)
    start = max(0, sentence.index(word) - 60)
    return word, sentence[start : start + 120]


def read(known: set[str]) -> dict[str, list[float]]:
    """Exact match and F1 of the shipped reader on made-up names, as unknown signs and by their stand-ins."""
    reader = OnnxReader(embeddings_folder() / "reader", threads=1)
    names = NAMES[RARE_NAMES]
    people = ("".join(letter if letter in known else UNKNOWN for letter in one) for one in names.people)
    unknown = Names(names.language, tuple(people))
    return {"unknown": read_by(reader, unknown), "stand-in": read_by(reader, names)}


if __name__ == "__main__":
    main()
