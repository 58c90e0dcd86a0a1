"""The sample articles, served to people who know one another and to strangers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from programs import free_port, serving


@dataclass(frozen=True, slots=True)
class Pages:
    """The addresses of both pages, and the folder of their library."""

    shared: str
    public: str
    cache: Path


@contextmanager
def serve_pages(folder: Path) -> Iterator[Pages]:
    """Both, over the shipped models; whatever they keep goes into the folder."""
    port, public_port = free_port(), free_port()
    cache = folder / "cache"
    with serving(
        [str(Path(__file__).with_name("serve_pages.py")), str(port), str(public_port)],
        port,
        folder,
        QA_BOT_CACHE=str(cache),
        GRADIO_TEMP_DIR=str(folder / "uploads"),
        GRADIO_ANALYTICS_ENABLED="False",
    ) as address:
        yield Pages(address, f"http://127.0.0.1:{public_port}/", cache)
