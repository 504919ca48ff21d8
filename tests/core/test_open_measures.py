"""Whatever is counted or measured is compared, by what is counted and what happened to it."""

from __future__ import annotations

import pytest

from bot.core.disagreements import find_disagreements
from bot.core.disputes import compose_frame
from bot.core.types import Article, Disagreement, Relation
from tests.make import at, make_article

OUTLETS = ("Harbour Post", "Coast Wire", "Ellory Times", "Radio Sund")


def tell(*texts: str, gap: float = 20) -> tuple[Article, ...]:
    return tuple(
        make_article(id=i + 1, outlet=OUTLETS[i], title="Port Ellory", text=text, published_at=at(gap * i))
        for i, text in enumerate(texts)
    )


def conflicts(*texts: str, gap: float = 20) -> list[Disagreement]:
    return [one for one in find_disagreements(tell(*texts, gap=gap)) if one.relation is Relation.CONFLICT]


def frame(*texts: str, gap: float = 20) -> str:
    (found,) = conflicts(*texts, gap=gap)
    claim = compose_frame(found)
    assert claim is not None
    return claim.text


def test_ten_missiles_and_thirty_three_are_told_with_who_says_what() -> None:
    assert frame(
        "Officials said 10 missiles were fired at the base.",
        "The Oreni military said 33 missiles were fired at the base.",
    ) == (
        "Officials put the number of missiles fired at 10, Harbour Post reports; the Oreni military said 33, "
        "according to Coast Wire."
    )


def test_at_least_ten_and_thirty_three_are_framed_though_both_can_be_true() -> None:
    (found,) = find_disagreements(
        tell(
            "At least 10 missiles struck the air base on Sunday.",
            "Iraq's military said 33 missiles were launched at the air base on Sunday.",
        )
    )
    claim = compose_frame(found)
    assert found.relation is Relation.PRECISION
    assert claim is not None
    assert "10 or more" in claim.text
    assert "33" in claim.text


def test_three_outlets_with_three_values_are_all_told() -> None:
    text = frame(
        "Police said 12 cars were burned in the riot.",
        "The fire brigade said 15 cars were burned in the riot.",
        "Residents said 31 cars were burned in the riot.",
    )
    assert text == (
        "Police put the number of cars burned at 12, Harbour Post reports; the fire brigade said 15, according "
        "to Coast Wire; residents said 31, according to Ellory Times."
    )


@pytest.mark.parametrize(
    ("first", "second", "values"),
    [
        (
            "They stole $2 million, police said.",
            "The gang stole $3 million, the bank said.",
            {"$2 million", "$3 million"},
        ),
        ("Turnout was 43 percent.", "Turnout was 51 percent.", {"43 percent", "51 percent"}),
        (
            "The diver reached a depth of 118 metres.",
            "The diver reached a depth of 112 metres.",
            {"118 metres", "112 metres"},
        ),
        (
            "The road is closed for 12 days.",
            "The road is closed for 14 days, the town said.",
            {"12 days", "14 days"},
        ),
        (
            "Police said 38 fans were held after the derby.",
            "Lawyers said 55 fans were held after the derby.",
            {"38", "55"},
        ),
        (
            "The operator said 30 percent of its staff were on strike.",
            "In all 75 percent of the staff were on strike, the union said.",
            {"30 percent", "75 percent"},
        ),
        (
            "A bushfire near Walgarra has burned 12,000 hectares since Sunday.",
            "The bushfire near Walgarra had burned 19,000 hectares, Shane Duffy said.",
            {"12,000 hectares", "19,000 hectares"},
        ),
        (
            "The guard said there were 19 people on board the Corvina and that two helicopters were on the way.",
            "There are 21 people on board the Corvina, according to its owner.",
            {"19", "21"},
        ),
        (
            "The centre gave the quake's magnitude as 6.8.",
            "The observatory said the quake had a magnitude of 7.2.",
            {"6.8", "7.2"},
        ),
    ],
)
def test_sums_shares_and_sizes_are_compared_too(first: str, second: str, values: set[str]) -> None:
    (found,) = conflicts(first, second)
    assert {position.value for position in found.positions} == values


@pytest.mark.parametrize(
    "texts",
    [
        ("Gold rose by 1.4 percent.", "Silver rose by 3.2 percent."),
        ("Nine women scientists won prizes.", "The academy said 20 scientists won prizes."),
        ("Norland won 12 gold medals.", "Norland won nine silver medals."),
        (
            "The drug was 90 percent effective in people under 60.",
            "The drug was 64 percent effective in people over 60.",
        ),
        ("The enemy launched 60 drones at the port.", "The air force shot down 52 drones over the port."),
        ("Wheat rose by $14 a tonne.", "Wheat rose to $312 a tonne."),
        ("The winds reached 90 mph.", "The winds reached 145 km/h."),
        (
            "The firm made $210 million in the third quarter.",
            "The firm made $640 million in the first nine months.",
        ),
        ("The bridge is 3.8 metres high.", "A truck 4.2 metres high struck the bridge."),
        ("Four missiles hit the depot.", "Nine drones hit the depot."),
        ("Judges have 3,400 cases waiting.", "The county had 260 cases of flu."),
        ("In East Pell turnout was 41 percent.", "In West Pell turnout was 58 percent."),
        (
            "About 20 students walked out of class in Boca.",
            "Students walked to the school where 17 students were killed.",
        ),
        ("She won the title two months ago.", "She won the title one year after her fall."),
        ("In all 44 percent of nurses joined the strike.", "In all 61 percent of doctors joined the strike."),
        ("An exit poll gave the Greens 31 percent of the vote.", "The Greens won 27 percent of the vote."),
        ("Neil Strand was sentenced to 14 years in prison.", "Priya Nair was sentenced to four years in prison."),
        (
            "Police arrested 43 people in the raid.",
            "Police said 29 people arrested in the raid remained in custody and the others were freed.",
        ),
        ("They accepted a pay rise of 5 percent.", "They had demanded a pay rise of 12 percent."),
        ("The index fell 2.3 percent.", "The index has fallen 14 percent from its mid-February highs."),
        ("The death toll of the flood tops 150.", "The flood has killed 165 people, the governor said."),
        ("The nation reported 19,882 deaths.", "The nation reported 2,108 deaths in a single day."),
        ("Hundreds of migrants walked to the border.", "About 150 migrants walked to the border."),
        ("“He cut $882 billion from the plan,” he said.", "“You have cut $716 billion from the plan. It hurts.”"),
    ],
)
def test_what_only_looks_alike_is_no_conflict(texts: tuple[str, ...]) -> None:
    assert conflicts(*texts) == []


def test_one_outlet_that_gives_two_figures_speaks_of_two_things() -> None:
    assert (
        conflicts(
            "Two shops were looted in Dell Street, and five shops were looted at the port.",
            "Four shops were looted.",
        )
        == []
    )


def test_words_that_say_that_things_moved_on_make_an_update() -> None:
    (found,) = find_disagreements(
        tell("The fire has burned 3,000 acres.", "The fire grew and has now burned 11,000 acres.", gap=300)
    )
    assert found.relation is Relation.UPDATE
    assert [position.value for position in found.positions] == ["3,000 acres", "11,000 acres"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "The agency said 17 people were confirmed dead by midday.",
            "The number of people known to have died when the hill collapsed climbed to 44, the agency said.",
        ),
        (
            "Twelve people were missing on Lake Timo on Monday, the police said.",
            "Three people are still missing on Lake Timo a day after the sinking, the police said.",
        ),
    ],
)
def test_a_count_told_in_a_long_subject_is_an_update(first: str, second: str) -> None:
    (found,) = find_disagreements(tell(first, second, gap=420))
    assert found.relation is Relation.UPDATE


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "Gusts reached 148 kph at Trongis, the weather office said.",
            "Gusts reached 171 kph at Trongis, the harbour said.",
        ),
        (
            "Seventy-three people were rescued, the coastguard said.",
            "The charity SeaBridge, whose ship reached the boat first, said 91 people were rescued.",
        ),
    ],
)
def test_a_word_of_growth_that_is_not_the_figures_own_makes_no_update(first: str, second: str) -> None:
    assert [one.relation for one in find_disagreements(tell(first, second, gap=40))] == [Relation.CONFLICT]


def test_one_speaker_whom_two_outlets_report_differently_is_named_once() -> None:
    assert (
        frame(
            "The operator said 40 trains were cancelled on Monday.",
            "The operator said 60 trains were cancelled on Monday.",
        )
        == "The operator put the number of trains cancelled at 40, Harbour Post reports; Coast Wire has 60."
    )


def test_where_a_measure_has_no_name_a_source_opens_the_sentence() -> None:
    assert frame(
        "The new vaccine was 81 percent effective in the trial, its maker said.",
        "The new vaccine was 74 percent effective in the trial.",
    ) == ("The new vaccine was 81 percent effective in the trial, its maker said; Coast Wire reports 74 percent.")
