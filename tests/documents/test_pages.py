from __future__ import annotations

import dataclasses
from io import BytesIO
from typing import TYPE_CHECKING

import pdfplumber
import pytest
from PIL import Image
from pypdf import PdfReader

from cittrainer.documents.files import write_whole
from cittrainer.documents.pages import Letterhead, PageSize, Paper, render
from cittrainer.errors import Invalid

if TYPE_CHECKING:
    from pathlib import Path


def picture(kind: str, size: tuple[int, int], mode: str = "RGB") -> bytes:
    stream = BytesIO()
    Image.new(mode, size).save(stream, kind)
    return stream.getvalue()


def write(path: Path, letterhead: Letterhead, *, landscape: bool = False, lines: int = 100) -> None:
    def fill(paper: Paper) -> None:
        for number in range(1, lines + 1):
            paper.lines(f"Line{number} is here")

    write_whole(
        path,
        lambda stream: render(
            stream, letterhead, fill, title="Test paper", subtitle="Below", landscape=landscape
        ),
    )


def test_every_page_has_letterhead_date_and_number(tmp_path, letterhead, page_texts):
    path = tmp_path / "paper.pdf"

    write(path, letterhead)

    texts = page_texts(path)
    assert len(texts) > 1
    for number, text in enumerate(texts, start=1):
        for words in ("Tamarack County Academy", "Test paper", "Below", "Printed May 1, 2026"):
            assert words in text
        assert f"Page {number} of {len(texts)}" in text
    together = "\n".join(texts)
    assert all(together.count(f"Line{number} ") == 1 for number in range(1, 101))


def test_a_paper_with_nothing_on_it_still_is_a_page(tmp_path, letterhead, page_texts):
    path = tmp_path / "paper.pdf"

    write(path, letterhead, lines=0)

    (text,) = page_texts(path)
    assert "Page 1 of 1" in text


def test_a_sample_is_marked_across_every_page_and_in_its_footer(tmp_path, letterhead, page_texts):
    sample, record = tmp_path / "sample.pdf", tmp_path / "record.pdf"

    write(sample, dataclasses.replace(letterhead, sample=True))
    write(record, letterhead)

    assert all("SAMPLE – not a record" in text for text in page_texts(sample))
    assert not any("SAMPLE" in text for text in page_texts(record))
    with pdfplumber.open(sample) as pdf:
        for page in pdf.pages:
            across = [sign for sign in page.chars if sign["size"] > 100]
            assert len(across) == 6


@pytest.mark.parametrize("size", PageSize)
@pytest.mark.parametrize("landscape", [False, True])
@pytest.mark.parametrize("shape", [(400, 100), (100, 400), (5000, 10), (1, 1)])
def test_nothing_leaves_the_page_with_any_logo_on_any_size(
    tmp_path, letterhead, signs_outside, size, landscape, shape
):
    path = tmp_path / "paper.pdf"
    long = dataclasses.replace(
        letterhead, academy="Academy " * 40, logo=picture("PNG", shape), page_size=size
    )

    write(path, long, landscape=landscape, lines=1)

    page = PdfReader(path).pages[0].mediabox
    assert sorted((float(page.width), float(page.height))) == pytest.approx(size.value)
    assert (page.width > page.height) is landscape
    assert signs_outside(path) == []
    with pdfplumber.open(path) as pdf:
        (image,) = pdf.pages[0].images
        assert image["x0"] > 0
        assert image["x1"] < page.width
        assert image["top"] > 0


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_png_logos_of_every_colour_mode_are_printed(tmp_path, letterhead, page_texts, mode):
    path = tmp_path / "paper.pdf"
    logo = picture("PNG", (30, 20), mode)

    write(path, dataclasses.replace(letterhead, logo=logo), lines=1)

    assert "Line1" in page_texts(path)[0]


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_jpeg_logos_of_every_colour_mode_are_printed(tmp_path, letterhead, page_texts, mode):
    path = tmp_path / "paper.pdf"
    logo = picture("JPEG", (30, 20), mode)

    write(path, dataclasses.replace(letterhead, logo=logo), lines=1)

    assert "Line1" in page_texts(path)[0]


@pytest.mark.parametrize(
    "logo",
    [b"nonsense", picture("PNG", (9, 9))[:45], picture("GIF", (9, 9))],
    ids=["no picture", "cut off", "GIF"],
)
def test_a_logo_that_cannot_be_printed_is_refused(tmp_path, letterhead, logo):
    with pytest.raises(Invalid, match="not a picture") as refusal:
        write(tmp_path / "paper.pdf", dataclasses.replace(letterhead, logo=logo))

    assert refusal.value.hint == "Choose a PNG or JPEG file."
    assert list(tmp_path.iterdir()) == []


def test_all_text_is_in_embedded_fonts(tmp_path, letterhead):
    path = tmp_path / "paper.pdf"

    write(path, dataclasses.replace(letterhead, academy="Académie 李 محمد דוד 김"))

    with pdfplumber.open(path) as pdf:
        fonts = {sign["fontname"] for sign in pdf.pages[0].chars}
    assert len(fonts) >= 6
    assert all("+" in font for font in fonts)  # the prefix of an embedded subset
