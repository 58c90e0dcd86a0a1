"""What was wrong with an article, for a visitor: one line a file, in the visitor's language.

The package says it in English; what visitors meet is known here in Korean by its pattern, and what is not
known stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from qa_bot.errors import ArticleError
from qa_bot.ingest.read import PASTED
from qa_bot.web.shelf_words import ShelfWords, shelf_words

_LONGEST, _LONGEST_NAME = 300, 120

# what the network says of a name is no visitor's business
_PRIVATE = re.compile(r'host "(.*)" is at .*, no public address; (.*)')

# as `TooManyRequests` says it
_WAIT = re.compile(r"that was too much at once; try again in ([\d,]+) seconds")

_KOREAN: tuple[tuple[str, str], ...] = (
    (r"it has no text to answer from", "답을 찾을 글이 없습니다. 내용이 있는지 보세요"),
    (r"the document has no text; .*", "문서에 글이 없습니다. 기사를 글로 저장하세요"),
    (r"the page has no article text; .*", "페이지에서 기사 본문을 찾지 못했습니다. 기사만 저장해 넣으세요"),
    (r"it has no text, only pictures; .*", "글 없이 그림만 있습니다. 문자 인식(OCR)을 거쳐 넣으세요"),
    (r"it is encrypted; .*", "비밀번호가 걸려 있습니다. 비밀번호를 풀고 저장하세요"),
    (
        r"it is a distribution document .*",
        "배포용 문서라 글이 잠겨 있습니다. 일반 문서나 PDF를 받아 넣으세요",
    ),
    (r"it was written by Hangul 97 .*", "한글 97 이하의 문서입니다. .hwpx나 .docx로 저장하세요"),
    (r"it has tracked changes; .*", "변경 내용 추적이 남아 있습니다. 적용하거나 취소하고 저장하세요"),
    (r"its tables or boxes lie too deep .*", "표나 글상자가 너무 깊이 겹쳐 있습니다. .docx로 저장하세요"),
    (r"it is .+, no (.+); rename it to (.+)", r"\1 파일이 아니라 \2 파일입니다. 확장자를 \2로 바꾸세요"),
    (r"it is .+, no (.+); save it as .*", r"\1 파일이 아닙니다. .hwpx나 .docx로 저장하세요"),
    (r"it is no sound (\.hwp) .*", r"온전한 \1 파일이 아닙니다. .hwpx나 .docx로 저장하세요"),
    (r"it is no (?:sound )?(\.\w+|\d) .*; .* again", r"온전한 \1 파일이 아닙니다. 다시 저장하세요"),
    (r"it has more than [\d,]+ pieces; .*", "문단이나 칸이 너무 많습니다. 나누세요"),
    (r"it is no sound PDF .*", "온전한 PDF가 아닙니다. 다시 내보내세요"),
    (r"its PDF can't be read .*", "PDF를 읽을 수 없습니다. 다시 내보내세요"),
    (r"it has ([\d,]+) pages, the limit is ([\d,]+); .*", r"\1쪽입니다. 한도는 \2쪽이니 나누세요"),
    (r"it has more than ([\d,]+) characters; .*", r"\1자가 넘습니다. 나누세요"),
    (r"it unpacks to ([\d,]+) bytes in .*", r"압축을 풀면 \1바이트로 너무 큽니다. 기사를 글로 저장하세요"),
    (r"it unpacks to more than the limit of ([\d,]+) .*", r"압축을 풀면 한도 \1바이트를 넘습니다. 나누세요"),
    (r"the gzip archive is cut short; .*", "압축 파일이 중간에 끊겼습니다. 다시 복사하세요"),
    (r"it is no gzip archive .*", "gzip 압축 파일이 아닙니다. 다시 복사하세요"),
    (
        r"it has ([\d,]+) bytes, the limit is ([\d,]+); .*",
        r"크기가 \1바이트로 한도 \2바이트를 넘습니다. 나누세요",
    ),
    (r"it is larger than ([\d,]+) bytes; .*", r"\1바이트보다 큽니다. 기사만 저장해 넣으세요"),
    (r"can't be read: .*", "파일을 읽을 수 없습니다. 다시 올리세요"),
    (r"there is no such file .*", "파일이 없습니다. 다시 올리세요"),
    (r"it is (.+), not text; .*", r"글이 아니라 \1 파일입니다. 알맞은 확장자로 바꾸거나 글로 저장하세요"),
    (r"it has NUL bytes .*", "글이 아닌 자료가 들어 있습니다. UTF-8 글로 저장하세요"),
    (
        r"it is UTF-8 but for byte ([\d,]+), .*",
        r"\1번째 바이트에서 글자가 깨졌습니다. UTF-8로 다시 저장하세요",
    ),
    (r"its encoding can't be told; .*", "글자 인코딩을 알 수 없습니다. UTF-8로 저장하세요"),
    (r"its ending is none of (.*); .*", r"읽을 수 있는 확장자가 아닙니다(\1). 이름을 바꾸거나 변환하세요"),
    (
        r'its header is "(.*)"; name a column .*',
        r"첫 줄 “\1”에 본문 칸이 없습니다. 본문이나 text라는 칸을 두세요",
    ),
    (
        r"the row has (\d+) cells, the header (\d+); .*",
        r"칸이 \1개인데 첫 줄은 \2개입니다. 쉼표가 든 칸은 따옴표로 묶으세요",
    ),
    (
        r"it is no table up to line (\d+): .*",
        r"닫히지 않은 따옴표 때문에 \1줄까지 한 행이 됐습니다. 따옴표를 닫으세요",
    ),
    (r"it is no table .*", "온전한 표가 아닙니다. 다시 저장하세요"),
    (r"the record has no text; .*", "본문이 없습니다. 본문이나 text 항목에 쓰세요"),
    (r"it is no JSON document .*", "올바른 JSON이 아닙니다. 그곳을 고치거나 다시 내보내세요"),
    (r"it is no JSON .*", "올바른 JSON이 아닙니다. 한 줄에 하나씩 쓰세요"),
    (
        r"it is JSON without an article .*",
        "기사가 없는 JSON입니다. title과 text가 있는 객체를 넣으세요",
    ),
    (
        r'"(.*)" holds ([\d,]+) articles too, and only "(.*)" was read; .*',
        r"“\1”에도 기사 \2건이 있지만 “\3”에서만 읽었습니다. 나머지는 따로 넣으세요",
    ),
    (r"it declares a document type, .*", "문서 형식 선언이 든 XML은 읽지 않습니다. <!DOCTYPE …> 줄을 빼세요"),
    (r"it is a web page and no feed; .*", "피드가 아니라 웹 페이지입니다. .html로 저장해 넣으세요"),
    (
        r"it is XML of <(.*)>, and neither .*",
        r"RSS나 Atom 피드가 아닌 XML입니다(<\1>). 피드의 주소나 기사를 넣으세요",
    ),
    (r"it is no sound (?:XML|feed) .*", "온전한 피드가 아닙니다. 다시 내보내세요"),
    (r"it has more items than the limit of ([\d,]+); .*", r"기사가 한도 \1건보다 많습니다. 나누세요"),
    (r"the feed has no item; .*", "피드에 기사가 없습니다. 맞는 피드인지 보세요"),
    (r"it has neither a title nor a text; .*", "제목도 글도 없습니다. <title>이나 <description>에 쓰세요"),
    (
        r"its XML is broken here \(.*\); the items before it were read \(([\d,]+)\), .*",
        r"여기서 XML이 깨졌습니다. 앞의 기사 \1건만 읽었으니 다시 내보내세요",
    ),
    (r"its XML is broken here .*", "여기서 XML이 깨졌습니다. 다시 내보내세요"),
    (r"it is a JSON .*", "기사 하나를 title과 text가 있는 JSON 객체로 쓰세요"),
    (r'"(.*)" is of kind .*', r"글이 아닙니다: “\1”. 따옴표로 묶어 쓰세요"),
    (r'"(.*)" is no language; .*', r"모르는 언어입니다: “\1”. ko, en, other 가운데 쓰세요"),
    (r'"(.*)" .*; use YYYY-MM-DD .*', r"날짜를 읽을 수 없습니다: “\1”. 2024-05-03처럼 쓰세요"),
    (r'"(.*)" is no URL; .*', r"웹 주소가 아닙니다: “\1”. https://로 시작하세요"),
    (r'"(.*)" is that of line (\d+) too; .*', r"\2번째 줄과 같습니다: “\1”. 기사마다 다르게 하세요"),
    (r'"(.*)" is that of \w+ (\d+) too; .*', r"\2번째 기사와 같습니다: “\1”. 기사마다 다르게 하세요"),
    (r"it is no HTML; .*", "HTML이 아닙니다. 글로 저장하세요"),
    (r"its front matter .*", "맨 앞 머리말(front matter)을 읽을 수 없습니다. 고치거나 지우세요"),
    (
        r'"(.*)" is no http or https address; .*',
        r"웹 주소가 아닙니다: “\1”. https://로 시작하는 주소를 쓰세요",
    ),
    (r"the address holds a user name; .*", "주소에 사용자 이름이 들어 있습니다. 빼세요"),
    (r'host "(.*)" is not found; .*', r"“\1” 서버를 찾지 못했습니다. 주소를 확인하세요"),
    (
        r'host "(.*)" is not public; .*',
        r"누구나 볼 수 있는 주소가 아닙니다: “\1”. 페이지를 저장해 파일로 넣으세요",
    ),
    (r"the server answered (\d+).*", r"그쪽에서 \1번 응답을 보냈습니다. 주소를 확인하세요"),
    (r"it redirects more than (\d+) times; .*", r"다른 주소로 \1번 넘게 넘어갑니다. 마지막 주소를 쓰세요"),
    (r'it is of kind "(.*)"; .*', r"“\1” 형식은 읽을 수 없습니다. 기사 페이지의 주소를 쓰세요"),
    (r"it is packed as .*", "알 수 없는 방식으로 압축돼 있습니다. 페이지를 저장해 넣으세요"),
    (r"its packing is damaged .*", "받은 것이 깨졌습니다. 다시 해 보세요"),
    (r"it took (?:too long|more than).*", "너무 오래 걸립니다. 페이지를 저장해 파일로 넣으세요"),
    (r"it can't be fetched .*", "가져오지 못했습니다. 주소를 확인하세요"),
    (r"it was left out, for at most ([\d,]+) .*", r"한 번에 \1개까지라서 뺐습니다. 이제 넣으세요"),
    (r"another file here has the same name; .*", "이름이 같은 파일이 또 있습니다. 하나의 이름을 바꾸세요"),
    (r"it could not be read; .*", "읽지 못했습니다. 글만 따로 저장해 넣으세요"),
    (r"it was pasted or uploaded, .*", "붙여 넣거나 올린 기사라 다시 읽을 곳이 없습니다. 다시 넣으세요"),
    (
        r"the article is not there any more; .*",
        "그곳에 이제 그 기사가 없습니다. 삭제하거나 다른 곳에서 넣으세요",
    ),
    (
        r"(?:can't put back: )?you have \d+ articles of your own, and at most (\d+) .*",
        r"자기 기사는 \1건까지 둘 수 있습니다. 먼저 몇 건을 삭제하세요",
    ),
    (
        r"(?:can't put back: )?your own articles would have [\d,]+ characters, and at most ([\d,]+) .*",
        r"자기 기사는 모두 \1자까지 둘 수 있습니다. 먼저 몇 건을 삭제하거나 짧은 기사를 넣으세요",
    ),
    (r"article \w+ is one that everybody sees; .*", "모두가 보는 기사는 바꾸거나 삭제할 수 없습니다"),
    (r".*: another program locks .*", "다른 프로그램이 기사를 바꾸는 중입니다. 잠시 뒤에 다시 해 보세요"),
    (r".*: the disk is full; .*", "저장할 자리가 없습니다"),
)


@dataclass(frozen=True, slots=True)
class Problem:
    """The first thing that is wrong with a source, and how many more there are in it."""

    name: str
    text: str
    more: int = 0


def problems_of(errors: Iterable[ArticleError], say: ShelfWords) -> list[Problem]:
    """One problem a source, in the order of their first errors.

    >>> errors = [ArticleError("it is no JSON (x)", source="a.jsonl", line=n) for n in (2, 5)]
    >>> problems_of(errors, shelf_words("ko"))
    [Problem(name='a.jsonl', text='2줄: 올바른 JSON이 아닙니다. 한 줄에 하나씩 쓰세요', more=1)]
    """
    by_source: dict[str, list[ArticleError]] = {}
    for error in errors:
        by_source.setdefault(error.source, []).append(error)
    return [
        Problem(
            say.pasted if name == PASTED else _cut(name, _LONGEST_NAME),
            _located(of_source[0], say),
            len(of_source) - 1,
        )
        for name, of_source in by_source.items()
    ]


def problem_text(problem: str, say: ShelfWords) -> str:
    """The problem in the visitor's language, on one line."""
    if match := _WAIT.fullmatch(problem):
        return say.wait(int(match[1].replace(",", "")))
    line = _PRIVATE.sub(r'host "\1" is not public; \2', " ".join(problem.split()))
    if say is shelf_words("ko"):
        for pattern, korean in _KOREAN:
            if match := re.fullmatch(pattern, line):
                line = match.expand(korean)
                break
    return _cut(line, _LONGEST)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _located(error: ArticleError, say: ShelfWords) -> str:
    text = problem_text(error.problem, say)
    if error.line is None:
        return text
    if say is shelf_words("ko"):
        return f"{error.line:,}{'줄' if error.unit == 'line' else '번째 기사'}: {text}"
    return f"{error.unit} {error.line:,}: {text}"
