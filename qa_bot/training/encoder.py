"""Training an encoder: pairs of texts that belong together in, a sentence-transformers folder out.

The loss is sentence-transformers' own `MultipleNegativesRankingLoss`: of all texts of the batch, the partner
must be the nearest. Batches come from one source at a time and, where articles are known, from few
articles, so that the wrong texts are about the same things. e5's prefixes are kept.
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from qa_bot.errors import ModelError
from qa_bot.training.loop import Run, Schedule

QUERY, PASSAGE = "query: ", "passage: "


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
    """Pairs of one sort, with how many of them make a batch and how often its batches come, by weight."""

    name: str
    pairs: tuple[Pair, ...]
    batch: int
    weight: float


@dataclass(frozen=True, slots=True)
class EncoderRecipe:
    """What a run is made with; `scale` is the inverse temperature, 100 as e5 was trained with."""

    minutes: float = 40.0
    max_tokens: int = 160
    learning_rate: float = 4e-5
    warm_up: float = 0.06
    scale: float = 100.0
    pairs_a_group: int = 6
    frozen_layers: int = 0
    seed: int = 17
    device: str = "cpu"
    checkpoint_minutes: float = 5.0


def train_encoder(
    base: Path, sources: Sequence[Source], out: Path, recipe: EncoderRecipe | None = None
) -> Path:
    """Train from `base` (anything `SentenceTransformer` loads) and save to `out`; goes on where it stopped.

    Raises `ModelError` when the base can't be loaded.
    """
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss

    recipe = recipe or EncoderRecipe()
    torch.manual_seed(recipe.seed)
    try:
        model = SentenceTransformer(str(base), device=recipe.device)
    except (OSError, ValueError) as error:
        raise ModelError(f"{base}: no encoder can be loaded from it: {error}") from error
    longest, model.max_seq_length = model.max_seq_length, recipe.max_tokens
    _prepare(model, recipe.frozen_layers)
    loss_of = MultipleNegativesRankingLoss(model, scale=recipe.scale)
    trained = [p for p in model.parameters() if p.requires_grad]
    groups = [{"params": trained, "lr": recipe.learning_rate, "factor": 1.0}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    schedule = Schedule(recipe.minutes, recipe.learning_rate, recipe.warm_up, recipe.checkpoint_minutes)
    run = Run.resume(model, optimizer, schedule, out)
    batches = make_batches(sources, recipe.pairs_a_group, recipe.seed + run.progress.batches)

    def next_loss() -> tuple[Any, int]:
        batch = next(batches)
        features = [
            {name: _moved(value, recipe.device) for name, value in model.preprocess(texts).items()}
            for texts in columns(batch)
        ]
        with torch.autocast(torch.device(recipe.device).type, dtype=torch.bfloat16):
            return loss_of(features, torch.zeros(len(batch))), len(batch)

    run.train(next_loss)
    model.max_seq_length = longest
    model.save(str(out), create_model_card=False)
    made = {**asdict(recipe), "base": base.name, **asdict(run.progress)}
    (out / "recipe.json").write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    return out


def columns(batch: Sequence[Pair]) -> list[list[str]]:
    """The texts as the loss takes them: firsts, seconds and, where every pair has one, wrong ones.

    >>> columns([Pair("q", "p", wrong="w"), Pair("r", "s", wrong="t")])
    [['q', 'r'], ['p', 's'], ['w', 't']]
    """
    texts = [[pair.first for pair in batch], [pair.second for pair in batch]]
    return [*texts, [pair.wrong for pair in batch]] if all(pair.wrong for pair in batch) else texts


def make_batches(sources: Sequence[Source], pairs_a_group: int, seed: int) -> Iterator[list[Pair]]:
    """Endless batches, each of one source, drawn by weight; no text stands twice in a batch."""
    generator = random.Random(seed)
    streams = [_stream(source, pairs_a_group, generator) for source in sources]
    weights = [source.weight for source in sources]
    while True:
        yield next(generator.choices(streams, weights)[0])


def _stream(source: Source, pairs_a_group: int, generator: random.Random) -> Iterator[list[Pair]]:
    size = min(source.batch, len(source.pairs))
    while True:
        batch: list[Pair] = []
        seen: set[str] = set()
        has_yielded = False
        for pair in _by_group(source.pairs, pairs_a_group, generator):
            # The same text twice would be its own wrong answer.
            if pair.first in seen or pair.second in seen:
                continue
            seen |= {pair.first, pair.second}
            batch.append(pair)
            if len(batch) == size:
                yield batch
                batch, seen, has_yielded = [], set(), True
        if not has_yielded:
            if len(batch) < 2:
                raise ModelError(f'source "{source.name}" has no two pairs of different texts; add some')
            yield batch


def _by_group(pairs: Sequence[Pair], size: int, generator: random.Random) -> list[Pair]:
    """The pairs shuffled, but up to `size` of one article one behind the other."""
    groups: dict[str, list[Pair]] = defaultdict(list)
    for index, pair in enumerate(pairs):
        groups[pair.group or str(index)].append(pair)
    runs = []
    for members in groups.values():
        generator.shuffle(members)
        runs += [members[i : i + size] for i in range(0, len(members), size)]
    generator.shuffle(runs)
    return [pair for run in runs for pair in run]


def _moved(value: Any, device: str) -> Any:
    # Beside tensors there are remarks, such as which sort of input it is.
    return value.to(device) if hasattr(value, "to") else value


def _prepare(model: Any, frozen_layers: int) -> None:
    """No dropout, which halves the speed on a CPU, and no training of word embeddings and lowest layers."""
    import torch

    model.train()
    for module in model.modules():
        if isinstance(module, torch.nn.Dropout):
            module.p = 0.0
    for name, parameter in model.named_parameters():
        is_low = any(f".layer.{i}." in name for i in range(frozen_layers))
        parameter.requires_grad_(not (".embeddings." in name or "pooler" in name or is_low))
