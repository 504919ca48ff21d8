"""Checks a feed of the chat at once, for the buttons "Check now" and "Try again now"."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.core.feed_words import name_feed
from bot.core.messages import say
from bot.core.saying import Phrase, recalled, tr, trn
from bot.core.types import BulletinKind, Channel, Feed, Message, Request
from bot.errors import NotSubscribed
from bot.ports import App
from bot.steps.check_feed import check_feed
from handlers.channel import open_channel
from handlers.reading_list import read_list
from handlers.subscription import show_details

_REST = timedelta(minutes=1)
"""Between two visits that people ask for: a publisher is not knocked at for every press."""


async def answer(request: Request, arguments: str, app: App) -> Message:
    """By the feed's id; followed by a subscription's, the answer is its details, in their place."""
    channel = await open_channel(request, app)
    feed_id, _, wish_id = arguments.strip().partition(" ")
    readings = await read_list(app, channel)
    feed = next((feed for each in readings for feed in each.feeds if str(feed.id) == feed_id), None)
    if feed is None:
        raise NotSubscribed(tr("This chat reads that feed no more. /subscriptions lists its feeds."))
    if feed.checked_at is not None and app.clock.now() - feed.checked_at < _REST:
        told, news = tr("{name} was checked a moment ago.", name=name_feed(feed)), False
    else:
        told, news = await _check(app, feed), True
    if not wish_id:
        await _count_as_told(app, channel, feed)
        # What is no news is for whoever pressed: everybody else has seen it.
        return say(told) if news or request.action is None else Message(blocks=(), passing=told)
    details = await show_details(request, wish_id, app)
    return replace(details, replaces=request.action is not None, passing=told)


async def _check(app: App, feed: Feed) -> Phrase:
    """What came of it."""
    name = name_feed(feed)
    app.progress.say(tr("Checking {name} …", name=name))
    found = await check_feed(app, feed.id, asked=True)
    for entry_id in found:
        await app.broker.tell("entry_due", entry_id)
    after = await app.storage.feeds.find(feed.url) or feed
    if after.problem:
        return tr("{name} fails: {problem}", name=name, problem=recalled(after.problem))
    if feed.problem:
        return _tell_recovery(name, len(found))
    if not found:
        return tr("{name} works; nothing is new there.", name=name)
    return trn(
        "{name} works: {number} article to read.",
        "{name} works: {number} articles to read.",
        len(found),
        name=name,
    )


def _tell_recovery(name: str, found: int) -> Phrase:
    if not found:
        return tr("{name} works again; nothing is new there.", name=name)
    return trn(
        "{name} works again: {number} article to read.",
        "{name} works again: {number} articles to read.",
        found,
        name=name,
    )


async def _count_as_told(app: App, channel: Channel, feed: Feed) -> None:
    """That the feed works again the chat reads in the answer."""
    untold = await app.storage.bulletins.list_untold(channel.id)
    ids = [one.id for one in untold if one.feed_id == feed.id and one.kind is BulletinKind.RECOVERED]
    if ids:
        await app.storage.bulletins.save_told(ids, app.clock.now(), None, ())
