"""Training an extractive reader: SQuAD-style examples in, a `transformers` model folder out.

The recipe that measured best on two cores: bfloat16 autocast, no dropout, AdamW with a head that learns
faster, batches of like length, word embeddings frozen, a schedule tied to the clock. A run writes
checkpoints that it goes on from when it is started again.

A wrong passage that stands beside the right one is normalised together with it as well, so that scores
compare across the passages of a question (Clark and Gardner 2018, "shared-norm").
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from qa_bot.errors import ModelError
from qa_bot.models.windows import Window, encode_windows, without_limits
from qa_bot.training.examples import TrainingExample, disturb, with_heading
from qa_bot.training.loop import Run, Schedule
from qa_bot.training.losses import IGNORED, answer_loss, shared_loss, teaching_loss


@dataclass(frozen=True, slots=True)
class ReaderRecipe:
    """What a run is made with; equal recipes and examples give equal runs on equal machines.

    `minutes` is the time the learning rate falls over; `examples`, where not 0, their number instead. Layers
    below `frozen_layers` and the word embeddings keep their weights.
    """

    minutes: float = 60.0
    batch: int = 16
    max_tokens: int = 224
    stride: int = 64
    learning_rate: float = 6e-5
    head_factor: float = 3.0
    warm_up: float = 0.04
    frozen_layers: int = 2
    disturbed: float = 0.12
    shared_weight: float = 0.5
    seed: int = 13
    device: str = "cpu"
    checkpoint_minutes: float = 5.0
    teaching_weight: float = 0.7
    examples: int = 0


@dataclass(frozen=True, slots=True)
class _Feature:
    window: Window
    start: int
    end: int
    beside: _Feature | None = None

    @property
    def tokens(self) -> int:
        """Length of the longest window."""
        return max(len(self.window), len(self.beside.window) if self.beside else 0)


def train_reader(
    base: Path,
    examples: Sequence[TrainingExample],
    out: Path,
    recipe: ReaderRecipe | None = None,
    *,
    teacher: Path | None = None,
) -> Path:
    """Train from `base` (anything `AutoModelForQuestionAnswering` loads) and save to `out`.

    Goes on from `out/checkpoint.pt` where there is one. A `teacher` of the same tokenizer shows how sure it
    is of every token. Returns `out`. Raises `ModelError` when the
    base can't be loaded, `ValueError` without examples.
    """
    import torch

    if not examples:
        raise ValueError("there are no examples to train on")
    recipe = recipe or ReaderRecipe()
    model, tokenizer = _load(base)
    guide = _load(teacher)[0].to(recipe.device).eval() if teacher else None
    _freeze(model, recipe.frozen_layers)
    model.to(recipe.device).train()
    optimizer = torch.optim.AdamW(_groups(model, recipe), weight_decay=0.01)
    schedule = Schedule(
        recipe.minutes, recipe.learning_rate, recipe.warm_up, recipe.checkpoint_minutes, recipe.examples
    )
    run = Run.resume(model, optimizer, schedule, out)
    backend = without_limits(tokenizer.backend_tokenizer)
    batches = _batches(backend, examples, recipe, run.progress.batches)

    def next_loss() -> tuple[Any, int]:
        batch = next(batches)
        return _loss(model, batch, recipe, guide), len(batch)

    run.train(next_loss)
    model.save_pretrained(out)
    tokenizer.save_pretrained(out)
    made = {**asdict(recipe), "base": base.name, **asdict(run.progress)}
    (out / "recipe.json").write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    return out


def _load(base: Path) -> tuple[Any, Any]:
    import torch
    from transformers import AutoModelForQuestionAnswering, AutoTokenizer

    torch.manual_seed(0)
    try:
        model = AutoModelForQuestionAnswering.from_pretrained(
            base,
            dtype=torch.float32,
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
            # On a CPU the fused kernel takes 40 % of a step; plain products make it a quarter faster.
            attn_implementation="eager",
        )
        return model, AutoTokenizer.from_pretrained(base)
    except (OSError, ValueError) as error:
        raise ModelError(f"{base}: no question-answering model can be loaded from it: {error}") from error


def _freeze(model: Any, layers: int) -> None:
    for name, parameter in model.named_parameters():
        frozen = "embeddings." in name or any(f".layer.{i}." in name for i in range(layers))
        parameter.requires_grad_(not frozen)


def _groups(model: Any, recipe: ReaderRecipe) -> list[dict[str, Any]]:
    named = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    head = [p for n, p in named if n.startswith("qa_outputs")]
    body = [p for n, p in named if not n.startswith("qa_outputs")]
    factors = ((body, 1.0), (head, recipe.head_factor))
    return [{"params": p, "lr": recipe.learning_rate * f, "factor": f} for p, f in factors]


def _loss(model: Any, batch: list[_Feature], recipe: ReaderRecipe, teacher: Any = None) -> Any:
    import torch

    besides = [feature.beside for feature in batch if feature.beside]
    right = [row for row, feature in enumerate(batch) if feature.beside]
    arrays = _collate([*batch, *besides])
    tensors = {name: torch.from_numpy(array).to(recipe.device) for name, array in arrays.items()}
    # Only the text and the no-answer position compete: the question can't be an answer.
    allowed = tensors.pop("allowed")
    golds = (tensors.pop("starts"), tensors.pop("ends"))
    logits = _logits(model, tensors, allowed, recipe.device)
    losses = [answer_loss(own, gold) for own, gold in zip(logits, golds, strict=True)]
    if besides:
        losses += [
            recipe.shared_weight * shared_loss(own[right], own[len(batch) :], gold[right])
            for own, gold in zip(logits, golds, strict=True)
        ]
    loss = sum(losses) / 2
    if teacher is None:
        return loss
    with torch.no_grad():
        shown = _logits(teacher, tensors, allowed, recipe.device)
    taught = sum(teaching_loss(own, its) for own, its in zip(logits, shown, strict=True)) / 2
    return (1 - recipe.teaching_weight) * loss + recipe.teaching_weight * taught


def _logits(model: Any, tensors: dict[str, Any], allowed: Any, device: str) -> tuple[Any, Any]:
    import torch

    with torch.autocast(torch.device(device).type, dtype=torch.bfloat16):
        output = model(**tensors)
    starts, ends = (
        logits.float().masked_fill(~allowed, -1e4) for logits in (output.start_logits, output.end_logits)
    )
    return starts, ends


def _collate(batch: list[_Feature]) -> dict[str, Any]:
    length = max(len(feature.window) for feature in batch)
    ids = np.ones((len(batch), length), dtype=np.int64)
    mask = np.zeros((len(batch), length), dtype=np.int64)
    types = np.zeros((len(batch), length), dtype=np.int64)
    allowed = np.zeros((len(batch), length), dtype=bool)
    for row, feature in enumerate(batch):
        count = len(feature.window)
        ids[row, :count] = feature.window.ids
        mask[row, :count] = 1
        types[row, :count] = feature.window.type_ids
        allowed[row, :count] = feature.window.offsets[:, 0] >= 0
    allowed[:, 0] = True
    return {
        "input_ids": ids,
        "attention_mask": mask,
        "token_type_ids": types,
        "allowed": allowed,
        "starts": np.array([feature.start for feature in batch], dtype=np.int64),
        "ends": np.array([feature.end for feature in batch], dtype=np.int64),
    }


def _batches(
    tokenizer: Any, examples: Sequence[TrainingExample], recipe: ReaderRecipe, skip: int
) -> Iterator[list[_Feature]]:
    """Endless batches of like length, the first `skip` left out cheaply enough by making them anew."""
    generator = random.Random(recipe.seed)
    order = list(range(len(examples)))
    chunk_size = recipe.batch * 40
    done = 0
    while True:
        generator.shuffle(order)
        for begin in range(0, len(order), chunk_size):
            chunk = [examples[i] for i in order[begin : begin + chunk_size]]
            count = -(-len(chunk) // recipe.batch)
            if done + count <= skip:
                done += count
                continue
            features = [_together(tokenizer, example, recipe, generator) for example in chunk]
            features.sort(key=lambda feature: feature.tokens)
            groups = [features[i : i + recipe.batch] for i in range(0, len(features), recipe.batch)]
            generator.shuffle(groups)
            done += count
            yield from groups


def _together(
    tokenizer: Any, example: TrainingExample, recipe: ReaderRecipe, generator: random.Random
) -> _Feature:
    feature = _feature(tokenizer, example, recipe, generator)
    if example.beside is None:
        return feature
    return replace(feature, beside=_feature(tokenizer, example.beside, recipe, generator))


def _feature(
    tokenizer: Any, example: TrainingExample, recipe: ReaderRecipe, generator: random.Random
) -> _Feature:
    text, start = with_heading(example, generator)
    question = example.question
    if generator.random() < recipe.disturbed:
        question = disturb(question, generator)
    windows = encode_windows(tokenizer, question, [text], max_tokens=recipe.max_tokens, stride=recipe.stride)
    if start is None:
        return _Feature(generator.choice(windows), 0, 0)
    end = start + len(example.answer)
    for window in windows:
        inside = (window.offsets[:, 0] < end) & (window.offsets[:, 1] > start)
        whole = window.offsets[:, 0].max() >= 0 and window.offsets[:, 1].max() >= end
        if inside.any() and whole and window.offsets[inside][0, 0] <= start:
            places = np.flatnonzero(inside)
            return _Feature(window, int(places[0]), int(places[-1]))
    return _Feature(windows[0], IGNORED, IGNORED)
