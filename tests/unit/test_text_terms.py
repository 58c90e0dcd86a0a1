import pytest

from qa_bot.text.terms import terms, terms_of_many


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("금리를 올렸다", ["금리", "올리"]),
        ("The banks were raising interest rates", ["bank", "rais", "interest", "rate"]),
        ("2018년 예산은 1,234억 원", ["2018", "2018년", "예산", "1234", "1234억", "억", "억원"]),
        ("3.5% in 1,000,000", ["3.5", "1000000"]),
        ("U.S. and US troops", ["us", "us", "troop"]),
        ("Beyoncé BEYONCE", ["beyonc", "beyonc"]),
        ("ＢＴＳ １２", ["bts", "12"]),
        ("東京タワー", ["東京", "京タ", "タワ", "ワー"]),
        ("he’s don't", ["don"]),
        ("😀", []),
        ("", []),
    ],
)
def test_what_is_compared_is_what_carries_meaning(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


def test_a_compound_meets_its_parts_however_it_is_spaced() -> None:
    assert "워킹그룹" in terms("한미 워킹 그룹 회의")
    assert {"워킹", "그룹"} <= set(terms("한미 워킹그룹 회의"))
    assert set(terms("기준금리")) == set(terms("기준 금리"))


def test_a_question_and_a_passage_meet_in_another_inflection() -> None:
    question, passage = set(terms("어디서 열렸나?")), set(terms("회의가 열리고 있다"))
    assert question & passage == {"열리"}


def test_english_names_are_the_same_term_in_both_languages() -> None:
    assert "trump" in terms("Trump는 김정은을 만났다")
    assert "trump" in terms("Trump met Kim")
    assert {"sk", "하이닉스"} <= set(terms("SK하이닉스의 실적"))


def test_function_words_stay_when_nothing_else_is_there() -> None:
    assert terms("who is he") == ["who", "is", "he"]
    assert "하" in terms("했나?")


def test_the_language_decides_nothing() -> None:
    text = "한국은행 raised 금리를"
    assert terms(text, "ko") == terms(text, "en") == terms(text, "other") == terms(text)


def test_many_texts_give_the_terms_of_each() -> None:
    texts = [f"제{n}차 회의 meetings" if n % 2 else f"plain English {n}" for n in range(50)]
    assert terms_of_many(texts) == [terms(text) for text in texts]
    assert terms_of_many([]) == []
