"""Read, retrieve and answer: our own questions, SQuAD's development set, KorQuAD's held-out articles.

    python benchmarks/evaluate.py --datasets DIR [--limit 1000] [--part read]

Reading and answering can be measured apart, on two cores at once. Figures are those of
`qa-bot evaluate FILE --task … --json`, from the shipped weights.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from record import record
from sets import parser, read_set

from qa_bot.evaluation.dataset import Example

DATA = Path(__file__).parent.parent / "data"
OWN = [str(DATA / "eval" / "questions.jsonl"), "--articles", str(DATA / "articles")]
READ = ("squad dev", "korquad", "korean to english", "english to korean")
ANSWER = ("squad dev", "korquad")


def main() -> None:
    """Measure and record."""
    made = parser(__doc__ or "")
    made.add_argument("--part", choices=PARTS, help="one of them only")
    arguments = made.parse_args()
    for part in [arguments.part] if arguments.part else PARTS:
        record(f"evaluate {part}", PARTS[part](arguments.datasets, arguments.limit))


def read_all(datasets: Path, limit: int) -> dict[str, Any]:
    """Each question on its own paragraph."""
    figures = {"own read": run("read", OWN)}
    for name in READ:
        figures[f"{name} read"] = on_examples("read", read_set(datasets, name, limit))
    half = limit // 2
    mixed = [
        *read_set(datasets, "squad dev", half),
        *read_set(datasets, "squad unanswerable", half),
    ]
    return {**figures, "squad dev with unanswerable read": on_examples("read", mixed)}


def answer_all(datasets: Path, limit: int) -> dict[str, Any]:
    """Each question asked of all articles of its set."""
    figures = {f"own {task}": run(task, OWN) for task in ("retrieve", "answer")}
    for name in ANSWER:
        examples = read_set(datasets, name, limit)
        for task in ("retrieve", "answer"):
            figures[f"{name} {task}"] = on_examples(task, examples)
    return figures


PARTS: dict[str, Callable[[Path, int], dict[str, Any]]] = {"read": read_all, "answer": answer_all}


def on_examples(
    task: str,
    examples: Sequence[Example],
    *,
    reader: Path | None = None,
    threshold: float | None = None,
) -> dict[str, Any]:
    """Evaluate a task on examples, by way of a file as a user would."""
    options = ["--reader", str(reader)] if reader else []
    options += ["--threshold", str(threshold)] if threshold is not None else []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "questions.jsonl"
        path.write_text("".join(_line(example) for example in examples), encoding="utf-8")
        return run(task, [str(path), *options])


def run(task: str, arguments: Sequence[str]) -> dict[str, Any]:
    """What `qa-bot evaluate` says of a task."""
    command = [
        sys.executable,
        "-m",
        "qa_bot.cli",
        "evaluate",
        *arguments,
        "--task",
        task,
        "--json",
        "--quiet",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def _line(example: Example) -> str:
    answers = [{"text": gold.text, "answer_start": gold.start} for gold in example.answers]
    content = {
        "id": example.id,
        "title": example.title,
        "context": example.context,
        "question": example.question,
        "answers": answers,
        "lang": example.language,
        "question_lang": example.question_language,
    }
    return json.dumps(content, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    main()
