"""Which judgement goes with an encoder and a reader: the shipped one, with the models it was learned for."""

from __future__ import annotations

import json

from qa_bot.errors import ModelError
from qa_bot.evidence import Judgement
from qa_bot.models.shipped import embeddings_folder
from qa_bot.ports import Embedder, Reader


def load_judgement(embedder: Embedder, reader: Reader) -> Judgement:
    """What was learned for just these two models, else the default."""
    path = embeddings_folder() / "judgement.json"
    if path.is_file():
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            made_for = (data["encoder"], data["reader"])
        except (KeyError, TypeError, ValueError) as error:
            raise ModelError(f"{path}: no judgement; install the package again") from error
        if made_for == (embedder.fingerprint, reader.fingerprint):
            return Judgement.from_dict(data)
    return Judgement.default()
