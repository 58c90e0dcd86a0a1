"""The articles tab: adding, finding, reading, refreshing and removing, on Gradio's own parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qa_bot.web.limits import Limits
from qa_bot.web.options import WebOptions
from qa_bot.web.shelf_desk import ShelfDesk, Visitors
from qa_bot.web.shelf_parts import Labels, build_adding, build_finding, build_reading
from qa_bot.web.shelf_query import Query
from qa_bot.web.shelf_wiring import Parts, States, wire_adding, wire_changes, wire_finding, wire_reading

if TYPE_CHECKING:
    import gradio as gr


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the page wires: `changed` gets another value whenever articles came or went.

    Labels follow the language by `relabel`.
    """

    changed: gr.State
    labels: Labels

    @property
    def relabel_outputs(self) -> list[Any]:
        """The components with words of the shelf."""
        return self.labels.components

    def relabel(self, language: str) -> list[Any]:
        """An update for each of them; the list and the article follow the language state by themselves."""
        return self.labels.updates(language)


def build_shelf(
    visitors: Visitors, options: WebOptions, language: gr.State, limits: Limits | None = None
) -> Shelf:
    """Adds the shelf to the `gr.Blocks` that is being built; it speaks the language that the state holds."""
    import gradio as gr

    labels = Labels()
    states = States(language, gr.State(Query()), gr.State(""), gr.State(0), gr.State(None))
    with gr.Column(elem_classes="qa-shelf"):
        with gr.Row(elem_classes="qa-shelf-notices"):
            notice = gr.HTML("", apply_default_css=False, scale=4)
            undo = labels.make(
                gr.Button,
                lambda say: {"value": say.undo},
                visible=False,
                size="sm",
                min_width=120,
                elem_id="qa-shelf-undo",
            )
        with gr.Column() as list_side:
            adding = build_adding(labels, options)
            finding = build_finding(labels)
        with gr.Column(visible=False) as article_side:
            reading = build_reading(labels)
    parts = Parts(notice, undo, list_side, article_side, adding, finding, reading)
    desk = ShelfDesk(visitors, options)
    limits = limits or Limits(options)
    wire_finding(desk, states, parts)
    wire_reading(desk, states, parts)
    wire_changes(desk, states, parts, limits)
    wire_adding(desk, states, parts, options, limits)
    return Shelf(states.changed, labels)
