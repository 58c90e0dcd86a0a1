"""Whether a question of the conversation was itself never completed, so that nothing can follow on it."""

from __future__ import annotations

from qa_bot.dialogue import english_alike, korean_nouns
from qa_bot.dialogue.english_reading import read_english
from qa_bot.dialogue.english_words import words_of
from qa_bot.dialogue.follow_ups import Instead, Mention, Omission
from qa_bot.dialogue.korean_counts import is_count
from qa_bot.dialogue.korean_reading import read_korean
from qa_bot.text.language import detect_question


def is_unresolved(question: str) -> bool:
    """Whether what a turn's "그 사람" or "관장은?" left out was never found; a name alone is something.

    >>> [is_unresolved(question) for question in ("그 사람은 누구야?", "관장은?", "부산은?")]
    [True, True, False]
    """
    left_out = read_korean(question) if detect_question(question) == "ko" else read_english(question)
    match left_out:
        case Mention() | Omission():
            return True
        case Instead(phrase):
            return is_count(phrase) or _is_had(phrase)
        case _:
            return False


def _is_had(phrase: str) -> bool:
    is_korean = korean_nouns.is_attribute(phrase) or phrase in korean_nouns.OFFICE
    return is_korean or english_alike.is_attribute(words_of(phrase))
