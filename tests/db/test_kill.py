"""A process killed at any moment leaves a whole file with every step that it acknowledged."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

TRIALS = 25


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")
def test_killing_during_steps_imports_and_backups_loses_nothing(tmp_path):
    script = Path(__file__).with_name("kill_trials.py")

    told = subprocess.run(
        [sys.executable, str(script), str(tmp_path / "a.cit"), str(TRIALS), "7"],
        capture_output=True,
        text=True,
        check=False,
    )

    lines = told.stdout.splitlines()
    assert told.returncode == 0, told.stderr
    assert [line.split(" ", 1)[1] for line in lines] == ["ok"] * TRIALS
    # The trials prove something only if much was acknowledged before the kills.
    assert int(lines[-1].split()[0]) > TRIALS
