"""Runs a terminal command in the test's own process and returns what it printed."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from cittrainer.cli import main

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Answer:
    """What a command said."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        assert self.err == ""
        return json.loads(self.out)


class Terminal:
    """A terminal in which ``cittrainer`` is typed, without a display."""

    def __init__(self, patch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[str]) -> None:
        self._patch = patch
        self._capture = capture

    def __call__(self, data: Path | None, *words: str | Path) -> Answer:
        """Type a command for a file, or for the user's own where ``data`` is None."""
        before = [] if data is None else ["--data", str(data)]
        self._patch.setattr(sys, "argv", ["cittrainer", *before, *map(str, words)])
        self._capture.readouterr()
        with pytest.raises(SystemExit) as left:
            main()
        printed = self._capture.readouterr()
        status = left.value.code
        assert isinstance(status, int)
        return Answer(status, printed.out, printed.err)

    def refused(self, data: Path | None, *words: str | Path) -> str:
        """The one sentence, and its hint, with which a command is refused."""
        answer = self(data, *words)
        assert answer.status == 1, answer
        assert answer.out == ""
        (line,) = answer.err.splitlines()
        assert line.endswith((".", "?")), line
        return line
