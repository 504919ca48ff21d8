"""/editfeed: change the address of a feed, and keep the subscription."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.core.feed_words import name_feed, tell_moment
from bot.core.messages import say
from bot.core.offers import compose_choices
from bot.core.saying import joined, tr, trn
from bot.core.subscription_lists import Reading
from bot.core.types import Button, Message, Request, SubscriptionKind
from bot.errors import BadArguments, NotSubscribed, SourceError
from bot.ports import App
from bot.steps.change_address import Changed, Offered, change_address
from handlers.channel import open_channel
from handlers.reading_list import find_reading, local_now, read_list

_BY_ID = "@"  # as buttons name a subscription, whose place in the list may change meanwhile


async def answer(request: Request, arguments: str, app: App) -> Message:
    """What was found at the new address, which is read from now on."""
    channel = await open_channel(request, app)
    named, _, address = arguments.strip().partition(" ")
    if not named or not address.strip():
        raise BadArguments(
            tr("Which one, and to what address? Write for example /editfeed 2 https://site.example/feed")
        )
    reading = _find_feed(await read_list(app, channel), named)
    app.progress.say(tr("Looking at the new address …"))
    try:
        done = await change_address(app, reading.wish, address.strip())
    except SourceError as error:
        raise BadArguments(joined((error.args[0], tr("The old address stays.")))) from error
    if isinstance(done, Offered):
        return compose_choices(done.site, done.offers, f"moveto:{_BY_ID}{reading.wish.id}")
    told = say(
        tr(
            "{name} is read at {new} from now on, no more at {old}.",
            name=reading.name,
            new=done.feed.url,
            old=reading.wish.target,
        ),
        _found(done, local_now(app, channel)),
    )
    details = Button(tr("Details"), f"subscription:{reading.wish.id}")
    return replace(told, buttons=((details,),))


def _found(done: Changed, now: datetime) -> str:
    count, title = len(done.found.entries), done.found.title or name_feed(done.feed)
    dates = [entry.published_at for entry in done.found.entries if entry.published_at is not None]
    if not dates:
        return trn(
            "Found there: “{title}”, {number} article.",
            "Found there: “{title}”, {number} articles.",
            count,
            title=title,
        )
    return trn(
        "Found there: “{title}”, {number} article, the newest of {moment}.",
        "Found there: “{title}”, {number} articles, the newest of {moment}.",
        count,
        title=title,
        moment=tell_moment(max(dates), now),
    )


def _find_feed(readings: tuple[Reading, ...], named: str) -> Reading:
    reading = _find(readings, named)
    if reading.wish.kind is SubscriptionKind.FEED:
        return reading
    raise BadArguments(
        tr("Only a feed's address can be changed; “{name}” is a bundle or a search.", name=reading.name)
    )


def _find(readings: tuple[Reading, ...], named: str) -> Reading:
    if named.startswith(_BY_ID):
        return find_reading(readings, named.removeprefix(_BY_ID))
    for reading in readings:
        if named.removeprefix("#") == str(reading.place):
            return reading
    raise NotSubscribed(
        tr("There is no subscription “{named}” here. /subscriptions lists them.", named=named[:60])
    )
