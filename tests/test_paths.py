from __future__ import annotations

import pytest

from cittrainer import paths


def test_what_ships_is_found_in_the_source_tree():
    assert paths.resource("fonts").is_dir()


def test_what_does_not_ship_is_named():
    with pytest.raises(FileNotFoundError, match="standards/nowhere.json does not ship"):
        paths.resource("standards/nowhere.json")


def test_an_installed_package_finds_its_resources_and_handbook_inside_itself(tmp_path, monkeypatch):
    package = tmp_path / "site-packages" / "cittrainer"
    (package / "resources" / "standards").mkdir(parents=True)
    (package / "handbook").mkdir()
    (package / "handbook" / "index.md").write_text("# Handbook", encoding="utf-8")
    monkeypatch.setattr(paths, "_PACKAGE", package)

    assert paths.resource("standards") == package / "resources" / "standards"
    assert paths.handbook() == package / "handbook" / "index.md"


def test_a_folder_of_ones_own_holds_everything(tmp_path, monkeypatch):
    monkeypatch.setenv(paths.OWN_FOLDER, str(tmp_path / "Zoë’s folder"))

    folders = {paths.data_folder(), paths.settings_folder(), paths.log_folder()}

    assert {folder.parent for folder in folders} == {tmp_path / "Zoë’s folder"}
    assert len(folders) == 3
    assert all(folder.is_dir() for folder in folders)


def test_without_one_the_system_says_where_the_data_is(tmp_path, monkeypatch):
    monkeypatch.delenv(paths.OWN_FOLDER)
    monkeypatch.setattr(paths.platformdirs, "user_data_path", lambda name, **_: tmp_path / name)

    assert paths.data_folder() == tmp_path / "CIT Trainer"
