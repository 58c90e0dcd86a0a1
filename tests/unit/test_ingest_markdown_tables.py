"""A table in Markdown keeps every cell in its column, and what only looks like one stays a text."""

from __future__ import annotations

import unicodedata

import pytest

from qa_bot.ingest import read_upload
from qa_bot.ingest.markdown import without_marks
from qa_bot.text.table_rows import find_tables
from qa_bot.types import Article


@pytest.mark.parametrize(
    ("written", "rows"),
    [
        ("| | 2024 | 2025 |\n|---|---|---|\n| 가 | | 3 |", [" | 2024 | 2025", "가 |  | 3"]),
        ("| x | y |\n|:-|-:|\n| 3 | |\n| | 4 |", ["x | y", "3 | ", " | 4"]),
        ("||남||\n|-|-|-|\n||나||", [" | 남 | ", " | 나 | "]),
        ("|x|3\n|---|---\n|y|4", ["x | 3", "y | 4"]),
        ("x | 3 |\n--- | ---|\ny | |", ["x | 3", "y | "]),
        ("x|y|z\n-|-|-\n가|🙂", ["x | y | z", "가 | 🙂 | "]),
        (r"| 식 | 값 |" + "\n|--|--|\n" + r"| P(A\|B) | `a\|b` |", ["식 | 값", "P(A∣B) | a∣b"]),
        (
            "| 달 | 비 |\n|--|--|\n| -- | -- |\n| - | - 3 |\n| # 1 | *2* |",
            ["달 | 비", "-- | --", "- | - 3", "# 1 | 2"],
        ),
        (
            "| **가** | [나](https://hanbit.example/1) |\n|--|--|\n| <b>다</b> | 라<br>마 |",
            ["가 | 나", "다 | 라 마"],
        ),
        ("|한국은행|금리|\n|--|--|\n|올렸다|3.5%|", ["한국은행 | 금리", "올렸다 | 3.5%"]),
    ],
)
def test_every_cell_keeps_its_column(written: str, rows: list[str]) -> None:
    assert without_marks(written).split("\n") == rows
    decomposed = without_marks(unicodedata.normalize("NFD", written))
    assert unicodedata.normalize("NFC", decomposed).split("\n") == rows


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (r"막대 \| 하나", "막대 | 하나"),
        ("가 | 나\n다 | 라", "가 | 나\n다 | 라"),
        ("| 가 | 나 |\n|---|\n", " 가 | 나 \n\n"),
        ("제목\n---\n글", "제목\n\n글"),
    ],
)
def test_what_is_no_table_stays_a_text(written: str, expected: str) -> None:
    assert without_marks(written) == expected


def test_a_table_of_an_article_is_found_between_its_paragraphs() -> None:
    text = "# 결과\n\n대회 결과가 나왔다.\n| | 남 | 여 |\n|--|--|--|\n| 1위 | 변우람 | |\n| 2위 | | 구해미 |\n\n끝났다."
    (article,) = read_upload("a.md", text.encode())
    assert isinstance(article, Article)
    assert article.text.split("\n\n")[1:] == [
        "대회 결과가 나왔다.",
        "| 남 | 여",
        "1위 | 변우람 |",
        "2위 | | 구해미",
        "끝났다.",
    ]
    (table,) = find_tables(article.text)
    assert [[cell.of(article.text) if cell else "" for cell in row.cells] for row in table.rows] == [
        ["1위", "변우람", ""],
        ["2위", "", "구해미"],
    ]
