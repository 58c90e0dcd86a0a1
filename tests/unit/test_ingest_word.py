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


def test_entities_are_not_expanded():
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;">'
        '<!ENTITY c SYSTEM "file:///etc/passwd">]>'
    )
    content = _with_document(
        make_docx("금리 인상", "MARK 한국은행이 올렸다."),
        "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>",
        bomb,
    )
    content = _with_document(content, "MARK", "&c;")
    try:
        text = only(content).text
    except ArticleError:
        return
    assert "root:" not in text


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


def _with_document(content: bytes, old: str, new: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for part in source.infolist():
            data = source.read(part)
            if part.filename == "word/document.xml":
                assert old.encode() in data
                data = data.replace(old.encode(), new.encode())
            target.writestr(part, data)
    return out.getvalue()
