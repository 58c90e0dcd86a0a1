import time
from collections.abc import Sequence

import pytest

from qa_bot.text.chunking import chunk
from qa_bot.types import Article, Language


def article(text: str, language: Language = "en") -> Article:
    return Article(id="a", title="Rates", text=text, language=language)


def count_words(texts: Sequence[str]) -> list[int]:
    return [len(text.split()) for text in texts]


def count_characters(texts: Sequence[str]) -> list[int]:
    return [len(text) for text in texts]


def sentence(number: int, words: int = 5) -> str:
    return f"Bank{number} raised" + " its" * (words - 3) + " rate."


def test_an_article_that_fits_is_one_passage() -> None:
    text = "Headline\nBy Kim\n\n" + " ".join(sentence(n) for n in range(4))
    assert [p.text for p in chunk(article(text), count_words, 32)] == [text]


def test_successive_passages_share_one_sentence() -> None:
    text = " ".join(sentence(n) for n in range(7))
    passages = [p.text for p in chunk(article(text), count_words, 15)]
    assert passages == [" ".join(sentence(n) for n in run) for run in ((0, 1, 2), (2, 3, 4), (4, 5, 6))]


def test_a_sentence_of_more_than_a_third_of_the_budget_is_not_repeated() -> None:
    text = " ".join(sentence(n, words=6) for n in range(4))
    passages = [p.text for p in chunk(article(text), count_words, 15)]
    assert passages == [" ".join(sentence(n, 6) for n in run) for run in ((0, 1), (2, 3))]


def test_a_paragraph_border_in_the_second_half_is_where_a_passage_ends() -> None:
    paragraphs = [" ".join(sentence(n) for n in run) for run in ((0, 1, 2), (3, 4, 5))]
    passages = [p.text for p in chunk(article("\n\n".join(paragraphs)), count_words, 20)]
    assert passages == [paragraphs[0], f"{sentence(2)}\n\n{paragraphs[1]}"]


def test_a_paragraph_border_in_the_first_half_is_passed_over() -> None:
    text = sentence(0) + "\n\n" + " ".join(sentence(n) for n in range(1, 6))
    first = chunk(article(text), count_words, 20)[0]
    assert first.text == sentence(0) + "\n\n" + " ".join(sentence(n) for n in range(1, 4))


def test_a_tiny_rest_is_read_with_what_stands_before_it() -> None:
    text = " ".join(sentence(n, words=20) for n in range(4)) + " Yes."
    passages = [p.text for p in chunk(article(text), count_words, 40)]
    assert passages[-1] == sentence(3, words=20) + " Yes."


def test_a_sentence_too_long_is_cut_behind_a_clause() -> None:
    text = "The bank raised its rate again today, although most people had expected nothing of it."
    passages = [p.text for p in chunk(article(text), count_characters, 50)]
    assert passages == [text[:37], text[38:]]


def test_text_without_spaces_is_cut_to_pieces_that_fit() -> None:
    text = "한국은행이기준금리를올렸다" * 40
    passages = chunk(article(text, "ko"), count_characters, 50)
    assert max(len(p.text) for p in passages) <= 50
    assert min(len(p.text) for p in passages) >= 15


def test_an_emoji_is_not_torn() -> None:
    text = "👩‍💻" * 100
    assert all(p.text.startswith("👩") for p in chunk(article(text), count_characters, 32))


def test_tokens_are_counted_once_and_again_only_for_sentences_too_long() -> None:
    calls: list[int] = []

    def count(texts: Sequence[str]) -> list[int]:
        calls.append(len(texts))
        return count_words(texts)

    chunk(article(" ".join(sentence(n) for n in range(50))), count, 60)
    assert calls == [50]
    chunk(article(sentence(0) + " " + sentence(1, words=70)), count, 60)
    assert calls == [50, 2, 70]


def test_a_budget_that_holds_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 8, not 3"):
        chunk(article("Rates rose."), count_words, 3)


@pytest.mark.parametrize("unit", ["가나다라", "한국은행이기준금리를올렸다고밝혔다그리고물가가내렸다", "ㅋ"])
def test_long_hangul_without_a_space_takes_time_in_proportion(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    chunk(article("한국은행이 금리를 올렸다.", "ko"), count_characters, 50)  # the analyser is loaded
    before = time.process_time()
    passages = chunk(article(text, "ko"), count_characters, 160)
    assert time.process_time() - before < 8  # some 2 s on a quiet machine
    assert (passages[0].span.start, passages[-1].span.end) == (0, len(text))
    assert max(len(passage.text) for passage in passages) <= 160
