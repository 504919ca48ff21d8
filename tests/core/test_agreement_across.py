"""Two reports in two languages: what must agree for them to tell of one event, and what forbids it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.across import read_reports
from bot.core.agreement_across import Agreement, compare_told
from bot.core.facts_across import Told, find_known, fold, read_told
from tests.make import make_article

ENGLISH = (
    "Three workers were injured when a sawmill near Tannhof burned down on Tuesday. "
    "Fire chief Ilse Kranz said the blaze began in the drying hall. Damage was put at 2.4 million euros."
)
GERMAN = (
    "Bei Tannhof ist in der Nacht zum Dienstag ein Sägewerk abgebrannt, drei Arbeiter wurden verletzt. "
    "Das sagte Feuerwehrchefin Ilse Kranz. Der Schaden beträgt rund 2,4 Millionen Euro."
)
ALL = [each for one in read_reports() if (each := read_told(one.article)) is not None]


def told(text: str, language: str, title: str = "") -> Told:
    found = read_told(make_article(title=title, text=text, language=language))
    assert found is not None
    return found


def compare(english: str = ENGLISH, german: str = GERMAN) -> Agreement:
    return compare_told(told(english, "en"), told(german, "de"))


def test_names_figures_place_and_day_that_agree_make_one_event() -> None:
    agreement = compare()
    assert agreement.joins
    assert "as many injured" in agreement.reasons
    assert "both name “Kranz”" in agreement.reasons


@pytest.mark.parametrize(
    ("was", "told_instead", "reason"),
    [
        ("drei Arbeiter", "fünf Arbeiter", "other counts of injured"),
        ("Bei Tannhof", "Bei Oberau", "another place than Tannhof"),
        ("zum Dienstag", "zum Freitag", "another day of the week"),
    ],
)
def test_what_cannot_be_true_of_one_event_forbids(was: str, told_instead: str, reason: str) -> None:
    agreement = compare(german=GERMAN.replace(was, told_instead))
    assert (agreement.joins, agreement.against) == (False, (reason,))


def test_the_night_to_a_day_is_that_of_the_day_before() -> None:
    assert compare(english=ENGLISH.replace("on Tuesday", "on Monday night")).joins


def test_more_than_was_told_as_the_least_is_no_conflict() -> None:
    german = GERMAN.replace("drei Arbeiter", "mindestens drei Arbeiter")
    assert compare(ENGLISH.replace("Three", "Seven"), german).against == ()
    assert compare(ENGLISH.replace("Three", "Two"), german).against == ("other counts of injured",)


def test_names_alone_are_not_enough() -> None:
    english = "Arven Space head Noor Haddad spoke in Kourou on Saturday about the Stella rocket, which is late."
    german = "In Kourou hat am Samstag Noor Haddad von Arven Space über die Rakete Stella gesprochen."
    assert not compare(english, german).joins


def test_figures_alone_are_not_enough() -> None:
    english = "The bank made a profit of 410 million euros, which was 12 per cent less than it had made before."
    german = "Die Bank hat 410 Millionen Euro verdient, das sind 12 Prozent weniger als im Jahr davor."
    assert not compare(english, german).joins


def test_a_name_that_half_the_newsroom_writes_of_counts_for_little() -> None:
    common = {"kranz", "tannhof"}
    assert not compare_told(told(ENGLISH, "en"), told(GERMAN, "de"), lambda word: word in common).joins


def test_names_are_found_in_another_spelling() -> None:
    english = ENGLISH.replace("Ilse Kranz", "Petro Zelensky")
    german = GERMAN.replace("Ilse Kranz", "Petro Selenskyj")
    assert "both name “Zelensky”" in compare(english, german).reasons


def test_great_cities_are_known_under_the_name_of_each_language() -> None:
    names = {find_known(fold(name), language) for name, language in
             (("Munich", "en"), ("München", "de"), ("Múnich", "es"), ("Monaco", "it"))}  # fmt: skip
    assert names == {"munich"}
    assert find_known(fold("Wien"), "de") == find_known("vienna", "en") == "vienna"


def test_a_language_without_lists_is_not_compared() -> None:
    assert read_told(make_article(text="Branden i Arvika är släckt.", language="sv")) is None


@settings(deadline=None)
@given(st.sampled_from(ALL), st.sampled_from(ALL))
def test_it_is_the_same_from_either_side(one: Told, other: Told) -> None:
    assert compare_told(one, other) == compare_told(other, one)


@settings(deadline=None)
@given(st.text(max_size=300), st.sampled_from(["en", "de", "fr", "es", "it", "pt", "nl"]))
def test_any_text_can_be_read(text: str, language: str) -> None:
    found = read_told(make_article(title=text[:40], text=text, language=language))
    assert found is None or compare_told(found, ALL[0]).against is not None
