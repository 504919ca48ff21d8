"""Quiet hours, pauses, waiting and updates: what a chat gets, when, and what it is told afterwards."""

from __future__ import annotations

import pytest

from bot.core.types import Delivery, DeliveryKind, DeliveryState
from tests.handlers.newsroom import FERRY, FERRY_AGAIN, Newsroom
from tests.make import make_person
from tests.scenarios import events

EVENTS = (
    (
        "Dam cracks above Lower Tilling",
        "The Tilling dam cracked on Monday, the water board said. Homes are empty.",
    ),
    ("Orchestra of Vale names conductor", "The Vale orchestra named Ines Roth conductor on Monday, it said."),
    (
        "Bakers of Ostrun end their strike",
        "Bakers in Ostrun ended a strike over pay on Monday, a union said.",
    ),
    ("Comet seen over Kestrel Bay", "Astronomers saw a comet over Kestrel Bay on Monday, the observatory said."),
    ("Bridge at Marrow closes for repairs", "The bridge at Marrow closed for repairs on Monday, engineers said."),
)


async def tell(newsroom: Newsroom, count: int, minute: float) -> None:
    """So many stories, each of its own event, in the feeds at that minute."""
    for title, text in EVENTS[:count]:
        newsroom.publish("Harbour Post", title, text, minute)
    await newsroom.pass_time(40)


def news(newsroom: Newsroom) -> list[str]:
    """Posts about events, answers to commands left out."""
    return [
        post for post in newsroom.posts() if any(title in post for title, _ in EVENTS) or "erry Nordlys" in post
    ]


async def list_deliveries(newsroom: Newsroom) -> list[Delivery]:
    stories = await newsroom.app.storage.stories.list_active(newsroom.clock.now().replace(year=2025))
    found = [await newsroom.app.storage.deliveries.list_of_story(story.id) for story in stories]
    return [delivery for each in found for delivery in each]


async def subscribe(newsroom: Newsroom, *wishes: str) -> None:
    await newsroom.message("/subscribe coast")
    for wish in wishes:
        await newsroom.message(f"/settings {wish}")
    await newsroom.pass_time(0)


async def test_a_few_stories_of_quiet_hours_come_after_them_as_posts_in_their_order(newsroom: Newsroom) -> None:
    await subscribe(newsroom, "quiet 9:00-12:00")
    await tell(newsroom, 2, 5)
    assert news(newsroom) == []
    await newsroom.pass_time(130)
    assert news(newsroom) == []
    await newsroom.pass_time(20)
    assert ["Dam" in post for post in news(newsroom)] == [True, False]
    assert len(news(newsroom)) == 2


async def test_more_stories_of_quiet_hours_come_as_one_bundle(newsroom: Newsroom) -> None:
    await subscribe(newsroom, "quiet 9:00-12:00")
    await tell(newsroom, 5, 5)
    await newsroom.pass_time(150)
    (bundle,) = news(newsroom)
    assert bundle.startswith("In your quiet hours")
    assert all(title in bundle for title, _ in EVENTS)
    states = {delivery.state for delivery in await list_deliveries(newsroom)}
    assert states <= {DeliveryState.SENT, DeliveryState.DROPPED}


async def test_what_grew_in_quiet_hours_comes_in_its_newest_form_only(newsroom: Newsroom) -> None:
    await subscribe(newsroom, "quiet 9:00-12:00")
    newsroom.publish("Harbour Post", "Ferry Nordlys runs aground off Port Ansel", FERRY, 5)
    await newsroom.pass_time(40)
    newsroom.publish("Coast Radio", "Passengers rescued from ferry Nordlys off Port Ansel", FERRY_AGAIN, 45)
    await newsroom.pass_time(150)
    (post,) = news(newsroom)
    assert "from 2 independent outlets" in post
    (sent,) = [one for one in await list_deliveries(newsroom) if one.state is DeliveryState.SENT]
    assert (sent.kind, sent.revision) == (DeliveryKind.POST, 2)


@pytest.mark.parametrize(
    ("wish", "hidden", "posts"),
    [("breaking on", "", 1), ("breaking off", "", 0), ("breaking on", "Bay Herald", 0)],
)
async def test_breaking_news_comes_through_quiet_hours_where_that_is_wished(
    newsroom: Newsroom, wish: str, hidden: str, posts: int
) -> None:
    await subscribe(newsroom, "quiet 9:00-12:00", wish)
    if hidden:  # what nobody is shown wakes nobody
        await newsroom.message(f"/hide {hidden}")
    told = (
        FERRY,
        FERRY_AGAIN,
        "Fog was thick over Port Ansel on Monday when the ferry Nordlys struck a reef. Ambulances came.",
        "Port Ansel's hospital took in the injured of the ferry Nordlys on Monday after the ship hit a reef.",
    )
    outlets = ("Harbour Post", "Coast Radio", "Island Times", "Bay Herald")
    for feed in ("https://islandtimes.example/feed.xml", "https://bayherald.example/feed.xml"):
        newsroom.web.put_feed(feed)
        await newsroom.app.storage.feeds.add(feed, newsroom.clock.now())
    await newsroom.message('/subscribe "Nordlys"')
    for outlet, text in zip(outlets, told, strict=True):
        newsroom.publish(outlet, f"Ferry Nordlys aground off Port Ansel, says {outlet}", text, 5)
    await newsroom.pass_time(60)
    (story,) = await newsroom.app.storage.stories.list_active(newsroom.clock.now().replace(year=2025))
    summary = await newsroom.app.storage.stories.find_summary(story.id)
    assert summary is not None
    assert summary.independent_outlets == 4
    assert len(news(newsroom)) == posts


async def test_a_pause_is_told_in_one_message_however_much_it_held(newsroom: Newsroom) -> None:
    await subscribe(newsroom)
    assert "Paused until November 16, 2026, 12:00" in await newsroom.say("/pause 3h")
    await tell(newsroom, 5, 5)
    await newsroom.pass_time(130)
    assert news(newsroom) == []
    await newsroom.pass_time(20)
    (told,) = news(newsroom)
    assert told.startswith("While this chat was paused: 5 stories")
    assert "/digest shows" in told
    await newsroom.pass_time(600, step=60)
    assert len(news(newsroom)) == 1


async def test_a_pause_without_an_end_lasts_until_it_is_ended_by_its_button(newsroom: Newsroom) -> None:
    await subscribe(newsroom)
    paused = await newsroom.message("/pause")
    assert [button.action for row in paused.buttons for button in row] == ["resume"]
    await tell(newsroom, 1, 5)
    await newsroom.pass_time(60 * 24, step=120)
    assert news(newsroom) == []
    assert "Stories come here again" in await newsroom.say("", action="resume")
    await newsroom.pass_time(10)
    (told,) = news(newsroom)
    assert told.startswith("While this chat was paused: 1 story")
    assert await newsroom.say("/resume") == "This chat is not paused."
    await tell(newsroom, 2, 60 * 24 + 120)
    assert "Orchestra" in news(newsroom)[-1]


async def test_what_a_bundle_had_no_room_for_is_told_so_by_why(newsroom: Newsroom) -> None:
    await subscribe(newsroom)
    await newsroom.message("/pause 3h")
    for title, text in events.EVENTS[:10]:  # more of a new feed are not read
        newsroom.publish("Harbour Post", title, text, 1)
    await newsroom.pass_time(200)
    bundle = newsroom.posts()[-1]
    assert bundle.startswith("While this chat was paused: 10 stories")
    assert "2 more stories came; /digest tells those of the last day" in bundle
    left = [story for story in range(1, 11) if f"(story {story})" not in bundle]
    assert len(left) == 2
    for story in left:
        told = await newsroom.say(f"/why {story}")
        assert "had no room for it and only counted it." in told
        assert f"comes once it grows. /story {story} shows it now." in told


async def test_after_a_pause_of_nothing_nothing_is_told(newsroom: Newsroom) -> None:
    await subscribe(newsroom)
    await newsroom.message("/pause")
    before = len(newsroom.posts())
    await newsroom.message("/resume")
    await newsroom.pass_time(60)
    assert len(newsroom.posts()) == before + 1


async def test_only_those_who_manage_a_chat_pause_it(newsroom: Newsroom) -> None:
    for text in ("/pause", "/pause 3h", "/resume"):
        assert "Only administrators" in await newsroom.say(text, person=make_person(manages=False))
    refused = await newsroom.message("", action="pause", person=make_person(manages=False))
    assert refused.blocks == ()


async def test_a_story_waits_for_other_outlets_as_long_as_a_chat_wants(newsroom: Newsroom) -> None:
    await subscribe(newsroom, "wait 2h")
    newsroom.publish("Harbour Post", "Ferry Nordlys runs aground off Port Ansel", FERRY, 5)
    await newsroom.pass_time(30)
    newsroom.publish("Coast Radio", "Passengers rescued from ferry Nordlys off Port Ansel", FERRY_AGAIN, 30)
    await newsroom.pass_time(80)
    assert news(newsroom) == []
    await newsroom.pass_time(40)
    (post,) = news(newsroom)
    assert "from 2 independent outlets" in post


@pytest.mark.parametrize(
    ("wish", "mended", "followed"), [("messages", True, True), ("edits", True, False), ("none", False, False)]
)
async def test_what_comes_when_a_story_moves_on_is_as_a_chat_wants(
    newsroom: Newsroom, wish: str, mended: bool, followed: bool
) -> None:
    await subscribe(newsroom)
    await newsroom.message("", action=f"settings:updates {wish}")
    newsroom.publish("Harbour Post", "Ferry Nordlys runs aground off Port Ansel", FERRY, 5)
    await newsroom.pass_time(60)
    assert len(news(newsroom)) == 1
    later = FERRY_AGAIN.replace("ten passengers were injured", "14 passengers were injured and two died")
    newsroom.publish("Coast Radio", "Two dead after ferry Nordlys runs aground off Port Ansel", later, 65)
    await newsroom.pass_time(60)
    post, *others = news(newsroom)
    assert ("2 independent outlets" in post) is mended
    assert any("What changed" in other for other in others) is followed


async def test_a_follow_up_of_quiet_hours_comes_after_them_with_all_the_news(newsroom: Newsroom) -> None:
    await subscribe(newsroom, "quiet 10:00-12:00")
    newsroom.publish("Harbour Post", "Ferry Nordlys runs aground off Port Ansel", FERRY, 5)
    await newsroom.pass_time(50)
    assert len(news(newsroom)) == 1
    later = FERRY_AGAIN.replace("ten passengers were injured", "14 passengers were injured and two died")
    await newsroom.pass_time(20)
    newsroom.publish("Coast Radio", "Two dead after ferry Nordlys runs aground off Port Ansel", later, 72)
    await newsroom.pass_time(60)
    assert len(news(newsroom)) == 1
    await newsroom.pass_time(70)
    assert "What changed" in news(newsroom)[-1]
    assert len(news(newsroom)) == 2


async def test_quiet_hours_that_are_called_off_give_back_what_they_held(newsroom: Newsroom) -> None:
    await subscribe(newsroom, "quiet 9:00-12:00")
    await tell(newsroom, 1, 5)
    await newsroom.pass_time(30)
    assert news(newsroom) == []
    await newsroom.message("/settings quiet off")
    await newsroom.pass_time(10)
    (told,) = news(newsroom)
    assert told.startswith("What was held until now")


async def test_what_a_pause_and_the_quiet_hours_after_it_held_is_headed_as_of_both(newsroom: Newsroom) -> None:
    await subscribe(newsroom, "quiet 10:00-12:00")
    await newsroom.message("/pause until 11:00")
    await tell(newsroom, 2, 5)
    await newsroom.pass_time(90)
    newsroom.publish("Harbour Post", "Ferry Nordlys runs aground off Port Ansel", FERRY, 125)
    await newsroom.pass_time(60)
    (told,) = news(newsroom)
    assert told.startswith("While this chat was paused, and in your quiet hours: 3 stories")


async def test_a_pause_that_is_ended_in_quiet_hours_says_when_they_end(newsroom: Newsroom) -> None:
    await subscribe(newsroom, "quiet 9:30-12:00")
    await newsroom.message("/pause")
    await tell(newsroom, 1, 5)
    told = await newsroom.say("/resume")
    assert "Quiet hours last until November 16, 2026, 12:00" in told
    await newsroom.pass_time(60)
    assert news(newsroom) == []
    await newsroom.pass_time(120)
    assert len(news(newsroom)) == 1


async def test_a_pause_that_ends_in_quiet_hours_says_so_at_its_beginning(newsroom: Newsroom) -> None:
    await subscribe(newsroom, "quiet 10:00-12:00")
    assert "Quiet hours last until November 16, 2026, 12:00" in await newsroom.say("/pause until 11:00")
    assert "Quiet hours" not in await newsroom.say("/pause until 13:00")
