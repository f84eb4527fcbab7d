from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations

import builders
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from sqlalchemy import select

from cittrainer.gui.courses.week.columns import Division
from cittrainer.gui.courses.week.geometry import LEAST_SUBCOLUMN, WeekGeometry
from cittrainer.gui.courses.week_tab import WeekTab
from cittrainer.models import Block, BlockPart, Course
from cittrainer.queries.weeks import week
from cittrainer.rules.values import DayValue, PartValue, PlacedBlock, Week
from cittrainer.services.courses import new_course
from cittrainer.services.curricula import add_version
from cittrainer.services.rooms import add_room
from cittrainer.settings import SettingsFile

MONDAY = date(2026, 5, 4)
LEFT = Qt.MouseButton.LeftButton


def placed(block_id, start, minutes, rooms=(), day_id=1):
    parts = tuple(
        PartValue(block_id * 10 + n, room_id=room, room=f"Room {room}")
        for n, room in enumerate(rooms)
    )
    return PlacedBlock(
        block_id, f"Block {block_id}", "lecture", minutes, day_id, start, parts=parts
    )


def divided(*blocks, width=800.0, division=Division.ROOMS):
    days = tuple(DayValue(n + 1, MONDAY + timedelta(n), 480, 1020) for n in range(2))
    plan = Week(1, "CIT", "1", "planning", days, tuple(blocks))
    return WeekGeometry(plan, width=width, scale=1.2, division=division)


def test_a_day_is_divided_by_the_rooms_that_it_uses():
    geometry = divided(
        placed(1, 480, 60, [1]), placed(2, 480, 60, [2]), placed(3, 540, 60, [1, 2]),
        placed(4, 600, 60), placed(5, 480, 60, [1], day_id=2),
    )  # fmt: skip

    (first, left), (second, right) = geometry.subcolumns(1)
    assert (first.name, second.name) == ("Room 1", "Room 2")
    assert left.right() == right.left()
    rects = geometry.rects
    assert left.contains(rects[1])
    assert right.contains(rects[2])
    for whole in (rects[3], rects[4]):
        assert whole.left() < left.right() < whole.right()
    # One room divides nothing.
    assert geometry.subcolumns(2) == ()


def test_rooms_never_become_too_narrow_and_the_grid_scrolls():
    geometry = divided(*(placed(n, 480, 60, [n]) for n in range(1, 9)), width=400)

    assert all(rect.width() >= LEAST_SUBCOLUMN for _, rect in geometry.subcolumns(1))
    assert geometry.size.width() > 400


@example(blocks=[(97, 1, []), (96, 1, [1]), (96, 2, [2])], division=Division.ROOMS)
@given(
    blocks=st.lists(
        st.tuples(
            st.integers(96, 190), st.integers(1, 24), st.lists(st.integers(1, 4), max_size=2)
        ),
        min_size=2,
        max_size=10,
    ),
    division=st.sampled_from(Division),
)
def test_no_block_ever_hides_another(blocks, division):
    made = [
        placed(n, start * 5, length * 5, rooms) for n, (start, length, rooms) in enumerate(blocks)
    ]

    rects = divided(*made, division=division).rects

    for one, other in combinations(rects.values(), 2):
        common = one & other
        assert min(common.width(), common.height()) < 0.5


@pytest.fixture
def settings(tmp_path):
    return SettingsFile(tmp_path / "settings.toml")


@pytest.fixture
def course_id(database):
    """Two talks at one time on Monday, in two rooms."""
    with database.step("Prepare") as db:
        version = add_version(
            db,
            code="C",
            title="C",
            modules=[
                {"title": title, "minutes": 60, "day_number": 1, "start_minute": start}
                for title, start in (("Law", 540), ("Talk", 540))
            ],
        )
        one = new_course(
            db, title="CIT", number="1", first_day=builders.MONDAY, curriculum_version_id=version
        )
        for title, name in (("Law", "Annex"), ("Talk", "Hall")):
            room = add_room(db, name=name, seats=40)
            part = db.scalar(select(BlockPart).join(Block).where(Block.title == title))
            part.room_id = room
        return one


@pytest.fixture
def tab(runner, settings, course_id, qtbot):
    one = WeekTab(runner, settings, course_id)
    qtbot.addWidget(one)
    one.resize(1110, 700)
    one.show()
    qtbot.wait_until(lambda: one.week is not None and runner.idle)
    return one


def block(database, title):
    with database.read() as db:
        (course_id,) = db.scalars(select(Course.id))
        return next(b for b in week(db, course_id).blocks if b.title == title)


def test_a_block_dropped_in_another_room_takes_that_room_in_one_step(
    tab, database, settings, runner, qtbot
):
    tab.view.setFocus()
    QTest.keyClick(tab.view, Qt.Key.Key_V)
    assert tab.footer.division.text() == "By room"
    assert SettingsFile(settings.path).value.week_division == "rooms"
    law = block(database, "Law")
    rect = tab.view.block_rect(law.id)
    start = rect.center().toPoint()
    there = start + QPoint(round(rect.width()) + 4, round(90 * tab.view.pixels_per_minute))

    QTest.mousePress(tab.view.viewport(), LEFT, pos=start)
    for step in range(1, 5):
        QTest.mouseMove(tab.view.viewport(), start + (there - start) * step / 4)
    assert tab.view.week.block[law.id].rooms == ("Annex",), "nothing changes before it is dropped"
    QTest.mouseRelease(tab.view.viewport(), LEFT, pos=there)
    qtbot.wait_until(lambda: runner.idle)

    moved = block(database, "Law")
    assert (moved.rooms, moved.start) == (("Hall",), 630)
    assert database.undoable().label.endswith(", Hall")
    database.undo()
    assert (block(database, "Law").rooms, block(database, "Law").start) == (("Annex",), 540)


def test_the_days_are_divided_as_they_were_left(runner, settings, course_id, qtbot):
    settings.change(week_division="groups")
    one = WeekTab(runner, settings, course_id)
    qtbot.addWidget(one)
    qtbot.wait_until(lambda: one.week is not None and runner.idle)

    assert one.view.division is Division.GROUPS
    assert one.footer.division.text() == "By group"


def test_settings_that_nobody_knows_divide_nothing(runner, settings, course_id, qtbot):
    settings.change(week_division="planets")
    one = WeekTab(runner, settings, course_id)
    qtbot.addWidget(one)
    qtbot.wait_until(lambda: one.week is not None and runner.idle)

    assert one.view.division is Division.DAYS
