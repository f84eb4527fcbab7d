"""The coverage page: bars, the years, other paces, and the list for dispatch."""

from __future__ import annotations

from datetime import timedelta

import builders
import pytest
from PySide6.QtCore import Qt

from cittrainer.gui.common.messages import FileChooser
from cittrainer.gui.common.meters import MeterBar
from cittrainer.gui.common.tables import BAR_ROLE
from cittrainer.gui.common.tokens import Tone
from cittrainer.gui.coverage.page import CoveragePage
from cittrainer.models import AgencyShift, TraineeRole
from cittrainer.services.earlier_records import EarlierDetails, add_record
from cittrainer.settings import SettingsFile


class SavesAs(FileChooser):
    """Answers with one path."""

    def __init__(self, path):
        self.path = path

    def save_file(self, parent, title, proposal, kinds):
        assert proposal == "Active CIT officers.pdf"
        return self.path


@pytest.fixture
def page(database, runner, qtbot, tmp_path):
    one = CoveragePage(
        runner, SettingsFile(tmp_path / "settings.toml"), chooser=SavesAs(tmp_path / "out.pdf")
    )
    qtbot.add_widget(one)
    one.resize(1080, 700)
    return one


@pytest.fixture
def filled(page, database, qtbot, runner):
    """An agency whose target is met, one that is far from it, and dispatchers nobody counted."""
    today = builders.today()
    with database.step("Prepare") as db:
        builders.academy(db, target_percent=20, turnover_percent=0)
        lakeview = builders.agency(db, "Lakeview PD", patrol=5)
        ridgeway = builders.agency(db, "Ridgeway PD", patrol=96)
        ridgeway.shifts.append(AgencyShift(name="Nights", patrol=30))
        center = builders.agency(db, "Tamarack 911")
        builders.person(db, "Lee", agency=center, role=TraineeRole.DISPATCHER)
        for agency, years in ((lakeview, 0), (ridgeway, 2), (ridgeway, 4)):
            person = builders.person(db, f"Officer{years}", agency=agency)
            person.employments[0].shift = "Nights" if years == 2 else ""
            done = today - timedelta(days=366 * years)
            add_record(
                db, person.id, EarlierDetails(title="CIT", done_on=done, proof="Copy"), today=today
            )
        ids = lakeview.id, ridgeway.id, center.id
    page.show()
    qtbot.wait_until(lambda: page.list.rows.rowCount() == 3)
    return ids


def settled(qtbot, runner):
    qtbot.wait_until(lambda: runner.idle)


def cells(page, key):
    model = page.list.rows
    column = model.column(key)
    return [model.index(line, column).data() for line in range(model.rowCount())]


def test_an_empty_file_says_what_to_do_first(page, qtbot, runner):
    page.show()
    settled(qtbot, runner)

    assert page.empty.isVisible()
    with qtbot.wait_signal(page.import_wanted):
        page.empty.primary.click()


def test_each_agency_and_role_has_a_bar_and_says_when_its_target_is_met(page, filled):
    bar = page.list.rows.index(1, page.list.rows.column("share")).data(BAR_ROLE)

    assert cells(page, "agency") == ["Lakeview PD", "Ridgeway PD", "Tamarack 911"]
    assert cells(page, "trained") == ["1 of 5", "2 of 96", "0 of 1"]
    assert cells(page, "share") == ["20 %", "2 %", "0 %"]
    assert cells(page, "when")[0] == "Met"
    assert cells(page, "when")[1].startswith("Not by ")
    assert (round(bar.share, 3), bar.goal, bar.tone) == (0.021, 0.2, Tone.ERROR)
    assert page.header.subtitle.text() == "1 of 3 targets met"
    assert page.panel.words.text().startswith("3 of 102 people are trained (3 %); 1 of 3")


def test_a_role_or_a_word_leaves_only_those_that_fit(page, filled):
    page.chips.choose("dispatchers")
    assert cells(page, "agency") == ["Tamarack 911"]
    assert page.panel.words.text().startswith("0 of 1 people are trained")
    page.chips.choose("all")
    page.search.setText("lake")
    assert cells(page, "agency") == ["Lakeview PD"]
    assert page.panel.words.text().startswith("1 of 5 people are trained")


def test_the_chosen_agency_shows_its_years_its_shifts_and_another_pace(page, filled, qtbot, runner):
    row = page.list.rows.row_at(1)
    page.list.select([row.key])
    panel = page.panel
    qtbot.wait_until(lambda: [one.trained for one in panel.chart.curve.past][-1:] == [2])
    curve = panel.chart.curve

    assert panel.card.title.text() == "Ridgeway PD, Officer"
    assert curve.needed == 20
    assert "not met within five years" in panel.words.text()
    bars = [one.accessibleName() for one in panel.findChildren(MeterBar)]
    assert bars == ["Nights: 1 of 30", "No shift on file: 1 trained"]

    panel.pace.setValue(18)
    assert "is met in" in panel.words.text()
    assert panel.chart.curve.months[-1] > 20
    panel.usual.click()
    assert "not met within five years" in panel.words.text()

    with qtbot.wait_signal(page.agency_opened) as asked:
        panel.card.action.click()
    assert asked.args == [filled[1]]


def test_the_list_for_dispatch_is_of_the_chosen_agency(page, filled, qtbot, runner, tmp_path):
    page.list.select([page.list.rows.row_at(0).key])
    with qtbot.wait_signal(page.said, timeout=15_000) as said:
        page.save.click()

    assert said.args[0].startswith("Saved “out.pdf”")
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF")

    page.list.select([page.list.rows.row_at(2).key])
    page.save.click()
    qtbot.wait_until(lambda: "Nobody there is trained" in page.banner.message)


def test_a_step_elsewhere_changes_what_is_seen(page, filled, database, qtbot, runner):
    def act(db):
        agency = db.get_one(builders.Agency, filled[2])
        agency.dispatchers = 18

    runner.write("Edit", act)
    qtbot.wait_until(lambda: cells(page, "trained")[2:] == ["0 of 18"])


@pytest.mark.parametrize("width", [720, 1080, 1600])
def test_everything_is_painted_in_any_width(page, filled, qtbot, runner, width):
    page.list.select([page.list.rows.row_at(1).key])
    settled(qtbot, runner)
    page.resize(width, 700)

    picture = page.panel.chart.grab().toImage()
    colours = {
        picture.pixelColor(x, y).name()
        for x in range(0, picture.width(), 2)
        for y in range(0, picture.height(), 2)
    }
    assert len(colours) > 5
    assert not page.panel.chart.visibleRegion().isEmpty()
    assert page.list.focusPolicy() != Qt.FocusPolicy.NoFocus
