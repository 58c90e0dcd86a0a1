"""Where the focus goes when what was pressed on the shelf is gone: JavaScript for the browser."""

from __future__ import annotations

FOCUS_NOTICE = """() => setTimeout(() => {
  (document.querySelector("#qa-shelf-undo") || document.querySelector(".qa-shelf-notice"))?.focus();
}, 120)"""
FOCUS_OPENER = """() => setTimeout(() => {
  const opener = window.qaShelfOpener && CSS.escape(window.qaShelfOpener);
  document.querySelector(`.qa-shelf-list .qa-shelf-open[data-article="${opener}"]`)?.focus();
}, 120)"""
FOCUS_ADDING = """() => setTimeout(() => {
  document.querySelector(".qa-shelf-adding .label-wrap")?.focus();
}, 120)"""
