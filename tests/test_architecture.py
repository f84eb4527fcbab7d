"""ARCHITECTURE.md names every module, each on a line of its own, and none that is gone."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "cittrainer"


def modules() -> set[str]:
    """The modules that somebody wrote, without those that only hold a folder together."""
    return {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if path.name != "__init__.py" and not path.name.startswith("ui_")
    }


def listed() -> dict[str, str]:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    return dict(re.findall(r"^- `([\w/.]+\.py)`: (.+)$", text, flags=re.MULTILINE))


def test_every_module_has_its_line_and_every_line_its_module():
    assert set(listed()) == modules()


def test_the_line_is_what_the_module_says_of_itself():
    told = {
        name: (ast.get_docstring(ast.parse((PACKAGE / name).read_text(encoding="utf-8"))) or "")
        for name in listed()
    }

    assert {name: line for name, line in listed().items() if not _tells(told[name], line)} == {}


def test_the_example_of_a_timetable_runs_as_it_stands():
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```python\n(.+?)```", text, flags=re.DOTALL)
    names: dict[str, object] = {}

    exec(example, names)

    starts = {one.activity: one.start for one in names["plan"].placements}
    assert names["plan"].status == "proven best"
    assert starts == {1: 540, 2: 570}


def _tells(docstring: str, line: str) -> bool:
    return " ".join(docstring.split()).startswith(line)
