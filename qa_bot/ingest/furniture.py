"""Which lines of a page are newspaper furniture: copyright, sharing, pointers to other articles.

Every pattern has to fit the whole line, so that a sentence that merely mentions such words stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_URL = r"https?://[^\s<>\[\]()\"']{3,2000}"
_BUTTON = re.compile(
    r"(?i)\[?button that moves? to (?:the )?(?:original )?(?:korean|english) article\]?"
    r"|클릭\s?시 원문으로 이동하는 버튼"
)
_POINTER = re.compile(
    r"(?i)\W*(?:(?:original )?(?:korean|english) (?:version|edition|article|original)"
    rf"|(?:한국어|한글|국문|영문|영어)?\s?(?:원문|기사|판)\s?(?:보기|바로가기|읽기)?)\W*(?P<url>{_URL})\W*"
)
_PLATFORM = r"(?:twitter|x|facebook|instagram|threads|youtube|tiktok|linkedin|telegram|bluesky)\b"
_PORTAL = r"(?:네이버|다음|카카오톡?|유튜브|구글)(?:\s?(?:뉴스|채널|모바일))?"
_ALWAYS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?i)\W*please direct (?:questions or )?comments(?: or questions)? to .{0,80}",
        r"(?i)\W*(?:copyrights?\s?(?:ⓒ|©|\(c\)|\d{4}|by\b)|[ⓒ©]\s?|\(c\)\s).{0,100}",
        r"(?i)(?:(?![다요][.!?]).){0,60}\ball rights reserved\b.{0,40}",
        r"\W*저작권자\s?(?:ⓒ|©|\(c\)|[:：]|\s).{0,100}",
        (
            r"[^.。!?]{0,60}무단\s?전재(?:\s?[-·,및와과&]?\s?(?:무단\s?)?(?:재?배포|복제|AI\s?학습[^.]{0,12}))*"
            r"\s?(?:를|을)?\s?금(?:지|합니다)[^가-힣]{0,20}"
        ),
        r"[\[(<]\s?(?:사진|영상|그래픽|photo|video)\s?[\])>]",
        r"(?i)\W*(?:url|링크|주소)\s?(?:이|가)?\s?복사(?:하기|되었습니다\.?)?\W*",
        r"(?i)\W*(?:공유하기|기사\s?공유(?:하기)?|스크랩하기|인쇄하기|프린트하기|기사\s?저장(?:하기)?|본문\s?듣기)\W*",
        r"(?i)\W*(?:글자|글씨|폰트)\s?크기(?:\s?(?:조절|변경|조정|설정))?(?:\s?(?:작게|크게|보통|가|[+\-]))*\W*",
        rf"(?i)\W*share (?:this|the) (?:article|story|post|page)(?: (?:on|by) (?:{_PLATFORM}|e-?mail))?\W*",
        (
            r"(?i)\W*(?:(?:follow|like|find|join) (?:us|me)|follow (?:@[\w.]{1,40}|[^@.:,;]{2,40}))"
            rf" on {_PLATFORM}"
            rf"(?:[\s,/&|:·]|(?:and|at|or|follow|like|us|on)\b|{_PLATFORM}|@[\w.]{{1,40}}(?![\w.]))*\W*"
        ),
        r"(?i)\W*(?:read (?:more|also|next)|also read)(?:\s?[:：|].{1,200})?\W*",
        # a full stop makes it a sentence of the story: "Related: two men were arrested."
        (
            r"(?i)\W*(?:related(?: (?:articles?|stor(?:y|ies)|coverage|news))?|관련\s?(?:기사|뉴스))\s?"
            r"(?:[:：|]|\])\s?.{0,200}[^.…”\"]"
        ),
        r"(?i)\W*(?:tags?|filed under|태그|해시태그)\s?[:：].{0,200}[^.…”\"]",
        r"(?i)\W*advertisements?(?:\W{1,5}(?:continue|scroll)\b[\w ]{0,40})?\W*|\W*광고\W*",
        r"(?i)\W*(?:story|article) continues (?:below|after)(?: (?:the |this )?(?:ad|advertisement)s?)?\W*",
        r"(?i)[\[(<]\s?(?:end|끝)\s?[\])>]|-\s?(?:30|end|끝)\s?-|#{3}",
        (
            rf"\W*{_PORTAL}(?:에서|으로|로)\s[^.。!?,]{{0,60}}(?:구독|채널\s?추가|팔로우)(?:하기|하세요|해\s?주세요)?\W*"
            rf"|\W*{_PORTAL}[^.。!?,]{{0,40}}(?:구독|추가|팔로우)(?:하기|하세요)\W*"
        ),
        r"[^.。!?]{1,60}\s?구독하기\W*",
        (
            r"\W*(?:기사\s?)?제보(?:\s?(?:및|·)\s?(?:문의|보도자료))?(?:는|하기|\s?[:：])\s?"
            r"(?:카카오톡|카톡|이메일|메일|전화|텔레그램|[\w.+-]{1,64}@).{0,100}"
        ),
        r"\W*(?:독자\s?)?여러분의\s?(?:소중한\s?)?제보를?\s?(?:기다립니다|받습니다)\W*",
        (
            r"(?i)\W*(?:sign up (?:for|to)|subscribe to) (?:our|the) (?:[\w-]+ ){0,3}newsletters?"
            r"(?: here| today)?\W*"
        ),
        r"(?i)\W*(?:change |adjust )?(?:font|text) size(?:\s?(?:small|large|medium|[+\-]|a[+\-]?))*\W*",
    )
)
_SHARING_TEXT = """
공유 페이스북 트위터 카카오톡 카카오스토리 카카오 네이버 네이버블로그 밴드 블로그 라인 텔레그램 인쇄
프린트 스크랩 댓글 좋아요 이메일 메일 가 가+ 가- 크게 작게 저장 북마크 닫기 글자크기 share facebook
twitter x email e-mail mail print kakaotalk kakao line telegram whatsapp linkedin reddit pinterest
threads bookmark save scrap listen a a+ a- comments comment like copy link url font size tweet
messenger 공유하기 퍼가기 복사 복사하기 링크 url복사 링크복사 주소복사 엑스
"""
_SHARING = frozenset(_SHARING_TEXT.split())
_SHARING_GAP = re.compile(r"[\s|│ㅣ/·•,()\[\]]+|(?<!\S)\d{1,6}(?!\S)")
_SHARE_ON = re.compile(r"(?i)\bshare (?:on|via|to|by)\b")
_HASHTAG = re.compile(r"#[^\W\d_]\w{0,30},?")
_RELATED = re.compile(
    r"(?i)\W*(?:관련\s?(?:기사|뉴스|이슈)|이\s?시각\s?주요\s?(?:뉴스|기사)"
    r"|(?:가장\s?)?많이\s?본\s?(?:기사|뉴스)|주요\s?기사|인기\s?기사|추천\s?(?:기사|뉴스)|함께\s?보면\s?좋은\s?기사"
    r"|related (?:articles?|stories|news|links?)|most (?:read|viewed|popular)"
    r"(?: articles?| stories)?|more stories|recommended(?: articles?| stories)?|you may also like)\W*"
)
_ARROW = re.compile(r"\s*[▶▷►☞▸]")
_ARROW_POINTER = re.compile(rf"(?i)\s*[▶▷►☞▸].*(?:바로\s?가기|관련\s?기사|구독|보러\s?가기|제보|{_URL})")
_SENTENCE_END = re.compile(r"[.!?。…][”\"’'」』)\]]*$")


def is_prose(line: str) -> bool:
    """Whether the line looks like a paragraph of the story: 25 characters or more that end as a sentence."""
    return len(line) >= 25 and _SENTENCE_END.search(line) is not None


def take_link(lines: Sequence[str]) -> tuple[str, list[str]]:
    """The URL of the other edition that the page's button names, or "", and the lines without the button.

    >>> take_link(["금리", "button that move to original korean article", "https://www.hanbit.example/1.html"])
    ('https://www.hanbit.example/1.html', ['금리'])
    """
    link, kept, awaits_url = "", [], False
    for line in lines:
        if awaits_url and line.strip():
            awaits_url = False
            if match := re.fullmatch(rf"\W*({_URL})\W*", line):
                link = link or match[1]
                continue
        if pointer := _POINTER.fullmatch(line):
            link = link or pointer["url"]
        elif (url := _button_url(line)) is not None:
            link = link or url
            awaits_url = not url
        else:
            kept.append(line)
    return link, kept


def drop_furniture(lines: Sequence[str]) -> list[str]:
    """The lines that belong to the story, blank lines included.

    Share words and arrows on their own go only before the first and after the last paragraph.
    """
    kept: list[str] = []
    first, last = _story_bounds(lines)
    in_related = False
    for position, line in enumerate(lines):
        is_outside = position < first or position > last
        if _RELATED.fullmatch(line):
            in_related = True
        elif in_related and (not line or _is_related_entry(line, after_story=position > last)):
            continue
        elif not _is_furniture(line, is_outside=is_outside):
            in_related = False
            kept.append(line)
    return kept


def _button_url(line: str) -> str | None:
    """The URL beside the button's words, "" for the words alone; None where the line says more."""
    if len(line) > 2500 or not _BUTTON.search(line):
        return None
    url = re.search(_URL, line)
    rest = _BUTTON.sub("", line.replace(url[0], "") if url else line)
    if re.sub(r"\W|원문|보기|_", "", rest):
        return None
    return url[0] if url else ""


def _story_bounds(lines: Sequence[str]) -> tuple[int, int]:
    prose = [
        n for n, line in enumerate(lines) if is_prose(line) and not _is_furniture(line, is_outside=False)
    ]
    return (prose[0], prose[-1]) if prose else (0, len(lines))


def _is_related_entry(line: str, *, after_story: bool) -> bool:
    if is_prose(line):
        return False
    return bool(re.match(r"\s*(?:[▶▷►☞▸•·\-*]|\d{1,2}[.)\s]|https?:)", line)) or (
        after_story and len(line) <= 100
    )


def _is_furniture(line: str, *, is_outside: bool) -> bool:
    if not line or len(line) > 300:
        return False
    if any(pattern.fullmatch(line) for pattern in _ALWAYS):
        return not _is_reported(line)
    if _is_sharing(line, least=1 if is_outside else 3) or _are_hashtags(line, least=1 if is_outside else 2):
        return True
    if is_outside and re.fullmatch(rf"\W*(?:{_URL}|[\w.+-]{{1,64}}@[\w.-]{{1,80}})\W*", line):
        return True
    is_arrow = _ARROW if is_outside else _ARROW_POINTER
    return bool(is_arrow.match(line)) and not is_prose(line)


def _is_reported(line: str) -> bool:
    """A sentence of the story about such words, such as a report on copyright."""
    return (
        re.search(r"(?:다|요)[.”\"’']*$", line) is not None
        and "금합니다" not in line
        and not re.search(
            r"되었습니다|제보를?\s?(?:기다립|받습)니다|(?:구독|추가|팔로우)(?:하|해\s?주)세요", line
        )
    )


def _is_sharing(line: str, *, least: int) -> bool:
    words = [word.casefold() for word in _SHARING_GAP.split(_SHARE_ON.sub("share ", line)) if word]
    return len(words) >= least and all(word in _SHARING for word in words)


def _are_hashtags(line: str, *, least: int) -> bool:
    words = line.split()
    return len(words) >= least and all(_HASHTAG.fullmatch(word) for word in words)
