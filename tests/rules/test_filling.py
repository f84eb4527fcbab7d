"""Where missing minutes of a topic could come from."""

from dataclasses import dataclass, field

from weeks import block, week

from cittrainer.rules.filling import Filler, Source, fillers
from cittrainer.rules.hours import TopicLine


@dataclass(frozen=True)
class Module:
    id: int
    title: str
    minutes: int
    topics: dict = field(default_factory=dict)


def test_what_waits_what_was_left_out_and_what_may_be_longer_can_fill_a_topic():
    longer = block("Visit", 1, "8:00", 60, topics={"site  VISITS": 50}, most_minutes=120)
    waiting = block("Second visit", None, "8:00", 45, topics={"Site visits": 100})
    full = block("Tour", 1, "10:00", 60, topics={"Site visits": 100}, most_minutes=60)
    other = block("Law", None, "8:00", 60, topics={"Law": 100})
    modules = (
        Module(7, "Hospital", 90, {"Site visits": 90, "Law": 10}),
        Module(8, "Courts", 90, {"Law": 100}),
    )

    found = fillers(week(longer, waiting, full, other), modules, TopicLine("Site visits", 90, 115))

    assert found == (
        Filler(Source.MODULE, "Hospital", 81, 90, module_id=7),
        Filler(Source.UNPLACED, "Second visit", 45, 45, block_id=waiting.id),
        Filler(Source.LONGER, "Visit", 25, 110, block_id=longer.id),
    )


def test_a_block_is_not_made_longer_than_it_may_be():
    one = block("Visit", 1, "8:00", 60, topics={"Site visits": 100}, most_minutes=75)

    assert fillers(week(one), (), TopicLine("Site visits", 60, 120)) == (
        Filler(Source.LONGER, "Visit", 15, 75, block_id=one.id),
    )


def test_lunch_gives_no_minutes():
    lunch = block("Lunch", None, "8:00", 60, delivery="lunch", topics={"Site visits": 100})

    assert fillers(week(lunch), (), TopicLine("Site visits", 0, 120)) == ()
