"""Rules of the house that no linter knows: size, names, the one-sentence opening of each file."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FORBIDDEN_NAMES = {"util", "utils", "helper", "helpers", "manager", "data", "info", "common", "misc"}
LONGEST_FILE, LONGEST_FUNCTION, LONGEST_HANDLER = 400, 50, 30

Nodes = tuple[ast.AST, ...]
"""Every node of a file, its Module first."""
Rule = Callable[[Path, str, Nodes], Iterator[str]]
Faults = dict[Rule, list[str]]


def test_a_file_opens_with_its_job_and_stays_readable(faults: Faults) -> None:
    assert faults[look_at_file] == []


def test_functions_stay_short(faults: Faults) -> None:
    assert faults[look_at_functions] == []


def test_every_command_stays_small(faults: Faults) -> None:
    assert faults[look_at_handlers] == []


def test_the_core_neither_waits_nor_looks_at_the_clock(faults: Faults) -> None:
    assert faults[look_at_core] == []


def test_a_test_asserts_something_and_patches_nothing(faults: Faults) -> None:
    assert faults[look_at_tests] == []


def look_at_file(path: Path, text: str, nodes: Nodes) -> Iterator[str]:
    if text.count("\n") > LONGEST_FILE:
        yield "split it by idea"
    if path.stem in FORBIDDEN_NAMES:
        yield "say what it does"
    if text.strip():
        assert isinstance(nodes[0], ast.Module)
        opening = ast.get_docstring(nodes[0])
        if not opening:
            yield "a file opens with one sentence: its one job"
        elif not opening.split("\n\n")[0].rstrip().endswith((".", "!", "?", ":")):
            yield "it opens with a whole sentence"


def find_long(nodes: Nodes, longest: int) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            if length > longest:
                yield f"{node.name}, line {node.lineno}: {length} lines"


def look_at_functions(path: Path, text: str, nodes: Nodes) -> Iterator[str]:
    return find_long(nodes, LONGEST_FUNCTION)


def look_at_handlers(path: Path, text: str, nodes: Nodes) -> Iterator[str]:
    return find_long(nodes, LONGEST_HANDLER if path.name != "dispatch.py" else LONGEST_FUNCTION)


def look_at_core(path: Path, text: str, nodes: Nodes) -> Iterator[str]:
    for node in nodes:
        match node:
            case ast.AsyncFunctionDef() | ast.Await():
                yield f"line {node.lineno} waits"
            case ast.Attribute(
                value=ast.Name("datetime" | "date" as kind), attr="now" | "today" | "utcnow" as asked
            ):
                yield f"line {node.lineno}: {kind}.{asked}"
            case ast.Call(func=ast.Name("open" | "print" | "input" | "eval" | "exec" as called)):
                yield f"line {node.lineno}: {called}"


def look_at_tests(path: Path, text: str, nodes: Nodes) -> Iterator[str]:
    for node in nodes:
        match node:
            case ast.Attribute(value=ast.Name("monkeypatch"), attr="setattr"):
                yield f"line {node.lineno}: use a fake at the far edge"
            case ast.ImportFrom() | ast.Import():
                names = {alias.name for alias in node.names} | {getattr(node, "module", "") or ""}
                if any("unittest.mock" in imported or imported == "mock" for imported in names):
                    yield f"line {node.lineno}: no mocks"


RULES: dict[Rule, tuple[str, ...]] = {
    look_at_file: ("bot", "handlers", "benchmarks", "tests"),
    look_at_functions: ("bot", "handlers", "benchmarks"),
    look_at_handlers: ("handlers",),
    look_at_core: ("bot/core",),
    look_at_tests: ("tests",),
}


@pytest.fixture(scope="module")
def faults() -> Faults:
    """What each rule finds in the files of its folders, each file parsed once and none kept."""
    found: Faults = {rule: [] for rule in RULES}
    for folder in RULES[look_at_file]:
        for path in sorted((ROOT / folder).rglob("*.py")):
            place = path.relative_to(ROOT)
            text = path.read_text(encoding="utf-8")
            nodes = tuple(ast.walk(ast.parse(text)))
            for rule, folders in RULES.items():
                if any(place.is_relative_to(one) for one in folders):
                    found[rule] += [f"{place}: {fault}" for fault in rule(path, text, nodes)]
    return found
