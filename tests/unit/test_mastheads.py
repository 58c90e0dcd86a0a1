"""Examples about bylines and dates: every answer stands where it says."""

from __future__ import annotations

import gzip
import json
import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_bot.training.mastheads import make_masthead_examples, read_news

ENGLISH = "The council approved the harbor budget on Monday. " * 12
KOREAN = "시의회는 월요일 항만 예산을 통과시켰다. " * 20
NEWS = (
    ("en", "Haesong dredges its harbor", ENGLISH),
    ("ko", "해송시, 항구 준설한다", KOREAN),
    # a headline that itself looks like a byline and a date
    ("en", "By Kim Ji-eun 2020-01-01 09:00", ENGLISH),
    ("ko", "김지은 기자 2020-01-01", KOREAN),
    ("ko", "🇰🇷 '항구'. ", "기자와 특파원이 모였다. " * 30),
)  # fmt: skip


def make(seed, count=40):
    return make_masthead_examples(NEWS, count, random.Random(seed))


@given(st.integers(0, 2**32))
@settings(max_examples=60, deadline=None)
def test_every_answer_stands_at_its_offset(seed):
    for example in make(seed):
        assert example.question.strip()
        assert example.text.strip()
        if example.start is None:
            assert example.answer == ""
        else:
            assert example.answer
            assert example.text[example.start : example.start + len(example.answer)] == example.answer


@given(st.integers(0, 2**32))
@settings(max_examples=40, deadline=None)
def test_answers_stand_in_the_masthead_and_not_in_headline_or_body(seed):
    for example in make(seed):
        if example.start is None:
            continue
        title = next(title for _, title, _ in NEWS if example.text.startswith(title))
        head, _, _ = example.text.partition("\n\n")
        assert len(title) < example.start < example.start + len(example.answer) <= len(head)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_headline_that_repeats_the_masthead_does_not_mislead(language):
    """The same seed makes the same lines, so the headline can be made of them."""
    for seed in range(40):
        text = KOREAN if language == "ko" else ENGLISH
        (first,) = make_masthead_examples([(language, "x", text)], 1, random.Random(seed))
        title = " ".join(first.text.partition("\n\n")[0].split("\n")[1:])
        (second,) = make_masthead_examples([(language, title, text)], 1, random.Random(seed))
        assert (second.start is None) == (first.start is None)
        if second.start is not None:
            assert second.start > len(title)
            assert second.text[second.start :].startswith(first.answer)


CHANGE = re.compile("수정|고쳐|modified|updated|changed")


def test_a_date_is_the_time_of_publication_unless_the_change_is_asked_for():
    for example in make(1, 400):
        if example.start is None or not example.answer[0].isdigit():
            continue
        assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d( KST)?", example.answer)
        before = example.text[: example.start].rsplit("\n", 1)[1]
        # the words of the body that name some stories hold none of these
        assert bool(before) == bool(CHANGE.search(example.question))
        assert not before or before.endswith(("(수정 ", "(modified "))


def test_an_author_is_a_name_without_role():
    names = {e.answer for e in make(2, 400) if e.start is not None and not e.answer[0].isdigit()}
    assert len(names) > 50
    assert all(re.fullmatch(r"[가-힣]{3}|[A-Z][a-z]+ [A-Z][a-z]+-[a-z]+", name) for name in names)


def test_about_a_quarter_have_no_answer_and_lack_what_is_asked():
    examples = make(3, 1000)
    missing = [example for example in examples if example.start is None]
    assert 0.15 < len(missing) / len(examples) < 0.4
    for example in missing:
        head = example.text.partition("\n\n")[0]
        assert head.count("\n") == 1 or (CHANGE.search(example.question) and not CHANGE.search(head))


def test_an_article_that_names_a_reporter_always_has_its_byline():
    for example in make(4, 300):
        if example.text.startswith("🇰🇷"):
            assert example.start is not None or CHANGE.search(example.question)


def test_the_same_seed_makes_the_same_examples():
    assert make(5) == make(5)
    assert make(5) != make(6)
    assert make_masthead_examples(NEWS, 0, random.Random(1)) == []


def test_some_are_asked_in_the_other_language():
    asked = [
        bool(re.search("[가-힣]", e.question.replace("해송시, 항구 준설한다", "")))
        for e in make(7, 600)
        if e.text.startswith("Haesong")
    ]
    assert 0.05 < sum(asked) / len(asked) < 0.3


def test_news_without_headline_or_text_is_left_out(tmp_path):
    records = [
        {"lang": "ko", "title": " 제목 ", "text": "글" * 300},
        {"lang": "ko", "title": "  ", "text": "글" * 300},
        {"lang": "en", "title": "Short", "text": "short"},
    ]
    path = tmp_path / "news.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    assert read_news(path) == [("ko", "제목", "글" * 300)]


def test_a_file_of_no_news_is_an_error_of_python_itself(tmp_path):
    with pytest.raises(OSError, match="none"):
        read_news(tmp_path / "none.jsonl.gz")
