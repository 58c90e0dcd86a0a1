"""Articles read again from where they came from."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from qa_bot import refreshing
from qa_bot.errors import ArticleError
from qa_bot.ingest.read import read_text, read_upload
from qa_bot.types import Article

TEXT = "해송 항구 준설\n\n해송 항구 준설 비용은 950억원 이다.\n"
URL = "https://www.hanbit.example/arti/1.html"


@pytest.fixture
def file(tmp_path):
    file = tmp_path / "기사 #1.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


def test_a_file_that_has_changed_is_updated_and_one_that_has_not_left_alone(fake_bot, file):
    (article_id,) = fake_bot.add(file).added
    assert fake_bot.refresh(article_id).unchanged == (article_id,)
    file.write_text(TEXT.replace("950억", "1200억"), encoding="utf-8")
    steps = []
    report = fake_bot.refresh(article_id, on_progress=steps.append)
    assert (report.updated, report.errors) == ((article_id,), ())
    assert "1200억원" in fake_bot.get(article_id).text
    assert [(step.done, step.total) for step in steps] == [(1, 1)]


def test_only_the_asked_record_of_a_file_is_read_again(fake_bot, tmp_path):
    file = tmp_path / "many.jsonl"

    def write(word):
        records = [
            {"id": str(n), "title": f"제목 {n}", "text": f"{word} 소식 {n} 번째 기사다."} for n in range(3)
        ]
        file.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in records), encoding="utf-8")

    write("어제")
    ids = fake_bot.add(file).added
    write("오늘")
    assert fake_bot.refresh(ids[1]).updated == (ids[1],)
    assert ["오늘" in fake_bot.get(name).text for name in ids] == [False, True, False]
    assert set(fake_bot.refresh(str(file)).updated) == {ids[0], ids[2]}


@pytest.mark.parametrize("encoding", ["cp949", "latin-1"])
def test_a_file_whose_name_is_of_another_encoding_is_read_again(fake_bot, tmp_path, encoding):
    folder, name = ("기사함", "항구 기사") if encoding == "cp949" else ("médias", "café")
    file = Path(os.fsdecode(os.fsencode(tmp_path) + f"/{folder}/{name}.txt".encode(encoding)))
    try:
        file.parent.mkdir()
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    file.write_text(TEXT, encoding="utf-8")
    report = fake_bot.add(file)
    assert not report.errors
    (article_id,) = report.added
    assert fake_bot.refresh(article_id).unchanged == (article_id,)
    file.write_text(TEXT.replace("950억", "1200억"), encoding="utf-8")
    assert fake_bot.refresh(article_id).updated == (article_id,)
    assert "1200억원" in fake_bot.get(article_id).text
    file.write_bytes(b"")
    (error,) = fake_bot.refresh(article_id).errors
    str(error).encode("utf-8")  # what can't be written can't be shown


@pytest.mark.parametrize("damage", ["gone", "empty", "binary"])
def test_a_file_that_cannot_be_read_again_leaves_the_article_as_it_is(fake_bot, file, damage):
    (article_id,) = fake_bot.add(file).added
    before = fake_bot.get(article_id)
    if damage == "gone":
        file.unlink()
    else:
        file.write_bytes(b"" if damage == "empty" else b"\x7fELF\x00\x01\x02")
    report = fake_bot.refresh(article_id)
    assert len(report.errors) == 1
    assert "\n" not in str(report.errors[0])
    assert report.total == 0
    assert fake_bot.get(article_id) == before


def test_what_was_pasted_or_uploaded_has_no_place_to_be_read_from_again(fake_bot):
    uploaded = next(iter(read_upload("a.txt", TEXT.encode("cp949"))))
    pasted = read_text("금리 인상\n\n한국은행이 올렸다.")
    fake_bot.add(uploaded, pasted)
    for article in (uploaded, pasted):
        (error,) = fake_bot.refresh(article.id).errors
        assert "add it again" in str(error)


def test_an_article_that_is_not_there_is_an_error_in_the_report(fake_bot):
    (error,) = fake_bot.refresh("없는 기사").errors
    assert str(error) == "없는 기사: there is no such article; look for it in the list"


def test_an_article_that_calls_itself_by_a_files_name_does_not_get_that_files_text(fake_bot, file):
    crafted = Article(id="crafted", title="", text="글", language="ko", source=str(file))
    fake_bot.add(crafted)
    (error,) = fake_bot.refresh("crafted").errors
    assert "not there any more" in str(error)
    assert fake_bot.get("crafted") == crafted


def reading(monkeypatch, **pages):
    """What the web holds in this test, by address."""
    asked = []

    def read(place):
        asked.append(place)
        yield from pages.get("found", [])

    monkeypatch.setattr(refreshing, "read_articles", read)
    return asked


def test_a_page_that_has_moved_is_still_that_article(fake_bot, monkeypatch):
    article = Article(id="page", title="", text="옛 글", language="ko", source="한빛일보", url=URL)
    fake_bot.add(article)
    moved = replace(article, id="moved", text="새 글", url=f"{URL}?page=2")
    asked = reading(monkeypatch, found=[moved])
    assert fake_bot.refresh("page").updated == ("page",)
    assert asked == [URL]
    assert fake_bot.get("page").text == "새 글"
    assert fake_bot.get("moved") is None


def test_what_a_feed_no_longer_holds_is_not_replaced_by_the_one_item_left(fake_bot, monkeypatch):
    item = Article(id="item", title="", text="옛 글", language="ko", source=URL)
    fake_bot.add(item)
    reading(monkeypatch, found=[replace(item, id="other", text="다른 글")])
    (error,) = fake_bot.refresh("item").errors
    assert "not there any more" in str(error)
    assert fake_bot.get("item") == item


def test_a_page_that_has_gone_is_reported_with_its_own_error(fake_bot, monkeypatch):
    fake_bot.add(Article(id="page", title="", text="글", language="ko", source=URL, url=URL))
    reading(monkeypatch, found=[ArticleError("answers 404", source=URL)])
    assert [str(error) for error in fake_bot.refresh("page").errors] == [f"{URL}: answers 404"]
    assert fake_bot.get("page").text == "글"


def test_private_addresses_are_refused_again(fake_bot):
    url = "http://127.0.0.1:9/secret.html"
    fake_bot.add(Article(id="page", title="", text="글", language="ko", source=url, url=url))
    (error,) = fake_bot.refresh("page").errors
    assert "127.0.0.1" in str(error)


def test_a_visitor_never_makes_the_machine_read_its_files(fake_bot, file, monkeypatch):
    fake_bot.add(file)
    visitor = fake_bot.for_visitor()
    visitor.add(Article(id="crafted", title="", text="글", language="ko", source=str(file)))
    asked = reading(monkeypatch)
    (error,) = visitor.refresh("crafted").errors
    assert "pasted or uploaded" in str(error)
    assert asked == []
    for source in (file, str(file), "/etc/passwd", "file:///etc/passwd", "../x.txt", "\0"):
        (error,) = visitor.add(source).errors
        assert str(error).endswith("only web addresses can be read here; upload the file instead")
