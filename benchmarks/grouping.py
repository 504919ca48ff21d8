"""Stories that grouping makes of a set's articles as they arrive, against the set's own."""

from __future__ import annotations

import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b
from pathlib import Path
from statistics import fmean
from typing import Any

from benchmarks.desk import Desk
from benchmarks.partitions import Pair, b_cubed, mutual_information, rand_index
from benchmarks.report import Figure, Measured, Report
from benchmarks.resampling import interval
from benchmarks.sets import SetAbsent, read_lines, set_name
from bot.core.types import Article, Outlet

MADE_DAY = datetime(2026, 3, 10, tzinfo=UTC)
_FIRST_MINUTE, _MINUTES = 6 * 60, 14 * 60


@dataclass(frozen=True, slots=True)
class Item:
    """A set's article: what may be known of it, and apart from that its gold story (None: not given)."""

    id: str
    article: Article
    gold: str | None


def measure_grouping(folder: Path, order: int | None = None) -> Report:
    """Places the set's articles one by one; figures with their anchors, and a row {id, story} for each article.

    `order`: another order of arrival among articles of one day (of the whole set where it has no dates), drawn
    with this number. Raises SetAbsent.
    """
    name = set_name(folder)
    if name not in _SETS:
        raise SetAbsent(f"{folder} is none of the sets that grouping knows: {', '.join(_SETS)} (SET/dev).")
    known = _SETS[name]
    items = list(known.read(folder))
    if not items:
        raise SetAbsent(f"{folder} holds no article.")
    arriving = _shuffled(items, order) if order is not None else items
    desk = Desk()
    spent: list[float] = []
    for item in sorted(arriving, key=lambda item: item.article.published_at):
        started = time.process_time()
        desk.receive(item.article)
        spent.append((time.process_time() - started) * 1_000)
    homes = desk.homes()
    pairs = [Pair(item.gold, homes[item.article.id]) for item in items if item.gold is not None]
    figures: dict[str, Figure] = {"articles": len(items), "stories": len(set(homes.values()))}
    if len(pairs) == len(items):
        figures |= _comparison(pairs, known)
    else:
        figures["the set's own stories"] = "not given: nothing to compare with"
    figures["stories merged, split, articles moved"] = f"{desk.merged}, {desk.split}, {desk.moved}"
    figures["CPU ms per article placed"] = Measured(fmean(spent), len(items), goal="≤ 3")
    return Report(
        title=f"grouping of {name}",
        figures=figures,
        predictions=[{"id": item.id, "story": homes[item.article.id]} for item in items],
    )


def _comparison(pairs: Sequence[Pair], known: _Set) -> Mapping[str, Figure]:
    by_gold: dict[str, list[int]] = defaultdict(list)
    for place, pair in enumerate(pairs):
        by_gold[pair.gold].append(place)
    scored = b_cubed(pairs)
    units = [[(scored[place].precision, scored[place].recall) for place in places] for places in by_gold.values()]
    golds = list(by_gold)
    precision, recall, f1 = _mean(units)
    n = len(pairs)
    return {
        "events": len(by_gold),
        "B³ precision": Measured(precision, n, interval(units, lambda drawn: _mean(drawn)[0])),
        "B³ recall": Measured(recall, n, interval(units, lambda drawn: _mean(drawn)[1])),
        "B³ F1": Measured(f1, n, interval(units, lambda drawn: _mean(drawn)[2]), known.f1, known.beside_f1),
        "NMI, geometric": Measured(
            mutual_information(pairs, "geometric"),
            n,
            interval(golds, lambda drawn: mutual_information(pairs, "geometric", Counter(drawn)), 100),
            known.nmi,
            known.beside_nmi,
        ),
        "NMI, arithmetic": mutual_information(pairs, "arithmetic"),
        "ARI": rand_index(pairs),
    }


def _mean(units: Sequence[Sequence[tuple[float, float]]]) -> tuple[float, float, float]:
    """B³ precision, recall and F1 over the articles of gold stories."""
    precision = fmean(one for unit in units for one, _ in unit)
    recall = fmean(one for unit in units for _, one in unit)
    return precision, recall, 2 * precision * recall / (precision + recall)


# ---------------------------------------------------------------- the sets


@dataclass(frozen=True, slots=True)
class _Set:
    """How a set is read, the goals, and what stands beside them (docs/benchmarks.md has the sources)."""

    read: Callable[[Path], Iterator[Item]]
    f1: str
    nmi: str
    beside_f1: Mapping[str, float]
    beside_nmi: Mapping[str, float]


def _read_allsides(folder: Path) -> Iterator[Item]:
    """Title and lead only. Its clock times are shared within a roundup and would tell: it gives days only."""
    for number, row in enumerate(read_lines(folder / "articles.jsonl"), 1):
        outlet = re.sub(r" \((?:Online News|Online|News)\)$", "", row["outlet"])  # a mark of the catalogue's
        yield _item(number, row["id"], outlet, row["title"], row["lead"], _on(row), row.get("story"))


def _read_basil(folder: Path) -> Iterator[Item]:
    for number, row in enumerate(read_lines(folder / "articles.jsonl"), 1):
        text = "\n\n".join(row["paragraphs"])
        yield _item(number, row["id"], row["outlet"], row["title"], text, _on(row), row.get("triplet"))


def _read_ecbplus(folder: Path) -> Iterator[Item]:
    """The first sentence stands for the title; no dates and no outlets are given."""
    rows = list(read_lines(folder / "docs.jsonl"))
    for number, (row, at) in enumerate(zip(rows, _spread(len(rows)), strict=True), 1):
        title, *text = row["sentences"]
        yield _item(number, row["id"], "", title, "\n\n".join(text), at, row.get("event"))


def _read_gnews(folder: Path) -> Iterator[Item]:
    rows = list(read_lines(folder / "items.jsonl"))
    for number, (row, at) in enumerate(zip(rows, _spread(len(rows)), strict=True), 1):
        yield _item(number, row["id"], "", row["title"], row["snippet"], at, row.get("cluster"))


def _item(number: int, key: str, outlet: str, title: str, text: str, at: datetime, gold: object) -> Item:
    name = outlet or f"outlet {number}"
    article = Article(
        id=number,
        url=f"https://news.example/{number}",
        outlet=Outlet(name, f"{name.lower().replace(' ', '-')}.example"),
        title=title,
        text=text,
        published_at=at,
        arrived_at=at,
    )
    return Item(key, article, None if gold is None else str(gold))


def _on(row: Mapping[str, Any]) -> datetime:
    """Some minute of the article's day, drawn from its id, between 6:00 and 20:00 UTC."""
    day = date.fromisoformat(row["date"])
    drawn = int.from_bytes(blake2b(row["id"].encode(), digest_size=4).digest()) % _MINUTES
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(minutes=_FIRST_MINUTE + drawn)


def _spread(count: int) -> Iterator[datetime]:
    """A made clock for sets without dates: all in one day, in the file's order, so that time tells nothing."""
    return (MADE_DAY + timedelta(days=1) * place / count for place in range(count))


def _shuffled(items: Sequence[Item], order: int) -> list[Item]:
    """The items with the times of each day dealt anew."""
    days: dict[date, list[Item]] = defaultdict(list)
    for item in items:
        days[item.article.published_at.date()].append(item)
    dealt = []
    for day in days.values():
        times = sorted(item.article.published_at for item in day)
        drawn = sorted(day, key=lambda item: blake2b(f"{order} {item.article.id}".encode()).digest())
        for item, at in zip(drawn, times, strict=True):
            dealt.append(replace(item, article=replace(item.article, published_at=at, arrived_at=at)))
    return dealt


_SETS = {
    "allsides-stories": _Set(
        _read_allsides, "≥ .86", "", {"TF-IDF, single pass": 0.771, "TF-IDF, batch HAC": 0.809}, {}
    ),
    "ecbplus-docs": _Set(
        _read_ecbplus,
        "≥ .93",
        "",
        {"TF-IDF HAC (other half)": 0.861, "Barhom 2019, told the number of events (other half)": 0.968},
        {},
    ),
    "basil-triples": _Set(_read_basil, "≥ .97", "", {"TF-IDF HAC": 0.967}, {}),
    "gnews-clusters": _Set(_read_gnews, "≥ .85", "≥ .90", {"MStream": 0.742}, {"MStream": 0.856}),
}
