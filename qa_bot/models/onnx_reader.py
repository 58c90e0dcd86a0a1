"""The shipped reader: int8 weights, ONNX Runtime on the CPU."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qa_bot.models.reading import Floats, Integers, read_passages
from qa_bot.models.session import OnnxModel
from qa_bot.models.windows import without_limits
from qa_bot.types import Candidate, Passage


class OnnxReader:
    """A `Reader` over a shipped folder."""

    def __init__(self, folder: Path, *, threads: int = 0) -> None:
        self._model = OnnxModel.load(folder, threads=threads)
        without_limits(self._model.tokenizer)

    @property
    def fingerprint(self) -> str:
        """Name and checksum of the weights."""
        return str(self._model.config["fingerprint"])

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Length of each text in tokens, without special ones."""
        encodings = self._model.tokenizer.encode_batch(list(texts), add_special_tokens=False)
        return [len(encoding.ids) for encoding in encodings]

    def read(self, question: str, passages: Sequence[Passage]) -> list[Candidate]:
        """Candidates of all passages, best margin first, no two of one passage overlapping."""
        return read_passages(
            self._network,
            self._model.tokenizer,
            question,
            passages,
            pad_id=self._model.pad_id,
        )

    def _network(self, ids: Integers, mask: Integers, types: Integers) -> tuple[Floats, Floats]:  # noqa: ARG002 - e5 has one type
        starts, ends = self._model.run(ids, mask)
        return starts, ends
