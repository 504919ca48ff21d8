"""News of the day: what those whom a story is about did today, whatever the verb."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.core.day_news import find_subjects, is_day_news, read_main_clause
from bot.core.developments import find_developments
from bot.core.language import content_stems
from bot.core.types import Article
from tests.make import at, make_article

NOW = datetime(2026, 11, 16, 15, tzinfo=UTC)  # a Monday
FIRST = (
    "Fugitive banker Mikkel Ravn appeared before a court in Santa Lucena on Friday, wanted over the collapse of "
    "Norrebank."
)
SECOND = "Mikkel Ravn, the former head of Norrebank, asked a court in Santa Lucena for bail."


def told(number: int, text: str, minute: float, title: str = "Banker Ravn in court") -> Article:
    return make_article(id=number, outlet=f"Outlet {number}", title=title, text=text, published_at=at(minute))


EARLIER = (told(1, FIRST, -600), told(2, SECOND, -590))
SUBJECTS = find_subjects(EARLIER)
KNOWN = frozenset(stem for one in EARLIER for stem in content_stems(one.text))


def is_news(text: str, title: str = "Court refuses bail for banker Ravn") -> bool:
    return is_day_news(text, title, NOW, SUBJECTS, KNOWN)


def test_a_story_is_about_what_its_titles_and_ledes_share() -> None:
    assert {"ravn", "mikkel", "court"} <= SUBJECTS
    assert not {"fugit", "friday", "collaps"} & SUBJECTS


@pytest.mark.parametrize(
    "text",
    [
        "A judge in Santa Lucena on Monday turned a deaf ear to Mikkel Ravn and sent him back to his cell.",
        "Mikkel Ravn vanished overnight from the hospital wing, his guards asleep at the door.",
        "Ravn is leaving prison on Monday after a clerk forgot to sign a form, his lawyer said.",
        "The court has announced that Ravn will be heard by video from now on.",
    ],
)
def test_what_those_concerned_did_or_suffered_today_is_news(text: str) -> None:
    assert is_news(text)


@pytest.mark.parametrize(
    "text",
    [
        "Savers queued outside the branch of Norrebank in Sund on Monday to hear the news.",
        "Ole Thorsen, 71, keeps the last letter from Norrebank in a kitchen drawer.",
        "Mikkel Ravn looked tired on Monday after a night in the city prison, a warder said.",
        "Mikkel Ravn had run the bank for nine years until the regulators came in on Monday.",
        "Mikkel Ravn may be moved to another prison on Monday because of the heat.",
        "Mikkel Ravn grew up above a bakery and sold newspapers at the age of ten.",
        FIRST,
    ],
)
def test_onlookers_background_feelings_plans_and_what_is_known_are_none(text: str) -> None:
    assert not is_news(text)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        # a dispatch, dated, that says it was done, though nobody's name stands in the main clause
        ("LUCENA, Nov 16 (Calder Wire) - Guards let the banker out on Monday.", "Banker Ravn walks"),
        # how things are now, in an institution's words
        ("The banker Ravn is back in his cell, the prison office said.", "Banker Ravn back"),
        # the main verb follows a clause that says who is meant
        (
            "The judge who was to hear Ravn was sent home on Monday, the court said.",
            "Judge in Ravn case sent home",
        ),
        ("The court set aside the arrest of Mikkel Ravn on Monday.", "Court frees banker Ravn"),
        ("Mikkel Ravn has had to give up his passport, the court said.", "Court takes Ravn's passport"),
        # the perfect of a deed is of today, whatever day it names
        ("Banker Mikkel Ravn has joined a monastery.", "Ravn joins monks"),
        ("The papers of banker Ravn were forged, the court has found.", "Banker's papers forged"),
        # an outlet's own find
        (
            "Banker Ravn paid his guards two million crowns, according to papers seen by the Post.",
            "Ravn paid guards",
        ),
    ],
)
def test_three_signs_of_four_are_enough(text: str, title: str) -> None:
    assert is_news(text, title)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Hundreds of people rang bells for Mikkel Ravn on Monday.", "Town rings bells for Ravn"),
        ("“He is out,” the court said of Ravn on Monday.", "Ravn is out"),
        ("Mikkel Ravn left the court on Monday by a side door.", "The banker who sails: at sea with Ravn"),
        ("Mikkel Ravn left the court on Monday by a side door.", "'He has left': at court with Ravn"),
        ("Police may move Mikkel Ravn on Monday, the court said.", "Court: Ravn may be moved"),
        ("Friends of banker Mikkel Ravn have painted a bench white.", "White bench for Ravn"),
        ("Banker Mikkel Ravn has bred lilacs for 40 years.", "Banker Ravn and the lilacs"),
        ("In number 14 is the flat that has brought banker Ravn into trouble.", "Ravn affair: the flat"),
        ("Yellow ribbons have been tied to the gates of Ravn House.", "Ribbons for banker Ravn"),
        ("Writers have paid tribute to banker Mikkel Ravn.", "Banker Ravn honoured"),
    ],
)
def test_onlookers_words_quoted_and_titles_of_features_are_no_news(text: str, title: str) -> None:
    assert not is_news(text, title)


def test_of_a_single_report_the_story_is_about_what_its_title_and_lede_share() -> None:
    only = find_subjects((told(1, FIRST, -600),))
    assert {"banker", "ravn"} <= only


def test_a_question_a_list_and_a_first_person_are_no_titles_of_news() -> None:
    text = "A judge on Monday turned a deaf ear to Mikkel Ravn and sent him back to his cell."
    for title in ("Who is banker Ravn?", "Five facts about banker Ravn", "Banker Ravn and I", "How Ravn ran"):
        assert not is_news(text, title)


def test_the_main_clause_leaves_out_words_said_who_said_it_and_when() -> None:
    text = "The ship was raised after nine years, Dr. Keay said, who has dug here since May."
    assert read_main_clause(text).strip() == "The ship was raised"
    assert "deaf" not in read_main_clause("“He is deaf,” said the judge.")


def test_of_another_language_nothing_is_read() -> None:
    german = (
        "Der Banker Mikkel Ravn wurde am Montag von einem Mitglied des Gerichts für frei erklärt, Ravn is frei."
    )
    assert not is_news(german)


def test_an_outlet_that_comes_late_tells_the_story_from_the_beginning() -> None:
    refused = "A judge in Santa Lucena on Monday turned a deaf ear to Mikkel Ravn and sent him back to his cell."
    soon = told(3, refused, -500, "Ravn stays behind bars, court decides")
    assert find_developments((*EARLIER, soon)) == ()
    again = replace(soon, outlet=EARLIER[0].outlet)
    assert [one.passage.text for one in find_developments((*EARLIER, again))] == [refused]


def test_a_later_articles_news_is_a_development_and_an_earlier_ones_feature_is_none() -> None:
    refused = "A judge in Santa Lucena on Monday turned a deaf ear to Mikkel Ravn and sent him back to his cell."
    colour = "Ole Thorsen, 71, keeps the last letter from Norrebank in a kitchen drawer."
    later = told(3, refused, 300, "Ravn stays behind bars, court decides")
    feature = told(4, colour, 400, "The savers who wait")
    found = find_developments((*EARLIER, later, feature))
    assert [one.passage.text for one in found] == [refused]
