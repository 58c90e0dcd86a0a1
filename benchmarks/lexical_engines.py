"""Which engine should lexical search run on? Time, memory and disk of four, over the same passages.

    python benchmarks/lexical_engines.py --datasets DIR --out benchmarks/results/lexical-engines.json

Passages are ~600-character windows of public contexts and news texts (`DIR/qa`, `DIR/text`); where those run
out, the halves of two windows of one language are joined, which keeps the statistics of terms. Terms are
lower-cased words, and bigrams of Hangul; nothing is stopped, so queries are harder than the product's.
Queries are real questions. Every engine runs in a process of its own. On a machine that is busy with other
work, compare the processor's time rather than the clock's.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import re
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Protocol

import numpy as np

from qa_bot.library import lexical, schema

WORDS = re.compile(r"[가-힣]+|[^\W가-힣]+")
BATCH = 1000
TOP = 50


def split(text: str) -> list[str]:
    """Lower-cased words; Hangul as overlapping bigrams."""
    terms: list[str] = []
    for word in WORDS.findall(text.lower()):
        if "가" <= word[0] <= "힣" and len(word) > 2:
            terms += [word[i : i + 2] for i in range(len(word) - 1)]
        else:
            terms.append(word)
    return terms


def read_windows(datasets: Path) -> dict[str, list[list[str]]]:
    """The terms of all distinct windows, by language."""
    windows: dict[str, list[list[str]]] = {"en": [], "ko": []}
    seen: set[str] = set()
    for path in sorted([*datasets.glob("qa/*.gz"), *datasets.glob("text/*.gz")]):
        if path.name.startswith("cross_"):
            continue
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                text = record.get("context") or record["text"]
                if text in seen or len(text) < 200:
                    continue
                seen.add(text)
                for start in range(0, len(text), 600):
                    window = text[start : start + 600]
                    if len(window) > 200:
                        windows[record["lang"]].append(split(window))
    return windows


def read_questions(datasets: Path, count: int) -> list[list[str]]:
    """The terms of as many Korean as English questions."""
    questions: dict[str, list[str]] = {"en": [], "ko": []}
    for name in ("squad_v1_dev.en", "tydiqa_goldp.ko", "korquad_dev_100.ko", "qed_nq.en"):
        with gzip.open(datasets / "qa" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                questions[record["lang"]].append(record["question"])
    chosen = random.Random(1)
    return [split(q) for lang in ("en", "ko") for q in chosen.sample(questions[lang], count // 2)]


def make_passages(windows: dict[str, list[list[str]]], count: int) -> Iterator[list[str]]:
    """`count` bags of terms: the real windows in random order, then joined halves."""
    chosen = random.Random(2)
    real = [bag for lang in sorted(windows) for bag in windows[lang]]
    chosen.shuffle(real)
    yield from real[:count]
    pools = [windows[lang] for lang in sorted(windows)]
    for _ in range(count - len(real)):
        pool = chosen.choices(pools, [len(p) for p in pools])[0]
        left, right = chosen.choice(pool), chosen.choice(pool)
        yield left[: len(left) // 2] + right[len(right) // 2 :]


class Engine(Protocol):
    """What is measured; it opens what its folder holds already."""

    def __init__(self, folder: Path) -> None: ...

    def add(self, first: int, bags: Sequence[Sequence[str]]) -> None:
        """Index passages `first`, `first + 1`, … durably."""
        ...

    def finish(self) -> None:
        """Whatever is due after the last passage."""
        ...

    def search(self, terms: Sequence[str]) -> list[int]:
        """Ids of the best `TOP` passages."""
        ...


class _BlockPostings(Engine):
    """qa_bot.library.lexical: blobs of postings in SQLite, scored with numpy."""

    def __init__(self, folder: Path) -> None:
        path = folder / "blocks.sqlite3"
        path.touch()
        self.connection = schema.connect(path)
        if schema.is_blank(self.connection):
            schema.create_tables(self.connection, {})

    def add(self, first: int, bags: Sequence[Sequence[str]]) -> None:
        self.connection.execute("BEGIN IMMEDIATE")
        lexical.add_postings(self.connection, first, bags)
        self.connection.execute("COMMIT")

    def finish(self) -> None:
        self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def search(self, terms: Sequence[str]) -> list[int]:
        ids, scores, _ = lexical.score(self.connection, terms)
        k = min(TOP, len(scores) - 1)
        best = np.argpartition(-scores, k)[:k]
        return [int(i) for i in ids[best[np.argsort(-scores[best], kind="stable")]]]


class _Fts5(Engine):
    """SQLite's own full-text index: pre-split terms, an OR of all of them, bm25()."""

    def __init__(self, folder: Path) -> None:
        self.connection = sqlite3.connect(folder / "fts5.sqlite3", isolation_level=None)
        self.connection.execute("PRAGMA journal_mode = WAL")
        self.connection.execute(
            "CREATE VIRTUAL TABLE IF NOT EXISTS passages USING fts5"
            "(terms, content='', tokenize=\"unicode61 remove_diacritics 0\")"
        )

    def add(self, first: int, bags: Sequence[Sequence[str]]) -> None:
        self.connection.execute("BEGIN IMMEDIATE")
        rows = ((first + i, " ".join(bag)) for i, bag in enumerate(bags))
        self.connection.executemany("INSERT INTO passages (rowid, terms) VALUES (?, ?)", rows)
        self.connection.execute("COMMIT")

    def finish(self) -> None:
        self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def search(self, terms: Sequence[str]) -> list[int]:
        query = " OR ".join('"' + term.replace('"', '""') + '"' for term in sorted(set(terms)))
        rows = self.connection.execute(
            "SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY bm25(passages) LIMIT ?", (query, TOP)
        )
        return [row[0] for row in rows]


class _Tantivy(Engine):
    """A Rust engine with files of its own, so not in SQLite's transaction."""

    def __init__(self, folder: Path) -> None:
        import tantivy

        self.tantivy = tantivy
        builder = tantivy.SchemaBuilder()
        builder.add_integer_field("id", stored=True, indexed=True)
        builder.add_text_field("terms", stored=False, tokenizer_name="whitespace", index_option="freq")
        (folder / "tantivy").mkdir(exist_ok=True)
        self.index = tantivy.Index(builder.build(), path=str(folder / "tantivy"))
        self.writer = None

    def add(self, first: int, bags: Sequence[Sequence[str]]) -> None:
        writer = self.index.writer(num_threads=1)
        for i, bag in enumerate(bags):
            writer.add_document(self.tantivy.Document(id=first + i, terms=" ".join(bag)))
        writer.commit()
        writer.wait_merging_threads()

    def finish(self) -> None:
        self.index.reload()

    def search(self, terms: Sequence[str]) -> list[int]:
        self.index.reload()
        kind = self.tantivy.Query
        parts = [
            (self.tantivy.Occur.Should, kind.term_query(self.index.schema, "terms", term, "freq"))
            for term in sorted(set(terms))
        ]
        searcher = self.index.searcher()
        hits = searcher.search(kind.boolean_query(parts), TOP, count=False).hits
        return [searcher.doc(address)["id"][0] for _, address in hits]


class _Bm25s(Engine):
    """Eager scores in memory-mapped numpy arrays; a change means building it again."""

    def __init__(self, folder: Path) -> None:
        import bm25s

        self.bm25s, self.folder = bm25s, folder / "bm25s"
        self.bags: list[Sequence[str]] = []
        self.engine = bm25s.BM25.load(str(self.folder), mmap=True) if self.folder.exists() else None

    def add(self, first: int, bags: Sequence[Sequence[str]]) -> None:
        self.bags += bags
        if first and len(bags) < BATCH:
            self.finish()

    def finish(self) -> None:
        if self.bags:
            self.engine = self.bm25s.BM25(method="lucene", k1=lexical.K1, b=lexical.B)
            self.engine.index(self.bags, show_progress=False)
            self.engine.save(str(self.folder), show_progress=False)

    def search(self, terms: Sequence[str]) -> list[int]:
        known = [term for term in sorted(set(terms)) if term in self.engine.vocab_dict]
        if not known:
            return []
        ids, _ = self.engine.retrieve([known], k=TOP, show_progress=False)
        return [int(i) for i in ids[0]]


ENGINES = {"blocks": _BlockPostings, "fts5": _Fts5, "tantivy": _Tantivy, "bm25s": _Bm25s}


def memory_mib() -> int:
    """Resident set of this process now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() >> 20


def build(name: str, folder: Path, datasets: Path, count: int) -> dict[str, float]:
    """Index all passages in batches, then ten articles of five passages one by one."""
    passages = make_passages(read_windows(datasets), count + 50)
    engine = ENGINES[name](folder)
    spent, first, busy = 0.0, 0, time.process_time()
    generating = 0.0
    while first < count:
        begun_busy = time.process_time()
        bags = list(islice(passages, min(BATCH, count - first)))
        generating += time.process_time() - begun_busy
        begun = time.perf_counter()
        engine.add(first, bags)
        spent += time.perf_counter() - begun
        first += len(bags)
    begun = time.perf_counter()
    engine.finish()
    spent += time.perf_counter() - begun
    busy = time.process_time() - busy - generating
    singles = []
    for _ in range(1 if name == "bm25s" else 10):
        bags = list(islice(passages, 5))
        begun = time.perf_counter()
        engine.add(first, bags)
        singles.append(time.perf_counter() - begun)
        first += 5
    engine.finish()
    return {
        "index_seconds": round(spent, 1),
        "index_processor_seconds": round(busy, 1),
        "add_article_ms": round(1000 * float(np.median(singles)), 1),
    }


def ask(name: str, folder: Path, datasets: Path, questions: int) -> dict[str, object]:
    """Time one cold question and many warm ones; the found ids are kept for comparison."""
    queries = read_questions(datasets, questions)
    before = memory_mib()
    begun = time.perf_counter()
    engine = ENGINES[name](folder)
    engine.search(queries[0])
    cold = time.perf_counter() - begun
    times, busy, found = [], [], []
    for query in queries:
        begun, begun_busy = time.perf_counter(), time.process_time()
        found.append(engine.search(query))
        times.append(1000 * (time.perf_counter() - begun))
        busy.append(1000 * (time.process_time() - begun_busy))
    disk = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return {
        "cold_ms": round(1000 * cold, 1),
        "p50_ms": round(float(np.percentile(times, 50)), 2),
        "p95_ms": round(float(np.percentile(times, 95)), 2),
        "max_ms": round(max(times), 2),
        "p95_processor_ms": round(float(np.percentile(busy, 95)), 2),
        "memory_mib": memory_mib() - before,
        "disk_mib": round(disk / 2**20, 1),
        "found": found,
    }


def measure(name: str, count: int, options: argparse.Namespace) -> dict[str, object]:
    """Both steps of one engine, each in a fresh process."""
    folder = Path(tempfile.mkdtemp(prefix=f"lexical-{name}-"))
    try:
        result: dict[str, object] = {"engine": name, "passages": count}
        for step in ("build", "ask"):
            command = [sys.executable, __file__, "--datasets", options.datasets, "--step", step]
            command += ["--engine", name, "--folder", str(folder), "--passages", str(count)]
            command += ["--questions", str(options.questions)]
            output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            result |= json.loads(output)
        return result
    finally:
        shutil.rmtree(folder)


def agreement(left: list[list[int]], right: list[list[int]]) -> float:
    """Mean share of the first ten ids that two engines have in common."""
    shares = [
        len(set(a[:10]) & set(b[:10])) / max(1, min(10, len(a))) for a, b in zip(left, right, strict=True)
    ]
    return round(float(np.mean(shares)), 3)


def main() -> None:
    """Measure all engines at all sizes and write one JSON file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--datasets", required=True)
    parser.add_argument("--passages", type=int, nargs="+", default=[10_000, 300_000])
    parser.add_argument("--engines", nargs="+", default=list(ENGINES))
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--step", choices=("build", "ask"), help=argparse.SUPPRESS)
    parser.add_argument("--engine", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    datasets = Path(options.datasets)
    if options.step == "build":
        print(json.dumps(build(options.engine, options.folder, datasets, options.passages[0])))
        return
    if options.step == "ask":
        print(json.dumps(ask(options.engine, options.folder, datasets, options.questions)))
        return
    results = []
    for count in options.passages:
        rows = [measure(name, count, options) for name in options.engines]
        reference = rows[0]["found"]
        for row in rows:
            row["agreement_with_first"] = agreement(
                reference, row.pop("found") if row is not rows[0] else reference
            )
            print({key: value for key, value in row.items() if key != "found"}, flush=True)
        rows[0].pop("found")
        results += rows
    if options.out:
        report = {"cores": os.cpu_count(), "sqlite": sqlite3.sqlite_version, "results": results}
        options.out.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
