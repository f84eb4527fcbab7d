"""The one door to the database: open, step, read, undo, backup, migrate."""
