"""Curriculum versions for hypothesis: everything that can be stored, in any combination."""

from __future__ import annotations

from hypothesis import strategies as st

from cittrainer.models import Delivery
from cittrainer.rules.curriculum_values import CurriculumValue, ModuleValue
from cittrainer.rules.names import tidy

_LETTERS = st.characters(
    blacklist_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"), max_codepoint=0x1FFFF
)


def texts(longest: int = 20, *, least: int = 0) -> st.SearchStrategy[str]:
    """Texts as they are stored: trimmed, composed, with single spaces."""
    return (
        st.text(_LETTERS, min_size=least, max_size=longest)
        .map(tidy)
        .filter(lambda text: len(text) >= least and len(text.splitlines()) <= 1)
    )


@st.composite
def modules(draw: st.DrawFn, key: str) -> ModuleValue:
    minutes = draw(st.integers(1, 48)) * 5
    names = draw(st.lists(texts(12, least=1), max_size=3, unique_by=str.casefold))
    topics = {name: 100 // len(names) for name in names}
    if names:
        topics[names[0]] += 100 - sum(topics.values())
    placed = draw(st.booleans())
    return ModuleValue(
        key=key,
        title=draw(texts(least=1)),
        delivery=draw(st.sampled_from([each.value for each in Delivery])),
        minutes=minutes,
        least_minutes=draw(st.sampled_from([None, 5, minutes])),
        most_minutes=draw(st.sampled_from([None, minutes, 300])),
        day_number=draw(st.integers(1, 5)) if placed else None,
        start_minute=draw(st.integers(0, 200)) * 5 if placed else None,
        topics=topics,
        parts=draw(st.integers(1, 8)),
        weight=draw(st.integers(0, 3)),
        must_attend=draw(st.booleans()),
        objectives=tuple(draw(st.lists(texts(least=1), max_size=3))),
        materials=draw(texts()),
        equipment=draw(texts()),
        qualification=draw(texts()),
        taught_by=draw(texts()),
        published_source=draw(st.booleans()),
    )


@st.composite
def curricula(draw: st.DrawFn, least: int = 0) -> CurriculumValue:
    """A version of up to five modules of which any two versions may have some in common."""
    keys = draw(st.lists(st.integers(1, 7), min_size=least, max_size=5, unique=True))
    return CurriculumValue(
        code=draw(texts(least=1)),
        title=draw(texts(least=1)),
        number=draw(st.integers(1, 9)),
        audience=draw(texts()),
        note=draw(texts()),
        sources=tuple(draw(st.lists(texts(least=1), max_size=2))),
        modules=tuple(draw(modules(f"{key:032x}")) for key in keys),
    )
