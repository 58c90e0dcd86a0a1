"""Reports of several days that answer one question differently: which comes first, and what the others say.

A toll rises, an opening is put off, a rate is cut: each story is right about its day. Where stories of one
affair give figures of one kind or names, the day that the question names is taken, the first where it asks
for the beginning, and else the latest; the others stay beside it. Without that the story whose words are most
like the question's would win, and what differs would speak against it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from qa_bot.affairs import Affairs
from qa_bot.citing import polished
from qa_bot.evidence import Evidence, is_same_story
from qa_bot.text.answer_kinds import (
    DATE,
    NAME,
    are_of_one_kind,
    is_name_asked_for,
    kind_of_figure,
    looks_like_name,
)
from qa_bot.text.asked_time import AskedTime, asked_time
from qa_bot.text.changes import end_asked_for
from qa_bot.text.figures import do_figures_agree
from qa_bot.text.names_alike import most_alike
from qa_bot.types import Article, Candidate, Language

# How far behind the best candidate one of another day may stand, and the least margin it has, in logits.
MOST_BEHIND = 8.0
LEAST_MARGIN = 0.0
MOST_OTHERS = 5


@dataclass(frozen=True, slots=True)
class Reports:
    """`ranked` with the report that is wanted first and without those that differ, which are in `others`.

    `others` is latest first, at most five, one for what several in a row say. `weighed` is `ranked` with the
    strongest report in the place of the wanted one: how sure the answer is rests on that the question is
    answered by these stories at all.
    """

    ranked: tuple[Evidence, ...]
    others: tuple[Evidence, ...]
    weighed: tuple[Evidence, ...]


def in_time(
    question: str, language: Language, ranked: Sequence[Evidence], weight: float, affairs: Affairs
) -> Reports:
    """The reports that `ranked` (best first) holds, in the order that the question wants.

    `weight` is `Judgement.retrieval_weight`. Unchanged where nothing differs from one day to another.
    """
    unchanged = Reports(tuple(ranked), (), tuple(ranked))
    time = asked_time(question, language)
    if not ranked or time.is_period or end_asked_for(question, language) == "before":
        return unchanged
    first = ranked[0]
    # when something happened is not changed by later reports
    if time.is_past and _kind(first.candidate, asks_name=False) == DATE:
        return unchanged
    reports = [first, *_of_other_days(question, ranked, weight, affairs)]
    if all(_agree(first, report) for report in reports):
        return unchanged
    wanted = _wanted(time, reports)
    differing = [report for report in reports if not _agree(report, wanted)]
    rest = [e for e in ranked if e is not wanted and not any(_repeats(e, report) for report in differing)]
    others = _changes(sorted(differing, key=_day, reverse=True))
    return Reports((wanted, *rest), others, (first, *(e for e in rest if e is not first)))


def _changes(latest_first: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Of reports that one after the other say the same the latest."""
    kept: list[Evidence] = []
    for report in latest_first:
        if not kept or not _agree(kept[-1], report):
            kept.append(report)
    return tuple(kept[:MOST_OTHERS])


def _of_other_days(
    question: str, ranked: Sequence[Evidence], weight: float, affairs: Affairs
) -> list[Evidence]:
    """The best candidate of each other story of the affair with an answer of the same kind."""
    first = ranked[0].candidate
    asks_name = is_name_asked_for(question)
    kind = _kind(first, asks_name=asks_name)
    if kind is None or first.passage.article.published is None:
        return []
    least = ranked[0].strength(weight) - MOST_BEHIND
    found: list[Evidence] = []
    for evidence in ranked[1:]:
        candidate, seen = evidence.candidate, [first, *(one.candidate for one in found)]
        article = candidate.passage.article
        if article.published is None or any(is_same_story(article, one.passage.article) for one in seen):
            continue
        if evidence.strength(weight) < least or candidate.margin < LEAST_MARGIN:
            continue
        if are_of_one_kind(_kind(candidate, asks_name=asks_name), kind):
            found.append(evidence)
    if not found:
        return []
    told = affairs.of_one(question, first.passage.article, [one.candidate.passage.article for one in found])
    return [evidence for evidence, is_told in zip(found, told, strict=True) if is_told]


def _wanted(time: AskedTime, reports: Sequence[Evidence]) -> Evidence:
    """The report of the time that is asked for; of those that say the same the strongest, which is first."""
    if time.is_dated:
        reports = [report for report in reports if time.fits(_day(report).date())] or reports[:1]
    chosen = (min if time.is_beginning else max)(reports, key=_day)
    return next(report for report in reports if _agree(report, chosen))


def _agree(one: Evidence, other: Evidence) -> bool:
    if one is other:
        return True
    first, second = _said(one.candidate), _said(other.candidate)
    if kind_of_figure(first) or kind_of_figure(second) or not (first and second):
        return do_figures_agree(first, second)
    if first in second or second in first or most_alike(first, [second]):
        return True
    # what one story says in two languages
    return is_same_story(one.candidate.passage.article, other.candidate.passage.article)


def _repeats(evidence: Evidence, report: Evidence) -> bool:
    """Whether it is the report, or its other edition or another passage that says the same."""
    one, other = evidence.candidate.passage.article, report.candidate.passage.article
    return evidence is report or (is_same_story(one, other) and _agree(evidence, report))


def _kind(candidate: Candidate, *, asks_name: bool) -> str | None:
    if candidate.is_statement:
        return None
    said = _said(candidate)
    kind = kind_of_figure(said)
    return NAME if kind is None and asks_name and looks_like_name(said) else kind


def _said(candidate: Candidate) -> str:
    return polished(candidate).text


def _day(evidence: Evidence) -> datetime:
    return time_of(evidence.candidate.passage.article)


def time_of(article: Article) -> datetime:
    """When it was published, by the clock that its paper writes; what nobody dated is older than all.

    Zones are left out: an English edition that names none is of its Korean paper's clock, not of UTC.
    """
    return article.published.replace(tzinfo=None) if article.published else datetime.min  # noqa: DTZ901
