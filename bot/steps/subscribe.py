"""Subscribe a channel to a bundle, to words, or to the feed behind an address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.core.addresses import read_address
from bot.core.near_names import find_near, offer_near
from bot.core.queries import read_query
from bot.core.saying import tr
from bot.core.types import Bundle, Channel, Feed, FeedList, FoundFeed, Subscription, SubscriptionKind
from bot.errors import BadArguments
from bot.ports import App

_QUOTES = (('"', '"'), ("“", "”"), ("„", "“"), ("«", "»"), ("'", "'"))
_OFFER = re.compile(r"#(\d{1,9})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Subscribed:
    """The subscription, the feeds it stands for, and the found feed's title. `already`: the channel had it
    before."""

    subscription: Subscription
    feeds: tuple[Feed, ...]
    already: bool = False
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Choices:
    """What a site offers, best first: each feed under the number by which it may be subscribed to ("#12")."""

    site: str
    offers: tuple[tuple[int, FoundFeed], ...]


async def subscribe(app: App, channel: Channel, wish: str) -> Subscribed | Choices | FeedList:
    """Understands the wish: "words" in quotes, the name of a bundle, a web address, or "#" and the number of a
    feed that was offered. A site with several feeds is subscribed to by choosing one; what an OPML file at the
    address names is given back to be imported.

    Raises BadArguments when it is none of these, and a SourceError when the address brings no feed.
    """
    if offer := _OFFER.fullmatch(wish.strip()):
        return await _subscribe_to_offer(app, channel, int(offer[1]))
    words = _quoted(wish)
    if words is not None:
        return await _subscribe_to_words(app, channel, words)
    bundle = next((bundle for bundle in app.rules.bundles if bundle.name == wish.strip().lower()), None)
    if bundle:
        feeds = await _add_feeds(app, (bundle,))
        return await _save(app, channel, SubscriptionKind.BUNDLE, bundle.name, feeds)
    url = read_address(wish)
    if url is None:
        raise BadArguments(_explain(wish, [bundle.name for bundle in app.rules.bundles]))
    return await _subscribe_to_address(app, channel, url)


def _explain(wish: str, bundles: Sequence[str]) -> str:
    """What there is instead of what was wished for."""
    refusal = tr(
        "“{wish}” is neither a bundle nor a web address. Bundles: {names}. "
        'For stories that hold these words, write /subscribe "{wish}".',
        wish=wish[:200],
        names=", ".join(bundles) or tr("none are set up"),
    )
    near = find_near(wish.strip(), bundles)
    return offer_near(refusal, f"/subscribe {near}" if near else None)


async def _subscribe_to_words(app: App, channel: Channel, words: str) -> Subscribed:
    query = read_query(words)
    # What is searched is what AiBot reads, and before anybody subscribes to a feed that would be nothing.
    await _add_feeds(app, app.rules.bundles)
    return await _save(app, channel, SubscriptionKind.SEARCH, query, ())


async def _subscribe_to_address(app: App, channel: Channel, url: str) -> Subscribed | Choices | FeedList:
    known = await app.storage.feeds.find(url)
    if known:
        return await _subscribe_to_feed(app, channel, known)
    found = await app.web.discover_feeds(url)
    if isinstance(found, FeedList):
        return found
    if not found:
        raise BadArguments(
            tr(
                "{url} is not a feed, and no feed was found on that site. "
                "Look there for an “RSS” link and try it.",
                url=url,
            )
        )
    if len(found) > 1:
        numbers = await app.storage.offers.save(found, app.clock.now())
        return Choices(url, tuple(zip(numbers, found, strict=True)))
    return await _subscribe_to_found(app, channel, found[0])


async def _subscribe_to_offer(app: App, channel: Channel, number: int) -> Subscribed:
    found = await app.storage.offers.find(number)
    if found is None:
        raise BadArguments(tr("This offer is too old. Name the site to /subscribe again."))
    return await _subscribe_to_found(app, channel, found)


async def _subscribe_to_found(app: App, channel: Channel, found: FoundFeed) -> Subscribed:
    feed = await app.storage.feeds.add(found.url, app.clock.now(), found.title)
    return await _subscribe_to_feed(app, channel, feed)


async def _subscribe_to_feed(app: App, channel: Channel, feed: Feed) -> Subscribed:
    if feed.gone:
        raise BadArguments(
            tr("The outlet has closed the feed {url} for good. Look on its site for another.", url=feed.url)
        )
    return await _save(app, channel, SubscriptionKind.FEED, feed.url, (feed,))


async def _add_feeds(app: App, bundles: Iterable[Bundle]) -> tuple[Feed, ...]:
    now = app.clock.now()
    return tuple([await app.storage.feeds.add(url, now) for bundle in bundles for url in bundle.urls])


async def _save(
    app: App, channel: Channel, kind: SubscriptionKind, target: str, feeds: tuple[Feed, ...]
) -> Subscribed:
    wish = Subscription(
        channel_id=channel.id,
        kind=kind,
        target=target,
        feed_ids=tuple(feed.id for feed in feeds),
        since=app.clock.now(),
    )
    had = await app.storage.channels.list_subscriptions(channel.id)
    stored = await app.storage.channels.subscribe(wish)
    already = stored.id in {subscription.id for subscription in had}
    return Subscribed(stored, feeds, already, title=feeds[0].title if len(feeds) == 1 else None)


def _quoted(wish: str) -> str | None:
    """What stands between a pair of quotation marks, "" if nothing does; None without such a pair."""
    for opening, closing in _QUOTES:
        if len(wish) > 1 and wish.startswith(opening) and wish.endswith(closing):
            return wish[1:-1].strip()
    return None
