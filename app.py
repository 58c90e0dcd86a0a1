"""The chat page over the default library: what `make run` and a Gradio Space start."""

import os

from qa_bot.default import open_default
from qa_bot.web import launch


def main() -> None:
    """Serves the page, to everyone on a Space and to this machine elsewhere."""
    is_space = "SPACE_ID" in os.environ
    with open_default() as bot:
        launch(bot, host="0.0.0.0" if is_space else None, port=7860 if is_space else None)  # noqa: S104


if __name__ == "__main__":
    main()
