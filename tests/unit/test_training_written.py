"""Questions written for this project: found again in their texts, or refused."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path
from zlib import crc32

import pytest

from qa_bot.cli import main
from qa_bot.errors import ArticleError
from qa_bot.training import written_pairs
from qa_bot.training.encoder import PASSAGE as PASSAGE_PREFIX
from qa_bot.training.examples import TrainingExample
from qa_bot.training.written import KEPT_OF, is_kept, read_written

WRITTEN = sorted((Path(__file__).parents[2] / "data" / "train").glob("*.jsonl"))
TEXT = "앞말.\n해송대교가 5월 3일에 열렸다. 길이는 412미터다.\n뒷말."
PASSAGE = TEXT[4:-4]


def line(questions, **changes):
    return {
        "set": "text/news.ko", "row": 1, "start": 4, "end": len(TEXT) - 4,
        "crc32": crc32(PASSAGE.encode()), "questions": questions, **changes,
    }  # fmt: skip


QUESTIONS = [
    ["해송대교는 언제 열렸나?", "5월 3일", PASSAGE.index("5월 3일")],
    ["How long is Haesong Bridge?", "412미터", PASSAGE.index("412미터")],
    ["How wide is Haesong Bridge?", None, None],
    ["해송대교의 폭은?", None, None],
]


@pytest.fixture
def datasets(tmp_path):
    (tmp_path / "text").mkdir()
    with gzip.open(tmp_path / "text" / "news.ko.jsonl.gz", "wt", encoding="utf-8") as out:
        for text in ("다른 글", TEXT):
            out.write(json.dumps({"lang": "ko", "title": "다리_개통", "text": text}) + "\n")
    return tmp_path


def write(folder, *lines):
    path = folder / "questions.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in lines), encoding="utf-8")
    return path


def test_questions_come_with_their_passage_and_say_in_which_direction_they_ask(datasets):
    examples = read_written(write(datasets, line(QUESTIONS)), datasets)
    assert [e.kind for e in examples] == ["ko-ko", "en-ko", "unanswerable en-ko", "unanswerable ko-ko"]
    assert {e.text for e in examples} == {PASSAGE}
    assert {e.title for e in examples} == {"다리 개통"}
    for example in examples[:2]:
        assert example.text[example.start : example.start + len(example.answer)] == example.answer
    assert [e.start for e in examples[2:]] == [None, None]


@pytest.mark.parametrize("changes", [{"row": 0}, {"row": 7}, {"start": 5}, {"crc32": 0}])
def test_another_text_than_the_one_asked_about_is_named_with_its_line(datasets, changes):
    path = write(datasets, line(QUESTIONS), line(QUESTIONS, **changes))
    with pytest.raises(
        ArticleError, match=r"questions.jsonl line 2, crc32: row \d of .*news.ko.jsonl.gz is not"
    ):
        read_written(path, datasets)


def test_texts_of_one_folder_can_be_asked_for_alone(datasets):
    path = write(datasets, line(QUESTIONS))
    assert len(read_written(path, datasets, "text")) == len(QUESTIONS)
    assert read_written(path, datasets, "qa") == []


def test_a_passage_is_kept_with_all_its_questions_or_not_at_all(datasets):
    examples = read_written(write(datasets, line(QUESTIONS)), datasets)
    assert len({is_kept(example) for example in examples}) == 1
    assert KEPT_OF > 1


def test_an_encoder_learns_from_what_is_answered_and_not_kept_by_direction(tmp_path, monkeypatch):
    texts = [f"해송대교가 {day}월 3일에 열렸다." for day in range(1, 60)]
    (tmp_path / "text").mkdir()
    with gzip.open(tmp_path / "text" / "news.ko.jsonl.gz", "wt", encoding="utf-8") as out:
        out.writelines(json.dumps({"title": "", "text": text}) + "\n" for text in texts)
    lines = [
        {
            "set": "text/news.ko", "row": row, "start": 0, "end": len(text), "crc32": crc32(text.encode()),
            "questions": [
                [f"언제 열렸나 {row}?", "3일", text.index("3일")], [f"When {row}?", "3일", text.index("3일")],
                [f"How wide {row}?", None, None],
            ],
        }
        for row, text in enumerate(texts)
    ]  # fmt: skip
    monkeypatch.setattr(
        written_pairs, "questions_by_direction", lambda _: {way: [] for way in written_pairs.WEIGHTS}
    )
    found = {s.name: s.pairs for s in written_pairs.pairs_of_written([write(tmp_path, *lines)], tmp_path)}
    taught = [text for text in texts if not is_kept(TrainingExample("", text))]
    assert 0 < len(taught) < len(texts)
    for way in ("ko→ko", "en→ko"):
        assert sorted(pair.second for pair in found[way]) == sorted(PASSAGE_PREFIX + text for text in taught)
    assert found["ko→en"] == found["en→en"] == ()


def test_the_shipped_questions_are_well_formed():
    lines = [json.loads(one) for file in WRITTEN for one in file.read_text(encoding="utf-8").splitlines()]
    places = Counter((one["set"], one["row"], one["start"]) for one in lines)
    assert max(places.values()) == 1
    asked = [(number, *question) for number, one in enumerate(lines) for question in one["questions"]]
    assert len({(number, question) for number, question, _, _ in asked}) == len(asked) > 30_000
    for number, question, answer, start in asked:
        assert question.strip() == question != ""
        length = lines[number]["end"] - lines[number]["start"]
        assert (answer is None) == (start is None)
        assert answer is None or (answer.strip() == answer != "" and 0 <= start <= length - len(answer))


def test_a_round_over_written_questions_needs_the_folder_of_their_texts(capsys, tmp_path):
    for given in (
        ["lexicon", "--datasets", str(tmp_path)],
        ["reader", "some.jsonl"],
        ["encoder", "some.jsonl"],
    ):
        (tmp_path / "qa").mkdir(exist_ok=True)
        arguments = ["train", *given, "--written", "q.jsonl", "--base", "b", "--out", str(tmp_path / "o")]
        assert main(arguments) == 1
        assert "--written is a round for a reader" in capsys.readouterr().err
