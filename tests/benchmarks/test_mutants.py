"""Mutants: what each mutator makes, what it leaves alone, and what is counted of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.mutants import measure_mutants
from benchmarks.mutating.days import change_date
from benchmarks.mutating.doubt import change_denial, change_hedge
from benchmarks.mutating.figures import change_digits, change_magnitude, change_unit
from benchmarks.mutating.kinds import MOST_PER_SENTENCE, make_mutants
from benchmarks.mutating.names import change_name, change_title
from benchmarks.mutating.roles import change_roles
from benchmarks.mutating.sayings import change_quote, change_speaker
from benchmarks.mutating.texts import read_demo, read_own
from benchmarks.sets import SetAbsent


def test_a_digit_changes_but_no_date_and_no_quotation() -> None:
    (mutant,) = change_digits('On 12 May 2024 the 40 farmers said "it took 3 years" here.')
    assert mutant.startswith("On 12 May 2024 the ")
    assert " 40 farmers" not in mutant
    assert '"it took 3 years"' in mutant


@pytest.mark.parametrize(
    ("text", "mutant"),
    [
        ("It cost 3 million crowns.", "It cost 3 billion crowns."),
        ("Dozens of people came.", "Dozens of people came."),
        ("It drew 3,400 people.", "It drew 34,000 people."),
    ],
)
def test_a_magnitude_changes(text: str, mutant: str) -> None:
    assert next(iter(change_magnitude(text)), text) == mutant


def test_a_unit_changes_and_an_age_does_not() -> None:
    assert list(change_unit("A 5-year-old ran 3 miles.")) == ["A 5-year-old ran 3 kilometres."]


def test_hedges_are_lost_and_added() -> None:
    assert list(change_hedge("At least 12 men may come.")) == ["12 men may come.", "At least 12 men will come."]
    assert list(change_hedge("It took eleven hours.")) == ["It took at least eleven hours."]


def test_denials_are_lost_and_added() -> None:
    assert list(change_denial("Nobody was hurt.")) == ["Everybody was hurt.", "Nobody was not hurt."]
    assert list(change_denial("The club sued Ana Vidal.")) == ["The club did not sue Ana Vidal."]


def test_a_surname_and_an_office_change() -> None:
    (mutant,) = change_name("The judge Ana Vidal ruled.", [])
    assert mutant.startswith("The judge Ana ")
    assert "Vidal" not in mutant
    assert list(change_title("Judge Ana Vidal ruled.")) == ["Prosecutor Ana Vidal ruled."]


def test_weekdays_change_but_no_surnames() -> None:
    changed = list(change_date("Carla Monday left on Friday."))
    assert len(changed) == 1
    assert changed[0].startswith("Carla Monday left on ")
    assert "Friday" not in changed[0]


def test_a_quotation_is_altered_and_given_to_another() -> None:
    text = 'Ana Vidal said: "We are not going."'
    assert 'Ana Vidal said: "We are going."' in list(change_quote(text))
    assert list(change_speaker(text, ["Bo Linde said no."])) == ['Bo Linde said: "We are not going."']


def test_roles_are_turned_in_both_voices() -> None:
    assert list(change_roles("Ana Vidal sued Bo Linde on Friday.")) == [
        "Bo Linde sued Ana Vidal on Friday.",
        "Ana Vidal was sued by Bo Linde on Friday.",
    ]
    assert "Bo Linde was sued by Ana Vidal." in list(change_roles("Ana Vidal was sued by Bo Linde."))
    assert not list(change_roles("Ana Vidal met Bo Linde on Friday."))


def test_no_mutant_is_the_sentence_itself_and_none_comes_twice() -> None:
    told = [*read_own(), *read_demo()]
    for one in told:
        for passage in one.passages:
            mutants = make_mutants(passage.text, [other.text for other in one.passages])
            texts = [mutant.text for mutant in mutants]
            assert len(set(texts)) == len(texts) <= MOST_PER_SENTENCE
            assert passage.text not in texts


def test_our_own_set_is_as_large_as_promised() -> None:
    told = read_own()
    assert sum(len(one.passages) for one in told) >= 200
    assert sum(len(one.rewordings) for one in told) >= 150
    assert all(0 <= place < len(one.passages) for one in told for place, _, _ in one.rewordings)


def test_a_folder_without_a_known_set_says_so(tmp_path: Path) -> None:
    with pytest.raises(SetAbsent, match="none of the sets"):
        measure_mutants(tmp_path)
