"""English questions that yes or no would answer, told by how they begin and end."""

from __future__ import annotations

import re

_AUXILIARY = (
    r"(?:(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|shall|should|might|must|may)"
    r"(?:n['’]t)?|can['’]?t|won['’]t)"
)
_ASKING = r"(?:who|whom|whose|what|which|when|where|why|how)"
_OPENING = "so and but well then now also actually ok okay".replace(" ", "|")
_TO_BE_TOLD = "tell say show give list name find explain describe".replace(" ", "|")
_VERBS_OF_SAYING = (
    "say said tell told explain know known reveal mention state specify decide announce disclose clear"
).replace(" ", "|")
_VERBS_OF_ASKING = "tell know say says said check wonder wondering ask asking explain clear sure".replace(
    " ", "|"
)

# "Was it", "So, did the city", "After nine, can I"; not "May 3", not "Can you tell me"
_BEGINS = re.compile(
    rf"(?:(?:{_OPENING})\b,?\s+|[^,?]{{3,60}},\s+)?{_AUXILIARY}\s+"
    rf"(?!\d|you (?:please )?(?:{_TO_BE_TOLD})\b)",
    re.IGNORECASE,
)
# "It opened last year, didn't it?"
_ENDS = re.compile(
    rf",\s*(?:{_AUXILIARY}(?:\s+not)?\s+(?:it|he|she|they|we|you|there)|right|correct|or not)\s*\?$",
    re.IGNORECASE,
)
_WHETHER = re.compile(
    rf"\b(?:{_VERBS_OF_ASKING}|find out)\b[^?]{{0,30}}\b(?:whether|if)\b",
    re.IGNORECASE,
)
# "Did the mayor say when it opens?", "Do you know who won?", "Was it changed, and if so, when?"
_ASKS_WITHIN = re.compile(
    rf"\b(?:{_VERBS_OF_SAYING}|(?:information|details) (?:on|of|about))\b[^,?]{{0,40}}\b{_ASKING}\b"
    rf"|\bif so\b.*\b{_ASKING}\b",
    re.IGNORECASE,
)
_ASKS = re.compile(rf"\b{_ASKING}\b", re.IGNORECASE)
_ANY = re.compile(r"\bany(?:one|body|thing|where)?\b", re.IGNORECASE)
_CHOICE = re.compile(r"\bor\b(?!\s+not\b)", re.IGNORECASE)
_LEAST_WORDS = 5


def is_polar(question: str) -> bool:
    """Whether yes or no would answer an English question.

    >>> is_polar("Were there any deaths or injuries?"), is_polar("Was it the union or the company?")
    (True, False)
    """
    if _ASKS_WITHIN.search(question):
        return False
    indirect = _WHETHER.search(question) or _ENDS.search(question)
    if indirect:
        return not _ASKS.search(question[: indirect.start()])
    begins = _BEGINS.match(question)
    if not begins or _ASKS.search(begins[0]):
        return False
    # "Will Smith film title" is a search, not a question
    is_question = question.endswith(("?", "？")) or len(question.split()) >= _LEAST_WORDS
    return is_question and bool(_ANY.search(question) or not _CHOICE.search(question))
