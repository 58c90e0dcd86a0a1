"""Fit `embeddings/judgement.json`: how candidates are ranked, and what confidence means.

    python benchmarks/judgement.py --datasets DIR [--limit 300]

The library holds the contexts of held-out articles in both languages; every fourth context is left out of
it, so that its questions have no answer there, as happens to users. Articles of the part "tune" fit the
judgement, those of the part "report" test it. So do, half and half by passage, questions written about news
that nobody trains on (`data/train/`); the news nearly answers a quarter of them. Theirs is a library of news.
The questions of `data/dev/` are asked of its paired articles, and only fitted on.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from zlib import crc32

from news import news_articles, read_news
from record import record
from sets import parser, read_set

from qa_bot import Article, QABot
from qa_bot.calibration import expected_calibration_error
from qa_bot.evaluation.answering import coverage_at_precision
from qa_bot.evaluation.dataset import Example, articles_of, read_examples
from qa_bot.evidence import Judgement, rank
from qa_bot.models.shipped import embeddings_folder
from qa_bot.training.judgement import Guess, fit_judgement, gather, is_right

FITTED = ("new wikipedia", "korquad", "klue", "tydi ko", "korean to english", "english to korean")
DEVELOPMENT = Path(__file__).parent.parent / "data" / "dev"
TESTED = ("squad dev", *FITTED[1:])


def main() -> None:
    """Fit, test, write the judgement and record the figures."""
    arguments = parser(__doc__ or "").parse_args()
    datasets, limit = arguments.datasets, arguments.limit
    # As many about news as about two sets, since news is what people ask about.
    of_news = ask_news(datasets, 2 * limit)
    fitted = [*ask_all(read_sets(datasets, FITTED, limit, "tune")), *of_news["tune"], *ask_pairs()]
    judgement = fit_judgement(fitted)
    write(judgement)
    tested = ask_all(read_sets(datasets, TESTED, limit, "report"))
    figures = {
        "retrieval weight": judgement.retrieval_weight,
        "fitted on": len(fitted),
        "test": assess(judgement, tested),
        "test on news": assess(judgement, of_news["report"]),
        "test before fitting": assess(Judgement.default(), tested),
    }
    record("judgement", figures)


def ask_news(datasets: Path, limit: int) -> dict[str, list[Guess]]:
    """So many questions about news of each part, asked of one library of news."""
    asked = {part: read_news(datasets, limit, part) for part in ("tune", "report")}
    with tempfile.TemporaryDirectory() as folder, QABot.open(folder) as bot:
        bot.add(*news_articles(datasets, [*asked["tune"], *asked["report"]]))
        return {part: gather(bot.answerer, examples) for part, examples in asked.items()}


def ask_pairs() -> list[Guess]:
    """The development questions, asked of stories of which most have two editions."""
    with tempfile.TemporaryDirectory() as folder, QABot.open(folder) as bot:
        bot.add(DEVELOPMENT / "articles")
        return gather(bot.answerer, read_examples(DEVELOPMENT / "questions.jsonl"))


def read_sets(datasets: Path, names: Sequence[str], limit: int, part: str) -> list[Example]:
    """So many questions of that part of each set."""
    return [example for name in names for example in read_set(datasets, name, limit, part)]


def ask_all(examples: Sequence[Example]) -> list[Guess]:
    """Every question, asked of a library of the contexts that are kept."""
    with tempfile.TemporaryDirectory() as folder, QABot.open(folder) as bot:
        bot.add(*kept_articles(examples))
        return gather(bot.answerer, [as_asked(example) for example in examples])


def kept_articles(examples: Sequence[Example]) -> list[Article]:
    """The contexts that the library holds, as articles."""
    return [article for article in articles_of(examples) if is_kept(article.text)]


def is_kept(context: str) -> bool:
    """Whether a context is in the library: three of four, by checksum."""
    return crc32(context.encode()) % 4 != 0


def as_asked(example: Example) -> Example:
    """The example, without answers where its context was left out."""
    return example if is_kept(example.context or "") else replace(example, answers=())


def assess(judgement: Judgement, guesses: Sequence[Guess]) -> dict[str, float]:
    """How many best guesses are right, and how well confidence says so; shares in percent."""
    confidences, right = [], []
    for guess in guesses:
        ranked = rank(guess.weighed.ranked, judgement.retrieval_weight)
        features = judgement.features(ranked, guess.weighed.hits, guess.weighed.language)
        confidences.append(judgement.calibrator(features))
        right.append(is_right(guess.example, ranked[0]))
    shown = [r for r, c in zip(right, confidences, strict=True) if c >= 0.5]
    return {
        "n": len(guesses),
        "right": _percent(sum(right) / len(right)),
        "answered at 0.5": _percent(len(shown) / len(right)),
        "precision at 0.5": _percent(sum(shown) / max(1, len(shown))),
        "coverage at 90 % precision": _percent(coverage_at_precision(confidences, right)),
        "calibration error": _percent(expected_calibration_error(confidences, right)),
    }


def write(judgement: Judgement) -> Path:
    """Write the judgement beside the models that it was fitted for."""
    folder = embeddings_folder()
    names = {
        model: json.loads((folder / model / "config.json").read_text(encoding="utf-8"))["fingerprint"]
        for model in ("encoder", "reader")
    }
    content = {**names, **judgement.to_dict()}
    path = folder / "judgement.json"
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    return path


def _percent(share: float) -> float:
    return round(100 * share, 2)


if __name__ == "__main__":
    main()
