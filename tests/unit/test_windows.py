"""What the reader sees of a text, and the way back to its characters, with the shipped tokenizer."""

from __future__ import annotations

import unicodedata
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import numpy as np
import pytest

from qa_bot.models.shipped import embeddings_folder
from qa_bot.models.windows import encode_windows, without_limits

ENGLISH = "The port of Haesong opened on May 1, 2021, the city's first in 40 years (US$84.5 million). "
KOREAN = "해송항이 2021년 5월1일 문을 열었다. 사업비는 950억원이며 “40년 만의 경사”라고 시장은 말했다. "
TEXTS = {
    "korean": KOREAN * 40,
    "english": ENGLISH * 40,
    "unspaced": "해송항이문을열었다사업비는구백오십억원이다" * 60,
    "emoji": "🇰🇷👩‍💻🙂🏴󠁧󠁢󠁥󠁮󠁧󠁿" * 60,
    "signs": "㎞ ㎡ ½ ① ﬁ Ａ … ㈜한빛 Ⅷ ℃ é ñ " * 40,
    "other": "漢字とかな кириллица العربية ไทย " * 40,
    "long": (KOREAN + ENGLISH + "🇰🇷\n\n") * 120,
}


@pytest.fixture(scope="module")
def tokenizer():
    from tokenizers import Tokenizer

    return without_limits(Tokenizer.from_file(str(embeddings_folder() / "reader" / "tokenizer.json")))


def covered(windows, length):
    marks = np.zeros(length, dtype=bool)
    for window in windows:
        for start, end in window.offsets:
            if start >= 0:
                marks[start:end] = True
    return marks


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_every_character_but_spaces_lies_under_a_token_of_some_window(tokenizer, name):
    text = TEXTS[name]
    windows = encode_windows(tokenizer, "언제 열렸나?", [text], max_tokens=96, stride=24)
    marks = covered(windows, len(text))
    # joiners, tags and variation selectors draw nothing of their own
    missing = [
        c for c, mark in zip(text, marks, strict=True) if not mark and unicodedata.category(c)[0] not in "ZCM"
    ]
    assert missing == []
    assert len(windows) > 1


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_no_window_is_longer_than_it_may_be_and_offsets_rise_within_the_text(tokenizer, name):
    text = TEXTS[name]
    for window in encode_windows(tokenizer, "Where is it?", [text], max_tokens=64, stride=16):
        assert len(window) <= 64
        assert len(window.ids) == len(window.type_ids) == len(window.offsets)
        of_text = window.offsets[window.offsets[:, 0] >= 0]
        assert (of_text[:, 0] < of_text[:, 1]).all()
        assert of_text.max() <= len(text)
        assert (np.diff(of_text[:, 0]) >= 0).all()
        assert not any(text[start].isspace() for start, _ in of_text)


def test_offsets_lead_back_to_the_words(tokenizer):
    text = "🇰🇷 해송항은  Haesong Port다"
    (window,) = encode_windows(tokenizer, "무엇?", [text], max_tokens=64, stride=8)
    of_text = window.offsets[window.offsets[:, 0] >= 0]
    start = text.index("Haesong")
    inside = of_text[(of_text[:, 0] >= start) & (of_text[:, 1] <= start + len("Haesong Port"))]
    assert text[inside[0, 0] : inside[-1, 1]] == "Haesong Port"


def test_successive_windows_share_the_stride(tokenizer):
    windows = encode_windows(tokenizer, "언제?", [KOREAN * 20], max_tokens=80, stride=20)
    before = len(tokenizer.encode("언제?", add_special_tokens=False).ids) + 3
    for left, right in pairwise(windows):
        assert left.ids[-21:-1].tolist() == right.ids[before : before + 20].tolist()
    assert len(windows) > 3


def test_each_window_has_the_whole_question_before_its_part_of_the_text(tokenizer):
    windows = encode_windows(tokenizer, "언제 열렸나?", [KOREAN * 20], max_tokens=80, stride=20)
    heads = {tuple(w.ids[: int(np.argmax(w.offsets[:, 0] >= 0))]) for w in windows}
    asked = tokenizer.encode("언제 열렸나?", add_special_tokens=False).ids
    assert len(heads) == 1
    head = list(heads.pop())
    assert head[1 : 1 + len(asked)] == asked
    assert all(w.ids[-1] == windows[0].ids[-1] for w in windows)


def test_windows_are_those_of_the_tokenizer_s_own_truncation():
    """The oracle is the library's `only_second`; it has to change the tokenizer, which ours does not."""
    from tokenizers import Tokenizer

    own = Tokenizer.from_file(str(embeddings_folder() / "reader" / "tokenizer.json"))
    ours = without_limits(Tokenizer.from_file(str(embeddings_folder() / "reader" / "tokenizer.json")))
    own.enable_truncation(96, stride=24, strategy="only_second")
    for text in [*TEXTS.values(), "짧다"]:
        whole = own.encode("Where and when?", text)
        expected = [encoding.ids for encoding in (whole, *whole.overflowing)]
        windows = encode_windows(ours, "Where and when?", [text], max_tokens=96, stride=24)
        assert [window.ids.tolist() for window in windows] == expected


def test_a_question_longer_than_the_text_is_no_trouble(tokenizer):
    windows = encode_windows(
        tokenizer,
        "누가 언제 어디서 무엇을 어떻게 왜 했는지 모두 알려 주세요?",
        ["금리", "짧다"],
        max_tokens=64,
        stride=8,
    )
    assert [window.text_index for window in windows] == [0, 1]
    assert [window.offsets.max() for window in windows] == [2, 2]


@pytest.mark.parametrize("question", ["왜? " * 50_000, "why " * 50_000, "가" * 100_000, "🙂" * 10_000])
def test_an_endless_question_is_cut_so_that_the_text_has_room(tokenizer, question):
    windows = encode_windows(tokenizer, question, [KOREAN * 3], max_tokens=96, stride=24)
    assert max(len(window) for window in windows) <= 96
    assert covered(windows, len(KOREAN)).sum() > 0.8 * len(KOREAN.replace(" ", ""))
    assert len(windows) < 20


@pytest.mark.parametrize("question", ["🙂", "", "   ", "\0"])
def test_a_question_without_words_still_gives_windows(tokenizer, question):
    (window,) = encode_windows(tokenizer, question, ["금리 인상"], max_tokens=64, stride=8)
    assert window.offsets.max() == 5


@pytest.mark.parametrize("text", ["", " \n\t "])
def test_an_empty_text_has_one_window_without_a_place_for_an_answer(tokenizer, text):
    (window,) = encode_windows(tokenizer, "언제?", [text], max_tokens=64, stride=8)
    assert (window.offsets == -1).all()


def test_no_texts_have_no_windows(tokenizer):
    assert encode_windows(tokenizer, "언제?", [], max_tokens=64, stride=8) == []


def test_threads_may_share_the_tokenizer(tokenizer):
    def lengths(max_tokens):
        windows = encode_windows(tokenizer, "언제?", [KOREAN * 10, "짧다"], max_tokens=max_tokens, stride=8)
        return [len(window) for window in windows]

    sizes = [64, 96, 128, 384] * 15
    alone = {size: lengths(size) for size in set(sizes)}
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lengths, sizes)) == [alone[size] for size in sizes]
