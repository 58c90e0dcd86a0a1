"""How the page is served: to whom, how much of it, and what a visitor may ask of it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from qa_bot.errors import ConfigError

SPACE = "SPACE_ID"  # set in every Space of the Hugging Face Hub

_YES = frozenset({"1", "true", "yes", "on"})
_NO = frozenset({"", "0", "false", "no", "off"})
# the option, and its name in the environment after QA_BOT_ where that differs
_VARIABLES = {"is_public": "PUBLIC", "has_mcp": "MCP"}


@dataclass(frozen=True, slots=True)
class WebOptions:
    """What can be set about the page.

    A public page is one for strangers: each visitor's own articles stay that visitor's, the library itself is
    read only, and the limits by the minute and the hour hold. Other pages belong to people who know one
    another, who share one library and are not slowed down.

    >>> WebOptions(is_public=True).questions_a_minute
    30
    """

    is_public: bool = False
    password: str = field(default="", repr=False)
    has_mcp: bool = False
    most_waiting: int = 64
    questions_a_minute: int = 30
    adds_an_hour: int = 60
    most_upload_bytes: int = 20_000_000
    most_files: int = 50
    timeout_seconds: float = 60.0

    def __post_init__(self) -> None:
        for name in ("most_waiting", "questions_a_minute", "adds_an_hour", "most_upload_bytes", "most_files"):
            if getattr(self, name) < 1:
                raise ConfigError(f"{name} must be at least 1, not {getattr(self, name)}")
        if not 1.0 <= self.timeout_seconds <= 3600.0:
            raise ConfigError(f"timeout_seconds must be 1 to 3600, not {self.timeout_seconds:g}")
        if self.password != self.password.strip():
            raise ConfigError("the password begins or ends with a space; leave it out")
        if self.password and self.has_mcp:
            raise ConfigError("MCP clients know of no password; leave out the password or the MCP server")

    @classmethod
    def load(
        cls, arguments: Mapping[str, Any] | None = None, *, environ: Mapping[str, str] | None = None
    ) -> WebOptions:
        """Options by argument over `QA_BOT_*` over default; arguments that are None count as not given.

        `QA_BOT_PUBLIC` and `QA_BOT_MCP` are yes or no, the others have their option's name. A Space is
        public unless told otherwise. Raises `ConfigError` for a value of the wrong kind.

        >>> WebOptions.load(environ={"SPACE_ID": "owner/name"}).is_public
        True
        """
        environ = os.environ if environ is None else environ
        values: dict[str, Any] = {"is_public": is_space(environ)}
        for option in fields(cls):
            variable = f"QA_BOT_{_VARIABLES.get(option.name, option.name.upper())}"
            if variable in environ:
                values[option.name] = _read(variable, environ[variable], type(option.default))
        values |= {name: value for name, value in (arguments or {}).items() if value is not None}
        return cls(**values)


def is_space(environ: Mapping[str, str] | None = None) -> bool:
    """Whether this is a Space of the Hugging Face Hub."""
    return SPACE in (os.environ if environ is None else environ)


def _read(variable: str, written: str, kind: type) -> Any:
    if kind is bool:
        return _read_choice(variable, written)
    try:
        return kind(written)
    except ValueError:
        raise ConfigError(f'{variable} is "{written}"; use a value of kind {kind.__name__}') from None


def _read_choice(variable: str, written: str) -> bool:
    word = written.strip().casefold()
    if word not in _YES | _NO:
        raise ConfigError(f'{variable} is "{written}"; use yes or no')
    return word in _YES
