"""Serves the sample articles twice: to people who know one another, and to strangers.

    python serve_pages.py PORT PUBLIC_PORT

Both pages stand over one bot, whose models are loaded once.
"""

from __future__ import annotations

import sys

from qa_bot.default import open_default
from qa_bot.web import launch
from qa_bot.web.options import WebOptions


def main() -> None:
    port, public_port = (int(one) for one in sys.argv[1:])
    with open_default() as bot:
        # many questions in a row come from one address here
        strangers = WebOptions(is_public=True, questions_a_minute=1000)
        launch(bot, "127.0.0.1", public_port, options=strangers, is_blocking=False)
        launch(bot, "127.0.0.1", port, options=WebOptions(questions_a_minute=1000))


if __name__ == "__main__":
    main()
