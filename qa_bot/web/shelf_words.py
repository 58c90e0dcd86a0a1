"""What the shelf of articles says, in both languages."""

from __future__ import annotations

from dataclasses import dataclass

from qa_bot.types import Language


@dataclass(frozen=True, slots=True)
class ShelfWords:
    """The phrases of the shelf; those with `{…}` are templates for `str.format`."""

    # adding
    add: str
    files_tab: str
    files: str
    files_hint: str
    text_tab: str
    text: str
    text_hint: str
    add_text: str
    urls_tab: str
    urls: str
    urls_hint: str
    add_urls: str
    reading: str
    storing: str
    indexing: str
    done: str
    nothing_done: str
    added: str
    updated: str
    unchanged: str
    duplicates: str
    pairs: str
    problems: str
    more_line: str
    more_lines: str
    more_articles: str
    new_articles: str
    known_articles: str
    close_report: str
    no_files: str
    no_text: str
    no_urls: str
    too_often: str
    too_often_minutes: str
    pasted: str
    # finding
    articles: str
    words: str
    words_hint: str
    language: str
    paper: str
    since: str
    until: str
    day_hint: str
    find: str
    clear: str
    filters: str
    any_language: str
    any_paper: str
    no_paper: str
    no_day: str
    days_reversed: str
    # the list
    count: str
    count_found: str
    page: str
    pages: str
    previous: str
    next: str
    empty: str
    none_found: str
    other_edition: str
    own: str
    passages: str
    no_date: str
    languages: tuple[tuple[str, str], ...]
    # one article
    back: str
    refresh: str
    refreshed: str
    refreshed_same: str
    remove: str
    removed: str
    undo: str
    restored: str
    gone: str
    not_yours: str
    original: str
    whole_text: str
    failed: str
    # short names of languages, for the list
    edition_titles: tuple[tuple[str, str], ...]

    def language_name(self, language: Language) -> str:
        """What the language of an article is called."""
        return dict(self.languages).get(language, language)

    def edition_of(self, language: Language) -> str:
        """What to call the edition in that language."""
        return dict(self.edition_titles).get(language, self.other_edition)

    def more_places(self, count: int) -> str:
        """In how many more places of a file something is wrong.

        >>> shelf_words("en").more_places(1), shelf_words("en").more_places(2)
        ('and 1 more place in it', 'and 2 more places in it')
        """
        return self.more_line if count == 1 else self.more_lines.format(count=count)

    def wait(self, seconds: int) -> str:
        """How long to wait, in minutes where it is long.

        >>> shelf_words("en").wait(30), shelf_words("ko").wait(1810)
        ('Too much at once; try again in 30 seconds.', '한꺼번에 너무 많습니다. 31분 뒤에 다시 해 보세요.')
        """
        if seconds < 120:
            return self.too_often.format(seconds=seconds)
        return self.too_often_minutes.format(minutes=-(-seconds // 60))


_ENGLISH = ShelfWords(
    add="Add articles",
    files_tab="Files",
    files="Article files",
    files_hint=".txt, .md, .html, .pdf, .docx, .hwp, .hwpx, .json, .jsonl, .csv, .tsv or a feed (.xml, .rss);"
    " at most {files} files of {megabytes:g} MB each, added as soon as they are here. A file takes the place"
    " of an earlier one of the same name.",
    text_tab="Text",
    text="Article text",
    text_hint="The headline on the first line, then the story. The source of a web page is fine too.",
    add_text="Add this text",
    urls_tab="Web addresses",
    urls="Addresses",
    urls_hint="https://… one a line",
    add_urls="Add these pages",
    reading="Reading {done} of {total}: {name}",
    storing="Adding article {done} of {total}",
    indexing="Preparing {total} articles for search…",
    done="Done",
    nothing_done="Nothing new was added",
    added="{count:,} added",
    updated="{count:,} updated",
    unchanged="{count:,} already here, unchanged",
    duplicates="{count:,} already here under another name",
    pairs="{count:,} pairs of editions in all",
    problems="Could not be read",
    more_line="and 1 more place in it",
    more_lines="and {count:,} more places in it",
    more_articles="and {count:,} more",
    new_articles="Read what was added",
    known_articles="Read what was here already",
    close_report="Close this report",
    no_files="Choose files first.",
    no_text="Paste an article first.",
    no_urls="Write an address first.",
    too_often="Too much at once; try again in {seconds} seconds.",
    too_often_minutes="Too much at once; try again in {minutes} minutes.",
    pasted="pasted text",
    articles="Articles",
    words="Words of the headline",
    words_hint="e.g. bus strike",
    language="Language",
    paper="Paper",
    since="From",
    until="To",
    day_hint="2024-05-03 or 2024-05",
    find="Find",
    clear="Show all",
    filters="Filters",
    any_language="All languages",
    any_paper="All papers",
    no_paper="No paper named",
    no_day="“{value}” isn't a date we can read; write it like 2024-05-03.",
    days_reversed="{since} comes after {until}; exchange the two dates.",
    count="{count:,} articles, newest first",
    count_found="{count:,} of {total:,} articles, newest first",
    page="Page {page:,} of {pages:,}",
    pages="Pages",
    previous="Previous page",
    next="Next page",
    empty="There are no articles yet. Add some above.",
    none_found="No article fits. Use fewer filters.",
    other_edition="Other edition",
    own="Added by you",
    passages="passages: {count:,}",
    no_date="no date",
    languages=(("ko", "Korean"), ("en", "English"), ("other", "other language")),
    back="Back to list",
    refresh="Refresh from source",
    refreshed="Read again: the article is up to date now.",
    refreshed_same="Read again: nothing has changed.",
    remove="Remove",
    removed="Removed: “{title}”",
    undo="Undo",
    restored="Restored: “{title}”",
    gone="This article is no longer here.",
    not_yours="Only who added an article can change it.",
    original="Original",
    whole_text="The whole article",
    failed="Something went wrong here. Please try again.",
    edition_titles=(("ko", "Korean edition"), ("en", "English edition")),
)

_KOREAN = ShelfWords(
    add="기사 넣기",
    files_tab="파일",
    files="기사 파일",
    files_hint=".txt, .md, .html, .pdf, .docx, .hwp, .hwpx, .json, .jsonl, .csv, .tsv 파일과 피드(.xml,"
    " .rss). 한 번에 {files}개, 하나에 {megabytes:g}MB까지. 올리면 바로 넣고, 같은 이름의 파일이 있으면"
    " 새 파일로 바꿉니다.",
    text_tab="글",
    text="기사 본문",
    text_hint="첫 줄에 제목, 그다음에 본문을 붙여 넣으세요. 웹 페이지의 원본(HTML)도 됩니다.",
    add_text="이 글 넣기",
    urls_tab="웹 주소",
    urls="주소",
    urls_hint="https://… 한 줄에 하나씩",
    add_urls="이 페이지 넣기",
    reading="{total}개 중 {done}번째 읽는 중: {name}",
    storing="기사 {total}건 중 {done}번째 넣는 중",
    indexing="기사 {total}건을 찾을 수 있게 준비하는 중…",
    done="마쳤습니다",
    nothing_done="새로 넣은 기사가 없습니다",
    added="새 기사 {count:,}건",
    updated="바뀐 기사 {count:,}건",
    unchanged="이미 그대로 있는 기사 {count:,}건",
    duplicates="다른 이름으로 이미 있는 기사 {count:,}건",
    pairs="짝지은 한·영 기사 모두 {count:,}쌍",
    problems="읽지 못한 것",
    more_line="그 밖에 1곳",
    more_lines="그 밖에 {count:,}곳",
    more_articles="외 {count:,}건",
    new_articles="넣은 기사 읽기",
    known_articles="이미 있던 기사 읽기",
    close_report="이 보고 닫기",
    no_files="먼저 파일을 고르세요.",
    no_text="먼저 기사를 붙여 넣으세요.",
    no_urls="먼저 주소를 쓰세요.",
    too_often="한꺼번에 너무 많습니다. {seconds}초 뒤에 다시 해 보세요.",
    too_often_minutes="한꺼번에 너무 많습니다. {minutes}분 뒤에 다시 해 보세요.",
    pasted="붙여 넣은 글",
    articles="기사 목록",
    words="제목에 있는 말",
    words_hint="예: 버스 파업",
    language="언어",
    paper="신문",
    since="시작일",
    until="종료일",
    day_hint="2024-05-03 또는 2024-05",
    find="찾기",
    clear="모두 보기",
    filters="필터",
    any_language="모든 언어",
    any_paper="모든 신문",
    no_paper="신문 이름 없음",
    no_day="날짜를 읽을 수 없습니다: “{value}”. 2024-05-03처럼 쓰세요.",
    days_reversed="시작일({since})이 종료일({until})보다 늦습니다. 두 날짜를 바꾸세요.",
    count="기사 {count:,}건, 새 기사부터",
    count_found="기사 {total:,}건 중 {count:,}건, 새 기사부터",
    page="{pages:,}쪽 중 {page:,}쪽",
    pages="쪽 넘기기",
    previous="이전 쪽",
    next="다음 쪽",
    empty="아직 기사가 없습니다. 위에서 넣어 보세요.",
    none_found="맞는 기사가 없습니다. 조건을 줄여 보세요.",
    other_edition="다른 언어판",
    own="내가 넣음",
    passages="대목 {count:,}개",
    no_date="날짜 없음",
    languages=(("ko", "한국어"), ("en", "영어"), ("other", "다른 언어")),
    back="목록으로",
    refresh="출처에서 다시 읽기",
    refreshed="다시 읽었습니다. 이제 새 내용입니다.",
    refreshed_same="다시 읽었습니다. 바뀐 것이 없습니다.",
    remove="삭제",
    removed="삭제했습니다: “{title}”",
    undo="되돌리기",
    restored="되돌렸습니다: “{title}”",
    gone="이 기사는 이제 없습니다.",
    not_yours="기사를 넣은 사람만 바꿀 수 있습니다.",
    original="원문",
    whole_text="기사 전문",
    failed="문제가 생겼습니다. 다시 해 보세요.",
    edition_titles=(("ko", "한국어판"), ("en", "영어판")),
)


def shelf_words(language: str) -> ShelfWords:
    """Korean phrases for "ko", English ones for anything else."""
    return _KOREAN if language == "ko" else _ENGLISH
