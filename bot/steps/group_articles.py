"""The step that gives every article its story."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.batching import in_batch_order, is_time_to_place
from bot.core.copies import count_independent
from bot.core.grouping import in_order, place_all
from bot.core.kept_index import KeptIndex
from bot.core.story_index import StoryIndex
from bot.core.strand_keys import key_articles, story_of
from bot.core.strands import Settled, rename_strands, settle
from bot.core.types import Article, Placement, Rules
from bot.ports import App, Storage
from bot.writing.joining import find_links

LEASE = "grouping"
LEASE_LENGTH = timedelta(minutes=10)
BATCH = 50
STORIES_AT_ONCE = 50
ARTICLES_AT_ONCE = 10  # some ten milliseconds
KEPT_SHARE = 1 / 48  # of the time for which stories are live: how old a kept index may become


async def group_articles(app: App, *, at_once: bool = False) -> tuple[int, ...]:
    """The ids of the stories touched, each once. Empty when there is nothing to place, when what is being read is
    waited for (not `at_once`, for a person is waiting), or when another worker is placing: articles are placed by
    one at a time, for two would each open a story for the same event.
    """
    now = app.clock.now()
    gather = timedelta(0) if at_once else app.rules.gather
    if not is_time_to_place(await app.storage.articles.read_arrivals(now), now, gather):
        return ()
    if not await app.storage.lease(LEASE, now, LEASE_LENGTH):
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
    live = app.live
    live.index.by_language = app.embedder is not None
    await read_index(app.storage, live, app.rules, now)
    held = live.revisions
    index = live.index
    live.forget()  # until it is certain that the database holds the same
    settled_in = await _join_across(app, place_all(in_batch_order(arrived), index), index)
    placement = settled_in.placement

    full, waiting = _part_by_readiness(placement, arrived, app.rules.enough_outlets)
    settled = now + app.rules.settle
    touched: tuple[int, ...] = ()
    for part, write_new_at in ((full, now), (waiting, now + app.rules.hold)):
        if part != Placement():
            touched += await app.storage.stories.save_placement(part, now, write_new_at, settled)
    ended = {ends for ends, _ in placement.merged}
    if {story_id for _, *pair in placement.moved for story_id in pair} <= set(touched):  # they were moved indeed
        kept = {key: held[key] for key in held if key not in ended}
        await _keep(app, index, kept, frozenset(touched), settled_in.roots)
    return touched


async def _join_across(app: App, placement: Placement, index: StoryIndex) -> Settled:
    """The placement with stories of different languages joined where they tell of one event; as it is without an
    embeddings endpoint."""
    if app.embedder is None:
        return Settled(placement, {})
    parted = {index.homes[group[0]] for _, group in placement.parted}
    placed = [one for one, _ in placement.joined] + [one for group in placement.founded for one in group]
    fresh = {index.homes[one] for one in placed} - parted
    return settle(placement, await find_links(app.embedder, fresh, index), index)


async def read_index(storage: Storage, live: KeptIndex, rules: Rules, now: datetime) -> None:
    """Brings the kept index up to date: what changed otherwise than by our own placements is read again.

    Stories that are live no longer are left out now and then. Whatever is read comes in slices, so that the
    others who use the loop are not kept waiting.
    """
    window = rules.story_window
    if not timedelta(0) <= now - window - live.since <= window * KEPT_SHARE:
        live.since = now - window
    if live.mark == await storage.stories.read_mark(live.since):
        return
    current = await storage.stories.list_revisions(live.since)
    changed = sorted(key for key, revision in current.items() if live.revisions.get(key) != revision)
    live.drop([*(live.revisions.keys() - current.keys()), *changed])
    members: dict[int, int] = {}
    articles: list[Article] = []
    for start in range(0, len(changed), STORIES_AT_ONCE):
        found = await storage.articles.list_of_stories(changed[start : start + STORIES_AT_ONCE])
        for key, group in found.items():
            members |= (
                key_articles(key, group) if live.index.by_language else {article.id: key for article in group}
            )
            articles += group
    for number, article in enumerate(in_order(articles), start=1):
        live.index.add(article, live.index.see(article), members[article.id])
        if number % ARTICLES_AT_ONCE == 0:
            await asyncio.sleep(0)
    live.revisions |= {key: current[key] for key in changed}


async def _keep(
    app: App, index: StoryIndex, held: dict[int, int], touched: frozenset[int], roots: Mapping[int, int]
) -> None:
    """Keeps the index for the next time, with the new stories under their ids, if all came out as placed."""
    founded = touched - held.keys()
    members = await app.storage.articles.list_of_stories(sorted(founded))
    homes = {article.id: story_id for story_id in founded for article in members[story_id]}
    by_language = index.by_language
    if not (rename_strands(index, touched, roots, homes) if by_language else _rename_founded(index, homes)):
        return
    grown = {key: held[key] + 1 for key in touched & held.keys()}
    kept = KeptIndex(index, {**held, **grown, **dict.fromkeys(founded, 1)}, app.live.since)
    if set(map(story_of, index.stories)) == kept.revisions.keys():
        app.live.index, app.live.revisions = kept.index, kept.revisions


def _rename_founded(index: StoryIndex, homes: Mapping[int, int]) -> bool:
    """Puts new stories under their ids; False when the index does not fit what was saved."""
    for key in [key for key in index.stories if key < 0]:
        ids = {homes.get(article.id) for article in index.stories[key].articles}
        story_id = ids.pop()
        if ids or story_id is None:
            return False
        index.rename(key, story_id)
    return True


def _part_by_readiness(
    placement: Placement, arrived: tuple[Article, ...], enough_outlets: int
) -> tuple[Placement, Placement]:
    """The placement in two: with the new stories that enough outlets report at once, and with the others."""
    by_id = {article.id: article for article in arrived}
    full = tuple(
        group for group in placement.founded if count_independent([by_id[one] for one in group]) >= enough_outlets
    )
    waiting = tuple(group for group in placement.founded if group not in full)
    return replace(placement, founded=full), Placement(founded=waiting)
