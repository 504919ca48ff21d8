"""What people type who do not read help first: understood where it is clear, refused where it would surprise."""

from __future__ import annotations

import pytest

from bot.core.types import Rule, Watch
from tests.handlers.newsroom import HERE, Newsroom
from tests.handlers.test_choosing import settings_of
from tests.make import at


async def test_a_list_is_emptied_by_its_numbers_and_by_all(newsroom: Newsroom) -> None:
    for list_of, none in (("trust", "No outlet is trusted"), ("hide", "No outlet is hidden")):
        await newsroom.message(f"/{list_of} BBC, Reuters, 20 Minuten")
        told = await newsroom.say(f"/{list_of} off 1")
        assert "BBC" not in told.partition("20 Minuten")[0]
        assert "Reuters" in told
        assert none in await newsroom.say(f"/{list_of} off all")
    for begin, end, none in (
        ("/mute", "/unmute all", "Nothing is muted"),
        ("/follow", "/follow off all", "Nothing is followed"),
    ):
        await newsroom.message(f"{begin} tax cuts for 7d")
        told = await newsroom.say(f"{end.removesuffix('all')}tax cuts")
        assert told.endswith(": “tax cuts”.")  # not "no longer, until Friday"
        await newsroom.message(f"{begin} tax cuts")
        await newsroom.message(f"{begin} port strike")
        assert none in await newsroom.say(end)


async def test_a_time_alone_mutes_no_words_but_the_story_replied_to(newsroom: Newsroom) -> None:
    for typed in ("/mute 3h", "/mute for 2 days", "/mute until friday", "/follow 3h"):
        assert "That is only a time." in await newsroom.say(typed)
    assert (await settings_of(newsroom)).muted == ()
    number = await newsroom.tell_the_ferry()
    message_id = [sent for (to, sent), one in newsroom.chat.shown.items() if to == HERE and one.story_id][-1]
    now = newsroom.clock.now()
    assert f"Muted here: story {number}, until" in await newsroom.say("/mute 3h", reply_to=message_id)
    (watch,) = (await settings_of(newsroom)).muted
    assert watch.until is not None
    assert (watch.until - now).total_seconds() == 3 * 3600


@pytest.mark.parametrize("typed", ["ferry 3h", "ferry 3 hours", "ferry for 3h", "“ferry” for 180 min"])
async def test_a_time_behind_words_is_theirs_with_or_without_for(newsroom: Newsroom, typed: str) -> None:
    await newsroom.message(f"/mute {typed}")
    assert (await settings_of(newsroom)).muted == (Watch(words="ferry", until=at(180)),)


async def test_words_that_every_story_holds_are_not_muted(newsroom: Newsroom) -> None:
    assert "would match everything or nothing" in await newsroom.say("/mute the")
    assert (await settings_of(newsroom)).muted == ()


async def test_a_story_that_is_none_is_not_muted(newsroom: Newsroom) -> None:
    told = await newsroom.say("/mute 999999 for 2d")
    assert told == "There is no story 999999. A story's number stands below its headline."


async def test_a_topic_may_be_named_without_its_colon(newsroom: Newsroom) -> None:
    await newsroom.message("/follow topic politics")
    await newsroom.message("/mute topic sport for 7d")
    settings = await settings_of(newsroom)
    assert [one.words for one in (*settings.followed, *settings.muted)] == ["topic:politics", "topic:sport"]
    await newsroom.message("/mute topic of the day")
    assert (await settings_of(newsroom)).muted[-1].words == "topic of the day"


async def test_several_outlets_are_hidden_and_shown_again_at_once(newsroom: Newsroom) -> None:
    await newsroom.message("/hide Coast Radio, Harbour Post; BBC")
    assert (await settings_of(newsroom)).hidden == ("Coast Radio", "Harbour Post", "BBC")
    await newsroom.message("/trust BBC, Coast Radio")
    assert (await settings_of(newsroom)).hidden == ("Harbour Post",)
    await newsroom.message("/trust off bbc, coast radio")
    assert (await settings_of(newsroom)).trusted == ()


async def test_hours_are_understood_as_english_speakers_write_them(newsroom: Newsroom) -> None:
    await newsroom.message("/settings quiet 10pm-7am")
    assert (await settings_of(newsroom)).quiet_hours == (22 * 60, 7 * 60)
    await newsroom.message("/settings hours 12am 8:30AM 12pm 6pm")
    assert (await settings_of(newsroom)).digest_minutes == (0, 8 * 60 + 30, 12 * 60, 18 * 60)
    for wrong in ("13pm", "0am"):
        assert "is not an hour of the day" in await newsroom.say(f"/settings hours {wrong}")


async def test_a_city_is_enough_where_it_names_one_timezone(newsroom: Newsroom) -> None:
    await newsroom.message("/settings timezone berlin")
    assert (await settings_of(newsroom)).timezone == "Europe/Berlin"


async def test_a_search_with_signs_of_a_filter_is_told_where_these_work(newsroom: Newsroom) -> None:
    for words in ("ferry OR strike", "ferry NOT sport", "topic:sport"):
        assert "A search is for words that must all occur." in await newsroom.say(f'/subscribe "{words}"')
    assert "Subscribed" in await newsroom.say('/subscribe "war and peace"')


async def test_in_a_pause_status_tells_the_digest_after_it_as_the_next_one(newsroom: Newsroom) -> None:
    await newsroom.message("/settings rhythm digest 8:00")
    await newsroom.message("/settings weekdays sat sun")
    await newsroom.message("/pause until 18:00")
    told = await newsroom.say("/status")
    assert "Paused until today 18:00" in told
    assert "Next digest: November 21, 2026, 08:00" in told


async def test_filters_are_still_read_whole(newsroom: Newsroom) -> None:
    await newsroom.message("/filter not topic:sport")
    assert (await settings_of(newsroom)).filters == (Rule("not topic:sport"),)


@pytest.mark.parametrize("command", ["hide", "trust"])
async def test_a_misspelt_outlet_is_kept_and_those_that_come_near_are_named(
    newsroom: Newsroom, command: str
) -> None:
    await newsroom.tell_the_ferry()
    told = await newsroom.say(f"/{command} The Harbor Post, Coast Radio, BBC")
    assert "No outlet read lately is called “The Harbor Post”. Did you mean Harbour Post?" in told
    assert "“Coast Radio”" not in told
    assert "“BBC”" not in told, "nothing comes near: it may yet be read"
    assert "Did you mean Coast Radio?" in await newsroom.say(f"/{command} coastradoi.example")
    assert "Did you mean Harbour Post?" in await newsroom.say(f"/{command} harbor")
    assert "Did you mean" not in await newsroom.say(f"/{command}")
