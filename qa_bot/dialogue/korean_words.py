"""Korean questions word by word, each word split into what it names and the particle behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa_bot.dialogue.follow_ups import Kind
from qa_bot.text.kiwi import get_kiwi

NOUN = frozenset(("NNG", "NNP", "NNB", "NR", "SN", "SL", "SH", "XPN", "XSN", "XR", "NP"))
_PARTICLE = frozenset(("JKS", "JKC", "JKG", "JKO", "JKB", "JKV", "JKQ", "JX", "JC"))
_ENDING = frozenset(("EF", "EC", "ETM", "EP", "ETN"))
_MARK = frozenset(("SF", "SP", "SS", "SSO", "SSC", "SE", "SO", "SW", "W_EMOJI"))
_ASKING: dict[str, Kind] = {
    "언제": "when", "어디": "where", "누구": "who", "왜": "why", "어떻게": "how", "어떻": "how",
    "얼마": "much", "얼마나": "much", "무엇": "what", "뭐": "what", "뭣": "what", "무어": "what",
    "며칠": "many",
}  # fmt: skip
_ASKING_BEFORE_NOUN: dict[str, Kind] = {"몇": "many", "어느": "which", "무슨": "which", "어떤": "which"}
CONNECTIVE = frozenset(
    ("그럼", "그러면", "그리고", "그래서", "근데", "그런데", "그러니까", "또", "아", "음", "혹시")
)


@dataclass(frozen=True, slots=True)
class Morpheme:
    """A morpheme and where it stands in the question."""

    form: str
    tag: str
    start: int
    end: int

    @property
    def is_noun(self) -> bool:
        """Whether it names or counts something."""
        return self.tag in NOUN

    @property
    def is_particle(self) -> bool:
        """Whether it marks the noun before it."""
        return self.tag in _PARTICLE

    @property
    def is_verb(self) -> bool:
        """Whether it is the stem of a verb or an adjective."""
        return self.tag.split("-")[0] in ("VV", "VA", "VX", "XSV", "XSA")

    @property
    def is_ending(self) -> bool:
        """Whether it ends a verb or is the copula."""
        return self.tag in _ENDING or self.tag in ("VCP", "VCN")


@dataclass(frozen=True, slots=True)
class Eojeol:
    """What stands between two spaces."""

    text: str
    start: int
    morphemes: tuple[Morpheme, ...]

    @property
    def end(self) -> int:
        """Behind its last character, marks left aside."""
        return self.start + len(self.text)

    @property
    def noun(self) -> str:
        """It without its particles and without a copula."""
        return self.text[: self._behind_noun() - self.start]

    @property
    def particle(self) -> str:
        """What follows the noun: particles, or a copula with its ending."""
        return self.text[self._behind_noun() - self.start :]

    @property
    def is_named(self) -> bool:
        """Whether it names something and is no verb."""
        has_noun = any(m.is_noun for m in self.morphemes)
        return has_noun and not any(m.is_verb or m.tag == "ETM" for m in self.morphemes)

    @property
    def modifies(self) -> bool:
        """Whether it is a clause that modifies the noun behind it."""
        return any(m.tag == "ETM" for m in self.morphemes[-1:])

    def _behind_noun(self) -> int:
        end = self.end
        for morpheme in reversed(self.morphemes):
            if not (morpheme.is_particle or morpheme.is_ending):
                break
            end = morpheme.start
        return end if end > self.start else self.end


@dataclass(frozen=True, slots=True)
class Asking:
    """The words that ask: `phrase` with its particle, `stem` without; `is_copular` in "누구인가요"."""

    kind: Kind
    start: int
    end: int
    stem: str
    tail: str
    is_copular: bool


def morphemes_of(text: str) -> list[Morpheme]:
    """The morphemes of a question but for its marks."""
    found = [Morpheme(t.form, str(t.tag), t.start, t.end) for t in get_kiwi().tokenize(text)]
    return [m for m in found if m.tag not in _MARK or m.form in "-·"]


def eojeols_of(text: str) -> list[Eojeol]:
    """The words between spaces, without the marks at their ends.

    >>> [(word.noun, word.particle) for word in eojeols_of("첫 회의는 어디서 열렸나?")][:3]
    [('첫', ''), ('회의', '는'), ('어디', '서')]
    """
    morphemes, words, place = morphemes_of(text), [], 0
    for piece in text.split():
        start = text.index(piece, place)
        place = start + len(piece)
        inside = tuple(m for m in morphemes if start <= m.start < place)
        if inside:
            end = max(m.end for m in inside)
            words.append(Eojeol(text[start:end], start, inside))
    return words


def kind_of(morpheme: Morpheme, following: Morpheme | None = None) -> Kind | None:
    """What a morpheme asks for, given the one behind it."""
    if morpheme.form in _ASKING_BEFORE_NOUN and morpheme.tag in ("MM", "NR"):
        is_before_noun = following is not None and (following.is_noun or following.tag in ("VCP", "MM"))
        return _ASKING_BEFORE_NOUN[morpheme.form] if is_before_noun else None
    is_asking_word = morpheme.tag in ("NP", "MAG", "NNG", "IC", "VA", "VA-I", "MM")
    return _ASKING.get(morpheme.form) if is_asking_word else None


def find_asking(text: str, words: Sequence[Eojeol]) -> Asking | None:
    """The words that ask, the last of them where there are several.

    >>> text = "온유사 종을 만든 사람은 누구였나요?"
    >>> asking = find_asking(text, eojeols_of(text))
    >>> asking.stem, asking.tail, asking.is_copular
    ('누구', '였나요', True)
    """
    flat = [(place, m) for place, word in enumerate(words) for m in word.morphemes]
    for index in range(len(flat) - 1, -1, -1):
        place, morpheme = flat[index]
        kind = kind_of(morpheme, flat[index + 1][1] if index + 1 < len(flat) else None)
        if kind:
            is_apart = morpheme is words[place].morphemes[-1] and morpheme.form in _ASKING_BEFORE_NOUN
            last = words[min(place + 1, len(words) - 1)] if is_apart else words[place]
            return _asking_between(text, morpheme, last, kind, is_end=last is words[-1])
    return None


def _asking_between(text: str, first: Morpheme, last: Eojeol, kind: Kind, *, is_end: bool) -> Asking:
    is_copular = any(m.tag == "VCP" for m in last.morphemes) and is_end
    is_verb = any(m.is_verb for m in last.morphemes)
    behind = last.start + len(last.noun)
    # 누가, 뭘 and 누굴 are one word to us, and so is 어떻게
    is_fused = text[first.start : first.start + 2] == "누가" or behind <= first.start or is_verb
    stem_end = last.end if is_fused else behind
    stem = text[first.start : stem_end]
    return Asking(kind, first.start, last.end, stem, text[stem_end : last.end], is_copular)
