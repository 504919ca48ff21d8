"""Each command, button and setting as its platform would send it, and what people would see of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio

from bot.core.settings_menu import SETTINGS
from bot.core.types import Page
from handlers import COMMANDS, MENU
from tests.bracketed import Theirs, is_told, texts_of
from tests.databases import QUICK_BESIDE_IT
from tests.make import at
from tests.scenarios.acting import CONSOLE, PLATFORMS, Numbers, Scenario, Step, Way, find_faults
from tests.scenarios.stage import Stage
from tests.scenarios.stages import open_stage
from tests.scenarios.table_managing import SETTING_VALUES
from tests.scenarios.tables import SCENARIOS

pytestmark = QUICK_BESIDE_IT

KNOWN = ("Bay Gazette", "did not answer")
"""The name of a feed, and what the web in memory says."""
WITHOUT_BUTTON = {"mute", "pause", "digest", "about"}
"""Buttons may call them, but only Discord's menu of a message does: /about."""


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=PLATFORMS)
async def stage(request: pytest.FixtureRequest) -> AsyncIterator[Stage]:
    """One for all scenarios of a platform; each begins a chat of its own there."""
    async with open_stage(request.param) as opened:
        yield opened


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: str(scenario.name))
async def test_a_scenario_is_seen_as_it_must_be(stage: Stage, scenario: Scenario) -> None:
    if stage.name not in scenario.on:
        pytest.skip("nothing like it there")
    numbers = Numbers()
    answered = len(stage.desk.answered)
    await stage.enter()
    try:
        for step in scenario.steps:
            seen = await stage.take(replace(step, words=numbers.put(step.words)))
            numbers.note(seen)
            faults = find_faults(seen, numbers.put_all(step.differs.get(stage.name, step.sees)))
            assert not faults, f"{step.words}: {'; '.join(faults)}\n{seen}"
        if stage.name == CONSOLE:  # the messages are the same everywhere
            assert await find_english_left(stage, scenario, answered) == {}
    finally:
        await stage.leave()


async def find_english_left(stage: Stage, scenario: Scenario, since: int) -> dict[str, tuple[str, ...]]:
    """What of the answers since then could not be told in another language, by what was asked."""
    newsroom = stage.newsroom
    known = [*KNOWN, *(step.words for step in scenario.steps)]
    for page in newsroom.web.pages.values():
        known += [page.title, page.text, page.outlet or ""] if isinstance(page, Page) else []
    for summary in await newsroom.app.storage.stories.list_summaries(at(-600), 50):
        known += texts_of(summary)
    theirs = Theirs(known)
    answers = {
        request.text or request.action or "": message
        for request, message in stage.desk.answered[since:]
        if message is not None and not is_told(message)
    }
    return {asked: left for asked, message in answers.items() if (left := theirs.english_left(message))}


def test_every_command_is_in_a_scenario() -> None:
    said = {line.words[1:].split()[0] for line in steps(Way.SAY, Way.ATTACH)}
    assert [command.name for command in MENU if command.name not in said] == []


def test_every_command_that_buttons_call_is_pressed_in_one() -> None:
    pressed = {step.words[1:].split()[0] for step in steps(Way.PRESS)}
    callable_ = [command.name for command in COMMANDS if command.pressed and command.name not in WITHOUT_BUTTON]
    assert [name for name in callable_ if name not in pressed] == []


def test_every_setting_is_in_one_in_words_and_by_buttons() -> None:
    assert set(SETTING_VALUES) == set(SETTINGS)


def steps(*ways: Way) -> list[Step]:
    return [step for scenario in SCENARIOS for step in scenario.steps if step.way in ways]
