"""A checkout becomes a Gradio Space of the Hugging Face Hub: which files that takes, and sending them."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

from qa_bot.errors import BackendError, ConfigError

T = TypeVar("T")

FILES = ("README.md", "LICENSE", "app.py", "requirements.txt")
FOLDERS = ("qa_bot", "embeddings", "data/articles")
_NOT_NEEDED = re.compile(r"\.|__pycache__$|.*\.(pyc|pyo|bak|orig|sqlite3)$")
_PART = r"[A-Za-z0-9](?:[A-Za-z0-9_-]|\.(?!\.)){0,95}"
_NAME = re.compile(rf"({_PART})/({_PART})")


class SpaceHost(Protocol):
    """As much of `huggingface_hub.HfApi` as is used."""

    def create_repo(
        self, repo_id: str, *, repo_type: str, space_sdk: str, private: bool, exist_ok: bool
    ) -> Any:
        """Makes the Space where it isn't there."""
        ...

    def upload_folder(
        self,
        *,
        repo_id: str,
        repo_type: str,
        folder_path: Path,
        allow_patterns: list[str],
        delete_patterns: list[str],
        commit_message: str,
    ) -> Any:
        """Sends the files that match, and deletes those there that match and were not sent."""
        ...


@dataclass(frozen=True, slots=True)
class SpaceFile:
    """A file of a Space: its path from the root, with slashes, and its size."""

    path: str
    byte_count: int


def find_checkout(folder: Path | None = None) -> Path:
    """The folder itself, else the working folder, else the checkout that this package runs from.

    Raises `ConfigError` where what a Space needs is not there.
    """
    tried = [folder] if folder else [Path(), Path(__file__).parents[1]]
    for place in tried:
        if all((place / name).exists() for name in (*FILES, *FOLDERS)):
            return place
    missing = next(name for name in (*FILES, *FOLDERS) if not (tried[-1] / name).exists())
    raise ConfigError(
        f"{tried[-1]} has no {missing}, which a Space needs; name a checkout of qa_bot with --from"
    )


def find_files(checkout: Path) -> list[SpaceFile]:
    """The files of the Space, sorted by path, without hidden ones and what programs leave behind."""
    paths = [checkout / name for name in FILES]
    for name in FOLDERS:
        paths += _walk(checkout / name)
    return sorted(
        (SpaceFile(path.relative_to(checkout).as_posix(), path.stat().st_size) for path in paths),
        key=lambda file: file.path,
    )


def check_name(name: str) -> str:
    """The name of a Space, OWNER/NAME; `ConfigError` where it is none.

    >>> check_name("ann/qa-bot")
    'ann/qa-bot'
    """
    if not _NAME.fullmatch(name):
        raise ConfigError(f'"{name[:100]}" is no name of a Space; write OWNER/NAME, as in ann/qa-bot')
    return name


def deploy(
    name: str,
    checkout: Path,
    *,
    is_private: bool = False,
    host: SpaceHost | None = None,
    find_token: Callable[[], str | None] | None = None,
) -> str:
    """Makes the Space where it isn't there, sends the checkout's files, and gives its address.

    Files that an earlier deployment sent and this one doesn't have are deleted there. Raises `ConfigError`
    without a token of the Hub, and `BackendError` where the Hub can't be reached or refuses.
    """
    from huggingface_hub import HfApi, get_token

    check_name(name)
    if not (find_token or get_token)():
        raise ConfigError("no token of the Hugging Face Hub; run: hf auth login, or set HF_TOKEN")
    api = host or HfApi()
    files = find_files(checkout)
    _at_hub(
        name,
        lambda: api.create_repo(
            name, repo_type="space", space_sdk="gradio", private=is_private, exist_ok=True
        ),
    )
    _at_hub(
        name,
        lambda: api.upload_folder(
            repo_id=name,
            repo_type="space",
            folder_path=checkout,
            allow_patterns=[glob.escape(file.path) for file in files],
            delete_patterns=[f"{folder}/*" for folder in FOLDERS],
            commit_message="Deploy qa_bot",
        ),
    )
    return f"https://huggingface.co/spaces/{name}"


def _walk(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not _NOT_NEEDED.match(name)]
        yield from (Path(place, name) for name in names if not _NOT_NEEDED.match(name))


def _at_hub(name: str, work: Callable[[], T]) -> T:
    """What the work gives; the Hub's errors become one line."""
    import httpx
    from huggingface_hub.errors import HfHubHTTPError

    try:
        return work()
    except HfHubHTTPError as error:
        raise BackendError(_refusal(name, error)) from error
    except (httpx.HTTPError, OSError) as error:
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        raise BackendError(
            f"the Hub can't be reached ({reason}); try again when the network is there"
        ) from error


def _refusal(name: str, error: Any) -> str:
    status = getattr(getattr(error, "response", None), "status_code", None)
    if status == 401:
        return "the Hub doesn't take the token; make one that may write, then run: hf auth login"
    if status in (403, 404):
        return f'the token may not write to "{name}"; check the owner, or make a token that may'
    if status == 409:
        return f'the Hub says that "{name}" is there already and is no Space; choose another name'
    reason = " ".join((getattr(error, "server_message", None) or str(error)).split())[:200]
    return f'the Hub refused "{name}": {reason}'
