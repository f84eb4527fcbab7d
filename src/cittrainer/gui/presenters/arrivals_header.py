"""The top of the board: what time it is, how many are late, what is shown, and which day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox

from cittrainer.gui.common.cards import Chips, PageHeader, button
from cittrainer.gui.common.dates import day_month, long_date, time_of_day, weekday
from cittrainer.gui.common.tokens import Tone
from cittrainer.gui.presenters.arrival_rows import recordable
from cittrainer.rules.arrivals import Standing, call_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from cittrainer.rules.arrivals import BoardLine, DayOnFile


class ArrivalsHeader(PageHeader):
    """Title with clock and pills; below, filters at the left, day and buttons at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.chips = Chips(self.tr("What is shown"))
        for key, text in (
            ("coming", self.tr("Now and next")),
            ("call", self.tr("To call")),
            ("over", self.tr("Over")),
            ("all", self.tr("All")),
        ):
            self.chips.add(key, text)
        self.days = QComboBox()
        self.days.setAccessibleName(self.tr("Day of the course"))
        self.days.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.record_all = button(self.tr("Record all"), icon_name="check")
        self.record_all.setToolTip(
            self.tr("For every block that is over: those expected who arrived presented it")
        )
        self.back = button(self.tr("To the course"))
        self.set_title(self.tr("On the day"))
        self.set_actions([self.chips], [self.days, self.record_all, self.back])

    def show_day(self, value: DayOnFile) -> None:
        """Show which day it is, and the others of the course."""
        self.days.blockSignals(True)
        self.days.clear()
        for day in value.days:
            self.days.addItem(f"{weekday(day.date)} {day_month(day.date)}", day.id)
        if value.day is not None:
            self.days.setCurrentIndex(self.days.findData(value.day.id))
        self.days.setEnabled(len(value.days) > 1)
        self.days.blockSignals(False)

    def show_moment(self, value: DayOnFile, lines: Sequence[BoardLine], now: int | None) -> None:
        """Say how things stand.

        Args:
            value: The day.
            lines: Everybody at every part.
            now: Minutes after midnight; None where the day is not today.
        """
        time = "" if now is None else time_of_day(now)
        day = "" if value.day is None else long_date(value.day.date)
        self.set_title(
            f"{self.tr('On the day')} {time}".strip(),
            " · ".join(filter(None, (value.number, day, value.title))),
        )
        self.set_pills(self._standing_pills(value, lines, now))
        calls, open_lines = call_list(lines), sum(line.to_record for line in lines)
        self.chips.set_count("call", len(calls) or None)
        self.chips.set_count("over", open_lines or None)
        self.record_all.setEnabled(not value.over and bool(recordable(lines)))

    def _standing_pills(
        self, value: DayOnFile, lines: Sequence[BoardLine], now: int | None
    ) -> list[tuple[str, Tone]]:
        pills: list[tuple[str, Tone]] = []
        if value.day is not None and now is None:
            pills.append((self.tr("Not today"), Tone.INFO))
        if value.over or (value.day is not None and value.day.closed):
            pills.append((self.tr("Closed"), Tone.NEUTRAL))
        for standing, words, tone in (
            (Standing.MISSING, self.tr("%d missing"), Tone.ERROR),
            (Standing.LATE, self.tr("%d late"), Tone.WARNING),
        ):
            count = len({one.presenter_id for one in lines if one.standing is standing})
            if count:
                pills.append((words % count, tone))
        return pills
