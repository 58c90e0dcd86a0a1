"""What an answer may not run over: the end of a line, or of a sentence where it is beyond doubt."""

from __future__ import annotations

import numpy as np
import pytest
from tokenizers import Tokenizer, models, pre_tokenizers, processors, trainers

from qa_bot.models.reading import read_passages
from qa_bot.types import Article, Passage, Span


def make_tokenizer(text: str) -> Tokenizer:
    """Words and marks, one piece each."""
    tokenizer = Tokenizer(models.WordLevel(unk_token="?"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    trainer = trainers.WordLevelTrainer(special_tokens=["?", "<s>", "</s>"], show_progress=False)
    tokenizer.train_from_iterator([text, "q"], trainer)
    tokenizer.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 1))
    return tokenizer


def longest_answer(text: str) -> str:
    """What is proposed first by a network that likes answers to begin early and to end late."""

    def network(ids, mask, types):
        rising = np.tile(np.arange(ids.shape[1], dtype=np.float32), (len(ids), 1))
        return -rising, rising * 1.01

    passage = Passage(Article("a", "", text, "ko"), Span(0, len(text)))
    found = read_passages(network, make_tokenizer(text), "q", [passage], pad_id=0)
    return max((candidate.text for candidate in found), key=len)


@pytest.mark.parametrize(
    ("text", "longest"),
    [
        ("첫 기차는 가람역에서 떠난다. 군청은 멀다.", "첫 기차는 가람역에서 떠난다."),
        ("“오늘 문을 엽니다.” 그가 답했다", "“오늘 문을 엽니다.”"),
        ("언제 열까? 아무도 모르는 날", "아무도 모르는 날"),
        ("제목\n긴 본문", "긴 본문"),
        ("The bridge was opened. Trains run", "The bridge was opened."),
    ],
)
def test_an_answer_ends_where_its_sentence_ends(text: str, longest: str) -> None:
    assert longest_answer(text) == longest


@pytest.mark.parametrize(
    "text",
    ["Dr. Han of Warner Bros. News", "3.5% 오른 금리", "약 2. 5배", "U.S. Army", "he asked why. then left"],
)
def test_a_full_stop_that_may_end_no_sentence_does_not_end_an_answer(text: str) -> None:
    assert longest_answer(text) == text
