"""Which figures a text states, and whether two editions can state the same."""

from __future__ import annotations

import pytest

from qa_bot.text.figures import do_figures_agree, figures_of, is_telling


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("412m", "412 meters", True),
        ("3만1400명", "31,400 people", True),
        ("5천 톤", "5,000 tons", True),
        ("한소라", "Han So-ra", True),
        ("0.5%", "half a percent", False),
        ("14일", "Oct. 15", False),
        ("10", "1", True),
        ("🎈", "🎈", True),
        ("Six", "6대", True),
        ("five weeks", "5주", True),
        ("8월 31일", "Aug. 31", True),
        ("last August", "8월", True),
        ("네 차례", "four times", True),
        ("사흘", "three days", True),
        ("4억 3000만원", "430 million won", True),
        ("2024년 12월 3일", "Dec. 3, 2024", True),
        ("세금", "tax", True),
        ("네덜란드", "the Netherlands", True),
        ("two", "세 명", False),
        ("스무 명", "30 people", False),
        ("월요일과 화요일", "Jan. 6", False),
        ("2명", "12 people", False),
        ("4일", "April 1", False),
        ("2026년 6월 30일", "June 2026", True),
        ("412", "120대", False),
        ("8월 말", "Aug. 31", True),
        ("1일", "April 1", True),
        ("4월", "April 1", True),
        ("9월12~13일", "Sept. 12 and 13", True),
        ("세 마리", "three", True),
        ("", "", True),
    ],
)
def test_editions_can_only_state_the_same_with_the_same_figures(one, other, agree):
    assert do_figures_agree(one, other) is agree
    assert do_figures_agree(other, one) is agree


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("세 명이 다쳤다", ["3"]),
        ("1,234.50", ["12345"]),
        ("📈 0", []),
        ("May 5", ["5월", "5"]),
        ("you may", []),
    ],
)
def test_figures_are_found_in_digits_and_in_words(text, figures):
    assert figures_of(text) == figures


def test_only_a_figure_of_several_digits_tells_something():
    assert is_telling("Aug. 31")
    assert not is_telling("300명")
    assert not is_telling("한소라")
