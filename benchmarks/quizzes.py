"""Public sets of questions with what to answer them from: realtimeqa-2026, multihop-rag-500 and rgb."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.sets import SetAbsent, read_lines, set_name
from bot.core.types import Article, Outlet

_DAY = datetime(2024, 1, 1, tzinfo=UTC)  # when questions of a set without dates are asked


@dataclass(frozen=True, slots=True)
class Quiz:
    """Only `question`, `articles` and `asked_at` may reach the code under test.

    Gold: `right` are the right answers, any of them, `wrong` what some of the articles say instead. `held` is
    whether the articles hold the answer, None where the set does not tell. `evidence` are the articles it takes.
    """

    id: str
    question: str
    articles: tuple[Article, ...]
    asked_at: datetime
    right: tuple[str, ...] = ()
    wrong: str = ""
    held: bool | None = None
    evidence: frozenset[int] = frozenset()


def read_quizzes(folder: Path) -> tuple[Quiz, ...]:
    """The questions of a half, known by the name of the folder above. Raises SetAbsent."""
    name = set_name(folder)
    if name not in _READERS:
        raise SetAbsent(f"{folder} is none of the sets that answers knows: {', '.join(_READERS)} (SET/dev).")
    quizzes = tuple(_READERS[name](folder))
    if not quizzes:
        raise SetAbsent(f"{folder} holds no question.")
    return quizzes


def read_packed(file: Path) -> Iterator[dict[str, Any]]:
    """The rows of a packed file. Raises SetAbsent."""
    if not file.exists():
        raise SetAbsent(
            f"The data is absent: there is no {file}. docs/benchmarks.md says where the sets come from."
        )
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


# ---------------------------------------------------------------- a news quiz, and what a search found for it


def _realtimeqa(folder: Path) -> Iterator[Quiz]:
    documents = {row["doc_id"]: row for row in read_packed(folder / "docs.jsonl.gz")}
    for row in read_lines(folder / "questions.jsonl"):
        day = datetime.fromisoformat(row["question_date"].replace("/", "-"))
        asked_at = day.replace(tzinfo=UTC) + timedelta(days=1)
        found = [documents[doc_id] for doc_id in row["retrieved_doc_ids"] if doc_id in documents]
        yield Quiz(
            id=row["question_id"],
            question=row["question"],
            articles=tuple(_searched(found, asked_at)),
            asked_at=asked_at,
            right=tuple(str(answer) for answer in row.get("answer_text") or ()),
            held=row.get("gold_string_in_retrieved"),
        )


def _searched(found: Sequence[Mapping[str, Any]], asked_at: datetime) -> Iterator[Article]:
    """What the search did not date passes for new on that day."""
    for number, document in enumerate(found, start=1):
        domain = (urlsplit(document["url"]).hostname or "unknown.example").removeprefix("www.")
        at = min(_read_day(document.get("date")) or asked_at, asked_at)
        yield _article(number, document["url"], domain, document["title"], document["text"], at)


def _read_day(text: str | None) -> datetime | None:
    try:
        return datetime.strptime(text or "", "%Y/%m/%d").replace(tzinfo=UTC)
    except ValueError:
        return None


# ---------------------------------------------------------------- questions that take several reports at once


def _multihop(folder: Path) -> Iterator[Quiz]:
    """Every question is asked of all facts; of the unanswerable ones none is the evidence."""
    rows = list(read_lines(folder / "evidence_facts.jsonl"))
    ids = {row["fact_id"]: number for number, row in enumerate(rows, start=1)}
    articles = tuple(
        _article(
            ids[row["fact_id"]],
            f"{row['url']}#{row['fact_id']}",
            row["source"],
            row["title"],
            row["fact"],
            datetime.fromisoformat(row["published_at"]),
        )
        for row in rows
    )
    asked_at = max(article.published_at for article in articles)
    for row in read_lines(folder / "questions.jsonl"):
        evidence = row.get("evidence_fact_ids")
        yield Quiz(
            id=row["id"],
            question=row["question"],
            articles=articles,
            asked_at=asked_at,
            right=(row["answer"],) if row.get("answer") else (),
            held=None if evidence is None else bool(evidence),
            evidence=frozenset(ids[one] for one in evidence or ()),
        )


# ---------------------------------------------------------------- passages of which some were falsified


def _rgb(folder: Path) -> Iterator[Quiz]:
    """The true passages and, as other outlets', the same with another answer in place of the right one."""
    for row in read_lines(folder / "en_fact.jsonl"):
        texts = [text for pair in zip(row["positive"], row["positive_wrong"], strict=False) for text in pair]
        articles = tuple(
            _article(number, f"https://outlet-{number}.example/", f"Outlet {number}", "", text, _DAY)
            for number, text in enumerate(texts, start=1)
        )
        yield Quiz(
            id=str(row["id"]),
            question=row["query"],
            articles=articles,
            asked_at=_DAY,
            right=tuple(_each(row.get("answer"))),
            wrong=str(row.get("fakeanswer") or ""),
            held=True,
        )


def _each(answer: object) -> Iterator[str]:
    for one in answer if isinstance(answer, list) else [answer]:
        if isinstance(one, list):
            yield from _each(one)
        elif one:
            yield str(one)


def _article(number: int, url: str, outlet: str, title: str | None, text: str | None, at: datetime) -> Article:
    domain = f"{''.join(filter(str.isalnum, outlet)).lower()}.example"
    return Article(
        id=number,
        url=url,
        outlet=Outlet(outlet, domain),
        title=title or "",
        text=text or "",
        published_at=at,
        arrived_at=at,
    )


_READERS: Mapping[str, Callable[[Path], Iterator[Quiz]]] = {
    "realtimeqa-2026": _realtimeqa,
    "multihop-rag-500": _multihop,
    "rgb": _rgb,
}
