"""How Korean asks about an article itself: expressions for each field, and the words around the story."""

from __future__ import annotations

import re

from qa_bot.masthead.ways import Field, Ways, frame, not_after, ways

# a driver, a craftsman or a knight, and 기사 within 전기사용
_DRIVERS = ("버스", "택배", "운전", "대리", "택시", "트럭", "배달", "화물", "셔틀", "퀵", "지게차", "크레인")
_DRIVER = not_after(*_DRIVERS, *(f"{kind} " for kind in _DRIVERS), "수리", "설치", "프로", "흑", "백")
# a press release, a crosswalk, a pavement, and 보도 within 예보도 and 정보도
_OWN_NEWS = r"(?<![예정담행홍통특경제확횡후]보)(?<![예정담홍통특경제확단후])보도(?!자료|블[록럭]|육교)"
_ARTICLE = (
    rf"(?:{_DRIVER}기사(?!회생|[용업항상건실들님단도화]|작위|식당|자격|시험)|{_OWN_NEWS}|뉴스|소식(?![통지란])|칼럼(?!니스트)"
    r"|리포트|기획(?=\s?(?:기사|보도|시리즈|연재))|(?<![가-힣])사설(?=(?:을|를|은|는|이|의)?\s*(?:누|언|쓴|수|며|$|[?])))"
)
# "때" may end a question, but begins many other words
_WHEN = r"(?:언제|시각|시간|날짜|일시|일자|며칠|몇\s*일|몇\s*월|몇\s*시|때는|때가|때\W*$|시점)"
_PUBLISHED = (
    r"(?:등록|게재|게시|실린|실렸|실려|올라|올린|올렸|나온|나왔|나갔|보도된|보도됐|보도되|발행|입력|출고|송고"
    r"|공개된|공개됐|떴|뜬|작성된|작성됐|작성\s*(?:시각|시간|일))"
)
_MODIFIED = r"(?:수정|고친|고쳐|고쳤|손본|손봤|손질|업데이트|업뎃|갱신|정정)"
_WROTE = r"(?:쓴|썼|써|작성|보도한|보도했|취재|전한|전했|다룬|다뤘|기고|집필|송고)"
_WRITER = r"(?:기자|특파원|필자|글쓴이|작성자)"
_STAMP = r"(?:일시|일자|일|날짜|시각|시간)"

WAYS: Ways = ways(
    modified=(
        (_ARTICLE, _WHEN, _MODIFIED),
        (_ARTICLE, rf"(?:최종|마지막|최근)\s*{_MODIFIED}|{_MODIFIED}\s*{_STAMP}"),
    ),
    published=(
        (_ARTICLE, _WHEN, _PUBLISHED),
        (_ARTICLE, rf"(?:게재|등록|게시|보도|발행|입력|출고|작성)\s*{_STAMP}(?![가-힣]*(?:보|전|정))"),
        (rf"(?:게재|보도)\s*{_STAMP}(?![가-힣]*(?:보|전|정))",),
        (rf"{_ARTICLE}(?:의|가|는)?\s*(?:날짜|시각|일자|일시|언제\s*(?:거|것|기사|꺼))",),
        (rf"(?:언제|며칠|몇\s*일)\s*(?:적|쯤|자)?\s*{_ARTICLE}",),
    ),
    author=(
        (_ARTICLE, rf"(?:누가|누구|어느\s*기자|어떤\s*기자|무슨\s*기자).*{_WROTE}"),
        (_ARTICLE, rf"{_WROTE}.*(?:누구|누가|사람|이름)"),
        (r"(?:누가|누구).*(?:취재|보도)",),
        (rf"{_WROTE}[가-힣]*\s*{_WRITER}|{_ARTICLE}.*{_WRITER}|바이라인",),
        (rf"{_WRITER}(?:의)?\s*(?:이름|성함|누구)",),
    ),
)

FRAME = frame(
    r"(?:영문판|영어판|한국어판|국문판|한글판|영문|영어|한국어|한글)(?:의|은|는)?(?=\s|\s*기사)",
    rf"{_ARTICLE}(?:를|을|가|는|은|의|에서|에)?(?=[\s?.,]|$|누|언|쓴|등|수|최|작|게)",
    r"(?:누가|누구\S*|어느 기자\S*|어떤 기자\S*|언제\S*|뭐야|뭔가요|무엇\S*|몇\s*시\S*|며칠\S*)",
    r"(?:마지막으로|최종|처음|나중에|소식|내용|관련|대한)",
    r"(?:다룬|전한|보도한|취재한|쓴|작성한|실린|올라온|나온|등록된|게재된|수정된|고쳐진)",
    r"(?:올라왔|등록|게재|게시|업뎃|업데이트|수정|썼|나왔|실렸|손봤|손본)\S*",
    rf"{_WRITER}(?:들)?(?:는|은|가|의)?(?=\s|$|\?)",
    r"(?:이름|시각|시간|날짜|때)(?:은|는|이|가)?(?=\s|$|\?)|사람(?:은|이)|그게(?=\s|$)",
)
EDITION_WORDS = r"\s*(?:판|기사|본)"

# What may follow the article in a question about it: who or when, what was done to it, and how one asks.
_ASKING = (
    r"어느|어떤|무슨|뭐|뭔|무엇|이름|성함|사람|그게|그거|최초|처음|최종|마지막|최근|나중|지금|이후|다시|혹시|정확|아시|아나|알"
    r"|궁금|확인|싶|찾|주세|주시|주십|부탁|말[씀해]|가르|인가|이에|있|됐|됨|했|영문|영어|한국어|국문|한글|관련|대한|대해|내용|우리"
    r"|홈페이지|사이트|신문|지면|온라인|인터넷|바이라인|직접|담당|맡|해당|한번|하고|되[었어]|바[라랍]"
)
_DONE = rf"{_PUBLISHED}|{_MODIFIED}|{_WROTE}|실[렸린려]|올[라랐렸린]|게시|입력|등록|발행|보도|취재|업뎃|떴|뜬"
_PARTICLES = r"(?:에서|에는|에|은|는|이|가|을|를|의|도|로|분|들|한|했|된|됐|하|해|님|본|판|자|쯤|경)*"
_COPULA = r"(?:(?:이?[야죠요]|예요|에요|인[가지데]|임|입니|일까|였|이었|이냐|냐|지)[가-힣]*)?"
_SHORT = r"수|적|게|건|거|것|걸|분|글|좀|이|그|저|본|판|한|된|돼|해|줘|월|일|시|날|때|뭐|및|와|과|자|꺼"
_WHO = r"누가|누구(?!에게|한테|를|와|랑)|누군|(?:취재\s?)?기자|특파원|필자|글쓴이|작성자"
_DATE = r"언[제재]|몇|며칠|시각|시간|시점|일시|일자(?!리)|날짜"
_WORDS: dict[Field, str] = {"author": _WHO, "published": _DATE, "modified": _DATE}
_FOLLOWING = {
    field: re.compile(rf"(?:(?:{words}|{_DONE}|{_ASKING})[가-힣]*|(?:{_SHORT}){_PARTICLES}{_COPULA})")
    for field, words in _WORDS.items()
}
_ATTACHED = re.compile(rf"{_PARTICLES}{_COPULA}")
_ARTICLES = re.compile(_ARTICLE)
_ANCHORS = re.compile(rf"{_WRITER}|바이라인|(?:게재|보도)\s*{_STAMP}|취재")
_APPEARED, _CHANGED = re.compile(_PUBLISHED), re.compile(_MODIFIED)
_TOLD = re.compile(rf"소식(?:은|을|이)?\s(?:.*\s)?전[한했](?!.*{_WRITER})")
_SENT = re.compile(r"소식을\s(?:.*\s)?올[렸린]")
# A reporter that something befell, or who wrote anything but news.
_OTHERS = re.compile(
    rf"(?:[된던진린난친긴킨힌은]|당한)\s{_WRITER}"
    rf"|(?:책|편지|소설|일기|논문|보고서|가사|성명서?|탄원서|유서)[을를]?\s(?:쓴|작성한)\s{_WRITER}"
)


def tells(question: str, field: Field) -> bool:
    """Whether a question that speaks of an article asks, all the same, of what a story tells.

    >>> tells("칼럼 필자는 언제 입사했나?", "author"), tells("칼럼 필자는 누구인가?", "author")
    (True, False)
    """
    articles = list(_ARTICLES.finditer(question))
    if _TOLD.search(question) if field == "author" else _SENT.search(question):
        return True
    if not articles and _OTHERS.search(question):
        return True
    anchors = articles or list(_ANCHORS.finditer(question))
    rest = question[anchors[-1].end() :] if anchors else ""
    # "고쳤다는 기사는 언제 나왔나": what was changed is told, what is asked is another time.
    if field == "modified" and _APPEARED.search(rest) and not _CHANGED.search(rest):
        return True
    return not _only_asks(rest, field)


def _only_asks(rest: str, field: Field) -> bool:
    attached, *words = re.split(r"[^\w]+", rest) if rest else [""]
    following = _FOLLOWING[field]
    start = _ATTACHED.match(attached)
    free = attached[start.end() :] if start else attached
    return all(_ATTACHED.fullmatch(word) or following.fullmatch(word) for word in (free, *words))
