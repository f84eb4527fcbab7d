"""What README and handbook name is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cittrainer.cli import app
from cittrainer.jobs.papers import KINDS

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", ROOT / "ARCHITECTURE.md", *sorted((ROOT / "docs").glob("*.md"))]
LINK = re.compile(r"\]\(([^)#]+)\)")


def commands() -> set[str]:
    names = {one.name or one.callback.__name__ for one in app.registered_commands}
    for group in app.registered_groups:
        for one in group.typer_instance.registered_commands:
            names.add(f"{group.name} {one.name or one.callback.__name__.split('_')[-1]}")
    return names


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_and_picture_is_there(page):
    links = [one for one in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in one]

    assert [one for one in links if not (page.parent / one).exists()] == []


COMMAND = re.compile(
    r"(?:`|^)cittrainer ("
    r"(?:import|course|curriculum|standard|people|coverage|letters|presenter) [\w-]+|\w+)",
    re.MULTILINE,
)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_that_is_named_exists(page):
    assert set(COMMAND.findall(page.read_text(encoding="utf-8"))) <= commands()


def test_every_command_is_in_the_handbook():
    text = (ROOT / "docs" / "terminal.md").read_text(encoding="utf-8")

    assert set(COMMAND.findall(text)) == commands()


def test_every_paper_is_in_the_handbook_with_its_kind():
    text = (ROOT / "docs" / "papers.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|]+) \| [^|]+ \| ([^|]+) \| `([\w-]+)` \|$", text, re.MULTILINE)

    assert rows == [
        (kind.title, ", ".join(one.strip(".").upper() for one in kind.endings), kind.key)
        for kind in KINDS
    ]


def test_every_kind_of_paper_that_the_handbook_names_exists():
    text = (ROOT / "docs" / "terminal.md").read_text(encoding="utf-8")
    (named,) = re.findall(r"writes a paper: ([^…]+) …", text)

    assert set(named.split(", ")) <= {kind.key for kind in KINDS}
