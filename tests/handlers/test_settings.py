"""/settings: how and when stories come to a chat."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.core.types import ChannelSettings, Rhythm, Style
from tests.handlers.newsroom import HERE, Newsroom


async def stored(newsroom: Newsroom) -> tuple[ChannelSettings, datetime | None]:
    channel = await newsroom.app.storage.channels.find(HERE)
    assert channel is not None
    return channel.settings, channel.next_digest_at


async def test_the_settings_are_shown_with_how_to_change_them(newsroom: Newsroom) -> None:
    told = await newsroom.say("/settings")
    assert "rhythm: instant" in told
    assert "timezone: UTC" in told
    assert "style: brief" in told
    assert "language: original" in told
    assert "outlets: at least 1" in told
    assert "/settings timezone Europe/Berlin" in told


async def test_a_digest_comes_at_its_hours_in_its_own_timezone(newsroom: Newsroom) -> None:
    assert "timezone: Europe/Berlin" in await newsroom.say("/settings timezone europe/berlin")
    told = await newsroom.say("/settings rhythm digest 18:30, 8")
    assert "Saved." in told
    assert "rhythm: digest at 8:00, 18:30" in told
    settings, due_at = await stored(newsroom)
    assert (settings.rhythm, settings.digest_minutes) == (Rhythm.DIGEST, (480, 1110))
    assert due_at == datetime(2026, 11, 16, 17, 30, tzinfo=UTC)


async def test_back_to_instant_forgets_the_next_digest_and_keeps_the_hours(newsroom: Newsroom) -> None:
    await newsroom.message("/settings rhythm digest 7:15")
    assert "rhythm: instant" in await newsroom.say("/settings Rhythm INSTANT")
    await newsroom.pass_time(0)
    settings, due_at = await stored(newsroom)
    assert due_at is None
    await newsroom.message("/settings rhythm digest")
    assert (await stored(newsroom))[0].digest_minutes == settings.digest_minutes == (435,)


async def test_style_and_outlets_are_kept(newsroom: Newsroom) -> None:
    await newsroom.message("/settings style Story")
    await newsroom.message("/settings outlets 3")
    settings, _ = await stored(newsroom)
    assert (settings.style, settings.minimum_outlets) == (Style.STORY, 3)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("volume 11", "There is no setting “volume”. There are: rhythm, timezone, style, language, outlets."),
        ("rhythm", "“instant”, or “digest” and its hours"),
        ("rhythm weekly", "“instant”, or “digest” and its hours"),
        ("rhythm digest 25:00", "“25:00” is not an hour of the day"),
        ("rhythm digest 8:60", "“8:60” is not an hour of the day"),
        ("rhythm digest morning", "“morning” is not an hour of the day"),
        ("rhythm digest ８:00", "is not an hour of the day"),
        ("rhythm digest 0 1 2 3 4 5 6 7 8 9 10 11 12", "12 times a day at most"),
        ("rhythm instant 8:00", "takes no hours"),
        ("timezone", "is not a timezone"),
        ("timezone Berlin", "Did you mean Europe/Berlin?"),
        ("timezone New York", "Did you mean America/New_York?"),
        ("timezone UTC+2", "is not a timezone. Write a region and a city"),
        ("timezone ../../etc/passwd", "is not a timezone"),
        ("style", "one of: brief, story, bullets, plain"),
        ("style long", "one of: brief, story, bullets, plain"),
        ("language", "is not a language that translations can be checked in"),
        ("language Klingon", "German (de), French (fr)"),
        ("language ja", "and “original” for pieces as they were written"),
        ("outlets", "a number from 1 to 20"),
        ("outlets 0", "a number from 1 to 20"),
        ("outlets 21", "a number from 1 to 20"),
        ("outlets two", "a number from 1 to 20"),
    ],
)
async def test_what_is_not_understood_says_what_is_possible_and_changes_nothing(
    newsroom: Newsroom, typed: str, words: str
) -> None:
    before = await newsroom.say("/settings")
    told = await newsroom.say(f"/settings {typed}")
    assert words in told
    assert "Saved" not in told
    assert await newsroom.say("/settings") == before


async def test_a_digest_chat_gets_its_stories_at_its_hour_and_not_before(newsroom: Newsroom) -> None:
    await newsroom.message("/settings rhythm digest 11:00")
    await newsroom.tell_the_ferry()
    assert not any("Nordlys" in post for post in newsroom.posts())
    await newsroom.pass_time(70)
    assert "Nordlys" in newsroom.posts()[-1]
    assert newsroom.posts()[-1].startswith("Your digest for November 16, 2026, 11:00")


async def test_a_chat_that_wants_two_outlets_gets_no_story_of_one(newsroom: Newsroom) -> None:
    await newsroom.message("/settings outlets 2")
    await newsroom.tell_the_ferry()
    await newsroom.tell_the_strike()
    assert any("Nordlys" in post for post in newsroom.posts())
    assert not any("Vellmark" in post for post in newsroom.posts())


async def test_a_language_is_taken_by_tag_or_name_and_given_back(newsroom: Newsroom) -> None:
    for typed in ("de", "German", "deutsch", "de-AT"):
        assert "language: German" in await newsroom.say(f"/settings language {typed}")
        assert (await stored(newsroom))[0].language == "de"
    assert "language: original" in await newsroom.say("/settings language original")
    assert (await stored(newsroom))[0].language == ""


async def test_without_an_llm_a_chat_is_told_that_no_piece_is_reworded(newsroom: Newsroom) -> None:
    assert "There is no LLM here" in await newsroom.say("/settings language fr")
    await newsroom.say("/settings language original")
    assert "There is no LLM here" in await newsroom.say("/settings style plain")
    assert "There is no LLM here" not in await newsroom.say("/settings style story")


async def test_a_style_by_its_old_name_is_the_same_style(newsroom: Newsroom) -> None:
    assert "style: story" in await newsroom.say("/settings style full")
    assert "style: brief" in await newsroom.say("/settings style short")


async def test_a_chat_that_wants_the_story_gets_the_whole_piece(newsroom: Newsroom) -> None:
    await newsroom.message("/settings style story")
    await newsroom.tell_the_ferry()
    assert any("Double-check" in post and "Nordlys" in post for post in newsroom.posts())
