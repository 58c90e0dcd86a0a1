"""The line that names the reporter, in the forms of Korean papers and of their English editions.

Only a line that is a byline as a whole counts: a sentence that mentions a reporter stays a sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_ADDRESS = r"[\[(<]?\s?[\w.+-]{1,64}@[\w.-]{1,80}\s?[\])>]?"
_HANGUL_NAME = r"[가-힣]{2,5}"
_JOINT = r"\s?[·,ㆍ・/&]\s?"
_HANGUL_ROLE = (
    r"(?:(?:선임|수습|전문|객원|인턴|시민|부장|차장|대|[가-힣]{2,6}\s?주재)\s?)?기자|특파원|통신원"
    r"|논설위원|편집위원|칼럼니스트|에디터|PD|피디"
)
_DESK = (
    r"(?:(?:글\s?[·,/]\s?사진|글|취재)\s?[=:]?\s"
    r"|[가-힣A-Za-z]{1,12}\s?[=/|]\s?"
    r"|[가-힣A-Za-z]{0,10}(?:부|팀|국|센터|본부|지사|신문|일보|뉴스|경제|방송)\s)"
)
# names joined by spaces alone have to be of three syllables, as nearly all are, lest words pass for names
_HANGUL_NAMES = (
    rf"(?!사진)(?:[가-힣]{{3}}(?:\s[가-힣]{{3}}){{1,4}}|{_HANGUL_NAME}(?:{_JOINT}{_HANGUL_NAME}){{0,5}})"
)
_HANGUL_PERSON = (
    rf"(?:{_DESK})?(?:[가-힣]{{2,8}}\s(?=[가-힣]{{2,5}}\s?특파원))?"
    rf"(?P<names%d>{_HANGUL_NAMES})\s?(?:{_HANGUL_ROLE})(?:\s?{_ADDRESS})?"
)
_HANGUL_LINE = re.compile(
    f"{_HANGUL_PERSON % 1}(?:(?:\\s|{_JOINT}){_HANGUL_PERSON % 2})?(?:(?:\\s|{_JOINT}){_HANGUL_PERSON % 3})?"
)
# within brackets stands the paper's name too: [한빛신문 문화팀 홍길동 기자]
_BRACKETED_LINE = re.compile(rf"(?:[가-힣A-Za-z0-9]{{2,12}}\s){{1,2}}{_HANGUL_PERSON % 1}")
_WIRE_PREFIX = re.compile(
    r"(?P<place>[(\[][가-힣A-Za-z·,\s]{2,30}(?:=[가-힣A-Za-z0-9\s]{2,20})?[)\]])\s?"
    rf"(?P<names>{_HANGUL_NAMES})\s?(?:{_HANGUL_ROLE})\s?=\s?"
    rf"|\[[가-힣A-Za-z0-9]{{2,15}}=(?P<inside>{_HANGUL_NAMES})\s?(?:{_HANGUL_ROLE})\]\s?"
)
# an agency's opening on a line of its own: (가온=한빛뉴스) 홍길동 기자
_WIRE_LINE = re.compile(
    rf"[(\[][가-힣A-Za-z·,\s]{{2,30}}=[가-힣A-Za-z0-9\s]{{2,20}}[)\]]\s?{_HANGUL_PERSON % 1}\s?=?"
)
# the writer of 글=홍길동 사진=김철수; without a sign only a name of three syllables counts
_CREDIT_LINE = re.compile(
    rf"글(?:\s?[·ㆍ,/]\s?사진)?(?:\s?[=:]\s?(?P<names1>{_HANGUL_NAMES})|\s(?P<names2>[가-힣]{{3}}))"
    rf"(?:[\s,/|·]{{1,3}}사진\s?[=:]?\s?{_HANGUL_NAMES})?(?:\s?{_ADDRESS})?"
)
_MARK = re.compile(r"[▲△/]\s?(?=[가-힣])")

_CAPITAL = "A-ZÀ-ÖØ-Þ"
_LATIN_WORD = rf"(?!(?i:staff|correspondent)\b)[{_CAPITAL}][\w.'’-]{{0,30}}"
_PARTICLE = "(?:de|van|von|der|den|ter|da|di|du|del|dos|la|las|los|le|el|bin|al)"
_LATIN_NAME = rf"{_LATIN_WORD}(?:\s(?:{_PARTICLE}\s){{0,3}}{_LATIN_WORD}){{0,4}}"
_AGENCY = (
    r"(?:The\s)?(?:Associated Press|AP|Reuters|Agence France-Presse|AFP|Yonhap(?: News(?: Agency)?)?"
    r"|Bloomberg(?: News)?|Kyodo News|Xinhua|United Press International)(?![\w'’-])"
)
_LATIN_SOURCE = rf"(?:{_AGENCY}|{_LATIN_NAME})"
_LATIN_NAMES = rf"{_LATIN_SOURCE}(?:(?:,\s(?:and\s)?|\sand\s|\s?&\s?){_LATIN_SOURCE}){{0,4}}"
_LATIN_ROLE = (
    r"(?:[\w.'’-]{1,30}\s){0,4}(?i:reporters?|correspondents?|writers?|columnists?|editors?|photographers?)"
    rf"(?:\sin\s{_LATIN_NAME})?"
)
_PICTURES = "(?i:photos?|photographs?|photography|pictures|video|illustrations?|graphics?)"
_WRITTEN = rf"(?:Written|Reported|(?:Story|Words|Text)(?:\s(?:and|&)\s{_PICTURES})?)"
_LATIN_LINE = re.compile(
    rf"(?P<by>(?:{_WRITTEN}\s)?[Bb][Yy]\s)?(?P<names>{_LATIN_NAMES}|{_HANGUL_NAME})(?P<place>\sin\s{_LATIN_NAME})?"
    rf"(?:(?P<gap>,\s?|\s?/\s?|\s(?=기자|특파원|(?i:staff)\s))(?P<role>{_LATIN_ROLE}|{_HANGUL_ROLE}))?(?:,?\s?{_ADDRESS})?"
    rf"(?:(?:[,;]|\s?[|/]|\sand|\s[-–—])\s?{_PICTURES}\s(?i:by)\s{_LATIN_NAMES})?"
)
# capitalised openings of headings such as "By The Numbers", which are no persons
_NO_NAMES_TEXT = """
the a an all any this that these those our your his her its their land sea air law day night far
numbers design and or in on at of monday tuesday wednesday thursday friday saturday sunday january
february march april may june july august september october november december
"""
_NO_NAMES = frozenset(_NO_NAMES_TEXT.split())
_SURNAMES = frozenset(
    "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민나진지엄채원천방공현함변염"
    "여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용피하라"
)
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class Byline:
    """A byline as printed, without brackets and e-mail addresses, and the persons it names."""

    printed: str
    names: tuple[str, ...]

    @property
    def author(self) -> str:
        """The names in reading order, joined with commas."""
        return ", ".join(self.names)


def read_byline(line: str) -> Byline | None:
    """The byline that makes up the whole line, or None.

    >>> read_byline("By Han So-ra and Ko Min-su, staff reporters").author
    'Han So-ra, Ko Min-su'
    >>> read_byline("[한빛신문 홍길동 기자] hong@hanbit.example").printed
    '한빛신문 홍길동 기자'
    """
    if len(line) > _LONGEST:
        return None
    bare = _MARK.sub("", _without_brackets(line), count=1) if line[:1] in "▲△/" else _without_brackets(line)
    return _read_korean(bare, is_bracketed=bare != line) or _read_english(bare)


def split_wire_prefix(paragraph: str) -> tuple[Byline, str] | None:
    """The byline of a news agency's opening and the paragraph after it; None where there is none.

    >>> split_wire_prefix("(해송=한빛뉴스) 홍길동 기자 = 항구가 다시 열렸다.")[1]
    '항구가 다시 열렸다.'
    """
    match = _WIRE_PREFIX.match(paragraph)
    if match is None or not paragraph[match.end() :].strip():
        return None
    printed = match[0].strip(" =") if match["names"] else match[0].strip(" []")
    return Byline(printed, _names(match["names"] or match["inside"])), paragraph[match.end() :].lstrip()


def _without_brackets(line: str) -> str:
    """The line without brackets around the whole of it or around all but its address."""
    if match := re.fullmatch(rf"[\[(<]([^\[\]()<>]{{2,120}})[\])>]\s?({_ADDRESS})?", line):
        return f"{match[1].strip()} {match[2] or ''}".strip()
    return line


def _read_korean(line: str, *, is_bracketed: bool) -> Byline | None:
    match = _HANGUL_LINE.fullmatch(line) or (_BRACKETED_LINE.fullmatch(line) if is_bracketed else None)
    match = match or _WIRE_LINE.fullmatch(line) or _match_credit(line)
    if match is None:
        return None
    joined = [*_names_before_slash(line), *(names for names in match.groups() if names)]
    names = [name for part in joined for name in _names(part)]
    return Byline(_without_address(line), tuple(dict.fromkeys(names)))


def _match_credit(line: str) -> re.Match[str] | None:
    """글=홍길동 and its like, where a surname opens the name: 글 모음집 is a heading."""
    match = _CREDIT_LINE.fullmatch(line)
    return match if match and (match["names1"] or match["names2"])[0] in _SURNAMES else None


def _names_before_slash(line: str) -> list[str]:
    """The persons of `고재연/노경목 기자`; in `서울시/홍길동 기자` it is a place."""
    match = re.match(r"((?:[가-힣]{3}/)+)[가-힣]{2,4}\s?기자", line)
    found = match[1].strip("/").split("/") if match else []
    return [name for name in found if name[0] in _SURNAMES and name[-1] not in "시군구도동읍면"]


def _read_english(line: str) -> Byline | None:
    match = _LATIN_LINE.fullmatch(line)
    if match is None:
        return None
    names = _names(match["names"])
    if not match["role"] and not (match["by"] and all(map(_is_full_name, names))):
        return None
    if not match["by"] and (match["place"] or not all(map(_is_full_name, names))):
        return None
    return Byline(_without_address(line), names)


def _is_full_name(name: str) -> bool:
    words = name.split()
    if re.fullmatch(_HANGUL_NAME, name) or re.fullmatch(_AGENCY, name):
        return True
    return len(words) >= 2 and not any(word.casefold().strip(".") in _NO_NAMES for word in words)


def _names(joined: str) -> tuple[str, ...]:
    gap = (
        r"[·,ㆍ・/&\s]+" if re.fullmatch(r"[가-힣·,ㆍ・/&\s]+", joined) else r",\s(?:and\s)?|\sand\s|\s?&\s?"
    )
    return tuple(name for name in re.split(gap, joined) if name)


def _without_address(line: str) -> str:
    bare = re.sub(r"\s+", " ", re.sub(_ADDRESS, " ", line))
    return re.sub(r"\s+(?=[,·])", "", bare).strip(" ,·/=")
