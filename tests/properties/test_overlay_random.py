"""Whatever a visitor adds over whatever is shared: it looks like one library of both, and changes nothing."""

from __future__ import annotations

import importlib.util
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qa_bot.errors import LibraryError
from qa_bot.library import LocalLibrary, MemoryLibrary
from qa_bot.library.overlay import OverlayLibrary


def _load(name: str):
    """The sibling file, which is no package's module."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


shelf = _load("test_library_random")
SHARED_IDS = [f"s{n}" for n in range(5)]
OWN_IDS = ["a0", "a1", "z0", *SHARED_IDS[:2]]


def listed(library):
    """Everything that can be read without a search."""
    articles = list(library.articles())
    return (
        articles,
        library.pairs(),
        [library.passages(article.id) for article in articles],
        [[rows.tolist() for rows in library.article_vectors(article.id)] for article in articles],
    )


def make_entry(chosen: random.Random, name: str, editions=(*OWN_IDS, *SHARED_IDS)):
    """An article that may name another edition, which may be here, shared, own or hidden."""
    article, passages, vectors = shelf.make_entry(chosen, name)
    article = replace(article, translation_of=chosen.choice([None, "elsewhere", *editions]))
    return article, [replace(passage, article=article) for passage in passages], vectors


def make_pairs(chosen: random.Random, ids, fixed):
    """The fixed pairs and some more of those that none has taken."""
    taken = {name for pair in fixed for name in pair}
    free = [name for name in ids if name not in taken]
    chosen.shuffle(free)
    half = free[: chosen.randint(0, len(free))]
    return [*fixed, *zip(half[::2], half[1::2], strict=False)]


def change(overlay: OverlayLibrary, shared_entries, own_entries, chosen: random.Random) -> None:
    action = chosen.choice(["add", "add", "many", "remove", "refused"])
    if action == "add":
        entry = make_entry(chosen, chosen.choice(OWN_IDS))
        overlay.add(*entry)
        own_entries[entry[0].id] = entry
    elif action == "many":
        entries = [make_entry(chosen, name) for name in chosen.sample(OWN_IDS, 3)]
        assert overlay.add_many(entries) == 3
        own_entries |= {entry[0].id: entry for entry in entries}
    elif action == "remove":
        name = chosen.choice([*OWN_IDS[:3], *own_entries])
        assert overlay.remove(name) == (own_entries.pop(name, None) is not None)
    else:
        name = chosen.choice([name for name in shared_entries if name not in own_entries])
        with pytest.raises(LibraryError, match="everybody sees"):
            overlay.remove(name)
    ids = sorted({*shared_entries, *own_entries})
    own_or_fixed = make_pairs(chosen, ids, overlay.fixed_pairs())
    kept = [pair for pair in own_or_fixed if set(pair) & own_entries.keys() or pair in overlay.fixed_pairs()]
    overlay.set_pairs(kept)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), on_disk=st.booleans())
def test_an_overlay_answers_as_one_library_of_both(tmp_path_factory, seed, on_disk):
    chosen = random.Random(seed)
    options = {"dimension": shelf.DIMENSION, "terms": shelf.split}
    if on_disk:
        shared = LocalLibrary.open(tmp_path_factory.mktemp("shared"), fingerprint="toy", **options)
    else:
        shared = MemoryLibrary(**options)
    shared_entries = {name: make_entry(chosen, name, SHARED_IDS) for name in SHARED_IDS}
    shared.add_many(shared_entries.values())
    shared.set_pairs(make_pairs(chosen, SHARED_IDS, []))
    before = listed(shared)
    overlay, other = OverlayLibrary(shared, **options), OverlayLibrary(shared, **options)
    own_entries: dict = {}
    for _ in range(8):
        change(overlay, shared_entries, own_entries, chosen)
        whole = MemoryLibrary(**options)
        whole.add_many({**shared_entries, **own_entries}.values())
        whole.set_pairs(overlay.pairs())
        shelf.assert_alike(overlay, whole, chosen)
        assert overlay.headlines() == whole.headlines()
        article = shelf.make_entry(chosen, "probe")[0]
        assert overlay.find_duplicate(article) == whole.find_duplicate(article)
        assert all(overlay.is_unchanged(entry[0]) for entry in own_entries.values())
    assert listed(shared) == before
    assert listed(other) == before
    shared.close()


def test_many_hidden_passages_do_not_shorten_what_is_found():
    options = {"dimension": 2, "terms": shelf.split}
    shared = MemoryLibrary(**options)
    one = np.array([[1, 0]], dtype=np.float32)

    def entry(name, words, vectors):
        article = shelf.Article(id=name, title="", text=words, language="en")
        return article, [shelf.Passage(article, shelf.Span(0, len(words)))], vectors

    shared.add_many(entry(f"s{n:02}", "bridge", one) for n in range(40))
    shared.add(*entry("t", "bridge far", 0.5 * one))
    overlay = OverlayLibrary(shared, **options)
    overlay.add_many(entry(f"s{n:02}", "ferry", -one) for n in range(40))
    assert [hit.passage.id for hit in overlay.search_dense(one[0], 1)] == ["t:0"]
    assert [hit.passage.id for hit in overlay.search_lexical(["bridge"], 2)] == ["t:0"]
    assert len(overlay) == 41
