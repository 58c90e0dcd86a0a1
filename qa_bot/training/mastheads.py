"""Training examples about who wrote an article and when it appeared, made from plain news text.

No public set asks this, but readers of a newspaper do. Names are put together from common parts, so they
name nobody.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qa_bot.text.normalize import normalize
from qa_bot.training.examples import TrainingExample

_SURNAMES = {"김": "Kim", "이": "Lee", "박": "Park", "최": "Choi", "정": "Jung", "강": "Kang", "조": "Cho"}
_SURNAMES |= {
    "윤": "Yoon", "장": "Jang", "임": "Lim", "한": "Han", "오": "Oh", "서": "Seo", "신": "Shin", "권": "Kwon",
    "황": "Hwang", "안": "Ahn", "송": "Song", "전": "Jeon", "홍": "Hong", "유": "Yoo", "고": "Ko",
}  # fmt: skip
_SYLLABLES = {"지": "Ji", "은": "eun", "민": "min", "수": "su", "현": "hyun", "서": "seo", "영": "young"}
_SYLLABLES |= {
    "준": "jun", "혜": "hye", "진": "jin", "아": "ah", "원": "won", "호": "ho", "경": "kyung", "희": "hee",
    "성": "sung", "주": "ju", "연": "yeon", "우": "woo", "나": "na", "태": "tae", "선": "sun", "재": "jae",
}  # fmt: skip

_WHO = {
    "ko": (
        "{} 기사를 쓴 기자는 누구인가?",
        "{} 기사는 누가 썼나요?",
        "{} 보도한 기자 이름",
        "누가 {} 소식을 취재했나?",
        "{} 기사 작성자",
    ),
    "en": (
        "Who wrote the article about {}?",
        "Which reporter covered {}?",
        "Who is the author of the story on {}?",
        "byline {}",
        "Who reported on {}?",
    ),
}
_WHEN = {
    "ko": (
        "{} 기사는 언제 등록되었나?",
        "{} 기사가 실린 때는?",
        "{} 기사 게재일",
        "언제 나온 {} 기사인가요?",
    ),
    "en": (
        "When was the article about {} published?",
        "When did the story on {} appear?",
        "{} publication date",
        "What time was the report on {} posted?",
    ),
}
_CHANGED = {
    "ko": (
        "{} 기사는 언제 수정되었나?",
        "{} 기사가 마지막으로 고쳐진 때는?",
        "{} 기사 수정 시각",
        "언제 수정된 {} 기사인가요?",
    ),
    "en": (
        "When was the article about {} modified?",
        "When was the story on {} last updated?",
        "{} last modified",
        "When was the report about {} changed?",
    ),
}


@dataclass(frozen=True, slots=True)
class _Person:
    korean: str
    romanised: str


def make_masthead_examples(
    articles: Sequence[tuple[str, str, str]], count: int, generator: random.Random
) -> list[TrainingExample]:
    """So many examples over `(language, title, text)`; a fifth lack what is asked and have no answer."""
    return [_example(*generator.choice(articles), generator) for _ in range(count)]


def read_news(path: Path) -> list[tuple[str, str, str]]:
    """`(language, title, text)` of a JSONL.gz file of articles; those without either are left out."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    return [
        (record["lang"], normalize(record["title"]).strip(), normalize(record["text"]).strip())
        for record in records
        if record["title"].strip() and len(record["text"]) > 200
    ]


def _example(language: str, title: str, text: str, generator: random.Random) -> TrainingExample:
    byline, author = _byline(language, generator)
    stamp, published, modified = _stamp(language, generator)
    questions, line, answer = generator.choice(
        ((_WHO, byline, author), (_WHEN, stamp, published), (_CHANGED, stamp, modified))
    )
    # A reporter named in the text itself answers even without a byline.
    is_missing = generator.random() < 0.2 and not any(word in text for word in ("기자", "특파원"))
    lines = [part for part in (title, stamp, byline) if part and not (is_missing and part == line)]
    body = "\n".join(lines) + "\n\n" + text[: generator.randint(200, 700)].strip()
    asked = generator.choice(("ko", "en")) if generator.random() < 0.3 else language
    question = generator.choice(questions[asked]).format(_topic(title, text, generator))
    # An article that was never changed does not say when it was.
    if is_missing or not answer:
        return TrainingExample(question, body, kind="masthead")
    start = body.index(answer, body.index(line, len(title)))
    return TrainingExample(question, body, "", start, answer, "masthead")


def _topic(title: str, text: str, generator: random.Random) -> str:
    """What the story is called by who asks: its headline, a part of it, or a few words of its beginning."""
    headline = title.strip(" .'\"")
    choice = generator.random()
    if choice < 0.5:
        return headline
    if choice < 0.8:
        return _part(headline, generator)
    words = text.split()[:30]
    begin = generator.randint(0, max(0, len(words) - 3))
    return " ".join(words[begin : begin + generator.randint(1, 3)]).strip(" .,'\"") or headline


def _part(topic: str, generator: random.Random) -> str:
    words = topic.split()
    if len(words) < 4:
        return topic
    count = generator.randint(3, len(words))
    begin = generator.randint(0, len(words) - count)
    return " ".join(words[begin : begin + count])


def _person(generator: random.Random) -> _Person:
    surname = generator.choice(sorted(_SURNAMES))
    first, second = generator.sample(sorted(_SYLLABLES), 2)
    return _Person(
        surname + first + second,
        f"{_SURNAMES[surname]} {_SYLLABLES[first].capitalize()}-{_SYLLABLES[second].lower()}",
    )


def _byline(language: str, generator: random.Random) -> tuple[str, str]:
    """The line and the author's name in it."""
    person = _person(generator)
    if language == "ko":
        role = generator.choice(("기자", "기자", "선임기자", "특파원"))
        return f"{person.korean} {role}", person.korean
    role = generator.choice(("staff reporter", "staff reporter", "Washington correspondent", ""))
    return f"By {person.romanised}" + (f", {role}" if role else ""), person.romanised


def _stamp(language: str, generator: random.Random) -> tuple[str, str, str]:
    """The line, and in it the time of publication and that of the last change, empty where there is none."""
    date = _date(generator)
    time = f"{date} {_clock(generator)}"
    zone = "" if language == "ko" else " KST"
    published = time + zone
    if generator.random() < 0.4:
        return published, published, ""
    modified = f"{date if generator.random() < 0.5 else _date(generator)} {_clock(generator)}{zone}"
    if modified == published:
        return published, published, ""
    note = f"(수정 {modified})" if language == "ko" else f"(modified {modified})"
    return f"{published} {note}", published, modified


def _date(generator: random.Random) -> str:
    year, month, day = (generator.randint(*span) for span in ((2000, 2026), (1, 12), (1, 28)))
    return f"{year:04d}-{month:02d}-{day:02d}"


def _clock(generator: random.Random) -> str:
    return f"{generator.randint(0, 23):02d}:{generator.randint(0, 59):02d}"
