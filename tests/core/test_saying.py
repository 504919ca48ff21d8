"""AiBot's own words: English as they stand, other languages through a catalogue."""

from __future__ import annotations

import copy
import gettext
from datetime import date, time

import pytest

from bot.core.saying import (
    Day,
    Decimal,
    Phrase,
    Tongue,
    capital,
    clipped,
    day_of_year,
    joined,
    listed,
    tell_in,
    tell_in_first,
    tr,
    trn,
)
from bot.core.types import Bullets, Button, Heading, Message, Paragraph, Span, Table


class German(gettext.NullTranslations):
    """A few words, as a compiled catalogue would give them."""

    def gettext(self, message: str) -> str:
        return {"Story {number} of {day}": "Meldung {number} vom {day}", "Sources": "Quellen"}.get(
            message, message
        )

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        words = {"{number} outlet": ("{number} Medium", "{number} Medien")}.get(msgid1, (msgid1, msgid2))
        return words[n != 1]


GERMAN = German()


def test_a_phrase_reads_in_english_as_it_stands() -> None:
    assert tr("Story {number} of {day}", number="1200", day=date(2026, 11, 3)) == "Story 1200 of November 3, 2026"
    assert trn("{number} outlet", "{number} outlets", 1) == "1 outlet"
    assert trn("{number} outlet", "{number} outlets", 1200) == "1,200 outlets"
    assert tr("At {hour}", hour=time(8, 5)) == "At 08:05"


def test_a_phrase_is_told_in_another_language_with_its_days_and_numbers() -> None:
    phrase = tr("Story {number} of {day}", number="1200", day=date(2026, 11, 3))
    assert phrase.told_in("de", GERMAN) == "Meldung 1200 vom 3. November 2026"
    assert trn("{number} outlet", "{number} outlets", 1200).told_in("de", GERMAN) == "1.200 Medien"


def test_a_phrase_in_a_phrase_is_told_too() -> None:
    phrase = tr("{what}: {rest}", what=tr("Sources"), rest="Harbour Post")
    assert phrase == "Sources: Harbour Post"
    assert phrase.told_in("de", GERMAN) == "Quellen: Harbour Post"


def test_lists_and_decimals_and_languages_are_told_as_people_there_write_them() -> None:
    phrase = tr("{a} / {b} / {c}", a=listed(["A", tr("Sources"), "C"]), b=Decimal(1234.5, 2), c=Tongue("fr"))
    assert phrase == "A, Sources and C / 1,234.50 / French"
    assert phrase.told_in("de", GERMAN) == "A, Quellen und C / 1.234,50 / Französisch"


@pytest.mark.parametrize(("parts", "told"), [([], ""), (["A"], "A"), (["A", "B"], "A and B")])
def test_a_short_list_needs_no_comma(parts: list[str], told: str) -> None:
    assert listed(parts) == told


def test_what_stands_side_by_side_is_told_part_by_part() -> None:
    phrase = joined((tr("Sources"), "", "Harbour Post"), by=" · ")
    assert phrase == "Sources · Harbour Post"
    assert phrase.told_in("de", GERMAN) == "Quellen · Harbour Post"


def test_a_capital_is_set_in_the_language_told() -> None:
    phrase = capital(tr("{what}, from the {day}", what="ärger", day=day_of_year(date(2026, 11, 3))))
    assert phrase.told_in("de", GERMAN) == "Ärger, from the 3. November"


def test_a_text_is_clipped_in_the_language_told() -> None:
    phrase = clipped(tr("Story {number} of {day}", number="4", day=date(2026, 11, 3)), 20)
    assert str(phrase) == "Story 4 of November…"
    assert phrase.told_in("de", German()) == "Meldung 4 vom 3. No…"
    assert clipped("short", 5).told_in("de", German()) == "short"


def test_a_day_is_written_in_one_way_with_its_year_and_without() -> None:
    phrase = tr(
        "{date}, {day}, {short}",
        date=date(2026, 11, 3),
        day=Day(date(2026, 11, 3)),
        short=day_of_year(date(2026, 11, 3)),
    )
    assert phrase == "November 3, 2026, November 3, 2026, November 3"
    assert phrase.told_in("de", GERMAN) == "3. November 2026, 3. November 2026, 3. November"


def test_braces_in_a_value_are_no_names() -> None:
    assert tr("You wrote {words}", words="{number} {0} {") == "You wrote {number} {0} {"


def test_a_message_is_told_whole_and_what_is_no_phrase_stays() -> None:
    word, plain = tr("Sources"), "Sources"
    message = Message(
        blocks=(
            Heading((Span(word), Span(plain))),
            Paragraph((Span(word, bold=True),), folded=True),
            Bullets(((Span(word),),)),
            Table(((word, plain),)),
        ),
        buttons=((Button(word, "sources:1"),),),
        passing=word,
    )
    assert tell_in(message, "de", GERMAN) == Message(
        blocks=(
            Heading((Span("Quellen"), Span("Sources"))),
            Paragraph((Span("Quellen", bold=True),), folded=True),
            Bullets(((Span("Quellen"),),)),
            Table((("Quellen", "Sources"),)),
        ),
        buttons=((Button("Quellen", "sources:1"),),),
        passing="Quellen",
    )


def test_a_copied_phrase_still_knows_its_message() -> None:
    for phrase in (tr("Sources"), joined((tr("Sources"),)), listed([tr("Sources")])):
        again = copy.deepcopy(phrase)
        assert isinstance(again, Phrase)
        assert again.told_in("de", GERMAN) == "Quellen"


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        (("", "de-AT"), "Quellen"),
        (("pt-BR", "de"), "Quellen"),
        (("en", "de"), "Sources"),
        (("pt",), "Sources"),
        ((), "Sources"),
    ],
)
def test_the_first_language_that_there_are_words_of_is_taken(wanted: tuple[str, ...], told: str) -> None:
    message = Message(blocks=(Paragraph((Span(tr("Sources")),)),))
    assert tell_in_first(message, {"de": GERMAN}, *wanted).blocks == (Paragraph((Span(told),)),)
