"""The buttons that every list has beside it: choose columns, export what is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from cittrainer.documents.cells import Column
from cittrainer.documents.tables import write_table
from cittrainer.gui.common.cards import button
from cittrainer.gui.common.messages import FileChooser

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from cittrainer.gui.common.list_view import ListView
    from cittrainer.gui.common.runner import Runner


class ListTools(QObject):
    """“Columns” and “Export” for one list."""

    def __init__(
        self, rows: ListView, runner: Runner, title: str, chooser: FileChooser | None = None
    ) -> None:
        """Make the buttons.

        Args:
            rows: The list that they are for; it owns the tools.
            runner: Writes the file away from the window's thread.
            title: The name of the list, of the sheet and of the proposed file.
            chooser: Asks where to; handed in by tests.
        """
        super().__init__(rows)
        self._rows = rows
        self._runner = runner
        self._title = title
        self._chooser = chooser or FileChooser()
        self.columns = button(self.tr("Columns"), icon_name="columns")
        self.columns.clicked.connect(self._show_columns)
        self.export = button(self.tr("Export"), icon_name="export")
        self.export.setToolTip(self.tr("Write the rows that are shown to a sheet"))
        self.export.clicked.connect(self._ask_where)

    @property
    def buttons(self) -> tuple[QWidget, ...]:
        """Both, left to right."""
        return self.columns, self.export

    def _show_columns(self) -> None:
        menu = self._rows.columns_menu(self.columns)
        menu.popup(self.columns.mapToGlobal(self.columns.rect().bottomLeft()))

    def _ask_where(self) -> None:
        kinds = self.tr("Sheets (*.xlsx *.csv)")
        path = self._chooser.save_file(
            self._rows, self.tr("Export this list"), f"{self._title}.xlsx", kinds
        )
        if path is not None:
            self.write(path if path.suffix else path.with_suffix(".xlsx"))

    def write(self, path: Path) -> None:
        """Write what is shown, columns as the user arranged them; the chooser asked already."""
        headings, rows = self._rows.export_rows()
        columns = [Column(title=heading) for heading in headings]
        title = self._title
        self._runner.start(
            self.tr("Export"),
            lambda _database, _progress: write_table(path, title, columns, rows, replace=True),
        )
