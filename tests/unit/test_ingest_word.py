"""Word documents: paragraphs and tables in order, properties where a person wrote them, bombs refused."""

from __future__ import annotations

import io
import zipfile

import pytest

from qa_bot.errors import ArticleError
from qa_bot.ingest import read_upload
from qa_bot.types import Article

BODY = "한국은행이 기준금리를 3.5%로 올렸다고 20일 밝혔다. 😀"


def make_docx(
    *paragraphs: str, author: str = "", title: str = "", rows: tuple[tuple[str, ...], ...] = ()
) -> bytes:
    import docx

    document = docx.Document()
    document.core_properties.author, document.core_properties.title = author, title
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if rows:
        table = document.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def only(content: bytes) -> Article:
    (found,) = read_upload("a.docx", content)
    if isinstance(found, ArticleError):
        raise found
    return found


def test_paragraphs_tables_and_properties_make_the_article():
    article = only(
        make_docx(BODY, author="한소라", title="금리 인상", rows=(("연도", "금리"), ("2018", "1.75%")))
    )
    assert article.text == f"금리 인상\n한소라 기자\n\n{BODY}\n\n연도 | 금리\n\n2018 | 1.75%"
    # a new document carries the date of its template, 2013
    assert article.published is None


def test_an_empty_cell_keeps_its_place_and_a_frame_around_a_text_leaves_nothing():
    rows = (("", "남", "여"), ("1위", "", "구해미"), ("", "본문만 있는 칸이다.", ""))
    text = only(make_docx(BODY, title="경기", rows=rows)).text
    assert text.split("\n\n")[2:] == ["| 남 | 여", "1위 | | 구해미", "본문만 있는 칸이다."]


@pytest.mark.parametrize("author", ["python-docx", "Microsoft Office User", "user", "관리자", ""])
def test_an_account_is_no_author(author):
    assert only(make_docx("금리 인상", BODY, author=author)).author is None


def test_deleted_words_are_gone_and_inserted_ones_are_there():
    content = make_docx("금리 인상", "DELETED INSERTED")
    run = "<w:t>DELETED INSERTED</w:t>"
    changed = (
        "</w:r><w:del><w:r><w:delText>지운 말</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>넣은 말이 여기에 있다.</w:t></w:r></w:ins><w:r>"
    )
    assert only(_with_document(content, run, changed)).text == "금리 인상\n\n넣은 말이 여기에 있다."


def test_an_archive_bomb_is_refused_before_it_is_unpacked():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(101_000_000))
    assert len(out.getvalue()) < 200_000
    with pytest.raises(ArticleError, match="unpacks to 101,000,000 bytes"):
        only(out.getvalue())


BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;">'
    '<!ENTITY c SYSTEM "file:///etc/passwd">]>'
)  # fmt: skip
DECLARED = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>"


@pytest.mark.parametrize("entity", ["&a;", "&b;", "&c;", ""])
@pytest.mark.parametrize("opening", ["", "\n<!-- 금리 -->", "<?mso x?>\n"])
def test_a_document_type_is_refused_in_one_line_for_its_entities_would_be_lost(entity, opening):
    content = make_docx("금리 인상", "MARK 한국은행이 올렸다.")
    content = _with_document(content, DECLARED, f"{DECLARED}{opening}{BOMB}")
    content = _with_document(content, "MARK", entity)
    with pytest.raises(ArticleError) as caught:
        only(content)
    assert str(caught.value) == (
        'a.docx: it is no sound .docx (its part "word/document.xml" declares a document type, whose entities '
        "are not read); open it in a word processor and save it again"
    )


@pytest.mark.parametrize(
    ("encoding", "problem"),
    [
        ("utf-16", "declares a document type"),
        ("utf-7", "is in an encoding that no"),
        ("euc-kr", "is in an encoding that no"),
    ],
)
def test_a_document_type_cannot_hide_in_another_encoding(encoding, problem):
    content = make_docx("금리 인상", BODY.replace("😀", ""))
    xml = _document(content).replace(DECLARED, f"<?xml version='1.0' encoding='{encoding}'?>{BOMB}")
    # the parser of the document reads UTF-7, where this is `<!DOCTYPE`
    coded = xml.encode(encoding).replace(b"<!DOCTYPE", b"+ADwAIQ-DOCTYPE")
    with pytest.raises(ArticleError, match=f'its part "word/document.xml" {problem}'):
        only(_with_part(content, "word/document.xml", coded))


def test_words_about_document_types_and_a_picture_with_one_are_none():
    content = make_docx("금리 인상", f"{BODY} <!DOCTYPE html> 이라는 글")
    content = _with_part(content, "word/media/image1.svg", b"<!DOCTYPE svg><svg/>")
    assert "<!DOCTYPE html> 이라는 글" in only(content).text


def test_a_part_that_does_not_unpack_is_an_error_that_names_it():
    content = make_docx("금리 인상", BODY)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        part = archive.getinfo("word/document.xml")
    place = part.header_offset + 30 + len(part.filename) + 20
    damaged = content[:place] + bytes(40) + content[place + 40 :]
    with pytest.raises(ArticleError, match=r'its part "word/document\.xml" can\'t be unpacked'):
        only(damaged)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"not a zip", make_docx(BODY)[:1000]])
def test_a_damaged_document_is_an_error_of_ours(content):
    with pytest.raises(ArticleError, match=r"a\.docx: it is no"):
        only(content)


def test_another_archive_and_an_empty_document_are_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "글")
    with pytest.raises(ArticleError, match=r"no sound \.docx"):
        only(out.getvalue())
    with pytest.raises(ArticleError, match="no text"):
        only(make_docx(" "))


def _document(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("word/document.xml").decode("utf-8")


def _with_document(content: bytes, old: str, new: str) -> bytes:
    xml = _document(content)
    assert old in xml
    return _with_part(content, "word/document.xml", xml.replace(old, new).encode())


def _with_part(content: bytes, name: str, data: bytes) -> bytes:
    """The archive with that part in place of the one of its name, or behind all others."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        parts = {part.filename: source.read(part) for part in source.infolist()} | {name: data}
        for part, written in parts.items():
            target.writestr(part, written)
    return out.getvalue()
