"""The closed word classes of English, and just enough of its grammar to turn a question round."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa_bot.dialogue.word_lists import word_set
from qa_bot.text.function_words import QUESTION_WORDS

_WORD = re.compile(r"[^\W_]+(?:[.,:'’–-][^\W_]+)*(?:['’](?=\s))?")


BE = word_set("is are was were be been being am")
DO = word_set("do does did")
HAVE = word_set("has have had")
MODAL = word_set("will would can could shall should may might must")
_NEGATED = word_set(
    "isn't aren't wasn't weren't don't doesn't didn't hasn't haven't hadn't won't wouldn't can't",
    "couldn't",
)
AUXILIARY = BE | DO | HAVE | MODAL | _NEGATED
CONNECTIVE = word_set("and nd but so then ok okay oh well also hmm um now")
FILLER = word_set("exactly precisely again then though please so else anyway tho")
PREPOSITION = word_set(
    "in on at to for from by with about of into onto since until till during before after under over",
    "between through near against off behind above below across along around within without toward",
    "towards",
)
DETERMINER = word_set("the a an some any every each no another my our your")
CLAUSE = word_set(
    "when while before after because since until till if although whereas during once",
)
ADVERB = word_set(
    "first ever finally actually originally already still just only also now really most more very",
    "too last usually normally currently again finally recently officially not later",
)
PERSON = word_set("he him his she her hers")
THING = word_set("it its")
GROUP = word_set("they them their theirs")
POSSESSIVE = word_set("his her its their")
DEMONSTRATIVE = word_set("this that these those")
# "this year" points at the calendar, not at what was said
CALENDAR = word_set(
    "year month week day morning evening night summer winter spring autumn fall time season far much",
)
ARTICLE_NOUN = word_set("article story report piece news")
ARTICLE_VERB = word_set(
    "write wrote written report reported publish published post posted cover covered modify modified",
    "update updated author authored file filed",
)
EVENT = word_set(
    "happen happened begin began start started end ended open close occur occurred stop",
)
# what points back, at something in the question or before it
BACK = PERSON | THING | GROUP | DEMONSTRATIVE
FUNCTION = AUXILIARY | ADVERB | PREPOSITION | FILLER | word_set("not to that tell me")
PERSON_NOUN = word_set(
    "consul captain mayor president coach director governor leader head chief reporter writer author",
    "professor judge lawyer teacher winner player founder owner minister spokesman spokeswoman",
    "principal chair chairman chairwoman manager driver farmer curator doctor nurse student pupil",
    "landlord member artist sculptor runner goalkeeper correspondent journalist abbot ambassador",
    "conservator secretary executive officer",
)
MEASURE = word_set(
    "long far old often big deep high tall wide fast large heavy late soon expensive hot cold strong",
    "thick quickly",
)
_PAST = {
    "built": "build", "wrote": "write", "made": "make", "won": "win", "led": "lead", "took": "take",
    "gave": "give", "found": "find", "saw": "see", "said": "say", "told": "tell", "went": "go",
    "came": "come", "got": "get", "held": "hold", "met": "meet", "paid": "pay", "sold": "sell",
    "bought": "buy", "brought": "bring", "sent": "send", "lost": "lose", "left": "leave", "ran": "run",
    "began": "begin", "broke": "break", "chose": "choose", "drew": "draw", "drove": "drive", "fell": "fall",
    "fought": "fight", "grew": "grow", "hid": "hide", "hit": "hit", "kept": "keep", "knew": "know",
    "put": "put", "rose": "rise", "set": "set", "shot": "shoot", "spent": "spend", "spoke": "speak",
    "stood": "stand", "struck": "strike", "taught": "teach", "threw": "throw", "thought": "think",
    "wore": "wear", "caught": "catch", "beat": "beat", "cut": "cut", "cost": "cost", "dug": "dig",
    "became": "become", "felt": "feel", "heard": "hear", "laid": "lay", "lent": "lend", "meant": "mean",
    "read": "read", "shut": "shut", "slept": "sleep", "stole": "steal", "sang": "sing", "swam": "swim",
    "cast": "cast", "let": "let", "did": "do", "had": "have", "died": "die", "tied": "tie", "lay": "lie",
}  # fmt: skip
_NO_PAST = word_set("need feed seed speed weed deed bleed breed indeed hundred sacred naked shed sled")
_PARTICIPLE = word_set(
    "written taken given seen gone come gotten sold begun broken chosen drawn driven fallen grown",
    "hidden known stuck risen spoken thrown worn beaten become eaten sung stolen swum done been run",
    "hung bound due wed hurt",
)
BASE_VERB = frozenset(_PAST.values()) | word_set(
    "open close start end finish happen live work play ask answer call want need use help show move",
    "start stop sign join agree refuse propose plan offer receive attract draw measure weigh carry",
    "serve employ hire fire arrive depart land return reach cross pass follow change raise lower",
    "increase decrease reduce expect allow ban approve reject vote elect appoint resign retire die",
    "survive kill injure arrest sue charge own borrow produce create invent design develop discover",
    "notice spot study teach learn visit attend watch want believe plant harvest fish cook eat drink",
    "collapse burn fail succeed protest demand claim deny explain announce describe mention donate",
    "fund support oppose launch stage host last walk travel fly sail name include contain belong mean",
    "look like love prefer decide promise intend hope apply earn rank score finish compete record",
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a question and where it stands."""

    text: str
    start: int
    end: int

    @property
    def low(self) -> str:
        """In lower case, with a straight apostrophe."""
        return self.text.lower().replace("’", "'")

    @property
    def is_name(self) -> bool:
        """Whether it is capitalised, as names are, or written in another script."""
        return self.text[0].isupper() or not self.text[0].isascii()


def words_of(text: str) -> list[Word]:
    """The words of a question, in order.

    >>> [word.text for word in words_of("And Korea–Uruguay’s? 🙏")]
    ['And', 'Korea–Uruguay’s']
    """
    return [Word(match[0], *match.span()) for match in _WORD.finditer(text)]


def is_past(word: str) -> bool:
    """Whether it looks like the past of a verb, or its participle."""
    return (
        word in _PAST
        or word in _PARTICIPLE
        or (word.endswith("ed") and len(word) > 3 and word not in _NO_PAST)
    )


def is_question_word(word: str) -> bool:
    """Whether it asks, as "when" and "who" do."""
    return word in QUESTION_WORDS


def base_of(verb: str) -> str:
    """The verb as it stands behind "did" or "does".

    >>> [base_of(verb) for verb in ("built", "proposed", "stopped", "carries", "leads", "live")]
    ['build', 'propose', 'stop', 'carry', 'lead', 'live']
    """
    if verb in _PAST:
        return _PAST[verb]
    if verb.endswith(("ied", "ies")):
        return verb[:-3] + "y"
    if verb.endswith("ed"):
        return _without_ed(verb[:-2])
    if verb.endswith(("sses", "shes", "ches", "xes", "oes")):
        return verb[:-2]
    return verb[:-1] if verb.endswith("s") and not verb.endswith("ss") else verb


def _without_ed(stem: str) -> str:
    if stem + "e" in BASE_VERB or stem in BASE_VERB:
        return stem if stem in BASE_VERB else stem + "e"
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] in "bdgmnprt":
        return stem[:-1]
    needs_e = stem.endswith(
        ("c", "v", "s", "z", "u", "at", "ag", "ng", "ib", "am", "uc", "id", "ud", "ur", "ir")
    )
    return stem + "e" if needs_e and not stem.endswith(("air", "ss", "eat", "our")) else stem
