"""Two readers side by side, for instance the shipped one and its student of half the layers.

    python benchmarks/student.py --datasets DIR --readers embeddings/reader runs/student/onnx

Scores of reading on the development sets, and the time to read six passages, as a ratio in one run.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import numpy as np
from evaluate import READ, on_examples
from record import record
from sets import parser, read_set

from qa_bot.evaluation.dataset import Example
from qa_bot.models.onnx_reader import OnnxReader
from qa_bot.types import Article, Passage, Span

PASSAGES, ROUNDS = 6, 40
CHARACTERS = 700


def main() -> None:
    """Measure every reader and record the figures."""
    made = parser(__doc__ or "")
    made.add_argument("--readers", type=Path, nargs="+", required=True)
    arguments = made.parse_args()
    sets = {name: read_set(arguments.datasets, name, arguments.limit) for name in READ}
    figures: dict[str, Any] = {
        reader.parent.name if reader.name == "onnx" else reader.name: {
            name: on_examples("read", examples, reader=reader) for name, examples in sets.items()
        }
        for reader in arguments.readers
    }
    times = measure_times(arguments.readers, sets["squad dev"])
    for figure, seconds in zip(figures.values(), times, strict=True):
        figure["milliseconds to read six passages"] = round(1000 * seconds, 1)
        figure["share of the first one's time"] = round(seconds / times[0], 2)
    record("readers", figures)


def measure_times(folders: list[Path], examples: list[Example]) -> list[float]:
    """Median seconds for a question over six passages; the readers take turns."""
    readers = [OnnxReader(folder) for folder in folders]
    texts = [(example.context or "")[:CHARACTERS] for example in examples[: PASSAGES * ROUNDS]]
    taken: list[list[float]] = [[] for _ in readers]
    for start in range(0, len(texts) - PASSAGES, PASSAGES):
        passages = [
            Passage(Article(str(i), "", text, "en"), Span(0, len(text)))
            for i, text in enumerate(texts[start : start + PASSAGES])
        ]
        for reader, seconds in zip(readers, taken, strict=True):
            began = time.perf_counter()
            reader.read(examples[start].question, passages)
            seconds.append(time.perf_counter() - began)
    return [float(np.median(seconds)) for seconds in taken]


if __name__ == "__main__":
    main()
