"""What axe-core finds on the page; its script comes with a package, of which nothing else is used."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from visit import Visit

_RUN = """
const done = arguments[arguments.length - 1];
axe.run(document, {resultTypes: ['violations']}).then(
  (found) => done(found.violations.map((one) => [one.id, one.impact, one.nodes.map((node) => node.html.slice(0, 300))])),
  (error) => done([['axe failed', 'critical', [String(error)]]]),
);
"""


def serious_problems(visit: Visit) -> list[str]:
    """A line for each problem that axe calls serious or critical, with the elements that have it."""
    if not visit.script("return 'axe' in window"):
        visit.script(_axe())
    found = visit.browser.execute_async_script(_RUN)
    return [
        f"{impact} {name}: {' | '.join(nodes)}"
        for name, impact, nodes in found
        if impact in ("serious", "critical")
    ]


def _axe() -> str:
    found = find_spec("axe_playwright_python")  # not imported: that would want Playwright
    if found is None or found.origin is None:
        raise AssertionError("axe's script is missing: pip install --no-deps axe-playwright-python")
    return Path(found.origin).with_name("axe.min.js").read_text(encoding="utf-8")
