"""What a visitor sees of the shared articles and the own ones: which of one id, and beside which edition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from qa_bot.library.checks import check_pairs
from qa_bot.library.headlines import Headline
from qa_bot.library.holdings import both_ways
from qa_bot.library.memory import MemoryLibrary
from qa_bot.library.store import LibraryStore
from qa_bot.types import Article, Hit, Passage


@dataclass(frozen=True, slots=True)
class VisitorView:
    """Two libraries seen as one; a change of what is hidden or paired makes another view.

    `hidden` has the counted terms of the passages of each shared article that an own one takes the place
    of, `partners` the edition of each article that is paired with an own one, both ways.
    """

    own: MemoryLibrary
    shared: LibraryStore
    hidden: Mapping[str, tuple[Counter[str], ...]] = field(default_factory=dict)
    partners: Mapping[str, str] = field(default_factory=dict)

    def hiding(self, hidden: Mapping[str, tuple[Counter[str], ...]]) -> VisitorView:
        """The view with these hidden too."""
        return replace(self, hidden={**self.hidden, **hidden})

    def without(self, article_id: str) -> VisitorView:
        """The view when that own article is gone, with its pair."""
        gone = {article_id, self.partners.get(article_id)}
        return replace(
            self,
            hidden={key: bags for key, bags in self.hidden.items() if key != article_id},
            partners={key: other for key, other in self.partners.items() if key not in gone},
        )

    def pairing(self, pairs: Sequence[tuple[str, str]]) -> VisitorView:
        """The view with these pairs of the visitor's own articles; those of shared ones stay as they are."""
        fixed = set(self.fixed_pairs())
        others = [pair for pair in pairs if (min(pair), max(pair)) not in fixed]
        known = {name for pair in others for name in pair if self.has(name)}
        checked = check_pairs(others, known)
        own = [pair for pair in checked if any(self.own.is_own(one) for one in pair)]
        return replace(self, partners=both_ways(own))

    def part_of(self, article_id: str) -> LibraryStore:
        """The library whose article of that id is seen."""
        return self.own if self.own.is_own(article_id) else self.shared

    def stated(self, article_id: str) -> Article | None:
        """The article as it was added."""
        return self.own.stated(article_id) or self.shared.stated(article_id)

    def has(self, *article_ids: str) -> bool:
        """Whether articles of all these ids are here."""
        return all(self.stated(article_id) is not None for article_id in article_ids)

    def is_shared(self, article: Article) -> bool:
        """Whether everybody sees the article with this text."""
        stated = self.shared.stated(article.id)
        return stated is not None and stated.text == article.text

    def seen(self, shared: Iterable[Article]) -> Iterator[Article]:
        """Those of the shared articles that no own one hides."""
        return (article for article in shared if not self.own.is_own(article.id))

    def pairs(self) -> list[tuple[str, str]]:
        """The pairs of editions that are seen, smaller id first, ordered."""
        shared = [pair for pair in self.fixed_pairs() if not self.partners.keys() & set(pair)]
        own = [(one, other) for one, other in self.partners.items() if one < other and self.has(one, other)]
        return sorted([*shared, *own])

    def fixed_pairs(self) -> list[tuple[str, str]]:
        """The pairs of shared articles: no visitor's article parts them."""
        return [pair for pair in self.shared.pairs() if not any(self.own.is_own(one) for one in pair)]

    def shown(self, article: Article) -> Article:
        """The article with the edition that is seen beside it."""
        if article.id in self.partners:
            return replace(article, translation_of=self.partners[article.id])
        if article.translation_of in self.hidden and not self.own.is_own(article.id):
            # Its partner has given way to an own article that is no edition of it.
            return self.shared.stated(article.id) or article
        return article

    def shown_passage(self, passage: Passage) -> Passage:
        """The passage in its article as that is shown."""
        shown = self.shown(passage.article)
        return passage if shown is passage.article else Passage(shown, passage.span)

    def headlines(self) -> Iterator[Headline]:
        """All that is seen without its text, each beside its edition."""
        partners = both_ways(self.pairs())
        lines = [line for line in self.shared.headlines() if not self.own.is_own(line.id)]
        for line in (*self.own.headlines(), *lines):
            yield replace(line, edition=partners.get(line.id) or self._stated_edition(line))

    def search(self, search: Callable[[LibraryStore, int], list[Hit]], k: int) -> list[Hit]:
        """The best of both parts; of the shared one so many more as are hidden."""
        most = max(0, k)
        while True:
            shared = search(self.shared, most)
            seen = [hit for hit in shared if not self.own.is_own(hit.passage.article.id)]
            if len(seen) >= k or len(shared) < most or most < 1:
                break
            most *= 2
        hits = [*search(self.own, max(0, k)), *seen]
        best = sorted(hits, key=lambda hit: (-hit.score, hit.passage.id))[: max(0, k)]
        return [replace(hit, passage=self.shown_passage(hit.passage)) for hit in best]

    def _stated_edition(self, line: Headline) -> str | None:
        """The edition of an article that is in no pair: the one that it names itself, where that is here."""
        edition = line.edition
        if edition in self.hidden or self.own.is_own(line.id):
            stated = self.stated(line.id)
            edition = stated.translation_of if stated else None
        return edition if edition and self.has(edition) else None
