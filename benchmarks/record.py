"""Results files: one for each measured commit, a section for each benchmark, losses included."""

from __future__ import annotations

import json
import platform
import subprocess
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "results"


def record(section: str, figures: dict[str, Any]) -> Path:
    """Write `figures` under `section` of this commit's file and print them."""
    commit = _git("rev-parse", "--short", "HEAD") or "unversioned"
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{commit}.json"
    content = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {"commit": commit}
    content["machine"] = describe_machine()
    content[section] = figures
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(json.dumps({section: figures}, indent=1, ensure_ascii=False))
    return path


def describe_machine() -> dict[str, Any]:
    """What the figures of time hold for."""
    import os

    return {"processor": _processor(), "cores": os.cpu_count(), "python": platform.python_version()}


def _processor() -> str:
    path = Path("/proc/cpuinfo")
    if path.is_file():
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor()


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], capture_output=True, text=True, check=False)
    return done.stdout.strip()
