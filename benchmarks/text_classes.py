"""Short texts of named classes, written for `vocabulary.py`: what a vocabulary could be too small for.

People are made up. Names are put into a sentence of news before they are searched and read, so that only
the name differs from class to class; texts are taken as they are.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from qa_bot.types import Language


@dataclass(frozen=True, slots=True)
class Names:
    """People that an article of `language` writes about, in the script of their passport."""

    language: Language
    people: tuple[str, ...]

    def sentence(self, person: str) -> str:
        """One sentence of news about a person."""
        return SENTENCES[self.language].format(person)

    def question(self, person: str) -> str:
        """A question that only the sentence about this person answers."""
        return QUESTIONS[self.language].format(person)


SENTENCES: dict[Language, str] = {
    "ko": "{} 씨가 산악연맹의 새 이사장으로 뽑혔다.",
    "en": "{} was elected the new chair of the alpine federation.",
}
QUESTIONS: dict[Language, str] = {
    "ko": "{} 씨는 무슨 자리에 뽑혔나?",
    "en": "What was {} elected to be?",
}
BEFORE: dict[Language, str] = {
    "ko": "산악연맹은 12일 정기총회를 열었다.",
    "en": "The alpine federation met on Tuesday.",
}
AFTER: dict[Language, str] = {
    "ko": "전임 이사장 김영철 씨는 고문을 맡는다.",
    "en": "The outgoing chair, Paul Smith, becomes an adviser.",
}
WHO: dict[Language, str] = {
    "ko": "산악연맹의 새 이사장으로 뽑힌 사람은 누구인가?",
    "en": "Who was elected the new chair of the alpine federation?",
}


def _names(language: Language, people: str) -> Names:
    return Names(language, tuple(person.strip() for person in people.split(",")))


NAMES = {
    "Korean names": _names(
        "ko",
        "김현수, 박지민, 이서연, 최도윤, 정하은, 강민준, 조수빈, 윤서준, 장예린, 임태호, 한지우, 오세훈",
    ),
    "English names": _names(
        "en",
        "John Miller, Emma Clarke, David Turner, Sarah Bennett, James Cooper, Laura Hughes, Peter Walsh, "
        "Alice Morgan, Henry Foster, Grace Palmer, Simon Reed, Julia Barnes",
    ),
    "Latin names without accents": _names(
        "en",
        "Oluwaseun Adeyemi, Siti Rahmawati, Priyanka Chaudhuri, Thandiwe Mkhize, Giuseppe Bonfiglioli, "
        "Agnieszka Mazur, Joost van Nieuwkerk, Kwabena Asante, Ruslan Akhmetov, Tomoko Hasegawa, "
        "Zhang Xiaoqing, Bhumibol Srisuk",
    ),
    "Latin names with accents": _names(
        "en",
        "Jürgen Größler, Björn Åkesson, Zdeněk Dvořáček, Łukasz Wiśniewski, Gülşen Özdoğan, Szabó Enikő, "
        "Þórdís Björnsdóttir, Mihăiță Țurcanu, François Lefèvre, Iñaki Muñoz, João Gonçalves, Ģirts Bērziņš",
    ),
    "Vietnamese names": _names(
        "en",
        "Nguyễn Thị Hằng, Trần Hữu Phước, Đặng Quỳnh Như, Phạm Đức Thuận, Lê Ngọc Diễm, Hoàng Văn Sự, "
        "Võ Thị Mỹ Lệ, Bùi Xuân Trường, Đỗ Khắc Việt, Ngô Bảo Quyên, Dương Tấn Lộc, Lý Thị Ánh Tuyết",
    ),
    "Korean names in Hanja": _names(
        "ko",
        "金鉉洙, 洪準杓, 鄭瑗熙, 崔旼浚, 裵珉宣, 具謨燮, 尹炅勳, 申槿英, 權鎔柱, 柳昊鍾, 趙晟旭, 南宮珏",
    ),
    "Chinese names": _names(
        "ko",
        "邹德龙, 聂文渊, 汪婷芳, 谭咏麟, 欧阳倩, 郭晓鹏, 赵雪琴, 庞志刚, 邵逸航, 梁绮雯, 温俊霖, 蔡蕴怡",
    ),
    "Japanese names": _names(
        "ko",
        "高橋さくら, 斎藤遥斗, 渡邊綾, 小野寺ひかり, 長谷川蓮, タナカ・ユウキ, 佐々木翔, 榊原みづき, "
        "藤堂颯太, アンドウ・リナ, 桐生柊, 宮崎あおい",
    ),
    "Cyrillic names": _names(
        "en",
        "Володимир Шевчук, Наталья Кузнецова, Алексей Морозов, Олена Коваленко, Дмитрий Лебедев, "
        "Светлана Орлова, Никола Јовановић, Тарас Гриценко, Ирина Соколова, Павел Жуков, Юлия Зайцева, "
        "Георги Димитров",
    ),
    "Greek names": _names(
        "en",
        "Γιώργος Παπαδάκης, Ελένη Νικολάου, Κώστας Γεωργίου, Μαρία Αλεξίου, Νίκος Ιωάννου, Σοφία Δήμου, "
        "Πέτρος Λάμπρου, Άννα Ζαχαρίου, Θανάσης Ρήγας, Ειρήνη Βλάχου, Χρήστος Φωτίου, Δέσποινα Ξένου",
    ),
    "Arabic names": _names(
        "en",
        "محمد الحسن, فاطمة الزهراني, أحمد منصور, ليلى خوري, يوسف حداد, مريم العلي, خالد النجار, "
        "سارة عثمان, عمر الشريف, نور الدين, هدى صالح, طارق بدوي",
    ),
    "Thai and Devanagari names": _names(
        "en",
        "สมชาย ใจดี, ปราณี ทองสุข, อนันต์ ศรีสุข, วิภา แก้วมณี, ธนา พงษ์ไทย, กมล รักชาติ, राजेश कुमार, "
        "सुनीता शर्मा, अमित वर्मा, प्रिया सिंह, विजय गुप्ता, नेहा जोशी",
    ),
    "names with rare Hangul": _names(
        "ko",
        "김믜슬, 박뢔니, 이쀼세, 최굥하, 정똠이, 강햏수, 조핰구, 윤뻰찬, 장왘수, 임쑝이, 한큥서, 오쨘나",
    ),
}

_KOREAN = (
    "한국은행이 기준금리를 3.5%로 동결했다.",
    "해송시는 내년 봄 연날리기 축제를 다시 연다고 밝혔다.",
    "검찰은 회사 대표의 집과 사무실을 압수수색했다.",
    "태풍이 지나간 뒤 항구에는 어선이 하나도 남지 않았다.",
)
TEXTS = {
    "Hanja in headlines": (
        "韓美 정상, 北 비핵화 해법 논의",
        "與野, 예산안 처리 합의 불발",
        "日 총리 訪中… 美는 촉각",
        "尹 대통령, 英 의회 연설",
        "檢, 前 장관 소환 조사",
        "中 관영매체 “對美 관세 철회를”",
    ),
    "rare Hanja": (
        "그의 처지는 첩첩산중이 아니라 魑魅魍魎의 소굴이었다.",
        "왕은 신하들의 跼蹐한 태도를 나무랐다.",
        "饕餮 무늬가 새겨진 청동 솥이 출토됐다.",
        "현판에는 ‘澹泊寧靜’ 네 글자가 남아 있다.",
        "비문의 ‘瀛洲’는 제주를 가리킨다.",
        "국보 ‘靑磁 象嵌 雲鶴文 梅甁’이 공개됐다.",
    ),
    "rare Hangul": (
        "똠얌꿍 맛집 ‘쀼쀼네’가 문을 닫았다.",
        "펲시와 콬의 여름 광고 전쟁",
        "굥장히 잘했다며 햏자들이 몰려왔다.",
        "그는 ‘앜’ 하는 소리와 함께 뒤로 넘어졌다.",
        "설믜와 갊아는 옛말에서 온 이름이다.",
        "찦차가 눈길을 쓩 하고 지나갔다.",
    ),
    "slang": (
        "ㅋㅋㅋㅋ 진짜 개꿀잼이네",
        "ㅠㅠ 오늘도 갑분싸 실화냐",
        "킹받네 ㄹㅇ… 존버가 답이다",
        "주식 떡상 가즈아ㅏㅏ",
        "이거 완전 JMT 인정? ㅇㅇㅈ",
        "머선129 ㄷㄷ 읭? 웅앵웅",
    ),
    "emoji": (
        "축제가 시작됐다 🎉🎏",
        "우리 팀이 이겼다 🇰🇷🏆🔥",
        "오늘 저녁은 떡볶이 🍜😋",
        "엄마 아빠 사랑해요 👨‍👩‍👧‍👦❤️",
        "Well done 👏🏽👏🏽 see you at the game ⚽️",
        "새로 나온 이모지 🫠🫡🪿",
    ),
    "symbols and units": (
        "시속 120㎞로 300㎡를 덮쳤다.",
        "기온은 −3.5℃, 습도 40%였다.",
        "㈜한빛은 전년 대비 △5.2% 줄었다고 공시했다.",
        "① 서울 ② 부산 ③ 대구 → ④ 광주 ※ 순서 무관",
        "미세먼지 농도 81㎍/㎥, 오존 0.03ppm",
        "「민법」 제3조 〈개정〉·【별표 2】 참조 ☎ 02-123-4567",
    ),
    "numbers": (
        "1조 2,345억 6천만 원",
        "2024년 5월 3일 오후 3시 07분",
        "3.14159, 1/3, 99.9%, −42",
        "$1.13bn (£600m), up 76%",
        "010-1234-5678, 06234",
        "Ⅳ장 12절, 3²=9, H₂O",
    ),
    "code and addresses": (
        "https://www.hanbit.example/news/view?id=20240503&page=2#top",
        'pip install qa_bot[mcp]==0.4.0 && qa-bot ask "…"',
        "def read(path: Path) -> dict[str, int]: return json.loads(path.read_text())",
        "press@harbour-news.example",
        "C:\\Users\\hanbit\\뉴스\\2024\\기사.docx",
        '<a href=\'/ko/\'>한국어</a> {"lang": "ko"}',
    ),
    "Hangul, decomposed, as typed": tuple(unicodedata.normalize("NFD", text) for text in _KOREAN),
    "Hangul, decomposed, behind the door": _KOREAN,
}
