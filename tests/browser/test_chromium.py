"""Where these tests run: with a browser that is there, and always where one is required."""

from __future__ import annotations

from pathlib import Path

import pytest
from chromium import REQUIRED, NoBrowser, find_programs, is_required, without_gradios


def test_a_missing_browser_is_named_with_the_way_to_get_it() -> None:
    with pytest.raises(NoBrowser, match=r"^chromedriver not found; on Debian: apt-get install chromium"):
        find_programs({"chromium": "/usr/bin/chromium"}.get)
    with pytest.raises(NoBrowser, match=r"^chromium and chromedriver not found"):
        find_programs({}.get)


def test_only_a_required_browser_may_not_be_missing(repository: Path) -> None:
    assert not is_required({})
    assert not is_required({REQUIRED: "no"})
    assert is_required({REQUIRED: "required"})
    ci = repository / ".ci" / "run"
    if not ci.exists():
        pytest.skip("not a checkout")
    assert f"export {REQUIRED}=required" in ci.read_text(encoding="utf-8")


def test_a_broken_connection_is_a_complaint_unless_the_page_was_left() -> None:
    left = "index.js 3:12 AbortError: signal is aborted without reason\n    at close (index.js:4:1)"
    broken = 'index.js 3:15 "Unexpected error" "Connection errored out. "'
    assert without_gradios([left, broken, broken]) == []
    assert without_gradios([broken]) == [broken]
    assert without_gradios([left, "ours.js 1:1 oh"]) == ["ours.js 1:1 oh"]
