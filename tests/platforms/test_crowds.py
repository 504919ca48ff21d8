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

pytestmark = [pytest.mark.quick_time, pytest.mark.timeout(120)]
OPENINGS = {"telegram": open_telegram_place, "discord": open_discord_place}
A_SECOND = {"telegram": 30, "discord": 50}
CHATS = {"telegram": 45, "discord": 70}  # more than go in a second
ASKED = ("help", "ask 1 How many passengers were injured?", "settings", "trending")


async def serve(platform: str, *, digest: bool) -> Served:
    count = CHATS[platform]
    async with (
        open_storage("sqlite+aiosqlite://") as storage,
        OPENINGS[platform](count) as place,
        open_crowd(storage, place, count) as crowd,
    ):
        await crowd.gather(digest=digest)
        return await crowd.serve(ASKED, 0.5, timedelta(minutes=2), digest=digest)


@pytest.mark.parametrize(("platform", "digest"), [("telegram", False), ("telegram", True), ("discord", False)])
async def test_a_crowd_due_in_one_second_is_served_once_in_the_time_it_takes_and_keeps_nobody_who_asks_waiting(
    platform: str, digest: bool
) -> None:
    served = await serve(platform, digest=digest)
    assert served.posts == dict.fromkeys(served.posts, 1)
    assert len(served.posts) == CHATS[platform]
    assert (served.refused, served.tries) == (0, 1)
    count, a_second = CHATS[platform], A_SECOND[platform]
    calls = count + 3 * len(ASKED)  # for an answer it may be typing, a draft and the answer itself
    assert (count - 1) / a_second <= served.seconds < 1.25 * calls / a_second
    assert max(served.waits) < 0.3, served.waits
