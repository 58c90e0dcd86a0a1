"""JSON documents: one article, a list, or an object around a list; what is none of them is one line."""

from __future__ import annotations

import gzip
import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_bot.errors import ArticleError
from qa_bot.ingest import article_id, read_articles, read_upload
from qa_bot.ingest.origins import file_origin
from qa_bot.refreshing import read_again
from qa_bot.types import Article

FIRST = {"title": "버스요금", "text": "해송시가 시내버스 요금을 1,700원으로 올린다. 🚌", "date": "2026-03-02"}
SECOND = {"title": "연날리기", "본문": "해송시 축제가 금요일에 열렸다."}


def read(value: Any, name: str = "a.json") -> list[Article | ArticleError]:
    return list(read_upload(name, json.dumps(value, ensure_ascii=False).encode()))


def titles(found: list[Article | ArticleError]) -> list[str]:
    return [item.title for item in found if isinstance(item, Article)]


def errors(found: list[Article | ArticleError]) -> list[str]:
    return [str(item) for item in found if isinstance(item, ArticleError)]


@pytest.mark.parametrize(
    "value",
    [
        [FIRST, SECOND],
        {"articles": [FIRST, SECOND]},
        {"data": {"items": [FIRST, SECOND], "total": 2}},
        {"feed": {"title": "한빛신문", "entry": [FIRST, SECOND]}},
        {"response": {"header": {"resultCode": "00"}, "body": {"items": {"item": [FIRST, SECOND]}}}},
        {"기사": [FIRST, SECOND], "지면": ["1면", "2면"], "기자": [{"id": 1}]},
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_list_of_records_is_found_under_whatever_name(value: Any, form: str) -> None:
    content = unicodedata.normalize(form, json.dumps(value, ensure_ascii=False))  # type: ignore[arg-type]
    found = list(read_upload("a.json", content.encode()))
    assert errors(found) == []
    assert titles(found) == ["버스요금", "연날리기"]


def test_one_object_is_one_article_with_the_id_of_its_file(tmp_path: Path) -> None:
    path = tmp_path / "기사.json"
    path.write_text(json.dumps(FIRST), encoding="utf-8")
    (article,) = read_articles(path)
    assert isinstance(article, Article)
    assert article.id == article_id(file_origin(path))
    assert article.text.startswith("버스요금\n2026-03-02\n\n해송시가")


def test_an_article_with_comments_is_the_article() -> None:
    assert titles(read({**FIRST, "comments": [{"text": "좋은 기사"}, {"text": "그러게요 😀"}]})) == [
        "버스요금"
    ]


def test_of_several_lists_that_with_headlines_is_read_and_the_others_are_named() -> None:
    found = read({"comments": [{"text": "하나"}] * 3, "page": {"articles": [FIRST, SECOND]}})
    assert titles(found) == ["버스요금", "연날리기"]
    (error,) = errors(found)
    assert error == (
        'a.json: "comments" holds 3 articles too, and only "page.articles" was read; '
        "put them into a file of their own"
    )


def test_a_list_too_deep_is_not_looked_for() -> None:
    (error,) = errors(read({"a": {"b": {"c": {"d": {"e": [FIRST]}}}}}))
    assert "JSON without an article (an object with a)" in error


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("is_packed", [False, True])
def test_old_encodings_and_packing_change_nothing(encoding: str, is_packed: bool) -> None:
    first = {**FIRST, "text": "해송시가 시내버스 요금을 1,700원으로 올린다."}
    content = json.dumps([first, SECOND], ensure_ascii=False, indent=1).encode(encoding)
    found = list(
        read_upload("a.json.gz", gzip.compress(content)) if is_packed else read_upload("a.json", content)
    )
    assert titles(found) == ["버스요금", "연날리기"]


@pytest.mark.parametrize(
    ("value", "described"),
    [
        ({"name": "site", "version": "1.0", "scripts": {}}, "an object with name, version, scripts"),
        ({"a": 1, "b": 2, "c": 3, "d": 4, "e": 5, "f": 6}, "an object with a, b, c, d, e, …"),
        ({}, "an empty object"),
        ([], "a list of 0"),
        ([1, "금리", None], "a list of 3"),
        ([{"제목": "금리"}, {"제목": "물가"}], "a list of 2"),
        ([[FIRST]], "a list of 1"),
        ({"body": {"items": []}, "x": "금리"}, None),
        ("금리 😀", 'the value "금리 😀"'),
        (None, "the value null"),
    ],
)
def test_json_that_is_no_article_is_one_line(value: Any, described: str | None) -> None:
    (error,) = errors(read(value))
    if described:
        assert error == (
            f"a.json: it is JSON without an article ({described}); give it a list of objects with one of the "
            "fields text, content, body, 본문, 내용"
        )


def test_in_a_folder_a_stray_settings_file_is_named_and_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"name": "site"}')
    (tmp_path / "기사.json").write_text(json.dumps([FIRST, SECOND]))
    found = list(read_articles(tmp_path))
    assert titles(found) == ["버스요금", "연날리기"]
    (error,) = errors(found)
    assert error.startswith(f"{tmp_path}/config.json: it is JSON without an article (an object with name)")


@pytest.mark.parametrize(
    ("record", "problem"),
    [
        ({"title": "금리"}, "a.json record 2: the record has no text; give it one of the fields"),
        (7, "a.json record 2: it is a JSON number; write an object"),
        ({**SECOND, "date": "어제"}, 'a.json record 2, published: "어제" is no date; use YYYY-MM-DD'),
        ({"text": 3.5}, 'a.json record 2, text: "3.5" is of kind float; write it as a string'),
        ({**SECOND, "url": "hanbit.example"}, 'a.json record 2, url: "hanbit.example" is no URL; begin'),
    ],
)
def test_a_bad_record_is_named_by_its_number_and_stops_no_other(record: Any, problem: str) -> None:
    for value in ([FIRST, record, SECOND], {"items": [FIRST, record, SECOND]}):
        found = read(value)
        assert titles(found) == ["버스요금", "연날리기"]
        (error,) = errors(found)
        assert error.startswith(problem)


def test_a_field_that_is_there_twice_costs_its_record_alone() -> None:
    twice = '[{"text": "해송항 글", "text": "다른 글"}, {"text": "글 😀", "x": {"id": 1, "id": 2}}]'
    found = list(read_upload("a.json", twice.encode()))
    assert titles(found) == ["글 😀"]
    assert errors(found) == [
        "a.json record 1, text: it is no JSON of one article: the field is there twice, with two values; keep one"
    ]


def test_a_record_given_twice_is_named_by_both_numbers() -> None:
    (error,) = errors(read([{**FIRST, "id": "k"}, SECOND, {**SECOND, "id": "k"}]))
    assert error == 'a.json record 3, id: "k" is that of record 1 too; give every article its own'


def test_where_json_is_broken_is_said_by_line_and_column() -> None:
    (error,) = read_upload("a.json", '[\n {"text": "금리"},\n {"text": "물가"\n'.encode())
    assert str(error) == (
        "a.json line 4: it is no JSON document (Expecting ',' delimiter at column 1); "
        "mend it there or export it again"
    )


@pytest.mark.parametrize("content", [b"", b" \n", b"{", b"[" * 100_000, b'{"a":' * 100_000, b"9" * 10_000])
def test_what_is_no_json_is_one_error(content: bytes) -> None:
    (error,) = read_upload("a.json", content)
    assert isinstance(error, ArticleError)
    assert "it is no JSON document (" in str(error)


def test_json_lines_under_another_ending_are_read_as_lines() -> None:
    lines = "\n".join(json.dumps(record, ensure_ascii=False) for record in (FIRST, SECOND))
    found = list(read_upload("a.json", f"{lines}\n{{bad\n".encode()))
    assert titles(found) == ["버스요금", "연날리기"]
    assert errors(found)[0].startswith("a.json line 3: it is no JSON (")


def test_fields_of_json_feed_and_of_news_services_are_known() -> None:
    items = [
        {
            "id": "1",
            "url": "https://hanbit.example/1",
            "title": "Bus fares",
            "content_html": "<p>The city raises its <b>fares</b>.</p><p>It said so on Monday.</p>",
            "date_published": "2026-03-02T09:00:00+09:00",
            "authors": [{"name": "Han So-ra", "url": "https://hanbit.example/sora"}, {"name": "Kim Ha-na"}],
        },
        {
            "source": {"id": None, "name": "한빛신문"},
            "author": {"id": 3},
            "publishedAt": "2026-03-03T00:00:00Z",
            "title": {"$t": "물가"},
            "content": {"$t": "물가가 올랐다."},
        },
    ]
    first, second = read({"version": "https://jsonfeed.org/version/1.1", "title": "한빛신문", "items": items})
    assert isinstance(first, Article)
    assert first.text == (
        "Bus fares\n2026-03-02 09:00 KST\nBy Han So-ra, Kim Ha-na\n\nThe city raises its fares.\n\n"
        "It said so on Monday."
    )
    assert first.author == "Han So-ra, Kim Ha-na"
    assert isinstance(second, Article)
    assert (second.title, second.source, second.author) == ("물가", "한빛신문", None)
    assert second.published is not None


def test_articles_of_a_json_file_are_read_again_from_it(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"articles": [{**FIRST, "id": "1"}, {**SECOND, "id": "2"}]}))
    old = [item for item in read_articles(path) if isinstance(item, Article)]
    path.write_text(
        json.dumps({"articles": [{**SECOND, "id": "2", "본문": "비로 미뤘다."}, {**FIRST, "id": "1"}]})
    )
    again = {item.id: item for item in read_again(old, reads_files=True) if isinstance(item, Article)}
    assert set(again) == {article.id for article in old}
    assert again[old[1].id].text == "연날리기\n\n비로 미뤘다."


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["text", "본문", "title", "items", "id", "url", "date", "author", "\ud800"])
            | st.text(max_size=5),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=200, deadline=None)
@given(JSON)
def test_any_json_is_articles_or_errors_that_can_be_printed(value: Any) -> None:
    found = list(read_upload("a.json", json.dumps(value).encode()))
    assert found
    for item in found:
        assert isinstance(item, Article) or "\n" not in str(item)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=40).filter(str.isalpha), min_size=1, max_size=8, unique=True))
def test_every_record_of_a_list_is_read_wherever_the_list_lies(stories: list[str]) -> None:
    records = [{"id": str(number), "text": f"기사 {story}"} for number, story in enumerate(stories)]
    plain, under = read(records), read({"data": {"list": records}})
    assert [item.id for item in plain if isinstance(item, Article)] == [
        article_id(f"upload:a.json#{number}") for number in range(len(stories))
    ]
    assert plain == under
