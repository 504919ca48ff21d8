"""Names: what is one, what is not, the office that stands with it, and who can be whom."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.language import find_names, same_name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Interior Minister Ana Vidal spoke.", [("Ana Vidal", "interior minister")]),
        ("She became CEO of Northbridge in May.", [("Northbridge", "")]),
        ("It was Ana Vidal, the interior minister, who spoke.", [("Ana Vidal", "interior minister")]),
        ("The interior minister Ana Vidal spoke.", [("Ana Vidal", "interior minister")]),
        ("Gen. Michael E. Langley spoke.", [("Michael E. Langley", "general")]),
        ("“It was loud,” said Mara Lind, a spokeswoman for the port.", [("Mara Lind", "spokeswoman")]),
        ("Mr. Smith's car was stolen.", [("Smith", "")]),
        ("The U.S. Army came to Port Halden.", [("U.S. Army", ""), ("Port Halden", "")]),
        ("The US-led coalition met in Iraq.", [("US", ""), ("Iraq", "")]),
        ("Ludwig van Beethoven was born in Bonn.", [("Ludwig van Beethoven", ""), ("Bonn", "")]),
        ("On Tuesday in March it rained.", []),
        ("Police arrived. Officers left. However, nobody spoke.", []),
        ("Vidal said no.", [("Vidal", "")]),
        ("Rain fell. Then the Rain Festival began.", [("Rain Festival", "")]),
        ("POLICE ARREST TWELVE AFTER MARCH IN KARROW", []),
        ("Police Arrest Twelve After March In Karrow", []),
        ("I met him and He left.", []),
        (
            "Health Minister Sunniva Karr and Mayor Ben Ortiz met.",
            [("Sunniva Karr", "health minister"), ("Ben Ortiz", "mayor")],
        ),
    ],
)
def test_names_are_found_with_their_office(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(name.text, name.title) for name in find_names(text)] == expected


def test_a_name_known_from_elsewhere_counts_at_the_opening_and_in_headlines() -> None:
    assert find_names("Karrow burns.") == ()
    assert [name.key for name in find_names("Karrow burns.", frozenset({"karrow"}))] == ["karrow"]


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("vidal", "ana vidal", True),
        ("u.n.", "united nations", True),
        ("us", "united states", True),
        ("imr", "institute of marine research", True),
        ("j. smith", "john smith", True),
        ("ana vidal", "ben vidal", False),
        ("port ellory", "port karrow", False),
        ("al-asad", "al asad", True),
        ("u.s. open", "us open", True),
    ],
)
def test_aliases_are_told_from_other_names(a: str, b: str, same: bool) -> None:
    assert same_name(a, b) is same
    assert same_name(b, a) is same


@given(st.text(alphabet="Aa Bb.’'-,U.S. “”\n", max_size=80))
def test_offsets_hold(text: str) -> None:
    assert all(text[name.start : name.end] == name.text for name in find_names(text))
