"""Column types that keep AiBot's values whole on every database: times, clean and sortable text, JSON records."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import BigInteger, DateTime, Dialect, Enum, Integer, Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator

Id = BigInteger().with_variant(Integer, "sqlite")
"""SQLite counts up only a column declared exactly INTEGER; elsewhere ids are 64 bits wide."""

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time, kept as UTC. A naive one is refused: nobody could say when it was."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"A time without a zone cannot be stored: {value.isoformat()}.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        # SQLite keeps no zone, PostgreSQL answers in the session's.
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Words(TypeDecorator[str]):
    """Text from anywhere. NUL and lone surrogates, which no database takes, become U+FFFD."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else _UNSTORABLE.sub("\ufffd", value)


class Json(TypeDecorator[Any]):
    """A value of one declared type as JSON text, read back equal and strictly checked.

    What cannot be written or read as that type raises pydantic's ValidationError or
    PydanticSerializationError, which `Database` turns into a StorageError.
    """

    impl = Text
    cache_ok = True

    def __init__(self, kind: Any) -> None:
        super().__init__()
        self.kind = kind
        self._adapter: TypeAdapter[Any] = TypeAdapter(kind)

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else encode(self._adapter, value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else decode(self._adapter, value)


def encode(adapter: TypeAdapter[Any], value: Any) -> str:
    """The value as JSON text. Refuses a value that is not of the adapter's type."""
    return adapter.dump_json(adapter.validate_python(value, strict=True), warnings="error").decode()


def decode(adapter: TypeAdapter[Any], text: str) -> Any:
    """The value that `encode` wrote. Refuses text that lacks a field or holds a wrong type."""
    return adapter.validate_json(text, strict=True)


class Spelled(FunctionElement[str]):
    """Text to sort by as it is spelled, character by character: each PostgreSQL sorts as people somewhere do."""

    inherit_cache = True


@compiles(Spelled)
def _sort_by_spelling(element: Spelled, compiler: SQLCompiler, **options: Any) -> str:
    text = compiler.process(element.clauses, **options)
    return f'{text} COLLATE "C"' if compiler.dialect.name == "postgresql" else text


def choice(kind: type[StrEnum]) -> Enum:
    """A column that holds one of the enumeration's values, as its plain word."""
    return Enum(
        kind, native_enum=False, length=20, values_callable=lambda members: [member.value for member in members]
    )
