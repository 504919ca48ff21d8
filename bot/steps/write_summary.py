"""The step that has a story written, checked and its deliveries planned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from bot.core.copies import count_independent
from bot.core.corrections import list_corrections
from bot.core.deliveries import Seen, Told, list_seen, list_told, plan_deliveries
from bot.core.departures import find_moved, list_departures, without_departed
from bot.core.hidden_outlets import name_hidden, without_outlets
from bot.core.leading_language import find_told_language
from bot.core.stories import compose_withdrawal, hold_until, is_ready
from bot.core.told import Read, read_told
from bot.core.topics import choose_topics
from bot.core.types import Article, Channel, Delivery, Departure, Story, Subscription, Summary, Update
from bot.core.updates import decide_update
from bot.errors import Conflict
from bot.ports import App
from bot.writing.pieces import write_piece

Audience = Sequence[tuple[Channel, tuple[Subscription, ...]]]

log = structlog.get_logger(__name__)


async def write_summary(app: App, story_id: int) -> tuple[int, ...]:
    """The ids of the deliveries planned, saved together with the summary. Empty when the story is written at
    this revision already, is still to wait for other outlets, or holds nothing that can be published: articles
    that no feed brought are left out.
    """
    now = app.clock.now()
    story = await app.storage.stories.get(story_id)
    # A page that only a person named is told to that person: it must not reach everybody's channels.
    members = await app.storage.articles.list_of_story(story.id)
    articles = tuple(article for article in members if article.feed_id is not None)
    present = tuple(article for article in articles if not article.withdrawn)
    if story.written_revision == story.revision or not articles:
        await app.storage.stories.save_due(story.id, None, story.revision)
        return ()
    if present and not is_ready(story, count_independent(present), app.rules, now):
        await app.storage.stories.save_due(story.id, hold_until(story, app.rules), story.revision)
        return ()

    previous = await app.storage.stories.find_summary(story.id)
    if present:
        language = find_told_language(previous, present) if previous is not None else None
        summary = await write_piece(app.llm, story, articles, app.rules, now, told=language)
    else:
        summary = compose_withdrawal(story, articles, now) if story.written_revision is not None else None
    if summary is None:
        log.warning("nothing to publish", story=story.id, revision=story.revision)
        await app.storage.stories.save_due(story.id, None, story.revision)
        return ()
    told = await _read_told(app, story, present)
    topics = choose_topics(present or articles, await _list_bundles(app, articles))
    summary = replace(summary, departed=told.departed, topics=tuple(topic.value for topic in topics))
    if previous is not None:
        known = without_departed(previous, summary)
        summary = replace(summary, corrections=list_corrections(known, summary, now))
    deliveries = await _plan(app, summary, articles, told, now)
    return await _save(app, summary, deliveries)


async def _save(app: App, summary: Summary, deliveries: Sequence[Delivery]) -> tuple[int, ...]:
    """What was merged with another story while it was written is told by that one."""
    try:
        return await app.storage.stories.save_summary(summary, deliveries)
    except Conflict:
        if (await app.storage.stories.get(summary.story_id)).id == summary.story_id:
            raise
        log.info("merged while it was written", story=summary.story_id)
        return ()


async def _list_bundles(app: App, articles: Sequence[Article]) -> tuple[str, ...]:
    """The names of the bundles whose feeds brought the articles, once for each feed."""
    feed_ids = {article.feed_id for article in articles if article.feed_id is not None}
    urls = (
        [(await app.storage.feeds.get(feed_id)).url for feed_id in sorted(feed_ids)] if app.rules.bundles else []
    )
    return tuple(bundle.name for url in urls for bundle in app.rules.bundles if url in bundle.urls)


@dataclass(frozen=True, slots=True)
class _Known:
    """What channels have of the story: its deliveries and the pieces they lead on from, what left it since, and,
    where it was parted from another story, what they were told of that one."""

    earlier: tuple[Delivery, ...]
    read: Mapping[Told, Read]
    departed: tuple[Departure, ...]
    elsewhere: Mapping[int, tuple[Summary, ...]]


async def _read_told(app: App, story: Story, present: Sequence[Article]) -> _Known:
    earlier = await app.storage.deliveries.list_of_story(story.id)
    seen = list_seen(earlier)
    single = await _find_pieces(app, {one for each in seen for one in each})
    known = {each: [single[one] for one in each if one in single] for each in seen}
    read = {each: read_told(found) for each, found in known.items() if found}
    moved = find_moved([one.piece for one in read.values()], [article.id for article in present])
    homes = await app.storage.articles.list_homes(moved)
    stories = {home: await app.storage.stories.get(home) for home in set(homes.values())}
    elsewhere: dict[int, tuple[Summary, ...]] = {}
    if story.parted_from is not None:
        told = list_told(await app.storage.deliveries.list_of_story(story.parted_from))
        found = await _find_pieces(app, {seen for each in told.values() for seen in each})
        elsewhere = {
            channel_id: tuple(found[seen] for seen in each if seen in found) for channel_id, each in told.items()
        }
    return _Known(earlier, read, list_departures(homes, stories, story.id), elsewhere)


async def _find_pieces(app: App, wanted: Iterable[Seen]) -> dict[Seen, Summary]:
    found = {seen: await app.storage.stories.find_summary(*seen) for seen in sorted(wanted)}
    return {seen: piece for seen, piece in found.items() if piece is not None}


async def _plan(
    app: App, summary: Summary, articles: Sequence[Article], told: _Known, now: datetime
) -> tuple[Delivery, ...]:
    gone = [article_id for one in summary.departed for article_id in one.article_ids]
    brought = await app.storage.articles.list_feeds([article.id for article in articles] + gone)
    audience = await app.storage.channels.list_audience(
        tuple({one for feeds in brought.values() for one in feeds}),
        # What stands somewhere is mended in any case, and a story may be followed wherever it was shown.
        tuple(
            {delivery.channel_id for delivery in told.earlier}
            | await app.storage.deliveries.list_showing(summary.story_id)
        ),
    )
    numbers = (await app.storage.stories.list_families((summary.story_id,)))[summary.story_id]
    planned: list[Delivery] = []
    for hidden, group in _by_hidden(audience, (summary, *(one.piece for one in told.read.values()))).items():
        # What is new is what is new to them: a hidden outlet told them nothing.
        after = without_outlets(summary, hidden) or summary
        updates = {known: _compare(read, after, hidden) for known, read in told.read.items()}
        planned += plan_deliveries(
            summary,
            articles,
            group,
            told.earlier,
            updates,
            app.rules,
            now,
            brought,
            told.elsewhere,
            numbers,
        )
    return tuple(planned)


def _compare(read: Read, after: Summary, hidden: tuple[str, ...]) -> Update:
    before, *earlier = (without_outlets(piece, hidden) or piece for piece in (read.piece, *read.earlier))
    return decide_update(before, after, earlier)


def _by_hidden(audience: Audience, pieces: Sequence[Summary]) -> Mapping[tuple[str, ...], Audience]:
    """The audience by what they hide; together those to whom the pieces are whole."""
    wished = {each[0].settings.hidden for each in audience}
    concerned = {hidden for hidden in wished if any(name_hidden(piece, hidden) for piece in pieces)}
    groups: dict[tuple[str, ...], list[tuple[Channel, tuple[Subscription, ...]]]] = {}
    for each in audience:
        hidden = each[0].settings.hidden
        groups.setdefault(hidden if hidden in concerned else (), []).append(each)
    return groups
