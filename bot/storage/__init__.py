"""The database: SQLAlchemy Core, async, behind `bot.ports.Storage`."""

from bot.storage.migrating import is_current, migrate
from bot.storage.opening import open_storage

__all__ = ["is_current", "migrate", "open_storage"]
