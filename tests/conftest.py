"""What holds for every test: no display, nobody's own files, no thread left behind."""

from __future__ import annotations

import os
import threading
import time
from typing import TYPE_CHECKING

import hypothesis
import pytest

from cittrainer.db import Actor, Database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from cittrainer.gui.common.runner import Runner

# Before Qt starts; whoever wants to see the windows says QT_QPA_PLATFORM=xcb.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# The same examples on every run of the checks; at home new ones each time. No deadlines: no test
# is about time.
hypothesis.settings.register_profile("ci", derandomize=True, database=None, deadline=None)
hypothesis.settings.register_profile("home", deadline=None)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "home")

THREAD_PATIENCE_SECONDS = 2.0


@pytest.fixture(scope="session", autouse=True)
def own_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or writes the files of whoever runs it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CITTRAINER_FOLDER", str(tmp_path_factory.mktemp("user")))
        yield


@pytest.fixture(autouse=True)
def no_leftover_threads() -> Iterator[None]:
    """Fail a test that leaves a thread running.

    Qt's own threads have no Python object to end and are left out: Qt itself complains about
    those that outlive their owner, and that fails the test as well.
    """
    before = set(threading.enumerate())
    yield
    leftover = _threads_since(before)
    until = time.monotonic() + THREAD_PATIENCE_SECONDS
    while leftover and time.monotonic() < until:
        time.sleep(0.01)
        leftover = _threads_since(before)
    assert not leftover, f"the test left {sorted(thread.name for thread in leftover)} running"


def _threads_since(before: set[threading.Thread]) -> list[threading.Thread]:
    return [
        thread
        for thread in threading.enumerate()
        if thread not in before and not isinstance(thread, threading._DummyThread)
    ]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """An empty file, open for writing."""
    with Database.create(tmp_path / "academy.cit", Actor("Dana", "dana")) as opened:
        yield opened


@pytest.fixture
def runner(database: Database, qtbot: QtBot) -> Iterator[Runner]:
    """The window's door to that file; closed, with all it started, at the end of the test."""
    from cittrainer.gui.common.runner import Runner  # noqa: PLC0415 - Qt only where it is asked for

    one = Runner(database)
    yield one
    qtbot.wait_until(lambda: one.idle)
    one.close()
