"""KorQuAD's own measure: exact match, and F1 over characters (KorQuAD 1.0's script evaluate-v1.0.py)."""

from __future__ import annotations

import string

from qa_bot.evaluation.overlap import overlap_f1

# the quotation marks and brackets that part words; every other ASCII punctuation joins them
_PARTING = "'\"《》<>〈〉()‘’"
_PUNCTUATION = {ord(sign): None for sign in string.punctuation} | {ord(sign): " " for sign in _PARTING}


def normalize(text: str) -> str:
    """Quotation marks and brackets to spaces, other ASCII punctuation away, lower case, single spaces.

    English articles stay: the rule knows no language but Korean.

    >>> normalize("《The 한겨레》(1988.05)")
    'the 한겨레 198805'
    """
    return " ".join(text.lower().translate(_PUNCTUATION).split())


def exact_match(prediction: str, gold: str) -> float:
    """1.0 where both are the same once normalised, else 0.0.

    >>> exact_match("‘서울’", "서울")
    1.0
    """
    return float(normalize(prediction) == normalize(gold))


def f1(prediction: str, gold: str) -> float:
    """Overlap of the normalised characters, white space left out, 0 to 1.

    >>> f1("서울에서", "서울")
    0.6666666666666666
    """
    return overlap_f1(_characters(prediction), _characters(gold))


def _characters(text: str) -> list[str]:
    return list(normalize(text).replace(" ", ""))
