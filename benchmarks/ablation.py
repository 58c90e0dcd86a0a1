"""What each kind of training data brings, by runs of equal and small budget from the base.

    python benchmarks/ablation.py --datasets DIR --base BASE --runs DIR [--examples 2500] [--limit 200]

Every run sees the same number of examples: English questions only; half of them Korean; a third of them
crossing languages; half of these exchanged for questions with words of the other language; a fifth of all
exchanged for unanswerable ones, with wrong passages beside others. Scores are those of int8 weights, but for
the last row. A run that was interrupted goes on.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evaluate import READ, on_examples
from no_answer import figures_of as no_answer
from record import record
from sets import parser, read_set

from qa_bot.training.code_switching import SWITCHED
from qa_bot.training.examples import TrainingExample, mix
from qa_bot.training.export import export_reader
from qa_bot.training.hard_mix import mix_of_hard_examples
from qa_bot.training.mixes import mix_for_reader
from qa_bot.training.reader import ReaderRecipe, train_reader

SEED = 31
ENGLISH, KOREAN, CROSSING = ("en",), ("ko", "ko-own"), ("ko-en", "en-ko")
ANSWERED = ("squad dev", "korquad")


def main() -> None:
    """Train and measure every row, and record the table."""
    made = parser(__doc__ or "")
    made.add_argument("--base", type=Path, required=True)
    made.add_argument("--runs", type=Path, required=True, help="where the runs are kept")
    made.add_argument("--examples", type=int, default=2500, help="examples of each run")
    arguments = made.parse_args()
    table = {}
    for name, examples in rows(arguments.datasets, arguments.runs / "search", arguments.examples).items():
        folder = arguments.runs / name.replace(" ", "-")
        recipe = ReaderRecipe(
            examples=arguments.examples, learning_rate=1.2e-4, head_factor=5.0, frozen_layers=0
        )
        train_reader(arguments.base, examples, folder, recipe)
        export_reader(folder, folder / "onnx", [(e.question, e.text) for e in examples], name="ablation")
        table[name] = measure(arguments.datasets, arguments.limit, folder / "onnx")
        last = folder
    table["the same in float32"] = measure(arguments.datasets, arguments.limit, last)
    record("ablation", {"examples of each run": arguments.examples, "rows": table})


def rows(datasets: Path, search_folder: Path, count: int) -> dict[str, list[TrainingExample]]:
    """The examples of each run, by the name of its row."""
    easy = [example for example in mix_for_reader(datasets) if example.start is not None]
    hard = mix_of_hard_examples(datasets, search_folder)
    unanswerable = [example for example in hard if example.start is None]
    beside = [example for example in hard if example.beside]
    switched = of_kinds(hard, (SWITCHED,))
    english, korean, crossing = (of_kinds(easy, kinds) for kinds in (ENGLISH, KOREAN, CROSSING))
    third = count // 3

    def drawn(*parts: tuple[Sequence[TrainingExample], int]) -> list[TrainingExample]:
        return mix(parts, random.Random(SEED))

    return {
        "English only": drawn((english, count)),
        "and Korean": drawn((english, count // 2), (korean, count // 2)),
        "and crossing": drawn((english, third), (korean, third), (crossing, third)),
        "and switched words": drawn(
            (english, third), (korean, third), (crossing, third // 2), (switched, third - third // 2)
        ),
        "and negatives": drawn(
            (english, third * 3 // 5),
            (korean, third * 3 // 5),
            (crossing, third * 2 // 5),
            (switched, third * 2 // 5),
            (unanswerable, third * 3 // 5),
            (beside, third * 2 // 5),
        ),
    }


def of_kinds(examples: Sequence[TrainingExample], kinds: Sequence[str]) -> list[TrainingExample]:
    """The examples of those kinds."""
    return [example for example in examples if example.kind in kinds]


def measure(datasets: Path, limit: int, reader: Path) -> dict[str, Any]:
    """Exact match and F1 of reading four sets, and of the whole way on two, every question answered."""
    figures: dict[str, Any] = {}
    for name in READ:
        figures[f"{name} read"] = brief(on_examples("read", read_set(datasets, name, limit), reader=reader))
    for name in ANSWERED:
        examples = read_set(datasets, name, limit)
        figures[f"{name} answer"] = brief(on_examples("answer", examples, reader=reader, threshold=0.0))
    figures["no answer"] = no_answer(datasets, limit, reader)
    return figures


def brief(report: dict[str, Any]) -> dict[str, float]:
    """Exact match and F1 of all questions."""
    return {name: report[name] for name in ("exact_match", "f1")}


if __name__ == "__main__":
    main()
