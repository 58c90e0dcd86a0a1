"""Share bars, pointers, contacts and end marks go wherever they are a whole line; sentences stay."""

from __future__ import annotations

import time

import pytest

from qa_bot.ingest import read_upload
from qa_bot.ingest.boilerplate import read_page
from qa_bot.types import Article

FIRST = "가람군 연하리와 송곡리를 잇는 달내교가 14일 오후 2시 개통했다."
SECOND = "길이 412m, 왕복 4차로인 이 다리에는 모두 386억원이 들었다고 군은 밝혔다."


@pytest.mark.parametrize(
    "line",
    [
        "Share on Facebook  Tweet  Print",
        "Share on Facebook | Share on X | Share via Email",
        "페이스북 트위터 카카오톡 URL복사",
        "카카오톡 공유하기 페이스북 공유하기 링크 복사",
        "Share this article",
        "SHARE THIS STORY:",
        "Share this article on Facebook",
        "Follow us on Twitter @hanbit",
        "Follow @caselund on X.",
        "Like us on Facebook and follow us on Instagram",
        "Follow Casey Lund on Twitter: @caselund",
        "Read more: Bus strike in Haesong ends",
        "READ MORE",
        "Read also: Bus strike in Haesong ends",
        "Related: Bus strike in Haesong ends",
        "RELATED STORY | Bus strike in Haesong ends",
        "관련기사: 해송시 버스 파업 끝나",
        "[관련기사] 해송시 버스 파업 끝나",
        "Contact the reporter at casey@hanbit.example",
        "Contact this reporter: casey@hanbit.example.",
        "Contact Casey Lund at casey@hanbit.example.",
        "Casey Lund can be reached at casey@hanbit.example.",
        "Staff writer Ann Moore can be reached at 555-0142 or ann@hanbit.example.",
        "Reach Casey Lund at casey@hanbit.example or 555-0142.",
        "Advertisement",
        "ADVERTISEMENT - CONTINUE READING BELOW",
        "Story continues below advertisement",
        "Article continues after ad",
        "- 광고 -",
        "Tags: bridge, Garam County, traffic",
        "Filed under: Garam, Traffic",
        "태그: 달내교, 가람군",
        "(END)",
        "(끝)",
        "<끝>",
        "-30-",
        "###",
        "#달내교 #가람군",
        "#달내교",
        "네이버에서 한빛신문 구독",
        "네이버에서 한빛신문을 구독하세요",
        "네이버 채널 구독하기",
        "한빛신문 구독하기",
        "▶ 카카오톡 한빛신문 채널 추가하기",
        "제보는 카카오톡 okhanbit",
        "기사제보 및 문의: jebo@hanbit.example",
        "여러분의 제보를 기다립니다",
    ],
)
def test_furniture_goes_before_within_and_after_the_story(line):
    head = "달내교 개통\nBy Casey Lund"
    assert read_page(f"{head}\n\n{FIRST}\n\n{SECOND}\n\n{line}").paragraphs == (FIRST, SECOND)
    assert read_page(f"{head}\n\n{line}\n\n{FIRST}\n\n{SECOND}").paragraphs == (FIRST, SECOND)
    if line != "#달내교":
        assert read_page(f"{head}\n\n{FIRST}\n\n{line}\n\n{SECOND}").paragraphs == (FIRST, SECOND)


@pytest.mark.parametrize(
    "sentence",
    [
        "Share on Facebook was the button that most readers pressed, the paper said.",
        "“Share this article with your neighbors,” the mayor wrote on Monday.",
        "Share prices fell on Monday.",
        "“Follow us on Twitter,” the mayor told the crowd on Monday.",
        "Follow the mayor's account on X, the county told residents on Monday.",
        "Follow us on the trail, the guide said.",
        "Read more than one book a month and win a prize, the library says.",
        "Related: two men were arrested in Haesong on Monday in the same case.",
        "Related crimes fell by a tenth, the police said.",
        "Residents can be reached at the shelter, the county said.",
        "The shelter can be reached at help@garam.example.",
        "Ann Moore, who organizes the fair, can be reached at fair@garam.example.",
        "Mayor Ann Moore can be reached at mayor@garam.example.",
        "Contact the county at help@garam.example to register for the race.",
        "Advertisement of tobacco is banned from March.",
        "Advertisements fell by a tenth in 2024, the paper said.",
        "광고 수입은 1년 전보다 12% 줄었다고 회사는 밝혔다.",
        "Tags: that is what the police call the marks on the walls of the station.",
        "The end of the story is not known.",
        "끝.",
        "#1 on the list is Dalnae Bridge.",
        "#달내교 해시태그를 단 사진이 14일 하루에만 1200장 올라왔다.",
        "네이버에서 신문을 구독하는 사람이 늘었다고 회사는 밝혔다.",
        "신문 구독",
        "다음 달 노선 2개 추가",
        "구글, 검색에 인공지능 추가",
        "네이버 웹툰 구독 추가",
        "관련 기사 12건 삭제",
        "Related crimes",
        "Tags",
        "제보는 카카오톡으로 받는다고 경찰은 밝혔다.",
        "제보는 모두 12건이었다.",
        "경찰은 시민의 제보를 기다린다고 밝혔다.",
        "🎉 한국은행이금리를올렸다는소식이전해지자시장은빠르게움직였다고한다.",
    ],
)
def test_a_sentence_of_the_story_that_looks_alike_stays(sentence):
    for body in ((sentence, FIRST, SECOND), (FIRST, sentence, SECOND), (FIRST, SECOND, sentence)):
        assert read_page("\n\n".join(("달내교 개통\nBy Casey Lund", *body))).paragraphs == body


def test_the_reporter_named_in_metadata_is_not_reached_in_the_story():
    lines = (
        '{"title": "Bridge opens", "author": "Casey Lund", "text": "The bridge of Dalnae opened on Monday.',
        "Casey Lund can be reached at casey@hanbit.example.",
        'Ann Moore can be reached at fair@garam.example."}',
    )
    (article,) = read_upload("a.jsonl", "\\n\\n".join(lines).encode())
    assert isinstance(article, Article)
    assert article.text.split("\n\n")[1:] == [
        "The bridge of Dalnae opened on Monday.",
        "Ann Moore can be reached at fair@garam.example.",
    ]


@pytest.mark.parametrize(
    "line",
    ["#a" * 150, "#a,, " * 60 + "!", "Follow us on " + "x @x" * 70 + "?", "Follow " + "Aa " * 90, "Share on x " * 27,
     "Contact " + "a@b" * 90, "Aa can be reached at " + "1 or " * 50, "네이버에서 " + "구독 " * 90, "Read more: " * 25,
     "제보는 " * 70],
)  # fmt: skip
def test_a_hostile_line_costs_no_time(line):
    started = time.perf_counter()
    read_page(f"제목\n{line}\n{line}\n\n{FIRST}")
    assert time.perf_counter() - started < 1.0


@pytest.mark.parametrize(
    "ending",
    [
        " ram@hanbit.example",
        " (ram@hanbit.example)",
        " ☞공감언론 뉴시스 ram@hanbit.example",
        " 한빛TV 기사문의 및 제보 : 카톡/라인 hanbit23 (끝)",
        " (ram@hanbit.example) 한빛TV 기사문의 및 제보 : 카톡/라인 hanbit23 (끝)",
        (
            " 한빛 뉴스는 24시간 여러분의 제보를 기다립니다. ▷ 전화 02-000-0000 ▷ 이메일 jebo@hanbit.example"
            " ▷ 카카오톡 @한빛제보 기사 원문 - https://www.hanbit.example/article/1.html"
        ),
        "[한빛]은 24시간 여러분의 제보를 기다립니다.▶카카오톡: '한빛제보' 검색▶이메일: jebo@hanbit.example",
        " 기사 원문 - https://www.hanbit.example/article/1.html",
        " Copyright ⓒ 한빛경제 All Rights Reserved.",
        " ram@hanbit.example (본 기사는 한빛경제로부터 제공받은 기사입니다.) Copyright ⓒ 한빛경제 All Rights Reserved.",
        " Copyright 2024 한빛경제. All rights reserved. 무단 전재 및 재배포 금지.",
        " <저작권자 ⓒ 한빛일보, 무단전재 및 재배포 금지>",
        "<저작권자(c) 한빛일보, 무단 전재-재배포, AI 학습 및 활용 금지>",
        " ⓒ 한빛일보, 무단전재 및 재배포 금지",
        " 무단전재 및 재배포 금지",
        " 한빛일보 구독 신청하기",
        " ☞ 뉴스를 한눈에. 한빛 <s레터> 구독 신청하기</s레터> https://www.hanbit.example/letter",
        " ▶ 해송시 버스 파업 기사 바로가기",
        " ▶한빛일보 홈페이지 바로가기 ▶한빛일보 구독하기",
        "(끝)",
    ],
)
@pytest.mark.parametrize(
    "body", [(f"{FIRST} {SECOND}",), (FIRST, "그는 “다리가 열렸다.”"), (f"{FIRST} 🎉 끝났다!",)]
)
def test_furniture_behind_the_last_sentence_of_the_last_paragraph_goes(body, ending):
    page = read_page("\n\n".join((*body[:-1], body[-1] + ending)), title="달내교 개통")
    assert (page.paragraphs, page.byline) == (body, None)


@pytest.mark.parametrize(
    "ending",
    [
        "참가 신청은 이메일로 받는다. help@garam.example",
        "Registration opens on Monday by email. help@garam.example",
        "문의: 가람군 관광과 help@garam.example",
        "자세한 내용은 https://www.garam.example",
        "경찰은 목격자를 찾고 있다. 제보: 전화 112",
        "▷일시 14일 ▷장소 달내교 ▷문의 전화 02-000-0000",
        "▶ 인터뷰 : 문가람 / 가람군 연하리",
        "▶ 2단계 공사는 이듬해 봄에 시작한다.",
        "신문협회는 ‘무단전재 및 재배포 금지’ 원칙을 다시 확인했다.",
        "책 표지에는 무단전재 및 재배포 금지",
        "그는 신문을 구독하기",
        "전시 제목은 ‘기사 원문’",
        "영화는 여기서 끝",
        "The song's copyright stays with the county, all rights reserved",
        "군은 24시간 제보를 기다린다.",
        "사진 ⓒ 문가람",
        "#달내교",
    ],
)
def test_an_ending_that_may_belong_to_the_story_stays(ending):
    paragraph = f"{FIRST} {SECOND} {ending}"
    assert read_page(paragraph, title="달내교 개통").paragraphs == (paragraph,)


def test_only_the_last_paragraph_is_cut_at_its_end():
    body = (f"{FIRST} ram@hanbit.example", SECOND)
    assert read_page("\n\n".join(body), title="달내교 개통").paragraphs == body


@pytest.mark.parametrize(
    "ending",
    ["(끝)" * 50_000, "▶바로가기 " * 40_000, "a@b.kr " * 40_000, "ⓒ" * 200_000, "[" * 200_000, "." * 200_000,
     "가나다 기자 " * 40_000, ". 구독하기" * 40_000, "제보를 기다립니다.▶" * 20_000],
)  # fmt: skip
def test_a_hostile_ending_costs_no_time(ending):
    started = time.perf_counter()
    read_page(f"{FIRST} {ending}", title="달내교 개통")
    assert time.perf_counter() - started < 2.0
