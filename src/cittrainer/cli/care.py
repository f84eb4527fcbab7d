"""The terminal commands about care of storytellers: what is to be done, and that it was done."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from cittrainer.cli.common import AsJson, chosen_file, opened, print_json, say, today
from cittrainer.cli.presenters import PublicName

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cittrainer.rules.care_tasks import CareTask


def care(context: typer.Context, as_json: AsJson = False) -> None:
    """List the pre-briefs, debriefs and check-in calls that are to be done now."""
    from cittrainer.rules.wording import date_words, quoted

    with opened(chosen_file(context), for_writing=False) as database, database.read() as db:
        tasks = _care_tasks(db)
    if as_json:
        print_json({"tasks": [_as_json(one) for one in tasks]})
        return
    for one in tasks:
        late = " (now)" if one.urgent else ""
        say(f"By {date_words(one.due)}{late}: {one.title}, {quoted(one.block)}, {one.course}")
    if not tasks:
        say("Nothing is to be done for those who tell their story.")


def care_done(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="pre-brief, debrief or check-in.")],
    name: PublicName,
) -> None:
    """Record that what is to be done for somebody was done today; the soonest due, if several."""
    from cittrainer.errors import NotFound
    from cittrainer.jobs.calling import one_called
    from cittrainer.models import CareKind
    from cittrainer.services.care import mark_done

    wanted = kind.casefold().replace("-", "_")
    if wanted not in list(CareKind):
        names = ", ".join(_word(one) for one in CareKind)
        raise NotFound(f"“{kind}” is no kind of care.", hint=f"Choose one of: {names}.")
    with opened(chosen_file(context), for_writing=True) as database:
        with database.read() as db:
            # The soonest due of each presenter.
            open_tasks = {
                one.presenter: one for one in reversed(_care_tasks(db)) if one.kind == wanted
            }
        task = one_called(
            name,
            open_tasks.items(),
            nobody=f"No {_word(wanted)} is to be done now for",
            hint="“presenter care” lists what is.",
        )
        with database.step(f"Done: {task.title}") as db:
            mark_done(db, task.booking_ids, CareKind(wanted), on=today())
    say(f"Done: {task.title}")


def _care_tasks(db: Session) -> list[CareTask]:
    from cittrainer.queries.care_tasks import care_tasks

    now = datetime.now().astimezone()
    return care_tasks(db, today=today(), minute=now.hour * 60 + now.minute)


def _as_json(task: CareTask) -> dict[str, object]:
    return {
        "kind": _word(task.kind),
        "presenter": task.presenter,
        "course": task.course,
        "block": task.block,
        "on": task.on.isoformat(),
        "due": task.due.isoformat(),
        "urgent": task.urgent,
    }


def _word(kind: str) -> str:
    """A kind of care as it is typed."""
    return kind.replace("_", "-")
