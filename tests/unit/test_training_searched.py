"""A round in which search's mistakes stand beside what it should have found."""

from __future__ import annotations

from qa_bot.training import searched_mix
from qa_bot.training.examples import TrainingExample

TEXTS = [f"다리 {i}은 {1900 + i}년에 Kim Cheolsu 앞에서 열렸다." for i in range(40)]


def asked_of(kind, texts):
    return [
        TrainingExample(f"{kind}: {text[:5]}?", text, "", text.index("년") - 4, text[5:9].strip(), kind)
        for text in texts
    ]


def wrong_for(example):
    return TrainingExample(example.question, "Nothing of the sort.", kind="mined")


def mix_again():
    asked = {kind: asked_of(kind, TEXTS) for kind in searched_mix.REPLAYED}
    written = [
        *asked_of("ko-ko", TEXTS),
        *(TrainingExample(f"왜 {i}?", text, kind="unanswerable ko-ko") for i, text in enumerate(TEXTS)),
    ]
    questions = asked["ko"][:10] + written[:10]
    found = [wrong_for(example) for example in questions[::2]]
    return questions, found, searched_mix.mix_with_found(asked, written, questions, found, asked["en"][:3])


def test_every_question_that_was_searched_for_is_read_once_with_what_was_found():
    questions, found, examples = mix_again()
    beside = [example for example in examples if example.beside]
    assert sorted(e.question for e in beside) == sorted(e.question for e in found)
    assert all(e.beside.question == e.question and e.beside.start is None for e in beside)
    assert {e.question for e in questions} <= {e.question for e in examples}


def test_a_text_comes_with_all_that_is_written_about_it(monkeypatch):
    monkeypatch.setattr(searched_mix, "WRITTEN_TEXTS", 5)
    written = [TrainingExample(f"{i} {text}", text, kind="w") for text in TEXTS for i in range(3)]
    examples = searched_mix.mix_with_found({kind: [] for kind in searched_mix.REPLAYED}, written, [], [], [])
    assert len(examples) == 15
    assert len({example.text for example in examples}) == 5


def test_the_mix_is_shuffled_and_the_same_each_time():
    examples = mix_again()[2]
    assert examples == mix_again()[2]
    assert [e.kind for e in examples] != sorted(e.kind for e in examples)
