"""Kills a process that works on a file, many times, and looks at what is left.

Run by ``test_kill.py`` as a program of its own, because it forks; prints one line a trial.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path

from cittrainer.db import Actor, Database
from cittrainer.db import backup as backups
from cittrainer.models import Agency, Employment, Person, PersonIdentifier

IMPORTED = 150
"""People that one import step brings."""


def work(path: Path, acknowledge: int) -> None:
    """Do steps, imports and backups for ever; tell each step's label once it is saved."""
    database = Database.open(path, Actor("Dana", "dana"))
    count = 0
    while True:
        count += 1
        label = f"{os.getpid()}-{count}"
        with database.step(label) as db:
            if count % 3:
                db.add(Agency(name=label))
            else:
                for index in range(IMPORTED):
                    person = Person(last_name=label)
                    person.identifiers.append(PersonIdentifier(value=str(index)))
                    person.employments.append(Employment())
                    db.add(person)
        os.write(acknowledge, f"{label}\n".encode())
        if count % 4 == 0:
            database.backup("trial")


def trial(path: Path) -> list[str]:
    """Let a worker work for a random while, kill it, and return what it said was saved."""
    read, write = os.pipe()
    worker = os.fork()
    if worker == 0:
        os.close(read)
        work(path, write)
    os.close(write)
    time.sleep(random.uniform(0.02, 0.4))
    os.kill(worker, signal.SIGKILL)
    os.waitpid(worker, 0)
    with os.fdopen(read, "rb") as told:
        return told.read().decode().split()


def examine(path: Path, acknowledged: list[str]) -> str:
    """What is wrong with the file, or “ok”."""
    with Database.open(path, Actor("Dana", "dana")) as database:
        database.check()
    with closing(sqlite3.connect(path)) as connection:
        labels = {label for (label,) in connection.execute("SELECT label FROM step")}
        if missing := set(acknowledged) - labels:
            return f"lost {sorted(missing)}"
        halves = connection.execute(
            "SELECT last_name, count(*) FROM person GROUP BY last_name HAVING count(*) <> ?",
            (IMPORTED,),
        ).fetchall()
        if halves:
            return f"half an import: {halves}"
        loose = connection.execute("PRAGMA foreign_key_check").fetchall()
        if loose:
            return f"loose references: {loose}"
    for one in backups.every(path):
        backups.differences(path, one.path)
    return "ok"


def main() -> None:
    """Make a file and put it through the trials."""
    path, trials, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    random.seed(seed)
    Database.create(path, Actor("Dana", "dana")).close()
    acknowledged: list[str] = []
    for _ in range(trials):
        acknowledged += trial(path)
        print(len(acknowledged), examine(path, acknowledged), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
