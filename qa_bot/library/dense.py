"""FAISS over the passages of one state of a library: exact, or a graph where there are very many.

Vectors stand in the order of their passages' ids, so a position and an id find each other by bisection; a
passage may have several, of which the nearest counts.
Removed passages stay in the index, hidden, until it is loaded afresh.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa_bot.library.ranges import Ranges
from qa_bot.ports import Vectors

NEIGHBOURS = 32
EF_CONSTRUCTION = 200
EF_SEARCH = 128
_ROWS_A_PASSAGE = 3  # so many are asked for at first
_SPARSE = 0.2  # below this share the graph loses its way among hidden nodes; scoring them all is fast then


def load_faiss() -> Any:
    """The faiss module, whose own type stubs lack what its Python wrappers add."""
    import faiss

    return faiss


def flat_index(dimension: int) -> Any:
    """An empty index of the inner products with all vectors, each held in float16.

    That takes half the memory and half the time of float32 and finds the same (`benchmarks/vectors.py`).
    """
    faiss = load_faiss()
    return faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)


def graph_index(dimension: int) -> Any:
    """An empty HNSW index of inner products."""
    faiss = load_faiss()
    index = faiss.IndexHNSWFlat(dimension, NEIGHBOURS, faiss.METRIC_INNER_PRODUCT)
    index.hnsw.efConstruction = EF_CONSTRUCTION
    return index


class DenseIndex:
    """Vectors by passage id, and the generation of the library that they show."""

    def __init__(self, index: Any, ids: NDArray[np.int64], *, generation: int, epoch: int) -> None:
        self.ids = ids
        self.generation = generation
        self.epoch = epoch
        self._index = index
        self._owner: Any = None
        self._shown = np.ones(len(ids), dtype=bool)

    @classmethod
    def from_graph(cls, graph: Any, *, generation: int, epoch: int) -> DenseIndex:
        """From an IndexIDMap2 around a graph, as it is kept in the cache file."""
        faiss = load_faiss()
        ids = faiss.vector_to_array(graph.id_map).astype(np.int64)
        index = cls(faiss.downcast_index(graph.index), ids, generation=generation, epoch=epoch)
        index._owner = graph  # frees the graph's memory when it goes
        return index

    def __len__(self) -> int:
        return int(np.count_nonzero(self._shown))

    @property
    def is_graph(self) -> bool:
        """Whether the search is approximate: a graph whose building takes minutes."""
        return isinstance(self._index, load_faiss().IndexHNSW)

    @property
    def hidden_share(self) -> float:
        """Share of the vectors whose passages were removed."""
        return 1 - len(self) / max(1, len(self.ids))

    @property
    def last_id(self) -> int:
        """The largest passage id that it knows; -1 when it is empty."""
        return int(self.ids[-1]) if len(self.ids) else -1

    def append(self, ids: NDArray[np.int64], vectors: Vectors) -> None:
        """Add passages whose ids are all larger than those known; an id stands once for each vector."""
        self._index.add(vectors)
        self.ids = np.concatenate([self.ids, ids])
        self._shown = np.concatenate([self._shown, np.ones(len(ids), dtype=bool)])

    def hide(self, removed: Ranges) -> None:
        """Never find these passages again."""
        self._shown &= ~removed.mask(self.ids)

    def search(self, vector: Vectors, k: int, ranges: Ranges | None = None) -> dict[int, float]:
        """Scores of the k nearest passages by id, and of all that tie with the last of them."""
        shown = self._shown if ranges is None else self._shown & ranges.mask(self.ids)
        available = int(np.count_nonzero(shown))
        if k < 1 or not available:
            return {}
        fetched = min(available, _ROWS_A_PASSAGE * k + 8)
        while True:
            scores, positions = self._nearest(vector, fetched, shown, available)
            # best first, so a passage's first row is its nearest
            ids, first = np.unique(self.ids[positions], return_index=True)
            nearest = scores[first]
            last = np.sort(nearest)[-min(k, len(ids))]
            if fetched == available or (len(ids) >= k and scores[-1] < last):
                break
            fetched = min(available, 4 * fetched)  # passages of many rows, or with the very same words
        kept = nearest >= last
        return dict(zip(ids[kept].tolist(), nearest[kept].tolist(), strict=True))

    def scores(self, vector: Vectors, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """Inner products of `vector` with the nearest rows of known passages, in the order of `ids`."""
        if not len(ids):
            return np.empty(0, dtype=np.float32)
        begins, ends = (np.searchsorted(self.ids, ids, side=side) for side in ("left", "right"))
        counts = ends - begins
        firsts = np.cumsum(counts) - counts
        positions = np.repeat(begins - firsts, counts) + np.arange(counts.sum())
        each = self._index.reconstruct_batch(positions) @ vector
        scores: NDArray[np.float32] = np.maximum.reduceat(each, firsts)
        return scores

    def _nearest(
        self, vector: Vectors, count: int, shown: NDArray[np.bool_], available: int
    ) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """The best `count` of the shown positions; never fewer, never FAISS's -1."""
        faiss = load_faiss()
        query = vector[None, :]
        selector = faiss.IDSelectorBitmap(np.packbits(shown, bitorder="little"))
        exact = self._index
        if self.is_graph:
            if available > _SPARSE * len(shown) and count < available // 2:
                needed = selector if available < len(shown) else None
                effort = faiss.SearchParametersHNSW(sel=needed, efSearch=max(EF_SEARCH, 2 * count))
                scores, positions = exact.search(query, count, params=effort)
                if positions[0, -1] >= 0:
                    return scores[0], positions[0]
            exact = faiss.downcast_index(exact.storage)
        # with a selector even where all pass: for one query FAISS is then 2.5 times as fast, and does not
        # make its threads wait for each other
        scores, positions = exact.search(query, count, params=faiss.SearchParameters(sel=selector))
        return scores[0], positions[0]
