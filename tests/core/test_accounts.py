"""Times, days, places, causes, names, ages and scores: told differently of one thing, or of two things."""

from __future__ import annotations

import pytest

from bot.core.disagreements import find_disagreements
from bot.core.types import Relation
from tests.core.test_open_measures import conflicts, frame, tell


@pytest.mark.parametrize(
    ("first", "second", "values"),
    [
        (
            "The fire broke out at 2.15 a.m., the brigade said.",
            "The owner said the fire broke out at 4 a.m.",
            {"2.15 a.m.", "4 a.m."},
        ),
        (
            "Bela Farkas resigned on Friday over gas.",
            "Minister Bela Farkas resigned on Sunday over gas.",
            {"Friday", "Sunday"},
        ),
        (
            "The banker Jens Aalto was arrested in Lisvane.",
            "Jens Aalto was arrested in Portamar.",
            {"Lisvane", "Portamar"},
        ),
        (
            "The fire was caused by a short circuit, the owner said.",
            "The marshal said the fire was caused by arson.",
            {"a short circuit", "arson"},
        ),
        (
            "Mina Okoro won the Hollis Prize on Wednesday.",
            "Paul Varen won the Hollis Prize on Wednesday.",
            {"Mina Okoro", "Paul Varen"},
        ),
        ("Joanna Reed, 34, was killed by a lorry.", "The cyclist was Joanna Reed, 43.", {"34", "43"}),
        ("Aldra beat Norhem 3-1 on Saturday.", "Aldra beat Norhem 2-1 on Saturday.", {"3-1", "2-1"}),
        (
            "“We heard a roar and then the valley was gone,” said Lars Eide.",
            "“We heard a roar and then the valley was gone,” said Mette Dahl.",
            {"Lars Eide", "Mette Dahl"},
        ),
    ],
)
def test_two_accounts_of_one_thing_are_a_conflict(first: str, second: str, values: set[str]) -> None:
    (found,) = conflicts(first, second)
    assert {position.value for position in found.positions} == values


@pytest.mark.parametrize(
    "texts",
    [
        ("The siege began at 10 a.m. on Friday.", "The siege ended at 4 p.m. on Friday."),
        ("The lights went out around 6 p.m. on Monday.", "The lights went out at 6:10 p.m. on Monday."),
        ("A quake struck off Tonara at 0600 GMT.", "A quake struck off Tonara at 8 a.m. local time."),
        ("Bishop Lauda died on Monday.", "Bishop Lauda will be buried on Saturday."),
        ("Jens Aalto was arrested in Lisvane.", "Jens Aalto was arrested in Portamar, a suburb of Lisvane."),
        (
            "The fire was caused by an electrical fault.",
            "A faulty cable caused the fire, a fault that is common.",
        ),
        (
            "The power cut in Selwick on Tuesday was caused by a fire, the utility said.",
            "Crashes in Selwick on Tuesday were caused by broken lights, police said.",
        ),
        ("The fire may have been caused by arson.", "The fire was caused by a short circuit."),
        ("Tom Ferris, 14, drowned in the quarry.", "Luke Ferris, 17, drowned in the quarry."),
        ("Varda lead Kolm 1-0 at half-time.", "Kolm beat Varda 3-1."),
        ("Kolm beat Varda 3-1.", "Aldra beat Norhem 2-1."),
        (
            "A report Thursday said Jo Tann had resigned.",
            "Jo Tann disputed on Friday a report that she resigned.",
        ),
    ],
)
def test_accounts_of_two_things_are_no_conflict(texts: tuple[str, ...]) -> None:
    assert conflicts(*texts) == []


def test_an_account_is_framed_in_a_sources_own_words() -> None:
    assert frame(
        "The fire at the mill was caused by a short circuit, the owner said.",
        "The marshal said the fire at the mill was caused by arson.",
    ) == (
        "The fire at the mill was caused by a short circuit, the owner said; the marshal gave the cause as "
        "arson, according to Coast Wire."
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("feel badly for General Flinn today", "feel very badly for Gen. Flinn today"),
        ("We have not broken the F.B.I. rules or laws", "We have not broken the FBI rules and laws"),
        ("We won't unload a single ship here", "We will not unload a single ship here"),
        (
            "I disagree with Fredette's position on taxes",
            "I disagree with Representative Fredette's position on taxes",
        ),
        ("They said it was a motherf***er of a storm", "They said it was a motherfucker of a storm"),
    ],
)
def test_quotations_printed_differently_are_one(first: str, second: str) -> None:
    assert find_disagreements(tell(f"“{first},” Ana Vidal said.", f"“{second},” Ana Vidal said.")) == ()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("We will not tax any family in this country", "We will not tax any poor family in this country"),
        ("The water came in from the stern and rose", "The water came in from the bow and rose"),
        ("I was told about the cracks in the pillar", "I was never told about the cracks in the pillar"),
    ],
)
def test_a_word_exchanged_or_put_in_is_an_altered_quotation(first: str, second: str) -> None:
    (found,) = find_disagreements(tell(f"“{first},” Ana Vidal said.", f"“{second},” Ana Vidal said."))
    assert found.relation is Relation.IDENTITY


def test_an_office_that_belongs_to_the_next_name_is_not_the_first_ones() -> None:
    texts = (
        "President Omar Lutfi said he had a deal.",
        "A joint statement by Mr Lutfi, Foreign Minister Ana Keller and the prince praised it.",
        "In Zarif, President Omar Lutfi met soldiers.",
    )
    assert find_disagreements(tell(*texts)) == ()
