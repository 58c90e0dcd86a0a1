"""Feeds: every item is an article, and whatever XML is served, it is articles or one readable error."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_bot.errors import ArticleError
from qa_bot.ingest import article_id, read_articles, read_upload
from qa_bot.ingest.dates import KST
from qa_bot.ingest.feed_xml import is_feed
from qa_bot.ingest.formats import read_records
from qa_bot.ingest.origins import file_origin
from qa_bot.ingest.records import Record
from qa_bot.refreshing import read_again
from qa_bot.types import Article

FIRST = "해송시가 내년부터 시내버스 요금을 1,500원에서 1,700원으로 올린다고 2일 밝혔다."
SECOND = "시는 요금을 4년 만에 올리는 것이라고 설명했다."

RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>한빛신문</title><link>https://hanbit.example/</link><language>ko-KR</language>
<image><title>로고</title><url>https://hanbit.example/a.png</url></image>
<item>
 <media:title>사진 제목</media:title>
 <title><![CDATA[버스요금 &quot;200원&quot; 오른다]]></title>
 <link>https://hanbit.example/arti/1.html?utm_source=rss</link>
 <description>시내버스 요금이 오른다…</description>
 <content:encoded><![CDATA[<img src="a.jpg"><p>{FIRST}</p><p>{SECOND} 🚌</p>]]></content:encoded>
 <dc:creator>문가람</dc:creator>
 <pubDate>Mon, 02 Mar 2026 09:10:00 +0900</pubDate>
 <guid isPermaLink="false">a-1</guid>
</item>
</channel></rss>
"""
RDF = f"""<?xml version="1.0" encoding="utf-8"?>
<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:d="http://purl.org/dc/elements/1.1/">
<channel r:about="https://hanbit.example/rss"><title>한빛신문</title><link>https://hanbit.example/</link>
<d:language>ko</d:language><items><r:Seq><r:li r:resource="https://hanbit.example/arti/1.html"/></r:Seq></items>
</channel>
<item r:about="https://hanbit.example/arti/1.html"><title>버스요금 "200원" 오른다</title>
<description>&lt;p&gt;{FIRST}&lt;/p&gt;&lt;p&gt;{SECOND} 🚌&lt;/p&gt;</description>
<d:creator>문가람</d:creator><d:date>2026-03-02T09:10+09:00</d:date></item>
</r:RDF>
"""
ATOM = f"""<?xml version="1.0" encoding="utf-8"?>
<a:feed xmlns:a="http://www.w3.org/2005/Atom" xml:lang="ko">
<a:entry><a:id>tag:hanbit.example,2026:1</a:id><a:title type="html">버스요금 &amp;quot;200원&amp;quot; 오른다</a:title>
<a:link rel="self" href="https://hanbit.example/api/1"/><a:link href="/arti/1.html"/>
<a:author><a:name>문가람</a:name><a:email>moon@hanbit.example</a:email></a:author>
<a:published>2026-03-02T09:10:00+09:00</a:published><a:updated>2026-03-02T09:10:00+09:00</a:updated>
<a:summary>시내버스 요금이 오른다…</a:summary>
<a:content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{FIRST}<br/></p><p>{SECOND} 🚌</p></div></a:content>
</a:entry>
<a:title>한빛신문</a:title><a:link href="https://hanbit.example/"/>
</a:feed>
"""


def rss(*items: str, channel: str = "<title>한빛신문</title>") -> str:
    written = "".join(f"<item>{item}</item>" for item in items)
    return f'<rss version="2.0"><channel>{channel}{written}</channel></rss>'


def read(content: str | bytes, name: str = "a.xml") -> list[Article | ArticleError]:
    return list(read_upload(name, content if isinstance(content, bytes) else content.encode()))


def only(content: str | bytes, name: str = "a.xml") -> Article:
    (article,) = read(content, name)
    if isinstance(article, ArticleError):
        raise article
    return article


def refusal(content: str | bytes) -> str:
    (error,) = read(content)
    assert isinstance(error, ArticleError), error
    assert "\n" not in str(error)
    return str(error)


@pytest.mark.parametrize("name", ["a.xml", "피드.RSS", "a.atom"])
@pytest.mark.parametrize("feed", [RSS, RDF, ATOM], ids=["rss", "rdf", "atom"])
def test_all_kinds_of_feeds_come_to_the_same_article(feed: str, name: str) -> None:
    article = only(feed, name)
    assert article.text == (
        f'버스요금 "200원" 오른다\n2026-03-02 09:10\n문가람 기자\n\n{FIRST}\n\n{SECOND} 🚌'
    )
    assert (article.title, article.author) == ('버스요금 "200원" 오른다', "문가람")
    assert (article.language, article.source) == ("ko", "한빛신문")
    assert article.published == datetime(2026, 3, 2, 9, 10, tzinfo=KST)
    assert article.url == "https://hanbit.example/arti/1.html"
    assert article.id == article_id("https://hanbit.example/arti/1.html")


def test_a_teaser_and_a_bare_headline_are_what_the_feed_says() -> None:
    found = read(rss(f"<title>버스요금</title><description>{FIRST}…</description>", "<title>물가 😀</title>"))
    assert [item.text for item in found if isinstance(item, Article)] == [
        f"버스요금\n\n{FIRST}…",
        "물가 😀",
    ]


def test_an_item_without_words_is_an_error_of_its_own() -> None:
    found = read(
        rss(
            "<title>하나</title>",
            "<description><![CDATA[<img src='a.jpg'>]]></description>",
            "<title>셋</title>",
        )
    )
    assert [item.title for item in found if isinstance(item, Article)] == ["하나", "셋"]
    assert str(found[1]) == (
        "a.xml item 2: it has neither a title nor a text; give it a <title> or a <description>"
    )


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("cp949", "EUC-KR"),
        ("euc-kr", "euc-kr"),
        ("cp949", "ks_c_5601-1987"),
        ("utf-8", "EUC-KR"),
        ("cp949", "utf-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "euc-kr"),
        ("utf-8-sig", "utf-8"),
        ("utf-8-sig", "EUC-KR"),
        ("utf-8", "x-unknown"),
        ("johab", "johab"),
    ],
)
def test_whatever_the_declaration_says_the_words_are_read(encoding: str, declared: str) -> None:
    text = f'<?xml version="1.0" encoding="{declared}"?>\n' + rss(
        f"<title>버스요금</title><description>{FIRST}</description>"
    )
    assert only(text.encode(encoding)).text == f"버스요금\n\n{FIRST}"


@pytest.mark.parametrize(
    "before",
    [
        "\n\n  ",
        "\ufeff\ufeff",
        "<!-- cached -->\n",
        "<br />\n<b>Warning</b>: no index in feed.php\n",
        "Notice: x\n",
    ],
)
@pytest.mark.parametrize("declaration", ['<?xml version="1.0" encoding="utf-8"?>', '<?xml version="1.1"?>\n'])
def test_what_stands_before_the_declaration_is_passed_over(before: str, declaration: str) -> None:
    assert only(f"{before}{declaration}{rss('<title>버스요금</title>')}").title == "버스요금"


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("R&D 예산 3%", "R&D 예산 3%"),
        ("요금&nbsp;인상&hellip; 왜", "요금 인상… 왜"),
        ("버스&#128652;와 &#55357;&#56832;", "버스🚌와 😀"),
        ("끊긴\x08 제목&#8;&#x1f;", "끊긴 제목"),
        ("A &lt; B &amp;amp; C", "A < B & C"),
        ("<![CDATA[R&D & \x0b <b>굵게</b>]]>", "R&D & 굵게"),
    ],
)
def test_what_is_no_sound_xml_is_mended_where_there_is_no_doubt(written: str, title: str) -> None:
    assert only(rss(f"<title>{written}</title>")).title == title


def test_an_address_with_bare_ampersands_is_whole() -> None:
    for link in ("https://hanbit.example/a?x=1&y=2", "<![CDATA[https://hanbit.example/a?x=1&y=2]]>"):
        assert only(rss(f"<title>버스</title><link>{link}</link>")).url == "https://hanbit.example/a?x=1&y=2"


def test_prefixes_that_nobody_declared_mean_what_they_always_mean() -> None:
    item = f"<title>버스</title><content:encoded>{FIRST}</content:encoded><dc:creator>문가람</dc:creator><x:title>다른</x:title>"
    article = only(rss(item))
    assert (article.text, article.author) == (f"버스\n문가람 기자\n\n{FIRST}", "문가람")


@pytest.mark.parametrize(
    ("written", "author"),
    [
        ("<author>moon@hanbit.example (문가람)</author>", "문가람"),
        ("<author>moon@hanbit.example</author>", None),
        ("<author>문가람</author><dc:creator>한소라</dc:creator>", "한소라"),
        ("<dc:creator>문가람</dc:creator><dc:creator>한소라</dc:creator>", "문가람, 한소라"),
    ],
)
def test_the_author_is_a_name(written: str, author: str | None) -> None:
    assert only(rss(f"<title>버스</title><description>{FIRST}</description>{written}")).author == author


def test_a_date_of_the_feed_that_is_none_costs_nothing_but_itself() -> None:
    article = only(rss(f"<title>버스</title><description>{FIRST}</description><pubDate>어제</pubDate>"))
    assert article.published is None


def test_a_feed_that_calls_itself_english_has_korean_articles_all_the_same() -> None:
    channel = "<title>한빛신문</title><language>en-US</language>"
    english = "<title>Bus fares</title><description>The city raises its fares by a tenth.</description>"
    found = read(rss(f"<title>버스</title><description>{FIRST}</description>", english, channel=channel))
    assert [item.language for item in found if isinstance(item, Article)] == ["ko", "en"]
    japanese = rss("<title>バス運賃</title>", channel="<title>x</title><language>ja</language>")
    assert only(japanese).language == "other"


def test_items_are_told_apart_by_address_then_name_then_headline(tmp_path: Path) -> None:
    path = tmp_path / "a.rss"
    home = "<title>한빛신문</title><link>https://hanbit.example</link>"
    same = "<link>https://hanbit.example/</link>"
    items = (
        f"<title>하나</title>{same}<guid>https://hanbit.example/1</guid>",
        f"<title>둘</title>{same}<guid isPermaLink='false'>g2</guid>",
        f"<title>셋</title>{same}<pubDate>2026-03-02</pubDate>",
    )
    path.write_text(rss(*items, channel=home), encoding="utf-8")
    found = [item for item in read_articles(path) if isinstance(item, Article)]
    assert [item.id for item in found[1:]] == [
        article_id(file_origin(path, "g2")),
        article_id(file_origin(path, "2026-03-02 셋")),
    ]
    path.write_text(rss("<title>새 기사</title>", *reversed(items), channel=home), encoding="utf-8")
    assert {item.id for item in found} < {
        item.id for item in read_articles(path) if isinstance(item, Article)
    }


def test_what_has_no_address_is_read_again_from_the_feed(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(
        rss("<title>하나</title><guid>g1</guid>", "<title>둘</title><guid>g2</guid>"), encoding="utf-8"
    )
    old = [item for item in read_articles(path) if isinstance(item, Article)]
    assert {item.source for item in old} == {str(path)}
    path.write_text(
        rss("<title>둘</title><guid>g2</guid>", "<title>하나 고침</title><guid>g1</guid>"), encoding="utf-8"
    )
    again = {item.id: item.title for item in read_again(old, reads_files=True) if isinstance(item, Article)}
    assert again == {old[0].id: "하나 고침", old[1].id: "둘"}


def test_an_item_that_stands_twice_is_one_article_and_another_of_its_address_an_error() -> None:
    item = "<title>버스</title><link>https://hanbit.example/1</link>"
    found = read(rss(item, item, item.replace("버스", "다른 버스")))
    assert isinstance(found[0], Article)
    assert [str(error) for error in found[1:]] == [
        'a.xml item 3, url: "https://hanbit.example/1" is that of item 1 too; give every article its own'
    ]


def test_a_link_within_a_fetched_feed_is_taken_from_its_address() -> None:
    feed = rss("<title>버스</title><link>/arti/1.html</link>")
    (record,) = read_records(feed.encode(), ".rss", source="x", url="https://hanbit.example/rss.xml")
    assert isinstance(record, Record)
    assert (record.url, record.outlet) == ("https://hanbit.example/arti/1.html", "한빛신문")


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BOMB = f'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY l0 "lol">{LAUGHS}]>' + rss("<title>&l9;</title>")
OUTSIDE = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + rss("<title>&x;</title>")


@pytest.mark.parametrize("form", ["utf-8", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("feed", [BOMB, OUTSIDE, f"junk {OUTSIDE}", f"<!-- x -->\n{OUTSIDE}"])
def test_a_document_type_is_refused_and_nothing_expanded(feed: str, form: str) -> None:
    started = time.perf_counter()
    assert refusal(feed.encode(form)) == (
        "a.xml: it declares a document type, whose entities are not read; "
        "export it without the line <!DOCTYPE …>"
    )
    assert time.perf_counter() - started < 1.0


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"/>',
            "it is XML of <urlset>, and neither an RSS",
        ),
        ("<x:기사 xmlns:x='y'>금리</x:기사>", "it is XML of <x:기사>, and"),
        ("<!DOCTYPE html><html><body>금리</body></html>", "it is a web page and no feed; save it with"),
        ("<!doctype html><html><body><p>금리</body></html>", "it is a web page and no feed; save it with"),
        ("<html><body>금리</body></html>", "it is a web page and no feed; save it with the ending .html"),
        ("금리가 올랐다", "it is no sound XML (syntax error); export it again"),
        ("", "it is no sound XML ("),
        ("\x00\x01\x02", "can't be read"),
        ("<rss><channel><title>한빛신문</title></channel></rss>", "the feed has no item; check that"),
        ("PK\x03\x04", "it is a zip archive"),
    ],
)
def test_what_is_no_feed_is_one_line(content: str, words: str) -> None:
    assert words in refusal(content)


def test_a_feed_that_breaks_off_gives_what_was_whole() -> None:
    whole = rss("<title>하나</title>", "<title>둘</title>").replace("<item>", "\n<item>")
    for end in ("<title>둘</ti", "<title>둘", "<title><![CDATA[둘"):
        article, error = read(whole[: whole.index("<title>둘")] + end)
        assert isinstance(article, Article)
        assert article.title == "하나"
        assert str(error).startswith("a.xml line 3: its XML is broken here (")
        assert "); the items before it were read (1), so export it again" in str(error)
    assert "no item was whole" in refusal("<rss><channel><item><title>하나")


@pytest.mark.parametrize(
    "content",
    [
        rss("<description>" + "<b>" * 100_000),
        "<rss>" + "<a>" * 1_000_000,
        "<rss " + " ".join(f'xmlns:a{n}="b"' for n in range(20_000)) + ">",
        rss(f"<title>{'<![CDATA[' * 100_000}"),
        rss(f"<title>{'<!--' * 100_000}"),
        rss(f"<title>{'&' * 1_000_000}</title>"),
        "<?xml " * 200_000,
        "<!---->" * 100_000,
        rss(f"<description><![CDATA[{'<' * 500_000}]]></description>"),
        rss(f"<description><![CDATA[{'<p>' * 100_000}]]></description>"),
        rss(f"<link>{'[' * 100_000}</link><title>하나</title>"),
        f"<rss><channel>{'<item/>' * 1_000_000}",
    ],
    ids=range(12),
)
def test_hostile_xml_costs_no_time(content: str) -> None:
    started = time.perf_counter()
    found = read(content)
    assert found
    assert time.perf_counter() - started < 5.0


def test_a_large_feed_is_read_in_time() -> None:
    item = f"<title>버스 {{}}</title><guid>{{}}</guid><description>{FIRST}</description>"
    feed = rss(*(item.format(n, n) for n in range(3_000)))
    started = time.perf_counter()
    records = list(read_records(feed.encode(), ".xml", source="a.xml"))
    assert len(records) == 3_000
    assert time.perf_counter() - started < 5.0


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (RSS, True), (RDF, False), (ATOM, False), (rss(), True), ("\ufeff\n<?xml version='1.0'?>\n<feed xmlns='x'>", True),
        ("<!-- a --><!-- b -->\n<rdf:RDF xmlns='x'>", True), ("<html><rss>", False), ("", False), ("금리 <rss>", False),
        ("<!---->" * 700, False),
    ],
)  # fmt: skip
def test_a_feed_is_known_by_its_first_element(content: str, expected: bool) -> None:
    assert is_feed(content.encode()) == expected


TOKENS = st.sampled_from(
    ["<rss>", "<channel>", "<item>", "</item>", "</channel>", "</rss>", "<title>", "</title>", "<link>", "</link>",
     "<link href='", "'/>", "<description>", "</description>", "<![CDATA[", "]]>", "<!--", "-->", "<?xml ", "?>", "<feed>",
     "<entry>", "</entry>", "<content type='xhtml'>", "</content>", "<author>", "<name>", "<r:RDF xmlns:r='", "xmlns", "<a:b>",
     "&#55357;", "&nbsp;", "&", "<!DOCTYPE rss [", "]>", "https://hanbit.example/", "http://[", "금리", "한국은행이 올렸다. ",
     "😀", "\u1100\u1161", "\x00", "\n", "'", '"', ">", "<", "<guid>", "</guid>", "<pubDate>2026</pubDate>"]
)  # fmt: skip
FEEDS = st.lists(TOKENS, max_size=40).map("".join)


@settings(max_examples=300, deadline=None)
@given(
    FEEDS | FEEDS.map(lambda text: f"<rss><channel><item>{text}</item></channel></rss>"),
    st.sampled_from(["utf-8", "utf-16", "cp949"]),
)
def test_any_pieces_of_a_feed_are_articles_or_errors(text: str, encoding: str) -> None:
    found = read(text.encode(encoding, "replace"))
    assert found
    for item in found:
        assert isinstance(item, Article) or "\n" not in str(item)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([".xml", ".rss", ".atom"]))
def test_any_bytes_are_articles_or_errors(content: bytes, ending: str) -> None:
    for item in [*read(content, f"a{ending}"), *read(b"<rss><channel><item><title>" + content, f"a{ending}")]:
        assert isinstance(item, Article | ArticleError)
