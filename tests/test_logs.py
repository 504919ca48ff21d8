"""Logs: no secret in them, in either form, not even in a traceback."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from contextlib import redirect_stderr
from typing import Literal

import pytest
import structlog

from bot.logs import start_logging


@pytest.fixture(autouse=True)
def _logging_as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def fail_with(token: str) -> None:
    assert token
    raise RuntimeError("broken")


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_traceback_tells_where_but_not_the_values_of_variables(form: Literal["text", "json"]) -> None:
    stream = io.StringIO()
    start_logging("info", form, stream)
    try:
        fail_with("".join(("s3", "cret")))  # the line itself stands in a traceback
    except RuntimeError:
        structlog.get_logger("bot.test").exception("a task failed")
    assert "RuntimeError: broken" in stream.getvalue()
    assert "fail_with" in stream.getvalue()
    assert "s3cret" not in stream.getvalue()


def test_json_is_one_object_a_line_with_level_name_and_time() -> None:
    stream = io.StringIO()
    start_logging("info", "json", stream)
    structlog.get_logger("bot.test").info("started", feeds=3)
    logging.getLogger("elsewhere").warning("odd")
    ours, theirs = (json.loads(line) for line in stream.getvalue().splitlines())
    assert (ours["event"], ours["feeds"], ours["level"], ours["logger"]) == ("started", 3, "info", "bot.test")
    assert (theirs["event"], theirs["logger"]) == ("odd", "elsewhere")
    assert ours["timestamp"].endswith("Z")


@pytest.mark.parametrize("name", ["httpx", "httpx2", "httpcore2.http11", "openai", "sqlalchemy.engine.Engine"])
def test_libraries_that_write_addresses_with_tokens_and_what_people_wrote_are_silenced(name: str) -> None:
    stream = io.StringIO()
    start_logging("debug", "text", stream)
    logging.getLogger(name).info("POST https://api.telegram.example/bot123:s3cret/getMe")
    assert stream.getvalue() == ""


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("begun", "through"), [(Terminal(), True), (io.StringIO(), False)])
def test_on_a_terminal_a_line_goes_through_whoever_draws_there_and_into_a_file_straight(
    begun: io.StringIO, through: bool
) -> None:
    above_the_bar = io.StringIO()  # as a progress bar puts itself in the place of the error stream
    with redirect_stderr(begun):
        start_logging("warning")
    with redirect_stderr(above_the_bar):
        structlog.get_logger("bot.test").warning("a feed fails")
    assert ("a feed fails" in above_the_bar.getvalue()) == through
    assert ("a feed fails" in begun.getvalue()) != through
