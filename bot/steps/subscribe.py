"""Subscribe a channel to a bundle, to words, or to the feed behind an address."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.core.types import Bundle, Channel, Feed, Subscription, SubscriptionKind
from bot.errors import BadArguments
from bot.ports import App


@dataclass(frozen=True, slots=True)
class Subscribed:
    """The subscription, the feeds it stands for, and other feeds that the same site offers."""

    subscription: Subscription
    feeds: tuple[Feed, ...]
    others: tuple[str, ...] = ()


async def subscribe(app: App, channel: Channel, wish: str) -> Subscribed:
    """Understands the wish: "words" in quotes, the name of a bundle, or a web address.

    Raises BadArguments when it is none of these, and a SourceError when the address brings no feed.
    """
    words = _quoted(wish)
    if words is not None:
        return await _save(app, channel, SubscriptionKind.SEARCH, words, ())
    bundle = _bundle(app.rules.bundles, wish)
    if bundle:
        now = app.clock.now()
        feeds = tuple([await app.storage.feeds.add(url, now) for url in bundle.urls])
        return await _save(app, channel, SubscriptionKind.BUNDLE, bundle.name, feeds)
    url = _address(wish)
    if url is None:
        names = ", ".join(bundle.name for bundle in app.rules.bundles) or "none are set up"
        raise BadArguments(
            f"“{wish}” is neither a bundle nor a web address. Bundles: {names}. "
            f'For stories that hold these words, write /subscribe "{wish}".'
        )
    return await _subscribe_to_address(app, channel, url)


async def _subscribe_to_address(app: App, channel: Channel, url: str) -> Subscribed:
    known = await app.storage.feeds.find(url)
    if known:
        return await _save(app, channel, SubscriptionKind.FEED, known.url, (known,))
    found = await app.web.discover_feeds(url)
    if not found:
        raise BadArguments(
            f"{url} is not a feed, and no feed was found on that site. Look there for an “RSS” link and try it."
        )
    feed = await app.storage.feeds.add(found[0].url, app.clock.now())
    done = await _save(app, channel, SubscriptionKind.FEED, feed.url, (feed,))
    return Subscribed(done.subscription, done.feeds, tuple(other.url for other in found[1:]))


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
    return Subscribed(await app.storage.channels.subscribe(wish), feeds)


def _quoted(wish: str) -> str | None:
    for opening, closing in (('"', '"'), ("“", "”"), ("„", "“"), ("«", "»"), ("'", "'")):
        if len(wish) > 2 and wish.startswith(opening) and wish.endswith(closing):
            return wish[1:-1].strip() or None
    return None


def _bundle(bundles: tuple[Bundle, ...], wish: str) -> Bundle | None:
    return next((bundle for bundle in bundles if bundle.name == wish.strip().lower()), None)


def _address(wish: str) -> str | None:
    """The wish as a web address; a bare "site.example" is taken for one, other schemes are refused."""
    if any(letter.isspace() for letter in wish):
        return None
    if "://" in wish:
        if urlsplit(wish).scheme.lower() not in {"http", "https"}:
            raise BadArguments(f"“{wish}” is not a web address: it should begin with https://.")
        return wish
    host = wish.partition("/")[0]
    return f"https://{wish}" if "." in host.strip(".") else None
