"""Subscribes a channel to everything that an OPML file names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.core.queries import read_query
from bot.core.types import Channel, Enrolment, FeedList, Subscription, SubscriptionKind
from bot.errors import BadArguments
from bot.ports import App

_SEARCH, _BUNDLE = SubscriptionKind.SEARCH, SubscriptionKind.BUNDLE


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of the list's feeds, and of its bundles and searches: those added, those that the channel had,
    and searches that are none."""

    listed: FeedList
    feeds: Enrolment
    added: tuple[Subscription, ...] = ()
    already: tuple[Subscription, ...] = ()
    odd: tuple[str, ...] = ()


async def import_feeds(app: App, channel: Channel, listed: FeedList) -> Imported:
    """Nothing is visited: the schedule checks the feeds. A bundle that is not set up here comes as its feeds."""
    bundles = {bundle.name: bundle for bundle in app.rules.bundles}
    spread = [feed for each in listed.bundles if each.name not in bundles for feed in each.feeds]
    now = app.clock.now()
    feeds = await app.storage.channels.enrol(channel.id, [*listed.feeds, *spread], now)
    queries, odd = _read_queries(listed.searches)
    wishes = [Subscription(channel_id=channel.id, kind=_SEARCH, target=query, since=now) for query in queries]
    # What is searched is what AiBot reads: at least the bundles.
    wanted = bundles if queries else [each.name for each in listed.bundles if each.name in bundles]
    titles = {feed.url: feed.title for each in listed.bundles for feed in each.feeds}
    for name in wanted:
        ids = tuple(
            [(await app.storage.feeds.add(url, now, titles.get(url, ""))).id for url in bundles[name].urls]
        )
        if any(each.name == name for each in listed.bundles):
            wishes.append(Subscription(channel_id=channel.id, kind=_BUNDLE, target=name, feed_ids=ids, since=now))
    had = {wish.id for wish in await app.storage.channels.list_subscriptions(channel.id)}
    stored = [await app.storage.channels.subscribe(wish) for wish in wishes]
    added = tuple(wish for wish in stored if wish.id not in had)
    already = tuple(wish for wish in stored if wish.id in had)
    return Imported(listed, feeds, added, already, odd)


def _read_queries(searches: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Those that can be searched for, and those that cannot."""
    queries: list[str] = []
    odd: list[str] = []
    for words in searches:
        try:
            queries.append(read_query(words))
        except BadArguments:
            odd.append(words)
    return tuple(queries), tuple(odd)
