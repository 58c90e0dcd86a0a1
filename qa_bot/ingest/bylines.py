"""The line that names the reporter, in the forms of Korean papers and of their English editions.

Only a line that is a byline as a whole counts: a sentence that mentions a reporter stays a sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_ADDRESS = r"[\[(<]?\s?[A-Za-z0-9_.+-]{1,64}@[\w.-]{1,80}\s?[\])>]?"
# the written surnames, for a name that could be a word
_SURNAMES = (
    "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민나진지엄채원천방공현함변염"
    "여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용피하라"
)
_OFFICE = r"(?:(?:선임|수습|전문|객원|인턴|시민)?기자|특파원|통신원|논설위원|편집위원|칼럼니스트|에디터)"
_HANGUL_NAME = rf"(?!{_OFFICE}(?![가-힣]))[가-힣]{{2,5}}"
_JOINT = r"\s?[·,ㆍ・/&]\s?"
_HANGUL_ROLE = (
    r"(?:(?:[가-힣]{0,4}선임|수습|[가-힣]{0,4}전문|객원|인턴|시민|부장|차장|대|[가-힣]{2,6}\s?주재)\s?)?기자(?:기자)?"
    r"|특파원|통신원"
    r"|논설위원|편집위원|칼럼니스트|에디터|PD|피디"
)
_DESK = (
    r"(?:(?:글\s?[·,/]\s?사진|글|취재)\s?[=:]?\s"
    r"|[가-힣A-Za-z]{1,12}\s?[=/|ㅣ｜]\s?"
    r"|[가-힣A-Za-z]{0,10}(?:부|팀|국|센터|본부|지사|신문|일보|뉴스|경제|방송)\s)"
)
# names joined by spaces alone have to be of three syllables, as nearly all are, lest words pass for names
_FULL_NAME = rf"(?!{_OFFICE}(?![가-힣]))[{_SURNAMES}][가-힣]{{2}}"
_HANGUL_NAMES = (
    rf"(?!사진)(?:{_FULL_NAME}(?:\s{_FULL_NAME}){{1,4}}|{_HANGUL_NAME}(?:{_JOINT}{_HANGUL_NAME}){{0,5}})"
)
_HANGUL_PERSON = (
    rf"(?:{_DESK})?(?:[가-힣]{{2,8}}\s(?=[가-힣]{{2,5}}\s?특파원))?"
    rf"(?P<names%d>{_HANGUL_NAMES})\s?(?:{_HANGUL_ROLE})(?:\s?{_ADDRESS})?"
)
_HANGUL_LINE = re.compile(
    f"{_HANGUL_PERSON % 1}(?:(?:\\s|{_JOINT}){_HANGUL_PERSON % 2})?(?:(?:\\s|{_JOINT}){_HANGUL_PERSON % 3})?"
)
# within brackets stands the paper's name too: [한빛신문 문화팀 홍길동 기자], [가온=한빛신문 홍길동 기자]
_BRACKETED_LINE = re.compile(
    rf"(?:[가-힣A-Za-z0-9·ㆍ&()]{{2,16}}(?:\s?[=|ㅣ｜]\s?|\s)){{1,3}}?"
    rf"(?:\([가-힣]{{1,8}}\))?{_HANGUL_PERSON % 1}"
)
# the paper's name behind the person's, sure only within brackets or beside an address: 홍길동 한빛닷컴 기자
_PAPER_BEHIND_LINE = re.compile(
    rf"(?:[가-힣A-Za-z0-9]{{2,16}}\s?=\s?)?(?P<names1>{_FULL_NAME})\s(?:[가-힣A-Za-z0-9+]{{2,8}}\s){{1,2}}(?:[가-힣]{{2,4}})?기자(?:\s?(?P<address>{_ADDRESS}))?"
)
_WIRE_PREFIX = re.compile(
    r"[(\[【［][가-힣A-Za-z·ㆍ,/()\s]{2,30}(?:=[가-힣A-Za-z0-9/\s]{2,20})?[)\]】］]\s?(?P<persons>[^=.()\[\]]{3,60}?)\s?=\s?"
)
_WIRE_PERSONS = re.compile(rf"(?P<names1>{_HANGUL_NAMES})\s?(?:{_HANGUL_ROLE})")
_BRACKET_PREFIX = re.compile(
    r"[(\[【［<](?P<inside>(?!\s?(?:사진|영상|그래픽|촬영|편집|왼쪽|오른쪽|가운데))(?:[^()\[\]【】［］<>]|\([^()]{1,12}\)){4,60})[)\]】］>]\s?"
)
# an agency's opening on a line of its own: (가온=한빛뉴스) 홍길동 기자
_WIRE_LINE = re.compile(
    rf"[(\[【［][가-힣A-Za-z·ㆍ,\s]{{2,30}}=[가-힣A-Za-z0-9\s]{{2,20}}[)\]】］]\s?{_HANGUL_PERSON % 1}\s?=?"
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
    found = _read_wire_prefix(paragraph) or _read_bracket_prefix(paragraph)
    if found is None or not paragraph[found[1] :].strip():
        return None
    return found[0], paragraph[found[1] :].lstrip()


def _read_wire_prefix(paragraph: str) -> tuple[Byline, int] | None:
    """The byline of `(가온=한빛뉴스) 홍길동 기자 =` and where it ends."""
    match = _WIRE_PREFIX.match(paragraph)
    if match is None:
        return None
    persons = _WIRE_PERSONS.fullmatch(match["persons"]) or _HANGUL_LINE.fullmatch(match["persons"])
    return (Byline(match[0].strip(" ="), _named(persons)), match.end()) if persons else None


def _read_bracket_prefix(paragraph: str) -> tuple[Byline, int] | None:
    """The byline of `[한빛신문 홍길동 기자]` in front of a sentence and where it ends."""
    match = _BRACKET_PREFIX.match(paragraph)
    byline = _read_korean(match["inside"].strip(), is_bracketed=True) if match else None
    if match is None or byline is None:
        return None
    if not all(name[0] in _SURNAMES and len(name) <= 4 for name in byline.names):
        return None
    return byline, match.end()


def is_full_name(word: str) -> bool:
    """Whether the word is most likely a Korean name: three syllables, the first of them a surname.

    >>> is_full_name("홍길동"), is_full_name("특파원"), is_full_name("뉴스룸")
    (True, False, False)
    """
    return re.fullmatch(_FULL_NAME, word) is not None


def _without_brackets(line: str) -> str:
    """The line without brackets around the whole of it or around all but its address."""
    if match := re.fullmatch(
        rf"[\[(<【［]((?:[^\[\]()<>【】［］]|\([^()]{{1,12}}\)){{2,120}})[\])>】］]\s?({_ADDRESS})?", line
    ):
        return f"{match[1].strip()} {match[2] or ''}".strip()
    return line


def _read_korean(line: str, *, is_bracketed: bool) -> Byline | None:
    match = _HANGUL_LINE.fullmatch(line) or _match_paper(line, is_bracketed=is_bracketed)
    match = match or _WIRE_LINE.fullmatch(line) or _match_credit(line)
    if match is None:
        return None
    names = (*(name for part in _names_before_slash(line) for name in _names(part)), *_named(match))
    return Byline(_without_address(line), tuple(dict.fromkeys(names)))


def _match_paper(line: str, *, is_bracketed: bool) -> re.Match[str] | None:
    """A reporter and the paper, in either order: [한빛신문 홍길동 기자], [홍길동 한빛닷컴 기자]."""
    behind = _PAPER_BEHIND_LINE.fullmatch(line)
    if not is_bracketed:
        return behind if behind and behind["address"] else None
    before = _BRACKETED_LINE.fullmatch(line)
    if before is None or behind is None:
        return before or behind
    return before if before["names1"][0] in _SURNAMES and len(before["names1"]) <= 3 else behind


def _named(match: re.Match[str]) -> tuple[str, ...]:
    """The persons of the groups `names1`, `names2` and so on, each once."""
    joined = [part for group, part in match.groupdict().items() if group.startswith("names") and part]
    return tuple(dict.fromkeys(name for part in joined for name in _names(part)))


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
