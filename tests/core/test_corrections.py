"""Corrections stay where they can be seen, and what a channel gets of stories in other languages than English."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.corrections import list_corrections
from bot.core.developments import find_developments
from bot.core.editing import edit_draft
from bot.core.messages import compose_post, compose_story
from bot.core.selection import write_draft
from bot.core.types import Article, ChangeKind, PassageId, Push, Rules, Summary
from bot.core.updates import decide_update
from tests.core.ferry_revisions import COLOUR, FOURTEEN, LEDE, TEN, revised, told_by_another
from tests.fakes import plain
from tests.make import NOW, at, make_article, make_story


def test_a_correction_is_kept_with_the_time_it_was_made() -> None:
    corrected = list_corrections(revised(1, LEDE, FOURTEEN), revised(2, LEDE, TEN), NOW)
    assert [one.at for one in corrected] == [NOW]
    assert "now at least 10, earlier at least 14" in corrected[0].text
    kept = replace(revised(2, LEDE, TEN), corrections=corrected)
    assert list_corrections(kept, revised(3, LEDE, TEN), NOW) == corrected


def test_a_count_that_grew_is_none() -> None:
    assert list_corrections(revised(1, LEDE, TEN), revised(2, LEDE, FOURTEEN), NOW) == ()


def test_post_and_story_show_it_with_its_hour() -> None:
    corrected = list_corrections(revised(1, LEDE, FOURTEEN), revised(2, LEDE, TEN), NOW)
    summary = replace(revised(2, LEDE, TEN), corrections=corrected)
    for message in (compose_post(summary), compose_story(summary)):
        assert f"Correction {NOW:%H:%M} UTC: Harbour Post corrected its article" in plain(message)


def test_the_words_of_a_bystander_are_no_line_beside_the_news() -> None:
    after = replace(told_by_another("Police arrested the captain on Monday.", COLOUR), news=(PassageId("2.1"),))
    told = [change.text for change in decide_update(revised(1), after).changes]
    assert [text for text in told if "Odile" in text] == []
    assert any("arrested" in text for text in told)


@pytest.mark.parametrize(
    ("earlier", "now"),
    [
        # a stamp in front, and words that say the same
        (
            "Line 3 has stood still since 7.20 this morning because of a power failure, TVB said.",
            "UPDATED 10.15 - Line 3 stands still after a power failure at 7.20 this morning, TVB said.",
        ),
        # more than before
        (
            "Line 3 has stood still since 7.20 this morning, TVB said.",
            "Line 3 has stood still since 7.20 this morning, TVB said, and 40 buses are running.",
        ),
        # written anew, since things moved on
        (
            "The Tam has burst its banks in three places, and 400 people have left Lower Tam and Weir.",
            "A man has been found dead in a car, and 1,100 people have left home since the Tam burst its banks.",
        ),
    ],
)
def test_a_page_brought_up_to_date_is_no_correction(earlier: str, now: str) -> None:
    assert list_corrections(revised(1, earlier), revised(2, now), NOW) == ()


# ---------------------------------------------------------------- other languages

GERMAN = (
    "Eine Fähre hat am Montag in Nordhafen den Pier gerammt. Dabei wurden zehn Menschen verletzt, wie die "
    "Hafenmeisterin Ilse Brandt mitteilte. An Bord waren 212 Passagiere.",
    "Die Zahl der Verletzten nach dem Fährunglück in Nordhafen ist am Montag auf 14 gestiegen. Das sagte die "
    "Hafenmeisterin Ilse Brandt. Ein Mitglied der Besatzung der Fähre wurde festgenommen.",
)
SPANISH = (
    "Un ferry chocó el lunes contra el muelle de Puerto Alba. Diez personas resultaron heridas, según la "
    "capitana del puerto, Inés Prado. A bordo viajaban 212 pasajeros.",
    "El número de heridos en el accidente de Puerto Alba subió a 14, según la capitana del puerto, Inés Prado. "
    "La policía detuvo al capitán del ferry.",
)


def articles(texts: Sequence[str]) -> tuple[Article, ...]:
    return tuple(
        make_article(
            id=number,
            outlet=f"Outlet {number}",
            title=text.split(".")[0],
            text=text,
            published_at=at(200 * number),
            arrived_at=at(200 * number),
        )
        for number, text in enumerate(texts, start=1)
    )


def piece(revision: int, *members: Article) -> Summary:
    story, now = make_story(id=1, revision=revision), at(900) + timedelta(hours=revision)
    draft = write_draft(story, [one for one in members if not one.withdrawn], Rules(), now)
    summary = edit_draft(draft, story, members, Rules(), now).summary
    assert summary is not None
    return summary


@pytest.mark.parametrize("texts", [GERMAN, SPANISH])
def test_of_a_german_or_spanish_story_the_post_is_mended_and_no_turn_is_told(texts: Sequence[str]) -> None:
    first, second = articles(texts)
    assert find_developments((first, second)) == ()
    update = decide_update(piece(1, first), piece(2, first, second))
    assert update.push is not Push.FOLLOW_UP
    assert not update.correction


@pytest.mark.parametrize("texts", [GERMAN, SPANISH])
def test_in_any_language_a_withdrawn_article_is_told_as_a_correction(texts: Sequence[str]) -> None:
    first, second = articles(texts)
    before = piece(1, first, second)
    update = decide_update(before, piece(2, replace(first, withdrawn=True, version=2), second))
    assert [change.kind for change in update.changes][:1] == [ChangeKind.WITHDRAWN]
    assert update.push is Push.FOLLOW_UP
