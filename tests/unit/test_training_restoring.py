"""A shipped model goes back into weights that are what was exported, but for the rounding."""

from __future__ import annotations

import shutil

import numpy as np
import pytest
from safetensors.torch import load_file

from qa_bot.cli import main
from qa_bot.errors import ModelError
from qa_bot.training.export import export_encoder, export_reader
from qa_bot.training.restoring import restore

WORDS = [f"word{n}" for n in range(60)] + ["금리", "인상"]
TEXTS = [(" ".join(WORDS[n : n + 6]), " ".join(WORDS[n + 3 : n + 20])) for n in range(0, 40, 2)]
EMBEDDED = "embeddings.word_embeddings.weight"


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    """An encoder of two layers, one channel of which peaks."""
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast, set_seed

    set_seed(5)
    folder = tmp_path_factory.mktemp("base")
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *WORDS]
    tokenizer = Tokenizer(models.WordLevel({piece: n for n, piece in enumerate(pieces)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    config = BertConfig(
        vocab_size=len(pieces), hidden_size=32, num_hidden_layers=2, num_attention_heads=2,
        intermediate_size=64, max_position_embeddings=64,
    )  # fmt: skip
    model = BertModel(config, add_pooling_layer=False)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter += 0.02 * torch.randn_like(parameter)
        model.encoder.layer[0].output.LayerNorm.weight[3] *= 40
    model.save_pretrained(folder)
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, unk_token="[UNK]", pad_token="[PAD]").save_pretrained(
        folder
    )
    return folder


@pytest.fixture(scope="module")
def trained(base, tmp_path_factory):
    """A reader whose body is not the base's any more, but for the word embeddings."""
    import torch
    from transformers import AutoModelForQuestionAnswering

    folder = tmp_path_factory.mktemp("trained")
    shutil.copytree(base, folder, dirs_exist_ok=True)
    model = AutoModelForQuestionAnswering.from_pretrained(base)
    torch.manual_seed(1)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if EMBEDDED not in name:
                parameter += 0.02 * torch.randn_like(parameter)
    model.save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def exported(trained, tmp_path_factory):
    return export_reader(trained, tmp_path_factory.mktemp("exported"), TEXTS, name="tiny")


@pytest.fixture(scope="module")
def restored(exported, base, tmp_path_factory):
    return restore(exported, base, tmp_path_factory.mktemp("restored"))


def weights(folder):
    return {name: tensor.numpy() for name, tensor in load_file(folder / "model.safetensors").items()}


def test_every_weight_is_back_within_its_rounding(trained, restored):
    had, has = weights(trained), weights(restored)
    assert set(has) == set(had)
    for name, value in has.items():
        # A row's step is a 127th of its largest value, and smoothing makes that of one input a channel's.
        furthest = np.abs(value - had[name]).max()
        assert furthest <= 0.05 * np.abs(had[name]).max(), name


def test_what_was_not_rounded_is_the_very_same(trained, restored):
    had, has = weights(trained), weights(restored)
    exact = [name for name in has if name.endswith("bias") or "LayerNorm" in name or "position" in name]
    assert exact
    assert all(np.array_equal(has[name], had[name]) for name in exact)


def test_word_embeddings_are_the_bases_own(base, restored):
    assert np.array_equal(weights(restored)[f"bert.{EMBEDDED}"], weights(base)[EMBEDDED])


def test_word_embeddings_that_were_trained_come_from_the_export(base, exported, trained, tmp_path):
    from safetensors.torch import save_file

    other = tmp_path / "other"
    shutil.copytree(base, other)
    state = load_file(other / "model.safetensors")
    state[EMBEDDED][7] += 1.0
    save_file(state, other / "model.safetensors", metadata={"format": "pt"})
    rows = weights(restore(exported, other, tmp_path / "out"))[f"bert.{EMBEDDED}"]
    wanted = weights(trained)[f"bert.{EMBEDDED}"]
    assert np.abs(rows[7] - wanted[7]).max() <= np.abs(wanted[7]).max() / 127
    assert np.array_equal(rows[8:], wanted[8:])


def test_transformers_loads_it_and_it_reads_alike(trained, restored):
    import torch
    from transformers import AutoModelForQuestionAnswering

    ids = torch.arange(4, 40)[None]
    first, second = (
        AutoModelForQuestionAnswering.from_pretrained(folder).eval()(ids).start_logits.detach()
        for folder in (trained, restored)
    )
    assert float((first - second).abs().max()) < 0.05 * float(first.abs().max())


def test_an_encoder_is_put_back_as_well(base, tmp_path):
    exported = export_encoder(base, tmp_path / "exported", TEXTS, name="tiny")
    had, has = weights(base), weights(restore(exported, base, tmp_path / "restored"))
    assert set(has) == set(had)
    assert all(np.abs(has[name] - had[name]).max() <= 0.05 * np.abs(had[name]).max() for name in had)


def test_the_command_writes_a_folder_to_go_on_from(base, exported, tmp_path, capsys):
    out = tmp_path / "floats"
    assert main(["train", "floats", str(exported), "--base", str(base), "--out", str(out)]) == 0
    assert f"--base {out}" in capsys.readouterr().out
    assert weights(out).keys() == weights(restore(exported, base, tmp_path / "again")).keys()


@pytest.mark.parametrize("arguments", [[], ["--base", "x"], ["a", "b", "--base", "x"], ["a"]])
def test_the_command_wants_one_folder_and_a_base(arguments, tmp_path, capsys):
    assert main(["train", "floats", *arguments, "--out", str(tmp_path / "out")]) == 1
    assert "--base" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_what_is_no_exported_folder_is_named(base, tmp_path):
    with pytest.raises(ModelError, match=r"model\.onnx"):
        restore(tmp_path, base, tmp_path / "out")
    (tmp_path / "model.onnx").write_bytes(b"<html>not found</html>")
    with pytest.raises(ModelError, match=r"model\.onnx"):
        restore(tmp_path, base, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_nothing_is_written_over_what_it_is_made_of(exported, base):
    for out in (exported, base):
        with pytest.raises(ModelError, match="name another folder"):
            restore(exported, base, out)
    assert (exported / "model.onnx").is_file()


@pytest.mark.parametrize(("width", "layers"), [(16, 2), (32, 3)])
def test_a_base_of_another_size_is_refused(width, layers, exported, tmp_path):
    from transformers import BertConfig, BertModel

    other = tmp_path / "other"
    config = BertConfig(
        vocab_size=66, hidden_size=width, num_hidden_layers=layers, num_attention_heads=2,
        intermediate_size=64, max_position_embeddings=64,
    )  # fmt: skip
    BertModel(config, add_pooling_layer=False).save_pretrained(other)
    with pytest.raises(ModelError, match="not like that of"):
        restore(exported, other, tmp_path / "out")
    with pytest.raises(ModelError, match=r"no model\.safetensors"):
        restore(exported, tmp_path / "nowhere", tmp_path / "out")
