"""Training a tiny reader for seconds: it learns, stops, goes on, and can be loaded."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace
from types import SimpleNamespace

import pytest

from qa_bot.cli import main
from qa_bot.errors import ModelError
from qa_bot.models.onnx_reader import OnnxReader
from qa_bot.models.transformers_reader import TransformersReader
from qa_bot.training import loop
from qa_bot.training.examples import TrainingExample
from qa_bot.training.reader import ReaderRecipe, train_reader
from qa_bot.types import Article, Passage, Span

TOWNS = ("Haesong", "Garam", "Narae", "Mirim", "Busan", "Seoul", "Dorae", "Onyu", "Paran", "Byeolbit")
SECONDS_A_BATCH = 0.02
RECIPE = ReaderRecipe(
    minutes=0.06, batch=4, max_tokens=64, stride=16, learning_rate=3e-3, frozen_layers=0, disturbed=0.1
)


def example(town, language):
    if language == "en":
        question, text = "Where was the festival held?", f"The festival was held in {town} on Monday."
    else:
        question, text = "축제는 어디서 열렸나?", f"축제는 월요일 {town} 에서 열렸다 🎉"
    return TrainingExample(question, text, "축제", text.index(town), town, language)


EXAMPLES = [example(town, language) for town in TOWNS for language in ("en", "ko")]
UNANSWERED = TrainingExample("Where was the festival held?", "It rained in the hills.", "weather")
EXAMPLES += [UNANSWERED, replace(EXAMPLES[0], beside=UNANSWERED)]


@pytest.fixture(scope="module", autouse=True)
def _even_clock():
    """Every batch takes as long, so that a busy machine trains as far; one thread, for tiny layers."""
    import torch

    ticks = itertools.count(0.0, SECONDS_A_BATCH)
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loop, "time", SimpleNamespace(monotonic=lambda: next(ticks)))
        yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    from tokenizers import Tokenizer, models, pre_tokenizers, processors, trainers
    from transformers import BertConfig, BertForQuestionAnswering, PreTrainedTokenizerFast, set_seed

    set_seed(3)
    folder = tmp_path_factory.mktemp("base")
    tokenizer = Tokenizer(models.WordLevel(unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
    texts = [text for one in EXAMPLES for text in (one.question, one.text)]
    tokenizer.train_from_iterator(
        texts, trainers.WordLevelTrainer(special_tokens=special, show_progress=False)
    )
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, unk_token="[UNK]", pad_token="[PAD]", cls_token="[CLS]", sep_token="[SEP]"
    )
    config = BertConfig(
        vocab_size=len(fast), hidden_size=32, num_hidden_layers=1, num_attention_heads=2,
        intermediate_size=64, max_position_embeddings=64,
    )  # fmt: skip
    BertForQuestionAnswering(config).save_pretrained(folder)
    fast.save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def trained(base, tmp_path_factory):
    return train_reader(base, EXAMPLES, tmp_path_factory.mktemp("trained") / "reader", RECIPE)


def losses(folder):
    lines = (folder / "log.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["loss"] for line in lines]


def made(folder):
    return json.loads((folder / "recipe.json").read_text(encoding="utf-8"))


def test_the_loss_falls(trained):
    found = losses(trained)
    assert len(found) >= 2
    assert found[-1] < 0.7 * found[0]


def test_the_folder_says_how_it_was_made(trained, base):
    recipe = made(trained)
    assert recipe["base"] == base.name
    assert recipe["learning_rate"] == RECIPE.learning_rate
    assert recipe["seconds"] == pytest.approx(RECIPE.minutes * 60, abs=SECONDS_A_BATCH * 1.01)
    assert recipe["batches"] == pytest.approx(RECIPE.minutes * 60 / SECONDS_A_BATCH, abs=1.01)
    assert 3 * recipe["batches"] < recipe["examples"] <= 4 * recipe["batches"]


def test_the_trained_reader_can_be_loaded_and_has_learned(trained):
    reader = TransformersReader(str(trained), device="cpu")
    text = "The festival was held in Narae on Monday."
    passage = Passage(Article(id="a", title="", text=text, language="en"), Span(0, len(text)))
    assert reader.read("Where was the festival held?", [passage])[0].text == "Narae"


def test_a_run_goes_on_from_its_checkpoint(trained, base):
    before, lines = made(trained), len(losses(trained))
    again = replace(RECIPE, minutes=before["seconds"] / 60 + 0.03)
    train_reader(base, EXAMPLES, trained, again)
    after = made(trained)
    assert after["batches"] - before["batches"] == pytest.approx(0.03 * 60 / SECONDS_A_BATCH, abs=1.01)
    assert after["seconds"] - before["seconds"] == pytest.approx(0.03 * 60, abs=SECONDS_A_BATCH * 1.01)
    assert after["examples"] > before["examples"] + 200
    # it did not start anew: what was learned is still known
    assert losses(trained)[lines] < 0.7 * losses(trained)[0]


def test_a_run_whose_time_is_over_changes_nothing(trained, base):
    weights = (trained / "model.safetensors").read_bytes()
    before = made(trained)
    train_reader(base, EXAMPLES, trained, RECIPE)
    assert (trained / "model.safetensors").read_bytes() == weights
    assert made(trained)["batches"] == before["batches"]


def test_a_run_of_so_many_examples_ends_there_however_long_it_takes(base, tmp_path):
    folder = train_reader(base, EXAMPLES, tmp_path / "counted", replace(RECIPE, minutes=0.0, examples=30))
    assert 30 <= made(folder)["examples"] < 30 + RECIPE.batch


def test_a_student_is_taught_by_a_reader_of_the_same_tokenizer(base, trained, tmp_path):
    from safetensors.torch import load_file

    def weights(name, weight, teacher):
        recipe = replace(RECIPE, examples=40, teaching_weight=weight)
        folder = train_reader(base, EXAMPLES, tmp_path / name, recipe, teacher=teacher)
        return load_file(folder / "model.safetensors")["qa_outputs.weight"]

    alone = weights("alone", 0.7, None)
    assert weights("deaf", 0.0, trained).allclose(alone, atol=1e-5)
    assert not weights("taught", 1.0, trained).allclose(alone, atol=1e-3)


def test_frozen_layers_and_word_embeddings_keep_their_weights(base, tmp_path):
    from safetensors.torch import load_file

    out = train_reader(base, EXAMPLES, tmp_path, replace(RECIPE, minutes=0.005, frozen_layers=1))
    old, new = load_file(base / "model.safetensors"), load_file(out / "model.safetensors")
    changed = {name for name in old if not old[name].equal(new[name])}
    assert changed == {"qa_outputs.weight", "qa_outputs.bias"}


def test_answers_that_fit_no_window_leave_weights_and_log_sound(base, tmp_path):
    """A batch of nothing but ignored answers has no mean; its loss must not be NaN."""
    from safetensors.torch import load_file

    long = "The festival was held in Seoul " * 30
    examples = [TrainingExample("Where?", long, "", 0, long.strip(), "en")] * 4
    out = train_reader(base, examples, tmp_path, replace(RECIPE, minutes=0.02))
    assert losses(out) == [0.0]
    assert all(bool(tensor.isfinite().all()) for tensor in load_file(out / "model.safetensors").values())


def test_without_examples_there_is_nothing_to_train_on(base, tmp_path):
    with pytest.raises(ValueError, match="no examples to train on"):
        train_reader(base, [], tmp_path / "out", RECIPE)


def test_a_base_that_cannot_be_loaded_is_named(tmp_path):
    with pytest.raises(ModelError, match=str(tmp_path)):
        train_reader(tmp_path, EXAMPLES, tmp_path / "out", RECIPE)


def test_the_average_of_two_runs_is_exported_without_training_it(base, trained, tmp_path, capsys):
    from safetensors.torch import load_file

    asked = tmp_path / "asked.jsonl"
    rows = [
        {
            "id": str(number),
            "question": e.question,
            "context": e.text,
            "answers": [{"text": e.answer, "answer_start": e.start}],
        }
        for number, e in enumerate(EXAMPLES)
        if e.start is not None
    ]
    asked.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    other = train_reader(base, EXAMPLES, tmp_path / "other", replace(RECIPE, examples=40, seed=5))
    averaged, out = str(tmp_path / "averaged"), tmp_path / "out"
    assert main(["train", "average", f"{trained}=0.75", f"{other}=0.25", "--out", averaged]) == 0
    command = ["train", "reader", str(asked), "--base", averaged, "--minutes", "0", "--out", str(out)]
    assert main(command) == 0, capsys.readouterr().err
    weights = [
        load_file(folder / "model.safetensors")["qa_outputs.weight"] for folder in (trained, other, out)
    ]
    assert weights[2].allclose(0.75 * weights[0] + 0.25 * weights[1], atol=1e-6)
    passage = Passage(Article("a", "", EXAMPLES[0].text, "en"), Span(0, len(EXAMPLES[0].text)))
    whole = TransformersReader(str(out)).read(EXAMPLES[0].question, [passage])[0]
    small = OnnxReader(out / "onnx").read(EXAMPLES[0].question, [passage])[0]
    assert small.text == whole.text
    assert small.margin == pytest.approx(whole.margin, abs=0.5)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["average", "here", "--out", "x"], '"here" is no folder with its share'),
        (["average", "nowhere=1", "--out", "x"], "nowhere: it has no model.safetensors"),
        (["average", "nowhere=0.4", "--out", "x"], "the shares make 0.4, not 1"),
        (["average", "--out", "x"], "name either files"),
        (["encoder", "--datasets", "nowhere", "--base", "b", "--out", "x"], 'nowhere has no folder "qa"'),
        (["reader", "x.jsonl", "--base", "b", "--minutes", "-1", "--out", "x"], "--minutes -1 is no time"),
    ],
)
def test_what_cannot_be_trained_is_said_in_one_line(given, said, capsys):
    assert main(["train", *given]) != 0
    told = capsys.readouterr().err.strip()
    assert said in told
    assert "\n" not in told
