"""Hard negatives: the best wrong passages that our own search finds for a question.

They are what the reader meets in production beside the right passage. A passage that holds the answer's words
is no negative, whatever it is about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from qa_bot.bot import QABot
from qa_bot.evidence import said_key
from qa_bot.text.language import detect
from qa_bot.training.examples import TrainingExample
from qa_bot.types import Article, Hit

MINED = "mined"
_SEARCHED = 8


def articles_of(examples: Iterable[TrainingExample]) -> list[Article]:
    """Each text of the examples once, as an article to search in, in order of id.

    >>> twice = [TrainingExample("언제?", "금리가 올랐다."), TrainingExample("왜?", "금리가 올랐다.")]
    >>> [article.text for article in articles_of(twice)]
    ['금리가 올랐다.']
    """
    made = {}
    for example in examples:
        key = sha256(example.text.encode()).hexdigest()[:16]
        made[key] = Article(key, example.title, example.text, detect(example.text))
    return [made[key] for key in sorted(made)]


def mine(
    examples: Sequence[TrainingExample],
    search: Callable[[str, int], Sequence[Hit]],
    most: int = 1,
) -> Iterator[TrainingExample]:
    """Up to `most` wrong passages for every question that has an answer, best found first.

    `search` is `QABot.search` over a library that holds `articles_of` the examples and maybe more.
    """
    for example in examples:
        if example.start is None:
            continue
        said = said_key(example.answer)
        hits = search(example.question, _SEARCHED)
        wrong = [hit.passage for hit in hits if said not in said_key(hit.passage.indexed_text)]
        for passage in wrong[:most]:
            yield replace(
                example,
                text=passage.text,
                title=passage.article.title,
                start=None,
                answer="",
                kind=MINED,
            )


def mine_in_folder(
    asked: Sequence[TrainingExample], searched: Iterable[TrainingExample], folder: Path
) -> list[TrainingExample]:
    """A wrong passage for each question asked, found among the texts of `searched` by the shipped search.

    `folder` keeps the library of these texts, so that a second run has it ready.
    """
    with QABot.open(folder) as bot:
        bot.add(*articles_of(searched))
        return list(mine(asked, bot.search))
