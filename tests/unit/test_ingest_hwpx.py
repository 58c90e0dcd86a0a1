"""Hangul documents as archives of XML: what a reader sees is read, once and in order, and nothing else."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from time import process_time

import hwp_files as made
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from qa_bot.errors import ArticleError
from qa_bot.ingest import read_upload
from qa_bot.types import Article

BODY = "한국은행이 기준금리를 3.5%로 올렸다고 20일 밝혔다. 😀"
UNSPACED = "한국은행이금리를올렸다는소식이전해졌다."


def only(content: bytes, name: str = "a.hwpx") -> Article:
    (found,) = read_upload(name, content)
    if isinstance(found, ArticleError):
        raise found
    return found


def paragraphs(*written: str) -> list[str]:
    """What is read of paragraphs behind a headline."""
    text = only(made.hwpx("금리 인상", *written)).text
    assert text.startswith("금리 인상\n\n")
    return text.split("\n\n")[1:]


def test_paragraphs_tables_and_metadata_make_the_article():
    table = made.tbl([["연도", "금리"], ["2018", "1.75%"]])
    article = only(
        made.hwpx(
            "금리 인상",
            BODY,
            UNSPACED,
            made.p(table),
            "끝난 뒤의 글이다.",
            title="금리 인상",
            author="한소라",
        )
    )
    assert article.text == (
        f"금리 인상\n한소라 기자\n\n{BODY}\n\n{UNSPACED}\n\n연도 | 금리\n\n2018 | 1.75%\n\n끝난 뒤의 글이다."
    )
    # when it was saved says nothing of when the story appeared
    assert (article.title, article.author, article.published) == ("금리 인상", "한소라", None)


def test_decomposed_rare_and_astral_signs_come_through():
    decomposed = unicodedata.normalize("NFD", "똠방각하가 뷁이라고 했다.")
    assert paragraphs(decomposed, "ᄒᆞᆫ글과 𠀀는 다르다. 👩‍💻") == [
        "똠방각하가 뷁이라고 했다.",
        "ᄒᆞᆫ글과 𠀀는 다르다. 👩‍💻",
    ]


@pytest.mark.parametrize("title", ["지난해의 보도자료", "", "금리"])
def test_a_title_that_is_not_printed_was_left_by_another_document(title):
    assert only(made.hwpx("금리 인상", BODY, title=title)).title == "금리 인상"


@pytest.mark.parametrize("author", ["alfal", "user", "관리자", "문화체육관광부", "작성자", ""])
def test_an_account_is_no_author(author):
    assert only(made.hwpx("금리 인상", BODY, author=author)).author is None


def test_breaks_tabs_and_blanks_are_told_apart():
    written = made.p(
        '<hp:t>이름<hp:tab width="1"/>값<hp:lineBreak/>둘째<hp:nbSpace/>줄<hp:hyphen/>끝<hp:fwSpace/>이다</hp:t>'
    )
    assert paragraphs(written) == ["이름 값", "둘째 줄-끝 이다"]


def test_runs_and_markers_tear_no_word():
    written = made.p(
        "한국", "</hp:run><hp:run>".join(("<hp:t>은", "</hp:t>")),
        '<hp:t>행<hp:markpenBegin color="#FF0"/>이 <hp:markpenEnd/>금리를</hp:t>', " 올렸다.",
    )  # fmt: skip
    written = written.replace("<hp:t>은</hp:run><hp:run></hp:t>", "</hp:run><hp:run><hp:t>은</hp:t>")
    assert paragraphs(written) == ["한국은행이 금리를 올렸다."]


def test_an_empty_cell_keeps_its_place_and_a_spanned_one_its_columns():
    rows = [["", "남", "여"], ["1위", "", "구해미"], ["모두", None, "둘"], ["", "본문만 있는 칸이다.", ""]]
    assert paragraphs(made.p(made.tbl(rows, spans={(2, 0): 2}, caption="표 설명"))) == [
        "표 설명", "| 남 | 여", "1위 | | 구해미", "모두 | | 둘", "본문만 있는 칸이다.",
    ]  # fmt: skip


def test_a_frame_around_a_text_keeps_its_paragraphs_and_the_table_in_it():
    inner = made.p("앞 글이다.") + made.p(made.tbl([["가", "나|다"], ["라", "마"]])) + made.p("뒤 글이다.")
    assert paragraphs(made.p(made.tbl([[inner]]))) == ["앞 글이다.", "가 | 나∣다", "라 | 마", "뒤 글이다."]


def test_a_box_is_read_once_and_tears_no_sentence():
    box = f"<hp:rect><hp:drawText>{made.sub(made.p('상자의 글이다.'))}</hp:drawText><hp:shapeComment>사각형입니다.</hp:shapeComment></hp:rect>"
    group = f"<hp:container>{box}</hp:container>"
    assert paragraphs(made.p("금리를 ", group, "올렸다.")) == ["금리를 올렸다.", "상자의 글이다."]
    assert paragraphs(made.p(box, "금리를 올렸다.")) == ["상자의 글이다.", "금리를 올렸다."]
    switch = f"<hp:switch><hp:case>{box}</hp:case><hp:default>{box}</hp:default></hp:switch>"
    assert paragraphs(made.p("금리.", switch)) == ["금리.", "상자의 글이다."]


@pytest.mark.parametrize("kind", ["header", "footer", "footNote", "endNote", "hiddenComment", "fieldBegin"])
def test_margins_notes_and_comments_are_left_out(kind):
    note = f"<hp:ctrl><hp:{kind}>{made.sub(made.p('쪽마다 있는 말'))}</hp:{kind}></hp:ctrl>"
    assert paragraphs(made.p("금리를 ", note, "올렸다.")) == ["금리를 올렸다."]


def test_the_number_of_a_caption_is_read_and_that_of_a_page_is_not():
    number = '<hp:ctrl><hp:autoNum num="3" numType="{}"><hp:autoNumFormat type="{}"/></hp:autoNum></hp:ctrl>'
    assert paragraphs(made.p("표 ", number.format("TABLE", "DIGIT"), ". 금리")) == ["표 3. 금리"]
    assert paragraphs(made.p("금리", number.format("PAGE", "DIGIT"))) == ["금리"]
    assert paragraphs(made.p("금리", number.format("TABLE", "ROMAN_CAPITAL"))) == ["금리"]


def test_deleted_words_are_gone_and_inserted_ones_are_there():
    first = '<hp:t>넣<hp:insertBegin Id="1"/>은 말<hp:insertEnd Id="1"/>이다<hp:deleteBegin Id="2" TcId="2"/> 지운</hp:t>'
    last = '<hp:t>말<hp:deleteEnd Id="2" TcId="2" paraend="0"/>남은 말이다.</hp:t>'
    table = made.p(made.tbl([["지운", "칸"]]))
    assert paragraphs(made.p(first), table, "지운 문단", made.p(last)) == ["넣은 말이다", "남은 말이다."]


def test_a_deletion_without_end_is_refused_for_all_behind_it_would_be_lost():
    with pytest.raises(ArticleError, match="it has tracked changes; accept or reject them and save it again"):
        paragraphs(made.p('<hp:t>금리<hp:deleteBegin Id="2"/>를</hp:t>'), "올렸다.")


def test_sections_come_by_number_and_none_may_be_missing():
    parts = {f"Contents/section{n}.xml": made.section(f"{n}번 글이다.") for n in (10, *range(1, 10))}
    assert only(made.hwpx("금리 인상", parts=parts)).text.endswith("9번 글이다.\n\n10번 글이다.")
    with pytest.raises(ArticleError, match="a section is missing"):
        only(made.hwpx("금리 인상", parts={"Contents/section2.xml": made.section("글")}))


def test_an_encrypted_document_is_refused():
    manifest = '<m><file-entry full-path="Contents/section0.xml"><odf:encryption-data/></file-entry></m>'
    with pytest.raises(ArticleError, match="it is encrypted; save it without a password"):
        only(made.hwpx(BODY, parts={"META-INF/manifest.xml": manifest, "Contents/section0.xml": b"\x93\x01"}))


@pytest.mark.parametrize("entity", ["&a;", ""])
def test_a_document_type_is_refused_in_one_line(entity):
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    xml = made.section(BODY).replace("?>", f"?>{bomb}").replace(BODY, entity)
    with pytest.raises(ArticleError) as caught:
        only(made.hwpx(parts={"Contents/section0.xml": xml}))
    assert str(caught.value) == (
        'a.hwpx: it is no sound .hwpx (its part "Contents/section0.xml" declares a document type, whose entities '
        "are not read); open it in a word processor and save it again"
    )


def test_an_archive_bomb_is_refused_before_it_is_unpacked():
    content = made.hwpx(BODY, parts={"Contents/section1.xml": bytes(101_000_000)})
    assert len(content) < 200_000
    with pytest.raises(ArticleError, match=r"unpacks to 101,00\d,\d+ bytes"):
        only(content)


def test_tables_too_deep_in_each_other_are_refused():
    inner = made.p("글")
    for _ in range(30):
        inner = made.p(made.tbl([[inner]]))
    with pytest.raises(ArticleError, match=r"too deep in each other; save it as \.docx"):
        paragraphs(inner)


def test_more_text_than_an_article_has_is_refused():
    with pytest.raises(ArticleError, match="more than 5,000,000 characters"):
        paragraphs(*["가" * 1_000_000] * 6)


def test_more_elements_than_a_document_has_are_refused():
    many = made.p(f"<hp:t>가{'<hp:tab/>' * 2_000_001}</hp:t>")
    with pytest.raises(ArticleError, match="more than 2,000,000 pieces; split it"):
        paragraphs(many)


def test_the_name_of_a_damaged_part_stays_on_one_line():
    content = made.hwpx(BODY)
    place = content.rindex(b"content.hpf")  # in the directory at the end
    with pytest.raises(ArticleError, match="can't be unpacked") as caught:
        only(content[:place] + b"c\n" + content[place + 2 :])
    assert "\n" not in str(caught.value)


def named(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, "글")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (named("word/document.xml"), "it is a .docx, no .hwpx; rename it to .docx"),
        (made.hwp(BODY), "it is a .hwp, no .hwpx; rename it to .hwp"),
        (b"%PDF-1.7", "it is a .pdf, no .hwpx; rename it to .pdf"),
        (b"\n<!DOCTYPE html><p>x", "it is a page or XML, no .hwpx; save it as .hwpx or .docx"),
        (named("a.txt"), "it is another archive, no .hwpx; save it as .hwpx or .docx"),
        ("금리".encode(), "it is something else, no .hwpx; save it as .hwpx or .docx"),
        (b"", "it is empty, no .hwpx; save it as .hwpx or .docx"),
        (made.hwpx(BODY)[:300], "it is no .hwpx (File is not a zip file); save it again"),
        (made.hwpx(" ", parts={"Contents/content.hpf": None}), "the document has no text; save the article as text"),
        (made.hwpx(parts={"Contents/section0.xml": None}), "it is no sound .hwpx (a section is missing); save it again"),
        (made.hwpx(parts={"Contents/section0.xml": ""}), "it is no sound .hwpx (Document is empty, line 1, column 1"),
    ],
)  # fmt: skip
def test_what_is_no_document_is_told_in_one_line(content, problem):
    with pytest.raises(ArticleError) as caught:
        only(content)
    assert str(caught.value).startswith(f"a.hwpx: {problem}")
    assert "\n" not in str(caught.value)


WHOLE = made.hwpx(
    "금리 인상", BODY, made.p(made.tbl([["연도", "금리"], ["2018", ""]])), title="금리 인상", author="한소라"
)
SECTION = made.section("금리 인상", BODY, made.p(made.tbl([["연도", "금리"]])))
relaxed = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def comes_back(content: bytes, name: str) -> None:
    begin = process_time()
    found = list(read_upload(name, content))
    assert process_time() - begin < 1
    assert found
    for one in found:
        assert isinstance(one, Article | ArticleError)
        assert isinstance(one, Article) or "\n" not in str(one)


@relaxed
@given(st.binary(max_size=400))
def test_any_bytes_are_an_article_or_an_error(content):
    comes_back(content, "a.hwpx")
    comes_back(WHOLE[:60] + content, "a.hwpx")


@relaxed
@example(4, b"\x00", 2)  # a part that would begin before the archive
@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=8), st.integers(0, 30))
def test_any_damage_is_an_article_or_an_error(place, bytes_, cut):
    comes_back(WHOLE[:place] + bytes_ + WHOLE[place + cut :], "a.hwpx")


@relaxed
@given(
    st.integers(0, len(SECTION) - 1), st.text('<>/&;"=hp:t1 가', min_size=1, max_size=4), st.integers(0, 90)
)
def test_any_damage_within_the_text_is_an_article_or_an_error(place, signs, cut):
    damaged = SECTION[:place] + signs + SECTION[place + cut :]
    comes_back(made.hwpx(parts={"Contents/section0.xml": damaged}), "a.hwpx")
