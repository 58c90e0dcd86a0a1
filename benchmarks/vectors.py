"""What smaller vectors would cost and bring: fewer numbers, int8 or bits in place of float32.

    python benchmarks/vectors.py --datasets DIR [--limit 600] [--rows 100000]

Recall is of vectors alone on the four sets, a passage being found by any of its rows; time is that of one
search among so many rows, real ones repeated with a little noise, as a ratio to float32 of full length.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray
from record import record
from sets import embed_rows, parser, read_set

from qa_bot.models.onnx_encoder import OnnxEncoder
from qa_bot.models.shipped import embeddings_folder

SETS = ("korquad", "squad dev", "korean to english", "english to korean")
# among which the five best passages are
SEARCHED_ROWS = 64
Array = NDArray[np.float32]
FORMS: dict[str, tuple[int, Callable[[int], Any]]] = {
    "float32, 384 numbers": (384, faiss.IndexFlatIP),
    "float32, first 256": (256, faiss.IndexFlatIP),
    "float32, first 192": (192, faiss.IndexFlatIP),
    "int8, 384": (
        384,
        lambda d: faiss.IndexScalarQuantizer(d, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT),
    ),
    "float16, 384": (
        384,
        lambda d: faiss.IndexScalarQuantizer(d, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT),
    ),
    "bits, 384, the best 64 scored again": (384, lambda d: BitsThenFloats(d)),
}


class BitsThenFloats:
    """The signs alone find some candidates, the whole vectors of these (in SQLite) order them."""

    def __init__(self, dimension: int) -> None:
        self._bits = faiss.IndexBinaryFlat(dimension)
        self._whole = np.empty((0, dimension), np.float32)

    def train(self, vectors: Array) -> None:
        """Nothing to learn."""

    def add(self, vectors: Array) -> None:
        """Stores signs and vectors."""
        self._bits.add(np.packbits(vectors > 0, axis=1))
        self._whole = vectors

    def search(self, queries: Array, k: int) -> tuple[Array, NDArray[np.int64]]:
        """As FAISS does, (queries, k) of scores and rows."""
        _, near = self._bits.search(np.packbits(queries > 0, axis=1), max(SEARCHED_ROWS, k))
        scores = np.einsum("qd,qkd->qk", queries, self._whole[near])
        order = np.argsort(-scores, axis=1, kind="stable")[:, :k]
        return np.take_along_axis(scores, order, 1), np.take_along_axis(near, order, 1)


def main() -> None:
    """Measure every form and record the figures."""
    made = parser(__doc__ or "")
    made.add_argument("--rows", type=int, default=100_000)
    arguments = made.parse_args()
    encoder = OnnxEncoder(embeddings_folder() / "encoder")
    figures: dict[str, dict[str, Any]] = {form: {} for form in FORMS}
    rows = queries = np.empty((0, encoder.dimension), np.float32)
    for name in SETS:
        examples = read_set(arguments.datasets, name, arguments.limit)
        rows, whose, queries, gold = embed_rows(encoder, examples)
        for form in FORMS:
            figures[form][name] = recall(form, rows, whose, queries, gold)
    many = with_noise(rows, arguments.rows)
    for form, seconds in times(many, queries[:50]).items():
        figures[form]["time of a search, share of float32's"] = seconds
        figures[form]["bytes a row"] = bytes_of(form)
    record("vectors", figures)


def recall(
    form: str, rows: Array, whose: NDArray[np.int64], queries: Array, gold: NDArray[np.int64]
) -> dict[str, float]:
    """R@1 and R@5 of passages, in percent."""
    _, found = index_of(form, rows).search(shortened(form, queries), min(SEARCHED_ROWS, len(rows)))
    # a passage stands where its nearest row does
    passages = [list(dict.fromkeys(whose[near].tolist())) for near in found]
    return {
        f"R@{k}": round(100 * float(np.mean([g in p[:k] for g, p in zip(gold, passages, strict=True)])), 1)
        for k in (1, 5)
    }


def index_of(form: str, rows: Array) -> Any:
    """A FAISS index of the rows in that form."""
    dimension, make = FORMS[form]
    index = make(dimension)
    index.train(shortened(form, rows))
    index.add(shortened(form, rows))
    return index


def shortened(form: str, vectors: Array) -> Array:
    """The first numbers of each vector, made as long as all of them were."""
    cut = np.ascontiguousarray(vectors[:, : FORMS[form][0]])
    if cut.shape[1] == vectors.shape[1]:
        return cut
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True) / np.linalg.norm(cut, axis=1, keepdims=True)
    return np.asarray(cut * lengths, dtype=np.float32)


def with_noise(vectors: Array, count: int) -> Array:
    """So many vectors, made of those."""
    generator = np.random.default_rng(3)
    noisy = vectors[generator.integers(0, len(vectors), count)]
    noisy = noisy + generator.normal(0, 0.02, noisy.shape)
    return np.asarray(noisy / np.linalg.norm(noisy, axis=1, keepdims=True), dtype=np.float32)


def times(rows: Array, queries: Array) -> dict[str, float]:
    """Median time of one search of each form, as a share of the first form's."""
    seconds = {}
    for form in FORMS:
        index, asked = index_of(form, rows), shortened(form, queries)
        spent = []
        for row in range(len(asked)):
            began = time.perf_counter()
            index.search(asked[row : row + 1], 50)
            spent.append(time.perf_counter() - began)
        seconds[form] = float(np.median(spent))
    whole = next(iter(seconds.values()))
    return {form: round(spent / whole, 2) for form, spent in seconds.items()}


def bytes_of(form: str) -> int:
    """Memory of one row in the index."""
    if form.startswith("bits"):
        return FORMS[form][0] // 8
    return FORMS[form][0] * {"float32": 4, "float16": 2, "int8": 1}[form.split(",")[0]]


if __name__ == "__main__":
    main()
