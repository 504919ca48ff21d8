"""Under which heading stories stand: against labels by hand, and against the section an outlet put them in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.copied import read_copied
from benchmarks.developing import read_developing
from benchmarks.labelled_pairs import Half
from benchmarks.quizzes import read_packed
from benchmarks.report import Figure, Measured, Report
from benchmarks.sets import SetAbsent, read_lines, set_name
from bot.core.topics import Topic, choose_topics
from bot.core.types import Article, Outlet
from bot.demo.articles import read_event
from bot.demo.content import load_world

OWN_HEADINGS = Path(__file__).parent / "own" / "topics.txt"
OWN_UPDATES = Path(__file__).parent / "own" / "updates"
_LEAST_WORDS = 8  # of a line that is a story's

# What the two papers of the set call their sections, where a section is one of our headings and nothing else.
_SECTIONS = {
    "politics": Topic.POLITICS, "elections": Topic.POLITICS, "world": Topic.WORLD, "asia": Topic.WORLD,
    "europe": Topic.WORLD, "china": Topic.WORLD, "money": Topic.BUSINESS, "business": Topic.BUSINESS,
    "investing": Topic.BUSINESS, "sports": Topic.SPORT, "sport": Topic.SPORT, "soccer": Topic.SPORT,
    "entertainment": Topic.CULTURE, "tech": Topic.TECHNOLOGY, "health": Topic.HEALTH, "weather": Topic.DISASTERS,
    "science": Topic.SCIENCE, "climate": Topic.CLIMATE,
}  # fmt: skip
_CATEGORIES = {
    "sports": Topic.SPORT,
    "technology": Topic.TECHNOLOGY,
    "entertainment": Topic.CULTURE,
    "business": Topic.BUSINESS,
    "health": Topic.HEALTH,
    "science": Topic.SCIENCE,
}


@dataclass(frozen=True, slots=True)
class Headed:
    """A story with the headings an editor would take, the best first; its articles' addresses tell nothing."""

    name: str
    articles: tuple[Article, ...]
    headings: tuple[Topic, ...]

    @property
    def half(self) -> Half:
        return Half.KEPT if blake2b(self.name.encode(), digest_size=2).digest()[0] % 2 else Half.TUNED


def measure_headings(stories: Sequence[Headed], title: str) -> Report:
    told = [(story, choose_topics(story.articles)) for story in stories]
    shown = [(story, topics) for story, topics in told if topics]
    right = [story for story, topics in shown if topics[0] in story.headings]
    by_topic = Counter(story.headings[0] for story in stories)
    right_by = Counter(story.headings[0] for story, topics in shown if topics[0] in story.headings)
    figures: dict[str, Figure] = {
        "stories": len(stories),
        "told under a heading": Measured(len(shown) / len(stories), n=len(stories)),
        "of those, right": Measured(len(right) / max(1, len(shown)), n=len(shown)),
        "a second heading is told": sum(len(topics) > 1 for _, topics in shown),
    }
    figures |= {f"{topic}: right of all": f"{right_by[topic]} of {n}" for topic, n in sorted(by_topic.items())}
    rows = [
        {"name": story.name, "title": story.articles[0].title, "label": story.headings, "told": topics}
        for story, topics in told
        if not topics or topics[0] not in story.headings
    ]
    return Report(f"headings: {title}", figures, rows)


def read_own_headings(half: Half = Half.ALL) -> tuple[Headed, ...]:
    """The demo's, the developing and the copied stories, with headings by hand. Raises LookupError when a label
    names no story, or a story has no label."""
    labels = dict(_read_labels(OWN_HEADINGS.read_text("utf-8")))
    articles = dict(_own_articles())
    if unmatched := set(labels) ^ set(articles):
        raise LookupError(f"{OWN_HEADINGS.name}: labels and stories differ in {', '.join(sorted(unmatched))}.")
    stories = (Headed(name, articles[name], headings) for name, headings in labels.items())
    return tuple(story for story in stories if half in (Half.ALL, story.half))


def _read_labels(text: str) -> Iterator[tuple[str, tuple[Topic, ...]]]:
    for line in text.splitlines():
        if line and not line.startswith("#"):
            name, *topics = line.split()
            yield name, tuple(Topic(topic) for topic in topics)


def _own_articles() -> Iterator[tuple[str, tuple[Article, ...]]]:
    world = load_world()
    for event in sorted({article.event for article in world.articles}):
        yield f"demo/{event}", read_event(world, event)
    for story in read_developing(OWN_UPDATES):
        told = [telling for batch in story.batches for telling in batch]
        yield f"updates/{story.name}", tuple(_article(t.title, t.text, n) for n, t in enumerate(told, start=1))
    for copied in read_copied():
        yield f"copies/{copied.name}", tuple(told.article for told in copied.told)


def read_headings(folder: Path | None, half: Half = Half.ALL) -> tuple[Headed, ...]:
    """A public set's articles, one a story, under their section or category; without a folder our own stories.
    Raises SetAbsent."""
    if folder is None:
        return read_own_headings(half)
    if set_name(folder) not in _READERS:
        raise SetAbsent(f"{folder} is none of the sets with sections: {', '.join(_READERS)} (SET/dev).")
    return tuple(story for story in _READERS[set_name(folder)](folder) if half in (Half.ALL, story.half))


def _read_documents(folder: Path) -> Iterator[Headed]:
    """News pages with their sections in the address; what stands in two sections or in none is left out."""
    seen = set()
    for row in read_packed(folder / "docs.jsonl.gz"):
        folders = urlsplit(row["url"]).path.lower().split("/")[1:-1]
        topics = {_SECTIONS[part] for part in folders if part in _SECTIONS}
        if len(topics) == 1 and row["url"] not in seen and row["text"].strip():
            seen.add(row["url"])
            yield Headed(row["url"], (_article(row["title"], _body(row["text"])),), tuple(topics))


def _body(text: str) -> str:
    """Without what such pages have above the story: dates, hints, the writer's line."""
    lines = [line.strip() for line in text.splitlines() if len(line.split()) > _LEAST_WORDS]
    return "\n\n".join(lines)


def _read_facts(folder: Path) -> Iterator[Headed]:
    by_title: dict[str, list[Mapping[str, str]]] = {}
    for row in read_lines(folder / "evidence_facts.jsonl"):
        by_title.setdefault(row["title"], []).append(row)
    for title, rows in by_title.items():
        text = "\n\n".join(row["fact"] for row in rows)
        yield Headed(title, (_article(title, text),), (_CATEGORIES[rows[0]["category"]],))


def _article(title: str, text: str, number: int = 1) -> Article:
    at = datetime(2026, 3, 10, 6, 0, tzinfo=UTC)
    return Article(
        id=number,
        url=f"https://outlet-{number}.example/{number}",
        outlet=Outlet(f"Outlet {number}", f"outlet-{number}.example"),
        title=title,
        text=text,
        published_at=at,
        arrived_at=at,
    )


_READERS: Mapping[str, Callable[[Path], Iterator[Headed]]] = {
    "realtimeqa-2026": _read_documents,
    "multihop-rag-500": _read_facts,
}
