"""Brings a database's tables up to date, and tells whether they are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, text

from bot.errors import StorageError
from bot.storage.database import Database, find_file, open_engine, read_url

if TYPE_CHECKING:  # alembic costs most of a second to import, and only these roles need it
    from alembic.config import Config

_FOLDER = Path(__file__).parent / "migrations"
_LOCK = 0x41694_26F74  # any number that no other program on the same PostgreSQL uses


async def migrate(url: str) -> str:
    """Runs what migrations are missing, in one transaction; the revision the database is at afterwards.

    Two processes may do so at once: the second waits, and finds nothing left to do. Raises StorageError.
    """
    # Rebuilding a table on SQLite drops the old one, which would empty the tables that refer to it.
    async with open_engine(url, foreign_keys=False) as engine, Database(engine).write() as connection:
        if connection.dialect.name == "postgresql":
            await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        return await connection.run_sync(_upgrade)


async def is_current(url: str) -> bool:
    """Whether every migration has run. An SQLite file that does not exist is not made. Raises StorageError."""
    if _lacks_file(url):
        return False
    async with open_engine(url) as engine, Database(engine).read() as connection:
        return await connection.run_sync(_find_revision) == _newest()


def _lacks_file(url: str) -> bool:
    path = find_file(read_url(url))
    return path is not None and not path.exists()


def _upgrade(connection: Connection) -> str:
    from alembic import command
    from alembic.util import CommandError

    try:
        command.upgrade(_configure(connection), "head")
    except CommandError as error:
        raise StorageError(
            f"The database cannot be brought up to date; it may be of a later version of AiBot: {error}"
        ) from error
    return _find_revision(connection) or ""


def _find_revision(connection: Connection) -> str | None:
    from alembic.runtime.migration import MigrationContext

    return MigrationContext.configure(connection).get_current_revision()


def _newest() -> str | None:
    from alembic.script import ScriptDirectory

    return ScriptDirectory.from_config(_configure(None)).get_current_head()


def _configure(connection: Connection | None) -> Config:
    from alembic.config import Config

    config = Config()
    # Alembic's options are format strings, in which a percent sign must be doubled.
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
