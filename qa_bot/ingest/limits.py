"""How much of a file, an archive or a download is read at most."""

from __future__ import annotations

import os
import zlib
from pathlib import Path

from qa_bot.errors import ArticleError

MOST_FILE_BYTES = 50_000_000
MOST_UNPACKED_BYTES = 200_000_000
_PIECE = 1 << 20


def read_bytes(path: Path, *, source: str = "", most: int = MOST_FILE_BYTES) -> bytes:
    """The content of a regular file of at most `most` bytes.

    Raises `ArticleError` naming size and limit, or why the file can't be read.
    """
    source = source or str(path)
    try:
        if not path.is_file():
            raise ArticleError(_not_a_file(path), source=source)
        with path.open("rb") as file:
            # one byte more shows a file that grew after its size was asked
            content = file.read(most + 1)
            size = max(len(content), os.fstat(file.fileno()).st_size)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ArticleError(f"can't be read: {reason}", source=source) from error
    if len(content) > most:
        raise ArticleError(too_large(size, most), source=source)
    return content


def gunzip(packed: bytes, *, source: str = "", most: int = MOST_UNPACKED_BYTES) -> bytes:
    """The content of a gzip file, at most `most` bytes of it; `ArticleError` for more or for damage.

    >>> import gzip
    >>> gunzip(gzip.compress("금리".encode())).decode()
    '금리'
    """
    content = bytearray()
    try:
        while packed:
            unpacker = zlib.decompressobj(wbits=31)
            while packed and not unpacker.eof:
                content += unpacker.decompress(packed, _PIECE)
                packed = unpacker.unconsumed_tail
                if len(content) > most:
                    raise ArticleError(
                        f"it unpacks to more than the limit of {most:,} bytes; split it", source=source
                    )
            if not unpacker.eof:
                raise ArticleError("the gzip archive is cut short; copy it again", source=source)
            packed = unpacker.unused_data.lstrip(b"\x00")
    except zlib.error as error:
        raise ArticleError(f"it is no gzip archive ({error}); copy it again", source=source) from error
    return bytes(content)


def too_large(size: int, most: int) -> str:
    """The words for a file over the limit."""
    return f"it has {size:,} bytes, the limit is {most:,}; split it into smaller files"


def _not_a_file(path: Path) -> str:
    if not path.exists():
        return "there is no such file or folder; check the path"
    return "it is no regular file; give a file or a folder"
