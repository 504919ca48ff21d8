"""/status: how the chat stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.core.paging import read_page, take_page
from bot.core.status import PAGE, Situation, compose_feeds, compose_status, compose_waiting, is_kept
from bot.core.types import Channel, Delivery, Feed, Message, Request, SubscriptionKind
from bot.ports import App
from bot.writing.wanted import find_stop
from handlers.channel import open_channel
from handlers.reading_list import local_now, read_habit, read_list


async def answer(request: Request, arguments: str, app: App) -> Message:
    """In short; "feeds 2" is the second page of its feeds, "waiting" what waits to be sent and why, a
    page at a time, too."""
    channel = await open_channel(request, app)
    what, _, page = arguments.strip().lower().partition(" ")
    if what == "feeds":
        shown = await _show_feeds(app, channel, read_page(page))
    elif what == "waiting":
        shown = compose_waiting(await _read_situation(app, channel), read_page(page))
    else:
        shown = compose_status(await _read_situation(app, channel))
    return replace(shown, replaces=request.action is not None)


async def _show_feeds(app: App, channel: Channel, page: int) -> Message:
    feeds = await _list_feeds(app, channel)
    page, on_page = take_page(feeds, page, PAGE)
    told = [(feed, *await read_habit(app, feed)) for feed in on_page]
    return compose_feeds(told, page, len(feeds), local_now(app, channel))


async def _list_feeds(app: App, channel: Channel) -> tuple[Feed, ...]:
    """Those of its subscriptions, each once."""
    readings = await read_list(app, channel)
    return tuple({feed.id: feed for reading in readings for feed in reading.feeds}.values())


async def _read_situation(app: App, channel: Channel) -> Situation:
    feeds = await _list_feeds(app, channel)
    wishes = await app.storage.channels.list_subscriptions(channel.id)
    arrivals = await app.storage.feeds.list_last_arrivals([feed.id for feed in feeds])
    last_sent = await app.storage.deliveries.find_last_sent(channel.id)
    waiting = [
        one for one in await app.storage.deliveries.list_waiting(channel.id) if await _comes(app, channel, one)
    ]
    # What is on its way comes before what is kept, whatever hour it was planned for.
    waiting.sort(key=is_kept)
    named = [each.story_id for each in (*waiting, *((last_sent,) if last_sent else ()))]
    return Situation(
        channel=channel,
        now=local_now(app, channel),
        feeds=feeds,
        searches=sum(wish.kind is SubscriptionKind.SEARCH for wish in wishes),
        last_entry=max(arrivals.values(), default=None),
        last_sent=last_sent,
        waiting=tuple(waiting),
        headlines=await _headlines(app, (story_id for story_id in named if story_id is not None)),
        endpoints=app.llm.endpoints if app.llm is not None else (),
    )


async def _comes(app: App, channel: Channel, waiting: Delivery) -> bool:
    """Whether it will: what is held is not told where it was muted or filtered out meanwhile."""
    if not is_kept(waiting) or not (channel.settings.muted or channel.settings.filters):
        return True
    summary = await app.storage.stories.find_summary(waiting.story_id or 0)
    follows = waiting.from_revision is not None
    return summary is None or await find_stop(app, channel, summary, follows=follows) is None


async def _headlines(app: App, story_ids: Iterable[int]) -> dict[int, str]:
    found = {story_id: await app.storage.stories.find_summary(story_id) for story_id in dict.fromkeys(story_ids)}
    return {story_id: summary.headline.text for story_id, summary in found.items() if summary is not None}
