"""The two pages, Chromium, and a visit whose console has to stay silent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from chromium import NoBrowser, chromium, find_programs, is_required
from selenium import webdriver
from served import Pages, serve_pages
from visit import Visit


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory, copy_samples: Callable[[Path], Path]) -> Iterator[Pages]:
    folder = tmp_path_factory.mktemp("pages")
    copy_samples(folder / "cache")
    with serve_pages(folder) as served:
        yield served


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    """One for all tests; without it they are skipped, or fail where it is required."""
    try:
        find_programs()
    except NoBrowser as problem:
        if is_required():
            pytest.fail(str(problem), pytrace=False)
        pytest.skip(str(problem))
    with chromium(tmp_path_factory.mktemp("profile")) as started:
        yield started


@pytest.fixture
def visit(browser: webdriver.Chrome, pages: Pages) -> Iterator[Visit]:
    """The page, not yet opened. Whatever the test does: no error in the console, no request to another host."""
    visit = Visit(browser, pages.shared)
    yield visit
    visit.end()
    assert visit.complaints() == []


@pytest.fixture
def strangers(browser: webdriver.Chrome, pages: Pages, tmp_path: Path) -> Iterator[tuple[Visit, Visit]]:
    """Two visitors of the public page, each with a browser of their own."""
    with chromium(tmp_path / "profile") as other:
        visits = Visit(browser, pages.public), Visit(other, pages.public)
        yield visits
        assert [one.complaints() for one in visits] == [[], []]
