"""Serves three articles over models that load at once, so that a test can stop the server and start it again.

python serve_fakes.py PORT LIBRARY
"""

from __future__ import annotations

import sys

from newsroom import open_with_fakes

from qa_bot.settings import Settings
from qa_bot.types import Article
from qa_bot.web import launch

SIGNED = Article(  # which suggests a question
    id="signed",
    title="나래 소식",
    text="나래 소식\n김지은 기자\n\n본문이다.",
    language="ko",
    author="김지은",
)


def main() -> None:
    port, library = int(sys.argv[1]), sys.argv[2]
    with open_with_fakes(Settings(library=library, threshold=0.4), samples=True) as bot:
        bot.add(SIGNED)
        launch(bot, "127.0.0.1", port)


if __name__ == "__main__":
    main()
