from __future__ import annotations


def test_standards_are_listed(terminal, sample_file):
    listed = terminal(sample_file, "standard", "list", "--json").json

    mine = next(one for one in listed if one["code"] == "ACADEMY-SAMPLE-40")
    assert (mine["version"], mine["hours"], mine["academys_own"]) == (1, 40, True)
    assert (
        "ACADEMY-SAMPLE-40, version 1: Academy sample standard"
        in terminal(sample_file, "standard", "list").out
    )


def test_courses_that_would_fall_short_are_told_with_what_they_lack(terminal, sample_file):
    told = terminal(sample_file, "standard", "short", "MEMPHIS-NATIONAL")
    found = terminal(sample_file, "standard", "short", "MEMPHIS-NATIONAL", "--json")

    assert told.status == found.status == 3
    assert found.json
    for one in found.json:
        assert one["sentence"] in told.out
        assert f"{one['number']}, {one['course']}:" in told.out
    # A course that is over is not measured.
    assert "CIT-101" not in {one["number"] for one in found.json}


def test_a_standard_that_is_not_there_is_refused(terminal, sample_file):
    assert "No standard “NONE” is on file" in terminal.refused(
        sample_file, "standard", "short", "NONE"
    )
    assert "version 9" in terminal.refused(
        sample_file, "standard", "short", "ACADEMY-SAMPLE-40", "--version", "9" * 30
    )
