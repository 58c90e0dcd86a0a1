"""What speaks against an answer, and what does not."""

from __future__ import annotations

import pytest

from qa_bot.evidence import Evidence, Judgement, says_otherwise
from qa_bot.types import Article, Candidate, Hit, Passage, Span

KOREAN = Article("k", "백신", "온샘바이오가 9월12일 백신을 시험한다.", "ko", translation_of="e")
ENGLISH = Article(
    "e", "Vaccine", "Onsaem Bio tries a vaccine on Sept. 12, not Sept. 25.", "en", translation_of="k"
)
ANOTHER = Article("a", "Drugs", "Dorae Pharm tries a drug.", "en")


def say(article: Article, words: str, *, start: int = 0, margin: float = 4.0) -> Candidate:
    passage = Passage(article, Span(start, len(article.text)))
    place = passage.text.index(words)
    return Candidate(passage, Span(place, place + len(words)), margin)


@pytest.mark.parametrize(
    ("one", "other", "is_against"),
    [
        (say(KOREAN, "온샘바이오"), say(ENGLISH, "Onsaem Bio"), False),
        (say(KOREAN, "9월12일"), say(ENGLISH, "Sept. 12"), False),
        (say(KOREAN, "9월12일"), say(ENGLISH, "Sept. 25"), True),
        (say(KOREAN, "온샘바이오"), say(ANOTHER, "Dorae Pharm"), True),
        (say(ENGLISH, "Sept. 12"), say(ENGLISH, "Sept. 25"), True),
        (say(ENGLISH, "on Sept. 12"), say(ENGLISH, "Sept. 12", start=20), False),
        (say(ENGLISH, "a vaccine"), say(ANOTHER, "a drug"), True),
    ],
)
def test_the_other_edition_of_the_same_thing_is_no_contradiction(
    one: Candidate, other: Candidate, is_against: bool
) -> None:
    assert says_otherwise(one, other) is says_otherwise(other, one) is is_against


def test_an_answer_leads_by_as_much_as_what_contradicts_it_stands_behind() -> None:
    first, edition, rival = (
        Evidence(say(KOREAN, "온샘바이오", margin=4.0), 0.5),
        Evidence(say(ENGLISH, "Onsaem Bio", margin=3.9), 0.5),
        Evidence(say(ANOTHER, "a drug", margin=1.0), 0.5),
    )
    hits = [Hit(first.candidate.passage, 0.5)]
    assert Judgement.default().features([first, edition, rival], hits, "ko")[3] == pytest.approx(3.0)
    assert Judgement.default().features([first, edition], hits, "ko")[3] == 10.0
