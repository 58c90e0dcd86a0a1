"""Quotation marks and brackets around an answer, and the polished answer as a person would quote it."""

from __future__ import annotations

import json

import pytest

from qa_bot.text.balance import balance
from qa_bot.text.polish import polish
from qa_bot.types import Span


def mended(text, proposed, mend=balance):
    start = text.index(proposed)
    return mend(text, Span(start, start + len(proposed))).of(text)


@pytest.mark.parametrize(
    ("text", "proposed", "expected"),
    [
        ("금리를 3.5% 올렸다", "3.5%", "3.5%"),
        # pairs that embrace the whole are dropped
        ('그는 "좋다"고 했다', '"좋다"', "좋다"),
        ("그는 “좋다”고 했다", "“좋다”", "좋다"),
        ("소설 《토지》를 읽었다", "《토지》", "토지"),
        ("소설 『토지』와 「광장」", "『토지』", "토지"),
        ("노래 〈봄〉과 【속보】", "【속보】", "속보"),
        ("The (Seoul) office", "(Seoul)", "Seoul"),
        # strays at the edges
        ('그는 "좋다"고 했다', '"좋다', "좋다"),
        ('그는 "좋다"고 했다', '좋다"', "좋다"),
        ("said ‘yes’ twice", "‘yes", "yes"),
        ("the mayor (Seoul) said", "(Seoul", "Seoul"),
        ("the mayor (Seoul) said", "Seoul)", "Seoul"),
        ("the mayor (Seoul) said", "mayor (", "mayor"),
        ("소설 《토지》를", "》를", "를"),
        # a partner right outside comes in
        ("Kim (Seoul) said", "Kim (Seoul", "Kim (Seoul)"),
        ("(주)한빛 대표", "주)한빛", "(주)한빛"),
        ("국가안전보장회의(NSC)는", "국가안전보장회의(NSC", "국가안전보장회의(NSC)"),
        ("the “Tide Clock” by her", "the “Tide Clock", "the “Tide Clock”"),
        # whole pairs inside stay
        ("Kim (Seoul) and Lee (Busan)", "Kim (Seoul) and Lee (Busan)", "Kim (Seoul) and Lee (Busan)"),
        ("(a) and (b)", "(a) and (b)", "(a) and (b)"),
        ('"A" and "B"', '"A" and "B"', '"A" and "B"'),
        # the apostrophe is no quotation mark
        ("Korea’s economy grew", "Korea’s economy", "Korea’s economy"),
        ("the workers’ union won", "workers’ union", "workers’ union"),
        ("the workers’ union won", "the workers’", "the workers’"),
        ("it's Kim's", "Kim's", "Kim's"),
        # commas and spaces at the edges
        ("금리, 물가, 환율", ", 물가,", "물가"),
        ("서울·부산", "서울·", "서울"),
        ("기다리면… 온다", "기다리면…", "기다리면"),
        # emoji and text without spaces
        ("깃발(🇰🇷)을들었다", "(🇰🇷", "🇰🇷"),
        ("가나다“라마바”사", "라마바”사", "“라마바”사"),
    ],
)
def test_marks_come_in_pairs(text, proposed, expected):
    assert mended(text, proposed) == expected


def test_marks_that_cannot_be_paired_end_the_search_all_the_same():
    # Taking "(" in would not make "[" its partner, and dropping it again would go on for ever.
    assert mended("(a[)b", "a[)b") == "a[)b"
    assert mended("(a[)", "a[)") == "a"


@pytest.mark.parametrize("text", ["(", '"', ",", " ", "()", '""', ", ,", "”“", ")("])
def test_marks_alone_are_never_mended_to_nothing(text):
    assert len(balance(text, Span(0, len(text)))) >= 1


@pytest.mark.parametrize(
    ("text", "proposed", "language", "expected"),
    [
        ("첫 회의는 (서울에서) 열렸다.", "(서울에서)", "ko", "서울"),
        ("회의는 서울에서 열렸다.", "서울에서", "ko", "서울"),
        ("섬 주민은 1140명이다.", "1140명이다", "ko", "1140명"),
        ("이재명을 만난 김하늘이 말했다.", "김하", "ko", "김하늘"),
        ("그는 ‘봄날에’를 불렀다.", "‘봄날에’", "ko", "봄날에"),
        ("(Seoul) hosted it.", "(Seoul)", "en", "Seoul"),
        ("It fell by 3.5%, they said.", "3.5%,", "en", "3.5%"),
        # an English full stop belongs to an abbreviation, not to a number
        ("They go dark at 10 p.m. on weekdays.", "10 p.m", "en", "10 p.m."),
        ("They go dark at 10 p.m. on weekdays.", "10 p.m.", "en", "10 p.m."),
        ("The U.S. embassy", "The U.S", "en", "The U.S."),
        ("It opens on May 1.", "May 1.", "en", "May 1"),
        ("It rose by 3.5 percent.", "3.5", "en", "3.5 percent"),
        ("It opened on Dec. 7.", "Dec. 7.", "en", "Dec. 7"),
        ("Built by Dongmaru Co. in 2019", "Dongmaru Co.", "en", "Dongmaru Co."),
        ("깃발 🇰🇷 을 들었다.", "🇰🇷", "ko", "🇰🇷"),
        # the possessive of a name, but not the name of a shop
        ("She read Eleanor Pryce's new novel.", "Eleanor Pryce's", "en", "Eleanor Pryce"),
        ("She read Eleanor Pryce’s new novel.", "Eleanor Pryce’s", "en", "Eleanor Pryce"),
        ("Pryce wrote Pryce's new novel.", "Pryce's", "en", "Pryce"),
        ("He works at Macy's label.", "Macy's", "en", "Macy's"),
        ("She shops at Macy's, he says.", "Macy's", "en", "Macy's"),
        ("She shops at Macy's in Ohio.", "Macy's", "en", "Macy's"),
        ("He sailed from St. John's harbor.", "St. John's", "en", "St. John's"),
        ("He won the women's title.", "women's", "en", "women's"),
        # the label of an interview
        ("Q. What helps?\nA. Patience, and luck.", "A. Patience", "en", "Patience"),
        ("Q: Who?\n\nA: My aunt Beatrix.", "A: My aunt Beatrix", "en", "My aunt Beatrix"),
        ("문 누가 가르쳤나?\n답 고모가 가르쳤다.", "답 고모", "ko", "고모"),
        ("문. 누가?\n답. 고모🎈다.", "답. 고모🎈", "ko", "고모🎈"),
        ("A. Philip Randolph spoke.", "A. Philip Randolph", "en", "A. Philip Randolph"),
        ("Q. Who?\nIt was A. Philip Randolph.", "A. Philip Randolph", "en", "A. Philip Randolph"),
        ("문 대통령은 말했다.\n답은 없다.", "문 대통령", "ko", "문 대통령"),
    ],
)
def test_an_answer_is_polished_to_what_a_person_would_quote(text, proposed, language, expected):
    def mend(text, span):
        return polish(text, span, language)

    assert mended(text, proposed, mend) == expected


def test_particles_stay_where_nobody_asked_to_trim_them():
    assert polish("회의는 서울에서 열렸다.", Span(4, 8), "ko", is_trimming=False) == Span(4, 8)


def test_what_people_gave_as_answers_is_hardly_touched(sample_articles, repository):
    """Gold answers need no polish; where they get some, once is enough."""
    articles = {article.source.rsplit("/", 1)[1].rsplit(".", 1)[0]: article for article in sample_articles}
    total = kept = 0
    for line in (repository / "data/eval/questions.jsonl").read_text(encoding="utf-8").splitlines():
        for gold in json.loads(line)["answers"]:
            article, span = articles[gold["doc"]], Span(gold["start"], gold["end"])
            polished = polish(article.text, span, article.language)
            assert polish(article.text, polished, article.language) == polished
            total += 1
            kept += polished == span
    assert kept / total >= 0.97
