"""Ingest speed, answer latency and cold start, over a thousand news articles in two languages.

    python benchmarks/latency.py --datasets DIR

`DIR/text` holds the articles; the questions are those of `data/eval`. Run it with nothing else running.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from record import record
from sets import draw, parser

from qa_bot import Article, QABot
from qa_bot.evaluation.dataset import read_examples
from qa_bot.training.mastheads import read_news

FILES = ("korean_news_8cat.ko", "bbc_news.en")
ARTICLES = 1000
EVAL = Path(__file__).parent.parent / "data" / "eval" / "questions.jsonl"


def main() -> None:
    """Measure and record."""
    arguments = parser(__doc__ or "").parse_args()
    questions = [e.question for e in draw(read_examples(EVAL), 200)]
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "library"
        with QABot.open(library) as bot:
            articles = list(read_articles(arguments.datasets / "text"))
            began = time.perf_counter()
            bot.add(*articles)
            ingest = time.perf_counter() - began
            passages = bot.info()["library"]["passages"]
            bot.ask(questions[0])
            times = [_timed(bot, question) for question in questions]
        cold = [_cold(library, question) for question in questions[:5]]
    figures = {
        "articles": len(articles),
        "passages": passages,
        "ingest passages a second": round(passages / ingest, 1),
        "answer ms p50": round(float(np.percentile(times, 50)), 1),
        "answer ms p95": round(float(np.percentile(times, 95)), 1),
        "cold ask seconds": {"median": round(float(np.median(cold)), 2), "most": round(max(cold), 2)},
    }
    record("latency", figures)


def read_articles(texts: Path) -> Iterator[Article]:
    """As many articles of each language, with stable ids."""
    for name in FILES:
        news = dict.fromkeys(read_news(texts / f"{name}.jsonl.gz"))
        for number, (language, title, text) in enumerate(list(news)[: ARTICLES // len(FILES)]):
            whole = f"{title}\n\n{text}"
            yield Article(id=f"{language}-{number:04d}", title=title, text=whole, language=language)


def _timed(bot: QABot, question: str) -> float:
    began = time.perf_counter()
    bot.ask(question)
    return 1000 * (time.perf_counter() - began)


def _cold(library: Path, question: str) -> float:
    command = [sys.executable, "-m", "qa_bot.cli", "--library", str(library), "ask", question]
    began = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 3):
        raise SystemExit(done.stderr)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
