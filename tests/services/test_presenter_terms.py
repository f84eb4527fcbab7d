from __future__ import annotations

import builders
import pytest

from cittrainer.errors import ChangedMeanwhile, Invalid
from cittrainer.models import (
    Curriculum,
    CurriculumVersion,
    Module,
    Presenter,
    PresenterModule,
    StipendPer,
)
from cittrainer.rules.fair_rotation import Limits
from cittrainer.services.presenter_terms import TermsWords
from cittrainer.services.presenters import (
    PresenterWords,
    add_presenter,
    edit_presenter,
    remove_presenter,
)

FULL = TermsWords(
    travel_minutes=90,
    travel_note=" By bus ",
    limits=Limits(1, 2, 12, 2),
    stipend_cents=7550,
    stipend_per=StipendPer.DAY,
    stipend_method=" check ",
    stipend_declined=True,
)


@pytest.fixture
def lineages(database):
    with database.step("Library") as db:
        curriculum = builders.add(db, Curriculum(code="C", title="Course"))
        version = builders.add(db, CurriculumVersion(curriculum_id=curriculum.id))
        return [
            builders.add(
                db, Module(curriculum_version_id=version.id, title=title, minutes=60)
            ).lineage
            for title in ("Law", "De-escalation")
        ]


def add(database, **values):
    with database.step("Add") as db:
        return add_presenter(db, PresenterWords(public_name="Ana", **values))


def edit(database, presenter_id, **values):
    with database.step("Edit") as db:
        seen = db.get_one(Presenter, presenter_id).version
        edit_presenter(db, presenter_id, PresenterWords(public_name="Ana", **values), seen=seen)


def terms(database, presenter_id):
    with database.read() as db:
        one = db.get_one(Presenter, presenter_id)
        return (
            (one.travel_minutes, one.travel_note),
            (one.most_a_week, one.most_a_month, one.most_a_year, one.least_a_year),
            (one.stipend_cents, one.stipend_per, one.stipend_method, one.stipend_declined),
        )


def taught(database, presenter_id):
    with database.read() as db:
        return {one.lineage: one.id for one in db.get_one(Presenter, presenter_id).modules}


def test_terms_are_stored_left_alone_emptied_and_undone(database):
    presenter_id = add(database, terms=FULL)
    full = ((90, "By bus"), (1, 2, 12, 2), (7550, StipendPer.DAY, "check", True))
    assert terms(database, presenter_id) == full

    edit(database, presenter_id, title="Judge")
    assert terms(database, presenter_id) == full

    edit(database, presenter_id, terms=TermsWords())
    assert terms(database, presenter_id) == (
        (None, ""),
        (None, None, None, None),
        (None, StipendPer.TALK, "", False),
    )
    database.undo()
    assert terms(database, presenter_id) == full


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (TermsWords(travel_minutes=-1), "The way in minutes cannot be -1."),
        (TermsWords(travel_minutes=1441), "The way in minutes cannot be 1,441."),
        (TermsWords(limits=Limits(most_a_week=-1)), "The limit a week cannot be -1."),
        (TermsWords(limits=Limits(most_a_year=1000)), "The limit a year cannot be 1,000."),
        (TermsWords(limits=Limits(least_a_year=-2)), "The least a year cannot be -2."),
        (TermsWords(limits=Limits(3, 2)), "The limit a month (2) is below the limit a week (3)."),
        (
            TermsWords(limits=Limits(3, None, 2)),
            "The limit a year (2) is below the limit a week (3).",
        ),
        (
            TermsWords(limits=Limits(most_a_year=2, least_a_year=3)),
            "The least a year (3) is above the limit a year (2).",
        ),
        (TermsWords(stipend_cents=-1), "A stipend cannot be less than nothing."),
        (TermsWords(stipend_method="x" * 201), "The way of payment has 201 characters"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_one_sentence(database, typed, says):
    presenter_id = add(database, terms=FULL)
    before = terms(database, presenter_id)

    with pytest.raises(Invalid) as refused:
        edit(database, presenter_id, terms=typed)

    assert refused.value.message.startswith(says)
    assert refused.value.hint
    assert terms(database, presenter_id) == before


def test_modules_are_chosen_kept_and_taken_away(database, lineages):
    law, talking = lineages
    presenter_id = add(database, modules=frozenset({law}))
    first = taught(database, presenter_id)

    edit(database, presenter_id)
    assert taught(database, presenter_id) == first
    edit(database, presenter_id, modules=frozenset(lineages))
    both = taught(database, presenter_id)
    edit(database, presenter_id, modules=frozenset({talking}))

    assert set(first) == {law}
    assert both[law] == first[law]
    assert set(taught(database, presenter_id)) == {talking}
    database.undo()
    assert taught(database, presenter_id) == both


def test_a_module_that_never_was_is_refused_but_one_that_is_gone_may_stay(database, lineages):
    presenter_id = add(database)
    with database.step("Prepare") as db:
        builders.add(db, PresenterModule(presenter_id=presenter_id, lineage=b"g" * 16))

    edit(database, presenter_id, modules=frozenset({b"g" * 16, lineages[0]}))
    with pytest.raises(Invalid, match="1 module of those chosen cannot be found any more"):
        edit(database, presenter_id, modules=frozenset({b"n" * 16}))

    assert set(taught(database, presenter_id)) == {b"g" * 16, lineages[0]}


def test_modules_ticked_in_an_old_form_are_refused(database, lineages):
    presenter_id = add(database)
    with database.read() as db:
        seen = db.get_one(Presenter, presenter_id).version
    edit(database, presenter_id, modules=frozenset(lineages))

    with pytest.raises(ChangedMeanwhile), database.step("Edit") as db:
        edit_presenter(
            db, presenter_id, PresenterWords(public_name="A", modules=frozenset()), seen=seen
        )


def test_removing_somebody_takes_their_modules_along(database, lineages):
    presenter_id = add(database, modules=frozenset(lineages))

    with database.step("Remove") as db:
        remove_presenter(db, presenter_id)

    with database.read() as db:
        assert db.query(PresenterModule).count() == 0
