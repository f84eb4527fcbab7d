"""The switch between the book of presenters and the board of all coming courses."""

from __future__ import annotations

from cittrainer.gui.common.cards import Chips

BOOK, BOARD = "book", "board"


def view_switch(shown: str) -> Chips:
    """A switch for the header of one of the two views, in which that view is chosen."""
    switch = Chips("Which view")
    switch.add(BOOK, "Book")
    switch.add(BOARD, "Board")
    switch.mark_chosen(shown)
    return switch
