"""Makes the pages of an open file when they are first shown, and connects them with each other.

No page knows another one; whatever leads from one to the next goes through here.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject

from cittrainer.gui.navigation_keys import NAVIGATION, shortcut

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from PySide6.QtWidgets import QWidget

    from cittrainer.gui.common.runner import Runner
    from cittrainer.gui.constraints.page import ConstraintsPage
    from cittrainer.gui.courses.week_tab import WeekTab
    from cittrainer.gui.courses.workspace import CourseWorkspace, TabSpec
    from cittrainer.gui.main_window import MainWindow
    from cittrainer.gui.presenters.arrivals_page import ArrivalsPage
    from cittrainer.gui.search.dialog import Command
    from cittrainer.models import LetterKind
    from cittrainer.queries.search import Hit
    from cittrainer.settings import SettingsFile


class Pages(QObject):
    """The pages of one open file."""

    def __init__(self, window: MainWindow, runner: Runner) -> None:
        super().__init__(window)
        self._window = window
        self._runner = runner
        self._settings = window.settings
        self._courses: dict[int, CourseWorkspace] = {}
        self._days: dict[int, ArrivalsPage] = {}

    @property
    def place(self) -> str:
        """What is shown: the key of the tab of a course, or that of a page of the navigation."""
        shell = self._window.shell
        shown = shell.stack.currentWidget()
        tabs = (one.current_tab for one in self._courses.values() if one is shown)
        return next(tabs, shell.current)

    def make(self, key: str) -> QWidget:
        """Make the page of a key of the navigation."""
        makers = {
            "home": self._home,
            "courses": self._course_list,
            "people": self._people,
            "coverage": self._coverage,
            "presenters": self._presenters,
            "curricula": self._curricula,
            "evaluations": self._evaluations,
            "certificates": self._certificates,
            "history": self._history,
            "settings": self._settings_page,
        }
        return makers[key]()

    def open_course(self, course_id: int, tab: str = "overview") -> CourseWorkspace:
        """Show a course, at one of its tabs."""
        from cittrainer.gui.courses.workspace import CourseWorkspace

        if course_id not in self._courses:
            workspace = CourseWorkspace(self._runner, self._settings, course_id, self._tabs())
            workspace.gone.connect(lambda: self._close_course(course_id))
            self._courses[course_id] = workspace
        workspace = self._courses[course_id]
        workspace.show_tab(tab)
        self._window.shell.show_widget(workspace, under="courses")
        return workspace

    def open_day(self, course_id: int) -> None:
        """Show which presenters of a course are here today."""
        from cittrainer.gui.presenters.arrivals_page import ArrivalsPage

        if course_id not in self._days:
            page = ArrivalsPage(self._runner, course_id)
            page.course_wanted.connect(partial(self.open_course, course_id))
            page.presenter_opened.connect(self.open_presenter)
            page.block_wanted.connect(partial(self._show_block, course_id))
            page.out_wanted.connect(partial(self.say_out, course_id))
            page.gone.connect(lambda: self._close_day(course_id))
            self._days[course_id] = page
        self._window.shell.show_widget(self._days[course_id], under="courses")

    def open_today(self) -> None:
        """The same for the course that takes place today."""
        from cittrainer.gui.common.dates import this_day
        from cittrainer.queries.arrivals import courses_on

        today = this_day()
        self._runner.read(lambda db: courses_on(db, today), self._open_day_of)

    def open_person(self, person_id: int) -> None:
        """Show a person in the list of people."""
        self._window.shell.show_page("people").show_person(person_id)  # type: ignore[attr-defined]

    def open_presenter(self, presenter_id: int) -> None:
        """Show a presenter in the book."""
        page = self._window.shell.show_page("presenters")
        page.show_presenter(presenter_id)  # type: ignore[attr-defined]

    def show_board(self) -> None:
        """Show who is missing or has not said yes in all coming courses."""
        page = self._window.shell.show_page("presenters")
        page.show_view("board")  # type: ignore[attr-defined]

    def search(self) -> None:
        """Find anything by a few letters."""
        from cittrainer.gui.search.dialog import SearchDialog

        dialog = SearchDialog(self._runner, self._commands(), self._window)
        dialog.hit_chosen.connect(self._open_hit)
        dialog.open()

    def new_course(self) -> None:
        """Open the form of a new course."""
        self._window.shell.show_page("courses").make_course()  # type: ignore[attr-defined]

    def import_people(self, course_id: int | None = None) -> None:
        """Open the import of people, into a course if one is given."""
        page = self._window.shell.show_page("people")
        page.open_import(course_id=course_id)  # type: ignore[attr-defined]

    def _home(self) -> QWidget:
        from cittrainer.gui.home.page import HomePage

        page = HomePage(self._runner)
        page.course_wanted.connect(self._open_task)
        page.day_wanted.connect(self.open_day)
        page.page_wanted.connect(self._show_page)
        page.new_course_wanted.connect(self.new_course)
        page.import_wanted.connect(self.import_people)
        self._tell_safety(page)
        return page

    def _open_task(self, course_id: int, target: str) -> None:
        """Open what a task of Home is about: a tab of its course, or the stipends."""
        if target == "stipends":
            self.show_stipends(course_id)
        else:
            self.open_course(course_id, target)

    def _show_page(self, key: str) -> None:
        """Show a page of the navigation, or the board of presenters."""
        if key == "board":
            self.show_board()
        else:
            self._window.shell.show_page(key)

    def _tell_safety(self, page: QWidget) -> None:
        from cittrainer.db.health import notes
        from cittrainer.gui.common.dates import moment
        from cittrainer.jobs.daily_backup import last_backup

        path = self._runner.database.path

        def show(read: tuple[datetime | None, list[str]]) -> None:
            made, warnings = read
            backup = (
                self.tr("Last backup: %s") % moment(made)
                if made
                else self.tr("No backup yet; one is made by itself once a day.")
            )
            page.show_safety(str(path), backup, *warnings)  # type: ignore[attr-defined]

        self._runner.read(lambda _db: (last_backup(self._runner.database), notes(path)), show)

    def _people(self) -> QWidget:
        from cittrainer.gui.people.page import PeoplePage

        page = PeoplePage(self._runner, self._settings, chooser=self._window.chooser)
        page.said.connect(self._window.shell.toasts.say)
        page.course_opened.connect(lambda course_id: self.open_course(course_id, "enrollment"))
        return page

    def _coverage(self) -> QWidget:
        from cittrainer.gui.coverage.page import CoveragePage

        page = CoveragePage(self._runner, self._settings, chooser=self._window.chooser)
        page.said.connect(self._window.shell.toasts.say)
        page.agency_opened.connect(self._edit_agency)
        page.import_wanted.connect(self.import_people)
        return page

    def _presenters(self) -> QWidget:
        from cittrainer.gui.presenters.views import PresenterViews

        page = PresenterViews(self._runner, self._settings)
        page.course_opened.connect(lambda course_id: self.open_course(course_id, "presenters"))
        page.book.printing.chooser = self._window.chooser
        page.said.connect(self._window.shell.toasts.say)
        page.letters_wanted.connect(self.write_to_presenters)
        page.out_wanted.connect(lambda who, course_id: self.say_out(course_id, who))
        return page

    def _course_list(self) -> QWidget:
        from cittrainer.gui.courses.page import CoursesPage

        page = CoursesPage(self._runner, self._settings)
        page.course_opened.connect(self.open_course)
        return page

    def _curricula(self) -> QWidget:
        from cittrainer.gui.curricula.page import CurriculaPage

        page = CurriculaPage(self._runner, self._settings, chooser=self._window.chooser)
        page.said.connect(self._window.shell.toasts.say)
        page.course_wanted.connect(self._new_course_from)
        return page

    def _evaluations(self) -> QWidget:
        from cittrainer.gui.evaluations.page import EvaluationsPage

        page = EvaluationsPage(self._runner, self._settings)
        page.course_opened.connect(lambda course_id: self.open_course(course_id, "evaluations"))
        return page

    def _certificates(self) -> QWidget:
        from cittrainer.gui.certificates.page import CertificatesPage

        page = CertificatesPage(self._runner, self._settings, chooser=self._window.chooser)
        page.said.connect(self._window.shell.toasts.say)
        page.renewals_wanted.connect(self.show_renewals)
        page.course_opened.connect(lambda course_id: self.open_course(course_id, "papers"))
        page.person_opened.connect(self.open_person)
        return page

    def _history(self) -> QWidget:
        from cittrainer.gui.history.page import HistoryPage

        return HistoryPage(self._runner, self._settings)

    def _tabs(self) -> tuple[TabSpec, ...]:
        from cittrainer.gui.courses.workspace import TabSpec, presenters_open, seats_taken

        return (
            TabSpec("overview", self.tr("Overview"), self._overview_tab),
            TabSpec("week", self.tr("Week"), self._week_tab),
            TabSpec("constraints", self.tr("Constraints"), self._constraints_tab),
            TabSpec("enrollment", self.tr("Enrollment"), self._enrollment_tab, seats_taken),
            TabSpec("rotations", self.tr("Rotations"), self._rotations_tab),
            TabSpec("attendance", self.tr("Attendance"), self._attendance_tab),
            TabSpec("presenters", self.tr("Presenters"), self._presenters_tab, presenters_open),
            TabSpec("evaluations", self.tr("Evaluations"), self._evaluations_tab),
            TabSpec("papers", self.tr("Papers"), self._papers_tab),
        )

    def _overview_tab(self, runner: Runner, settings: SettingsFile, course_id: int) -> QWidget:
        from cittrainer.gui.courses.overview import OverviewTab

        tab = OverviewTab(runner, settings, course_id)
        tab.course_opened.connect(self.open_course)
        tab.week_wanted.connect(lambda: self.open_course(course_id, "week"))
        return tab

    def _week_tab(self, runner: Runner, settings: SettingsFile, course_id: int) -> QWidget:
        from cittrainer.gui.courses.week_tab import WeekTab

        tab = WeekTab(runner, settings, course_id)
        tab.agenda_wanted.connect(lambda shown: self.open_course(shown, "papers"))
        tab.rotation_wanted.connect(lambda: self.open_course(course_id, "rotations"))
        self._connect_constraints(tab, course_id)
        return tab

    def _connect_constraints(self, week: WeekTab, course_id: int) -> None:
        """Let the week lead to what its plan keeps to."""

        def page() -> ConstraintsPage:
            workspace = self.open_course(course_id, "constraints")
            return cast("ConstraintsPage", workspace.show_tab("constraints"))

        week.keeping.page_wanted.connect(page)
        week.keeping.about_wanted.connect(lambda block_id: page().show_about(block_id))
        week.keeping.form_wanted.connect(lambda kind, facts: page().add_kind(kind, facts))
        week.planning.constraint_wanted.connect(lambda id_: page().show_constraint(id_))

    def _constraints_tab(self, runner: Runner, settings: SettingsFile, course_id: int) -> QWidget:
        from cittrainer.gui.constraints.page import ConstraintsPage

        tab = ConstraintsPage(runner, settings, course_id)
        tab.block_wanted.connect(partial(self._show_block, course_id))
        return tab

    def _show_block(self, course_id: int, block_id: int) -> None:
        """Show a block in the week of its course."""
        week = cast("WeekTab", self.open_course(course_id, "week").show_tab("week"))
        week.view.select(block_id)
        week.view.setFocus()

    def say_out(self, course_id: int, presenter_id: int, day_id: int | None = None) -> None:
        """Ask in the week of a course when a presenter cannot come, and for the ways out."""
        week = cast("WeekTab", self.open_course(course_id, "week").show_tab("week"))
        week.asks.ask_out(presenter_id, day_id)

    def _enrollment_tab(self, runner: Runner, settings: SettingsFile, course_id: int) -> QWidget:
        from cittrainer.gui.enrollments.tab import EnrollmentTab

        tab = EnrollmentTab(runner, settings, course_id)
        tab.person_opened.connect(self.open_person)
        tab.import_requested.connect(self.import_people)
        tab.letters_wanted.connect(self.write_letters)
        return tab

    def _rotations_tab(self, runner: Runner, settings: SettingsFile, course_id: int) -> QWidget:
        from cittrainer.gui.papers.preview import PaperPreview
        from cittrainer.gui.rotations.tab import RotationsTab

        tab = RotationsTab(runner, settings, course_id, chooser=self._window.chooser)
        tab.week_wanted.connect(lambda: self.open_course(course_id, "week"))
        tab.said.connect(self._window.shell.toasts.say)
        tab.pdf_made.connect(lambda title, pdf: PaperPreview(runner, title, pdf, tab).open())
        return tab

    def _attendance_tab(self, runner: Runner, settings: SettingsFile, course_id: int) -> QWidget:
        from cittrainer.gui.attendance.tab import AttendanceTab

        tab = AttendanceTab(runner, settings, course_id, chooser=self._window.chooser)
        tab.person_opened.connect(self.open_person)
        tab.said.connect(self._window.shell.toasts.say)
        return tab

    def _presenters_tab(self, runner: Runner, settings: SettingsFile, course_id: int) -> QWidget:
        from cittrainer.gui.presenters.tab import PresentersTab

        tab = PresentersTab(runner, settings, course_id)
        tab.presenter_opened.connect(self.open_presenter)
        tab.letters_wanted.connect(self.write_to_presenters)
        tab.papers.printing.chooser = self._window.chooser
        tab.said.connect(self._window.shell.toasts.say)
        tab.day_wanted.connect(lambda: self.open_day(course_id))
        tab.out_wanted.connect(partial(self.say_out, course_id))
        return tab

    def _evaluations_tab(self, runner: Runner, settings: SettingsFile, course_id: int) -> QWidget:
        from cittrainer.gui.evaluations.tab import EvaluationsTab

        return EvaluationsTab(runner, settings, course_id, chooser=self._window.chooser)

    def _papers_tab(self, runner: Runner, settings: SettingsFile, course_id: int) -> QWidget:
        from cittrainer.gui.papers.tab import PapersTab

        tab = PapersTab(runner, settings, course_id, chooser=self._window.chooser)
        tab.person_opened.connect(self.open_person)
        tab.assess_wanted.connect(partial(self._assess, course_id))
        tab.rubrics_wanted.connect(self._show_rubrics)
        tab.said.connect(self._window.shell.toasts.say)
        return tab

    def _settings_page(self) -> QWidget:
        from cittrainer.gui.settings.page import SettingsPage

        window = self._window
        page = SettingsPage(self._runner, self._settings, chooser=window.chooser)
        page.theme_chosen.connect(window.theme.choose)
        page.backup_wanted.connect(window.back_up_now)
        page.restore_wanted.connect(window.restore)
        page.open_wanted.connect(window.choose_file)
        page.new_wanted.connect(window.begin_anew)
        page.constraints_wanted.connect(self._default_constraints)
        return page

    def write_letters(
        self, course_id: int, kinds: Collection[LetterKind] = (), chosen: Collection[int] = ()
    ) -> None:
        """Open the letters of a course; those to trainees where no other kinds are said."""
        from cittrainer.gui.letters.dialog import LettersDialog

        window, of = self._window, (self._runner, self._settings, course_id, self._window)
        LettersDialog(*of, kinds=tuple(kinds), chosen=chosen, chooser=window.chooser).open()

    def write_to_presenters(self, course_id: int, chosen: Collection[int] = ()) -> None:
        """Open the letters to the presenters of a course, with some of them chosen."""
        from cittrainer.queries.presenter_letters import PRESENTER_KINDS

        self.write_letters(course_id, PRESENTER_KINDS, chosen)

    def show_stipends(self, course_id: int) -> None:
        """Show what each presenter of a course gets."""
        from cittrainer.gui.presenters.stipends_dialog import StipendsDialog

        window = self._window
        StipendsDialog(
            self._runner, self._settings, course_id, window, chooser=window.chooser
        ).open()

    def show_renewals(self) -> None:
        """Show whose certificate runs out."""
        from cittrainer.gui.letters.renewals_dialog import RenewalsDialog

        window = self._window
        dialog = RenewalsDialog(self._runner, self._settings, window, chooser=window.chooser)
        dialog.person_opened.connect(self.open_person)
        dialog.open()

    def _assess(self, course_id: int, enrollment_id: int, assessor: str = "") -> None:
        from cittrainer.gui.skills.assess_dialog import AssessDialog

        dialog = AssessDialog(
            self._runner, course_id, enrollment_id, self._window, assessor=assessor
        )
        # Whoever enters a stack of forms goes on with the same assessor.
        dialog.next_wanted.connect(
            lambda after: self._assess(course_id, after, dialog.assessor.text())
        )
        dialog.open()

    def _show_rubrics(self) -> None:
        from cittrainer.gui.skills.rubrics_dialog import RubricsDialog

        RubricsDialog(self._runner, self._settings, self._window).open()

    def _edit_agency(self, agency_id: int) -> None:
        from cittrainer.gui.people.agency_dialog import AgencyDialog

        AgencyDialog(self._runner, agency_id, self._window).open()

    def _default_constraints(self) -> None:
        from cittrainer.gui.constraints.defaults_dialog import DefaultConstraintsDialog

        DefaultConstraintsDialog(self._runner, self._settings, self._window).open()

    def _new_course_from(self, version_id: int) -> None:
        page = self._window.shell.show_page("courses")
        page.make_course_from(version_id)  # type: ignore[attr-defined]

    def _close_course(self, course_id: int) -> None:
        """Leave a course that is no longer on file."""
        workspace = self._courses.pop(course_id, None)
        if workspace is not None:
            self._window.shell.show_page("courses")
            self._window.shell.close_widget(workspace)

    def _close_day(self, course_id: int) -> None:
        """Leave the board of a course that is no longer on file."""
        page = self._days.pop(course_id, None)
        if page is not None:
            shown = self._window.shell.stack.currentWidget() is page
            self._window.shell.close_widget(page)
            if shown:
                self._window.shell.show_page("courses")

    def _open_day_of(self, course_ids: Sequence[int]) -> None:
        if course_ids:
            self.open_day(course_ids[0])
        else:
            self._window.shell.toasts.say(self.tr("No course takes place today."))

    def _open_hit(self, hit: Hit) -> None:
        match hit.kind:
            case "person":
                self.open_person(hit.id)
            case "course":
                self.open_course(hit.id)
            case _:
                self.open_presenter(hit.id)

    def _go_to(self, key: str) -> None:
        self._window.shell.show_page(key)

    def _commands(self) -> list[Command]:
        from cittrainer.gui.search.dialog import Command

        commands = [
            Command(self.tr("New course"), "", self.new_course, "add"),
            Command(self.tr("Import people"), "", self.import_people, "import"),
            Command(self.tr("On the day: who is here"), "", self.open_today, "time"),
            Command(self.tr("Renewals"), "", self.show_renewals, "repeat"),
            Command(self.tr("Board of presenters"), "", self.show_board, "presenters"),
            Command(self.tr("Undo"), "Ctrl+Z", self._runner.undo, "undo"),
            Command(self.tr("Redo"), "Ctrl+Y", self._runner.redo, "redo"),
            Command(self.tr("Back up now"), "", self._window.back_up_now, "save"),
            Command(self.tr("Open another file"), "", self._window.choose_file, "open"),
            Command(self.tr("Handbook"), "F1", self._window.show_handbook, "help"),
        ]
        commands += [
            Command(self.tr("Go to %s") % title, shortcut(place), partial(self._go_to, key), key)
            for place, (key, title) in enumerate(NAVIGATION, start=1)
        ]
        return commands
