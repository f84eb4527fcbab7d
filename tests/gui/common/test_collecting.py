"""Garbage is collected on the window's thread, never on one that works beside it."""

from __future__ import annotations

import gc
import threading

from PySide6.QtCore import QObject

from cittrainer.gui.common.collecting import Collector


class Circle(QObject):
    """Refers to itself, so that only the collector can end it."""

    ended: list[str]

    def __init__(self, ended):
        super().__init__()
        self.me = self
        self.ended = ended

    def __del__(self):
        self.ended.append(threading.current_thread().name)


def busy_thread():
    """Make enough objects on another thread that Python would collect there."""

    def work():
        for _ in range(200):
            [[] for _ in range(2000)]
            circle = []
            circle.append(circle)
            [circle.append([n]) for n in range(1000)]

    thread = threading.Thread(target=work, name="beside")
    thread.start()
    thread.join()


def test_widgets_in_a_circle_end_on_the_windows_thread(qtbot):
    ended: list[str] = []
    gc.collect()
    collector = Collector()
    for _ in range(50):
        Circle(ended)

    busy_thread()
    assert ended == []

    qtbot.wait_until(lambda: len(ended) == 50)
    assert set(ended) == {threading.main_thread().name}
    collector.stop()


def test_without_a_collector_they_would_end_beside_it():
    """What the collector is for: this is how Python does it by itself."""
    ended: list[str] = []
    for _ in range(50):
        Circle(ended)

    busy_thread()

    assert "beside" in ended


def test_the_inner_of_two_leaves_collecting_to_the_outer():
    outer = Collector()
    inner = Collector()
    inner.stop()
    assert not gc.isenabled()

    outer.stop()
    assert gc.isenabled()


def test_a_runner_collects_for_as_long_as_it_lives(runner):
    assert not gc.isenabled()

    runner.close()
    assert gc.isenabled()
