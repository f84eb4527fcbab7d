"""What holds for every test: no display, nobody's own files, no thread left behind."""

from __future__ import annotations

import os
import shutil
import threading
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest
from terminal import Terminal

from cittrainer.db import Actor, Database

if TYPE_CHECKING:
    from collections.abc import Iterator

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

SAMPLE_DAY = date(2026, 5, 12)
"""The present day of the sample academy: its main course was held from 4 to 8 May 2026."""


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


@pytest.fixture(scope="session")
def built_sample(tmp_path_factory: pytest.TempPathFactory, own_folder: None) -> Path:
    """The sample academy, built once for all processes of a run. Copy it; never change it."""
    from cittrainer.jobs import sample  # noqa: PLC0415 - only where it is asked for
    from cittrainer.jobs.progress import Progress  # noqa: PLC0415

    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    path, turn = folder / "built sample.cit", folder / "the sample is being built"
    while not path.exists():
        try:
            turn.mkdir()
        except FileExistsError:
            time.sleep(0.1)
            continue
        try:
            half = turn / "sample.cit"
            sample.build(
                half, Actor("Dana", "dana", "terminal"), today=SAMPLE_DAY, progress=Progress()
            )
            half.replace(path)
        finally:
            shutil.rmtree(turn)
    return path


@pytest.fixture
def sample_file(built_sample: Path, tmp_path: Path) -> Path:
    """A copy of the sample academy for one test, closed."""
    return Path(shutil.copyfile(built_sample, tmp_path / "sample academy.cit"))


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """Where commands are typed."""
    return Terminal(monkeypatch, capsys)
