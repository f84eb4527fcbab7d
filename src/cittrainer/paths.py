"""Where the files that ship with the program and the user's own files are.

The same calls work in a source tree, in an installed wheel and in a frozen program.
"""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

APPLICATION = "CIT Trainer"
"""The name of the user's folders."""

OWN_FOLDER = "CITTRAINER_FOLDER"
"""The environment variable that puts all of a user's files in another folder."""

_PACKAGE = Path(__file__).resolve().parent
_SOURCE_TREE = _PACKAGE.parents[1]


def resource(name: str) -> Path:
    """The path of a read-only file or folder that ships with the program.

    Args:
        name: Where it is below ``resources/``, with forward slashes, as in
            ``"standards/sample.json"``.

    Raises:
        FileNotFoundError: nothing of that name ships, which is a defect.
    """
    return _shipped(packaged="resources", in_tree="resources", name=name)


def handbook(page: str = "index.md") -> Path:
    """The path of a page of the user's handbook, which is read offline.

    Raises:
        FileNotFoundError: the handbook has no such page, which is a defect.
    """
    return _shipped(packaged="handbook", in_tree="docs", name=page)


def data_folder() -> Path:
    """The folder of the user's data file, made if it is not there."""
    return _made(_own("data") or platformdirs.user_data_path(APPLICATION, appauthor=False))


def default_file() -> Path:
    """The academy's file that is opened where no other is named; it may not be there yet."""
    return data_folder() / "academy.cit"


def settings_folder() -> Path:
    """The folder of this computer's settings, made if it is not there."""
    return _made(_own("settings") or platformdirs.user_config_path(APPLICATION, appauthor=False))


def log_folder() -> Path:
    """The folder of the program's log, made if it is not there."""
    return _made(_own("log") or platformdirs.user_log_path(APPLICATION, appauthor=False))


def _shipped(*, packaged: str, in_tree: str, name: str) -> Path:
    # A wheel and a frozen program hold the files inside the package, a checkout beside src/.
    inside = _PACKAGE / packaged
    root = inside if inside.is_dir() else _SOURCE_TREE / in_tree
    path = root / name
    if not path.exists():
        raise FileNotFoundError(f"{name} does not ship with the program (looked in {root}).")
    return path


def _own(kind: str) -> Path | None:
    chosen = os.environ.get(OWN_FOLDER, "")
    return Path(chosen) / kind if chosen else None


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder
