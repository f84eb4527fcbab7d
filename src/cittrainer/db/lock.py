"""The lock that keeps two writers from one file, told in words to the second one."""

from __future__ import annotations

import json
import os
import platform
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from cittrainer.errors import FileRefused, UserError

if TYPE_CHECKING:
    from pathlib import Path


class OpenElsewhere(UserError):
    """Somebody else has the file open for writing.

    Args:
        holder: Who, where and since when.
    """

    def __init__(self, holder: Holder, name: str) -> None:
        since = datetime.fromisoformat(holder.since)
        super().__init__(
            f"{holder.name or 'Somebody'} has “{name}” open on {holder.computer} "
            f"since {since.hour}:{since.minute:02d}.",
            hint="Close it there first.",
        )
        self.holder = holder


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a lock."""

    name: str
    computer: str
    process: int
    since: str
    """ISO moment, local to the holder."""

    @property
    def here(self) -> bool:
        """Whether it is a process of this computer."""
        return self.computer == platform.node()

    @property
    def alive(self) -> bool:
        """Whether the process still runs; one on another computer always counts as running."""
        return not self.here or process_runs(self.process)


class Lock:
    """A file beside the database that says who may write to it."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._path = database.with_name(database.name + ".lock")
        self._held = False
        self.left_behind = False
        """Whether an earlier process on this computer ended without giving the lock back."""

    def take(self, name: str, *, by_force: bool = False) -> None:
        """Take the lock; one whose process is gone on this computer is taken over silently.

        Args:
            name: Who works.
            by_force: Take it over from another computer too; ask before you do.

        Raises:
            OpenElsewhere: another process holds it.
            FileRefused: the folder is missing, full or read-only.
        """
        holder = self.holder()
        if holder is not None:
            if holder.alive and not by_force:
                raise OpenElsewhere(holder, self._database.name)
            self.left_behind = True
            self._path.unlink(missing_ok=True)
        mine = Holder(
            name,
            platform.node(),
            os.getpid(),
            datetime.now().astimezone().isoformat(timespec="seconds"),
        )
        try:
            with self._path.open("x", encoding="utf-8") as file:
                json.dump(asdict(mine), file)
        except FileExistsError:
            other = self.holder() or mine
            raise OpenElsewhere(other, self._database.name) from None
        except OSError as error:
            with suppress(OSError):
                self._path.unlink(missing_ok=True)
            raise FileRefused(
                f"Nothing can be written to {self._database.parent}.",
                hint="Check that the folder is there, has room, and that you may write to it.",
            ) from error
        self._held = True

    def give_back(self) -> None:
        """Let others write, if this process held the lock."""
        if self._held:
            self._path.unlink(missing_ok=True)
            self._held = False

    def holder(self) -> Holder | None:
        """Who holds the lock; an unreadable lock counts as left behind by a dead process."""
        try:
            values = json.loads(self._path.read_text(encoding="utf-8"))
            return Holder(**values)
        except FileNotFoundError:
            return None
        except (ValueError, TypeError):
            return Holder("", platform.node(), 0, datetime.now().astimezone().isoformat())


def process_runs(process: int) -> bool:
    """Whether a process with this number runs on this computer."""
    if process <= 0:
        return False
    if os.name == "nt":
        return _windows_process_runs(process)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _windows_process_runs(process: int) -> bool:
    import ctypes  # noqa: PLC0415 - only Windows needs it

    still_active = 259
    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined]
    handle = kernel.OpenProcess(0x1000, False, process)
    if not handle:
        return False
    code = ctypes.c_ulong()
    kernel.GetExitCodeProcess(handle, ctypes.byref(code))
    kernel.CloseHandle(handle)
    return code.value == still_active
