"""Digests by a chat's clocks: when these are changed, when its timezone is, and when AiBot did not run."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio

from tests.make import NOW
from tests.scenarios.acting import DISCORD, TELEGRAM
from tests.scenarios.stage import Stage
from tests.scenarios.stages import open_stage

Came = list[tuple[str, str]]
"""When (UTC) and what: the hour that a digest names, else the first line."""

EVENTS = {
    "Dam cracks above Lower Tilling": "The Tilling dam cracked on Monday, the water board said. Homes are empty.",
    "Orchestra of Vale names conductor": "The Vale orchestra named Ines Roth conductor on Monday, it said.",
    "Bakers of Ostrun end their strike": "Bakers in Ostrun ended a strike over pay on Monday, a union said.",
}
DAM, ORCHESTRA, BAKERS = EVENTS
DAM_AGAIN = (
    "Cracks in the Tilling dam were found by divers on Monday, the water board said. Homes are empty, mayor Lena "
    "Holm said."
)


@pytest_asyncio.fixture(params=[TELEGRAM, DISCORD])
async def stage(request: pytest.FixtureRequest) -> AsyncIterator[Stage]:
    async with open_stage(request.param) as opened:
        await opened.enter()
        yield opened


async def begin(stage: Stage, moment: datetime, *settings: str) -> None:
    """A chat that subscribes at that moment."""
    sleep_until(stage, moment)
    await stage.newsroom.pass_time(0)
    await stage.say("/subscribe coast", "boss")
    for setting in settings:
        said = await stage.say(f"/settings {setting}", "boss")
        assert "Saved" in said.text, said


def sleep_until(stage: Stage, moment: datetime) -> None:
    """AiBot does not run until then."""
    stage.newsroom.clock.move(moment - stage.newsroom.clock.now())


def tell(stage: Stage, title: str, outlet: str = "Harbour Post", text: str = "") -> None:
    minute = (stage.newsroom.clock.now() - NOW).total_seconds() / 60 + 1
    stage.newsroom.publish(outlet, title, text or EVENTS[title], minute)


async def watch(stage: Stage, hours: float, *, step: float = 10) -> Came:
    """What comes within so many hours; the schedule ticks every `step` minutes."""
    came: Came = []
    seen = {one.id for one in stage.list_standing()}
    ends_at = stage.newsroom.clock.now() + timedelta(hours=hours)
    await stage.newsroom.pass_time(0)
    while stage.newsroom.clock.now() < ends_at:
        stage.newsroom.clock.move(timedelta(minutes=step))
        await stage.newsroom.pass_time(0)
        for one in stage.list_standing():
            if one.id not in seen:
                seen.add(one.id)
                hour = re.search(r"digest for \w+ (\d+), \d{4}, (\d\d:\d\d)", one.text)
                first = one.text.strip().splitlines()[0]
                came.append((f"{stage.newsroom.clock.now():%d %H:%M}", f"{hour[1]} {hour[2]}" if hour else first))
    return came


def utc(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=UTC)  # type: ignore[misc, arg-type]


@pytest.mark.parametrize("stage", [TELEGRAM], indirect=True)
async def test_when_clocks_go_forward_a_digest_of_the_lost_hour_comes_as_they_do_and_the_others_by_the_clock(
    stage: Stage,
) -> None:
    wishes = ("timezone Europe/Berlin", "rhythm digest 2:30 8:00", "quietdays on")
    await begin(stage, utc(2027, 3, 27, 5), *wishes)
    assert [when for when, _ in await watch(stage, 54, step=30)] == [
        "27 07:00",
        "28 01:00",  # 02:00 became 03:00
        "28 06:00",
        "29 00:30",
        "29 06:00",
    ]


@pytest.mark.parametrize("stage", [DISCORD], indirect=True)
async def test_when_clocks_go_back_a_digest_of_the_doubled_hour_comes_once_and_the_others_by_the_clock(
    stage: Stage,
) -> None:
    wishes = ("timezone Europe/Berlin", "rhythm digest 2:30 8:00", "quietdays on")
    await begin(stage, utc(2027, 10, 30, 5), *wishes)
    assert await watch(stage, 54, step=30) == [
        ("30 06:00", "30 08:00"),
        ("31 00:30", "31 02:30"),
        ("31 07:00", "31 08:00"),
        ("01 01:30", "1 02:30"),
        ("01 07:00", "1 08:00"),
    ]


async def test_what_waits_for_a_digest_is_told_once_whatever_the_timezone_becomes(stage: Stage) -> None:
    await begin(stage, utc(2027, 2, 1, 8), "rhythm digest 18:00")
    tell(stage, DAM)
    assert await watch(stage, 4) == []
    await stage.say("/settings timezone Asia/Tokyo", "boss")  # it is 21:00 there
    status = await stage.say("/status", "boss")
    assert "Next digest: tomorrow 18:00" in status.text
    assert await watch(stage, 20) == []
    assert await watch(stage, 2) == [("02 09:00", "2 18:00")]
    assert DAM in stage.list_standing()[-1].text
    await stage.say("/settings timezone America/New_York", "boss")  # it is 05:00 there
    tell(stage, ORCHESTRA)
    assert await watch(stage, 14) == [("02 23:00", "2 18:00")]
    assert ORCHESTRA in stage.list_standing()[-1].text
    assert DAM not in stage.list_standing()[-1].text
    await stage.say("/settings timezone Pacific/Kiritimati", "boss")
    await stage.say("/settings timezone UTC", "boss")
    assert await watch(stage, 30, step=30) == [], "it is told once"


@pytest.mark.parametrize("stage", [TELEGRAM], indirect=True)
async def test_a_digest_whose_hours_passed_while_aibot_was_not_running_comes_once_when_it_is(
    stage: Stage,
) -> None:
    await begin(stage, utc(2027, 2, 1, 8), "rhythm digest 12:00 18:00")
    tell(stage, DAM)
    assert await watch(stage, 1) == []
    sleep_until(stage, utc(2027, 2, 3, 13))
    assert [what for _, what in await watch(stage, 1)] == ["1 12:00"]
    assert DAM in stage.list_standing()[-1].text
    tell(stage, ORCHESTRA)
    assert await watch(stage, 5) == [("03 18:00", "3 18:00")]
    assert ORCHESTRA in stage.list_standing()[-1].text
    assert DAM not in stage.list_standing()[-1].text


@pytest.mark.parametrize("stage", [DISCORD], indirect=True)
async def test_outlets_waiting_quiet_hours_and_digests_do_not_get_into_each_others_way(stage: Stage) -> None:
    wishes = ("outlets 2", "wait 2h", "quiet 20:00-7:00", "rhythm digest 8:00 18:00")
    await begin(stage, utc(2027, 2, 1, 8, 10), *wishes)
    tell(stage, DAM)
    tell(stage, ORCHESTRA)
    assert await watch(stage, 11) == [], "one outlet is too few, and nothing is no digest"
    tell(stage, "Divers find cracks in Tilling dam", "Coast Radio", DAM_AGAIN)
    assert await watch(stage, 12, step=20) == []
    assert await watch(stage, 2) == [("02 08:00", "2 08:00")]
    digest = stage.list_standing()[-1].text
    assert "dam" in digest
    assert ORCHESTRA not in digest
    await stage.say("/settings rhythm instant", "boss")
    tell(stage, BAKERS)
    tell(stage, "Strike of Ostrun bakers ends", "Coast Radio", EVENTS[BAKERS].replace("a union", "their union"))
    assert await watch(stage, 24, step=30) == []


@pytest.mark.parametrize("stage", [TELEGRAM], indirect=True)
async def test_as_they_happen_only_what_two_outlets_tell_comes_after_the_wait_and_after_quiet_hours(
    stage: Stage,
) -> None:
    await begin(stage, utc(2027, 2, 1, 8), "outlets 2", "wait 2h", "quiet 9:00-11:30")
    tell(stage, DAM)
    tell(stage, ORCHESTRA)
    await stage.newsroom.pass_time(20)
    tell(stage, "Divers find cracks in Tilling dam", "Coast Radio", DAM_AGAIN)
    assert await watch(stage, 3) == []
    (post,) = await watch(stage, 1)
    assert post[0] == "01 11:30"
    assert "am" in post[1]
    assert await watch(stage, 24, step=30) == []
