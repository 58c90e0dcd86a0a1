"""Bytes of an evaluation file to text: UTF-8, plain or gzip, whatever its name ends with."""

from __future__ import annotations

import gzip
import io
import zlib
from pathlib import Path

from qa_bot.errors import ArticleError

# ten times the largest public set; more is a mistake or a bomb
MOST_BYTES = 1 << 30

_GZIP_MAGIC = b"\x1f\x8b"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def read_file(path: str | Path, most_bytes: int = MOST_BYTES) -> str:
    """The file's text without a byte order mark.

    `ArticleError` for a file that is not there, is cut short, is no UTF-8 (with its line), or holds more
    than `most_bytes` once unpacked.
    """
    data = _read_bytes(Path(path), most_bytes)
    if data.startswith(_GZIP_MAGIC):
        data = _unpack(data, str(path), most_bytes)
    data = data.removeprefix(_BYTE_ORDER_MARK)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        problem = f"byte 0x{data[error.start]:02x} is no UTF-8; save the file as UTF-8"
        line = data.count(b"\n", 0, error.start) + 1
        raise ArticleError(problem, source=str(path), line=line) from error


def _read_bytes(path: Path, most_bytes: int) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(most_bytes + 1)
    except FileNotFoundError as error:
        raise ArticleError("there is no such file; check the path", source=str(path)) from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise ArticleError(f"can't be read ({error}); name a readable file", source=str(path)) from error
    return _within(data, str(path), most_bytes)


def _unpack(data: bytes, source: str, most_bytes: int) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            unpacked = file.read(most_bytes + 1)
    except (EOFError, zlib.error, OSError) as error:
        problem = f"is damaged or cut short ({error}); copy it again"
        raise ArticleError(problem, source=source) from error
    return _within(unpacked, source, most_bytes)


def _within(data: bytes, source: str, most_bytes: int) -> bytes:
    if len(data) > most_bytes:
        raise ArticleError(f"holds more than {most_bytes} bytes; split it", source=source)
    return data
