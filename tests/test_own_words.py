"""Every text of AiBot's own that people read is a whole Phrase, so that it can be told in their language."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import bot.errors
from bot.errors import DeliveryError, LlmError, SourceError, UserError

ROOT = Path(__file__).parent.parent
FOLDERS = (
    "handlers",
    "bot/core",
    "bot/steps",
    "bot/web",
    "bot/writing",
    "bot/platforms",
    "bot/llm",
    "bot/storage",
)
TOLD = {"say", "Span", "Button"}
DROPPING = {"drop_unsent", "drop_held", "drop_notice"}
ERRORS = {
    name
    for name, kind in vars(bot.errors).items()
    if isinstance(kind, type) and issubclass(kind, UserError | SourceError | DeliveryError | LlmError)
}
PHRASES = {"tr", "trn", "joined", "listed", "capital", "clipped", "recalled"}
WORDS = re.compile(r"[A-Za-z]{2,}")  # "2. " and " · " are no words


Rule = Callable[[ast.AST], str]
"""What is wrong with a node, if anything is."""
Faults = dict[Rule, list[str]]


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
        case ast.Tuple(elts) | ast.List(elts) | ast.BoolOp(values=elts):
            for one in elts:
                yield from find_plain(one)
        case ast.Starred(value):
            yield from find_plain(value)


def told_in(call: ast.Call) -> list[ast.expr]:
    """What of the call's arguments a person reads."""
    name = name_of(call)
    if name == "say":
        return list(call.args)
    if name in DROPPING:  # why is told by /why and /status, in the language of the chat
        return call.args[-1:]
    return call.args[:1] if name in TOLD | ERRORS else []


@pytest.mark.parametrize(
    "said",
    [
        'say("Nothing here.")',
        'say(tr("One."), f"Story {number} is gone.")',
        'Span("Today" if today else tr("Now"))',
        'Button("Why", action)',
        'StoryNotFound("There is none.")',
        'Span(name + " is here")',
        'await drop_unsent(connection, which, f"Taken over by story {number}.")',
    ],
)
def test_plain_words_are_found(said: str) -> None:
    (call,) = (node for node in ast.walk(ast.parse(said)) if isinstance(node, ast.Call) and name_of(node) != "tr")
    assert any(list(find_plain(told)) for told in told_in(call))


def test_no_words_are_said_that_cannot_be_told_in_another_language(faults: Faults) -> None:
    assert faults[find_plain_words] == []


def test_a_phrase_is_never_cut_into_or_built_on(faults: Faults) -> None:
    """An f-string or a sum with a phrase in it, or a method of str on one, is English for good."""
    assert faults[find_broken_phrases] == []


def test_what_is_looked_up_in_the_catalogues_is_written_out(faults: Faults) -> None:
    assert faults[find_unwritten] == []


def find_plain_words(node: ast.AST) -> str:
    if not isinstance(node, ast.Call):
        return ""
    plain = [ast.unparse(one) for told in told_in(node) for one in find_plain(told)]
    return f"wrap it in tr(): {plain}" if plain else ""


def find_broken_phrases(node: ast.AST) -> str:
    match node:
        case ast.BinOp(left=one, op=ast.Add(), right=other):
            parts = [one, other]
        case ast.FormattedValue(value):
            parts = [value]
        case ast.Call(func=ast.Attribute(value=value)):
            parts = [value]
        case _:
            return ""
    broken = any(isinstance(part, ast.Call) and name_of(part) in PHRASES for part in parts)
    return f"not on a phrase: {ast.unparse(node)}" if broken else ""


def find_unwritten(node: ast.AST) -> str:
    if not isinstance(node, ast.Call):
        return ""
    words = node.args[: {"tr": 1, "trn": 2}.get(name_of(node), 0)]
    written = all(isinstance(word, ast.Constant) and isinstance(word.value, str) for word in words)
    return "" if written else f"write it out: {ast.unparse(node)}"


MAKERS = {"saying.py", "recalling.py"}
"""Where phrases are made, out of words that are given."""
RULES: dict[Rule, set[str]] = {find_plain_words: set(), find_broken_phrases: set(), find_unwritten: MAKERS}


@pytest.fixture(scope="module")
def faults() -> Faults:
    """What each rule finds in all files but those that it does not hold for, each parsed once and none kept."""
    found: Faults = {rule: [] for rule in RULES}
    for path in files():
        rules = [rule for rule, excepted in RULES.items() if path.name not in excepted]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for rule in rules:
                if fault := rule(node):
                    found[rule].append(f"{path.relative_to(ROOT)}, line {node.lineno}: {fault}")  # type: ignore[attr-defined]
    return found
