"""Training an encoder: pairs of texts that belong together in, a sentence-transformers folder out.

Trainer and losses are sentence-transformers' own: of all texts of the batch, the partner must be the nearest.
The learning rate is tied to the clock. e5's prefixes are kept.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from qa_bot.errors import MissingExtra, ModelError
from qa_bot.training.loop import Schedule, attention_on, is_bfloat16_quick

QUERY, PASSAGE = "query: ", "passage: "
COLUMNS = ("first", "second", "wrong")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that belong together, prefixes included; `group` names their article, where there is one.

    `wrong` is a text that search takes for the second and is not, empty where none is known.
    """

    first: str
    second: str
    group: str = ""
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Pairs of one sort, with how many of them make a batch and how often its batches come, by weight.

    Where one pair has a wrong text, all have.
    """

    name: str
    pairs: tuple[Pair, ...]
    batch: int
    weight: float


@dataclass(frozen=True, slots=True)
class EncoderRecipe:
    """What a run is made with; `scale` is the inverse temperature, 100 as e5 was trained with.

    With `mini_batch`, a batch is embedded in parts of so many pairs, so that it may be larger than the memory
    allows, for a third more time; 0 embeds it at once. With `batches`, the run lasts for so many, however
    long they take, so that runs compare. `workers` processes prepare the texts, 0 the training one.
    """

    minutes: float = 40.0
    max_tokens: int = 128
    learning_rate: float = 3e-5
    warm_up: float = 0.06
    scale: float = 100.0
    mini_batch: int = 0
    pairs_a_group: int = 6
    frozen_layers: int = 2
    seed: int = 17
    device: str = "cpu"
    checkpoint_minutes: float = 5.0
    batches: int = 0
    dropout: float = 0.0
    workers: int = 0


# The last round reads whole paragraphs and changes less.
LAST_RECIPE = EncoderRecipe(max_tokens=256, learning_rate=2e-5)
# What a GPU has time for: large batches of whole paragraphs.
GPU_RECIPE = EncoderRecipe(
    max_tokens=256, learning_rate=1e-4, scale=50.0, frozen_layers=0, dropout=0.1, device="cuda", workers=8
)


def train_encoder(
    base: Path, sources: Sequence[Source], out: Path, recipe: EncoderRecipe | None = None
) -> Path:
    """Train from `base` (anything `SentenceTransformer` loads) and save to `out`; goes on where it stopped.

    Raises `ModelError` when the base can't be loaded, or a source has no two different pairs, and
    `MissingExtra` without the packages that sentence-transformers' Trainer needs.
    """
    from transformers.trainer_utils import get_last_checkpoint

    for package in ("accelerate", "datasets"):
        if find_spec(package) is None:
            raise MissingExtra(package, "train")
    from qa_bot.training.clock import Clock
    from qa_bot.training.encoder_batches import WeightedTrainer

    recipe = recipe or EncoderRecipe()
    model = _load(base, recipe)
    longest, model.max_seq_length = model.max_seq_length, recipe.max_tokens
    schedule = Schedule(
        recipe.minutes, recipe.learning_rate, recipe.warm_up, recipe.checkpoint_minutes, recipe.batches
    )
    clock = Clock(schedule, out)
    trainer = WeightedTrainer(
        sources,
        recipe.pairs_a_group,
        model=model,
        args=_arguments(out, recipe),
        train_dataset=_datasets(sources),
        loss=_loss(model, recipe),
        optimizers=clock.drive([p for p in model.parameters() if p.requires_grad]),
        callbacks=[clock],
    )
    out.mkdir(parents=True, exist_ok=True)
    if recipe.minutes or recipe.batches:
        trainer.train(resume_from_checkpoint=get_last_checkpoint(str(out)))
    model.max_seq_length = longest
    model.save(str(out), create_model_card=False)
    made = {**asdict(recipe), "base": base.name, "batches": clock.batches, "seconds": clock.seconds}
    (out / "recipe.json").write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    return out


def columns(pairs: Sequence[Pair]) -> dict[str, list[str]]:
    """The texts as the loss takes them: firsts, seconds and, where every pair has one, wrong ones.

    >>> columns([Pair("q", "p", wrong="w"), Pair("r", "s", wrong="t")])
    {'first': ['q', 'r'], 'second': ['p', 's'], 'wrong': ['w', 't']}
    """
    names = COLUMNS if all(pair.wrong for pair in pairs) else COLUMNS[:2]
    return {name: [getattr(pair, name) for pair in pairs] for name in names}


def samples(sources: Sequence[Source]) -> list[tuple[str]]:
    """Some texts of each source, to show an export what to expect.

    >>> samples([Source("questions", (Pair("q", "p"), Pair("r", "s")), batch=2, weight=1.0)])
    [('q',), ('p',), ('r',), ('s',)]
    """
    return [(text,) for source in sources for pair in source.pairs[:3] for text in (pair.first, pair.second)]


def _load(base: Path, recipe: EncoderRecipe) -> Any:
    """The model, words and lowest layers frozen; dropout halves the speed on a CPU."""
    import torch
    from sentence_transformers import SentenceTransformer

    torch.manual_seed(recipe.seed)
    settings = {"attn_implementation": attention_on(recipe.device)}
    dropout = {"attention_probs_dropout_prob": recipe.dropout}
    try:
        model = SentenceTransformer(
            str(base), device=recipe.device, model_kwargs=settings, config_kwargs=dropout
        )
    except (OSError, ValueError) as error:
        raise ModelError(f"{base}: no encoder can be loaded from it: {error}") from error
    for module in model.modules():
        if isinstance(module, torch.nn.Dropout):
            module.p = recipe.dropout
    for name, parameter in model.named_parameters():
        is_low = any(f".layer.{i}." in name for i in range(recipe.frozen_layers))
        parameter.requires_grad_(not (".embeddings." in name or "pooler" in name or is_low))
    if not any(parameter.requires_grad for parameter in model.parameters()):
        raise ModelError(f"{base}: with {recipe.frozen_layers} layers frozen nothing is left to train")
    return model


def _loss(model: Any, recipe: EncoderRecipe) -> Any:
    from sentence_transformers.sentence_transformer.losses import (
        CachedMultipleNegativesRankingLoss,
        MultipleNegativesRankingLoss,
    )

    if recipe.mini_batch:
        return CachedMultipleNegativesRankingLoss(
            model, scale=recipe.scale, mini_batch_size=recipe.mini_batch
        )
    return MultipleNegativesRankingLoss(model, scale=recipe.scale)


def _datasets(sources: Sequence[Source]) -> Any:
    from datasets import Dataset, DatasetDict

    return DatasetDict({source.name: Dataset.from_dict(columns(source.pairs)) for source in sources})


def _arguments(out: Path, recipe: EncoderRecipe) -> Any:
    from sentence_transformers import SentenceTransformerTrainingArguments

    return SentenceTransformerTrainingArguments(
        output_dir=str(out),
        # The clock ends the run, long before so many steps.
        max_steps=10**7,
        save_strategy="no",
        save_total_limit=1,
        logging_steps=25,
        disable_tqdm=True,
        bf16=is_bfloat16_quick(recipe.device),
        use_cpu=recipe.device == "cpu",
        dataloader_num_workers=recipe.workers,
        seed=recipe.seed,
        report_to="none",
    )
