"""From which likeness two sentences count as translations of each other, and how well the editions are told.

    python benchmarks/agreement.py --datasets DIR

On news documents that the encoder was not trained on: each Korean sentence with its English mate, and with
the other sentences of the same document, which are about the same things.
"""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from pathlib import Path

import numpy as np
from record import record
from sets import parser

from qa_bot.citing import LEAST_AGREEMENT
from qa_bot.models.onnx_encoder import OnnxEncoder
from qa_bot.models.shipped import embeddings_folder
from qa_bot.training.mixes import is_development_pair


def main() -> None:
    """Measure and record."""
    arguments = parser(__doc__ or "").parse_args()
    encoder = OnnxEncoder(embeddings_folder() / "encoder")
    mates, others = likenesses(encoder, arguments.datasets / "parallel" / "ntrex_60pct.jsonl.gz")
    figures = {
        "mates": len(mates),
        "others": len(others),
        "mates: 10, 50, 90 %": [round(float(v), 3) for v in np.percentile(mates, [10, 50, 90])],
        "others: 50, 90, 99 %": [round(float(v), 3) for v in np.percentile(others, [50, 90, 99])],
        "at": LEAST_AGREEMENT,
        "mates kept": round(100 * float(np.mean(mates >= LEAST_AGREEMENT)), 1),
        "others kept": round(100 * float(np.mean(others >= LEAST_AGREEMENT)), 1),
        "news mates": news_mates(encoder, arguments.datasets),
    }
    record("agreement", figures)


def likenesses(encoder: OnnxEncoder, path: Path) -> tuple[np.ndarray, np.ndarray]:
    """Cosines of mates, and of Korean sentences with the other English ones of their document."""
    documents: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for pair in read_development(path):
        documents[pair["doc"]].append((pair["ko"], pair["en"]))
    mates, others = [], []
    for pairs in documents.values():
        korean = encoder.embed_passages([ko for ko, _ in pairs])
        english = encoder.embed_passages([en for _, en in pairs])
        cosines = korean @ english.T
        mates += np.diag(cosines).tolist()
        others += cosines[~np.eye(len(pairs), dtype=bool)].tolist()
    return np.array(mates), np.array(others)


def news_mates(encoder: OnnxEncoder, datasets: Path) -> dict[str, float]:
    """How often a news sentence's nearest in the other language, of all of the set, is its translation."""
    names = ("ntrex_60pct", "news_park_dev")
    pairs = [p for name in names for p in read_development(datasets / "parallel" / f"{name}.jsonl.gz")]
    korean = encoder.embed_passages([pair["ko"] for pair in pairs])
    english = encoder.embed_passages([pair["en"] for pair in pairs])
    cosines = korean @ english.T
    own = np.arange(len(pairs))
    return {
        "n": len(pairs),
        "ko→en": round(100 * float(np.mean(cosines.argmax(axis=1) == own)), 1),
        "en→ko": round(100 * float(np.mean(cosines.argmax(axis=0) == own)), 1),
    }


def read_development(path: Path) -> list[dict[str, str]]:
    """The translations that training leaves out."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [pair for pair in map(json.loads, lines) if is_development_pair(pair)]


if __name__ == "__main__":
    main()
