"""The sentences that are made wrong: our own articles with their rewordings, the demo's, and a public set's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.sets import read_set
from bot.core.passages import read_passages
from bot.core.types import Article, Outlet, Passage, PassageId
from bot.demo.content import load_world

OWN_TEXTS = Path(__file__).parent.parent / "own" / "mutants"


@dataclass(frozen=True, slots=True)
class Told:
    """An article: its passages, and light rewordings as (place of the passage, kind, wording); `wrongs` are those
    that look as light and say something else."""

    origin: str
    published_at: datetime
    passages: tuple[Passage, ...]
    rewordings: tuple[tuple[int, str, str], ...] = ()
    wrongs: tuple[tuple[int, str, str], ...] = ()

    def before(self, passage: Passage) -> tuple[Passage, ...]:
        """The sentences before it in the article, the title left out."""
        return tuple(one for one in self.passages if 0 <= one.start < passage.start)


def read_own(folder: Path = OWN_TEXTS) -> tuple[Told, ...]:
    """Articles of our own invention, one sentence a line; the form is explained in politics.txt."""
    articles: list[Told] = []
    for file in sorted(folder.glob("*.txt")):
        for block in re.split(r"^@ ", file.read_text("utf-8"), flags=re.MULTILINE)[1:]:
            articles.append(_read_block(len(articles) + 1, block))
    return tuple(articles)


def _read_block(number: int, block: str) -> Told:
    head, *lines = (line for line in block.splitlines() if line.strip())
    field, published_at = head.split()
    sentences: list[str] = []
    variants: dict[str, list[tuple[int, str, str]]] = {"~": [], "!": []}
    for line in lines:
        if line[:2] in {"~ ", "! "}:
            kind, _, wording = line[2:].partition(": ")
            variants[line[0]].append((len(sentences) - 1, kind, wording))
        elif not line.startswith("#"):
            sentences.append(line)
    passages: list[Passage] = []
    start = 0
    for i, sentence in enumerate(sentences):
        passages.append(
            Passage(PassageId(f"{number}.{i + 1}"), number, sentence, start, start + len(sentence), i)
        )
        start += len(sentence) + 2
    at = datetime.fromisoformat(published_at).replace(tzinfo=UTC)
    return Told(field, at, tuple(passages), tuple(variants["~"]), tuple(variants["!"]))


def read_demo() -> tuple[Told, ...]:
    """Every article of the demo's world, as first published."""
    articles = sorted(load_world().articles, key=lambda one: one.published_at)
    return tuple(
        _read_article(number, "demo", one.title, "\n\n".join(one.paragraphs), one.published_at)
        for number, one in enumerate(articles, start=1)
        if one.copy_of is None
    )


def read_public(folder: Path) -> tuple[Told, ...]:
    """The articles of any set of articles that the other measures know. Raises SetAbsent."""
    return tuple(
        _read_article(
            number, one.id, one.title, "\n\n".join(one.paragraphs),
            datetime(one.day.year, one.day.month, one.day.day, 18, tzinfo=UTC),
        )
        for number, one in enumerate(read_set(folder), start=1)
    )  # fmt: skip


def _read_article(number: int, origin: str, title: str, text: str, at: datetime) -> Told:
    outlet = Outlet("outlet", "outlet.example")
    article = Article(
        id=number, url=f"https://news.example/{number}", outlet=outlet, title=title, text=text,
        published_at=at, arrived_at=at,
    )  # fmt: skip
    return Told(origin, at, read_passages(article))
