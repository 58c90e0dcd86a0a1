"""Training examples: reading them, keeping development articles out, and making them harder.

The reader meets passages under their headline and date, wrong passages beside the right one, and
questions typed in haste. Each of these is made here, from a seeded generator.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from zlib import crc32

from qa_bot.text.normalize import normalize

HELD_OUT_PERCENT = 25


@dataclass(frozen=True, slots=True)
class TrainingExample:
    """A question over a text; `start` is None where the text has no answer.

    `beside` is the same question over a wrong text, to be read together with this one.
    """

    question: str
    text: str
    title: str = ""
    start: int | None = None
    answer: str = ""
    kind: str = ""
    beside: TrainingExample | None = None


def read_examples(path: Path, *, kind: str) -> list[TrainingExample]:
    """Examples of a SQuAD-style JSONL(.gz) file: `title, context, question, answers`.

    Records whose text changes under NFC and whose answer then stands elsewhere are left out.
    """
    opener = gzip.open if path.suffix == ".gz" else open
    examples = []
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            text = normalize(record["context"])
            answers = record["answers"]
            start = int(answers[0]["answer_start"]) if answers else None
            answer = normalize(answers[0]["text"]) if answers else ""
            if start is not None and text[start : start + len(answer)] != answer:
                continue
            question = normalize(record["question"])
            title = record.get("title", "").replace("_", " ")
            examples.append(TrainingExample(question, text, title, start, answer, kind))
    return examples


def is_held_out(example: TrainingExample) -> bool:
    """Whether the example belongs to a development article: a quarter of all titles, by checksum.

    Titles stand for articles; where there is none, the text does.
    """
    return is_held_out_title(example.title, example.text)


def is_held_out_title(title: str, text: str, percents: range = range(HELD_OUT_PERCENT)) -> bool:
    """The same by title and text; spaces and underscores in titles do not count.

    `percents` are those that count as held out, for splitting what is held out once more.

    >>> is_held_out_title("기준 금리", "") == is_held_out_title("기준_금리", "")
    True
    """
    key = re.sub(r"[\s_]+", "", title) or text
    return crc32(key.encode()) % 100 in percents


def mix(
    parts: Sequence[tuple[Sequence[TrainingExample], int]], generator: random.Random
) -> list[TrainingExample]:
    """So many examples of each part, drawn without replacement while they last, shuffled together."""
    chosen: list[TrainingExample] = []
    for examples, count in parts:
        rounds, rest = divmod(count, max(1, len(examples)))
        chosen += [*examples] * rounds + generator.sample([*examples], min(rest, len(examples)))
    generator.shuffle(chosen)
    return chosen


def add_wrong_passages(
    examples: Sequence[TrainingExample], share: float, generator: random.Random
) -> list[TrainingExample]:
    """The examples and, for that share of them, the question again over another text of its article.

    The other text has most words in common with the question among a handful, and does not contain
    the answer: what a search would bring up wrongly.
    """
    by_title: dict[str, list[str]] = defaultdict(list)
    for text, title in dict.fromkeys((e.text, e.title) for e in examples):
        by_title[title].append(text)
    everything = [text for texts in by_title.values() for text in texts]
    result = list(examples)
    for example in examples:
        if example.start is None or generator.random() >= share:
            continue
        pool = by_title[example.title] if len(by_title[example.title]) > 1 else everything
        others = [
            text
            for text in generator.sample(pool, min(12, len(pool)))
            if text != example.text and example.answer not in text
        ]
        if others:
            text = max(others, key=lambda text: _overlap(example.question, text))
            result.append(replace(example, text=text, start=None, answer="", kind="wrong"))
    generator.shuffle(result)
    return result


def _overlap(question: str, text: str) -> float:
    words = set(re.findall(r"\w{2,}", question.lower()))
    lowered = text.lower()
    # Korean words carry particles, so the first two syllables stand for the word.
    return sum(word in lowered or word[:2] in lowered for word in words)


def disturb(question: str, generator: random.Random) -> str:
    """The question as somebody in haste types it: unspaced, lower case, a slip of a letter, no mark.

    Never empty: a question that would vanish stays as it is.
    """
    return _in_haste(question, generator) or question


def _in_haste(question: str, generator: random.Random) -> str:
    choice = generator.random()
    if choice < 0.3:
        return question.rstrip("?？. ")
    if choice < 0.5:
        return question.lower().rstrip("?")
    if choice < 0.75 and re.search("[가-힣]", question):
        spaces = [match.start() for match in re.finditer(" ", question)]
        drop = set(generator.sample(spaces, len(spaces) // 2)) if spaces else set()
        return "".join(c for i, c in enumerate(question) if i not in drop)
    position = generator.randrange(max(1, len(question) - 1))
    return question[:position] + question[position + 1 :]


def with_heading(example: TrainingExample, generator: random.Random) -> tuple[str, int | None]:
    """The text under a headline and a date, as a passage is read, and the answer's place in it."""
    if not example.title or generator.random() < 0.5:
        return example.text, example.start
    parts = [example.title]
    if generator.random() < 0.6:
        date = (generator.randint(1998, 2026), generator.randint(1, 12), generator.randint(1, 28))
        parts.append("{:04d}-{:02d}-{:02d}".format(*date))
    heading = " · ".join(parts) + "\n"
    start = None if example.start is None else example.start + len(heading)
    return heading + example.text, start


def describe(examples: Iterable[TrainingExample]) -> dict[str, int]:
    """How many examples of each kind, for the log.

    >>> describe([TrainingExample("q", "t", kind="ko"), TrainingExample("q", "t", kind="ko")])
    {'ko': 2}
    """
    counts: dict[str, int] = defaultdict(int)
    for example in examples:
        counts[example.kind] += 1
    return dict(sorted(counts.items()))
