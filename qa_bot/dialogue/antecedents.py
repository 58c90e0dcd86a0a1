"""Whom or what a pronoun means: looked for in the last answers and questions, the latest first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from qa_bot.dialogue.english_question import read_question
from qa_bot.dialogue.english_topic import is_person, topic_of
from qa_bot.dialogue.english_words import words_of
from qa_bot.dialogue.follow_ups import Mention, Reference
from qa_bot.dialogue.kin import whose_kin
from qa_bot.dialogue.korean_nouns import PERSON_NOUN
from qa_bot.dialogue.korean_question import topic_of_korean
from qa_bot.dialogue.korean_words import eojeols_of, find_asking
from qa_bot.dialogue.names_across import (
    name_in_english,
    name_in_korean,
    person_in_english,
    person_in_korean,
)
from qa_bot.dialogue.names_of_people import name_in, names_within
from qa_bot.dialogue.places import place_in
from qa_bot.dialogue.turns import Turn
from qa_bot.dialogue.unresolved import is_unresolved
from qa_bot.dialogue.word_lists import word_set
from qa_bot.excerpts import excerpt_of
from qa_bot.text.language import detect_question
from qa_bot.types import Article, Citation, Language

_MOST_TURNS = 4
# what anything may be called, whatever it was called before
CALLED = word_set("company firm organization organisation group event")
_LONGEST_NAME = 60
_ASKS_PERSON = re.compile(
    r"(?i)\b(?:who|whom|whose)\b|\bname\b|누구|누가|이름"
    r"|(?:사람|위원장|감독|의원|학생|사장|회장|관장|총장|교장|의장)은"
    r"|(?:기자|대표|우승자|판사|작가|교수|선수|수상자|투수|배우|가수)(?:\([^)]*\))?는|MVP\)?는"
)
_ASKS_PLACE = re.compile(
    r"(?i)\bwhere\b|\b(?:which|what) (?:city|country|town|place|part|building|street|region)\b"
    r"|어디|어느 (?:도시|나라|곳|건물|지역)"
)
_ASKS_AGE = re.compile("몇 ?살|나이")
_ASKS_NAME = re.compile(
    r"(?i)\b(?:which|what) (?:company|firm|organi[sz]ation|party|team|group|machine)\b|\bcalled\b"
    r"|회사|업체|기업|단체|이름"
)
_OFFICES = ("위원장", "회장", "사장", "대표")
_COMPANY = word_set("회사 업체 기업 company firm")


def find_antecedent(mention: Mention, turns: Sequence[Turn], language: Language) -> str:
    """The words that the mention stands for, in `language` where an edition has them so; else empty."""
    find = _FINDERS[mention.reference]
    recent = reversed(turns[-_MOST_TURNS:])
    return next((found for turn in recent if (found := find(turn, mention, language))), "")


def find_person(turns: Sequence[Turn], language: Language) -> str:
    """The person last talked about, by name; empty if there is none."""
    return next(
        (name for turn in reversed(turns[-_MOST_TURNS:]) if (name := _named_person(turn, language))), ""
    )


def find_topic(turn: Turn, language: Language, *, is_group: bool = False) -> str:
    """What the turn's question is about, by its name in `language` where an edition at hand has one."""
    if is_unresolved(turn.question):
        return ""
    asked_in = detect_question(turn.question)
    is_korean = asked_in == "ko"
    topic = topic_of_korean(turn.question) if is_korean else topic_of(turn.question, is_group=is_group)
    return (
        topic if language in (asked_in, "other") else _called_in(language, topic, turn, is_korean=is_korean)
    )


def articles_of(turn: Turn) -> list[Article]:
    """The articles at hand: those that were cited, then those that came nearest."""
    articles = [citation.article for citation in turn.answer.citations]
    return articles + [passage.article for passage in turn.answer.nearest]


def _called_in(language: Language, topic: str, turn: Turn, *, is_korean: bool) -> str:
    name = name_in_english if is_korean else name_in_korean
    articles = [article for article in articles_of(turn) if article.language == language]
    named = (name(topic, article) for article in articles if topic)
    return next((found for found in named if found), topic)


def is_surname_in(phrase: str, turn: Turn) -> bool:
    """Whether a cited article has the word behind a first name or a title: "Peter Thorne", "Ms Thorne"."""
    found = re.compile(rf"(?<!\b[Ii]n )(?<!\b[Oo]f )\b[A-Z][a-z]+[.]? {re.escape(phrase)}\b(?! [A-Z])")
    return any(found.search(citation.article.text) for citation in turn.answer.citations[:2])


def said_in(turn: Turn, language: Language) -> str:
    """The answer's words from an edition in `language`, else from the first; empty where unanswered."""
    citation = _citation_in(turn, language)
    return citation.quote if citation and len(citation.quote) <= _LONGEST_NAME else ""


def _citation_in(turn: Turn, language: Language) -> Citation | None:
    citations = turn.answer.citations
    return next(
        (c for c in citations[:2] if c.article.language == language), citations[0] if citations else None
    )


def _person(turn: Turn, mention: Mention, language: Language) -> str:
    if parent := whose_kin(turn.question, mention):
        return _person_in(language, parent, turn)
    is_described = not turn.answer and not is_unresolved(turn.question)
    return _named_person(turn, language) or (_described_person(turn) if is_described else "")


def _named_person(turn: Turn, language: Language) -> str:
    return _person_in(language, _name_as_said(turn, language), turn)


def _person_in(language: Language, name: str, turn: Turn) -> str:
    """The person as an edition at hand writes the name in the asker's language."""
    person = {"en": person_in_english, "ko": person_in_korean}.get(language)
    found = (person(name, article) for article in articles_of(turn)) if person and name else ()
    return next((called for called in found if called), name)


def _name_as_said(turn: Turn, language: Language) -> str:
    said = name_in(said_in(turn, language))
    if said and _ASKS_PERSON.search(turn.question) and not _ASKS_PLACE.search(turn.question):
        return said
    asked_about = names_within(turn.question)
    if asked_about:
        return asked_about[-1]
    return said if said and names_within(said) else _only_name_nearby(turn, language)


def _only_name_nearby(turn: Turn, language: Language) -> str:
    citation = _citation_in(turn, language)
    names = sorted(set(names_within(excerpt_of(citation).sentence))) if citation else []
    return names[0] if len(names) == 1 else ""


def _described_person(turn: Turn) -> str:
    """Someone the articles don't name: "the person who designed Dalnae Bridge", "온새미소재 대표"."""
    if detect_question(turn.question) == "ko":
        return _described_in_korean(turn.question)
    question = read_question(turn.question)
    if question is None or question.asks != "who" or not question.rest:
        return ""
    rest = turn.question[question.rest[0].start : question.rest[-1].end]
    if question.auxiliary is None:
        return f"the person who {rest}"
    return rest if is_person(question.rest) else ""


def _described_in_korean(text: str) -> str:
    words = eojeols_of(text)
    asking = find_asking(text, words)
    before = [word for word in words if asking and word.end <= asking.start]
    is_person_asked = asking is not None and asking.kind == "who" and asking.is_copular
    return text[: before[-1].start + len(before[-1].noun)] if is_person_asked and before else ""


def _place(turn: Turn, mention: Mention, language: Language) -> str:
    said = said_in(turn, language)
    if said and _ASKS_PLACE.search(turn.question):
        return said
    if _ASKS_AGE.search(turn.question):
        return ""
    return place_in(_without_said_again(find_topic(turn, language), mention), mention.noun)


def _without_said_again(topic: str, mention: Mention) -> str:
    """느릅교 of "느릅교 사고" for "거기서 사고가 몇 번 났어?": an accident happens in no accident."""
    words, said = topic.split(), {word.noun for word in eojeols_of(mention.text)}
    while words and words[-1] in said:
        words.pop()
    return " ".join(words)


def _thing(turn: Turn, mention: Mention, language: Language) -> str:
    said = said_in(turn, language)
    if mention.noun.isascii() and mention.noun and not _was_called(turn, mention.noun):
        return ""
    is_named = (
        mention.noun in turn.question.lower() or mention.noun in said.lower() or mention.noun in _COMPANY
    )
    if said and mention.noun and is_named and _asks_for_name(turn, said):
        return said
    topic = find_topic(turn, language)
    return _employer_of(topic) if mention.noun in _COMPANY else topic


def _employer_of(topic: str) -> str:
    """The company of "온새미소재 대표"; nothing of a person alone, who is no company."""
    words = topic.split()
    while words and (words[-1] in PERSON_NOUN or words[-1].endswith(_OFFICES) or name_in(words[-1])):
        words.pop()
    return "" if name_in(topic) and " " not in topic.strip() else " ".join(words)


def _asks_for_name(turn: Turn, said: str) -> bool:
    """Whether a thing's name was asked for, if only by "who"."""
    is_organisation = bool(_ASKS_PERSON.search(turn.question)) and not name_in(said)
    return is_organisation or bool(_ASKS_NAME.search(turn.question))


def _was_called(turn: Turn, noun: str) -> bool:
    """Whether the noun was used of something in the turn: no "this affair" without an affair."""
    said = [c.article.title for c in turn.answer.citations[:2]]
    words = {word.low for text in (turn.question, *said) for word in words_of(text)}
    return noun in CALLED or not words.isdisjoint((noun, noun.removesuffix("s"), f"{noun}s"))


def _group(turn: Turn, mention: Mention, language: Language) -> str:  # noqa: ARG001
    return find_topic(turn, language, is_group=True)


def _article(turn: Turn, mention: Mention, language: Language) -> str:
    """The headline of what was cited; the words of a question that was itself about an article."""
    if (
        any(word.low in ("story", "article", "report") for word in words_of(turn.question))
        and mention.noun == ""
    ):
        topic = find_topic(turn, language)
        if topic and language != "ko":
            return topic
    citation = _citation_in(turn, language)
    if citation is None:
        topic = find_topic(turn, language)
        return topic and (f"{topic} 기사" if language == "ko" else f"the article about {topic}")
    title = citation.article.title
    return f"“{title}” 기사" if language == "ko" else f"the article “{title}”"


Finder = Callable[[Turn, Mention, Language], str]
_FINDERS: dict[Reference, Finder] = {
    "person": _person,
    "thing": _thing,
    "group": _group,
    "place": _place,
    "article": _article,
}


def topics_of(turns: Sequence[Turn], language: Language) -> Iterator[str]:
    """What the last turns were about, the latest first."""
    return (topic for turn in reversed(turns[-_MOST_TURNS:]) if (topic := find_topic(turn, language)))
