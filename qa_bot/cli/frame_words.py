"""What `qa-bot ask` says around the words of articles, in the language of the question."""

from __future__ import annotations

from dataclasses import dataclass

from qa_bot.text.language import detect_question


@dataclass(frozen=True, slots=True)
class FrameWords:
    """The phrases around an answer; `place` and `confidence` are filled in by `str.format`."""

    not_found: str
    nearest: str
    confidence: str
    also: str
    other_reports: str
    place: str
    no_headline: str


_ENGLISH = FrameWords(
    not_found="No answer found.",
    nearest="The nearest passages:",
    confidence="confidence {share:.0%}",
    also="also:",
    other_reports="Reports of other days say otherwise:",
    place="characters {start}-{end}",
    no_headline="(no headline)",
)
_KOREAN = FrameWords(
    not_found="답을 찾지 못했습니다.",
    nearest="가장 가까운 대목:",
    confidence="확신도 {share:.0%}",
    also="또한:",
    other_reports="다른 날 기사는 다르게 전합니다:",
    place="글자 {start}-{end}",
    no_headline="(제목 없음)",
)


def frame_words_for(question: str) -> FrameWords:
    """Korean phrases for a Korean question, English ones for any other.

    >>> frame_words_for("누가 썼나?").not_found, frame_words_for("Who wrote it?").not_found
    ('답을 찾지 못했습니다.', 'No answer found.')
    """
    return _KOREAN if detect_question(question) == "ko" else _ENGLISH
