"""What papers print behind the last sentence of a story in the same paragraph: byline, e-mail, copyright.

Pieces are cut from the end backwards, each only where it can be nothing else; in doubt it stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa_bot.ingest.bylines import Byline, is_full_name, read_byline

_URL = r"https?://[^\s<>\[\]()\"']{3,200}"
_ADDRESS = r"[A-Za-z0-9_.+-]{1,64}@[\w-]{1,60}(?:\.[\w-]{1,30}){1,4}"
_SENTENCE_END = r"(?:\A|[.!?。…][”\"’'」』)\]]{0,3}\s{0,2})"
_ANY_END = r"(?:\A|(?<=[\s.!?。…”\"’'」』)\]>]))"
_NO_COPYING = (
    r"무단\s?전재(?:\s?[-·,및와과&]{0,2}\s?(?:무단\s?)?(?:재?배포|복제|AI\s?학습[^.]{0,12})){0,4}"
    r"\s?(?:를|을)?\s?금(?:지|합니다)[^가-힣\w]{0,10}"
)
_REPORT_TO = r"기사\s?문의\s?(?:및|·)\s?제보\s?[:：]\s?(?:카톡|카카오톡|라인|이메일|메일|전화)[^.!?]{1,60}"
_TIPS = r"여러분의\s?(?:소중한\s)?제보를?\s?(?:기다립니다|받습니다)\.?\s?"
_PIECES = tuple(
    re.compile(rf"(?i){boundary}(?P<piece>{piece})\s*\Z")
    for boundary, piece in (
        (_ANY_END, r"[(<\[]\s?(?:끝|end)\s?[)>\]]"),
        (_ANY_END, rf"☞\s?공감언론\s?뉴시스(?:\s?{_ADDRESS})?"),
        (
            _ANY_END,
            (
                r"[☞▶▷►▸](?!.{0,100}[다요]\.)[^☞▶▷►▸]{1,100}(?:바로\s?가기|보러\s?가기|구독\s?(?:신청\s?)?하기)"
                rf"(?:</[^<>]{{1,12}}>)?\W{{0,5}}(?:{_URL})?"
            ),
        ),
        (_SENTENCE_END, r"[^.!?。…☞▶▷►▸]{1,40}(?<![을를])\s구독\s?(?:신청\s?)?하기"),
        (rf"(?:{_SENTENCE_END}|[)\]]\s)", rf"[가-힣A-Za-z]{{2,12}}\s{_REPORT_TO}"),
        (_ANY_END, _REPORT_TO),
        (
            _ANY_END,
            rf"(?:\[?[가-힣A-Za-z]{{2,10}}\]?(?:\s뉴스)?[은는]\s)24시간\s{_TIPS}(?:[▶▷►☞※]\s?[^▶▷►☞※]{{2,80}}){{0,6}}",
        ),
        (_ANY_END, rf"\[?\s?기사\s?원문(?:\s?(?:보기|링크))?\s?[-–:：]?\s?{_URL}\s?\]?"),
        (
            _ANY_END,
            (
                r"copyrights?\s?(?:ⓒ|©|\(c\)|\d{4})[^!?]{0,60}\ball rights reserved\b\.?\s?"
                rf"(?:{_NO_COPYING})?"
            ),
        ),
        (_ANY_END, r"[ⓒ©]\s?[^!?]{1,40}\ball rights reserved\b[.\s]{0,2}"),
        (_ANY_END, rf"[<\[(]?\s?(?:저작권자\s?(?:ⓒ|©|\(c\)|[:：])|[ⓒ©])[^.!?]{{1,50}}?{_NO_COPYING}"),
        (_SENTENCE_END, _NO_COPYING),
        (_ANY_END, r"[(\[]\s?(?:본|이)\s?기사는\s[^()\[\]]{2,30}부터\s?제공받은\s?기사입니다\.?\s?[)\]]"),
    )
)
# the dot within an address ends no sentence
_EMAIL = re.compile(rf"{_SENTENCE_END}(?<![A-Za-z0-9_+-]\.)(?P<piece>[(\[<]?\s?{_ADDRESS}\s?[)\]>]?)\s*\Z")
_BYLINE_START = re.compile(r"[.!?。…)\]>」][”\"’'」』)\]]{0,3}\s{0,2}(?=[가-힣A-Z\[(])")
_SIGNED = re.compile(rf"(?P<printed>(?:[A-Z]{{2,5}}\s)?(?P<name>[가-힣]{{3}}))\s?\({_ADDRESS}\)\s*")
# where the sentence before says what the address is for, it is the story's
_INVITATION = re.compile(
    r"(?i)문의|신청|접수|메일|연락|제보|보내(?:면|달|주|\s)|응모|주소|예약|e-?mail|contact|write|regist|apply|send|call|reach|address"
)
_NO_WRITER = re.compile(
    r"\W{0,2}(?:사진|영상|그래픽|촬영|편집|(?:[가-힣]{1,5}(?:부|팀|센터)|보도국|편집국)\s?기자)"
)
_LONGEST = 400
_MOST_PIECES = 8
# a caption of one or two sentences may end in its photographer's name
_LONG_PARAGRAPH = 200


def take_endings(paragraphs: Sequence[str], byline: Byline | None) -> tuple[Byline | None, list[str]]:
    """The byline, taken from the ending where none is known yet, and the paragraphs without that ending.

    >>> take_endings(["다리가 열렸다. 홍길동 기자 hong@hanbit.example (끝)"], None)[1]
    ['다리가 열렸다.']
    """
    kept = list(paragraphs)
    for _ in range(_MOST_PIECES):
        if not kept:
            break
        start = _find_furniture(kept[-1])
        if start is None and (signed := _find_byline(kept[-1])):
            if byline and not set(signed[1].names) <= set(byline.names):
                break
            start, byline = signed[0], byline or signed[1]
        if start is None or (len(kept) == 1 and not kept[-1][:start].strip()):
            break
        kept[-1:] = [rest] if (rest := kept[-1][:start].rstrip()) else []
    return byline, kept


def _find_furniture(paragraph: str) -> int | None:
    """Where the paragraph's last piece of furniture begins."""
    offset = max(0, len(paragraph) - _LONGEST)
    tail = paragraph[offset:]
    for pattern in _PIECES:
        if match := pattern.search(tail):
            return offset + match.start("piece")
    match = _EMAIL.search(tail)
    if match and not _is_invited(tail[: match.start("piece")]):
        return offset + match.start("piece")
    return None


def _find_byline(paragraph: str) -> tuple[int, Byline] | None:
    """Where the byline that ends the paragraph begins, and the byline."""
    offset = max(0, len(paragraph) - 100)
    tail = paragraph[offset:]
    for gap in _BYLINE_START.finditer(tail):
        piece = tail[gap.end() :].strip()
        byline = _read_signature(piece, before=tail[: gap.end()]) or _read_closing(
            piece, is_long=offset + gap.end() >= _LONG_PARAGRAPH
        )
        if byline:
            return offset + gap.end(), byline
    return None


def _read_closing(piece: str, *, is_long: bool) -> Byline | None:
    """A byline of a reporter with an address, in brackets, or behind a paragraph too long for a caption."""
    if _NO_WRITER.match(piece) or not re.search("기자|특파원|논설위원|통신원", piece):
        return None
    byline = read_byline(piece)
    is_sure = piece[:1] == "[" or "@" in piece
    return byline if byline and (is_sure or (is_long and all(map(is_full_name, byline.names)))) else None


def _read_signature(piece: str, *, before: str) -> Byline | None:
    """A reporter who signs with name and address alone: HBC 홍길동 (hong@hbc.example)."""
    match = _SIGNED.fullmatch(piece)
    if match is None or not is_full_name(match["name"]) or _is_invited(before):
        return None
    return Byline(match["printed"], (match["name"],))


def _is_invited(before: str) -> bool:
    return _INVITATION.search(before.rstrip()[-60:]) is not None
