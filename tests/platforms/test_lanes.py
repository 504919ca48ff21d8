"""Work on many chats at once, on each chat in order."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from bot.platforms.lanes import Lanes

PATIENCE = timedelta(seconds=5)


class Site:
    """Where work is done, and seen."""

    def __init__(self) -> None:
        self.working = 0
        self.most = 0
        self.done: list[str] = []

    def work(self, name: str, fails: bool = False) -> Callable[[], Awaitable[None]]:
        async def work() -> None:
            self.working += 1
            self.most = max(self.most, self.working)
            for _ in range(3):
                await asyncio.sleep(0)
            self.working -= 1
            if fails:
                raise RuntimeError(name)
            self.done.append(name)

        return work


async def test_no_more_than_the_width_is_worked_on_at_once() -> None:
    site, lanes = Site(), Lanes(2)
    for number in range(6):
        lanes.add(str(number), site.work(str(number)))
    await lanes.settle(PATIENCE)
    assert (site.most, len(site.done)) == (2, 6)


async def test_a_lane_keeps_its_order_past_a_failure_and_holds_no_place_while_it_waits() -> None:
    site, lanes = Site(), Lanes(2)
    failing = lanes.add("busy", site.work("first", fails=True))
    for name in ("second", "third"):
        lanes.add("busy", site.work(name))
    lanes.add("other", site.work("other"))
    assert lanes.length("busy") == 3
    await lanes.settle(PATIENCE)
    with pytest.raises(RuntimeError, match="first"):
        failing.result()
    assert site.done.index("other") == 0
    assert site.done[1:] == ["second", "third"]
    assert lanes.length("busy") == 0


async def test_what_is_not_done_in_time_is_cancelled() -> None:
    lanes = Lanes(1)
    running = lanes.add("one", asyncio.Event().wait)  # type: ignore[arg-type]
    waiting = lanes.add("one", Site().work("never"))
    await lanes.settle(timedelta(milliseconds=20))
    assert running.cancelled()
    assert waiting.cancelled()
