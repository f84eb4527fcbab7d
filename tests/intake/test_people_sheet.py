"""Sheets of people in many layouts."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from cittrainer.errors import Invalid, UnreadableFile
from cittrainer.intake.headings import field_of, identifier_kind
from cittrainer.intake.people_sheet import column_letter, columns_of, read_people
from cittrainer.rules.person_values import PersonLine
from cittrainer.rules.sheet_layouts import Layout

FILES = Path(__file__).parents[1] / "files"


@pytest.fixture
def sheet(tmp_path):
    """Writes rows to an XLSX file and reads the people back."""

    def write_and_read(rows, mapping=None):
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        path = tmp_path / "people.xlsx"
        book.save(path)
        return read_people(path, mapping)

    return write_and_read


def names(people):
    return [(line.last_name, line.first_name, line.middle_name) for line in people.lines]


def test_the_nominations_of_spring_are_understood():
    people = read_people(FILES / "nominations-spring.xlsx")

    assert (people.sheet, people.sheet_names) == ("Nominations", ("Nominations", "Instructions"))
    assert people.mapping == {
        "last_name": 0, "first_name": 1, "middle_name": 2, "agency": 3, "position": 4,
        "identifier": 5, "email": 6, "years_experience": 7, "remarks": 8,
    }  # fmt: skip
    assert [line.line for line in people.lines] == [*range(6, 22), *range(23, 39)]
    assert people.lines[0] == PersonLine(
        line=6,
        last_name="O'Malley",
        first_name="Siobhán",
        middle_name="K",
        agency="Ridgeway PD",
        position="Patrol Officer",
        identifier="R-10442",
        years_experience=6.0,
    )
    assert people.lines[3].remarks == "vegetarian"
    assert [(one.line, one.reason) for one in people.skipped] == [(40, "It is a total.")]
    assert people.columns[5].heading == "State ID – (PID)"
    assert people.columns[5].samples == ("R-10442", "R-10518", "TC-2201")


def test_rank_and_name_in_one_column_of_an_old_workbook():
    people = read_people(FILES / "roster-two-sheets.xls")

    assert names(people) == [
        ("Delgado", "Rosa", ""),
        ("van der Linde", "Tobias", ""),
        ("Eze-Okoro", "Ngozi", ""),
    ]
    assert [line.position for line in people.lines] == ["Sgt.", "Ofc", ""]
    assert [line.identifier for line in people.lines] == ["118", "7", ""]
    assert {line.identifier_kind for line in people.lines} == {"badge"}


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Name;Agency;E-mail\nMÜLLER, Jürgen K.;Pine Hollow PD;\n", "cp1252"),
        ("Name\tAgency\tE-mail\nMÜLLER, Jürgen K.\tPine Hollow PD\n", "utf-16"),
        ('Name,Agency\n"Müller, Jürgen K.",Pine Hollow PD\n', "utf-8-sig"),
        ("Agency|Officer\nPine Hollow PD|Jürgen K. Müller\n", "utf-8"),
    ],
)
def test_one_column_names_in_csv(tmp_path, text, encoding):
    path = tmp_path / "people.csv"
    path.write_text(text, encoding=encoding)

    people = read_people(path)

    assert names(people) == [("Müller", "Jürgen", "K")]
    assert people.lines[0].agency == "Pine Hollow PD"


def test_a_plain_list_of_names(tmp_path):
    path = tmp_path / "names.csv"
    path.write_text("Name\nLee, Grace\nChen, Wei\n")

    assert names(read_people(path)) == [("Lee", "Grace", ""), ("Chen", "Wei", "")]


def test_contents_decide_where_the_heading_does_not(sheet):
    people = sheet(
        [
            ["First name", "Name", "Contact", "Reach at", "Where", "Unit"],
            ["Grace", "Lee", "glee@tam911.example", "(555) 010-0111", "Tamarack 911", "Dispatch"],
            ["Wei", "Chen", "mailto:wchen@lv.example", "555-010-0340", "Lakeview PD", "Patrol"],
        ]
    )

    assert names(people) == [("Lee", "Grace", ""), ("Chen", "Wei", "")]
    first = people.lines[0]
    assert (first.email, first.phone) == ("glee@tam911.example", "(555) 010-0111")
    assert (first.agency, first.position) == ("Tamarack 911", "Dispatch")
    assert people.lines[1].email == "wchen@lv.example"


def test_columns_about_the_supervisor_are_left_alone(sheet):
    people = sheet(
        [
            ["Nominee", "", "", "Supervisor", ""],
            ["Last", "First", "Agency", "Name", "E-mail"],
            ["Lee", "Grace", "Tamarack 911", "Pat Boss", "boss@tam911.example"],
        ]
    )

    assert people.mapping == {"last_name": 0, "first_name": 1, "agency": 2}
    assert people.lines[0].email == ""


def test_blank_repeated_total_and_note_rows_are_no_people(sheet):
    heading = ["Last name", "First name", "Agency", "Years"]
    people = sheet(
        [
            ["CIT spring"],
            heading,
            ["Lee", "Grace", "Tamarack 911", "6 yrs"],
            [],
            heading,
            ["Total", "Ana", "Lakeview PD", "4,5"],
            ["Nominated by the chief of police"],
            ["Subtotal", None, None, 2],
        ]
    )

    assert names(people) == [("Lee", "Grace", ""), ("Total", "Ana", "")]
    assert [line.years_experience for line in people.lines] == [6.0, 4.5]
    assert [(one.line, one.reason) for one in people.skipped] == [
        (5, "The heading is repeated."),
        (7, "It is a note."),
        (8, "It is a total."),
    ]


def test_a_line_with_a_name_missing_is_kept_for_the_user_to_see(sheet):
    people = sheet([["Last name", "First name", "Agency"], [None, "Grace", "Lakeview PD"]])

    assert names(people) == [("", "Grace", "")]


def test_suffix_middle_initial_and_rank_are_taken_out_of_the_name(sheet):
    people = sheet(
        [["Last name", "First name", "Agency"], ["KING JR", "Sgt. Martin L.", "Lakeview PD"]]
    )

    line = people.lines[0]
    assert (line.last_name, line.first_name, line.middle_name) == ("King", "Martin", "L")
    assert (line.suffix, line.position) == ("Jr.", "Sgt.")


def test_identifiers_stay_as_they_were_written(sheet):
    people = sheet([["Last name", "PID"], ["Lee", "00417"], ["Chen", 10442.0], ["Ray", "R-1"]])

    assert [line.identifier for line in people.lines] == ["00417", "10442", "R-1"]


@pytest.mark.parametrize("name", ["🦊🦊", "محمد بن علي", "Xx" * 150, "José"])
def test_unusual_names_come_through_unchanged(sheet, name):
    people = sheet([["Last name", "First name", "Agency"], [name, "Ana", "Lakeview PD"]])

    assert names(people) == [(name, "Ana", "")]


def test_a_name_like_a_formula_comes_through_a_csv(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("Last name,First name\n=1+1,@Ana\n")

    assert names(read_people(path)) == [("=1+1", "@Ana", "")]


def test_a_sheet_without_names_is_refused_with_its_headings(sheet):
    with pytest.raises(UnreadableFile) as caught:
        sheet([["Vehicle", "Agency", "E-mail"], ["Unit 7", "Lakeview PD", "x@lv.example"]])

    assert caught.value.message == (
        "“people.xlsx” has no column of names; its headings are “Vehicle”, “Agency”, “E-mail”."
    )


def test_a_sheet_without_headings_is_refused_but_can_be_mapped(sheet):
    rows = [["Lee", "Grace", "x"], ["Chen", "Wei", "y"]]
    with pytest.raises(UnreadableFile, match="no column of names and no headings"):
        sheet(rows)

    assert names(sheet(rows, {"last_name": 0, "first_name": 1})) == [
        ("Lee", "Grace", ""),
        ("Chen", "Wei", ""),
    ]


def test_the_user_may_correct_the_mapping(sheet):
    rows = [["Last name", "First name", "Agency"], ["Grace", "Lee", "Lakeview PD"]]

    people = sheet(rows, {"last_name": 1, "first_name": 0})

    assert names(people) == [("Lee", "Grace", "")]
    assert people.lines[0].agency == ""
    assert people.mapping == {"last_name": 1, "first_name": 0}


@pytest.mark.parametrize(
    ("mapping", "sentence"),
    [
        ({"last_name": 0, "shoe_size": 1}, "There is no field “shoe_size”."),
        ({"first_name": 0}, "No column was chosen for the names."),
        ({"last_name": 9}, "The column chosen for “last_name” is not in the sheet."),
    ],
)
def test_a_mapping_that_cannot_be_is_refused(sheet, mapping, sentence):
    with pytest.raises(Invalid) as caught:
        sheet([["Last name", "First name"], ["Lee", "Grace"]], mapping)

    assert caught.value.message == sentence


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("LAST NAME", "last_name"),
        ("Surname", "last_name"),
        ("Officer's Last Name", "last_name"),
        ("Given names", "first_name"),
        ("M.I.", "middle_name"),
        ("Name (Last, First)", "full_name"),
        ("Rank / Name", "full_name"),
        ("Trainee", "full_name"),
        ("Agency/Department", "agency"),
        ("Agency name", "agency"),
        ("Rank/Title", "position"),
        ("PID #", "identifier"),
        ("POST ID", "identifier"),
        ("Badge #", "identifier"),
        ("E-mail address", "email"),
        ("Work email", "email"),
        ("Cell phone", "phone"),
        ("Years of service", "years_experience"),
        ("Yrs exp.", "years_experience"),
        ("Notes / dietary needs", "remarks"),
        ("Supervisor name", ""),
        ("Agency phone", ""),
        ("Course title", ""),
        ("Shoe size", ""),
        ("", ""),
    ],
)
def test_headings_name_fields(heading, field):
    assert field_of(heading) == field


def test_headings_tell_what_kind_a_number_is():
    assert identifier_kind("State ID – (PID)") == "state_id"
    assert identifier_kind("Badge #") == "badge"
    assert identifier_kind("Employee no.") == "employee"


def test_columns_that_were_corrected_once_are_known_by_their_headings(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("Who;Sent by;What\nLee, Grace;Lakeview PD;Patrol\n")
    layout = Layout("Lakeview", ("WHO", "sent by", "What", ""), {"full_name": 0, "agency": 1})

    people = read_people(path, remembered=[layout])
    other = read_people(path, remembered=[Layout("x", ("Who", "What"), {"full_name": 1})])
    named = read_people(path, heading_line=1)

    assert (people.layout, dict(people.mapping)) == ("Lakeview", {"full_name": 0, "agency": 1})
    assert people.headings == ("Who", "Sent by", "What")
    assert other.layout == ""
    assert (named.headings, named.heading_line, names(named)) == (
        people.headings, 1, [("Lee", "Grace", "")],
    )  # fmt: skip


def test_names_are_found_without_heading_and_comma(tmp_path):
    path = tmp_path / "names.csv"
    path.write_text("12;Grace Lee;Lakeview PD\n14;Wei Chen;Lakeview PD\n15;Ana\n")

    assert names(read_people(path))[:2] == [("Lee", "Grace", ""), ("Chen", "Wei", "")]


@pytest.mark.parametrize(
    ("corrections", "mapping"),
    [
        (["agency=B"], {"full_name": 0, "agency": 1}),
        (["agency=sent BY", "full_name=", "last_name=a"], {"last_name": 0, "agency": 1}),
    ],
)
def test_columns_are_corrected_in_words(tmp_path, corrections, mapping):
    path = tmp_path / "people.csv"
    path.write_text("Name;Sent by\nLee, Grace;Lakeview\n")
    people = read_people(path, {"full_name": 0})

    assert columns_of(people, corrections) == mapping


@pytest.mark.parametrize("correction", ["agency", "agency=F", "nonsense=A", "=A"])
def test_a_correction_that_means_nothing_is_refused(tmp_path, correction):
    path = tmp_path / "people.csv"
    path.write_text("Name;Sent by\nLee, Grace;Lakeview\n")

    with pytest.raises(Invalid):
        columns_of(read_people(path), [correction])


def test_columns_are_called_as_spreadsheet_programs_call_them():
    assert [column_letter(one) for one in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
