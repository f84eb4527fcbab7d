"""Roles read from positions and agencies."""

from __future__ import annotations

import pytest

from cittrainer.models.people import TraineeRole
from cittrainer.rules.roles import role_of


@pytest.mark.parametrize(
    ("position", "agency", "role"),
    [
        ("Deputy", "", "officer"),
        ("Ofc", "", "officer"),
        ("Sgt.", "Lakeview PD", "officer"),
        ("Patrol", "", "officer"),
        ("Detective", "", "officer"),
        ("Corporal", "", "officer"),
        ("Chief of Police", "", "officer"),
        ("Dispatcher", "", "dispatcher"),
        ("Dispatch", "Ridgeway Police Department", "dispatcher"),
        ("911 Supervisor", "", "dispatcher"),
        ("Telecommunicator", "", "dispatcher"),
        ("Communications Officer", "", "dispatcher"),
        ("Sgt.", "Tamarack County 911", "dispatcher"),
        ("CO", "", "corrections"),
        ("C.O. II", "", "corrections"),
        ("Corrections Officer", "Tamarack County Sheriff's Office", "corrections"),
        ("Jailer", "", "corrections"),
        ("Officer", "Tamarack County Jail", "corrections"),
        ("Firefighter/EMT", "", "fire"),
        ("Captain", "Lakeview FD", "fire"),
        ("Paramedic", "", "ems"),
        ("Security Officer", "", "security"),
        ("Co-responder clinician", "", "clinician"),
        ("LCSW", "", "clinician"),
        ("Observer", "Ridgeway PD", "observer"),
        ("Chaplain", "", "other"),
        ("", "Ridgeway Communications Center", "dispatcher"),
        ("", "Tamarack County Jail", "corrections"),
        ("", "Ridgeway PD", "officer"),
        ("", "", "other"),
    ],
)
def test_position_decides_and_agency_helps(position, agency, role):
    assert role_of(position, agency) == role


def test_every_role_is_one_of_the_vocabulary():
    told = {
        role_of(p) for p in ("officer", "911", "CO", "fire", "EMT", "guard", "RN", "guest", "?")
    }

    assert told == {role.value for role in TraineeRole}
