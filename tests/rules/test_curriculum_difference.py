from dataclasses import replace

import pytest
from curriculum_strategies import curricula
from hypothesis import given, settings

from cittrainer.rules.curriculum_difference import (
    MinutesLine,
    combined,
    course_difference,
    difference,
)
from cittrainer.rules.curriculum_values import CurriculumValue, ModuleValue

WELCOME = ModuleValue("a", "Welcome", "admin", 30, topics={"Welcome and Overview": 100})
DISORDERS = ModuleValue(
    "b",
    "Mood disorders",
    "lecture",
    90,
    least_minutes=75,
    most_minutes=120,
    day_number=1,
    start_minute=580,
    topics={"Illness": 70, "Medication": 30},
    objectives=("Recognize signs.", "Tell them apart."),
    taught_by="Clinician",
)
LUNCH = ModuleValue("c", "Lunch", "lunch", 60)
STORY = ModuleValue("d", "Stories of recovery", "story", 45, topics={"Perspective": 100})
BEFORE = CurriculumValue("X", "Forty hours", modules=(WELCOME, DISORDERS, LUNCH, STORY))


def with_modules(*modules):
    return replace(BEFORE, modules=modules)


def sentences(found):
    return [change.sentence for change in found.changes]


def test_what_is_new_and_what_is_left_out_is_told_with_its_length():
    panel = ModuleValue("e", "Families", "panel", 75)

    found = difference(BEFORE, with_modules(WELCOME, DISORDERS, panel, LUNCH))

    assert sentences(found) == [
        "“Stories of recovery” is left out (45 minutes).",
        "“Families” is new: 1 h 15 min, panel.",
    ]


def test_only_the_module_that_moved_is_said_to_have_moved():
    found = difference(BEFORE, with_modules(DISORDERS, LUNCH, STORY, WELCOME))

    assert sentences(found) == ["“Welcome” comes after “Stories of recovery” now."]
    first = difference(BEFORE, with_modules(STORY, WELCOME, DISORDERS, LUNCH))
    assert sentences(first) == ["“Stories of recovery” comes first now."]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"title": "Mood"}, "“Mood disorders” is now called “Mood”."),
        (
            {"delivery": "panel"},
            "The delivery of “Mood disorders” is panel instead of lecture.",
        ),
        ({"minutes": 105}, "“Mood disorders” lasts 1 h 45 min instead of 1 h 30 min."),
        (
            {"least_minutes": None},
            "The least length of “Mood disorders” is open instead of 1 h 15 min.",
        ),
        (
            {"most_minutes": 100},
            "The greatest length of “Mood disorders” is 1 h 40 min instead of 2 h.",
        ),
        (
            {"topics": {"Illness": 100}},
            ("The topics of “Mood disorders” are “Illness” 100 % instead of “Illness” 70 % and "
            "“Medication” 30 %."),
        ),
        ({"weight": 3}, "The weight of “Mood disorders” is 3 instead of 1."),
        (
            {"must_attend": True},
            "Nobody completes the course without “Mood disorders” from now on.",
        ),
        ({"parts": 6}, "“Mood disorders” needs 6 rooms at once instead of 1 room."),
        (
            {"start_minute": 600},
            "“Mood disorders” usually stands on day 1 at 10:00 instead of on day 1 at 9:40.",
        ),
        (
            {"day_number": None, "start_minute": None},
            "“Mood disorders” usually stands at no fixed time instead of on day 1 at 9:40.",
        ),
        (
            {"objectives": ("Recognize signs.", "Ask.")},
            "The objectives of “Mood disorders”: “Ask.” is new; “Tell them apart.” is left out.",
        ),
        (
            {"objectives": ("Tell them apart.", "Recognize signs.")},
            "The objectives of “Mood disorders”: the same in another order.",
        ),
        ({"taught_by": ""}, ("Who may teach “Mood disorders” is not said any more; it was "
                            "“Clinician”.")),
        ({"taught_by": "Nurse"}, ("Who may teach “Mood disorders” is “Nurse” instead of "
                                 "“Clinician”.")),
        (
            {"equipment": "projector"},
            "The equipment for “Mood disorders” is now “projector”; it was not said before.",
        ),
        ({"materials": "Handout"}, ("The material for “Mood disorders” is now “Handout”; it was "
                                   "not said before.")),
        ({"qualification": "licence"}, ("The qualification to teach “Mood disorders” is now "
                                       "“licence”; it was not said before.")),
        ({"published_source": True}, "The usual time of “Mood disorders” is its source’s now."),
    ],
)  # fmt: skip
def test_each_field_that_changed_is_one_sentence(changed, sentence):
    found = difference(BEFORE, with_modules(WELCOME, replace(DISORDERS, **changed), LUNCH, STORY))

    assert sentences(found) == [sentence]


def test_what_changed_of_the_version_itself_is_told():
    after = replace(
        BEFORE, title="Five days", standard="Washington", standard_number=2, sources=("b",)
    )

    assert sentences(difference(replace(BEFORE, sources=("a",)), after)) == [
        "The title is “Five days” instead of “Forty hours”.",
        "The standard is now “Washington, version 2”; it was not said before.",
        "The sources: “b” is new; “a” is left out.",
    ]


def test_minutes_are_told_in_total_and_for_each_topic():
    longer = replace(DISORDERS, minutes=105, topics={"Illness": 100})

    found = difference(BEFORE, with_modules(WELCOME, longer, LUNCH))

    assert found.total == MinutesLine("", 225, 195)
    assert found.taught == MinutesLine("", 165, 135)
    assert found.topics == (
        MinutesLine("Illness", 63, 105),
        MinutesLine("Medication", 27, 0),
        MinutesLine("Perspective", 45, 0),
        MinutesLine("Welcome and Overview", 30, 30),
    )


def test_long_texts_are_shortened_and_still_differ():
    one, other = replace(BEFORE, note="x" * 300), replace(BEFORE, note="x" * 299 + "y")

    (change,) = difference(one, other).changes

    assert change.sentence.startswith("The note was changed towards its end: “xxx")
    assert len(change.sentence) < 250


def test_a_course_differs_in_what_it_gives_not_in_where_and_when():
    moved = replace(STORY, day_number=4, start_minute=900, parts=3, taught_by="", minutes=60)

    found = course_difference(BEFORE.modules, (moved, LUNCH, DISORDERS, WELCOME))

    assert sentences(found) == ["“Stories of recovery” lasts 1 h instead of 45 minutes."]


def test_a_module_in_two_blocks_is_measured_by_both():
    halves = [replace(DISORDERS, minutes=45), replace(DISORDERS, minutes=45, title="Part 2")]

    assert not course_difference((DISORDERS,), combined(halves))
    longer = combined([*halves, replace(DISORDERS, minutes=15)])
    assert sentences(course_difference((DISORDERS,), longer)) == [
        "“Mood disorders” lasts 1 h 45 min in 3 blocks instead of 1 h 30 min."
    ]


def test_every_change_has_an_id_of_its_own():
    after = with_modules(replace(STORY, title="A", minutes=5), replace(WELCOME, title="B"))

    ids = [change.id for change in difference(BEFORE, after).changes]

    assert len(ids) == len(set(ids)) > 4


@given(curricula())
@settings(max_examples=50)
def test_nothing_differs_from_itself(value):
    found = difference(value, value)

    assert not found
    assert not course_difference(value.modules, combined(value.modules))
    assert found.total.before == found.total.after
    assert all(line.before == line.after for line in found.topics)


@given(curricula(), curricula())
@settings(max_examples=50)
def test_two_versions_differ_in_something_unless_they_are_the_same(one, other):
    other = replace(other, number=one.number, code=one.code)

    assert bool(difference(one, other)) is (
        replace(one, standard_code="") != replace(other, standard_code="")
    )
