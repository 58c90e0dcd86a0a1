"""The verbs on the library: add, list, show, remove, verify, info."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest
from newsroom import HARBOUR, KITES, open_with_fakes

from qa_bot.cli import main
from qa_bot.cli.console import width
from qa_bot.types import Article

Captured = pytest.CaptureFixture[str]

KOREAN = "바람시 연 축제\n2024-06-01\n\n바람시 연 축제가 토요일 열린다. 연날리기 명인 서은별 씨가 온다.\n"


def run(*arguments: str | Path) -> int:
    return main([str(argument) for argument in arguments], bot_factory=open_with_fakes)


def listed(capsys: Captured, library: Path, *options: str) -> list[Article]:
    assert run("list", "--json", "--library", library, *options) == 0
    return [Article.from_dict(json.loads(line)) for line in capsys.readouterr().out.splitlines()]


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
