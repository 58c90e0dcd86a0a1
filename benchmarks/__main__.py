"""All benchmarks in one run, each recorded under this commit: `make bench DATASETS=DIR`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SCRIPTS = ("latency", "retrieval", "agreement", "editions", "particles", "evaluate", "dialogues")


def main() -> None:
    """Run each script with the given options; stop at the first that fails."""
    for name in SCRIPTS:
        print(f"== {name}", flush=True)
        subprocess.run([sys.executable, str(Path(__file__).parent / f"{name}.py"), *sys.argv[1:]], check=True)


if __name__ == "__main__":
    main()
