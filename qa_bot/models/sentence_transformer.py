"""Any sentence-transformers model, by hub name or folder, on GPU where there is one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from qa_bot.errors import ModelError
from qa_bot.models.devices import best_device
from qa_bot.ports import Vectors

_E5 = re.compile(r"(?<![a-z0-9])e5(?![a-z0-9])")
E5_PREFIXES = {"query": "query: ", "document": "passage: "}


class SentenceTransformerEncoder:
    """An `Embedder` over `SentenceTransformer`, with the model's own prompts.

    Models of the e5 family that name no prompts get their prefixes, without which they retrieve badly.
    """

    def __init__(self, name: str, *, device: str = "") -> None:
        from sentence_transformers import SentenceTransformer

        self._name = name
        try:
            self._model: Any = SentenceTransformer(name, device=best_device(device))
        except (OSError, ValueError, RuntimeError) as error:
            line = str(error).splitlines()[0]
            raise ModelError(f'encoder "{name}" can\'t be loaded: {line}') from error
        prompts = {key: text for key, text in self._model.prompts.items() if text}
        self._prompts = prompts or (E5_PREFIXES if _is_e5(name, self._model) else {})

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._model.get_embedding_dimension())

    @property
    def fingerprint(self) -> str:
        """The model's name and the length of its vectors."""
        return f"{self._name}-{self.dimension}"

    def embed_queries(self, questions: Sequence[str]) -> Vectors:
        """float32 of shape (questions, dimension), rows of unit length."""
        return self._embed(questions, self._prompts.get("query", ""))

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """float32 of shape (texts, dimension), rows of unit length."""
        prompt = self._prompts.get("document") or self._prompts.get("passage", "")
        return self._embed(texts, prompt)

    def _embed(self, texts: Sequence[str], prompt: str) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        vectors = self._model.encode(
            [prompt + text for text in texts],
            normalize_embeddings=True,
            show_progress_bar=False,
            prompt="",
        )
        return np.asarray(vectors, dtype=np.float32)


def _is_e5(name: str, model: Any) -> bool:
    card = getattr(model, "model_card_data", None)
    base = str(getattr(card, "base_model", "") or "")
    return any(_E5.search(part.lower()) for part in (name, base))
