"""A reader of which each passage in the other language is asked with words of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from qa_bot.models.wrapping_reader import WrappingReader
from qa_bot.ports import Reader
from qa_bot.text.language import detect_question
from qa_bot.types import Candidate, Language, Passage

# A question and a passage's text to the question in which the passage's own words stand.
Switch = Callable[[str, str], str]


class SwitchingReader(WrappingReader):
    """A `Reader` around another one; passages in the question's own language are read as before."""

    def __init__(self, reader: Reader, switch: Switch) -> None:
        super().__init__(reader)
        self._switch = switch

    def read(self, question: str, passages: Sequence[Passage]) -> list[Candidate]:
        """Candidates of all passages, best margin first; see `qa_bot.ports.Reader.read`."""
        asked = detect_question(question)
        wordings: dict[str, list[Passage]] = defaultdict(list)
        for passage in passages:
            wordings[self._wording(question, asked, passage)].append(passage)
        found = [c for wording, read in wordings.items() for c in self._reader.read(wording, read)]
        return sorted(found, key=lambda c: (-c.margin, c.passage.id, c.span))

    def _wording(self, question: str, asked: Language, passage: Passage) -> str:
        is_crossing = {asked, passage.article.language} == {"ko", "en"}
        return self._switch(question, passage.indexed_text) if is_crossing else question
