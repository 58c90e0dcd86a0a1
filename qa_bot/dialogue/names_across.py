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


def name_in_korean(topic: str, article: Article) -> str:
    """What the Korean edition's headline calls an English topic; empty where no name of it stands there.

    >>> article = Article(id="k", title="솔뫼군 느릅교 개통", text="느릅교가 열렸다.", language="ko")
    >>> name_in_korean("Neureup Bridge", article)
    '느릅교'
    """
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
    spelt = [romanize(word) for word in topic.split()]
    runs = Counter(run for text in (article.title, article.text[:_MOST_READ]) for run in _RUN.findall(text))
    alike = [
        (len(run) if len(spelt) > 1 else count, run)
        for run, count in runs.items()
        if " " in run and any(_begins(word, _fold(run.split()[0])) for word in spelt)
    ]
    return max(alike)[1] if alike else ""


def _begins(spelt: str, name: str) -> bool:
    # 해송, the place alone, begins the names of too many things
    return len(name) >= _LEAST_LETTERS and spelt.startswith(name) and spelt != name


def _bare(word: str) -> str:
    """Its first run of letters: without quotation marks, and as far as an ellipsis."""
    found = re.search(r"\w+", word)
    return found[0] if found else ""


def _fold(word: str) -> str:
    return re.sub(r"[^a-z]", "", re.sub(r"['’]s$", "", word.lower()))
