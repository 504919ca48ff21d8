"""Tells how a chat stands: its feeds, what came last and comes next, what waits and why, and who writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.deliveries import leads_on
from bot.core.digests import next_digest_at
from bot.core.feed_words import name_feed, tell_health, tell_moment
from bot.core.fixed_offsets import name_zone
from bot.core.held import list_held
from bot.core.hourly_limit import holds_over_limit
from bot.core.paging import take_page, turn_from
from bot.core.quiet_hours import is_paused, quiet_until
from bot.core.saying import Phrase, recalled, tr, trn
from bot.core.types import (
    Block,
    Bullets,
    Button,
    Channel,
    Delivery,
    DeliveryKind,
    DeliveryState,
    EndpointState,
    Feed,
    Heading,
    Message,
    Paragraph,
    Rhythm,
    Span,
)

PAGE = 6
_WAITING_SHOWN = 10
_BACK = Button(tr("Back"), "status:short")


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """`now` in the chat's zone. `feeds`: those of its subscriptions, each once. `last_entry`: when the newest
    entry of any of them arrived; `last_sent`: what was last pushed here. `waiting`: of all deliveries those that
    are not over, as storage lists them. `headlines`: of the stories named by these, by id. `endpoints`:
    of the LLM, empty for none."""

    channel: Channel
    now: datetime
    feeds: tuple[Feed, ...] = ()
    searches: int = 0
    last_entry: datetime | None = None
    last_sent: Delivery | None = None
    waiting: tuple[Delivery, ...] = ()
    headlines: Mapping[int, str]
    endpoints: tuple[EndpointState, ...] = ()


def compose_status(situation: Situation) -> Message:
    """In short: a line for each question, and buttons for the rest."""
    zone = name_zone(situation.channel.settings.timezone)
    heading = tr("Status at {time} ({zone})", time=situation.now, zone=zone)
    lines = [*_feed_lines(situation), _last_line(situation), *_next_lines(situation), _writer_line(situation)]
    buttons = [Button(tr("Feeds"), "status:feeds 1")] if situation.feeds else []
    if situation.waiting:
        buttons.append(Button(tr("What waits"), "status:waiting"))
    blocks = (Heading((Span(heading),), level=2), Bullets(tuple(lines)))
    return Message(blocks=blocks, buttons=(tuple(buttons),) if buttons else ())


def _feed_lines(situation: Situation) -> list[tuple[Span, ...]]:
    feeds, now = situation.feeds, situation.now
    lines: list[tuple[Span, ...]] = []
    if not feeds and not situation.searches:
        return [(Span(tr("No subscriptions yet; /subscribe starts one.")),)]
    if situation.searches:
        words = trn(
            "{number} search of all that AiBot reads",
            "{number} searches of all that AiBot reads",
            situation.searches,
        )
        lines.append((Span(words),))
    if not feeds:
        return lines
    ills = [span for told in _count_ill(feeds) for span in (Span(" · "), Span(told))]
    lines.append((Span(trn("{number} feed", "{number} feeds", len(feeds))), *ills))
    checked = max((feed.checked_at for feed in feeds if feed.checked_at), default=None)
    due = min((feed.next_check_at for feed in feeds if not feed.gone), default=None)
    if checked is not None:
        lines.append((Span(tr("Last check: {moment}", moment=tell_moment(checked, now))),))
    if due is not None:
        moment = tr("in a moment") if due <= now else tell_moment(due, now)
        lines.append((Span(tr("Next check: {moment}", moment=moment)),))
    if situation.last_entry is not None:
        lines.append((Span(tr("Last article: {moment}", moment=tell_moment(situation.last_entry, now))),))
    return lines


def _count_ill(feeds: Sequence[Feed]) -> list[Phrase]:
    gone = sum(feed.gone for feed in feeds)
    failing = sum(bool(feed.problem) and not feed.gone for feed in feeds)
    unchecked = sum(feed.checked_at is None for feed in feeds)
    told = []
    if failing:
        told.append(trn("{number} fails", "{number} fail", failing))
    if gone:
        told.append(trn("{number} was closed by its outlet", "{number} were closed by their outlets", gone))
    if unchecked:
        told.append(trn("{number} not checked yet", "{number} not checked yet", unchecked))
    return told or [tr("works") if len(feeds) == 1 else tr("all of them work")]


def _last_line(situation: Situation) -> tuple[Span, ...]:
    sent = situation.last_sent
    if sent is None or sent.sent_at is None:
        return (Span(tr("Nothing was posted here yet")),)
    posted = tr("Last post here: {moment}", moment=tell_moment(sent.sent_at, situation.now))
    return Span(posted), Span(" · "), *_join(*_what(sent, situation))


def _next_lines(situation: Situation) -> list[tuple[Span, ...]]:
    channel = situation.channel
    kept = sum(is_kept(each) for each in situation.waiting)
    rhythm = _say_pause(channel, situation.now) or _say_rhythm(channel, situation.now)
    lines: list[tuple[Span, ...]] = [(Span(rhythm),)] if rhythm else []
    if channel.next_digest_at is not None:
        moment = tell_moment(channel.next_digest_at, situation.now)
        if channel.settings.rhythm is Rhythm.DIGEST:
            lines.append((Span(tr("Next digest: {moment}", moment=_tell_digest(channel, situation.now))),))
        lines += [(Span(_tell_kept(channel, kept, moment, situation.now)),)] if kept else []
    if on_the_way := len(situation.waiting) - kept:
        lines.append(
            (Span(trn("{number} message waits to be sent", "{number} messages wait to be sent", on_the_way)),)
        )
    return lines


def _tell_instant(channel: Channel) -> Phrase:
    if most := channel.settings.hourly_limit:
        return tr("Stories come as they happen, up to {number} an hour", number=most)
    return tr("Stories come as they happen")


def _tell_kept(channel: Channel, kept: int, moment: Phrase, now: datetime) -> Phrase:
    """How many stories are held, and until when."""
    if holds_over_limit(channel.settings, now):
        return trn(
            "{number} story over the limit of {limit} an hour is kept until {moment}",
            "{number} stories over the limit of {limit} an hour are kept until {moment}",
            kept,
            limit=channel.settings.hourly_limit,
            moment=moment,
        )
    return trn(
        "{number} story is kept until {moment}", "{number} stories are kept until {moment}", kept, moment=moment
    )


def _tell_digest(channel: Channel, now: datetime) -> Phrase:
    """The moment of the next one; at the end of a pause comes what it held, and the digest at its hour."""
    at = channel.next_digest_at or now
    if is_paused(channel.settings, now):
        at = next_digest_at(channel.settings, at) or at
    return tell_moment(at, now)


def _say_pause(channel: Channel, now: datetime) -> Phrase | None:
    if not is_paused(channel.settings, now):
        return None
    until = channel.settings.paused_until
    return (
        tr("Paused until /resume")
        if until is None
        else tr("Paused until {moment}", moment=tell_moment(until, now))
    )


def _say_rhythm(channel: Channel, now: datetime) -> Phrase | None:
    """Whether stories come as they happen now; None where the next digest is told of."""
    if channel.settings.rhythm is not Rhythm.INSTANT:
        return None
    quiet = quiet_until(channel.settings, now)
    if quiet is None:
        return _tell_instant(channel)
    moment = tell_moment(quiet, now)
    if channel.settings.breaking:
        return tr("Quiet hours until {moment}; breaking news comes all the same", moment=moment)
    return tr("Quiet hours until {moment}", moment=moment)


def _writer_line(situation: Situation) -> tuple[Span, ...]:
    if not situation.endpoints:
        return (Span(tr("Pieces come from AiBot's built-in writer")),)
    well = [endpoint for endpoint in situation.endpoints if endpoint.resting_until is None]
    if well:
        return (Span(tr("Pieces are written by {llm}", llm=well[0].writer)),)
    back = min(endpoint.resting_until for endpoint in situation.endpoints if endpoint.resting_until is not None)
    moment = tell_moment(back, situation.now)
    llm = situation.endpoints[0].writer
    return (
        Span(
            tr(
                "{llm} does not answer; the built-in writer stands in, until {moment} at least",
                llm=llm,
                moment=moment,
            )
        ),
    )


# ---------------------------------------------------------------- its feeds


def compose_feeds(
    feeds: Sequence[tuple[Feed, datetime | None, datetime | None]], page: int, total: int, now: datetime
) -> Message:
    """A page of them: each with when its last entry arrived, and since when it is silent against its habit."""
    items = tuple(_feed_item(*each, now) for each in feeds)
    return Message(blocks=(Bullets(items),), buttons=(turn_from(page, total, PAGE, "status:feeds ", (_BACK,)),))


def _feed_item(
    feed: Feed, last_entry: datetime | None, silent_since: datetime | None, now: datetime
) -> tuple[Span, ...]:
    spans = [Span(name_feed(feed), bold=True), Span(" · "), Span(tell_health(feed, silent_since, now))]
    if feed.checked_at is not None:
        spans += [Span(" · "), Span(tr("last check {moment}", moment=tell_moment(feed.checked_at, now)))]
    if not feed.gone:
        moment = tr("in a moment") if feed.next_check_at <= now else tell_moment(feed.next_check_at, now)
        spans += [Span(" · "), Span(tr("next {moment}", moment=moment))]
    if last_entry is not None:
        spans += [Span(" · "), Span(tr("last article {moment}", moment=tell_moment(last_entry, now)))]
    if feed.problem:
        spans += [Span(" — "), Span(recalled(feed.problem))]
    return tuple(spans)


# ---------------------------------------------------------------- what waits


def is_kept(delivery: Delivery) -> bool:
    """Whether it is a story kept for what the channel is told next, such as its digest."""
    return delivery.kind is DeliveryKind.DIGEST and delivery.digest_id is None


def compose_waiting(situation: Situation, page: int = 1) -> Message:
    """Each message that waits, and why."""
    page, shown = take_page(situation.waiting, page, _WAITING_SHOWN)
    held = {one.delivery.id: one.reason for one in list_held(situation.channel, shown, situation.now)}
    items = tuple(
        (*_join(*_what(each, situation)), Span(" — "), *_why(each, situation, held.get(each.id)))
        for each in shown
    )
    block: Block = Bullets(items) if items else Paragraph((Span(tr("Nothing waits.")),))
    row = turn_from(page, len(situation.waiting), _WAITING_SHOWN, "status:waiting ", (_BACK,))
    return Message(blocks=(block,), buttons=(row,))


def _what(delivery: Delivery, situation: Situation) -> tuple[str, ...]:
    if delivery.kind is DeliveryKind.NOTICE:
        return (tr("a word about this chat's feeds"),)
    if delivery.story_id is None:
        return (tr("a digest"),)
    number = str(delivery.story_id)
    headline = situation.headlines.get(delivery.story_id, "")
    story = tr("story {number}:", number=number) if headline else tr("story {number}", number=number)
    match delivery.kind:
        case DeliveryKind.EDIT:
            kind: tuple[str, ...] = (tr("mending"),)
        case _ if leads_on(delivery):
            kind = (tr("what changed in"),)
        case _:
            kind = ()
    return (*kind, story, *((headline,) if headline else ()))


def _why(delivery: Delivery, situation: Situation, held: Phrase | None) -> tuple[Span, ...]:
    """`held`: what it waits for besides its turn, where that is known."""
    now = situation.now
    if held is not None and not delivery.problem:
        return (Span(held),)
    if delivery.state is DeliveryState.SENDING:
        return (Span(tr("being sent")),)
    due = tr("in a moment") if delivery.due_at <= now else tell_moment(delivery.due_at, now)
    if delivery.problem:
        failed = tr("could not be sent; next try {moment}:", moment=due)
        return Span(failed), Span(" "), Span(recalled(delivery.problem))
    return (Span(due),)


def _join(*texts: str) -> tuple[Span, ...]:
    spaced = [Span(part) for text in texts for part in (" ", text)]
    return tuple(spaced[1:])
