"""Starts the page as a Gradio Space does, and asks it a question in each language.

A Space installs requirements.txt into a clean Python 3.11 before the repository is there, copies the repository,
and runs app.py from its root without installing it. So does this:

    python tests/space/start_space.py

It ends with code 0 and a line that says what was answered, or with 1, what went wrong and the end of the log.
constraints.txt is used, so that the versions are the tested ones; PIP_FLAGS of the environment goes to pip.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PORT = 7860
INSTALL_SECONDS, START_SECONDS, ASK_SECONDS = 270, 120, 60
LINES_OF_LOG = 40
QUESTIONS = {
    "콜드체인 실무단의 첫 회의는 어디서 열렸나?": "몬테비데오",
    "Which company will build the battery recycling plant?": "Onsaemi Materials",
}

# Runs in the Space's own environment: the client is installed there with Gradio.
ASK = """
import json, sys
from gradio_client import Client
client = Client(sys.argv[1], verbose=False)
print(json.dumps([client.predict(question, api_name="/answer") for question in sys.argv[2:]]))
client.close()
"""


class SpaceProblem(Exception):
    """The Space doesn't work; the text says at which step."""


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--port", type=int, help=f"default: {PORT}, or a free one where that is taken")
    parser.add_argument("--python", default=sys.executable, help="a Python 3.11 (default: this one)")
    options = parser.parse_args()
    begun = time.monotonic()
    folder = Path(tempfile.mkdtemp(prefix="qa-bot-space-"))
    try:
        port = options.port or (PORT if is_free(PORT) else free_port())
        say(
            f"the Space passed: {start_and_ask(folder, options.python, port)} ({time.monotonic() - begun:.0f} s)"
        )
    except SpaceProblem as problem:
        say(f"the Space failed: {problem}")
        return 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def start_and_ask(folder: Path, python: str, port: int) -> str:
    environment = install(folder, python)
    space = copy_repository(folder / "app")
    log = folder / "log.txt"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [str(environment), "app.py"],
            cwd=space,
            env=space_environment(folder, port),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        address = f"http://127.0.0.1:{port}/"
        wait_for_page(address, process, log)
        return ask(environment, address, log)
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)
        process.kill()


def install(folder: Path, python: str) -> Path:
    """A clean environment with the requirements and nothing of the repository; its Python."""
    timed("making an environment", lambda: run([python, "-m", "venv", str(folder / "venv")], folder, 60))
    environment = folder / "venv" / "bin" / "python"
    version = run([str(environment), "-c", "import sys; print(*sys.version_info[:2])"], folder, 30).split()
    if version != ["3", "11"]:
        raise SpaceProblem(f"a Space runs Python 3.11, this is {'.'.join(version)}; name one with --python")
    before = folder / "requirements"
    before.mkdir()
    for name in ("requirements.txt", "constraints.txt"):
        shutil.copy(ROOT / name, before)
    pip = [str(environment), "-m", "pip", "install", "--quiet", "--no-compile", "--disable-pip-version-check"]
    flags = shlex.split(os.environ.get("PIP_FLAGS", ""))
    wanted = ["--requirement", "requirements.txt", "--constraint", "constraints.txt"]
    timed("installing requirements.txt", lambda: run([*pip, *flags, *wanted], before, INSTALL_SECONDS))
    return environment


def copy_repository(target: Path) -> Path:
    """What git has, as it stands in the working tree."""
    for name in run(["git", "ls-files", "-z"], ROOT, 30).split("\0"):
        source = ROOT / name
        if name and source.is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target / name)
    return target


def space_environment(folder: Path, port: int) -> dict[str, str]:
    home = folder / "home"
    home.mkdir()
    return {
        "PATH": os.environ.get("PATH", ""),
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "SYSTEM": "spaces",
        "SPACE_ID": "owner/qa-bot",
        "GRADIO_SERVER_NAME": "0.0.0.0",
        "GRADIO_SERVER_PORT": str(port),
        "GRADIO_TEMP_DIR": str(folder / "uploads"),
    }


def wait_for_page(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            raise SpaceProblem(f"app.py ended with code {process.returncode}{tail(log)}")
        with suppress(OSError), urllib.request.urlopen(address, timeout=5) as page:
            if page.status == 200:
                return
        time.sleep(0.5)
    raise SpaceProblem(f"no page at {address} after {START_SECONDS} s{tail(log)}")


def ask(environment: Path, address: str, log: Path) -> str:
    try:
        asked = run([str(environment), "-c", ASK, address, *QUESTIONS], ROOT.parent, ASK_SECONDS)
    except SpaceProblem as problem:
        raise SpaceProblem(f"{problem}{tail(log)}") from problem
    answers = json.loads(asked)
    for (question, expected), answer in zip(QUESTIONS.items(), answers, strict=True):
        if answer["text"] != expected:
            raise SpaceProblem(f'"{question}" was answered with {answer["text"]!r}, not {expected!r}')
        for citation in answer["citations"]:
            quoted = citation["article"]["text"][citation["start"] : citation["end"]]
            if quoted != citation["quote"]:
                raise SpaceProblem(f"a citation says {citation['quote']!r} where its article says {quoted!r}")
    return ", ".join(f"{answer['text']} ({len(answer['citations'])} cited)" for answer in answers)


def run(command: list[str], folder: Path, seconds: int) -> str:
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "QA_BOT_"))}
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env=clean,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise SpaceProblem(f"it took more than {seconds} s: {shlex.join(command[:6])}") from late
    if done.returncode:
        raise SpaceProblem(
            f"{shlex.join(command[:6])} ended with code {done.returncode}:\n{done.stderr[-3000:]}"
        )
    return done.stdout


def timed(what: str, work: Callable[[], object]) -> None:
    begun = time.monotonic()
    work()
    say(f"{what}: {time.monotonic() - begun:.0f} s")


def tail(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()[-LINES_OF_LOG:]
    return "; the end of its log:\n" + ("\n".join(lines) or "(nothing)")


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
