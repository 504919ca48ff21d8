"""Plain words: shorter sentences and everyday words pass; what is lost, added or turned does not."""

from __future__ import annotations

import pytest

from bot.core.plain_words import check_plain

VIADUCT = (
    "The Wend Viaduct, which carries the main line, will not reopen for at least six weeks after inspectors "
    "discovered cracks, Transport Minister Oskar Dorrell said on Tuesday."
)
FIRE = "The blaze at the Tovald works injured 12 employees, who may have inhaled solvents, Elke Stannard said."
QUOTE = 'Judge Honor Vint said Sallis had "stolen from people who were standing in the water".'


@pytest.mark.parametrize(
    ("original", "text"),
    [
        (VIADUCT, VIADUCT),
        (
            VIADUCT,
            "The Wend Viaduct carries the main line. It will not reopen for at least six weeks. Inspectors found "
            "cracks, Transport Minister Oskar Dorrell said on Tuesday.",
        ),
        (
            FIRE,
            "The fire at the Tovald works hurt 12 workers. They may have inhaled solvents, Elke Stannard said.",
        ),
        (QUOTE, 'Sallis had "stolen from people who were standing in the water", Judge Honor Vint said.'),
    ],
)
def test_shorter_sentences_with_everyday_words_pass(original: str, text: str) -> None:
    assert check_plain(original, text, (), {}) == ()


@pytest.mark.parametrize(
    ("original", "old", "new", "reason"),
    [
        (VIADUCT, "six weeks", "seven weeks", "the figure “six weeks” is missing"),
        (VIADUCT, "at least six", "six", "the words for “at least”"),
        (VIADUCT, "will not reopen", "will reopen", "a denial of the original is missing"),
        (VIADUCT, "Oskar Dorrell", "Oskar", "the name “Dorrell” is missing"),
        (VIADUCT, "on Tuesday", "on Wednesday", "the original names no such day"),
        (VIADUCT, "discovered cracks", "discovered dangerous cracks", "the original does not say “dangerous”"),
        (FIRE, "may have inhaled", "have inhaled", "the original's doubt (“may”) is missing"),
        (FIRE, "injured 12", "killed 12", "the original does not say “killed”"),
        (FIRE, "Elke Stannard", "Elke Stannard of Brannick", "the original does not name “Brannick”"),
        (QUOTE, "stolen from people", "taken from people", "is not quoted word for word"),
        (QUOTE, '"', "", "quotations"),
    ],
)
def test_what_is_lost_added_or_turned_is_found(original: str, old: str, new: str, reason: str) -> None:
    assert old in original
    assert any(reason in one for one in check_plain(original, original.replace(old, new), (), {}))


def test_leaving_most_of_it_out_is_found() -> None:
    assert "much of the original is missing" in " ".join(
        check_plain(VIADUCT, "The Wend Viaduct, Oskar Dorrell said on Tuesday, will not reopen soon.", (), {})
    )
