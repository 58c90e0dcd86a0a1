"""A Korean–English lexicon learnt from translated sentences.

Word translation probabilities are estimated in both directions by expectation maximisation (Brown et al.
1993, "model 1"); a pair of words is kept where each is a likely enough translation of the other. Search has
one of terms (`learn_terms`), reading a larger one (`learn_glossary`), training one of whole words
(`learn_words`).
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from qa_bot.errors import ArticleError, ConfigError
from qa_bot.evaluation.files import read_file
from qa_bot.text.function_words import STOP_WORDS
from qa_bot.text.kiwi import analyse_many
from qa_bot.text.normalize import normalize
from qa_bot.text.terms import terms_of_many

Lexicon = Mapping[str, tuple[str, ...]]
"""Translations of Korean and of English words, likeliest first."""

_WORD = re.compile(r"[a-z]{3,}")
_HANGUL, _LATIN = re.compile("[가-힣]"), re.compile("[a-z]+")
_DIGIT = re.compile(r"\d")
_NOUNS = frozenset({"NNG", "NNP"})
_LEAST_NOUN = 2
_ROUNDS = 6
# Less likely pairs are not looked at any more.
_LEAST = 0.005
_NOTHING = ""


@dataclass(frozen=True, slots=True)
class _Limits:
    """A pair is `least_likely` both ways, and `first_likely` from the word that it is listed for.

    One Korean syllable stands for too much (들, 지) and can be asked to be likelier.
    """

    least_likely: float
    first_likely: float
    least_seen: int
    most: int = 3
    least_of_syllable: float = 0.0

    def least_for(self, korean: str) -> float:
        """How likely a pair with that Korean word must be."""
        return max(self.least_likely, self.least_of_syllable if len(korean) == 1 else 0.0)


def learn_words(pairs: Sequence[tuple[str, str]]) -> Lexicon:
    """Whole nouns and English words in lower case, from (Korean, English) sentences that say the same.

    >>> pairs = [("금리 인상", "interest rate rise"), ("금리", "interest rate"), ("인상", "rise")] * 9
    >>> learn_words(pairs)["인상"]
    ('rise',)
    """
    nouns = [_nouns_of(tokens) for tokens in analyse_many(korean for korean, _ in pairs)]
    words = [_words_of(english) for _, english in pairs]
    return _learn(nouns, words, _Limits(0.22, 0.22, least_seen=4))


def learn_terms(pairs: Sequence[tuple[str, str]]) -> Lexicon:
    """The terms that lexical search compares, of the same; rarer and less certain ones too.

    >>> pairs = [("금리를 올렸다", "raised the rates"), ("금리", "rate"), ("올렸다", "it raised")] * 9
    >>> learn_terms(pairs)["올리"]
    ('rais',)
    """
    return _learn(*_terms_of(pairs), _Limits(0.06, 0.1, least_seen=3))


def learn_glossary(pairs: Sequence[tuple[str, str]]) -> Lexicon:
    """The same terms with unlikely translations too, of which a reader's text says which one is meant.

    >>> pairs = [("금리를 올렸다", "raised the rates"), ("금리", "rate"), ("올렸다", "it raised")] * 9
    >>> learn_glossary(pairs)["rate"]
    ('금리',)
    """
    learnt = _learn(*_terms_of(pairs), _Limits(0.01, 0.01, least_seen=2, most=12, least_of_syllable=0.15))
    # 2만명 was seen with too little to say what it is
    return {word: others for word, others in learnt.items() if not _DIGIT.search(word + "".join(others))}


def read_translations(path: Path) -> list[tuple[str, str]]:
    """The Korean and English sentences of a JSONL file with the fields `ko` and `en`.

    Raises `ArticleError` with the line where one is none.
    """
    pairs = []
    for number, line in enumerate(read_file(path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            pairs.append((normalize(record["ko"]), normalize(record["en"])))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            problem = 'must be a JSON object with a sentence in both, such as {"ko": "금리", "en": "rate"}'
            raise ArticleError(problem, source=str(path), line=number) from error
    return pairs


def write_lexicon(lexicon: Lexicon, path: Path) -> None:
    """One JSON object, a word a line, so that two of them can be compared; folders are made.

    Raises `ConfigError` where the file can't be written.
    """
    lines = [
        f"{json.dumps(word, ensure_ascii=False)}: {json.dumps(others, ensure_ascii=False)}"
        for word, others in lexicon.items()
    ]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"{path}: can't be written ({error.strerror}); name another file") from error


def _learn(korean: Sequence[Sequence[str]], english: Sequence[Sequence[str]], limits: _Limits) -> Lexicon:
    """The pairs of words within the limits, likeliest first."""
    to_english, to_korean = _likelihoods(korean, english), _likelihoods(english, korean)
    seen = Counter(word for said in (*korean, *english) for word in set(said))
    found: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for (first, second), likely in to_english.items():
        back = to_korean.get((second, first), 0.0)
        is_known = (
            min(likely, back) >= limits.least_for(first)
            and min(seen[first], seen[second]) >= limits.least_seen
        )
        # Numbers and names in Latin letters are the same in both.
        if not (is_known and _HANGUL.search(first) and _LATIN.fullmatch(second)):
            continue
        if likely >= limits.first_likely:
            found[first].append((likely, second))
        if back >= limits.first_likely:
            found[second].append((back, first))
    return {
        word: tuple(other for _, other in sorted(others, reverse=True)[: limits.most])
        for word, others in sorted(found.items())
    }


def _terms_of(pairs: Sequence[tuple[str, str]]) -> tuple[list[list[str]], list[list[str]]]:
    korean, english = zip(*pairs, strict=True) if pairs else ((), ())
    return terms_of_many(korean, "ko"), terms_of_many(english, "en")


def _nouns_of(tokens: Iterable[Any]) -> list[str]:
    return [token.form for token in tokens if token.tag in _NOUNS and len(token.form) >= _LEAST_NOUN]


def _words_of(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.lower()) if word not in STOP_WORDS]


def _likelihoods(
    sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]
) -> dict[tuple[str, str], float]:
    """How likely each word of `sources` is put as each of `targets`, for all that stand together.

    Every target word comes from one source word of its sentence, or from nothing.
    """
    ids: dict[str, int] = defaultdict(lambda: len(ids))
    first, second, word = [], [], []
    position = 0
    for source, target in zip(sources, targets, strict=True):
        said = [ids[other] for other in (_NOTHING, *source)]
        for other in target:
            first += said
            second += [ids[other]] * len(said)
            word += [position] * len(said)
            position += 1
    if not first:
        return {}
    keys = np.array(first, dtype=np.int64) << 32 | np.array(second, dtype=np.int64)
    kept, pair = np.unique(keys, return_inverse=True)
    likely = _maximise(kept >> 32, pair, np.array(word))
    names = list(ids)
    return {
        (names[key >> 32], names[key & 0xFFFFFFFF]): float(value)
        for key, value in zip(kept.tolist(), likely, strict=True)
        if value >= _LEAST
    }


def _maximise(source: Any, pair: Any, word: Any) -> Any:
    """The likelihood of each pair, (pairs,): `source` of each pair, `pair` and `word` of each occurrence."""
    likely = np.ones(len(source))
    for _ in range(_ROUNDS):
        weight = likely[pair]
        weight /= np.bincount(word, weight)[word]
        counts = np.bincount(pair, weight, len(source))
        likely = counts / np.bincount(source, counts)[source]
    return likely
