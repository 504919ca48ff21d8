"""The measure of markup: it sees what is alive on each platform, and finds nothing alive in what we send."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.injection import measure_injection
from benchmarks.strict_reading import find_clicked, find_live
from bot.core.types import Message, Paragraph, Span

OURS = "https://harbour.example/a"
STRINGS = (
    "<script>alert(1)</script>",
    '"><svg onload=alert(1)//',
    "[x](https://evil.example) @everyone <@1> /stop",
    "\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\",
    "</b></a></pre>&lt;&#60;",
    "evil.example/login @evil_helper",
)


def test_a_link_that_is_not_ours_is_seen_on_every_platform() -> None:
    message = Message(blocks=(Paragraph((Span("See "), Span("this", url="https://evil.example/x"))),))
    places = {found.split(":")[0] for found in find_live(message, (OURS,))}
    assert places == {"telegram", "discord", "terminal"}
    assert list(find_live(message, ("https://evil.example/x",))) == []


def test_what_a_client_makes_clickable_by_itself_is_seen() -> None:
    html = 'See evil.com, https:\u2060//x.test, @evil_helper or /stop, and <a href="https://harbour.example/a">a.com</a>.'
    assert list(find_clicked(html, of_story=True)) == ["evil.com", "@evil_helper", "/stop"]
    assert "/stop" not in list(find_clicked(html, of_story=False))


@pytest.mark.parametrize("text", STRINGS)
def test_no_string_comes_alive(tmp_path: Path, text: str) -> None:
    folder = tmp_path / "html-injection" / "dev"
    folder.mkdir(parents=True)
    (folder / "strings.jsonl").write_text(json.dumps({"text": text, "source": "own"}), encoding="utf-8")
    figures = measure_injection(folder).figures
    alive = {name: figure for name, figure in figures.items() if name.startswith("one comes alive")}
    assert len(alive) == 3
    assert all(getattr(figure, "value", 1) == 0 for figure in alive.values())
