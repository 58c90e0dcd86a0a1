"""A student of half the layers: whose weights it has, and what its teacher's lesson costs."""

from __future__ import annotations

import json
import math

import pytest

from qa_bot.errors import ModelError
from qa_bot.training.losses import teaching_loss
from qa_bot.training.student import halve_layers

torch = pytest.importorskip("torch")


def teacher(folder, layers):
    from transformers import BertConfig, BertForQuestionAnswering, set_seed

    set_seed(5)
    config = BertConfig(
        vocab_size=20, hidden_size=8, num_hidden_layers=layers, num_attention_heads=2,
        intermediate_size=16, max_position_embeddings=16,
    )  # fmt: skip
    BertForQuestionAnswering(config).save_pretrained(folder)
    (folder / "tokenizer.json").write_text("{}", encoding="utf-8")
    return folder


@pytest.mark.parametrize(("layers", "kept"), [(4, (1, 3)), (3, (0, 2)), (2, (1,))])
def test_the_student_has_every_second_layer_and_the_last(tmp_path, layers, kept):
    from safetensors.torch import load_file
    from transformers import BertForQuestionAnswering

    whole = load_file(teacher(tmp_path / "whole", layers) / "model.safetensors")
    folder = halve_layers(tmp_path / "whole", tmp_path / "half")
    half = BertForQuestionAnswering.from_pretrained(folder)
    assert json.loads((folder / "config.json").read_text(encoding="utf-8"))["num_hidden_layers"] == len(kept)
    assert (folder / "tokenizer.json").is_file()
    name = "bert.encoder.layer.{}.output.dense.weight"
    for new, old in enumerate(kept):
        assert torch.equal(half.state_dict()[name.format(new)], whole[name.format(old)])
    assert torch.equal(half.state_dict()["qa_outputs.weight"], whole["qa_outputs.weight"])


def test_one_layer_cannot_be_halved(tmp_path):
    with pytest.raises(ModelError, match="it has 1 layer"):
        halve_layers(teacher(tmp_path / "whole", 1), tmp_path / "half")


def test_the_lesson_costs_nothing_once_it_is_learned_and_else_the_divergence():
    logits = torch.tensor([[1.0, 2.0, -1e4]])
    assert float(teaching_loss(logits, logits)) == pytest.approx(0.0)
    p = 1 / (1 + math.exp(-0.5))
    divergence = p * math.log(p / 0.5) + (1 - p) * math.log((1 - p) / 0.5)
    assert float(teaching_loss(torch.tensor([[0.0, 0.0, -1e4]]), logits)) == pytest.approx(4 * divergence)
