"""A run of transformers' Trainer tied to the clock: its learning rate, checkpoints, log and end."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from transformers import TrainerCallback

from qa_bot.training.loop import LOG, Schedule

_SPENT = "seconds.json"


class Clock(TrainerCallback):  # type: ignore[misc]  # transformers has no types for it
    """Counts the seconds of all starts of one run, and saves, logs and ends it by them.

    A schedule of so many examples is taken as one of so many batches: then these count.
    """

    def __init__(self, schedule: Schedule, folder: Path) -> None:
        self.seconds = 0.0
        self.batches = 0
        self._schedule = schedule
        self._folder = folder
        self._since = self._saved = 0.0
        self._bar: Any = None

    def drive(self, parameters: Sequence[Any]) -> tuple[Any, Any]:
        """An optimizer of the parameters, and what sets its rate by the clock at every step."""
        import torch

        is_fused = any(parameter.is_cuda for parameter in parameters)
        optimizer = torch.optim.AdamW([*parameters], lr=1.0, weight_decay=0.01, fused=is_fused)
        return optimizer, torch.optim.lr_scheduler.LambdaLR(optimizer, lambda _: self._rate())

    def _share(self) -> float:
        if self._schedule.examples:
            return min(1.0, self.batches / self._schedule.examples)
        return min(1.0, self.seconds / (self._schedule.minutes * 60))

    def _rate(self) -> float:
        return self._schedule.rate(self._share())

    def on_train_begin(self, args: Any, state: Any, control: Any, **_: Any) -> None:  # noqa: ARG002
        """Takes up the time that earlier starts have spent."""
        from tqdm import tqdm

        if state.global_step:
            spent = self._checkpoint(state) / _SPENT
            self.seconds = float(json.loads(spent.read_text(encoding="utf-8")))
        self.batches = state.global_step
        self._saved, self._since = self.seconds, time.monotonic()
        self._bar = tqdm(total=1000, unit="‰", desc="training", initial=round(1000 * self._share()))

    def on_step_end(self, args: Any, state: Any, control: Any, **_: Any) -> None:  # noqa: ARG002
        """Whether it is time to save, and whether it is over."""
        now = time.monotonic()
        self.seconds += now - self._since
        self._since = now
        self.batches = state.global_step
        self._bar.update(round(1000 * self._share()) - self._bar.n)
        is_over = self._share() >= 1.0
        if is_over or self.seconds - self._saved > self._schedule.checkpoint_minutes * 60:
            self._saved = self.seconds
            control.should_save = True
        control.should_training_stop = is_over

    def on_save(self, args: Any, state: Any, control: Any, **_: Any) -> None:  # noqa: ARG002
        """Writes beside the checkpoint how much time it took."""
        (self._checkpoint(state) / _SPENT).write_text(json.dumps(self.seconds), encoding="utf-8")

    def on_log(self, args: Any, state: Any, control: Any, logs: Any = None, **_: Any) -> None:  # noqa: ARG002
        """A line of the run's log."""
        if not logs or "loss" not in logs:
            return
        loss = float(logs["loss"])
        self._bar.set_postfix(loss=f"{loss:.3f}", batches=state.global_step)
        row = {"seconds": round(self.seconds, 1), "batches": state.global_step, "loss": round(loss, 4)}
        with (self._folder / LOG).open("a", encoding="utf-8") as log:
            log.write(json.dumps(row) + "\n")

    def on_train_end(self, args: Any, state: Any, control: Any, **_: Any) -> None:  # noqa: ARG002
        """Leaves the bar as it is."""
        self._bar.close()

    def _checkpoint(self, state: Any) -> Path:
        return self._folder / f"checkpoint-{state.global_step}"
