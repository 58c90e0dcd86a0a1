"""Archives of XML, as word processors write them: bombs are refused before anything is unpacked."""

from __future__ import annotations

import io
import zipfile

from qa_bot.errors import ArticleError

_MOST_PARTS = 5_000
# XML takes some ten times its size in memory
MOST_UNPACKED_BYTES = 100_000_000


def check_archive(content: bytes, source: str, *, kind: str) -> list[str]:
    """The names of the parts of a file of that kind, such as ".docx".

    Refuses archive bombs by the sizes that the directory states; zipfile never unpacks beyond those. Raises
    `ArticleError`.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise ArticleError(f"it is no {kind} ({error}); save it again", source=source) from error
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MOST_UNPACKED_BYTES or len(parts) > _MOST_PARTS:
        raise ArticleError(
            f"it unpacks to {unpacked:,} bytes in {len(parts)} parts, the limits are "
            f"{MOST_UNPACKED_BYTES:,} and {_MOST_PARTS:,}; save the article as text",
            source=source,
        )
    if any(part.flag_bits & 1 for part in parts):
        raise ArticleError("it is encrypted; save it without a password", source=source)
    return [part.filename for part in parts]
