"""Vectors of texts, kept so that each text is paid for once."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

from sqlalchemy import select

from bot.core.meaning import Vector
from bot.storage.database import Database
from bot.storage.rows import insert_into
from bot.storage.tables import vectors

_AT_ONCE = 500  # SQLite takes a limited number of parameters


class Vectors:
    """`VectorStore` on the database. Numbers are kept as 32-bit floats, as servers make them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, embedder: str, digests: Sequence[str]) -> Mapping[str, Vector]:
        found: dict[str, Vector] = {}
        for start in range(0, len(digests), _AT_ONCE):
            some = digests[start : start + _AT_ONCE]
            wanted = select(vectors.c.digest, vectors.c.vector).where(
                vectors.c.embedder == embedder, vectors.c.digest.in_(some)
            )
            async with self._database.look() as connection:
                found |= {digest: _unpack(packed) for digest, packed in await connection.execute(wanted)}
        return found

    async def save(self, embedder: str, vectors_of: Mapping[str, Vector]) -> None:
        rows = [
            {"embedder": embedder, "digest": digest, "vector": struct.pack(f"<{len(vector)}f", *vector)}
            for digest, vector in sorted(vectors_of.items())  # two who save the same do not wait for each other
        ]
        if rows:
            async with self._database.write() as connection:
                await connection.execute(insert_into(connection, vectors).on_conflict_do_nothing(), rows)


def _unpack(packed: bytes) -> Vector:
    return struct.unpack(f"<{len(packed) // 4}f", packed)
