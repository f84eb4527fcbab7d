"""The one stylesheet, written from tokens.

Designer files and code choose a look through two dynamic properties, never through a stylesheet
of their own: ``kind`` on buttons (``primary``, ``danger``, ``link``, ``flat``, ``chip``) and
``role`` on labels and frames (``title``, ``heading``, ``muted``, ``small``, ``strong``, ``error``;
``card``, ``panel``, ``line``) and lists (``plain``, without a frame).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cittrainer.gui.common.tokens import mixed

if TYPE_CHECKING:
    from cittrainer.gui.common.tokens import Tokens


def stylesheet(t: Tokens) -> str:
    """The rules for every standard control in one set of colours."""
    return "".join((_texts(t), _buttons(t), _fields(t), _choices(t), _lists(t), _frames(t)))


def _texts(t: Tokens) -> str:
    return f"""
QLabel {{ background: transparent; }}
QLabel[role="title"] {{ font-size: 20px; font-weight: 700; }}
QLabel[role="heading"] {{ font-weight: 600; }}
QLabel[role="strong"] {{ font-weight: 600; }}
QLabel[role="muted"] {{ color: {t.muted}; }}
QLabel[role="small"] {{ color: {t.muted}; font-size: 12px; }}
QLabel[role="error"] {{ color: {t.error}; font-size: 12px; }}
QLabel[role="warning"] {{ color: {t.warning}; font-size: 12px; }}
QLabel[role="tiny"] {{ color: {t.muted}; font-size: 11px; }}
QLabel[role="product"] {{ font-size: 14px; font-weight: 700; }}
QLabel[role="figure"] {{ font-size: 24px; font-weight: 700; }}
QToolTip {{
    background: {t.toast}; color: {t.on_toast}; border: 1px solid {t.toast_line};
    padding: 5px 8px; font-size: 12px;
}}
"""


def _buttons(t: Tokens) -> str:
    return f"""
QPushButton {{
    background: {t.raised}; color: {t.text}; border: 1px solid {t.strong_line};
    border-radius: 8px; padding: 0 13px; min-height: 28px; font-weight: 500;
}}
QPushButton:hover {{ background: {t.hover}; }}
QPushButton:pressed, QPushButton:checked {{
    background: {t.accent_soft}; border-color: {t.accent}; color: {t.accent};
}}
QPushButton:focus {{ border: 2px solid {t.accent}; padding: 0 12px; min-height: 26px; }}
QPushButton:disabled {{ color: {t.faint}; background: {t.window}; border-color: {t.line}; }}
QPushButton::menu-indicator {{
    image: url(marks:down-{_scheme(t)}.svg); width: 16px; height: 16px;
    subcontrol-origin: padding; subcontrol-position: right center; right: 6px;
}}
QPushButton[kind="primary"] {{
    background: {t.accent}; color: {t.on_accent}; border-color: {t.accent}; font-weight: 600;
}}
QPushButton[kind="primary"]:hover {{ background: {t.accent_hover}; }}
QPushButton[kind="primary"]:focus {{ border-color: {t.text}; }}
QPushButton[kind="primary"]:disabled {{
    background: {t.line}; color: {t.faint}; border-color: {t.line};
}}
QPushButton[kind="danger"] {{ color: {t.error}; border-color: {t.error}; font-weight: 600; }}
QPushButton[kind="danger"]:hover {{ background: {t.error_soft}; }}
QPushButton[kind="link"] {{
    background: transparent; color: {t.accent}; border: 1px solid transparent; border-radius: 6px;
    padding: 0 3px; min-height: 22px; font-weight: 600; text-align: left;
}}
QPushButton[kind="link"]:hover {{ text-decoration: underline; }}
QPushButton[kind="link"]:focus {{ border: 2px solid {t.accent}; padding: 0 2px; min-height: 20px; }}
QPushButton[kind="link"]:disabled {{ color: {t.faint}; }}
QPushButton[kind="flat"] {{ background: transparent; border-color: transparent; }}
QPushButton[kind="flat"]:hover {{ background: {t.hover}; }}
QPushButton[kind="flat"]:focus {{ border-color: {t.accent}; }}
QPushButton[kind="chip"] {{ border-radius: 14px; padding: 0 12px; min-height: 26px; }}
QPushButton[kind="chip"]:checked {{ font-weight: 600; background: {t.accent_soft}; }}
QPushButton[kind="chip"]:focus {{ padding: 0 11px; min-height: 24px; }}
QToolButton {{
    background: transparent; color: {t.text}; border: 1px solid transparent; border-radius: 8px;
    padding: 4px;
}}
QToolButton:hover {{ background: {t.hover}; }}
QToolButton:pressed, QToolButton:checked {{ background: {t.accent_soft}; color: {t.accent}; }}
QToolButton:focus {{ border: 2px solid {t.accent}; padding: 3px; }}
QToolButton:disabled {{ color: {t.faint}; }}
QToolButton::menu-indicator {{ image: none; }}
"""


def _fields(t: Tokens) -> str:
    scheme = _scheme(t)
    boxes = "QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QTextEdit"
    focused = ", ".join(f"{each}:focus" for each in boxes.split(", "))
    wrong = ", ".join(f'{each}[wrong="true"]' for each in boxes.split(", "))
    disabled = ", ".join(f"{each}:disabled" for each in boxes.split(", "))
    return f"""
{boxes} {{
    background: {t.surface}; color: {t.text}; border: 1px solid {t.strong_line};
    border-radius: 8px; padding: 0 9px; min-height: 30px;
    selection-background-color: {t.accent}; selection-color: {t.on_accent};
}}
QPlainTextEdit, QTextEdit {{ padding: 5px 6px; }}
{focused} {{ border: 2px solid {t.accent}; padding: 0 8px; min-height: 28px; }}
QPlainTextEdit:focus, QTextEdit:focus {{ padding: 4px 5px; }}
{wrong} {{ border-color: {t.error}; }}
{disabled} {{ background: {t.window}; color: {t.faint}; border-color: {t.line}; }}
QComboBox::drop-down, QDateEdit::drop-down {{
    border: none; width: 24px; subcontrol-origin: padding; subcontrol-position: right center;
}}
QComboBox::down-arrow, QDateEdit::down-arrow {{
    image: url(marks:down-{scheme}.svg); width: 16px; height: 16px;
}}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{
    border: none; background: transparent; width: 20px; subcontrol-origin: border;
}}
QAbstractSpinBox::up-button {{ subcontrol-position: top right; margin: 3px 3px 0 0; }}
QAbstractSpinBox::down-button {{ subcontrol-position: bottom right; margin: 0 3px 3px 0; }}
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover {{
    background: {t.accent_soft}; border-radius: 4px;
}}
QAbstractSpinBox::up-arrow {{ image: url(marks:up-{scheme}.svg); width: 12px; height: 12px; }}
QAbstractSpinBox::down-arrow {{ image: url(marks:down-{scheme}.svg); width: 12px; height: 12px; }}
QAbstractSpinBox QLineEdit {{ border: none; padding: 0 0 0 7px; min-height: 0; }}
QComboBox QLineEdit, QComboBox QLineEdit:focus {{
    border: none; padding: 0; min-height: 0; background: transparent;
}}
QComboBox QAbstractItemView {{
    background: {t.raised}; color: {t.text}; border: 1px solid {t.strong_line}; padding: 4px;
    selection-background-color: {t.accent_soft}; selection-color: {t.text}; outline: none;
}}
QComboBox QAbstractItemView::item {{ padding: 6px; border-radius: 4px; }}
QComboBox QAbstractItemView::item:hover {{ background: {t.hover}; color: {t.text}; }}
QComboBox QAbstractItemView::item:selected {{ background: {t.accent_soft}; color: {t.text}; }}
"""


def _choices(t: Tokens) -> str:
    scheme = _scheme(t)
    return f"""
QCheckBox, QRadioButton {{ spacing: 8px; min-height: 24px; background: transparent; }}
QCheckBox:disabled, QRadioButton:disabled {{ color: {t.faint}; }}
QCheckBox::indicator, QGroupBox::indicator, QAbstractItemView::indicator {{
    width: 16px; height: 16px; border: 1px solid {t.muted}; border-radius: 4px;
    background: {t.surface};
}}
QRadioButton::indicator {{
    width: 16px; height: 16px; border: 1px solid {t.muted}; border-radius: 9px;
    background: {t.surface};
}}
QCheckBox::indicator:checked, QGroupBox::indicator:checked, QAbstractItemView::indicator:checked {{
    background: {t.accent}; border-color: {t.accent}; image: url(marks:check-{scheme}.svg);
}}
QCheckBox::indicator:indeterminate, QAbstractItemView::indicator:indeterminate {{
    background: {t.accent}; border-color: {t.accent}; image: url(marks:dash-{scheme}.svg);
}}
QRadioButton::indicator:checked {{
    width: 8px; height: 8px; border: 5px solid {t.accent}; background: {t.on_accent};
}}
QCheckBox::indicator:hover, QRadioButton::indicator:hover {{ border-color: {t.accent}; }}
QCheckBox:focus, QRadioButton:focus {{ color: {t.accent}; }}
QCheckBox::indicator:focus {{ border: 2px solid {t.accent}; width: 14px; height: 14px; }}
QCheckBox::indicator:checked:focus {{ border-color: {t.text}; }}
QRadioButton::indicator:focus {{ border-color: {t.accent}; }}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{
    background: {t.window}; border-color: {t.strong_line};
}}
QTabBar {{ background: transparent; qproperty-drawBase: 0; }}
QTabBar::tab {{
    background: transparent; color: {t.muted}; border: none; border-bottom: 2px solid transparent;
    padding: 8px 0 9px 0; margin-right: 22px; font-weight: 500;
}}
QTabBar::tab:hover {{ color: {t.text}; }}
QTabBar::tab:selected {{ color: {t.text}; border-bottom: 2px solid {t.accent}; font-weight: 600; }}
QTabBar::tab:focus {{ color: {t.accent}; }}
QTabBar::tab:disabled {{ color: {t.faint}; }}
QTabBar QToolButton {{ background: {t.surface}; border-color: {t.line}; border-radius: 6px; }}
QTabWidget::pane {{ border: none; border-top: 1px solid {t.line}; }}
QMenu {{
    background: {t.raised}; color: {t.text}; border: 1px solid {t.strong_line}; padding: 5px;
}}
QMenu::item {{ padding: 6px 26px 6px 10px; border-radius: 6px; margin: 0 1px; }}
QMenu::item:selected {{ background: {t.accent_soft}; color: {t.text}; }}
QMenu::item:disabled {{ color: {t.faint}; }}
QMenu::icon {{ padding-left: 8px; }}
QMenu::indicator {{ width: 16px; height: 16px; padding-left: 6px; }}
QMenu::indicator:checked {{ image: url(marks:chosen-{scheme}.svg); }}
QMenu::right-arrow {{ image: url(marks:right-{scheme}.svg); width: 14px; height: 14px; }}
QMenu::separator {{ height: 1px; background: {t.line}; margin: 5px 8px; }}
QMenuBar {{ background: {t.surface}; color: {t.text}; border-bottom: 1px solid {t.line}; }}
QMenuBar::item {{ background: transparent; padding: 5px 10px; border-radius: 6px; }}
QMenuBar::item:selected {{ background: {t.accent_soft}; }}
"""


def _lists(t: Tokens) -> str:
    scheme = _scheme(t)
    return f"""
QAbstractItemView {{
    background: {t.surface}; color: {t.text}; border: 1px solid {t.line}; border-radius: 8px;
    outline: none; gridline-color: {t.grid}; alternate-background-color: {t.surface};
    selection-background-color: {t.accent_soft}; selection-color: {t.text};
}}
QAbstractItemView:focus {{ border-color: {t.accent}; }}
QAbstractItemView[role="plain"] {{ background: transparent; border: none; border-radius: 0; }}
QTreeView::item, QListView::item {{ padding: 7px 6px; }}
QTreeView::item:hover, QListView::item:hover {{ background: {t.hover}; color: {t.text}; }}
QTreeView::item:selected, QListView::item:selected {{
    background: {t.accent_soft}; color: {t.text};
}}
QTreeView::branch {{ background: transparent; }}
QTreeView::branch:has-children:closed {{ image: url(marks:right-{scheme}.svg); }}
QTreeView::branch:has-children:open {{ image: url(marks:down-{scheme}.svg); }}
QTableView QTableCornerButton::section {{ background: {t.surface}; border: none; }}
QHeaderView {{ background: transparent; border: none; border-radius: 0; }}
QHeaderView::section {{
    background: {t.surface}; color: {t.muted}; border: none; border-bottom: 1px solid {t.line};
    padding: 0 12px; font-size: 12px; font-weight: 600; min-height: 33px;
}}
QHeaderView::section:hover {{ color: {t.text}; }}
QHeaderView::section:vertical {{ padding: 0 8px; }}
QHeaderView::up-arrow, QHeaderView::down-arrow {{ image: none; width: 0; height: 0; }}
QScrollBar {{ background: transparent; border: none; margin: 0; }}
QScrollBar:vertical {{ width: 12px; }}
QScrollBar:horizontal {{ height: 12px; }}
QScrollBar::handle {{ background: {t.strong_line}; border-radius: 3px; }}
QScrollBar::handle:vertical {{ min-height: 32px; margin: 2px 3px 2px 3px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; margin: 3px 2px 3px 2px; }}
QScrollBar::handle:hover, QScrollBar::handle:pressed {{ background: {t.faint}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; border: none; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QCalendarWidget QAbstractItemView {{
    border: none; border-radius: 0; selection-background-color: {t.accent};
    selection-color: {t.on_accent};
}}
QCalendarWidget QWidget#qt_calendar_navigationbar {{ background: {t.surface}; }}
QCalendarWidget QToolButton {{ font-weight: 600; min-height: 24px; }}
QToolButton#qt_calendar_prevmonth {{ qproperty-icon: url(marks:left-{scheme}.svg); }}
QToolButton#qt_calendar_nextmonth {{ qproperty-icon: url(marks:right-{scheme}.svg); }}
"""


def _frames(t: Tokens) -> str:
    return f"""
QDialog {{ background: {t.surface}; }}
QMessageBox QLabel#qt_msgbox_label {{ font-size: 15px; font-weight: 600; }}
QMessageBox QLabel#qt_msgbox_informativelabel {{ min-width: 360px; }}
QScrollArea {{ background: transparent; border: none; }}
QScrollArea:focus {{ border: none; }}
QStackedWidget {{ background: transparent; }}
QFrame[role="card"] {{
    background: {t.surface}; border: 1px solid {t.line}; border-radius: 12px;
}}
QFrame[role="panel"] {{
    background: {t.surface}; border: 1px solid {t.line}; border-radius: 8px;
}}
QTableView[role="card"], QListView[role="card"] {{ border-radius: 12px; padding: 3px 0 9px 0; }}
QFrame[role="line"] {{ background: {t.line}; border: none; max-height: 1px; min-height: 1px; }}
QFrame[role="navigation"] {{
    background: {t.surface}; border: none; border-right: 1px solid {t.line};
}}
QFrame[role="band"] {{ background: {t.surface}; border: none; border-bottom: 1px solid {t.line}; }}
QFrame[role="toast"] {{
    background: {t.toast}; border: 1px solid {t.toast_line}; border-radius: 10px;
}}
QFrame[role="toast"] QLabel {{ color: {t.on_toast}; }}
QFrame[role="toast"] QPushButton {{
    background: transparent; color: {t.toast_accent}; border: 2px solid transparent;
    border-radius: 6px; padding: 0 6px; min-height: 22px; font-weight: 600;
}}
QFrame[role="toast"] QPushButton:hover {{ text-decoration: underline; }}
QFrame[role="toast"] QPushButton:focus {{ border-color: {t.toast_accent}; }}
{_banner("error", t.error, t.error_soft)}
{_banner("warning", t.warning, t.warning_soft)}
{_banner("info", t.accent, t.accent_soft)}
QGroupBox {{
    background: {t.surface}; border: 1px solid {t.line}; border-radius: 12px; margin-top: 20px;
    padding: 12px;
}}
QGroupBox::title {{
    subcontrol-origin: margin; subcontrol-position: top left; font-weight: 600; padding: 0 2px;
}}
QSplitter::handle {{ background: transparent; }}
QSplitter::handle:hover {{ background: {t.strong_line}; }}
QSplitter::handle:horizontal {{ width: 14px; margin: 0 6px; }}
QSplitter::handle:vertical {{ height: 14px; margin: 6px 0; }}
QProgressBar {{
    background: {t.grid}; border: none; border-radius: 4px; min-height: 8px; max-height: 8px;
    text-align: center; color: transparent;
}}
QProgressBar::chunk {{ background: {t.accent}; border-radius: 4px; }}
QSlider::groove:horizontal {{ background: {t.line}; height: 4px; border-radius: 2px; }}
QSlider::handle:horizontal {{
    background: {t.accent}; width: 16px; height: 16px; margin: -6px 0; border-radius: 8px;
}}
QSlider::handle:horizontal:focus {{ border: 2px solid {t.text}; width: 12px; height: 12px; }}
QStatusBar {{ background: {t.surface}; color: {t.muted}; border-top: 1px solid {t.line}; }}
"""


def _banner(name: str, letters: str, ground: str) -> str:
    return f"""
QFrame[role="{name}-banner"] {{
    background: {ground}; border: 1px solid {mixed(letters, ground, 0.35)}; border-radius: 8px;
}}
"""


def _scheme(t: Tokens) -> str:
    return "dark" if t.dark else "light"
