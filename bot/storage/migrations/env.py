"""Runs migrations on the connection that `bot.storage.migrating` hands over, in its transaction."""

from alembic import context

from bot.storage.tables import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=connection.dialect.name == "sqlite",  # SQLite alters a table only by rebuilding it
)
with context.begin_transaction():
    context.run_migrations()
