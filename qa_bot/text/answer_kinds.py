"""What kind of thing an answer is: people, money, percent, a date, a name; alike in both languages."""

from __future__ import annotations

import re

from qa_bot.text.figures import figures_of

# What says that a figure is no more than a number.
BARE = ""
DATE = "date"
NAME = "name"
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".replace(" ", "|")
_DATE = re.compile(
    rf"\d월|(?<!\d)(?:[12]?\d|3[01])일(?!간|째)|(?:19|20)\d\d년|[월화수목금토일]요일"
    rf"|\b(?:{_MONTHS})[a-z]*\.? \d|\b(?:{_MONTHS})[a-z]*\b\.?,? \d{{4}}"
    r"|\b(?:19|20)\d\d\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
)
_CLOCK = re.compile(r"\d시(?!간)|\b\d{1,2}(?::\d\d)? ?[ap]\.?m\b|o.clock|정오|자정|\bnoon\b|\bmidnight\b")
_NAMED = {
    "people": "명 사람 인 여명 people person persons men women children dead deaths workers patients",
    "money": "원 달러 유로 엔 위안 파운드 won dollars dollar euros euro yen yuan pounds $ € £ ¥ ₩",
    "percent": "% 퍼센트 percent per cent",
    "points of percent": "%포인트 %p 퍼센트포인트 percentage",
    "homes": "가구 채 세대 homes houses households home house household",
    "hectares": "㏊ ha 헥타르 hectares hectare",
    "kilometers": "㎞ km 킬로미터 kilometers kilometres kilometer kilometre",
    "meters": "m 미터 meters metres meter metre",
    "centimeters": "㎝ cm 센티미터 centimeters centimetres centimeter",
    "millimeters": "㎜ mm 밀리미터 millimeters millimetres millimeter",
    "tons": "톤 t tons ton tonnes",
    "days": "일 일간 일째 이틀 사흘 나흘 닷새 엿새 이레 열흘 days day",
    "hours": "시간 hours hour",
    "minutes": "분 분간 minutes minute",
    "months": "개월 달 months month",
    "years": "년 년간 해 years year",
    "times": "번 차례 회 times",
    "cases": "건 cases case",
    "votes": "표 votes vote",
    "seats": "석 seats seat",
    "degrees": "도 ℃ degrees degree",
}
_KINDS = {unit: kind for kind, units in _NAMED.items() for unit in units.split()}
_SPOKEN = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    r"|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|one|hundreds?|thousands?|millions?"
    r"|billions?|trillions?|about|around|some|nearly|almost|more|less|over|than|at|least|most|up|to|of|the|a|an|and)\b"
)
_ASKS_FOR_NAME = re.compile(r"누구|누가|이름|\b(?:who|whom|name)\b", re.IGNORECASE)
_NAME = re.compile(
    r"[가-힣]{2,5}(?: [가-힣]{2,5})?|[A-Z][\w'’.-]{1,20}(?: (?:of |the |van |de )?[A-Z][\w'’.-]{0,20}){0,3}"
)
_KNOWN = {*_KINDS.values(), "clock", DATE}
# of these alone the unit is left out
_COUNTED = {"people", "homes", "times", "cases", "votes", "seats"}
_NEVER_BARE = (_KNOWN - _COUNTED) | {NAME}


def kind_of_figure(text: str) -> str | None:
    """What the figure of an answer is of, in one word for both languages; None for what has no figure.

    `BARE` for a number alone; a unit that is not known stands for itself.

    >>> kind_of_figure("1,750명"), kind_of_figure("three people"), kind_of_figure("4만 8천 원")
    ('people', 'people', 'money')
    >>> kind_of_figure("Nov. 26"), kind_of_figure("12"), kind_of_figure("38그루"), kind_of_figure("서울")
    ('date', '', '그루', None)
    """
    said = text.strip().lower()
    if _DATE.search(said):
        return DATE
    if _CLOCK.search(said):
        return "clock"
    if not figures_of(text):
        return None
    rest = _unit(said)
    return _KINDS.get(rest, rest)


def are_of_one_kind(one: str | None, other: str | None) -> bool:
    """Whether two kinds can be one: equal, or a number alone beside something that is counted one by one.

    >>> are_of_one_kind("people", BARE), are_of_one_kind("money", BARE), are_of_one_kind(None, None)
    (True, False, False)
    """
    if one is None or other is None:
        return False
    return one == other or (BARE in (one, other) and not _NEVER_BARE & {one, other})


def do_kinds_differ(one: str, other: str) -> bool:
    """Whether two answers measure two things for certain, whatever their figures are: two years, Dec. 2.

    >>> do_kinds_differ("two years", "12월 2일"), do_kinds_differ("3일", "three days")
    (True, False)
    """
    kinds = {kind_of_figure(one), kind_of_figure(other)}
    return len(kinds) == 2 and kinds <= _KNOWN and not kinds <= {DATE, "days", "clock"}


def _unit(said: str) -> str:
    """What is left of it without its figures, in the singular of no language."""
    words = _SPOKEN.sub(" ", re.sub(r"\d[\d.,]*(?:\s?[십백천만억조]+)*", " ", said)).split()
    kept = [word.strip("약여만.,()-–~") for word in words]
    kept = [word for word in kept if word and not re.fullmatch("[십백천만억조]+", word)]
    # the first: kilometers per hour, percent of the votes
    known = next((word for word in kept if word in _KINDS), None)
    return known or " ".join(kept)


def is_name_asked_for(question: str) -> bool:
    """Whether the question asks who somebody is.

    >>> is_name_asked_for("Who heads the board?"), is_name_asked_for("감독은 언제 바뀌었나?")
    (True, False)
    """
    return bool(_ASKS_FOR_NAME.search(question))


def looks_like_name(text: str) -> bool:
    """Whether the words have the form of a name in either script.

    >>> looks_like_name("Tak Hyun-ju"), looks_like_name("탁현주"), looks_like_name("the new coach")
    (True, True, False)
    """
    return bool(_NAME.fullmatch(text))
