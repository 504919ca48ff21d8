"""How long a piece may be: long only where several outlets have much to tell."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.lengths import choose_length
from bot.core.types import Article, Rules
from tests.make import make_article

RULES = Rules(story_words=60, long_words=140)


def _article(number: int, words: int = 120) -> Article:
    """A text of its own: no run of words is another outlet's."""
    text = " ".join(f"river{number} rose{turn}" for turn in range(words // 2))
    return make_article(id=number, outlet=f"Outlet {number}", text=text)


OUTLETS = tuple(_article(number) for number in (1, 2, 3, 4))


def test_a_story_that_four_outlets_tell_at_length_is_long() -> None:
    assert choose_length(OUTLETS, RULES) == 140


@pytest.mark.parametrize(
    "articles",
    [
        OUTLETS[:3],
        (*OUTLETS[:3], _article(4, words=30)),
        (*OUTLETS[:3], replace(OUTLETS[3], text=OUTLETS[2].text)),
        (*OUTLETS[:3], replace(OUTLETS[3], withdrawn=True)),
        (*OUTLETS[:3], replace(OUTLETS[3], outlet=OUTLETS[2].outlet)),
        (),
    ],
    ids=["three outlets", "a teaser", "a copy", "a withdrawn article", "one outlet twice", "nothing"],
)
def test_three_voices_at_length_and_what_adds_none_make_an_ordinary_piece(articles: tuple[Article, ...]) -> None:
    assert choose_length(articles, RULES) == 60


def test_the_long_length_is_never_below_the_ordinary_one() -> None:
    assert choose_length(OUTLETS, Rules(story_words=500)) == 500
