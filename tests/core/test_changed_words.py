"""What changed, told in another language: AiBot's own words are, the sources' stay as they are."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter

from bot.catalogues import read_catalogues
from bot.core.changed_words import (
    sentence_of,
    tell_changed_article,
    tell_confirmed,
    tell_corrected_article,
    tell_differing,
    tell_figure,
    tell_measure,
    tell_parted,
    tell_sentence,
    tell_withdrawal,
    tell_withdrawn_article,
    with_sentence,
)
from bot.core.saying import Phrase, from_outside, recalled
from bot.core.types import Citation, Correction, Disagreement, PassageId, Position, Relation
from bot.storage.columns import decode, encode
from tests.make import NOW

WORDS = read_catalogues()


def differing() -> Phrase:
    cited = Citation(PassageId("1.1"), "x")
    positions = (
        Position("five", "the ministry, reported by Harbour Post", ("Harbour Post",), cited, NOW),
        Position("three", "Coast Radio", ("Coast Radio",), cited, NOW),
    )
    return tell_differing(Disagreement("people killed", Relation.CONFLICT, positions))


@pytest.mark.parametrize(
    ("told", "english", "german", "russian"),
    [
        (
            tell_measure("people injured", "Nine", "six"),
            "People injured: now nine, earlier six.",
            "Verletzte: jetzt 9, zuvor 6.",
            "Пострадавшие: теперь 9, ранее 6.",
        ),
        (
            tell_measure("passengers", "At least 14", "nine"),
            "Passengers: now at least 14, earlier nine.",
            "Passengers: jetzt mindestens 14, zuvor 9.",
            "Passengers: теперь не меньше 14, ранее 9.",
        ),
        (
            tell_measure("homes without power", "Nearly 2,000", "more than nine"),
            "Homes without power: now nearly 2,000, earlier more than nine.",
            "Haushalte ohne Strom: jetzt fast 2.000, zuvor mehr als 9.",
            "Дома без света: теперь почти 2\N{NO-BREAK SPACE}000, ранее более 9.",
        ),
        (
            tell_figure("47 crowns", "42 crowns"),
            "Now 47 crowns, earlier 42 crowns.",
            "Jetzt 47 crowns, zuvor 42 crowns.",
            "Теперь 47 crowns, ранее 42 crowns.",
        ),
        (
            differing(),
            "Sources now differ on people killed: five, says the ministry, reported by Harbour Post; three, says "
            "Coast Radio.",
            "Die Quellen weichen jetzt voneinander ab (Tote): 5 (the ministry, laut Harbour Post); 3 "
            "(Coast Radio).",
            "Источники теперь расходятся (погибшие): 5 — the ministry (сообщает Harbour Post); 3 — Coast Radio.",
        ),
        (
            tell_confirmed(2, ["Arle Echo"]),
            "Now reported by 2 independent outlets; new among them: Arle Echo.",
            "Jetzt von 2 unabhängigen Medien berichtet; neu dabei: Arle Echo.",
            "Теперь об этом сообщают 2 независимых издания; среди них новые: Arle Echo.",
        ),
        (
            tell_parted("Fire in Esk", 9),
            "This story was parted: “Fire in Esk” is now story 9.",
            "Diese Meldung wurde geteilt: „Fire in Esk“ ist jetzt Meldung 9.",
            "Эта новость разделена: «Fire in Esk» теперь новость 9.",
        ),
        (
            tell_withdrawal(["Harbour Post", "Coast Radio"]),
            "Harbour Post and Coast Radio have withdrawn what they reported on this.",
            "Harbour Post und Coast Radio haben zurückgezogen, was sie hierüber berichtet hatten.",
            "Издания отозвали то, что сообщали об этом: Harbour Post и Coast Radio.",
        ),
    ],
)
def test_a_change_is_told_around_what_the_sources_say(
    told: Phrase, english: str, german: str, russian: str
) -> None:
    assert told == english
    assert told.told_in("de", WORDS["de"]) == german
    assert told.told_in("ru", WORDS["ru"]) == russian


CORRECTED = "At least 10 passengers were hurt, /stop."


@pytest.mark.parametrize(
    ("told", "german"),
    [
        (
            tell_corrected_article("Harbour Post", "at least 10", "at least 14", CORRECTED),
            "Harbour Post hat seinen Artikel berichtigt: jetzt mindestens 10, zuvor mindestens 14. "
            f"„{CORRECTED}“",
        ),
        (
            tell_changed_article("Harbour Post", "It sank: “now” and for good.", "It floats."),
            "Harbour Post hat seinen Artikel geändert: „It sank: “now” and for good.“ Zuvor: „It floats.“",
        ),
        (
            tell_withdrawn_article("Coast Radio", "Ferry sinks"),
            "Coast Radio hat den Artikel „Ferry sinks“ zurückgezogen; er ist hier keine Quelle mehr.",
        ),
    ],
)
def test_a_correction_that_was_stored_in_english_is_told_in_the_language(told: Phrase, german: str) -> None:
    kept = TypeAdapter(tuple[Correction, ...])
    (stored,) = decode(kept, encode(kept, (Correction(NOW, told),)))
    assert type(stored.text) is str
    assert stored.text == told
    assert recalled(stored.text).told_in("de", WORDS["de"]) == german


def test_a_command_in_a_stored_text_is_a_sources_until_proven_otherwise() -> None:
    assert from_outside(recalled(f"Harbour Post withdrew “{CORRECTED}”")) == ("/stop",)


def test_the_sentence_behind_a_figure_can_be_shortened_and_the_rest_stays_aibots_own() -> None:
    told = tell_sentence("47 crowns", "42 crowns", "Brightwater offered 47 crowns on Monday.")
    assert sentence_of(told) == "Brightwater offered 47 crowns on Monday."
    shorter = with_sentence(told, "Brightwater offered 47 crowns.")
    assert isinstance(shorter, Phrase)
    assert shorter.told_in("de", WORDS["de"]) == (
        "Jetzt 47 crowns, zuvor 42 crowns: Brightwater offered 47 crowns."
    )
    assert sentence_of("A source's own sentence.") == "A source's own sentence."
    assert sentence_of(tell_figure("47 crowns", "42 crowns")) == ""
