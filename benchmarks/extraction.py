"""How well the article is read out of its page: its text against texts marked by hand, refusals, cost."""

from __future__ import annotations

import asyncio
import gzip
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean, median
from typing import Any

from benchmarks.report import Figure, Measured, Report
from benchmarks.resampling import interval
from benchmarks.sets import SetAbsent, set_name
from benchmarks.working import Outcome, run_each
from bot.web.article import read_article
from bot.web.charsets import decode_page

Counts = tuple[int, int, int]
"""Right, too much, missing: of one page's shingles or segments."""

_SHINGLE_WORDS = 4


@dataclass(frozen=True, slots=True)
class MarkedPage:
    """`count` holds the gold: it compares a text with what was marked and is asked only afterwards."""

    url: str
    body: bytes
    count: Callable[[str], Counts]


@dataclass(frozen=True, slots=True)
class _Set:
    read: Callable[[Path], Iterator[MarkedPage]]
    score: Callable[[Sequence[Counts]], tuple[float, float, float]]
    goal: str
    published: Mapping[str, float]


def measure_extraction(folder: Path) -> Report:
    """Both metrics are those of the sets' authors; a refused page counts as one without text."""
    kind = _SETS.get(set_name(folder))
    if kind is None:
        raise SetAbsent(f"{folder} is none of the sets that extraction knows: {', '.join(_SETS)} (SET/dev).")
    pages = tuple(kind.read(folder))
    ours, plain = asyncio.run(_read_all(pages))
    counted = [page.count(one.result or "") for page, one in zip(pages, ours, strict=True)]
    beside = [page.count(one.result or "") for page, one in zip(pages, plain, strict=True)]
    figures: dict[str, Figure] = {"pages": len(pages), "refused": sum(one.result is None for one in ours)}
    for place, name in enumerate(("F1", "precision", "recall")):
        figures[name] = Measured(
            kind.score(counted)[place],
            n=len(pages),
            interval=interval(counted, lambda units, place=place: kind.score(units)[place]),  # type: ignore[misc]
            goal=kind.goal if name == "F1" else "",
            beside={
                "trafilatura alone, here": kind.score(beside)[place],
                **(kind.published if name == "F1" else {}),
            },
        )
    figures |= _cost("", ours) | _cost("trafilatura alone, ", plain)
    return Report(f"article text: {set_name(folder)}", figures, tuple(_predictions(pages, ours)))


def _cost(whose: str, outcomes: Sequence[Outcome[str]]) -> dict[str, Figure]:
    times = [one.milliseconds for one in outcomes]
    return {
        f"{whose}ms of CPU a page (mean)": mean(times),
        f"{whose}ms of CPU a page (median)": median(times),
        f"{whose}ms of CPU a page (slowest)": max(times),
    }


async def _read_all(pages: Sequence[MarkedPage]) -> tuple[list[Outcome[str]], list[Outcome[str]]]:
    jobs = [(page.body, page.url) for page in pages]
    return await run_each(_read_ours, jobs), await run_each(_read_plainly, jobs)


def _read_ours(body: bytes, url: str) -> str:
    return read_article(body, None, url, datetime.now(UTC)).text


def _read_plainly(body: bytes, url: str) -> str:
    import trafilatura

    return trafilatura.extract(decode_page(body, None), url=url, include_comments=False) or ""


def _predictions(pages: Sequence[MarkedPage], outcomes: Sequence[Outcome[str]]) -> Iterator[dict[str, object]]:
    for page, outcome in zip(pages, outcomes, strict=True):
        refused = {"refused": outcome.refusal or outcome.failure or "too costly"}
        yield {
            "url": page.url,
            "text": outcome.result or "",
            **(refused if outcome.result is None else {}),
        }


# ---------------------------------------------------------------- scrapinghub's metric: shingles of four words


def _read_scrapinghub(folder: Path) -> Iterator[MarkedPage]:
    for key, row in sorted(_load(folder / "ground-truth.json").items()):
        yield MarkedPage(
            row["url"], _unpack(folder / "html" / f"{key}.html.gz"), _count_shingles(row["articleBody"])
        )


def _count_shingles(gold: str) -> Callable[[str], Counts]:
    def count(text: str) -> Counts:
        marked, found = _shingles(gold), _shingles(text)
        return (marked & found).total(), (found - marked).total(), (marked - found).total()

    return count


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    """Runs of four words with how often each occurs; a shorter text is one run by itself."""
    words = re.findall(r"\w+", text)
    starts = range(max(1, len(words) - _SHINGLE_WORDS + 1)) if words else ()
    return Counter(tuple(words[start : start + _SHINGLE_WORDS]) for start in starts)


def score_by_page(units: Sequence[Counts]) -> tuple[float, float, float]:
    """F1 of the means, mean precision of the pages that got a text, mean recall of those that have one
    (evaluate.py of scrapinghub/article-extraction-benchmark)."""
    precision = _mean([right / (right + over) for right, over, _ in units if right + over])
    recall = _mean([right / (right + missing) for right, _, missing in units if right + missing])
    return _harmonic(precision, recall), precision, recall


# ---------------------------------------------------------------- trafilatura's metric: segments found


def _read_trafilatura(folder: Path) -> Iterator[MarkedPage]:
    for url, row in sorted(_load(folder / "annotations.json").items()):
        yield MarkedPage(
            url, _unpack(folder / "html" / row["file"]), _count_segments(row["with"], row["without"])
        )


def _count_segments(wanted: Sequence[str], unwanted: Sequence[str]) -> Callable[[str], Counts]:
    def count(text: str) -> Counts:
        text = _even(text)
        found = sum(_even(segment) in text for segment in wanted)
        return found, sum(_even(segment) in text for segment in unwanted), len(wanted) - found

    return count


def score_in_all(units: Sequence[Counts]) -> tuple[float, float, float]:
    """F1, precision and recall over the segments of all pages (tests/evaluate.py of adbar/trafilatura)."""
    right, over, missing = (sum(column) for column in zip(*units, strict=True))
    precision = right / (right + over) if right else 0.0
    recall = right / (right + missing) if right else 0.0
    return _harmonic(precision, recall), precision, recall


# ---------------------------------------------------------------- small parts


def _load(file: Path) -> dict[str, Any]:
    if not file.exists():
        raise SetAbsent(
            f"The data is absent: there is no {file}. docs/benchmarks.md says where the sets come from."
        )
    rows: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    if not rows:
        raise SetAbsent(f"{file} holds no page.")
    return rows


def _unpack(file: Path) -> bytes:
    return gzip.decompress(file.read_bytes())


def _even(text: str) -> str:
    return " ".join(text.split())


def _mean(values: Sequence[float]) -> float:
    return mean(values) if values else 0.0


def _harmonic(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


_SETS = {
    "scrapinghub-articles": _Set(
        _read_scrapinghub,
        score_by_page,
        "≥ .967",
        {
            "AutoExtract, published, 181 pages": 0.970,
            "rs_trafilatura, published, 181 pages": 0.970,
            "trafilatura 2.0.0, published, 181 pages": 0.958,
            "newspaper4k, published, 181 pages": 0.949,
            "readability-lxml, published, 181 pages": 0.922,
            "rs_trafilatura, published outputs, dev half": 0.967,
        },
    ),
    "trafilatura-eval": _Set(
        _read_trafilatura,
        score_in_all,
        "≥ .92",
        {
            "trafilatura 2.2.0, published, 990 pages": 0.924,
            "magic-html, published, 990 pages": 0.889,
            "readability-lxml, published, 990 pages": 0.826,
            "newspaper4k, published, 990 pages": 0.801,
        },
    ),
}
