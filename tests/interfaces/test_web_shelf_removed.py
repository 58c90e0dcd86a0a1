"""What was removed can be put back for a while: by whoever removed it, also after the page was loaded anew."""

from __future__ import annotations

import pytest
from newsroom import HARBOUR, KITES

from qa_bot.bot import QABot
from qa_bot.removing import Removed
from qa_bot.types import Article
from qa_bot.visitors import Visitors
from qa_bot.web.options import WebOptions
from qa_bot.web.shelf_desk import Done, ShelfDesk
from qa_bot.web.shelf_removed import MOST_REMOVED, REMOVED_SECONDS, RecentlyRemoved
from qa_bot.web.shelf_words import shelf_words

KOREAN, ENGLISH = shelf_words("ko"), shelf_words("en")


class Clock:
    """Stands still until it is put forward."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def removed(name: str) -> Removed:
    article = Article(id=name, title="연날리기 🎏", text="연날리기 🎏", language="ko")
    return Removed((article,), ((),), ())


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def kept(clock: Clock) -> RecentlyRemoved:
    return RecentlyRemoved(clock, most_visitors=2)


def test_the_latest_comes_first_and_what_was_undone_is_gone(kept: RecentlyRemoved) -> None:
    first, second = removed("a"), removed("b")
    kept.add("ann", first)
    kept.add("ann", second)
    assert kept.find_last("ann") is second
    kept.drop("ann", second)
    kept.drop("ann", second)  # pressed twice
    assert kept.find_last("ann") is first
    assert kept.find_last("bea") is None


def test_half_an_hour_later_it_is_forgotten(kept: RecentlyRemoved, clock: Clock) -> None:
    kept.add("ann", removed("a"))
    clock.now = REMOVED_SECONDS - 1
    late = removed("b")
    kept.add("ann", late)
    clock.now = REMOVED_SECONDS
    assert kept.find_last("ann") is late
    kept.drop("ann", late)
    assert kept.find_last("ann") is None


def test_only_so_many_removals_and_visitors_are_kept(kept: RecentlyRemoved) -> None:
    many = [removed(str(n)) for n in range(MOST_REMOVED + 1)]
    for one in many:
        kept.add("ann", one)
    found = []
    while last := kept.find_last("ann"):
        found.append(last)
        kept.drop("ann", last)
    assert found == many[:0:-1]
    for visitor in ("ann", "bea", "kim"):
        kept.add(visitor, many[0])
    assert [kept.find_last(one) is None for one in ("ann", "bea", "kim")] == [True, False, False]


def test_a_page_loaded_anew_says_what_can_be_undone_to_who_removed_it_alone(bot: QABot) -> None:
    desk = ShelfDesk(Visitors(bot, is_public=False), WebOptions())
    assert desk.removed_last("ann", ENGLISH) == Done("")
    desk.remove("ann", KITES.id, ENGLISH)
    said = desk.removed_last("ann", KOREAN)
    assert (KOREAN.removed.format(title=KITES.title) in said.card, said.can_undo, said.has_changed) == (
        True,
        True,
        False,
    )
    assert desk.removed_last("bea", KOREAN) == Done("")
    assert desk.undo("bea", KOREAN) == Done("")
    assert desk.undo("ann", KOREAN).has_changed
    assert desk.removed_last("ann", KOREAN) == Done("")
    assert {one.id for one in bot.articles()} == {HARBOUR.id, KITES.id}


def test_what_could_not_be_put_back_can_be_tried_again(bot: QABot, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = ShelfDesk(Visitors(bot, is_public=False), WebOptions())
    desk.remove("ann", KITES.id, ENGLISH)
    with monkeypatch.context() as broken:
        broken.setattr(bot, "put_back", lambda _: 1 / 0)
        failed = desk.undo("ann", ENGLISH)
    assert (ENGLISH.failed in failed.card, failed.has_changed, failed.can_undo) == (True, False, True)
    assert desk.undo("ann", ENGLISH).has_changed
