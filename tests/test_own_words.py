"""Every text of AiBot's own that people read is a whole Phrase, so that it can be told in their language."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import bot.errors
from bot.errors import DeliveryError, LlmError, SourceError, UserError

ROOT = Path(__file__).parent.parent
FOLDERS = ("handlers", "bot/core", "bot/steps", "bot/web", "bot/writing", "bot/platforms", "bot/llm")
TOLD = {"say", "Span", "Button"}
ERRORS = {
    name
    for name, kind in vars(bot.errors).items()
    if isinstance(kind, type) and issubclass(kind, UserError | SourceError | DeliveryError | LlmError)
}
PHRASES = {"tr", "trn", "joined", "listed", "capital", "clipped", "recalled"}
WORDS = re.compile(r"[A-Za-z]{2,}")  # "2. " and " · " are no words


def files() -> list[Path]:
    return sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))


def name_of(call: ast.Call) -> str:
    match call.func:
        case ast.Name(name) | ast.Attribute(attr=name):
            return name
    return ""


def find_plain(node: ast.expr) -> Iterator[ast.expr]:
    """Words written out where a person would read them, through conditions, sums and lists of them."""
    match node:
        case ast.Constant(str(text)) if WORDS.search(text):
            yield node
        case ast.JoinedStr(values):
            # A command as it is typed ("/ask 3") is the same everywhere.
            written = "".join(str(one.value) for one in values if isinstance(one, ast.Constant))
            if WORDS.search(written) and not written.startswith("/"):
                yield node
        case ast.IfExp(body=one, orelse=other) | ast.BinOp(left=one, right=other):
            yield from find_plain(one)
            yield from find_plain(other)
        case ast.Tuple(elts) | ast.List(elts):
            for one in elts:
                yield from find_plain(one)
        case ast.Starred(value):
            yield from find_plain(value)


def told_in(call: ast.Call) -> list[ast.expr]:
    """What of the call's arguments a person reads."""
    name = name_of(call)
    if name == "say":
        return list(call.args)
    return call.args[:1] if name in TOLD | ERRORS else []


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in nodes(path) if isinstance(node, ast.Call))


@pytest.mark.parametrize(
    "said",
    [
        'say("Nothing here.")',
        'say(tr("One."), f"Story {number} is gone.")',
        'Span("Today" if today else tr("Now"))',
        'Button("Why", action)',
        'StoryNotFound("There is none.")',
        'Span(name + " is here")',
    ],
)
def test_plain_words_are_found(said: str) -> None:
    (call,) = (node for node in ast.walk(ast.parse(said)) if isinstance(node, ast.Call) and name_of(node) != "tr")
    assert any(list(find_plain(told)) for told in told_in(call))


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_words_are_said_that_cannot_be_told_in_another_language(path: Path) -> None:
    for call in calls(path):
        for told in told_in(call):
            plain = [ast.unparse(one) for one in find_plain(told)]
            assert not plain, f"line {call.lineno}: wrap it in tr(): {plain}"


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_phrase_is_never_cut_into_or_built_on(path: Path) -> None:
    """An f-string or a sum with a phrase in it, or a method of str on one, is English for good."""
    for node in nodes(path):
        match node:
            case ast.BinOp(left=one, op=ast.Add(), right=other):
                parts = [one, other]
            case ast.FormattedValue(value):
                parts = [value]
            case ast.Call(func=ast.Attribute(value=value)):
                parts = [value]
            case _:
                continue
        made = [part for part in parts if isinstance(part, ast.Call) and name_of(part) in PHRASES]
        assert not made, f"line {made[0].lineno}: {ast.unparse(node)}"


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_what_is_looked_up_in_the_catalogues_is_written_out(path: Path) -> None:
    if path.name in {"saying.py", "recalling.py"}:
        return  # where phrases are made
    for call in calls(path):
        count = {"tr": 1, "trn": 2}.get(name_of(call), 0)
        for argument in call.args[:count]:
            assert isinstance(argument, ast.Constant), f"line {call.lineno}: {ast.unparse(argument)}"
            assert isinstance(argument.value, str), f"line {call.lineno}: {ast.unparse(argument)}"
