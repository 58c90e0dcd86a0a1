"""What a passage is found by: a vector for each of its sentences, each in the light of the whole passage.

A question asks for one fact, which one sentence states; in the vector of a whole passage it is one of many.
A sentence alone leaves out who and where. So each row is the mean of the passage's vector and the
sentence's, and its inner product with a question is the mean of the two cosines (`benchmarks/rows.py`).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from qa_bot.ports import Embedder, Vectors
from qa_bot.text.sentences import split_sentences
from qa_bot.types import Passage

# Joined to an encoder's fingerprint, since vectors made in another way do not compare.
SCHEME = "sentences"
MOST_SENTENCES = 12
# Headings and cries say too little to be found by.
LEAST_CHARACTERS = 25


def fingerprint_of(embedder: Embedder) -> str:
    """Names the weights and the way: two libraries of equal fingerprints have comparable vectors."""
    return f"{embedder.fingerprint}+{SCHEME}"


def embed_passages(embedder: Embedder, passages: Sequence[Passage]) -> list[Vectors]:
    """By passage float32 of shape (sentences, dimension); one row, its own vector, where it is one sentence.

    >>> from qa_bot.models.fakes import HashingEmbedder
    >>> from qa_bot.types import Article, Span
    >>> text = "해송시가 새 다리를 오월에 열기로 했다고 밝혔다. 길이는 사백 미터이고 차로는 모두 여섯 개이다."
    >>> passage = Passage(Article(id="a", title="다리", text=text, language="ko"), Span(0, len(text)))
    >>> [rows.shape for rows in embed_passages(HashingEmbedder(64), [passage])]
    [(2, 64)]
    """
    if not passages:
        return []
    parts = [sentences_of(passage) for passage in passages]
    texts = [passage.indexed_text for passage in passages]
    vectors = embedder.embed_passages([*texts, *(sentence for part in parts for sentence in part)])
    wholes = vectors[: len(passages)]
    ends = len(passages) + np.cumsum([len(part) for part in parts])
    sentences = np.split(vectors, [len(passages), *ends[:-1]])[1:]
    return [
        ((whole + rows) / 2 if len(rows) else whole[None, :]).astype(np.float32)
        for whole, rows in zip(wholes, sentences, strict=True)
    ]


def means_of(vectors: Sequence[Vectors]) -> Vectors:
    """The mean of each passage's rows, of shape (passages, dimension): what it is about as a whole.

    >>> means_of([np.array([[1.0, 0.0], [0.0, 1.0]], dtype=np.float32)]).tolist()
    [[0.5, 0.5]]
    """
    return np.array([rows.mean(axis=0) for rows in vectors], dtype=np.float32)


def sentences_of(passage: Passage) -> list[str]:
    """What the passage's rows are made of, in reading order; empty where it is one sentence.

    Short sentences go with the one before, and neighbours together where there are too many.
    """
    text = passage.text
    starts: list[int] = []
    for span in split_sentences(text, passage.article.language):
        if not starts or span.start - starts[-1] >= LEAST_CHARACTERS:
            starts.append(span.start)
    if len(starts) > 1 and len(text) - starts[-1] < LEAST_CHARACTERS:
        starts.pop()
    if len(starts) < 2:
        return []
    stride = -(-len(starts) // MOST_SENTENCES)
    kept = starts[::stride]
    return [text[start:end].strip() for start, end in zip(kept, [*kept[1:], len(text)], strict=True)]
