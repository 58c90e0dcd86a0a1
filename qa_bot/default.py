"""The default library: the user's, or one of the sample articles, loaded on first use."""

from __future__ import annotations

import os
import shutil
import sys
import threading
from pathlib import Path

from qa_bot.bot import QABot
from qa_bot.errors import LibraryCorrupt
from qa_bot.models.shipped import PACKAGE
from qa_bot.settings import Settings
from qa_bot.types import Answer, Filters

_default: QABot | None = None
_default_lock = threading.Lock()


def answer(question: str, *, filters: Filters | None = None, threshold: float | None = None) -> Answer:
    """Ask the default library, which is loaded on first use; see `open_default` and `QABot.ask`."""
    global _default
    with _default_lock:
        if _default is None:
            _default = open_default()
    return _default.ask(question, filters=filters, threshold=threshold)


def open_default(settings: Settings | None = None) -> QABot:
    """The library that the settings name, or where it isn't there, one of the sample articles.

    The samples' library is made on first use in the user's cache folder.
    """
    settings = settings or Settings.load()
    if (Path(settings.library) / "library.sqlite3").is_file():
        return QABot.open(settings=settings)
    bot = _open_samples(settings)
    bot.add(sample_articles_folder())
    return bot


def _open_samples(settings: Settings) -> QABot:
    from qa_bot import __version__

    folder = _cache_folder() / f"samples-{__version__}"
    try:
        return QABot.open(folder, settings=settings, reembed=True)
    except LibraryCorrupt:
        # A cache of ours that another build or an accident has left: nothing of anybody's is lost.
        shutil.rmtree(folder)
        return QABot.open(folder, settings=settings)


def sample_articles_folder() -> Path:
    """`data/articles/` of a checkout, or the copy inside an installed package."""
    inside = PACKAGE / "_articles"
    return inside if inside.is_dir() else PACKAGE.parent / "data" / "articles"


def _cache_folder() -> Path:
    if os.environ.get("QA_BOT_CACHE"):
        return Path(os.environ["QA_BOT_CACHE"])
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "qa_bot"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "qa_bot"
