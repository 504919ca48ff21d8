"""`aibot check`: try everything the settings name, and say in plain words what to mend."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import timedelta

from rich.console import Console
from rich.progress import Progress
from rich.text import Text

from bot.app import (
    SystemClock,
    counts_line,
    open_embedder_of,
    open_llm_of,
    open_platforms,
    prepare_database,
    web_settings,
)
from bot.config import Config, ConsoleConfig
from bot.config_llm import EndpointConfig
from bot.core.types import EndpointCheck
from bot.errors import AiBotError
from bot.ports import Web
from bot.storage import open_storage
from bot.web import open_web

_LONGEST = timedelta(seconds=60)
"""For one check; what hangs longer is reported as not answering."""


async def check_everything(config: Config, console: Console) -> bool:
    """Prints a line for each thing tried; true when all is well. Feeds that fail are named one by one."""
    console.print(_line(True, "Settings", "read, no mistakes."))
    results = [
        await _try(console, "Database", lambda: _check_database(config)),
        *await _check_llms(config, console),
        *await _check_embedder(config, console),
        *await _check_platforms(config, console),
        await _check_feeds(config, console),
    ]
    good = all(results)
    console.print("\nAll is well: `aibot run` can start." if good else "\nMend what is marked ✗ and check again.")
    return good


async def _try(console: Console, name: str, check: Callable[[], Awaitable[str]]) -> bool:
    good, words = await _outcome(check)
    console.print(_line(good, name, words))
    return good


async def _outcome(check: Callable[[], Awaitable[str]]) -> tuple[bool, str]:
    try:
        async with asyncio.timeout(_LONGEST.total_seconds()):
            return True, await check()
    except AiBotError as error:
        return False, str(error)
    except TimeoutError:
        return False, f"No answer within {_LONGEST.seconds} seconds."


def _line(good: bool, name: str, words: str) -> Text:
    mark = Text("✓ ", style="green") if good else Text("✗ ", style="bold red")
    return Text.assemble(mark, (f"{name}: ", "bold"), words)


async def _check_database(config: Config) -> str:
    await prepare_database(config)
    async with open_storage(config.storage_url) as storage:
        return f"up to date; it holds {await counts_line(storage)}."


async def _check_llms(config: Config, console: Console) -> list[bool]:
    """A line for each endpoint, the preferred first; what it understands is remembered for the bot."""
    if not config.llm.in_order:
        console.print(_line(True, "LLM", "none set; the built-in writer does the work."))
        return [True]
    try:
        async with AsyncExitStack() as edges:
            storage = await edges.enter_async_context(open_storage(config.storage_url))
            llm = await open_llm_of(config, storage, SystemClock(), edges)
            checks = await llm.check() if llm is not None else ()
    except AiBotError as error:
        checks = (EndpointCheck("LLM", False, str(error)),)
    for check, endpoint in zip(checks, config.llm.in_order, strict=False):
        words = f"{check.words} {_price(endpoint, config.llm.currency)}" if check.good else check.words
        where = "" if check.good else f" The address in the settings is {endpoint.base_url}."
        console.print(_line(check.good, f"LLM {check.name}" if config.llm.endpoints else "LLM", words + where))
    return [check.good for check in checks]


async def _check_embedder(config: Config, console: Console) -> list[bool]:
    async with AsyncExitStack() as edges:
        storage = await edges.enter_async_context(open_storage(config.storage_url))
        embedder = await open_embedder_of(config, storage, SystemClock(), edges)
        if embedder is None:
            return []
        check = await embedder.check()
    console.print(_line(check.good, "Embeddings", check.words))
    return [check.good]


def _price(endpoint: EndpointConfig, currency: str) -> str:
    if not (endpoint.price_in or endpoint.price_out):
        return "No price is set."
    return f"{endpoint.price_in:g} {currency} a million tokens in, {endpoint.price_out:g} out."


async def _check_platforms(config: Config, console: Console) -> list[bool]:
    # The console needs no check, and opening its journal would disturb a bot that is writing there.
    silent = config.model_copy(update={"console": ConsoleConfig(use="off")})
    try:
        async with AsyncExitStack() as edges:
            platforms = await open_platforms(silent, edges=edges)
            if not platforms:
                console.print(_line(True, "Chats", "no token is set; the console is the chat."))
            return [
                await _try(console, name.capitalize(), platform.check) for name, platform in platforms.items()
            ]
    except AiBotError as error:
        console.print(_line(False, "Chats", str(error)))
        return [False]


async def _check_feeds(config: Config, console: Console) -> bool:
    if not config.bundles:
        console.print(_line(True, "Feeds", "no bundles are set up; people subscribe to feeds of their own."))
        return True
    urls = sorted({url for bundle in config.bundles.values() for url in bundle.feeds})
    async with open_web(web_settings(config), SystemClock()) as web:
        with Progress(console=console, transient=True) as progress:
            bar = progress.add_task("Feeds", total=len(urls))

            async def check(url: str) -> tuple[str, bool, str]:
                good, words = await _outcome(lambda: _check_feed(web, url))
                progress.advance(bar)
                return url, good, words

            results = await asyncio.gather(*(check(url) for url in urls))
    failing = [(url, words) for url, good, words in results if not good]
    console.print(_line(not failing, "Feeds", f"{len(urls) - len(failing)} of {len(urls)} answer with a feed."))
    for url, words in failing:
        console.print(Text.assemble(("  ✗ ", "red"), f"{url}: {words}"))
    return not failing


async def _check_feed(web: Web, url: str) -> str:
    fetch = await web.fetch_feed(url)
    return f"{len(fetch.feed.entries) if fetch.feed else 0} entries"
