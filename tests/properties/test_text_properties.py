import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from qa_bot.text.chunking import chunk
from qa_bot.text.language import detect, detect_question
from qa_bot.text.normalize import normalize, single_line
from qa_bot.text.particles import snap_to_morphemes, trim_particles
from qa_bot.text.sentences import split_sentences
from qa_bot.text.terms import terms, terms_of_many
from qa_bot.types import Article, Language, Span

languages: st.SearchStrategy[Language] = st.sampled_from(["ko", "en", "other"])
bits = st.sampled_from(
    [
        *(
            "서울",
            "에서",
            "이승만이",
            "열렸다.",
            "“네.”",
            "\u1112\u1161\u11ab",
            "e\u0301",
            "👩‍💻",
            "🇰🇷",
            "\u200d",
        ),
        *(
            "The U.S.",
            "Mr.",
            " ",
            "  ",
            "\n",
            "\n\n",
            "3.5%",
            "1,234",
            '"',
            "(",
            ")",
            "大韓",
            "タワー",
            "ㅋㅋ",
            "\t",
        ),
        *(
            "\ufeff",
            "\r\n",
            "\xa0",
            "\x00",
            "\ud800",
            "\u2028",
            "word",
            "A",
            ",",
            "?",
            "한국은행이금리를올렸다",
        ),
    ]
)
mixed = st.lists(bits, max_size=30).map("".join)
anything = st.one_of(mixed, st.text(max_size=60), st.text(st.characters(), max_size=30))
# what any file may hold once it is decoded: everything but surrogates
decoded = anything.map(lambda text: text.encode("utf-8", "replace").decode("utf-8"))
normal = anything.map(normalize)


@given(anything)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalize(text)
    assert normalize(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert once.encode("utf-8").decode("utf-8") == once


@given(anything)
def test_no_control_character_passes_the_door(text: str) -> None:
    assert {c for c in normalize(text) if unicodedata.category(c) == "Cc"} <= {"\n", "\t"}


@given(anything)
def test_a_single_line_is_normal_too(text: str) -> None:
    line = single_line(text)
    assert line == " ".join(normalize(text).split())


def assert_covers(text: str, spans: Sequence[Span]) -> None:
    covered = {place for span in spans for place in range(span.start, span.end)}
    missing = [c for place, c in enumerate(text) if place not in covered and not c.isspace()]
    assert missing == []


@settings(deadline=None)
@given(decoded, languages)
def test_sentences_are_disjoint_trimmed_and_hold_every_character(text: str, language: Language) -> None:
    spans = split_sentences(text, language)
    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert all(span.of(text) == span.of(text).strip() != "" for span in spans)
    assert all("\n" not in span.of(text) for span in spans)
    assert_covers(text, spans)


def count_bytes(texts: Sequence[str]) -> list[int]:
    return [len(text.encode()) for text in texts]


@settings(deadline=None)
@given(normal.filter(lambda text: bool(text.strip())), languages, st.integers(8, 60))
def test_passages_go_forward_fit_and_hold_every_character(text: str, language: Language, most: int) -> None:
    article = Article(id="a", title="", text=text, language=language)
    passages = chunk(article, count_bytes, most)
    starts, ends = [p.span.start for p in passages], [p.span.end for p in passages]
    assert starts == sorted(set(starts))
    assert ends == sorted(set(ends))
    assert_covers(text, [p.span for p in passages])
    # no bit that is never cut is longer than a passage here, but one code point of four bytes
    spaces = max((sum(c.isspace() for c in p.text) for p in passages), default=0)
    assert all(len(p.text.encode()) <= most + spaces for p in passages)


@settings(deadline=None)
@given(decoded, languages)
def test_terms_are_the_same_alone_and_in_company(text: str, language: Language) -> None:
    assert terms_of_many(["금리", text, "rates"], language)[1] == terms(text, language)
    assert all(term and not any(c.isspace() for c in term) for term in terms(text))


@settings(deadline=None)
@given(normal)
def test_a_text_is_found_by_itself(text: str) -> None:
    if any(c.isalnum() for c in text):
        assert terms(text)


@settings(deadline=None)
@given(decoded.filter(bool), st.data())
def test_particles_are_only_ever_taken_from_the_end(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    trimmed = trim_particles(text, span)
    assert trimmed.start == span.start
    assert trimmed.end <= span.end
    snapped = snap_to_morphemes(text, span)
    assert snapped.start <= span.start
    assert snapped.end <= len(text)
    # a place between two spaces is inside no morpheme
    if text[span.start - 1 : span.start] == " " and text[span.end : span.end + 1] == " ":
        assert snapped == span


@settings(deadline=None)
@given(anything)
def test_every_text_has_one_of_three_languages(text: str) -> None:
    assert {detect(text), detect_question(text)} <= {"ko", "en", "other"}
