"""Ranks and numbers such as 2위, 두 번째 and 3차: they name nothing, so they never stand for a name."""

from __future__ import annotations

import re

from qa_bot.dialogue.korean_question import about_korean, topic_of_korean
from qa_bot.dialogue.korean_words import eojeols_of, find_asking
from qa_bot.dialogue.particle_forms import with_particle

_COUNT = re.compile(
    r"(?:제? ?\d+|첫|한|두|세|네|다섯|여섯|일곱|여덟|아홉|열) ?"
    r"(위|등|번째|째|차|회|호|번|부|조|편|점|개|명|살|판|세트|라운드)"
)
_RANKS = ("위", "등")
# what has a second and a third
_RANKED = (
    "기록",
    "우승",
    "우승자",
    "우승팀",
    "순위",
    "성적",
    "점수",
    "득표",
    "득표율",
    "승자",
    "선두",
    "챔피언",
)
_LEAST_WORDS = 2


def is_count(phrase: str) -> bool:
    """Whether it says only how many or which in a row.

    >>> is_count("2위"), is_count("두 번째"), is_count("2차 회의")
    (True, True, False)
    """
    return bool(_COUNT.fullmatch(phrase))


def count_korean(phrase: str, before: str) -> str | None:
    """The question `before` about another rank or number; None where it counts nothing alike.

    >>> count_korean("2위", "마라톤 1위는 누구야?"), count_korean("2위", "단구 마라톤 여자부 기록은?")
    ('마라톤 2위는 누구야?', '단구 마라톤 여자부 2위는?')
    """
    words = eojeols_of(before)
    for index, word in enumerate(words):
        for first in words[max(index - 1, 0) : index + 1]:
            counted = before[first.start : word.start + len(word.noun)]
            if _counter_of(counted) == _counter_of(phrase):
                return before[: first.start] + with_particle(phrase, word.particle) + before[word.end :]
    asking = find_asking(before, words)
    named = [word for word in words if asking is None or word.end <= asking.start]
    # "마라톤 우승자는 누구야?" has a second; "우승자는 누구야?" doesn't say of what
    is_ranked = len(named) >= _LEAST_WORDS and named[-1].noun in _RANKED
    is_rank = _counter_of(phrase) == _RANKS[0] and (asking is None or asking.is_copular)
    return about_korean(phrase, topic_of_korean(before)) if is_rank and is_ranked else None


def _counter_of(words: str) -> str:
    """What the words count by, 등 taken for 위; empty where they don't."""
    found = _COUNT.fullmatch(words)
    counter = found[1] if found else ""
    return _RANKS[0] if counter in _RANKS else counter
