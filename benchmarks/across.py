"""Which pairs of reports in two languages are taken for one event by the hard evidence alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from time import process_time

from benchmarks.labelled_pairs import Half
from benchmarks.report import Figure, Measured, Report
from benchmarks.sets import SetAbsent, SetArticle
from bot.core.agreement_across import Agreement, compare_told
from bot.core.facts_across import read_told
from bot.core.grouping_across import COMMON_LEAST, COMMON_SHARE, WINDOW, find_beginning
from bot.core.profiles import read_profile
from bot.core.types import Article, Outlet

OWN_ACROSS = Path(__file__).parent / "own" / "across"
SAME, ALIKE, OTHER = "same event", "look-alike", "other"
_DAY = datetime(2026, 3, 10, 6, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Told:
    """`family` and `event` are gold: events of one family are look-alikes, often with a name in common."""

    family: str
    event: str
    language: str
    article: Article


@dataclass(frozen=True, slots=True)
class Judged:
    one: Told
    other: Told
    agreement: Agreement

    @property
    def label(self) -> str:
        if self.one.family != self.other.family:
            return OTHER
        return SAME if self.one.event == self.other.event else ALIKE


def read_reports(folder: Path = OWN_ACROSS, half: Half = Half.ALL) -> tuple[Told, ...]:
    """Those that the rules were made on, those that were written when they stood, or both. Raises SetAbsent.
    All are taken as published in one hour: time tells none apart."""
    files = {Half.TUNED: ("reports.txt",), Half.KEPT: ("kept.txt",)}.get(half, ("reports.txt", "kept.txt"))
    missing = [name for name in files if not (folder / name).is_file()]
    if missing:
        raise SetAbsent(f"There is no {folder / missing[0]}.")
    lines = [line for name in files for line in (folder / name).read_text("utf-8").splitlines()]
    return tuple(_read(number, line) for number, line in enumerate(lines, 1))


def _read(number: int, line: str) -> Told:
    head, title, text = (field.strip() for field in line.split("|", 2))
    family, event, language = head.split()
    domain = f"outlet-{number}.example"
    article = Article(
        id=number,
        url=f"https://{domain}/{number}",
        outlet=Outlet(f"Outlet {number}", domain),
        title=title,
        text=text,
        published_at=_DAY,
        arrived_at=_DAY,
        language=language,
    )
    return Told(family, event, language, article)


def measure_across(reports: Sequence[Told]) -> Report:
    """The evidence alone: as joined by an endpoint that finds everything near everything, which is the worst that
    meaning can do to precision."""
    started = process_time()
    judged = list(_judge(reports))
    spent = process_time() - started
    joined = [one for one in judged if one.agreement.joins]
    same = [one for one in judged if one.label == SAME]
    figures: dict[str, Figure] = {
        "reports, pairs in two languages": f"{len(reports)}, {len(judged)}",
        "same event, look-alikes, others": ", ".join(
            str(sum(one.label == label for one in judged)) for label in (SAME, ALIKE, OTHER)
        ),
        "recall of pairs on one event": Measured(
            sum(one.agreement.joins for one in same) / len(same), len(same), None, "≥ .80"
        ),
        "look-alikes joined": Measured(_count(joined, ALIKE), _count(judged, ALIKE), None, "≤ 0"),
        "others joined": Measured(_count(joined, OTHER), _count(judged, OTHER), None, "≤ 0"),
        "ms of CPU a pair, reading included": 1_000 * spent / len(judged),
    }
    return Report("across: own labelled reports in four languages", figures, [_predict(one) for one in judged])


def measure_real(articles: Sequence[SetArticle]) -> Report:
    """The evidence between real English articles, compared as if in two languages: those within 36 hours that
    share a name which few hold, as candidates are found. Real reports have fewer figures in common than ours."""
    told = [_as_told(number, one) for number, one in enumerate(articles, 1)]
    judged = list(_judge_real(told))
    joined = [one for one in judged if one.agreement.joins]
    same = [one for one in judged if one.label == SAME]
    true = _count(joined, SAME)
    figures: dict[str, Figure] = {
        "articles, pairs of one event, of two": f"{len(told)}, {len(same)}, {len(judged) - len(same)}",
        "recall of pairs on one event": Measured(true / max(1, len(same)), len(same)),
        "precision of pairs joined": Measured(true / max(1, len(joined)), len(joined), None, "≥ .95"),
    }
    return Report("across: real articles in one language", figures, [_predict(one) for one in judged])


def _as_told(number: int, one: SetArticle) -> Told:
    article = Article(
        id=number,
        url=f"https://set.example/{number}",
        outlet=Outlet(one.outlet, f"outlet-{number}.example"),
        title=one.title,
        text="\n\n".join(one.paragraphs),
        published_at=datetime(one.day.year, one.day.month, one.day.day, 12, tzinfo=UTC),
        arrived_at=_DAY,
        language="en",
    )
    return Told(one.event, one.event, "en", article)


def _judge_real(told: Sequence[Told]) -> Iterator[Judged]:
    holders: dict[str, list[Told]] = {}
    for one in told:
        profile = read_profile(one.article)
        for name in sorted({find_beginning(name) for name in profile.names & profile.lead}):
            holders.setdefault(name, []).append(one)
    many = max(COMMON_LEAST, COMMON_SHARE * len(told))
    seen: set[tuple[int, int]] = set()
    for sharing in holders.values():
        for one, other in combinations(sharing, 2) if len(sharing) <= many else ():
            pair = one.article.id, other.article.id
            if pair in seen or abs(one.article.published_at - other.article.published_at) > WINDOW:
                continue
            seen.add(pair)
            mine, theirs = read_told(one.article), read_told(other.article)
            if mine is not None and theirs is not None:
                common = lambda word: len(holders.get(find_beginning(word), ())) > many  # noqa: E731
                yield Judged(one, other, compare_told(mine, theirs, common))


def _judge(reports: Sequence[Told]) -> Iterator[Judged]:
    for one, other in combinations(reports, 2):
        if one.language != other.language:
            told, also_told = read_told(one.article), read_told(other.article)
            assert told is not None
            assert also_told is not None
            yield Judged(one, other, compare_told(told, also_told))


def _count(judged: Sequence[Judged], label: str) -> int:
    return sum(one.label == label for one in judged)


def _predict(judged: Judged) -> dict[str, object]:
    return {
        "pair": [f"{one.event} {one.language}" for one in (judged.one, judged.other)],
        "label": judged.label,
        "joins": judged.agreement.joins,
        "reasons": list(judged.agreement.reasons),
        "against": list(judged.agreement.against),
    }
