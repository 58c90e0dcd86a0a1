"""What the tests of .hwp share: a file read as an upload is, and the one line that refuses it."""

from __future__ import annotations

import pytest

from qa_bot.errors import ArticleError
from qa_bot.ingest import read_upload
from qa_bot.types import Article


def only(content: bytes) -> Article:
    (found,) = read_upload("a.hwp", content)
    if isinstance(found, ArticleError):
        raise found
    return found


def problem(content: bytes) -> str:
    with pytest.raises(ArticleError) as caught:
        only(content)
    assert "\n" not in str(caught.value)
    return str(caught.value).removeprefix("a.hwp: ")
