"""How well the two editions of a story are told by their contents alone, with the shipped encoder.

    python benchmarks/editions.py --datasets DIR

Whole news documents in Korean and English, all of one day, under names and links that say nothing; half of
the stories lose one edition at random, so that there is something to pair wrongly. The documents that the
encoder was not trained on are few; those of training are measured apart and flatter it.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Sequence
from datetime import datetime, timezone

from record import record
from sets import parser

from qa_bot.editions import find_pairs
from qa_bot.models.onnx_encoder import OnnxEncoder
from qa_bot.models.onnx_reader import OnnxReader
from qa_bot.models.shipped import embeddings_folder
from qa_bot.multi_vector import embed_passages, means_of
from qa_bot.text.chunking import chunk
from qa_bot.text.normalize import normalize
from qa_bot.training.mixes import is_development_pair
from qa_bot.types import Article

ROUNDS = 20
DAY = datetime(2026, 1, 15, tzinfo=timezone.utc)


def main() -> None:
    """Measure both groups and record the figures."""
    arguments = parser(__doc__ or "").parse_args()
    encoder = OnnxEncoder(embeddings_folder() / "encoder")
    reader = OnnxReader(embeddings_folder() / "reader")
    path = arguments.datasets / "parallel" / "ntrex_60pct_documents.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    unseen = [r for r in records if is_development_pair(r)]
    seen = [r for r in records if not is_development_pair(r)]
    figures = {
        "not trained on": measure(encoder, reader, unseen),
        "trained on": measure(encoder, reader, seen),
    }
    record("editions", figures)


def measure(encoder: OnnxEncoder, reader: OnnxReader, records: Sequence[dict[str, str]]) -> dict[str, float]:
    """Precision and recall in percent over rounds with other stories left single."""
    articles = [article for number, record in enumerate(records) for article in _editions(number, record)]
    vectors = {a.id: means_of(embed_passages(encoder, chunk(a, reader.count_tokens)[:2])) for a in articles}
    generator = random.Random(5)
    found = right = wanted = 0
    for _ in range(ROUNDS):
        single = set(generator.sample(range(len(records)), len(records) // 2))
        lost = {f"{generator.choice(('ko', 'en'))}{number}" for number in single}
        pairs = find_pairs([a for a in articles if a.id not in lost], vectors)
        found += len(pairs)
        right += sum(korean[2:] == english[2:] for korean, english in pairs)
        wanted += len(records) - len(single)
    return {
        "stories": len(records),
        "precision": round(100 * right / max(1, found), 1),
        "recall": round(100 * right / wanted, 1),
    }


def _editions(number: int, record: dict[str, str]) -> list[Article]:
    return [
        Article(
            id=f"{language}{number}",
            title=normalize(record[f"title_{language}"]),
            text=normalize(record[language]),
            language=language,
            published=DAY,
        )
        for language in ("ko", "en")
    ]


if __name__ == "__main__":
    main()
