"""Public sets of articles, read with their gold kept apart from what the code under test may see."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any


class SetAbsent(Exception):
    """The data is not there, or is none of the known sets. The text says what to do."""


@dataclass(frozen=True, slots=True)
class SetArticle:
    """`event` is gold: it is compared with at the end and handed to nobody before."""

    id: str
    outlet: str
    day: date
    title: str
    paragraphs: tuple[str, ...]
    event: str


def set_name(folder: Path) -> str:
    """The name of the set that the folder is a half of: that of the folder above it."""
    return folder.resolve().parent.name


def read_lines(file: Path) -> Iterator[dict[str, Any]]:
    """The JSON objects of a file of JSON lines, gold and all. Raises SetAbsent."""
    if not file.exists():
        raise SetAbsent(
            f"The data is absent: there is no {file}. docs/benchmarks.md says where the sets come from."
        )
    with file.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def read_set(folder: Path) -> tuple[SetArticle, ...]:
    """The articles of a set, by date; it is known by the name of the folder above. Raises SetAbsent."""
    name = set_name(folder)
    if name not in _READERS:
        raise SetAbsent(f"{folder} is none of the sets that replay knows: {', '.join(_READERS)} (SET/dev).")
    file = folder / "articles.jsonl"
    articles = [_READERS[name](row) for row in read_lines(file)]
    if not articles:
        raise SetAbsent(f"{file} holds no article.")
    return tuple(sorted(_told_apart(articles), key=lambda article: (article.day, article.id)))


def _told_apart(articles: Iterable[SetArticle]) -> Iterator[SetArticle]:
    """With a number behind an id that came before: a set may name several articles "empty"."""
    times: Counter[str] = Counter()
    for article in articles:
        times[article.id] += 1
        repeated = times[article.id] > 1
        yield replace(article, id=f"{article.id}-{times[article.id]}") if repeated else article


def _basil(row: Mapping[str, Any]) -> SetArticle:
    outlet = {"nyt": "New York Times", "fox": "Fox News", "hpo": "HuffPost"}[row["outlet"].lower()]
    return SetArticle(
        id=row["id"],
        outlet=outlet,
        day=date.fromisoformat(row["date"]),
        title=row["title"],
        paragraphs=tuple(row["paragraphs"]),
        event=str(row["triplet"]),
    )


def _allsides(row: Mapping[str, Any]) -> SetArticle:
    return SetArticle(
        id=row["id"],
        outlet=re.sub(r" \((?:Online News|Online|News)\)$", "", row["outlet"]),  # a mark of the catalogue's
        day=date.fromisoformat(row["date"]),
        title=row["title"],
        paragraphs=tuple(part.strip() for part in row["lead"].split("\n") if part.strip()),
        event=str(row["story"]),
    )


_READERS = {"basil-triples": _basil, "allsides-stories": _allsides}
