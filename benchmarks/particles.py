"""What mending the edges of Korean answers is worth: as read, with marks balanced, with particles cut.

python benchmarks/particles.py --datasets DIR [--limit 1000]
"""

from __future__ import annotations

from dataclasses import replace

from record import record
from sets import parser, read_set

from qa_bot.evaluation.reading import evaluate_reading
from qa_bot.models.onnx_reader import OnnxReader
from qa_bot.models.shipped import embeddings_folder
from qa_bot.text.polish import polish
from qa_bot.types import Candidate


def main() -> None:
    """Measure the three ways on held-out questions with Korean passages and record the figures."""
    arguments = parser(__doc__ or "").parse_args()
    reader = OnnxReader(embeddings_folder() / "reader")
    figures = {}
    for name in ("korquad", "english to korean"):
        examples = read_set(arguments.datasets, name, arguments.limit)
        figures[name] = {"n": len(examples)}
        for way, postprocess in (("as read", None), ("balanced", balanced), ("trimmed", trimmed)):
            report = evaluate_reading(examples, reader, postprocess=postprocess).to_dict()
            figures[name][way] = {key: report[key] for key in ("exact_match", "f1")}
    record("particles", figures)


def balanced(candidate: Candidate) -> Candidate:
    """The candidate with marks in pairs."""
    return _polished(candidate, is_trimming=False)


def trimmed(candidate: Candidate) -> Candidate:
    """The candidate as it is cited."""
    return _polished(candidate, is_trimming=True)


def _polished(candidate: Candidate, *, is_trimming: bool) -> Candidate:
    passage = candidate.passage
    span = polish(passage.text, candidate.span, passage.article.language, is_trimming=is_trimming)
    return replace(candidate, span=span)


if __name__ == "__main__":
    main()
