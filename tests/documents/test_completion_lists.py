from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from cittrainer.documents.completion_lists import (
    CompletionList,
    CompletionRow,
    write_completion_list,
)
from cittrainer.errors import FileRefused


@pytest.fixture
def completion() -> CompletionList:
    return CompletionList(
        course_title="Crisis Intervention Team Training",
        starts_on=date(2026, 5, 4),
        ends_on=date(2026, 5, 8),
        rows=[
            CompletionRow(
                trainee="Whitefeather, Dana",
                agency="Duluth Police",
                minutes_expected=2400,
                minutes_present=2400,
                percent=Decimal(100),
                exam=Decimal(92),
                skills="met",
                outcome="Completed",
            ),
            CompletionRow(
                trainee="=Hale, Robert",
                agency="Sheriff’s Office",
                minutes_expected=2400,
                minutes_present=1890,
                percent=Decimal("78.75"),
                outcome="Not completed",
                reasons=("Present for 78.8 %; 90 % is asked for.", "The exam was not taken."),
            ),
        ],
    )


def test_the_printed_list_gives_the_reasons(tmp_path, letterhead, page_texts, completion):
    path = tmp_path / "completion.pdf"

    write_completion_list(path, completion, letterhead)

    (text,) = page_texts(path)
    assert "Crisis Intervention Team Training · May 4–8, 2026" in text
    for fact in ("Whitefeather, Dana", "2,400", "100.0", "92", "1,890", "78.8", "Not completed"):
        assert fact in text
    assert "The exam was not taken." in " ".join(text.split())


def test_the_sheet_has_real_numbers(tmp_path, letterhead, completion):
    path = tmp_path / "completion.xlsx"

    write_completion_list(path, completion, letterhead)

    _, first, second = load_workbook(path).active.iter_rows(values_only=True)
    assert first == (
        *("Whitefeather, Dana", "Duluth Police", 2400, 2400, 100, 92, "met", "Completed"),
        None,
    )
    assert second == (
        *("=Hale, Robert", "Sheriff’s Office", 2400, 1890, 78.75, None, None, "Not completed"),
        "Present for 78.8 %; 90 % is asked for. The exam was not taken.",
    )


def test_an_unknown_ending_is_refused(tmp_path, letterhead, completion):
    with pytest.raises(FileRefused):
        write_completion_list(tmp_path / "completion.docx", completion, letterhead)
