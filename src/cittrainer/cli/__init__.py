"""The terminal commands, a file a subject; ``main`` runs what was typed."""

from __future__ import annotations

from cittrainer.cli.program import app, main

__all__ = ["app", "main"]
