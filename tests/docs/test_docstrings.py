"""Every example in a docstring says what really comes out."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import qa_bot

MODULES = sorted(
    name for _, name, _ in pkgutil.walk_packages(qa_bot.__path__, "qa_bot.") if not name.endswith("__main__")
)


@pytest.mark.parametrize("name", ["qa_bot", *MODULES])
def test_the_examples_of_a_module_are_true(name):
    module = importlib.import_module(name)
    failed, _ = doctest.testmod(module, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert failed == 0


def test_the_package_has_examples_to_try():
    finder = doctest.DocTestFinder(exclude_empty=True)
    tests = [t for name in MODULES for t in finder.find(importlib.import_module(name)) if t.examples]
    assert len(tests) >= 40


@pytest.mark.parametrize("name", ["qa_bot", *MODULES])
def test_every_module_says_its_idea_in_one_sentence(name):
    first = (importlib.import_module(name).__doc__ or "").strip().split("\n")[0]
    assert first
    assert len(first) <= 110
