from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
from sqlalchemy import select
from taught import attend, taught

from cittrainer.gui.common.messages import FileChooser
from cittrainer.gui.papers.preview import PaperPreview
from cittrainer.gui.papers.tab import PapersTab
from cittrainer.models import AttendanceMark, Certificate, Enrollment
from cittrainer.queries.completion import course_rules
from cittrainer.services.completion import set_rules
from cittrainer.services.rubrics import RubricDetails, add_rubric
from cittrainer.settings import SettingsFile


class SavesAs(FileChooser):
    """Answers with one path."""

    def __init__(self, path):
        self.path = path

    def save_file(self, parent, title, proposal, kinds):
        return self.path


@pytest.fixture
def made(database):
    with database.step("Prepare") as db:
        one = taught(db)
    absent = {(one.trainees[1], block): AttendanceMark.ABSENT for block in one.blocks}
    attend(database, one, but=absent)
    return one


@pytest.fixture
def tab(database, runner, qtbot, tmp_path, made):
    chooser = SavesAs(tmp_path / "out.pdf")
    one = PapersTab(
        runner, SettingsFile(tmp_path / "settings.toml"), made.course_id, chooser=chooser
    )
    qtbot.add_widget(one)
    one.resize(1100, 700)
    one.show()
    qtbot.wait_until(lambda: one.list.rows.rowCount() == 3)
    return one


def enrollment(database, enrollment_id):
    with database.read() as db:
        one = db.get_one(Enrollment, enrollment_id)
        return one.exam_score, one.skills_met, one.state.value


def press_issue():
    box = QApplication.activeModalWidget()
    assert isinstance(box, QMessageBox)
    next(each for each in box.buttons() if each.text() == "Issue").click()


def test_the_list_says_who_completed_and_why_others_did_not(tab, made):
    assert [row.outcome.completed for row in tab.list.rows.rows()] == [False, True, True]

    tab.list.select([made.trainees[1]])

    assert "Present for 0 minutes of 2 h" in tab.ui.details.reasons[0]


def test_scores_typed_one_after_the_other_are_all_kept(tab, database, made, runner, qtbot):
    tab.list.setFocus()
    tab.list.setCurrentIndex(tab.list.rows.index(0, 0))

    QTest.keyClick(tab.list, Qt.Key.Key_7)
    QTest.keyClicks(tab.list.editor, "0")
    QTest.keyClick(tab.list.editor, Qt.Key.Key_Return)
    QTest.keyClick(tab.list, Qt.Key.Key_9)
    qtbot.wait_until(lambda: enrollment(database, made.trainees[1])[0] == 70)
    qtbot.wait(100)
    QTest.keyClicks(tab.list.editor, "2")
    QTest.keyClick(tab.list.editor, Qt.Key.Key_Return)

    qtbot.wait_until(lambda: enrollment(database, made.trainees[0])[0] == 92)


def test_skills_are_switched_with_one_key(tab, database, made, qtbot):
    tab.list.select([made.trainees[0]])

    QTest.keyClick(tab.list, Qt.Key.Key_S)

    qtbot.wait_until(lambda: enrollment(database, made.trainees[0])[1] is True)


def test_with_a_rubric_the_same_key_asks_for_its_marks(tab, database, made, qtbot):
    with database.step("Rubric") as db:
        rubric_id = add_rubric(db, RubricDetails(name="Scenarios", items=["Safety"]))
        seen = course_rules(db, made.course_id).version
        set_rules(db, made.course_id, rubric_id=rubric_id, required_form_id=None, seen=seen)
    qtbot.wait_until(lambda: tab._outcomes.rules.rubric_id == rubric_id)
    row = tab.list.rows.rows()[0]
    tab.list.select([row.trainee.enrollment_id])

    for ask in (
        lambda: tab.list.skills_switched.emit(row, True),
        tab.ui.details.assess.click,
    ):
        with qtbot.wait_signal(tab.assess_wanted) as wanted:
            ask()
        assert wanted.args == [row.trainee.enrollment_id]


def test_outcomes_are_recorded(tab, database, made, qtbot):
    tab.ui.decide.click()

    qtbot.wait_until(lambda: "2 completed, 1 did not" in tab.ui.banner.message)
    assert enrollment(database, made.trainees[1])[2] == "not_completed"


def test_certificates_are_issued_after_asking_and_then_saved(tab, database, qtbot, tmp_path):
    QTimer.singleShot(0, press_issue)
    with qtbot.wait_signal(tab.said, timeout=15_000):
        tab.ui.issue.click()

    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF")
    with database.read() as db:
        assert len(db.scalars(select(Certificate)).all()) == 2
    qtbot.wait_until(lambda: not tab.ui.issue.isEnabled())


def test_a_paper_that_cannot_be_written_says_why(tab, qtbot):
    tab.cards["certificates"].save.click()

    qtbot.wait_until(lambda: "No certificates" in tab.ui.banner.message)


def test_a_paper_is_shown_page_by_page(tab, qtbot):
    tab.cards["agenda"].preview.click()
    qtbot.wait_until(lambda: bool(tab.findChildren(PaperPreview)), timeout=15_000)
    shown = tab.findChildren(PaperPreview)[0]
    qtbot.wait_until(lambda: not shown.ui.page.pixmap().isNull(), timeout=15_000)
    before = shown.ui.page.pixmap().width()

    shown.make_larger()
    qtbot.wait_until(lambda: shown.ui.page.pixmap().width() > before)
    shown.show_next()
    assert shown.ui.place.text().startswith("Page 2 of")
