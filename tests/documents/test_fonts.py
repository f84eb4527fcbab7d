from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from cittrainer.documents import fonts
from cittrainer.documents.fonts import Face, Run


@pytest.mark.parametrize("face", Face)
def test_latin_names_of_the_world_need_one_font(face):
    name = "María Ó Súilleabháin, Nguyễn Thị Ánh, Łukasz Žižek, Þórður, Ğül, Ișiktaș"

    assert [run.font for run in fonts.runs(name, face)] == [face.value[0]]


@pytest.mark.parametrize(
    ("text", "font"),
    [
        ("王小明", "DroidSansFallbackFull"),
        ("さくら", "DroidSansFallbackFull"),
        ("김민준", "WenQuanYiMicroHei-Hangul"),
        ("สมชาย", "NotoSansThai-Regular"),
        ("ນາງ", "NotoSansLao-Regular"),
        ("יוסף", "NotoSansHebrew-Regular"),
        ("محمد", "NotoNaskhArabic-Regular"),
        ("Հայկ", "DejaVuSans"),
    ],
)
def test_other_scripts_find_their_font(text, font):
    assert {run.font for run in fonts.runs(text, Face.SANS)} == {font}


def test_a_mixed_name_is_cut_where_the_font_changes():
    cut = fonts.runs("Li 李 Wei", Face.BOLD)

    assert cut == (
        Run("NotoSans-Bold", "Li "),
        Run("DroidSansFallbackFull", "李"),
        Run("NotoSans-Bold", " Wei"),
    )


def test_hebrew_is_drawn_from_its_last_letter():
    assert "".join(run.text for run in fonts.runs("דוד", Face.SANS)) == "דוד"[::-1]


def test_arabic_letters_are_joined():
    seen = "".join(run.text for run in fonts.runs("محمد", Face.SANS))

    assert seen == "\ufeaa\ufee4\ufea4\ufee3"  # final dal, medial meem, medial hah, initial meem


def test_a_sign_that_no_font_has_becomes_a_box():
    assert fonts.runs("\U0001f9d1\u200d\U0001f692", Face.SANS) == (Run("DejaVuSans", "□□"),)


def test_composed_and_decomposed_accents_look_the_same():
    assert fonts.runs("Jose\u0301", Face.SANS) == fonts.runs("José", Face.SANS)


@given(st.text(max_size=40), st.sampled_from(list(Face)))
def test_any_text_can_be_measured_and_drawn(text, face):
    buffer = BytesIO()
    canvas = Canvas(buffer)

    fonts.draw(canvas, 100, 100, text, face, 12, align="center", spacing=1)
    canvas.showPage()
    canvas.save()

    assert len(PdfReader(buffer).pages) == 1
    assert fonts.width(text, face, 12) >= 0


@given(st.text(max_size=120), st.floats(min_value=20, max_value=300))
def test_wrapped_lines_fit_and_lose_nothing(text, room):
    lines = fonts.wrapped(text, Face.SANS, 10, room)

    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(fonts.width(line, Face.SANS, 10) <= room or len(line) == 1 for line in lines)


def test_the_last_line_says_that_there_was_more():
    lines = fonts.wrapped("one two three four five six", Face.SANS, 10, 50, lines=2)

    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert fonts.width(lines[1], Face.SANS, 10) <= 50


def test_a_long_double_name_is_broken_at_its_hyphen():
    room = fonts.width("Wolfeschlegelsteinhausen-", Face.SANS, 10) + 2

    lines = fonts.wrapped("Wolfeschlegelsteinhausen-Bergerdorff", Face.SANS, 10, room)

    assert lines == ["Wolfeschlegelsteinhausen-", "Bergerdorff"]


def test_a_text_shrinks_to_its_room_but_not_below_the_least_size():
    natural = fonts.width("Dana Whitefeather", Face.SERIF, 1)

    assert fonts.fitted("Dana Whitefeather", Face.SERIF, 30, natural * 40, least=10) == 30
    assert fonts.fitted("Dana Whitefeather", Face.SERIF, 30, natural * 20, least=10) == (
        pytest.approx(20)
    )
    assert fonts.fitted("Dana Whitefeather", Face.SERIF, 30, natural * 5, least=10) == 10
