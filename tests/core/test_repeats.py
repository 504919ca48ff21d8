"""A piece tells each fact once, and each dispute once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.desk import open_desk
from bot.core.reconciling import iter_frames
from bot.core.repeats import find_repeats, tells_dispute
from bot.core.retelling import share_retold, tells_again
from bot.core.types import Article, Claim, Relation, Writer
from tests.make import at, make_article, make_claim

LEDE = (
    "Fourteen people were injured when the Sorrel Island ferry struck the North Pier at Port Ellory on Tuesday, "
    "Harbour Master Ilse Brandt said, as investigators began to examine the ship's steering gear."
)


@pytest.mark.parametrize(
    "again",
    [
        "The number of people injured when a ferry hit the North Pier at Port Ellory rose to 14, Brandt said.",
        "Investigators examined the steering gear of the ship, the harbour master said on Tuesday.",
    ],
)
def test_the_same_figure_and_the_same_clause_in_other_words_are_told_again(again: str) -> None:
    assert tells_again(again, [LEDE])


@pytest.mark.parametrize(
    "new",
    [
        "The Sorrel Maid was carrying 212 passengers and nine crew when it hit the pier at 06:48.",
        "Harbour Master Ilse Brandt said on Tuesday that divers would look at the hull.",
        "The ferry line has kept 14 lifebelts on each of its ships since it lost one in a storm.",
    ],
)
def test_what_shares_only_names_a_speaker_or_a_figure_of_something_else_is_new(new: str) -> None:
    assert not tells_again(new, [LEDE])


def test_facts_must_be_told_by_one_sentence_and_not_by_the_words_of_several() -> None:
    told = ["The mayor opened the new bridge.", "Divers examined the old harbour wall."]

    assert share_retold("The mayor examined the harbour bridge.", told) == 0.0


MARCH = make_article(
    id=1,
    outlet="Harbour Post",
    title="Marchers arrested in Karrow",
    text="Police arrested 12 people at a march in Karrow on Tuesday, a police spokeswoman said, while organisers "
    "put the number of arrests at 31. Trams stood still for two hours.",
)
ECHO = make_article(
    id=2,
    outlet="Arle Echo",
    title="Karrow march",
    text="Organisers said that 31 people had been arrested at the march in Karrow. "
    "The march in Karrow ended at noon, and police spoke of 12 arrests where organisers counted 31 arrests.",
    published_at=at(10),
)


def _claim(article: Article, number: int, text: str) -> Claim:
    return make_claim(text, f"{article.id}.{number}")


def test_of_a_frame_and_a_sentence_that_gives_all_sides_itself_the_frame_goes() -> None:
    desk = open_desk([MARCH, ECHO])
    ((dispute, frame),) = iter_frames(desk)
    lede = _claim(MARCH, 2, "Trams stood still for two hours.")
    own = _claim(MARCH, 1, MARCH.text.partition(". ")[0] + ".")
    second = _claim(ECHO, 2, "Police spoke of 12 arrests where organisers counted 31 arrests.")

    assert dispute.relation is Relation.CONFLICT
    assert tells_dispute(own, dispute)
    assert find_repeats([lede, frame, own, second], desk) == (frame, second)
    assert find_repeats([lede, frame], desk) == ()


def test_the_lede_and_what_is_new_stay_whatever_they_repeat() -> None:
    first = make_article(id=1, text=LEDE)
    later = make_article(
        id=2,
        outlet="Arle Echo",
        text="Sixteen people were injured when a ferry struck the North Pier at Port Ellory, Brandt said.",
        published_at=at(120),
        arrived_at=at(120),
    )
    desk = open_desk([first, later])
    new, old = _claim(later, 1, later.text), _claim(first, 1, LEDE)
    again = _claim(first, 1, "A ferry struck the North Pier at Port Ellory on Tuesday.")

    assert find_repeats([old, new, again], desk) == (again,)
    assert find_repeats([again, new], desk) == ()
    assert find_repeats([old, replace(again, writer=Writer.FRAME)], desk) == ()


def test_the_only_sentence_with_all_sides_stays_though_the_lede_tells_half_of_it() -> None:
    lede = (
        "At least three people died in the fire that destroyed the paint works in Brannick on Tuesday night, "
        "Brannick General Hospital said."
    )
    both = (
        "Three people died according to Brannick General Hospital; the Health Ministry puts the number at five."
    )
    first = replace(MARCH, text=lede, title="Three dead in Brannick fire")
    second = replace(
        ECHO,
        title="Five dead in Brannick fire",
        published_at=MARCH.published_at,
        text=f"Five people died in the fire at the paint works in Brannick, the Health Ministry said. {both}",
    )
    desk = open_desk([first, second])
    ((_, frame),) = iter_frames(desk)

    assert tells_again(both, [lede])
    assert find_repeats([_claim(first, 1, lede), frame, _claim(second, 2, both)], desk) == (frame,)
