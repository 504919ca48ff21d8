"""Rules of the house that no linter knows: size, names, the one-sentence opening of each file."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FOLDERS = ("bot", "handlers", "benchmarks", "tests")
FORBIDDEN_NAMES = {"util", "utils", "helper", "helpers", "manager", "data", "info", "common", "misc"}
LONGEST_FILE, LONGEST_FUNCTION = 400, 50


def files(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", files(*FOLDERS), ids=name)
def test_a_file_opens_with_its_job_and_stays_readable(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST_FILE, "split it by idea"
    assert path.stem not in FORBIDDEN_NAMES, "say what it does"
    if not text.strip():
        return
    tree = ast.parse(text)
    opening = ast.get_docstring(tree)
    assert opening, "a file opens with one sentence: its one job"
    assert opening.split("\n\n")[0].rstrip().endswith((".", "!", "?", ":")), "a whole sentence"


@pytest.mark.parametrize("path", files("bot", "handlers", "benchmarks"), ids=name)
def test_functions_stay_short(path: Path) -> None:
    for function in functions(ast.parse(path.read_text(encoding="utf-8"))):
        length = (function.end_lineno or 0) - function.lineno + 1
        assert length <= LONGEST_FUNCTION, f"{function.name}, line {function.lineno}: {length} lines"


@pytest.mark.parametrize("path", files("bot/core"), ids=name)
def test_the_core_neither_waits_nor_looks_at_the_clock(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        assert not isinstance(node, ast.AsyncFunctionDef | ast.Await), f"line {getattr(node, 'lineno', 0)}"
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            looked = (node.value.id, node.attr)
            assert looked not in {("datetime", "now"), ("date", "today"), ("datetime", "utcnow")}, looked
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in {"open", "print", "input", "eval", "exec"}, node.func.id


@pytest.mark.parametrize("path", files("tests"), ids=name)
def test_a_test_asserts_something_and_patches_nothing(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            assert (getattr(node.value, "id", ""), node.attr) != ("monkeypatch", "setattr"), (
                "use a fake at the far edge"
            )
        if isinstance(node, ast.ImportFrom | ast.Import):
            names = {alias.name for alias in node.names} | {getattr(node, "module", "") or ""}
            assert not any("unittest.mock" in imported or imported == "mock" for imported in names)


def test_every_command_stays_small() -> None:
    for path in files("handlers"):
        if path.name == "dispatch.py":
            continue
        for function in functions(ast.parse(path.read_text(encoding="utf-8"))):
            length = (function.end_lineno or 0) - function.lineno + 1
            assert length <= 30, f"{path.name} {function.name}: {length} lines"
