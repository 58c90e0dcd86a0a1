"""Quotes are slices, whatever the text."""

from __future__ import annotations

import json
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from qa_bot.types import Answer, Article, Citation, Passage, Span

TEXTS = (
    st.text(alphabet=st.one_of(st.characters(), st.sampled_from("가각힣 a.“”🇰🇷👩\u200d💻é\n")), min_size=1)
    .map(lambda text: unicodedata.normalize("NFC", text))
    .filter(lambda text: text.strip())
)


@st.composite
def articles_and_spans(draw):
    text = draw(TEXTS)
    ends = st.integers(0, len(text))
    outer = sorted(draw(st.lists(ends, min_size=4, max_size=4)))
    first, second, third, fourth = outer
    if first == fourth:
        first, fourth = 0, len(text)
        second, third = first, fourth
    if second == third:
        second, third = first, fourth
    return Article(id="a", title="", text=text, language="ko"), Span(first, fourth), Span(second, third)


@given(articles_and_spans())
def test_a_citation_always_quotes_its_article(case):
    article, outer, inner = case
    passage = Passage(article, outer)
    citation = passage.cite(inner.shift(-outer.start))
    assert citation.quote == article.text[citation.start : citation.end]
    assert citation.span == inner
    assert passage.text[inner.start - outer.start : inner.end - outer.start] == citation.quote


@given(articles_and_spans(), st.floats(0, 1))
def test_an_answer_comes_back_from_json_as_it_was(case, confidence):
    article, outer, inner = case
    answer = Answer("무엇?", (Citation(article, inner),), confidence, (Passage(article, outer),))
    assert Answer.from_dict(json.loads(json.dumps(answer.to_dict()))) == answer


@given(articles_and_spans())
def test_what_is_indexed_ends_in_the_passage_itself(case):
    article, outer, _ = case
    passage = Passage(article, outer)
    assert passage.indexed_text.endswith(passage.text)
    assert passage.indexed_text[len(passage.indexed_text) - len(passage.text) :] == passage.text
