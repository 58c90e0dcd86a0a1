"""The figures that a text states, in digits or in words, so that two editions can be compared by them."""

from __future__ import annotations

import re
from collections import Counter


def _counted(words: str, first: int, step: int = 1) -> dict[str, int]:
    return {word: step * number for number, word in enumerate(words.split(), first)}


_ENGLISH = {
    **_counted("two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen", 2),
    **_counted("sixteen seventeen eighteen nineteen", 16),
    **_counted("twenty thirty forty fifty sixty seventy eighty ninety", 2, 10),
}
# By their first three letters; "may" is a month only where it is written large.
_MONTHS = _counted("jan feb mar apr may jun jul aug sep oct nov dec", 1)
_KOREAN = {**_counted("두 세 네 다섯 여섯 일곱 여덟 아홉 열", 2), **_counted("스무 서른 마흔 쉰", 2, 10)}
_DAYS = _counted("이틀 사흘 나흘 닷새 엿새 이레 여드레 아흐레 열흘", 2)
_FIGURE = re.compile(
    r"(?P<korean_month>\d{1,2})월"
    r"|(?P<digits>\d+(?:[.,]\d+)*)"
    r"|(?P<month>(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*|May)\b"
    rf"|(?P<english>(?i:\b(?:{'|'.join(_ENGLISH)})\b))"
    rf"|(?<![가-힣])(?P<days>{'|'.join(_DAYS)})"
    # only before what is counted: 세 alone is also a tax, and 네 a yes
    rf"|(?<![가-힣])(?P<korean>{'|'.join(_KOREAN)})"
    r"(?=\s?(?:명|마리|대|개|번|곳|달|해|주|시|살|건|척|차례|사람|가지|배|권|편|채|장|벌|그루|집|팀))"
)


def figures_of(text: str) -> list[str]:
    """The digits of every figure, in order, without the zeros around them, since units differ; months apart.

    >>> figures_of("8월 31일 네 시간, 386억원"), figures_of("Aug. 31, four hours, 38.6 billion won")
    (['8월', '31', '4', '386'], ['8월', '31', '4', '386'])
    """
    return [figure for figure in map(_digits, _FIGURE.finditer(text)) if figure]


def do_figures_agree(one: str, other: str) -> bool:
    """Whether two answers in two languages can hold the same figures; both must have some, or neither.

    Digits alone are compared, since units differ (386억 is 38.6 billion); one may lack a month or an hour.

    >>> do_figures_agree("9월12~13일", "Sept. 12 and 13"), do_figures_agree("386억원", "38.6 billion won")
    (True, True)
    >>> do_figures_agree("사흘", "April 8"), do_figures_agree("오후 2시", "Oct. 14")
    (False, False)
    """
    first, second = figures_of(one), figures_of(other)
    if not first or not second:
        return first == second
    longer, shorter = sorted((first, second), key=len, reverse=True)
    # 4억 3000만 is 430 million
    is_same = "".join(first).strip("0") == "".join(second).strip("0")
    # 2024년 12월 3일 is Dec. 3, 2024, and 2026년 6월 30일 may be June 2026
    is_part = not Counter(shorter) - Counter(longer) and (len(shorter) > 1 or len(longer) == 1)
    return is_same or is_part or shorter in (longer[: len(shorter)], longer[-len(shorter) :])


def is_telling(text: str) -> bool:
    """Whether a figure of the text has digits enough that no other is the same by chance.

    >>> is_telling("218억원"), is_telling("3명")
    (True, False)
    """
    return len("".join(figures_of(text))) > 1


def _digits(found: re.Match[str]) -> str:
    said = found[0]
    if found["month"]:
        return f"{_MONTHS[said[:3].lower()]}월"
    if found["korean_month"]:
        return said
    if found["english"]:
        return str(_ENGLISH[said.lower()]).strip("0")
    number = str({**_DAYS, **_KOREAN}.get(said, said))
    return "".join(filter(str.isdigit, number)).strip("0")
