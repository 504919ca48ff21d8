"""The step that gives every article its story."""

from __future__ import annotations

from datetime import timedelta

from bot.core.copies import count_independent
from bot.core.grouping import decide_placement
from bot.core.types import Article, Placement
from bot.ports import App

LEASE = "grouping"
LEASE_LENGTH = timedelta(minutes=10)
BATCH = 200


async def group_articles(app: App) -> tuple[int, ...]:
    """The ids of the stories touched, each once. Empty when there is nothing to place, or when another worker
    is placing: articles are placed by one at a time, for two would each open a story for the same event.
    """
    if not await app.storage.lease(LEASE, app.clock.now(), LEASE_LENGTH):
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
    stories = await app.storage.stories.list_active(now - app.rules.story_window)
    members = await app.storage.articles.list_of_stories([story.id for story in stories])
    active = [(story, members.get(story.id, ())) for story in stories]

    placement = decide_placement(arrived, active, app.rules, now)

    full, waiting = _part_by_readiness(placement, arrived, app.rules.enough_outlets)
    settled = now + app.rules.settle
    touched: tuple[int, ...] = ()
    for part, write_new_at in ((full, now), (waiting, now + app.rules.hold)):
        if part != Placement():
            touched += await app.storage.stories.save_placement(part, now, write_new_at, settled)
    return touched


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
