"""Subscribe a channel to a bundle, to words, or to the feed behind an address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.core.addresses import read_address
from bot.core.language import content_stems
from bot.core.types import Bundle, Channel, Feed, Subscription, SubscriptionKind
from bot.errors import BadArguments
from bot.ports import App

_LONGEST_SEARCH = 200
_QUOTES = (('"', '"'), ("“", "”"), ("„", "“"), ("«", "»"), ("'", "'"))


@dataclass(frozen=True, slots=True)
class Subscribed:
    """The subscription, the feeds it stands for, the found feed's title, and other feeds of the same site.

    `already`: the channel had it before.
    """

    subscription: Subscription
    feeds: tuple[Feed, ...]
    already: bool = False
    title: str | None = None
    others: tuple[str, ...] = ()


async def subscribe(app: App, channel: Channel, wish: str) -> Subscribed:
    """Understands the wish: "words" in quotes, the name of a bundle, or a web address.

    Raises BadArguments when it is none of these, and a SourceError when the address brings no feed.
    """
    words = _quoted(wish)
    if words is not None:
        return await _subscribe_to_words(app, channel, words)
    bundle = next((bundle for bundle in app.rules.bundles if bundle.name == wish.strip().lower()), None)
    if bundle:
        feeds = await _add_feeds(app, (bundle,))
        return await _save(app, channel, SubscriptionKind.BUNDLE, bundle.name, feeds)
    url = read_address(wish)
    if url is None:
        names = ", ".join(bundle.name for bundle in app.rules.bundles) or "none are set up"
        raise BadArguments(
            f"“{wish[:200]}” is neither a bundle nor a web address. Bundles: {names}. "
            f'For stories that hold these words, write /subscribe "{wish[:200]}".'
        )
    return await _subscribe_to_address(app, channel, url)


async def _subscribe_to_words(app: App, channel: Channel, words: str) -> Subscribed:
    if len(words) > _LONGEST_SEARCH:
        raise BadArguments(f"That is too long to search for: {_LONGEST_SEARCH} characters are the most.")
    if not content_stems(words):
        raise BadArguments(f"“{words}” would match everything or nothing. Name what the stories should be about.")
    # What is searched is what AiBot reads, and before anybody subscribes to a feed that would be nothing.
    await _add_feeds(app, app.rules.bundles)
    return await _save(app, channel, SubscriptionKind.SEARCH, words, ())


async def _subscribe_to_address(app: App, channel: Channel, url: str) -> Subscribed:
    known = await app.storage.feeds.find(url)
    if known and known.gone:
        raise BadArguments(f"The outlet has closed the feed {known.url} for good. Look on its site for another.")
    if known:
        return await _save(app, channel, SubscriptionKind.FEED, known.url, (known,))
    found = await app.web.discover_feeds(url)
    if not found:
        raise BadArguments(
            f"{url} is not a feed, and no feed was found on that site. Look there for an “RSS” link and try it."
        )
    feed = await app.storage.feeds.add(found[0].url, app.clock.now())
    done = await _save(app, channel, SubscriptionKind.FEED, feed.url, (feed,))
    return replace(done, title=feed.title or found[0].title, others=tuple(other.url for other in found[1:]))


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
