from weeks import block, part, week

from cittrainer.rules.checks import findings
from cittrainer.rules.plan_values import ConstraintValue, RoomValue
from cittrainer.rules.values import NOTE, WARNING


def rooms(**buildings):
    """The rooms of an academy by their id: name to building."""
    return {
        sum(map(ord, name)): RoomValue(sum(map(ord, name)), name, building)
        for name, building in buildings.items()
    }


def room(name, *equipment):
    room_id = sum(map(ord, name))
    return {room_id: RoomValue(room_id, name, equipment=frozenset(equipment))}


def said(found, kind):
    """The sentences of one kind."""
    return [finding.sentence for finding in found if finding.kind == kind]


def test_a_room_without_what_a_block_needs_is_named_with_what_is_missing():
    talk = block(
        "Talk", 1, "9:00", 60, part("Ana", room="A"), equipment=frozenset({"sound", "screen"})
    )

    (finding,) = findings(week(talk, rooms=room("A", "whiteboard", "screen")))

    assert (finding.kind, finding.severity) == ("equipment_missing", WARNING)
    assert finding.sentence == "“Talk”: A has no sound."
    assert finding.rooms == (talk.parts[0].room_id,)


def test_equipment_is_no_finding_where_it_is_there_or_no_room_is_known():
    needs = frozenset({"screen"})
    there = block("Talk", 1, "9:00", 60, part("Ana", room="A"), equipment=needs)
    nowhere = block("Later", 2, "9:00", 60, part("Bo"), equipment=needs)

    assert findings(week(there, nowhere, rooms=room("A", "screen"))) == ()


def test_the_class_and_a_presenter_need_time_between_buildings():
    one = block("One", 1, "9:00", 60, part("Ana", room="A"))
    two = block("Two", 1, "10:05", 60, part("Ana", room="B"))

    (finding,) = findings(week(one, two, rooms=rooms(A="North", B="South")))

    assert (finding.kind, finding.severity) == ("travel_time", WARNING)
    assert finding.sentence == (
        "The class has 5 minutes on Monday at 10:00 to come from North (“One”) to South (“Two”); "
        "the academy’s own least is 10."
    )


def test_only_those_who_go_from_one_building_to_the_other_are_named():
    one = block("One", 1, "9:00", 60, part("Ana", room="A", group="1"))
    two = block("Two", 1, "10:00", 60, part("Ana", room="B", group="2"))

    assert said(findings(week(one, two, rooms=rooms(A="North", B="South"))), "travel_time") == [
        (
            "Ana has 0 minutes on Monday at 10:00 to come from North (“One”) to South (“Two”); "
            "the academy’s own least is 10."
        )
    ]


def test_a_group_comes_from_where_the_whole_class_was():
    one = block("One", 1, "9:00", 60, part("Ana", room="A"))
    two = block("Two", 1, "10:00", 60, part("Bo", room="B", group="2"))

    (sentence,) = said(findings(week(one, two, rooms=rooms(A="North", B="South"))), "travel_time")

    assert sentence.startswith("2 has 0 minutes")


def test_enough_time_one_building_an_unknown_one_or_a_constraint_make_no_finding():
    one = block("One", 1, "9:00", 60, part("Ana", room="A"))
    near = block("Two", 1, "10:00", 60, part("Ana", room="B"))
    later = block("Two", 1, "10:10", 60, part("Ana", room="B"))
    apart = rooms(A="North", B="South")

    assert findings(week(one, later, rooms=apart)) == ()
    assert findings(week(one, near, rooms=rooms(A="North", B="North"))) == ()
    assert findings(week(one, near, rooms=rooms(A="North", B=""))) == ()
    keeps = (ConstraintValue(1, "travel", minutes=5),)
    assert said(findings(week(one, near, rooms=apart, constraints=keeps)), "travel_time") == []


def test_a_scenario_right_after_something_else_in_its_room_is_noted():
    talk = block("Talk", 1, "9:00", 60, part("Ana", room="A"))
    scene = block("Scene", 1, "10:05", 60, part("Bo", room="A"), delivery="scenario")
    again = block("Again", 1, "11:05", 45, part("Bo", room="A"), delivery="scenario")

    (finding,) = findings(week(talk, scene, again))

    assert (finding.kind, finding.severity) == ("set_up_time", NOTE)
    assert finding.sentence == (
        "A has 5 minutes on Monday to be set up for “Scene” after “Talk”; the academy’s own least "
        "is 10."
    )


def test_time_to_set_up_another_room_or_a_constraint_make_no_finding():
    talk = block("Talk", 1, "9:00", 60, part("Ana", room="A"))
    scene = block("Scene", 1, "10:10", 60, part("Bo", room="A"), delivery="scenario")
    near = block("Scene", 1, "10:00", 60, part("Bo", room="B"), delivery="scenario")
    close = block("Scene", 1, "10:00", 60, part("Bo", room="A"), delivery="scenario")
    keeps = (ConstraintValue(1, "buffer", delivery="scenario", minutes=0),)

    assert findings(week(talk, scene)) == findings(week(talk, near)) == ()
    assert said(findings(week(talk, close, constraints=keeps)), "set_up_time") == []
