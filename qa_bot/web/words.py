"""What the page itself says, in the language of the question."""

from __future__ import annotations

from dataclasses import dataclass

from qa_bot.types import Language


@dataclass(frozen=True, slots=True)
class Words:
    """The phrases around an answer; `degrees` go from sure to doubtful."""

    degrees: tuple[str, str, str]
    not_found: str
    nearest: str
    other_quotes: str
    characters: str
    languages: tuple[tuple[str, str], ...]
    failed: str

    def degree(self, confidence: float) -> str:
        """Confidence of 0 to 1 in words.

        >>> words_for("en").degree(0.93), words_for("ko").degree(0.6)
        ('almost certain', '불확실')
        """
        sure, likely, doubtful = self.degrees
        shown = round(confidence, 2)  # the word must fit the percentage beside it
        return sure if shown >= _SURE else likely if shown >= _LIKELY else doubtful

    def language_name(self, language: Language) -> str:
        """What the language of an article is called."""
        return dict(self.languages).get(language, language)


_SURE, _LIKELY = 0.9, 0.7

_ENGLISH = Words(
    degrees=("almost certain", "likely", "uncertain"),
    not_found="No answer in these articles",
    nearest="The passages that came closest",
    other_quotes="Also in",
    characters="characters",
    languages=(("ko", "Korean"), ("en", "English"), ("other", "other")),
    failed="Something went wrong here. Please try again, or ask in other words.",
)
_KOREAN = Words(
    degrees=("거의 확실", "가능성 높음", "불확실"),
    not_found="기사에서 답을 찾지 못했습니다",
    nearest="가장 가까운 대목",
    other_quotes="다른 기사에서는",
    characters="글자",
    languages=(("ko", "한국어"), ("en", "영어"), ("other", "기타")),
    failed="문제가 생겼습니다. 다시 시도하거나 다른 말로 물어보세요.",
)


def words_for(language: Language) -> Words:
    """Korean phrases for a Korean question, English ones for any other."""
    return _KOREAN if language == "ko" else _ENGLISH
