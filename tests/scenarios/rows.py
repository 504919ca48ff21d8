"""Short words for the rows of the tables of scenarios."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.scenarios.acting import DISCORD, Scenario, Sees, Step, Way, Who


def row(name: str, *steps: Step, on: tuple[str, ...] | None = None) -> Scenario:
    return Scenario(name, steps, on) if on else Scenario(name, steps)


def step(way: Way) -> Any:
    def taking(
        words: str,
        *text: str,
        who: Who = "boss",
        file: bytes = b"",
        differs: Mapping[str, Sees] | None = None,
        **sees: Any,
    ) -> Step:
        return Step(way, words, Sees(text, **sees), who, file, differs or {})

    return taking


say, press, fill, reply = step(Way.SAY), step(Way.PRESS), step(Way.FILL), step(Way.REPLY)
mention, confide, attach, news = step(Way.MENTION), step(Way.CONFIDE), step(Way.ATTACH), step(Way.NEWS)

NOT_OFFERED = {DISCORD: Sees(offered=False)}
"""Discord itself hides a managing command from whoever may not use it, as the server's owner has it."""

WITHHELD = {DISCORD: Sees(("Begin it with AiBot's name",))}
"""Discord shows no bot the words of a reply to the answer to a command, unless they name it."""

STORY_BUTTONS = ("/story 1", "/sources 1", "/ask 1", "/follow 1", "/rate 1 up", "/rate 1 down")
