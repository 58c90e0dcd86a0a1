"""Why there is no answer, in the language of the question or of the page."""

from __future__ import annotations

import pytest

from qa_bot.reasons import reason, reason_in
from qa_bot.types import Answer

FILTERED = {"en": "No article fits the filters.", "ko": "조건에 맞는 기사가 없습니다."}


def test_filters_that_leave_no_article_are_no_empty_library() -> None:
    assert [reason("filtered", "en"), reason("filtered", "ko")] == [FILTERED["en"], FILTERED["ko"]]
    assert reason("filtered", "other") == FILTERED["en"]
    assert reason("filtered", "en") != reason("empty", "en")


@pytest.mark.parametrize("name", ["empty", "filtered", "unsure", "nothing", "language"])
def test_each_reason_is_said_again_in_the_language_of_the_page(name: str) -> None:
    for asked, page in (("ko", "en"), ("en", "ko")):
        assert reason_in(page, Answer("q", reason=reason(name, asked))) == reason(name, page)
