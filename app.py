"""The page over the default library: what `make run` and a Gradio Space start."""

from qa_bot.default import open_default
from qa_bot.errors import QABotError
from qa_bot.web import launch
from qa_bot.web.options import WebOptions
from qa_bot.web.serving import listening_place
from qa_bot.web.zero_gpu import ask_for_zero_gpu


def main() -> None:
    """Serves the page: to everyone on a Space, to this machine elsewhere."""
    ask_for_zero_gpu()
    try:
        options, (host, port) = WebOptions.load(), listening_place()
        with open_default() as bot:
            launch(bot, host, port, options=options)
    except QABotError as error:
        raise SystemExit(f"qa_bot: error: {error}") from error


if __name__ == "__main__":
    main()
