"""Where articles are kept and searched: a folder on disk, or memory."""

from qa_bot.library.local import LocalLibrary
from qa_bot.library.memory import MemoryLibrary

__all__ = ["LocalLibrary", "MemoryLibrary"]
