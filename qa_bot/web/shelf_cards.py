"""The shelf as HTML: the list, one article, what adding came to; all that people wrote is escaped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from qa_bot.adding import AddReport
from qa_bot.ingest.read import PASTED
from qa_bot.library.headlines import Headline
from qa_bot.types import Article
from qa_bot.web.markup import escape, safe_link
from qa_bot.web.shelf_adding import Step
from qa_bot.web.shelf_problems import problems_of
from qa_bot.web.shelf_query import Page, Query, paper_of
from qa_bot.web.shelf_words import ShelfWords
from qa_bot.web.tables import Table, group_rows, lines_of, table_html

_MOST_NAMED = 10  # articles named after adding
_MOST_PROBLEMS = 100
_LONGEST_TITLE, _LONGEST_FACT = 200, 100

Shelf = Mapping[str, Headline]  # by id


def list_card(page: Page, query: Query, shelf: Shelf, is_own: Callable[[str], bool], say: ShelfWords) -> str:
    """A page of headlines with what is known of each, and the way to the other pages."""
    if not page.total:
        return f'<p class="qa-shelf-none">{say.empty}</p>'
    count = (say.count_found if query.is_choosing else say.count).format(count=page.found, total=page.total)
    if not page.headlines:
        nothing = f'<p class="qa-shelf-none">{say.none_found}</p>'
        return f'<p class="qa-shelf-count" role="status">{count}</p>{nothing}'
    items = "".join(_item(one, shelf, is_own(one.id), say) for one in page.headlines)
    return (
        f'<p class="qa-shelf-count" role="status">{count}</p>'
        f'<ol class="qa-shelf-list" aria-label="{say.articles}">{items}</ol>{_pager(page, say)}'
    )


def article_card(article: Article, headline: Headline, shelf: Shelf, *, is_own: bool, say: ShelfWords) -> str:
    """The whole article as it is read, with its facts and the other edition."""
    title = title_of(headline)
    # the headline stands above; the text begins with it too, and with date and byline
    text = article.text.removeprefix(article.title).strip() if article.title else article.text
    paragraphs = "".join(_blocks(text))
    link = safe_link(article.url) or safe_link(article.source)
    original = ""
    if link:
        original = f'<a href="{escape(link)}" target="_blank" rel="noopener noreferrer">{say.original}</a>'
    facts = _facts(headline, say, is_own=is_own)
    return (
        f'<article class="qa-shelf-article" aria-label="{say.whole_text}">'
        f'<h2 tabindex="-1" data-article="{escape(article.id)}" {_lang(headline)}>{escape(title)}</h2>'
        f'<p class="qa-shelf-facts">{facts}{" · " if original else ""}{original}</p>'
        f"{_edition(headline, shelf, say)}"
        f'<div class="qa-shelf-text" {_lang(headline)}>{paragraphs}</div></article>'
    )


def _blocks(text: str) -> Iterator[str]:
    """Paragraphs, and the tables between them."""
    done = 0
    for block in group_rows(text, lines_of(text)):
        if isinstance(block, Table):
            yield from _paragraphs(text[done : block.span.start])
            yield table_html(block.rows, lambda cell: escape(cell.of(text)))
            done = block.span.end
    yield from _paragraphs(text[done:])


def _paragraphs(text: str) -> Iterator[str]:
    return (f"<p>{escape(part)}</p>" for part in re.split(r"\n{2,}", text.strip()) if part)


def progress_card(step: Step, say: ShelfWords) -> str:
    """How far adding has come, by the true count."""
    name = say.pasted if step.name == PASTED else step.name
    phrase = {"reading": say.reading, "storing": say.storing, "indexing": say.indexing}[step.phase]
    said = escape(
        phrase.format(done=f"{step.done:,}", total=f"{step.total:,}", name=shortened(name, _LONGEST_FACT))
    )
    # making all searchable is one piece of work, of which no part can be counted
    value = "" if step.phase == "indexing" else f'value="{step.done}"'
    return (
        f'<div class="qa-shelf-progress"><p>{said}</p>'
        f'<progress aria-label="{said}" max="{max(1, step.total)}" {value}></progress></div>'
    )


def report_card(report: AddReport, shelf: Shelf, say: ShelfWords) -> str:
    """What became of all that was added, and a line for each source that could not be read."""
    is_new = bool(report.added or report.updated)
    outcomes = (
        (say.added, len(report.added)),
        (say.updated, len(report.updated)),
        (say.unchanged, len(report.unchanged)),
        (say.duplicates, len(report.duplicates)),
        (say.pairs, report.pairs if is_new else 0),
    )
    counts = "".join(f"<li>{phrase.format(count=count)}</li>" for phrase, count in outcomes if count)
    counted = f'<ul class="qa-shelf-counts">{counts}</ul>' if counts else ""
    title = say.done if is_new else say.nothing_done
    return (
        f'<div class="qa-shelf-report" role="status"><p class="qa-shelf-done">{title}</p>'
        f"{counted}{_problems(report, say)}{_named(report, shelf, say, is_new=is_new)}</div>"
    )


def notice_card(text: str, *, is_problem: bool = False) -> str:
    """One line that says what happened, or what was wrong."""
    css, role = ("qa-shelf-problem", "alert") if is_problem else ("qa-shelf-notice", "status")
    return f'<p class="{css}" role="{role}" tabindex="-1">{escape(text)}</p>'


def closable(card: str, say: ShelfWords) -> str:
    """The card with a button that closes it, which says no part of what happened."""
    name = f'aria-label="{say.close_report}" title="{say.close_report}"'
    return (
        f'<div class="qa-shelf-closable">{card}<button type="button" class="qa-shelf-close" '
        f'data-shelf="close" {name}><span aria-hidden="true">✕</span></button></div>'
    )


def title_of(headline: Headline) -> str:
    """The headline on one line of bearable length, or the id of an article without one."""
    return shortened(" ".join(headline.title.split()) or headline.id, _LONGEST_TITLE)


def shortened(text: str, most: int) -> str:
    """The text, or its beginning and "…" where it is longer.

    >>> shortened("해송시 축제", 4)
    '해송시…'
    """
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _item(headline: Headline, shelf: Shelf, is_own: bool, say: ShelfWords) -> str:
    return (
        f"<li>{_opener(headline, title_of(headline))}"
        f'<span class="qa-shelf-facts">{_facts(headline, say, is_own=is_own)}</span>'
        f"{_edition(headline, shelf, say)}</li>"
    )


def _facts(headline: Headline, say: ShelfWords, *, is_own: bool) -> str:
    """Paper or file, date, author, language and passages, as far as they are known."""
    file = say.pasted if headline.source == PASTED else re.split(r"[/\\]", headline.source)[-1]
    facts = (
        paper_of(headline) or file,
        headline.day or say.no_date,
        headline.author,
        say.language_name(headline.language),
        say.passages.format(count=headline.passages),
    )
    said = (f"<span><bdi>{escape(shortened(fact, _LONGEST_FACT))}</bdi>" for fact in facts if fact)
    shown = " ·</span> ".join(said) + "</span>"  # no line begins with the dot
    return f'{shown} <span class="qa-shelf-own">{say.own}</span>' if is_own else shown


def _edition(headline: Headline, shelf: Shelf, say: ShelfWords) -> str:
    other = shelf.get(headline.edition or "")
    if other is None:
        return ""
    name = say.edition_of(other.language)
    return f'<span class="qa-shelf-edition"><span>{name}</span> {_opener(other, title_of(other))}</span>'


def _opener(headline: Headline, title: str) -> str:
    return (
        f'<button type="button" class="qa-shelf-open" data-shelf="open" data-article="{escape(headline.id)}" '
        f"{_lang(headline)}>{escape(title)}</button>"
    )


def _pager(page: Page, say: ShelfWords) -> str:
    if page.pages == 1:
        return ""
    before = _page_button("previous", "‹", say.previous, page.number - 1, page)
    after = _page_button("next", "›", say.next, page.number + 1, page)
    place = say.page.format(page=page.number, pages=page.pages)
    return f'<nav class="qa-shelf-pages" aria-label="{say.pages}">{before}<span>{place}</span>{after}</nav>'


def _page_button(step: str, sign: str, name: str, number: int, page: Page) -> str:
    disabled = "" if 1 <= number <= page.pages else " disabled"
    return (
        f'<button type="button" data-shelf="page" data-page="{number}" data-step="{step}" '
        f'aria-label="{name}" title="{name}"{disabled}>{sign}</button>'
    )


def _problems(report: AddReport, say: ShelfWords) -> str:
    problems = problems_of(report.errors, say)
    if not problems:
        return ""
    lines = "".join(
        f"<li><strong><bdi>{escape(one.name)}</bdi></strong>: {escape(one.text)}"
        f"{f' ({say.more_places(one.more)})' if one.more else ''}</li>"
        for one in problems[:_MOST_PROBLEMS]
    )
    more = _and_more(len(problems) - _MOST_PROBLEMS, say)
    return f'<p class="qa-shelf-label">{say.problems}</p><ul class="qa-shelf-problems">{lines}{more}</ul>'


def _named(report: AddReport, shelf: Shelf, say: ShelfWords, *, is_new: bool) -> str:
    """The articles that are new, or else those that were here already, each to be opened."""
    ids = (*report.added, *report.updated) if is_new else report.unchanged
    named = [shelf[one] for one in ids if one in shelf]
    if not named:
        return ""
    items = "".join(f"<li>{_opener(one, title_of(one))}</li>" for one in named[:_MOST_NAMED])
    more = _and_more(len(named) - _MOST_NAMED, say)
    label = say.new_articles if is_new else say.known_articles
    return f'<p class="qa-shelf-label">{label}</p><ul class="qa-shelf-new">{items}{more}</ul>'


def _and_more(count: int, say: ShelfWords) -> str:
    return f"<li>{say.more_articles.format(count=count)}</li>" if count > 0 else ""


def _lang(headline: Headline) -> str:
    # the browser picks the font and breaks lines by it
    return 'dir="auto"' if headline.language == "other" else f'lang="{headline.language}" dir="auto"'
