import gzip
import json
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.errors import ArticleError
from qa_bot.evaluation import Example, Gold, articles_of, read_examples
from qa_bot.evaluation.dataset import context_id, parse_examples
from qa_bot.evaluation.files import read_file

CONTEXT = "한국은행이 12일 금리를 올렸다. 총재는 배경을 설명했다."
ON_CONTEXT = {
    "id": "k1",
    "title": "금리",
    "context": CONTEXT,
    "question": "언제 올렸나?",
    "answers": [{"text": "12일", "answer_start": 6}],
    "lang": "ko",
}
ON_ARTICLES = {
    "id": "a1",
    "question": "When did the harbour reopen?",
    "lang": "en",
    "kind": "same",
    "answers": [
        {"doc": "harbour.en", "text": "May 12", "sentence": "It reopened on May 12."},
        {"doc": "harbour.ko", "text": "12일", "sentence": "12일 다시 열렸다."},
    ],
}


def lines(*records):
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def squad(*qas, context=CONTEXT, title="금리"):
    return {
        "version": "x",
        "data": [{"title": title, "paragraphs": [{"context": context, "qas": list(qas)}]}],
    }


def test_questions_on_contexts_are_read_from_json_lines():
    assert parse_examples(lines(ON_CONTEXT), "a.jsonl") == [
        Example("k1", "금리", CONTEXT, "언제 올렸나?", (Gold("12일", 6),), "ko", "ko")
    ]


def test_a_question_knows_its_line_and_is_the_same_on_another():
    text = lines(ON_ARTICLES) + "\n" + lines({**ON_ARTICLES, "id": "a2"})
    first, second = parse_examples(text, "a.jsonl")
    assert (first.line, second.line) == (1, 3)
    assert parse_examples("\n" + lines(ON_ARTICLES), "a.jsonl") == [first]
    assert (
        parse_examples(json.dumps(squad({"id": "q1", "question": "언제?", "answers": []})), "a.json")[0].line
        is None
    )


def test_the_questions_language_may_differ_from_the_contexts():
    (example,) = parse_examples(lines({**ON_CONTEXT, "question_lang": "en", "question": "When?"}), "a.jsonl")
    assert (example.language, example.question_language) == ("ko", "en")


def test_a_missing_language_is_detected():
    record = {name: value for name, value in ON_CONTEXT.items() if name != "lang"}
    assert parse_examples(lines(record), "a.jsonl")[0].language == "ko"


def test_questions_on_articles_are_read_from_json_lines():
    (example,) = parse_examples(lines(ON_ARTICLES), "a.jsonl")
    assert example == Example(
        id="a1",
        title="",
        context=None,
        question="When did the harbour reopen?",
        answers=(Gold("May 12", doc="harbour.en"), Gold("12일", doc="harbour.ko")),
        language="en",
        question_language="en",
        kind="same",
    )
    assert [example.language_of(gold) for gold in example.answers] == ["en", "ko"]
    assert example.direction == "en→en"


def test_the_direction_runs_from_the_question_to_the_article():
    golds = [{"doc": "harbour.ko", "text": "12일"}]
    (example,) = parse_examples(lines({**ON_ARTICLES, "answers": golds}), "a.jsonl")
    assert (example.direction, example.language) == ("en→ko", "ko")
    (example,) = parse_examples(lines({**ON_ARTICLES, "answers": []}), "a.jsonl")
    assert (example.direction, example.language, example.is_answerable) == (None, "en", False)


def test_of_several_editions_the_one_in_the_questions_language_gives_the_direction():
    golds = [{"doc": "harbour.ko", "text": "12일"}, {"doc": "harbour.en", "text": "May 12"}]
    assert parse_examples(lines({**ON_ARTICLES, "answers": golds}), "a.jsonl")[0].direction == "en→en"


def test_a_field_called_data_makes_no_document_of_a_question():
    assert parse_examples(lines({**ON_CONTEXT, "data": []}), "a.jsonl")[0].id == "k1"


def test_a_question_without_letters_is_in_its_contexts_language():
    document = squad({"id": "q1", "question": "3.5% 🙂?", "answers": []})
    assert parse_examples(json.dumps(document), "squad.json")[0].question_language == "ko"


def test_a_file_whose_first_question_has_no_answer_is_still_on_articles():
    examples = parse_examples(lines({**ON_ARTICLES, "id": "a0", "answers": []}, ON_ARTICLES), "a.jsonl")
    assert [example.is_answerable for example in examples] == [False, True]


def test_squad_and_korquad_json_is_read_whether_indented_or_not():
    document = squad(
        {"id": "q1", "question": "언제 올렸나?", "answers": [{"text": "12일", "answer_start": 6}]},
        {"id": "q2", "question": "When were rates raised?", "answers": [{"text": "12일", "answer_start": 6}]},
    )
    expected = [
        Example("q1", "금리", CONTEXT, "언제 올렸나?", (Gold("12일", 6),), "ko", "ko"),
        Example("q2", "금리", CONTEXT, "When were rates raised?", (Gold("12일", 6),), "ko", "en"),
    ]
    by_hand = json.dumps(document).replace("[{", "[\n{")
    indented = json.dumps(document, indent=1)
    for text in (json.dumps(document), indented, by_hand, json.dumps(document) + "\n\n"):
        assert parse_examples(text, "squad.json") == expected


def test_impossible_questions_have_no_answers_whatever_stands_beside_the_flag():
    document = squad(
        {
            "id": "q1",
            "question": "누가?",
            "is_impossible": True,
            "answers": [{"text": "총재", "answer_start": 0}],
            "plausible_answers": [{"text": "총재", "answer_start": 18}],
        },
        {"id": "q2", "question": "누가?", "is_impossible": True, "answers": []},
        {
            "guid": "q3",
            "question": "누가?",
            "is_impossible": False,
            "answers": [{"text": "총재", "answer_start": 19}],
        },
    )
    examples = parse_examples(json.dumps(document), "v2.json")
    assert [(example.id, example.answers) for example in examples] == [
        ("q1", ()),
        ("q2", ()),
        ("q3", (Gold("총재", 19),)),
    ]


def test_numbers_are_ids_and_line_separators_inside_strings_split_nothing():
    record = {**ON_CONTEXT, "id": 7, "question": "언제\u2028올렸나?\x85"}
    (example,) = parse_examples(lines(record), "a.jsonl")
    assert (example.id, example.question) == ("7", "언제\u2028올렸나?\x85")


def test_decomposed_input_is_composed_and_its_offsets_are_counted_anew():
    nfd = {
        name: unicodedata.normalize("NFD", value) if isinstance(value, str) else value
        for name, value in ON_CONTEXT.items()
    }
    start = len(unicodedata.normalize("NFD", CONTEXT[:6]))
    assert start > 6
    nfd["answers"] = [{"text": unicodedata.normalize("NFD", "12일"), "answer_start": start}]
    assert parse_examples(lines(nfd), "a.jsonl") == parse_examples(lines(ON_CONTEXT), "a.jsonl")
    # an editor may have composed the answer alone
    nfd["answers"] = [{"text": "12일", "answer_start": start}]
    assert parse_examples(lines(nfd), "a.jsonl") == parse_examples(lines(ON_CONTEXT), "a.jsonl")


def test_an_answer_that_ends_inside_a_letter_takes_the_letter():
    record = {**ON_CONTEXT, "context": "cafe\u0301 문", "answers": [{"text": "cafe", "answer_start": 0}]}
    assert parse_examples(lines(record), "a.jsonl")[0].answers == (Gold("café", 0),)
    record["answers"] = [{"text": "\u0301 문", "answer_start": 4}]
    assert parse_examples(lines(record), "a.jsonl")[0].answers == (Gold("é 문", 3),)


@given(
    context=st.text(alphabet="가각갸\u1100\u1161\u11a8e\u0301\u0323 q🇰🙂", min_size=1, max_size=12),
    data=st.data(),
)
def test_an_answer_always_stands_at_its_start_in_the_composed_context(context, data):
    start = data.draw(st.integers(0, len(context) - 1))
    text = context[start : data.draw(st.integers(start + 1, len(context)))]
    if not text.strip():
        text, start = context.strip() or "x", context.index(context.strip())
    record = {**ON_CONTEXT, "context": context, "answers": [{"text": text, "answer_start": start}]}
    if not context.strip():
        return
    (example,) = parse_examples(lines(record), "a.jsonl")
    (gold,) = example.answers
    assert example.context == unicodedata.normalize("NFC", context)
    assert gold.text
    assert example.context[gold.start : gold.start + len(gold.text)] == gold.text
    # nothing but the letters cut in two is added
    assert len(gold.text) <= len(unicodedata.normalize("NFC", text)) + 3


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"context": None}, "a.jsonl line 2, context: is missing; give a text that is not empty"),
        ({"context": " "}, "a.jsonl line 2, context: is ' '; give a text that is not empty"),
        ({"question": 3}, "a.jsonl line 2, question: is 3; give a text that is not empty"),
        ({"id": None}, "a.jsonl line 2, id: is missing; give a text that is not empty"),
        ({"id": "k1"}, "a.jsonl line 2, id: 'k1' stands in the file before; give each its own"),
        ({"lang": "kr"}, "a.jsonl line 2, lang: is 'kr'; use ko, en, other"),
        ({"title": []}, "a.jsonl line 2, title: is []; give a text, or leave it out"),
        ({"answers": None}, "a.jsonl line 2, answers: is missing; give a list of objects"),
        ({"answers": {"text": []}}, "a.jsonl line 2, answers: is {'text': []}; give a list of objects"),
        ({"answers": ["12일"]}, "a.jsonl line 2, answers[0]: is '12일'; give an object"),
        (
            {"answers": [{"text": "12일", "answer_start": 6}, {"text": "12일"}]},
            "a.jsonl line 2, answers[1].answer_start: is missing; count code points of the context from 0",
        ),
        (
            {"answers": [{"text": "12일", "answer_start": True}]},
            "a.jsonl line 2, answers[0].answer_start: is True; count code points of the context from 0",
        ),
        (
            {"answers": [{"text": "12일", "answer_start": 999}]},
            "a.jsonl line 2, answers[0].answer_start: is 999; count code points of the context from 0",
        ),
        (
            {"answers": [{"text": "12일", "answer_start": 7}]},
            "a.jsonl line 2, answers[0].answer_start: '12일' does not stand at 7, '2일 ' does; mend the",
        ),
        ({"answers": [{"answer_start": 7}]}, "a.jsonl line 2, answers[0].text: is missing; give a text"),
        ({"question": "반쪽 \ud83d"}, "a.jsonl line 2, question: holds '\\ud83d', half of a character; mend"),
    ],
)
def test_an_error_names_file_line_field_value_and_remedy(change, message):
    text = lines(ON_CONTEXT) + json.dumps({**ON_CONTEXT, "id": "k2", **change})
    with pytest.raises(ArticleError, match="^" + re.escape(message)):
        parse_examples(text, "a.jsonl")


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ([{"text": "May"}], "a.jsonl line 1, answers[0].doc: is missing; give a text"),
        ([{"text": "May", "answer_start": 0}], "a.jsonl line 1, context: is missing; give a text"),
    ],
)
def test_without_a_context_an_answer_names_its_article(answers, message):
    with pytest.raises(ArticleError, match="^" + re.escape(message)):
        parse_examples(lines({**ON_ARTICLES, "answers": answers}), "a.jsonl")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "a.jsonl: is empty; use one JSON object a line"),
        (" \n\n", "a.jsonl: is empty; use one JSON object a line"),
        ("질문과 답\n", "a.jsonl line 1: is no JSON (Expecting value, column 1); use one"),
        ("[1, 2]", "a.jsonl line 1: is [1, 2], no JSON object; use one"),
        (lines(ON_CONTEXT) + '{"id": "k2", \n', "a.jsonl line 2: is no JSON (Expecting property name"),
        ('{"id": "k0", \n' + lines(ON_CONTEXT), "a.jsonl line 1: is no JSON (Expecting property name"),
        ('{\n "data": [\n  oops\n ]\n}', "a.jsonl line 3: is no JSON (Expecting value, column 3); use one"),
        (json.dumps(ON_CONTEXT, indent=1), 'a.jsonl: is JSON without "data"; use one'),
        ('{"data": []}', "a.jsonl: holds no questions; use one"),
        ('{"data": 1}', "a.jsonl, data: is 1; give a list of objects"),
        ('{"data": [{"title": "t"}]}', "a.jsonl, data[0].paragraphs: is missing; give a list"),
        ("[" * 100_000, "a.jsonl line 1: is JSON too deeply nested"),
        ('{"id": ' + "9" * 5000 + "}", "a.jsonl line 1: is JSON too deeply nested or with too long a number"),
        ("\x00\x01", "a.jsonl line 1: is no JSON"),
    ],
)
def test_text_that_is_no_evaluation_set_is_refused_in_one_line(text, message):
    with pytest.raises(ArticleError, match="^" + re.escape(message)) as caught:
        parse_examples(text, "a.jsonl")
    assert "\n" not in str(caught.value)


def test_an_error_in_a_squad_document_names_the_path_of_fields():
    document = squad({"id": "q", "question": "언제?", "answers": [{"text": "13일", "answer_start": 6}]})
    place = re.escape(
        "s.json, data[0].paragraphs[0].qas[0].answers[0].answer_start: '13일' does not stand at 6"
    )
    with pytest.raises(ArticleError, match=place):
        parse_examples(json.dumps(document), "s.json")


def test_a_file_is_read_the_same_plain_packed_and_with_a_byte_order_mark(tmp_path):
    data = lines(ON_CONTEXT).encode("utf-8")
    expected = parse_examples(lines(ON_CONTEXT), "x")
    half = len(data) // 2
    for name, content in {
        "plain.jsonl": data,
        "packed.jsonl.gz": gzip.compress(data),
        "packed-but-not-by-name": gzip.compress(data[:half]) + gzip.compress(data[half:]),
        "bom.jsonl": b"\xef\xbb\xbf" + data,
        "windows.jsonl": data.replace(b"\n", b"\r\n"),
    }.items():
        path = tmp_path / name
        path.write_bytes(content)
        assert read_examples(path) == expected, name


def test_a_file_that_can_not_be_read_is_an_article_error(tmp_path):
    packed = gzip.compress(lines(ON_CONTEXT).encode("utf-8"))
    (tmp_path / "short.gz").write_bytes(packed[:-12])
    (tmp_path / "damaged.gz").write_bytes(packed[:20] + b"\xff\xff\xff" + packed[23:])
    (tmp_path / "cp949.jsonl").write_bytes(b'{"id": 1,\n"question": "' + "금리".encode("cp949") + b'"}')
    for name, message in {
        "short.gz": "short.gz: is damaged or cut short",
        "damaged.gz": "damaged.gz: is damaged or cut short",
        "cp949.jsonl": "cp949.jsonl line 2: byte 0xb1 is no UTF-8; save the file as UTF-8",
        "missing.jsonl": "missing.jsonl: there is no such file; check the path",
        "": "can't be read",
        "nul\x00.jsonl": "can't be read",
    }.items():
        with pytest.raises(ArticleError, match=message):
            read_examples(tmp_path / name)


def test_a_bomb_is_not_unpacked_beyond_the_limit(tmp_path):
    path = tmp_path / "bomb.gz"
    path.write_bytes(gzip.compress(b"0" * 1_000_000))
    with pytest.raises(ArticleError, match="holds more than 1000 bytes; split it"):
        read_file(path, most_bytes=1000)
    assert len(read_file(path, most_bytes=1_000_000)) == 1_000_000


def test_each_distinct_context_becomes_one_article():
    english = {**ON_CONTEXT, "id": "e", "title": "Rates", "context": "Rates rose on 12일.", "lang": "en"}
    english["answers"] = [{"text": "12일", "answer_start": 14}]
    again = {**ON_CONTEXT, "id": "k2", "title": "other"}
    examples = parse_examples(lines(ON_CONTEXT, again, english), "a.jsonl")
    examples += parse_examples(lines(ON_ARTICLES), "b.jsonl")
    articles = articles_of(examples)
    assert [(one.id, one.title, one.text, one.language) for one in articles] == [
        (context_id(CONTEXT), "금리", CONTEXT, "ko"),
        (context_id("Rates rose on 12일."), "Rates", "Rates rose on 12일.", "en"),
    ]
