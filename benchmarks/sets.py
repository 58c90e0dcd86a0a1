"""The development sets that benchmarks read, by name, from a folder of datasets.

The folder is given by `--datasets` and holds `qa/NAME.jsonl.gz` in SQuAD's JSON lines form. Articles are
split by the checksum of their title, as in training: a quarter of them is held out.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

from qa_bot.evaluation.dataset import Example, read_examples
from qa_bot.training.examples import is_held_out_title

FILES = {
    "squad dev": "squad_v1_dev.en",
    "korquad": "korquad_dev_100.ko",
    "korean to english": "cross_koq_enp_squad",
    "english to korean": "cross_enq_kop",
    "new wikipedia": "squadshifts_new_wiki.en",
    "tydi ko": "tydiqa_goldp.ko",
    "klue": "klue_mrc_wiki.ko",
    "squad unanswerable": "squad_v2_dev_unanswerable.en",
}
# SQuAD's development set has no training part; of the others a quarter of the articles is held out
WHOLE = {"squad dev", "squad unanswerable", "new wikipedia"}


def parser(description: str) -> argparse.ArgumentParser:
    """A parser with the options that all benchmarks share."""
    made = argparse.ArgumentParser(description=description)
    made.add_argument("--datasets", type=Path, required=True, help="folder with qa/*.jsonl.gz")
    made.add_argument("--limit", type=int, default=1000, help="questions of each set, 0 for all")
    return made


def read_set(datasets: Path, name: str, limit: int, *, held_out: bool = True) -> list[Example]:
    """`limit` questions of a set, drawn by a fixed seed: of held-out articles, or of the others."""
    examples = read_examples(datasets / "qa" / f"{FILES[name]}.jsonl.gz")
    if name not in WHOLE:
        examples = [e for e in examples if is_held_out_title(e.title, e.context or "") == held_out]
    return draw(examples, limit)


def draw(examples: Sequence[Example], limit: int) -> list[Example]:
    """So many examples by a fixed seed, in their first order; 0 for all."""
    if not limit or limit >= len(examples):
        return list(examples)
    chosen = random.Random(11).sample(range(len(examples)), limit)
    return [examples[index] for index in sorted(chosen)]
