"""Planning from the terminal: arranged, mended, explained, and what breaks without whom."""

from __future__ import annotations

import _thread
import time
from contextlib import contextmanager

import pytest
from planned import planned

from cittrainer.cli.planning import _working
from cittrainer.db import Actor, Database
from cittrainer.models import ConstraintKind
from cittrainer.queries.courses import course_id
from cittrainer.queries.weeks import week
from cittrainer.rules.checks import findings
from cittrainer.services.blocks import pin_block
from cittrainer.services.constraints import add_constraint

COURSE = "CIT-2026-05"


@pytest.fixture
def file(tmp_path):
    """“Law” (Ana) and “Story” (Walt, else Imani) on Monday, “Veterans” waits; Tuesday is empty."""
    path = tmp_path / "planned.cit"
    with Database.create(path, Actor("Dana", "dana")) as database:
        planned(database)
    return path


def week_of(path, number=COURSE):
    actor = Actor("Dana", "dana")
    with Database.open(path, actor, for_writing=False) as database, database.read() as db:
        return week(db, course_id(db, number))


@contextmanager
def step(path):
    actor = Actor("Dana", "dana")
    with Database.open(path, actor, for_writing=True) as database, database.step("Prepare") as db:
        yield db


def titles(blocks):
    return [one.title for one in blocks]


def test_the_sample_week_is_arranged_from_what_waits_without_a_new_error(terminal, sample_file):
    before = week_of(sample_file, "CIT-104")
    assert len(before.unplaced) > 20

    answer = terminal(sample_file, "course", "arrange", "CIT-104", "--seconds", "15", "--json")

    assert answer.status == 0
    (proposal,) = answer.json["proposals"]
    assert proposal["unplaced"] == []
    after = week_of(sample_file, "CIT-104")
    assert after.unplaced == ()
    stays = {one.id: (one.day_id, one.start) for one in before.blocks if one.pinned}
    assert {one.id: (one.day_id, one.start) for one in after.blocks if one.id in stays} == stays
    assert [one.sentence for one in findings(after) if one.severity == "error"] == []


def test_arrange_says_what_it_did_and_saves_it_as_one_step(terminal, file):
    answer = terminal(file, "course", "arrange", COURSE)

    assert answer.status == 0
    assert "Places 1 block, 1 h 30 min more on the plan." in answer.out
    assert "  “Veterans” is placed on Monday at " in answer.out
    assert "this is proven" in answer.out
    assert answer.out.endswith("Saved.\n")
    assert week_of(file).unplaced == ()
    newest = terminal(file, "history", "--limit", "1").out
    assert "Arrange the week" in newest


def test_a_dry_run_saves_nothing(terminal, file):
    answer = terminal(file, "course", "arrange", COURSE, "--dry-run")

    assert answer.status == 0
    assert answer.out.endswith("Nothing was saved.\n")
    assert titles(week_of(file).unplaced) == ["Veterans"]


def test_repair_proposes_and_saves_only_what_is_accepted(terminal, file):
    words = ("course", "repair", COURSE, "--cancel", "walt", "--on", "monday")

    told = terminal(file, *words)

    assert told.status == 0
    assert told.out.startswith(
        "Walt K. is out on Monday:\n\n"
        "1. Imani B. stands in: 1 presenter to be asked, hours unchanged.\n"
        "  Hours and topics stay as they are.\n"
        "  Monday: Imani B. comes; Walt K. does not come.\n"
    )
    assert "Imani B., alternate of “Story”: has not said when they can come." in told.out
    assert "Imani B. presents “Story” instead of Walt K." in told.out
    assert "Saved" not in told.out
    story = week_of(file).blocks[1]
    assert story.presenters == ("Walt K.",)
    accepted = terminal(file, *words, "--accept", "1")
    assert "Saved proposal 1." in accepted.out
    assert week_of(file).blocks[1].presenters == ("Imani B.",)


def test_repair_in_json_with_status_3_where_somebody_is_missing(terminal, file):
    answer = terminal(file, "course", "repair", COURSE, "--cancel", "Ana Ruiz", "--json")

    assert answer.status == 3
    assert answer.json["asked"] == "Ana Ruiz is out"
    assert answer.json["accepted"] is None
    best = answer.json["proposals"][0]
    assert best["open_places"] == 1
    assert best["effects"]["empty"] == ["Law"]
    assert best["effects"]["people"] == [
        {
            "day": "Monday",
            "come": [],
            "do_not_come": ["Ana Ruiz"],
            "at_another_time_or_place": [],
            "trainees": [],
        }
    ]
    assert answer.json["reasons"][0]["lines"] == ["Ana Ruiz is out."]
    assert answer.json["reasons"][0]["blocks"] == ["Law"]


@pytest.mark.parametrize(
    ("words", "title"),
    [
        (("--room", "gym", "--on", "1"), "Gym cannot be had on Monday"),
        (("--day", "2026-05-04"), "Nothing can be held on Monday"),
        (("--move", "law", "--to", "tue", "--at", "9:00"), "“Law” on Tuesday at 9:00"),
        (("--cancel", "ana", "--on", "mon", "--from", "9:30"), "Ana Ruiz is out on Monday from"),
    ],
)
def test_what_else_may_have_happened(terminal, file, words, title):
    answer = terminal(file, "course", "repair", COURSE, *words, "--json")

    assert answer.status == 0
    assert answer.json["asked"].startswith(title)
    assert answer.json["proposals"][0]["changes"]


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--cancel", "Ana", "--room", "Gym"),
        ("--room", "Gym", "--from", "9:00"),
        ("--cancel", "Ana", "--from", "9:00"),
        ("--move", "Law"),
        ("--day", "1", "--at", "9:00"),
    ],
)
def test_options_that_do_not_go_together_are_wrong_usage(terminal, file, words):
    assert terminal(file, "course", "repair", COURSE, *words).status == 2


def test_what_is_not_there_is_refused(terminal, file):
    said = ("course", "repair", COURSE)

    assert "“Nobody”" in terminal.refused(file, *said, "--cancel", "Nobody")
    assert "“Cellar”" in terminal.refused(file, *said, "--room", "Cellar")
    assert "no day of this course" in terminal.refused(file, *said, "--day", "Sunday")
    assert "no time of the agenda" in terminal.refused(
        file, *said, "--move", "Law", "--to", "Tue", "--at", "9:03"
    )
    assert "There is no proposal 9" in terminal.refused(
        file, *said, "--cancel", "Walt", "--on", "Mon", "--accept", "9"
    )


def test_explain_says_what_clashes_and_what_would_have_to_give(terminal, file):
    wish = ("course", "explain", COURSE, "--block", "Law", "--to", "Monday", "--at", "10:00")

    can_be = terminal(file, *wish)

    assert can_be.status == 0
    assert "“Law” and “Story” want the class and Gym at the same time." in can_be.out
    assert "It can be had. What would have to give:" in can_be.out
    with step(file) as db:
        pin_block(db, week(db, 1).blocks[1].id, pinned=True)
    cannot = terminal(file, *wish)
    assert cannot.status == 3
    assert "“Law” and “Story” cannot both be placed: 3 things clash." in cannot.out
    assert "  “Story” is pinned to Monday 10:00." in cannot.out
    assert "Without any one of these it could be done." in cannot.out
    in_json = terminal(file, *wish, "--json").json
    assert in_json["reasons"][0]["blocks"] == ["Law", "Story"]


def test_explain_without_a_block_and_without_a_place(terminal, file):
    assert terminal(file, "course", "explain", COURSE).out == (
        "Nothing was found that keeps a block off the plan.\n"
    )
    held = terminal(file, "course", "explain", COURSE, "--block", "veterans")
    assert held.status == 0
    assert "Tuesday 8:00: nothing is in the way." in held.out
    assert terminal(file, "course", "explain", COURSE, "--to", "Monday").status == 2
    assert terminal(file, "course", "explain", COURSE, "--block", "Law", "--at", "9:00").status == 2


def test_fragility_lists_the_worst_first(terminal, file):
    answer = terminal(file, "course", "fragility", COURSE)

    assert answer.status == 0
    assert answer.out.splitlines() == [
        "breaks    Without Ana Ruiz, nobody stands in at “Law”.",
        "covered   Without Walt K., Imani B. can take 1 block.",
        "",
        "Ask an alternate first for:",
        "1. “Law”, Monday at 9:00: Without Ana Ruiz, “Law” has nobody.",
    ]
    found = terminal(file, "course", "fragility", COURSE, "--json").json
    assert [(one["presenter"], one["leaves_empty"]) for one in found["presenters"]] == [
        ("Ana Ruiz", ["Law"]),
        ("Walt K.", []),
    ]
    assert [one["block"] for one in found["ask_an_alternate_first_for"]] == ["Law"]


def test_ctrl_c_asks_for_the_best_so_far():
    def work(progress):
        _thread.interrupt_main()
        until = time.monotonic() + 10
        while not progress.cancelled and time.monotonic() < until:
            time.sleep(0.01)
        return "best so far" if progress.cancelled else "was not stopped"

    assert _working("Working", work, quiet=True) == "best so far"


def test_what_a_plan_keeps_to_is_listed_in_sentences(terminal, sample_file):
    answer = terminal(sample_file, "course", "constraints", "CIT-104")

    assert answer.status == 0
    assert "must      “Graduation” begins on Friday at 17:10 (Families are invited)." in answer.out
    assert "Curtis Bell can come only before 12:00 (In court in the afternoon)." in answer.out


def test_what_is_done_against_a_constraint_is_told(terminal, file):
    with step(file) as db:
        plan = week(db, course_id(db, COURSE))
        (law,) = [one for one in plan.blocks if one.title == "Law"]
        add_constraint(
            db,
            plan.course_id,
            ConstraintKind.FIXED_TIME,
            block_id=law.id,
            course_day_id=plan.days[1].id,
            start_minute=600,
        )

    answer = terminal(file, "course", "constraints", COURSE, "--json")

    (row,) = [one for one in answer.json["constraints"] if one["kind"] == "fixed_time"]
    assert row["state"] == "Broken"
    assert len(row["broken"]) == 1
