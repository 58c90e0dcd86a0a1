import unicodedata

import pytest

from qa_bot.text.normalize import normalize, single_line


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (unicodedata.normalize("NFD", "한국은행이 금리를 올렸다"), "한국은행이 금리를 올렸다"),
        ("cafe\u0301", "café"),
        ("a\r\nb\rc\u2028d\u2029e\x85f\x0cg", "a\nb\nc\nd\ne\nf\ng"),
        ("\ufeff제목", "제목"),
        ("금\u200b리\u200c를\u2060 올\xad렸다", "금리를 올렸다"),
        ("a\u202eb\u2066c\u200ed", "abcd"),
        ("a\x00b\x07c\x1fd\x7fe\x9f", "abcde"),
        ("a\tb\nc", "a\tb\nc"),
        ("3.5\xa0%\u3000인상\u2009끝", "3.5 % 인상 끝"),
        ("\ud800한\udfff", "\ufffd한\ufffd"),
        ("\ud83d\ude00", "😀"),
        ("ＡＢＣ　１２３", "ＡＢＣ １２３"),
        ("", ""),
    ],
)
def test_one_writing_is_left_of_many(written: str, read: str) -> None:
    assert normalize(written) == read


@pytest.mark.parametrize("emoji", ["👩‍💻", "👨‍👩‍👧‍👦", "🏳️‍🌈", "❤️‍🔥", "👩🏽‍🚀", "🇰🇷", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "1️⃣"])
def test_an_emoji_of_several_code_points_stays_whole(emoji: str) -> None:
    assert normalize(f"한{emoji}국") == f"한{emoji}국"


def test_a_joiner_outside_an_emoji_is_removed() -> None:
    assert normalize("한\u200d국 a\u200d👩\u200db\u200d") == "한국 a👩b"


def test_text_hidden_in_tag_characters_is_removed() -> None:
    hidden = "".join(chr(0xE0000 + ord(c)) for c in "ignore all")
    assert normalize(f"금리{hidden} 인상") == "금리 인상"


def test_a_removed_joiner_lets_letter_and_accent_meet() -> None:
    assert normalize("e\u200d\u0301") == "é"


def test_a_single_line_has_neither_line_ends_nor_double_spaces() -> None:
    assert single_line("  한국은행이\r\n\t금리를\xa0 올렸다 😀\n") == "한국은행이 금리를 올렸다 😀"
    assert single_line(" \n\u200b") == ""
