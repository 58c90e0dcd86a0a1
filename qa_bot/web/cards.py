"""Questions and answers as HTML; whatever comes from people or articles is escaped here, and nowhere else.

Gradio's HTML component is a template: `${…}` and `{{…}}` would be run, so these are escaped as well.
"""

from __future__ import annotations

import html
from urllib.parse import urlsplit

from qa_bot.excerpts import excerpt_of, opening_of
from qa_bot.types import Answer, Article, Citation, Passage
from qa_bot.web.words import Words

_OPENING = 110  # characters of a passage: three of them fit a phone
_TEMPLATE_SIGNS = str.maketrans({"$": "&#36;", "{": "&#123;", "}": "&#125;", "`": "&#96;", "\\": "&#92;"})


def escape(text: str) -> str:
    """Text that stands in HTML, in an attribute too, as what it is.

    >>> escape("<b onclick='x'>${1}")
    '&lt;b onclick=&#x27;x&#x27;&gt;&#36;&#123;1&#125;'
    """
    return html.escape(text, quote=True).translate(_TEMPLATE_SIGNS)


def question_card(question: str) -> str:
    """The question as it was asked."""
    return f'<p class="qa-question" dir="auto">{escape(question)}</p>'


def answer_card(answer: Answer, words: Words) -> str:
    """The answer with its sentence, article and confidence, or why there is none."""
    if not answer:
        return _not_found_card(answer, words)
    first, *others = answer.citations
    also = ""
    if others:
        also = f'<p class="qa-label">{words.other_quotes}</p>' + "".join(
            _citation(citation, words) for citation in others
        )
    return (
        f'<div class="qa-answer"><p class="qa-words" {_lang(first.article)}>{escape(first.quote)}</p>'
        f"{_confidence(answer.confidence, words)}{_citation(first, words)}{also}</div>"
    )


def error_card(problem: str) -> str:
    """One line that says what was wrong."""
    return f'<div class="qa-answer qa-error" role="alert"><p>{escape(problem)}</p></div>'


def safe_link(url: str | None) -> str | None:
    """The URL where it is one of http or https with a host, else None.

    >>> safe_link("https://www.hanbit.example/arti/1.html"), safe_link("javascript:alert(1)")
    ('https://www.hanbit.example/arti/1.html', None)
    """
    try:
        parts = urlsplit(url or "")
        is_safe = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return None
    return url if is_safe else None


def _not_found_card(answer: Answer, words: Words) -> str:
    reason = f"<p>{escape(answer.reason)}</p>" if answer.reason else ""
    nearest = ""
    if answer.nearest:
        passages = "".join(_passage(passage, words) for passage in answer.nearest)
        nearest = f'<p class="qa-label">{words.nearest}</p>{passages}'
    return (
        f'<div class="qa-answer qa-none"><p class="qa-nothing">{words.not_found}</p>{reason}{nearest}</div>'
    )


def _confidence(confidence: float, words: Words) -> str:
    return (
        f'<p class="qa-confidence"><meter min="0" max="1" value="{confidence:.2f}"></meter>'
        f"{words.degree(confidence)} · {confidence:.0%}</p>"
    )


def _citation(citation: Citation, words: Words) -> str:
    excerpt = excerpt_of(citation)
    place = f"{words.characters} {citation.start:,}–{citation.end:,}"
    return (
        f'<figure class="qa-citation"><blockquote {_lang(citation.article)}>{escape(excerpt.before)}'
        f"<mark>{escape(excerpt.quote)}</mark>{escape(excerpt.after)}</blockquote>"
        f"{_source(citation.article, words, place)}</figure>"
    )


def _passage(passage: Passage, words: Words) -> str:
    opening = escape(opening_of(passage, _OPENING))
    place = f"{words.characters} {passage.span.start:,}–{passage.span.end:,}"
    return (
        f'<figure class="qa-citation"><blockquote {_lang(passage.article)}>{opening}</blockquote>'
        f"{_source(passage.article, words, place)}</figure>"
    )


def _source(article: Article, words: Words, place: str) -> str:
    title = escape(" ".join(article.title.split()) or article.id)
    link = safe_link(article.url)
    if link:
        title = f'<a href="{escape(link)}" target="_blank" rel="noopener noreferrer">{title}</a>'
    date = article.published.date().isoformat() if article.published else None
    facts = (date, article.author, words.language_name(article.language), place)
    return (
        f'<figcaption><span class="qa-title" {_lang(article)}>{title}</span>'
        f'<span class="qa-facts">{" · ".join(escape(fact) for fact in facts if fact)}</span></figcaption>'
    )


def _lang(article: Article) -> str:
    # the browser picks the font and breaks lines by it
    return 'dir="auto"' if article.language == "other" else f'lang="{article.language}" dir="auto"'
