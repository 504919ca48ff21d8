"""What operators read about the work: how it goes on, which feeds are ill, which chats are served."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.core.messages import say
from bot.core.paging import take_page, turn_from
from bot.core.saying import Phrase, recalled, tr, trn
from bot.core.types import (
    Address,
    Block,
    Bullets,
    Button,
    Channel,
    Feed,
    Heading,
    Message,
    Opinion,
    OutletOpinion,
    Paragraph,
    Span,
    Standing,
)

_LISTED = 15
_IN_HOURS = 120  # minutes from which they are told as hours
_BUTTONS = (
    (
        Button(tr("Feeds"), "admin:feeds"),
        Button(tr("Chats"), "admin:chats"),
        Button(tr("LLM"), "admin:usage"),
    ),
)


def compose_standing(
    standing: Standing,
    feeds: Sequence[Feed],
    last: datetime | None,
    opinions: tuple[Sequence[Opinion], Sequence[OutletOpinion]],
    budget: Sequence[Phrase],
    now: datetime,
) -> Message:
    """Counts of the last day, what waits, what failed and why; `last`: when the newest piece was written;
    `opinions`: of the last weeks, by story and by outlet; `budget`: lines on what the LLM costs."""
    ill = [feed for feed in feeds if feed.problem]
    lines: list[Phrase] = [
        tr(
            "Chats: {served} served, {gone} gone, {blocked} blocked",
            served=standing.channels,
            gone=standing.channels_gone,
            blocked=standing.channels_blocked,
        ),
        tr("Feeds: {count}, of which {ill} fail", count=len(feeds), ill=len(ill)),
        tr(
            "Last day: pieces written {pieces}, messages sent {sent}",
            pieces=standing.stories_today,
            sent=standing.sent_today,
        ),
        _waiting(standing, now),
        tr("Failed in the last day: {count}", count=standing.failed_today),
        _newest(last, now),
        *budget,
    ]
    blocks: list[Block] = [
        Heading((Span(tr("How the work goes on")),)),
        Bullets(tuple((Span(line),) for line in lines)),
    ]
    if standing.problems:
        blocks.append(Paragraph((Span(tr("Why deliveries failed:"), bold=True),)))
        told = ((Span(f"{often} × "), Span(recalled(problem))) for problem, often in standing.problems)
        blocks.append(Bullets(tuple(told)))
    of_stories, of_outlets = opinions
    if of_stories:
        blocks.append(Paragraph((Span(tr("What people think of stories:"), bold=True),)))
        blocks.append(Bullets(tuple((Span(_opinion(one)),) for one in of_stories)))
    if of_outlets:
        blocks.append(Paragraph((Span(tr("And by the outlets that reported them:"), bold=True),)))
        blocks.append(Bullets(tuple((Span(_opinion_of_outlet(one)),) for one in of_outlets)))
    return Message(blocks=tuple(blocks), buttons=_BUTTONS)


def _opinion(one: Opinion) -> Phrase:
    return tr(
        "Story {story}: {useful} found it useful, {useless} did not",
        story=str(one.story_id),
        useful=one.useful,
        useless=one.useless,
    )


def _opinion_of_outlet(one: OutletOpinion) -> Phrase:
    return tr("{outlet}: 👍 {useful}, 👎 {useless}", outlet=one.outlet, useful=one.useful, useless=one.useless)


def _waiting(standing: Standing, now: datetime) -> Phrase:
    if standing.oldest_due is None:
        return tr("Waiting to be sent: {count}, none of them late", count=standing.waiting)
    minutes = int((now - standing.oldest_due).total_seconds() // 60)
    return tr(
        "Waiting to be sent: {count}, the oldest {minutes} minutes late", count=standing.waiting, minutes=minutes
    )


def _newest(last: datetime | None, now: datetime) -> Phrase:
    if last is None:
        return tr("Newest piece: none in two weeks")
    minutes = int((now - last).total_seconds() // 60)
    if minutes < _IN_HOURS:
        return trn("Newest piece: {number} minute ago", "Newest piece: {number} minutes ago", minutes)
    return trn("Newest piece: {number} hour ago", "Newest piece: {number} hours ago", minutes // 60)


def compose_feeds(feeds: Sequence[Feed], now: datetime, page: int = 1) -> Message:
    """The feeds that fail, those that failed most often in a row first."""
    ill = sorted((feed for feed in feeds if feed.problem), key=lambda feed: (-feed.failures, feed.url))
    if not ill:
        return say(trn("The one feed is well.", "All {number} feeds are well.", len(feeds)))
    blocks: list[Block] = [Heading((Span(trn("{number} feed fails", "{number} feeds fail", len(ill))),))]
    page, shown = take_page(ill, page, _LISTED)
    blocks.append(Bullets(tuple(_feed_line(feed, now) for feed in shown)))
    return Message(blocks=tuple(blocks), buttons=_turning(page, len(ill), "admin:feeds "))


def _feed_line(feed: Feed, now: datetime) -> tuple[Span, ...]:
    if feed.gone:
        since = tr("closed for good")
    elif feed.succeeded_at is None:
        since = tr("never worked")
    else:
        hours = int((now - feed.succeeded_at).total_seconds() // 3600)
        since = trn("for {number} hour", "for {number} hours", hours)
    name, dash, problem = Span(feed.title or feed.url, bold=True), Span(" — "), recalled(feed.problem or "")
    return name, dash, Span(since), dash, Span(problem)


def compose_chats(served: Sequence[Channel], blocked: Sequence[Channel], page: int = 1) -> Message:
    """The chats that are served and then those that are blocked, the newest of each first, with the name by which
    /admin block knows them."""
    page, shown = take_page((*served[::-1], *blocked[::-1]), page, _LISTED)
    blocks: list[Block] = []
    if not served:
        blocks.append(Paragraph((Span(tr("No chat is served yet.")),)))
    elif here := [channel for channel in shown if channel in served]:
        blocks += _list(trn("{number} chat is served", "{number} chats are served", len(served)), here)
    if here := [channel for channel in shown if channel in blocked]:
        blocks += _list(trn("{number} chat is blocked", "{number} chats are blocked", len(blocked)), here)
    turning = _turning(page, len(served) + len(blocked), "admin:chats ")
    return Message(blocks=tuple(blocks), buttons=turning)


def _list(title: Phrase, channels: Sequence[Channel]) -> tuple[Block, Block]:
    items = tuple(
        (Span(channel.title or "—", bold=True), Span(" "), Span(name_place(channel.address), code=True))
        for channel in channels
    )
    return Heading((Span(title),)), Bullets(items)


def name_place(address: Address) -> str:
    """Where a channel is: "telegram:-100123", and the thread after a slash."""
    return f"{address.platform}:{address.chat}" + (f"/{address.thread}" if address.thread else "")


def _turning(page: int, total: int, action: str) -> tuple[tuple[Button, ...], ...]:
    return tuple(filter(None, (turn_from(page, total, _LISTED, action),)))
