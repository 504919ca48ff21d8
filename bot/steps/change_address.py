"""Gives a subscription to a feed another address, once a feed was found there."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.core.addresses import read_address
from bot.core.saying import tr
from bot.core.types import Feed, FeedFetch, FeedList, FoundFeed, ParsedFeed, Subscription
from bot.errors import BadArguments, NotAFeed
from bot.ports import App

_OFFER = re.compile(r"#(\d{1,9})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Changed:
    """The feed that is read from now on, and what stood in it."""

    feed: Feed
    found: ParsedFeed


@dataclass(frozen=True, slots=True)
class Offered:
    """No feed is at the address itself, but the site has several: each under its number."""

    site: str
    offers: tuple[tuple[int, FoundFeed], ...]


async def change_address(app: App, wish: Subscription, words: str) -> Changed | Offered:
    """`words`: an address, or "#" and the number of a feed that was offered.

    The subscription keeps its id and all that hangs on it; what is older than now comes from the new address no
    more than from any feed that was just subscribed to. Raises BadArguments, or the SourceError of the visit.
    """
    url = await _read(app, words)
    fetch: FeedFetch | None = None
    try:
        fetch = await app.web.fetch_feed(url)
    except NotAFeed:
        found = await app.web.discover_feeds(url)
        if isinstance(found, FeedList) or not found:
            raise BadArguments(
                tr("{url} is not a feed, and no feed was found on that site. The old address stays.", url=url)
            ) from None
        if len(found) > 1:
            numbers = await app.storage.offers.save(found, app.clock.now())
            return Offered(url, tuple(zip(numbers, found, strict=True)))
        url = found[0].url
        fetch = await app.web.fetch_feed(url)
    return await _save(app, wish, fetch.moved_to or url, fetch.feed or ParsedFeed())


async def _read(app: App, words: str) -> str:
    if offer := _OFFER.fullmatch(words):
        found = await app.storage.offers.find(int(offer[1]))
        if found is None:
            raise BadArguments(tr("This offer is too old. Name the site once more."))
        return found.url
    url = read_address(words)
    if url is None:
        raise BadArguments(tr("“{words}” is not a web address. The old address stays.", words=words[:200]))
    return url


async def _save(app: App, wish: Subscription, url: str, found: ParsedFeed) -> Changed:
    if url == wish.target:
        raise BadArguments(tr("That is its address already: {url}", url=url))
    feed = await app.storage.channels.retarget(wish, url, found.title or "", app.clock.now())
    if feed is None:
        raise BadArguments(
            tr("This chat has a subscription to {url} already. /subscriptions lists them.", url=url)
        )
    return Changed(feed, found)
