from __future__ import annotations


def test_a_curriculum_travels_as_a_file_and_its_difference_is_told(terminal, sample_file, tmp_path):
    path = tmp_path / "week.json"
    listed = terminal(sample_file, "curriculum", "list", "--json").json
    number = max(each["version"] for each in listed if each["code"] == "MEMPHIS-40")
    assert terminal(sample_file, "curriculum", "export", "MEMPHIS-40", "--out", path).status == 0
    path.write_text(path.read_text("utf-8").replace('"audience": "', '"audience": "New '), "utf-8")

    read = terminal(sample_file, "curriculum", "import", path)
    told = terminal(
        sample_file, "curriculum", "difference", "MEMPHIS-40", number, number + 1, "--json"
    ).json

    assert read.status == 0
    assert f"version {number + 1} is a draft now" in read.out
    assert told["changes"] == []
    assert "draft" in terminal(sample_file, "curriculum", "list").out


def test_what_is_not_there_is_refused(terminal, sample_file, tmp_path):
    path = tmp_path / "x.json"
    path.write_text("{}")

    assert "No curriculum “NONE”" in terminal.refused(
        sample_file, "curriculum", "export", "NONE", "--out", tmp_path / "y.json"
    )
    assert "version 9" in terminal.refused(
        sample_file, "curriculum", "difference", "MEMPHIS-40", "1", "9" * 30
    )
    assert "“format” is missing" in terminal.refused(sample_file, "curriculum", "import", path)


def test_a_refused_import_leaves_no_file(terminal, tmp_path):
    path = tmp_path / "x.json"
    path.write_text("[]")

    terminal.refused(tmp_path / "new.cit", "curriculum", "import", path)

    assert list(tmp_path.iterdir()) == [path]
