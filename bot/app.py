"""Open every edge as the settings say, yield the App, close in reverse order."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot import tasks
from bot.broker import open_broker
from bot.catalogues import read_catalogues
from bot.config import Config
from bot.core.saying import ENGLISH, Catalogue, tell_text
from bot.core.types import Option
from bot.errors import ConfigError
from bot.ports import App, Clock, Embedder, Llm, Platform, Storage
from bot.storage import is_current, migrate, open_storage
from bot.web import WebSettings, open_web

if TYPE_CHECKING:
    from bot.platforms.telegram_webhook import Hook

NO_CATALOGUES: Mapping[str, Catalogue] = {}


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandLine:
    """A command as platforms register it; the words as in `handlers.Command`."""

    name: str
    usage: str
    help: str
    manages: bool
    asks: str = ""
    hidden: bool = False
    part_of: str = ""
    operators: bool = False
    options: tuple[Option, ...] = ()


@asynccontextmanager
async def open_app(
    config: Config,
    *,
    commands: Sequence[CommandLine] = (),
    clock: Clock | None = None,
    console: Console | None = None,
    allowed: frozenset[tuple[str, int]] = frozenset(),
) -> AsyncIterator[App]:
    """Everything a process needs to do its work, with the tasks of the river connected.

    `allowed`: addresses on this machine that may be read although they are private (the demo's outlets).
    Raises ConfigError when the database is not up to date and may not be migrated without being asked.
    """
    clock = clock or SystemClock()
    async with AsyncExitStack() as edges:
        await prepare_database(config)
        storage = await edges.enter_async_context(open_storage(config.storage_url, config.owner_of))
        web = await edges.enter_async_context(open_web(web_settings(config, allowed), clock))
        llm = await open_llm_of(config, storage, clock, edges)
        catalogues = read_catalogues()
        platforms = await open_platforms(
            config, edges=edges, commands=commands, catalogues=catalogues, console=console, clock=clock
        )
        broker = await edges.enter_async_context(open_broker())
        app = App(
            storage=storage,
            web=web,
            llm=llm,
            embedder=await open_embedder_of(config, storage, clock, edges),
            broker=broker,
            platforms=platforms,
            clock=clock,
            rules=config.rules,
            catalogues=catalogues,
        )
        tasks.connect(broker, app)
        yield app


async def prepare_database(config: Config) -> None:
    """Brings a SQLite database up to date; a shared one is left to the operator. Raises ConfigError then."""
    url = config.storage_url
    try:
        on_sqlite = make_url(url).get_backend_name() == "sqlite"
    except (ArgumentError, ValueError):  # their words may hold the password
        raise ConfigError(
            "storage.url (or DATABASE_URL) is not the address of a database; "
            "write sqlite+aiosqlite:///data/aibot.db, for example."
        ) from None
    if on_sqlite:
        await migrate(url)
    elif not await is_current(url):
        raise ConfigError("The database is not up to date. Stop every AiBot process and run: aibot migrate")


def _journal_of(url: str) -> Path | None:
    """The console's journal stands beside the SQLite file it belongs to; there is none for other databases."""
    address = make_url(url)
    if address.get_backend_name() != "sqlite" or not address.database or address.database == ":memory:":
        return None
    return Path(address.database).with_suffix(".console.jsonl")


def web_settings(config: Config, allowed: frozenset[tuple[str, int]] = frozenset()) -> WebSettings:
    web = config.web
    return WebSettings(
        user_agent=web.user_agent,
        deadline=timedelta(seconds=web.timeout_seconds),
        parse_deadline=timedelta(seconds=web.timeout_seconds),
        feed_bytes=int(web.limit_mib * 1024 * 1024),
        visits_at_once=web.concurrency,
        visits_per_host=web.per_host,
        host_pause=timedelta(seconds=web.pause_seconds),
        obey_robots=web.robots,
        allowed=allowed,
    )


async def open_llm_of(config: Config, storage: Storage, clock: Clock, edges: AsyncExitStack) -> Llm | None:
    """The endpoints of the settings, None when they name none."""
    if not config.llm.in_order:
        return None
    from bot.llm import EndpointSettings, open_llms

    endpoints = [
        EndpointSettings(
            name=one.name,
            base_url=one.base_url,
            model=one.model,
            api_key=config.find_key(one.key_env),
            timeout=timedelta(seconds=one.timeout_seconds),
            concurrency=one.concurrency,
            context_tokens=one.context_tokens or None,
            price=one.price,
        )
        for one in config.llm.in_order
    ]
    limits, currency = config.llm.limits, config.llm.currency
    return await edges.enter_async_context(
        open_llms(endpoints, storage=storage, limits=limits, currency=currency, now=clock.now)
    )


async def open_embedder_of(
    config: Config, storage: Storage, clock: Clock, edges: AsyncExitStack
) -> Embedder | None:
    """The embeddings endpoint of the settings, None when they name none."""
    chosen = config.llm.embeddings
    if not chosen.base_url:
        return None
    from bot.llm import EndpointSettings, open_embedder

    endpoint = EndpointSettings(
        name="embeddings",
        base_url=chosen.base_url,
        model=chosen.model,
        api_key=config.find_key(chosen.key_env),
        timeout=timedelta(seconds=chosen.timeout_seconds),
        price=chosen.price,
    )
    limits, currency = config.llm.limits, config.llm.currency
    return await edges.enter_async_context(
        open_embedder(endpoint, storage, limits=limits, currency=currency, now=clock.now)
    )


async def open_platforms(
    config: Config,
    *,
    edges: AsyncExitStack,
    commands: Sequence[CommandLine] = (),
    catalogues: Mapping[str, Catalogue] = NO_CATALOGUES,
    console: Console | None = None,
    clock: Clock | None = None,
) -> Mapping[str, Platform]:
    """Every platform whose token is set, and the console where it is wanted. `catalogues`: the languages in which
    the commands are listed besides English."""
    opened: list[Platform] = []
    if config.telegram_token:
        from bot.platforms.telegram import open_telegram

        token = config.telegram_token.get_secret_value()
        opened.append(
            await edges.enter_async_context(
                open_telegram(
                    token,
                    base_url=config.telegram.base_url or None,
                    commands=tell_menus(commands, catalogues),
                    catalogues=catalogues,
                    hook=_telegram_hook(config),
                )
            )
        )
    if config.discord_token:
        from bot.platforms.discord import open_discord

        token = config.discord_token.get_secret_value()
        opened.append(
            await edges.enter_async_context(open_discord(token, commands=commands, catalogues=catalogues))
        )
    if config.uses_console:
        from bot.platforms.console import open_console

        journal = _journal_of(config.storage_url)
        opened.append(
            await edges.enter_async_context(
                open_console(console, journal=journal, now=(clock or SystemClock()).now)
            )
        )
    return {platform.name: platform for platform in opened}


def tell_menus(
    commands: Sequence[CommandLine], catalogues: Mapping[str, Catalogue]
) -> Mapping[str, tuple[CommandLine, ...]]:
    """The commands by language, as a platform lists them to people of each; English for everybody else."""
    told = {
        language: tuple(replace(one, help=tell_text(one.help, catalogues, language)) for one in commands)
        for language in catalogues
    }
    return {ENGLISH: tuple(commands), **told}


def _telegram_hook(config: Config) -> Hook | None:
    """Where Telegram posts its updates to; None where we poll for them."""
    if not config.telegram.webhook_url or config.telegram_webhook_secret is None:
        return None
    from bot.platforms.telegram_webhook import Hook

    return Hook(
        url=config.telegram.webhook_url,
        secret=config.telegram_webhook_secret.get_secret_value(),
        host=config.telegram.webhook_host,
        port=config.telegram.webhook_port,
    )


async def counts_line(storage: Storage) -> str:
    """How much there is, in one line for people."""
    count = await storage.count()
    return (
        f"{count.feeds} feeds · {count.articles} articles · {count.stories} stories · "
        f"{count.summaries} pieces · {count.deliveries_sent} posts"
    )
