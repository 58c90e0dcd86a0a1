"""What a program sent, checked: Gradio lets values of every kind through."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any, get_args

from qa_bot.errors import ArticleError, ConfigError
from qa_bot.ingest.limits import too_large
from qa_bot.types import Article, Filters, Language

PASSAGES = 10
_MOST_PASSAGES = 50
_MOST_SHOWN = 60


def checked_text(name: str, value: object) -> str:
    """The text; null is none.

    >>> checked_text("question", 5)
    Traceback (most recent call last):
    qa_bot.errors.ConfigError: question is 5; write it as a string
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ConfigError(f"{name} is {_as_sent(value)}; write it as a string")
    return value


def checked_count(k: object) -> int:
    """How many passages were asked for; null leaves it to us.

    >>> checked_count("3")
    Traceback (most recent call last):
    qa_bot.errors.ConfigError: k is "3"; use a whole number of 1 to 50
    """
    if k is None:
        return PASSAGES
    count = int(k) if isinstance(k, float) and k.is_integer() else k  # JSON has one kind of number
    if not isinstance(count, int) or isinstance(count, bool) or not 1 <= count <= _MOST_PASSAGES:
        raise ConfigError(f"k is {_as_sent(k)}; use a whole number of 1 to {_MOST_PASSAGES}")
    return count


def filters_of(language: str, source: str, since: str, until: str) -> Filters:
    """Filters of what was sent, "" and null being none."""
    given = {"language": language, "source": source, "since": since, "until": until}
    checked: Any = {name: checked_text(name, value) or None for name, value in given.items()}
    return Filters(**checked)


def article_or_url(stated: dict[str, str], most_bytes: int) -> Article | str:
    """The article that was sent, or the address that it is to be fetched from."""
    given = {name: checked_text(name, value) for name, value in stated.items()}
    text, url = given.pop("text"), given.pop("url").strip()
    if text.strip():
        size = len(text.encode("utf-8", "surrogatepass"))
        if size > most_bytes:
            raise ArticleError(too_large(size, most_bytes), field="text")
        return article_of(text, url, given)
    if not url:
        raise ArticleError("there is neither a text nor a url; give one of them")
    if any(given.values()):
        raise ArticleError("title, author, published and language go with a text; leave them out")
    if not url.lower().startswith(("http://", "https://")):
        # a path would be read from this machine
        raise ArticleError(f'"{url[:100]}" is no http or https address; use one', field="url")
    return url


def article_of(text: str, url: str = "", stated: dict[str, str] | None = None) -> Article:
    r"""The article of a text that came without a file; the same text is the same article.

    Raises `ArticleError` for an empty text and for a date or a URL that can't be read, and `ConfigError` for
    another language than ko, en or other.

    >>> article_of("금리가 올랐다.", stated={"title": "금리 인상", "published": "2026-03-02"}).text
    '금리 인상\n2026-03-02\n\n금리가 올랐다.'
    """
    try:
        return _composed(text, url, _known_language(stated or {}))
    except ArticleError as error:
        # there is no file to name, only the argument
        raise ArticleError(error.problem, field=error.field) from error


def _composed(text: str, url: str, stated: dict[str, str]) -> Article:
    from qa_bot.ingest.compose import compose
    from qa_bot.ingest.records import from_mapping

    record = from_mapping({"text": text, "url": url, **stated}, source="text")
    fingerprint = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return compose(record, source="text", origin_of=lambda key: f"text:{fingerprint}")  # noqa: ARG005


def _known_language(stated: dict[str, str]) -> dict[str, str]:
    """What is stated, where its language is one of ours.

    In a file any language may be named, and is "other"; a program that sends "fr" expects it to count.
    """
    written = stated.get("language", "").strip()
    if written and re.split("[-_]", written.casefold())[0] not in get_args(Language):
        raise ConfigError(
            f'language is "{written[:_MOST_SHOWN]}"; use one of {", ".join(get_args(Language))}'
        )
    return stated


def _as_sent(value: object) -> str:
    """The value as it stands in the request, so that text can be told from a number."""
    return json.dumps(value, ensure_ascii=False, default=str)[:_MOST_SHOWN]
