"""Which articles are the Korean and the English edition of one story.

A link from one to the other decides; else the same file name but for the language; else the contents: two
articles that are each other's nearest neighbours across the languages, clearly so, and of the same days.
Articles without a date pair by contents among themselves. A line or two is too little to go by its contents.
"""

from __future__ import annotations

from qa_bot.editions.pairing import find_pairs

__all__ = ["find_pairs"]
