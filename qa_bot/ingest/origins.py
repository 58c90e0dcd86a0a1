"""Where an article comes from, and so its id: the same article keeps its id however often it is read."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

_TRACKING = re.compile(r"(?i)utm_.*|fbclid|gclid|igshid|mc_cid|mc_eid")
_DEFAULT_PORTS = {"http": 80, "https": 443}


def article_id(origin: str) -> str:
    """First 16 hexadecimal digits of the SHA-256 of an origin.

    >>> article_id("https://www.hanbit.example/arti/10201.html")
    '4eacc235a290fda2'
    """
    return hashlib.sha256(origin.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def is_url(text: str) -> bool:
    """Whether `text` is an http or https URL with a host.

    >>> is_url("https://www.hanbit.example/"), is_url("articles/a.txt"), is_url("file:///etc/passwd")
    (True, False, False)
    """
    return normalized_url(text) is not None


def is_remote(source: str) -> bool:
    """Whether it is written as a URL of whatever kind, and so is no path.

    >>> is_remote("https://hanbit.example/"), is_remote("ftp://hanbit.example/"), is_remote("C:/news/a.txt")
    (True, True, False)
    """
    return bool(re.match(r"[A-Za-z][A-Za-z0-9+.-]{1,20}://", source))


def normalized_url(url: str) -> str | None:
    """The URL with a lower-case host and neither fragment nor tracking parameters; None when it is no URL.

    >>> normalized_url("HTTPS://WWW.Hanbit.Example:443/arti/1.html?utm_source=x&page=2#top")
    'https://www.hanbit.example/arti/1.html?page=2'
    """
    url = unicodedata.normalize("NFC", url.strip())
    if not re.match(r"(?i)https?://", url) or re.search(r"\s", url):
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    scheme, host = parts.scheme.lower(), (parts.hostname or "").rstrip(".")
    if not host:
        return None
    netloc = f"[{host}]" if ":" in host else host
    if port is not None and port != _DEFAULT_PORTS[scheme]:
        netloc += f":{port}"
    # quoting makes "/기사/1" and its percent-encoded form one origin; "%" itself stays
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._", errors="replace")
    return urlunsplit((scheme, netloc, path, _without_tracking(parts.query), ""))


def _without_tracking(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True, errors="replace")
    kept = [(name, value) for name, value in pairs if not _TRACKING.fullmatch(name)]
    return query if len(kept) == len(pairs) else urlencode(kept)


def file_origin(path: Path, key: str = "") -> str:
    """The origin of a file, or of the record `key` in it: `file:`, the absolute path, `#` and the key.

    >>> file_origin(Path("/news/a.jsonl"), "12")
    'file:/news/a.jsonl#12'
    """
    # macOS hands out decomposed Hangul in file names
    place = unicodedata.normalize("NFC", path.resolve().as_posix())
    return f"file:{place}" + (f"#{key}" if key else "")


def readable_path(path: str) -> str:
    r"""The path as text that can be stored: names of broken bytes are read as CP949, else escaped.

    Decomposed Hangul, of which macOS makes its file names, is composed.

    >>> readable_path("mix/m\udcb1\udce2\udcbb\udce7.txt"), readable_path("caf\udce9.txt")
    ('mix/m기사.txt', 'caf\\xe9.txt')
    """
    # name by name, for a folder may be in another encoding than what lies in it
    return unicodedata.normalize("NFC", "/".join(_readable_name(name) for name in path.split("/")))


def find_path(readable: str) -> Path | None:
    """The file or folder there is of which `readable_path` made this; None where there is none.

    >>> find_path("/no/such/기사.txt") is None
    True
    """
    path = Path(readable)
    if _is_there(path):
        return path
    place = Path(path.anchor)
    for name in path.parts[1:] if path.anchor else path.parts:
        found = place / name if _is_there(place / name) else _named_readably(place, name)
        if found is None:
            return None
        place = found
    return place


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a name too long, a NUL
        return False


def _named_readably(folder: Path, name: str) -> Path | None:
    """What of the folder's content has that readable name; the first of several by its bytes."""
    try:
        found = sorted(path for path in folder.iterdir() if readable_path(path.name) == name)
    except (OSError, ValueError):
        return None
    return found[0] if found else None


def _readable_name(name: str) -> str:
    try:
        content = name.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # half of a pair, which Windows lets stand in names
        return name.encode("utf-8", "backslashreplace").decode("utf-8")
    for encoding in ("utf-8", "cp949"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("utf-8", "backslashreplace")


def upload_origin(name: str, key: str = "") -> str:
    """The origin of an uploaded file, whose path won't last: its name alone.

    >>> upload_origin("기사.txt")
    'upload:기사.txt'
    """
    return f"upload:{unicodedata.normalize('NFC', name)}" + (f"#{key}" if key else "")
