from __future__ import annotations

import builders
import pytest

from cittrainer.gui.courses.week_menu import BlocksMenu
from cittrainer.gui.courses.week_tab import WeekTab
from cittrainer.models import ConstraintKind
from cittrainer.queries.plan_values import constraints_of
from cittrainer.settings import SettingsFile


@pytest.fixture
def course_id(database):
    """“Welcome” and then “Talk & more” on Monday."""
    with database.step("Prepare") as db:
        one = builders.course(db, days=2)
        builders.block(db, "Welcome", day=one.days[0], start="8:00", minutes=30)
        builders.block(db, "Talk & more", day=one.days[0], start="9:00", minutes=60)
        return one.id


@pytest.fixture
def tab(runner, course_id, tmp_path, qtbot):
    made = WeekTab(runner, SettingsFile(tmp_path / "settings.toml"), course_id)
    qtbot.addWidget(made)
    made.show()
    qtbot.wait_until(lambda: made.week is not None)
    return made


def block(tab, title):
    return next(one for one in tab.week.blocks if one.title == title)


def keep_entries(menu):
    inner = next(
        (a.menu() for a in menu.actions() if a.text() == "Keep to" and a.menu() is not None), None
    )
    return {} if inner is None else {a.text(): a for a in inner.actions() if a.text()}


def press(tab, title, text):
    menu = tab.block_menu(block(tab, title))
    keep_entries(menu)[text].trigger()


def on_file(database, course_id):
    with database.read() as db:
        return constraints_of(db, course_id)


def test_the_time_is_fixed_in_one_step_and_then_no_longer_offered(tab, database, course_id, qtbot):
    press(tab, "Talk & more", "This time (Monday at 9:00)")
    qtbot.wait_until(lambda: bool(tab.week.constraints))

    (one,) = on_file(database, course_id)
    talk = block(tab, "Talk & more")
    assert (one.kind, one.must, one.start_minute) == ("fixed_time", True, 540)
    assert (one.block_id, one.course_day_id) == (talk.id, talk.day_id)
    assert database.undoable().label == "Fix “Talk & more” to Monday at 9:00"
    assert "This time (Monday at 9:00)" not in keep_entries(tab.block_menu(talk))


def test_a_block_is_kept_on_its_day_and_undo_takes_both_halves_back(
    tab, database, runner, course_id, qtbot
):
    press(tab, "Welcome", "This day (Monday)")
    qtbot.wait_until(lambda: len(tab.week.constraints) == 2)

    assert [one.kind for one in on_file(database, course_id)] == ["not_before", "not_after"]
    assert database.undoable().label == "Keep “Welcome” on Monday"

    runner.undo()
    qtbot.wait_until(lambda: not tab.week.constraints)


def test_right_after_the_block_before_it(tab, database, course_id, qtbot):
    press(tab, "Talk & more", "Right after “Welcome”")
    qtbot.wait_until(lambda: bool(tab.week.constraints))

    (one,) = on_file(database, course_id)
    assert (one.kind, one.directly) == ("before", True)
    assert (one.block_id, one.other_block_id) == (
        block(tab, "Welcome").id,
        block(tab, "Talk & more").id,
    )


def test_the_form_is_wanted_for_what_needs_another_block(tab, qtbot):
    welcome = block(tab, "Welcome")
    with qtbot.wait_signal(tab.keeping.form_wanted) as told:
        press(tab, "Welcome", "Not on the same day as…")
    assert told.args == [ConstraintKind.DIFFERENT_DAY, {"block_id": welcome.id}]


def test_a_pinned_block_is_not_offered_its_place(tab, database, qtbot):
    tab.steps.pin_block(block(tab, "Talk & more").id, True)
    qtbot.wait_until(lambda: block(tab, "Talk & more").pinned)

    offered = keep_entries(tab.block_menu(block(tab, "Talk & more")))

    assert "First of its day" in offered
    assert not any(text.startswith(("This time", "This day")) for text in offered)


def test_two_blocks_are_kept_on_different_days(tab, database, course_id, qtbot):
    both = [block(tab, "Talk & more"), block(tab, "Welcome")]
    menu = BlocksMenu(both, tab.steps, tab.view, tab)
    tab.keeping.offer_about_two(menu, both)
    entries = keep_entries(menu)
    assert "“Welcome” before “Talk && more”" in entries
    entries["Not on the same day"].trigger()
    qtbot.wait_until(lambda: bool(tab.week.constraints))

    (one,) = on_file(database, course_id)
    assert (one.kind, one.must) == ("different_day", True)


def test_the_page_is_wanted_from_the_menus(tab, qtbot):
    welcome = block(tab, "Welcome")
    menu = tab.block_menu(welcome)
    about = next(a for a in menu.actions() if a.text() == "Constraints about this block…")
    with qtbot.wait_signal(tab.keeping.about_wanted) as told:
        about.trigger()
    assert told.args == [welcome.id]
    more = next(a for a in tab.toolbar._menu.actions() if a.text() == "Constraints…")
    with qtbot.wait_signal(tab.keeping.page_wanted):
        more.trigger()
