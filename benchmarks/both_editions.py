"""How often an answer that both editions of a story state is cited from both, and how often rightly.

    python benchmarks/both_editions.py

The questions of `data/dev/`, whose answers are marked in both editions; those whose first citation is right.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from record import record

from qa_bot import QABot
from qa_bot.evaluation.dataset import read_examples
from qa_bot.evaluation.scores import score_example

DEVELOPMENT = Path(__file__).parent.parent / "data" / "dev"


def main() -> None:
    """Ask, count and record."""
    examples = [e for e in read_examples(DEVELOPMENT / "questions.jsonl") if e.is_answerable]
    marked = found = cited = right = 0
    with tempfile.TemporaryDirectory() as folder, QABot.open(folder) as bot:
        bot.add(DEVELOPMENT / "articles")
        for example in examples:
            citations = bot.ask(example.question, threshold=0.0).citations
            if not citations or not score_example(citations[0].quote, example).is_right:
                continue
            is_marked = len({gold.doc for gold in example.answers}) > 1
            marked += is_marked
            pairs = [c for c in citations[1:] if c.article.translation_of == citations[0].article.id]
            found += bool(pairs) and is_marked
            cited += bool(pairs)
            right += bool(pairs) and score_example(pairs[0].quote, example).is_right and is_marked
    record(
        "both editions",
        {
            "right answers marked in both": marked,
            "of these cited from both": round(100 * found / marked, 1),
            "of these the second right": round(100 * right / max(1, found), 1),
            "cited from both in all": cited,
        },
    )


if __name__ == "__main__":
    main()
