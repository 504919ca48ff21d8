"""The database: SQLAlchemy Core, async, behind `bot.ports.Storage`."""
