"""Training an encoder with sentence-transformers' Trainer: its batches, its clock, going on where it stopped."""

from __future__ import annotations

import itertools
import json
from itertools import islice
from types import SimpleNamespace

import pytest

from qa_bot.errors import MissingExtra, ModelError
from qa_bot.training import clock
from qa_bot.training.encoder import EncoderRecipe, Pair, Source, train_encoder
from qa_bot.training.loop import Schedule

torch = pytest.importorskip("torch")
pytest.importorskip("datasets")
pytest.importorskip("accelerate")

WORDS = ["query:", "passage:", "금리", "다리", "은행", "항구", "rate", "bridge", "bank", "harbor", "🚋"]


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import WhitespaceSplit
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast, set_seed

    set_seed(5)
    folder = tmp_path_factory.mktemp("encoder")
    vocabulary = {word: i for i, word in enumerate(["[PAD]", "[UNK]", *WORDS])}
    tokenizer = Tokenizer(WordLevel(vocabulary, "[UNK]"))
    tokenizer.pre_tokenizer = WhitespaceSplit()
    config = BertConfig(
        vocab_size=len(vocabulary), hidden_size=8, num_hidden_layers=2, num_attention_heads=2,
        intermediate_size=16, max_position_embeddings=32,
    )  # fmt: skip
    BertModel(config).save_pretrained(folder / "plain")
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, unk_token="[UNK]", pad_token="[PAD]").save_pretrained(
        folder / "plain"
    )
    body = Transformer(str(folder / "plain"), max_seq_length=32)
    made = SentenceTransformer(modules=[body, Pooling(8, "mean")], device="cpu")
    made.save(str(folder / "whole"), create_model_card=False)
    return folder / "whole"


def pairs(wrong=""):
    return tuple(
        Pair(f"query: {korean}", f"passage: {english}", english, wrong and f"passage: {wrong}")
        for korean, english in zip(WORDS[2:6], WORDS[6:10], strict=True)
    )


SOURCES = (Source("hard", pairs("🚋"), 3, 2.0), Source("plain", pairs(), 4, 1.0))


def batches_of(sources, seed=1, count=40, pairs_a_group=2):
    from qa_bot.training.encoder_batches import make_batches

    return list(islice(make_batches(sources, pairs_a_group, seed), count))


def test_a_batch_is_of_one_source_and_as_large_as_it_says():
    for batch in batches_of(SOURCES):
        is_hard = {row < len(SOURCES[0].pairs) for row in batch}
        assert len(is_hard) == 1
        assert len(batch) == (3 if is_hard == {True} else 4)
        assert len(set(batch)) == len(batch)


def test_sources_come_by_their_weight_and_the_same_seed_gives_the_same():
    drawn = batches_of(SOURCES, count=3000)
    hard = sum(batch[0] < 4 for batch in drawn)
    assert 1900 < hard < 2100
    assert drawn == batches_of(SOURCES, count=3000) != batches_of(SOURCES, seed=2, count=3000)


def test_no_text_stands_twice_in_a_batch_and_neighbours_are_of_one_article():
    twins = (Pair("q1", "p1", "a"), Pair("q1", "p2", "a"), Pair("q2", "p1", "b"), Pair("q3", "p3", "b"))
    for batch in batches_of([Source("twins", twins, 2, 1.0)]):
        said = [(twins[row].first, twins[row].second) for row in batch]
        assert len({first for first, _ in said}) == len({second for _, second in said}) == 2
    articles = tuple(Pair(f"q{i}", f"p{i}", "ab"[i % 2]) for i in range(8))
    for batch in batches_of([Source("articles", articles, 2, 1.0)]):
        assert len({articles[row].group for row in batch}) == 1


def test_a_source_of_one_pair_is_an_error():
    with pytest.raises(ModelError, match='"lonely" has no two pairs'):
        batches_of([Source("lonely", pairs()[:1], 4, 1.0)])


def recipe(minutes, frozen_layers=0, **fields):
    return EncoderRecipe(minutes, 32, 1e-2, frozen_layers=frozen_layers, checkpoint_minutes=60.0, **fields)


@pytest.mark.parametrize("mini_batch", [0, 2])
def test_a_run_goes_on_where_it_stopped_and_learns(base, tmp_path, mini_batch, monkeypatch):
    from sentence_transformers import SentenceTransformer

    # every batch takes as long, so that a busy machine trains as far
    ticks = itertools.count(0.0, 0.01)
    monkeypatch.setattr(clock, "time", SimpleNamespace(monotonic=lambda: next(ticks)))
    out = train_encoder(base, SOURCES, tmp_path / "out", recipe(0.02, mini_batch=mini_batch))
    first = json.loads((out / "recipe.json").read_text(encoding="utf-8"))
    (checkpoint,) = out.glob("checkpoint-*")
    spent = json.loads((checkpoint / "seconds.json").read_text(encoding="utf-8"))
    assert spent >= 1.2
    train_encoder(base, SOURCES, out, recipe(0.03, mini_batch=mini_batch))
    second = json.loads((out / "recipe.json").read_text(encoding="utf-8"))
    assert second["batches"] > first["batches"] > 1
    (later,) = out.glob("checkpoint-*")
    assert 1.8 <= json.loads((later / "seconds.json").read_text(encoding="utf-8")) < spent + 1.2
    log = [json.loads(line) for line in (out / "log.jsonl").read_text(encoding="utf-8").splitlines()]
    assert log[-1]["loss"] < log[0]["loss"]
    model = SentenceTransformer(str(out), device="cpu")
    korean = model.encode([pair.first for pair in pairs()], normalize_embeddings=True)
    english = model.encode([pair.second for pair in pairs()], normalize_embeddings=True)
    assert (korean @ english.T).argmax(axis=1).tolist() == [0, 1, 2, 3]
    assert model.max_seq_length == 32


def test_a_run_of_so_many_batches_has_as_many(base, tmp_path):
    out = train_encoder(base, SOURCES, tmp_path / "out", recipe(60.0, batches=7))
    assert json.loads((out / "recipe.json").read_text(encoding="utf-8"))["batches"] == 7


def test_word_embeddings_and_low_layers_keep_their_weights(base, tmp_path):
    from safetensors.torch import load_file

    out = train_encoder(base, SOURCES, tmp_path / "out", recipe(0.01, frozen_layers=1))
    before, after = (load_file(folder / "model.safetensors") for folder in (base, out))
    changed = {name for name in before if not torch.equal(before[name], after[name])}
    assert changed
    assert all(".layer.1." in name for name in changed)


def test_a_model_with_all_its_layers_frozen_is_a_clear_error(base, tmp_path):
    with pytest.raises(ModelError, match="2 layers frozen nothing is left"):
        train_encoder(base, SOURCES, tmp_path / "out", recipe(0.01, frozen_layers=2))


def test_the_rate_follows_the_clock(tmp_path):
    from qa_bot.training.clock import Clock

    clock = Clock(Schedule(minutes=1.0, learning_rate=0.5, warm_up=0.5), tmp_path)
    parameter = torch.nn.Parameter(torch.zeros(1))
    optimizer, schedule = clock.drive([parameter])
    for seconds, rate in ((15.0, 0.25), (30.0, 0.5), (45.0, 0.25), (90.0, 0.01)):
        clock.seconds = seconds
        optimizer.step()
        schedule.step()
        assert optimizer.param_groups[0]["lr"] == pytest.approx(rate)


def test_what_is_no_encoder_is_a_clear_error(tmp_path):
    with pytest.raises(ModelError, match="no encoder can be loaded"):
        train_encoder(tmp_path / "nowhere", SOURCES, tmp_path / "out", recipe(0.01))


def test_a_missing_package_is_named_with_its_extra(base, tmp_path, monkeypatch):
    monkeypatch.setattr("qa_bot.training.encoder.find_spec", lambda name: None)
    with pytest.raises(MissingExtra, match=r"qa_bot\[train\]"):
        train_encoder(base, SOURCES, tmp_path / "out", recipe(0.01))
