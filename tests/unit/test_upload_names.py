"""Names of uploads: readable, the same for the same file, and never a way to anywhere."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.web.upload_names import MOST_CHARACTERS, NAMELESS, readable_name


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("기사.txt", "기사.txt"),
        (unicodedata.normalize("NFD", "해송 축제.txt"), "해송 축제.txt"),
        ("../../../etc/passwd", "passwd"),
        ("/etc/shadow.txt", "shadow.txt"),
        ("C:\\Users\\kim\\기사.docx", "기사.docx"),
        ("..\\..\\win.txt", "win.txt"),
        ("harbour\u202etxt.exe", "harbourtxt.exe"),
        ("a\x00b\x1b[31m.txt", "ab [31m.txt"),
        ("line\none\r\n.txt", "line one .txt"),
        ("👨‍👩‍👧 가족 🎏.txt", "👨‍👩‍👧 가족 🎏.txt"),
        ("zero\u200bwidth\ufeff.txt", "zerowidth.txt"),
        ("half\ud83d.txt", "half�.txt"),
        ("<img src=x>.txt", "<img src=x>.txt"),
        ("..", NAMELESS),
        ("...", NAMELESS),
        ("", NAMELESS),
        ("a/", NAMELESS),
        ("\u202e", NAMELESS),
    ],
)
def test_a_name_is_shown_as_its_owner_knows_it_and_leads_nowhere(name: str, shown: str) -> None:
    assert readable_name(name) == shown


def test_a_very_long_name_keeps_its_ending_and_stays_different_from_others() -> None:
    one, other = readable_name("가" * 500 + "1.jsonl"), readable_name("가" * 500 + "2.jsonl")
    assert one.startswith("가" * 100)
    assert one.endswith(".jsonl")
    assert "…" in one
    assert len(one) == MOST_CHARACTERS
    assert one != other


@given(st.text(max_size=400))
def test_no_name_can_be_a_path_or_hide_a_sign(name: str) -> None:
    shown = readable_name(name)
    assert shown
    assert not {"/", "\\", "\n", "\x00", "\u202e"} & set(shown)
    assert shown not in (".", "..")
    assert len(shown) <= MOST_CHARACTERS
    assert shown.encode("utf-8").decode("utf-8") == shown
    assert readable_name(shown) == shown
