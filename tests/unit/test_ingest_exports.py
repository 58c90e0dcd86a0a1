"""Articles as portals and editing systems hand them out: HTML within fields, their own names of fields."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest

from qa_bot.ingest import read_upload
from qa_bot.ingest.dates import KST
from qa_bot.ingest.json_documents import read as read_document
from qa_bot.ingest.markup import without_markup
from qa_bot.ingest.records import Record
from qa_bot.types import Article

FIRST = "해송시가 내년부터 시내버스 요금을 1,500원에서 1,700원으로 올린다. 시는 12일 이같이 밝혔다."
SECOND = "“Wages and fuel cost more 🚌, and we could not wait,” said Park Min-ho, the head of transport."


def only(name: str, content: str | bytes) -> Article:
    (article,) = read_upload(name, content if isinstance(content, bytes) else content.encode())
    assert isinstance(article, Article), article
    return article


def line(**fields: Any) -> str:
    return json.dumps({"title": "버스요금", **fields}, ensure_ascii=False)


@pytest.mark.parametrize(
    ("body", "paragraphs"),
    [
        (f"<p>{FIRST}</p><p>{SECOND}</p>", [FIRST, SECOND]),
        (f"{FIRST}<br/><br/>{SECOND}", [FIRST, SECOND]),
        (f"<b>{FIRST}</b>\n\n{SECOND}", [FIRST, SECOND]),
        (f"<div>\n  {FIRST}\n  <script>x()</script></div>\n<div>{SECOND}&nbsp;</div>", [FIRST, SECOND]),
        (f"<p>{FIRST}</p><table><tr><td>어른</td><td>1,700원</td></tr></table>", [FIRST, "어른 | 1,700원"]),
        (f"{FIRST} 해송시 R&amp;D 3 &lt; 5", [f"{FIRST} 해송시 R&D 3 < 5"]),
        (
            f"{FIRST}\n\nThe tag <b> makes it bold, and a < b too.",
            [FIRST, "The tag <b> makes it bold, and a < b too."],
        ),
    ],
)
@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_html_within_a_field_is_read_as_its_words(body: str, paragraphs: list[str], form: str) -> None:
    quoted = body.replace('"', '""')
    content = line(text=body) if form == "jsonl" else f'title,text\n버스요금,"{quoted}"\n'
    assert only(f"a.{form}", content).text.split("\n\n")[1:] == paragraphs


def test_a_headline_with_entities_is_read_as_it_is_printed() -> None:
    assert (
        only("a.jsonl", line(title="요금 &quot;200원&quot; <b>오른다</b>", text=FIRST)).title
        == '요금 "200원" 오른다'
    )


def test_a_post_of_wordpress_is_an_article() -> None:
    post = {
        "id": 12,
        "date": "2024-10-15T09:01:11",
        "link": "https://hanbit.example/2024/10/bus/",
        "title": {"rendered": "버스요금 오른다 &#8211; 내년부터"},
        "content": {
            "rendered": f"<figure><figcaption>버스. (사진=한빛)</figcaption></figure>\n<p>{FIRST}</p>"
        },
        "author": 3,
    }
    (record,) = without_markup(read_document(json.dumps([post])))
    assert isinstance(record, Record)
    assert (record.title, record.author) == ("버스요금 오른다 – 내년부터", "")
    assert (record.url, record.text) == (post["link"], f"버스. (사진=한빛)\n\n{FIRST}")


def test_fields_of_korean_editing_systems_are_known_by_name() -> None:
    table = f"번호,제목,본문,기자명,등록일시,link\n1,버스요금,{json.dumps(FIRST, ensure_ascii=False)},문가람,20241015090111,/a/1\n"
    for content in (table.encode(), table.encode("cp949"), table.encode("johab")):
        article = only("a.csv", content)
        assert (article.author, article.url) == ("문가람", None)
        assert article.published == datetime(2024, 10, 15, 9, 1, tzinfo=KST)


def test_a_caption_of_a_portal_stands_apart_from_the_first_sentence() -> None:
    caption = "시민들이 버스를 기다린다. 한빛일보 자료사진"
    html = (
        f'<html><body><article><h2>버스요금</h2><span><em class="img_desc">{caption}</em></span>{FIRST}<br><br>'
        f"{SECOND}</article></body></html>"
    )
    assert only("a.html", html).text.split("\n\n")[-3:] == [caption, FIRST, SECOND]


@pytest.mark.parametrize(
    "window",
    [
        "한빛신문 - 버스요금 오른다",
        "한빛일보 | 버스요금 오른다",
        "버스요금 오른다 - 한빛신문",
        "버스요금 오른다 : 뉴스",
    ],
)
def test_the_paper_s_name_is_no_headline_wherever_it_stands_in_the_window_s_title(window: str) -> None:
    html = f"<html><head><title>{window}</title></head><body><p>{FIRST}</p><p>{SECOND}</p></body></html>"
    assert only("a.html", html.encode("cp949", "ignore")).title == "버스요금 오른다"


@pytest.mark.parametrize("label", ["제목: ", "제 목 : ", "Title: ", "기사제목："])
def test_a_label_before_the_headline_is_no_part_of_it(label: str) -> None:
    article = only("a.txt", f"{label}버스요금 오른다\n등록일: 2024-10-15 09:01\n\n{FIRST}\n\n문가람 기자\n")
    assert (article.title, article.author) == ("버스요금 오른다", "문가람")
    assert article.text == f"버스요금 오른다\n2024-10-15 09:01\n문가람 기자\n\n{FIRST}"


def test_an_invitation_to_a_newsletter_is_no_part_of_the_story() -> None:
    story = f"Bus fares\n\n{SECOND}\n\nHe asked them to sign up for our newsletter in a long letter to the city.\n"
    article = only("a.txt", f"{story}\nSign up for our daily newsletter\n")
    assert article.text == story.strip()
