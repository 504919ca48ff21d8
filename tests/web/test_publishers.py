"""The Web that the steps are given, against a real server, with its parsing in real processes."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
import pytest_asyncio

from bot.core.types import FeedList, FoundFeed
from bot.errors import ArticleUnreadable, FetchFailed, NotAFeed
from bot.ports import Web
from bot.web import WebSettings, open_web
from bot.web.pacing import Pacing
from bot.web.workers import TooCostly, Workers
from tests.fakes import FakeClock
from tests.web.conftest import Publisher, serve_publisher
from tests.web.pages import PARAGRAPHS, page
from tests.web.test_feed_format import RSS

# One loop for the file: parsing processes belong to a loop, and starting them takes its time.
pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module")
async def publisher() -> AsyncIterator[Publisher]:
    async with serve_publisher() as publisher:
        yield publisher


@pytest_asyncio.fixture(loop_scope="module")
async def the_web(settings: WebSettings) -> AsyncIterator[Web]:
    async with open_web(settings, FakeClock()) as opened:
        yield opened


async def test_a_feed_is_fetched_and_then_only_asked_whether_it_changed(
    publisher: Publisher, the_web: Web
) -> None:
    marks = {"ETag": 'W/"1"', "Last-Modified": "Mon, 16 Nov 2026 08:00:00 GMT", "Cache-Control": "max-age=7200"}
    publisher.put("/feed", RSS, "application/rss+xml", headers=marks)
    fetch = await the_web.fetch_feed(publisher.url("/feed"))
    assert fetch.feed is not None
    assert fetch.feed.title == "Harbour & Post"
    assert (fetch.etag, fetch.last_modified) == ('W/"1"', "Mon, 16 Nov 2026 08:00:00 GMT")
    assert fetch.fresh_for == timedelta(hours=2)
    again = await the_web.fetch_feed(publisher.url("/feed"), fetch.etag, fetch.last_modified)
    assert (again.feed, again.etag, again.last_modified) == (None, fetch.etag, fetch.last_modified)
    assert publisher.asked[1].headers["If-Modified-Since"] == "Mon, 16 Nov 2026 08:00:00 GMT"


async def test_a_moved_feed_says_where_it_is_now(publisher: Publisher, the_web: Web) -> None:
    publisher.redirect("/old", "/feed", 301)
    publisher.put("/feed", RSS)
    assert (await the_web.fetch_feed(publisher.url("/old"))).moved_to == publisher.url("/feed")


async def test_a_feed_that_would_keep_a_parser_busy_for_minutes_is_given_up(
    publisher: Publisher, settings: WebSettings
) -> None:
    name = "a" * 60_000  # feedparser's pattern for e-mail addresses is quadratic
    publisher.put("/trap", f'<rss version="2.0"><channel><item><author>{name}</author></item></channel></rss>')
    publisher.put("/feed", RSS)
    async with open_web(settings, FakeClock()) as web:
        await web.fetch_feed(publisher.url("/feed"))  # so that the process stands ready
    hasty = replace(settings, parse_deadline=timedelta(seconds=2))
    async with open_web(hasty, FakeClock()) as web:
        started = time.monotonic()
        with pytest.raises(NotAFeed, match="takes longer than 2 seconds"):
            await web.fetch_feed(publisher.url("/trap"))
        assert time.monotonic() - started < 10


async def test_a_page_is_read_after_its_sites_rules_were(publisher: Publisher, the_web: Web) -> None:
    publisher.put("/news/ferry", page())
    found = await the_web.read_page(publisher.url("/news/ferry"))
    assert found.text == "\n\n".join(PARAGRAPHS)
    assert found.url == publisher.url("/news/ferry")
    assert publisher.paths() == ["/robots.txt", "/news/ferry"]


async def test_a_page_that_robots_may_not_read_is_not_read(publisher: Publisher, the_web: Web) -> None:
    publisher.put("/robots.txt", "User-agent: *\nDisallow: /*?print\nDisallow: /private/", "text/plain")
    publisher.put("/private/ferry", page())
    publisher.redirect("/news/ferry", "/private/ferry")
    for path in ("/private/ferry", "/news/ferry"):
        with pytest.raises(ArticleUnreadable, match=r"robots\.txt"):
            await the_web.read_page(publisher.url(path))
    assert publisher.paths().count("/robots.txt") == 1
    assert "/private/ferry" not in publisher.paths()


async def test_a_site_that_cannot_show_its_rules_is_tried_later(publisher: Publisher, the_web: Web) -> None:
    publisher.put("/robots.txt", status=503)
    publisher.put("/news/ferry", page())
    with pytest.raises(FetchFailed, match=r"robots\.txt"):
        await the_web.read_page(publisher.url("/news/ferry"))


async def test_the_operator_may_leave_robots_out(publisher: Publisher, settings: WebSettings) -> None:
    publisher.put("/robots.txt", "User-agent: *\nDisallow: /", "text/plain")
    publisher.put("/news/ferry", page())
    async with open_web(replace(settings, obey_robots=False), FakeClock()) as web:
        assert (await web.read_page(publisher.url("/news/ferry"))).title


async def test_what_is_no_web_page_is_named(publisher: Publisher, the_web: Web) -> None:
    publisher.put("/report.zip", b"PK", "application/zip")
    with pytest.raises(ArticleUnreadable, match="application/zip"):
        await the_web.read_page(publisher.url("/report.zip"))


# ---------------------------------------------------------------- finding feeds

HEAD = """<html><head>
<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed">
<link rel="alternate" type="application/rss+xml" title="Partner" href="https://partner.example/feed">
<link rel="alternate" type="application/atom+xml" title="All news" href="all.atom">
<link rel="alternate" type="application/rss+xml" title="All news again" href="/all.atom">
<link rel="alternate" hreflang="de" href="/de"><link rel="alternate" type="application/json" href="/wp-json/x">
<link rel="stylesheet" type="application/rss+xml" href="/no"></head><body>Hello</body></html>"""


async def test_the_feeds_a_page_names_are_found_best_first(publisher: Publisher, the_web: Web) -> None:
    publisher.put("/", HEAD)
    found = await the_web.discover_feeds(publisher.url("/"))
    assert isinstance(found, tuple)
    assert [(feed.url, feed.title) for feed in found] == [
        (publisher.url("/all.atom"), "All news"),
        ("https://partner.example/feed", "Partner"),
        (publisher.url("/comments/feed"), "Comments"),
    ]
    assert publisher.paths() == ["/"]


async def test_an_address_that_is_a_feed_is_found_itself(publisher: Publisher, the_web: Web) -> None:
    publisher.put("/feed", RSS)
    found = FoundFeed(publisher.url("/feed"), "Harbour & Post")
    assert await the_web.discover_feeds(publisher.url("/feed")) == (found,)


async def test_the_usual_places_are_tried_when_a_page_names_none(publisher: Publisher, the_web: Web) -> None:
    publisher.put("/news/", "<html><body>No feed named here.</body></html>")
    publisher.put("/rss.xml", RSS)
    found = FoundFeed(publisher.url("/rss.xml"), "Harbour & Post")
    assert await the_web.discover_feeds(publisher.url("/news/")) == (found,)


async def test_an_opml_file_at_an_address_gives_what_it_names(publisher: Publisher, the_web: Web) -> None:
    publisher.put("/all.opml", '<?xml version="1.0"?><opml><body><outline xmlUrl="/feed"/></body></opml>')
    found = await the_web.discover_feeds(publisher.url("/all.opml"))
    assert found == FeedList(feeds=(FoundFeed(publisher.url("/feed"), ""),))


async def test_an_opml_file_that_was_sent_is_read_in_a_process_of_its_own(the_web: Web) -> None:
    body = b'<opml><body><outline xmlUrl="https://a.example/feed" text="A"/></body></opml>'
    assert await the_web.read_list(body) == FeedList(feeds=(FoundFeed("https://a.example/feed", "A"),))
    with pytest.raises(NotAFeed):
        await the_web.read_list(b"GIF89a")


async def test_a_site_without_feeds_is_left_after_a_few_tries(publisher: Publisher, the_web: Web) -> None:
    publisher.put("/", "<html><body>No feed named here.</body></html>")
    assert await the_web.discover_feeds(publisher.url("/")) == ()
    assert len(publisher.asked) <= 10


# ---------------------------------------------------------------- limits


async def test_a_worker_that_needs_too_much_memory_fails_alone(settings: WebSettings) -> None:
    workers = Workers(replace(settings, parse_memory_bytes=512 * 1024 * 1024))
    with pytest.raises(TooCostly, match="memory"):
        await workers.run(bytes, 2 * 1024**3)
    assert await workers.run(len, "abc") == 3


async def test_visits_to_one_host_are_apart_and_do_not_hold_up_others() -> None:
    pacing = Pacing(WebSettings(host_pause=timedelta(seconds=0.15), visits_per_host=1))
    clock = asyncio.get_running_loop().time
    starts: dict[str, list[float]] = {"a": [], "b": []}

    async def visit(host: str) -> None:
        async with pacing.turn(host):
            starts[host].append(clock())

    began = clock()
    await asyncio.gather(*(visit("a") for _ in range(3)), visit("b"))
    assert starts["b"][0] - began < 0.1
    assert all(later - earlier >= 0.14 for earlier, later in zip(starts["a"], starts["a"][1:], strict=False))


async def test_no_more_visits_run_at_once_than_allowed() -> None:
    pacing = Pacing(WebSettings(host_pause=timedelta(0), visits_at_once=3, visits_per_host=2))
    running: dict[str, int] = {}
    most: dict[str, int] = {"all": 0}

    async def visit(host: str) -> None:
        async with pacing.turn(host):
            running[host] = running.get(host, 0) + 1
            most[host] = max(most.get(host, 0), running[host])
            most["all"] = max(most["all"], sum(running.values()))
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            running[host] -= 1

    await asyncio.gather(*(visit(host) for host in "aaaabbbbcccc"))
    assert most["all"] == 3
    assert max(most[host] for host in "abc") == 2
