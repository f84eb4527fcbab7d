import builders
import pytest

from cittrainer.errors import ChangedMeanwhile, Invalid
from cittrainer.models import Block, Curriculum, CurriculumVersion, Module
from cittrainer.queries.curricula import curricula, curriculum, modules
from cittrainer.queries.curriculum_values import course_changes, curriculum_value
from cittrainer.queries.modules import library
from cittrainer.rules.curriculum_difference import difference
from cittrainer.services.blocks import remove_block
from cittrainer.services.courses import new_course
from cittrainer.services.curricula import (
    CodeTaken,
    add_version,
    edit_curriculum,
    edit_draft,
    new_curriculum,
    new_draft,
    publish_version,
    remove_draft,
)
from cittrainer.services.curriculum_drafts import take_back
from cittrainer.services.modules import (
    PublishedNeverChanges,
    add_from_library,
    add_module,
    add_to_course,
    edit_module,
    move_module,
    remove_module,
)

MODULES = (
    {"title": "Welcome", "minutes": 30, "day_number": 1, "start_minute": 480},
    {"title": "De-escalation", "minutes": 120, "topics": {"De-Escalation Skills": 100}},
    {"title": "Stories", "minutes": 60},
)


@pytest.fixture
def published(database):
    """The id of a published version with three modules."""
    with database.step("Publish") as db:
        version_id = add_version(db, code="X", title="Forty hours", modules=MODULES)
        publish_version(db, version_id)
    return version_id


def read(database, function, *args):
    with database.read() as db:
        return function(db, *args)


def titles(database, version_id):
    return [row.title for row in read(database, modules, version_id)]


def test_a_published_version_refuses_every_change(database, published):
    first = read(database, modules, published)[0]
    before = read(database, curriculum_value, published)
    facts = read(database, curriculum, published)
    attempts = [
        lambda db: add_module(db, published, title="New", minutes=30),
        lambda db: add_from_library(db, published, first.id),
        lambda db: edit_module(db, first.id, first.version, title="Other"),
        lambda db: remove_module(db, first.id),
        lambda db: move_module(db, first.id, 2),
        lambda db: edit_draft(db, published, facts.version, note="Other"),
        lambda db: edit_curriculum(
            db, facts.curriculum_id, facts.curriculum_version, title="Other", audience=""
        ),
        lambda db: publish_version(db, published),
        lambda db: remove_draft(db, published),
        lambda db: add_version(db, code="X", title="Other", number=1),
    ]

    for attempt in attempts:
        with pytest.raises(PublishedNeverChanges), database.step("Change") as db:
            attempt(db)

    assert read(database, curriculum_value, published) == before
    assert database.undoable().label == "Publish"


def test_a_draft_of_a_published_version_holds_the_same_modules_by_lineage(database, published):
    with database.step("Draft") as db:
        draft = new_draft(db, published)

    rows = read(database, curricula)
    assert [(row.number, row.state) for row in rows] == [(2, "draft"), (1, "published")]
    one, two = (read(database, curriculum_value, each) for each in (published, draft))
    assert [each.key for each in one.modules] == [each.key for each in two.modules]
    assert not difference(one, two)


def test_changes_of_a_draft_leave_the_published_version(database, published):
    with database.step("Draft") as db:
        draft = new_draft(db, published)
        row = modules(db, draft)[1]
        edit_module(db, row.id, row.version, minutes=90, weight=3, equipment="  mats ")
        move_module(db, row.id, 0)

    assert titles(database, draft) == ["De-escalation", "Welcome", "Stories"]
    found = difference(
        read(database, curriculum_value, published), read(database, curriculum_value, draft)
    )
    assert [change.sentence for change in found.changes] == [
        "“De-escalation” comes first now.",
        "“De-escalation” lasts 1 h 30 min instead of 2 h.",
        "The weight of “De-escalation” is 3 instead of 1.",
        "The equipment for “De-escalation” is now “mats”; it was not said before.",
    ]
    assert titles(database, published) == ["Welcome", "De-escalation", "Stories"]


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"title": " "}, "The title of the module is empty"),
        ({"minutes": 42}, "not a multiple of 5"),
        ({"minutes": 725}, "cannot be 725"),
        ({"topics": {"A": 60, "B": 30}}, "add up to 90 %"),
        ({"topics": {"A": 101, "B": -1}}, "cannot be 101"),
        ({"weight": 4}, "The weight cannot be 4"),
        ({"parts": 0}, "The number of rooms cannot be 0"),
        ({"least_minutes": 130}, "not between its least and its greatest length"),
        ({"most_minutes": 115}, "not between its least and its greatest length"),
        ({"least_minutes": 7}, "not a multiple of 5"),
        ({"day_number": 2}, "a day without a time"),
        ({"start_minute": 480}, "a time without a day"),
        ({"day_number": 2, "start_minute": 1400}, "after midnight"),
        ({"day_number": 0, "start_minute": 480}, "The usual day cannot be 0"),
        ({"objectives": "x" * 5001}, "5,001 characters"),
    ],
)
def test_a_module_that_cannot_be_is_refused_and_stays(database, published, values, says):
    with database.step("Draft") as db:
        draft = new_draft(db, published)
    before = read(database, modules, draft)[1]

    with pytest.raises(Invalid) as refused, database.step("Edit") as db:
        edit_module(db, before.id, before.version, **values)

    assert says in refused.value.message
    assert refused.value.hint
    assert read(database, modules, draft)[1] == before


def test_a_module_edited_meanwhile_is_not_overwritten(database, published):
    with database.step("Draft") as db:
        row = modules(db, new_draft(db, published))[0]
    with database.step("Edit") as db:
        edit_module(db, row.id, row.version, title="First")

    with pytest.raises(ChangedMeanwhile), database.step("Edit") as db:
        edit_module(db, row.id, row.version, title="Second")


def test_the_library_shows_each_module_once_as_it_was_written_last(database, published):
    with database.step("Draft") as db:
        draft = new_draft(db, published)
        row = modules(db, draft)[2]
        edit_module(db, row.id, row.version, title="Stories of recovery")
        other = new_curriculum(db, code="Y", title="Eight hours")
        add_from_library(db, other, row.id)

    rows = {row.title: row for row in read(database, library)}
    assert sorted(rows) == ["De-escalation", "Stories of recovery", "Welcome"]
    assert rows["Stories of recovery"].versions == 3
    assert rows["Stories of recovery"].curriculum == "Eight hours"
    assert rows["Welcome"].number == 2


def test_a_module_taken_twice_from_the_library_becomes_one_of_its_own(database, published):
    with database.step("Draft") as db:
        draft = new_draft(db, published)
        add_from_library(db, draft, modules(db, published)[0].id)

    keys = [each.key for each in read(database, curriculum_value, draft).modules]
    assert len(set(keys)) == 4


def test_a_module_of_another_curriculum_becomes_a_block_of_the_course_itself(database, published):
    with database.step("Course") as db:
        course_id = new_course(
            db,
            title="May",
            number="M",
            first_day=builders.MONDAY,
            curriculum_version_id=published,
        )
        other = add_version(db, code="Y", title="Eight", modules=[{"title": "Call", "minutes": 45}])
        own = add_to_course(db, course_id, modules(db, published)[2].id)
        foreign = add_to_course(db, course_id, modules(db, other)[0].id)

    with database.read() as db:
        assert db.get_one(Block, own).module_id is not None
        block = db.get_one(Block, foreign)
        assert (block.module_id, block.title, block.minutes) == (None, "Call", 45)
        assert block.course_day_id is None
        assert len(block.parts) == 1


def test_a_curriculum_whose_code_is_taken_is_refused(database, published):
    with pytest.raises(CodeTaken, match="“X” already"), database.step("New") as db:
        new_curriculum(db, code=" X ", title="Another")


def test_discarding_the_only_draft_discards_the_curriculum(database, published):
    with database.step("New") as db:
        draft = new_curriculum(db, code="Y", title="Eight")
        add_module(db, draft, title="Call", minutes=45)
        second = new_draft(db, published)
    with database.step("Discard") as db:
        remove_draft(db, draft)
        remove_draft(db, second)

    with database.read() as db:
        assert [row.code for row in curricula(db)] == ["X"]
        assert (db.query(Curriculum).count(), db.query(CurriculumVersion).count()) == (1, 1)
        assert db.query(Module).count() == 3
    database.undo()
    assert len(read(database, curricula)) == 3


@pytest.fixture
def course(database, published):
    """A course whose week was changed in four ways."""
    with database.step("Course") as db:
        course_id = new_course(
            db,
            title="May",
            number="M",
            first_day=builders.MONDAY,
            curriculum_version_id=published,
        )
        blocks = {block.title: block for block in db.query(Block)}
        blocks["De-escalation"].minutes = 150
        blocks["Stories"].title = "Stories of recovery"
        day = blocks["Welcome"].course_day
        remove_block(db, blocks["Welcome"].id)
        builders.block(
            db,
            "Local services",
            day=day,
            minutes=45,
            topics={"Community Resources": 100},
        )
    return course_id


def test_a_course_tells_what_it_gives_otherwise(database, course):
    found = read(database, course_changes, course)

    assert [change.sentence for change in found.changes] == [
        "“Welcome” is left out (30 minutes).",
        "“Local services” is new: 45 minutes, lecture.",
        "“De-escalation” lasts 2 h 30 min instead of 2 h.",
        "“Stories” is now called “Stories of recovery”.",
    ]
    assert (found.total.before, found.total.after) == (210, 255)


def test_chosen_changes_of_a_course_are_taken_back_as_a_draft(database, course, published):
    changes = read(database, course_changes, course).changes
    chosen = [change.id for change in changes if "Stories" not in change.sentence]

    with database.step("Take back") as db:
        draft = take_back(db, course, chosen)

    found = difference(
        read(database, curriculum_value, published), read(database, curriculum_value, draft)
    )
    assert [change.sentence for change in found.changes] == [
        "“Welcome” is left out (30 minutes).",
        "“Local services” is new: 45 minutes, lecture.",
        "“De-escalation” lasts 2 h 30 min instead of 2 h.",
    ]
    assert titles(database, draft) == ["Local services", "De-escalation", "Stories"]
    assert titles(database, published) == ["Welcome", "De-escalation", "Stories"]
    database.undo()
    assert len(read(database, curricula)) == 1


def test_taking_back_refuses_what_is_no_difference_any_more(database, course):
    (change, *_) = read(database, course_changes, course).changes
    with database.step("Retitle") as db:
        block = db.query(Block).filter_by(title="Stories of recovery").one()
        block.title = "Stories"

    gone = ("changed", "", "title")
    with pytest.raises(ChangedMeanwhile), database.step("Take back") as db:
        take_back(db, course, [change.id, gone])
    with pytest.raises(Invalid, match="No difference is chosen"), database.step("Take") as db:
        take_back(db, course, [])

    assert len(read(database, curricula)) == 1
