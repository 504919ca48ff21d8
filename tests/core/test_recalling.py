"""A stored English text of AiBot's own is known again, and what is somebody else's in it stays as it is."""

from __future__ import annotations

import pytest

from bot.catalogues import read_catalogues
from bot.core.changed_words import (
    tell_changed_article,
    tell_corrected_article,
    tell_withdrawn_article,
    tell_withdrawn_title,
)
from bot.core.saying import Phrase, recalled, tell_text

HOLDS, BREAKS = "The dam will hold, says the mayor.", "Withdrawn: the dam, say engineers."


@pytest.mark.parametrize(
    ("told", "german"),
    [
        (
            tell_changed_article("Harbour Post", HOLDS, BREAKS),
            f"Harbour Post hat seinen Artikel geändert: „{HOLDS}“ Zuvor: „{BREAKS}“",
        ),
        (
            tell_corrected_article("Harbour Post", "at least 10", "12", HOLDS),
            f"Harbour Post hat seinen Artikel berichtigt: jetzt mindestens 10, zuvor 12. „{HOLDS}“",
        ),
        (
            tell_withdrawn_article("Harbour Post", BREAKS),
            f"Harbour Post hat den Artikel „{BREAKS}“ zurückgezogen; er ist hier keine Quelle mehr.",
        ),
        (tell_withdrawn_title(HOLDS), f"Zurückgezogen: {HOLDS}"),
    ],
)
def test_no_word_of_a_source_is_told_in_another_language(told: Phrase, german: str) -> None:
    assert tell_text(recalled(str(told)), read_catalogues(), "de") == german
