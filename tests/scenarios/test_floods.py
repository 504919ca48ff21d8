"""A busy day in a chat that wants no more than so many new stories an hour."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest
import pytest_asyncio

from tests.make import NOW
from tests.scenarios.acting import DISCORD, TELEGRAM
from tests.scenarios.stage import Stage, Standing
from tests.scenarios.stages import open_stage

EVENTS = {
    "Dam cracks above Lower Tilling": "The Tilling dam cracked on Monday, the water board said.",
    "Orchestra of Vale names conductor": "The Vale orchestra named Ines Roth conductor on Monday, it said.",
    "Bakers of Ostrun end their strike": "Bakers in Ostrun ended a strike over pay on Monday, a union said.",
    "Comet seen over Kestrel Bay": "Astronomers saw a comet over Kestrel Bay on Monday, the observatory said.",
    "Bridge at Marrow closes for repairs": "The bridge at Marrow closed for repairs on Monday, engineers said.",
    "Museum of Hale finds lost painting": "The museum in Hale found a lost painting on Monday, its head said.",
    "Snow shuts Corran mountain pass": "Snow shut the Corran mountain pass on Monday, the road office said.",
    "Bank of Pellworth cuts its rate": "The Bank of Pellworth cut its rate to 2 percent on Monday, it said.",
    "Vaccine trial begins in Sandmoor": "A vaccine trial began at the Sandmoor clinic on Monday, doctors said.",
    "Wolves return to Aldry forest": "Wolves returned to Aldry forest, rangers who saw four cubs said on Monday.",
    "Striker Pauk leaves Rovers": "Football striker Jan Pauk left Rovers on Monday, the club said.",
    "Satellite lost over Southern Ocean": "A satellite was lost over the Southern Ocean on Monday, Orbis said.",
}
TITLES = tuple(EVENTS)
TWICE = TITLES[5]
TOLD_TOO = (
    "A painting that had been missing since 1901 turned up on Monday in the museum of Hale, which had lost it."
)
MOST = 3


@pytest_asyncio.fixture(params=[TELEGRAM, DISCORD])
async def stage(request: pytest.FixtureRequest) -> AsyncIterator[Stage]:
    async with open_stage(request.param) as opened:
        await opened.enter()
        yield opened


def publish(stage: Stage, outlet: str, title: str, text: str) -> None:
    minute = (stage.newsroom.clock.now() - NOW).total_seconds() / 60 + 1
    stage.newsroom.publish(outlet, title, text, minute)


async def watch(stage: Stage, hours: float) -> list[tuple[datetime, Standing]]:
    """What comes within so many hours, and when."""
    known = {one.id for one in stage.list_standing()}
    came, ends = list[tuple[datetime, Standing]](), stage.newsroom.clock.now() + timedelta(hours=hours)
    while stage.newsroom.clock.now() < ends:
        await stage.newsroom.pass_time(5, step=5)
        fresh = [one for one in stage.list_standing() if one.id not in known]
        known |= {one.id for one in fresh}
        came += [(stage.newsroom.clock.now(), one) for one in fresh]
    return came


async def test_of_twelve_stories_within_an_hour_three_come_the_rest_bundled_and_none_twice(stage: Stage) -> None:
    await stage.say("/subscribe coast", "boss")
    assert "3 an hour" in (await stage.say(f"/settings limit {MOST}", "boss")).text
    await stage.newsroom.pass_time(0)
    for title, text in EVENTS.items():
        if title != TWICE:
            publish(stage, "Harbour Post", title, text)
    came = await watch(stage, 0.5)
    publish(stage, "Harbour Post", TWICE, EVENTS[TWICE])
    publish(stage, "Coast Radio", "Lost painting found in Hale museum", TOLD_TOO)
    came += await watch(stage, 5)
    texts = [one.text for _, one in came]
    posts, bundles = texts[:MOST], texts[MOST:]
    assert bundles[0].startswith("What else came")
    assert "1. Lost painting found" in bundles[0]  # two outlets tell it
    assert "1 more story is still to come." in bundles[0]
    assert len(bundles) == 2
    for title in TITLES:
        assert sum(title in text or (title == TWICE and "painting" in text) for text in texts) == 1, title
    for text in posts:
        assert sum(title in text for title in TITLES) <= 1
    for start, _ in came:
        assert sum(start <= moment < start + timedelta(hours=1) for moment, _ in came) <= MOST
