"""Who a piece rests on, in single lines: its byline, its outlets, and each of its sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.disputes import REPORTED_BY
from bot.core.measures import MEASURES
from bot.core.saying import Phrase, Tongue, day_of_year, joined, listed, tr, trn
from bot.core.types import ChannelSettings, Source, Span, Summary

_COPIES_NAMED = 2
_STILL = timedelta(hours=6)  # after its newest report a count is taken as it stands
_GROWING = frozenset(name for one in MEASURES if one.grows for name in (one.name, one.label))


def compose_byline(summary: Summary) -> Phrase:
    """Its number, who wrote it from how many sources, and how it came into other words."""
    writer = tr("its built-in writer") if summary.writer == "built-in" else summary.writer
    number = tr("Story {number}", number=str(summary.story_id)) if summary.story_id else ""
    state = tr("Developing") if is_developing(summary) else ""
    return joined((number, state, joined((_say_written(summary, writer), summary.rendered), by=", ")), by=" · ")


def is_developing(summary: Summary) -> bool:
    """Whether it tells counts that may still grow (dead, hurt, arrested …), the newest report of it no older than
    some hours when it was written."""
    newest = max((source.published_at for source in summary.sources), default=None)
    if newest is None or summary.written_at - newest > _STILL or not summary.independent_outlets:
        return False
    told = {fact.label for fact in summary.facts} | {one.measure for one in summary.disagreements}
    return not told.isdisjoint(_GROWING)


def _say_written(summary: Summary, writer: str) -> Phrase:
    """By whom, and from how many sources."""
    count = summary.independent_outlets
    if count == 0:
        return tr("Written by AiBot ({writer}) after its sources took back what they reported", writer=writer)
    if count == 1:
        written = tr("Written by AiBot ({writer}) from a single source", writer=writer)
        return joined((written, *_origin(summary.sources)), by=", ")
    return trn(
        "Written by AiBot ({writer}) from {number} independent outlets",
        "Written by AiBot ({writer}) from {number} independent outlets",
        count,
        writer=writer,
    )


def _origin(sources: Sequence[Source]) -> tuple[str, ...]:
    """Whom everything comes from, then those that only carry it or belong to it."""
    if not sources:
        return ()
    first = next(filter(_has_its_own, sources), sources[0])
    senders = {first.outlet, first.agency} - {None}
    others = [source for source in sources if source.outlet != first.outlet]
    carrying = _names(source for source in others if source.agency in senders or _shares_text(source, sources))
    sisters = _names(source for source in others if source.outlet not in carrying)
    if first.agency and not sisters:
        return first.agency, tr("carried by {outlets}", outlets=_list_outlets([first.outlet, *carrying]))
    told = [first.outlet]
    if carrying:
        told.append(tr("also carried by {outlets}", outlets=_list_outlets(carrying)))
    if sisters:
        told.append(tr("of one owner with {outlets}", outlets=_list_outlets(sisters)))
    return tuple(told)


def _shares_text(source: Source, sources: Sequence[Source]) -> bool:
    """Whether it is a copy, or another's copy is of it."""
    return source.copy_of is not None or any(
        one.copy_of == source.number and one.outlet != source.outlet for one in sources
    )


def _list_outlets(names: Sequence[str]) -> Phrase:
    if len(names) <= _COPIES_NAMED:
        return listed(names)
    return trn(
        "{first} and {number} other outlet", "{first} and {number} other outlets", len(names) - 1, first=names[0]
    )


def _names(sources: Iterable[Source]) -> list[str]:
    return list(dict.fromkeys(source.outlet for source in sources))


def _has_its_own(source: Source) -> bool:
    return source.copy_of is None and source.counts_with is None


def _dependent(sources: Sequence[Source]) -> dict[str, Source]:
    """Outlets that have nothing of their own to count, each with an article of it."""
    own = {source.outlet for source in sources if _has_its_own(source)}
    return {source.outlet: source for source in sources if source.outlet not in own}


def clock_time(at: datetime, settings: ChannelSettings) -> str:
    """By the channel's clock, the same in every language: "18:30 CET"."""
    return name_hour(at.astimezone(ZoneInfo(settings.timezone)))


def name_hour(local: datetime) -> str:
    """The hour with the zone that it is given in."""
    zone = "UTC" if local.utcoffset() == UTC.utcoffset(None) else local.tzname() or ""
    return f"{local:%H:%M} {zone}".strip()


def time_seen_on(at: datetime, day: date, settings: ChannelSettings) -> str:
    """The clock time as it is told on that day of the channel's: behind its own day where that was another."""
    local = at.astimezone(ZoneInfo(settings.timezone)).date()
    return clock_time(at, settings) if local == day else day_and_hour(at, settings)


def day_and_hour(at: datetime, settings: ChannelSettings) -> Phrase:
    """By the channel's clock: "November 3, 18:30 CET"."""
    local = at.astimezone(ZoneInfo(settings.timezone))
    return tr("{day}, {hour}", day=day_of_year(local.date()), hour=name_hour(local))


def compose_source_line(source: Source, settings: ChannelSettings) -> tuple[Span, ...]:
    """ "[2] Harbour Post, November 3, 18:30 CET: its title (same text as [1])"."""
    lead = tr(
        "[{number}] {outlet}, {day}, {time}: ",
        number=str(source.number),
        outlet=source.outlet,
        day=day_of_year(source.published_at.astimezone(ZoneInfo(settings.timezone)).date()),
        time=clock_time(source.published_at, settings),
    )
    same = tr("same text as {outlet}", outlet=f"[{source.copy_of}]") if source.copy_of else ""
    tongue = tr("in {language}", language=Tongue(source.language)) if source.language else ""
    marks = joined(filter(None, (source.agency, same, tongue)), by=", ")
    mark = (Span(tr(" ({mark})", mark=marks)),) if marks else ()
    return Span(lead), Span(source.title, url=source.url), *mark


def compose_outlet_line(sources: Sequence[Source]) -> Phrase:
    """With what those have that have nothing of their own; where only one has, it goes without saying whose. What
    reports in another language than the piece's comes last."""
    names, dependent = _names(sources), _dependent(sources)
    outlets = {source.number: source.outlet for source in sources}
    alone = len(names) - len(dependent) == 1

    def mark(name: str) -> str:
        if name not in dependent:
            return name
        source = dependent[name]
        other = outlets.get(source.copy_of or source.counts_with or 0, "")
        if source.copy_of is None:
            return name if alone else tr("{outlet} (counted with {other})", outlet=name, other=other)
        if alone:
            return tr("{outlet} (same text)", outlet=name)
        return tr("{outlet} (same text as {other})", outlet=name, other=other)

    own = _names(source for source in sources if source.language is None)
    line = tr("Sources: {outlets}", outlets=joined(map(mark, own), by=" · "))
    tongues = {source.outlet: source.language for source in sources if source.language is not None}
    foreign = [
        tr("{outlet}, in {language}", outlet=mark(name), language=Tongue(tongue))
        for name, tongue in tongues.items()
        if name not in own
    ]
    also = tr("Also reported by {outlets}", outlets=joined(foreign, by=" · "))
    return joined((line, also), by=". ") if foreign else line


def say_who(said_by: str) -> str:
    """Of a position: "the coast guard, reported by Harbour Post", or the outlet alone."""
    speaker, mark, outlet = said_by.partition(REPORTED_BY)
    return tr("{speaker}, reported by {outlet}", speaker=speaker, outlet=outlet) if mark else said_by
