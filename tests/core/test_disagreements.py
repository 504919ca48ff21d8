"""Disagreements: who says what where values truly conflict, and silence where they only look as if they did."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.disagreements import find_disagreements
from bot.core.disputes import Tier, compose_frame, is_framed, tier_of
from bot.core.phrasing import lower_speaker
from bot.core.statements import find_values
from bot.core.types import Article, Disagreement, Relation
from tests.make import at, make_article


def tell(*texts: str, gap: float = 20) -> tuple[Article, ...]:
    """Articles of different outlets, each one text, `gap` minutes apart."""
    names = ["Harbour Post", "Coast Wire", "Ellory Times", "Radio Sund"]
    return tuple(
        make_article(id=i + 1, outlet=names[i], title="Port Ellory", text=text, published_at=at(gap * i))
        for i, text in enumerate(texts)
    )


def find(*texts: str, gap: float = 20) -> tuple[Disagreement, ...]:
    return find_disagreements(tell(*texts, gap=gap))


def test_two_sides_with_two_counts_are_a_conflict_that_names_them() -> None:
    (found,) = find(
        "Police said 12 people were arrested at the march.",
        "Organisers said 31 people were arrested at the march.",
    )
    assert (found.relation, found.measure) == (Relation.CONFLICT, "people arrested")
    assert {(p.value, p.said_by) for p in found.positions} == {
        ("12", "police, reported by Harbour Post"),
        ("31", "organisers, reported by Coast Wire"),
    }


def test_a_named_speaker_comes_with_what_he_or_she_is() -> None:
    (found,) = find(
        "The fire brigade said three people died at the mill.",
        "The mill's manager, Arno Weiss, said five people died at the mill.",
    )
    assert {p.said_by for p in found.positions} == {
        "the fire brigade, reported by Harbour Post",
        "Arno Weiss, the mill's manager, reported by Coast Wire",
    }
    frame = compose_frame(found)
    assert frame is not None
    assert frame.text.endswith("; Arno Weiss, the mill's manager, said five, according to Coast Wire.")


@pytest.mark.parametrize(
    ("speaker", "within"),
    [
        ("Two officials", "two officials"),
        ("Organisers", "organisers"),
        ("Prosecutors", "prosecutors"),
        ("Local media", "local media"),
        ("Tessel", "Tessel"),
        ("Reuters", "Reuters"),
        ("Ullandian commanders", "Ullandian commanders"),
    ],
)
def test_a_speaker_within_a_sentence_keeps_the_capital_of_a_name_only(speaker: str, within: str) -> None:
    assert lower_speaker(speaker) == within


def test_a_figure_that_opened_a_sentence_in_words_is_told_in_digits_from_ten_on() -> None:
    (found,) = find("Forty-six homes were flooded, police said.", "The mayor said nine homes were flooded.")
    frame = compose_frame(found)
    assert frame is not None
    assert "at 46" in frame.text
    assert "said nine" in frame.text


@pytest.mark.parametrize(
    ("first", "second", "score", "tier"),
    [
        ("Police said 12 people were hurt.", "The clinic said 31 people were hurt.", 0.5, Tier.STORY),
        ("The silo exploded at 6:40 a.m.", "The silo exploded at 7:25 a.m.", 0.7, Tier.LIST),
        ("The hospital has 310 beds.", "There are 280 beds in the hospital.", 0.7, Tier.STORY),
        ("The hospital has 310 beds.", "There are 280 beds in the hospital.", 0.5, Tier.LIST),
    ],
)
def test_what_changes_the_story_is_told_in_it_and_the_rest_in_the_list(
    first: str, second: str, score: float, tier: Tier
) -> None:
    (found,) = find(first, second)
    assert tier_of(replace(found, score=score)) is tier
    assert is_framed(replace(found, score=score)) is (tier is Tier.STORY)


def test_one_sentence_that_holds_both_sides_is_read_as_two_positions() -> None:
    (found,) = find(
        "Police arrested 12 people, a police spokeswoman said, while organisers put the number of arrests at 31."
    )
    assert {p.value for p in found.positions} == {"12", "31"}


def test_the_treated_are_not_the_dead_of_the_clause_before() -> None:
    texts = ("He said three people were dead and between 20 and 25 were being treated.", "Five people are dead.")
    assert all("20" not in p.value for one in find(*texts) for p in one.positions)


def test_a_bare_count_of_the_other_side_is_of_what_the_sentence_before_counts() -> None:
    (found,) = find(
        "Police speak of 12 people arrested in all. The organisers, the Fair Fares Alliance, count 31."
    )
    assert found.measure == "people arrested"
    assert {(p.value, p.said_by) for p in found.positions} == {
        ("12", "police, reported by Harbour Post"),
        ("31", "the organisers, reported by Harbour Post"),
    }


@pytest.mark.parametrize(
    "behind", ["Brandt counts 31.", "The office opens at 7.", "The organisers lost 31 flags."]
)
def test_a_bare_count_of_nobody_else_is_of_nothing(behind: str) -> None:
    assert find(f"Harbour Master Ilse Brandt said 12 people were arrested. {behind}") == ()


def test_the_group_that_a_speaker_heads_is_no_scene() -> None:
    (found,) = find(
        "Police in Karrow arrested 12 people at the fares march in Karrow.",
        "Ann Lee, coordinator of the Fair Fares Alliance, said 31 people were arrested at the march in Karrow.",
    )
    assert found.relation is Relation.CONFLICT


def test_a_count_that_grows_is_an_update_with_the_latest_last() -> None:
    (found,) = find(
        "Harbour Master Ilse Brandt said four people were injured.",
        "Harbour Master Ilse Brandt said nine people were injured.",
        "Fourteen people were injured, Brandt said.",
        gap=90,
    )
    assert found.relation is Relation.UPDATE
    assert [p.value for p in found.positions] == ["four", "nine", "fourteen"]


def test_at_least_ten_and_thirty_three_differ_in_precision_only() -> None:
    (found,) = find("At least 10 people were injured.", "Officials said 33 people were injured.")
    assert found.relation is Relation.PRECISION


@pytest.mark.parametrize(
    "texts",
    [
        ("Twelve people were injured.", "Police said 12 people were hurt."),
        ("Police said 12 people were arrested.", "Two of the 12 people arrested were released."),
        ("Sixteen people were killed.", "Four nuns and 12 other people were killed."),
        ("Twelve people were injured.", "Twelve people were injured, including four children."),
        ("Twelve people were injured.", "Another five people were injured on Wednesday."),
        ("Twelve people were injured.", "Up to 40 people could be injured if the wall falls."),
        ("Twelve people were injured.", "Last year 300 people were injured on the roads."),
        ("Twelve people were injured.", "Twelve were injured, up from nine in the morning."),
        ("Twelve people were injured.", "Police arrested 31 people."),
        ("About 4,000 people took part.", "Some 4,100 people took part."),
        ("Eight of 14 people arrested were charged.", "Fourteen people were arrested."),
        ("Twelve people were injured.", "Twelve people were injured and 31 were treated for shock."),
        ("Twelve people were injured.", "Three officers were injured."),
        ("About 1,900 people live on the island.", "Two people died on the island."),
        ("The road is closed for 12 days.", "The harbour is closed for 14 days, the town said."),
    ],
)
def test_figures_that_only_look_alike_are_no_disagreement(texts: tuple[str, ...]) -> None:
    assert find(*texts) == ()


def test_a_withdrawn_article_contradicts_nobody() -> None:
    first, second = tell("Police said 12 people were arrested.", "Organisers said 31 people were arrested.")
    gone = make_article(
        id=2, outlet="Coast Wire", text=second.text, published_at=second.published_at, withdrawn=True
    )
    assert find_disagreements((first, gone)) == ()


def test_two_offices_for_one_name_put_the_better_supported_first() -> None:
    (found,) = find(
        "Transport Minister Oskar Dorrell closed the bridge.",
        "Interior Minister Oskar Dorrell closed the bridge.",
        "“It is closed,” said Oskar Dorrell, the transport minister.",
    )
    assert found.relation is Relation.IDENTITY
    assert [p.value for p in found.positions] == ["transport minister", "interior minister"]


def test_a_minister_and_the_transport_minister_are_one_office() -> None:
    assert find("Transport Minister Oskar Dorrell closed it.", "Oskar Dorrell, the minister, closed it.") == ()


def test_one_quote_in_two_wordings_puts_the_earliest_first() -> None:
    (found,) = find(
        "“The vessel came in fast and did not answer the helm,” Brandt said.",
        "“The vessel came in far too fast and would not answer the helm,” Brandt said.",
    )
    assert found.relation is Relation.IDENTITY
    assert found.positions[0].value.startswith("The vessel came in fast")


def test_an_outlet_that_prints_one_quote_in_two_wordings_is_believed_in_neither_without_a_word() -> None:
    (first, second) = tell(
        "“The vessel came in fast and did not answer the helm,” Brandt said.",
        "“The vessel came in far too fast and would not answer the helm,” Brandt said.",
    )
    same = make_article(id=2, outlet="Harbour Post", title=second.title, text=second.text, published_at=at(20))
    (found,) = find_disagreements((first, same))
    assert found.relation is Relation.IDENTITY
    assert found.positions[0].value.startswith("The vessel came in fast")


def test_a_quote_cut_short_is_still_the_same_quote() -> None:
    assert (
        find(
            "“We will not give up the quay to anyone,” Vidal said.",
            "Vidal said they would “not give up the quay to anyone”.",
        )
        == ()
    )


def test_one_outlets_two_wordings_of_an_office_are_no_disagreement() -> None:
    (first, second) = tell(
        "Transport Minister Oskar Dorrell spoke in Port Ellory.",
        "Interior Minister Oskar Dorrell left Port Ellory.",
    )
    assert [one.relation for one in find_disagreements((first, second))] == [Relation.IDENTITY]
    same = make_article(id=2, outlet="Harbour Post", title=second.title, text=second.text, published_at=at(20))
    assert find_disagreements((first, same)) == ()


def tell_twice(first: str, *later: str, hours: float = 3) -> tuple[Article, ...]:
    """Two articles of one outlet, hours apart, and one of another outlet for each further text."""
    outlets = ["Harbour Post", "Coast Wire"]
    told = [make_article(id=1, outlet=outlets[0], title="Port Ellory", text=first, published_at=at(0))]
    for i, text in enumerate(later):
        when = at(60 * hours + i)
        told.append(
            make_article(id=i + 2, outlet=outlets[i % 2], title="Port Ellory", text=text, published_at=when)
        )
    return tuple(told)


def test_an_outlet_that_gives_a_newer_value_no_longer_stands_by_its_old_one() -> None:
    articles = tell_twice(
        "The heath fire covers 90 hectares.",
        "Fire chief Rolf Enger said the heath fire covers 340 hectares.",
        "The heath fire covers 340 hectares.",
    )
    (found,) = find_disagreements(articles)
    assert found.relation is Relation.UPDATE
    assert [p.value for p in found.positions] == ["90 hectares", "340 hectares"]


def test_one_outlet_that_names_the_other_side_later_has_not_replaced_the_first() -> None:
    articles = tell_twice(
        "The fire service said the heath fire covers 90 hectares.",
        "Residents said the heath fire covers 340 hectares.",
        "Residents said the heath fire covers 340 hectares.",
    )
    assert Relation.UPDATE not in {one.relation for one in find_disagreements(articles)}


def test_what_one_outlet_still_stands_by_is_not_replaced_by_what_another_came_to_say() -> None:
    articles = (
        *tell_twice("The heath fire covers 90 hectares.", "The heath fire covers 340 hectares."),
        make_article(
            id=9,
            outlet="Coast Wire",
            title="Port Ellory",
            text="The heath fire covers 90 hectares.",
            published_at=at(200),
        ),
    )
    assert [one.relation for one in find_disagreements(articles)] == [Relation.CONFLICT]


def test_a_speaker_who_counts_a_town_and_later_the_whole_raises_the_count() -> None:
    (found,) = find(
        "Storm Ysolde hit on Thursday. About 14,000 homes were without power in Garth, Western Light said.",
        "About 52,000 homes were without power as storm Ysolde moved on, Western Light said.",
        gap=200,
    )
    assert (found.relation, found.measure) == (Relation.UPDATE, "homes without power")


def test_a_town_counted_by_somebody_else_is_a_part_of_the_whole() -> None:
    assert not find(
        "Storm Ysolde hit on Thursday. About 14,000 homes were without power in Garth, the mayor said.",
        "About 52,000 homes were without power as storm Ysolde moved on, Western Light said.",
        gap=200,
    )


def test_people_who_fell_ill_are_cases() -> None:
    (found,) = find(
        "Six people in Brockdale have fallen ill with the disease, the health office said.",
        "The number of cases rose to 15, the health office in Brockdale said.",
        gap=200,
    )
    assert (found.relation, found.measure) == (Relation.UPDATE, "cases")


@pytest.mark.parametrize(
    ("text", "measure", "value"),
    [
        ("About 400 people have had to leave their homes in Lower Tam.", "people evacuated", 400),
        ("Floods along the Tam have forced about 1,100 people out of their homes.", "people evacuated", 1100),
        ("Four people lost their lives when a depot blew up.", "people killed", 4),
        ("Five guests have come down with legionnaires' disease.", "cases", 5),
        ("The number of people who fell ill after the wedding rose to 47, the health office said.", "cases", 47),
    ],
)
def test_what_is_counted_is_known_by_longer_turns_of_phrase(text: str, measure: str, value: float) -> None:
    assert [one.value for one in find_values(text, measure)] == [value]


def test_the_cases_of_a_decade_are_not_those_of_the_outbreak() -> None:
    now = "The number of confirmed cases of measles climbed to 31, health officials said."
    decade = "Ostermark recorded only six cases of measles in the whole of the last decade."
    assert find_values(now, "cases")
    assert find_values(decade, "cases") == ()
    assert find_values("There were six cases of measles in a decade, the hospital said.", "cases") == ()


def test_a_larger_count_in_a_later_version_of_an_old_article_replaces_the_smaller_one() -> None:
    first = make_article(id=1, outlet="A", text="Nine people were injured in the blast.", published_at=at(0))
    other = make_article(id=2, outlet="B", text="Nine people were injured in the blast.", published_at=at(30))
    rewritten = replace(first, version=2, arrived_at=at(600), text="Fourteen people were injured in the blast.")
    (found,) = find_disagreements((rewritten, other))
    assert found.relation is Relation.UPDATE
    assert [position.value.lower() for position in found.positions] == ["nine", "fourteen"]


def test_the_number_of_something_is_no_count_of_people_in_general() -> None:
    assert not find(
        "The number of children injured rose to four, the hospital said.",
        "The number of people injured rose to 12, the police said.",
    )
