"""A small book of presenters and a course of two days for the tests of their pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import builders
import pytest

from cittrainer.models import Availability, AvailabilityKind, BookingState, Delivery, PresenterKind
from cittrainer.services.bookings import book
from cittrainer.settings import SettingsFile

if TYPE_CHECKING:
    from pathlib import Path

    from cittrainer.db import Database


@dataclass(frozen=True)
class Book:
    """Ids of what is on file."""

    ana: int
    marcus: int
    rae: int
    course: int
    story: int
    """Part of a story for which Marcus is invited, and Ana as alternate."""
    law: int
    """Part of a lecture for which nobody is booked."""
    day: int


@pytest.fixture
def settings(tmp_path: Path) -> SettingsFile:
    return SettingsFile(tmp_path / "settings.toml")


@pytest.fixture
def on_file(database: Database) -> Book:
    with database.step("Prepare") as db:
        monday, tuesday = builders.course_days(db, 2)
        ana = builders.presenter(
            db,
            "Dr. Ana Ruiz",
            kind=PresenterKind.CLINICIAN,
            title="Psychiatrist",
            organization="County Clinic",
            email="ana@example.org",
            phone="555-0100",
        )
        ana.availability.append(
            Availability(
                kind=AvailabilityKind.PREFERRED, weekday=0, start_minute=480, end_minute=720
            )
        )
        marcus = builders.presenter(db, "Marcus T.", kind=PresenterKind.LIVED_EXPERIENCE)
        rae = builders.presenter(db, "Rae Lund", kind=PresenterKind.OFFICER, active=False)
        story = builders.block(db, "A story", day=monday, delivery=Delivery.STORY).parts[0]
        builders.block(db, "Lunch", day=monday, start="12:00", delivery=Delivery.LUNCH)
        law = builders.block(db, "The law", day=tuesday).parts[0]
        book(db, story.id, marcus.id)
        book(db, story.id, ana.id, choice=2, state=BookingState.TENTATIVE)
        return Book(ana.id, marcus.id, rae.id, monday.course_id, story.id, law.id, monday.id)
