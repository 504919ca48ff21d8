"""What is typed to be searched for: phrases in quotes, words without their accents, words with a slip in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.searching import MOST_WORDS, Wanted, mend_words, read_wanted, search_stories
from bot.core.types import Summary
from tests.make import make_summary


def story(number: int, *sentences: str) -> Summary:
    return make_summary(sentences, story_id=number)


PIER = story(1, "The steamer Sorrel Maid struck the North Pier.", "Fourteen people were injured.")
STORM = story(2, "A storm in the north damaged a pier.", "Divers went to Orléans.")
SHARES = story(3, "Société Générale bought a bank in Zürich.", "The pier of Zürich was closed.")
ALL = (PIER, STORM, SHARES)


def numbers(words: str) -> list[int]:
    return [one.story_id for one in search_stories(read_wanted(words), ALL).found]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("north pier", [1, 2]),
        ('"North Pier"', [1]),
        ("„North Pier“", [1]),
        ("«north pier» steamer", [1]),
        ("“pier north”", []),
        ('"bank in Zurich"', [3]),
        ("zurich", [3]),
        ("ORLEANS", [2]),
        ("orléans", [2]),
        ("societe generale", [3]),
        ("Sorell Maid", [1]),
        ("staemer", [1]),
        ("injurde", [1]),
        ("zxqw", []),
        ("cat", []),
        ("chess tournament", []),
    ],
)
def test_what_is_typed_finds_the_stories_that_tell_of_it(words: str, found: list[int]) -> None:
    assert numbers(words) == found


def test_a_word_with_a_slip_in_it_is_told_with_what_was_searched_for_instead() -> None:
    result = search_stories(read_wanted("Sorell steamer"), ALL)
    assert result.searched == "sorrel steamer"


def test_a_slip_is_never_taken_for_a_little_word_that_says_nothing() -> None:
    told = (story(1, "It did not strike the north pier."), story(2, "The mayor did not resign."))
    assert search_stories(read_wanted("nort pier"), told).searched == "north pier"


def test_what_differs_only_in_accents_and_letter_case_is_no_slip_worth_telling() -> None:
    assert search_stories(read_wanted("Societe GENERALE"), ALL).searched == ""


def test_a_word_that_some_story_has_is_left_as_it_is() -> None:
    assert mend_words("north pears", ALL) == "north pears"


def test_a_word_in_quotes_stays_as_it_was_typed() -> None:
    assert numbers('"Sorell Maid"') == []


def test_quotes_are_read_and_not_repeated() -> None:
    assert read_wanted("“North Pier” ferry") == Wanted("North Pier ferry", ("North Pier",))
    assert read_wanted('pier "') == Wanted("pier", ())


@given(st.text(max_size=200))
def test_whatever_is_typed_can_be_searched_for(words: str) -> None:
    wanted = read_wanted(words)
    result = search_stories(wanted, ALL)
    assert {one.story_id for one in result.found} <= {1, 2, 3}
    assert len(result.searched.split()) <= max(MOST_WORDS, len(wanted.text.split()))
