"""Bytes become the text that was written, or an error; never other text."""

from __future__ import annotations

import codecs
import gzip
import re

import pytest

from qa_bot.errors import ArticleError
from qa_bot.ingest.encodings import decode
from qa_bot.ingest.formats import read_records
from qa_bot.ingest.johab import find_johab
from qa_bot.ingest.limits import gunzip
from qa_bot.ingest.read import read_upload

KOREAN = "한국은행이 금리를 3.5%로 올렸다.\n똠방각하 펲시콜라 😀 끝.\n"
CP949 = "한국은행이 기준금리를 3.5%로 올렸다. 똠방각하, 펲시콜라.\r\n"


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-32-le", codecs.BOM_UTF32_LE),
        ("utf-32-be", codecs.BOM_UTF32_BE),
    ],
)
def test_unicode_is_read_with_and_without_its_mark(encoding, mark):
    assert decode(mark + KOREAN.encode(encoding)) == KOREAN


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_told_by_the_side_of_its_nuls(encoding):
    assert decode("Rates rise to 3.5%\n한국은행".encode(encoding)) == "Rates rise to 3.5%\n한국은행"


def test_a_korean_file_of_the_old_kind_is_cp949():
    assert decode(CP949.encode("cp949")) == CP949


JOHAB = (
    "한국은행이 기준금리를 3.5%로 올렸다.",
    "바람시 연 축제\n2024-06-01\n\n연날리기 명인 서은별 씨가 온다.\n",
    "가게 앞에 눈이 쌓였다. 漢江 다리도 얼었다.",
    '{"title": "눈", "text": "가게 앞에 눈이 쌓였다.\\n다리도 얼었다."}',
)


@pytest.mark.parametrize("text", JOHAB)
@pytest.mark.parametrize("encoding", ["johab", "cp949"])
def test_a_file_from_before_windows_is_read_as_it_was_written(encoding, text):
    assert decode(text.encode(encoding)) == text


def test_no_text_of_cp949_is_taken_for_an_older_one(repository):
    """Every article and question of ours, whole and line by line, is what it was or is refused as before."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((repository / "data").rglob("*.txt"))]
    texts += [path.read_text(encoding="utf-8") for path in sorted((repository / "data").rglob("*.jsonl"))]
    lines = [line for text in texts for line in text.split("\n") if re.search("[가-힣]", line)]
    assert len(lines) > 5_000
    for text in [*texts, *lines]:
        assert find_johab(text.encode("cp949", "replace")) is None
        assert find_johab(text.encode("utf-8")) is None


@pytest.mark.parametrize(
    "text", ["It don’t, “he” said. She’d, they’re, I’ll, we’ve. ", "Ça été “noël” d’août "]
)
def test_words_of_windows_1252_are_no_old_korean(text):
    assert find_johab((text * 50).encode("cp1252")) is None


def test_a_few_old_syllables_are_too_few_to_tell():
    assert find_johab("금리 인상".encode("johab")) is None


def test_curly_quotes_of_windows_are_no_korean_syllables():
    assert decode("It don’t rain, “he” said.".encode("cp1252")) == "It don’t rain, “he” said."


def test_utf8_cut_within_a_character_is_refused_and_not_read_as_cp949():
    for lost in (1, 2):
        with pytest.raises(ArticleError, match="UTF-8 but for byte"):
            decode(("금리가 올랐다. " * 20 + "끝").encode()[:-lost], source="a.txt")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\x7fELF\x02\x01", "a program"),
        (b"PK\x03\x04rest", "zip archive"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "HWP"),
        (b"text\x00\x00\x00more", "NUL"),
        (bytes(range(256)) * 8, "NUL"),
    ],
)
def test_binary_content_is_refused_with_its_name(content, words):
    with pytest.raises(ArticleError, match=words) as caught:
        decode(content, source="a.txt")
    assert str(caught.value).startswith("a.txt: ")


def test_a_named_encoding_overrides_and_an_unknown_one_is_an_error():
    assert decode("금리".encode("utf-16-le"), encoding="utf-16-le") == "금리"
    with pytest.raises(ArticleError, match='no encoding "klingon"'):
        decode(b"x", encoding="klingon")
    with pytest.raises(ArticleError, match="no utf-8"):
        decode("금리".encode("cp949"), encoding="utf-8")


def test_nothing_is_read_as_nothing():
    assert decode(b"") == ""


def test_a_page_is_read_by_its_declared_charset():
    page = '<html><head><meta charset="euc-kr"></head><body><p>한국은행이 금리를 올렸다.</p></body></html>'
    record = next(read_records(page.encode("cp949"), ".html", source="a.html"))
    assert record.text == "한국은행이 금리를 올렸다."


def test_a_page_that_declares_a_wrong_charset_is_still_read():
    page = '<html><head><meta charset="us-ascii"></head><body><p>한국은행이 금리를 올렸다.</p></body></html>'
    assert next(read_records(page.encode(), ".html", source="a.html")).text == "한국은행이 금리를 올렸다."


def test_gzip_of_several_members_is_one_content():
    assert gunzip(gzip.compress(b"one ") + gzip.compress(b"two")) == b"one two"


def test_a_gzip_bomb_stops_at_the_limit():
    with pytest.raises(ArticleError, match="unpacks to more than the limit of 1,000,000"):
        gunzip(gzip.compress(bytes(50_000_000)), most=1_000_000)


@pytest.mark.parametrize("damage", [lambda packed: packed[:-9], lambda packed: b"plain text"])
def test_a_damaged_gzip_is_refused(damage):
    with pytest.raises(ArticleError, match="gzip archive"):
        gunzip(damage(gzip.compress(b"text" * 100)))


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["가격은 대체로 저렴하다.\n준설 가능", "가 1", "대가\n저가 매수 😀"])
def test_utf16_without_a_mark_may_hold_syllables_that_end_in_a_nul(encoding, text):
    # 가 is U+AC00, 대 U+B300, 저 U+C800, 준 U+C900
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("content", [b"The rate\0rose.\n", b"\0" * 20, bytes(range(256))])
def test_other_text_with_nuls_is_still_refused(content):
    with pytest.raises(ArticleError, match="NUL bytes"):
        decode(content)


def test_a_cp949_file_with_a_cut_character_says_where():
    content = "한국은행이 금리를 올렸다".encode("cp949")
    with pytest.raises(ArticleError) as caught:
        decode(content[:-1], source="a.txt")
    assert str(caught.value) == (
        "a.txt: its encoding can't be told; save it as UTF-8 (it is CP949 but for byte 22, where a character is "
        "cut or damaged)"
    )


@pytest.mark.parametrize(
    "declared", ["utf-16", "UTF-7", "unicode_escape", "raw-unicode-escape", "idna", "base64"]
)
def test_a_charset_that_no_page_can_declare_is_not_believed(declared):
    page = f'<meta charset="{declared}"><h1>금리 인상</h1><p>한국은행이 금리를 +ADw-b+AD4- 올렸다 😀.</p>'
    (article,) = read_upload("a.html", page.encode())
    assert article.text == "금리 인상\n\n한국은행이 금리를 +ADw-b+AD4- 올렸다 😀."
