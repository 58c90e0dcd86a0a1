"""PDFs: text in Korean and English, lines joined into paragraphs, files that can't be read refused."""

from __future__ import annotations

import io
import logging

import pytest

from qa_bot.errors import ArticleError
from qa_bot.ingest import pdf, read_upload
from qa_bot.ingest.wrapped_lines import join_wrapped
from qa_bot.types import Article

LINES = ["금리 인상", "등록 : 2018-11-20 17:16", "", "한국은행이 기준금리를 3.5%로 올렸다고 20일 밝혔다."]


def make_pdf(pages: list[list[str]], *, title: str = "") -> bytes:
    """A PDF whose font has no glyphs but a table that says which character each code is."""
    letters = sorted({letter for page in pages for line in page for letter in line})
    codes = {letter: f"{number:04X}" for number, letter in enumerate(letters, start=1)}
    table = "\n".join(f"<{codes[letter]}> <{letter.encode('utf-16-be').hex()}>" for letter in letters)
    to_unicode = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(letters)} beginbfchar\n{table}\nendbfchar endcmap end end"
    )
    kids = " ".join(f"{6 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        (
            "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [4 0 R] "
            "/ToUnicode 5 0 R >>"
        ),
        (
            "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /DW 500 "
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
        ),
        f"<< /Length {len(to_unicode)} >>\nstream\n{to_unicode}\nendstream",
    ]
    for number, page in enumerate(pages):
        shown = "".join(f"<{''.join(codes[letter] for letter in line)}> Tj 0 -14 Td\n" for line in page)
        content = f"BT /F 10 Tf 50 780 Td\n{shown}ET"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {7 + 2 * number} 0 R "
            "/Resources << /Font << /F 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    objects.append(
        f"<< /Title <FEFF{title.encode('utf-16-be').hex()}> /Author (user) /CreationDate (D:19990101) >>"
    )
    body, places = "%PDF-1.7\n", []
    for number, written in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{written}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    trailer = f"trailer << /Size {size} /Root 1 0 R /Info {size - 1} 0 R >>\nstartxref\n{len(body)}\n%%EOF"
    return f"{body}xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}".encode("ascii")


def only(content: bytes) -> Article:
    (found,) = read_upload("a.pdf", content)
    if isinstance(found, ArticleError):
        raise found
    return found


def test_a_korean_pdf_is_read_and_its_own_dates_do_not_count():
    article = only(make_pdf([LINES], title="금리 인상"))
    assert article.text == "금리 인상\n2018-11-20 17:16\n\n한국은행이 기준금리를 3.5%로 올렸다고 20일 밝혔다."
    assert article.published is not None
    assert (article.published.year, article.author) == (2018, None)


def test_a_title_that_the_pages_do_not_show_is_not_believed():
    assert only(make_pdf([LINES], title="문서1.hwp")).title == "금리 인상"


def test_an_encrypted_pdf_is_refused():
    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(make_pdf([LINES])))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    with pytest.raises(ArticleError, match="it is encrypted"):
        only(out.getvalue())


def test_a_pdf_without_a_text_layer_is_refused():
    with pytest.raises(ArticleError, match="only pictures"):
        only(make_pdf([[" "]]))


def test_a_pdf_of_too_many_pages_is_refused(monkeypatch):
    monkeypatch.setattr(pdf, "MOST_PAGES", 2)
    with pytest.raises(ArticleError, match="it has 3 pages, the limit is 2; split it"):
        only(make_pdf([LINES] * 3))


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.7", b"not a PDF", make_pdf([LINES])[:300], bytes(range(256)) * 20,
     make_pdf([LINES]).replace(b"/Kids [6 0 R]", b"/Kids [2 0 R]")],
)  # fmt: skip
def test_a_damaged_pdf_is_an_error_of_ours(content):
    with pytest.raises(ArticleError, match=r"a\.pdf: "):
        only(content)


@pytest.mark.parametrize("content", [b"not a PDF", make_pdf([LINES])[:300]])
def test_a_damaged_pdf_prints_nothing_beside_its_error(content, monkeypatch, capsys):
    monkeypatch.setattr(logging.getLogger(), "handlers", [])  # as in a program that has set up no logging
    with pytest.raises(ArticleError):
        only(content)
    assert capsys.readouterr() == ("", "")


def test_wrapped_english_lines_are_joined_and_hyphens_go_where_the_word_has_none():
    page = (
        "The council of Haesong raised the infor-\n"
        "mation fee for all well-known build-\n"
        "ings, among them the well-\n"
        "known lighthouse, said Han So-\n"
        "ra, who reports on the city.\n"
        "\n"
        "A second paragraph follows here."
    )
    assert join_wrapped([page]) == (
        "The council of Haesong raised the information fee for all well-known buildings, among them the "
        "well-known lighthouse, said Han So-ra, who reports on the city.\n\nA second paragraph follows here."
    )


def test_wrapped_korean_lines_are_joined_at_spaces_or_within_words_as_the_file_shows():
    spaced = "한국은행이 기준금리를 올렸다고 밝혔 \n다. 총재는 물가가 잡힐 때까지 \n지켜보겠다고 말했다."
    assert "때까지 지켜보겠다고" in join_wrapped([spaced])
    inside = (
        "한국은행이 기준금리를 3.5%로 올렸 \n다는 소식에 시장은 크게 움직이지 않\n았다고 거래소는 설명했다."
    )
    assert "않았다고" in join_wrapped([inside])
    plain = "한국은행이 기준금리를 올렸다고 밝혔다\n총재는 물가가 잡힐 때까지 이를 두고\n보겠다고 덧붙였다"
    assert "두고 보겠다고" in join_wrapped([plain])


def test_page_numbers_go_and_a_paragraph_runs_on_over_the_page():
    assert join_wrapped(
        ["The council raised the fares of all\n- 1 -", "its buses by a tenth on Monday.\n2"]
    ) == ("The council raised the fares of all its buses by a tenth on Monday.")
