"""The one Kiwi, the Korean morpheme analyser: built when first asked for, shared by all threads.

Ready with all its dictionaries it takes 1.9 s and 520 MB; without that of multi-word names 0.8 s and 330 MB;
without that of encyclopaedia titles as well 0.55 s and 260 MB (two cores, Kiwi 0.24). It goes without both:
lexical search finds as much (R@1 92.0 against 91.9 on KorQuAD), and fewer names swallow the particle behind
them (94.9 % of particles found against 93.9 %). The larger model, `cong-global`, is 2.6 times slower.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable
from functools import cache, partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kiwipiepy import Kiwi, Token

_MOST_WORKERS = 8
_LEAST_FOR_THREADS = 16
_lock = threading.Lock()


def get_kiwi() -> Kiwi:
    """The shared analyser; the first call takes about 0.5 s, later ones nothing.

    >>> [token.form for token in get_kiwi().tokenize("금리를 올렸다")]
    ['금리', '를', '올리', '었', '다']
    """
    # `cache` alone would let two threads build one each
    with _lock:
        return _build_kiwi()


def analyse_many(texts: Iterable[str]) -> list[list[Token]]:
    """The morphemes of each text, in order; many texts are spread over the cores.

    >>> [[token.tag for token in tokens] for tokens in analyse_many(["서울은", "3.5%"])]
    [['NNP', 'JX'], ['SN', 'SW']]
    """
    return _apply(get_kiwi().tokenize, list(texts))


def sentence_starts_of_many(lines: Iterable[str]) -> list[list[int]]:
    """Where the sentences of each line begin; one quoted within another belongs to the other.

    >>> sentence_starts_of_many(["금리가 올랐다. 물가도 올랐다."])
    [[0, 9]]
    """
    split = partial(get_kiwi().split_into_sents, return_sub_sents=False)
    return [[sentence.start for sentence in sentences] for sentences in _apply(split, list(lines))]


def _apply(analysis: Callable[..., Any], texts: list[str]) -> list[Any]:
    # Kiwi spreads a list over its threads; these do not outlive a fork, so short work must not need them
    if len(texts) < _LEAST_FOR_THREADS:
        return [analysis(text) for text in texts]
    return list(analysis(texts))


@cache
def _build_kiwi() -> Kiwi:
    from kiwipiepy import Kiwi

    # with these options, unlike with 0 workers or older models, it gives no warnings
    kiwi = Kiwi(
        num_workers=min(os.cpu_count() or 1, _MOST_WORKERS),
        model_type="cong",
        load_default_dict=False,
        load_multi_dict=False,
    )
    kiwi.tokenize("")  # Kiwi builds the rest of itself on first use, which no two threads may do at once
    return kiwi
