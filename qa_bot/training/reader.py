"""Training an extractive reader: SQuAD-style examples in, a `transformers` model folder out.

The recipe: bfloat16 autocast where the processor has it, AdamW with a head that learns faster, batches of
like length, word embeddings frozen, a schedule tied to the clock. A run writes checkpoints that it goes on
from when it is started again.

A wrong passage that stands beside the right one is normalised together with it as well, so that scores
compare across the passages of a question (Clark and Gardner 2018, "shared-norm").
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from qa_bot.errors import ModelError
from qa_bot.models.windows import without_limits
from qa_bot.training.examples import TrainingExample
from qa_bot.training.loop import Run, Schedule, attention_on, is_bfloat16_quick
from qa_bot.training.losses import answer_loss, shared_loss, teaching_loss
from qa_bot.training.reader_batches import Batch, Encoding, make_batches


@dataclass(frozen=True, slots=True)
class ReaderRecipe:
    """What a run is made with; equal recipes and examples give equal runs on equal machines.

    `minutes` is the time the learning rate falls over; `examples`, where not 0, their number instead. Layers
    below `frozen_layers` and the word embeddings keep their weights. Dropout halves the speed of a CPU, which
    reads no example often enough to need it. `workers` processes encode the examples, 0 the training one.
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
    dropout: float = 0.0
    workers: int = 0


# What a GPU has time for: large batches, every example several times, all layers.
GPU_RECIPE = ReaderRecipe(
    batch=64, learning_rate=3e-4, frozen_layers=0, dropout=0.1, device="cuda", workers=8, max_tokens=256
)


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
    model, tokenizer = _load(base, recipe)
    guide = _load(teacher, recipe)[0].to(recipe.device).eval() if teacher else None
    _freeze(model, recipe.frozen_layers)
    model.to(recipe.device).train()
    is_fused = recipe.device != "cpu"
    optimizer = torch.optim.AdamW(_groups(model, recipe), weight_decay=0.01, fused=is_fused)
    schedule = Schedule(
        recipe.minutes, recipe.learning_rate, recipe.warm_up, recipe.checkpoint_minutes, recipe.examples
    )
    run = Run.resume(model, optimizer, schedule, out)
    backend = without_limits(tokenizer.backend_tokenizer)
    encoding = Encoding(recipe.batch, recipe.max_tokens, recipe.stride, recipe.disturbed, recipe.seed)
    batches = make_batches(backend, examples, encoding, run.progress.batches, recipe.workers)

    def next_loss() -> tuple[Any, int]:
        batch = next(batches)
        return _loss(model, batch, recipe, guide), batch.count

    run.train(next_loss)
    model.save_pretrained(out)
    tokenizer.save_pretrained(out)
    made = {**asdict(recipe), "base": base.name, **asdict(run.progress)}
    (out / "recipe.json").write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    return out


def _load(base: Path, recipe: ReaderRecipe) -> tuple[Any, Any]:
    import torch
    from transformers import AutoModelForQuestionAnswering, AutoTokenizer

    torch.manual_seed(0)
    try:
        model = AutoModelForQuestionAnswering.from_pretrained(
            base,
            dtype=torch.float32,
            hidden_dropout_prob=recipe.dropout,
            attention_probs_dropout_prob=recipe.dropout,
            attn_implementation=attention_on(recipe.device),
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


def _loss(model: Any, batch: Batch, recipe: ReaderRecipe, teacher: Any = None) -> Any:
    import torch

    tensors = {
        name: torch.from_numpy(array).to(recipe.device, non_blocking=True)
        for name, array in batch.arrays.items()
    }
    allowed = tensors.pop("allowed")
    golds = (tensors.pop("starts"), tensors.pop("ends"))
    logits = _logits(model, tensors, allowed, recipe.device)
    losses = [answer_loss(own, gold) for own, gold in zip(logits, golds, strict=True)]
    if batch.right.size:
        right = torch.from_numpy(batch.right).to(recipe.device, non_blocking=True)
        losses += [
            recipe.shared_weight * shared_loss(own[right], own[batch.count :], gold[right])
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

    is_quick = is_bfloat16_quick(device)
    with torch.autocast(torch.device(device).type, dtype=torch.bfloat16, enabled=is_quick):
        output = model(**tensors)
    starts, ends = (
        logits.float().masked_fill(~allowed, -1e4) for logits in (output.start_logits, output.end_logits)
    )
    return starts, ends
