"""A page of endpoints alone, over the fakes: python programs_page.py PORT, options by QA_BOT_*.

Every visitor of a public page has the two articles of the newsroom and those of its own.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from newsroom import HARBOUR, KITES, open_with_fakes

from qa_bot.bot import QABot
from qa_bot.settings import Settings
from qa_bot.web.api import register_api
from qa_bot.web.limits import Limits
from qa_bot.web.options import WebOptions
from qa_bot.web.serving import launch_arguments


class LibraryForEach:
    """A library for each visitor of a public page, one for all of any other."""

    def __init__(self, folder: Path, options: WebOptions) -> None:
        self._folder, self._is_public = folder, options.is_public
        self._bots: dict[str, QABot] = {}

    def bot_of(self, visitor: str) -> QABot:
        name = visitor.replace(":", "-") if self._is_public else "shared"
        if name not in self._bots:
            settings = Settings(library=str(self._folder / name), threshold=0.4)
            self._bots[name] = open_with_fakes(settings, create=True)
            self._bots[name].add(HARBOUR, KITES)
        return self._bots[name]


def main() -> None:
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    import gradio as gr

    options = WebOptions.load()
    folder = Path(tempfile.mkdtemp())
    with gr.Blocks(analytics_enabled=False) as demo:
        register_api(LibraryForEach(folder, options), options, Limits(options))
    demo.queue(max_size=options.most_waiting)
    demo.launch(server_port=int(sys.argv[1]), quiet=True, **launch_arguments(options))


if __name__ == "__main__":
    main()
