"""Who does what to whom, in the active and the passive."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.language.deeds import Deed, find_deeds


def only(text: str, verb: str) -> Deed:
    (deed,) = (found for found in find_deeds(text) if found.verb == verb)
    return deed


@pytest.mark.parametrize(
    "text",
    [
        "Ana Vidal sued Bo Linde.",
        "Bo Linde was sued by Ana Vidal.",
        "On Friday, Ana Vidal sued Bo Linde in Karrow.",
        "Ana Vidal, the harbour master, sued Bo Linde.",
        "Bo Linde, who lives in Karrow, was sued on Friday by Ana Vidal.",
        "Bo Linde had been quietly sued by Ana Vidal over the pier.",
        "The man, Bo Linde, was sued in 2019 by Ana Vidal.",
        "It was said that Ana Vidal sued Bo Linde before the fire.",
        'Ana Vidal sued Bo Linde, and Dag Roth said: "Cara Moss sued nobody."',
    ],
)
def test_the_parties_of_a_verb_are_told_apart_in_either_voice(text: str) -> None:
    deed = only(text, "su")
    assert "vidal" in deed.doers
    assert "lind" in deed.done_to
    assert not {"lind", "karrow"} & deed.doers
    assert not {"vidal", "karrow"} & deed.done_to


@pytest.mark.parametrize(
    ("text", "verb", "doers"),
    [
        ("The rate was raised by 3 per cent.", "rais", set()),
        ("The rate was raised by 0.25 points by the bank.", "rais", {"bank"}),
        ("Ana Vidal was warned by waiting crowds.", "warn", set()),
        ("The ship was rowed by 30 men.", "row", {"=16"}),
        ("The house was broken into by two men.", "break", {"=16"}),
    ],
)
def test_a_measure_behind_by_is_nobody(text: str, verb: str, doers: set[str]) -> None:
    assert only(text, verb).doers == doers


def test_a_pronoun_is_a_party_and_an_attribute_no_verb() -> None:
    assert only("He sued Bo Linde.", "su").doers == only("Bo Linde was sued by him.", "su").doers == {"he"}
    assert not find_deeds("The suspended minister of the united party")


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    for deed in find_deeds(text):
        assert deed.verb
