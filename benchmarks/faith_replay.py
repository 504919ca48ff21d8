"""Summaries that real LLMs wrote, replayed as if the endpoint had: which invented spans would be published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any

from benchmarks.report import Figure, Measured, Report
from benchmarks.resampling import interval
from benchmarks.sets import SetAbsent, read_lines, set_name
from bot.core.alignment import coverage
from bot.core.candidates import covered
from bot.core.desk import Desk, open_desk
from bot.core.language import split_sentences
from bot.core.own_words import best_passage, find_bearing
from bot.core.told import stems_of
from bot.core.types import Article, Outlet, PassageId, Support, Verdict

LOSSES = (0.05, 0.10, 0.15, 0.20, 0.25, 0.30, 0.40, 0.50)  # of consistent summaries' sentences, on the curve
_MOST_CITED = 3  # passages that a careful writer names for a sentence
_LEAST_ADDED = 0.1  # of the sentence's words, by rarity, that one more passage must bring
_TOLD = 0.6  # of a sentence's words that the source's own sentence in its place has, if it tells the same
_SOME_DAY = datetime(2020, 1, 1, tzinfo=UTC)
_WORST = {"Unwanted", "Questionable"}


@dataclass(frozen=True, slots=True)
class Replayed:
    """A sentence of a summary. `spans`: how many invented spans stand in it; `consistent`: people found nothing
    in the whole summary; `stands_in`: the source's own sentence that would replace it tells the same."""

    source: str
    text: str
    verdict: Verdict
    spans: int
    unwanted: int
    consistent: bool
    stands_in: bool

    @property
    def published(self) -> bool:
        return self.verdict.support is Support.SUPPORTED


def measure_faith_replay(folder: Path) -> Report:
    """Every sentence with the passages a careful writer would cite for it, through the editor's check.

    What a summary says of itself ("Here is a concise summary:") is left out on both sides: no line of a reply
    holds it. Raises SetAbsent.
    """
    if set_name(folder) != "faithbench":
        raise SetAbsent(f"{folder} is no half of faithbench.")
    sentences = [one for row in read_lines(folder / "samples.jsonl") for one in _replay(row)]
    return Report(
        f"LLM writing, faithbench/{folder.resolve().name}", _figures(sentences), [_row(s) for s in sentences]
    )


def _replay(row: Mapping[str, Any]) -> list[Replayed]:
    text, source = row["summary"], row["source"]
    desk = open_desk([_article(source)])
    spans = {(one["start"], one["end"]): one["label"] for one in row["spans"] if _WORST & set(one["label"])}
    found = []
    for sentence in split_sentences(text):
        if sentence.text.endswith(":") or not any(map(str.isalpha, sentence.text)):
            continue
        inside = [
            labels for (start, end), labels in spans.items() if start < sentence.end and end > sentence.start
        ]
        cited = _cite(sentence.text, desk)
        verdict = desk.check(sentence.text, cited)
        if verdict.support is not Support.SUPPORTED:
            verdict = find_bearing(sentence.text, cited, desk) or verdict
        own = best_passage(sentence.text, cited, desk)
        told = own is not None and coverage(sentence.text, own.text) >= _TOLD
        found.append(
            Replayed(
                source, sentence.text, verdict, len(inside), sum("Unwanted" in labels for labels in inside),
                row["worst_class"] == "Consistent", told,
            )
        )  # fmt: skip
    return found


def _article(text: str) -> Article:
    return Article(
        id=1, url="https://source.example/1", outlet=Outlet("source", "source.example"), title="", text=text,
        published_at=_SOME_DAY, arrived_at=_SOME_DAY,
    )  # fmt: skip


def _cite(text: str, desk: Desk) -> tuple[PassageId, ...]:
    """The passages that together have most of its words, each of which adds some."""
    left, cited = stems_of(text), list[PassageId]()
    whole = left
    while left and len(cited) < _MOST_CITED:
        best = max(desk.passages.values(), key=lambda one: covered(left, stems_of(one.text)), default=None)
        if best is None or covered(whole, left & stems_of(best.text)) == 0:
            break
        gain = covered(whole, whole - left | (left & stems_of(best.text))) - covered(whole, whole - left)
        if gain < _LEAST_ADDED:
            break
        cited.append(best.id)
        left -= stems_of(best.text)
    return tuple(cited)


def _row(one: Replayed) -> dict[str, object]:
    return {
        "text": one.text, "spans": one.spans, "unwanted": one.unwanted, "consistent": one.consistent,
        "verdict": one.verdict.support.value, "score": one.verdict.score, "reasons": list(one.verdict.reasons),
        "stands_in": one.stands_in,
    }  # fmt: skip


# ---------------------------------------------------------------- figures


def _figures(sentences: Sequence[Replayed]) -> dict[str, Figure]:
    figures: dict[str, Figure] = {
        "sentences": len(sentences),
        "invented spans": sum(one.spans for one in sentences),
        "sentences of consistent summaries": sum(one.consistent for one in sentences),
        "as the desk works: spans published": _measured(sentences, _spans_published, "≤ .50"),
        "as the desk works: unwanted spans published": _measured(sentences, _unwanted_published),
        "as the desk works: consistent sentences lost": _measured(sentences, _lost, "≤ .20"),
        "… of them not told by the source's own in their place": _measured(sentences, _lost_for_good),
    }
    for loss in LOSSES:
        bar = _bar(sentences, loss)
        name = f"at {loss:.0%} of consistent sentences lost (score ≥ {bar:.3f}): spans published"
        figures[name] = _measured(sentences, lambda some, bar=bar: _spans_above(some, bar))
    tuned, kept = ([one for one in sentences if _is_kept(one) is side] for side in (False, True))
    bar = _bar(tuned, 0.20)
    figures[f"bar of one half ({bar:.3f}) on the other: spans published"] = _measured(
        kept, lambda some: _spans_above(some, bar), "≤ .50"
    )
    figures["… consistent sentences lost"] = _measured(kept, lambda some: _lost_below(some, bar), "≤ .20")
    return figures


def _is_kept(one: Replayed) -> bool:
    return blake2b(one.source.encode(), digest_size=2).digest()[0] % 2 == 1


def _score(one: Replayed) -> float:
    return 1.0 if one.published else one.verdict.score


def _bar(sentences: Sequence[Replayed], loss: float) -> float:
    """The highest score at which no more than this share of consistent summaries' sentences falls below."""
    scores = sorted(_score(one) for one in sentences if one.consistent)
    return scores[min(len(scores) - 1, int(loss * len(scores)))] if scores else 0.0


def _spans_above(some: Sequence[Replayed], bar: float) -> float:
    return sum(one.spans for one in some if _score(one) >= bar) / max(1, sum(one.spans for one in some))


def _lost_below(some: Sequence[Replayed], bar: float) -> float:
    ours = [one for one in some if one.consistent]
    return sum(_score(one) < bar for one in ours) / max(1, len(ours))


def _spans_published(some: Sequence[Replayed]) -> float:
    return sum(one.spans for one in some if one.published) / max(1, sum(one.spans for one in some))


def _unwanted_published(some: Sequence[Replayed]) -> float:
    return sum(one.unwanted for one in some if one.published) / max(1, sum(one.unwanted for one in some))


def _lost(some: Sequence[Replayed]) -> float:
    ours = [one for one in some if one.consistent]
    return sum(not one.published for one in ours) / max(1, len(ours))


def _lost_for_good(some: Sequence[Replayed]) -> float:
    ours = [one for one in some if one.consistent]
    return sum(not one.published and not one.stands_in for one in ours) / max(1, len(ours))


def _measured(sentences: Sequence[Replayed], statistic: Any, goal: str = "") -> Measured:
    by_source: dict[str, list[Replayed]] = {}
    for one in sentences:
        by_source.setdefault(one.source, []).append(one)
    units = list(by_source.values())

    def of_sources(drawn: Sequence[Sequence[Replayed]]) -> float:
        return float(statistic([one for some in drawn for one in some]))

    return Measured(of_sources(units), len(sentences), interval(units, of_sources), goal)
