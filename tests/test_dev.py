"""What the developer's script decides, as far as it needs no network."""

from __future__ import annotations

import os
import re
import shutil
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import dev

TINY_FORM = """<?xml version="1.0" encoding="UTF-8"?>
<ui version="4.0"><class>Tiny</class><widget class="QWidget" name="Tiny">
<widget class="QPushButton" name="save"><property name="text"><string>Zoë</string></property>
</widget></widget></ui>"""


@pytest.fixture
def checkout(tmp_path) -> Path:
    """A checkout with what dev.py looks at, and nothing installed."""
    for name in ("pyproject.toml", "constraints.txt"):
        shutil.copy(dev.ROOT / name, tmp_path)
    (tmp_path / "forms").mkdir()
    (tmp_path / "src" / "cittrainer" / "gui" / "forms").mkdir(parents=True)
    return tmp_path


def pretend_installed(checkout: Path) -> None:
    python = dev.venv_python(checkout)
    python.parent.mkdir(parents=True)
    python.touch()
    dev._stamp(checkout).write_text(dev.fingerprint(checkout), encoding="utf-8")


def compiled(checkout: Path, name: str) -> Path:
    return checkout / "src" / "cittrainer" / "gui" / "forms" / f"ui_{name}.py"


def test_a_fresh_checkout_is_not_installed(checkout):
    assert not dev.is_installed(checkout)


def test_nothing_is_installed_again_when_nothing_changed(checkout):
    pretend_installed(checkout)

    assert dev.is_installed(checkout)


@pytest.mark.parametrize("name", ["pyproject.toml", "constraints.txt"])
def test_a_changed_list_of_packages_is_installed(checkout, name):
    pretend_installed(checkout)

    with (checkout / name).open("a", encoding="utf-8") as file:
        file.write("\n# another package\n")

    assert not dev.is_installed(checkout)


def test_an_environment_whose_python_is_gone_is_made_again(checkout):
    pretend_installed(checkout)

    dev.venv_python(checkout).unlink()

    assert not dev.is_installed(checkout)


@pytest.mark.skipif(sys.platform == "win32", reason="a script cannot stand in for a program there")
def test_an_environment_that_was_interrupted_is_made_again(checkout):
    pretend_installed(checkout)
    dev.venv_python(checkout).write_text("#!/bin/sh\necho no module named pip >&2\nexit 1\n")
    dev.venv_python(checkout).chmod(0o755)

    assert not dev.has_pip(checkout)


def test_a_checkout_that_was_moved_is_installed_again(checkout, tmp_path_factory):
    pretend_installed(checkout)

    moved = tmp_path_factory.mktemp("elsewhere") / "checkout"
    shutil.copytree(checkout, moved)

    assert not dev.is_installed(moved)


def test_missing_libraries_keep_their_order():
    needed = [
        dev.Library("libegl1", "libEGL.so.1"),
        dev.Library("libgl1", "libGL.so.1"),
        dev.Library("fontconfig", "libfontconfig.so.1"),
    ]

    missing = dev.missing_libraries(needed, loads=lambda file: file == "libGL.so.1")

    assert [library.package for library in missing] == ["libegl1", "fontconfig"]


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="Qt brings everything there")
def test_a_library_that_exists_nowhere_is_missing():
    nowhere = dev.Library("libnowhere1", "libnowhere-cittrainer.so.1")

    assert dev.missing_libraries([*dev.LIBRARIES, nowhere]) == [nowhere]


def test_a_folder_without_fonts_has_none(tmp_path):
    (tmp_path / "truetype").mkdir()
    (tmp_path / "truetype" / "README").touch()

    assert not dev.has_font([str(tmp_path), str(tmp_path / "nowhere")])


def test_a_font_is_found_however_deep(tmp_path):
    (tmp_path / "truetype" / "inter").mkdir(parents=True)
    (tmp_path / "truetype" / "inter" / "Inter.TTF").touch()

    assert dev.has_font([str(tmp_path)])


def test_without_root_the_line_to_type_is_named(monkeypatch):
    monkeypatch.setattr(dev, "_root_command", lambda: None)

    with pytest.raises(dev.Refused, match="sudo apt-get install libegl1 fonts-dejavu-core"):
        dev.install_debian_packages(["libegl1", "fonts-dejavu-core"])


def test_a_form_is_compiled_once(checkout):
    form = checkout / "forms" / "tiny.ui"
    form.write_text(TINY_FORM, encoding="utf-8")

    assert dev.stale_forms(checkout) == [(form, compiled(checkout, "tiny"))]
    dev.compile_forms(checkout, python=sys.executable)

    assert dev.stale_forms(checkout) == []
    code = compiled(checkout, "tiny").read_text(encoding="utf-8")
    assert "class Ui_Tiny" in code
    assert "connectSlotsByName" not in code


def test_a_form_that_was_drawn_again_is_stale(checkout):
    form = checkout / "forms" / "tiny.ui"
    form.write_text(TINY_FORM, encoding="utf-8")
    compiled(checkout, "tiny").touch()
    later = compiled(checkout, "tiny").stat().st_mtime + 10

    os.utime(form, (later, later))

    assert dev.stale_forms(checkout) == [(form, compiled(checkout, "tiny"))]


def test_the_module_of_a_form_that_is_gone_goes_too(checkout):
    compiled(checkout, "gone").touch()
    by_hand = compiled(checkout, "gone").with_name("__init__.py")
    by_hand.touch()

    dev.compile_forms(checkout, python=sys.executable)

    assert not compiled(checkout, "gone").exists()
    assert by_hand.exists()


def test_a_broken_form_is_named_and_leaves_nothing(checkout):
    (checkout / "forms" / "broken.ui").write_text("<ui><class>", encoding="utf-8")

    with pytest.raises(dev.Refused, match="The form broken.ui could not be compiled"):
        dev.compile_forms(checkout, python=sys.executable)

    assert list(compiled(checkout, "x").parent.iterdir()) == []


@pytest.mark.parametrize("version", [(3, 8), (3, 10), (2, 7)])
def test_an_old_python_is_refused(version):
    with pytest.raises(dev.Refused, match=r"needs Python 3\.11 or newer, and this is"):
        dev.check_python(version)


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (4, 0)])
def test_a_newer_python_is_fine(version):
    dev.check_python(version)


@pytest.mark.parametrize("argv", [[], ["tset"], ["--fast"]])
def test_a_wrong_command_gets_one_sentence(argv, capsys):
    with pytest.raises(SystemExit) as leaving:
        dev.parse(argv)

    assert leaving.value.code == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "dev.py --help" in told


def test_what_follows_a_command_is_passed_on():
    assert dev.parse(["test", "-k", "people", "--lf"]) == ("test", ["-k", "people", "--lf"])
    assert dev.parse(["run", "--", "--data", "x"]) == ("run", ["--data", "x"])


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there is always a display there")
@pytest.mark.parametrize(
    ("environment", "shown"),
    [
        ({}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"DISPLAY": ":0", "CITTRAINER_NO_WINDOW": "1"}, False),
        ({"DISPLAY": ":0", "CITTRAINER_NO_WINDOW": "0"}, True),
    ],
)
def test_a_window_is_shown_where_there_is_a_display_and_none_was_refused(
    environment, shown, monkeypatch
):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "CITTRAINER_NO_WINDOW"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert dev.has_display() is shown


def pins() -> dict[str, str]:
    """The pinned versions by name, as the package index compares names."""
    lines = (dev.ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.partition("#")[0].strip().split("==") for line in lines]
    return {canonicalize_name(pair[0]): pair[1] for pair in pairs if len(pair) == 2}


def test_constraints_name_packages_and_versions_and_nothing_else():
    lines = (dev.ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = [line for line in lines if line.partition("#")[0].strip()]

    assert all(re.fullmatch(r"[\w.-]+==[\w.]+( +#.*)?", line) for line in pinned)
    assert len(pinned) == len(pins())


def test_every_package_that_is_asked_for_is_pinned_within_its_bounds():
    project = tomllib.loads((dev.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [
        *project["build-system"]["requires"],
        *project["project"]["dependencies"],
        *project["project"]["optional-dependencies"]["dev"],
    ]
    pinned = pins()

    outside = [
        str(requirement)
        for requirement in map(Requirement, asked)
        if not requirement.specifier.contains(pinned[canonicalize_name(requirement.name)])
    ]

    assert outside == []
