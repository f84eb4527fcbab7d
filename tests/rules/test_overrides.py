from dataclasses import replace

from weeks import block, part, standard, week

from cittrainer.rules.checks import findings
from cittrainer.rules.overrides import can_stand, fingerprint, key
from cittrainer.rules.plan_values import OverrideValue
from cittrainer.rules.values import ERROR, NOTE, with_block_moved


def clash(**more):
    """Two blocks of different groups that share a presenter for half an hour."""
    one = block("One", 1, "9:00", 60, part("Ana", group="1"))
    other = block("Other", 1, "9:30", 60, part("Ana", group="2"))
    return week(one, other, **more)


def let_stand(plan, reason="They know"):
    """The week with its first finding overridden."""
    finding = findings(plan)[0]
    override = OverrideValue(1, key(finding), fingerprint(plan, finding), reason)
    return replace(plan, overrides=(override,))


def test_an_error_that_was_let_stand_is_a_note_with_its_reason_and_stays_in_sight():
    plan = let_stand(clash())

    (finding,) = findings(plan)

    assert (finding.severity, finding.overridden) == (NOTE, "They know")
    assert finding.sentence == findings(replace(plan, overrides=()))[0].sentence


def test_it_holds_while_something_else_changes_and_lapses_when_its_block_does():
    plan = clash()
    third = block("Third", 2, "9:00", 60)
    plan = let_stand(replace(plan, blocks=(*plan.blocks, third)))

    elsewhere = with_block_moved(plan, third.id, 3, 600)
    moved = with_block_moved(plan, plan.blocks[0].id, 1, 545)

    assert [f.severity for f in findings(elsewhere)] == [NOTE]
    assert [f.severity for f in findings(moved)] == [ERROR]


def test_a_block_moved_away_and_back_by_hand_has_to_be_looked_at_again():
    plan = let_stand(clash())
    first = plan.blocks[0]
    # Each saved move raises the version; while it is only dragged, it does not.
    dragged = with_block_moved(with_block_moved(plan, first.id, 3, 600), first.id, 1, 540)
    by_hand = replace(plan, blocks=(replace(first, version=first.version + 2), plan.blocks[1]))

    assert [f.severity for f in findings(dragged)] == [NOTE]
    assert [f.severity for f in findings(by_hand)] == [ERROR]


def test_a_changed_booking_ends_it():
    plan = let_stand(clash())
    first = plan.blocks[0]
    booked = replace(first.parts[0].bookings[0], state="invited")
    changed = replace(first, parts=(replace(first.parts[0], bookings=(booked,)),))

    found = findings(replace(plan, blocks=(changed, plan.blocks[1])))

    assert [f.severity for f in found if f.kind == "presenter_twice"] == [ERROR]


def test_it_is_about_one_finding_and_not_about_another_of_its_kind():
    plan = clash()
    more = block("More", 1, "9:45", 60, part("Ana", group="3"))
    plan = replace(plan, blocks=(*plan.blocks, more))

    found = [f for f in findings(let_stand(plan)) if f.kind == "presenter_twice"]

    assert sorted(f.severity for f in found) == [ERROR, ERROR, NOTE]


def test_warnings_and_what_misses_the_standard_cannot_be_let_stand_one_by_one():
    short = week(block("A", 1, "17:00", 60, least_minutes=90), standard=standard(total_minutes=600))
    stands = {f.kind: can_stand(f) for f in findings(short)}

    assert stands == {"standard_hours": False, "outside_day": True, "module_length": False}
    standing = next(f for f in findings(short) if f.kind == "standard_hours")
    forced = OverrideValue(1, key(standing), fingerprint(short, standing), "No")
    assert ERROR in {
        f.severity
        for f in findings(replace(short, overrides=(forced,)))
        if f.kind == "standard_hours"
    }


def test_the_fingerprint_does_not_depend_on_the_order_of_sets():
    one = block("A", 1, "17:00", 60, equipment=frozenset(("a", "b", "c", "screen", "sound")))
    two = replace(one, equipment=frozenset(("sound", "screen", "c", "b", "a")))
    (first,) = findings(week(one))

    assert fingerprint(week(one), first) == fingerprint(week(two), first)
