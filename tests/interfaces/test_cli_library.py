"""The verbs on the library: add, list, show, remove, verify, info."""

from __future__ import annotations

import io
import json
import os
import sqlite3
import sys
import unicodedata
from contextlib import closing
from pathlib import Path

import pytest
from newsroom import HARBOUR, KITES, open_with_fakes

from qa_bot.cli import main
from qa_bot.cli.console import width
from qa_bot.lookup import LEAST_ID_PREFIX
from qa_bot.types import Article

Captured = pytest.CaptureFixture[str]

KOREAN = "바람시 연 축제\n2024-06-01\n\n바람시 연 축제가 토요일 열린다. 연날리기 명인 서은별 씨가 온다.\n"


def run(*arguments: str | Path) -> int:
    return main([str(argument) for argument in arguments], bot_factory=open_with_fakes)


def listed(capsys: Captured, library: Path, *options: str) -> list[Article]:
    assert run("list", "--json", "--library", library, *options) == 0
    return [Article.from_dict(json.loads(line)) for line in capsys.readouterr().out.splitlines()]


def listed_quietly(capsys: Captured, library: Path) -> list[Article]:
    capsys.readouterr()
    return listed(capsys, library)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_korean_files_of_any_encoding_are_added_as_the_same_text(
    library: Path, capsys: Captured, tmp_path: Path, encoding: str
) -> None:
    (tmp_path / "kite.txt").write_bytes(KOREAN.encode(encoding))
    assert run("add", tmp_path / "kite.txt", "--library", library) == 0
    assert capsys.readouterr().out.startswith("1 added")
    titles = {article.title for article in listed(capsys, library, "--language", "ko")}
    assert titles == {KITES.title, "바람시 연 축제"}


def test_a_folder_makes_the_library_and_a_second_time_changes_nothing(
    library: Path, capsys: Captured, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "kite.txt").write_text(KOREAN, encoding="utf-8")
    for outcome in ("1 added", "1 unchanged"):
        assert run("add", tmp_path / "in", "--library", "new") == 0
        assert capsys.readouterr().out.strip() == outcome


def test_a_failed_source_is_one_line_and_code_1_while_the_rest_is_kept(
    library: Path, capsys: Captured, tmp_path: Path
) -> None:
    (tmp_path / "kite.txt").write_text(KOREAN, encoding="utf-8")
    (tmp_path / "binary.txt").write_bytes(b"\x7fELF\x00\x01\x02")
    (tmp_path / "empty.txt").write_bytes(b"")
    sources = [tmp_path / name for name in ("binary.txt", "kite.txt", "empty.txt", "missing.txt")]
    assert run("add", *sources, "--library", library) == 1
    captured = capsys.readouterr()
    assert captured.out.startswith("1 added, 3 failed")
    errors = captured.err.splitlines()
    assert [error.split(": ")[:2] for error in errors] == [["qa-bot", "error"]] * 3
    assert [name in error for name, error in zip(("binary", "empty", "missing"), errors, strict=True)] == [
        True
    ] * 3


def test_a_copy_is_named_with_the_article_that_it_is_a_copy_of(
    library: Path, capsys: Captured, tmp_path: Path
) -> None:
    for name in ("연 축제.txt", "kite.txt", "other.txt"):
        (tmp_path / name).write_text(KOREAN, encoding="utf-8")
    assert run("add", "연 축제.txt", "kite.txt", "--library", library) == 0
    (stored,) = (article for article in listed_quietly(capsys, library) if article.source == "연 축제.txt")
    assert run("add", "kite.txt", "--library", library) == 0
    captured = capsys.readouterr()
    assert captured.out == "1 duplicate\n"
    assert captured.err == f"left out: kite.txt has the text of 연 축제.txt (id {stored.id})\n"
    assert run("add", "kite.txt", "other.txt", "--library", library, "--quiet") == 0
    assert capsys.readouterr() == ("2 duplicates\n", "")
    assert run("add", "kite.txt", "--library", library, "--json", "--quiet") == 0
    (copy,) = json.loads(capsys.readouterr().out)["copies"]
    assert (copy["source"], copy["original"]) == ("kite.txt", stored.id)


def test_a_copy_of_a_page_is_named_by_its_address_too(
    library: Path, capsys: Captured, tmp_path: Path
) -> None:
    urls = ("https://hanbit.example/1", "https://hanbit.example/2")
    records = [{"text": KOREAN, "url": url, "source": "한빛신문"} for url in urls]
    (tmp_path / "a.jsonl").write_text("\n".join(json.dumps(record) for record in records), encoding="utf-8")
    assert run("add", "a.jsonl", "--library", library) == 0
    captured = capsys.readouterr()
    assert captured.out == "1 added, 1 duplicate\n"
    assert captured.err.startswith(
        f"left out: 한빛신문 ({urls[1]}) has the text of 한빛신문 ({urls[0]}) (id "
    )


def test_one_pair_of_editions_is_a_pair(library: Path, capsys: Captured, tmp_path: Path) -> None:
    (tmp_path / "kite.ko.txt").write_text(KOREAN, encoding="utf-8")
    (tmp_path / "kite.en.txt").write_text("Kites in Baram\n\nThe kite fair opens on Saturday.\n", "utf-8")
    assert run("add", "kite.ko.txt", "kite.en.txt", "--library", library) == 0
    assert capsys.readouterr().out == "2 added, 1 pair of editions\n"


def test_private_addresses_are_refused(library: Path, capsys: Captured) -> None:
    assert run("add", "http://127.0.0.1:9/secret", "http://169.254.169.254/latest", "--library", library) == 1
    captured = capsys.readouterr()
    assert captured.out == "2 failed\n"
    assert captured.err.count("qa-bot: error: ") == 2


def test_articles_on_standard_input_are_told_apart_by_their_text(
    library: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    for text in (KOREAN, "Second piece\n\nIt came by pipe.", KOREAN):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode("cp949")), "ascii"))
        assert run("add", "-", "--library", library) == 0
    capsys.readouterr()
    titles = sorted(article.title for article in listed(capsys, library))
    assert titles == ["Harbour festival begins", "Second piece", "바람시 연 축제", "연날리기 축제 개막"]


@pytest.mark.parametrize("content", [b"", b" \n", b"\x00\x01\x02"])
def test_standard_input_that_is_no_article_stops_no_other_source(
    library: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "kite.txt").write_text(KOREAN, encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), "ascii"))
    assert run("add", "-", "kite.txt", "-", "--library", library) == 1
    captured = capsys.readouterr()
    assert captured.out == "1 added, 1 failed\n"
    assert captured.err.startswith("qa-bot: error: standard input: it has ")
    assert captured.err.count("\n") == 1


@pytest.mark.parametrize("encoding", ["cp949", "nfd"])
def test_a_file_is_shown_listed_and_removed_by_its_name_as_the_shell_has_it(
    library: Path, capsys: Captured, tmp_path: Path, encoding: str
) -> None:
    name = "연 기사.txt"
    shell = unicodedata.normalize("NFD", name) if encoding == "nfd" else os.fsdecode(name.encode("cp949"))
    try:
        (tmp_path / shell).write_text(KOREAN, encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    assert run("add", shell, "--library", library) == 0
    capsys.readouterr()
    (article,) = listed(capsys, library, "--source", shell)
    assert article.source == name
    for written in (shell, name, f"./{shell}"):
        assert run("show", written, "--json", "--library", library) == 0
        assert json.loads(capsys.readouterr().out)["id"] == article.id
    assert run("remove", shell, shell, "--library", library) == 0
    assert capsys.readouterr().out == f"{article.id}\n"


def test_a_file_is_found_by_any_path_that_leads_to_it_even_when_it_has_gone(
    library: Path, capsys: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "kite.txt").write_text(KOREAN, encoding="utf-8")
    (tmp_path / "link").symlink_to(folder)
    assert run("add", "in", "--library", library) == 0
    monkeypatch.chdir(folder)
    capsys.readouterr()
    for name in ("kite.txt", folder / "kite.txt", tmp_path / "link" / "kite.txt", "../in/kite.txt"):
        assert run("show", name, "--json", "--library", library) == 0
        assert json.loads(capsys.readouterr().out)["source"] == "in/kite.txt"
    for name in ("", ".", "other.txt", "\0"):
        assert run("show", name, "--library", library) == 1
    (folder / "kite.txt").unlink()
    assert run("remove", "kite.txt", "--library", library) == 0
    assert len(capsys.readouterr().out) == 17


def test_the_same_file_twice_is_one(library: Path, capsys: Captured, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "kite.txt").write_text(KOREAN, encoding="utf-8")
    assert run("add", "in/kite.txt", "in", "./in/../in/kite.txt", "--library", library) == 0
    assert capsys.readouterr().out == "1 added\n"


@pytest.mark.parametrize("verb", [["list"], ["ask", "who?"], ["add", "kite.txt"], ["verify"]])
def test_a_library_that_is_a_file_is_called_that(
    library: Path, capsys: Captured, tmp_path: Path, verb: list[str]
) -> None:
    (tmp_path / "kite.txt").write_text(KOREAN, encoding="utf-8")
    assert run(*verb, "--library", "kite.txt") == 1
    assert capsys.readouterr().err == (
        "qa-bot: error: kite.txt: a library is a folder, and this is a file; choose another name\n"
    )
    assert (tmp_path / "kite.txt").read_text(encoding="utf-8") == KOREAN


def test_verify_says_what_is_damaged_and_what_to_do(library: Path, capsys: Captured) -> None:
    with closing(sqlite3.connect(library / "library.sqlite3")) as connection:
        connection.execute("UPDATE articles SET title = '다른 제목' WHERE id = ?", [KITES.id])
        connection.commit()
    assert run("verify", "--library", library) == 1
    assert capsys.readouterr().out == (
        f"article {KITES.id}: it is not as it was added; remove it and add it again\n"
    )


def test_progress_stays_off_a_standard_error_that_is_no_terminal(
    library: Path, capsys: Captured, tmp_path: Path
) -> None:
    (tmp_path / "kite.txt").write_text(KOREAN, encoding="utf-8")
    assert run("add", tmp_path / "kite.txt", "--library", library) == 0
    assert capsys.readouterr().err == ""


def test_the_table_of_articles_is_aligned_in_columns_of_a_terminal(library: Path, capsys: Captured) -> None:
    assert run("list", "--library", library) == 0
    header, *rows = capsys.readouterr().out.splitlines()
    place = header.index("HEADLINE")
    assert len(rows) == 2
    for row, article in zip(rows, (HARBOUR, KITES), strict=True):
        before = row[: row.index(article.title)]
        assert width(before) == place


def test_show_takes_the_beginning_of_an_id_and_prints_the_text_on_demand(
    library: Path, capsys: Captured
) -> None:
    assert run("show", "harbour", "--library", library) == 0
    assert HARBOUR.text not in capsys.readouterr().out
    assert run("show", "harbour", "--text", "--library", library) == 0
    assert capsys.readouterr().out.endswith(f"\n\n{HARBOUR.text}\n")


@pytest.mark.parametrize("short", ["h", "harb", "7d2a"])
def test_too_short_a_beginning_of_an_id_is_refused_with_how_much_is_needed(
    library: Path, capsys: Captured, short: str
) -> None:
    assert run("show", short, "--library", library) == 1
    error = capsys.readouterr().err
    assert error.startswith(f'qa-bot: error: no article "{short}" in ')
    assert f"an id may be shortened to {LEAST_ID_PREFIX} characters" in error
    assert run("show", "--help") == 0
    assert f"{LEAST_ID_PREFIX} or more characters of it" in " ".join(capsys.readouterr().out.split())


def test_show_takes_the_name_of_a_file_as_the_page_shows_it(
    library: Path, capsys: Captured, tmp_path: Path
) -> None:
    name = unicodedata.normalize("NFD", "연 기사.txt")
    for folder, title in (("a", "연 축제"), ("b", "연 대회")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_text(f"{title}\n\n연이 날았다. 🎏\n", encoding="utf-8")
    assert run("add", "a", "--library", library) == 0
    assert run("show", "연 기사.txt", "--library", library) == 0
    assert "연 축제" in capsys.readouterr().out
    assert run("add", "b", "--library", library) == 0
    assert run("show", "연 기사.txt", "--library", library) == 1
    assert capsys.readouterr().err == (
        'qa-bot: error: 2 files are called "연 기사.txt": a/연 기사.txt, b/연 기사.txt; write the path\n'
    )


def test_show_json_is_the_stored_article(library: Path, capsys: Captured) -> None:
    assert run("show", KITES.id, "--json", "--library", library) == 0
    assert Article.from_dict(json.loads(capsys.readouterr().out)) == KITES


def test_remove_prints_the_ids_and_complains_of_unknown_ones(library: Path, capsys: Captured) -> None:
    assert run("remove", "nothing-such", HARBOUR.id, "--library", library) == 1
    captured = capsys.readouterr()
    assert captured.out == f"{HARBOUR.id}\n"
    assert captured.err.startswith('qa-bot: error: no article "nothing-such" in ')
    assert [article.id for article in listed(capsys, library)] == [KITES.id]


def test_verify_finds_a_whole_library_whole_and_a_damaged_one_damaged(
    library: Path, capsys: Captured
) -> None:
    assert run("verify", "--json", "--library", library) == 0
    assert json.loads(capsys.readouterr().out) == {"problems": []}
    file = library / "library.sqlite3"
    file.write_bytes(b"not a database at all, but long enough to look at" * 100)
    assert run("verify", "--library", library) == 1
    assert "Traceback" not in capsys.readouterr().err


def test_info_says_what_is_there(library: Path, capsys: Captured) -> None:
    assert run("info", "--json", "--library", library) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["encoder"], found["reader"]) == ("hashing-64", "keyword")
    assert found["library"]["articles"] == 2
    assert run("info", "--library", library) == 0
    assert "library.articles_by_language.ko" in capsys.readouterr().out
