"""The river: which step runs when something happened, and whom it tells next. This page is the map.

    feed_due → check_feed → entry_due → read_article → articles_arrived → group_articles
    story_due → write_summary → delivery_due → deliver
    digest_due → make_digest → delivery_due → deliver
    hour_passed → keep_house → delivery_due → deliver
    bulletins_due → tell_bulletins → delivery_due → deliver

Ids travel, never contents. What is due, and what got stuck, is told by `bot.schedule` from the database.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Protocol

from bot.ports import App
from bot.steps.check_feed import check_feed
from bot.steps.deliver import deliver
from bot.steps.group_articles import group_articles
from bot.steps.keep_house import keep_house
from bot.steps.make_digest import make_digest
from bot.steps.read_article import read_article
from bot.steps.tell_bulletins import tell_bulletins
from bot.steps.write_summary import write_summary


class Switchboard(Protocol):
    """Where tasks are hung up, by the event that runs them."""

    def on(self, event: str, task: Callable[..., Awaitable[None]]) -> None: ...


def connect(switchboard: Switchboard, app: App) -> None:
    """Hangs up every task of the river."""
    _connect_reading(switchboard, app)
    _connect_telling(switchboard, app)


def _connect_reading(switchboard: Switchboard, app: App) -> None:
    """Up to the stories."""
    tell = app.broker.tell

    async def feed_due(feed_id: int) -> None:
        found = await check_feed(app, feed_id)
        for entry_id in found:
            await tell("entry_due", entry_id)
        if not found:  # others may have waited for this one only
            await tell("articles_arrived")

    async def entry_due(entry_id: int) -> None:
        await read_article(app, entry_id)
        await tell("articles_arrived")  # also of a page that failed: others may have waited for it only

    async def articles_arrived() -> None:
        await group_articles(app)

    for task in (feed_due, entry_due, articles_arrived):
        switchboard.on(task.__name__, task)


def _connect_telling(switchboard: Switchboard, app: App) -> None:
    """From the stories, and from what happens to feeds, to the chats."""
    tell = app.broker.tell

    async def story_due(story_id: int) -> None:
        for delivery_id in await write_summary(app, story_id):
            await tell("delivery_due", delivery_id)

    async def digest_due(channel_id: int) -> None:
        for delivery_id in await make_digest(app, channel_id):
            await tell("delivery_due", delivery_id)

    async def bulletins_due(channel_id: int) -> None:
        for delivery_id in await tell_bulletins(app, channel_id):
            await tell("delivery_due", delivery_id)

    for task in (story_due, digest_due, bulletins_due):
        switchboard.on(task.__name__, task)
    _connect_delivering(switchboard, app)
    _connect_housekeeping(switchboard, app)


def _connect_delivering(switchboard: Switchboard, app: App) -> None:
    """Each platform has an event of its own, so that one that hangs keeps no other's chats waiting."""

    async def delivery_due(delivery_id: int) -> None:
        platform = await app.storage.deliveries.get_platform(delivery_id)
        if platform in app.platforms:  # else it stays planned
            await app.broker.tell(f"{delivery_due.__name__} on {platform}", delivery_id)

    async def platform_due(delivery_id: int) -> None:
        await deliver(app, delivery_id)

    switchboard.on(delivery_due.__name__, delivery_due)
    for platform in app.platforms:
        switchboard.on(f"{delivery_due.__name__} on {platform}", platform_due)


def _connect_housekeeping(switchboard: Switchboard, app: App) -> None:
    async def hour_passed() -> None:
        for delivery_id in await keep_house(app):
            await app.broker.tell("delivery_due", delivery_id)

    switchboard.on(hour_passed.__name__, hour_passed)
