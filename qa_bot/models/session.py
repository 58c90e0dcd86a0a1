"""One ONNX Runtime session over a shipped model folder: `model.onnx`, `tokenizer.json`, `config.json`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa_bot.errors import ModelError
from qa_bot.models.stand_ins import StandInTokenizer

Arrays = list[NDArray[Any]]


@dataclass(frozen=True, slots=True)
class OnnxModel:
    """A loaded model folder; `run` may be called from several threads."""

    session: Any
    tokenizer: Any
    config: dict[str, Any]

    @classmethod
    def load(cls, folder: Path, *, threads: int = 0) -> OnnxModel:
        """Load `folder`, with so many threads, 0 for one a core. Raises `ModelError`."""
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        # Spinning threads would take the cores from the other model and from the search.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        try:
            config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
            tokenizer = StandInTokenizer(Tokenizer.from_file(str(folder / "tokenizer.json")))
            session = onnxruntime.InferenceSession(
                str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # both libraries raise their own bare exceptions
            raise ModelError(f"{folder}: the model can't be loaded ({error}); run qa-bot verify") from error
        return cls(session, tokenizer, config)

    def run(self, ids: NDArray[np.int64], mask: NDArray[np.int64]) -> Arrays:
        """The graph's outputs for ids and mask of shape (rows, tokens)."""
        outputs: Arrays = self.session.run(None, {"input_ids": ids, "attention_mask": mask})
        return outputs

    @property
    def pad_id(self) -> int:
        """The id that fills short rows."""
        return int(self.config["pad_token_id"])

    @property
    def most_tokens(self) -> int:
        """The longest row that the model takes."""
        return int(self.config["max_position_embeddings"])


def pad(rows: list[NDArray[np.int64]], pad_id: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Ids and mask of shape (rows, longest row).

    >>> pad([np.array([5]), np.array([6, 7])], 1)[0].tolist()
    [[5, 1], [6, 7]]
    """
    length = max(len(row) for row in rows)
    ids = np.full((len(rows), length), pad_id, dtype=np.int64)
    mask = np.zeros((len(rows), length), dtype=np.int64)
    for index, row in enumerate(rows):
        ids[index, : len(row)] = row
        mask[index, : len(row)] = 1
    return ids, mask
