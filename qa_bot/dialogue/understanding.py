"""From a follow-up question to the complete one that it stands for."""

from __future__ import annotations

from collections.abc import Sequence

from qa_bot.dialogue.antecedents import (
    articles_of,
    find_antecedent,
    find_person,
    find_topic,
    is_surname_in,
    said_in,
    topics_of,
)
from qa_bot.dialogue.asking_language import is_about_language, read_language
from qa_bot.dialogue.calendar_steps import read_step, take_step
from qa_bot.dialogue.cited_story import complete_by_story, people_with, person_alone, story_of
from qa_bot.dialogue.courtesies import is_courtesy
from qa_bot.dialogue.crossing import in_english, in_korean
from qa_bot.dialogue.english_alike import is_attribute as is_english_attribute
from qa_bot.dialogue.english_asking import about_english, ask_english, name_english
from qa_bot.dialogue.english_exchange import complete_count, said_of, without_article
from qa_bot.dialogue.english_reading import read_english
from qa_bot.dialogue.english_words import PREPOSITION, words_of
from qa_bot.dialogue.follow_ups import Ask, FollowUp, Instead, Mention, Omission
from qa_bot.dialogue.korean_counts import count_korean, is_count
from qa_bot.dialogue.korean_nouns import YEAR, is_attribute
from qa_bot.dialogue.korean_question import about_korean, ask_korean, is_common, name_korean
from qa_bot.dialogue.korean_reading import asks_of_person, is_office, read_korean
from qa_bot.dialogue.names_of_people import is_korean_body
from qa_bot.dialogue.nouns_across import noun_in_english, noun_in_korean
from qa_bot.dialogue.particle_forms import with_particle
from qa_bot.dialogue.turns import Turn, Understanding
from qa_bot.dialogue.unresolved import is_unresolved
from qa_bot.text.language import detect_question
from qa_bot.text.normalize import single_line
from qa_bot.types import Language

# no follow-up is longer; what is, says what it is about
_LONGEST_FOLLOW_UP = 160
_DIGITS_OF_A_YEAR = 4


def understand(question: str, turns: Sequence[Turn]) -> Understanding:
    """What `question` means after the `turns`, oldest first; complete questions come back as they are.

    What can't be resolved stays as asked, too.

    >>> from qa_bot.types import Answer
    >>> asked = "Where did the working group first meet?"
    >>> before = Turn(asked, Answer(asked))
    >>> understand("And when?", [before]).question
    'When did the working group first meet?'
    >>> understand("그럼 언제?", [before])
    Understanding(asked='그럼 언제?', question='When did the working group first meet?', answer_language='ko')
    """
    # what is too long may be a whole book: it is cut before anything looks at it
    text = single_line(question[: 8 * _LONGEST_FOLLOW_UP])
    language = detect_question(text)
    turns = [turn for turn in turns if not is_courtesy(turn.question)]
    if not turns or not text or len(text) > _LONGEST_FOLLOW_UP:
        return Understanding(question, question, language)
    wished = None if is_about_language(turns[-1].question) else read_language(text)
    if wished:
        before = question if wished == "other" else turns[-1].question
        return Understanding(question, before, language if wished == "other" else wished)
    follow_up = read_korean(text) if language == "ko" else read_english(text)
    understood = _resolve(follow_up, turns, language) if follow_up else _complete(text, turns, language)
    # "2019?" has no language of its own
    spoken = detect_question(turns[-1].question) if language == "other" and understood else language
    return Understanding(question, understood or question, spoken)


def _resolve(follow_up: FollowUp, turns: Sequence[Turn], language: Language) -> str | None:
    match follow_up:
        case Ask():
            return _resolve_ask(follow_up, turns[-1])
        case Instead():
            return _resolve_name(follow_up, turns[-1])
        case Mention():
            return _resolve_mention(follow_up, turns, language)
        case Omission():
            return _resolve_omission(follow_up, turns, language)


def _resolve_ask(ask: Ask, before: Turn) -> str | None:
    if detect_question(before.question) == "ko":
        phrase = ask.phrase if ask.language == "ko" else in_korean(ask)
        return ask_korean(phrase, ask.kind, before.question) if phrase else None
    phrase = ask.phrase.lower() if ask.language == "en" else in_english(ask)
    return ask_english(phrase, ask.kind, before.question, said_in(before, "en")) if phrase else None


def _complete(text: str, turns: Sequence[Turn], language: Language) -> str | None:
    """What seems to be complete, but asks for something of the story that was talked about."""
    before = turns[-1]
    if is_unresolved(before.question):
        return None
    if language != "ko":
        return complete_count(text, before.question)
    person = person_alone(text, before)
    return _resolve_name(Instead(person), before) if person else complete_by_story(text, turns)


def _resolve_name(instead: Instead, before: Turn) -> str | None:
    # the same may be asked about another year, whatever it is
    if is_unresolved(before.question) and not YEAR.search(instead.phrase):
        return None
    spoken = detect_question(before.question)
    step = read_step(instead.phrase)
    if step and (stepped := take_step(step, before.question)):
        return stepped
    if step and instead.phrase.isascii():
        return said_of(before.question, instead.phrase) if spoken == "en" else None
    if spoken == "ko":
        return _resolve_name_in_korean(instead, before)
    if instead.phrase[-1:].isascii():
        return _name_in_english(instead.phrase, instead.preposition, before)
    phrase = noun_in_english(instead.phrase, articles_of(before))
    exchanged = _name_in_english(phrase, "", before) if phrase else None
    if exchanged:
        return exchanged
    if is_attribute(instead.phrase) or is_common(instead.phrase):
        return about_korean(instead.phrase, find_topic(before, "ko"))
    return name_english(instead.phrase, "", before.question)


def _name_in_english(phrase: str, preposition: str, before: Turn) -> str | None:
    return name_english(
        phrase,
        preposition,
        before.question,
        is_surname=is_surname_in(phrase, before),
        story=story_of(before, "en"),
        people=people_with(without_article(phrase), before, "en"),
    )


def _resolve_name_in_korean(instead: Instead, before: Turn) -> str | None:
    phrase = instead.phrase
    if phrase.isdecimal() and len(phrase) == _DIGITS_OF_A_YEAR:
        phrase += "년"
    if is_count(phrase):
        return count_korean(phrase, before.question)
    if phrase.isascii():
        phrase = noun_in_korean(phrase, articles_of(before), before.question) or phrase
    words = words_of(phrase) if phrase.isascii() else []
    if words and words[-1].low.isalpha() and not words[-1].is_name:
        # an English noun has no place in a Korean question
        return about_english(phrase, find_topic(before, "en")) if is_english_attribute(words) else None
    phrase, story = without_article(phrase), story_of(before, "ko")
    return name_korean(phrase, before.question, story=story, people=people_with(phrase, before, "ko"))


def _resolve_mention(mention: Mention, turns: Sequence[Turn], language: Language) -> str | None:
    antecedent = find_antecedent(mention, turns, language)
    if not antecedent:
        return None
    start, end = mention.span.start, mention.span.end
    if language == "ko":
        # 거기서 is short for 거기에서, but 느릅교서 is no word
        particle = "에서" if mention.particle == "서" else mention.particle
        named, end = with_particle(antecedent, particle), end + _length_of(mention)
    else:
        named = _in_english(antecedent, mention)
    return f"{mention.text[:start]}{named}{mention.text[end:]}"


def _in_english(antecedent: str, mention: Mention) -> str:
    """The antecedent as it fits in: with an "in" for "there", with the right apostrophe for "its"."""
    before = words_of(mention.text[: mention.span.start])
    if mention.reference == "place" and not mention.noun and before and before[-1].low not in PREPOSITION:
        return f"in {antecedent}"
    return antecedent + ("'" if mention.particle and antecedent.endswith("s") else mention.particle)


def _length_of(mention: Mention) -> int:
    """How much of the text behind the span is the particle as it was written."""
    return len(mention.particle) if mention.text.startswith(mention.particle, mention.span.end) else 0


def _resolve_omission(omission: Omission, turns: Sequence[Turn], language: Language) -> str | None:
    person = find_person(turns[-1:], language) if asks_of_person(omission.text) else ""
    if not person and is_unresolved(turns[-1].question):
        return None  # it would be about what that was about, which nobody knows
    topic = person or next(topics_of(turns, language), "")
    if not topic or (is_office(omission.text) and not is_korean_body(topic)):
        return None
    return f"{topic if omission.is_attribute else with_particle(topic, '은')} {omission.text}"
