"""How many single faults checking finds in sentences that were right, and how often it cries wolf."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.mutating.kinds import GOALS, make_mutants
from benchmarks.mutating.roles import change_roles
from benchmarks.mutating.spans import pick
from benchmarks.mutating.texts import Told, read_demo, read_own, read_public
from benchmarks.report import Figure, Measured, Report
from benchmarks.resampling import interval
from bot.core.checking import check_claim, find_faults
from bot.core.language import is_furniture
from bot.core.types import Passage, Support

_NEIGHBOURS = 1  # sentences before and after, cited as well in the harder reading; pieces cite at most four
_WORDS = range(6, 61)
_PUBLIC_SHARE = 6  # one in so many sentences of a public set is made wrong


@dataclass(frozen=True, slots=True)
class Outcome:
    """What checking made of one text: `kind` of fault, or "verbatim", "typed" or "reworded"."""

    article: int
    kind: str
    detail: str
    source: str
    text: str
    alone: bool  # not supported by its own passage
    among: bool  # not supported by its own passage and the neighbours of that
    reasons: tuple[str, ...]


def measure_mutants(folder: Path | None = None) -> Report:
    """Our own articles and the demo's; with a folder, that set's articles instead. Raises SetAbsent."""
    if folder is not None:
        told, share, title = read_public(folder), _PUBLIC_SHARE, f"mutants of {folder.resolve().parent.name}"
    else:
        told, share, title = (*read_own(), *read_demo()), 1, "mutants of our own articles and the demo's"
    outcomes = [outcome for number, one in enumerate(told) for outcome in _try_article(number, one, share)]
    return Report(title, _figures(outcomes), [_predict(outcome) for outcome in outcomes])


def _try_article(number: int, told: Told, share: int) -> list[Outcome]:
    outcomes: list[Outcome] = []
    body = [passage for passage in told.passages if passage.start >= 0]
    for place, passage in enumerate(body):
        if not _is_fit(passage) or pick(passage.text, share):
            continue
        near = body[max(0, place - _NEIGHBOURS) : place + _NEIGHBOURS + 1]
        others = [other.text for other in told.passages if other is not passage]
        tries = [("verbatim", "", passage.text), ("typed", "", passage.text)]
        tries += [(mutant.kind, "", mutant.text) for mutant in make_mutants(passage.text, others)]
        for _, kind, text in (one for one in told.rewordings if one[0] == place):
            tries += [("roles", "reworded", mutant) for mutant in change_roles(text)]
            tries.append(("reworded", kind, text))
        outcomes += [_try(number, told, passage, near, *one) for one in tries]
    return outcomes


def _is_fit(passage: Passage) -> bool:
    return len(passage.text.split()) in _WORDS and not is_furniture(passage.text)


def _try(
    number: int, told: Told, passage: Passage, near: Sequence[Passage], kind: str, detail: str, text: str
) -> Outcome:
    published = {passage.article_id: told.published_at}
    if kind == "typed":
        faults = find_faults(text, [passage], published)
        among = find_faults(text, near, published)
        reasons = tuple(fault.words for fault in faults or among)
        return Outcome(number, kind, detail, text, text, bool(faults), bool(among), reasons)
    verdict, wide = check_claim(text, [passage], published), check_claim(text, near, published)
    return Outcome(
        number, kind, detail, passage.text, text,
        verdict.support is not Support.SUPPORTED, wide.support is not Support.SUPPORTED,
        verdict.reasons or wide.reasons,
    )  # fmt: skip


def _figures(outcomes: Sequence[Outcome]) -> dict[str, Figure]:
    figures: dict[str, Figure] = {}
    for kind, goal in GOALS.items():
        _add(figures, f"detected: {kind}", [one for one in outcomes if one.kind == kind], goal)
    _add(figures, "detected: all kinds", [one for one in outcomes if one.kind in GOALS], "")
    _add(figures, "false alarms: verbatim", [one for one in outcomes if one.kind == "verbatim"], "≤ .003")
    _add(
        figures,
        "false alarms: verbatim, typed checks alone",
        [one for one in outcomes if one.kind == "typed"],
        "≤ .003",
    )
    reworded = [one for one in outcomes if one.kind == "reworded"]
    _add(figures, "false alarms: light rewording", reworded, "≤ .10")
    for detail in sorted({one.detail for one in reworded}):
        _add(figures, f"false alarms: {detail}", [one for one in reworded if one.detail == detail], "")
    return figures


def _add(figures: dict[str, Figure], name: str, outcomes: Sequence[Outcome], goal: str) -> None:
    if not outcomes:
        return
    by_article: dict[int, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        by_article[outcome.article].append(outcome)
    among = sum(outcome.among for outcome in outcomes) / len(outcomes)
    figures[name] = Measured(
        _share(list(by_article.values())),
        len(outcomes),
        interval(list(by_article.values()), _share),
        goal,
        {"with its neighbours cited too": among},
    )


def _share(articles: Sequence[Sequence[Outcome]]) -> float:
    tried = sum(len(outcomes) for outcomes in articles)
    return sum(outcome.alone for outcomes in articles for outcome in outcomes) / max(1, tried)


def _predict(outcome: Outcome) -> dict[str, object]:
    return {
        "kind": outcome.kind,
        "detail": outcome.detail,
        "source": outcome.source,
        "text": outcome.text,
        "unsupported": outcome.alone,
        "unsupported among neighbours": outcome.among,
        "reasons": list(outcome.reasons),
    }
