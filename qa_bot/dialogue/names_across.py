"""The same name in the other edition: 느릅교 is Neureup Bridge because it is spelt so when romanised.

Nothing is translated. Only what an edition itself calls the thing is taken, from its headline or its text.
"""

from __future__ import annotations

import re
from collections import Counter

from qa_bot.dialogue.english_words import words_of
from qa_bot.dialogue.korean_words import eojeols_of
from qa_bot.text.romanize import romanize
from qa_bot.types import Article

_LEAST_LETTERS = 4
_MOST_READ = 4000
_FEW_NAMES = 2
# a run of capitalised words, such as "Solbat Elementary School"
_RUN = re.compile(r"(?!The )[A-Z][\w-]*(?: [A-Z][\w-]*)*")
_LATIN_PERSON = re.compile(r"\b[A-Z][a-z]+ [A-Z][a-z]+-[a-z]+\b")
_HANGUL_PERSON = re.compile(r"(?<![가-힣])[가-힣]{3}")
# surnames that are rarely spelt by the rules
_SURNAMES = {
    "이": ("lee", "yi", "rhee"), "김": ("kim",), "박": ("park", "pak"), "최": ("choi", "choe"),
    "정": ("chung", "jung"), "강": ("kang",), "조": ("cho",), "임": ("lim", "yim"), "오": ("oh",),
    "노": ("noh", "roh"), "우": ("woo",), "구": ("koo",), "고": ("ko", "koh"), "유": ("yoo", "ryu"),
    "류": ("ryu", "yoo"), "문": ("moon",), "국": ("kuk",), "금": ("keum",), "주": ("joo",), "방": ("bang",),
}  # fmt: skip


def name_in_korean(topic: str, article: Article) -> str:
    """What the Korean edition's headline calls an English topic; empty where no name of it stands there.

    >>> article = Article(id="k", title="솔뫼군 느릅교 개통", text="느릅교가 열렸다.", language="ko")
    >>> name_in_korean("Neureup Bridge", article)
    '느릅교'
    """
    if person := person_in_korean(topic.removesuffix("'s"), article):
        return person
    words = eojeols_of(article.title)
    names = [_fold(word.text) for word in words_of(topic) if word.is_name]
    for name in reversed([name for name in names if len(name) >= _LEAST_LETTERS]):
        for index, word in enumerate(words):
            noun = _bare(word.noun)
            spelt = romanize(noun)
            if not spelt.startswith(name):
                continue
            following = words[index + 1] if index + 1 < len(words) else None
            is_open = following and following.is_named and word.start + len(noun) + 1 == following.start
            # 가람 유등축제: the place alone would say too little
            if following and is_open and (spelt == name or len(names) > _FEW_NAMES):
                return f"{noun} {_bare(following.noun)}"
            return noun
    return ""


def name_in_english(topic: str, article: Article) -> str:
    """What the English edition mostly calls a Korean topic; empty where no name of it stands there.

    >>> article = Article(id="e", title="Island gains a bridge", text="Neureup Bridge opened.", language="en")
    >>> name_in_english("느릅교", article)
    'Neureup Bridge'
    """
    if person := person_in_english(topic.removesuffix("씨"), article):
        return person
    spelt = [romanize(word) for word in topic.split()]
    runs = Counter(run for text in (article.title, article.text[:_MOST_READ]) for run in _RUN.findall(text))
    alike = [
        (len(run) if len(spelt) > 1 else count, run)
        for run, count in runs.items()
        if " " in run and any(_begins(word, _fold(run.split()[0])) for word in spelt)
    ]
    return max(alike)[1] if alike else ""


def person_in_english(name: str, article: Article) -> str:
    """How the English edition spells a Korean person; empty where nobody there is called so.

    >>> article = Article(id="e", title="", text="Bae Su-wan met Park Min-ji.", language="en")
    >>> person_in_english("배수완", article), person_in_english("박민지", article)
    ('Bae Su-wan', 'Park Min-ji')
    """
    text = f"{article.title}\n{article.text[:_MOST_READ]}"
    names = _LATIN_PERSON.findall(text) if article.language == "en" else []
    return next((found for found in names if _is_same_person(name, found)), "")


def person_in_korean(name: str, article: Article) -> str:
    """How the Korean edition writes someone whom the English one calls Bae Su-wan; empty if it doesn't."""
    if article.language != "ko" or not _LATIN_PERSON.fullmatch(name):
        return ""
    text = f"{article.title}\n{article.text[:_MOST_READ]}"
    return next((found for found in _HANGUL_PERSON.findall(text) if _is_same_person(found, name)), "")


def _is_same_person(korean: str, english: str) -> bool:
    """Whether both halves of the name sound alike; surnames are spelt as their bearers like."""
    if not _HANGUL_PERSON.fullmatch(korean):
        return False
    surname, given = english.split(" ", 1)
    spelt = romanize(korean[0])
    is_surname = surname.lower() in (spelt, *_SURNAMES.get(korean[0], ()))
    return is_surname and _fold(given) == romanize(korean[1:])


def _begins(spelt: str, name: str) -> bool:
    # 해송, the place alone, begins the names of too many things
    return len(name) >= _LEAST_LETTERS and spelt.startswith(name) and spelt != name


def _bare(word: str) -> str:
    """Its first run of letters: without quotation marks, and as far as an ellipsis."""
    found = re.search(r"\w+", word)
    return found[0] if found else ""


def _fold(word: str) -> str:
    return re.sub(r"[^a-z]", "", re.sub(r"['’]s$", "", word.lower()))
