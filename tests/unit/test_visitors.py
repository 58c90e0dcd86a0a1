"""Visitors of a public page: each sees what all see and what is their own, and nothing else."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from qa_bot.errors import LibraryError
from qa_bot.library import MemoryLibrary
from qa_bot.library.overlay import OverlayLibrary
from qa_bot.types import Article
from qa_bot.visitors import Visitors

SHARED = Article(
    id="harbor.en",
    title="",
    text="Dredging Haesong harbor will cost 95 billion won.",
    language="en",
    source="news/harbor.en.txt",
)
SHARED_KO = Article(
    id="bridge.ko", title="", text="다리 길이는 412m 이다.", language="ko", source="news/bridge.ko.txt"
)
QUESTION = "Dredging Haesong harbor will cost how much?"


def own_article(name, number=0, **fields):
    text = f"방문자 {name} 의 비밀번호 는 {name}암호{number} 이다. 🎏"
    return Article(**{"id": f"own-{name}-{number}", "title": "", "text": text, "language": "ko", **fields})


class Clock:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def shared_bot(fake_bot):
    fake_bot.add(SHARED, SHARED_KO)
    return fake_bot


@pytest.fixture
def visitors(shared_bot):
    return Visitors(shared_bot, is_public=True)


def ids(bot):
    return [article.id for article in bot.articles()]


def test_on_a_private_page_all_share_one_bot(shared_bot):
    visitors = Visitors(shared_bot, is_public=False)
    assert visitors.bot_of("김") is visitors.bot_of("이") is shared_bot
    assert visitors.is_own("김", SHARED.id)
    assert not visitors.is_own("김", "nobody")
    visitors.forget("김")
    assert visitors.bot_of("김").ask(QUESTION).text == "95 billion won"


def test_a_visitor_keeps_what_was_added_and_no_other_sees_it(visitors, shared_bot):
    visitors.bot_of("김").add(own_article("김"))
    assert ids(visitors.bot_of("김")) == ["bridge.ko", "harbor.en", "own-김-0"]
    assert ids(visitors.bot_of("이")) == ids(shared_bot) == ["bridge.ko", "harbor.en"]
    question = "방문자 김 의 비밀번호 는?"
    assert visitors.bot_of("김").ask(question, threshold=0.0).text == "김암호0"
    for bot in (visitors.bot_of("이"), shared_bot):
        answer = bot.ask(question, threshold=0.0)
        assert "김암호0" not in str(answer.to_dict())
    assert visitors.is_own("김", "own-김-0")
    assert not visitors.is_own("이", "own-김-0")


def test_what_all_see_is_answered_and_cannot_be_changed(visitors, shared_bot):
    bot = visitors.bot_of("김")
    assert bot.ask(QUESTION).text == "95 billion won"
    assert not visitors.is_own("김", SHARED.id)
    for change in (bot.remove, bot.take_out, bot.refresh):
        with pytest.raises(LibraryError, match=r"^article harbor.en is one that everybody sees; [^\n]*$"):
            change(SHARED.id)
    assert bot.get(SHARED.id) == SHARED


def test_of_a_source_with_shared_and_own_articles_nothing_is_removed(visitors):
    bot = visitors.bot_of("김")
    bot.add(own_article("김", source=SHARED.source))
    with pytest.raises(LibraryError, match="everybody sees"):
        bot.remove(SHARED.source)
    assert bot.own_count == 1


def test_an_own_version_of_a_shared_article_is_seen_by_its_visitor_alone(visitors, shared_bot):
    bot = visitors.bot_of("김")
    bot.add(replace(SHARED, text=SHARED.text.replace("95 billion won", "120 billion won")))
    assert bot.ask(QUESTION).text == "120 billion won"
    assert shared_bot.ask(QUESTION).text == visitors.bot_of("이").ask(QUESTION).text == "95 billion won"
    assert bot.remove(SHARED.id) == [SHARED.id]
    assert bot.ask(QUESTION).text == "95 billion won"


def test_a_shared_article_under_another_id_is_a_duplicate(visitors):
    bot = visitors.bot_of("김")
    assert bot.add(replace(SHARED, id="copy")).duplicates == ("copy",)
    assert bot.add(SHARED).unchanged == (SHARED.id,)
    # a shared article's id with another shared article's text: neither can go
    assert bot.add(replace(SHARED, text=SHARED_KO.text, language="ko")).duplicates == (SHARED.id,)
    assert ids(bot) == ["bridge.ko", "harbor.en"]


def test_an_own_article_is_paired_with_its_shared_edition_for_its_visitor(visitors, shared_bot):
    korean = Article(
        id="own",
        title="",
        text="해송 항구 준설 비용은 950억원 이다.",
        language="ko",
        source="news/harbor.ko.txt",
    )
    bot = visitors.bot_of("김")
    assert bot.add(korean).pairs == 1
    assert bot.get(SHARED.id).translation_of == "own"
    assert {line.id: line.edition for line in bot.headlines()} == {
        "harbor.en": "own",
        "own": "harbor.en",
        "bridge.ko": None,
    }
    assert shared_bot.get(SHARED.id).translation_of is None
    removed = bot.take_out("own")
    assert bot.get(SHARED.id).translation_of is None
    assert bot.put_back(removed) == ["own"]
    assert bot.get(SHARED.id).translation_of == "own"


def test_a_visitors_article_never_parts_a_shared_pair(visitors, shared_bot):
    shared_bot.add(
        replace(SHARED, id="harbor.ko", text="해송 항구 준설.", language="ko", source="news/harbor.ko.txt")
    )
    assert shared_bot.get("harbor.en").translation_of == "harbor.ko"
    bot = visitors.bot_of("김")
    bot.add(replace(SHARED, id="mine", text="해송 항구.", language="ko", translation_of="harbor.en"))
    assert bot.get("harbor.en").translation_of == "harbor.ko"


def test_more_articles_than_a_visitor_may_have_are_refused_one_by_one(shared_bot):
    visitors = Visitors(shared_bot, is_public=True, most_articles=3)
    bot = visitors.bot_of("김")
    report = bot.add(*(own_article("김", n) for n in range(5)))
    assert len(report.added) == 3
    assert len(report.errors) == 2
    for error in report.errors:
        assert str(error) == "at most 3 articles of your own are kept for a visitor; remove some first"
    assert bot.add(replace(own_article("김", 1), text="바뀐 글")).updated == ("own-김-1",)
    removed = bot.take_out("own-김-0")
    assert bot.add(own_article("김", 4)).added == ("own-김-4",)
    with pytest.raises(LibraryError, match="can't put back: at most 3 articles of your own"):
        bot.put_back(removed)
    assert bot.own_count == 3


def test_endless_articles_are_refused_with_their_length():
    library = OverlayLibrary(
        MemoryLibrary(dimension=2, terms=lambda text, language: []),
        dimension=2,
        terms=lambda text, language: [],
        most_characters=1000,
    )
    assert library.refusal([own_article("김")]) == ""
    long = own_article("김", text="가" * 1001)
    assert "would have 1,001 characters, and at most 1,000 are kept" in library.refusal([long])


def test_marks_on_what_all_see_are_kept_for_all_and_others_stay_the_visitors(visitors, shared_bot):
    bot = visitors.bot_of("김")
    bot.add(own_article("김"))
    shared = bot.note_feedback(bot.ask(QUESTION), is_right=True)
    answer = bot.ask("방문자 김 의 비밀번호 는?", threshold=0.0)
    own = bot.note_feedback(answer, is_right=False, correction="비밀")
    assert [mark.id for mark in bot.feedback()] == [shared, own]
    assert [mark.id for mark in shared_bot.feedback()] == [shared]
    assert list(visitors.bot_of("이").feedback()) == []
    # what was removed since is still nobody else's
    bot.remove("own-김-0")
    bot.note_feedback(answer, is_right=True)
    assert [mark.id for mark in shared_bot.feedback()] == [shared]


def test_a_mark_is_replaced_by_its_own_visitor_only(visitors, shared_bot):
    mine, other = visitors.bot_of("김"), visitors.bot_of("이")
    answer = mine.ask(QUESTION)
    first = mine.note_feedback(answer, is_right=True)
    other.note_feedback(answer, is_right=False, replaces=first)
    assert [mark.is_right for mark in shared_bot.feedback()] == [True, False]
    mine.note_feedback(answer, is_right=False, replaces=first)
    assert [mark.is_right for mark in shared_bot.feedback()] == [False, False]
    assert [mark.is_right for mark in mine.feedback()] == [False]


def test_idle_visitors_are_forgotten_and_come_back_empty(shared_bot):
    clock = Clock()
    visitors = Visitors(shared_bot, is_public=True, idle_seconds=60, clock=clock)
    visitors.bot_of("김").add(own_article("김"))
    clock.now += 59
    visitors.bot_of("이")
    assert visitors.bot_of("김").own_count == 1
    clock.now += 61
    assert len(visitors) == 0
    assert visitors.bot_of("김").own_count == 0


def test_the_visitor_who_was_away_longest_gives_way_first_one_without_articles(shared_bot):
    visitors = Visitors(shared_bot, is_public=True, most_visitors=3)
    for name in ("김", "이", "박"):
        visitors.bot_of(name)
    visitors.bot_of("김").add(own_article("김"))
    visitors.bot_of("박")
    visitors.bot_of("이").add(own_article("이"))
    visitors.bot_of("최")  # for 박, who was here later than 김, but has nothing to lose
    assert len(visitors) == 3
    assert visitors.bot_of("김").own_count == visitors.bot_of("이").own_count == 1
    visitors.bot_of("최").add(own_article("최"))
    visitors.bot_of("정")  # now all have articles, and 김 was away longest
    assert visitors.bot_of("김").own_count == 0


def test_a_crowd_of_visitors_takes_no_more_room_than_is_set(shared_bot):
    visitors = Visitors(shared_bot, is_public=True, most_visitors=5)
    for number in range(50):
        visitors.bot_of(f"방문자 {number}")
    assert len(visitors) == 5


def test_who_cannot_be_told_apart_never_meets(visitors):
    visitors.bot_of("").add(own_article("김"))
    assert visitors.bot_of("").own_count == 0
    assert len(visitors) == 0


def test_forgetting_a_visitor_lets_go_of_their_articles(visitors):
    visitors.bot_of("김").add(own_article("김"))
    visitors.forget("김")
    visitors.forget("김")
    assert visitors.bot_of("김").own_count == 0


def test_closing_a_visitors_bot_leaves_the_shared_library_open(visitors, shared_bot):
    with visitors.bot_of("김") as bot:
        bot.add(own_article("김"))
    assert shared_bot.ask(QUESTION).text == "95 billion won"


def test_what_the_shared_library_gains_all_see(visitors, shared_bot):
    bot = visitors.bot_of("김")
    bot.add(own_article("김"))
    shared_bot.add(Article(id="late", title="", text="새 소식 하나", language="ko"))
    assert "late" in ids(bot)
    shared_bot.remove(SHARED.id)
    assert bot.get(SHARED.id) is None


def test_twenty_visitors_at_once_see_nothing_of_each_other(shared_bot):
    visitors = Visitors(shared_bot, is_public=True)
    names = [f"손님{number:02}" for number in range(20)]
    start = threading.Barrier(len(names))

    def visit(name):
        start.wait(timeout=30)
        seen = []
        for number in range(3):
            bot = visitors.bot_of(name)
            report = bot.add(own_article(name, number))
            assert report.added == (f"own-{name}-{number}",), report
            answer = bot.ask(f"방문자 {name} 의 비밀번호 는?", threshold=0.0)
            assert bot.ask(QUESTION).text == "95 billion won"
            seen.append(str(answer.to_dict()))
            bot.note_feedback(answer, is_right=True)
            seen += [str(hit) for hit in bot.search("비밀번호", 50)]
            seen += [str(article) for article in bot.articles()] + [str(mark) for mark in bot.feedback()]
        removed = visitors.bot_of(name).take_out(f"own-{name}-1")
        assert visitors.bot_of(name).put_back(removed) == [f"own-{name}-1"]
        return "\n".join(seen)

    with ThreadPoolExecutor(len(names)) as pool:
        seen_by = dict(zip(names, pool.map(visit, names), strict=True))
    for name, seen in seen_by.items():
        assert f"{name}암호2" in seen
        assert [other for other in names if other != name and other in seen] == []
    assert ids(shared_bot) == ["bridge.ko", "harbor.en"]
    assert list(shared_bot.feedback()) == []


def test_one_visitor_may_add_ask_and_remove_at_once(visitors):
    bot = visitors.bot_of("김")
    bot.add(own_article("김"))

    def come_and_go(number):
        for _ in range(5):
            bot.add(own_article("김", number))
            assert bot.remove(f"own-김-{number}") == [f"own-김-{number}"]

    with ThreadPoolExecutor(6) as pool:
        changes = [pool.submit(come_and_go, number) for number in (1, 2)]
        answers = list(pool.map(lambda _: bot.ask(QUESTION).text, range(20)))
        for change in changes:
            change.result()
    assert set(answers) == {"95 billion won"}
    assert bot.own_count == 1
