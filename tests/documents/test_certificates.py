from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal
from io import BytesIO

import pdfplumber
import pytest
from PIL import Image
from pypdf import PdfReader

from cittrainer.documents.certificates import (
    CODE_INSET,
    CODE_SIZE,
    Certificate,
    write_certificate,
    write_certificates,
)
from cittrainer.documents.pages import PageSize
from cittrainer.errors import FileRefused, Invalid

LONG_NAME = "María José García-López van der Berg-Ó Súilleabháin"


def certificate(trainee: str = "Dana Whitefeather", **changes: object) -> Certificate:
    plain = Certificate(
        number="2026-0014",
        academy="Tamarack County Academy",
        trainee=trainee,
        agency="Tamarack County Sheriff’s Office",
        role="Patrol officer",
        state_id="POST ID 048213",
        course_title="Crisis Intervention Team Training",
        course_number="TC-1850",
        class_number="26-0417",
        hours=Decimal("40.00"),
        starts_on=date(2026, 5, 4),
        ends_on=date(2026, 5, 8),
        location="Tamarack County Training Center, Duluth",
        lead_instructor="Robert Hale",
        coordinator="Margaret Lindqvist",
        issued_on=date(2026, 5, 8),
        expires_on=date(2029, 5, 8),
    )
    return dataclasses.replace(plain, **changes)


def test_every_fact_that_an_audit_asks_for_is_printed(tmp_path, letterhead, page_texts):
    path = tmp_path / "certificate.pdf"

    write_certificate(path, certificate(), letterhead)

    (text,) = page_texts(path)
    for fact in (
        "TAMARACK COUNTY ACADEMY",
        "Dana Whitefeather",
        "Patrol officer · Tamarack County Sheriff’s Office · POST ID 048213",
        "Crisis Intervention Team Training",
        "40 hours credited · May 4–8, 2026 · Tamarack County Training Center, Duluth",
        "State course number TC-1850 · Class number 26-0417",
        "Robert Hale",
        "Margaret Lindqvist",
        "Certificate No. 2026-0014",
        "Issued May 8, 2026 · Valid through May 8, 2029",
    ):
        assert fact in text


def test_what_is_not_known_leaves_no_trace(tmp_path, letterhead, page_texts):
    path = tmp_path / "certificate.pdf"
    bare = certificate(
        role="", state_id="", course_number="", class_number="", location="", expires_on=None
    )

    write_certificate(path, bare, letterhead)

    (text,) = page_texts(path)
    assert "Valid through" not in text
    assert "number" not in text
    lines = [line.strip() for line in text.splitlines()]
    assert "Tamarack County Sheriff’s Office" in lines
    assert "40 hours credited · May 4–8, 2026" in lines


def test_a_course_is_one_file_with_a_page_for_each_in_order(tmp_path, letterhead, page_texts):
    path = tmp_path / "certificates.pdf"
    names = [f"Trainee Number{number}" for number in range(8)]

    write_certificates(path, [certificate(name) for name in names], letterhead)

    texts = page_texts(path)
    assert len(texts) == 8
    assert all(name in text for name, text in zip(names, texts, strict=True))


def test_the_design_and_the_fonts_are_stored_once(tmp_path, letterhead):
    one, many = tmp_path / "one.pdf", tmp_path / "many.pdf"

    write_certificate(one, certificate(), letterhead)
    write_certificates(many, [certificate()] * 50, letterhead)

    each = (many.stat().st_size - one.stat().st_size) / 49
    assert each < 3_000


@pytest.mark.parametrize(
    "name",
    [
        LONG_NAME,
        "W" * 200,
        "Anna " * 40,
        "محمد عبد الله",
        "王小明",
        "=HYPERLINK(1)",
        "😀" * 200,
        " ",
    ],
)
def test_no_name_leaves_the_page(tmp_path, letterhead, signs_outside, page_texts, name):
    path = tmp_path / "certificate.pdf"

    write_certificate(path, certificate(name), letterhead)

    assert signs_outside(path) == []
    assert len(page_texts(path)) == 1


@pytest.mark.parametrize("name", [LONG_NAME, "Anna-Lena " * 20])
def test_a_long_name_is_printed_whole_on_two_lines_at_most(tmp_path, letterhead, name):
    path = tmp_path / "certificate.pdf"

    write_certificate(path, certificate(name), letterhead)

    with pdfplumber.open(path) as pdf:
        lines = pdf.pages[0].extract_text_lines()
    texts = [line["text"] for line in lines]
    after = texts.index("This certifies that") + 1
    before = next(i for i, text in enumerate(texts) if text.startswith("Patrol officer"))
    assert before - after <= 2
    assert "".join(texts[after:before]).replace(" ", "") == name.replace(" ", "")


def test_the_place_of_the_code_is_empty(tmp_path, letterhead):
    path = tmp_path / "certificate.pdf"
    long_fields = ("trainee", "agency", "course_title", "location", "coordinator", "number")
    everything_long = dict.fromkeys(long_fields, "W" * 200)

    write_certificate(path, certificate(**everything_long), letterhead)

    with pdfplumber.open(path) as pdf:
        page = pdf.pages[0]
        right, bottom = page.width - CODE_INSET, page.height - CODE_INSET
        place = page.crop((right - CODE_SIZE, bottom - CODE_SIZE, right, bottom))
        assert place.extract_text() == ""
        assert not place.curves
        assert not place.lines


def test_a_sample_says_so_and_a_record_does_not(tmp_path, letterhead, page_texts):
    sample, record = tmp_path / "sample.pdf", tmp_path / "record.pdf"

    write_certificate(sample, certificate(), dataclasses.replace(letterhead, sample=True))
    write_certificate(record, certificate(), letterhead)

    assert "SAMPLE – not a record" in page_texts(sample)[0]
    assert "SAMPLE" not in page_texts(record)[0]


@pytest.mark.parametrize(("size", "points"), [(PageSize.LETTER, 792), (PageSize.A4, 842)])
def test_the_page_lies_on_its_long_side(tmp_path, letterhead, size, points):
    path = tmp_path / "certificate.pdf"

    write_certificate(path, certificate(), dataclasses.replace(letterhead, page_size=size))

    box = PdfReader(path).pages[0].mediabox
    assert round(box.width) == points
    assert box.width > box.height


@pytest.mark.parametrize(("kind", "mode"), [("PNG", "RGBA"), ("JPEG", "RGB")])
def test_the_logo_is_printed_once_for_all(tmp_path, letterhead, kind, mode):
    path = tmp_path / "certificates.pdf"
    picture = BytesIO()
    Image.new(mode, (40, 30), "teal").save(picture, kind)

    write_certificates(
        path, [certificate()] * 3, dataclasses.replace(letterhead, logo=picture.getvalue())
    )

    with pdfplumber.open(path) as pdf:
        assert [len(page.images) for page in pdf.pages] == [1, 1, 1]


def test_a_logo_that_is_no_picture_is_refused_and_nothing_is_written(tmp_path, letterhead):
    with pytest.raises(Invalid, match="not a picture"):
        write_certificate(
            tmp_path / "certificate.pdf",
            certificate(),
            dataclasses.replace(letterhead, logo=b"GIF89a or nonsense"),
        )

    assert list(tmp_path.iterdir()) == []


def test_certificates_are_not_written_over(tmp_path, letterhead, page_texts):
    path = tmp_path / "certificate.pdf"
    write_certificate(path, certificate("First"), letterhead)

    with pytest.raises(FileRefused):
        write_certificate(path, certificate("Second"), letterhead)

    assert "First" in page_texts(path)[0]
    write_certificate(path, certificate("Second"), letterhead, replace=True)
    assert "Second" in page_texts(path)[0]
