"""Lexicons learnt from translated sentences, and questions with words exchanged by them."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.cli import main
from qa_bot.errors import ArticleError, ConfigError
from qa_bot.text.translation import TermLexicon
from qa_bot.training.code_switching import switch_words
from qa_bot.training.examples import TrainingExample
from qa_bot.training.lexicon import learn_glossary, learn_terms, learn_words, read_translations, write_lexicon

# each word alone once, so that what goes with what can be told
PAIRS = [
    ("금리 인상", "interest rate rise"),
    ("금리", "interest rate"),
    ("인상", "rise"),
    ("은행이 금리를 올렸다", "the bank raised the rate"),
    ("은행", "a bank"),
    ("다리", "bridge"),
    ("은행 다리", "bank bridge"),
] * 6


def test_words_that_stand_together_are_each_other_s_translation():
    words = learn_words(PAIRS)
    assert words["은행"] == ("bank",)
    assert words["bank"] == ("은행",)
    assert words["다리"] == ("bridge",)
    assert "the" not in words


def test_terms_are_those_of_search():
    found = learn_terms(PAIRS)
    assert found["올리"][0] in ("rais", "rate")
    assert "은행" in found["bank"]


def test_what_is_seen_too_seldom_is_not_learnt():
    assert learn_words([("금리", "rate")] * 3) == {}
    assert learn_words([("금리", "rate")] * 4) == {"rate": ("금리",), "금리": ("rate",)}


def test_a_pair_that_stands_alone_is_learnt_and_words_of_other_pairs_are_not_mixed_in():
    assert learn_words([("금리", "rate"), ("금리", "rate"), ("다리", "bridge"), ("다리", "bridge")] * 3) == {
        "bridge": ("다리",), "rate": ("금리",), "금리": ("rate",), "다리": ("bridge",),
    }  # fmt: skip


@pytest.mark.parametrize(
    "pairs", [[], [("", "")], [("🚋", "🚋")] * 9, [("금리", "")] * 9, [("3.5", "3.5")] * 9]
)
def test_sentences_that_teach_nothing_make_an_empty_lexicon(pairs):
    assert learn_words(pairs) == {}
    assert learn_terms(pairs) == {}


def test_a_glossary_knows_unlikelier_words_but_no_syllable_that_stands_for_much():
    pairs = [*PAIRS, *[("사람들이 은행에 3만명", "people bank thirty thousand")] * 3]
    glossary = learn_glossary(pairs)
    assert glossary["bank"][0] == "은행"
    assert set(glossary["bank"]) > set(learn_terms(pairs)["bank"])
    assert {"들", "3만명"}.isdisjoint(word for words in (glossary, *glossary.values()) for word in words)


@pytest.mark.parametrize("model", ["lexicon", "glossary"])
def test_the_verb_learns_both(tmp_path, model):
    file = tmp_path / "sentences.jsonl"
    lines = [json.dumps({"ko": ko, "en": en}, ensure_ascii=False) for ko, en in PAIRS]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert main(["train", model, str(file), "--out", str(tmp_path / "own.json")]) == 0
    assert "bank" in TermLexicon.read(tmp_path / "own.json").translations["은행"]


def test_a_lexicon_goes_through_a_file(tmp_path):
    learnt = learn_terms(PAIRS)
    write_lexicon(learnt, tmp_path / "lexicon.json")
    read = TermLexicon.read(tmp_path / "lexicon.json").translations
    assert {word: tuple(others) for word, others in read.items()} == learnt


def test_the_verb_learns_one_from_files_of_sentences(tmp_path, capsys):
    file = tmp_path / "sentences.jsonl"
    lines = [json.dumps({"ko": ko, "en": en}, ensure_ascii=False) for ko, en in PAIRS]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert main(["train", "lexicon", str(file), "--out", str(tmp_path / "own.json")]) == 0
    assert "42 sentences" in capsys.readouterr().out
    assert TermLexicon.read(tmp_path / "own.json")(["은행"], "ko").terms == ("bank",)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"ko": "금리"}', "line 2: must be a JSON object with a sentence in both"),
        ("no JSON", "line 2"),
        ('["금리", "rate"]', "line 2"),
        ('{"ko": 1, "en": "rate"}', "line 2"),
    ],
)
def test_a_line_without_both_sentences_is_named(tmp_path, line, said):
    file = tmp_path / "sentences.jsonl"
    file.write_text('{"ko": "금리", "en": "rate"}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(ArticleError, match=said):
        read_translations(file)


def test_sentences_that_teach_no_word_and_models_without_a_base_are_errors(tmp_path, capsys):
    file = tmp_path / "sentences.jsonl"
    file.write_text('{"ko": "금리", "en": "rate"}\n', encoding="utf-8")
    assert main(["train", "lexicon", str(file), "--out", str(tmp_path / "own.json")]) != 0
    assert "1 sentences teach no word" in capsys.readouterr().err
    assert not (tmp_path / "own.json").exists()
    assert main(["train", "reader", str(file), "--out", str(tmp_path / "reader")]) != 0
    assert "--base" in capsys.readouterr().err


def test_a_file_that_cannot_be_written_is_a_clear_error_and_folders_are_made(tmp_path):
    write_lexicon({"은행": ("bank",)}, tmp_path / "new" / "own.json")
    assert (tmp_path / "new" / "own.json").is_file()
    with pytest.raises(ConfigError, match="can't be written"):
        write_lexicon({"은행": ("bank",)}, tmp_path / "new")


LEXICON = {"bank": ("은행",), "rate": ("금리", "비율"), "은행": ("bank",), "금리": ("rate",)}


def switched(question, seed=1):
    example = TrainingExample(question, "은행이 금리를 올렸다. The bank did.", "", 0, "은행", "ko")
    return [
        (e.question, e.kind, e.text, e.start) for e in switch_words([example], LEXICON, random.Random(seed))
    ]


def test_the_particle_stays_behind_an_exchanged_noun():
    made = {question for seed in range(20) for question, *_ in switched("은행이 금리를 언제 올렸나?", seed)}
    assert made == {"bank이 금리를 언제 올렸나?", "은행이 rate를 언제 올렸나?", "bank이 rate를 언제 올렸나?"}


def test_english_words_are_exchanged_whatever_their_case():
    made = {question for seed in range(20) for question, *_ in switched("Did the Bank raise it?", seed)}
    assert made == {"Did the 은행 raise it?"}


def test_the_text_and_its_answer_stay_as_they_are():
    for _, kind, text, start in switched("은행이 금리를 언제 올렸나?", 3):
        assert (kind, text, start) == ("switched", "은행이 금리를 올렸다. The bank did.", 0)


@given(st.text(max_size=40), st.integers(0, 5))
def test_a_question_of_no_known_word_makes_no_example(question, seed):
    found = list(switch_words([TrainingExample(question, "글")], {}, random.Random(seed)))
    assert found == []
