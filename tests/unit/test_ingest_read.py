"""Files and folders: what is read, in which order, what is passed over, and that ids last."""

from __future__ import annotations

import errno
import gzip
import json
import os
import time
import unicodedata
from pathlib import Path

import pytest

from qa_bot.errors import ArticleError
from qa_bot.ingest import (
    article_id,
    count_sources,
    find_files,
    limits,
    read_articles,
    read_file,
    read_paste,
    read_text,
    read_upload,
)
from qa_bot.ingest.origins import file_origin, find_path, normalized_url, readable_path
from qa_bot.types import Article

STORY = "한국은행이 기준금리를 3.5%로 올렸다고 20일 밝혔다."


def articles(found) -> list[Article]:
    return [item for item in found if isinstance(item, Article)]


def errors(found) -> list[str]:
    return [str(item) for item in found if isinstance(item, ArticleError)]


def test_a_folder_is_read_in_a_fixed_order_without_hidden_files_and_other_endings(tmp_path):
    for name in (
        "b.txt",
        "a.md",
        "under/c.TXT",
        ".hidden.txt",
        ".git/d.txt",
        "picture.png",
        "~$draft.docx",
        "e.xyz",
        "README.md",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{name}\n\n{STORY}", encoding="utf-8")
    assert [item.title for item in articles(read_articles(tmp_path))] == ["a.md", "b.txt", "under/c.TXT"]
    assert errors(read_articles(tmp_path)) == []
    assert count_sources(tmp_path) == 3


def test_one_bad_file_stops_no_other(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"\x7fELF")
    (tmp_path / "b.txt").write_text("")
    (tmp_path / "c.txt").write_text(f"제목\n\n{STORY}", encoding="utf-8")
    found = list(read_articles(tmp_path))
    assert [type(item) for item in found] == [ArticleError, ArticleError, Article]
    assert str(found[0]).startswith(f"{tmp_path}/a.txt: it is a program")


def test_a_link_that_leaves_the_folder_is_not_followed(tmp_path):
    outside, inside = tmp_path / "outside", tmp_path / "inside"
    outside.mkdir()
    inside.mkdir()
    (outside / "secret.txt").write_text(f"비밀\n\n{STORY}", encoding="utf-8")
    (inside / "a.txt").write_text(f"제목\n\n{STORY}", encoding="utf-8")
    (inside / "link.txt").symlink_to(outside / "secret.txt")
    (inside / "folder").symlink_to(outside)
    (inside / "loop").symlink_to(inside)
    (inside / "gone.txt").symlink_to(inside / "nothing.txt")
    assert find_files(inside) == [inside / "a.txt"]


def test_a_file_and_the_links_to_it_are_read_once_under_its_own_name(tmp_path):
    (tmp_path / "under").mkdir()
    (tmp_path / "b.txt").write_text(f"제목\n\n{STORY}", encoding="utf-8")
    (tmp_path / ".c.txt").write_text(f"다른 제목\n\n{STORY}", encoding="utf-8")
    for name, target in (
        ("a.txt", "b.txt"),
        ("under/d.txt", "b.txt"),
        ("e.txt", ".c.txt"),
        ("f.txt", ".c.txt"),
    ):
        (tmp_path / name).symlink_to(tmp_path / target)
    assert find_files(tmp_path) == [tmp_path / "b.txt", tmp_path / "e.txt"]
    assert [item.source for item in articles(read_articles(tmp_path))] == [
        str(tmp_path / "b.txt"),
        str(tmp_path / "e.txt"),
    ]


@pytest.mark.parametrize("has_others", [True, False])
def test_a_folder_that_may_not_be_looked_into_is_named(tmp_path, monkeypatch, has_others):
    closed = tmp_path / "닫힌 폴더"
    closed.mkdir()
    if has_others:
        (tmp_path / "a.txt").write_text(f"제목\n\n{STORY}", encoding="utf-8")
    scandir = os.scandir

    def refuse(place):  # root, which tests may be run by, may look into every folder
        if str(place) == str(closed):
            raise PermissionError(errno.EACCES, "Permission denied", str(place))
        return scandir(place)

    monkeypatch.setattr(os, "scandir", refuse)
    found = list(read_articles(tmp_path))
    assert errors(found) == [f"{closed}: can't be read: Permission denied"]
    assert len(articles(found)) == has_others


@pytest.mark.parametrize("blank", ["", " ", "\t\n"])
def test_no_name_is_not_the_working_folder(blank, tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text(f"제목\n\n{STORY}", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    (error,) = errors(read_articles(blank))
    assert error == 'there is no such file or folder as ""; name one, or a URL'
    assert count_sources(blank) == 1
    assert len(articles(read_articles("."))) == 1


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("m기사.txt".encode("cp949"), "m기사.txt"),
        ("기사 🚋.txt".encode(), "기사 🚋.txt"),
        (b"caf\xe9.txt", r"caf\xe9.txt"),
        ("폴더".encode() + b"/" + "기사.txt".encode("cp949"), "폴더/기사.txt"),
        ("폴더".encode("cp949") + b"/" + "기사.txt".encode(), "폴더/기사.txt"),
    ],
)
def test_a_name_of_broken_bytes_is_shown_as_text(name, shown, tmp_path):
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"제목\n\n{STORY}", encoding="utf-8")
    for place in (path, str(path), tmp_path):
        (article,) = articles(read_articles(place))
        assert article.source == f"{tmp_path}/{shown}"
        assert article.id == article_id(file_origin(path))
    path.write_bytes(b"\x7fELF")
    assert errors(read_articles(tmp_path))[0].startswith(f"{tmp_path}/{shown}: it is a program")
    (upload,) = articles(read_upload(os.fsdecode(name), STORY.encode()))
    assert upload.source == shown


def test_half_a_character_in_a_name_is_escaped():
    assert readable_path("half\ud83d.txt") == r"half\ud83d.txt"
    assert readable_path("") == ""


def test_a_name_in_two_encodings_is_two_files(tmp_path):
    for number, encoding in enumerate(("utf-8", "cp949")):
        path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + "기사.txt".encode(encoding)))
        path.write_text(f"제목 {number}\n\n{STORY}", encoding="utf-8")
    found = articles(read_articles(tmp_path))
    assert len({article.id for article in found}) == 2
    assert {article.source for article in found} == {f"{tmp_path}/기사.txt"}


def test_what_is_not_there_or_no_file_is_an_error(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    assert errors(read_articles(tmp_path / "nothing.txt")) == [
        f"{tmp_path}/nothing.txt: there is no such file or folder; check the path"
    ]
    assert "no regular file" in errors(read_articles(tmp_path / "pipe.txt"))[0]
    assert "the folder has no .txt" in errors(read_articles(tmp_path))[0]
    assert (
        "no such file" in errors(read_articles("a\x00b.txt"))[0]
        or "can't be read" in errors(read_articles("a\x00b.txt"))[0]
    )
    (tmp_path / "a.xyz").write_text("글")
    assert "its ending is none of" in errors(read_articles(tmp_path / "a.xyz"))[0]


def test_a_file_over_the_limit_is_refused_with_size_and_limit(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_bytes(b"a" * 1001)
    with pytest.raises(ArticleError, match=r"it has 1,001 bytes, the limit is 1,000; split it"):
        limits.read_bytes(path, most=1000)
    assert limits.read_bytes(path, most=1001) == b"a" * 1001
    assert limits.MOST_FILE_BYTES == 50_000_000


def test_an_id_stays_the_same_whatever_way_leads_to_the_file(tmp_path, monkeypatch):
    path = tmp_path / "news" / "a.txt"
    path.parent.mkdir()
    path.write_text(f"제목\n\n{STORY}", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    ways = ["news/a.txt", "./news/../news/a.txt", path, "news"]
    assert {article.id for way in ways for article in articles(read_articles(way))} == {
        article_id(f"file:{path.resolve().as_posix()}")
    }
    assert [article.source for article in articles(read_articles("news/a.txt"))] == ["news/a.txt"]


def test_the_id_of_an_upload_comes_from_its_name(tmp_path):
    for number in range(2):
        path = tmp_path / f"temporary-{number}.txt"
        path.write_text(f"제목\n\n{STORY}", encoding="utf-8")
        (article,) = articles(read_file(path, name="기사.txt"))
        assert (article.id, article.source) == (article_id("upload:기사.txt"), "기사.txt")


def test_a_packed_file_of_lines_is_read_and_counted(tmp_path):
    path = tmp_path / "a.jsonl.gz"
    lines = "\n".join(json.dumps({"title": f"{n}", "text": STORY}) for n in range(3))
    path.write_bytes(gzip.compress(f"{lines}\n\n".encode()))
    found = articles(read_articles(path))
    assert [article.id for article in found] == [article_id(file_origin(path, str(n))) for n in (1, 2, 3)]
    assert count_sources(path) == 3


def test_pasted_text_is_the_same_article_when_pasted_again():
    first, again, other = read_text(f"제목\n\n{STORY}"), read_text(f"제목\n\n{STORY}"), read_text(STORY)
    assert first.id == again.id != other.id
    with pytest.raises(ArticleError, match="no text"):
        read_text(" \n\t")


@pytest.mark.parametrize(
    ("url", "normal"),
    [
        ("HTTPS://WWW.Hanbit.example:443/A?b=1#c", "https://www.hanbit.example/A?b=1"),
        ("http://hanbit.example", "http://hanbit.example/"),
        ("https://hanbit.example/1?utm_source=x&id=2&utm_medium=y", "https://hanbit.example/1?id=2"),
        ("https://hanbit.example/기사/1", "https://hanbit.example/%EA%B8%B0%EC%82%AC/1"),
        ("https://hanbit.example/%EA%B8%B0%EC%82%AC/1", "https://hanbit.example/%EA%B8%B0%EC%82%AC/1"),
        ("http://hanbit.example:8080/x", "http://hanbit.example:8080/x"),
        ("ftp://hanbit.example/", None),
        ("https://", None),
        ("hanbit.example", None),
        ("https://hanbit.example:99999/", None),
        ("https://[::1", None),
        ("javascript:alert(1)", None),
    ],
)
def test_a_url_has_one_normal_form(url, normal):
    assert normalized_url(url) == normal


def test_the_sample_pages_keep_their_facts_citable():
    folder = Path(__file__).parents[2] / "data" / "articles"
    found = list(read_articles(folder))
    assert errors(found) == []
    assert len(found) == len(find_files(folder))
    for article in articles(found):
        lines = article.text.split("\n")
        assert lines[0] == article.title
        assert article.published is not None
        assert f"{article.published:%Y-%m-%d %H:%M}" in lines[1]
        assert article.author is not None
        assert article.author.split(", ")[0] in lines[2]
        assert lines[3] == ""
        for furniture in ("hanbit.example", "Posted on", "등록 :", "버튼", "Please direct", "ⓒ", "Copyright"):
            assert furniture not in article.text


def test_a_pasted_page_is_read_as_a_page_and_pasted_text_as_text():
    page = (
        "<!-- saved --><!DOCTYPE html><html><head><title>축제 개막</title></head><body><article><h1>축제 개막</h1>"
        "<p>해송시 축제가 금요일에 열렸다. 🎏</p><script>alert(1)</script></article></body></html>"
    )
    (read,) = read_paste(page)
    assert (read.title, read.source, "alert" in read.text, "<p>" in read.text) == (
        "축제 개막",
        "text",
        False,
        False,
    )
    (plain,) = read_paste("연날리기 <b>축제</b>\n\na < b 그리고 c > d.")
    assert (plain.title, plain.text) == (
        "연날리기 <b>축제</b>",
        "연날리기 <b>축제</b>\n\na < b 그리고 c > d.",
    )


def test_the_same_paste_is_the_same_article_and_another_is_another():
    pastes = ["금리\n\n올랐다.", "금리\n\n내렸다.", "<p>금리가 올랐다.</p>", "<p>금리가 내렸다.</p>"]
    ids = [article.id for text in pastes for article in read_paste(text)]
    assert len(set(ids)) == 4
    assert [article.id for text in pastes for article in read_paste(text)] == ids


def test_a_paste_of_many_comments_costs_no_time():
    started = time.perf_counter()
    (article,) = read_paste("<!---->" * 500 + "금리 😀")
    assert article.text.endswith("금리 😀")
    assert time.perf_counter() - started < 1.0


@pytest.mark.parametrize("text", ["", " \n\t", "<html></html>", "<p> </p>"])
def test_a_paste_without_text_is_one_error(text):
    (problem,) = read_paste(text)
    assert isinstance(problem, ArticleError)
    assert "\n" not in str(problem)


def test_decomposed_hangul_in_a_path_is_stored_composed(tmp_path):
    path = tmp_path / unicodedata.normalize("NFD", "한글 기사.txt")
    path.write_text(f"제목\n\n{STORY}", encoding="utf-8")
    (article,) = articles(read_articles(tmp_path))
    assert article.source == f"{tmp_path}/한글 기사.txt"
    found = find_path(article.source)
    assert found is not None
    assert found.read_text(encoding="utf-8") == f"제목\n\n{STORY}"
    assert find_path(f"{tmp_path}/다른 기사.txt") is None
    assert find_path("a" * 5000) is None
    assert find_path("\0") is None


def test_two_names_that_differ_in_the_form_of_their_hangul_do_not_overwrite_each_other(tmp_path):
    for form in ("NFC", "NFD"):
        path = tmp_path / unicodedata.normalize(form, "기사.txt")
        path.write_text(f"{form}\n\n{STORY}", encoding="utf-8")
    if len(list(tmp_path.iterdir())) < 2:
        pytest.skip("this file system takes both names for one")
    found = list(read_articles(tmp_path))
    assert len(articles(found[:1])) == 1
    assert errors(found[1:]) == [
        f"{tmp_path}/기사.txt: another file here has the same name; rename one of them"
    ]
