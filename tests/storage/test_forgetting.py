"""What is forgotten is gone: from every table that the schema has, and from every byte of file and log."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest
import structlog
from sqlalchemy import Column, Integer, Table

from bot.core.types import Address
from bot.errors import StorageError
from bot.storage import open_storage
from bot.storage.columns import Json, UtcDateTime
from bot.storage.tables import metadata
from tests.make import make_turn

OF_A_CHAT = {
    "channels": {"platform", "chat", "thread", "title", "settings", "active", "blocked", "created_at"}
    | {"next_digest_at"},
    "targets": {"channel_id", "target_id"},
    "subscriptions": {"channel_id", "kind", "target", "since"},
    "subscription_feeds": {"subscription_id", "feed_id"},
    "bulletins": {"channel_id", "feed_id", "kind", "spell", "at", "told_at"},
    "digests": {"channel_id", "due_at", "stories", "occasion", "held"},
    "notices": {"key", "paragraphs", "buttons", "created_at"},
    "deliveries": {"channel_id", "kind", "story_id", "revision", "from_revision", "digest_id", "notice_id", "key"}
    | {"state", "due_at", "attempts", "lease_until", "message_ids", "problem", "sent_at", "offered_until"},
    "posts": {"channel_id", "kind", "story_id", "story_ids", "revision", "message_ids", "sent_at", "awaits"}
    | {"turn_id"},
    "post_messages": {"channel_id", "message_id", "post_id"},
    "feedback": {"story_id", "channel_id", "person", "useful", "revision", "at"},
    "turns": {"channel_id", "story_id", "question", "answer", "at", "record"},
    # A feed that this chat alone had named: its address may be a private one.
    "feeds": {"url", "added_as", "title", "site_url", "etag", "last_modified", "checked_at", "succeeded_at"}
    | {"next_check_at", "primed", "failures", "problem", "gone", "failing_since", "offered_until"},
    "feed_addresses": {"url", "feed_id"},
    "entries": {"feed_id", "key", "url", "title", "text", "author", "published_at", "updated_at", "arrived_at"}
    | {"state", "attempts", "read_at", "missing_since", "article_id", "offered_until"},
}
"""Rows that go with the chat, by table, with every column that they may have."""

NAMED_IN_THE_LEDGER = {"channel_id", "person"}
OF_THE_LEDGER = {"at", "purpose", "version", "endpoint", "writer", "tokens_in", "tokens_out", "cost"} | {
    "story_id",
    "state",
}
"""A row of the ledger outlives the chat, but not whose it was."""

OF_NOBODY = {
    "offers": {"url", "title", "offered_at"},
    "articles": {"feed_id", "url", "outlet_name", "outlet_domain", "title", "text", "author", "credit"}
    | {"published_at", "arrived_at", "language", "image_url", "version", "withdrawn", "from_feed", "teaser"}
    | {"planted", "story_id"},
    "stories": {"revision", "title", "created_at", "changed_at", "write_at", "written_revision", "merged_into"}
    | {"parted_from", "offered_until"},
    "summaries": {"story_id", "revision", "written_at", "body"},
    "renditions": {"story_id", "revision", "plain", "language", "body"},
    "kept_pieces": {"key", "made_at", "body"},
    "leases": {"name", "holder", "until"},
    "dialects": {"base_url", "model", "dialect"},
    "vectors": {"embedder", "digest", "vector"},
}
"""What publishers wrote, what was made of it, and what the machine remembers of itself."""

MANY = 300  # rows of each chat, so that pages are split and freed
SETTINGS = '{"rhythm":"instant","filters":[{"query":"%s","subscription_id":0}]}'


def test_every_column_has_a_rule_for_what_becomes_of_it_when_a_chat_is_forgotten() -> None:
    rules = {**OF_A_CHAT, **OF_NOBODY, "spending": NAMED_IN_THE_LEDGER | OF_THE_LEDGER}
    assert {table.name: {*table.columns.keys()} - {"id"} for table in metadata.sorted_tables} == rules


def read_bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))


class Filled:
    """A database in which two chats have rows in every table; each text of a row names whose row it is."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA foreign_keys=ON")
        self._connection.execute("PRAGMA secure_delete=ON")  # as every connection of ours has it
        self._shared: dict[str, int] = {}

    def fill(self, whose: str) -> None:
        """`whose` is one word, found in every text of every row."""
        ids = dict(self._shared)
        self._connection.execute("BEGIN")
        for table in metadata.sorted_tables:
            if table.name in OF_NOBODY and whose in ("ours", "theirs"):
                continue
            for number in range(MANY if table.name == "turns" else 1):
                ids[table.name] = self._insert(table, whose, number, ids)
        if whose not in ("ours", "theirs"):
            self._shared = {name: row for name, row in ids.items() if name in OF_NOBODY}
        self._connection.execute("COMMIT")
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def share_a_feed(self, whose: str, other: str) -> None:
        """The other chat reads the feed that the first had named, too."""
        feed = self._one("SELECT id FROM feeds WHERE url LIKE ?", f"{whose} %")
        wish = self._one("SELECT id FROM subscriptions WHERE target LIKE ?", f"{other} %")
        self._connection.execute("INSERT INTO subscription_feeds VALUES (?, ?)", (wish, feed))

    def close(self) -> None:
        self._connection.close()

    def _one(self, statement: str, value: str) -> Any:
        return self._connection.execute(statement, (value,)).fetchone()[0]

    def _insert(self, table: Table, whose: str, number: int, ids: dict[str, int]) -> int:
        values = {
            column.name: _value(column, whose, number, ids)
            for column in table.columns
            if column.name != "id" and not (column.nullable and column.name in ("merged_into", "parted_from"))
        }
        values |= _ties(table, whose, ids)
        names, marks = ", ".join(values), ", ".join("?" * len(values))
        inserted = self._connection.execute(
            f"INSERT INTO {table.name} ({names}) VALUES ({marks})",  # noqa: S608 - names of our own schema
            tuple(values.values()),
        )
        return int(inserted.lastrowid or 0)


def _value(column: Column[Any], whose: str, number: int, ids: dict[str, int]) -> Any:
    for key in column.foreign_keys:
        return ids.get(key.column.table.name)
    if isinstance(column.type, UtcDateTime):
        return "2026-03-02 12:00:00.000000"
    if column.name == "settings":
        return SETTINGS % f"{whose} settings"
    if isinstance(column.type, Json):
        return "[]" if column.name != "paragraphs" else f'["{whose} {column.name} {number} {"lorem " * 40}"]'
    if isinstance(column.type, Integer) or column.type.python_type in (bool, int):
        return 0
    if column.type.python_type is bytes:
        return whose.encode()
    if getattr(column.type, "enums", None):
        return column.type.enums[0]  # type: ignore[attr-defined]
    whose = "nobody" if column.table.name == "spending" else whose
    return f"{whose} {column.table.name} {column.name} {number} {'lorem ' * 40}"[: _longest(column)]


def _longest(column: Column[Any]) -> int:
    return getattr(column.type, "length", None) or 300


def _ties(table: Table, whose: str, ids: dict[str, int]) -> dict[str, Any]:
    """What must fit together: where a chat is, whose call of the LLM it was."""
    if table.name == "channels":
        return {"platform": "telegram", "chat": f"{whose} chat", "thread": "", "active": 1}
    if table.name == "spending":
        return {"channel_id": ids["channels"], "person": f"telegram:{whose} person", "state": "spent"}
    if table.name == "feedback":
        return {"person": f"telegram:{whose} person"}
    if table.name == "subscriptions":
        return {"kind": "feed"}
    return {}


@pytest.fixture
def filled(migrated: Path, tmp_path: Path) -> Path:
    """The folder of the database, which holds rows of nobody's, of ours and of theirs."""
    folder = tmp_path / "data"
    folder.mkdir()
    path = folder / "aibot.db"
    path.write_bytes(migrated.read_bytes())
    rows = Filled(path)
    for whose in ("nobody", "ours", "theirs"):
        rows.fill(whose)
    rows.close()
    return folder


async def test_a_chat_that_is_forgotten_is_in_no_byte_of_the_database_and_no_other_loses_anything(
    filled: Path,
) -> None:
    before = read_bytes(filled)
    assert before.count(b"ours ") > MANY
    async with open_storage(f"sqlite+aiosqlite:///{filled}/aibot.db") as storage:
        await storage.upkeep.forget_chat(Address("telegram", "ours chat"))
        await storage.upkeep.forget_person("telegram:ours person")
        after = read_bytes(filled)
        assert await storage.channels.find(Address("telegram", "theirs chat")) is not None
    assert [after[at.start() : at.end() + 60] for at in re.finditer(b"ours", after)] == []
    for whose in (b"theirs ", b"nobody "):
        assert after.count(whose) >= before.count(whose)


async def test_a_feed_that_others_read_too_stays(filled: Path) -> None:
    rows = Filled(filled / "aibot.db")
    rows.share_a_feed("ours", "theirs")
    rows.close()
    async with open_storage(f"sqlite+aiosqlite:///{filled}/aibot.db") as storage:
        before = len(await storage.feeds.list_all())
        await storage.upkeep.forget_chat(Address("telegram", "ours chat"))
        assert len(await storage.feeds.list_all()) == before


async def test_a_person_that_is_forgotten_is_in_no_byte_of_the_database(filled: Path) -> None:
    async with open_storage(f"sqlite+aiosqlite:///{filled}/aibot.db") as storage:
        await storage.upkeep.forget_person("telegram:ours person")
        after = read_bytes(filled)
    assert b"ours person" not in after
    assert b"theirs person" in after
    assert b"ours turns question" in after


async def test_a_block_outlives_what_it_was_laid_on(file_url: str) -> None:
    address = Address("telegram", "-100")
    async with open_storage(file_url) as storage:
        channel = await storage.channels.open(address, "Loud people", make_turn().at)
        await storage.channels.save_blocked(channel.address, True)
        await storage.upkeep.forget_chat(address)
        left = await storage.channels.find(address)
    assert left is not None
    assert (left.blocked, left.title) == (True, "")


async def test_what_people_wrote_stands_in_no_error_of_the_database(file_url: str) -> None:
    turn = make_turn(channel_id=99, story_id=98, question="Is my neighbour mentioned?")
    async with open_storage(file_url) as storage:
        with pytest.raises(StorageError) as caught:
            await storage.turns.add(turn)
    told = structlog.processors.format_exc_info(None, "error", {"exc_info": caught.value})["exception"]
    assert "neighbour" not in told


async def test_what_is_stored_wrongly_is_told_without_its_words(filled: Path) -> None:
    rows = sqlite3.connect(filled / "aibot.db", isolation_level=None)
    rows.execute("UPDATE channels SET settings = '{\"filters\": \"my neighbour\"}' WHERE chat = 'ours chat'")
    rows.close()
    async with open_storage(f"sqlite+aiosqlite:///{filled}/aibot.db") as storage:
        with pytest.raises(StorageError, match="does not have the form") as caught:
            await storage.channels.find(Address("telegram", "ours chat"))
    told = structlog.processors.format_exc_info(None, "error", {"exc_info": caught.value})["exception"]
    assert "neighbour" not in told
