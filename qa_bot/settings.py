"""All settings in one frozen value: argument over `QA_BOT_*` over `qa-bot.toml` over default."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from qa_bot.errors import ConfigError

if sys.version_info >= (3, 11):
    import tomllib
else:  # pragma: no cover - the 3.10 back-port of the same module
    import tomli as tomllib

CONFIG_FILE = "qa-bot.toml"
# Whether it is there is found out where a model is put on it.
_DEVICE = re.compile(r"(?:(?:cpu|cuda|mps|xpu)(?::(?:0|[1-9]\d{0,2}))?)?")


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set. An empty model name means the shipped model.

    `threshold` is the confidence below which the answer is "not found"; lengths are in reader tokens.

    >>> Settings.load({"passages_read": 8}, environ={}, folder=None).passages_read
    8
    """

    library: str = "library"
    encoder: str = ""
    reader: str = ""
    device: str = ""
    threads: int = 0
    threshold: float = 0.5
    passage_tokens: int = 160
    passages_read: int = 6
    candidates_searched: int = 50

    def __post_init__(self) -> None:
        if not 0.0 <= self.threshold <= 1.0:
            raise ConfigError(f"threshold is a share of 0 to 1, not {self.threshold}")
        if not _DEVICE.fullmatch(self.device):
            raise ConfigError(
                f'device is "{self.device}"; use cpu, cuda, cuda:N for GPU number N, mps or xpu'
            )
        for name, least in (
            ("threads", 0),
            ("passage_tokens", 32),
            ("passages_read", 1),
            ("candidates_searched", 1),
        ):
            if getattr(self, name) < least:
                raise ConfigError(f"{name} must be at least {least}, not {getattr(self, name)}")

    @classmethod
    def load(
        cls,
        arguments: Mapping[str, Any] | None = None,
        *,
        environ: Mapping[str, str] | None = None,
        folder: Path | None = Path(),
    ) -> Settings:
        """Settings from all places; arguments that are None count as not given.

        Raises `ConfigError` for an unknown name or a value of the wrong kind.
        """
        settings = cls()
        if folder is not None and (folder / CONFIG_FILE).is_file():
            path = folder / CONFIG_FILE
            settings = settings._with(_read_toml(path), str(path))
        environ = os.environ if environ is None else environ
        names = {f"QA_BOT_{f.name.upper()}": f.name for f in fields(cls)}
        found = {names[key]: value for key, value in environ.items() if key in names}
        settings = settings._with(found, "the environment (QA_BOT_*)")
        given = {k: v for k, v in (arguments or {}).items() if v is not None}
        return settings._with(given, "the arguments")

    def _with(self, values: Mapping[str, Any], where: str) -> Settings:
        known = {f.name: type(getattr(self, f.name)) for f in fields(self)}
        converted: dict[str, Any] = {}
        for name, value in values.items():
            if name not in known:
                raise ConfigError(f'{where}: unknown setting "{name}"; known: {", ".join(known)}')
            converted[name] = _convert(name, value, known[name], where)
        return replace(self, **converted)


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: {error}") from error


def _convert(name: str, value: Any, kind: type, where: str) -> Any:
    try:
        if isinstance(value, bool) or (kind is str and not isinstance(value, str | os.PathLike)):
            raise ValueError
        converted = kind(value)
        if isinstance(value, float) and converted != value:
            raise ValueError
        return converted
    except (OverflowError, TypeError, ValueError):
        raise ConfigError(f'{where}: {name} is "{value}"; use a value of kind {kind.__name__}') from None
