"""What a change of a plan means for hours, topics and people."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from weeks import block, booking, part, standard, week

from cittrainer.rules.lacking import newly, worse
from cittrainer.rules.plan_effects import UNCHANGED, effects, without
from cittrainer.rules.values import RequirementValue, with_block_moved

LONG = "María José García-López van der Berg-Ó Súilleabháin"


def sentences(before, after):
    return [line.sentence for line in effects(before, after).lines]


def asked(**topics):
    return standard(
        total_minutes=180,
        requirements=tuple(RequirementValue(name, least_minutes=n) for name, n in topics.items()),
    )


@st.composite
def weeks_of(draw):
    places = draw(st.lists(st.tuples(st.integers(1, 3), st.integers(8, 15)), min_size=1))
    blocks = [
        block(f"Block {n}", day, f"{hour}:00", 60, topics={f"Topic {n % 3}": 100})
        for n, (day, hour) in enumerate(places)
    ]
    return week(*blocks, standard=asked(**{"Topic 1": 60}))


@given(weeks_of())
def test_nothing_means_nothing(plan):
    found = effects(plan, plan)

    assert found.nothing
    assert [line.sentence for line in found.lines] == [UNCHANGED]


@given(weeks_of(), st.data())
def test_there_and_back_adds_up_to_nothing(plan, data):
    one = data.draw(st.sampled_from(plan.blocks))
    other = with_block_moved(plan, one.id, data.draw(st.sampled_from([1, 2, None])), 960)

    there, back = effects(plan, other), effects(other, plan)

    assert there.minutes == -back.minutes
    assert {(t.topic, t.before, t.after) for t in there.topics} == {
        (t.topic, t.after, t.before) for t in back.topics
    }
    assert {day.day_id for day in there.days} == {day.day_id for day in back.days}


def test_a_stand_in_changes_people_and_nothing_else():
    story = block("Story", 1, "10:00", 60, part("Walt K."), delivery="story")
    plan = week(story, enrolled=24)
    after = week(replace(story, parts=(part("Imani B."),)), enrolled=24)

    assert sentences(plan, after) == [
        "Hours and topics stay as they are.",
        "Monday: Imani B. comes; Walt K. does not come.",
        "Nothing changes for the trainees’ times and rooms.",
    ]
    assert effects(plan, after).minutes == 0


def test_a_moved_block_concerns_its_presenter_and_the_class_on_both_days():
    law = block("Law", 1, "9:00", 60, part(LONG, room="Hall"))
    plan = week(law, enrolled=24)

    found = effects(plan, with_block_moved(plan, law.id, 3, 600))

    assert [(day.day_id, day.moves, day.trainees) for day in found.days] == [
        (1, (LONG,), ("the whole class (24 trainees)",)),
        (3, (LONG,), ("the whole class (24 trainees)",)),
    ]


def test_fewer_minutes_of_a_topic_are_told_with_what_is_short_then():
    calm = block("Calm", 1, "9:00", 60, topics={"De-escalation": 100})
    law = block("Law", 1, "11:00", 120, topics={"Law": 100})
    plan = week(calm, law, standard=asked(**{"De-escalation": 40, "Law": 60}))

    shorter = with_block_moved(plan, calm.id, 1, 540, minutes=30)

    assert sentences(plan, shorter)[:3] == [
        "30 minutes fewer: 2.5 of 3 hours.",
        "“De-escalation” −30 minutes: now 10 minutes short.",
        (
            "Then, the standard is not met: “De-escalation” 10 minutes short and "
            "2.5 of 3 hours, 30 minutes short."
        ),
    ]
    assert [line.severity for line in effects(plan, shorter).lines[:3]] == ["error"] * 3


def test_a_block_with_nobody_is_told_with_what_the_standard_lacks_then():
    story = block("Story", 1, "10:00", 60, part("Walt K."), delivery="story")
    plan = week(story, standard=standard(story_required=True))
    gone = replace(story, parts=(part(booking("Walt K.", "cancelled")),))

    found = effects(plan, week(gone, standard=plan.standard))

    assert found.empty == (story.id,)
    assert found.unmet == ("no block in which somebody shares their story",)
    assert found.minutes == 0
    assert [line.sentence for line in found.lines][1:3] == [
        "“Story” has nobody yet.",
        (
            "Unless somebody is found, the standard is not met: "
            "no block in which somebody shares their story."
        ),
    ]


def test_a_story_of_which_only_the_facilitator_is_left_has_nobody():
    walt = booking("Walt K.")
    leah = replace(booking("Leah"), role="facilitator")
    story = block("Story", 1, "10:00", 60, part(walt, leah), delivery="story")
    after = replace(story, parts=(part(replace(walt, state="cancelled"), leah),))

    assert effects(week(story), week(after)).empty == (story.id,)
    assert effects(week(story), week(story)).empty == ()


def test_another_room_concerns_the_group_that_meets_there():
    one = part("Ana", room="Gym", group="Group 1")
    drill = block("Drill", 2, "9:00", 60, one)
    after = replace(drill, parts=(replace(one, room="Hall", room_id=99),))
    sizes = {one.group_id: 6}

    (day,) = effects(week(drill, group_sizes=sizes), week(after, group_sizes=sizes)).days

    assert (day.trainees, day.moves) == (("Group 1 (6)",), ("Ana",))


def test_where_the_whole_class_is_concerned_its_groups_are_not_named_too():
    drill = block("Drill", 1, "9:00", 60, part("Ana", group="Group 1"))
    law = block("Law", 1, "11:00", 60, part("Ben"))
    plan = week(drill, law, enrolled=24)
    after = with_block_moved(with_block_moved(plan, drill.id, 1, 600), law.id, 1, 720)

    (day,) = effects(plan, after).days

    assert day.trainees == ("the whole class (24 trainees)",)


def test_what_was_short_before_is_not_told_as_new():
    calm = block("Calm", 1, "9:00", 30, topics={"Calm": 100})
    law = block("Law", 1, "11:00", 60, topics={"Law": 100})
    plan = week(calm, law, standard=asked(Calm=60, Law=60))

    assert {one.topic for one in worse(plan, without(plan, {law.id}))} == {"law", ""}
    assert {one.kind for one in newly(plan, without(plan, {law.id}))} == {"nothing"}
    assert newly(plan, plan) == ()


def test_a_week_that_gets_better_lacks_nothing_new():
    calm = block("Calm", None, "9:00", 30, topics={"Calm": 100})
    plan = week(calm, standard=asked(Calm=60))

    assert worse(plan, with_block_moved(plan, calm.id, 1, 540)) == ()
