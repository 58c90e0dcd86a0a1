"""Chromium without a window, driven by the test; what it sent, and what its console said."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

REQUIRED = "QA_BOT_BROWSER"  # "required" where a missing browser is a failure, as in CI
_PROGRAMS = ("chromium", "chromedriver")
_ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",  # it won't start as root with it
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--window-size=1280,900",
    # what the page asks of others would be seen in the log of requests; it must not get there either
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
_OF_GRADIO = ('"Method not implemented."',)  # whenever an upload ends
# Gradio gives up its stream when a page is left, and says so, now and then after the next page is there.
_GIVEN_UP, _CUT_OFF = "AbortError: signal is aborted without reason", '"Connection errored out. "'


class NoBrowser(Exception):
    """The tests of this folder can't run here; the text says what is missing."""


def find_programs(which: Callable[[str], str | None] = shutil.which) -> tuple[str, str]:
    """Paths of Chromium and of its driver; `NoBrowser` where one is missing."""
    found = [which(name) for name in _PROGRAMS]
    missing = [name for name, path in zip(_PROGRAMS, found, strict=True) if not path]
    if missing:
        names = " and ".join(missing)
        raise NoBrowser(f"{names} not found; on Debian: apt-get install chromium chromium-driver")
    return str(found[0]), str(found[1])


def is_required(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether the tests have to run, and fail where they can't."""
    return environ.get(REQUIRED, "") == "required"


@contextmanager
def chromium(profile: Path) -> Iterator[webdriver.Chrome]:
    """A browser with an empty profile; nothing is downloaded for it and nothing reported about it."""
    os.environ["SE_AVOID_STATS"] = os.environ["SE_OFFLINE"] = "true"
    program, driver = find_programs()
    options = Options()
    options.binary_location = program
    for argument in (*_ARGUMENTS, f"--user-data-dir={profile}"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    browser = webdriver.Chrome(options=options, service=Service(driver))
    try:
        browser.set_script_timeout(60)
        yield browser
    finally:
        browser.quit()


def network_requests(browser: webdriver.Chrome) -> Iterator[dict[str, Any]]:
    """What was asked of the network since the last call: the log is emptied by reading it."""
    for entry in browser.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            request = message["params"]["request"]
            if request["url"].startswith(("http", "ws")):
                yield request


def console_complaints(browser: webdriver.Chrome) -> list[str]:
    """Errors and warnings in the console since the last call, but for those that are Gradio's own."""
    said = [one["message"] for one in browser.get_log("browser") if one["level"] in ("SEVERE", "WARNING")]
    return without_gradios(said)


def without_gradios(said: list[str]) -> list[str]:
    """The messages that are not Gradio's own; a connection that broke counts, unless the page was left."""
    known = (*_OF_GRADIO, _CUT_OFF) if any(_GIVEN_UP in one for one in said) else _OF_GRADIO
    return [one for one in said if not one.endswith(known) and _GIVEN_UP not in one]
