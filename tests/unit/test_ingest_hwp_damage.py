"""Hangul documents in the old binary form that are broken or hostile: told in one line, and in no time."""

from __future__ import annotations

import struct
from time import process_time

import hwp_files as made
import pytest
from hwp_reading import only, problem
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qa_bot.errors import ArticleError
from qa_bot.ingest import read_upload
from qa_bot.ingest.compound_file import CompoundFile, DamagedFile
from qa_bot.types import Article

BODY = "한국은행이 기준금리를 3.5%로 올렸다고 20일 밝혔다. 😀"


def damaged(what: str) -> str:
    return f"it is no sound .hwp ({what}); save it as .hwpx or .docx"


LONG = made.hwp("금리 인상", *[f"{n} {BODY}" for n in range(200)], flags=made.PLAIN)


def with_word(content: bytes, place: int, number: int) -> bytes:
    return content[:place] + struct.pack("<L", number) + content[place + 4 :]


def fat_place(content: bytes) -> int:
    return (struct.unpack_from("<L", content, 76)[0] + 1) * made.SECTOR


def test_a_stream_of_many_sectors_is_read_and_a_circle_of_sectors_is_told():
    assert only(LONG).text.count(BODY) == 200
    start = fat_place(LONG)
    assert problem(with_word(LONG, start + 4 * 20, 15)) == damaged("a chain of sectors runs in a circle")
    assert problem(with_word(LONG, start + 4 * 20, 9_999)) == damaged("a chain of sectors leads out of it")
    ended = damaged('its stream "BodyText/Section0" is cut short')
    assert problem(with_word(LONG, start + 4 * 20, made.END)) == ended


def test_a_directory_that_runs_in_a_circle_or_claims_a_gigabyte_is_told():
    content = made.hwp("금리 인상", BODY)
    directory = (struct.unpack_from("<L", content, 48)[0] + 1) * made.SECTOR
    for pointer in (68, 72):  # the entry's left and right neighbours
        assert problem(with_word(content, directory + 128 + pointer, 1)) == damaged(
            "its directory is damaged"
        )
    section = content.index("Section0".encode("utf-16-le"))
    swollen = problem(with_word(content, section + 120, 1_000_000_000))
    assert swollen == damaged("its streams are larger than it is")


def test_tables_of_sectors_that_name_themselves_end():
    content = made.hwp("금리 인상", BODY)
    start = fat_place(content)
    mini = struct.unpack_from("<L", content, 60)[0]
    begin = process_time()
    # the sectors that name further ones, as many as a number can say
    assert only(with_word(with_word(content, 68, 0), 72, 0xFFFFFFFF)).title == "금리 인상"
    endless = with_word(with_word(content, 64, 0xFFFFFFFF), start + 4 * mini, mini)
    assert problem(endless) == damaged("a chain of sectors runs in a circle")
    # the stream that holds all small ones
    root = (struct.unpack_from("<L", content, 48)[0] + 1) * made.SECTOR
    first = struct.unpack_from("<L", content, root + 116)[0]
    endless = with_word(with_word(content, root + 120, 0xFFFFFFFF), start + 4 * first, first)
    assert problem(endless) == damaged("a chain of sectors runs in a circle")
    assert process_time() - begin < 1


def test_a_stream_that_unpacks_to_a_hundred_megabytes_is_refused():
    begin = process_time()
    bomb = made.hwp(sections=[bytes(100_000_001)])
    assert len(bomb) < 200_000
    assert problem(bomb) == "it unpacks to more than the limit of 100,000,000 bytes; save the article as text"
    many = made.hwp(sections=[bytes(40_000_000)])
    assert problem(many) == "it has more than 500,000 pieces; split it"
    long = made.hwp(sections=[made.paragraph("가" * 5_000_001)])
    assert problem(long) == "it has more than 5,000,000 characters; split it"
    assert process_time() - begin < 20


def test_the_sections_together_are_as_limited_as_one():
    half = made.record(16, 0, bytes(60_000_000))
    expected = "it unpacks to more than the limit of 100,000,000 bytes; save the article as text"
    assert problem(made.hwp(sections=[half, half])) == expected


@pytest.mark.parametrize(
    ("section", "what"),
    [
        (made.paragraph(BODY)[:-3], "a record is cut short"),
        (made.paragraph(BODY) + b"\x01", "a record is cut short"),
        (made.record(67, 0)[:2] + b"\xf0\xff", "a record is cut short"),
        (
            made.record(66, 0) + made.record(67, 1, "금리\x0b가나".encode("utf-16-le")),
            "a paragraph is cut short",
        ),
    ],
)
def test_records_that_lead_beyond_their_section_are_told(section, what):
    assert problem(made.hwp(sections=[section])) == damaged(what)


def test_a_section_that_does_not_unpack_is_told():
    packed = made.deflated(made.paragraph(BODY))
    for stream, what in ((packed[:-5], "a stream is cut short"), (b"\xff" * 40, "a stream does not unpack")):
        content = made.hwp("금리", streams={"BodyText/Section0": stream})
        assert problem(content) == damaged(what)


def test_tables_too_deep_in_each_other_are_refused():
    inner = b"".join(
        made.head("tbl ", n, bytes(42))
        + made.record(77, n + 1)
        + made.listed(n + 1, place=(0, 0, 1, 1))
        + made.record(66, n + 1)
        for n in range(1, 90, 2)
    )
    assert (
        problem(made.hwp(made.record(66, 0) + inner))
        == "its tables or boxes lie too deep in each other; save it as .docx"
    )


def test_a_compound_file_gives_back_what_was_put_in():
    streams = {
        "a": b"",
        "b": b"x" * 64,
        "c/Section0": b"y" * 4095,
        "c/Section1": bytes(range(256)) * 40,
        "d": b"z" * 4096,
    }
    file = CompoundFile(made.compound(streams))
    assert {path: file.read(path) for path in file.paths} == streams
    pictures = {"BinData/BIN0001.jpg": bytes(range(256)) * 70_000}  # whose sectors the header can't name all
    assert only(made.hwp("금리 인상", BODY, streams=pictures)).text == f"금리 인상\n\n{BODY}"
    large = CompoundFile(made.compound(pictures | {"z": b"z" * 5000}))
    assert {path: large.read(path) for path in large.paths} == pictures | {"z": b"z" * 5000}
    with pytest.raises(DamagedFile, match='its stream "e" is missing'):
        file.read("e")


WHOLE = made.hwp(
    "금리 인상", BODY, made.paragraph(made.control(11), made.table([["연도", "금리"], ["2018", ""]])),
    title="금리 인상", author="한소라", flags=made.PLAIN,
)  # fmt: skip
SECTION = made.paragraph(
    f"금리{made.control(11)}", made.table([["연도", "금리"], ["2018", ""]])
) + made.paragraph(BODY)
relaxed = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
NUMBERS = st.one_of(st.integers(0, 40), st.integers(0, 0xFFFFFFFF), st.integers(0xFFFFFFF8, 0xFFFFFFFF))


def comes_back(content: bytes) -> None:
    begin = process_time()
    found = list(read_upload("a.hwp", content))
    assert process_time() - begin < 1
    assert found
    for one in found:
        assert isinstance(one, Article | ArticleError)
        assert isinstance(one, Article) or "\n" not in str(one)


@relaxed
@given(st.binary(max_size=700))
def test_any_bytes_are_an_article_or_an_error(content):
    comes_back(content)
    comes_back(WHOLE[:76] + content)


@relaxed
@given(
    st.lists(st.tuples(st.integers(0, len(WHOLE) // 4 - 1), NUMBERS), min_size=1, max_size=4),
    st.integers(0, len(WHOLE)),
)
def test_any_damage_is_an_article_or_an_error(changes, cut):
    content = WHOLE
    for place, number in changes:
        content = with_word(content, place * 4, number)
    comes_back(content)
    comes_back(content[:cut])


@relaxed
@given(st.integers(0, len(SECTION) - 1), st.binary(min_size=1, max_size=6), st.integers(0, 40))
def test_any_damage_within_the_text_is_an_article_or_an_error(place, bytes_, cut):
    comes_back(made.hwp(sections=[SECTION[:place] + bytes_ + SECTION[place + cut :]]))
