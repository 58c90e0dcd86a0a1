"""Follow-up questions: what "And when?" or "그는 누구야?" means after what was said before."""

from qa_bot.dialogue.turns import Turn, Understanding
from qa_bot.dialogue.understanding import understand

__all__ = ["Turn", "Understanding", "understand"]
