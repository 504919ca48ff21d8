"""The river from a publisher's feed to what stands in a chat: what each channel gets, and what it is spared."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.core.types import Address, FoundFeed
from bot.errors import FeedGone
from bot.ports import Storage
from tests.handlers.newsroom import COAST, ELSEWHERE, FERRY, HARBOUR, HERE, STRIKE, Newsroom, open_newsroom
from tests.make import at, make_parsed_entry

TITLE = "Ferry Nordlys runs aground off Port Ansel"
URL = "https://harbourpost.example/ferry"
HURT = (
    "At least 10 passengers were injured when the ferry Nordlys ran aground on a reef off Port Ansel on Monday "
    "morning, the coast guard said. Harbour master Mara Lindqvist said fog had hidden the reef."
)


@pytest.fixture
async def newsroom(storage: Storage) -> AsyncIterator[Newsroom]:
    async with open_newsroom(storage) as opened:
        yield opened


def list_ferry(newsroom: Newsroom, *feeds: str, minute: float = 5) -> None:
    """One page, named by several feeds."""
    newsroom.put_page(URL, outlet="Harbour Post", title=TITLE, text=HURT, published_at=at(minute))
    for feed in feeds:
        entry = make_parsed_entry(key=URL, url=URL, title=TITLE, text="Passengers hurt.", published_at=at(minute))
        newsroom.web.put_feed(feed, entry)


def told(newsroom: Newsroom, *words: str) -> list[str]:
    """The posts here that hold all the words."""
    return [text for text in newsroom.posts() if all(word in text for word in words)]


async def subscribe(newsroom: Newsroom, *feeds: str, address: Address = HERE) -> None:
    for feed in feeds:
        newsroom.web.offered[feed] = (FoundFeed(feed, "Harbour Post"),)
        newsroom.web.put_feed(feed)
        assert "Subscribed to" in await newsroom.say(f"/subscribe {feed}", address=address)
    await newsroom.pass_time(0)


async def test_a_new_feeds_past_is_not_pushed_and_what_comes_after_is(newsroom: Newsroom) -> None:
    for number in range(20):
        newsroom.publish("Harbour Post", f"Old headline number {number}", STRIKE, -60 * (number + 1))
    newsroom.web.offered[HARBOUR] = (FoundFeed(HARBOUR, "Harbour Post"),)
    await newsroom.message(f"/subscribe {HARBOUR}")
    before = len(newsroom.posts())
    await newsroom.pass_time(120)
    assert newsroom.posts()[before:] == []

    newsroom.publish("Harbour Post", TITLE, FERRY, 121)
    await newsroom.pass_time(120)
    assert len(newsroom.posts()) == before + 1
    assert told(newsroom, "Nordlys")


async def test_an_old_article_may_join_a_new_story(newsroom: Newsroom) -> None:
    newsroom.publish("Harbour Post", TITLE, FERRY, -60)
    await newsroom.message("/subscribe coast")
    await newsroom.pass_time(60)
    newsroom.publish(
        "Coast Radio", "Passengers rescued from ferry Nordlys off Port Ansel", FERRY.replace("10", "12"), 61
    )
    await newsroom.pass_time(60)
    (story,) = await newsroom.app.storage.stories.list_active(at(-600))
    assert len(await newsroom.app.storage.articles.list_of_story(story.id)) == 2
    assert len(told(newsroom, "Nordlys")) == 1


@pytest.mark.parametrize("subscribed", [HARBOUR, COAST])
async def test_an_article_of_two_feeds_reaches_the_readers_of_either(newsroom: Newsroom, subscribed: str) -> None:
    """Somebody else reads both feeds, so that both are checked; here only one of them is."""
    await subscribe(newsroom, subscribed)
    await subscribe(newsroom, HARBOUR, COAST, address=ELSEWHERE)
    list_ferry(newsroom, HARBOUR, COAST)
    await newsroom.pass_time(60)
    assert len(told(newsroom, "Nordlys")) == 1
    assert len([text for text in newsroom.posts(ELSEWHERE) if "Nordlys" in text]) == 1


async def test_a_feed_that_brings_an_article_late_brings_its_readers_the_story(newsroom: Newsroom) -> None:
    await subscribe(newsroom, COAST)
    await subscribe(newsroom, HARBOUR, address=ELSEWHERE)
    list_ferry(newsroom, HARBOUR)
    await newsroom.pass_time(60)
    assert told(newsroom, "Nordlys") == []
    list_ferry(newsroom, COAST)
    await newsroom.pass_time(60)
    assert len(told(newsroom, "Nordlys")) == 1
    elsewhere = [text for text in newsroom.posts(ELSEWHERE) if "Nordlys" in text]
    assert len(elsewhere) == 1


async def test_two_subscriptions_of_one_channel_bring_a_story_once(newsroom: Newsroom) -> None:
    await subscribe(newsroom, HARBOUR, COAST)
    await newsroom.message("/subscribe coast")
    await newsroom.message("/subscribe ferry Nordlys")
    before = len(told(newsroom, "Nordlys"))
    list_ferry(newsroom, HARBOUR)
    await newsroom.pass_time(30)
    list_ferry(newsroom, COAST)
    await newsroom.pass_time(60)
    assert len(told(newsroom, "Nordlys")) == before + 1


async def test_held_stories_come_as_a_last_digest_when_a_channel_turns_to_instant(newsroom: Newsroom) -> None:
    await subscribe(newsroom, HARBOUR)
    await newsroom.message("/settings rhythm digest 23:50")
    list_ferry(newsroom, HARBOUR)
    await newsroom.pass_time(60)
    assert told(newsroom, "Nordlys") == []

    await newsroom.message("/settings rhythm instant")
    await newsroom.pass_time(10)
    assert len(told(newsroom, "What was held until now", "Nordlys")) == 1
    await newsroom.pass_time(60)
    assert len(told(newsroom, "Nordlys")) == 1


async def test_a_channel_with_nothing_held_turns_to_instant_without_a_digest(newsroom: Newsroom) -> None:
    await subscribe(newsroom, HARBOUR)
    await newsroom.message("/settings rhythm digest 23:50")
    await newsroom.message("/settings rhythm instant")
    await newsroom.pass_time(10)
    assert told(newsroom, "Your digest") == []


async def test_a_page_corrected_behind_the_feeds_back_is_told_as_a_correction(newsroom: Newsroom) -> None:
    await subscribe(newsroom, HARBOUR)
    list_ferry(newsroom, HARBOUR)
    await newsroom.pass_time(60)
    assert len(told(newsroom, "At least 10 passengers")) == 1

    corrected = HURT.replace("At least 10 passengers", "At least 4 passengers")
    newsroom.put_page(URL, outlet="Harbour Post", title=TITLE, text=corrected, published_at=at(5))
    await newsroom.pass_time(180)
    (correction,) = told(newsroom, "Correction:")
    assert "now at least 4, earlier at least 10" in correction
    posts = told(newsroom, "At least 4 passengers", "Written by AiBot")
    assert len(posts) == 1
    assert "Correction " in posts[0]
    assert told(newsroom, "At least 10 passengers", "Written by AiBot") == []


async def test_a_count_that_grew_in_a_rewritten_page_is_told_as_news_and_not_as_a_correction(
    newsroom: Newsroom,
) -> None:
    await subscribe(newsroom, HARBOUR)
    list_ferry(newsroom, HARBOUR)
    await newsroom.pass_time(60)
    grown = HURT.replace("At least 10 passengers", "At least 30 passengers")
    newsroom.put_page(URL, outlet="Harbour Post", title=TITLE, text=grown, published_at=at(5))
    await newsroom.pass_time(180)
    assert told(newsroom, "Correction:") == []
    (update,) = told(newsroom, "What changed since")
    assert "now at least 30, earlier at least 10" in update
    assert len(told(newsroom, "At least 30 passengers", "Written by AiBot")) == 1


async def test_a_story_whose_only_source_is_withdrawn_says_so_and_repeats_nothing(newsroom: Newsroom) -> None:
    await subscribe(newsroom, HARBOUR)
    list_ferry(newsroom, HARBOUR)
    await newsroom.pass_time(60)
    newsroom.web.pages[URL] = FeedGone("harbourpost.example says that this page is gone for good.")
    await newsroom.pass_time(180)
    (correction,) = [text for text in told(newsroom, "Withdrawn:") if "Written by AiBot" not in text]
    assert "Harbour Post has withdrawn" in correction
    (post,) = told(newsroom, "Written by AiBot")
    assert "Harbour Post has withdrawn" in post
    assert "single source" not in post
    assert "10 passengers" not in post
