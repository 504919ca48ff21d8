"""What databases differ in by themselves and answer alike here: one state, large numbers, order, long lists."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from bot.core.types import ChannelSettings, FeedCheck, Retention, Watch
from bot.errors import NotFound
from bot.ports import Storage
from bot.storage import open_storage
from bot.storage.database import Database, open_engine
from bot.storage.tables import feeds
from tests.make import NOW, at, make_article, make_entry, minutes
from tests.storage.scenes import add_feed, add_story, open_channel

TOO_LARGE = (2**63, 10**30)
PARAMETERS = 32_767  # as many as one statement may have on PostgreSQL


async def test_who_reads_sees_one_state_whatever_others_write_meanwhile(shared_url: str) -> None:
    number = select(func.count()).select_from(feeds)
    async with open_engine(shared_url) as engine, open_storage(shared_url) as other:
        async with Database(engine).read() as connection:
            before = await connection.scalar(number)
            await add_feed(other)
            assert await connection.scalar(number) == before == 0
        async with Database(engine).look() as connection:
            assert await connection.scalar(number) == 1


@pytest.mark.parametrize("number", TOO_LARGE)
async def test_a_number_that_no_column_can_hold_names_nothing(storage: Storage, number: int) -> None:
    channel = await open_channel(storage)
    for asked in (
        storage.offers.find(number),
        storage.stories.find_summary(1, number),
        storage.channels.unsubscribe(channel.id, number),
        storage.deliveries.drop_notice(number, "Too late."),
    ):
        with pytest.raises(NotFound):
            await asked


async def test_what_came_at_the_same_moment_is_taken_in_the_same_order_everywhere(storage: Storage) -> None:
    """By their characters, as Python sorts: not as people of some country do."""
    urls = [f"https://{name}.example/1" for name in ("a-b", "Ab", "ab", "a_b", "ä", "z")]
    for url in urls:
        await storage.articles.save_article(replace(make_article(outlet="Any"), url=url), None)
    assert [article.url for article in await storage.articles.list_unplaced(9)] == sorted(urls)


async def test_outlets_are_named_in_the_same_order_everywhere(storage: Storage) -> None:
    names = ["ab", "Ab", "a b", "Zeit", "étoile"]
    for name in names:
        article = replace(make_article(), url=f"https://{name.encode().hex()}.example/1")
        await storage.articles.save_article(replace(article, outlet=replace(article.outlet, name=name)), None)
    assert [outlet.name for outlet in await storage.articles.list_outlets()] == sorted(names)


async def test_an_entry_without_a_time_is_read_before_those_with_one(storage: Storage) -> None:
    feed = await add_feed(storage)
    timed = make_entry(feed_id=feed.id, url="https://a.example/1", read_at=at(-60))
    untimed = make_entry(feed_id=feed.id, url="https://a.example/2", read_at=None)
    await storage.feeds.save_check(FeedCheck(feed=feed, added=(timed, untimed)))
    (first,) = await storage.articles.claim_unread(NOW, minutes(5), 1)
    assert (await storage.articles.get_entry(first)).url == untimed.url


async def test_a_purge_spares_more_followed_stories_than_a_statement_takes_parameters(storage: Storage) -> None:
    channel = await open_channel(storage)
    kept, gone = await add_story(storage, "Kept"), await add_story(storage, "Gone")
    others = range(1_000_000, 1_000_000 + PARAMETERS)
    followed = tuple(Watch(story_id=number) for number in (kept.id, *others))
    await storage.channels.save_settings(channel.id, replace(ChannelSettings(), followed=followed), None)
    keep = Retention(stories=minutes(1), questions=None, feedback=None, spending=None)
    assert (await storage.upkeep.purge(keep, at(60 * 24))).stories == 1
    assert (await storage.stories.get(kept.id)).id == kept.id
    with pytest.raises(NotFound):
        await storage.stories.get(gone.id)
