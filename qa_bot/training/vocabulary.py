"""Cutting a sentence-piece vocabulary: which rows of the whole one stay, and the tokenizer that is left.

The pieces that our models keep are those of the tokenizer that ships with them, so there is no second list:
every piece with Hangul, all single letters of Latin, Greek, Cyrillic and Japanese writing, nearly all
symbols, the 4,500 most frequent single Hanja, and Latin words and strings of digits and marks by how often
Korean and English text use them. No letter of Arabic, Hebrew, Thai or Indian writing is among them, and
1,129 Hanja of KS X 1001 are not; `with_single_characters` adds what there is of either.
"""

from __future__ import annotations

import copy
import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa_bot.errors import ModelError


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Pieces in the order of their rows, with their scores (logarithms of probabilities)."""

    pieces: tuple[str, ...]
    scores: tuple[float, ...]

    def __post_init__(self) -> None:
        if not len(self.pieces) == len(self.scores) == len(set(self.pieces)):
            raise ModelError(f"a vocabulary of {len(self.pieces)} pieces names one twice, or lacks scores")

    def cut(self, rows: Sequence[int]) -> Vocabulary:
        """The pieces of those rows, renumbered from 0.

        >>> Vocabulary(("<unk>", "가", "나"), (0.0, -1.0, -2.0)).cut([0, 2]).pieces
        ('<unk>', '나')
        """
        return Vocabulary(tuple(self.pieces[i] for i in rows), tuple(self.scores[i] for i in rows))


def read_tokenizer(path: Path) -> dict[str, Any]:
    """A `tokenizer.json` whose model is of unigrams.

    Raises `ModelError` where it is anything else.
    """
    tokenizer = _read_json(path)
    try:
        if tokenizer["model"]["type"] == "Unigram":
            return dict(tokenizer)
    except (KeyError, TypeError):
        pass
    raise ModelError(f"{path}: no tokenizer.json with a unigram vocabulary")


def vocabulary_of(tokenizer: Mapping[str, Any]) -> Vocabulary:
    """The pieces and scores of a tokenizer's unigram model.

    >>> vocabulary_of({"model": {"vocab": [["<unk>", 0.0], ["가", -1.5]]}})
    Vocabulary(pieces=('<unk>', '가'), scores=(0.0, -1.5))
    """
    pairs = tokenizer["model"]["vocab"]
    return Vocabulary(tuple(piece for piece, _ in pairs), tuple(float(score) for _, score in pairs))


def read_rows(path: Path, whole: Vocabulary) -> list[int]:
    """The rows of `whole` that a file keeps: a list of their numbers, or a `tokenizer.json` of their pieces.

    Raises `ModelError` where a row or piece is not in `whole`, or rows don't ascend.
    """
    if not isinstance(rows := _read_json(path), list):
        return find_rows(whole, vocabulary_of(read_tokenizer(path)))
    if not all(type(row) is int for row in rows):
        raise ModelError(f"{path}: a list of rows holds whole numbers only")
    if rows != sorted(set(rows)) or not rows or not 0 <= rows[0] <= rows[-1] < len(whole.pieces):
        raise ModelError(f"{path}: rows must ascend, from 0 to at most {len(whole.pieces) - 1}")
    return rows


def find_rows(whole: Vocabulary, kept: Vocabulary) -> list[int]:
    """The row in `whole` of each piece of `kept`, in its order.

    Raises `ModelError` for a piece that `whole` hasn't.

    >>> whole = Vocabulary(("<unk>", "가", "나"), (0.0, -1.0, -2.0))
    >>> find_rows(whole, Vocabulary(("<unk>", "나"), (0.0, -2.0)))
    [0, 2]
    """
    row_of = {piece: row for row, piece in enumerate(whole.pieces)}
    missing = [piece for piece in kept.pieces if piece not in row_of]
    if missing:
        raise ModelError(f'"{missing[0]}" and {len(missing) - 1} more pieces are not in the whole vocabulary')
    return [row_of[piece] for piece in kept.pieces]


def with_single_characters(whole: Vocabulary, rows: Sequence[int]) -> list[int]:
    """`rows`, and those of every piece that is one character, of whatever writing, in ascending order.

    A text then has no unknown character but those that the whole vocabulary does not know either.

    >>> whole = Vocabulary(("<unk>", "가", "鉉", "▁ب", "بيت"), (0.0, -1.0, -2.0, -3.0, -4.0))
    >>> with_single_characters(whole, [0, 1])
    [0, 1, 2, 3]
    """
    single = {row for row, piece in enumerate(whole.pieces) if _is_single(piece)}
    return sorted(single.union(rows))


def cut_tokenizer(form: Mapping[str, Any], kept: Vocabulary) -> dict[str, Any]:
    """`form`, a `tokenizer.json`, with the vocabulary `kept`; its special tokens get their new numbers.

    Raises `ModelError` where `kept` lacks one of them.
    """
    made = copy.deepcopy(dict(form))
    # How much is read at once, and what is filled up, is no matter of the vocabulary.
    made |= {"truncation": None, "padding": None}
    row_of = {piece: row for row, piece in enumerate(kept.pieces)}
    unknown = form["model"]["vocab"][form["model"]["unk_id"]][0]
    try:
        made["model"]["unk_id"] = row_of[unknown]
        for token in made["added_tokens"]:
            token["id"] = row_of[token["content"]]
        for token in made["post_processor"]["special_tokens"].values():
            token["ids"] = [row_of[name] for name in token["tokens"]]
    except KeyError as error:
        raise ModelError(
            f"the kept pieces lack {error.args[0]}, without which nothing can be read"
        ) from error
    made["model"]["vocab"] = [[p, s] for p, s in zip(kept.pieces, kept.scores, strict=True)]
    return made


def _is_single(piece: str) -> bool:
    letter = piece.removeprefix("▁")
    # Characters for private use mean nothing to anyone else.
    return len(letter) == 1 and unicodedata.category(letter) != "Co"


def _read_json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ModelError(f"{path}: can't be read: {error.strerror or error}") from error
    except ValueError as error:
        raise ModelError(f"{path}: not JSON: {error}") from error
