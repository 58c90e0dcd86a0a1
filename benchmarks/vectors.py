"""What smaller vectors would cost and bring: fewer numbers, int8 or bits in place of float32.

    python benchmarks/vectors.py --datasets DIR [--limit 600] [--passages 100000]

Recall is of vectors alone on the four sets; time is that of one search among so many passages, real vectors
repeated with a little noise, as a ratio to float32 of full length.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray
from record import record
from sets import embed, parser, read_set

from qa_bot.models.onnx_encoder import OnnxEncoder
from qa_bot.models.shipped import embeddings_folder

SETS = ("korquad", "squad dev", "korean to english", "english to korean")
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
    "bits, 384, the best 50 scored again": (384, lambda d: BitsThenFloats(d)),
}


class BitsThenFloats:
    """The signs alone find 50 candidates, the whole vectors of these (in SQLite) order them."""

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
        _, near = self._bits.search(np.packbits(queries > 0, axis=1), max(50, k))
        scores = np.einsum("qd,qkd->qk", queries, self._whole[near])
        order = np.argsort(-scores, axis=1, kind="stable")[:, :k]
        return np.take_along_axis(scores, order, 1), np.take_along_axis(near, order, 1)


def main() -> None:
    """Measure every form and record the figures."""
    made = parser(__doc__ or "")
    made.add_argument("--passages", type=int, default=100_000)
    arguments = made.parse_args()
    encoder = OnnxEncoder(embeddings_folder() / "encoder")
    figures: dict[str, dict[str, Any]] = {form: {} for form in FORMS}
    passages = queries = np.empty((0, encoder.dimension), np.float32)
    for name in SETS:
        examples = read_set(arguments.datasets, name, arguments.limit)
        passages, queries, gold = embed(encoder, examples)
        for form in FORMS:
            figures[form][name] = recall(form, passages, queries, gold)
    many = with_noise(passages, arguments.passages)
    for form, seconds in times(many, queries[:50]).items():
        figures[form]["time of a search, share of float32's"] = seconds
        figures[form]["bytes a passage"] = bytes_of(form)
    record("vectors", figures)


def recall(form: str, passages: Array, queries: Array, gold: NDArray[np.int64]) -> dict[str, float]:
    """R@1 and R@5 in percent."""
    _, found = index_of(form, passages).search(shortened(form, queries), 5)
    return {f"R@{k}": round(100 * float((found[:, :k] == gold[:, None]).any(1).mean()), 1) for k in (1, 5)}


def index_of(form: str, passages: Array) -> Any:
    """A FAISS index of the passages in that form."""
    dimension, make = FORMS[form]
    index = make(dimension)
    index.train(shortened(form, passages))
    index.add(shortened(form, passages))
    return index


def shortened(form: str, vectors: Array) -> Array:
    """The first numbers of each vector, made unit length again."""
    cut = np.ascontiguousarray(vectors[:, : FORMS[form][0]])
    return np.asarray(cut / np.linalg.norm(cut, axis=1, keepdims=True), dtype=np.float32)


def with_noise(vectors: Array, count: int) -> Array:
    """So many vectors, made of those."""
    generator = np.random.default_rng(3)
    noisy = vectors[generator.integers(0, len(vectors), count)]
    noisy = noisy + generator.normal(0, 0.02, noisy.shape)
    return np.asarray(noisy / np.linalg.norm(noisy, axis=1, keepdims=True), dtype=np.float32)


def times(passages: Array, queries: Array) -> dict[str, float]:
    """Median time of one search of each form, as a share of the first form's."""
    seconds = {}
    for form in FORMS:
        index, asked = index_of(form, passages), shortened(form, queries)
        spent = []
        for row in range(len(asked)):
            began = time.perf_counter()
            index.search(asked[row : row + 1], 50)
            spent.append(time.perf_counter() - began)
        seconds[form] = float(np.median(spent))
    whole = next(iter(seconds.values()))
    return {form: round(spent / whole, 2) for form, spent in seconds.items()}


def bytes_of(form: str) -> int:
    """Memory of one passage in the index."""
    if form.startswith("bits"):
        return FORMS[form][0] // 8
    return FORMS[form][0] * {"float32": 4, "float16": 2, "int8": 1}[form.split(",")[0]]


if __name__ == "__main__":
    main()
