"""A web page gives its story in the page's order, with captions, stamp and byline, and nothing around it."""

from __future__ import annotations

from datetime import datetime

import pytest

from qa_bot.errors import ArticleError
from qa_bot.ingest import article_id, read_upload
from qa_bot.ingest.dates import KST
from qa_bot.ingest.web_page import read
from qa_bot.types import Article

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>Harbour reopens after eleven days : The Hanbit Daily</title>
<meta property="og:title" content="Harbour reopens after eleven days">
<meta property="article:published_time" content="2021-03-04T09:10:00+09:00">
<meta name="author" content="Han So-ra">
<link rel="canonical" href="https://english.hanbit.example/e_edition/10240.html">
<link rel="alternate" hreflang="ko" href="https://www.hanbit.example/arti/10239.html">
<script>var secret = "a script's words";</script><style>.x { color: red }</style></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/politics">Politics</a></li></ul></nav>
<div class="share"><button>Facebook</button><button>Print</button></div>
<article><h1>Harbour reopens after eleven days</h1>
<p class="stamp">Posted on : 2021-03-04 09:10 KST Modified on : 2021-03-05 10:00 KST</p>
<figure><img src="a.jpg" alt="Ships">
<figcaption>Ships wait off Haesong on March 3. (photo by Nam Gi-beom)</figcaption></figure>
<p>The harbour of Haesong reopened on Thursday after a closure of eleven days, the port office said.</p>
<p>It had been closed since Feb. 21, when a barge sank in the fairway
and blocked the way for all larger ships.</p>
<p style="display:none">A hidden line that no reader sees on the page.</p>
<p>“We lost two million won a day,” said Ko Min-su, 58, who runs a ferry to the islands.</p>
<p class="byline">By Han So-ra, staff reporter</p>
<p>Please direct comments or questions to [english@hanbit.example]</p></article>
<aside><h3>Most read</h3><ol><li><a href="/1">Mayor resigns over bus affair</a></li></ol></aside>
<section id="comments"><h3>Comments</h3><p>I do not believe this! user 1</p></section>
<footer>Copyright © The Hanbit Daily. All rights reserved.</footer></body></html>"""


def only(content: str) -> Article:
    (found,) = read_upload("a.html", content.encode())
    if isinstance(found, ArticleError):
        raise found
    return found


def test_the_whole_page_comes_to_its_story():
    article = only(PAGE)
    assert article.text == (
        "Harbour reopens after eleven days\n"
        "2021-03-04 09:10 KST (modified 2021-03-05 10:00 KST)\n"
        "By Han So-ra, staff reporter\n\n"
        "Ships wait off Haesong on March 3. (photo by Nam Gi-beom)\n\n"
        "The harbour of Haesong reopened on Thursday after a closure of eleven days, the port office "
        "said.\n\n"
        "It had been closed since Feb. 21, when a barge sank in the fairway and blocked the way for all "
        "larger ships.\n\n"
        "“We lost two million won a day,” said Ko Min-su, 58, who runs a ferry to the islands."
    )
    assert article.title == "Harbour reopens after eleven days"
    assert article.author == "Han So-ra"
    assert article.modified == datetime(2021, 3, 5, 10, 0, tzinfo=KST)


def test_the_page_names_its_url_and_its_other_edition():
    article = only(PAGE)
    assert article.url == "https://english.hanbit.example/e_edition/10240.html"
    assert article.id == article_id("https://english.hanbit.example/e_edition/10240.html")
    assert article.translation_of == article_id("https://www.hanbit.example/arti/10239.html")


def test_the_button_s_title_leads_to_the_other_edition_too():
    link = '<link rel="alternate" hreflang="ko" href="https://www.hanbit.example/arti/10239.html">'
    button = (
        '<a title="button that move to original korean article (클릭시 원문으로 이동하는 버튼)" '
        'href="https://www.hanbit.example/arti/77.html">원문</a>'
    )
    article = only(PAGE.replace(link, "").replace("</article>", f"{button}</article>"))
    assert article.translation_of == article_id("https://www.hanbit.example/arti/77.html")
    assert "원문" not in article.text


def test_json_ld_comes_before_meta_tags():
    data = (
        '{"@graph": [{"@type": ["NewsArticle"], "headline": "Tom &amp; Jerry", '
        '"datePublished": "2020-01-02T03:04:05Z"}]}'
    )
    article = only(
        PAGE.replace("</head>", f'<script type="application/ld+json">{data}</script></head>').replace(
            "Posted on : 2021-03-04 09:10 KST Modified on : 2021-03-05 10:00 KST", ""
        )
    )
    assert article.title == "Tom & Jerry"
    assert article.text.split("\n")[1] == "2020-01-02 03:04 UTC"


def test_a_date_that_a_page_garbles_costs_the_date_and_not_the_story():
    article = only(
        PAGE.replace("2021-03-04T09:10:00+09:00", "yesterday").replace("Posted on : 2021-03-04 09:10 KST", "")
    )
    assert article.published is None
    assert "closure of eleven days" in article.text


def test_a_fetched_page_cannot_take_another_site_s_place():
    own = next(read(PAGE, url="https://english.hanbit.example/e_edition/10240.html?x=1"))
    assert own.url == "https://english.hanbit.example/e_edition/10240.html"
    assert next(read(PAGE, url="https://evil.example/page")).url == "https://evil.example/page"


@pytest.mark.parametrize(
    "page",
    [
        "",
        "   ",
        "<script>alert('글')</script>",
        "<html><body></body></html>",
        "<!-- 글 -->",
        "<style>p{}</style>",
    ],
)
def test_a_page_without_text_is_an_error(page):
    with pytest.raises(ArticleError, match=r"a\.html: "):
        only(page)


@pytest.mark.parametrize("tag", ["div", "b", "ul><li", "table><tr><td", "blockquote"])
def test_a_page_of_huge_depth_does_no_harm(tag):
    page = (
        f"<html><body><p>{'한국은행이 기준금리를 올렸다. ' * 5}</p>"
        + f"<{tag}>" * 50_000
        + "깊은 글</body></html>"
    )
    assert only(page).text.startswith("한국은행이 기준금리를 올렸다.")


def test_a_long_page_takes_time_in_proportion():
    import time

    story = "".join(
        f"<p>{n}번째 문단이다. 한국은행이 기준금리를 {n}번 올렸다고 밝혔다.</p>" for n in range(3_000)
    )
    started = time.perf_counter()
    article = only(f"<html><body><article><h1>금리</h1>{story}</article></body></html>")
    assert article.text.endswith("2999번 올렸다고 밝혔다.")
    assert time.perf_counter() - started < 10.0


HIDDEN = "".join(
    f"<{tag}>숨은 글 {n}번이 여기에 길게 서 있다. 독자는 이것을 볼 수 없다.</{tag.split()[0]}>"
    for n, tag in enumerate(
        (
            "p hidden",
            'div style="display: none"',
            'p style="visibility:hidden"',
            'p style="font-size:0"',
            "noscript",
        )
    )
)
SHOWN = "<p>해송항 준설 비용은 950억원이다. 공사는 오월에 시작된다.</p><p>시장은 공사가 내년에 끝난다고 말했다 😀.</p>"


def test_what_a_page_does_not_show_cannot_be_cited():
    article = only(f"<html><body><article><h1>해송항 준설</h1>{HIDDEN}{SHOWN}</article></body></html>")
    assert article.text == (
        "해송항 준설\n\n해송항 준설 비용은 950억원이다. 공사는 오월에 시작된다.\n\n시장은 공사가 내년에 끝난다고 말했다 😀."
    )


def test_a_page_that_hides_all_of_its_story_until_a_script_shows_it_is_read():
    page = f'<html><body><article style="display:none"><h1>해송항 준설</h1>{SHOWN}</article></body></html>'
    assert "해송항 준설 비용은 950억원이다." in only(page).text
