"""What the page says before its server has been asked anything: the browser puts it into its own language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Wording = dict[str, dict[str, Any]]


def wording_of(components: Sequence[Any], updates: Sequence[Any]) -> Wording:
    """What to set so that the components say what the updates would, by the numbers that Gradio gave them.

    An update is a dict as `gr.update` makes it, or a bare value.

    >>> from types import SimpleNamespace
    >>> wording_of([SimpleNamespace(_id=7)], [{"__type__": "update", "label": "Chat"}])
    {'7': {'label': 'Chat'}}
    """
    return {
        str(component._id): _settings(update) for component, update in zip(components, updates, strict=True)
    }


def _settings(update: Any) -> dict[str, Any]:
    if not isinstance(update, dict):
        return {"value": update}
    return {name: value for name, value in update.items() if name != "__type__"}
