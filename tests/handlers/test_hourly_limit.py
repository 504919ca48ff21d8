"""The limit of new stories an hour: what comes at once, what is held for it, and what a chat is told about it."""

from __future__ import annotations

import pytest

from bot.core.types import DeliveryKind, DeliveryState
from tests.handlers.newsroom import FERRY, FERRY_AGAIN, Newsroom
from tests.handlers.test_leaving_alone import EVENTS, list_deliveries, news, subscribe

FERRY_TITLE, FERRY_TITLE_AGAIN = (
    "Ferry Nordlys runs aground off Port Ansel",
    "Passengers rescued from ferry Nordlys off Port Ansel",
)


async def tell(newsroom: Newsroom, count: int) -> None:
    """So many stories at 9:05, each of its own event; it is 10:00 afterwards, and what had room came at 9:50."""
    for title, text in EVENTS[:count]:
        newsroom.publish("Harbour Post", title, text, 5)
    await newsroom.pass_time(60)


async def test_what_is_over_the_limit_comes_an_hour_later_as_one_bundle(newsroom: Newsroom) -> None:
    await subscribe(newsroom, "limit 2")
    await tell(newsroom, 5)
    assert len(news(newsroom)) == 2
    await newsroom.pass_time(100)
    first, second, bundle = news(newsroom)
    assert bundle.startswith("What else came")
    assert "at most 2 messages with new stories an hour; /settings limit changes that." in bundle
    for title, _ in EVENTS:
        assert [title in each for each in (first, second, bundle)].count(True) == 1
    assert {one.state for one in await list_deliveries(newsroom)} == {DeliveryState.SENT}


async def test_a_single_story_over_the_limit_comes_as_the_post_it_would_have_been(newsroom: Newsroom) -> None:
    await subscribe(newsroom, "limit 1")
    await tell(newsroom, 2)
    assert len(news(newsroom)) == 1
    await newsroom.pass_time(100)
    assert len(news(newsroom)) == 2
    kinds = {(one.kind, one.state) for one in await list_deliveries(newsroom)}
    assert kinds == {(DeliveryKind.POST, DeliveryState.SENT)}


async def test_where_nothing_is_limited_everything_comes_at_once(newsroom: Newsroom) -> None:
    await subscribe(newsroom)
    await tell(newsroom, 5)
    assert len(news(newsroom)) == 5


async def test_status_and_why_tell_what_is_held_for_the_limit_and_until_when(newsroom: Newsroom) -> None:
    await subscribe(newsroom, "limit 2")
    assert "Stories come as they happen, up to 2 an hour" in await newsroom.say("/status")
    await tell(newsroom, 4)
    status = await newsroom.say("/status")
    assert "2 stories over the limit of 2 an hour are kept until today 10:50" in status
    why = "It is held: no more than 2 an hour come here. It comes on November 16, 2026, 10:50"
    assert (await newsroom.say("", action="status:waiting")).count(why) == 2
    held = [one for one in await list_deliveries(newsroom) if one.kind is DeliveryKind.DIGEST]
    assert why in await newsroom.say(f"/why {held[0].story_id}")


async def test_what_changed_in_a_story_comes_though_the_hour_has_no_room(newsroom: Newsroom) -> None:
    await subscribe(newsroom, "limit 3")
    newsroom.publish("Harbour Post", FERRY_TITLE, FERRY, 5)
    await tell(newsroom, 3)
    assert len(news(newsroom)) == 3
    newsroom.publish("Coast Radio", FERRY_TITLE_AGAIN, FERRY_AGAIN, 61)
    await newsroom.pass_time(40)
    assert "1 story over the limit of 3 an hour is kept until today 10:50" in await newsroom.say("/status")
    ferry = [one for one in await list_deliveries(newsroom) if one.revision == 2]
    assert {(one.kind, one.state) for one in ferry} == {
        (DeliveryKind.EDIT, DeliveryState.SENT),
        (DeliveryKind.FOLLOW_UP, DeliveryState.SENT),
    }


@pytest.mark.parametrize(("wish", "at_once"), [("breaking on", True), ("breaking off", False)])
async def test_breaking_news_comes_over_the_limit_where_it_comes_through_quiet_hours(
    newsroom: Newsroom, wish: str, at_once: bool
) -> None:
    await subscribe(newsroom, "limit 1", wish)
    for feed in ("https://islandtimes.example/feed.xml", "https://bayherald.example/feed.xml"):
        newsroom.web.put_feed(feed)
        await newsroom.app.storage.feeds.add(feed, newsroom.clock.now())
    await newsroom.message('/subscribe "Nordlys"')
    await tell(newsroom, 1)
    told = (
        FERRY,
        FERRY_AGAIN,
        "Fog was thick over Port Ansel on Monday when the ferry Nordlys struck a reef. Ambulances came.",
        "Port Ansel's hospital took in the injured of the ferry Nordlys on Monday after the ship hit a reef.",
    )
    for outlet, text in zip(("Harbour Post", "Coast Radio", "Island Times", "Bay Herald"), told, strict=True):
        newsroom.publish(outlet, f"Ferry Nordlys aground off Port Ansel, says {outlet}", text, 61)
    await newsroom.pass_time(40)
    assert any("Nordlys" in each for each in news(newsroom)) is at_once


async def test_a_limit_that_is_raised_or_called_off_lets_what_it_held_come_at_once(newsroom: Newsroom) -> None:
    await subscribe(newsroom, "limit 1")
    await tell(newsroom, 4)
    assert len(news(newsroom)) == 1
    await newsroom.message("/settings silent on")
    await newsroom.pass_time(0)
    assert len(news(newsroom)) == 1
    await newsroom.message("/settings limit off")
    await newsroom.pass_time(0)
    assert news(newsroom)[-1].startswith("What was held until now")


async def test_what_the_hour_has_room_for_in_quiet_hours_only_comes_after_them(newsroom: Newsroom) -> None:
    await subscribe(newsroom, "limit 1", "quiet 9:55-12:00")
    await tell(newsroom, 4)
    await newsroom.pass_time(110)
    assert len(news(newsroom)) == 1
    await newsroom.pass_time(20)
    assert len(news(newsroom)) == 2
    assert all(any(title in each for each in news(newsroom)) for title, _ in EVENTS[:4])


async def test_two_stories_that_were_held_and_prove_to_be_one_are_told_once(newsroom: Newsroom) -> None:
    await subscribe(newsroom, "limit 1")
    newsroom.publish("Harbour Post", FERRY_TITLE, FERRY, 5)
    await tell(newsroom, 1)
    newsroom.publish("Coast Radio", FERRY_TITLE_AGAIN, FERRY_AGAIN, 61)
    await newsroom.pass_time(90)
    told = [each for each in news(newsroom) if "Nordlys" in each]
    assert len(told) == 1
    assert "2 independent outlets" in told[0]
