"""Any `AutoModelForQuestionAnswering`, by hub name or folder, on GPU where there is one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from qa_bot.errors import ModelError
from qa_bot.models.devices import best_device
from qa_bot.models.reading import Floats, Integers, read_passages
from qa_bot.models.windows import without_limits
from qa_bot.types import Candidate, Passage


class TransformersReader:
    """A `Reader` over a `transformers` model; its no-answer position must be the first token."""

    def __init__(self, name: str, *, device: str = "") -> None:
        import torch
        from transformers import AutoModelForQuestionAnswering, AutoTokenizer

        self._name = name
        self._device = best_device(device)
        try:
            tokenizer = AutoTokenizer.from_pretrained(name, use_fast=True)
            model = AutoModelForQuestionAnswering.from_pretrained(name, dtype=torch.float32)
        except (OSError, ValueError, RuntimeError) as error:
            line = str(error).splitlines()[0]
            raise ModelError(f'reader "{name}" can\'t be loaded: {line}') from error
        backend = getattr(tokenizer, "backend_tokenizer", None)
        if backend is None:
            raise ModelError(f'reader "{name}" has no fast tokenizer, which character offsets need')
        self._tokenizer = without_limits(backend)
        self._model: Any = model.eval().to(self._device)
        self._pad_id = int(tokenizer.pad_token_id or 0)
        self._has_types = "token_type_ids" in tokenizer.model_input_names
        most = int(getattr(model.config, "max_position_embeddings", 512))
        # RoBERTa's positions begin after the padding index, so two of them are never used.
        self._window_tokens = min(384, most - 2)

    @property
    def fingerprint(self) -> str:
        """The model's name."""
        return self._name

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Length of each text in tokens, without special ones."""
        encodings = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        return [len(encoding.ids) for encoding in encodings]

    def read(self, question: str, passages: Sequence[Passage]) -> list[Candidate]:
        """Candidates of all passages, best margin first, no two of one passage overlapping."""
        return read_passages(
            self._network,
            self._tokenizer,
            question,
            passages,
            pad_id=self._pad_id,
            window_tokens=self._window_tokens,
        )

    def _network(self, ids: Integers, mask: Integers, types: Integers) -> tuple[Floats, Floats]:
        import torch

        inputs = {"input_ids": ids, "attention_mask": mask}
        if self._has_types:
            inputs["token_type_ids"] = types
        tensors = {name: torch.from_numpy(array).to(self._device) for name, array in inputs.items()}
        with torch.inference_mode():
            output = self._model(**tensors)
        starts = output.start_logits.float().cpu().numpy()
        ends = output.end_logits.float().cpu().numpy()
        return starts.astype(np.float32), ends.astype(np.float32)
