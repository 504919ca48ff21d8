"""The site: outlets by host name, conditional requests, time, breaks, moves and withdrawals."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime, timedelta

import aiohttp
import feedparser
import pytest

from bot.demo.clock import DemoClock
from bot.demo.edition import Kind
from bot.demo.server import serve_world
from bot.demo.world import DemoArticle, DemoOutlet, FeedFormat, OutageKind, Version, World, make_article
from tests.demo.conftest import Visitor

START = datetime(2026, 3, 10, 6, tzinfo=UTC)


def article_url(visitor: Visitor, article: DemoArticle, slug: str = "") -> str:
    outlet = visitor.site.world.find_outlet(article.outlet)
    assert outlet is not None
    return visitor.site.origin(outlet.slug) + outlet.article_prefix + (slug or article.slug)


def move_to(visitor: Visitor, when: datetime) -> None:
    visitor.clock.advance(when - visitor.clock.now())


async def list_urls(visitor: Visitor, outlet: DemoOutlet) -> list[str]:
    """The addresses in the outlet's feed as it stands, wherever the feed has moved to."""
    url = visitor.site.feed_url(outlet.slug)
    got = await visitor.get(url)
    if got.status == 301:
        got = await visitor.get(visitor.site.origin(outlet.slug) + got.headers["Location"])
    if outlet.feed_format is FeedFormat.JSON:
        return [item["url"] for item in json.loads(got.body)["items"]]
    return [entry.link for entry in feedparser.parse(io.BytesIO(got.body)).entries]


async def test_articles_appear_in_feed_and_page_when_their_time_has_come(visitor: Visitor) -> None:
    article = min(visitor.site.world.articles, key=lambda article: article.published_at)
    outlet = visitor.site.world.find_outlet(article.outlet)
    assert outlet is not None
    url = article_url(visitor, article)
    move_to(visitor, article.published_at - timedelta(seconds=1))
    assert (await visitor.get(url)).status == 404
    assert url not in await list_urls(visitor, outlet)
    visitor.clock.advance(timedelta(seconds=1))
    assert (await visitor.get(url)).status == 200
    assert url in await list_urls(visitor, outlet)


async def test_an_unchanged_feed_is_answered_with_304_until_something_is_published(visitor: Visitor) -> None:
    outlet = visitor.site.world.outlets[0]
    newest_first = visitor.site.world.list_of_outlet(outlet.slug)
    move_to(visitor, newest_first[-1].published_at)
    url = visitor.site.feed_url(outlet.slug)
    first = await visitor.get(url)
    etag, modified = first.headers["ETag"], first.headers["Last-Modified"]
    for same in ({"If_None_Match": etag}, {"If_None_Match": f"W/{etag}"}, {"If_Modified_Since": modified}):
        again = await visitor.get(url, **same)
        assert (again.status, again.body) == (304, b"")
        assert again.headers["ETag"] == etag
    move_to(visitor, newest_first[-2].published_at)
    both = await visitor.get(url, If_None_Match=etag, If_Modified_Since=modified)
    assert both.status == 200
    assert both.headers["ETag"] != etag


async def test_a_nonsense_date_in_a_conditional_request_is_ignored(visitor: Visitor) -> None:
    move_to(visitor, visitor.site.world.ends_at)
    assert (await visitor.get(visitor.site.feed_urls[0], If_Modified_Since="last week")).status == 200


async def test_feeds_list_the_newest_twenty_newest_first() -> None:
    outlet = DemoOutlet(slug="one", name="One")
    articles = tuple(
        make_article(
            outlet="one",
            slug=f"n{number}",
            published_at=START + timedelta(minutes=number),
            title=f"Number {number}",
            paragraphs=("Text.",),
        )
        for number in range(30)
    )
    world = World(outlets=(outlet,), articles=articles, starts_at=START, ends_at=START)
    clock = DemoClock(START + timedelta(hours=1))
    async with serve_world(world, clock) as site, aiohttp.ClientSession() as http:
        urls = await list_urls(Visitor(site, clock, http), outlet)
    assert urls == [f"{site.origin('one')}/news/n{number}" for number in range(29, 9, -1)]


async def test_an_unknown_host_and_plain_loopback_get_the_list_of_outlets(visitor: Visitor) -> None:
    for url in (visitor.site.url, f"http://nobody.localhost:{visitor.site.port}/anything"):
        got = await visitor.get(url)
        assert got.status == 200
        for outlet, feed in zip(visitor.site.world.outlets, visitor.site.feed_urls, strict=True):
            assert outlet.name in got.text
            assert feed in got.text


async def test_front_pages_offer_the_feed_and_sections_list_their_own(visitor: Visitor) -> None:
    move_to(visitor, visitor.site.world.ends_at)
    for outlet, url in zip(visitor.site.world.outlets, visitor.site.site_urls, strict=True):
        front = await visitor.get(url)
        assert f'href="{outlet.feed_moves_to or outlet.feed_path}"' in front.text
        section = await visitor.get(f"{url}section/{outlet.sections[0].lower()}")
        assert section.status == 200
        assert (await visitor.get(f"{url}section/nowhere")).status == 404


async def test_requests_are_counted_by_outlet_and_kind(visitor: Visitor) -> None:
    await visitor.get(visitor.site.feed_urls[0])
    await visitor.get(visitor.site.feed_urls[0])
    await visitor.get(visitor.site.site_urls[1] + "robots.txt")
    first, second = visitor.site.world.outlets[:2]
    assert visitor.site.requests == {(first.slug, Kind.FEED): 2, (second.slug, Kind.ROBOTS): 1}


async def test_bundles_hold_every_feed_once(visitor: Visitor) -> None:
    grouped = [url for urls in visitor.site.bundles.values() for url in urls]
    assert sorted(grouped) == sorted(visitor.site.feed_urls)


async def test_a_breaking_feed_fails_in_each_way_and_recovers(visitor: Visitor) -> None:
    (outlet,) = [outlet for outlet in visitor.site.world.outlets if outlet.outages]
    url = visitor.site.feed_url(outlet.slug)
    assert {outage.kind for outage in outlet.outages} == set(OutageKind)
    for outage in sorted(outlet.outages, key=lambda outage: outage.starts_at):
        move_to(visitor, outage.starts_at)
        got = await visitor.get(url)
        assert got.status == (500 if outage.kind is OutageKind.ERROR else 200)
        parsed = feedparser.parse(io.BytesIO(got.body))
        assert parsed.bozo
        assert ("</rss>" in got.text) is False
    move_to(visitor, max(outage.ends_at for outage in outlet.outages))
    assert not feedparser.parse(io.BytesIO((await visitor.get(url)).body)).bozo


async def test_a_moved_feed_redirects_for_good_and_its_new_address_serves_it(visitor: Visitor) -> None:
    (outlet,) = [outlet for outlet in visitor.site.world.outlets if outlet.feed_moves_at]
    assert outlet.feed_moves_at is not None
    url = visitor.site.feed_url(outlet.slug)
    assert (await visitor.get(url)).status == 200
    move_to(visitor, outlet.feed_moves_at)
    moved = await visitor.get(url)
    assert (moved.status, moved.headers["Location"]) == (301, outlet.feed_moves_to)
    assert (await visitor.get(visitor.site.origin(outlet.slug) + moved.headers["Location"])).status == 200
    front = await visitor.get(f"{visitor.site.origin(outlet.slug)}/")
    assert f'href="{outlet.feed_moves_to}"' in front.text
    assert f'href="{outlet.feed_path}"' not in front.text


async def test_a_renamed_article_redirects_from_its_old_address_and_keeps_its_guid() -> None:
    outlet = DemoOutlet(slug="one", name="One")
    first = Version(at=START, slug="old", guid="g1", title="Old", paragraphs=("First text.",))
    later = Version(
        at=START + timedelta(hours=1), slug="new", guid="g1", title="New", paragraphs=("Second text.",)
    )
    article = DemoArticle(slug="old", outlet="one", versions=(first, later))
    world = World(outlets=(outlet,), articles=(article,), starts_at=START, ends_at=START)
    clock = DemoClock(START)
    async with serve_world(world, clock) as site, aiohttp.ClientSession() as http:
        visitor = Visitor(site, clock, http)
        assert (await visitor.get(f"{site.origin('one')}/news/new")).status == 404
        clock.advance(timedelta(hours=1))
        moved = await visitor.get(f"{site.origin('one')}/news/old")
        assert (moved.status, moved.headers["Location"]) == (301, "/news/new")
        assert "Second text." in (await visitor.get(f"{site.origin('one')}/news/new")).text
        entry = feedparser.parse(io.BytesIO((await visitor.get(site.feed_urls[0])).body)).entries[0]
    assert (entry.id, entry.title) == ("g1", "New")


async def test_publisher_text_is_escaped_on_every_page_and_feed() -> None:
    hostile = "<script>alert(1)</script> & ]]> \" '"
    for feed_format in FeedFormat:
        outlet = DemoOutlet(slug="one", name="One", feed_format=feed_format, full_text=True)
        article = make_article(
            outlet="one", slug="a", published_at=START, title=hostile, paragraphs=(hostile,), byline=hostile
        )
        world = World(outlets=(outlet,), articles=(article,), starts_at=START, ends_at=START)
        clock = DemoClock(START)
        async with serve_world(world, clock) as site, aiohttp.ClientSession() as http:
            visitor = Visitor(site, clock, http)
            page = await visitor.get(f"{site.origin('one')}/news/a")
            feed = await visitor.get(site.feed_urls[0])
        assert "<script>alert" not in page.text
        if feed_format is FeedFormat.JSON:
            assert json.loads(feed.body)["items"][0]["title"] == hostile
        else:
            assert "<script>alert" not in feed.text
            assert "alert(1)" in feedparser.parse(io.BytesIO(feed.body)).entries[0].title


async def test_a_port_that_is_taken_is_an_error_and_not_a_silent_other_one(visitor: Visitor) -> None:
    with pytest.raises(OSError, match="address already in use"):
        async with serve_world(visitor.site.world, visitor.clock, visitor.site.port):
            pass
