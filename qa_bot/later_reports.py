"""Looks for later reports of an affair whose reports differ: the last may not be among those found first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa_bot.affairs import Affairs
from qa_bot.ports import Vectors
from qa_bot.reports import Reports, time_of
from qa_bot.retrieval import Retriever
from qa_bot.text.asked_time import asked_time
from qa_bot.text.language import detect_question
from qa_bot.types import Filters, Hit

_FOUND, _READ = 10, 2


@dataclass(frozen=True, slots=True)
class LaterReports:
    """Searches a library for what appeared after the report that is first so far."""

    retriever: Retriever

    def find(
        self,
        question: str,
        reports: Reports,
        read: Sequence[Hit],
        filters: Filters | None,
        vector: Vectors | None,
    ) -> list[Hit]:
        """Up to two passages of later stories of the affair, none of them in `read`, best first.

        None where the reports agree, or where the question names a day or asks for the beginning. `filters`
        and the question's `vector` are those of the first search.
        """
        article = reports.ranked[0].candidate.passage.article
        if not reports.others or asked_time(question, detect_question(question)).is_of_one_day:
            return []
        day = time_of(article).date().isoformat()
        since = replace(filters or Filters(), since=max(day, (filters and filters.since) or ""))
        known = {hit.passage.id for hit in read}
        hits = [
            hit
            for hit in self.retriever.search(question, _FOUND, since, vector=vector)
            if hit.passage.id not in known and time_of(hit.passage.article) > time_of(article)
        ]
        told = Affairs(self.retriever).of_one(question, article, [hit.passage.article for hit in hits])
        return [hit for hit, is_told in zip(hits, told, strict=True) if is_told][:_READ]
