"""The console's memory: every post by its key, one JSON line each, so that a restart shows nothing twice."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.core.types import Address
from bot.errors import ConfigError


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A post as it stands. A later record with the same id is its edit; `text` None says it was deleted.

    `key` is None for an answer to a command, which nobody sends twice.
    """

    id: str
    key: str | None
    address: Address
    text: str | None
    at: datetime


class Journal:
    """All posts in memory and, with a path, on disk. Without a path it forgets when the process ends."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._posts: dict[str, Record] = {}
        self._ids: dict[str, str] = {}
        self._last = 0
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._load(path)

    def _load(self, path: Path) -> None:
        """A line that a crash cut short is cut off; its post was never shown, so it will be sent again."""
        content = path.read_bytes() if path.exists() else b""
        whole = content[: content.rfind(b"\n") + 1]
        for number, line in enumerate(whole.split(b"\n")[:-1], start=1):
            try:
                self._remember(read_record(line))
            except (ValueError, KeyError, TypeError) as error:
                raise ConfigError(
                    f"Line {number} of the console's journal {path} is no record of it. Mend or move the file."
                ) from error
        if len(whole) != len(content):
            os.truncate(path, len(whole))

    def _remember(self, record: Record) -> None:
        self._posts[record.id] = record
        if record.key is not None:
            self._ids[record.key] = record.id
        self._last = max(self._last, int(record.id))

    def next_id(self) -> str:
        return str(self._last + 1)

    def find_key(self, key: str) -> str | None:
        """The id of what was sent under this key."""
        return self._ids.get(key)

    def find(self, message_id: str) -> Record | None:
        """The post as it stands now, None when there is none or it was deleted."""
        record = self._posts.get(message_id)
        return record if record is not None and record.text is not None else None

    def append(self, record: Record) -> None:
        """Returns once the record is on the disk."""
        if self._path is not None:
            with self._path.open("ab") as file:
                file.write(write_record(record))
                file.flush()
                os.fsync(file.fileno())
        self._remember(record)

    def forget(self, chat: str, at: datetime) -> None:
        """Every post of the chat, in memory and on the disk. Of the last one its number stays, so that none is
        given again."""
        left = [record for record in self._posts.values() if record.address.chat != chat]
        last = Record(id=str(self._last), key=None, address=Address("console", ""), text=None, at=at)
        if self._path is not None:
            whole = self._path.with_suffix(".new")
            with whole.open("wb") as file:
                file.writelines(map(write_record, [*left, last]))
                file.flush()
                os.fsync(file.fileno())
            whole.replace(self._path)
        self._posts, self._ids = {}, {}
        for record in (*left, last):
            self._remember(record)


def write_record(record: Record) -> bytes:
    fields: dict[str, Any] = asdict(record) | {"at": record.at.isoformat()}
    return json.dumps(fields, ensure_ascii=False).encode() + b"\n"


def read_record(line: bytes) -> Record:
    fields = json.loads(line)
    return Record(
        id=fields["id"],
        key=fields["key"],
        address=Address(**fields["address"]),
        text=fields["text"],
        at=datetime.fromisoformat(fields["at"]),
    )
