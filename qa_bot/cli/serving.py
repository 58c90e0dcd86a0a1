"""The verb `serve`."""

from __future__ import annotations

from qa_bot.cli.session import Session


def serve(session: Session) -> int:
    """Serves the chat page until Ctrl-C."""
    from qa_bot.web import launch

    with session.bot(has_samples=True) as bot:
        session.console.note("loading the page; Ctrl-C ends it")
        launch(bot, host=session.options.host, port=session.options.port)
    return 0
