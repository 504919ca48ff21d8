"""Checks a feed: asks for what is new, decides what it means, saves it all as one."""

from __future__ import annotations

from bot.core.feeds import decide_check
from bot.core.types import FeedFetch
from bot.errors import NotFound, SourceError
from bot.ports import App

KNOWN_ENTRIES = 2000
"""How many of a feed's entries a listing is compared with; four times what one listing may hold."""


async def check_feed(app: App, feed_id: int, *, asked: bool = False) -> tuple[int, ...]:
    """Ids of the entries that are to be read now. Empty too when the feed is gone, or was merged into
    another meanwhile. A publisher's failure is recorded on the feed, not raised. One that is gone is visited
    only when somebody `asked`."""
    try:
        feed = await app.storage.feeds.get(feed_id)
    except NotFound:
        return ()
    if feed.gone and not asked:
        return ()
    fetch: FeedFetch | SourceError
    try:
        # Until the first success there is nothing that "unchanged" could refer to.
        marks = (feed.etag, feed.last_modified) if feed.primed else (None, None)
        fetch = await app.web.fetch_feed(feed.url, *marks)
    except SourceError as error:
        fetch = error
    known = await app.storage.feeds.list_entries(feed_id, KNOWN_ENTRIES)
    check = decide_check(feed, fetch, known, app.rules, app.clock.now())
    try:
        return await app.storage.feeds.save_check(check, app.rules.sending_lease)
    except NotFound:
        return ()
