"""What int8 costs an encoder: against its float32 weights, plainly rounded and as the project exports it.

    python benchmarks/quantising.py --datasets DIR --model runs/encoder [--limit 300]

R@1 of vectors alone on the articles kept for choosing, how far the vectors turn (one minus their cosine with
float32's, a mean over passages), and the time to embed as a share of float32's.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from record import record
from sets import embed, parser, read_set, recall

from qa_bot.models.onnx_encoder import OnnxEncoder
from qa_bot.models.sentence_transformer import SentenceTransformerEncoder
from qa_bot.ports import Embedder, Vectors
from qa_bot.training.encoder import samples
from qa_bot.training.encoder_mix import mix_for_encoder
from qa_bot.training.export import export_encoder

SETS = ("korquad", "new wikipedia", "korean to english", "english to korean")


def main() -> None:
    """Export both ways, measure and record."""
    made = parser(__doc__ or "")
    made.add_argument("--model", type=Path, required=True, help="a trained sentence-transformers folder")
    arguments = made.parse_args()
    sets = {name: read_set(arguments.datasets, name, arguments.limit, "tune") for name in SETS}
    texts = samples(mix_for_encoder(arguments.datasets))
    with tempfile.TemporaryDirectory() as folder:
        ours, plain = Path(folder) / "ours", Path(folder) / "plain"
        export_encoder(arguments.model, ours, texts, name="int8")
        export_plainly(arguments.model, ours, plain)
        encoders: dict[str, Callable[[], Embedder]] = {
            "float32": lambda: SentenceTransformerEncoder(str(arguments.model)),
            "plain int8": lambda: OnnxEncoder(plain),
            "int8": lambda: OnnxEncoder(ours),
        }
        rows: dict[str, dict[str, float]] = {}
        whole: Vectors | None = None
        for name, load in encoders.items():
            encoder = load()
            began = time.perf_counter()
            found = {label: embed(encoder, examples) for label, examples in sets.items()}
            seconds = time.perf_counter() - began
            vectors = np.concatenate([passages for passages, _, _ in found.values()])
            whole = vectors if whole is None else whole
            rows[name] = {label: recall(*each, 1) for label, each in found.items()}
            rows[name]["turned by"] = round(float(1 - (vectors * whole).sum(axis=1).mean()), 5)
            rows[name]["seconds"] = round(seconds, 1)
    record("quantising", rows)


def export_plainly(model: Path, like: Path, out: Path) -> None:
    """The folder `out`, as `like`, but with every weight rounded as ONNX Runtime does by itself."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    shutil.copytree(like, out)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "model.onnx"
        export_encoder(model, Path(folder), [], name="float32", is_small=False)
        quantize_dynamic(
            whole,
            out / "model.onnx",
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul", "Gather"],
        )


if __name__ == "__main__":
    main()
