"""A browser's visit without the browser: the page's own events over HTTP, as its JavaScript sends them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx


@dataclass
class Visit:
    """One open page, known to the server by its session."""

    address: str
    session: str
    language: str = "en"
    config: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        self.config = httpx.get(f"{self.address}config", timeout=30).json()

    def ask(self, question: str) -> list[list[str]]:
        """The cards of the conversation after each step, as the question box gets them."""
        return [cards for cards in map(cards_of, self.send("qa-question", "submit", question)) if cards]

    def press(self, event: str, **data: str) -> list[list[Any]]:
        """The outputs after a button of a card was pressed, as `scripts/page.js` sends it."""
        return list(self.send("qa-buttons", event, event_data=data))

    def begin(self) -> list[Any]:
        """What the page is told when it has loaded."""
        (loading,) = [one for one in self.config["dependencies"] if self._is_beginning(one)]
        *_, told = self.outputs(loading, [None] * len(loading["inputs"]), None)
        return told

    def send(self, elem_id: str, event: str, *typed: Any, event_data: Any = None) -> Iterator[list[Any]]:
        """The outputs of the component's listener, one list for each time that it yields."""
        wanted = [self.component(elem_id), event]
        (found,) = [
            one for one in self.config["dependencies"] if wanted in one["targets"] and one["backend_fn"]
        ]
        values = [*typed, *[None] * (len(found["inputs"]) - len(typed))]
        yield from self.outputs(found, values, event_data)

    def component(self, elem_id: str) -> int:
        """The number of the component of that id."""
        (found,) = [one for one in self.config["components"] if one["props"].get("elem_id") == elem_id]
        return int(found["id"])

    def _is_beginning(self, dependency: dict[str, Any]) -> bool:
        is_load = any(event == "load" for _, event in dependency["targets"])
        return is_load and self.component("qa-language") in dependency["outputs"]

    def outputs(self, dependency: dict[str, Any], values: list[Any], data: Any) -> Iterator[list[Any]]:
        """What a listener gives for these inputs, once for each time that it yields."""
        httpx.post(
            f"{self.address}gradio_api/queue/join",
            json={
                "data": values,
                "fn_index": dependency["id"],
                "session_hash": self.session,
                "event_data": data,
            },
            headers={"accept-language": self.language},
            timeout=30,
        ).raise_for_status()
        place = f"{self.address}gradio_api/queue/data?session_hash={self.session}"
        with httpx.stream("GET", place, timeout=60) as events:
            messages = [json.loads(line[len("data: ") :]) for line in events.iter_lines() if line]
        shown: list[Any] = []
        for message in messages:
            if message["msg"] == "process_generating":
                new = message["output"]["data"]
                shown = [apply(old, one) for old, one in zip(shown, new, strict=True)] if shown else new
                yield json.loads(json.dumps(shown))
            if message["msg"] == "process_completed":
                assert message["success"], message
                if not shown:
                    yield message["output"]["data"]


def cards_of(outputs: list[Any]) -> list[str]:
    """The HTML of the conversation; empty where it was left as it is."""
    chat = outputs[0]
    return [turn["content"][0]["value"] for turn in chat] if isinstance(chat, list) else []


def apply(value: Any, differences: Any) -> Any:
    """Gradio's edits (`replace`, `add`, `append`, `delete` at a path) carried out on what was sent before."""
    for action, path, new in differences:
        if not path:
            value = value + new if action == "append" else new
            continue
        *way, last = path
        place = value
        for step in way:
            place = place[step]
        if action == "add" and isinstance(place, list):
            place.insert(last, new)
        elif action == "append":
            place[last] += new
        elif action == "delete":
            del place[last]
        else:
            place[last] = new
    return value
