"""Logging: structlog for ours and for the libraries', text for people or JSON for machines, without secrets."""

from __future__ import annotations

import logging
import sys
from typing import Literal, TextIO

import structlog

_CHATTY = {
    "apscheduler": logging.ERROR,  # a tick that overlaps the next is no news
    "httpx": logging.WARNING,  # writes whole URLs, and a Telegram URL holds the token
    "httpcore": logging.WARNING,
    "httpx2": logging.WARNING,  # the same of the LLM's client
    "httpcore2": logging.WARNING,
    "openai": logging.WARNING,
    "sqlalchemy": logging.WARNING,  # would write statements with what people wrote
    "aiosqlite": logging.WARNING,
    "trafilatura": logging.CRITICAL,
    "htmldate": logging.CRITICAL,
    "discord": logging.WARNING,
    "telegram": logging.WARNING,
    "alembic": logging.WARNING,
    "taskiq": logging.WARNING,
}


class _TerminalHandler(logging.Handler):
    """Writes to what stands for stderr when a line comes: a progress bar or a prompt moves aside for it."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            sys.stderr.write(self.format(record) + "\n")
            sys.stderr.flush()
        except Exception:  # noqa: BLE001 - as every handler of the library: a line is not worth a crash
            self.handleError(record)


def start_logging(
    level: str = "info", form: Literal["text", "json"] = "text", stream: TextIO | None = None
) -> None:
    """Everything goes to `stream` (stderr when None), so that the console stays a chat."""
    drawn_on = stream is None and sys.stderr.isatty()
    stream = stream or sys.stderr
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    if form == "json":
        tail: list[structlog.typing.Processor] = [
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ]
    else:
        # A traceback with local variables would show tokens and people's questions.
        plain = structlog.dev.plain_traceback
        tail = [structlog.dev.ConsoleRenderer(colors=stream.isatty(), exception_formatter=plain)]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    handler = _TerminalHandler() if drawn_on else logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *tail],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name, quiet in _CHATTY.items():
        logging.getLogger(name).setLevel(max(quiet, root.level))
