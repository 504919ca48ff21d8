"""Quantities, conditions, places and times that a claim changes, and those that it only words otherwise."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.core.checking import check_claim, find_faults
from bot.core.types import Passage, PassageId, Support

AT = datetime(2026, 3, 12, 9, tzinfo=UTC)


def read(claim: str, *sources: str) -> tuple[Support, set[str]]:
    passages, start = [], 0
    for i, text in enumerate(sources, start=1):
        passages.append(Passage(PassageId(f"1.{i}"), 1, text, start, start + len(text), i))
        start += len(text) + 2
    faults = find_faults(claim, passages, {1: AT})
    return check_claim(claim, passages, {1: AT}).support, {fault.kind for fault in faults}


@pytest.mark.parametrize(
    ("kind", "claim", "source"),
    [
        ("quantity", "All of the nine members voted for it.", "Two of the nine members voted for it."),
        ("quantity", "Most of the members voted for it.", "Two of the nine members voted for it."),
        ("negation", "The club is not only open on Mondays.", "The club is only open on Mondays."),
        (
            "negation",
            "Members voted by 14 to nine against selling it.",
            "Members voted by 14 to nine to sell it.",
        ),
        (
            "hedge",
            "The channel will stay closed for a week.",
            "The channel will stay closed for a week if it snows.",
        ),
        (
            "hedge",
            "Osei faces Petrak as the ankle did not heal.",
            "Osei faces Petrak if the ankle does not heal.",
        ),
        ("swap", "Workers get transfers from the Dunmere plant.", "Workers get transfers to the Dunmere plant."),
        ("swap", "The isle has been held until the truce.", "The isle has been held since the truce."),
        (
            "swap",
            "Lessons resume if the surveyors find cracks.",
            "Lessons resume unless the surveyors find cracks.",
        ),
        (
            "time",
            "Both states reopened three border crossings.",
            "Both states agreed to reopen three border crossings.",
        ),
        ("time", "The council will approve the budget.", "The council approved the budget."),
        ("time", "The price of grain has fallen.", "Farmers expect the price of grain to fall."),
        (
            "negation",
            "Quint had not lost a match since April.",
            "Quint had not lost a match on clay since April.",
        ),
        ("roles", "It was won by Kofi Osei in three sets.", "It was won by Kofi Osei's brother in three sets."),
        ("quote", 'He called it "a peace".', 'He called it "a first step, not a peace".'),
        ("quote", 'She called it "a pay cut".', 'She called it "a betrayal of people who took a pay cut".'),
        ("number", "It would cost at least 60 to 65 million.", "It would cost 60 to 65 million."),
        ("title", "The coach, Bo Linde, was hurt.", "The referee, Bo Linde, was hurt, and the coach fell ill."),
        ("title", "Coach Ada Ek was hurt.", "The referee, Ada Ek, and the coach, Bo Linde, were hurt."),
    ],
)
def test_what_says_more_or_other_than_its_passage_is_found(kind: str, claim: str, source: str) -> None:
    support, kinds = read(claim, source)
    assert kind in kinds
    assert support is not Support.SUPPORTED


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("If it snows, the channel will stay closed.", "The channel will stay closed if it snows."),
        ("The channel could stay closed for a week.", "The channel could stay closed for a week if it snows."),
        ("Three crossings will be reopened by both states.", "Both states will reopen three crossings."),
        ("He has not been seen since 3 May in Lisk.", "He has not been seen in Lisk since 3 May."),
        ("She called the plan “a disgrace”.", "She called the plan “a disgrace to this house”."),
        ("Ana Vidal, the mayor, was hurt.", "Mayor Ana Vidal was hurt."),
        ("The mayor of Ellory, Ana Vidal, was hurt.", "Ellory's mayor, Ana Vidal, was hurt."),
        ("Mayor Ana Vidal of Ellory was hurt.", "Ana Vidal, the mayor of Ellory, was hurt."),
        ("Ecologist Ada Ek, the lead author, was hurt.", "Ada Ek, an ecologist and the lead author, was hurt."),
        ("Spokesman Colonel Idris Bakar was hurt.", "A spokesman, Colonel Idris Bakar, was hurt."),
        ("CEO Ana Vidal was hurt.", "Chief Executive Ana Vidal was hurt."),
    ],
)
def test_other_words_for_the_same_are_supported(claim: str, source: str) -> None:
    support, kinds = read(claim, source)
    assert not kinds
    assert support is Support.SUPPORTED


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The harbor authority recognized the cease-fire.", "The harbour authority recognised the ceasefire."),
        ("Head teacher Moira Finch traveled home.", "Headteacher Moira Finch travelled home."),
        ("Lars Emmen, a 51-year-old caretaker, was hurt.", "A caretaker, Lars Emmen, 51, was hurt."),
        ("Prices fell by 20 per cent.", "Prices fell by a fifth."),
        ("Members voted 14-9 to sell it.", "Members voted by 14 votes to nine to sell it."),
        (
            "The work appeared in the journal Estuary.",
            "The work, paid for by a fund, appeared in the journal Estuary.",
        ),
    ],
)
def test_other_spellings_and_shorter_sentences_are_supported(claim: str, source: str) -> None:
    assert read(claim, source)[0] is Support.SUPPORTED


def test_two_clauses_of_two_passages_are_supported_and_no_speaker_takes_the_others_words() -> None:
    sources = ("A falling branch hit a caretaker on his way home.", "Gusts reached 131 kph at the lighthouse.")
    merged = "A falling branch hit a caretaker, and gusts reached 131 kph at the lighthouse."
    assert read(merged, *sources)[0] is Support.SUPPORTED
    said = ("Ada Ek said a branch hit a caretaker.", "Gusts reached 131 kph at the lighthouse.")
    assert (
        read("Ada Ek said a branch hit a caretaker and gusts reached 131 kph.", *said)[0] is not Support.SUPPORTED
    )
