"""Which language a text or a question is in: script first, then words, and a model only in doubt.

A text without letters (digits, emoji) is "other": no language can be read off it, and neither Korean nor
English rules would do it any good.
"""

from __future__ import annotations

import re
import threading
from functools import cache
from typing import TYPE_CHECKING

from qa_bot.text.function_words import ENGLISH, FOREIGN, OPENERS, QUESTION_WORDS
from qa_bot.types import Language

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_HANGUL = re.compile("[\uac00-\ud7a3\u1100-\u11ff\u3131-\u318e]")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_LATIN = re.compile("[A-Za-zÀ-ÖØ-öø-ɏ\u1e00-\u1effＡ-Ｚａ-ｚ]")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+")
_ACCENTED = re.compile("[À-ÖØ-öø-ɏ\u1e00-\u1eff]")

_KOREAN_SHARE = 0.15
_SAMPLE_CHARACTERS = 4000
# the probability of English below which it is another language, given one foreign word, or more: measured on
# 20,000 English questions, whole and cut down to keywords, and on questions in ten other languages
_DOUBTFUL = (0.0005, 0.01)
_lock = threading.Lock()


def detect(text: str) -> Language:
    """The language of an article: that of most of its words.

    >>> detect("한국은행이 기준금리를 3.5%로 올렸다. (Bank of Korea)")
    'ko'
    """
    sample = text[:_SAMPLE_CHARACTERS]
    by_script = _detect_script(sample)
    if by_script:
        return by_script
    words = _words_of(sample)
    # running English has such a word in three or four, telegraphic English in ten
    if sum(word in ENGLISH for word in words) >= 0.08 * len(words):
        return "en"
    return _detect_latin(sample, words)


def detect_question(text: str) -> Language:
    """The language of a question, however short, terse or misspelt.

    What isn't surely another language counts as English; a Korean question may be full of Latin names.

    >>> [detect_question(text) for text in ("PGA 투어 우승자", "bank korea rate", "¿Quién ganó la copa?")]
    ['ko', 'en', 'other']
    """
    if _HANGUL.search(text) and _LATIN.search(text) and _is_english_around_hangul(text):
        return "en"
    return _detect_script(text, korean_share=0.0) or _detect_latin(text, _words_of(text))


def _detect_script(text: str, korean_share: float = _KOREAN_SHARE) -> Language | None:
    letters = len(_LETTER.findall(text))
    hangul, han, latin = (len(pattern.findall(text)) for pattern in (_HANGUL, _HAN, _LATIN))
    foreign = letters - hangul - han - latin
    if hangul > foreign and hangul >= korean_share * letters:
        return "ko"
    # Hanja without Hangul beside them are Chinese or Japanese
    if latin <= foreign + han:
        return "other"
    return None


def _is_english_around_hangul(question: str) -> bool:
    # English opens with its question word and Korean closes with its verb: "Who sang 강남스타일?" is English,
    # "How I Met Your Mother 주인공 이름은?" is not
    words = _WORD.findall(question)
    hangul = sum(bool(_HANGUL.search(word)) for word in words)
    ends_in_latin = not _HANGUL.search(words[-1])
    if words[0].lower() in OPENERS:
        return ends_in_latin or (hangul == 1 and len(words) > 2)
    starts_in_latin = not _HANGUL.search(words[0])
    return starts_in_latin and ends_in_latin and len(_HANGUL.findall(question)) * 4 < len(question)


def _detect_latin(text: str, words: list[str]) -> Language:
    english = sum(word in ENGLISH for word in words)
    foreign = sum(word in FOREIGN for word in words)
    # "Who was Rogier van der Weyden?" is English whatever the name
    if words and words[0] in QUESTION_WORDS:
        return "en"
    if english >= max(1, foreign):
        return "en"
    evidence = foreign + sum(bool(_ACCENTED.search(word)) and word not in FOREIGN for word in words)
    # one word may be a name: "rio de janeiro population", "José Mourinho"
    if evidence == 0 or (evidence == 1 and len(words) < 3):
        return "en"
    return "other" if _probability_of_english(text) < _DOUBTFUL[evidence > 1] else "en"


def _words_of(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _probability_of_english(text: str) -> float:
    # the model reads capitals as letters of their own, and headlines are full of them
    return float(dict(_get_identifier().rank(text.lower()))["en"])


def _get_identifier() -> LanguageIdentifier:
    with _lock:
        return _build_identifier()


@cache
def _build_identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
