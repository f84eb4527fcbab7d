"""The layers of the program point down, and a few habits that only a test can keep.

The tables below are the rule; ARCHITECTURE.md tells why. Each check is also run on made-up sources,
so that one that no longer finds anything is noticed.
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "cittrainer"

BASE = {"errors", "paths", "settings"}
DATA = {*BASE, "models", "rules", "db", "queries", "services"}
WORK = {*DATA, "planning", "intake", "documents"}

OURS = {
    "errors": set(),
    "paths": {"errors"},
    "settings": {"errors", "paths"},
    "models": {"errors"},
    "rules": {"errors"},
    "planning": {"errors"},
    "intake": {"errors", "rules", "paths"},  # paths: the data that ships
    "documents": {"errors", "rules", "paths"},  # paths: the fonts that ship
    "db": {"errors", "paths", "models"},
    "queries": {"errors", "models", "rules"},
    "services": {"errors", "models", "rules", "queries"},
    "jobs": WORK,
    "cli": {*WORK, "jobs"},
    "gui": {*WORK, "jobs"},
    "__main__": {"cli"},
}
"""Which of our layers each layer may import, besides itself."""

PARTS = {
    "PySide6": {"gui"},
    "shiboken6": {"gui"},
    "qtawesome": {"gui"},
    "pypdfium2": {"gui"},
    "sqlalchemy": {"models", "db", "queries", "services", "jobs", "cli"},
    "sqlite3": {"db"},
    "alembic": {"db"},
    "rapidfuzz": {"rules"},
    "holidays": {"rules"},
    "scipy": {"rules"},
    "ortools": {"planning"},
    "python_calamine": {"intake"},
    "openpyxl": {"intake", "documents"},
    "reportlab": {"documents"},
    "PIL": {"documents"},
    "icalendar": {"documents", "intake"},
    "dateutil": {"intake"},
    "arabic_reshaper": {"documents"},
    "bidi": {"documents"},
    "matplotlib": {"documents", "gui"},
    "typer": {"cli"},
    "rich": {"cli"},
    "platformdirs": {"paths"},
    "tomli_w": {"settings"},
}
"""Which layers may import each part that somebody else wrote, and sqlite3; no other may be used."""

NO_FILES_AND_NO_CLOCK = {"rules", "planning"}
FILES_AND_CLOCK = {"io", "os", "pathlib", "shutil", "tempfile", "time"}
CLOCK_CALLS = {"now", "today", "utcnow"}

ONLY_INSIDE_FUNCTIONS = {"ortools", "scipy", "matplotlib", "alembic"}
"""Slow to import: taken when first needed, so that the window opens quickly."""

SHARED_BY_PAGES = {"common", "forms"}
FRAME = {"shell", "navigation", "navigation_keys", "opening"}
"""What stands round the pages and knows none of them; no page imports it either."""
CONNECT_PAGES = {"main_window.py", "app.py", "pages.py", "pictures.py", "welcoming.py"}

CONFIDENTIAL = {"ConfidentialRecord", "AgencyNotBookedFor", "ConsentAgency"}
READ_IT = {"services/confidential.py", "queries/confidential.py", "queries/care.py"}
"""Who may know what presenters entrusted: its own door, and what the plan derives from it."""

LONGEST_MODULE = 500


class Import(NamedTuple):
    line: int
    name: str
    """In full: ``from a import b`` is ``a.b``."""
    for_types: bool
    at_module_level: bool

    @property
    def top(self) -> str:
        return self.name.partition(".")[0]

    @property
    def layer(self) -> str:
        """Our layer that is imported, empty for what is not ours or the package itself."""
        parts = self.name.split(".")
        known = parts[0] == "cittrainer" and len(parts) > 1 and parts[1] != "__version__"
        return parts[1] if known else ""


def imports(tree: ast.Module, path: PurePosixPath) -> Iterator[Import]:
    """Every import of a module, wherever it stands."""

    def visit(node: ast.AST, *, for_types: bool, at_module_level: bool) -> Iterator[Import]:
        for child in ast.iter_child_nodes(node):
            names: list[str] = []
            if isinstance(child, ast.Import):
                names = [alias.name for alias in child.names]
            elif isinstance(child, ast.ImportFrom):
                package = ("cittrainer", *path.parent.parts)
                above = package[: len(package) - child.level + 1] if child.level else ()
                module = ".".join(filter(None, (*above, child.module)))
                names = [f"{module}.{alias.name}" for alias in child.names]
            for name in names:
                yield Import(child.lineno, name, for_types, at_module_level)
            checked = isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test)
            function = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            yield from visit(
                child,
                for_types=for_types or checked,
                at_module_level=at_module_level and not function,
            )

    yield from visit(tree, for_types=False, at_module_level=True)


def layer_of(path: PurePosixPath) -> str:
    return path.parts[0].removesuffix(".py")


def layers(path: PurePosixPath, tree: ast.Module) -> Iterator[str]:
    """Imports of ours that do not point down."""
    layer = layer_of(path)
    if layer == "__init__":
        return
    if layer not in OURS:
        yield f"{path} is in no layer: add it to the table and say why in ARCHITECTURE.md"
        return
    for each in imports(tree, path):
        if layer == "cli" and each.name.startswith("cittrainer.gui.app"):
            # The command that opens the window, and only when it does.
            if each.at_module_level:
                yield f"{path}:{each.line} imports the window outside a function"
        elif each.layer and each.layer not in {layer, *OURS[layer]}:
            yield f"{path}:{each.line} {layer} imports {each.layer}"


def parts(path: PurePosixPath, tree: ast.Module) -> Iterator[str]:
    """Imports of other people's parts in layers that have no business with them."""
    layer = layer_of(path)
    for each in imports(tree, path):
        # A page may name the type of the `db` that the runner hands to its function.
        if layer == "gui" and each.top == "sqlalchemy" and each.for_types:
            continue
        ours_or_python = each.top in {"cittrainer", *sys.stdlib_module_names} - {"sqlite3"}
        if not ours_or_python and layer not in PARTS.get(each.top, ()):
            yield f"{path}:{each.line} {layer} imports {each.top}"


def pages(path: PurePosixPath, tree: ast.Module) -> Iterator[str]:
    """Pages that know other pages; the main window connects them."""
    if path.parts[0] != "gui" or path.name in CONNECT_PAGES:
        return
    own = path.parts[1].removesuffix(".py")
    allowed = {own, *SHARED_BY_PAGES, *(FRAME if own in FRAME else ())}
    for each in imports(tree, path):
        names = each.name.split(".")
        if names[:2] != ["cittrainer", "gui"] or len(names) < 3:
            continue
        if names[2] not in allowed:
            yield f"{path}:{each.line} gui/{own} imports gui/{names[2]}"


def slow_imports(path: PurePosixPath, tree: ast.Module) -> Iterator[str]:
    """Slow parts that are imported before they are needed."""
    if path.parts[:2] == ("db", "migrations"):
        return  # Alembic loads its environment and the revisions itself, when it migrates.
    for each in imports(tree, path):
        if each.at_module_level and not each.for_types and each.top in ONLY_INSIDE_FUNCTIONS:
            yield f"{path}:{each.line} imports {each.top} at module level"


def files_and_clock(path: PurePosixPath, tree: ast.Module) -> Iterator[str]:
    """Rules that are not pure: what they say must follow from their arguments alone."""
    if layer_of(path) not in NO_FILES_AND_NO_CLOCK:
        return
    for each in imports(tree, path):
        if each.top in FILES_AND_CLOCK:
            yield f"{path}:{each.line} a rule imports {each.top}"
    for call in calls(tree):
        if isinstance(call.func, ast.Attribute) and call.func.attr in CLOCK_CALLS:
            yield f"{path}:{call.lineno} a rule asks the clock ({ast.unparse(call.func)})"
        if isinstance(call.func, ast.Name) and call.func.id == "open":
            yield f"{path}:{call.lineno} a rule opens a file"


def commits(path: PurePosixPath, tree: ast.Module) -> Iterator[str]:
    """Commits outside db/, which alone ends a step."""
    if layer_of(path) == "db":
        return
    for call in calls(tree):
        if isinstance(call.func, ast.Attribute) and call.func.attr == "commit":
            yield f"{path}:{call.lineno} commits ({ast.unparse(call.func)})"


def slot_names(path: PurePosixPath, tree: ast.Module) -> Iterator[str]:
    """Slots that connectSlotsByName could connect a second time."""
    if layer_of(path) != "gui":
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("on_"):
            yield f"{path}:{node.lineno} the slot {node.name} is named on_*"


def message_boxes(path: PurePosixPath, tree: ast.Module) -> Iterator[str]:
    """Message boxes outside the one module that knows how to tell things."""
    if path.as_posix() == "gui/common/messages.py":
        return
    for node in ast.walk(tree):
        name = getattr(node, "id", getattr(node, "attr", getattr(node, "name", "")))
        if name == "QMessageBox":
            yield f"{path}:{getattr(node, 'lineno', 0)} uses QMessageBox"


def confidential(path: PurePosixPath, tree: ast.Module) -> Iterator[str]:
    """Modules that could read what presenters entrusted, besides the few that may."""
    if path.as_posix() in READ_IT or layer_of(path) == "models":
        return
    for node in ast.walk(tree):
        name = getattr(node, "id", getattr(node, "attr", getattr(node, "name", "")))
        if name in CONFIDENTIAL:
            yield f"{path}:{getattr(node, 'lineno', 0)} knows {name}"


def calls(tree: ast.Module) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


CHECKS = (
    layers,
    parts,
    pages,
    slow_imports,
    files_and_clock,
    commits,
    slot_names,
    message_boxes,
    confidential,
)


def our_modules() -> list[Path]:
    """Every module that somebody wrote; compiled forms are left out."""
    return [path for path in sorted(PACKAGE.rglob("*.py")) if not path.name.startswith("ui_")]


@pytest.fixture(scope="module")
def program() -> dict[PurePosixPath, ast.Module]:
    return {
        PurePosixPath(path.relative_to(PACKAGE).as_posix()): ast.parse(path.read_bytes(), str(path))
        for path in our_modules()
    }


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_whole_program_keeps_the_rule(check, program):
    assert [problem for path, tree in program.items() for problem in check(path, tree)] == []


def test_no_module_is_too_long_to_read():
    lengths = {
        path.relative_to(PACKAGE).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in our_modules()
        # A revision is written by Alembic, once, and says the same as the models.
        if path.parent.name != "versions"
    }

    assert len(lengths) > 10
    assert {path: lines for path, lines in lengths.items() if lines > LONGEST_MODULE} == {}


@pytest.mark.parametrize(
    ("check", "path", "source", "problem"),
    [
        (layers, "rules/hours.py", "import cittrainer.queries.people", "rules imports queries"),
        (layers, "rules/hours.py", "from cittrainer import db", "rules imports db"),
        (layers, "models/people.py", "from ..rules import hours", "models imports rules"),
        (layers, "queries/people.py", "from cittrainer.services import x", "imports services"),
        (layers, "jobs/issue.py", "def f():\n  from cittrainer.gui import app", "jobs imports gui"),
        (layers, "cli.py", "from cittrainer.gui.app import main", "outside a function"),
        (layers, "cli.py", "def f():\n  from cittrainer.gui.people import page", "imports gui"),
        (layers, "helpers/text.py", "", "in no layer"),
        (parts, "services/people.py", "from PySide6.QtCore import Qt", "imports PySide6"),
        (parts, "gui/people/page.py", "from sqlalchemy import select", "imports sqlalchemy"),
        (parts, "rules/x.py", "if TYPE_CHECKING:\n  import sqlalchemy", "imports sqlalchemy"),
        (parts, "intake/sheet.py", "import sqlite3", "intake imports sqlite3"),
        (parts, "documents/x.py", "from leftpad import pad", "documents imports leftpad"),
        (pages, "gui/people/page.py", "from cittrainer.gui.courses import x", "gui/courses"),
        (pages, "gui/people/page.py", "from ..courses import x", "gui/courses"),
        (pages, "gui/common/tables.py", "import cittrainer.gui.people.page", "gui/people"),
        (pages, "gui/people/page.py", "from cittrainer.gui import main_window", "gui/main_window"),
        (pages, "gui/people/page.py", "from cittrainer.gui.shell import Shell", "gui/shell"),
        (pages, "gui/shell.py", "from cittrainer.gui.people import page", "gui/people"),
        (slow_imports, "gui/charts.py", "import matplotlib.figure", "matplotlib at module level"),
        (slow_imports, "rules/x.py", "class A:\n  from scipy import stats", "scipy"),
        (files_and_clock, "rules/x.py", "from pathlib import Path", "imports pathlib"),
        (files_and_clock, "rules/x.py", "a = date.today()", "the clock (date.today)"),
        (files_and_clock, "rules/x.py", "open('a')", "opens a file"),
        (commits, "services/people.py", "def f(db): db.commit()", "commits (db.commit)"),
        (commits, "gui/people/page.py", "self.db.commit()", "commits"),
        (slot_names, "gui/people/page.py", "class A:\n  def on_x_clicked(self): ...", "on_x_"),
        (message_boxes, "gui/x/page.py", "from PySide6.QtWidgets import QMessageBox", "uses"),
        (message_boxes, "gui/x/page.py", "QtWidgets.QMessageBox.critical()", "page.py:1 uses"),
        (confidential, "jobs/x.py", "from cittrainer.models import ConsentAgency", "ConsentAgency"),
        (confidential, "queries/x.py", "models.ConfidentialRecord.phone", "ConfidentialRecord"),
    ],
)
def test_a_break_of_the_rule_is_found(check, path, source, problem):
    (found,) = check(PurePosixPath(path), ast.parse(source))

    assert problem in found


@pytest.mark.parametrize(
    ("check", "path", "source"),
    [
        (layers, "rules/hours.py", "from cittrainer.rules.values import Week"),
        (layers, "gui/about.py", "from cittrainer import __version__"),
        (layers, "cli.py", "def f():\n  from cittrainer.gui.app import main"),
        (layers, "gui/people/page.py", "from cittrainer.services import people"),
        (parts, "gui/people/page.py", "if TYPE_CHECKING:\n  from sqlalchemy.orm import Session"),
        (parts, "intake/sheet.py", "import csv, zipfile\nfrom cittrainer.rules import words"),
        (pages, "gui/people/page.py", "from cittrainer.gui.people import dialog"),
        (pages, "gui/people/page.py", "from cittrainer.gui.common import runner"),
        (pages, "gui/shell.py", "from cittrainer.gui.navigation import Navigation"),
        (pages, "gui/main_window.py", "from cittrainer.gui.people import page"),
        (slow_imports, "gui/charts.py", "def f():\n  import matplotlib.figure"),
        (slow_imports, "gui/charts.py", "if TYPE_CHECKING:\n  import matplotlib.figure"),
        (files_and_clock, "jobs/x.py", "from pathlib import Path\ndate.today()"),
        (commits, "db/database.py", "session.commit()"),
        (slot_names, "services/people.py", "def on_file(db): ..."),
        (message_boxes, "gui/common/messages.py", "from PySide6.QtWidgets import QMessageBox"),
        (confidential, "queries/care.py", "from cittrainer.models import ConfidentialRecord"),
        (confidential, "jobs/x.py", "from cittrainer.services import confidential"),
    ],
)
def test_what_is_allowed_is_let_through(check, path, source):
    assert list(check(PurePosixPath(path), ast.parse(source))) == []
