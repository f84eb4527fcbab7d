"""The one door to the database: open a file, change it in steps, read it, undo."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker

from cittrainer.db import backup, health, recording, schema, sqlite, undo
from cittrainer.db.lock import Lock
from cittrainer.db.recording import STEP, Recorder
from cittrainer.db.sqlite import MAY_WRITE
from cittrainer.db.steps import Actor, StepDone, StepOffer
from cittrainer.errors import FileRefused, UserError
from cittrainer.models import Base, Change, ConfidentialOpening, Step, StepKind
from cittrainer.models.base import utc_now

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path


_CHANGED_SOMETHING = Step.barrier != ConfidentialOpening.__barrier__
"""Undo and Redo look past a step that says only that a confidential record was opened."""


class FileMissing(UserError):
    """There is no database at a path."""


class NotForWriting(UserError):
    """The file was opened for reading only."""


class _Session(Session):
    """A session whose flushes are recorded."""


recording.follow(_Session)


class Database:
    """A file of an academy.

    One thread at a time may be in a step; reading goes on beside it.
    """

    def __init__(self, path: Path, actor: Actor, *, lock: Lock | None) -> None:
        self.path = path
        self.actor = actor
        self.unclean = lock is not None and lock.left_behind
        """Whether the file was not closed properly the last time."""
        self._lock = lock
        self._write_engine = sqlite.write_engine(path)
        self._read_engine = sqlite.read_engine(path)
        self._writing = sessionmaker(self._write_engine, class_=_Session, expire_on_commit=False)
        self._reading = sessionmaker(self._read_engine, class_=_Session, autoflush=False)
        self._one_writer = threading.RLock()
        self._listeners: list[Callable[[StepDone], None]] = []
        self._seen_data_version = 0

    @classmethod
    def create(cls, path: Path, actor: Actor) -> Self:
        """Make a new file with no data in it.

        Raises:
            UserError: there is such a file already, or it cannot be made there.
        """
        if path.exists():
            raise UserError(f"“{path.name}” exists already.", hint="Choose another name.")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(exist_ok=False)
        except OSError as error:
            raise UserError(
                f"“{path.name}” cannot be made in {path.parent}.",
                hint="Choose a folder that you may write to.",
            ) from error
        lock = Lock(path)
        try:
            lock.take(actor.name)
            database = cls(path, actor, lock=lock)
            with in_words(path):
                schema.create(database._write_engine)
                health.choose_journal(path)
        except UserError:
            lock.give_back()
            sqlite.remove(path)
            raise
        return database

    @classmethod
    def open(
        cls, path: Path, actor: Actor, *, for_writing: bool = True, by_force: bool = False
    ) -> Self:
        """Open a file that is there, bringing an older one up to date after a backup.

        Args:
            path: The file.
            actor: Who works, for the history.
            for_writing: Take the lock; without it the file can be read beside another window.
            by_force: Take the lock over from another computer; ask before you do.

        Raises:
            FileMissing: there is no such file.
            NotOurFile, NewerFile, DamagedFile, ReadOnlyFile, OpenElsewhere: as their names say.
        """
        if not path.is_file():
            raise FileMissing(f"There is no file “{path}”.", hint="Check its name and folder.")
        health.refuse_what_is_no_database(path)
        lock = None
        if for_writing:
            health.refuse_read_only(path)
            lock = Lock(path)
            lock.take(actor.name, by_force=by_force)
        try:
            database = cls(path, actor, lock=lock)
            with in_words(path):
                database._bring_up_to_date()
        except BaseException:
            if lock is not None:
                lock.give_back()
            raise
        return database

    def close(self) -> None:
        """Finish: what was saved stays, the lock is given back."""
        self._read_engine.dispose()
        self._write_engine.dispose()
        if self._lock is not None:
            self._lock.give_back()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def subscribe(self, listener: Callable[[StepDone], None]) -> None:
        """Call a function after every step, on the thread that made it."""
        self._listeners.append(listener)

    @contextmanager
    def step(self, label: str, *, grouping: str = "") -> Iterator[Session]:
        """One user action: everything that is changed inside is saved together or not at all.

        Args:
            label: What is done, in words; it stays in the history as it is.
            grouping: Steps of the same group close together are one line of the history.

        Yields:
            The database session; its ``info["done"]`` is the ``StepDone`` afterwards.

        Raises:
            UserError: what the action refuses; nothing is changed then.
        """
        if self._lock is None:
            raise NotForWriting("The file is open for reading only.")
        recorder = Recorder()
        with self._one_writer:
            with in_words(self.path), self._writing() as db, db.begin():
                db.info[STEP] = recorder
                yield db
                db.flush()
                recorder.settle()
                step = self._save(db, recorder, label, grouping=grouping)
            db.info["done"] = done = self._done(step, recorder, label)
        self._announce(done)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A consistent look at the file; whatever is changed in it is refused."""
        with in_words(self.path), self._reading() as db, db.begin():
            yield db

    def undoable(self) -> StepOffer | None:
        """The latest step that is in force, whether or not it can be taken back."""
        with self.read() as db:
            step = db.scalar(
                select(Step)
                .where(Step.kind != StepKind.UNDO, Step.undone.is_(False), _CHANGED_SOMETHING)
                .order_by(Step.id.desc())
                .limit(1)
            )
            return None if step is None else StepOffer(undo.origin(db, step).id, step.label)

    def redoable(self) -> StepOffer | None:
        """The step undone last, unless something new was done since."""
        with self.read() as db:
            step = db.scalar(
                select(Step)
                .where(Step.kind == StepKind.UNDO, Step.undone.is_(False))
                .order_by(Step.id.desc())
                .limit(1)
            )
            if step is None:
                return None
            newer = select(Step.id).where(
                Step.kind == StepKind.DO, Step.id > step.id, _CHANGED_SOMETHING
            )
            if db.scalar(newer.limit(1)) is not None:
                return None
            return StepOffer(undo.origin(db, step).id, step.label)

    def undo(self, step_id: int | None = None) -> StepDone:
        """Take a step back, by default the latest one.

        Raises:
            CannotUndo: with the reason; nothing is changed then.
        """
        return self._reverse(step_id, back=True)

    def redo(self, step_id: int | None = None) -> StepDone:
        """Bring a step again that was taken back, by default the one undone last.

        Raises:
            CannotUndo: with the reason; nothing is changed then.
        """
        return self._reverse(step_id, back=False)

    def changed_elsewhere(self) -> bool:
        """Whether another program wrote to the file since this was last asked."""
        with self._one_writer, self._write_engine.connect() as connection:
            version = connection.connection.driver_connection.execute(  # type: ignore[union-attr]
                "PRAGMA data_version"
            ).fetchone()[0]
        changed = self._seen_data_version not in (0, version)
        self._seen_data_version = version
        return changed

    def announce_foreign_change(self) -> None:
        """Tell everybody that anything may have changed."""
        self._announce(StepDone(None, "", everything=True))

    def backup(self, reason: str) -> Path:
        """Copy the file into its backup folder and thin out old copies.

        Args:
            reason: Why, in a word or two; part of the copy's name.
        """
        with in_words(self.path):
            return backup.make(self.path, reason)

    def forget(self, uuids: Iterable[bytes]) -> None:
        """Remember that confidential rows were removed, so that no backup brings them back.

        Raises:
            FileRefused: the list beside the backups cannot be written.
        """
        try:
            backup.forget(self.path, uuids)
        except OSError as error:
            raise FileRefused(
                f"The list of removed records cannot be written to {backup.folder(self.path)}.",
                hint="Free some space or ask for the right to write there.",
            ) from error

    def empty_log(self) -> None:
        """Write everything into the file itself and cut its write-ahead log to nothing.

        The log holds earlier contents of pages, also of those that ``secure_delete`` overwrote
        in the file. Whoever reads meanwhile is waited for.
        """
        with self._one_writer, in_words(self.path), self._write_engine.connect() as connection:
            driver = connection.connection.driver_connection
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()  # type: ignore[union-attr]

    def check(self) -> None:
        """Read through the whole file.

        Raises:
            DamagedFile: something in it is broken.
        """
        with in_words(self.path), self._read_engine.connect() as connection:
            health.quick_check(connection, self.path)

    def _bring_up_to_date(self) -> None:
        with self._read_engine.connect() as connection:
            if self.unclean:
                health.quick_check(connection, self.path)
            old = schema.needs_migration(connection)
        if old:
            if self._lock is None:
                raise NotForWriting(
                    f"“{self.path.name}” was saved by an earlier version of CIT Trainer.",
                    hint="Open it in the window once, which brings it up to date.",
                )
            self.backup("before update")
            schema.migrate(self._write_engine)

    def _reverse(self, step_id: int | None, *, back: bool) -> StepDone:
        word = "undo" if back else "bring back"
        if step_id is None:
            offer = self.undoable() if back else self.redoable()
            if offer is None:
                raise undo.CannotUndo(f"There is nothing to {word}.")
            step_id = offer.step_id
        recorder = Recorder()
        kind = StepKind.UNDO if back else StepKind.REDO
        if self._lock is None:
            raise NotForWriting("The file is open for reading only.")
        with self._one_writer:
            with in_words(self.path), self._writing() as db, db.begin():
                db.info[STEP] = recorder
                target = undo.in_force(db, db.get_one(Step, step_id))
                if (target.kind is StepKind.UNDO) is back:
                    raise undo.CannotUndo(
                        f"“{target.label}” was undone already."
                        if back
                        else f"“{target.label}” is in force already."
                    )
                if reason := undo.reasons_against(db, target, schema=schema.HEAD):
                    raise undo.CannotUndo(reason)
                undo.reverse(db, target, recorder)
                step = self._save(db, recorder, target.label, kind=kind, of_id=target.id)
                label = target.label
            done = self._done(step, recorder, label, kind=kind)
        self._announce(done)
        return done

    def _save(
        self,
        db: Session,
        recorder: Recorder,
        label: str,
        *,
        kind: StepKind = StepKind.DO,
        of_id: int | None = None,
        grouping: str = "",
    ) -> int | None:
        if not recorder.tables or (not recorder.rows and not recorder.private and of_id is None):
            return None
        at = utc_now()
        if recorder.private:
            # The time of day could tell who handed an anonymous form in.
            at = at.replace(hour=0, minute=0, second=0)
        steps = Base.metadata.tables[Step.__tablename__]
        connection = db.connection()
        connection.info[MAY_WRITE] = True
        step_id: int = connection.execute(
            steps.insert().returning(steps.c.id),
            {
                "label": label,
                "at": at,
                "who": self.actor.name,
                "account": self.actor.account,
                "origin": self.actor.origin,
                "kind": kind,
                "of_id": of_id,
                "barrier": recorder.barrier,
                "grouping": grouping,
                "schema": schema.HEAD,
            },
        ).scalar_one()
        if recorder.rows:
            connection.execute(
                Base.metadata.tables[Change.__tablename__].insert(),
                [
                    {
                        "step_id": step_id,
                        "table_name": row.table,
                        "row_id": row.row_id,
                        "row_uuid": row.uuid,
                        "action": row.action,
                        "before": row.before,
                        "after": row.after,
                    }
                    for row in recorder.rows.values()
                ],
            )
        connection.info[MAY_WRITE] = False
        return step_id

    @staticmethod
    def _done(
        step_id: int | None, recorder: Recorder, label: str, *, kind: StepKind = StepKind.DO
    ) -> StepDone:
        rows: dict[str, set[int]] = {}
        for table, row_id in recorder.rows:
            rows.setdefault(table, set()).add(row_id)
        return StepDone(
            step_id,
            label,
            kind,
            frozenset(recorder.tables),
            {table: frozenset(ids) for table, ids in rows.items()},
            undoable=step_id is not None and not recorder.barrier and bool(recorder.rows),
        )

    def _announce(self, done: StepDone) -> None:
        if done.step_id is None and not done.everything:
            return
        for listener in self._listeners:
            listener(done)


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Turn what SQLite refuses into a sentence for people; defects pass through."""
    try:
        yield
    except DBAPIError as error:
        if isinstance(error.orig, sqlite3.Error) and (told := sqlite.in_words(error.orig, path)):
            raise told from error
        raise
    except sqlite3.Error as error:
        if told := sqlite.in_words(error, path):
            raise told from error
        raise
