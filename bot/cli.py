"""The command line: run, demo, story, check, migrate, healthy. The only importer of handlers.

Each command imports what it works with, so that a health check or a page of help need not load everything.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Coroutine
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, TypeVar

import typer
from rich.console import Console
from rich.markup import escape

from bot import __version__
from bot.errors import AiBotError, ConfigError

if TYPE_CHECKING:
    from bot.app import CommandLine
    from bot.config import Config

app = typer.Typer(
    help="AiBot: a news desk in a chat.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,
)

_T = TypeVar("_T")
_DEFAULT_FILE = Path("config.toml")
ConfigOption = Annotated[Path, typer.Option("--config", "-c", help="The settings file.", envvar="AIBOT_CONFIG")]


def menu() -> tuple[CommandLine, ...]:
    """The command table as platforms register it."""
    from bot.app import CommandLine
    from handlers import COMMANDS
    from handlers.options import OPTIONS

    return tuple(
        CommandLine(
            name=c.name,
            usage=c.usage,
            help=c.help,
            manages=c.manages,
            asks=c.asks,
            hidden=c.hidden,
            part_of=c.part_of,
            operators=c.operators,
            options=OPTIONS.get(c.name, ()),
        )
        for c in COMMANDS
    )


@app.command()
def run(config: ConfigOption = _DEFAULT_FILE) -> None:
    """Check feeds, write stories, serve Telegram, Discord or the console, until stopped."""
    from bot.serving import serve
    from handlers.dispatch import NewsDesk

    settings = _load(config)
    _run(serve(settings, menu(), NewsDesk))


@app.command()
def demo(
    once: Annotated[
        bool, typer.Option("--once", help="No prompt: show the posts, two questions, and leave.")
    ] = False,
    data: Annotated[
        Path | None, typer.Option("--data", help="Keep everything in this folder; go on there.")
    ] = None,
    seconds: Annotated[float, typer.Option("--seconds", min=0, help="How long the two days should take.")] = 40,
    llm: Annotated[
        str, typer.Option("--llm", help="An OpenAI-compatible address that shall write; its key in LLM_API_KEY.")
    ] = "",
    model: Annotated[str, typer.Option("--model", help="The LLM's name at that address.")] = "default",
    language: Annotated[
        str, typer.Option("--language", help="Posts come translated by the LLM: German, fr, …")
    ] = "original",
) -> None:
    """Two days of an invented world on this machine: no key, no token, no internet."""
    from bot.config import load
    from bot.logs import start_logging
    from bot.show import show_demo
    from handlers.dispatch import NewsDesk

    start_logging("warning")
    endpoint = {
        "AIBOT_LLM__BASE_URL": llm,
        "AIBOT_LLM__MODEL": model,
        "LLM_API_KEY": os.environ.get("LLM_API_KEY", ""),
    }
    settings = load(None, endpoint if llm else {})
    with ExitStack() as stack:
        folder = data or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="aibot-demo-")))
        length = timedelta(seconds=0 if once else seconds)
        show = show_demo(
            settings, folder, Console(), menu(), NewsDesk, length=length, talk=not once, language=language
        )
        _run(show)


@app.command()
def story(
    number: Annotated[int | None, typer.Argument(help="The number of a story in the database.")] = None,
    config: ConfigOption = _DEFAULT_FILE,
    demo: Annotated[str, typer.Option("--demo", help="An event of the demo instead: pier-ferry.")] = "",
    evidence: Annotated[
        bool,
        typer.Option("--evidence/--no-evidence", help="What every sentence rests on, and what was left out."),
    ] = True,
) -> None:
    """One story as it reads, and what every sentence of it rests on."""
    from bot.config import load
    from bot.one_story import find_story, show_story, write_demo_story

    if (number is None) == (not demo):
        _fail(
            "Name one story: a number (aibot story 12) or an event of the demo (aibot story --demo pier-ferry)."
        )
    try:
        if number is not None:
            summary = _run(find_story(_load(config), number))
        else:
            summary = write_demo_story(load(None, {}), demo)
    except AiBotError as error:
        _fail(str(error))
    show_story(summary, Console(), evidence=evidence)


@app.command()
def check(config: ConfigOption = _DEFAULT_FILE) -> None:
    """Try config, database, tokens, LLM endpoint and every feed, and say what to mend."""
    from bot.checkup import check_everything
    from bot.logs import start_logging

    settings = _load(config)
    start_logging("error")
    if not _run(check_everything(settings, Console())):
        raise typer.Exit(1)


@app.command()
def migrate(config: ConfigOption = _DEFAULT_FILE) -> None:
    """Bring the database up to date."""
    from bot.storage import migrate as migrate_database

    settings = _load(config)

    async def bring() -> None:
        print(f"The database is up to date (revision {await migrate_database(settings.storage_url)}).")

    _run(bring())


@app.command()
def healthy(config: ConfigOption = _DEFAULT_FILE) -> None:
    """Exit 0 if the bot that uses these settings is alive (for container health checks)."""
    from bot.heartbeat import is_alive

    settings = _load(config)
    if not is_alive(settings):
        _fail("No sign of life: the heartbeat file is missing or old.")


@app.command()
def version() -> None:
    """The version of AiBot."""
    print(__version__)


def main() -> None:
    """What `aibot` and `python -m bot` start."""
    app()


def _load(path: Path) -> Config:
    from bot.config import load
    from bot.logs import start_logging

    try:
        settings = load(path, os.environ)
    except ConfigError as error:
        _fail(*error.mistakes)
    start_logging(settings.log.level, settings.log.format)
    return settings


def _run(work: Coroutine[Any, Any, _T]) -> _T:
    try:
        return asyncio.run(work)
    except KeyboardInterrupt:
        raise typer.Exit(130) from None
    except ConfigError as error:
        _fail(*error.mistakes)
    except AiBotError as error:
        _fail(str(error))


def _fail(*mistakes: str) -> NoReturn:
    """Says what to mend, one mistake a line, and ends with exit code 1."""
    console = Console(stderr=True)
    for mistake in mistakes:
        console.print(f"[bold red]✗[/] {escape(mistake)}", highlight=False, soft_wrap=True)
    raise typer.Exit(1)
