"""Says in plain words how a feed does, in the reader's time."""

from __future__ import annotations

from datetime import datetime

from bot.core.saying import Phrase, recalled, tr, trn
from bot.core.types import Feed, Paragraph, Span


def tell_moment(moment: datetime, now: datetime) -> Phrase:
    """`now` in the reader's zone, which is the one it is told in: "today 09:30"."""
    local = moment.astimezone(now.tzinfo)
    match (local.date() - now.date()).days:
        case 0:
            return tr("today {time}", time=local)
        case -1:
            return tr("yesterday {time}", time=local)
        case 1:
            return tr("tomorrow {time}", time=local)
    return tr("{day}, {time}", day=local.date(), time=local)


def name_feed(feed: Feed) -> str:
    return feed.title or feed.url


def tell_health(feed: Feed, silent_since: datetime | None, now: datetime) -> Phrase:
    """In a few words, for a list. `silent_since`: as `find_silence` gives it."""
    if feed.gone:
        return tr("closed by its outlet")
    if feed.failing_since is not None:
        return tr("failing since {moment}", moment=tell_moment(feed.failing_since, now))
    if feed.problem:
        return tr("failing")
    if feed.checked_at is None:
        return tr("not checked yet")
    if silent_since is not None:
        return tr("nothing new since {moment}, against its habit", moment=tell_moment(silent_since, now))
    return tr("works")


def describe_health(
    feed: Feed, last_entry: datetime | None, silent_since: datetime | None, now: datetime
) -> tuple[Paragraph, ...]:
    """Last and next check, last article, and what is wrong and since when. `last_entry`: when it arrived."""
    lines: list[Paragraph] = []
    if feed.gone:
        lines.append(_line(tr("Its outlet has closed it for good, so it is not checked any more.")))
    elif feed.problem:
        lines.append(_problem(feed, now))
    elif silent_since is not None:
        since = tell_moment(silent_since, now)
        lines.append(
            _line(tr("It answers, but has brought nothing since {moment}, against its habit.", moment=since))
        )
    lines.append(_line(_checks(feed, now)))
    if last_entry is not None:
        lines.append(_line(tr("Last article: {moment}.", moment=tell_moment(last_entry, now))))
    elif feed.primed:
        lines.append(_line(tr("It holds no article.")))
    return tuple(lines)


def _problem(feed: Feed, now: datetime) -> Paragraph:
    said = Span(" "), Span(recalled(feed.problem or ""))
    if feed.failing_since is None:
        return Paragraph((Span(tr("It fails:")), *said))
    failing = trn(
        "It fails since {moment} ({number} check):",
        "It fails since {moment} ({number} checks):",
        feed.failures,
        moment=tell_moment(feed.failing_since, now),
    )
    return Paragraph((Span(failing), *said))


def _checks(feed: Feed, now: datetime) -> Phrase:
    due = tr("in a moment") if feed.next_check_at <= now else tell_moment(feed.next_check_at, now)
    if feed.checked_at is None:
        return tr("Not checked yet; first check: {due}.", due=due)
    checked = tell_moment(feed.checked_at, now)
    if feed.gone:
        return tr("Last check: {checked}.", checked=checked)
    return tr("Last check: {checked}; next: {due}.", checked=checked, due=due)


def _line(words: str) -> Paragraph:
    return Paragraph((Span(words),))
