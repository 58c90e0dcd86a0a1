"""Every format of text gives the same article: one layout, its metadata, its errors by line and field."""

from __future__ import annotations

import json
import time
import unicodedata
from datetime import datetime

import pytest

from qa_bot.errors import ArticleError
from qa_bot.ingest import article_id, read_upload
from qa_bot.ingest.dates import KST
from qa_bot.ingest.markdown import without_marks
from qa_bot.types import Article

BODY = (
    "한국은행이 기준금리를 3.5%로 올렸다고 20일 밝혔다.\n\n총재는 물가가 😀 잡힐 때까지 지켜보겠다고 말했다."
)
LAID_OUT = f"금리 인상\n2018-11-20 17:16\n홍길동 기자\n\n{BODY}"


def only(name: str, content: str | bytes) -> Article:
    found = list(read_upload(name, content if isinstance(content, bytes) else content.encode()))
    assert len(found) == 1
    if isinstance(found[0], ArticleError):
        raise found[0]
    return found[0]


def record(**fields: object) -> str:
    return json.dumps({"title": "금리 인상", "text": BODY, **fields}, ensure_ascii=False)


PAGE = """<!doctype html><html lang="ko"><head><title>금리 인상 : 한빛신문</title>
<meta property="article:published_time" content="2018-11-20T17:16:00+09:00">
<meta name="author" content="홍길동">
<script>var evil = "스크립트";</script><style>p {{ color: red }}</style></head><body>
<nav><a href="/">처음</a> <a href="/p">정치</a></nav><article><h1>금리 인상</h1>{paragraphs}</article>
<aside><h3>많이 본 기사</h3><ol><li><a href="/1">시장 사퇴</a></li></ol></aside>
<footer>Copyrights ⓒ 한빛신문</footer></body></html>"""


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", f"금리 인상\n등록 : 2018-11-20 17:16\n\n{BODY}\n\n홍길동 기자 hong@hanbit.example\n"),
        ("a.md", f"---\ntitle: 금리 인상\ndate: 2018-11-20 17:16\nauthor: 홍길동\n---\n\n{BODY}\n"),
        ("a.jsonl", record(published="2018-11-20 17:16", author="홍길동 기자")),
        ("a.csv", f'title,date,author,body\n금리 인상,2018-11-20 17:16,홍길동,"{BODY}"\n'),
        ("a.tsv", f'title\tdate\tauthor\tbody\n금리 인상\t2018-11-20 17:16\t홍길동\t"{BODY}"\n'),
        ("a.html", PAGE.format(paragraphs="".join(f"<p>{p}</p>" for p in BODY.split("\n\n")))),
    ],
)
def test_all_formats_come_to_the_same_article(name, content):
    article = only(name, content)
    assert article.text == LAID_OUT
    assert (article.title, article.language, article.author) == ("금리 인상", "ko", "홍길동")
    assert article.published == datetime(2018, 11, 20, 17, 16, tzinfo=KST)


def test_a_modified_time_can_be_cited_in_both_languages():
    korean = only("a.jsonl", record(published="2018-11-20 17:16", modified="2018-11-21"))
    assert korean.text.split("\n")[1] == "2018-11-20 17:16 (수정 2018-11-21)"
    english = "The bank raised its rate to 3.5 percent on Tuesday, its governor said in the capital."
    article = only(
        "a.txt",
        f"Rates rise\nPosted on : 2018-11-20 17:16 KST Modified on : 2019-10-19 20:29 KST\n\n{english}",
    )
    assert article.text == f"Rates rise\n2018-11-20 17:16 KST (modified 2019-10-19 20:29 KST)\n\n{english}"
    assert article.modified == datetime(2019, 10, 19, 20, 29, tzinfo=KST)


def test_decomposed_hangul_becomes_composed():
    assert only("a.txt", unicodedata.normalize("NFD", LAID_OUT)).text == LAID_OUT


def test_text_without_spaces_or_headline_keeps_every_letter():
    body = "한국은행이기준금리를올렸다." * 40
    article = only("a.txt", body)
    assert article.text == body
    assert body.startswith(article.title)
    assert len(article.title) == 30


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"published": "어제"}, "published", '"어제" is no date; use YYYY-MM-DD'),
        ({"date": 1542701760}, "published", '"1542701760" is a count of seconds; use YYYY-MM-DD'),
        ({"modified": "2018-02-30"}, "modified", "use YYYY-MM-DD"),
        ({"text": 3.5}, "text", "is of kind float; write it as a string"),
        ({"title": {"ko": "금리"}}, "title", "is of kind dict"),
        ({"url": "www.hanbit.example/1"}, "url", "begin it with http"),
        ({"language": "Klingonisch"}, "language", "use ko, en or other"),
        ({"text": " \n "}, "", "give it one of the fields text, content, body"),
        ({"text": "[사진]", "title": ""}, "text", "no text to answer from"),
    ],
)
def test_a_bad_field_is_named_with_file_line_value_and_remedy(fields, field, words):
    found = list(read_upload("a.jsonl", f"\n{record(**fields)}\n{record(id='good')}\n".encode()))
    assert isinstance(found[0], ArticleError)
    assert (found[0].source, found[0].line, found[0].field) == ("a.jsonl", 2, field)
    assert words in str(found[0])
    assert isinstance(found[1], Article)


@pytest.mark.parametrize(
    ("line", "words"),
    [("{", "no JSON"), ("[1]", "it is a JSON array"), ('"금리"', "it is a JSON string"),
     ("[" * 100_000, "no JSON"), ("9" * 10_000, "no JSON"), ('{"text": "a"', "no JSON")],
)  # fmt: skip
def test_a_line_that_is_no_object_stops_no_other(line, words):
    found = list(read_upload("a.jsonl", f"{line}\n{record()}".encode()))
    assert words in str(found[0])
    assert isinstance(found[1], Article)


def test_unknown_fields_are_ignored_and_surrogates_do_no_harm():
    article = only(
        "a.jsonl", '{"title": "a\\ud800b", "text": "A\\u0000 text of the bank stands here.", "x": [1]}'
    )
    assert article.title == "a\ufffdb"
    assert article.text.encode("utf-8")


def test_ids_come_from_url_else_record_id_else_line():
    lines = [record(url="https://www.Hanbit.example/1?utm_source=x#top"), record(id="r7"), record()]
    found = [item for item in read_upload("a.jsonl", "\n".join(lines).encode()) if isinstance(item, Article)]
    assert [article.id for article in found] == [
        article_id("https://www.hanbit.example/1"),
        article_id("upload:a.jsonl#r7"),
        article_id("upload:a.jsonl#3"),
    ]


def test_an_id_given_twice_is_an_error_and_not_a_silent_loss():
    found = list(read_upload("a.jsonl", f"{record(id='r')}\n{record(id='r')}".encode()))
    assert isinstance(found[0], Article)
    assert str(found[1]) == 'a.jsonl line 2, id: "r" is that of line 1 too; give every article its own'


def test_a_translation_is_named_by_record_id_or_url():
    lines = [
        record(id="k", translation_of="e"),
        record(id="u", translation_of="https://english.hanbit.example/1"),
    ]
    first, second = (
        item for item in read_upload("a.jsonl", "\n".join(lines).encode()) if isinstance(item, Article)
    )
    assert first.translation_of == article_id("upload:a.jsonl#e")
    assert second.translation_of == article_id("https://english.hanbit.example/1")


def test_a_cell_longer_than_the_csv_modules_limit_is_read():
    long = "한국은행이 금리를 올렸다. " * 20_000
    assert only("a.csv", f"title,text\n금리,{long}\n").text.endswith(long.strip())


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("제목,조회수\n금리,7\n", "name a column text or content or body or 본문 or 내용"),
        ("", "name a column"),
        ("title,text\n금리,올랐다,내렸다\n", "line 2: the row has 3 cells, the header 2"),
        ("title,text\n금리,\n", "line 2: the record has no text"),
    ],
)
def test_a_table_that_does_not_fit_its_header_is_an_error(content, words):
    with pytest.raises(ArticleError, match=words):
        only("a.csv", content)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (("제목", "본문", "기자", "날짜", "주소", "언어", "신문"), "한빛신문"),
        ((" 제목", "내용", "글쓴이", "작성일", "링크", "언어", "매체"), "한빛신문"),
        (("제목", "내용", "작성자", "발행일", "URL", "언어", "언론사"), "한빛신문"),
        (("제목", "내용", "작성자", "등록일", "URL", "언어", "조회수"), "a"),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_korean_names_of_fields_mean_the_same_in_tables_and_json(fields, expected, form):
    values = ("금리 인상", BODY, "홍길동", "2018-11-20", "https://www.hanbit.example/1", "한국어", "한빛신문")
    names = [unicodedata.normalize(form, name) for name in fields]
    cells = [f'"{value}"' for value in values]
    table = f"{','.join(names)}\n{','.join(cells)}\n"
    lines = json.dumps(dict(zip(names, values, strict=True)))
    for article in (only("a.csv", table), only("a.jsonl", lines)):
        assert article.text == f"금리 인상\n2018-11-20\n홍길동 기자\n\n{BODY}"
        assert (article.language, article.author) == ("ko", "홍길동")
        assert article.url == "https://www.hanbit.example/1"
        assert article.source.partition(".")[0] == expected


def test_a_list_of_korean_paragraphs_stays_paragraphs():
    assert only("a.jsonl", json.dumps({"본문": ["금리가 올랐다.", "물가도 올랐다. 😀"]})).text == (
        "금리가 올랐다.\n\n물가도 올랐다. 😀"
    )


@pytest.mark.parametrize(
    ("rows", "line", "last", "kept"),
    [
        ('하나,"올랐다.\n둘,내렸다.\n셋,멈췄다.\n', 2, 4, []),
        ('"하나,올랐다.\n둘,내렸다.\n', 2, 3, []),
        ('하나,"올랐다.\n둘,"내렸다."\n셋,멈췄다.\n', 2, 3, ["셋"]),
        ('영,"한 줄\n두 줄"\n하나,"올랐다 😀\n둘,내렸다.', 4, 5, ["영"]),
    ],
)
def test_a_quote_that_is_not_closed_is_named_with_the_row_that_opens_it(rows, line, last, kept):
    found = list(read_upload("a.csv", f"title,text\n{rows}".encode()))
    (error,) = [item for item in found if isinstance(item, ArticleError)]
    assert str(error) == (
        f'a.csv line {line}: it is no table up to line {last}: a quote (") opened in this row is not closed; '
        'close it, and write a quote within a cell twice ("")'
    )
    assert [item.title for item in found if isinstance(item, Article)] == kept


def test_a_header_whose_quote_is_not_closed_is_an_error():
    with pytest.raises(ArticleError, match=r"a\.csv line 1: it is no table up to line 3: a quote"):
        only("a.csv", 'title,"text\n금리,올랐다.\n물가,내렸다.\n')


def test_stray_quotes_within_a_line_and_quotes_written_twice_are_read():
    rows = 'title,text\n금리,"인상"에 시장이 놀랐다.\n물가,"그는 ""내렸다""고\n\n말했다 😀."\n'
    found = [item.text for item in read_upload("a.csv", rows.encode()) if isinstance(item, Article)]
    assert found == ["금리\n\n인상에 시장이 놀랐다.", '물가\n\n그는 "내렸다"고\n\n말했다 😀.']


def test_semicolons_and_cp949_of_a_spreadsheet_are_read():
    article = only("a.csv", "title;text\n금리 인상;한국은행이 기준금리를 3.5%로 올렸다.\n".encode("cp949"))
    assert article.text == "금리 인상\n\n한국은행이 기준금리를 3.5%로 올렸다."


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("**금리**와 *물가*", "금리와 물가"),
        ('[한국은행](https://www.hanbit.example/a_(b) "제목")이', "한국은행이"),
        ("![다리가 열렸다](bridge.jpg)", "다리가 열렸다"),
        ("![](bridge.jpg)", ""),
        ("[한국은행][1]은\n\n[1]: https://www.hanbit.example", "한국은행은"),
        ("5 * 3 = 15, 2 * 4 = 8", "5 * 3 = 15, 2 * 4 = 8"),
        ("snake_case_name and _한국_", "snake_case_name and 한국"),
        ("## 소제목 ##", "소제목"),
        ("- 하나\n- 둘", "하나\n\n둘"),
        ("> 인용", "인용"),
        (r"3 \* 4 \[괄호\]", "3 * 4 [괄호]"),
        ("`코드` <b>굵게</b> <!-- 숨김 -->끝", "코드 굵게 끝"),
        ("a < b and c > d", "a < b and c > d"),
        ("<https://www.hanbit.example/1>", "https://www.hanbit.example/1"),
        ("1-2-3\n---\n끝", "1-2-3\n\n끝"),
        ("😀**한국은행이**금리를", "😀한국은행이금리를"),
    ],
)
def test_markdown_marks_go_and_words_stay(source, text):
    assert without_marks(source).strip() == text


def test_the_button_of_a_markdown_page_gives_the_other_edition():
    words = "button that move to original korean article (클릭시 원문으로 이동하는 버튼)"
    button = f"[{words}](https://www.hanbit.example/1.html)"
    article = only("a.md", f"# Rates\n\nThe bank raised its rate to 3.5 percent on Tuesday.\n\n{button}\n")
    assert article.text == "Rates\n\nThe bank raised its rate to 3.5 percent on Tuesday."
    assert article.translation_of == article_id("https://www.hanbit.example/1.html")


@pytest.mark.parametrize(
    ("matter", "words"),
    [
        ("title: [금리", "front matter is no YAML"),
        ("- 금리", 'no list of "name: value" lines'),
        ("date: 어제", 'published: "어제" is no date'),
        ("title: {ko: 금리}", "title: is of kind dict"),
        ("title: !!python/object/apply:os.system [ls]", "front matter is no YAML"),
        ("title: " + "a" * 70_000, "shorten it"),
    ],
)
def test_bad_front_matter_is_an_error(matter, words):
    with pytest.raises(ArticleError, match=words):
        only("a.md", f"---\n{matter}\n---\n{BODY}")


def test_an_alias_bomb_in_front_matter_is_refused_at_once():
    bomb = "\n".join(
        ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40)), "title: *a39"]
    )
    started = time.perf_counter()
    with pytest.raises(ArticleError, match="title: is of kind list"):
        only("a.md", f"---\n{bomb}\n---\n{BODY}")
    assert time.perf_counter() - started < 2.0


@pytest.mark.parametrize(
    "mark", ["[", "![", "*", "_", "`", "<", "<!--", "[a](", "|", "> ", "\\", "~~", "[a]: "]
)
def test_hostile_markdown_costs_no_time(mark):
    started = time.perf_counter()
    without_marks(mark * (60_000 // len(mark)))
    assert time.perf_counter() - started < 3.0


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.csv"])
def test_a_file_of_many_that_holds_none_says_so(name):
    content = {"a.jsonl": b"\n \n", "a.jsonl.gz": b"", "a.csv": "제목,본문\n".encode()}[name]
    with pytest.raises(ArticleError) as caught:
        only(name, content)
    assert str(caught.value) == f"{name}: the document has no text; check that it is the right file"


def test_a_field_that_is_there_twice_is_refused_unless_it_says_the_same():
    twice = '{"text": "해송항 글", "text": "다른 글"}\n{"본문": "같은 글", "본문": "같은 글"}\n{"text": "글 😀", "x": 1, "x": 2}'
    refused, same, ignored = read_upload("a.jsonl", twice.encode())
    assert str(refused) == (
        "a.jsonl line 1, text: it is no JSON of one article: the field is there twice, with two values; keep one"
    )
    assert (same.text, ignored.text) == ("같은 글", "글 😀")


def test_a_column_that_is_there_twice_is_refused():
    with pytest.raises(ArticleError) as caught:
        only("a.csv", "title,text,Text \n금리,한 글,두 글\n")
    assert str(caught.value) == (
        "a.csv line 1, text: it is no table of articles: the column is there twice; keep one"
    )
    assert only("a.csv", "title,text,,\n금리,한 글,,\n").text == "금리\n\n한 글"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("9" * 10_000, "a number of thousands of digits"),
        ("[" * 100_000, "nested too deeply"),
        ('{"text": ', "Expecting value at column 10"),
    ],
)
def test_why_a_line_is_no_json_is_said_in_words(line, reason):
    (error,) = read_upload("a.jsonl", line.encode())
    assert str(error) == f"a.jsonl line 1: it is no JSON ({reason}); write one object a line"


def test_files_of_lines_put_one_behind_another_keep_their_marks():
    found = list(read_upload("a.jsonl", f"\ufeff{record()}\n\ufeff{record(id='2')}\n".encode()))
    assert [article.title for article in found] == ["금리 인상", "금리 인상"]


@pytest.mark.parametrize("first", ["sep=;\n", '"SEP=;"\r\n', "sep=|\n"])
def test_the_separator_that_excel_writes_on_top_is_obeyed(first):
    mark = first.strip()[-2] if first.startswith('"') else first.strip()[-1]
    assert only(
        "a.csv", f"{first}title{mark}text\n금리{mark}올랐다, 또; 😀|\n".replace("; 😀|", "")
    ).text == ("금리\n\n올랐다, 또")


def test_the_line_of_a_row_counts_from_the_top_of_the_file():
    (error,) = read_upload("a.csv", "sep=;\ntitle;date;text\n금리;어제;글\n".encode())
    assert error.line == 3


@pytest.mark.parametrize("date", ["9999-12-31", "0001-01-01", "1799.1.1"])
def test_a_year_out_of_reach_is_called_that_and_not_no_date(date):
    (error,) = read_upload("a.jsonl", record(published=date).encode())
    assert f'published: "{date}" is of no year from 1800 to 2099; use' in str(error)


@pytest.mark.parametrize("unit", ["가나다라", "한국은행이금리를올렸다", "abc", "漢字"])
def test_text_without_a_space_gets_a_short_headline_for_it_is_embedded_with_every_passage(unit):
    assert only("a.txt", unit * 200).title == (unit * 200)[:30]
    assert only("a.txt", f"{unit} " * 200).title == (f"{unit} " * 200)[:81].rpartition(" ")[0]
