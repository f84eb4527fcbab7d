from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from cittrainer.documents.sign_in_sheets import (
    SignInLine,
    SignInPeriod,
    SignInSheets,
    write_sign_in_sheets,
)

MORNING = SignInPeriod(day=date(2026, 5, 4), name="Morning", start_minute=480, minutes=240)
AFTERNOON = SignInPeriod(day=date(2026, 5, 4), name="Afternoon", start_minute=750, minutes=270)


def lines(trainees: int) -> list[SignInLine]:
    return [
        SignInLine(name=f"Trainee{number}, Anna", agency="Duluth Police", state_id=f"P{number:05}")
        for number in range(1, trainees + 1)
    ]


def sheets(trainees: int, *periods: SignInPeriod, **values: bool) -> SignInSheets:
    own = lines(trainees)
    return SignInSheets(
        course_title="Crisis Intervention Team Training",
        course_number="TC-1850",
        class_number="26-0417",
        location="Room A",
        lead_instructor="Robert Hale",
        periods=[
            dataclasses.replace(one, lines=own, **values) for one in periods or (MORNING, AFTERNOON)
        ],
    )


@pytest.mark.parametrize("trainees", [1, 30, 300])
def test_each_period_lists_everybody_once_in_order(tmp_path, letterhead, page_texts, trainees):
    path = tmp_path / "sign-in.pdf"

    write_sign_in_sheets(path, sheets(trainees), letterhead)

    texts = page_texts(path)
    for name, times in (("Morning", "8:00 am–12:00 pm"), ("Afternoon", "12:30–5:00 pm")):
        own = "\n".join(text for text in texts if f"· {name} ·" in text)
        assert f"Monday, May 4, 2026 · {name} · {times}" in own
        places = [own.index(f"P{number:05}") for number in range(1, trainees + 1)]
        assert places == sorted(places)
        assert all(own.count(f"Trainee{number}, Anna") == 1 for number in range(1, trainees + 1))
        assert own.count("Corrections") == 1
        assert "nothing is erased" in own


def test_every_page_tells_the_course_and_its_number(tmp_path, letterhead, page_texts):
    path = tmp_path / "sign-in.pdf"

    write_sign_in_sheets(path, sheets(60), letterhead)

    texts = page_texts(path)
    for number, text in enumerate(texts, start=1):
        assert f"Page {number} of {len(texts)}" in text
        assert "Printed May 1, 2026" in text
        assert "Crisis Intervention Team Training" in text
        assert "TC-1850" in text
        assert "26-0417" in text


def test_thirty_trainees_and_six_walk_ins_need_two_pages(tmp_path, letterhead, page_texts):
    path = tmp_path / "sign-in.pdf"

    write_sign_in_sheets(path, sheets(30, MORNING), letterhead)

    assert len(page_texts(path)) == 2


def test_walk_in_lines_go_on_with_the_numbers(tmp_path, letterhead, page_texts):
    path = tmp_path / "sign-in.pdf"
    with_lines = dataclasses.replace(sheets(3, MORNING), walk_in_lines=2)

    write_sign_in_sheets(path, with_lines, letterhead)

    (text,) = page_texts(path)
    lines = [line.strip() for line in text.splitlines()]
    assert "5" in lines
    assert "6" not in lines


def test_a_sheet_printed_later_says_so_on_every_page(tmp_path, letterhead, page_texts):
    path, original = tmp_path / "later.pdf", tmp_path / "original.pdf"

    write_sign_in_sheets(path, sheets(60, after_the_fact=True), letterhead)
    write_sign_in_sheets(original, sheets(60), letterhead)

    assert all("PRINTED AFTER THE FACT" in text for text in page_texts(path))
    assert not any("PRINTED AFTER THE FACT" in text for text in page_texts(original))


def test_long_and_foreign_names_stay_in_their_columns(tmp_path, letterhead, signs_outside):
    path = tmp_path / "sign-in.pdf"
    names = [
        "W" * 200,
        "García-López van der Berg-Ó Súilleabháin, María José",
        "محمد",
        "=1",
        "😀",
        "",
    ]
    odd = [SignInLine(name=name, agency=name, state_id=name) for name in names]
    morning = dataclasses.replace(MORNING, lines=odd)

    write_sign_in_sheets(path, dataclasses.replace(sheets(0), periods=[morning]), letterhead)

    assert signs_outside(path) == []
