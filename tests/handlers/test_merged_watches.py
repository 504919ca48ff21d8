"""What was muted or followed goes on with the story that it became part of."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.core.types import Placement, Watch
from tests.fakes import plain
from tests.handlers.newsroom import ELSEWHERE, FERRY_AGAIN, Newsroom
from tests.handlers.test_choosing import pressed, settings_of

DEADLIER = FERRY_AGAIN.replace("ten passengers were injured", "14 passengers were injured and two died")


async def merge(newsroom: Newsroom, ends: int, takes_over: int) -> None:
    now = newsroom.clock.now()
    settled = now + timedelta(minutes=1)
    await newsroom.app.storage.stories.save_placement(
        Placement(merged=((ends, takes_over),)), now, settled, settled
    )
    await newsroom.pass_time(30)


async def tell_more_of_the_ferry(newsroom: Newsroom) -> list[str]:
    """What came here meanwhile."""
    before = len(newsroom.posts())
    newsroom.publish("Coast Radio", "Two dead after ferry Nordlys runs aground off Port Ansel", DEADLIER, 200)
    await newsroom.pass_time(240)
    return newsroom.posts()[before:]


async def test_what_became_of_a_muted_story_stays_muted(newsroom: Newsroom) -> None:
    ferry = await newsroom.tell_the_ferry()
    strike = await newsroom.tell_the_strike()
    await newsroom.message(f"/mute {strike}")
    await merge(newsroom, strike, ferry)
    assert not any("What changed" in post for post in await tell_more_of_the_ferry(newsroom))
    why = await newsroom.say(f"/why {ferry}")
    assert f"It is muted here: story {strike}, which was muted, became part of it." in why


async def test_a_followed_story_is_followed_on_in_the_one_it_became_part_of(newsroom: Newsroom) -> None:
    ferry = await newsroom.tell_the_ferry()
    strike = await newsroom.tell_the_strike()
    await newsroom.message(f"/story {strike}", address=ELSEWHERE)
    await newsroom.message(f"/follow {strike}", address=ELSEWHERE)
    await merge(newsroom, strike, ferry)
    await tell_more_of_the_ferry(newsroom)
    assert any("Sources:" in post and "Nordlys" in post for post in newsroom.posts(ELSEWHERE)[2:])
    assert "It is followed here" in await newsroom.say(f"/why {ferry}", address=ELSEWHERE)


@pytest.mark.parametrize("muted_first", [True, False])
async def test_a_story_of_a_muted_and_a_followed_part_is_followed(newsroom: Newsroom, muted_first: bool) -> None:
    ferry = await newsroom.tell_the_ferry()
    strike = await newsroom.tell_the_strike()
    muted, followed = (strike, ferry) if muted_first else (ferry, strike)
    await newsroom.message(f"/mute {muted}")
    await newsroom.message(f"/follow {followed}")
    await merge(newsroom, strike, ferry)
    assert any("What changed" in post for post in await tell_more_of_the_ferry(newsroom))


async def test_a_followed_story_comes_though_its_words_are_muted(newsroom: Newsroom) -> None:
    await newsroom.message("/mute nordlys")
    ferry = await newsroom.tell_the_ferry()
    await newsroom.message(f"/follow {ferry}")
    assert any("Sources:" in post and "Nordlys" in post for post in await tell_more_of_the_ferry(newsroom))


async def test_what_is_watched_is_listed_and_dropped_under_the_number_that_the_story_has_now(
    newsroom: Newsroom,
) -> None:
    ferry = await newsroom.tell_the_ferry()
    strike = await newsroom.tell_the_strike()
    await newsroom.message(f"/mute {strike} for 3d")
    await newsroom.message(f"/mute {ferry}")
    await merge(newsroom, strike, ferry)
    listed = await newsroom.message("/mute")
    assert f"1. story {ferry}" in plain(listed)
    assert pressed(listed) == ["unmute:line 1"]
    assert f"No longer muted: story {ferry}." in await newsroom.say(f"/unmute {strike}")
    assert (await settings_of(newsroom)).muted == ()
    await newsroom.message(f"/follow {strike}")
    assert (await settings_of(newsroom)).followed == (Watch(story_id=ferry),)
    assert f"No longer followed: story {ferry}." in await newsroom.say(f"/follow off {ferry}")
