"""SQLAlchemy's dialect of SQLite under which every statement is compiled once a process, not once a database.

Most tests open a database of their own, and compiling its statements anew took a fifth to a third of what they
cost. A bot has one database and compiles each statement once too.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite

_COMPILED: dict[Any, Any] = {}


class OneDialect(SQLiteDialect_aiosqlite):
    """Any is like any other, since all are opened alike: what was compiled for one is taken for all."""

    supports_statement_cache = True

    def __eq__(self, other: object) -> bool:
        return type(other) is OneDialect

    def __hash__(self) -> int:
        return hash(OneDialect)

    @classmethod
    def engine_created(cls, engine: Engine) -> None:
        engine.update_execution_options(compiled_cache=_COMPILED)


def compile_once() -> None:
    """Engines that are made from now on compile together."""
    registry.register("sqlite.aiosqlite", OneDialect.__module__, OneDialect.__name__)
