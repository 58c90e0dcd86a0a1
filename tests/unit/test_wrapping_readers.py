"""Readers around a reader: what the one inside gets to hear, and what becomes of what it says."""

from __future__ import annotations

from qa_bot.models.fakes import KeywordReader
from qa_bot.models.switching_reader import SwitchingReader
from qa_bot.models.table_reader import TableReader
from qa_bot.types import Article, Passage, Span

TABLE = "순위 | 남자부 | 여자부\n1위 | 변우람 | 구해미\n2위 | 노재휘 | 타데세"


def test_only_passages_in_the_other_language_are_asked_with_words_of_their_own():
    heard = []

    class Listener(KeywordReader):
        def read(self, question, passages):
            heard.append((question, [passage.article.id for passage in passages]))
            return super().read(question, passages)

    def switch(question, text):
        return f"{question} [{text[:2]}]"

    def passage(name, language):
        return Passage(Article(id=name, title="", text="KTX 1", language=language), Span(0, 5))

    passages = [passage("k", "ko"), passage("e", "en"), passage("k2", "ko"), passage("x", "other")]
    SwitchingReader(Listener(), switch).read("언제?", passages)
    assert heard == [("언제?", ["k", "k2", "x"]), ("언제? [KT]", ["e"])]
    heard.clear()
    SwitchingReader(Listener(), switch).read("いつ?", passages)
    assert heard == [("いつ?", ["k", "e", "k2", "x"])]


def test_a_reader_that_is_told_tables_cites_cells_of_the_table_itself():
    heard = []

    class Listener(KeywordReader):
        def read(self, question, passages):
            heard.extend(passage.text for passage in passages)
            return super().read(question, passages)

    article = Article(id="a", title="", text=f"앞말.\n{TABLE}", language="ko")
    rows = Passage(article, Span(article.text.index("2위"), len(article.text)))
    prose = Passage(article, Span(0, 3))
    found = TableReader(Listener()).read("남자부 2위 선수는?", [prose, rows])
    assert heard == ["앞말.", "2위 남자부 노재휘.\n"]
    best = found[0]
    assert (best.text, best.passage) == ("노재휘", rows)
    assert rows.cite(best.span).quote == "노재휘"
    assert {candidate.passage for candidate in found} <= {prose, rows}


def test_passages_without_a_table_are_read_as_they_are():
    passage = Passage(Article(id="a", title="", text="가 | 나 그리고 다", language="ko"), Span(0, 9))
    heard = []

    class Listener(KeywordReader):
        def read(self, question, passages):
            heard.extend(passages)
            return super().read(question, passages)

    assert TableReader(Listener()).read("나?", [passage]) == KeywordReader().read("나?", [passage])
    assert heard == [passage]
