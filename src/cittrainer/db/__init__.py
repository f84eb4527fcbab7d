"""The one door to the database: open, step, read, undo, backup, migrate."""

from cittrainer.db.database import Database, FileMissing
from cittrainer.db.steps import Actor, StepDone, StepOffer

__all__ = ["Actor", "Database", "FileMissing", "StepDone", "StepOffer"]
