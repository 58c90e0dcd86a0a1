"""The shipped encoder: e5 prefixes, int8 weights, ONNX Runtime on the CPU."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from qa_bot.models.session import OnnxModel, pad
from qa_bot.ports import Vectors

BATCH = 16


class OnnxEncoder:
    """An `Embedder` over a shipped folder.

    Queries and passages get the prefixes that the model was trained with. Text beyond 512 tokens is not
    seen. Vectors do not depend on what else is in the batch by more than the noise of quantisation.
    """

    def __init__(self, folder: Path, *, threads: int = 0) -> None:
        self._model = OnnxModel.load(folder, threads=threads)
        self._model.tokenizer.no_padding()
        self._model.tokenizer.enable_truncation(self._model.most_tokens)

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._model.config["hidden_size"])

    @property
    def fingerprint(self) -> str:
        """Name and checksum of the weights."""
        return str(self._model.config["fingerprint"])

    def embed_queries(self, questions: Sequence[str]) -> Vectors:
        """float32 of shape (questions, dimension), rows of unit length."""
        return self._embed([f"query: {question}" for question in questions])

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """float32 of shape (texts, dimension), rows of unit length."""
        return self._embed([f"passage: {text}" for text in texts])

    def _embed(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        encodings = self._model.tokenizer.encode_batch(list(texts))
        rows = [np.array(encoding.ids, dtype=np.int64) for encoding in encodings]
        # Batches of like length waste no time on padding.
        order = sorted(range(len(rows)), key=lambda index: (len(rows[index]), index))
        for begin in range(0, len(order), BATCH):
            indices = order[begin : begin + BATCH]
            ids, mask = pad([rows[index] for index in indices], self._model.pad_id)
            vectors[indices] = self._model.run(ids, mask)[0]
        return vectors
