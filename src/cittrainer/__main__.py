"""Lets ``python -m cittrainer`` do what the installed command does."""

from __future__ import annotations

from cittrainer.cli import main

if __name__ == "__main__":
    main()
