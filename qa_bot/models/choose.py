"""From settings to an encoder and a reader: the shipped ones, or any by name."""

from __future__ import annotations

from pathlib import Path

from qa_bot.models.shipped import embeddings_folder
from qa_bot.ports import Embedder, Reader
from qa_bot.settings import Settings


def load_encoder(settings: Settings) -> Embedder:
    """The encoder that `settings.encoder` names; empty for the shipped one. Raises `ModelError`."""
    if not settings.encoder or _is_onnx(settings.encoder):
        from qa_bot.models.onnx_encoder import OnnxEncoder

        folder = Path(settings.encoder) if settings.encoder else embeddings_folder() / "encoder"
        return OnnxEncoder(folder, threads=settings.threads)
    from qa_bot.models.sentence_transformer import SentenceTransformerEncoder

    return SentenceTransformerEncoder(settings.encoder, device=settings.device)


def load_reader(settings: Settings) -> Reader:
    """The reader that `settings.reader` names; empty for the shipped one. Raises `ModelError`.

    Whichever it is, tables are told it cell by cell.
    """
    from qa_bot.models.table_reader import TableReader

    if not settings.reader or _is_onnx(settings.reader):
        from qa_bot.models.lexicon import load_switcher
        from qa_bot.models.onnx_reader import OnnxReader
        from qa_bot.models.switching_reader import SwitchingReader

        folder = Path(settings.reader) if settings.reader else embeddings_folder() / "reader"
        # Our own training mixes words of both languages in questions; another model's may not.
        reader = TableReader(OnnxReader(folder, threads=settings.threads))
        return SwitchingReader(reader, load_switcher())
    from qa_bot.models.transformers_reader import TransformersReader

    return TableReader(TransformersReader(settings.reader, device=settings.device))


def _is_onnx(name: str) -> bool:
    return (Path(name) / "model.onnx").is_file()
