"""What kind of thing an answer is, alike in both languages."""

from __future__ import annotations

import pytest

from qa_bot.text.answer_kinds import BARE, is_name_asked_for, kind_of_figure, looks_like_name


@pytest.mark.parametrize(
    ("korean", "english", "kind"),
    [
        ("1,750명", "1,750 people", "people"),
        ("여섯 명", "six workers", "people"),
        ("418억 원", "41.8 billion won", "money"),
        ("4만 8천 원", "48,000 won", "money"),
        ("2.5%", "2.5 percent", "percent"),
        ("0.25%포인트", "0.25 percentage point", "points of percent"),
        ("640채", "640 houses", "homes"),
        ("약 40㏊", "some 40 hectares", "hectares"),
        ("오후 2시", "2 p.m.", "clock"),
        ("11월 26일", "Nov. 26", "date"),
        ("내년 3월", "March 2027", "date"),
        ("사흘", "three days", "days"),
        ("39일", "39 days", "days"),
        ("시속 5.4㎞", "5.4 kilometers per hour", "kilometers"),
        ("51.4%", "51.4 percent of votes", "percent"),
        ("1400t", "1,400 tons", "tons"),
        ("3표", "three votes", "votes"),
        ("131", "131", BARE),
    ],
)
def test_both_languages_have_the_same_kinds(korean, english, kind):
    assert (kind_of_figure(korean), kind_of_figure(english)) == (kind, kind)


@pytest.mark.parametrize("text", ["서울", "the mayor", "", "  ", "🙂", "절반", "한가람"])
def test_what_has_no_figure_has_no_kind(text):
    assert kind_of_figure(text) is None


def test_an_unknown_unit_stands_for_itself():
    assert kind_of_figure("38그루") == kind_of_figure("약 1,200그루") == "그루"
    assert kind_of_figure("38그루") != kind_of_figure("38마리")


def test_more_than_is_no_unit():
    assert kind_of_figure("more than 2,000") == BARE
    assert kind_of_figure("nearly 300 homes") == "homes"


@pytest.mark.parametrize(
    ("question", "is_asked"),
    [
        ("Who heads the board?", True),
        ("what is the name of the coach", True),
        ("사장이 누구야?", True),
        ("시장 이름", True),
        ("감독은 언제 바뀌었나?", False),
        ("How many whole days?", False),
    ],
)
def test_questions_for_a_name(question, is_asked):
    assert is_name_asked_for(question) == is_asked


@pytest.mark.parametrize(
    "text", ["Tak Hyun-ju", "탁현주", "Koo", "Geumra Construction", "Vincent van Gogh", "서린토건"]
)
def test_names(text):
    assert looks_like_name(text)


@pytest.mark.parametrize(
    "text", ["the coach", "46", "7명", "", "탁현주를 새 대표로 뽑았다", "Koo said", "🙂", "A" * 300]
)
def test_no_names(text):
    assert not looks_like_name(text)
