"""How feeds are read: real, odd and malformed ones against what feedparser alone gets out of them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from statistics import mean, median
from typing import Any
from urllib.parse import urljoin

from benchmarks.report import Figure, Measured, Report
from benchmarks.resampling import interval
from benchmarks.sets import SetAbsent, read_lines, set_name
from benchmarks.working import Outcome, run_each
from bot.core.types import ParsedEntry
from bot.web.feed_format import parse_feed, read_feed

_FOUND_AT = "http://feeds.example/"
_COMPARED = 5
_WITHIN_SECONDS = 1.0
_GIVEN = ("id", "title", "link", "date")
_SHOWN = ("title, read as text", "link, on the web", "date, as shown")


@dataclass(frozen=True, slots=True)
class Document:
    path: str
    body: bytes
    url: str
    content_type: str


@dataclass(frozen=True, slots=True)
class _Read:
    """The entries as the feed gives them and as readers get them, in the same order."""

    given: tuple[ParsedEntry, ...]
    shown: tuple[ParsedEntry, ...]


_NOTHING = _Read((), ())


@dataclass(frozen=True, slots=True)
class _Field:
    """One value of one entry: as we read it and as the reference has it, and whether they are the same."""

    name: str
    path: str
    same: bool
    ours: str
    theirs: str


def measure_parsing(folder: Path) -> Report:
    """Entries in number; of the first five of each document the id, title, link and date, value by value,
    where the reference or we have one: as the feed gives them, before anything is left out, against what the
    reference has literally; then as readers get them, against the reference's title read as text and its link
    where that is a web address. Links of both are resolved against the document's address."""
    if set_name(folder) != "feeds":
        raise SetAbsent(f"{folder} is no folder of the set feeds (feeds/dev).")
    documents = tuple(_read_documents(folder))
    reference = _read_reference(folder)
    outcomes = asyncio.run(
        run_each(_read, [(one.body, one.url, one.content_type) for one in documents]),
    )
    fields = [
        field
        for one, outcome in zip(documents, outcomes, strict=True)
        for field in _compare(one, outcome.result or _NOTHING, reference[one.path])
    ]
    by_name = {
        name: [field for field in fields if field.name == name]
        for name in ("number of entries", *_GIVEN, *_SHOWN)
    }
    figures = _count(outcomes) | {name: _agreement(those) for name, those in by_name.items() if those}
    return Report(
        "feeds beside feedparser", figures | _cost(outcomes), tuple(_predictions(documents, outcomes, fields))
    )


def _read(body: bytes, url: str, content_type: str) -> _Read:
    shown = read_feed(body, url, content_type, datetime.now(UTC)).feed.entries
    given, _ = parse_feed(body, url, content_type)
    return _Read(given.entries, shown)


# ---------------------------------------------------------------- the set


def _read_documents(folder: Path) -> Iterator[Document]:
    for row in read_lines(folder / "manifest.jsonl"):
        if row["role"] != "input":
            continue
        headers = dict(_header(line) for line in row.get("http_headers") or ())
        url = urljoin(_FOUND_AT, headers.get("content-location", ""))
        body = (folder / row["path"]).read_bytes()
        yield Document(row["path"], body, url, headers.get("content-type", ""))


def _header(line: str) -> tuple[str, str]:
    name, _, value = line.partition(":")
    return name.strip().lower(), value.strip()


def _read_reference(folder: Path) -> dict[str, dict[str, Any]]:
    files = sorted(folder.glob("reference_feedparser_*.jsonl"))
    if not files:
        raise SetAbsent(f"The data is absent: there is no reference_feedparser_*.jsonl in {folder}.")
    return {row["path"]: row for row in read_lines(files[-1])}


# ---------------------------------------------------------------- comparing


def _compare(one: Document, read: _Read, row: Mapping[str, Any]) -> Iterator[_Field]:
    ours, theirs = len(read.shown), row["n_entries"]
    yield _Field("number of entries", one.path, ours == theirs, str(ours), str(theirs))
    for given, shown, known in zip(read.given[:_COMPARED], read.shown, row["entries"], strict=False):
        link = urljoin(one.url, known["link"] or "") if known["link"] else ""
        web_link = link if link.startswith(("http://", "https://")) else ""
        pairs = (
            (given.key, known["id"] or ""),
            (given.title, known["title"] or ""),
            (urljoin(one.url, given.url) if given.url else "", link),
            (shown.title, _Text.of(known["title"] or "")),
            (shown.url, web_link),
        )
        for name, (mine, other) in zip(("id", "title", "link", *_SHOWN), pairs, strict=False):
            if mine or other:
                yield _Field(name, one.path, _even(mine) == _even(other), mine, other)
        theirs = known["published"] or known["updated"]  # an entry without a date of publication has its update's
        yield from _compare_dates("date", one.path, given.published_at or given.updated_at, theirs)
        yield from _compare_dates("date, as shown", one.path, shown.published_at, theirs)


def _compare_dates(name: str, path: str, ours: datetime | None, theirs: str | None) -> Iterator[_Field]:
    if theirs or ours:
        moment = datetime.fromisoformat(theirs) if theirs else None
        same = moment is not None and ours is not None
        same = same and abs((ours - moment).total_seconds()) <= _WITHIN_SECONDS  # type: ignore[operator]
        yield _Field(name, path, same, ours.isoformat() if ours else "", theirs or "")


class _Text(HTMLParser):
    """The words of a title with markup, read by other code than that which is measured."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @classmethod
    def of(cls, markup: str) -> str:
        parser = cls()
        parser.feed(markup)
        parser.close()
        return "".join(parser.words)


def _even(text: str) -> str:
    return " ".join(text.split())


def _agreement(fields: Sequence[_Field]) -> Measured:
    """The share of values that are the same; documents are what the interval draws anew."""
    by_document: dict[str, list[bool]] = {}
    for field in fields:
        by_document.setdefault(field.path, []).append(field.same)
    units = tuple(by_document.values())
    return Measured(_share(units), n=len(fields), interval=interval(units, _share), goal="1, or explained")


def _share(units: Sequence[Sequence[bool]]) -> float:
    return mean(same for unit in units for same in unit)


# ---------------------------------------------------------------- reporting


def _count(outcomes: Sequence[Outcome[_Read]]) -> dict[str, Figure]:
    return {
        "documents": len(outcomes),
        "exceptions": sum(one.failure is not None for one in outcomes),
        "hung": sum(one.hung for one in outcomes),
        "refused as no feed": sum(one.refusal is not None for one in outcomes),
    }


def _cost(outcomes: Sequence[Outcome[_Read]]) -> dict[str, Figure]:
    times = [one.milliseconds for one in outcomes]
    return {
        "ms of CPU a feed (mean)": mean(times),
        "ms of CPU a feed (median)": median(times),
        "ms of CPU a feed (slowest)": max(times),
    }


def _predictions(
    documents: Sequence[Document], outcomes: Sequence[Outcome[_Read]], fields: Iterable[_Field]
) -> Iterator[dict[str, object]]:
    """What was read of each document, as the feed gives it and as readers get it, and where it differs from the
    reference."""
    differing: dict[str, list[dict[str, str]]] = {}
    for field in fields:
        if not field.same:
            told = {"field": field.name, "ours": field.ours, "theirs": field.theirs}
            differing.setdefault(field.path, []).append(told)
    for one, outcome in zip(documents, outcomes, strict=True):
        read = outcome.result or _NOTHING
        yield {
            "path": one.path,
            "refused": outcome.refusal or outcome.failure,
            "number": len(read.shown),
            "entries": [_tell(one.url, *pair) for pair in zip(read.given[:_COMPARED], read.shown, strict=False)],
            "differing": differing.get(one.path, []),
        }


def _tell(found_at: str, given: ParsedEntry, shown: ParsedEntry) -> dict[str, object]:
    return {
        "id": given.key,
        "title": given.title,
        "link": urljoin(found_at, given.url) if given.url else "",
        "published": _iso(given.published_at or given.updated_at),
        "shown": {"title": shown.title, "link": shown.url, "published": _iso(shown.published_at)},
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
