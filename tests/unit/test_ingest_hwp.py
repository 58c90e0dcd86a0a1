"""Hangul documents in the old binary form: what a reader sees is read, once and in order."""

from __future__ import annotations

import struct
import unicodedata

import hwp_files as made
import pytest
from hwp_reading import only, problem

BODY = "한국은행이 기준금리를 3.5%로 올렸다고 20일 밝혔다. 😀"
UNSPACED = "한국은행이금리를올렸다는소식이전해졌다."


def paragraphs(*written: bytes | str) -> list[str]:
    """What is read of paragraphs behind a headline."""
    text = only(made.hwp("금리 인상", *written)).text
    assert text.startswith("금리 인상\n\n")
    return text.split("\n\n")[1:]


@pytest.mark.parametrize("flags", [made.PLAIN, made.COMPRESSED])
def test_paragraphs_tables_and_summary_make_the_article(flags):
    rows = made.paragraph(made.control(11), made.table([["연도", "금리"], ["2018", "1.75%"]]))
    article = only(
        made.hwp(
            "금리 인상",
            BODY,
            UNSPACED,
            rows,
            "끝난 뒤의 글이다.",
            title="금리 인상",
            author="한소라",
            flags=flags,
        )
    )
    assert article.text == (
        f"금리 인상\n한소라 기자\n\n{BODY}\n\n{UNSPACED}\n\n연도 | 금리\n\n2018 | 1.75%\n\n끝난 뒤의 글이다."
    )
    assert (article.title, article.author, article.published) == ("금리 인상", "한소라", None)


def test_decomposed_rare_and_astral_signs_come_through():
    decomposed = unicodedata.normalize("NFD", "똠방각하가 뷁이라고 했다.")
    assert paragraphs(decomposed, "ᄒᆞᆫ글과 𠀀는 다르다. 👩‍💻") == [
        "똠방각하가 뷁이라고 했다.",
        "ᄒᆞᆫ글과 𠀀는 다르다. 👩‍💻",
    ]


@pytest.mark.parametrize("name", ["금리 인상 보도자료", "user", "alfal", ""])
def test_a_title_that_is_not_printed_and_an_account_count_for_nothing(name):
    article = only(made.hwp("금리 인상", BODY, title=name, author=name))
    assert (article.title, article.author) == ("금리 인상", None)


def test_breaks_tabs_and_blanks_are_told_apart():
    assert paragraphs(f"이름{made.control(9)}값\n둘째\x1e줄\x18끝\x1f이다") == ["이름 값", "둘째 줄-끝 이다"]


def test_controls_within_a_line_tear_no_word_and_their_data_are_no_words():
    linked = f"한국{made.control(3, b'klh%')}은행{made.control(4, 'ab'.encode('utf-16-le'))}이 올렸다."
    assert paragraphs(made.paragraph(linked, made.head("%hlk", 1, "링크".encode("utf-16-le")))) == [
        "한국은행이 올렸다."
    ]


def test_a_long_paragraph_has_its_size_in_a_word_of_its_own():
    assert paragraphs(UNSPACED * 200) == [UNSPACED * 200]


def test_an_empty_cell_keeps_its_place_and_a_spanned_one_its_columns():
    rows = [["", "남", "여"], ["1위", "", "구해미"], ["모두", None, "둘"], ["", "본문만 있는 칸이다.", ""]]
    table = made.table(rows, spans={(2, 0): 2}, caption="표 설명")
    assert paragraphs(made.paragraph(made.control(11), table)) == [
        "표 설명", "| 남 | 여", "1위 | | 구해미", "모두 | | 둘", "본문만 있는 칸이다.",
    ]  # fmt: skip


def test_tables_come_before_the_words_or_behind_them_and_the_lines_of_a_frame_stay_lines():
    frame, rows = made.table([["첫 줄이다.\n둘째 줄이다."]]), made.table([["가", "나"]])
    written = made.paragraph(f"{made.control(11)}금리를 {made.control(11)}올렸다.", frame, rows)
    assert paragraphs(written) == ["첫 줄이다.", "둘째 줄이다.", "금리를 올렸다.", "가 | 나"]


def test_a_box_is_read_once():
    box = made.record(76, 3, bytes(40)) + made.listed(4, made.paragraph("상자의 글이다.", level=4))
    group = made.head("gso ", 1, bytes(42)) + made.record(76, 2, bytes(40)) + box
    assert paragraphs(made.paragraph(f"금리를 {made.control(11)}올렸다.", group)) == [
        "금리를 올렸다.",
        "상자의 글이다.",
    ]


@pytest.mark.parametrize(
    ("name", "code"), [("head", 16), ("foot", 16), ("fn  ", 17), ("en  ", 17), ("tcmt", 15), ("secd", 2)]
)
def test_margins_notes_and_comments_are_left_out(name, code):
    note = made.head(name, 1, bytes(8)) + made.listed(2, made.paragraph("쪽마다 있는 말", level=2))
    assert paragraphs(made.paragraph(f"금리를 {made.control(code)}올렸다.", note)) == ["금리를 올렸다."]


def test_notes_in_the_margin_stand_behind_the_last_paragraph():
    memos = made.record(93, 1, bytes(4)) + made.listed(1, made.paragraph("메모의 글", level=1))
    assert paragraphs(BODY, memos + made.paragraph("다른 메모")) == [BODY]


def test_the_number_of_a_caption_is_read_and_that_of_a_page_is_not():
    def numbered(properties: int) -> list[str]:
        number = made.head("atno", 1, struct.pack("<LH6x", properties, 3))
        return paragraphs(made.paragraph(f"표 {made.control(18)}. 금리", number))

    assert (numbered(4), numbered(0), numbered(4 | 2 << 4)) == (["표 3. 금리"], ["표 . 금리"], ["표 . 금리"])


def test_words_that_a_tracked_change_deleted_are_never_quoted():
    deletion, insertion = (struct.pack("<LLL", 2, 5, kind << 24) for kind in (0x11, 0x10))
    assert paragraphs(made.paragraph("금리를 올렸다.", ranges=insertion)) == ["금리를 올렸다."]
    settle = "it has tracked changes; accept or reject them and save it again"
    assert problem(made.hwp(made.paragraph("금리를 올렸다.", ranges=deletion))) == settle
    marked = made.deflated(made.paragraph("금리 인상") + made.paragraph("지운 말"))
    tracked = made.hwp(
        "금리 인상", BODY, flags=made.COMPRESSED | 1 << 14, streams={"ViewText/Section0": marked}
    )
    assert only(tracked).text == f"금리 인상\n\n{BODY}"


def test_sections_come_by_number_and_none_may_be_missing():
    sections = [made.paragraph("금리 인상"), *(made.paragraph(f"{n}번 글이다.") for n in range(1, 11))]
    assert only(made.hwp(sections=sections)).text.endswith("9번 글이다.\n\n10번 글이다.")
    missing = made.hwp("금리", streams={"BodyText/Section2": made.deflated(made.paragraph("글"))})
    assert problem(missing) == "it is no sound .hwp (a section is missing); save it as .hwpx or .docx"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (made.hwp(BODY, flags=3), "it is encrypted; save it without a password"),
        (made.hwp(BODY, flags=1 | 1 << 8), "it is encrypted; save it without a password"),
        (
            made.hwp(BODY, flags=5),
            "it is a distribution document (배포용 문서), whose text is locked; ask for the ordinary one, or for a PDF",
        ),
        (b"HWP Document File V3.00 \x1a\x01\x02\x03\x04\x05", "it was written by Hangul 97 or before; save it as .hwpx or .docx"),
        (made.hwpx(BODY), "it is a .hwpx, no .hwp; rename it to .hwpx"),
        (b"<html><p>x", "it is a page or XML, no .hwp; save it as .hwpx or .docx"),
        (b'<?xml version="1.0"?><HWPML>', "it is a page or XML, no .hwp; save it as .hwpx or .docx"),
        (b"", "it is empty, no .hwp; save it as .hwpx or .docx"),
        (made.compound({"WordDocument": b"x"}), "it is an old Office document, no .hwp; save it as .hwpx or .docx"),
        (made.hwp(BODY, version=0x06000000), "it is no sound .hwp (it is of another version than 5); save it as .hwpx or .docx"),
        (made.hwp(" "), "the document has no text; save the article as text"),
        (made.hwp(made.paragraph(made.control(11))), "the document has no text; save the article as text"),
    ],
)  # fmt: skip
def test_what_can_not_be_read_is_told_in_one_line(content, expected):
    assert problem(content) == expected
