"""No word of AiBot's own stays English in another language, whatever is told; and what would is found."""

from __future__ import annotations

import pytest

from benchmarks.hostile_places import place_everywhere
from bot.core.messages import say
from bot.core.saying import recalled, tr
from bot.core.types import Message
from tests.bracketed import Theirs

WORDS = "言葉 123"  # of sources, outlets and people, with no letter of English in them
KEPT = f"{WORDS} fails."  # a notice is kept in the words that it was told in


@pytest.mark.parametrize("shown", place_everywhere(WORDS))
def test_around_words_from_outside_nothing_stays_english(shown: str) -> None:
    assert Theirs((WORDS, KEPT)).english_left(place_everywhere(WORDS)[shown]) == ()


@pytest.mark.parametrize(
    ("message", "left"),
    [
        (say("Now reported by two."), ("Now reported by two",)),
        (say(tr("Feed: {name}", name="Harbour Post"), tr("Saved.")), ()),
        (say(tr("Feed: {name}", name="of Harbour Post")), ("of Harbour Post",)),
        (say(recalled("No message made this.")), ("No message made this",)),
        (say(recalled("33 in the text, 10 in passage 4.2")), ()),
    ],
)
def test_what_stays_english_is_found(message: Message, left: tuple[str, ...]) -> None:
    assert Theirs(("Harbour Post",)).english_left(message) == left
