"""One file or URL given several times is one; nothing that is given gets lost."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from qa_bot.errors import ArticleError
from qa_bot.ingest.repeats import without_repeats
from qa_bot.types import Article


@pytest.fixture
def news(tmp_path, monkeypatch):
    """A working folder with three articles in two folders."""
    monkeypatch.chdir(tmp_path)
    for name in ("news/금리.txt", "news/b.txt", "news/old/c.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{name}\n\n한국은행이 {name} 기사를 냈다 😀.\n", encoding="utf-8")
    return tmp_path / "news"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (["news/b.txt", "news/b.txt"], ["news/b.txt"]),
        (["news/b.txt", "./news/../news/b.txt", "news//b.txt"], ["news/b.txt"]),
        (["news/금리.txt", "news", "news/b.txt"], ["news"]),
        (["news/old", "news/", "news"], ["news/"]),
        (["news/old", "news/b.txt", "news/old/c.txt"], ["news/old", "news/b.txt"]),
        (["gone.txt", "./gone.txt"], ["gone.txt"]),
        (["", "", "\0", "\0"], ["", "", "\0", "\0"]),
        (["https://a.example/1", "HTTPS://A.example:443/1#x", "https://a.example/2"],
         ["https://a.example/1", "https://a.example/2"]),
        (["ftp://a.example/1", "ftp://a.example/1"], ["ftp://a.example/1"]),
        ([], []),
    ],
)  # fmt: skip
def test_what_is_given_again_is_left_out(news, given, kept):
    assert without_repeats(given) == kept


def test_what_is_no_place_stays(news):
    article = Article(id="a", title="", text="글", language="ko")
    error = ArticleError("x")
    given = [article, article, error, "news/b.txt", Path("news/b.txt"), 3, 3]
    assert without_repeats(given) == [article, article, error, "news/b.txt", 3, 3]


def test_a_link_to_a_given_file_is_that_file_and_a_link_to_itself_stays(news):
    (news / "link.txt").symlink_to(news / "b.txt")
    (news / "loop.txt").symlink_to(news / "loop.txt")
    given = [str(news / "b.txt"), str(news / "link.txt"), str(news / "loop.txt")]
    assert without_repeats(given) == [given[0], given[2]]


def test_of_folders_that_share_some_files_the_second_keeps_the_others(news, tmp_path):
    (tmp_path / "mixed").mkdir()
    (tmp_path / "mixed" / "d.txt").write_text("다른 기사", encoding="utf-8")
    os.link(news / "b.txt", tmp_path / "mixed" / "hard.txt")  # another file, though its content is the same
    (news / ".hidden").mkdir()
    (news / ".hidden" / "e.txt").write_text("숨은 기사", encoding="utf-8")
    (news / ".hidden" / "to-b.txt").symlink_to(news / "b.txt")  # leads out of its folder
    assert without_repeats(["news", "mixed", "news/.hidden"]) == ["news", "mixed", "news/.hidden"]
    (tmp_path / "both").mkdir()
    (tmp_path / "news").rename(tmp_path / "both" / ".news")
    (tmp_path / "both" / "f.txt").write_text("함께", encoding="utf-8")
    (tmp_path / "both" / "to-b.txt").symlink_to(tmp_path / "both" / ".news" / "b.txt")
    kept = without_repeats(["both/.news", "both"])
    assert kept[0] == "both/.news"
    assert [path.name for path in kept[1:]] == ["f.txt"]


def test_an_empty_folder_within_another_is_still_told(news):
    (news / "empty").mkdir()
    assert without_repeats(["news", "news/empty"]) == ["news", "news/empty"]


def test_a_file_given_twice_is_added_and_reported_once(fake_bot, news):
    steps = []
    report = fake_bot.add("news/b.txt", "news", str(news / "금리.txt"), on_progress=steps.append)
    assert (len(report.added), report.unchanged, report.duplicates) == (3, (), ())
    assert [(step.done, step.total) for step in steps] == [(1, 3), (2, 3), (3, 3)]
    report = fake_bot.add("gone.txt", "./gone.txt")
    assert [str(error) for error in report.errors] == [
        "gone.txt: there is no such file or folder; check the path"
    ]
