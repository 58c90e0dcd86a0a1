"""Which lines of a text an interviewer asks."""

from __future__ import annotations

import unicodedata

import pytest

from qa_bot.text.interviews import is_asked
from qa_bot.types import Span


@pytest.mark.parametrize(
    "line",
    [
        "― 지금까지 몇 대나 팔렸나.",
        "— 왜 하필 국수였나?",
        "- 가장 힘든 때는 언제였습니까.",
        "Q. How many have you sold?",
        "Q: Why noodles, of all things?",
        "문: 얼마나 걸렸죠.",
        "― 🍜는 왜 파나?",
        "―왜하필국수였나.",
    ],
)
def test_a_marked_line_that_ends_as_a_question_is_asked(line):
    text = f"머리말이다.\n{line}\n두 대 팔렸다."
    start = text.index(line)
    assert is_asked(text, Span(start + 3, start + len(line) - 1))
    assert not is_asked(text, Span(0, 3))
    assert not is_asked(text, Span(len(text) - 7, len(text) - 4))


@pytest.mark.parametrize(
    "line",
    [
        "- 대상: 표정아",
        "― 두 대 팔렸다.",
        "Was it the noodles? Nobody knows.",
        "왜 하필 국수였나?",
        "Q. 공연장",
        "Quite a few were sold, weren't they?",
        "A. Who else?",
        "문 대통령은 왜 갔나?",
        "-5도였다",
    ],
)
def test_no_other_line_is(line):
    assert not is_asked(line, Span(0, len(line)))


def test_a_decomposed_line_is_taken_as_it_is_stored():
    line = unicodedata.normalize("NFC", unicodedata.normalize("NFD", "― 왜 국수였나."))
    assert is_asked(line, Span(2, 3))
