from __future__ import annotations

import builders
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from cittrainer.gui.constraints.form import ConstraintForm
from cittrainer.gui.constraints.page import ConstraintsPage
from cittrainer.models import ConstraintKind, Course, CourseState, Delivery
from cittrainer.queries.plan_values import constraints_of
from cittrainer.services.constraints import add_constraint
from cittrainer.settings import SettingsFile

K = ConstraintKind


@pytest.fixture
def settings(tmp_path):
    return SettingsFile(tmp_path / "settings.toml")


@pytest.fixture
def course(database):
    """Opening and a talk on Monday; the opening comes late, the story is where it should be."""
    with database.step("Prepare") as db:
        one = builders.course(db, days=2)
        builders.presenter(db, "Dr. Ana Ruiz")
        opening = builders.block(db, "Opening", day=one.days[0], start="10:00", minutes=30)
        builders.block(db, "Talk", day=one.days[0], start="8:00", minutes=60)
        builders.block(
            db, "A story", day=one.days[1], start="9:00", minutes=60, delivery=Delivery.STORY
        )
        add_constraint(db, one.id, K.FIRST_OF_DAY, must=True, block_id=opening.id)
        add_constraint(db, one.id, K.MOST_A_DAY, delivery=Delivery.STORY, amount=2)
        add_constraint(db, one.id, K.TRAVEL, minutes=10, active=False, comment="Two buildings")
        add_constraint(db, None, K.KEEP_ORDER, weight=3)
        return one.id


@pytest.fixture
def page(runner, settings, course, qtbot):
    return shown_page(runner, settings, course, qtbot, 3)


def shown_page(runner, settings, course_id, qtbot, rows):
    made = ConstraintsPage(runner, settings, course_id)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    qtbot.wait_exposed(made)
    made.activateWindow()
    made.list.setFocus()
    qtbot.wait_until(lambda: made._shown is not None and made.list.rows.total == rows)
    return made


def sentences(page):
    return [row.sentence for row in page.list.rows.rows()]


def kinds(database, course_id):
    with database.read() as db:
        return [one.kind for one in constraints_of(db, course_id)]


def choose(page, text):
    page.list.select([row.id for row in page.list.rows.rows() if text in row.sentence])


def form_of(page, qtbot):
    qtbot.wait_until(lambda: bool(page.findChildren(ConstraintForm)))
    form = page.findChildren(ConstraintForm)[-1]
    form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    return form


def value(form, name):
    return form.fields.rows[name].field


def test_sentences_have_their_state_and_source(page):
    rows = {row.sentence: row for row in page.list.rows.rows()}

    assert page.sum.text() == "3 constraints, 1 broken"
    assert rows["“Opening” is the first block of its day."].state == "Broken"
    assert rows["“Opening” is the first block of its day."].broken == ("Monday begins with “Talk”",)
    assert rows["A day has at most 2 stories."].state == "Kept"
    assert rows["Ways between buildings take 10 minutes."].state == "Off"
    assert not any(row.default for row in rows.values())


def test_filters_and_search(page):
    page.chips.choose("must")
    assert sentences(page) == ["“Opening” is the first block of its day."]
    page.chips.choose("broken")
    assert sentences(page) == ["“Opening” is the first block of its day."]
    page.chips.choose("wish")
    assert sentences(page) == ["A day has at most 2 stories."]
    page.chips.choose("off")
    assert sentences(page) == ["Ways between buildings take 10 minutes."]

    page.chips.choose("all")
    page.search.setText("two buil")

    assert sentences(page) == ["Ways between buildings take 10 minutes."]


def test_space_switches_off_and_undo_switches_on_again(page, database, runner, qtbot):
    choose(page, "stories")
    QTest.keyClick(page.list, Qt.Key.Key_Space)
    qtbot.wait_until(lambda: page.list.selected_rows()[0].state == "Off")

    assert database.undoable().label == "Switch off: A day has at most 2 stories"
    assert page.switch.text() == "Switch on"

    runner.undo()
    qtbot.wait_until(lambda: page.list.selected_rows()[0].state == "Kept")


def test_delete_removes_all_chosen_as_one_step(page, database, course, runner, qtbot):
    page.list.selectAll()
    QTest.keyClick(page.list, Qt.Key.Key_Delete)
    qtbot.wait_until(lambda: page.list.rows.total == 0)

    assert database.undoable().label == "Remove 3 constraints"
    assert page.empty.isVisible()
    assert page.empty.primary.text() == "Take 1 academy default"

    runner.undo()
    qtbot.wait_until(lambda: page.list.rows.total == 3)


def test_missing_defaults_are_taken_once(page, database, course, qtbot):
    page.defaults.click()
    qtbot.wait_until(lambda: page.list.rows.total == 4)

    assert database.undoable().label == "Take 1 academy default"
    assert kinds(database, course)[-1] == "keep_order"
    assert not page.defaults.isVisible()
    assert [row.default for row in page.list.rows.rows() if row.value.kind == "keep_order"] == [
        True
    ]


def test_a_constraint_is_added_through_the_form_by_keyboard(page, database, course, qtbot):
    QTest.keyClick(page.list, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    form = form_of(page, qtbot)
    assert not form.save.isEnabled()
    form.kinds.search.setText("presenter can come")
    QTest.keyClick(form.kinds.search, Qt.Key.Key_Down)
    value(form, "presenter_id").setCurrentText("Dr. Ana Ruiz")
    value(form, "availability").set_value("no")
    value(form, "course_day_id").setCurrentText("Tuesday")
    value(form, "start_minute").setText("1pm")
    assert "needs a beginning and an end" in form.sentence.text()
    value(form, "end_minute").setText("17:00")
    form.strength.word.setCurrentIndex(0)
    form.strength.word.activated.emit(0)

    said = "Dr. Ana Ruiz cannot come on Tuesday between 13:00 and 17:00."
    assert form.sentence.text() == said
    form.save.click()
    qtbot.wait_until(lambda: page.list.rows.total == 4)

    assert database.undoable().label == f"Add: {said[:-1]}"
    assert [row.sentence for row in page.list.selected_rows()] == [said]
    assert page.list.selected_rows()[0].value.must


def test_what_was_saved_is_chosen_also_where_a_filter_hides_it(page, database, course, qtbot):
    page.chips.choose("off")
    choose(page, "buildings")
    QTest.keyClick(page.list, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    form = form_of(page, qtbot)
    value(form, "minutes").setText("15")
    form.save.click()
    qtbot.wait_until(lambda: kinds(database, course).count(K.TRAVEL) == 2)
    said = "Ways between buildings take 15 minutes."

    qtbot.wait_until(lambda: [row.sentence for row in page.list.selected_rows()] == [said])
    assert page.chips.current == "all"


def test_an_empty_page_offers_no_defaults_where_there_are_none(runner, settings, database, qtbot):
    with database.step("Prepare") as db:
        one = builders.course(db, days=1).id

    page = ConstraintsPage(runner, settings, one)
    qtbot.addWidget(page)
    page.show()
    qtbot.wait_until(page.empty.isVisible)

    assert not page.empty.primary.isVisible()
    assert page.empty.secondary.isVisible()
    words = [each.text() for each in page.empty.findChildren(QLabel)]
    assert not any("Take" in each for each in words)


def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_stored(
    page, database, course, qtbot
):
    page.add_constraint()
    form = form_of(page, qtbot)
    form.kinds.choose(K.LUNCH)
    value(form, "start_minute").setText("11:07")
    value(form, "end_minute").setText("soon")
    value(form, "minutes").setText("-3")
    form.strength.weight.setText("0")
    form.save_form()

    errors = {name: row.error for name, row in form.fields.rows.items()}
    assert errors == {
        "start_minute": "11:07 is between two lines of the agenda. Choose a multiple of 5 minutes.",
        "end_minute": "“soon” is no time of day. Type it like 13:30.",
        "minutes": "“-3” is no whole number. Type one such as 45.",
    }
    assert form.strength.weight_row.error == "A wish needs a weight. Type a number from 1 to 100."
    assert form.isVisible()
    assert kinds(database, course) == ["first_of_day", "most_a_day", "travel"]


def test_a_typed_block_that_is_none_is_refused(page, qtbot):
    page.add_constraint()
    form = form_of(page, qtbot)
    form.kinds.choose(K.SAME_DAY)
    value(form, "block_id").setCurrentText("Tlak")
    form.save_form()

    rows = form.fields.rows
    assert rows["block_id"].error == "“Tlak” is not in this list. Choose an entry of it."
    assert rows["other_block_id"].error == "This constraint needs the other block. Choose it."


@pytest.mark.parametrize("kind", list(K))
def test_every_kind_has_fields_for_all_it_may_have(page, kind, qtbot):
    page.add_constraint()
    form = form_of(page, qtbot)
    form.kinds.choose(kind)

    asked = set(form.fields.rows)
    if "chosen" in asked:
        asked = asked - {"chosen"} | {"block_id", "delivery"}
    if not form.fields.directly.isHidden():
        asked.add("directly")
    assert asked == set(form.fields._shape.facts)


def test_a_constraint_is_changed_with_all_it_had(page, database, qtbot):
    choose(page, "Ways")
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    form = form_of(page, qtbot)
    assert value(form, "minutes").text() == "10"
    assert form.comment.toPlainText() == "Two buildings"
    assert not form.active.isChecked()
    value(form, "minutes").setText("25")
    form.save_form()
    qtbot.wait_until(lambda: "Ways between buildings take 25 minutes." in sentences(page))

    assert database.undoable().label == "Change to: Ways between buildings take 25 minutes"
    assert [r.state for r in page.list.rows.rows() if "Ways" in r.sentence] == ["Off"]


def test_a_duplicate_begins_like_the_chosen_one(page, database, course, qtbot):
    choose(page, "stories")
    QTest.keyClick(page.list, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    form = form_of(page, qtbot)
    assert form.sentence.text() == "A day has at most 2 stories."
    value(form, "delivery").set_value("panel")
    form.save_form()
    qtbot.wait_until(lambda: page.list.rows.total == 4)

    assert "A day has at most 2 panels." in sentences(page)
    assert "A day has at most 2 stories." in sentences(page)


def test_what_concerns_one_block_can_be_shown_alone(page, database, course, qtbot):
    story = next(block.id for block in page._shown.week.blocks if block.title == "A story")
    page.chips.choose("must")
    page.show_about(story)

    assert sentences(page) == ["A day has at most 2 stories."]
    assert page.about.text() == "About “A story”"

    page.about.click()
    assert len(sentences(page)) == 3


def test_one_constraint_is_shown_whatever_is_filtered(page):
    wanted = next(row.id for row in page.list.rows.rows() if row.value.kind == "travel")
    page.chips.choose("must")
    page.search.setText("opening")
    page.show_constraint(wanted)

    assert [row.id for row in page.list.selected_rows()] == [wanted]


def test_the_chosen_one_leads_to_the_block_that_breaks_it(page, qtbot):
    choose(page, "Opening")
    assert page.detail.isVisible()
    with qtbot.wait_signal(page.block_wanted) as told:
        page.detail.action.click()
    opening = next(block.id for block in page._shown.week.blocks if block.title == "Opening")
    assert told.args == [opening]


def test_a_course_that_is_over_shows_but_does_not_change(runner, settings, database, course, qtbot):
    with database.step("Close") as db:
        db.get_one(Course, course).state = CourseState.CANCELLED
    page = shown_page(runner, settings, course, qtbot, 3)
    choose(page, "stories")

    QTest.keyClick(page.list, Qt.Key.Key_Space)
    QTest.keyClick(page.list, Qt.Key.Key_Delete)
    page.add_constraint()

    assert not page.add.isEnabled()
    assert not page.switch.isEnabled()
    assert not page.findChildren(ConstraintForm)
    assert database.undoable().label == "Close"


def test_defaults_of_the_academy_name_no_block_and_no_day(
    runner, settings, database, course, qtbot
):
    page = shown_page(runner, settings, None, qtbot, 1)
    assert sentences(page) == ["Blocks come in the order of the curriculum."]
    page.add_constraint()
    form = form_of(page, qtbot)
    assert K.SAME_DAY not in form.kinds._items
    form.kinds.choose(K.NOT_AFTER)
    assert "course_day_id" not in form.fields.rows
    value(form, "chosen").set_value(("delivery", "exam"))
    value(form, "end_minute").setText("15:00")
    form.save_form()
    qtbot.wait_until(lambda: page.list.rows.total == 2)

    assert kinds(database, None) == ["keep_order", "not_after"]
    assert "Every exam has ended by 15:00." in sentences(page)


def test_an_academy_without_defaults_takes_what_ships(runner, settings, database, qtbot):
    page = shown_page(runner, settings, None, qtbot, 0)
    assert page.empty.isVisible()
    page.empty.primary.click()
    qtbot.wait_until(lambda: page.list.rows.total == 15)
    assert database.undoable().label == "Add what plans usually keep to"


@pytest.mark.parametrize("screen_height", [460, 900])
def test_the_whole_of_the_chosen_one_is_told_where_there_is_room(page, screen_height, qtbot):
    choose(page, "Opening")
    page.resize(1100, screen_height)

    assert page.detail.isVisible() == (screen_height == 900)
