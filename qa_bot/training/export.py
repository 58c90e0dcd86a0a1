"""From a trained `transformers` folder to the small ONNX folder that ships.

Weights become int8 (`quantising`). The encoder's graph ends in unit vectors, so that nothing but ONNX Runtime
is needed to run it.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from qa_bot.errors import MissingExtra, ModelError
from qa_bot.training.quantising import Texts, quantise

RECIPES = {
    "encoder": "qa-bot train encoder; see README.md",
    "reader": "qa-bot train reader; see README.md",
    "judgement.json": "benchmarks/judgement.py; see README.md",
    "lexicon.json": "qa-bot train lexicon; see README.md",
    "glossary.json": "qa-bot train glossary; see README.md",
}
# How many texts show where a model's peaks are, and of how many tokens at most.
SHOWN, MOST_TOKENS = 48, 192
KEPT_SETTINGS = ("max_position_embeddings", "hidden_size", "num_hidden_layers", "pad_token_id", "vocab_size")


def export_reader(folder: Path, out: Path, texts: Sequence[tuple[str, ...]], *, name: str) -> Path:
    """Write `out/{model.onnx,tokenizer.json,config.json}` for a question-answering model.

    `texts` are some of those that it was trained on, questions with their passages; the first
    of them show what to expect.
    """
    import torch
    from transformers import AutoModelForQuestionAnswering

    model = AutoModelForQuestionAnswering.from_pretrained(
        folder, dtype=torch.float32, attn_implementation="eager"
    )

    class Logits(torch.nn.Module):
        def __init__(self, inner: Any) -> None:
            super().__init__()
            self.inner = inner

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            output = self.inner(input_ids=input_ids, attention_mask=attention_mask)
            return output.start_logits, output.end_logits

    return _export(Logits(model), model.config, folder, out, texts, ["start_logits", "end_logits"], name)


def export_encoder(
    folder: Path, out: Path, texts: Sequence[tuple[str, ...]], *, name: str, is_small: bool = True
) -> Path:
    """Write `out/{model.onnx,tokenizer.json,config.json}` for an encoder with mean pooling.

    `texts` are some of those that it was trained on, with their prefixes; the first of them show
    what to expect. Unless `is_small`, weights stay float32.
    """
    import torch
    from transformers import AutoModel

    model = AutoModel.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager")

    class Vectors(torch.nn.Module):
        def __init__(self, inner: Any) -> None:
            super().__init__()
            self.inner = inner

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            hidden = self.inner(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
            mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
            mean = (hidden * mask).sum(1) / mask.sum(1)
            return torch.nn.functional.normalize(mean, dim=-1)

    return _export(Vectors(model), model.config, folder, out, texts, ["vectors"], name, is_small=is_small)


def write_manifest(embeddings: Path, licences: dict[str, str]) -> Path:
    """Write `manifest.json`: every shipped file with its sha256, size in bytes, licence and recipe."""
    paths = [path for path in sorted(embeddings.glob("*/*")) if path.is_file()]
    files = {
        path.relative_to(embeddings).as_posix(): {
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
            "bytes": path.stat().st_size,
            "licence": licences[path.relative_to(embeddings).parts[0]],
            "recipe": RECIPES[path.relative_to(embeddings).parts[0]],
        }
        for path in (*paths, *sorted(set(embeddings.glob("*.json")) - {embeddings / "manifest.json"}))
    }
    manifest = embeddings / "manifest.json"
    manifest.write_text(json.dumps({"files": files}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return manifest


def _export(
    module: Any,
    config: Any,
    folder: Path,
    out: Path,
    texts: Sequence[tuple[str, ...]],
    outputs: list[str],
    name: str,
    *,
    is_small: bool = True,
) -> Path:
    out.mkdir(parents=True, exist_ok=True)
    tokenizer = folder / "tokenizer.json"
    if not tokenizer.is_file():
        raise ModelError(f"{folder}: it has no tokenizer.json; save the model with a fast tokenizer")
    with tempfile.TemporaryDirectory() as scratch, warnings.catch_warnings():
        # The exporter warns of its own internals, which nobody here can mend.
        warnings.simplefilter("ignore")
        whole = Path(scratch) / "model.onnx"
        _trace(module.eval(), whole, outputs)
        if is_small:
            quantise(whole, out / "model.onnx", _tokenised(tokenizer, texts[:SHOWN]))
        else:
            shutil.move(whole, out / "model.onnx")
    shutil.copyfile(tokenizer, out / "tokenizer.json")
    settings = {key: getattr(config, key) for key in KEPT_SETTINGS}
    fingerprint = hashlib.sha256((out / "model.onnx").read_bytes()).hexdigest()[:12]
    settings |= {"model_type": config.model_type, "name": name, "fingerprint": f"{name}-{fingerprint}"}
    (out / "config.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")
    return out


def _trace(module: Any, path: Path, outputs: list[str]) -> None:
    import torch

    try:
        import onnxscript as _  # noqa: F401 - torch's exporter needs it and says so badly
    except ImportError as error:
        raise MissingExtra("onnxscript", "train") from error
    batch, tokens = torch.export.Dim("batch", min=1, max=4096), torch.export.Dim("tokens", min=2, max=512)
    ids = torch.randint(5, 1000, (2, 24))
    torch.onnx.export(
        module,
        (ids, torch.ones_like(ids)),
        str(path),
        input_names=["input_ids", "attention_mask"],
        output_names=outputs,
        dynamic_shapes={name: {0: batch, 1: tokens} for name in ("input_ids", "attention_mask")},
        opset_version=20,
        dynamo=True,
        external_data=False,
        verbose=False,
    )


def _tokenised(tokenizer: Path, texts: Sequence[tuple[str, ...]]) -> Texts:
    from tokenizers import Tokenizer

    loaded: Any = Tokenizer.from_file(str(tokenizer))
    loaded.enable_truncation(MOST_TOKENS)
    rows = [np.array([loaded.encode(*text).ids], dtype=np.int64) for text in texts]
    return [(row, np.ones_like(row)) for row in rows]
