"""A rehearsal run from end to end, and what came of it as plain records that tests can judge.

`python -m tests.rehearsed FOLDER EVENT…` rehearses a few of the demo's events in a process of its own, so that it
can be killed and started again.
"""

from __future__ import annotations

import io
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from rich.console import Console

from bot.cli import menu
from bot.config import Config
from bot.core.types import Article, Delivery, Story, Summary
from bot.demo.content import load_world
from bot.demo.world import World
from bot.platforms.console_journal import Record, read_record
from bot.ports import Storage
from bot.rehearsal import CHANNEL, Rehearsal, open_rehearsal
from handlers.dispatch import NewsDesk
from tests.fakes import plain
from tests.make import make_person, make_request

JOURNAL = "aibot.console.jsonl"
LONG_AGO = timedelta(days=365)
MINUTES = timedelta(minutes=30)


@dataclass(frozen=True, kw_only=True)
class Told:
    """One story as it stands at the end: its articles, and every piece that was written of it, oldest first."""

    story: Story
    articles: tuple[Article, ...]
    pieces: tuple[Summary, ...]
    deliveries: tuple[Delivery, ...]

    @property
    def newest(self) -> Summary:
        return self.pieces[-1]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """All that a rehearsal left behind. `waiting`: what is planned and not sent."""

    told: tuple[Told, ...]
    journal: tuple[Record, ...]
    waiting: int
    events: Mapping[str, str]  # of each article's address, without host and port: "outlet/slug"
    answers: Mapping[str, str]  # what was answered to each question asked

    def event_of(self, article: Article) -> str:
        return self.events[key_of(article)]

    def of_event(self, event: str) -> tuple[Told, ...]:
        return tuple(told for told in self.told if any(self.event_of(a) == event for a in told.articles))

    @property
    def posted(self) -> str:
        """All that was ever shown in the chat."""
        return "\n".join(record.text or "" for record in self.journal)


def key_of(article: Article) -> str:
    return f"{article.url.partition('://')[2].partition('.')[0]}/{article.url.rstrip('/').rpartition('/')[2]}"


def choose_events(events: Collection[str]) -> World:
    """The demo's world with these events only, from just before the first to the last thing that happens."""
    world = load_world()
    articles = tuple(article for article in world.articles if article.event in events)
    happening = [version.at for article in articles for version in article.versions]
    happening += [article.retracted_at for article in articles if article.retracted_at]
    return replace(world, articles=articles, starts_at=min(happening) - MINUTES, ends_at=max(happening))


async def rehearse(world: World, folder: Path, questions: Mapping[str, Sequence[str]] | None = None) -> Outcome:
    """Runs the world in the folder as fast as it goes; then asks the questions about the events' stories."""
    console = Console(file=io.StringIO(), width=100)
    async with open_rehearsal(world, Config(), console=console, commands=menu(), folder=folder) as rehearsal:
        await rehearsal.run(step=timedelta(minutes=10))
        outcome = await _collect(rehearsal, folder)
        answers: dict[str, str] = {}
        for event, asked in (questions or {}).items():
            (told,) = outcome.of_event(event)
            for question in asked:
                answers[question] = await _ask(rehearsal, told.story.id, question)
        return replace(outcome, answers=answers)


async def _ask(rehearsal: Rehearsal, story_id: int, question: str) -> str:
    request = make_request(f"/ask {story_id} {question}", address=CHANNEL, person=make_person())
    answer = await NewsDesk(rehearsal.app).answer(request)
    assert answer is not None
    return plain(answer)


async def _collect(rehearsal: Rehearsal, folder: Path) -> Outcome:
    storage, world = rehearsal.app.storage, rehearsal.site.world
    stories = await storage.stories.list_active(world.starts_at - LONG_AGO)
    counts = await storage.count()
    return Outcome(
        told=tuple([await _tell(storage, story) for story in stories]),
        journal=read_journal(folder),
        waiting=counts.deliveries_waiting,
        events={
            f"{article.outlet}/{version.slug}": article.event
            for article in world.articles
            for version in article.versions
        },
        answers={},
    )


async def _tell(storage: Storage, story: Story) -> Told:
    pieces = [
        await storage.stories.find_summary(story.id, revision)
        for revision in range(1, (story.written_revision or 0) + 1)
    ]
    return Told(
        story=story,
        articles=await storage.articles.list_of_story(story.id),
        pieces=tuple(piece for piece in pieces if piece is not None),
        deliveries=await storage.deliveries.list_of_story(story.id),
    )


def read_journal(folder: Path) -> tuple[Record, ...]:
    """What stands in the console's journal so far; a line that is being written is left out."""
    path = folder / JOURNAL
    content = path.read_bytes() if path.exists() else b""
    return tuple(read_record(line) for line in content[: content.rfind(b"\n") + 1].splitlines())
