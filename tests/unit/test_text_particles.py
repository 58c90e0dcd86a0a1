import time

import pytest

from qa_bot.text.particles import snap_to_morphemes, trim_particles
from qa_bot.types import Span


def span_of(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


@pytest.mark.parametrize(
    ("text", "span", "answer"),
    [
        ("회의는 서울에서 열렸다.", "서울에서", "서울"),
        ("이승만이 왔다.", "이승만이", "이승만"),
        ("강원도의 도지사가 나섰다.", "강원도의", "강원도"),
        ("제주도에서 열렸다.", "제주도에서", "제주도"),
        ("국가가 나섰다.", "국가가", "국가"),
        ("금리는 3.5%를 유지했다.", "3.5%를", "3.5%"),
        ("수도는 서울이다.", "서울이다", "서울"),
        ("수도는 서울이었다.", "서울이었다.", "서울"),
        ("행사는 10일부터 12일까지 열린다.", "10일부터 12일까지", "10일부터 12일"),
        ("서울에서만은 안 된다.", "서울에서만은", "서울"),
        ("AI가 이겼다.", "AI가", "AI"),
        ("서울, 부산에서 열렸다.", "서울,", "서울"),
        ("한국은행이금리를올렸다", "한국은행이", "한국은행"),
        ("🇰🇷한국이 이겼다😀라고 했다.", "한국이", "한국"),
        ("참가자는 1,150명이고 작년보다 많다.", "1,150명이", "1,150명"),
        ("수도는 서울이라고 했다.", "서울이", "서울"),
        ("작가는 이지은이라고 밝혔다.", "이지은이", "이지은"),
        ("작가는 이지은이라고 밝혔다.", "이지은이라고", "이지은"),
        ("우승은 대구가 차지했다.", "대구가", "대구"),
    ],
)
def test_particles_and_copula_behind_an_answer_fall_away(text: str, span: str, answer: str) -> None:
    assert trim_particles(text, span_of(text, span)).of(text) == answer


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("이승만이 왔다.", "이승만"),
        ("국가가 나섰다.", "국가"),
        ("제주도에서 열렸다.", "제주도"),
        ("그는 만두를 먹었다.", "만두"),
        ("나이가 스물이 됐다.", "나이"),
        ("시민은 서울로에서 걸었다.", "서울로"),
        ("배우 유아인이 왔다.", "유아인"),
        ("전시 ‘기다에서’가 열렸다.", "기다에서"),
        ("그건 책이다.", "그건"),
        ("김하늘은 왔다.", "김하"),
        ("는", "는"),
        ("그는 집에 갔다.", "그는 집에 갔다."),
        ("Bank of Korea", "Bank of Korea"),
        ("Koreado do", "Korea"),
        ("3.5% 😀", "3.5%"),
        ("일본식으로 읽은 손 기테이라는 이름을 썼다.", "손 기테이"),
        ("동물은 고양이라고 한다.", "고양이"),
        ("이 지은이라고 밝혔다.", "이 지은이"),
        ("이지은이가 왔다.", "이지은"),
    ],
)
def test_names_and_nouns_that_look_like_particles_stay(text: str, span: str) -> None:
    assert trim_particles(text, span_of(text, span)).of(text) == span


def test_a_street_loses_only_the_particle_behind_it() -> None:
    text = "시민은 서울로에서 걸었다."
    assert trim_particles(text, span_of(text, "서울로에서")).of(text) == "서울로"


@pytest.mark.parametrize(
    ("text", "span", "snapped"),
    [
        ("김하늘은 왔다.", "김하", "김하늘"),
        ("대통령 이승만이 왔다.", "승만", "이승만"),
        ("회의는 서울에서 열렸다.", "서울에", "서울"),
        ("회의는 서울에서 열렸다.", "서울", "서울"),
        ("the Blue House said", "lue Hou", "Blue House"),
        ("GDP가 올랐다.", "GD", "GDP"),
        ("한국😀", "한국😀", "한국😀"),
    ],
)
def test_an_end_inside_a_morpheme_moves_to_its_border(text: str, span: str, snapped: str) -> None:
    assert snap_to_morphemes(text, span_of(text, span)).of(text) == snapped


def test_only_the_sentence_around_is_analysed() -> None:
    text = "물가가 올랐다. " * 20_000 + "회의는 서울에서 열렸다. " + "금리도 올랐다. " * 20_000
    span = span_of(text, "서울에서")
    trim_particles(text, span)
    start = time.perf_counter()
    for _ in range(20):
        assert trim_particles(text, span).of(text) == "서울"
    # 1 ms each on an idle core; the whole text takes seconds
    assert time.perf_counter() - start < 1
