"""SQuAD's own measure: exact match and F1 over words (its scripts evaluate-v1.1.py and evaluate-v2.0.py)."""

from __future__ import annotations

import re
import string

from qa_bot.evaluation.overlap import overlap_f1

_ARTICLES = re.compile(r"\b(?:a|an|the)\b")
# ASCII only, as in the original: a curly quote or a dash counts as part of its word
_DELETE_PUNCTUATION = str.maketrans("", "", string.punctuation)


def normalize(text: str) -> str:
    """Lower case without punctuation, English articles and surplus white space, in that order.

    >>> normalize("The  U.S. – a state")
    'us – state'
    """
    bare = text.lower().translate(_DELETE_PUNCTUATION)
    return " ".join(_ARTICLES.sub(" ", bare).split())


def exact_match(prediction: str, gold: str) -> float:
    """1.0 where both are the same once normalised, else 0.0.

    >>> exact_match("the Han River", "Han River.")
    1.0
    """
    return float(normalize(prediction) == normalize(gold))


def f1(prediction: str, gold: str) -> float:
    """Overlap of the normalised words, 0 to 1.

    >>> f1("on 4 May 2021", "4 May 2021")
    0.8571428571428571
    """
    return overlap_f1(normalize(prediction).split(), normalize(gold).split())
