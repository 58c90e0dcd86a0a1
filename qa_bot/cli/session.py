"""One run of the command: its options as settings, and the bot that they open."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from qa_bot.cli.console import Console
from qa_bot.settings import Settings

if TYPE_CHECKING:
    from qa_bot.bot import QABot

_SETTINGS = {field.name for field in fields(Settings)}


class BotFactory(Protocol):
    """Opens the bot of a verb; tests put one with their own encoder and reader in its place."""

    def __call__(self, settings: Settings, *, create: bool, reembed: bool, samples: bool) -> QABot:
        """The bot over `settings.library`, or over the sample articles."""
        ...


def open_bot(settings: Settings, *, create: bool, reembed: bool, samples: bool) -> QABot:
    """The bot that users get; raises `LibraryNotFound` where nothing is there and `create` is False."""
    from qa_bot.bot import QABot
    from qa_bot.default import open_default

    if samples:
        return open_default(settings)
    return QABot.open(settings=settings, create=create, reembed=reembed)


@dataclass(frozen=True, slots=True)
class Session:
    """What a verb gets: its options, somewhere to speak, and a way to a bot."""

    options: argparse.Namespace
    console: Console
    bot_factory: BotFactory

    @property
    def settings(self) -> Settings:
        """The options over the environment, the configuration file and the defaults."""
        return Settings.load({name: value for name, value in vars(self.options).items() if name in _SETTINGS})

    @contextmanager
    def bot(
        self, *, create: bool = False, has_samples: bool = False, library: Path | None = None
    ) -> Iterator[QABot]:
        """The bot over the chosen library, or over `library`, closed at the end.

        With `has_samples`, a user who chose no library and has none gets the sample articles.
        """
        settings = self.settings
        if library is not None:
            settings = replace(settings, library=str(library))
        is_on_samples = has_samples and library is None and self._has_no_library(settings)
        if is_on_samples:
            self.console.note(
                "no library yet, so the sample articles are asked; add your own with: qa-bot add PATH"
            )
        bot = self.bot_factory(
            settings,
            create=create,
            reembed=getattr(self.options, "reembed", False),
            samples=is_on_samples,
        )
        with bot:
            yield bot

    def _has_no_library(self, settings: Settings) -> bool:
        is_chosen = hasattr(self.options, "library") or settings.library != Settings().library
        return not is_chosen and not Path(settings.library).exists()


def read_standard_input() -> bytes:
    """All of standard input, as bytes: its encoding is for the reader of articles to find out.

    Nothing where there is no input (`<&-`).
    """
    return sys.stdin.buffer.read() if sys.stdin is not None else b""
