"""/settings: how and when stories come to a chat."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.core.settings import read_setting
from bot.core.settings_menu import PAGES, SETTINGS, page_of
from bot.core.types import ChannelSettings, Length, Message, Rhythm, Style, Updates
from tests.fakes import plain
from tests.handlers.newsroom import HERE, Newsroom
from tests.make import make_person


async def stored(newsroom: Newsroom) -> tuple[ChannelSettings, datetime | None]:
    channel = await newsroom.app.storage.channels.find(HERE)
    assert channel is not None
    return channel.settings, channel.next_digest_at


async def test_the_settings_are_shown_with_how_to_change_them(newsroom: Newsroom) -> None:
    told = await newsroom.say("/settings")
    assert "Rhythm: instant" in told
    assert "Timezone: UTC" in told
    assert "Style: brief" in told
    assert "Language of stories: original" in told
    assert "Outlets: at least 1" in told
    assert "/settings timezone Europe/Berlin" in told


async def test_a_digest_comes_at_its_hours_in_its_own_timezone(newsroom: Newsroom) -> None:
    assert "Timezone: Europe/Berlin" in await newsroom.say("/settings timezone europe/berlin")
    told = await newsroom.say("/settings rhythm digest 18:30, 8")
    assert "Saved." in told
    assert "Rhythm: digest at 8:00, 18:30" in told
    settings, due_at = await stored(newsroom)
    assert (settings.rhythm, settings.digest_minutes) == (Rhythm.DIGEST, (480, 1110))
    assert due_at == datetime(2026, 11, 16, 17, 30, tzinfo=UTC)


async def test_back_to_instant_forgets_the_next_digest_and_keeps_the_hours(newsroom: Newsroom) -> None:
    await newsroom.message("/settings rhythm digest 7:15")
    assert "Rhythm: instant" in await newsroom.say("/settings Rhythm INSTANT")
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


@dataclass(frozen=True)
class Wished:
    """A setting as it is typed, and pressed, and what is kept then."""

    words: str
    kept: dict[str, Any]
    shown: str


WISHED = (
    Wished(
        "rhythm digest 8:00 18:00", {"rhythm": Rhythm.DIGEST, "digest_minutes": (480, 1080)}, "digest at 8:00"
    ),
    Wished("hours 7:00", {"digest_minutes": (420,), "rhythm": Rhythm.INSTANT}, "Digest hours: 7:00"),
    Wished("weekdays mon-fri", {"digest_weekdays": (0, 1, 2, 3, 4)}, "Digest days: Monday to Friday"),
    Wished("quietdays on", {"tell_quiet_days": True}, "Empty digest: on"),
    Wished("timezone Asia/Tokyo", {"timezone": "Asia/Tokyo"}, "Timezone: Asia/Tokyo"),
    Wished("quiet 22:00-7:00", {"quiet_hours": (1320, 420)}, "Quiet hours: 22:00 to 7:00"),
    Wished("breaking on", {"breaking": True}, "Breaking news: on"),
    Wished("outlets 3", {"minimum_outlets": 3}, "Outlets: at least 3"),
    Wished("wait 30 min", {"wait_minutes": 30}, "Wait: 30 minutes"),
    Wished("limit 5", {"hourly_limit": 5}, "Limit: 5 an hour"),
    Wished("updates none", {"updates": Updates.NONE}, "Updates: corrections only"),
    Wished("style bullets", {"style": Style.BULLETS}, "Style: bullets"),
    Wished("length short", {"length": Length.SHORT}, "Length: short"),
    Wished("pictures off", {"pictures": False}, "Pictures: off"),
    Wished("silent on", {"silent": True}, "Silent: on"),
    Wished("buttons off", {"buttons": False}, "Buttons: off"),
    Wished("language de", {"language": "de"}, "Language of stories: German"),
    Wished("interface ru", {"interface": "ru"}, "AiBot's own language: Русский"),
)


@pytest.mark.parametrize(
    ("typed", "kept", "shown"),
    [
        # "Etc/GMT-2" is how the public list of zones calls what is two hours ahead of Greenwich.
        ("UTC+2", "Etc/GMT-2", "UTC+2"),
        ("GMT+2", "Etc/GMT-2", "UTC+2"),
        ("gmt −03:00", "Etc/GMT+3", "UTC−3"),
        ("+1", "Etc/GMT-1", "UTC+1"),
        ("UTC+0", "UTC", "UTC"),
        ("GMT", "GMT", "GMT"),
        ("Etc/GMT-2", "Etc/GMT-2", "UTC+2"),
    ],
)
async def test_a_timezone_may_be_named_by_its_distance_from_greenwich(
    newsroom: Newsroom, typed: str, kept: str, shown: str
) -> None:
    assert f"Timezone: {shown}" in await newsroom.say(f"/settings timezone {typed}")
    assert (await stored(newsroom))[0].timezone == kept
    assert f"({shown})" in await newsroom.say("/status")


def pressed(message: Message) -> list[str]:
    return [button.action for row in message.buttons for button in row]


async def test_every_setting_is_one_of_those_tried_here() -> None:
    assert [wished.words.split()[0] for wished in WISHED] == list(SETTINGS)


@pytest.mark.parametrize("wished", WISHED, ids=lambda wished: str(wished.words))
async def test_a_setting_is_changed_in_words(newsroom: Newsroom, wished: Wished) -> None:
    told = await newsroom.message(f"/settings {wished.words}")
    lines = plain(told).splitlines()
    if wished.words == "language de":
        assert lines.pop(0).startswith("There is no LLM here")
    if wished.words.split()[0] in ("hours", "weekdays", "quietdays", "breaking"):
        assert lines.pop().startswith("It takes effect once ")
    (line,) = lines
    assert line.startswith("Saved. ")
    assert wished.shown in line
    assert pressed(told) == [f"settings:{page_of(wished.words.split()[0])}"]
    assert not told.replaces
    assert (await stored(newsroom))[0] == replace(ChannelSettings(), **wished.kept)


@pytest.mark.parametrize("wished", WISHED, ids=lambda wished: str(wished.words))
async def test_the_same_setting_is_changed_by_buttons_from_the_menu_on(
    newsroom: Newsroom, wished: Wished
) -> None:
    name = wished.words.split()[0]
    menu = await newsroom.message("/settings")
    paged = await newsroom.message("", action=f"settings:{page_of(name)}")
    assert f"settings:{page_of(name)}" in pressed(menu)
    assert f"settings:{name}" in pressed(paged)
    choices = await newsroom.message("", action=f"settings:{name}")
    assert f"settings:{wished.words}" in pressed(choices)
    saved = await newsroom.message("", action=f"settings:{wished.words}")
    assert wished.shown in plain(saved)
    assert f"settings:{name}" in pressed(saved)
    assert paged.replaces
    assert choices.replaces
    assert saved.replaces
    assert (await stored(newsroom))[0] == replace(ChannelSettings(), **wished.kept)
    again = await newsroom.message("", action=f"settings:{name}")
    (marked,) = [b.action for row in again.buttons for b in row if b.label.startswith("✓")]
    assert marked == f"settings:{wished.words}"


@pytest.mark.parametrize("name", [name for name, setting in SETTINGS.items() if setting.example])
async def test_what_no_button_offers_is_asked_for_in_words(newsroom: Newsroom, name: str) -> None:
    choices = await newsroom.message("", action=f"settings:{name}")
    assert f"set:{name}" in pressed(choices)
    asked = await newsroom.message("", action=f"set:{name}")
    assert (plain(asked), asked.awaits) == ("Write what it should be.", f"set:{name}")
    message_id = [sent for address, sent in newsroom.chat.shown if address == HERE][-1]
    example = SETTINGS[name].example
    saved = await newsroom.message(example, reply_to=message_id)
    assert plain(saved).startswith("Saved.")
    assert (await stored(newsroom))[0] == read_setting(ChannelSettings(), name, example)
    field = await newsroom.message(example, action=f"set:{name}")
    assert field.replaces


@pytest.mark.parametrize("name", ["", *PAGES, *SETTINGS])
async def test_every_menu_fits_both_platforms_and_every_choice_can_be_taken(
    newsroom: Newsroom, name: str
) -> None:
    menu = await newsroom.message(f"/settings {name}")
    assert len(menu.buttons) <= 5
    for row in menu.buttons:
        assert 1 <= len(row) <= 5
    for action in pressed(menu):
        assert len(action.encode()) <= 64
        assert action.isascii()
        answer = await newsroom.say("", action=action)
        assert "There is no setting" not in answer
        assert "is not" not in answer


async def test_who_does_not_manage_the_chat_may_look_and_not_press(newsroom: Newsroom) -> None:
    member = make_person(manages=False)
    for action in ("settings:when", "settings:timezone"):
        assert (await newsroom.message("", action=action, person=member)).blocks
    for action in ("settings:timezone Asia/Tokyo", "set:timezone"):
        refused = await newsroom.message("", action=action, person=member)
        assert refused.blocks == ()
        assert "Only administrators" in refused.passing
    assert "Only administrators" in await newsroom.say("/settings silent on", person=member)
    assert (await stored(newsroom))[0] == ChannelSettings()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("volume 11", "There is no setting “volume”. There are: rhythm, hours, weekdays, quietdays, timezone,"),
        ("volume", "There is no setting “volume”"),
        ("rythm digest", "Did you mean /settings rhythm?"),
        ("digest 8:00", "Did you mean /settings rhythm?"),
        ("rhythm weekly", "“instant”, or “digest” and its hours"),
        ("rhythm digest 25:00", "“25:00” is not an hour of the day"),
        ("rhythm digest 8:60", "“8:60” is not an hour of the day"),
        ("rhythm digest morning", "“morning” is not an hour of the day"),
        ("rhythm digest ８:00", "is not an hour of the day"),
        ("rhythm digest 0 1 2 3 4 5 6 7 8 9 10 11 12", "12 times a day at most"),
        ("rhythm instant 8:00", "takes no hours"),
        ("timezone Louisville", "Did you mean America/"),
        ("timezone UTC+5:30", "Did you mean Asia/Kolkata?"),
        ("timezone UTC+19", "is not a timezone. Write a region and a city"),
        ("timezone ../../etc/passwd", "is not a timezone"),
        ("style long", "one of: brief, story, bullets, plain"),
        ("language Klingon", "German (de), French (fr)"),
        ("language ja", "and “original” for pieces as they were written"),
        ("outlets 0", "a number from 1 to 20"),
        ("outlets 21", "a number from 1 to 20"),
        ("outlets two", "a number from 1 to 20"),
        ("hours ,", "Write the hours of the digest"),
        ("weekdays someday", "“someday” is not a day of the week"),
        ("weekdays ,", "Name days of the week"),
        ("weekdays t", "is not a day of the week"),
        ("quiet 22", "from when to when"),
        ("quiet 22-25", "“25” is not an hour of the day"),
        ("quiet 22:00-22:00", "begin and end at the same minute"),
        ("breaking sometimes", "Write “on” or “off”."),
        ("wait 0 min", "up to 24 h"),
        ("wait 25 h", "up to 24 h"),
        ("wait soon", "up to 24 h"),
        ("updates all", "one of: messages, edits, none"),
        ("length 3", "one of: short, normal, long"),
        ("interface Klingon", "AiBot does not speak “Klingon”. It speaks: English (en), Deutsch (de),"),
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
        assert "Language of stories: German" in await newsroom.say(f"/settings language {typed}")
        assert (await stored(newsroom))[0].language == "de"
    assert "Language of stories: original" in await newsroom.say("/settings language original")
    assert (await stored(newsroom))[0].language == ""


async def test_without_an_llm_a_chat_is_told_that_no_piece_is_reworded(newsroom: Newsroom) -> None:
    assert "There is no LLM here" in await newsroom.say("/settings language fr")
    await newsroom.say("/settings language original")
    assert "There is no LLM here" in await newsroom.say("/settings style plain")
    assert "There is no LLM here" not in await newsroom.say("/settings style story")


async def test_a_style_by_its_old_name_is_the_same_style(newsroom: Newsroom) -> None:
    assert "Style: story" in await newsroom.say("/settings style full")
    assert "Style: brief" in await newsroom.say("/settings style short")


async def test_a_chat_that_wants_the_story_gets_the_whole_piece(newsroom: Newsroom) -> None:
    await newsroom.message("/settings style story")
    await newsroom.tell_the_ferry()
    assert any("Double-check" in post and "Nordlys" in post for post in newsroom.posts())


async def test_a_digest_that_has_nothing_to_tell_says_so_where_that_is_wanted(newsroom: Newsroom) -> None:
    await newsroom.message("/settings rhythm digest 10:00 11:00")
    await newsroom.pass_time(70)
    assert len(newsroom.posts()) == 1
    await newsroom.message("", action="settings:quietdays on")
    await newsroom.pass_time(70)
    assert newsroom.posts()[-1].startswith("Your digest for November 16, 2026, 11:00")
    assert "No new stories since the last one." in newsroom.posts()[-1]


async def test_what_the_days_without_a_digest_brought_is_told_in_the_next(newsroom: Newsroom) -> None:
    await newsroom.message("/settings rhythm digest 11:00")
    await newsroom.message("", action="settings:weekdays weekend")
    assert (await stored(newsroom))[1] == datetime(2026, 11, 21, 11, 0, tzinfo=UTC)
    await newsroom.message("/settings weekdays tue")
    await newsroom.tell_the_ferry()
    await newsroom.pass_time(22 * 60, step=30)
    assert not any("Nordlys" in post for post in newsroom.posts())
    await newsroom.pass_time(4 * 60, step=30)
    assert newsroom.posts()[-1].startswith("Your digest for November 17, 2026, 11:00")
    assert "Nordlys" in newsroom.posts()[-1]


async def test_posts_come_as_short_silent_and_bare_as_a_chat_wants_them(newsroom: Newsroom) -> None:
    for wish in ("length short", "silent on", "buttons off"):
        await newsroom.message("", action=f"settings:{wish}")
    await newsroom.tell_the_ferry()
    (post,) = [one for (to, _), one in newsroom.chat.shown.items() if to == HERE and one.story_id is not None]
    assert post.silent
    assert post.buttons == ()
    assert "Lindqvist" not in plain(post)


async def test_a_chat_that_is_kept_in_a_language_is_spoken_to_in_it_from_the_first_word_on(
    newsroom: Newsroom,
) -> None:
    async def interface() -> str:
        channel = await newsroom.app.storage.channels.find(HERE)
        assert channel is not None
        return channel.settings.interface

    await newsroom.say("/subscribe coast", chat_language="pt-BR")
    assert await interface() == "pt"
    await newsroom.say("/settings interface en", chat_language="pt-BR")
    await newsroom.say("/settings", chat_language="pt-BR")
    assert await interface() == "en"


async def test_a_language_that_is_not_spoken_changes_nothing(newsroom: Newsroom) -> None:
    await newsroom.say("/subscribe coast", chat_language="zh-CN")
    channel = await newsroom.app.storage.channels.find(HERE)
    assert channel is not None
    assert channel.settings.interface == ""
