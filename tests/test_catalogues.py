"""AiBot's own words in every language that it speaks: none missing, none torn."""

from __future__ import annotations

from bot.catalogues import read_catalogues


def test_there_are_words_in_five_languages_beside_english() -> None:
    assert set(read_catalogues()) == {"de", "es", "fr", "pt", "ru"}
