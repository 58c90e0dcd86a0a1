"""Which language the page speaks: the visitor's own choice, else what the browser asks for."""

from __future__ import annotations

from qa_bot.web.words import InterfaceLanguage

_MOST_RANGES = 20  # a browser sends a handful


def choose_language(saved: object, accepted: str | None) -> InterfaceLanguage:
    """The language chosen before, else the better liked of Korean and English, else English.

    `accepted` is an Accept-Language header, `saved` whatever the browser kept.

    >>> choose_language(None, "ko-KR,ko;q=0.9,en-US;q=0.8"), choose_language("en", "ko")
    ('ko', 'en')
    """
    if saved == "ko" or saved == "en":
        return saved
    ranges = (accepted or "").split(",")[:_MOST_RANGES]
    likings = {language: max(_liking(one, language) for one in ranges) for language in ("ko", "en")}
    return "ko" if likings["ko"] > likings["en"] else "en"


def _liking(language_range: str, language: str) -> float:
    """How much a range such as `ko-KR;q=0.9` likes a language, 0 to 1.

    >>> _liking("ko-KR;q=0.9", "ko"), _liking("*;q=0.1", "en"), _liking("konkani", "ko")
    (0.9, 0.1, 0.0)
    """
    name, _, weight = language_range.strip().lower().partition(";")
    if name.strip().split("-")[0] not in {language, "*"}:
        return 0.0
    try:
        liking = float(weight.strip().removeprefix("q=") or 1.0)
    except ValueError:
        return 0.0
    return liking if 0.0 <= liking <= 1.0 else 0.0
