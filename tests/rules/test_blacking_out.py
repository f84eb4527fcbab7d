from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cittrainer.rules.blacking_out import BLACK, Named, blacked_out, names_of, still_readable
from cittrainer.rules.names import fold

RIDGEWAY = ("Ridgeway Police Department", "RPD", "Ridgeway PD")
CLASS = [
    Named(("Siobhán", "", "O'Malley"), "Siobhán", "Sergeant", RIDGEWAY, ("R-4711",)),
    Named(("María José", "", "García-López"), "María José", "Patrol officer", RIDGEWAY),
    Named(("William", "James", "Smith"), "William", "Lt.", ("Tamarack County Sheriff's Office",)),
    Named(("Robert", "", "Young"), "Robert", "Deputy", ("Tamarack County Sheriff's Office",)),
    Named(("Jan", "", "van der Berg"), "Jan", "Officer", ("Lake City Police",)),
    Named(("Minh Anh", "", "Nguyễn"), "Minh Anh"),
    Named(("小明", "", "李"), "小明"),
    Named(("Al", "", "Ng"), "Al", "Dispatcher"),
]
NAMES = names_of(CLASS)


def black(text):
    """What becomes of a text, with # for the black mark."""
    return blacked_out(text, NAMES).replace(BLACK, "#")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Siobhan O'Malley was great.", "# was great."),
        ("siobhán o’malley was great", "# was great"),
        ("OMALLEY talks too much", "# talks too much"),
        ("O Malley talks", "# talks"),
        ("O'Malley's question and Malley", "#'s question and Malley"),
        ("Garcia-Lopez and Garcia", "# and #"),
        ("Garcíalópez", "#"),
        ("Ask Maria Jose.", "Ask #."),
        ("Bill Smith, Billy and Willie", "#, # and #"),
        ("Bob and Bobby", "# and #"),
        ("Lt Smith's story", "#'s story"),
        ("Lt. J. Smith said so", "# said so"),
        ("Officer van der Berg, and Vanderberg", "#, and #"),
        ("The Smiths", "The #"),
        ("Nguyen was kind, NGUYỄN too", "# was kind, # too"),
        ("我喜欢小明的故事", "我喜欢#的故事"),
        ("Mr. Smith and Ms O'Malley", "# and #"),
    ],
)
def test_names_go_however_they_are_written(text, left):
    assert black(text) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("He is with Ridgeway PD.", "He is with #."),
        ("the Ridgeway Police Department", "the #"),
        ("RPD sent three", "# sent three"),
        ("from Tamarack", "from #"),
        ("Tamarack SO. So what", "#. So what"),
        ("Lake City Police came", "# came"),
        ("The police should listen; a sheriff's office too", None),
    ],
)
def test_agencies_go_under_all_their_names(text, left):
    assert black(text) == (text if left is None else left)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("The sergeant was loud, the Sgt. too", "The # was loud, the #. too"),
        ("our lieutenants", "our #"),
        ("As an officer I learned; deputies and officers too", None),
        ("A captain may come", None),
    ],
)
def test_ranks_that_few_have_go_and_others_stay(text, left):
    assert black(text) == (text if left is None else left)


@pytest.mark.parametrize(
    "text",
    [
        "I will use it; the young man was calm.",
        "A lake, a bill, an et al. and so on",
        "Breathing helped. More breaks!",
        "",
        "🚓 👍",
    ],
)
def test_words_of_every_day_stay(text):
    assert black(text) == text


def test_words_of_every_day_go_with_a_capital():
    assert black("Then Young asked; Will too. Al and Ng") == "Then # asked; # too. # and #"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Badge R-4711 said", "Badge # said"),
        ("write to s.omalley@ridgeway.example now", "write to # now"),
        ("call 555-010-0199 or (555) 010-0199", "call # or #"),
    ],
)
def test_numbers_and_addresses_go(text, left):
    assert black(text) == left


def test_decomposed_letters_are_the_same():
    text = unicodedata.normalize("NFD", "García-López asked")

    assert black(text) == "# asked"


def test_what_is_still_readable_is_told_once():
    assert still_readable("Smith and Smith, █████ and Bob", NAMES) == ("Smith", "Bob")
    assert still_readable(blacked_out("Smith and Bob", NAMES), NAMES) == ()


def test_a_class_of_nobody_blacks_out_nothing():
    assert blacked_out("Siobhan and Bob", names_of([])) == "Siobhan and Bob"


WORDS = st.sampled_from(
    ["Smith", "smith", "Bob", "O'Malley", "the", "Sgt.", "Will", "will", "Officer", "J.", "and",
     ".", "Ridgeway", "PD", "van", "der", "Berg", "█████", "Al", "I", "A", "—", "\n", "4711",
     "Young"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=12).map(" ".join)))
def test_twice_is_the_same_as_once(text):
    once = blacked_out(text, NAMES)

    assert blacked_out(once, NAMES) == once


@given(st.lists(st.text(max_size=12), max_size=6), st.sampled_from(["Smith", "Nguyễn", "Siobhán"]))
def test_no_name_of_the_class_is_left_between_any_words(words, name):
    text = " ".join((*words, name, *words))

    assert fold(name) not in fold(blacked_out(text, NAMES)).split()


@given(st.text(min_size=1, max_size=30), st.text(min_size=1, max_size=30))
def test_any_name_can_be_in_a_class(first, last):
    names = names_of([Named((first, "", last), first)])

    assert isinstance(blacked_out(f"Then {first} {last} said", names), str)
