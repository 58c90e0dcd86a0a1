"""Follow-up questions: what is filled in, from where, and what is never touched."""

from __future__ import annotations

import json
import time
import unicodedata

import pytest

from qa_bot.dialogue import Turn, Understanding, understand
from qa_bot.types import Answer, Article, Citation, Span


def turn(question, said=None, *others, title="", language=None):
    """A turn answered with `said`, and with `others` from an edition in the other language."""
    citations = []
    for number, words in enumerate(filter(None, (said, *others))):
        is_korean = (
            any("가" <= c <= "힣" for c in words) if language is None else (language == "ko") ^ bool(number)
        )
        article = Article(
            id=f"a{number}", title=title or "", text=f"{title}\n{words}", language="ko" if is_korean else "en"
        )
        start = article.text.index(words)
        citations.append(Citation(article, Span(start, start + len(words))))
    return Turn(question, Answer(question, tuple(citations), 0.9 if citations else 0.0))


MEETING_EN = turn("Where did the working group first meet?", "Washington")
MEETING_KO = turn("한미 워킹그룹 첫 회의는 어디서 열렸나?", "워싱턴")
BRIDGE_EN = turn("How long is Neureup Bridge?", "638 meters")
BRIDGE_KO = turn("느릅교 길이는 얼마야?", "638m")
BUILDER_EN = turn("Who built Neureup Bridge?", "Hanul Civil Engineering")
CHAIR_EN = turn("Who chairs the working group?", "Tak Jun-ho")
CHAIR_KO = turn("실무그룹 의장은 누구야?", "탁준호")


@pytest.mark.parametrize(
    ("asked", "before", "understood"),
    [
        ("And when?", MEETING_EN, "When did the working group first meet?"),
        ("and when", MEETING_EN, "When did the working group first meet?"),
        ("When was that?", MEETING_EN, "When did the working group first meet?"),
        ("when exactly 🙏", MEETING_EN, "When did the working group first meet?"),
        ("But why?", MEETING_EN, "Why did the working group first meet?"),
        ("Since when?", turn("Who lives in Riga?"), "Since when does someone live in Riga?"),
        ("And when?", BUILDER_EN, "When did Hanul Civil Engineering build Neureup Bridge?"),
        ("Which company?", turn("Who built Neureup Bridge?"), "Which company built Neureup Bridge?"),
        ("And who?", turn("When was Neureup Bridge built?"), "Who was Neureup Bridge built by?"),
        ("And why?", turn("How many buses did the city hire?"), "Why did the city hire buses?"),
        ("And how many?", turn("Who made the trams?", "Seongchae"), "How many trams did Seongchae make?"),
        (
            "When?",
            turn("How many islanders live on Beodeul Island?"),
            "When do islanders live on Beodeul Island?",
        ),
        ("What about Busan?", turn("How many people live in Seoul?"), "How many people live in Busan?"),
        ("And in 2019?", turn("Who won the race in 2018?"), "Who won the race in 2019?"),
        ("And in 2019?", turn("Who won the race?"), "Who won the race in 2019?"),
        (
            "What about the second meeting?",
            turn("Where was the first meeting held?"),
            "Where was the second meeting held?",
        ),
        ("And the cost?", BUILDER_EN, "What is the cost of Neureup Bridge?"),
        (
            "When?",
            turn("Who saw the tracks before anyone else?", "Gil"),
            "When did Gil see the tracks before anyone else?",
        ),
        (
            "When?",
            turn("Which share of members voted for it?", "91.2%"),
            "When did the share of members vote for it?",
        ),
        ("When?", turn("What material was used against algae?"), "When was the material used against algae?"),
        ("When?", turn('Who created "Tide Clock"?', "Marta"), 'When did Marta create "Tide Clock"?'),
        (
            "When?",
            turn("Which part did the mayor pick for the plant?"),
            "When did the mayor pick the part for the plant?",
        ),
        ("그럼 언제?", MEETING_KO, "한미 워킹그룹 첫 회의는 언제 열렸나?"),
        ("언제?", turn("파업은 며칠 만에 끝났어?"), "파업은 언제 끝났어?"),
        ("언제?", turn("종을 만든 사람은?"), "종을 만든 때는?"),
        ("왜?", turn("종 복원을 맡은 금속 전문가는 누구야?"), "종 복원을 맡은 이유는 무엇이야?"),
        ("언제 했어?", turn("누가 법안을 발의했나?"), "언제 법안을 발의했나?"),
        ("그럼언제?", MEETING_KO, "한미 워킹그룹 첫 회의는 언제 열렸나?"),
        ("언제였어요?? 😀", MEETING_KO, "한미 워킹그룹 첫 회의는 언제 열렸나?"),
        ("그게 언제야?", MEETING_KO, "한미 워킹그룹 첫 회의는 언제 열렸나?"),
        ("왜?", MEETING_KO, "한미 워킹그룹 첫 회의는 왜 열렸나?"),
        ("이유가 뭐야?", MEETING_KO, "한미 워킹그룹 첫 회의는 왜 열렸나?"),
        ("어디서?", turn("축제는 언제 열려?"), "축제는 어디서 열려?"),
        ("몇 명?", turn("누가 시위에 참여했나?"), "몇 명 시위에 참여했나?"),
        ("언제야?", turn("발자국을 처음 본 사람은 누구인가요?"), "발자국을 처음 본 때는 언제인가요?"),
        ("그럼 부산은?", turn("서울 인구는 얼마야?"), "부산 인구는 얼마야?"),
        ("부산은 어때?", turn("서울은 왜 추워?"), "부산은 왜 추워?"),
        ("그럼 느릅교는?", turn("달내교는 언제 개통했나요?"), "느릅교는 언제 개통했나요?"),
        ("2023년에는?", turn("2022년에 몇 명이 왔나?"), "2023년에 몇 명이 왔나?"),
        ("그럼 2차 회의는?", turn("실무그룹 첫 회의는 어디서 열리나?"), "실무그룹 2차 회의는 어디서 열리나?"),
    ],
)
def test_what_is_left_out_is_taken_from_the_question_before(asked, before, understood):
    assert understand(asked, [before]).question == understood


@pytest.mark.parametrize(
    ("asked", "before", "understood"),
    [
        ("who is he?", CHAIR_EN, "Who is Tak Jun-ho?"),
        ("What did she say?", CHAIR_EN, "What did Tak Jun-ho say?"),
        ("What is his job?", CHAIR_EN, "What is Tak Jun-ho's job?"),
        ("그는 누구야?", CHAIR_KO, "탁준호는 누구야?"),
        ("그 사람 직책이 뭐야?", CHAIR_KO, "탁준호 직책이 뭐야?"),
        ("그녀의 나이는?", CHAIR_KO, "탁준호의 나이는?"),
        ("그가 뭐라고 했어?", turn("실무그룹 의장은 누구야?", "방미옥"), "방미옥이 뭐라고 했어?"),
        ("Where was it built?", BRIDGE_EN, "Where was Neureup Bridge built?"),
        ("And who built it?", BRIDGE_EN, "Who built Neureup Bridge?"),
        ("Who built this bridge?", BRIDGE_EN, "Who built Neureup Bridge?"),
        ("When were they made?", turn("How many trams does Haesong have?"), "When were trams made?"),
        ("What happened there?", turn("Where did they meet?", "Washington"), "What happened in Washington?"),
        ("거기는 어디야?", MEETING_KO, "워싱턴은 어디야?"),
        (
            "그 회사는 어디에 있어?",
            turn("느릅교를 지은 회사는 어디야?", "한울토건"),
            "한울토건은 어디에 있어?",
        ),
        ("누가 지었어?", BRIDGE_KO, "느릅교는 누가 지었어?"),
        ("높이는 얼마야?", BRIDGE_KO, "느릅교 높이는 얼마야?"),
        ("어느 학교에서 일해?", CHAIR_KO, "탁준호는 어느 학교에서 일해?"),
    ],
)
def test_a_word_that_points_back_becomes_what_it_means(asked, before, understood):
    assert understand(asked, [before]).question == understood


def test_this_article_is_the_one_that_was_cited():
    before = turn("When did Neureup Bridge open?", "May 3", title="Island gains a bridge")
    assert understand("Who wrote it?", [before]).question == "Who wrote the article “Island gains a bridge”?"
    before = turn("느릅교는 언제 열렸어?", "3일", title="느릅교 개통")
    assert understand("이 기사는 누가 썼어?", [before]).question == "“느릅교 개통” 기사는 누가 썼어?"


@pytest.mark.parametrize(
    ("asked", "before", "understood", "language"),
    [
        ("그럼 언제?", MEETING_EN, "When did the working group first meet?", "ko"),
        ("And when?", MEETING_KO, "한미 워킹그룹 첫 회의는 언제 열렸나?", "en"),
        ("몇 명?", turn("Who joined the strike?"), "How many people in the strike?", "ko"),
        (
            "그는 몇 살이야?",
            turn("Who chairs the group?", "Tak Jun-ho", "탁준호"),
            "탁준호는 몇 살이야?",
            "ko",
        ),
        ("How old is he?", turn("의장은 누구야?", "탁준호", "Tak Jun-ho"), "How old is Tak Jun-ho?", "en"),
        ("And who built it?", BRIDGE_KO, "Who built 느릅교?", "en"),
        ("길이는?", BUILDER_EN, "Neureup Bridge 길이는?", "ko"),
    ],
)
def test_a_conversation_goes_on_across_languages(asked, before, understood, language):
    understanding = understand(asked, [before])
    assert (understanding.question, understanding.answer_language) == (understood, language)


def test_the_other_edition_s_name_is_taken_where_it_is_cited():
    ko = Article(id="k", title="솔뫼군 느릅교 개통", text="느릅교 길이는 638m다.", language="ko")
    en = Article(
        id="e", title="Island gains a bridge", text="Neureup Bridge is 638 meters long.", language="en"
    )
    citations = (Citation(en, Span(18, 28)), Citation(ko, Span(8, 12)))
    asked_in_english = Turn("How long is Neureup Bridge?", Answer("", citations, 0.9))
    assert understand("누가 지었어?", [asked_in_english]).question == "느릅교는 누가 지었어?"
    asked_in_korean = Turn("느릅교 길이는 얼마야?", Answer("", citations, 0.9))
    assert understand("Who built it?", [asked_in_korean]).question == "Who built Neureup Bridge?"


def test_an_unanswered_question_is_still_what_one_asks_on_about():
    before = turn("Which architect designed Dalnae Bridge?")
    assert understand("And when did it open?", [before]).question == "When did Dalnae Bridge open?"
    before = turn("온새미소재 대표는 누구인가요?")
    assert understand("그는 몇 살이야?", [before]).question == "온새미소재 대표는 몇 살이야?"
    before = turn("Who designed Dalnae Bridge?")
    assert understand("Is he alive?", [before]).question == "Is the person who designed Dalnae Bridge alive?"


def test_a_chain_follows_on_what_was_understood():
    turns = [MEETING_EN]
    for asked, understood in [
        ("And who?", "Who did the working group first meet?"),
        ("And when?", "When did the working group first meet?"),
        ("그럼 왜?", "Why did the working group first meet?"),
    ]:
        assert understand(asked, turns).question == understood
        turns.append(turn(understood))


def test_a_person_is_remembered_over_a_turn_without_one():
    turns = [CHAIR_EN, turn("How long is Neureup Bridge?", "638 meters")]
    assert understand("How old is he?", turns).question == "How old is Tak Jun-ho?"


def test_decomposed_hangul_is_understood_the_same():
    asked = unicodedata.normalize("NFD", "그럼 언제?")
    assert understand(asked, [MEETING_KO]).question == "한미 워킹그룹 첫 회의는 언제 열렸나?"


@pytest.mark.parametrize(
    "asked", ["And when?", "그럼 언제?", "who is he?", "누가 지었어?", "그 회사는 어디야?"]
)
def test_a_first_question_stays_as_asked(asked):
    understanding = understand(asked, [])
    assert understanding.question == asked
    assert not understanding.is_follow_up


@pytest.mark.parametrize(
    "asked",
    [
        "And who directs the Garam River Lantern Festival?",
        "Why had drivers at Haesong Transit lost income before they went on strike?",
        "How long does it take to charge a tram?",
        "How hot was it in the warehouse when the sorter collapsed?",
        "Who said that Korea digs up no nickel?",
        "Which team said it would appeal?",
        "How many accidents have there been on Neureup Bridge since it opened?",
        "What will Garam County spend its prize money on?",
        "How large is this year’s issue of vouchers?",
        "Is there a hotel near Dorae Island?",
        "What characteristic of oxygen makes it necessary to life?",
        "Why is it illegal to feed pigeons?",
        "How many prime numbers exist?",
        "How cold did it get in Hanui County during the April frost?",
        "이거 왜 안 돼?",
        "글쎄 그게 뭐더라",
        "How long ago was it when the water broke through?",
        "What is it called when people rebel against laws?",
        "What makes it easier for the government to plan?",
        "What impact did this win have on Abercrombie?",
        "<거기 있나요>에서 진화를 나타내는 공간은?",
        "What did his father promise if Tesla recovered?",
        "narae marathon course record year",
        "Neureup Bridge builder",
        "그럼 해송항 빛축제는 며칠 동안 열려?",
        "오람 매봉산 산불 뒤에 그 산에 심는 나무는 뭐야?",
        "그 유명한 온유사 종의 무게는 얼마야?",
        "가람군 달내교 총사업비는?",
        "이 법안에 대해 자유가 위축될 우려가 있다고 지적한 곳은 어디인가?",
        "1979년 일본시리즈 우승팀은?",
        "오늘 서울 날씨는 어때?",
        "안녕하세요",
        "hello",
        "👍",
        "…?",
    ],
)
def test_a_complete_question_is_never_altered(asked):
    for turns in ([CHAIR_EN, BUILDER_EN], [CHAIR_KO, MEETING_KO]):
        assert understand(asked, turns) == Understanding(asked, asked, understand(asked, []).answer_language)


def test_no_question_of_the_evaluation_set_is_altered(repository):
    lines = (repository / "data/eval/questions.jsonl").read_text(encoding="utf-8").splitlines()
    for question in (json.loads(line)["question"] for line in lines):
        for turns in ([CHAIR_EN], [CHAIR_KO]):
            assert understand(question, turns).question == question


@pytest.mark.parametrize("asked", ["who is he?", "그는 누구야?", "What did that affair cause?", "그게 뭐야?"])
def test_what_nothing_explains_stays_as_asked(asked):
    assert understand(asked, [turn("👍")]).question == asked


@pytest.mark.parametrize(
    "asked",
    [
        "",
        " \n\t",
        "?" * 5000,
        "왜" * 5000,
        "그 " * 5000,
        "and " * 5000,
        "<script>alert(1)</script>",
        "\x00\ufeff",
        "\ud83d",
        "그",
        "it",
        "언제" * 90,
    ],
)
def test_hostile_input_comes_back_as_it_is_and_at_once(asked):
    begun = time.perf_counter()
    assert understand(asked, [MEETING_EN, MEETING_KO]).asked == asked
    assert time.perf_counter() - begun < 0.5


@pytest.mark.parametrize(
    "before", ["", "?", "😀", "who", "언제", "누구야", "and", "x" * 2000, "그 회사" * 300, "How many", "무슨"]
)
@pytest.mark.parametrize(
    "asked",
    [
        "And when?",
        "How many?",
        "그럼 언제?",
        "그는 누구야?",
        "What about Busan?",
        "부산은?",
        "길이는?",
        "And the cost?",
        "who built it?",
    ],
)
def test_any_question_may_have_gone_before(asked, before):
    assert understand(asked, [turn(before)]).question.strip()


def test_understanding_takes_milliseconds():
    understand("그럼 언제?", [MEETING_KO])
    begun = time.perf_counter()
    for asked in ("And when?", "그럼 언제?", "who built it?", "그는 누구야?") * 25:
        understand(asked, [MEETING_EN, BRIDGE_KO, CHAIR_EN, MEETING_KO])
    assert time.perf_counter() - begun < 100 * 0.02


def test_a_company_is_asked_on_by_that_word():
    assert understand("Where is that company?", [BUILDER_EN]).question == "Where is Hanul Civil Engineering?"
    assert (
        understand("그 회사는 어디야?", [turn("온새미소재 대표는 누구야?", "추혜린")]).question
        == "온새미소재는 어디야?"
    )
