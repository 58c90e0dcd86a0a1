"""From a file, a URL or a record to an `Article`."""

from __future__ import annotations

from qa_bot.ingest.compose import compose
from qa_bot.ingest.folders import find_files
from qa_bot.ingest.formats import ENDINGS
from qa_bot.ingest.origins import article_id, is_url
from qa_bot.ingest.read import (
    count_sources,
    read_articles,
    read_file,
    read_paste,
    read_text,
    read_upload,
    read_url,
)
from qa_bot.ingest.records import Record, from_mapping

__all__ = [
    "ENDINGS",
    "Record",
    "article_id",
    "compose",
    "count_sources",
    "find_files",
    "from_mapping",
    "is_url",
    "read_articles",
    "read_file",
    "read_paste",
    "read_text",
    "read_upload",
    "read_url",
]
