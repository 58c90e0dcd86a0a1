"""The way in: files, folders, web addresses and pasted text become articles.

What can't be read comes as an `ArticleError` among the articles, so that one bad file or line stops nothing.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from qa_bot.errors import ArticleError
from qa_bot.ingest.compose import compose
from qa_bot.ingest.encodings import decode
from qa_bot.ingest.fetch import Allow, fetch, is_public
from qa_bot.ingest.folders import find_files, is_folder
from qa_bot.ingest.formats import ENDINGS, ENDINGS_OF_MANY, ending_of, read_records
from qa_bot.ingest.limits import MOST_FILE_BYTES, gunzip, read_bytes, too_large
from qa_bot.ingest.origins import file_origin, is_remote, normalized_url, readable_path, upload_origin
from qa_bot.ingest.records import Record
from qa_bot.types import Article

PASTED = "text"  # the source of an article that came neither from a file nor from a web address
Origin = Callable[[str], str]
# a tag that a page or a piece of one begins with; "<b>Breaking</b>" may be anyone's plain text
_PAGE = re.compile(
    # no comment may run over its end: there would be no end of ways to take many of them
    r"(?is)\ufeff?\s*(?:<\?xml[^>]*>\s*|<!--(?:(?!-->).)*-->\s*)*"
    r"<(?:!doctype\s+html|html|head|body|article|main|section|div|header|h1|p)[\s>]"
)


def read_articles(source: str | Path, *, encoding: str | None = None) -> Iterator[Article | ArticleError]:
    """The articles of a file, of a folder with all its folders, or of an http(s) URL, in a fixed order.

    In folders, hidden files, READMEs, other endings and links that lead out are passed over. `encoding`
    overrides what the bytes say of themselves.
    """
    if isinstance(source, str) and is_remote(source):
        yield from read_url(source)
        return
    if _is_blank(source):
        yield ArticleError('there is no such file or folder as ""; name one, or a URL')
        return
    path = Path(source)
    if not is_folder(path):
        yield from read_file(path, encoding=encoding)
        return
    unreadable: list[OSError] = []
    paths = find_files(path, on_error=unreadable.append)
    for error in unreadable:
        place = readable_path(str(error.filename or path))
        yield ArticleError(f"can't be read: {error.strerror or error}", source=place)
    if not paths and not unreadable:
        yield ArticleError(f"the folder has no {', '.join(ENDINGS)}", source=readable_path(str(path)))
    origins: set[str] = set()
    for file in paths:
        # names that differ in the form of their Hangul alone, which a Mac and others leave side by side
        if (origin := file_origin(file)) in origins:
            yield ArticleError(
                "another file here has the same name; rename one of them", source=readable_path(str(file))
            )
            continue
        origins.add(origin)
        yield from read_file(file, encoding=encoding)


def read_file(
    path: str | Path, *, name: str | None = None, encoding: str | None = None
) -> Iterator[Article | ArticleError]:
    """The articles of one file; `name` is the name of an upload whose path won't last."""
    path = Path(path)
    source = readable_path(name or str(path))
    try:
        content = read_bytes(path, source=source)
        origin_of = _origin_of_upload(name) if name else _origin_of_file(path)
        yield from _read_content(content, source, origin_of, encoding)
    except ArticleError as error:
        yield error


def read_upload(
    name: str, content: bytes, *, encoding: str | None = None
) -> Iterator[Article | ArticleError]:
    """The articles of an upload or of standard input; its name alone tells format and origin.

    >>> [article.title for article in read_upload("a.txt", "금리 인상".encode("cp949"))]
    ['금리 인상']
    """
    source = readable_path(name)
    try:
        if len(content) > MOST_FILE_BYTES:
            raise ArticleError(too_large(len(content), MOST_FILE_BYTES), source=source)
        yield from _read_content(content, source, _origin_of_upload(name), encoding)
    except ArticleError as error:
        yield error


def read_url(url: str, *, allow: Allow = is_public) -> Iterator[Article | ArticleError]:
    """The articles behind an http(s) URL; `allow` decides which network addresses may be asked."""
    try:
        page = fetch(url, allow=allow)
        place = normalized_url(page.url) or page.url
        records = read_records(page.content, page.ending, source=url, encoding=page.charset, url=place)
        located = (
            records if page.ending in ENDINGS_OF_MANY else (_at_url(record, place) for record in records)
        )
        yield from _articles(located, url, lambda key: f"{place}#{key}" if key else place)
    except ArticleError as error:
        yield error


def read_text(text: str, name: str = "", *, language: str = "") -> Article:
    r"""The article that pasted text is; without `name`, the same text is the same article.

    Raises `ArticleError` for empty text.

    >>> read_text("금리 인상\n\n한국은행이 올렸다.").title
    '금리 인상'
    """
    fingerprint = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    origin = upload_origin(name) if name else f"text:{fingerprint}"
    record = Record(text=text, language=language)
    return compose(
        record,
        source=readable_path(name) or PASTED,
        origin_of=lambda key: f"{origin}#{key}" if key else origin,
    )


def read_paste(text: str) -> Iterator[Article | ArticleError]:
    r"""The article that was pasted: of a web page's source where it begins as one, else of the plain text.

    >>> [article.title for article in read_paste("<h1>금리 인상</h1><p>한국은행이 <b>금리</b>를 올렸다.</p>")]
    ['금리 인상']
    """
    try:
        if not _PAGE.match(text[:5_000]):
            yield read_text(text)
            return
        fingerprint = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        records = read_records(text.encode("utf-8", "replace"), ".html", source=PASTED, encoding="utf-8")
        yield from _articles(records, PASTED, lambda key: f"text:{fingerprint}" + (f"#{key}" if key else ""))
    except ArticleError as error:
        yield error


def count_sources(source: str | Path) -> int:
    """How many articles `read_articles` will about yield: for progress bars.

    Lines of .jsonl files count singly, every other file and a URL as one.
    """
    if _is_blank(source) or (isinstance(source, str) and is_remote(source)):
        return 1
    path = Path(source)
    return sum(_count_records(file) for file in (find_files(path) if is_folder(path) else [path]))


def _is_blank(source: str | Path) -> bool:
    """Whether it is text without a name in it, which `Path` takes for the working folder."""
    return isinstance(source, str) and not source.strip()


def _read_content(
    content: bytes, source: str, origin_of: Origin, encoding: str | None
) -> Iterator[Article | ArticleError]:
    ending = ending_of(source)
    if ending is None:
        raise ArticleError(f"its ending is none of {', '.join(ENDINGS)}; rename or convert it", source=source)
    yield from _articles(read_records(content, ending, source=source, encoding=encoding), source, origin_of)


def _articles(
    records: Iterator[Record | ArticleError], source: str, origin_of: Origin
) -> Iterator[Article | ArticleError]:
    seen: dict[str, int | None] = {}
    is_empty = True
    for record in records:
        is_empty = False
        if isinstance(record, ArticleError):
            yield record
            continue
        try:
            key = record.key or (str(record.line) if record.line is not None else "")
            article = _composed(replace(record, key=key), source, origin_of)
            if article.id in seen:
                raise _repeated(record, seen[article.id], source)
            seen[article.id] = record.line
            yield article
        except ArticleError as error:
            yield error
    if is_empty:
        yield ArticleError("the document has no text; check that it is the right file", source=source)


def _composed(record: Record, source: str, origin_of: Origin) -> Article:
    try:
        return compose(record, source=source, origin_of=origin_of)
    except ArticleError as error:
        raise error.counted_in(record.unit) from error.__cause__


def _repeated(record: Record, line: int | None, source: str) -> ArticleError:
    field, value = ("url", record.url) if record.url else ("id", record.key)
    return ArticleError(
        f'"{value}" is that of {record.unit} {line} too; give every article its own',
        source=source,
        line=record.line,
        field=field,
        unit=record.unit,
    )


def _origin_of_file(path: Path) -> Origin:
    if ending_of(path.name) in ENDINGS_OF_MANY:
        return lambda key: file_origin(path, key)
    # in a file of one article, a key names the other edition's file beside it
    return lambda key: file_origin(path.parent / key if key else path)


def _origin_of_upload(name: str) -> Origin:
    return lambda key: upload_origin(name, key)


def _at_url(record: Record | ArticleError, url: str) -> Record | ArticleError:
    return record if isinstance(record, ArticleError) or record.url else replace(record, url=url)


def _count_records(path: Path) -> int:
    ending = ending_of(path.name)
    if ending not in (".jsonl", ".jsonl.gz"):
        return 1
    try:
        content = read_bytes(path)
        text = decode(gunzip(content) if ending == ".jsonl.gz" else content)
    except ArticleError:
        return 1
    return sum(1 for line in text.split("\n") if line.strip())
