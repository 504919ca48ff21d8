"""Which site answers first does not decide what is one story: every order of answering gives the same ones."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

import pytest

from bot import tasks
from bot.core.types import Address, Article, FeedCheck, FeedFetch, Page, Rules, Subscription, SubscriptionKind
from bot.errors import FetchFailed
from bot.ports import App
from bot.schedule import Pace, tick
from tests.core.test_demo_pieces import events
from tests.databases import open_fresh
from tests.fakes import FakeClock, FakePlatform, FakeWeb
from tests.make import make_entry, make_page

EVENTS = ("athletic-cup", "rovers-cup", "island-ferry", "pier-ferry", "paint-fire", "sofa-fire")
LATE_FEED = "https://late.example/feed.xml"


class GatedWeb(FakeWeb):
    """Every visit waits until its address's gate is opened; `waiting` holds the addresses of those that do."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: dict[str, asyncio.Event] = {}

    async def fetch_feed(self, url: str, etag: str | None = None, last_modified: str | None = None) -> FeedFetch:
        await self._wait(url)
        return await super().fetch_feed(url, etag, last_modified)

    async def read_page(self, url: str) -> Page:
        await self._wait(url)
        return await super().read_page(url)

    def answer(self, url: str) -> None:
        self.waiting.pop(url).set()

    async def _wait(self, url: str) -> None:
        gate = self.waiting[url] = asyncio.Event()
        await gate.wait()


class WatchedBroker:
    """Runs every task at once, and knows when all that are left wait at a gate."""

    def __init__(self, web: GatedWeb) -> None:
        self._web = web
        self._tasks: dict[str, Callable[..., Awaitable[None]]] = {}
        self._running: set[asyncio.Future[None]] = set()

    def on(self, event: str, task: Callable[..., Awaitable[None]]) -> None:
        self._tasks[event] = task

    async def tell(self, event: str, *ids: int) -> None:
        self._running.add(asyncio.ensure_future(self._tasks[event](*ids)))

    async def drain(self) -> None:
        while len(self._running) > len(self._web.waiting):
            await asyncio.sleep(0)
            for task in [task for task in self._running if task.done()]:
                self._running.remove(task)
                task.result()


async def group_in_order(
    articles: Sequence[Article], order: Sequence[str], failing: str = ""
) -> dict[int, tuple[str, int, list[str]]]:
    """By its number, each story's title, revision and addresses, once the pages answered in this order."""
    clock, web = FakeClock(articles[-1].published_at + timedelta(minutes=5)), GatedWeb()
    broker = WatchedBroker(web)
    async with open_fresh() as storage:
        app = App(
            storage=storage,
            web=web,
            llm=None,
            broker=broker,
            platforms={"console": FakePlatform()},
            clock=clock,
            rules=Rules(),
        )
        tasks.connect(broker, app)
        await await_articles(app, articles)
        for article in articles:
            web.pages[article.url] = make_page(
                url=article.url,
                title=article.title,
                text=article.text,
                outlet=article.outlet.name,
                published_at=article.published_at,
            )
        web.put_feed(LATE_FEED)
        if failing:
            web.pages[failing] = FetchFailed("It did not answer.", status=404)
        await tick(app, Pace())
        for url in order:
            await broker.drain()
            clock.move(timedelta(seconds=0.1))
            web.answer(url)
        await broker.drain()
        stories = await storage.stories.list_active(clock.now() - timedelta(days=9))
        assert await storage.articles.list_unplaced(1) == ()
        return {
            story.id: (
                story.title,
                story.revision,
                sorted(article.url for article in await storage.articles.list_of_story(story.id)),
            )
            for story in stories
        }


async def await_articles(app: App, articles: Sequence[Article]) -> None:
    """Each of the articles is an entry that is to be read now; another feed is to be checked."""
    now, storage = app.clock.now(), app.storage
    channel = await storage.channels.open(Address("console", "100"), "console", now)
    late = await storage.feeds.add(LATE_FEED, now)
    wish = Subscription(
        channel_id=channel.id, kind=SubscriptionKind.FEED, target=LATE_FEED, feed_ids=(late.id,), since=now
    )
    await storage.channels.subscribe(wish)
    feed = await storage.feeds.add("https://harbourpost.example/feed.xml", now)
    entries = tuple(
        make_entry(feed_id=feed.id, key=article.url, url=article.url, title=article.title, text="", read_at=now)
        for article in articles
    )
    await storage.feeds.save_check(FeedCheck(feed=feed, added=entries))


def chosen() -> list[Article]:
    return sorted((article for event in EVENTS for article in events()[event]), key=lambda one: one.id)


@pytest.mark.parametrize("turn", range(4))
async def test_the_order_in_which_pages_answer_changes_no_story(turn: int) -> None:
    articles = chosen()
    addresses = [LATE_FEED, *(article.url for article in articles)]
    if turn == 0:
        order = addresses[::-1]
    else:
        order = sorted(addresses, key=lambda url: hash_of(url, turn))
    assert await group_in_order(articles, order) == await group_in_order(articles, addresses)


def hash_of(url: str, turn: int) -> int:
    return sum(ord(sign) * (turn + place) ** 3 for place, sign in enumerate(url)) % 1009


@pytest.mark.parametrize("last", ["a page that fails", "a feed with nothing new"])
async def test_what_was_waited_for_in_vain_wakes_those_that_waited(last: str) -> None:
    articles = chosen()
    failing = articles[3].url
    awaited = failing if last == "a page that fails" else LATE_FEED
    addresses = [LATE_FEED, *(article.url for article in articles)]
    order = [*(url for url in addresses if url != awaited), awaited]
    found = await group_in_order(articles, order, failing)
    placed = {url for *_, addresses in found.values() for url in addresses}
    assert placed == {article.url for article in articles} - {failing}
