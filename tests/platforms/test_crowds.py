"""Many chats due in one second: each is served once, below its platform's limits, and people are heard."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.storage import open_storage
from tests.platforms.crowd import (
    Served,
    open_crowd,
    open_discord_place,
    open_telegram_place,
)

pytestmark = pytest.mark.quick_time
OPENINGS = {"telegram": open_telegram_place, "discord": open_discord_place}
A_SECOND = {"telegram": 30, "discord": 50}
CHATS = 80
ASKED = ("help", "ask 1 How many passengers were injured?", "settings", "trending")


async def serve(platform: str, *, digest: bool) -> Served:
    async with (
        open_storage("sqlite+aiosqlite://") as storage,
        OPENINGS[platform](CHATS) as place,
        open_crowd(storage, place, CHATS) as crowd,
    ):
        await crowd.gather(digest=digest)
        return await crowd.serve(ASKED, 0.5, timedelta(minutes=2), digest=digest)


@pytest.mark.parametrize(("platform", "digest"), [("telegram", False), ("telegram", True), ("discord", False)])
async def test_a_crowd_due_in_one_second_is_served_once_in_the_time_it_takes_and_keeps_nobody_who_asks_waiting(
    platform: str, digest: bool
) -> None:
    served = await serve(platform, digest=digest)
    assert served.posts == dict.fromkeys(served.posts, 1)
    assert len(served.posts) == CHATS
    assert (served.refused, served.tries) == (0, 1)
    assert served.seconds < 1.25 * CHATS / A_SECOND[platform]
    assert max(served.waits) < 0.3, served.waits
