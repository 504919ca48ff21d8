"""Who copied whom: one text under several names is one voice, two reports of one event are two."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, cycle
from time import process_time

from benchmarks.copied import Copied, Told
from benchmarks.report import Figure, Measured, Report
from benchmarks.resampling import interval
from bot.core.carrying import trace_texts
from bot.core.copies import count_independent, group_copies, group_texts
from bot.core.types import Outlet

Statistic = Callable[[Sequence["Grouped"]], float]


@dataclass(frozen=True, slots=True)
class Grouped:
    """A story with what was decided of each pair of its articles: one voice, and one text."""

    story: Copied
    voices: frozenset[frozenset[int]]
    texts: frozenset[frozenset[int]]
    counted: int

    @property
    def pairs(self) -> Iterator[tuple[frozenset[int], bool]]:
        """Every pair of articles, and whether it is one voice by the labels."""
        true = _pairs_within(self.story.voices)
        for pair in combinations((told.article.id for told in self.story.told), 2):
            yield frozenset(pair), frozenset(pair) in true


def measure_copies(stories: Sequence[Copied]) -> Report:
    started = process_time()
    grouped = [group(story) for story in stories]
    spent = process_time() - started
    pairs = [(one, pair) for one in grouped for pair in one.pairs]
    alike = [pair for _, (pair, one_voice) in pairs if one_voice]
    figures: dict[str, Figure] = {
        "stories, articles": f"{len(stories)}, {sum(len(story.told) for story in stories)}",
        "pairs of one voice, of two": f"{len(alike)}, {len(pairs) - len(alike)}",
        "precision of pairs": _measured(precision, grouped, len(pairs), "≥ .95"),
        "recall of pairs": _measured(recall, grouped, len(alike), "≥ .90"),
        "stories whose outlets are rightly counted": _measured(rightly_counted, grouped, len(grouped), "≥ .90"),
        "pairs said to carry one text that do not": sum(len(list(_false_texts(one))) for one in grouped),
        "ms of CPU a story, reading included": 1_000 * spent / len(grouped),
    }
    figures["ms of CPU for one story of 200 articles, their words known"] = _time_large(stories)
    figures |= dict(_by_kind(grouped))
    return Report("copies: own labelled stories", figures, [_predict(one) for one in grouped])


def _time_large(stories: Sequence[Copied], size: int = 200) -> float:
    """All articles as one story, each in its turn again under another name until there are enough."""
    told = cycle(told.article for story in stories for told in story.told)
    articles = [
        replace(article, id=number, outlet=Outlet(f"Outlet {number}", f"outlet-{number}.example"))
        for number, article in zip(range(1, size + 1), told, strict=False)
    ]
    group_texts(articles)
    trace_texts.cache_clear()
    started = process_time()
    group_copies(articles)
    return 1_000 * (process_time() - started)


def group(story: Copied) -> Grouped:
    articles = [told.article for told in story.told]
    return Grouped(
        story,
        _pairs_within(group_copies(articles)),
        _pairs_within(group_texts(articles)),
        count_independent(articles),
    )


def precision(grouped: Sequence[Grouped]) -> float:
    """Pairs said to be one voice that are; 1 where none was said to be."""
    said = [one_voice for one in grouped for pair, one_voice in one.pairs if pair in one.voices]
    return sum(said) / len(said) if said else 1.0


def recall(grouped: Sequence[Grouped]) -> float:
    found = [pair in one.voices for one in grouped for pair, one_voice in one.pairs if one_voice]
    return sum(found) / len(found) if found else 1.0


def rightly_counted(grouped: Sequence[Grouped]) -> float:
    return sum(one.counted == len(one.story.voices) for one in grouped) / len(grouped)


def _pairs_within(groups: Iterable[Iterable[int]]) -> frozenset[frozenset[int]]:
    return frozenset(frozenset(pair) for group in groups for pair in combinations(group, 2))


def _false_texts(one: Grouped) -> Iterator[tuple[Told, Told]]:
    for first, second in combinations(one.story.told, 2):
        if first.origin != second.origin and frozenset((first.article.id, second.article.id)) in one.texts:
            yield first, second


def _by_kind(grouped: Sequence[Grouped]) -> Iterator[tuple[str, Figure]]:
    """Of articles that came about in one way: how many are joined with their voice, and with nothing else."""
    right: dict[str, list[bool]] = {}
    for one in grouped:
        for told in one.story.told:
            of_it = [(pair in one.voices, true) for pair, true in one.pairs if told.article.id in pair]
            sound = not any(said and not true for said, true in of_it)
            found = any(said for said, true in of_it if true) or not any(true for _, true in of_it)
            right.setdefault(told.how, []).append(sound and found)
    for how, those in sorted(right.items()):
        yield f"rightly placed: {how}", f"{sum(those)} of {len(those)}"


def _measured(statistic: Statistic, grouped: Sequence[Grouped], n: int, goal: str) -> Measured:
    return Measured(statistic(grouped), n=n, interval=interval(grouped, statistic), goal=goal)


def _predict(one: Grouped) -> Mapping[str, object]:
    keys = {told.article.id: told.key for told in one.story.told}
    return {
        "story": one.story.name,
        "counted": one.counted,
        "true": len(one.story.voices),
        "missed": [sorted(keys[n] for n in pair) for pair, true in one.pairs if true and pair not in one.voices],
        "false": [sorted(keys[n] for n in pair) for pair, true in one.pairs if pair in one.voices and not true],
    }
