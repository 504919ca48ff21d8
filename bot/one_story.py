"""`aibot story`: one story as it reads, and what every sentence of it rests on."""

from __future__ import annotations

from rich.console import Console

from bot.app import prepare_database
from bot.config import Config
from bot.core.editing import edit_draft
from bot.core.evidence import compose_evidence
from bot.core.messages import compose_story
from bot.core.selection import write_draft
from bot.core.types import Story, Summary
from bot.demo.articles import read_event
from bot.demo.content import load_world
from bot.errors import StoryNotFound
from bot.platforms.console_render import render_message
from bot.storage import open_storage


async def find_story(config: Config, story_id: int) -> Summary:
    """The newest piece of a story in the database. Raises StoryNotFound."""
    await prepare_database(config)
    async with open_storage(config.storage_url) as storage:
        summary = await storage.stories.find_summary(story_id)
    if summary is None:
        raise StoryNotFound(f"The database holds no piece of a story {story_id}.")
    return summary


def write_demo_story(config: Config, event: str) -> Summary:
    """The piece of an event of the demo, from all its articles at once. Raises StoryNotFound."""
    world = load_world()
    articles = tuple(article for article in read_event(world, event) if not article.withdrawn)
    if not articles:
        raise StoryNotFound(f"The demo tells of no “{event}”. Its events: {', '.join(world.events)}.")
    now = world.ends_at
    story = Story(id=1, title=articles[0].title, created_at=now, changed_at=now, write_at=now)
    rules = config.rules
    summary = edit_draft(write_draft(story, articles, rules, now), story, articles, rules, now).summary
    if summary is None:
        raise StoryNotFound(f"Nothing of “{event}” can be published checked.")
    return summary


def show_story(summary: Summary, console: Console, *, evidence: bool) -> None:
    """Prints the whole piece, and with `evidence` each sentence above its passages."""
    links = console.is_terminal
    console.print(render_message(compose_story(summary), links=links))
    if evidence:
        console.print()
        console.print(render_message(compose_evidence(summary), links=links))
