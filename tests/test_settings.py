from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cittrainer.settings import RECENT_FILES, Settings, SettingsFile, TableLayout, ThemeChoice

if TYPE_CHECKING:
    from pathlib import Path

NAME = 'Zoë 🦊 الاسم =1+1 "quoted" \\ back'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "not yet there" / "settings.toml"


def test_without_a_file_the_usual_choices_hold_and_nothing_is_told(path: Path) -> None:
    settings = SettingsFile(path)

    assert settings.value == Settings()
    assert settings.take_problem() == ""
    assert not path.exists()


def test_every_choice_is_there_again_the_next_time(path: Path) -> None:
    layout = TableLayout(
        widths={"name": 210}, hidden=("role",), shown=("mail",), sorted_by="name", descending=True
    )

    settings = SettingsFile(path)
    settings.change(user_name=NAME, theme=ThemeChoice.DARK, window_geometry="AdnQywAD")
    settings.store(settings.value.with_table("People", layout).with_recent(path))

    again = SettingsFile(path).value
    assert again == settings.value
    assert again.user_name == NAME
    assert again.tables["People"] == layout
    assert again.recent_files == (str(path),)


def test_recent_files_are_newest_first_each_once_and_not_too_many(tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.cit" for number in range(RECENT_FILES + 3)]

    settings = Settings()
    for file in [*files, files[5]]:
        settings = settings.with_recent(file)

    assert len(settings.recent_files) == RECENT_FILES
    assert settings.recent_files[:2] == (str(files[5]), str(files[-1]))
    assert len(set(settings.recent_files)) == RECENT_FILES


@pytest.mark.parametrize(
    "damage",
    [
        b"user_name = ",
        b"\xff\xfe\x00",
        b"user_name = 3",
        b'theme = "pink"',
        b'recent_files = "one"',
        b"tables = 7",
        b'[tables.People]\nwidths = "wide"',
    ],
)
def test_a_damaged_file_is_set_aside_and_told_once(path: Path, damage: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(damage)

    settings = SettingsFile(path)

    assert settings.value == Settings()
    assert path.with_name("settings.toml.damaged").read_bytes() == damage
    assert "set aside as settings.toml.damaged" in settings.take_problem()
    assert settings.take_problem() == ""


def test_a_file_of_a_newer_program_keeps_what_is_understood(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('user_name = "Dana"\nmagnifier = 3\n', encoding="utf-8")

    settings = SettingsFile(path)

    assert settings.value.user_name == "Dana"
    assert settings.take_problem() == ""


def test_a_write_that_fails_keeps_the_choice_and_the_old_file(path: Path) -> None:
    settings = SettingsFile(path)
    settings.change(user_name="Dana")
    path.unlink()
    path.mkdir()  # a folder in the file's place cannot be replaced by a file

    settings.change(user_name="Robin")

    assert settings.value.user_name == "Robin"
    assert "could not be kept" in settings.take_problem()
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]
