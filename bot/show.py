"""`aibot demo`: two days of an invented world before the eyes of a newcomer, then the chat is theirs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn
from rich.text import Text

from bot.app import CommandLine, counts_line
from bot.config import Config
from bot.core.settings import read_setting
from bot.core.types import ChannelSettings, Person, Request
from bot.demo.content import load_world
from bot.demo.expected import Expected, load_expected
from bot.ports import App, Desk
from bot.rehearsal import CHANNEL, Rehearsal, open_rehearsal

_STEP = timedelta(minutes=20)
_DEALT_WITH = timedelta(hours=2)  # every feed is asked each hour, and a story waits a third of one
_STEPS_A_COUNT = 3
_PERSON = Person("console", "you")
_ASKED_ABOUT = "pier-ferry"


async def show_demo(
    config: Config,
    folder: Path,
    console: Console,
    commands: Sequence[CommandLine],
    make_desk: Callable[[App], Desk],
    *,
    length: timedelta,
    talk: bool,
    language: str = "original",
) -> None:
    """Runs the two days in about `length` of real time (0: as fast as it goes), posts appearing as they come.

    They come in `language` as `/settings language` takes it, where there is an LLM that can translate them.
    With `talk` the person is then left in the chat; without, one answered and one refused question are shown.
    """
    wanted = read_setting(ChannelSettings(), "language", language)
    world = load_world()
    console.print(_welcome(len(world.outlets), len(world.articles), world.starts_at), highlight=False)
    async with open_rehearsal(world, config, console=console, commands=commands, folder=folder) as rehearsal:
        channel = rehearsal.channel
        settings = replace(channel.settings, language=wanted.language)
        await rehearsal.app.storage.channels.save_settings(channel.id, settings, channel.next_digest_at)
        await _run_with_progress(rehearsal, console, length)
        desk = make_desk(rehearsal.app)
        if talk:
            console.print(_invitation(rehearsal.site.url), highlight=False)
            await rehearsal.app.platforms["console"].run(desk)
        else:
            await _ask_two_questions(rehearsal, desk, console)


def _welcome(outlets: int, articles: int, starts_at: datetime) -> Text:
    first_day = f"{starts_at:%A, %B} {starts_at.day}, {starts_at.year}"
    return Text.assemble(
        ("AiBot demo\n", "bold"),
        f"{outlets} invented outlets are served on this machine. From {first_day} on they publish {articles} "
        "articles in two days.\nAiBot checks their feeds, sees which articles tell of one event, writes one "
        "checked piece about it and posts it below.\n",
    )


def _invitation(url: str) -> Text:
    return Text.assemble(
        "\nThe two days are over; the chat is yours. Try: ",
        ("/story 1", "bold"),
        ", a question about a story in plain words, ",
        ("/help", "bold"),
        ", ",
        ("/quit", "bold"),
        f". The outlets' own pages: {url}\n",
    )


async def _run_with_progress(rehearsal: Rehearsal, console: Console, length: timedelta) -> None:
    starts_at, ends_at = rehearsal.clock.now(), rehearsal.ends_at
    steps = max(1, int((ends_at - starts_at) / _STEP))
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=20),
        TextColumn("{task.fields[standing]}"),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        bar = progress.add_task("", total=steps, standing="")

        line, steps_told = "", 0

        async def standing(now: datetime) -> None:
            nonlocal line, steps_told
            if steps_told % _STEPS_A_COUNT == 0:  # counting reads every table
                line = await counts_line(rehearsal.app.storage)
            steps_told += 1
            progress.update(bar, advance=1, description=f"{now:%a %d %b %H:%M}", standing=line)

        await rehearsal.run(
            step=_STEP, pause=length.total_seconds() / steps, shown=standing, dealt_with=_DEALT_WITH
        )
    console.print(
        f"{rehearsal.clock.now():%a %d %b %H:%M} · {await counts_line(rehearsal.app.storage)}", highlight=False
    )


async def _ask_two_questions(rehearsal: Rehearsal, desk: Desk, console: Console) -> None:
    """As a person would type them: one that the sources answer, one that they do not."""
    expected = load_expected()[_ASKED_ABOUT]
    story_id = await _story_of(rehearsal, expected)
    for place, question in enumerate((expected.question, expected.unanswerable)):
        console.print(Text(f"› /ask {story_id} {question}", style="bold"))
        answer = await desk.answer(Request(address=CHANNEL, person=_PERSON, text=f"/ask {story_id} {question}"))
        if answer is not None:
            await rehearsal.app.platforms["console"].send(CHANNEL, answer, key=f"demo-{story_id}-{place}")


async def _story_of(rehearsal: Rehearsal, expected: Expected) -> int:
    for story in await rehearsal.app.storage.stories.list_active(rehearsal.site.world.starts_at):
        for article in await rehearsal.app.storage.articles.list_of_story(story.id):
            if any(article.url.endswith("/" + key.partition("/")[2]) for key in expected.articles):
                return story.id
    raise LookupError(f"no article of {expected.event} was read")
