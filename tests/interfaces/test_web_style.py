"""Colours of our own that tell something can be told from what is around them, in light and dark."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import qa_bot.web

STYLE = (Path(qa_bot.web.__file__).parent / "style.css").read_text(encoding="utf-8")
LIGHT, DARK = (
    dict(re.findall(r"--(qa-[a-z]+): (#[0-9a-f]{6});", part)) for part in STYLE.split(".dark {", 1)
)
PAGES = {"light": (LIGHT, "#ffffff"), "dark": (DARK, "#18181b")}  # behind an answer, in Gradio's own theme


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """1 to 21.

    https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio: black on white has 21.
    """
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("filled", ["qa-sure", "qa-doubtful"])
def test_the_meter_of_confidence_stands_out_from_its_track_and_the_page(page: str, filled: str) -> None:
    colours, behind = PAGES[page]
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast(colours[filled], colours["qa-track"]) >= 3
    assert contrast(colours[filled], behind) >= 3


def test_an_uncertain_answer_has_no_green_meter() -> None:
    for colours in (LIGHT, DARK):
        red, green, blue = (int(colours["qa-doubtful"][place : place + 2], 16) for place in (1, 3, 5))
        assert green < blue
        assert abs(red - green) < 32
