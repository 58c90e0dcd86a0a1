"""How Korean asks about an article itself: expressions for each field, and the words around the story."""

from __future__ import annotations

from qa_bot.masthead.ways import Ways, frame, ways

_ARTICLE = r"(?:기사|보도|뉴스|소식|칼럼|리포트|기획|사설)"
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
        (rf"(?:게재|등록|게시|보도|발행|입력|출고)\s*{_STAMP}(?![가-힣]*(?:보|전|정))",),
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
