"""The demo's articles in many orders of arrival: every piece that is written on the way is inspected."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from benchmarks.comparing import Told, compare
from benchmarks.inspecting import KINDS, Breach, inspect
from benchmarks.report import Figure, Measured, Report
from bot.core.editing import edit_draft
from bot.core.grouping import decide_placement
from bot.core.selection import write_draft
from bot.core.types import Article, Placement, Rules, Story, Summary
from bot.demo.articles import as_read
from bot.demo.content import load_world
from bot.demo.expected import load_expected
from bot.demo.world import DemoArticle, World

_APART = timedelta(minutes=5)


@dataclass(slots=True)
class _Stand:
    """What is known at a moment of one order."""

    stories: dict[int, list[int]]  # story id → article ids
    articles: dict[int, Article]
    pieces: dict[int, Summary]


def measure_river(orders: int, only: Collection[str] = ()) -> Report:
    """`orders`: in how many orders all articles arrive: as published, then by turns shuffled altogether and up
    to six hours late. A story is written whenever it grew, and again after the outlets' corrections. `only`:
    these events and no others.
    """
    world = load_world()
    world = replace(world, articles=tuple(a for a in world.articles if not only or a.event in only))
    events = {_number(place): article.event for place, article in enumerate(_published(world))}
    predictions: list[Mapping[str, object]] = []
    seen: Counter[str] = Counter()
    warned: Counter[str] = Counter()
    figures: list[Mapping[str, Figure]] = []
    merged_alike = 0
    for order in range(orders):
        stand = _Stand({}, {}, {})
        for event, piece, breach in _run(world, order, events, stand):
            seen["pieces"] += breach is None
            seen["sentences"] += len(piece.claims) if breach is None else 0
            if breach is None:
                continue
            if breach.kind == "warning":
                warned[breach.words.partition(":")[0]] += 1
            else:
                seen[breach.kind] += 1
                predictions.append(
                    {
                        "order": order,
                        "event": event,
                        "kind": breach.kind,
                        "claim": breach.claim,
                        "why": breach.words,
                    }
                )
        figures.append(_compared(stand, events))
        merged_alike += _lookalikes_together(stand, events)
    return Report(
        f"the river: {orders} orders of arrival", _table(seen, warned, figures, merged_alike, orders), predictions
    )


def _table(
    seen: Counter[str],
    warned: Counter[str],
    compared: Sequence[Mapping[str, Figure]],
    alike: int,
    orders: int,
) -> dict[str, Figure]:
    table: dict[str, Figure] = {"pieces written": seen["pieces"], "sentences": seen["sentences"]}
    table |= {kind: Measured(seen[kind], n=seen["pieces"], goal="0") for kind in KINDS}
    table["look-alike events in one story"] = Measured(alike, n=orders, goal="0")
    for name in ("events split (several stories)", "stories merged (several events)", "events missed"):
        table[name] = Measured(sum(int(str(one[name])) for one in compared), n=orders, goal="0")
    scores = [float(str(one["B³ F1"])) for one in compared]
    table["B³ F1, lowest of the orders"] = Measured(min(scores), n=orders)
    table |= {f"warnings {rule}": count for rule, count in sorted(warned.items())}
    return table


# ---------------------------------------------------------------- one order


def _run(
    world: World, order: int, events: Mapping[int, str], stand: _Stand
) -> Iterator[tuple[str, Summary, Breach | None]]:
    """Each piece once with None, then each of its breaches."""
    published = _published(world)
    now = world.ends_at
    for place in _arrange(published, order):
        now += _APART
        demo = published[place]
        article = replace(as_read(world, demo, demo.versions[0], _number(place), now), withdrawn=False)
        touched = _place(stand, article, now)
        for story_id in touched:
            yield from _write(stand, story_id, events, now)
    for place, demo in enumerate(published):
        number = _number(place)
        stand.articles[number] = as_read(world, demo, demo.versions[-1], number, now + _APART)
    for story_id in sorted(stand.stories):
        yield from _write(stand, story_id, events, now + _APART)


def _arrange(published: Sequence[DemoArticle], order: int) -> list[int]:
    """The first order is that of publication; then by turns one of chance and one up to six hours late."""
    places = list(range(len(published)))
    if order == 0:
        return places
    draw = random.Random(order)
    if order % 2:
        draw.shuffle(places)
        return places
    late = {place: published[place].published_at + timedelta(hours=6 * draw.random()) for place in places}
    return sorted(places, key=lambda place: late[place])


def _place(stand: _Stand, article: Article, now: datetime) -> tuple[int, ...]:
    """The stories touched: the article's own, under the number that it has once merges are done."""
    active = [
        (_story(story_id, stand, now), tuple(stand.articles[one] for one in members))
        for story_id, members in stand.stories.items()
    ]
    stand.articles[article.id] = article
    placement = decide_placement([article], active, Rules(), now)
    return _apply(stand, placement)


def _apply(stand: _Stand, placement: Placement) -> tuple[int, ...]:
    touched: set[int] = set()
    for group in placement.founded:
        key = 1 + max(stand.stories, default=0)
        stand.stories[key] = list(group)
        touched.add(key)
    for article_id, key in placement.joined:
        stand.stories[key].append(article_id)
        touched.add(key)
    for ends, takes_over in placement.merged:
        stand.stories[takes_over] += stand.stories.pop(ends)
        touched = (touched - {ends}) | {takes_over}
    for article_id, left, joins in placement.moved:
        stand.stories[left].remove(article_id)
        stand.stories[joins].append(article_id)
        touched |= {left, joins}
    for left, leaving in placement.parted:
        stand.stories[left] = [one for one in stand.stories[left] if one not in leaving]
        key = 1 + max(stand.stories)
        stand.stories[key] = list(leaving)
        touched |= {left, key}
    return tuple(sorted(touched))


def _story(story_id: int, stand: _Stand, now: datetime) -> Story:
    first = stand.articles[stand.stories[story_id][0]]
    return Story(id=story_id, title=first.title, created_at=first.arrived_at, changed_at=now, write_at=now)


def _write(
    stand: _Stand, story_id: int, events: Mapping[int, str], now: datetime
) -> Iterator[tuple[str, Summary, Breach | None]]:
    """With the gold of the event that most of the story's articles tell of."""
    members = [stand.articles[one] for one in stand.stories[story_id]]
    present = [article for article in members if not article.withdrawn]
    story = _story(story_id, stand, now)
    if not present:
        return
    piece = edit_draft(write_draft(story, present, Rules(), now), story, present, Rules(), now).summary
    if piece is None:
        return
    stand.pieces[story_id] = piece
    event = Counter(events[article.id] for article in members).most_common(1)[0][0]
    yield event, piece, None
    for breach in inspect(piece, present, load_expected()[event]):
        yield event, piece, breach


# ---------------------------------------------------------------- the world as articles


def _published(world: World) -> list[DemoArticle]:
    return sorted(world.articles, key=lambda article: (article.published_at, article.key))


def number_published(world: World) -> Iterator[tuple[int, DemoArticle]]:
    """The articles as published, with the number each is read under."""
    yield from ((_number(place), demo) for place, demo in enumerate(_published(world)))


def _number(place: int) -> int:
    return place + 1


def _compared(stand: _Stand, events: Mapping[int, str]) -> Mapping[str, Figure]:
    told = [
        Told(story_id, tuple(("", str(one)) for one in members), stand.pieces.get(story_id))
        for story_id, members in stand.stories.items()
    ]
    return compare(told, {("", str(number)): event for number, event in events.items()})


def _lookalikes_together(stand: _Stand, events: Mapping[int, str]) -> int:
    together = [{events[one] for one in members} for members in stand.stories.values()]
    return sum(1 for told in together for event in told if told & set(load_expected()[event].lookalikes))
