"""Writes the next revision: what the models have and the newest revision has not.

For developers: ``python -m cittrainer.db.migrations.new_revision WORDS``; see CONTRIBUTING.md.
"""

from __future__ import annotations

import sys
from pathlib import Path

from sqlalchemy import create_engine

from cittrainer.db import schema

NAMES = "%%(rev)s_%%(slug)s"


def write(words: str, number: str, folder: Path | None = None) -> Path:
    """Compare the models with the newest revision and write the difference down.

    Args:
        words: What the revision is about, in a few words.
        number: Its number, four digits.
        folder: Where ``env.py`` and ``versions/`` are; the program's own without it.

    Returns:
        The file written.
    """
    from alembic import command
    from alembic.config import Config
    from alembic.script import Script

    config = Config()
    home = str(folder) if folder else schema.migrations_folder()
    config.set_main_option("script_location", home.replace("%", "%%"))
    config.set_main_option("file_template", NAMES)
    with create_engine("sqlite://").connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        made = command.revision(config, words, autogenerate=True, rev_id=number)
    assert isinstance(made, Script)
    path = Path(made.path)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text(
        "".join(line for line in lines if not line.lstrip().startswith("# ###")), encoding="utf-8"
    )
    return path


if __name__ == "__main__":
    print(  # noqa: T201 - a developer's command
        write(" ".join(sys.argv[1:]).capitalize() or "Changes", f"{int(schema.HEAD) + 1:04d}")
    )
