"""Words and their opposites, in the forms that questions and articles have them in, for English and Korean.

They are put one for the other to make questions that a text nearly answers. Within a pair either takes the
other's place without the sentence breaking; a word of several opposites has its first one here.
"""

from __future__ import annotations

import re

_ENGLISH = """
high/low higher/lower highest/lowest large/small larger/smaller largest/smallest big/small bigger/smaller
biggest/smallest greater/lesser greatest/least most/least more/fewer less/more longer/shorter
longest/shortest long/short tall/short taller/shorter tallest/shortest old/young older/younger
oldest/youngest early/late earlier/later earliest/latest first/last before/after fast/slow faster/slower
fastest/slowest rich/poor richer/poorer richest/poorest hot/cold hotter/colder hottest/coldest warm/cool
warmer/cooler warmest/coolest dry/wet drier/wetter driest/wettest strong/weak stronger/weaker
strongest/weakest strength/weakness hard/easy harder/easier heavy/light heavier/lighter heaviest/lightest
deep/shallow deepest/shallowest wide/narrow wider/narrower widest/narrowest thick/thin thicker/thinner
nearest/farthest closest/farthest north/south northern/southern northeast/southwest northwest/southeast
northeastern/southwestern northwestern/southeastern east/west eastern/western upper/lower above/below
inside/outside internal/external inner/outer interior/exterior indoor/outdoor domestic/foreign import/export
imports/exports imported/exported increase/decrease increases/decreases increased/decreased
increasing/decreasing rise/fall rises/falls rose/fell rising/falling grow/shrink grew/shrank
growing/shrinking growth/decline gained/lost gain/lose gains/losses win/lose wins/loses won/lost
winner/loser winning/losing victory/defeat victories/defeats begin/end began/ended begins/ends beginning/end
start/finish started/finished starts/finishes open/close opened/closed opens/closes opening/closing
build/destroy built/destroyed constructed/demolished construction/demolition create/destroy
created/destroyed creation/destruction add/remove added/removed include/exclude included/excluded
includes/excludes accept/reject accepted/rejected accepts/rejects allow/forbid allowed/forbidden
allows/forbids permitted/prohibited legal/illegal support/oppose supported/opposed supports/opposes
supporters/opponents supporter/opponent agree/disagree agreed/disagreed agreement/disagreement
approved/rejected loved/hated friend/enemy friends/enemies ally/enemy allies/enemies attack/defend
attacked/defended attacks/defends attacking/defending buy/sell bought/sold buys/sells buyer/seller
buyers/sellers give/take gave/took given/taken gives/takes send/receive sent/received sends/receives
arrive/depart arrived/departed arrives/departs arrival/departure save/waste saved/wasted safe/dangerous
success/failure successful/unsuccessful succeed/fail succeeded/failed possible/impossible able/unable
known/unknown common/rare popular/unpopular complete/incomplete completed/abandoned public/private
male/female males/females men/women man/woman husband/wife father/mother fathers/mothers son/daughter
sons/daughters brother/sister brothers/sisters king/queen boy/girl boys/girls positive/negative good/bad
better/worse best/worst advantage/disadvantage advantages/disadvantages benefits/harms maximum/minimum
major/minor majority/minority active/inactive alive/dead life/death birth/death urban/rural ancient/modern
traditional/modern day/night morning/evening summer/winter spring/autumn peace/war guilty/innocent
plaintiff/defendant vertebrate/invertebrate visible/invisible direct/indirect directly/indirectly
formal/informal regular/irregular dependent/independent liberal/conservative teacher/student
teachers/students employer/employee employers/employees doctor/patient doctors/patients parents/children
hired/dismissed appointed/dismissed praise/criticize praised/criticized encourage/discourage
encouraged/discouraged raise/lower raised/lowered expand/reduce expanded/reduced always/never often/rarely
usually/seldom frequently/rarely permanent/temporary natural/artificial physical/mental light/dark
single/multiple simple/complex cause/prevent caused/prevented causes/prevents protect/harm protected/harmed
protects/harms help/hinder helped/hindered previous/next former/current past/future presence/absence
lack/abundance with/without survived/died connected/separated divided/united same/different
similar/different similarities/differences export/import landed/departed winner/loser profit/loss
profits/losses surplus/deficit demand/supply buyer/seller offense/defense offensive/defensive host/guest
home/away senior/junior ally/rival maintained/abandoned retained/abandoned
"""
_KOREAN = """
최초의/마지막 처음/마지막 높은/낮은 높아진/낮아진 높았던/낮았던 큰/작은 많은/적은 많이/적게 긴/짧은
늘어난/줄어든 늘었/줄었 늘린/줄인 늘렸/줄였 증가/감소 상승/하락 올랐/내렸 오른/내린 올린/내린 확대/축소
강화/완화 찬성/반대 지지/반대 승리/패배 성공/실패 공격/방어 수출/수입 개막/폐막 개장/폐장 개통/폐쇄
개교/폐교 시작/종료 입학/졸업 입사/퇴사 취임/퇴임 출발/도착 합법/불법 유죄/무죄 남성/여성 남자/여자
아버지/어머니 아들/딸 남편/아내 북쪽/남쪽 동쪽/서쪽 북부/남부 동부/서부 북한/남한 상류/하류 내부/외부
안쪽/바깥쪽 국내/해외 공개/비공개 정규직/비정규직 흑자/적자 이익/손실 매수/매도 구매/판매 생산/소비
수요/공급 최대/최소 최고/최저 다수/소수 장점/단점 강점/약점 긍정/부정 낙관/비관 호황/불황 전진/후퇴
진보/보수 여당/야당 원고/피고 가해자/피해자 고용/해고 임명/해임 채용/해고 합격/탈락 허용/금지 허가/금지
승인/거부 수락/거절 동의/반대 가입/탈퇴 연결/분리 통합/분할 건설/철거 설치/철거 파괴/건설 추가/삭제
포함/제외 이전/이후 상반기/하반기 전반기/후반기 오전/오후 여름/겨울 봄/가을 과거/미래 전쟁/평화 아군/적군
선배/후배 스승/제자 도시/농촌 실내/실외 자연/인공 직접/간접 공식/비공식 영구/임시 유료/무료 칭찬/비판
호평/혹평 개선/악화 회복/악화 좋은/나쁜 빠른/느린 빠르게/느리게 강한/약한 무거운/가벼운 넓은/좁은 깊은/얕은
두꺼운/얇은 밝은/어두운 뜨거운/차가운 더운/추운 젊은/늙은 오래된/새로운 쉬운/어려운 안전/위험 가능/불가능
유입/유출 입국/출국 출생/사망 결혼/이혼 창간/폐간 창단/해체 설립/해산 도입/폐지 상위/하위 왼쪽/오른쪽
좌측/우측 이상/이하 초과/미만 절상/절하 인상/인하 강세/약세 호재/악재 승격/강등 당선/낙선 체포/석방
입원/퇴원 기소/석방 증축/철거 부유한/가난한 앞선/뒤진 전반전/후반전 친정부/반정부 민주/독재 합병/분할
착륙/이륙 입항/출항 매입/매각 흡수/분리
"""


def _table() -> dict[str, str]:
    pairs = [pair.partition("/")[::2] for pair in (_ENGLISH + _KOREAN).split()]
    backward = {second: first for first, second in reversed(pairs)}
    return backward | dict(reversed(pairs))


OPPOSITES = _table()
# A Korean word begins where no syllable stands before it; behind it its particles follow.
OPPOSITE_WORDS = re.compile(
    "|".join(
        rf"\b{word}\b" if word.isascii() else rf"(?<![가-힣]){word}"
        for word in sorted(OPPOSITES, key=len, reverse=True)
    )
)
