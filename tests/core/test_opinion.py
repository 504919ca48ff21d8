"""Columns are told from reports by label, address, voice and argument."""

from __future__ import annotations

import pytest

from bot.core.opinion import is_opinion
from tests.make import make_article

REPORT = "The council of Riverton closed the bridge on Tuesday, the mayor said. Cars take the ferry."
ESSAY = "Bridges are promises that one bank makes to the other. A city that forgets it has forgotten itself."


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "OPINION: The bridge was a warning"},
        {"title": "The Post's view on the bridge: a warning"},
        {"url": "https://post.example/opinion/2026/bridge"},
        {"title": "On bridges", "text": "I never trusted it. We all knew. My father had warned me. It fell."},
        {"title": "Why Riverton is wrong about its bridge", "text": ESSAY},
        {"title": "Riverton should close every bridge", "text": ESSAY},
    ],
)
def test_what_argues_is_opinion(changes: dict[str, str]) -> None:
    assert is_opinion(make_article(**{"title": "Bridge closed", "text": REPORT} | changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Mayor says Riverton should close every bridge"},
        {"title": "'We must close it': mayor on Riverton's bridge"},
        {"title": "Why the bridge was closed"},
        {"title": "US closes its bridges to lorries"},
        {"text": "“I never trusted it,” said the mayor. “We all knew.” The bridge was closed."},
    ],
)
def test_what_reports_is_none(changes: dict[str, str]) -> None:
    assert not is_opinion(make_article(**{"title": "Bridge closed", "text": REPORT} | changes))
