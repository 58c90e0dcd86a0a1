"""A training run tied to the clock or to a number of examples: its learning rate, log and checkpoints."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

CHECKPOINT = "checkpoint.pt"
LOG = "log.jsonl"
BATCHES_A_LOG_LINE = 50
# AdamW at a rate of nothing would only decay the weights.
LEAST_RATE = 0.02


@dataclass(frozen=True, slots=True)
class Schedule:
    """The learning rate rises over the share `warm_up` of `minutes`, then falls in a straight line.

    With `examples`, the run lasts for so many, however long they take, so that runs compare.

    >>> Schedule(minutes=10, learning_rate=1.0, warm_up=0.5).rate(0.25)
    0.5
    """

    minutes: float
    learning_rate: float
    warm_up: float = 0.04
    checkpoint_minutes: float = 5.0
    examples: int = 0

    def rate(self, done: float) -> float:
        """The learning rate when that share of the time, 0 to 1, is over."""
        rising = done / self.warm_up if self.warm_up else 1.0
        falling = (1.0 - done) / (1.0 - self.warm_up)
        return self.learning_rate * max(LEAST_RATE, min(1.0, rising, falling))


@dataclass(slots=True)
class Progress:
    """How far a run has come."""

    seconds: float = 0.0
    batches: int = 0
    examples: int = 0

    def share(self, schedule: Schedule) -> float:
        """How much of the schedule is over, 1 at its end."""
        if schedule.examples:
            return self.examples / schedule.examples
        return self.seconds / (schedule.minutes * 60) if schedule.minutes else 1.0


@dataclass(frozen=True, slots=True)
class Run:
    """A model and its optimizer in a folder; each parameter group's rate is the schedule's times `factor`."""

    model: Any
    optimizer: Any
    schedule: Schedule
    folder: Path
    progress: Progress

    @classmethod
    def resume(cls, model: Any, optimizer: Any, schedule: Schedule, folder: Path) -> Run:
        """A run that goes on from the folder's checkpoint, or starts where there is none."""
        import torch

        folder.mkdir(parents=True, exist_ok=True)
        progress = Progress()
        if (folder / CHECKPOINT).is_file():
            state = torch.load(folder / CHECKPOINT, weights_only=True, map_location="cpu")
            model.load_state_dict(state["model"])
            optimizer.load_state_dict(state["optimizer"])
            progress = Progress(**state["progress"])
        return cls(model, optimizer, schedule, folder, progress)

    def train(self, next_loss: Callable[[], tuple[Any, int]]) -> None:
        """Step until the time is over; `next_loss` gives a batch's loss and its number of examples."""
        from tqdm import tqdm

        saved = self.progress.seconds
        losses: list[Any] = []
        with tqdm(total=1000, unit="‰", desc="training") as bar:
            while (share := self.progress.share(self.schedule)) < 1.0:
                losses.append(self._step(next_loss, share))
                bar.update(min(1000, round(1000 * self.progress.share(self.schedule))) - bar.n)
                if self.progress.batches % BATCHES_A_LOG_LINE == 0:
                    # Reading a loss makes a GPU wait, so they are read together.
                    loss = float(np.mean([float(one) for one in losses]))
                    self._log(loss)
                    bar.set_postfix(loss=f"{loss:.3f}", examples=self.progress.examples)
                    losses = []
                if self.progress.seconds - saved > self.schedule.checkpoint_minutes * 60:
                    self._save()
                    saved = self.progress.seconds
        self._save()

    def _step(self, next_loss: Callable[[], tuple[Any, int]], done: float) -> Any:
        import torch

        began = time.monotonic()
        for group in self.optimizer.param_groups:
            group["lr"] = self.schedule.rate(done) * group["factor"]
        loss, examples = next_loss()
        loss.backward()
        trained = [p for group in self.optimizer.param_groups for p in group["params"]]
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.progress.seconds += time.monotonic() - began
        self.progress.batches += 1
        self.progress.examples += examples
        return loss.detach()

    def _log(self, loss: float) -> None:
        row = {**asdict(self.progress), "loss": round(loss, 4)}
        with (self.folder / LOG).open("a", encoding="utf-8") as log:
            log.write(json.dumps(row) + "\n")

    def _save(self) -> None:
        import torch

        state = {
            "model": self.model.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "progress": asdict(self.progress),
        }
        temporary = self.folder / (CHECKPOINT + ".new")
        torch.save(state, temporary)
        temporary.replace(self.folder / CHECKPOINT)


def attention_on(device: str) -> str:
    """The quicker way of attention in training.

    On a CPU the fused kernel takes 40 % of a step; plain products make it a quarter faster.
    """
    return "eager" if device == "cpu" else "sdpa"


def is_bfloat16_quick(device: str) -> bool:
    """Whether `device` multiplies bfloat16 itself; a CPU that only imitates it takes three times as long."""
    import torch

    if device != "cpu":
        return True
    # Older versions of torch don't say what a processor has.
    capabilities: dict[str, Any] = getattr(torch.cpu, "get_capabilities", dict)()
    return any(has for name, has in capabilities.items() if "bf16" in name)
