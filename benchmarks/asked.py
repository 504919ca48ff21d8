"""Our own questions about events of the demo and stories that develop, with what a good answer tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from hashlib import blake2b
from pathlib import Path

from benchmarks.developing import Play, read_developing
from benchmarks.labelled_pairs import Half
from benchmarks.sets import SetAbsent
from bot.core.editing import edit_draft
from bot.core.selection import write_draft
from bot.core.types import Article, Rules, Story, Summary
from bot.demo.articles import read_event
from bot.demo.content import load_world

OWN_ASKED = Path(__file__).parent / "own" / "asked"
OWN_UPDATES = Path(__file__).parent / "own" / "updates"
_LINE = re.compile(r"(?P<sign>[+~?!]) (?P<question>[^=]+?)(?: = (?P<right>.+?))?(?: << (?P<wrong>.+))?")


class Kind(StrEnum):
    """What is asked, by the sign before it in the files."""

    ANSWERABLE = "+"
    OFF_STORY = "~"
    ABSENT = "?"
    FALSE_PREMISE = "!"


@dataclass(frozen=True, slots=True)
class Asked:
    """`right`: wordings of which an answer must show one; `wrong`: what the question takes for granted."""

    kind: Kind
    question: str
    right: tuple[str, ...] = ()
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class AskedStory:
    """A story as it stood when it was over, with what AiBot published of it."""

    name: str
    articles: tuple[Article, ...]
    summary: Summary | None
    asked_at: datetime
    asked: tuple[Asked, ...]

    @property
    def half(self) -> Half:
        """Drawn from the name, so that nobody chose which stories were kept aside."""
        return half_of(self.name)


def half_of(name: str) -> Half:
    return Half.KEPT if blake2b(name.encode(), digest_size=2).digest()[0] % 2 else Half.TUNED


def read_asked(half: Half = Half.ALL, folder: Path = OWN_ASKED) -> tuple[AskedStory, ...]:
    """The stories by name. The form of the files is explained in demo_accidents.txt. Raises SetAbsent."""
    questions = dict(sorted(_read_questions(folder)))
    if not questions:
        raise SetAbsent(f"The data is absent: {folder} holds no questions (*.txt).")
    return tuple(_tell(name, asked) for name, asked in questions.items() if half in (Half.ALL, half_of(name)))


def _read_questions(folder: Path) -> Iterator[tuple[str, tuple[Asked, ...]]]:
    for file in sorted(folder.glob("*.txt")):
        for part in file.read_text("utf-8").split("\n# ")[1:]:
            name, *lines = part.splitlines()
            yield name.strip(), tuple(_read_line(line) for line in lines if line.strip())


def _read_line(line: str) -> Asked:
    match = _LINE.fullmatch(line.strip())
    if match is None:
        raise ValueError(f"no question: {line}")
    right = tuple(one.strip() for one in (match["right"] or "").split("|") if one.strip())
    return Asked(Kind(match["sign"]), match["question"].strip(), right, (match["wrong"] or "").strip())


def _tell(name: str, asked: tuple[Asked, ...]) -> AskedStory:
    articles = _articles_of(name)
    at = max(article.arrived_at for article in articles) + timedelta(hours=1)
    present = tuple(article for article in articles if not article.withdrawn)
    story = Story(
        id=1,
        revision=1,
        title=articles[0].title,
        created_at=articles[0].published_at,
        changed_at=at,
        write_at=at,
        written_revision=None,
    )
    rules = Rules()
    summary = edit_draft(write_draft(story, present, rules, at), story, articles, rules, at).summary
    return AskedStory(name, articles, summary, at, asked)


def _articles_of(name: str) -> tuple[Article, ...]:
    developing = _developing()
    if name not in developing:
        return read_event(load_world(), name)
    return developing[name]


@cache
def _developing() -> dict[str, tuple[Article, ...]]:
    stories = {}
    for one in read_developing(OWN_UPDATES):
        play = Play(Rules())
        for telling in (telling for batch in one.batches for telling in batch):
            play.take(telling)
        stories[one.name] = play.articles
    return stories
