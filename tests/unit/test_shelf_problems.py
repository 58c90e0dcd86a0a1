"""What was wrong with an article, in the visitor's language."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import qa_bot
from qa_bot.errors import ArticleError
from qa_bot.ingest.hangul_document import NESTED
from qa_bot.web.shelf_problems import Problem, problem_text, problems_of
from qa_bot.web.shelf_words import shelf_words

KOREAN, ENGLISH = shelf_words("ko"), shelf_words("en")
PACKAGE = Path(qa_bot.__file__).parent
# a visitor of the page gives no folder, names no encoding, and can't ask for what isn't listed
NEVER_MET = (
    "the folder has no",
    "there is no encoding",
    "its bytes are no 7",
    "there is no such article",
    "is of kind 7",
)


def problems_in(path: Path) -> Iterator[str]:
    """The first argument of each `ArticleError(…)` of a module, with 7 for what is filled in."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "ArticleError" and node.args:
            parts = [
                part for part in ast.walk(node.args[0]) if isinstance(part, ast.JoinedStr | ast.Constant)
            ]
            if parts and isinstance(parts[0], ast.JoinedStr):
                yield "".join(v.value if isinstance(v, ast.Constant) else "7" for v in parts[0].values)
            elif parts and isinstance(parts[0].value, str):
                yield parts[0].value


MODULES = [
    *sorted((PACKAGE / "ingest").glob("*.py")),
    PACKAGE / "refreshing.py",
    PACKAGE / "web" / "shelf_adding.py",
]
PROBLEMS = sorted(
    {problem for path in MODULES for problem in problems_in(path)} - {"; check the address"}
    | {"the server answered 404 Not Found; check the address", "it has 9 bytes, the limit is 7; split it"}
    | {
        "another file here has the same name; rename one of them",
        "that was too much at once; try again in 9 seconds",
    }
    | {"it was left out, for at most 50 are taken at a time; add it now"}
)


def test_the_problems_were_found() -> None:
    assert len(PROBLEMS) > 30


@pytest.mark.parametrize("problem", [one for one in PROBLEMS if not one.startswith(NEVER_MET)])
def test_every_problem_of_reading_is_known_in_korean(problem: str) -> None:
    korean = problem_text(problem, KOREAN)
    assert re.search("[가-힣]", korean), korean
    assert "\\" not in korean
    english = problem_text(problem, ENGLISH)
    if problem.startswith("that was too much"):
        assert (korean, english) == (KOREAN.wait(9), ENGLISH.wait(9))
        return
    assert english == (
        problem if "no public address" not in problem else 'host "7" is not public; save the page as a file'
    )


def test_a_problem_says_nothing_of_the_network_behind_the_page() -> None:
    problem = 'host "intern.example" is at 10.1.2.3, no public address; save the page as a file'
    for say in (ENGLISH, KOREAN):
        assert "intern.example" in problem_text(problem, say)
        assert "10.1.2.3" not in problem_text(problem, say)


def test_what_is_not_known_stays_as_it_is_on_one_line_of_bearable_length() -> None:
    assert problem_text("a new\n problem; mend it", KOREAN) == "a new problem; mend it"
    assert problem_text("가" * 1000, KOREAN) == "가" * 299 + "…"


def test_a_source_has_one_problem_and_the_number_of_the_others() -> None:
    errors = [
        ArticleError("it is no JSON (x)", source="기사.jsonl", line=2),
        ArticleError("it has no text to answer from", source="text"),
        ArticleError("it is no JSON (x)", source="기사.jsonl", line=5),
    ]
    assert problems_of(errors, ENGLISH) == [
        Problem("기사.jsonl", "line 2: it is no JSON (x)", 1),
        Problem("pasted text", "it has no text to answer from", 0),
    ]
    assert [one.text for one in problems_of(errors, KOREAN)] == [
        "2줄: 올바른 JSON이 아닙니다. 한 줄에 하나씩 쓰세요",
        "답을 찾을 글이 없습니다. 내용이 있는지 보세요",
    ]


@pytest.mark.parametrize(
    ("unit", "place"), [("line", "3줄"), ("record", "3번째 기사"), ("item", "3번째 기사")]
)
def test_the_number_is_said_to_be_that_of_a_line_or_of_an_article(unit: str, place: str) -> None:
    errors = [ArticleError("it has no text to answer from", source="기사.json", line=3, unit=unit)]
    (english,), (korean,) = problems_of(errors, ENGLISH), problems_of(errors, KOREAN)
    assert english.text == f"{unit} 3: it has no text to answer from"
    assert korean.text == f"{place}: 답을 찾을 글이 없습니다. 내용이 있는지 보세요"


def test_a_quote_that_is_not_closed_is_no_broken_file() -> None:
    problem = 'it is no table up to line 12: a quote (") opened in this row is not closed; close or double it'
    assert (
        problem_text(problem, KOREAN)
        == "닫히지 않은 따옴표 때문에 12줄까지 한 행이 됐습니다. 따옴표를 닫으세요"
    )


@pytest.mark.parametrize(
    ("problem", "korean"),
    [
        (
            'its header is "a, b"; name a column text',
            "첫 줄 “a, b”에 본문 칸이 없습니다. 본문이나 text라는 칸을 두세요",
        ),
        ("the record has no text; give it one of the fields", "본문이 없습니다. 본문이나 text 항목에 쓰세요"),
    ],
)
def test_who_gives_no_text_is_told_both_names_for_it(problem: str, korean: str) -> None:
    assert problem_text(problem, KOREAN) == korean


@pytest.mark.parametrize(
    ("problem", "korean"),
    [
        (
            "it is a .docx, no .hwp; rename it to .docx",
            ".hwp 파일이 아니라 .docx 파일입니다. 확장자를 .docx로 바꾸세요",
        ),
        (
            "it is a page or XML, no .hwpx; save it as .hwpx or .docx",
            ".hwpx 파일이 아닙니다. .hwpx나 .docx로 저장하세요",
        ),
        (
            "it is no sound .hwp (it is cut short); save it as .hwpx or .docx",
            "온전한 .hwp 파일이 아닙니다. .hwpx나 .docx로 저장하세요",
        ),
        ("it is no sound .hwpx (x); save it again", "온전한 .hwpx 파일이 아닙니다. 다시 저장하세요"),
        ("it is no .docx (x); save it again", "온전한 .docx 파일이 아닙니다. 다시 저장하세요"),
        ("it has more than 500,000 pieces; split it", "문단이나 칸이 너무 많습니다. 나누세요"),
        (NESTED, "표나 글상자가 너무 깊이 겹쳐 있습니다. .docx로 저장하세요"),
    ],
)
def test_what_is_wrong_with_a_document_of_a_word_processor_is_said_with_its_ending(
    problem: str, korean: str
) -> None:
    assert problem_text(problem, KOREAN) == korean
