"""The step that gives every article its story."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.core.copies import count_independent
from bot.core.grouping import build_index, place_all
from bot.core.story_index import StoryIndex
from bot.core.types import Article, Placement
from bot.ports import App

LEASE = "grouping"
LEASE_LENGTH = timedelta(minutes=10)
BATCH = 200
KEPT_SHARE = 1 / 48  # of the time for which stories are live: how old a kept index may become


async def group_articles(app: App) -> tuple[int, ...]:
    """The ids of the stories touched, each once. Empty when there is nothing to place, or when another worker
    is placing: articles are placed by one at a time, for two would each open a story for the same event.
    """
    if not await app.storage.articles.list_unplaced(1) or not await app.storage.lease(
        LEASE, app.clock.now(), LEASE_LENGTH
    ):
        return ()
    touched: dict[int, None] = {}
    try:
        while arrived := await app.storage.articles.list_unplaced(BATCH):
            placed = await _place(app, arrived)
            touched |= dict.fromkeys(placed)
            if len(arrived) < BATCH or not placed:
                break
    finally:
        await app.storage.release(LEASE)
    return tuple(touched)


async def _place(app: App, arrived: tuple[Article, ...]) -> tuple[int, ...]:
    now = app.clock.now()
    index = await _read_index(app, now)
    known = frozenset(index.stories)
    placement = place_all(arrived, index)
    app.live.forget()  # until it is certain that the database holds the same

    full, waiting = _part_by_readiness(placement, arrived, app.rules.enough_outlets)
    settled = now + app.rules.settle
    touched: tuple[int, ...] = ()
    for part, write_new_at in ((full, now), (waiting, now + app.rules.hold)):
        if part != Placement():
            touched += await app.storage.stories.save_placement(part, now, write_new_at, settled)
    if not placement.merged:
        await _keep(app, index, known, frozenset(touched))
    return touched


async def _read_index(app: App, now: datetime) -> StoryIndex:
    """The live stories: as kept, if nothing but our own placements changed them since, else read anew.

    What is kept is forgotten now and then, and with it stories that are live no longer.
    """
    live = app.live
    window = app.rules.story_window
    fresh = timedelta(0) <= now - window - live.since <= window * KEPT_SHARE
    if live.index is not None and fresh and live.mark == await app.storage.stories.read_mark(live.since):
        return live.index
    live.since = now - window
    live.mark = await app.storage.stories.read_mark(live.since)  # first: a change meanwhile will show
    stories = await app.storage.stories.list_active(live.since)
    members = await app.storage.articles.list_of_stories([story.id for story in stories])
    return build_index([(story.id, members.get(story.id, ())) for story in stories], live.since)


async def _keep(app: App, index: StoryIndex, known: frozenset[int], touched: frozenset[int]) -> None:
    """Keeps the index for the next time, with the new stories under their ids, if all came out as placed."""
    founded = touched - known
    members = await app.storage.articles.list_of_stories(sorted(founded))
    homes = {article.id: story_id for story_id in founded for article in members[story_id]}
    for key in [key for key in index.stories if key < 0]:
        ids = {homes.get(article_id) for article_id in index.stories[key].article_ids}
        story_id = ids.pop()
        if ids or story_id is None:
            return
        index.rename(key, story_id)
    mark = app.live.mark.after(founded, touched & known)
    if frozenset(index.stories) == known | founded and mark == await app.storage.stories.read_mark(
        app.live.since
    ):
        app.live.mark, app.live.index = mark, index


def _part_by_readiness(
    placement: Placement, arrived: tuple[Article, ...], enough_outlets: int
) -> tuple[Placement, Placement]:
    """The placement in two: with the new stories that enough outlets report at once, and with the others."""
    by_id = {article.id: article for article in arrived}
    full = tuple(
        group for group in placement.founded if count_independent([by_id[one] for one in group]) >= enough_outlets
    )
    waiting = tuple(group for group in placement.founded if group not in full)
    return Placement(joined=placement.joined, founded=full, merged=placement.merged), Placement(founded=waiting)
