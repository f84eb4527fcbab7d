"""How names are written, taken apart and folded."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cittrainer.rules.names import (
    NameParts,
    family_words,
    fold,
    proper_case,
    sound,
    split_name,
    tidy,
)
from cittrainer.rules.nicknames import roots_of

ACCENTED = st.text("aeiounyáéíóúñüçâêôåäößøłž -'", min_size=1, max_size=30)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("O'MALLEY", "O'Malley"),
        ("D’ANGELO", "D’Angelo"),
        ("MCDONALD", "McDonald"),
        ("MACDONALD", "MacDonald"),
        ("MACIAS", "Macias"),
        ("VAN DER BERG", "van der Berg"),
        ("GARCÍA-LÓPEZ", "García-López"),
        ("ST. CLAIR", "St. Clair"),
        ("smith", "Smith"),
        ("NG", "Ng"),
        ("van der Berg", "van der Berg"),
        ("Van Der Berg", "Van Der Berg"),
        ("deShawn", "deShawn"),
        ("محمد", "محمد"),
        ("王伟", "王伟"),
        ("🦊", "🦊"),
        ("=1+1", "=1+1"),
    ],
)
def test_only_names_in_one_case_are_rewritten(written, expected):
    assert proper_case(written) == expected


def test_initials_used_as_a_first_name_stay_capitals():
    assert proper_case("DJ", given=True) == "DJ"
    assert proper_case("JO", given=True) == "Jo"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("THOMPSON, Robert J.", NameParts("THOMPSON", "Robert", "J")),
        ("Smith Jr., John", NameParts("Smith", "John", "", "Jr.")),
        ("Smith, John, Jr.", NameParts("Smith", "John", "", "Jr.")),
        ("Smith, III", NameParts("Smith", "", "", "III")),
        ("Robert J. Thompson", NameParts("Thompson", "Robert", "J")),
        ("Sgt. Maria de la Cruz", NameParts("de la Cruz", "Maria", rank="Sgt.")),
        ("Lt Col Ann Ray", NameParts("Ray", "Ann", rank="Lt Col")),
        ("Lee, Sgt. Grace", NameParts("Lee", "Grace", rank="Sgt.")),
        ("van der Berg, Pieter", NameParts("van der Berg", "Pieter")),
        ("Dr. Ana Sofía Vela", NameParts("Vela", "Ana", "Sofía")),
        ("Cher", NameParts("Cher")),
        ("  ", NameParts()),
    ],
)
def test_a_name_in_one_cell_is_taken_apart(written, expected):
    assert split_name(written) == expected


def test_tidy_joins_what_is_spread_and_composes_accents():
    assert tidy(" Jose\u0301 \n\u00a0 Luis\u200b ") == "José Luis"


@given(ACCENTED)
def test_accents_and_capitals_do_not_change_a_folded_name(name):
    decomposed = unicodedata.normalize("NFD", name)

    assert fold(decomposed) == fold(name)
    assert fold(fold(name)) == fold(name)
    assert fold(name.title()) == fold(name)


def test_particles_hyphens_and_umlauts_do_not_tell_people_apart():
    assert family_words("van der Berg") == family_words("BERG") == ("berg",)
    assert family_words("García-López") == family_words("Garcia Lopez") == ("garcia", "lopez")
    assert family_words("Müller") == family_words("Mueller")
    assert family_words("De La") == ("de", "la")
    assert family_words("🦊") == ("🦊",)


def test_names_that_sound_alike_share_a_code():
    assert sound("catherine") == sound("katherine")
    assert sound("philips") == sound("filips")
    assert sound("smith") == sound("smyth")
    assert sound("smith") != sound("jones")


def test_nicknames_share_a_root():
    assert roots_of("bob") & roots_of("robert")
    assert roots_of("peggy") & roots_of("margaret")
    assert roots_of("pat") & roots_of("patrick")
    assert roots_of("pat") & roots_of("patricia")
    assert not roots_of("john") & roots_of("robert")
    assert roots_of("chidinma") == {"chidinma"}
