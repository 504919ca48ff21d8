"""What happened to a feed that those who read it should hear of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class BulletinKind(StrEnum):
    FAILING = "failing"  # it has failed for long
    RECOVERED = "recovered"  # it works again, after that
    MOVED = "moved"  # it has another address for good
    GONE = "gone"  # its outlet closed it
    SILENT = "silent"  # it answers, and brings nothing new, against its habit


@dataclass(frozen=True, slots=True)
class Bulletin:
    """`spell` tells one time from the next: since when it fails, or brought its last entry (ISO 8601), or the
    address it had and the one it has, parted by a space. The same kind and spell is told once."""

    kind: BulletinKind
    spell: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelBulletin:
    """A bulletin of a feed for one channel that reads it."""

    id: int
    channel_id: int
    feed_id: int
    kind: BulletinKind
    spell: str
    at: datetime
