"""The words of a kind of letter: typed, checked as they are typed, and seen filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QWidget,
)

from cittrainer.gui.common.cards import button, label
from cittrainer.gui.common.dialogs import FormDialog
from cittrainer.jobs.letter_values import TITLES
from cittrainer.queries.letters import letter_words
from cittrainer.rules.letter_words import SHIPPED
from cittrainer.rules.letters import PLACEHOLDERS, Wording, trouble_in
from cittrainer.services.letters import set_words, use_shipped_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from cittrainer.gui.common.runner import Runner
    from cittrainer.jobs.letter_values import Letters
    from cittrainer.models import LetterKind
    from cittrainer.queries.letters import LetterWords

    MadeOf = Callable[[Session, Wording], Letters]
    """The letters that other words would make."""

_HEIGHT = 460
"""Pixels of the words with all that stands beside them."""

_PAUSE = 300
"""Milliseconds without a key after which the words are filled in anew."""


class WordsDialog(FormDialog):
    """The academy's own words for a kind of letter, with the first letter that they make."""

    def __init__(
        self, runner: Runner, kind: LetterKind, made_of: MadeOf, parent: QWidget | None = None
    ) -> None:
        super().__init__(TITLES[kind], parent, width=940)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._runner = runner
        self._kind = kind
        self._made_of = made_of
        self._seen = 0
        self._filled: Wording | None = None
        self.subject = QLineEdit()
        self.letter = QPlainTextEdit()
        self.letter.setTabChangesFocus(True)
        self.trouble = label("", "error", wrap=True)
        self.placeholders = QListWidget()
        self.placeholders.setAccessibleName(self.tr("What this letter knows"))
        for name, means in PLACEHOLDERS[kind.value].items():
            item = QListWidgetItem(f"{{{name}}}", self.placeholders)
            item.setToolTip(means)
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, means)
        self.preview = QPlainTextEdit()
        self.preview.setReadOnly(True)
        self.preview.setAccessibleName(self.tr("The first letter"))
        self.shipped = button(self.tr("Use the shipped words"), "link")
        self.shipped.setAutoDefault(False)
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._fill_body()
        self._wire()
        self.set_busy(True)
        runner.read(self._read, self._fill, explain=self.refuse)

    @property
    def words(self) -> Wording:
        """What is typed."""
        return Wording(self.subject.text(), self.letter.toPlainText())

    @Slot()
    def write(self) -> None:
        """Save; words that are the shipped ones give the academy's own up."""
        self.set_busy(True)
        typed, kind, seen = self.words, self._kind, self._seen

        def act(db: Session) -> None:
            if typed == SHIPPED[kind.value]:
                use_shipped_words(db, kind)
            else:
                set_words(db, kind, typed.subject, typed.body, seen=seen)

        self._runner.write(
            self.tr("Change the words: %s") % TITLES[kind],
            act,
            done=self._saved,
            explain=self.refuse,
        )

    @Slot()
    def take_shipped(self) -> None:
        """Put the shipped words into the form; they hold once saved."""
        words = SHIPPED[self._kind.value]
        self.subject.setText(words.subject)
        self.letter.setPlainText(words.body)

    @Slot(QListWidgetItem)
    def insert(self, item: QListWidgetItem) -> None:
        """Put a placeholder where the cursor was last."""
        if self.focusWidget() is self.subject:
            self.subject.insert(item.text())
        else:
            self.letter.insertPlainText(item.text())
            self.letter.setFocus()

    def _read(self, db: Session) -> LetterWords:
        return next(one for one in letter_words(db) if one.kind is self._kind)

    def _fill(self, now: LetterWords) -> None:
        self._seen = now.version
        self.subject.setText(now.words.subject)
        self.letter.setPlainText(now.words.body)
        self.set_busy(False)
        self.settle()
        self._look()
        self._fill_in()

    @Slot()
    def _look(self) -> None:
        """Tell what is wrong with what is typed, and fill it in once nobody types."""
        typed = self.words
        found = trouble_in(self._kind.value, typed.subject) or trouble_in(
            self._kind.value, typed.body
        )
        self.trouble.setText("" if found is None else " ".join(found))
        self.trouble.setVisible(found is not None)
        self.shipped.setVisible(typed != SHIPPED[self._kind.value])
        if found is None:
            self._timer.start()
        else:
            self._timer.stop()

    @Slot()
    def _fill_in(self) -> None:
        typed, made_of = self.words, self._made_of
        self._filled = typed
        self._runner.read(
            lambda db: (typed, made_of(db, typed)), self._show_first, explain=self.refuse
        )

    def _show_first(self, made: tuple[Wording, Letters]) -> None:
        typed, found = made
        if typed != self._filled:
            return
        if not found.rows:
            self.preview.setPlainText(self.tr("Nobody gets such a letter today."))
            return
        one = found.rows[0].letter
        self.preview.setPlainText(f"{one.subject}\n\n{one.body}")

    def _saved(self, _nothing: None) -> None:
        self.settle()
        self.accept()

    def _wire(self) -> None:
        self.subject.textChanged.connect(self._look)
        self.letter.textChanged.connect(self._look)
        self.placeholders.itemDoubleClicked.connect(self.insert)
        self.placeholders.itemActivated.connect(self.insert)
        self.shipped.clicked.connect(self.take_shipped)
        self._timer.timeout.connect(self._fill_in)
        self.save_wanted.connect(self.write)

    def _fill_body(self) -> None:
        self.resize(980, 620)
        words = QWidget()
        words.setMinimumHeight(_HEIGHT)
        grid = QGridLayout(words)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        for column, (text, buddy) in enumerate(
            (
                (self.tr("S&ubject"), self.subject),
                (self.tr("What it &knows"), self.placeholders),
                (self.tr("The first letter"), self.preview),
            )
        ):
            heading = QLabel(text)
            heading.setBuddy(buddy)
            grid.addWidget(heading, 0, column)
        body = QLabel(self.tr("&Letter"))
        body.setBuddy(self.letter)
        grid.addWidget(self.subject, 1, 0)
        grid.addWidget(body, 2, 0)
        grid.addWidget(self.letter, 3, 0)
        grid.addWidget(self.trouble, 4, 0)
        grid.addWidget(self.placeholders, 1, 1, 3, 1)
        grid.addWidget(self.preview, 1, 2, 3, 1)
        grid.addWidget(self.shipped, 5, 0, Qt.AlignmentFlag.AlignLeft)
        grid.setColumnStretch(0, 5)
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(2, 5)
        grid.setRowStretch(3, 1)
        self.body.addWidget(words, 1)
