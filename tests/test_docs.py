"""The documents say what the program does: commands, settings and links that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.config import SECRETS, Config
from handlers import MENU
from tests.scenarios.tables import SCENARIOS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])

COMMAND_ROW = re.compile(r"^\| `?/([a-z]+)", re.MULTILINE)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)")
FEATURE_ROW = re.compile(r"^\| (?!feature|---)([^|]+) \|[^|]+\|[^|]+\|[^|]+\|([^|]+)\|[^|]*\|$", re.MULTILINE)
PROOF = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
SCENARIO = re.compile(r"scenario “([^”]+)”")
HEADING = re.compile(r"^#+\s+(.+)$", re.MULTILINE)


def test_the_table_of_commands_is_the_one_the_bot_answers_from() -> None:
    assert COMMAND_ROW.findall(README) == [command.name for command in MENU]


def test_every_section_of_the_settings_is_explained() -> None:
    sections = set(Config.model_fields) - set(SECRETS.values())
    assert [section for section in sorted(sections) if not re.search(rf"`\[?{section}[\].`]", README)] == []


@pytest.mark.parametrize("name", sorted(SECRETS))
def test_every_secret_is_named(name: str) -> None:
    assert f"`{name}`" in README


def test_the_two_commands_come_first() -> None:
    first, second = re.findall(r"^make \w+", README, re.MULTILINE)[:2]
    assert (first, second) == ("make demo", "make test")


def test_every_feature_has_a_proof_and_every_proof_exists() -> None:
    rows = FEATURE_ROW.findall((ROOT / "docs" / "features.md").read_text(encoding="utf-8"))
    assert len(rows) > 60
    names = {scenario.name for scenario in SCENARIOS}
    for feature, proof in rows:
        tests, scenarios = PROOF.findall(proof), SCENARIO.findall(proof)
        assert tests or scenarios, f"nothing proves “{feature}”"
        assert [name for name in scenarios if name not in names] == []
        for path, name in tests:
            assert f"def {name}(" in (ROOT / path).read_text(encoding="utf-8"), f"there is no {path}::{name}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_within_the_repository_leads_somewhere(document: Path) -> None:
    for target in LINK.findall(document.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        linked = (document.parent / path) if path else document
        assert linked.exists(), f"{document.name} links to {target}"
        if anchor and linked.suffix == ".md":
            assert anchor in anchors(linked), f"{document.name} links to {target}"


def anchors(document: Path) -> set[str]:
    """As GitHub makes them of headings."""
    headings = HEADING.findall(document.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
