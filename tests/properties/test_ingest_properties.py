"""Whatever the bytes, reading gives articles that hold or errors of ours, and the same each time."""

from __future__ import annotations

import ipaddress
import json
import unicodedata
from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qa_bot.errors import ArticleError
from qa_bot.ingest import read_text, read_upload
from qa_bot.ingest.addresses import is_public
from qa_bot.ingest.boilerplate import read_page
from qa_bot.ingest.bylines import read_byline
from qa_bot.ingest.dates import read_moment
from qa_bot.ingest.encodings import decode
from qa_bot.ingest.markdown import without_marks
from qa_bot.ingest.origins import article_id, normalized_url
from qa_bot.ingest.stamps import read_stamp
from qa_bot.ingest.wrapped_lines import join_wrapped
from qa_bot.types import Article

ENDINGS = (".txt", ".md", ".html", ".pdf", ".docx", ".hwp", ".hwpx", ".jsonl", ".jsonl.gz", ".csv", ".tsv")
MORE_ENDINGS = (".json", ".json.gz", ".xml", ".rss", ".atom")
HANGUL = st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3)
JAMO = st.characters(min_codepoint=0x1100, max_codepoint=0x11F9)
ODD = st.sampled_from("😀👩‍💻🇰🇷\u0301\ufeff\u200b\x00\x0c\r\n\t\u2028 :/|[]()*_#<>&-=\"'▶ⓒ0123456789가")
ANYTHING = st.text(st.one_of(HANGUL, JAMO, ODD, st.characters()), max_size=300)
FURNITURE = st.sampled_from(
    ["등록 : 2018-11-20 17:16", "By Han So-ra, staff reporter", "무단전재 및 재배포 금지", "관련기사",
     "▶ 기사", "", "---", "button that move to original korean article", "https://www.hanbit.example/1",
     "[사진]", "홍길동 기자 a@b.kr"]
)  # fmt: skip
PAGES = st.lists(st.one_of(FURNITURE, ANYTHING), max_size=12).map("\n".join)
SENTENCES = st.lists(
    st.sampled_from([
        "한국은행이 기준금리를 3.5%로 올렸다고 20일 밝혔다.",
        "The council of Haesong raised the fares of all its buses by a tenth.",
        "한국은행이금리를올렸다는소식이😀전해지자시장은빠르게움직였다고한다.",
        "신문협회는 ‘무단전재 및 재배포 금지’ 원칙을 다시 확인했다고 밝혔다.",
        "“Nobody was hurt, and that is what I am most thankful for,” he said.",
    ]),
    min_size=1, unique=True,
)  # fmt: skip
relaxed = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def holds(article: Article) -> bool:
    return (
        article.text.strip() != ""
        and unicodedata.is_normalized("NFC", article.text)
        and "\x00" not in article.text
        and "\n" not in article.title
        and article.title in article.text
        and "\n\n\n" not in article.text
        and Article.from_dict(json.loads(json.dumps(article.to_dict()))) == article
    )


@relaxed
@given(PAGES)
def test_any_text_is_an_article_that_holds_or_an_error(text):
    try:
        article = read_text(text)
    except ArticleError:
        return
    assert holds(article)
    assert read_text(text) == article


@pytest.mark.parametrize("ending", ENDINGS + MORE_ENDINGS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(content=st.one_of(st.binary(max_size=300), PAGES.map(lambda text: text.encode("utf-8", "replace"))))
def test_any_bytes_of_any_ending_are_articles_or_errors(ending, content):
    for item in read_upload(f"a{ending}", content):
        assert isinstance(item, ArticleError) or holds(item)


@relaxed
@given(
    st.dictionaries(
        st.sampled_from(
            [
                "title",
                "text",
                "body",
                "author",
                "date",
                "modified",
                "url",
                "id",
                "lang",
                "translation_of",
                "x",
            ]
        ),
        st.one_of(
            ANYTHING,
            st.none(),
            st.integers(),
            st.booleans(),
            st.lists(ANYTHING, max_size=3),
            st.just("2018-11-20"),
        ),
    )
)
def test_any_record_is_one_article_or_one_error_with_its_line(fields):
    (item,) = read_upload("a.jsonl", json.dumps(fields).encode())
    assert holds(item) if isinstance(item, Article) else item.line == 1


@relaxed
@given(SENTENCES)
def test_every_sentence_of_a_story_survives_in_order(sentences):
    page = read_page("\n\n".join(["제목", *sentences, "한소라 기자 sora@hanbit.example"]))
    assert page.paragraphs == tuple(sentences)


@relaxed
@given(ANYTHING, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_decoding_undoes_encoding(text, encoding):
    text = text.replace("\ufeff", "").encode("utf-8", "ignore").decode()
    # UTF-16's mark and a null character behind it are UTF-32's mark.
    if "\x00" in text and (encoding == "utf-8" or (encoding == "utf-16" and text[0] == "\x00")):
        return
    assert decode(text.encode(encoding)) == text


@relaxed
@given(st.text(st.characters(codec="cp949"), max_size=200))
def test_korean_of_the_old_encoding_is_read_back_or_refused_but_for_rare_collisions(text):
    content = ("한국은행이 기준금리를 올렸다. " + text.replace("\x00", "")).encode("cp949")
    assert decode(content).encode("cp949") == content


@relaxed
@given(ANYTHING)
def test_the_small_readers_take_any_line(line):
    read_stamp(line)
    read_byline(line)
    without_marks(line)
    join_wrapped([line, line])
    try:
        moment = read_moment(line, "ko")
    except (ValueError, OverflowError):
        return
    assert moment.time.tzinfo is not None


@relaxed
@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.times())
def test_a_time_is_read_back_from_each_way_of_writing_it(day, clock):
    time = datetime.combine(day, clock.replace(second=0, microsecond=0))
    ways = [
        "%Y-%m-%d %H:%M",
        "%Y.%m.%d %H:%M",
        "%Y년 %m월 %d일 %H시 %M분",
        "%b. %d, %Y %H:%M",
        "%Y-%m-%dT%H:%M:00+09:00",
    ]
    for way in ways:
        assert read_moment(time.strftime(way), "ko").time.replace(tzinfo=None) == time


@relaxed
@given(ANYTHING)
def test_a_url_s_normal_form_is_its_own_normal_form(path):
    normal = normalized_url(f"https://Hanbit.example/{path}")
    assert normal is None or normalized_url(normal) == normal


@given(ANYTHING, ANYTHING)
def test_an_id_is_sixteen_digits_and_differs_where_origins_differ(first, second):
    assert len(article_id(first)) == 16
    assert (article_id(first) == article_id(second)) == (first == second)


PRIVATE = st.sampled_from(["10.0.0.0/8", "127.0.0.0/8", "192.168.0.0/16"])


@given(st.one_of(st.ip_addresses(v=4), PRIVATE.flatmap(lambda network: st.ip_addresses(network=network))))
def test_an_address_dressed_up_as_ipv6_is_judged_as_itself(address):
    number = int(address)
    for dressed in (
        ipaddress.IPv6Address((0xFFFF << 32) | number),
        ipaddress.IPv6Address((0x64FF9B << 96) | number),
        ipaddress.IPv6Address((0x2002 << 112) | (number << 80)),
        ipaddress.IPv6Address((0x20010000 << 96) | (number ^ 0xFFFFFFFF)),
    ):
        assert is_public(dressed) == is_public(address)
