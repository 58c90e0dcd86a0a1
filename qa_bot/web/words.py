"""What the page itself says, in Korean and in English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from qa_bot.types import Language

InterfaceLanguage = Literal["ko", "en"]


@dataclass(frozen=True, slots=True)
class Words:
    """The phrases of the page; those with `{…}` are filled in by the methods and by `str.format`.

    `degrees` go from sure to doubtful.
    """

    # the page
    language: InterfaceLanguage
    title: str
    introduction: str
    chat_tab: str
    articles_tab: str
    conversation: str
    invitation: str
    question: str
    placeholder: str
    # what is being done
    searching: str
    waiting: str
    reading: str
    and_more: str
    # an answer
    degrees: tuple[str, str, str]
    of_a_hundred: str
    not_found: str
    nearest: str
    sources: str
    as_of: str
    other_reports: str
    characters: str
    languages: tuple[tuple[str, str], ...]
    open_citation: str
    copy: str
    copied: str
    not_copied: str
    original: str
    # a follow-up
    understood: str
    edit_question: str
    ask_as_typed: str
    # feedback
    was_it_right: str
    is_it_absent: str
    right: str
    wrong: str
    correction: str
    send: str
    decline: str
    thanks: str
    not_stored: str
    # the source view
    source: str
    place_of: str
    previous: str
    next: str
    close: str
    other_edition: str
    # what went wrong
    failed: str
    too_long: str
    too_many: str
    took_too_long: str
    answer_lost: str
    # a greeting, thanks, and a call for help
    greeting: str
    welcome: str
    help: str
    # what Gradio would say in a language of its own
    clear: str
    send_question: str
    drop_files: str
    or_else: str
    choose_files: str
    for_programs: str
    footer: str
    problem: str
    connection_lost: str
    close_notice: str

    def degree(self, confidence: float) -> str:
        """Confidence of 0 to 1 in words.

        >>> words_for("en").degree(0.93), words_for("ko").degree(0.6)
        ('Almost certain', '불확실')
        """
        sure, likely, doubtful = self.degrees
        shown = round(confidence, 2)  # the word must fit the percentage beside it
        return sure if shown >= _SURE else likely if shown >= _LIKELY else doubtful

    @property
    def for_gradio(self) -> dict[str, str]:
        """What stands in the place of Gradio's own words; see `scripts/gradio_words.js`."""
        return {name: getattr(self, name) for name in _OF_GRADIO}

    def language_name(self, language: Language) -> str:
        """What the edition in that language is called."""
        return dict(self.languages).get(language, language)


_SURE, _LIKELY = 0.9, 0.7
_OF_GRADIO = (
    *("conversation", "clear", "send_question", "drop_files", "or_else", "choose_files"),
    *("for_programs", "footer", "problem", "connection_lost", "close_notice"),
)

_ENGLISH = Words(
    language="en",
    title="Ask the articles",
    introduction="Ask in Korean or English. Every answer is quoted from an article, word for word.",
    chat_tab="Chat",
    articles_tab="Articles",
    conversation="Conversation",
    invitation="Write a question, or press an example.",
    question="Question",
    placeholder="Write a question",
    searching="Searching the articles…",
    waiting="Waiting for the answer above…",
    reading="Reading {count} passages in: {headlines}",
    and_more="and {count} more",
    degrees=("Almost certain", "Likely", "Uncertain"),
    of_a_hundred="of 100 such answers, about {count} are right",
    not_found="No answer in these articles",
    nearest="The passages that came closest",
    sources="Where it stands",
    as_of="As reported on {date}; reports of other days say otherwise.",
    other_reports="What reports of other days say",
    characters="characters",
    languages=(("ko", "Korean edition"), ("en", "English edition"), ("other", "other language")),
    open_citation="Citation {number}: read it in the article",
    copy="Copy",
    copied="Copied",
    not_copied="Copying is not allowed here",
    original="Original",
    understood="Understood as:",
    edit_question="Correct it",
    ask_as_typed="Ask as typed",
    was_it_right="Was this right?",
    is_it_absent="Is the answer really not there?",
    right="Yes, right",
    wrong="No, wrong",
    correction="What would have been right?",
    send="Send",
    decline="Skip",
    thanks="Thank you, noted.",
    not_stored="This could not be noted here.",
    source="Source",
    place_of="{number} of {count}",
    previous="Previous citation",
    next="Next citation",
    close="Close the article",
    other_edition="Other edition",
    failed="Something went wrong here. Please try again, or ask in other words.",
    too_long="The question is too long; please ask in at most {most:,} characters.",
    too_many="Too many questions at once; try again in {seconds} seconds.",
    took_too_long="This took too long; please try again in a moment.",
    answer_lost="The article that said so is no longer here, or says something else now.",
    greeting="Hello! Ask what the articles say: who, what, when, where or how many.",
    welcome="You're welcome! Ask on about the articles: who, what, when, where or how many.",
    help="Ask what the articles say, in a whole question: who, what, when, where or how many. The answer is"
    " quoted from an article, and its number opens the place. Under “Articles” you see what there is.",
    clear="Clear the conversation",
    send_question="Send the question",
    drop_files="Drop files here",
    or_else="or",
    choose_files="choose files",
    for_programs="Use via API",
    footer="About this page",
    problem="Problem",
    connection_lost="The connection to the server is lost. The page goes on as soon as it is back.",
    close_notice="Close the notice",
)
_KOREAN = Words(
    language="ko",
    title="기사에게 묻기",
    introduction="한국어나 영어로 물어보세요. 답은 언제나 기사에 있는 말 그대로입니다.",
    chat_tab="대화",
    articles_tab="기사",
    conversation="대화",
    invitation="질문을 쓰거나 예시를 눌러 보세요.",
    question="질문",
    placeholder="질문을 쓰세요",
    searching="기사를 찾는 중…",
    waiting="앞 질문의 답이 나오면 찾습니다…",
    reading="대목 {count}곳을 읽는 중: {headlines}",
    and_more="외 {count}건",
    degrees=("거의 확실", "가능성 높음", "불확실"),
    of_a_hundred="이런 답은 100번 중 {count}번쯤 맞습니다",
    not_found="기사에서 답을 찾지 못했습니다",
    nearest="가장 가까운 대목",
    sources="근거",
    as_of="{date} 기사에 따른 답입니다. 다른 날 기사는 다르게 전합니다.",
    other_reports="다른 날 기사의 내용",
    characters="글자",
    languages=(("ko", "한국어판"), ("en", "영어판"), ("other", "다른 언어")),
    open_citation="인용 {number}: 기사에서 읽기",
    copy="복사",
    copied="복사했습니다",
    not_copied="여기서는 복사할 수 없습니다",
    original="원문",
    understood="이렇게 이해했습니다:",
    edit_question="고쳐 묻기",
    ask_as_typed="쓴 그대로 묻기",
    was_it_right="맞는 답인가요?",
    is_it_absent="기사에 정말 답이 없나요?",
    right="네, 맞습니다",
    wrong="아니요, 틀립니다",
    correction="맞는 답은 무엇인가요?",
    send="보내기",
    decline="건너뛰기",
    thanks="고맙습니다. 적어 두었습니다.",
    not_stored="여기에는 적어 둘 수 없습니다.",
    source="출처",
    place_of="{count}곳 중 {number}번째",
    previous="이전 인용",
    next="다음 인용",
    close="기사 닫기",
    other_edition="다른 언어판",
    failed="문제가 생겼습니다. 다시 시도하거나 다른 말로 물어보세요.",
    too_long="질문이 너무 깁니다. {most:,}자 안으로 물어보세요.",
    too_many="질문이 한꺼번에 너무 많습니다. {seconds}초 뒤에 다시 물어보세요.",
    took_too_long="시간이 너무 오래 걸렸습니다. 잠시 뒤에 다시 물어보세요.",
    answer_lost="이렇게 말한 기사가 이제 없거나 내용이 바뀌었습니다.",
    greeting="안녕하세요! 기사에 나온 일을 물어보세요. 누가, 무엇을, 언제, 어디서, 얼마나 했는지요.",
    welcome="천만에요! 기사에 나온 일을 더 물어보세요. 누가, 무엇을, 언제, 어디서, 얼마나 했는지요.",
    help="기사에 나온 일을 온전한 문장으로 물어보세요. 누가, 무엇을, 언제, 어디서, 얼마나 했는지요. 답은"
    " 기사에서 그대로 옮기며, 번호를 누르면 그 자리가 열립니다. 어떤 기사가 있는지는 ‘기사’에 있습니다.",
    clear="대화 지우기",
    send_question="질문 보내기",
    drop_files="파일을 여기에 놓으세요",
    or_else="또는",
    choose_files="눌러서 고르기",
    for_programs="API로 쓰기",
    footer="이 페이지에 대하여",
    problem="문제",
    connection_lost="서버와 연결이 끊겼습니다. 다시 이어지면 페이지가 저절로 계속됩니다.",
    close_notice="알림 닫기",
)


def words_for(language: str) -> Words:
    """Korean phrases for Korean, English ones for anything else."""
    return _KOREAN if language == "ko" else _ENGLISH
