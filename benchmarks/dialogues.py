"""How many follow-up questions are understood, and how often a complete question is taken for one.

    python benchmarks/dialogues.py [--datasets DIR [--limit 3000]] [--part test] [--show]

Each conversation of `data/eval/dialogues.jsonl` is held with the bot over the sample articles: what it
understood and answered is what its next question follows on. Every follow-up is asked three times: as
typed, as understood, and as someone would ask it without the conversation, which is the most that
understanding can reach. An answer is right by the rule of `qa-bot evaluate` and only from an article that
the file names, wrong where none is given.
False alarms are counted among the complete questions of the dialogues and among all of
`data/eval/questions.jsonl`, each asked after a conversation about another story; with `--datasets` also
among public questions, of which some do hold a "he" or "그" that nothing in them explains.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from record import record
from sets import FILES, draw

from qa_bot import QABot
from qa_bot.dialogue import Turn, Understanding, understand
from qa_bot.evaluation.dataset import read_examples
from qa_bot.evaluation.example import Example, Gold
from qa_bot.evaluation.scores import score_example
from qa_bot.types import Answer

DATA = Path(__file__).parent.parent / "data"
FOLLOW_UPS = ("ellipsis", "pronoun", "article", "substitution")
PUBLIC = ("squad dev", "squad unanswerable", "korquad", "klue")
# turns about things that no other question asks about
UNRELATED = (
    ("Who is the head coach of the Garam handball team?", "온유사 종은 언제 만들어졌어?"),
    ("다온소금협동조합을 이끄는 사람은 누구야?", "Where will the Gomnae Tunnel end?"),
)


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one turn."""

    kind: str
    is_across: bool
    understanding: Understanding
    has_essentials: bool
    right: dict[str, bool]
    shown: str


def main() -> None:
    """Hold all conversations and record the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--datasets", type=Path, help="folder with qa/*.jsonl.gz")
    parser.add_argument("--limit", type=int, default=3000, help="questions of each public set")
    parser.add_argument("--part", choices=("dev", "test"), help="one half only, without recording")
    parser.add_argument("--show", action="store_true", help="print each follow-up")
    options = parser.parse_args()
    dialogues = read_lines(DATA / "eval" / "dialogues.jsonl")
    parts = [options.part] if options.part else ["dev", "test"]
    with tempfile.TemporaryDirectory() as folder, QABot.open(folder) as bot:
        bot.add(DATA / "articles")
        figures: dict[str, Any] = {}
        for part in parts:
            results = [r for d in dialogues if d["part"] == part for r in hold(bot, d["turns"])]
            figures[part] = summarise(results)
            if options.show:
                show(results)
        conversations = [[Turn(question, bot.ask(question)) for question in asked] for asked in UNRELATED]
    own = [line["question"] for line in read_lines(DATA / "eval" / "questions.jsonl")]
    figures["false alarms on questions.jsonl"] = false_alarms(own, conversations)
    for name in PUBLIC if options.datasets else ():
        examples = draw(read_examples(options.datasets / "qa" / f"{FILES[name]}.jsonl.gz"), options.limit)
        questions = [example.question for example in examples]
        figures[f"changed on {name}"] = false_alarms(questions, conversations)
    figures["milliseconds, median and longest"] = times(dialogues)
    if options.part:
        print(json.dumps(figures, indent=1, ensure_ascii=False))
    else:
        record("dialogues", figures)


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def hold(bot: QABot, turns: Iterable[dict[str, Any]]) -> list[Result]:
    """A conversation, turn by turn, each understood after what was really answered before."""
    said: list[Turn] = []
    results = []
    for number, turn in enumerate(turns):
        understanding = bot.understand(turn["asked"], said)
        answer = bot.ask(understanding.question, answer_language=understanding.answer_language)
        is_across = number > 0 and turn["lang"] != _language(said[-1].question)
        results.append(_result(bot, turn, understanding, answer, is_across=is_across))
        said.append(Turn(understanding.question, answer))
    return results


def _result(
    bot: QABot, turn: dict[str, Any], understanding: Understanding, answer: Answer, *, is_across: bool
) -> Result:
    lowered = understanding.question.lower()
    has_essentials = all(any(word.lower() in lowered for word in words) for words in turn["essential"])
    right = {"understood": is_right(turn, answer)}
    if turn["kind"] in FOLLOW_UPS:
        right["as asked"] = is_right(turn, bot.ask(turn["asked"]))
        right["complete"] = is_right(turn, bot.ask(turn["complete"]))
    shown = f"{turn['asked']} → {understanding.question} → {answer.text}"
    return Result(turn["kind"], is_across, understanding, has_essentials, right, shown)


def is_right(turn: dict[str, Any], answer: Answer) -> bool:
    """Whether an answer is right; for a question without one, whether none was given."""
    if not turn["answers"]:
        return not answer
    if not answer:
        return False
    doc = Path(answer.citations[0].article.source).stem
    golds = tuple(Gold(gold["text"], doc=doc) for gold in turn["answers"] if gold["doc"] == doc)
    if not golds:
        return False
    language = turn["lang"]
    example = Example("", "", None, turn["complete"], golds, language, language)
    return score_example(answer.text, example).is_right


def summarise(results: Sequence[Result]) -> dict[str, Any]:
    """Shares in percent, over all follow-ups and by kind."""
    follow_ups = [r for r in results if r.kind in FOLLOW_UPS]
    complete = [r for r in results if r.kind not in FOLLOW_UPS]
    groups = {
        "all follow-ups": follow_ups,
        "across languages": [r for r in follow_ups if r.is_across],
        **{kind: [r for r in follow_ups if r.kind == kind] for kind in FOLLOW_UPS},
    }
    figures: dict[str, Any] = {name: _shares(group) for name, group in groups.items() if group}
    figures["complete questions"] = len(complete)
    figures["false alarms"] = sum(r.understanding.is_follow_up for r in complete)
    return figures


def _shares(results: Sequence[Result]) -> dict[str, float]:
    def percent(verdicts: Iterable[bool]) -> float:
        return round(100 * sum(verdicts) / len(results), 1)

    return {
        "n": len(results),
        "essentials understood": percent(r.has_essentials for r in results),
        "right as asked": percent(r.right["as asked"] for r in results),
        "right as understood": percent(r.right["understood"] for r in results),
        "right as completed by hand": percent(r.right["complete"] for r in results),
    }


def false_alarms(questions: Sequence[str], conversations: Sequence[Sequence[Turn]]) -> dict[str, Any]:
    """Complete questions that came back changed after conversations about other things."""
    changed = sorted({q for q in questions for turns in conversations if understand(q, turns).is_follow_up})
    return {"n": len(questions), "changed": len(changed), "questions": changed}


def times(dialogues: Iterable[dict[str, Any]]) -> list[float]:
    """How long understanding takes, the analysis of Korean included."""
    taken = []
    for dialogue in dialogues:
        said: list[Turn] = []
        for turn in dialogue["turns"]:
            begun = time.perf_counter()
            understand(turn["asked"], said)
            taken.append(1000 * (time.perf_counter() - begun))
            said.append(Turn(turn["complete"], Answer(turn["complete"])))
    taken.sort()
    return [round(taken[len(taken) // 2], 2), round(taken[-1], 2)]


def show(results: Iterable[Result]) -> None:
    """Print each turn with its verdicts."""
    for result in results:
        marks = "".join("+" if verdict else "-" for verdict in result.right.values())
        essentials = "" if result.has_essentials else " ESSENTIALS MISSING"
        alarm = " FALSE ALARM" if result.kind not in FOLLOW_UPS and result.understanding.is_follow_up else ""
        print(f"{result.kind:12} {marks:3} {result.shown}{essentials}{alarm}")


def _language(question: str) -> str:
    from qa_bot.text.language import detect_question

    return detect_question(question)


if __name__ == "__main__":
    main()
