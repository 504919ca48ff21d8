"""SQLAlchemy's dialects under which every statement is compiled once a process, not once a database.

Most tests open a database of their own, and compiling its statements anew took a fifth to a third of what they
cost. A bot has one database and compiles each statement once too.
"""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import Engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite


class _Alike:
    """Any is like any other, since all are opened alike: what was compiled for one is taken for all."""

    compiled: ClassVar[dict[Any, Any]]

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self)

    def __hash__(self) -> int:
        return hash(type(self))

    @classmethod
    def engine_created(cls, engine: Engine) -> None:
        engine.update_execution_options(compiled_cache=cls.compiled)


class OneDialect(_Alike, SQLiteDialect_aiosqlite):
    supports_statement_cache = True
    compiled: ClassVar[dict[Any, Any]] = {}


class OnePostgres(_Alike, PGDialect_asyncpg):
    supports_statement_cache = True
    compiled: ClassVar[dict[Any, Any]] = {}


def compile_once() -> None:
    """Engines that are made from now on compile together."""
    registry.register("sqlite.aiosqlite", OneDialect.__module__, OneDialect.__name__)
    registry.register("postgresql.asyncpg", OnePostgres.__module__, OnePostgres.__name__)
