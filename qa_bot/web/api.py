"""The page for programs: `answer`, `search` and `add_article`, over HTTP, `gradio_client` and MCP.

Annotations are evaluated here, unlike elsewhere: Gradio makes schemas of them, and tool descriptions of the
docstrings, which is why these say everything.
"""

import json
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from qa_bot.errors import ConfigError, QABotError
from qa_bot.web.api_arguments import PASSAGES, article_or_url, checked_count, checked_text, filters_of
from qa_bot.web.api_results import (
    AddResult,
    AnswerResult,
    PassageResult,
    add_result,
    answer_result,
    passage_result,
)
from qa_bot.web.limits import Limits
from qa_bot.web.options import WebOptions
from qa_bot.web.visitor import VISITOR_HEADER, is_by_mcp, is_known_again, visitor_of

if TYPE_CHECKING:
    from qa_bot.bot import QABot

_LOG = logging.getLogger(__name__)
_SURPRISE = "something went wrong here; try again, or ask in other words"
# how many arguments each endpoint takes
ARGUMENTS = {"answer": 5, "search": 6, "add_article": 6}

T = TypeVar("T")


class Bots(Protocol):
    """Which articles a visitor sees; `qa_bot.visitors.Visitors` is the one that the page uses."""

    def bot_of(self, visitor: str) -> "QABot":
        """The bot over the visitor's articles."""
        ...


def register_api(visitors: Bots, options: WebOptions, limits: Limits) -> None:
    """Adds the endpoints to the `gr.Blocks` that is being built."""
    import gradio as gr

    def answer(  # noqa: D417 - the request is no argument of the caller's
        question: str,
        language: str = "",
        source: str = "",
        since: str = "",
        until: str = "",
        request: gr.Request | None = None,
    ) -> AnswerResult:
        """Answers a question with the exact words of news articles, and cites where they stand.

        Nothing is made up: the answer is a slice of an article's text. Where the articles don't say, text is
        null, and reason and nearest say why and what came closest.

        Args:
            question: A question in Korean or English, of at most 2,000 characters.
            language: Only articles in this language: ko, en or other. Empty for all.
            source: Only articles whose file name or URL has this in it, whatever the case. Empty for all.
            since: Only articles published on this day or later, as YYYY-MM-DD. Empty for all.
            until: Only articles published on this day or earlier, as YYYY-MM-DD. Empty for all.

        Returns:
            text: the words of the first citation; null where the articles don't say
            confidence: the share of such answers that are right, 0 to 1
            citations: best first, each with quote, article, start and end: quote is article.text[start:end]
            nearest: without an answer, the passages that came closest
            reason: without an answer, why there is none
            other_reports: what stories of other days say otherwise, latest first, like citations
        """

        def work() -> AnswerResult:
            bot = visitors.bot_of(visitor_of(request))
            return answer_result(
                bot.ask(
                    checked_text("question", question),
                    filters=filters_of(language, source, since, until),
                ),
                shows_paths=not options.is_public,
            )

        return _for_program(limits.check_question, request, lambda: limits.within_time(work))

    def search(  # noqa: D417 - the request is no argument of the caller's
        question: str,
        k: int = PASSAGES,
        language: str = "",
        source: str = "",
        since: str = "",
        until: str = "",
        request: gr.Request | None = None,
    ) -> list[PassageResult]:
        """Finds the passages of news articles that a question, or a few words, are about; best first.

        Args:
            question: What to look for, in Korean or English, of at most 2,000 characters.
            k: How many passages, 1 to 50.
            language: Only articles in this language: ko, en or other. Empty for all.
            source: Only articles whose file name or URL has this in it, whatever the case. Empty for all.
            since: Only articles published on this day or later, as YYYY-MM-DD. Empty for all.
            until: Only articles published on this day or earlier, as YYYY-MM-DD. Empty for all.

        Returns:
            The passages, each with score, text, article, start and end: text is article.text[start:end]
        """

        def work() -> list[PassageResult]:
            bot = visitors.bot_of(visitor_of(request))
            hits = bot.search(
                checked_text("question", question),
                checked_count(k),
                filters=filters_of(language, source, since, until),
            )
            return [passage_result(hit, shows_paths=not options.is_public) for hit in hits]

        return _for_program(limits.check_question, request, lambda: limits.within_time(work))

    def add_article(  # noqa: D417 - the request is no argument of the caller's
        text: str = "",
        url: str = "",
        title: str = "",
        author: str = "",
        published: str = "",
        language: str = "",
        request: gr.Request | None = None,
    ) -> AddResult:
        """Adds a news article, so that questions are answered from it too; give its text, or a URL to fetch.

        The same article again changes nothing, and one with another content takes the old one's place. On a
        public page the article is yours alone, for as long as you come by with the same visit or the same
        header x-qa-bot-visitor.

        Args:
            text: The article's text; the first line is its headline unless a title is given.
            url: Where the article is published, http or https; without a text it is fetched from there.
            title: Its headline. Goes with a text.
            author: Who wrote it. Goes with a text.
            published: When it appeared, as YYYY-MM-DD or YYYY-MM-DD HH:MM. Goes with a text.
            language: ko, en or other; found out where empty. Goes with a text.

        Returns:
            added, updated, unchanged, duplicates: the ids of the articles that this became of
            pairs: how many pairs of Korean and English editions there are now
        """

        def work() -> AddResult:
            if options.is_public and not is_known_again(request):
                raise ConfigError(
                    f"nobody could find the article again: send a header {VISITOR_HEADER} with 16 or more "
                    "letters and digits that you make up and keep"
                )
            stated = {
                "text": text,
                "url": url,
                "title": title,
                "author": author,
                "published": published,
                "language": language,
            }
            added = article_or_url(stated, options.most_upload_bytes)
            return add_result(visitors.bot_of(visitor_of(request)).add(added))

        return _for_program(limits.check_add, request, work)

    gr.api(answer, api_name="answer", concurrency_limit=2, concurrency_id="questions")
    gr.api(search, api_name="search", concurrency_limit=2, concurrency_id="questions")
    gr.api(add_article, api_name="add_article", concurrency_limit=1, concurrency_id="adding")


def _for_program(check: Callable[[Any], None], request: Any, work: Callable[[], T]) -> T:
    """What the work gives once `check` has let it pass; what goes wrong becomes one line for the caller."""
    import gradio as gr

    try:
        check(request)
        result = work()
    except QABotError as error:
        raise gr.Error(" ".join(str(error).split()), print_exception=False) from error
    except Exception as error:
        _LOG.exception("a program's call failed")
        raise gr.Error(_SURPRISE, print_exception=False) from error
    if request is not None and is_by_mcp(request):
        # to a model goes text, and Gradio would make that of it which Python prints, not JSON
        return json.dumps(result, ensure_ascii=False)  # type: ignore[return-value]
    return result
