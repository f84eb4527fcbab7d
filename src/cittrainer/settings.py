"""This computer's choices: who sits here, how the window looks, what was open last.

The academy's policy is in the database; nothing here travels with the file.
"""

from __future__ import annotations

import os
import tempfile
import tomllib
from dataclasses import asdict, dataclass, field, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tomli_w

from cittrainer.paths import settings_folder

if TYPE_CHECKING:
    from collections.abc import Mapping

RECENT_FILES = 8
"""How many files the list of recent files holds."""


class ThemeChoice(StrEnum):
    """Which colours the window uses."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class TableLayout:
    """How the user left the columns of one list."""

    widths: Mapping[str, int] = field(default_factory=dict)
    """Pixels by column key."""
    hidden: tuple[str, ...] = ()
    """Keys of the columns that were switched off."""
    shown: tuple[str, ...] = ()
    """Keys of the columns that were switched on though they are usually off."""
    sorted_by: str = ""
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that is remembered on this computer."""

    user_name: str = ""
    """The name that history shows; a label, not proof."""
    theme: ThemeChoice = ThemeChoice.SYSTEM
    recent_files: tuple[str, ...] = ()
    """Newest first, absolute paths."""
    window_geometry: str = ""
    """What Qt gave for the main window, as base64."""
    week_division: str = ""
    """By what each day of the week grid is divided: rooms, groups, or nothing."""
    tables: Mapping[str, TableLayout] = field(default_factory=dict)
    """The layout of each list by its name."""

    def with_recent(self, path: Path) -> Settings:
        """These settings with ``path`` as the newest of the recent files."""
        newest = str(path.absolute())
        others = tuple(known for known in self.recent_files if known != newest)
        return replace(self, recent_files=(newest, *others)[:RECENT_FILES])

    def with_table(self, name: str, layout: TableLayout) -> Settings:
        """These settings with the layout of one list replaced."""
        return replace(self, tables={**self.tables, name: layout})


class SettingsFile:
    """The settings as they stand in one TOML file; every change is written at once.

    A file that cannot be understood is set aside beside itself and the defaults are used. What
    went wrong is kept until `take_problem` asks for it, so that the window tells it once.
    """

    def __init__(self, path: Path | None = None) -> None:
        """Read the settings.

        Args:
            path: The file; the one in the user's settings folder when none is given.
        """
        self.path = path or settings_folder() / "settings.toml"
        self._problem = ""
        self.value = self._read()

    def change(self, **changes: Any) -> None:
        """Replace some values and write the file; see the fields of `Settings`."""
        self.store(replace(self.value, **changes))

    def store(self, settings: Settings) -> None:
        """Replace everything and write the file, whole or not at all."""
        if settings == self.value:
            return
        self.value = settings
        try:
            _write_whole(self.path, tomli_w.dumps(_to_toml(settings)))
        except OSError as error:
            self._problem = (
                f"Your choices could not be kept in {self.path}: {error.strerror or error}."
            )

    def take_problem(self) -> str:
        """The sentence about what went wrong with the file, once; then empty."""
        problem, self._problem = self._problem, ""
        return problem

    def _read(self) -> Settings:
        try:
            return _from_toml(tomllib.loads(self.path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return Settings()
        except (ValueError, TypeError, AttributeError):
            self._set_aside()
        except OSError as error:
            self._problem = (
                f"Your choices in {self.path} could not be read: {error.strerror or error}."
            )
        return Settings()

    def _set_aside(self) -> None:
        aside = self.path.with_name(f"{self.path.name}.damaged")
        try:
            self.path.replace(aside)
        except OSError:
            self._problem = (
                f"Your choices in {self.path} are damaged; the usual ones are used instead."
            )
        else:
            self._problem = (
                f"Your choices on this computer were damaged and set aside as {aside.name}; "
                "the usual ones are used instead."
            )


def _to_toml(settings: Settings) -> dict[str, Any]:
    known = asdict(settings)
    known["theme"] = str(settings.theme)
    return known


def _from_toml(known: Mapping[str, Any]) -> Settings:
    """The settings in a TOML document; names of other versions are passed over.

    Raises:
        ValueError, TypeError, AttributeError: a value is not of its kind.
    """
    return Settings(
        user_name=_text(known.get("user_name", "")),
        theme=ThemeChoice(known.get("theme", ThemeChoice.SYSTEM)),
        recent_files=_texts(known.get("recent_files", [])),
        window_geometry=_text(known.get("window_geometry", "")),
        week_division=_text(known.get("week_division", "")),
        tables={name: _layout(value) for name, value in known.get("tables", {}).items()},
    )


def _layout(known: Mapping[str, Any]) -> TableLayout:
    usual = TableLayout()
    values = {entry.name: known.get(entry.name, getattr(usual, entry.name)) for entry in _PARTS}
    return TableLayout(
        widths={_text(key): int(width) for key, width in values["widths"].items()},
        hidden=_texts(values["hidden"]),
        shown=_texts(values["shown"]),
        sorted_by=_text(values["sorted_by"]),
        descending=bool(values["descending"]),
    )


_PARTS = fields(TableLayout)


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise TypeError("a list was expected")
    return tuple(_text(entry) for entry in value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("a text was expected")
    return value


def _write_whole(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    part = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
