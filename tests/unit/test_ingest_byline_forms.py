"""Stamps and bylines in the forms of many papers, alone and side by side on one line."""

from __future__ import annotations

import time

import pytest

from qa_bot.ingest import read_upload
from qa_bot.ingest.boilerplate import read_page
from qa_bot.ingest.bylines import read_byline
from qa_bot.ingest.stamps import Stamp, read_stamp
from qa_bot.masthead.places import find_place
from qa_bot.types import Article

ENGLISH = "Garam County opened Dalnae Bridge to traffic at 2 p.m. on Oct. 14, the county said on Monday."
SECOND = "The four-lane bridge is 412 meters long and cost 38.6 billion won."
KOREAN = "가람군 연하리와 송곡리를 잇는 달내교가 14일 오후 2시 개통했다고 군이 15일 밝혔다."


@pytest.mark.parametrize(
    ("line", "printed", "names"),
    [
        ("(가온=연합뉴스) 문가람 기자", "(가온=연합뉴스) 문가람 기자", ("문가람",)),
        ("(가온=연합뉴스) 문가람 이하나 기자 =", "(가온=연합뉴스) 문가람 이하나 기자", ("문가람", "이하나")),
        ("[가온=뉴시스] 문가람 기자 = ", "[가온=뉴시스] 문가람 기자", ("문가람",)),
        ("[가온=뉴시스]문가람 기자 ram@hanbit.example", "[가온=뉴시스]문가람 기자", ("문가람",)),
        ("▲ 문가람 기자", "문가람 기자", ("문가람",)),
        ("/문가람 기자", "문가람 기자", ("문가람",)),
        ("/ 문가람 기자 ram@hanbit.example", "문가람 기자", ("문가람",)),
        ("【가온=뉴시스】문가람 이하나 기자 =", "【가온=뉴시스】문가람 이하나 기자", ("문가람", "이하나")),
        ("문가람 특파원 이하나 기자", "문가람 특파원 이하나 기자", ("문가람", "이하나")),
        ("문가람 논설위원, 이하나 인턴기자", "문가람 논설위원, 이하나 인턴기자", ("문가람", "이하나")),
        ("문가람 의학전문기자 ram@hanbit.example", "문가람 의학전문기자", ("문가람",)),
        ("문가람 한빛닷컴 기자 ram@hanbit.example", "문가람 한빛닷컴 기자", ("문가람",)),
        ("[문가람 한빛닷컴 기자]", "문가람 한빛닷컴 기자", ("문가람",)),
        ("[한빛닷컴 문가람 이하나 기자]", "한빛닷컴 문가람 이하나 기자", ("문가람", "이하나")),
        ("[가온=한빛경제 문가람 기자]", "가온=한빛경제 문가람 기자", ("문가람",)),
        ("문가람 기자기자 ram@hanbit.example", "문가람 기자기자", ("문가람",)),
        ("글=문가람 사진=이하나", "글=문가람 사진=이하나", ("문가람",)),
        ("글·사진=문가람", "글·사진=문가람", ("문가람",)),
        ("글 문가람", "글 문가람", ("문가람",)),
        ("글 문가람, 사진 이하나", "글 문가람, 사진 이하나", ("문가람",)),
        ("문가람 가온주재기자", "문가람 가온주재기자", ("문가람",)),
        ("문가람 가온 주재기자 ram@hanbit.example", "문가람 가온 주재기자", ("문가람",)),
        ("By Casey Lund in Seoul", "By Casey Lund in Seoul", ("Casey Lund",)),
        ("By Casey Lund and Ann Moore in New York", "By Casey Lund and Ann Moore in New York",
         ("Casey Lund", "Ann Moore")),
        ("By Jean-Luc de la Cruz", "By Jean-Luc de la Cruz", ("Jean-Luc de la Cruz",)),
        ("By Ida von der Berg, staff writer", "By Ida von der Berg, staff writer", ("Ida von der Berg",)),
        ("Story by Casey Lund, photos by Ann Moore", "Story by Casey Lund, photos by Ann Moore", ("Casey Lund",)),
        ("Story and photos by Casey Lund", "Story and photos by Casey Lund", ("Casey Lund",)),
        ("By Casey Lund; Photographs by Ann Moore", "By Casey Lund; Photographs by Ann Moore", ("Casey Lund",)),
        ("By The Associated Press", "By The Associated Press", ("The Associated Press",)),
        ("By Reuters", "By Reuters", ("Reuters",)),
        ("By Casey Lund and The Associated Press", "By Casey Lund and The Associated Press",
         ("Casey Lund", "The Associated Press")),
    ],
)  # fmt: skip
def test_a_byline_names_its_writers(line, printed, names):
    byline = read_byline(line.strip())
    assert byline is not None
    assert (byline.printed, byline.names) == (printed, names)


@pytest.mark.parametrize(
    "line",
    [
        "문가람 한빛닷컴 기자",
        "오늘 현장에서 만난 기자",
        "글 모음",
        "글 쓰는 사람들",
        "사진=이하나",
        "사진 이하나",
        "▲ 기자",
        "▲ 달내교 전경. 문가람 기자",
        "서울 주재 기자",
        "By Hook or by Crook",
        "By the Sea in Haesong",
        "By Land in Seoul",
        "By The Harbor",
        "By The Press Gallery Door",
        "Story by the sea",
        "Photos by Ann Moore",
        "Reuters",
        "The Associated Press",
        "By Casey Lund in a hurry",
        "(가온=연합뉴스) 달내교가 열렸다.",
        "😀",
    ],
)
def test_lines_that_look_alike_are_no_byline(line):
    assert read_byline(line) is None


@pytest.mark.parametrize(
    ("line", "stamp"),
    [
        ("Tuesday, Dec. 3, 2024", Stamp("Tuesday, Dec. 3, 2024", "", is_labelled=False)),
        (
            "Tue., December 3, 2024, 7:15 a.m.",
            Stamp("Tue., December 3, 2024, 7:15 a.m.", "", is_labelled=False),
        ),
        ("Posted: Tuesday, Dec. 3, 2024 7:15 AM", Stamp("Tuesday, Dec. 3, 2024 7:15 AM")),
        ("Posted: 12/03/2024", Stamp("2024-12-03")),
        ("Posted: 25/12/2024", Stamp("2024-12-25")),
        ("Published 12/03/2024 7:15 p.m. | Updated 12/4/2024", Stamp("2024-12-03 7:15 p.m.", "2024-12-04")),
        ("Updated 7:15 a.m. ET, Dec. 3, 2024", Stamp("", "7:15 a.m. ET, Dec. 3, 2024")),
        ("Published 7:15 AM EST Dec 3, 2024", Stamp("7:15 AM EST Dec 3, 2024")),
        ("Published at 9:00 p.m. on Tuesday, Dec. 3, 2024", Stamp("9:00 p.m. on Tuesday, Dec. 3, 2024")),
    ],
)
def test_a_stamp_is_read_whatever_stands_first(line, stamp):
    assert read_stamp(line) == stamp


@pytest.mark.parametrize(
    "line",
    [
        "03/04/2024",
        "12/25/2024",
        "Posted: 13/13/2024",
        "Posted: 12/00/2024",
        "Tuesday, Dec. 3, 2024, was cold.",
        "Tuesday",
        "7:15 a.m.",
        "Updated 7:15 a.m.",
    ],
)
def test_what_names_no_certain_day_is_no_stamp(line):
    assert read_stamp(line) is None


@pytest.mark.parametrize(
    ("line", "published", "author"),
    [
        ("2024-10-15 | 문가람 기자", "2024-10-15", "문가람"),
        ("입력 2024.10.15 09:00 문가람 기자", "2024.10.15 09:00", "문가람"),
        (
            "입력 2024.10.15 09:00 수정 2024.10.15 10:00 문가람 기자 ram@hanbit.example",
            "2024.10.15 09:00",
            "문가람",
        ),
        ("문가람 기자 · 2024.10.15", "2024.10.15", "문가람"),
        ("문가람 기자 입력 2024.10.15 09:00", "2024.10.15 09:00", "문가람"),
        ("By Casey Lund · June 20, 2025", "June 20, 2025", "Casey Lund"),
        ("By Casey Lund | Tuesday, Dec. 3, 2024", "Tuesday, Dec. 3, 2024", "Casey Lund"),
        ("Dec. 3, 2024 - By Casey Lund and Ann Moore", "Dec. 3, 2024", "Casey Lund, Ann Moore"),
        ("By Casey Lund, staff writer, Published June 20, 2025", "June 20, 2025", "Casey Lund"),
    ],
)
@pytest.mark.parametrize("head", ["{line}", "A second headline\n\n{line}", "A second headline\n{line}\n"])
def test_stamp_and_byline_on_one_line_are_both_read(line, published, author, head):
    body = KOREAN if "기자" in line else ENGLISH
    page = read_page(f"Bridge opens\n{head.format(line=line)}\n\n{body}\n\n{SECOND}")
    assert (page.headline, page.stamp.published) == ("Bridge opens", published)
    assert page.byline is not None
    assert page.byline.author == author
    assert page.paragraphs[-2:] == (body, SECOND)
    assert line not in page.paragraphs


def test_a_line_of_stamp_and_byline_is_no_headline():
    page = read_page(f"2024-10-15 | 문가람 기자\n\n달내교 개통\n\n{KOREAN}")
    assert (page.headline, page.stamp.published, page.paragraphs) == ("달내교 개통", "2024-10-15", (KOREAN,))
    assert page.byline is not None


def test_a_sentence_of_reporter_and_date_stays():
    sentence = "문가람 기자 2024.10.15 기사에서 달내교가 열렸다고 썼다."
    assert read_page(f"제목\n{sentence}\n\n{KOREAN}").paragraphs == (sentence, KOREAN)


@pytest.mark.parametrize(
    ("head", "printed", "moment"),
    [
        ("By Casey Lund · June 20, 2025", "June 20, 2025", "2025-06-20T00:00:00+00:00"),
        ("By Casey Lund\nPosted: 12/03/2024", "2024-12-03", "2024-12-03T00:00:00+00:00"),
        ("By Casey Lund\nPosted 7:15 a.m. ET, Dec. 3, 2024", "7:15 a.m. ET, Dec. 3, 2024",
         "2024-12-03T07:15:00-05:00"),
        ("By Casey Lund\nPosted 7:15 p.m. ET, Tuesday, July 2, 2024", "7:15 p.m. ET, Tuesday, July 2, 2024",
         "2024-07-02T19:15:00-04:00"),
        ("By Casey Lund\nTuesday, Dec. 3, 2024", "Tuesday, Dec. 3, 2024", "2024-12-03T00:00:00+00:00"),
    ],
)  # fmt: skip
def test_author_and_time_can_be_asked_for_and_cited(head, printed, moment):
    (article,) = read_upload("bridge.txt", f"Bridge opens\n{head}\n\n{ENGLISH}\n\n{SECOND}".encode())
    assert isinstance(article, Article)
    assert article.published is not None
    assert (article.author, article.published.isoformat()) == ("Casey Lund", moment)
    author, published = find_place(article, "author"), find_place(article, "published")
    assert author is not None
    assert published is not None
    assert (author.of(article.text), published.of(article.text)) == ("Casey Lund", printed)


@pytest.mark.parametrize(
    "line",
    ["2024-10-15 | " * 12, "Story by " + "Aa de la " * 16, "글=" + "가나다 " * 38, "▲" * 159, "By Aa " + "in Aa " * 25,
     "12/03/2024 " * 18, "Tuesday, " * 20, "By The " * 22, "(가온=" * 40, "2024-10-15 " + "By A B, " * 18],
)  # fmt: skip
def test_a_hostile_line_costs_no_time(line):
    started = time.perf_counter()
    read_page(f"제목\n{line}\n{line}\n\n{KOREAN}")
    assert time.perf_counter() - started < 1.0


def test_an_agency_opening_is_found_behind_three_subheadings():
    subheadings = ("달내교 4년 만에 개통", "두 마을 25분에서 6분으로", "군 “주말 정체 풀릴 것”")
    page = read_page("\n".join(("제목", *subheadings, "", f"[한빛신문=문가람 기자] {KOREAN}")))
    assert page.byline is not None
    assert (page.byline.author, page.paragraphs) == ("문가람", (*subheadings, KOREAN))


@pytest.mark.parametrize(
    ("opening", "printed", "author"),
    [
        ("[한빛일보 문가람 기자] ", "한빛일보 문가람 기자", "문가람"),
        ("[한빛일보 문가람 이하나 기자]", "한빛일보 문가람 이하나 기자", "문가람, 이하나"),
        ("[가온=한빛일보 문가람 특파원] ", "가온=한빛일보 문가람 특파원", "문가람"),
        ("[한빛경제(가온)=문가람 기자]", "한빛경제(가온)=문가람 기자", "문가람"),
        ("［한빛경제=문가람 기자］", "한빛경제=문가람 기자", "문가람"),
        ("[한빛경제= 문가람 기자]", "한빛경제= 문가람 기자", "문가람"),
        ("[한빛경제ㅣ문가람 기자]", "한빛경제ㅣ문가람 기자", "문가람"),
        ("[한빛경제= (가온)문가람 기자]", "한빛경제= (가온)문가람 기자", "문가람"),
        ("[한빛경제=문가람 해송 전문 기자]", "한빛경제=문가람 해송 전문 기자", "문가람"),
        ("【라온(가온)=한빛뉴스】문가람 기자 = ", "【라온(가온)=한빛뉴스】문가람 기자", "문가람"),
        ("(가온=한빛뉴스) 문가람 이하나 특파원 = ", "(가온=한빛뉴스) 문가람 이하나 특파원", "문가람, 이하나"),
        ("(한빛넷=문가람 기자)", "한빛넷=문가람 기자", "문가람"),
        ("[한빛24 문가람 인턴기자] ", "한빛24 문가람 인턴기자", "문가람"),
        ("【가온=한빛뉴스】 문가람 기자 = ", "【가온=한빛뉴스】 문가람 기자", "문가람"),
        ("(가온=한빛1) 문가람 기자 = ", "(가온=한빛1) 문가람 기자", "문가람"),
        ("(가온ㆍ해송=한빛1) 문가람 기자,이하나 기자 = ", "(가온ㆍ해송=한빛1) 문가람 기자,이하나 기자",
         "문가람, 이하나"),
        ("(가온·해송=한빛뉴스) 문가람 특파원 이하나 기자 = ",
         "(가온·해송=한빛뉴스) 문가람 특파원 이하나 기자", "문가람, 이하나"),
    ],
)  # fmt: skip
def test_the_byline_in_front_of_the_first_sentence_names_the_author(opening, printed, author):
    page = read_page(f"{opening}{KOREAN} 두 마을은 25분 거리에서 6분 거리가 됐다.", title="달내교 개통")
    assert page.byline is not None
    assert (page.byline.printed, page.byline.author) == (printed, author)
    assert page.paragraphs == (f"{KOREAN} 두 마을은 25분 거리에서 6분 거리가 됐다.",)


@pytest.mark.parametrize(
    "opening",
    ["[사진=문가람 기자] ", "[가온 = 한빛스포츠 칼럼니스트] ", "(사진 문가람 기자) ", "[앵커] ", "[기자] ", "[단독] ", "[기자수첩] ", "(해송시장 문가람) ",
     "[영상=문가람 기자] ", "[한빛일보 문가람] ", "(왼쪽부터 문가람 이하나 기자) ", "[문가람/한빛군수 : ", "😀 "],
)  # fmt: skip
def test_other_openings_stay_in_the_story(opening):
    page = read_page(f"{opening}{KOREAN}", title="달내교 개통")
    assert (page.byline, page.paragraphs) == (None, (f"{opening}{KOREAN}",))


@pytest.mark.parametrize(
    ("ending", "printed", "author"),
    [
        (" 문가람 기자 ram@hanbit.example", "문가람 기자", "문가람"),
        ("문가람 기자 ram@hanbit.example", "문가람 기자", "문가람"),
        (" 문가람 기자ram@hanbit.example", "문가람 기자", "문가람"),
        (" 문가람·이하나 기자 ram@hanbit.example", "문가람·이하나 기자", "문가람, 이하나"),
        (" 문가람 기자 (ram@hanbit.example)", "문가람 기자", "문가람"),
        (" 문가람 기자 moon.ga-ram@hanbit.example", "문가람 기자", "문가람"),
        (" 문가람 한빛닷컴 기자 ram@hanbit.example", "문가람 한빛닷컴 기자", "문가람"),
        (" 문가람 의학전문기자 ram@hanbit.example", "문가람 의학전문기자", "문가람"),
        (" [문가람 기자]", "문가람 기자", "문가람"),
        (" [문가람 여행전문기자]", "문가람 여행전문기자", "문가람"),
        (" 문가람 (ram@hanbit.example)", "문가람", "문가람"),
        (" HBC 문가람 (ram@hanbit.example)", "HBC 문가람", "문가람"),
        (" (사진=한빛군) 문가람기자 ram@hanbit.example", "문가람기자", "문가람"),
        (" 문가람 기자 ram@hanbit.example ⓒ 한빛일보. All rights reserved.", "문가람 기자", "문가람"),
    ],
)  # fmt: skip
def test_the_byline_behind_the_last_sentence_of_a_paragraph_names_the_author(ending, printed, author):
    page = read_page(f"{KOREAN} {KOREAN}{ending}", title="달내교 개통")
    assert page.byline is not None
    assert (page.byline.printed, page.byline.author) == (printed, author)
    rest = " (사진=한빛군)" if "사진" in ending else ""
    assert page.paragraphs == (f"{KOREAN} {KOREAN}{rest}",)


def test_a_bare_name_ends_a_long_paragraph_as_byline_and_a_short_one_as_caption():
    page = read_page(f"{KOREAN * 6} 문가람 기자", title="달내교 개통")
    assert (page.byline and page.byline.author, page.paragraphs) == ("문가람", (KOREAN * 6,))
    page = read_page(f"{KOREAN} 문가람 기자", title="달내교 개통")
    assert (page.byline, page.paragraphs) == (None, (f"{KOREAN} 문가람 기자",))


@pytest.mark.parametrize(
    "ending",
    [
        "참가 신청은 이메일로 받는다. 문가람 (ram@garam.example)",
        "문의는 다음과 같다. ram@garam.example",
        "사진=문가람 기자 ram@hanbit.example",
        "[사진=문가람 기자]",
        "문가람 해송시장 ram@garam.example",
        "정치부 기자",
        "사회정책부 기자",
        "해송시 관광과 moon.ram@garam.example",
        "그는 문가람 기자",
        "Ann Moore, editor",
    ],
)
def test_other_endings_name_no_author_and_stay(ending):
    paragraph = f"{KOREAN * 6} {ending}"
    page = read_page(paragraph, title="달내교 개통")
    assert (page.byline, page.paragraphs) == (None, (paragraph,))


def test_a_second_reporter_behind_the_story_stays_where_another_signed_it():
    page = read_page(f"[한빛일보 문가람 기자] {KOREAN} 이하나 기자 hana@hanbit.example", title="달내교 개통")
    assert page.byline is not None
    assert (page.byline.author, page.paragraphs) == ("문가람", (f"{KOREAN} 이하나 기자 hana@hanbit.example",))
