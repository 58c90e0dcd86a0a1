"""A web address fetched safely: public addresses only, at every hop, within limits of size, time and kind.

The name is resolved once and the connection goes to the very address that was checked, so a name that changes
its address in between (DNS rebinding) gains nothing. Proxies of the environment are not used: behind one, the
address could not be checked.
"""

from __future__ import annotations

import contextlib
import re
import socket
import threading
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from qa_bot.errors import ArticleError
from qa_bot.ingest.addresses import Allow, is_public, resolve
from qa_bot.ingest.feed_xml import is_feed
from qa_bot.ingest.formats import MEDIA_ENDINGS, ending_of

__all__ = ["Allow", "Download", "fetch", "is_public"]

MOST_BYTES = 10_000_000
MOST_SECONDS = 20.0
MOST_REDIRECTS = 5
_PIECE = 65_536
_REDIRECTS = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True)
class Download:
    """What a URL led to: the last URL, the ending that its kind stands for, its charset, its bytes."""

    url: str
    ending: str
    charset: str | None
    content: bytes


def fetch(
    url: str,
    *,
    allow: Allow = is_public,
    most_bytes: int = MOST_BYTES,
    most_seconds: float = MOST_SECONDS,
) -> Download:
    """The document behind an http(s) URL, redirects followed.

    Raises `ArticleError` for other schemes, for hosts that aren't public, for more than `most_bytes` once
    unpacked, for more than `most_seconds` in all, and for kinds that aren't text, HTML, PDF, JSON or XML.
    """
    import httpx

    deadline = _Deadline(most_seconds)
    try:
        with deadline, httpx.Client(transport=_transport(allow, url, deadline), trust_env=False) as client:
            return _follow(client, url, deadline, most_bytes)
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError, UnicodeError) as error:
        if deadline.is_over():
            raise ArticleError(f"it took more than {most_seconds:g} seconds; save the page and give the file",
                               source=url) from error  # fmt: skip
        raise ArticleError(
            f"it can't be fetched ({_reason(error)}); check the address", source=url
        ) from error


def _follow(client: Any, url: str, deadline: _Deadline, most_bytes: int) -> Download:
    place = url
    for _ in range(MOST_REDIRECTS + 1):
        _check_scheme(place, source=url)
        headers = {"Accept-Encoding": "gzip", "User-Agent": "qa_bot", "Accept": ", ".join(MEDIA_ENDINGS)}
        with client.stream("GET", place, headers=headers, timeout=deadline.seconds_left()) as response:
            if response.status_code not in _REDIRECTS or "location" not in response.headers:
                return _download(response, place, url, deadline, most_bytes)
            place = urljoin(place, response.headers["location"])
    raise ArticleError(f"it redirects more than {MOST_REDIRECTS} times; give the last address", source=url)


def _check_scheme(place: str, *, source: str) -> None:
    if not re.match(r"(?i)https?://[^/?#]", place):
        raise ArticleError(f'"{place[:100]}" is no http or https address; use one', source=source)
    if "@" in re.split(r"[/?#]", place.split("://", 1)[1])[0]:
        raise ArticleError("the address holds a user name; leave it out", source=source)


def _download(response: Any, place: str, url: str, deadline: _Deadline, most_bytes: int) -> Download:
    if response.status_code != 200:
        raise ArticleError(
            f"the server answered {response.status_code} {response.reason_phrase}".rstrip()
            + "; check the address",
            source=url,
        )
    ending, charset = _kind(response.headers.get("content-type", ""), place, url)
    content = bytearray()
    for piece in _unpacked(response, url, most_bytes):
        content += piece
        if len(content) > most_bytes:
            raise ArticleError(f"it is larger than {most_bytes:,} bytes; save the article itself", source=url)
        deadline.check(url)
    if ending in (".html", ".txt") and is_feed(bytes(content)):
        ending = ".xml"
    return Download(place, ending, _fitting(charset, bytes(content)), bytes(content))


def _fitting(charset: str | None, content: bytes) -> str | None:
    """The charset unless the content contradicts it, or it is the one that servers name without looking."""
    if charset in (None, "iso-8859-1", "latin1", "us-ascii"):
        return None
    try:
        content.decode(charset)
    except (LookupError, ValueError):
        return None
    return charset


def _kind(content_type: str, place: str, url: str) -> tuple[str, str | None]:
    """The ending and the charset of a content type; text of no closer kind goes by the URL's ending."""
    media = content_type.split(";")[0].strip().casefold()
    if media not in MEDIA_ENDINGS and re.fullmatch(r"(?:application|text)/[\w.-]+\+xml", media):
        media = "application/xml"
    if media not in MEDIA_ENDINGS:
        raise ArticleError(
            f'it is of kind "{media or "unknown"}"; the readable kinds are {", ".join(MEDIA_ENDINGS)}',
            source=url,
        )
    charset = re.search(r"(?i)charset\s*=\s*[\"']?([\w.:-]{2,40})", content_type)
    ending = MEDIA_ENDINGS[media]
    if ending == ".txt" and (named := ending_of(re.split(r"[?#]", place)[0])) in (
        ".md",
        ".jsonl",
        ".json",
        ".csv",
        ".tsv",
        ".xml",
        ".rss",
        ".atom",
    ):
        ending = named
    name = charset[1].casefold() if charset else None
    return ending, {"euc-kr": "cp949", "ks_c_5601-1987": "cp949"}.get(name or "", name)


def _unpacked(response: Any, url: str, most_bytes: int) -> Iterator[bytes]:
    """The body in pieces, unpacked by little steps: a gzip bomb is noticed before it fills the memory."""
    packing = response.headers.get("content-encoding", "identity").strip().casefold()
    if packing in ("identity", ""):
        yield from response.iter_raw(_PIECE)
        return
    if packing not in ("gzip", "x-gzip", "deflate"):
        raise ArticleError(f'it is packed as "{packing}", which was not asked for; save the page', source=url)
    unpacker = zlib.decompressobj(wbits=47)
    received = 0
    for packed in response.iter_raw(_PIECE):
        received += len(packed)
        if received > most_bytes:
            raise ArticleError(f"it is larger than {most_bytes:,} bytes; save the article itself", source=url)
        try:
            while packed and not unpacker.eof:
                yield unpacker.decompress(packed, _PIECE)
                packed = unpacker.unconsumed_tail
        except zlib.error as error:
            raise ArticleError(f"its packing is damaged ({error}); try again", source=url) from error


def _transport(allow: Allow, url: str, deadline: _Deadline) -> Any:
    """A transport that connects to checked addresses only; TLS still proves the host's name."""
    import httpx

    class PinnedTransport(httpx.BaseTransport):
        def __init__(self) -> None:
            self._inner = httpx.HTTPTransport(trust_env=False)

        def handle_request(self, request: httpx.Request) -> httpx.Response:
            host = request.url.host
            port = request.url.port or {"http": 80, "https": 443}[request.url.scheme]
            address = resolve(host, port, allow, source=url)
            extensions = {**request.extensions, "sni_hostname": host, "trace": deadline.watch}
            pinned = httpx.Request(
                request.method,
                request.url.copy_with(host=address),
                headers=request.headers,
                stream=request.stream,
                extensions=extensions,
            )
            return self._inner.handle_request(pinned)

        def close(self) -> None:
            self._inner.close()

    return PinnedTransport()


def _reason(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__


class _Deadline:
    """Ends the open connections when time is up, so that a server which drips bytes can't hold us."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds
        self._connections: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._shut)
        self._timer.daemon = True

    def __enter__(self) -> _Deadline:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        self._timer.join()
        for connection in self._connections:
            connection.close()

    def seconds_left(self) -> float:
        return max(0.01, self._end - time.monotonic())

    def is_over(self) -> bool:
        return time.monotonic() >= self._end

    def check(self, url: str) -> None:
        if self.is_over():
            raise ArticleError("it took too long; save the page and give the file", source=url)

    def watch(self, event: str, details: dict[str, Any]) -> None:
        """Trace hook of httpx: keeps a second handle of every connection, which TLS doesn't take over."""
        if event == "connection.connect_tcp.complete":
            connection = details["return_value"].get_extra_info("socket")
            if connection is not None:
                self._connections.append(connection.dup())

    def _shut(self) -> None:
        for connection in self._connections:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
