"""Answers over the sample articles that the shipped models are known to give, word for word.

New weights may change the list: keep questions that they answer with confidence to spare, and see
data/eval for how good they are on the whole.
"""

from __future__ import annotations

from pathlib import Path

import pytest

# question, file of the first citation, its words
GOLDEN = (
    # asked in the article's language
    ("Which side effect was seen most often in the first norovirus vaccine trial?", "norovirus-vaccine-trial.en", "mild nausea"),
    ("Who captained the ferry that used to run to Beodeul Island?", "neureup-bridge.en", "Sim Chang-rae"),
    ('Which sculptor created "Tide Clock" on the quay in Haesong?', "haesong-light-festival.en", "Marta Quindeira"),
    ("What do farmers bring to the dormitory of the Garam handball players?", "garam-handball-title.en", "rice and apples"),
    ("How many containers of Uruguayan beef were held up in Haesong?", "uruguay-cold-chain-group.en", "64"),
    ("How much does a ride on Haesong Line 2 cost?", "haesong-tram-line-two.en", "1,550 won"),
    ("How many people does Onsaemi plan to hire for its Mirim factory?", "onsaemi-recycling-plant.en", "620"),
    ("How long did the Haesong bus strike last?", "haesong-bus-strike.en", "three days"),
    ("온새미소재 공장이 미림강에서 하루에 쓰는 물의 양은?", "onsaemi-recycling-plant.ko", "9천t"),
    ("저어새가 사는 바위여에 배를 몰고 가까이 가면 과태료가 최고 얼마인가?", "dorae-mudflat-spoonbills.ko", "100만원"),
    ("해송시 야간 주차 허가증은 언제부터 신청할 수 있나?", "night-parking-permits.ko", "5월18일"),
    ("솔밭초 총동문회가 매입한 빈집은 몇 채지?", "solbat-village-school.ko", "15채"),
    ("가람군 여자핸드볼팀의 예산은 얼마나 되나요?", "garam-handball-title.ko", "14억원"),
    ("나래시민병원과 함께 먹는 노로바이러스 백신을 만든 회사 이름은?", "norovirus-vaccine-trial.ko", "온샘바이오"),
    # the page's examples
    ("해송여객 버스 파업으로 버스 몇 대가 멈췄나?", "haesong-bus-strike.ko", "286대"),
    ("How many drones fly over Haesong harbor?", "haesong-light-festival.en", "500"),
    ("해송 공룡 발자국을 처음 발견한 사람은 누구인가요?", "haesong-dinosaur-footprints.ko", "길만수"),
    ("Which company will build the battery recycling plant?", "onsaemi-recycling-plant.en", "Onsaemi Materials"),
    # asked in the other language
    ("해송항 빛축제는 엘이디 조명으로 2019년보다 전기 사용량을 얼마나 줄였나?", "haesong-light-festival.en", "35 percent"),
    ("How old are Daon’s salt workers on average?", "daon-salt-cooperative.ko", "67살"),
    ("What percentage of the liability for the Byeolbit Market fire did the court assign to Uram Electric?", "byeolbit-market-fire-ruling.ko", "70%"),
    # who wrote it, and when it appeared
    ("Who wrote the report on the opening of Dalnae Bridge?", "dalnae-bridge.en", "Han So-ra"),
    ("Name the correspondent behind the article on the failed recall of Mirim’s mayor.", "mirim-mayor-recall.en", "Pi Da-on"),
    ("What is the posting time of the story about the stuck drill in the Gomnae Tunnel?", "gomnae-tunnel-delay.en", "2025-02-19 18:05 KST"),
    # in haste
    ("Mirim bus strike number of chartered buses", "mirim-bus-strike.en", "35"),
    ("haesong lite festval what time do the instalations go dark now", "haesong-light-festival.en", "10 p.m."),
    ("해송공룡발자국 제일큰거 몇센치야", "haesong-dinosaur-footprints.ko", "52㎝"),
)  # fmt: skip

UNANSWERABLE = (
    "How do I reset the password of my e-mail account?",
    "What is the recipe for lemon meringue pie?",
    "된장찌개 맛있게 끓이는 법 알려줘",
    "몽골의 수도는 어디인가요?",
    "¿Cuánto cuesta una casa en Madrid y dónde está?",
    "🙂🙂🙂",
)

# articles without another edition
SINGLES = 10
PAIRS = 22


def file_of(article):
    return Path(article.source).stem


@pytest.mark.parametrize(("question", "file", "words"), GOLDEN, ids=[words for *_, words in GOLDEN])
def test_the_answer_is_these_words_of_that_article(sample_bot, question, file, words):
    answer = sample_bot.ask(question)
    first = answer.citations[0]
    assert (file_of(first.article), first.quote) == (file, words)
    assert first.article.text[first.start : first.end] == words
    assert answer.text == words


@pytest.mark.parametrize(("question", "file", "words"), GOLDEN[:6], ids=[words for *_, words in GOLDEN[:6]])
def test_what_else_is_cited_quotes_its_article_and_no_article_twice(sample_bot, question, file, words):
    citations = sample_bot.ask(question).citations
    assert len({citation.article.id for citation in citations}) == len(citations)
    for citation in citations:
        stored = sample_bot.get(citation.article.id)
        assert stored.text[citation.start : citation.end] == citation.quote


@pytest.mark.parametrize("question", UNANSWERABLE)
def test_what_the_articles_do_not_say_is_not_answered(sample_bot, question):
    answer = sample_bot.ask(question)
    assert answer.text is None
    assert answer.confidence < 0.5
    assert len({passage.article.id for passage in answer.nearest}) == len(answer.nearest) <= 3
    assert answer.reason


def test_all_sample_articles_are_read_without_an_error(sample_report):
    assert sample_report["errors"] == []
    assert len(sample_report["added"]) == 2 * PAIRS + SINGLES
    assert sample_report["updated"] == sample_report["unchanged"] == sample_report["duplicates"] == []


def test_the_editions_of_a_story_are_paired_and_nothing_else(sample_bot, sample_report):
    """Some pairs name each other's address, some have only their file names or contents in common."""
    names = {article.id: file_of(article) for article in sample_bot.articles()}
    # an article may name an edition that is not in the library
    partners = {
        names[a.id]: names[a.translation_of] for a in sample_bot.articles() if a.translation_of in names
    }
    stories = {name.rsplit(".", 1)[0] for name in names.values()}
    expected = {}
    for story in stories:
        if f"{story}.ko" in names.values() and f"{story}.en" in names.values():
            expected |= {f"{story}.ko": f"{story}.en", f"{story}.en": f"{story}.ko"}
    assert partners == expected
    assert sample_report["pairs"] == len(expected) // 2 == PAIRS
    assert len(names) - len(expected) == SINGLES
