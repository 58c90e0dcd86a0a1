"""Newspaper furniture goes, every sentence of the story stays."""

from __future__ import annotations

import time

import pytest

from qa_bot.ingest.boilerplate import read_page
from qa_bot.ingest.bylines import read_byline, split_wire_prefix
from qa_bot.ingest.furniture import drop_furniture
from qa_bot.ingest.stamps import Stamp, read_stamp

FIRST = "Garam County opened Dalnae Bridge to traffic at 2 p.m. on Oct. 14."
SECOND = "The four-lane bridge is 412 meters long and cost 38.6 billion won."
URL = "https://www.hanbit.example/1.html"
BUTTON = "button that move to original korean article (클릭시 원문으로 이동하는 버튼)"
KO_FIRST = "가람군 연하리와 송곡리를 잇는 달내교가 14일 오후 2시 개통했다."
KO_SECOND = "길이 412m, 왕복 4차로인 이 다리에는 모두 386억원이 들었다고 군은 밝혔다."


@pytest.mark.parametrize(
    ("line", "published", "modified"),
    [
        ("Posted on : 2018-11-20 17:16 KST Modified on : 2019-10-19 20:29 KST",
         "2018-11-20 17:16 KST", "2019-10-19 20:29 KST"),
        ("등록 : 2018-11-20 17:16 수정 : 2018-11-20 21:03", "2018-11-20 17:16", "2018-11-20 21:03"),
        ("입력 2018.11.20 17:16", "2018.11.20 17:16", ""),
        ("등록 2018-11-20 17:16", "2018-11-20 17:16", ""),
        ("승인 2018.11.20 17:16", "2018.11.20 17:16", ""),
        ("기사입력 2018-11-20 17:16 | 최종수정 2018-11-20 18:00", "2018-11-20 17:16", "2018-11-20 18:00"),
        ("입력 : 2018.11.20. 오후 5:16", "2018.11.20. 오후 5:16", ""),
        ("Published : Nov.20,2018 17:16 KST", "Nov.20,2018 17:16 KST", ""),
        ("Updated : Nov.21,2018 09:00 KST", "", "Nov.21,2018 09:00 KST"),
    ],
)  # fmt: skip
def test_a_stamp_gives_its_values_as_printed(line, published, modified):
    assert read_stamp(line) == Stamp(published, modified)


@pytest.mark.parametrize(
    "line",
    [
        "등록 2018-11-20 17:16 행사가 열렸다.",
        "2018-11-20 회의는 열리지 않았다.",
        "Posted on 2018-11-20, the notice went unread.",
        "등록금 2018.11.20",
        "수정 작업은 2018-11-20에 끝났다",
    ],
)
def test_a_sentence_with_a_date_is_no_stamp(line):
    assert read_stamp(line) is None


@pytest.mark.parametrize(
    ("line", "printed", "names"),
    [
        ("By Han So-ra, staff reporter", "By Han So-ra, staff reporter", ("Han So-ra",)),
        ("By Han So-ra and Ko Min-su, staff reporters", "By Han So-ra and Ko Min-su, staff reporters",
         ("Han So-ra", "Ko Min-su")),
        ("By Ko Min-su, Washington correspondent", "By Ko Min-su, Washington correspondent", ("Ko Min-su",)),
        ("[By Han So-ra]", "By Han So-ra", ("Han So-ra",)),
        ("By Han So-ra, staff reporter [sora@x.example]", "By Han So-ra, staff reporter", ("Han So-ra",)),
        ("한소라 기자 sora@hanbit.example", "한소라 기자", ("한소라",)),
        ("홍길동·김철수 기자", "홍길동·김철수 기자", ("홍길동", "김철수")),
        ("서유람 엄지환 기자 yuram@hanbit.example", "서유람 엄지환 기자", ("서유람", "엄지환")),
        ("홍길동 특파원", "홍길동 특파원", ("홍길동",)),
        ("워싱턴/홍길동 특파원", "워싱턴/홍길동 특파원", ("홍길동",)),
        ("홍길동 선임기자 id@hanbit.example", "홍길동 선임기자", ("홍길동",)),
        ("경제부 홍길동 기자", "경제부 홍길동 기자", ("홍길동",)),
        ("[한빛신문 홍길동 기자]", "한빛신문 홍길동 기자", ("홍길동",)),
        ("[오늘한빛 문화마당 홍길동 인턴기자]", "오늘한빛 문화마당 홍길동 인턴기자", ("홍길동",)),
        ("[ 고재연/노경목 기자 ]", "고재연/노경목 기자", ("고재연", "노경목")),
        ("홍길동 기자 a@hanbit.example, 김철수 기자 b@hanbit.example", "홍길동 기자, 김철수 기자",
         ("홍길동", "김철수")),
    ],
)  # fmt: skip
def test_a_byline_names_its_reporters_without_their_addresses(line, printed, names):
    byline = read_byline(line)
    assert byline is not None
    assert (byline.printed, byline.names) == (printed, names)


@pytest.mark.parametrize(
    "line",
    [
        "By The Numbers",
        "By Monday",
        "By 2030, the city wants more",
        "Haesong, a city of writers",
        "홍길동 기자는 현장에 없었다.",
        "14일 주민들이 다리를 건너고 있다. 남기범 기자",
        "사진 홍길동 기자",
        "현장에서 만난 기자",
        "",
        "🎉",
    ],
)
def test_other_lines_are_no_byline(line):
    assert read_byline(line) is None


def test_an_agency_opening_becomes_the_byline_and_leaves_the_sentence():
    split = split_wire_prefix(f"(가람=한빛뉴스) 홍길동 기자 = {KO_FIRST}")
    assert split is not None
    assert (split[0].printed, split[0].author, split[1]) == (
        "(가람=한빛뉴스) 홍길동 기자",
        "홍길동",
        KO_FIRST,
    )


def test_a_byline_in_brackets_before_the_first_sentence_is_taken_too():
    page = read_page(f"제목\n\n[한빛신문=홍길동 기자] {KO_FIRST}\n\n{KO_SECOND}")
    assert page.byline is not None
    assert (page.byline.printed, page.byline.author) == ("한빛신문=홍길동 기자", "홍길동")
    assert page.paragraphs == (KO_FIRST, KO_SECOND)


@pytest.mark.parametrize(
    "line",
    [
        "Please direct comments or questions to [english@hanbit.example]",
        "Please direct questions or comments to [english@hanbit.example]",
        "button that move to original korean article (클릭시 원문으로 이동하는 버튼)",
        "https://www.hanbit.example/arti/10231.html",
        "무단전재 및 재배포 금지",
        "Copyrights ⓒ 한빛신문. All rights reserved. 무단 전재, 재배포 금지.",
        "저작권자 ⓒ 한빛신문 무단전재 및 재배포 금지",
        "<저작권자(c) 한빛신문, 무단 전재-재배포, AI 학습 및 활용 금지>",
        "© The Hanbit Daily. All rights reserved.",
        "ⓒ 한빛신문",
        "페이스북 트위터 카카오톡 공유",
        "글자크기 가 가",
        "Share Facebook Twitter Email Print",
        "Print",
        "[사진]",
        "URL 복사",
        "english@hanbit.example",
        "관련기사",
        "▶ 해송시 버스 파업 끝나",
        "▶ 한빛신문 구독하기",
    ],
)
def test_furniture_goes_from_the_end_of_a_page(line):
    page = read_page(f"달내교 개통\n\n{KO_FIRST}\n\n{KO_SECOND}\n\n{line}")
    assert page.paragraphs == (KO_FIRST, KO_SECOND)


@pytest.mark.parametrize(
    "sentence",
    [
        "신문협회는 ‘무단전재 및 재배포 금지’ 원칙을 다시 확인했다고 밝혔다.",
        "법원은 무단전재와 재배포를 금지해 달라는 신청을 받아들였다.",
        "The guild asked readers: please direct comments or questions to the council, not to reporters.",
        "All rights reserved for the county under the treaty of 1967 lapsed, the court said.",
        "▲물 ▲공기 ▲흙을 조사한 결과 모두 기준을 넘지 않았다고 군은 설명했다.",
        "▶ 1단계 공사는 2022년 12월에 끝나고 2단계는 이듬해 봄에 시작한다.",
        "그는 페이스북과 트위터에 사진을 공유했다고 말했다.",
        "The button that moves to the original Korean article was broken for two days.",
        "관련기사 12건을 살펴본 결과 모두 사실과 달랐다고 위원회는 밝혔다.",
        "Copyright law is to change next year, the ministry said on Monday.",
        "이 사진의 저작권자는 시민 김아무개씨라고 구청은 설명했다.",
        "By Monday the water had reached the second floor of the school.",
        "등록 첫날인 20일 후보 12명이 서류를 냈다고 선거위원회가 밝혔다.",
        "한국은행이금리를올렸다는소식이😀전해지자시장은빠르게움직였다고한다.",
    ],
)
def test_a_sentence_that_mentions_furniture_stays_wherever_it_stands(sentence):
    for body in (
        (sentence, KO_FIRST, KO_SECOND),
        (KO_FIRST, sentence, KO_SECOND),
        (KO_FIRST, KO_SECOND, sentence),
    ):
        assert read_page("\n\n".join(("달내교 개통", *body))).paragraphs == body


def test_the_whole_english_page_is_taken_apart():
    caption = "Residents walk across Dalnae Bridge on Oct. 14. (photo by Nam Gi-beom)"
    page = read_page(
        "Garam opens bridge\nPosted on : 2021-10-15 16:38 KST Modified on : 2021-10-15 18:02 KST\n"
        f"{caption}\n{caption}\n\n{FIRST}\n\n{SECOND}\n\nBy Han So-ra, staff reporter\n\n"
        "Please direct comments or questions to [english@hanbit.example]\n\n"
        "button that move to original korean article (클릭시 원문으로 이동하는 버튼)\n"
        "https://www.hanbit.example/arti/10201.html\n"
    )
    assert page.headline == "Garam opens bridge"
    assert page.stamp == Stamp("2021-10-15 16:38 KST", "2021-10-15 18:02 KST")
    assert page.byline is not None
    assert page.byline.author == "Han So-ra"
    assert page.link == "https://www.hanbit.example/arti/10201.html"
    assert page.paragraphs == (caption, FIRST, SECOND)


@pytest.mark.parametrize(
    "button",
    [
        f"{BUTTON}\n{URL}",
        f"{BUTTON}\n\n{URL}",
        "button that move to original korean article https://www.hanbit.example/1.html",
        f"[{BUTTON}]({URL})",
        "Korean version: https://www.hanbit.example/1.html",
    ],
)
def test_the_button_gives_the_link_and_goes(button):
    page = read_page(f"Bridge\n\n{FIRST}\n\n{button}")
    assert (page.link, page.paragraphs) == ("https://www.hanbit.example/1.html", (FIRST,))


def test_a_stamp_on_two_lines_and_a_stamp_cut_behind_its_label_are_read():
    page = read_page(f"달내교 개통\n등록 : 2018-11-20 17:16\n수정 : 2018-11-20 21:03\n\n{KO_FIRST}")
    assert page.stamp == Stamp("2018-11-20 17:16", "2018-11-20 21:03")
    page = read_page(f"Bridge\nPosted on :\n2018-11-20 17:16 KST\n\n{FIRST}")
    assert (page.stamp.published, page.paragraphs) == ("2018-11-20 17:16 KST", (FIRST,))


def test_a_caption_stands_once_whether_its_copies_touch_or_not():
    caption = "14일 주민들이 달내교를 걸어서 건너고 있다. 남기범 기자"
    spaced = "14일  주민들이 달내교를 걸어서  건너고 있다. 남기범기자"
    assert read_page(f"제목\n{caption}\n{spaced}\n\n{KO_FIRST}").paragraphs == (caption, KO_FIRST)
    assert read_page(f"제목\n{caption}\n\n{KO_FIRST}\n\n{caption}\n\n{KO_SECOND}").paragraphs == (
        caption,
        KO_FIRST,
        KO_SECOND,
    )


def test_a_short_chant_within_the_story_may_repeat():
    body = (KO_FIRST, "만세!", "만세!", KO_SECOND)
    assert read_page("\n\n".join(("제목", *body))).paragraphs == body


def test_links_to_related_stories_go_with_their_heading():
    text = f"제목\n\n{KO_FIRST}\n\n관련기사\n- 해송시 버스 파업\n- 미림시 공룡 화석\n\n{KO_SECOND}"
    assert read_page(text).paragraphs == (KO_FIRST, KO_SECOND)


def test_a_photographer_is_not_taken_for_the_reporter():
    page = read_page(f"제목\n{KO_FIRST} 남기범 기자\n\n{KO_SECOND}\n\n한소라 기자 sora@hanbit.example")
    assert page.byline is not None
    assert page.byline.author == "한소라"
    assert page.paragraphs[0].endswith("남기범 기자")


def test_a_paragraph_wrapped_at_a_column_is_joined_and_separate_lines_are_not():
    wrapped = (
        "The council of Haesong voted on Monday to raise the\n"
        "fares of all its buses by a tenth from the first of\n"
        "March, when the new timetable comes into force too."
    )
    assert read_page(f"Fares rise\n\n{wrapped}").paragraphs == (wrapped.replace("\n", " "),)
    assert read_page(f"제목\n{KO_FIRST}\n{KO_SECOND}").paragraphs == (KO_FIRST, KO_SECOND)


def test_a_first_line_as_long_as_a_paragraph_is_no_headline():
    long = KO_FIRST * 8
    page = read_page(f"{long}\n\n{KO_SECOND}")
    assert (page.headline, page.paragraphs) == ("", (long, KO_SECOND))


def test_a_known_headline_is_not_repeated():
    assert read_page(f"달내교  개통\n\n{KO_FIRST}", title="달내교 개통").paragraphs == (KO_FIRST,)


@pytest.mark.parametrize(
    "line",
    ["[" * 200_000, "By " + "A " * 100_000, "홍길동·" * 60_000, "2018-" * 60_000, "무단전재" * 60_000,
     "▶" + "a" * 200_000, "a@" * 100_000, "http://" + "x" * 200_000, " " * 200_000, "글자크기 " * 50_000],
)  # fmt: skip
def test_a_hostile_line_costs_no_time(line):
    started = time.perf_counter()
    read_page(f"제목\n{line}\n{line}\n\n{KO_FIRST}")
    assert time.perf_counter() - started < 2.0


def test_many_lines_cost_time_in_proportion():
    started = time.perf_counter()
    assert (
        len(drop_furniture([f"{n}번째 문장은 이렇게 짧게 끝나는 한 줄이다." for n in range(5_000)])) == 5_000
    )
    assert time.perf_counter() - started < 5.0
