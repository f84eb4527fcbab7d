"""What presenters entrusted to the coordinator is found nowhere outside the open record.

The sample academy, with a word of its own in every confidential field of every presenter who has
a record, is written out in all ways that there are, and read back as text.
"""

from __future__ import annotations

import json
import logging
import traceback
from datetime import date

import pytest
from conftest import SAMPLE_DAY
from contents import contents
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QWidget,
)
from typer.main import get_command
from written_text import text_of, text_of_all

from cittrainer.cli.program import app
from cittrainer.db import Actor, Database
from cittrainer.errors import NothingToPrint
from cittrainer.gui.common.crash import CrashDialog
from cittrainer.gui.common.list_tools import ListTools
from cittrainer.gui.navigation_keys import NAVIGATION
from cittrainer.gui.presenters.confidential_dialog import ConfidentialDialog
from cittrainer.gui.presenters.words import KINDS
from cittrainer.jobs import letters, papers, release_papers
from cittrainer.models import (
    CONFIDENTIAL_KINDS,
    Agency,
    AgencyKind,
    ConfidentialRecord,
    Course,
    LetterKind,
    PlanRelease,
    Presenter,
)
from cittrainer.queries import history
from cittrainer.queries.confidential import coming_bookings
from cittrainer.queries.search import search
from cittrainer.services.agencies import AgencyDetails, add_agency
from cittrainer.services.confidential import (
    LABEL,
    OPENED,
    ConfidentialWords,
    open_confidential,
    record_of,
    write_confidential,
)

DANA = Actor("Dana", "dana")

GIVEN, EXPIRES = date(1871, 3, 14), date(2871, 3, 14)

WORDS = (
    "phone",
    "email",
    "address",
    "support_person",
    "access_needs",
    "topics_not_asked",
    "consent_scope",
)

CONFIDENTIAL_TABLES = {
    "confidential_record",
    "agency_not_booked_for",
    "consent_agency",
    "confidential_opening",
}

TABS = ("overview", "week", "constraints", "enrollment", "rotations", "attendance", "presenters",
        "evaluations", "papers")  # fmt: skip

KIND_WORDS = ("lived_experience", *(KINDS[one] for one in CONFIDENTIAL_KINDS))
"""What would tell in an exported list that somebody is of such a kind."""

SLOW_COMMANDS = {"arrange", "repair", "explain", "fragility"}
"""Those that ask the planner; what they print of presenters is what the plan says of them."""


def secret(presenter_id: int, field: str) -> str:
    """A word that stands in one field of one record and nowhere else; short, so that it is not
    broken on paper.
    """
    return f"Zq{presenter_id:02d}{field[:5].replace('_', '')}{len(field):02d}Xv"


def secrets(presenters):
    dates = [
        written.format(year=day.year)
        for day in (GIVEN, EXPIRES)
        for written in ("{year}-03-14", "3/14/{year}", "March {year}", "14, {year}")
    ]
    return [*(secret(one, field) for one in presenters for field in WORDS), *dates]


@pytest.fixture
def entrusted(sample_file):
    """The presenters with a record in which every field is filled, by id."""
    with Database.open(sample_file, DANA) as database:
        with database.step("Add an agency that sends nobody") as db:
            nobody = add_agency(db, AgencyDetails(name="Nobody PD", kind=AgencyKind.POLICE))
        with database.read() as db:
            kinds = Presenter.kind.in_(CONFIDENTIAL_KINDS)
            ids = [one for (one,) in db.query(Presenter.id).filter(kinds).order_by(Presenter.id)]
            agencies = [one for (one,) in db.query(Agency.id).order_by(Agency.id)]
            coming = {one: coming_bookings(db, one, today=SAMPLE_DAY) for one in ids}
        for one in ids:
            with database.step(LABEL) as db:
                record = record_of(db, one)
                write_confidential(
                    db,
                    one,
                    ConfidentialWords(
                        **{field: secret(one, field) for field in WORDS},
                        consent_on=GIVEN,
                        consent_expires_on=EXPIRES,
                        consent_all_agencies=False,
                    ),
                    agencies_not_booked_for=[nobody],
                    consent_agencies=[each for each in agencies if each != nobody],
                    support_invited={booking.id: True for booking in coming[one][:1]},
                    seen=None if record is None else record.version,
                )
            with database.step(OPENED) as db:
                open_confidential(db, one)
    assert len(ids) >= 8
    return ids


@pytest.fixture
def academy(sample_file, entrusted):
    """The sample academy, open."""
    with Database.open(sample_file, DANA) as database:
        yield database


def found(text, presenters):
    """Which of the confidential words stand in a text, however it is capitalized."""
    folded = text.casefold()
    return [word for word in secrets(presenters) if word.casefold() in folded]


def every_paper(database, folder, course_ids):
    """Every paper of some courses in every kind of file, every letter and every draft."""
    written = []
    for course_id in course_ids:
        for kind in papers.KINDS:
            for ending in kind.endings:
                path = folder / papers.file_name(kind, f"{course_id}", ending)
                written += tried(papers.write, database, kind, course_id, path, today=SAMPLE_DAY)
        for letter in LetterKind:
            of = None if letter is LetterKind.RENEWAL else course_id
            path = folder / f"{course_id} {letter.value}.pdf"
            written += tried(letters.write_pdf, database, letter, of, path, today=SAMPLE_DAY)
            drafts = folder / f"{course_id} {letter.value}"
            drafts.mkdir()
            written += tried(letters.write_drafts, database, letter, of, drafts, today=SAMPLE_DAY)
    with database.read() as db:
        releases = [
            one for (one,) in db.query(PlanRelease.id).filter(PlanRelease.course_id.in_(course_ids))
        ]
    for release_id in releases:
        drafts = folder / f"release {release_id}"
        drafts.mkdir()
        written += tried(
            release_papers.write_drafts, database, release_id, drafts, today=SAMPLE_DAY
        )
    return written


def tried(write, *args, **values):
    """The files that a job wrote; none where there is nothing to print."""
    try:
        made = write(*args, **values)
    except NothingToPrint:
        return []
    return list(made) if isinstance(made, tuple) else [made]


def courses(database):
    with database.read() as db:
        return [one for (one,) in db.query(Course.id).order_by(Course.id)]


def test_no_paper_letter_or_draft_of_any_course_holds_it(academy, entrusted, tmp_path):
    out = tmp_path / "out"
    out.mkdir()

    written = every_paper(academy, out, courses(academy))

    assert {path.suffix for path in written} == {".pdf", ".xlsx", ".csv", ".eml"}
    assert len(written) > 60
    text = text_of_all(written)
    assert "Marisol T." in text
    assert found(text, entrusted) == []
    assert "lived_experience" not in text


def test_what_is_planted_is_found_in_every_kind_of_file(academy, entrusted, tmp_path):
    """The search above would find something: here is what it looks for, where it must not be."""
    word = secret(entrusted[0], "phone")
    with academy.read() as db:
        course_id = db.query(PlanRelease.course_id).first()[0]
    with academy.step("Plant") as db:
        course = db.get_one(Course, course_id)
        course.title = f"Course {word}"
        for agency in db.query(Agency):
            agency.name = agency.short_name = f"{agency.id} {word}"
        for release in db.query(PlanRelease):
            release.plan = {
                **release.plan,
                "course": {**release.plan["course"], "title": f"Course {word}"},
            }
    out = tmp_path / "out"
    out.mkdir()

    written = every_paper(academy, out, [course_id])

    kinds = {path.suffix for path in written if found(text_of(path), entrusted) == [word]}
    assert kinds == {".pdf", ".xlsx", ".csv", ".eml"}


def test_no_other_table_and_no_line_of_the_history_holds_it(academy, sample_file, entrusted):
    with academy.read() as db:
        lines = history.lines(db, limit=10_000)
        labels = repr(lines)
        changes = repr(history.changes_of(db, [each for one in lines for each in one.step_ids]))
        offers = repr((academy.undoable(), academy.redoable()))

    assert len(lines) > 50
    assert LABEL in labels
    assert OPENED in labels
    for text in (labels, changes, offers):
        assert found(text, entrusted) == []
    held = contents(sample_file)
    assert found(repr({name: held[name] for name in CONFIDENTIAL_TABLES}), entrusted)
    others = {name: rows for name, rows in held.items() if name not in CONFIDENTIAL_TABLES}
    assert found(repr(others), entrusted) == []


def test_the_search_finds_none_of_it(academy, entrusted):
    with academy.read() as db:
        assert search(db, "Marisol")
        assert [word for word in secrets(entrusted) if search(db, word)] == []


def test_no_command_prints_it(terminal, sample_file, entrusted):
    printed = {}
    for words in commands():
        answer = terminal(sample_file, *words)
        printed[words] = answer.out + answer.err
        if answer.status == 0 and "--json" in words:
            json.loads(answer.out)

    assert len(printed) > 20
    assert "Marisol T." in repr(printed)
    assert {words: found(text, entrusted) for words, text in printed.items() if text} == {
        words: [] for words, text in printed.items() if text
    }


def commands():
    """Every command that prints records and asks for no more than a course, with JSON."""

    def walk(command, before):
        for name, each in sorted(getattr(command, "commands", {}).items()):
            yield from walk(each, (*before, name))
        asked = [one.name for one in command.params if one.required]
        options = {word for one in command.params for word in one.opts}
        if "--json" in options and before and before[-1] not in SLOW_COMMANDS:
            if not asked:
                yield (*before, "--json")
            elif asked == ["course"]:
                yield from ((*before, number, "--json") for number in ("CIT-102", "CIT-103"))

    yield from walk(get_command(app), ())


class TestWindow:
    @pytest.fixture
    def opened(self, window, sample_file, entrusted, qtbot):
        window.begin(sample_file)
        qtbot.wait_until(lambda: window.runner is not None, timeout=20_000)
        settled(window, qtbot)
        yield window
        window.close()

    def test_no_page_and_no_exported_list_holds_it(self, opened, entrusted, qtbot, tmp_path):
        """Every page and every tab of the running course is shown, read, and exported."""
        with opened.runner.database.read() as db:
            course_id = db.query(Course.id).filter(Course.number == "CIT-103").scalar()
        shown = [lambda key=key: opened.shell.show_page(key) for key, _title in NAVIGATION]
        shown += [lambda key=key: opened.pages.open_course(course_id, key) for key in TABS]
        shown.append(lambda: opened.pages.open_day(course_id))
        told, tools = [], []
        for number, show in enumerate(shown):
            show()
            settled(opened, qtbot)
            told.append(texts(opened))
            for each in opened.findChildren(ListTools):
                if each not in tools:
                    tools.append(each)
                    each.write(tmp_path / f"list {number}-{len(tools)}.csv")
                    each.write(tmp_path / f"list {number}-{len(tools)}.xlsx")
                    settled(opened, qtbot)

        exported = text_of_all(sorted(tmp_path.glob("list *")))
        assert len(tools) >= 5
        assert "Marisol T." in exported
        assert "Marisol T." in "".join(told)
        assert found(exported, entrusted) == []
        assert not [kind for kind in KIND_WORDS if kind in exported]
        assert found("".join(told), entrusted) == []

    def test_who_cannot_be_booked_any_more_is_told_on_home_at_once_and_not_why(
        self, opened, entrusted, qtbot
    ):
        """Her consent is withdrawn, and the plan for which she is booked was released."""
        opened.shell.show_page("home")
        settled(opened, qtbot)
        said = "Marisol T. cannot be booked for this course."
        with opened.runner.database.read() as db:
            marisol = db.query(Presenter.id).filter(Presenter.public_name == "Marisol T.").scalar()
        assert said not in texts(opened.shell.page("home"))
        dialog = ConfidentialDialog(opened.runner, marisol, opened)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        dialog.show()
        qtbot.wait_until(lambda: opened.runner.idle and bool(dialog.ui.phone.text()))

        dialog.ui.consent_withdrawn_on.set_date(GIVEN)
        dialog.save.click()
        qtbot.wait_until(lambda: said in texts(opened.shell.page("home")), timeout=20_000)

        told = texts(opened.shell.page("home"))
        assert found(told, entrusted) == []
        assert "onsent" not in told

    def test_a_crash_while_it_is_open_tells_none_of_it(
        self, opened, entrusted, qtbot, caplog, tmp_path
    ):
        caplog.set_level(logging.DEBUG)
        log = logging.FileHandler(tmp_path / "cittrainer.log", encoding="utf-8")
        logging.getLogger().addHandler(log)
        database = opened.runner.database
        dialog = ConfidentialDialog(opened.runner, entrusted[0], opened)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        dialog.show()
        qtbot.wait_until(lambda: opened.runner.idle and bool(dialog.ui.phone.text()))
        assert found(texts(dialog), entrusted) != []

        details = []
        for break_it in (fails_in_the_database, fails_in_the_code):
            try:
                with database.step(LABEL) as db:
                    break_it(db, entrusted)
            except Exception as error:
                logging.getLogger("cittrainer").critical("Defect", exc_info=error)
                report = CrashDialog("".join(traceback.format_exception(error)), opened)
                qtbot.add_widget(report)
                report.copy()
                details.append(report.details + QApplication.clipboard().text())
        dialog.reject()
        log.close()
        logging.getLogger().removeHandler(log)

        assert len(details) == 2
        assert "UNIQUE" in details[0]
        assert "ZeroDivisionError" in details[1]
        logged = (tmp_path / "cittrainer.log").read_text(encoding="utf-8")
        assert "Defect" in logged
        assert found("".join(details) + logged + caplog.text, entrusted) == []

    def test_messages_and_offers_to_undo_tell_none_of_it(self, opened, entrusted, qtbot):
        told = []
        opened.runner.changed.connect(lambda done: told.append(repr(done)))
        dialog = ConfidentialDialog(opened.runner, entrusted[0], opened)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        dialog.show()
        qtbot.wait_until(lambda: opened.runner.idle and bool(dialog.ui.phone.text()))
        dialog.ui.consent_photos.click()
        dialog.save.click()
        qtbot.wait_until(lambda: not dialog.isVisible())
        settled(opened, qtbot)

        said = texts(opened) + opened.shell.undo_action.text() + opened.shell.toasts.text
        assert LABEL in said
        assert len(told) == 2
        assert found(said + "".join(told), entrusted) == []
        with opened.runner.database.read() as db:
            names = [name for (name,) in db.query(Presenter.public_name)]
        assert not [name for name in names if name in "".join(told)]


def fails_in_the_database(db, presenters):
    """Write a second record, which a constraint refuses while its values are in the statement."""
    db.add(ConfidentialRecord(presenter_id=presenters[0], phone=secret(presenters[0], "phone")))
    db.flush()


def fails_in_the_code(db, presenters):
    """Fail while a record is in hand."""
    record = record_of(db, presenters[0])
    return len(record.phone) / (len(record.phone) - len(record.phone))


def settled(window, qtbot):
    for _ in range(2):
        qtbot.wait(30)
        qtbot.wait_until(lambda: window.runner.idle, timeout=20_000)


def texts(top):
    """All words in a window: what is written, what hovers, what is read aloud, what lists hold."""
    held = []
    for widget in [top, *top.findChildren(QWidget)]:
        match widget:
            case QLabel() | QLineEdit() | QAbstractButton():
                held.append(widget.text())
            case QPlainTextEdit():
                held.append(widget.toPlainText())
        held += [
            widget.toolTip(),
            widget.accessibleName(),
            widget.accessibleDescription(),
            widget.windowTitle(),
        ]
        if isinstance(widget, QListView):
            model = widget.model()
            held += [str(model.index(at, 0).data()) for at in range(model.rowCount())]
        if hasattr(widget, "rows") and callable(getattr(widget.rows, "rows", None)):
            held.append(repr(widget.rows.rows()))
    return "\n".join(held)
