"""Lays out what a chat is subscribed to: a page of the list, one subscription, the question before it goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.feed_words import describe_health, name_feed, tell_health, tell_moment
from bot.core.paging import take_page, turn_from
from bot.core.saying import tr, trn
from bot.core.types import (
    Block,
    Bullets,
    Button,
    Feed,
    Heading,
    Message,
    Paragraph,
    Span,
    Subscription,
    SubscriptionKind,
)

PAGE = 6
_LABEL = 22  # characters: two such buttons stand in a row on a phone
_FEEDS_SHOWN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A subscription, its place in the chat's list (from 1), and its feeds. Of a single feed also when its last
    entry arrived, and since when it is silent against its habit."""

    place: int
    wish: Subscription
    feeds: tuple[Feed, ...] = ()
    last_entry: datetime | None = None
    silent_since: datetime | None = None

    @property
    def name(self) -> str:
        return name_feed(self.feeds[0]) if self.wish.kind is _FEED and self.feeds else self.wish.target


_FEED, _BUNDLE, _SEARCH = SubscriptionKind.FEED, SubscriptionKind.BUNDLE, SubscriptionKind.SEARCH


def compose_list(readings: Sequence[Reading], page: int, total: int, now: datetime) -> Message:
    """One page of the list, from 1. `now` in the chat's zone."""
    items = tuple(_item(reading, now) for reading in readings)
    heading = trn("{number} subscription of this chat", "{number} subscriptions of this chat", total)
    hint = tr("Press one for its details. /unsubscribe NUMBER ends one, /subscribe adds to them.")
    return Message(
        blocks=(Paragraph((Span(heading, bold=True),)), Bullets(items), Paragraph((Span(hint, italic=True),))),
        buttons=(*_rows(readings), *filter(None, (turn_from(page, total, PAGE, "subscriptions:"),))),
    )


def _item(reading: Reading, now: datetime) -> tuple[Span, ...]:
    health = _health(reading, now)
    told = (Span(" · "), Span(health)) if health else ()
    return Span(f"{reading.place}. "), Span(reading.name, bold=True), Span(" · "), Span(_kind(reading)), *told


def _kind(reading: Reading) -> str:
    match reading.wish.kind:
        case SubscriptionKind.FEED:
            return tr("feed")
        case SubscriptionKind.BUNDLE:
            return trn("bundle of {number} feed", "bundle of {number} feeds", len(reading.feeds))
        case SubscriptionKind.SEARCH:
            return tr("search")


def _health(reading: Reading, now: datetime) -> str:
    if reading.wish.kind is _SEARCH or not reading.feeds:
        return ""
    if reading.wish.kind is _FEED:
        return tell_health(reading.feeds[0], reading.silent_since, now)
    ill = [feed for feed in reading.feeds if feed.problem]
    if all(feed.checked_at is None for feed in reading.feeds):
        return tr("not checked yet")
    return trn("{number} of them fails", "{number} of them fail", len(ill)) if ill else tr("works")


def _rows(readings: Sequence[Reading]) -> tuple[tuple[Button, ...], ...]:
    buttons = [Button(f"{each.place}. {_short(each.name)}", f"subscription:{each.wish.id}") for each in readings]
    return tuple(tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2))


def _short(name: str) -> str:
    bare = name.removeprefix("https://").removeprefix("http://").removeprefix("www.")
    return bare if len(bare) <= _LABEL else bare[: _LABEL - 1].rstrip() + "…"


# ---------------------------------------------------------------- one of them


def compose_details(reading: Reading, now: datetime, extra: Sequence[Button] = (), page: int = 1) -> Message:
    """What it is, where it is read, and how that goes. `extra`: buttons of other commands about it; `page`: of a
    bundle's feeds."""
    since = tr("subscribed since {moment}", moment=tell_moment(reading.wish.since, now))
    blocks: list[Block] = [
        Heading((Span(reading.name),), level=2),
        Paragraph((Span(_kind(reading), italic=True), Span(" · "), Span(since, italic=True))),
    ]
    if reading.wish.kind is _SEARCH:
        blocks.append(Paragraph((Span(tr("Stories that hold all of these words.")),)))
    elif reading.wish.kind is _FEED and reading.feeds:
        feed = reading.feeds[0]
        blocks.append(Paragraph((Span(feed.url, url=feed.url),)))
        blocks += describe_health(feed, reading.last_entry, reading.silent_since, now)
    else:
        page, shown = take_page(sorted(reading.feeds, key=lambda feed: not feed.problem), page, _FEEDS_SHOWN)
        blocks.append(Bullets(tuple(_feed_item(feed, now) for feed in shown)))
    return Message(blocks=tuple(blocks), buttons=_detail_buttons(reading, extra, page))


def _feed_item(feed: Feed, now: datetime) -> tuple[Span, ...]:
    return Span(name_feed(feed), bold=True), Span(" · "), Span(tell_health(feed, None, now))


def _detail_buttons(reading: Reading, extra: Sequence[Button], page: int) -> tuple[tuple[Button, ...], ...]:
    wish = reading.wish
    rows: list[tuple[Button, ...]] = []
    if wish.kind is _BUNDLE and (turning := _turn_feeds(reading, page)):
        rows.append(turning)
    if wish.kind is _FEED and reading.feeds:
        rows.append(
            (
                Button(tr("Check now"), f"recheck:{reading.feeds[0].id} {wish.id}"),
                Button(tr("Change address"), f"editfeed:@{wish.id}"),
            )
        )
    rows.append((*extra, Button(tr("Unsubscribe"), f"drop:{wish.id}")))
    rows.append((Button(tr("Back"), f"subscriptions:{(reading.place - 1) // PAGE + 1}"),))
    return tuple(rows)


def _turn_feeds(reading: Reading, page: int) -> tuple[Button, ...]:
    return turn_from(page, len(reading.feeds), _FEEDS_SHOWN, f"subscription:{reading.wish.id} ")


def compose_drop(reading: Reading, back: bool) -> Message:
    """Asks whether it is to go. `back`: "no" leads to its details, else it is only said that it stays."""
    question = tr("Unsubscribe from {name}? Its stories come here no more.", name=reading.name)
    keep = f"subscription:{reading.wish.id}" if back else f"drop:{reading.wish.id} no"
    yes = Button(tr("Yes, unsubscribe"), f"drop:{reading.wish.id} yes")
    return Message(blocks=(Paragraph((Span(question),)),), buttons=((yes, Button(tr("No, keep it"), keep)),))
