"""Composes what a chat is told of its feeds: one message of all that happened, with what can be done about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.core.feed_words import name_feed, tell_moment
from bot.core.saying import recalled, tr, trn
from bot.core.types import (
    BulletinKind,
    Button,
    ChannelBulletin,
    Feed,
    Message,
    Notice,
    Paragraph,
    Span,
    Subscription,
    SubscriptionKind,
)

_MOST_LINES = 10
_MOST_ROWS = 4  # of buttons, besides the one that leads to the list
_ORDER = (
    BulletinKind.GONE,
    BulletinKind.FAILING,
    BulletinKind.SILENT,
    BulletinKind.MOVED,
    BulletinKind.RECOVERED,
)
_ILL = (BulletinKind.GONE, BulletinKind.FAILING, BulletinKind.SILENT)


def compose_bulletins(
    bulletins: Sequence[ChannelBulletin],
    feeds: Mapping[int, Feed],
    wishes: Sequence[Subscription],
    now: datetime,
) -> Message | None:
    """`feeds`: by id; `wishes`: the channel's. `now` in its zone. None where nothing holds any more: the feed was
    dropped, or is well again."""
    told = sorted(
        (each for each in bulletins if each.feed_id in feeds and _still_holds(each, feeds[each.feed_id], wishes)),
        key=lambda each: (_ORDER.index(each.kind), each.at, each.id),
    )
    if not told:
        return None
    if len(told) == 1:
        feed = feeds[told[0].feed_id]
        rows = (_buttons(told[0], feed, wishes, ""), _ways_on(told[0], feed, wishes))
        return Message(blocks=(Paragraph(_line(told[0], feed, now)),), buttons=tuple(filter(None, rows)))
    return _bundle(told, feeds, wishes, now)


def keep_as_notice(message: Message, key: str, now: datetime) -> Notice:
    """The message, in the language it is in by now, as it is stored."""
    paragraphs = tuple(
        "".join(span.text for span in block.spans) for block in message.blocks if isinstance(block, Paragraph)
    )
    rows = tuple(tuple((str(button.label), button.action) for button in row) for row in message.buttons)
    return Notice(key=key, paragraphs=paragraphs, buttons=rows, created_at=now)


def _bundle(
    told: Sequence[ChannelBulletin], feeds: Mapping[int, Feed], wishes: Sequence[Subscription], now: datetime
) -> Message:
    lines = [Paragraph((Span(trn("News of {number} feed:", "News of {number} feeds:", len(told))),))]
    rows: list[tuple[Button, ...]] = []
    for place, each in enumerate(told[:_MOST_LINES], start=1):
        feed = feeds[each.feed_id]
        lines.append(Paragraph((Span(f"{place}. "), *_line(each, feed, now))))
        buttons = _buttons(each, feed, wishes, f"{place}. ")
        if buttons and len(rows) < _MOST_ROWS:
            rows.append(buttons)
    more = len(told) - _MOST_LINES
    if more > 0:
        told_there = trn(
            "{number} more feed has news; /subscriptions tells how each does.",
            "{number} more feeds have news; /subscriptions tells how each does.",
            more,
        )
        lines.append(Paragraph((Span(told_there),)))
    rows.append((Button(tr("All subscriptions"), "subscriptions:all"),))
    return Message(blocks=tuple(lines), buttons=tuple(rows))


def _still_holds(bulletin: ChannelBulletin, feed: Feed, wishes: Sequence[Subscription]) -> bool:
    if not any(feed.id in wish.feed_ids for wish in wishes):
        return False
    match bulletin.kind:
        case BulletinKind.GONE:
            return feed.gone
        case BulletinKind.FAILING:
            return feed.failing_since is not None and not feed.gone
        case BulletinKind.RECOVERED:
            return feed.failing_since is None
        case BulletinKind.MOVED | BulletinKind.SILENT:
            return True


def _line(bulletin: ChannelBulletin, feed: Feed, now: datetime) -> tuple[Span, ...]:
    name = name_feed(feed)
    match bulletin.kind:
        case BulletinKind.GONE:
            return (Span(tr("{name} is gone: its outlet has closed it for good.", name=name)),)
        case BulletinKind.FAILING:
            since = _moment_of(bulletin.spell, now)
            words = tr("{name} has failed since {moment}, at every check:", name=name, moment=since)
            return Span(words), Span(" "), Span(recalled(feed.problem or ""))
        case BulletinKind.SILENT:
            since = _moment_of(bulletin.spell, now)
            words = tr(
                "{name} answers, but has brought nothing since {moment}, against its habit.",
                name=name,
                moment=since,
            )
            return (Span(words),)
        case BulletinKind.MOVED:
            old, _, new = bulletin.spell.partition(" ")
            words = tr(
                "{name} has moved for good, and is read at its new address: {old} → {new}",
                name=name,
                old=old,
                new=new,
            )
            return (Span(words),)
        case BulletinKind.RECOVERED:
            return (Span(tr("{name} works again.", name=name)),)


def _moment_of(spell: str, now: datetime) -> str:
    try:
        return tell_moment(datetime.fromisoformat(spell), now)
    except ValueError:  # of a feed whose failures began before their beginning was kept
        return tr("some time ago")


def _buttons(
    bulletin: ChannelBulletin, feed: Feed, wishes: Sequence[Subscription], place: str
) -> tuple[Button, ...]:
    """Of a feed that is ill. One of a bundle cannot be dropped by itself."""
    if bulletin.kind not in _ILL:
        return ()
    again = tr("{place}Try again now", place=place) if place else tr("Try again now")
    row = [Button(again, f"recheck:{feed.id}")]
    own = _find_own(feed, wishes)
    if own is not None:
        drop = tr("{place}Unsubscribe", place=place) if place else tr("Unsubscribe")
        row.append(Button(drop, f"drop:{own.id} here"))
    return tuple(row)


def _ways_on(bulletin: ChannelBulletin, feed: Feed, wishes: Sequence[Subscription]) -> tuple[Button, ...]:
    """Where the feed may be read instead; of one that moved, where it is read now."""
    own = _find_own(feed, wishes)
    if own is None or bulletin.kind is BulletinKind.RECOVERED:
        return ()
    if bulletin.kind is BulletinKind.MOVED:
        return (Button(tr("Details"), f"subscription:{own.id} here"),)
    return (Button(tr("Change address"), f"editfeed:@{own.id}"),)


def _find_own(feed: Feed, wishes: Sequence[Subscription]) -> Subscription | None:
    """The wish for this feed and no other."""
    own = (wish for wish in wishes if wish.kind is SubscriptionKind.FEED and feed.id in wish.feed_ids)
    return next(own, None)
