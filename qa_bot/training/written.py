"""Questions written for this project over passages of public texts, answerable and nearly so.

The files in `data/train/` hold questions and only say where in a folder of datasets their passages
stand, which are other people's. A checksum notices texts that are not the ones that were asked about.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any
from zlib import crc32

from qa_bot.errors import ArticleError
from qa_bot.text.language import detect_question
from qa_bot.text.normalize import normalize
from qa_bot.training.examples import TrainingExample
from qa_bot.training.mixes import read_records

# Of this many passages one is kept for choosing among weights.
KEPT_OF = 10
_TEXT_FIELDS = ("context", "text")


def read_written(file: Path, datasets: Path, folder: str = "") -> list[TrainingExample]:
    """The questions of `file` over their passages in the folder `datasets`; their kind is a direction.

    "ko-en" is a Korean question over an English passage; those that the passage does not answer are
    "unanswerable ko-en". With `folder`, only those over texts of that folder in it ("qa", "text"). Raises
    `ArticleError` where a passage is not what was asked about.
    """
    asked = file.read_text(encoding="utf-8").splitlines()
    lines = [(number, json.loads(line)) for number, line in enumerate(asked, 1)]
    lines = [line for line in lines if not folder or Path(line[1]["set"]).parts[0] == folder]
    lines.sort(key=lambda numbered: (numbered[1]["set"], numbered[1]["row"]))
    return [
        example
        for name, group in groupby(lines, key=lambda numbered: str(numbered[1]["set"]))
        for example in _examples_of(file, datasets / f"{name}.jsonl.gz", list(group))
    ]


def is_kept(example: TrainingExample) -> bool:
    """Whether the example's passage is kept for choosing among weights.

    >>> is_kept(TrainingExample("When?", "In May.")) == is_kept(TrainingExample("Who?", "In May."))
    True
    """
    return crc32(example.text.encode()) % KEPT_OF == 0


def _examples_of(
    file: Path, texts: Path, asked: Sequence[tuple[int, dict[str, Any]]]
) -> Iterator[TrainingExample]:
    wanted = {line["row"] for _, line in asked}
    records = {row: record for row, record in enumerate(read_records(texts)) if row in wanted}
    for number, line in asked:
        record = records.get(line["row"], {})
        whole = normalize(next((record[name] for name in _TEXT_FIELDS if name in record), ""))
        text = whole[line["start"] : line["end"]]
        if crc32(text.encode()) != line["crc32"]:
            raise ArticleError(
                f"row {line['row']} of {texts} is not the text that the questions are about; "
                "take the sets that the model card names",
                source=str(file),
                line=number,
                field="crc32",
            )
        passage = "ko" if detect_question(text) == "ko" else "en"
        title = normalize(record.get("title", "")).replace("_", " ")
        for question, answer, start in line["questions"]:
            direction = f"{detect_question(question)}-{passage}"
            if answer is None:
                yield TrainingExample(question, text, title, kind=f"unanswerable {direction}")
            else:
                yield TrainingExample(question, text, title, start, answer, direction)
