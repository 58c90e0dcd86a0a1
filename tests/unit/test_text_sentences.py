import unicodedata

import pytest

from qa_bot.text.sentences import split_sentences, trim, whole_character
from qa_bot.types import Language, Span


def sentences(text: str, language: Language) -> list[str]:
    return [span.of(text) for span in split_sentences(text, language)]


@pytest.mark.parametrize(
    "expected",
    [
        ["그는 “금리가 올랐습니다. 물가도 오릅니다.”라고 말했다.", "환율은 내렸다."],
        ["회의는 끝났다.", "“좋다. 가자.”라고 그가 말했다.", '"네. 또 봅시다."라고 답했다.'],
        ["금리는 3.5%다.", "물가는 2.1% 올랐습니다.", "이유는?", "모른다!"],
        ["회의는 오전 10시에 시작됐다.", "U.S. 대표는 늦었다."],
        ["한국이 이겼다😀.", "일본은 졌다."],
    ],
)
def test_korean_sentences_end_where_a_reader_stops(expected: list[str]) -> None:
    assert sentences(" ".join(expected), "ko") == expected


@pytest.mark.parametrize(
    "expected",
    [
        ['"We won," he said.', '"Stop!" he cried.', "She left."],
        ["It rose 3.5% to 1.2 points.", "The U.S. Senate voted at 5 a.m. on Monday.", "Mr. Kim agreed."],
        ["Dr. Lee met J. K. Rowling.", "Why?", "Nobody knows..."],
        ["Korea won 😀!", "Japan lost."],
    ],
)
def test_english_sentences_end_where_a_reader_stops(expected: list[str]) -> None:
    assert sentences(" ".join(expected), "en") == expected


def test_a_line_end_ends_a_sentence_in_every_language() -> None:
    lines = ["Headline", "By Kim", "2018-11-20", "한미 워킹그룹", "첫 회의"]
    for language in ("ko", "en", "other"):
        assert sentences("\n \n".join(lines), language) == lines


def test_japanese_full_stops_end_sentences() -> None:
    assert sentences("首都は東京です。人口は多い。", "other") == ["首都は東京です。", "人口は多い。"]


def test_decomposed_hangul_is_split_at_the_same_places() -> None:
    text = "금리가 올랐다. 물가도 올랐다."
    decomposed = unicodedata.normalize("NFD", text)
    assert [unicodedata.normalize("NFC", s) for s in sentences(decomposed, "ko")] == sentences(text, "ko")


def test_whitespace_alone_holds_no_sentence() -> None:
    assert split_sentences(" \n\t\n", "ko") == []
    assert split_sentences("", "en") == []


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("unit", ["“a ", "ㅋ", "👩‍💻", "가나"])
def test_no_sentence_of_a_page_without_breaks_is_longer_than_2000(unit: str, language: Language) -> None:
    # in one piece, sentencex needs four times as long for twice as much of the first of these
    text = unit * (20_000 // len(unit))
    spans = split_sentences(text, language)
    assert max(len(span) for span in spans) <= 2000
    assert (spans[0].start, spans[-1].end) == (0, len(text.rstrip()))


def test_a_line_too_long_is_cut_behind_a_full_stop_or_at_a_space() -> None:
    text = "나라 " * 900 + "끝. " + "다음 " * 300
    cuts = [text[span.end : span.end + 1] for span in split_sentences(text, "en")[:-1]]
    assert set(cuts) == {" "}


def test_emoji_are_not_torn_where_a_line_is_cut() -> None:
    text = "👩‍💻" * 1500
    assert all(span.of(text).startswith("👩") for span in split_sentences(text, "en"))


def test_trim_finds_nothing_in_whitespace() -> None:
    assert trim(" \n ", 0, 3) is None
    assert trim("  가 ", 0, 4) == Span(2, 3)


def test_a_cut_that_would_tear_every_character_is_left_where_it_is() -> None:
    assert whole_character("\u0301" * 9, 5, 0) == 5
