"""Work that several wait for is done once; whoever waits sees it come along."""

from __future__ import annotations

import asyncio

import pytest

from bot.core.types import Message
from bot.ports import Progress
from bot.ports.sharing import Sharing
from tests.fakes import plain
from tests.platforms.desk import say


class Watching:
    def __init__(self) -> None:
        self.seen: list[str] = []

    def say(self, words: str) -> None:
        self.seen.append(words)

    def show(self, message: Message) -> None:
        self.seen.append(plain(message))


class Workshop:
    """Counts what is begun, and lets it be finished when told."""

    def __init__(self) -> None:
        self.begun = 0
        self.given_up = 0
        self.started = asyncio.Event()
        self.finish = asyncio.Event()

    async def make(self, progress: Progress) -> str:
        self.begun += 1
        progress.say("Begun …")
        self.started.set()
        try:
            await self.finish.wait()
        except asyncio.CancelledError:
            self.given_up += 1
            raise
        progress.show(say("Nearly there."))
        return "piece"


async def test_two_who_want_the_same_at_once_share_one_making_and_both_see_it() -> None:
    shop, sharing = Workshop(), Sharing[str]()
    first, second = Watching(), Watching()
    one = asyncio.create_task(sharing.join("key", first, shop.make))
    await shop.started.wait()
    two = asyncio.create_task(sharing.join("key", second, shop.make))
    await asyncio.sleep(0)
    shop.finish.set()
    assert list(await asyncio.gather(one, two)) == ["piece", "piece"]
    assert shop.begun == 1
    assert first.seen == second.seen == ["Begun …", "Nearly there."]


async def test_other_keys_and_later_askers_have_their_own() -> None:
    shop, sharing = Workshop(), Sharing[str]()
    shop.finish.set()
    await asyncio.gather(*(sharing.join(key, Watching(), shop.make) for key in ("a", "b")))
    await sharing.join("a", Watching(), shop.make)
    assert shop.begun == 3


async def test_who_goes_away_leaves_it_to_the_others_and_the_last_one_ends_it() -> None:
    shop, sharing = Workshop(), Sharing[str]()
    one, two = (asyncio.create_task(sharing.join("key", Watching(), shop.make)) for _ in range(2))
    await shop.started.wait()
    one.cancel()
    await asyncio.gather(one, return_exceptions=True)
    assert not two.done()
    two.cancel()
    await asyncio.gather(two, return_exceptions=True)
    await asyncio.sleep(0)
    assert (shop.begun, shop.given_up) == (1, 1)
    shop.finish.set()
    assert await sharing.join("key", Watching(), shop.make) == "piece"


async def test_a_failure_reaches_all_who_wait_and_is_not_remembered() -> None:
    sharing = Sharing[str]()
    calls = 0

    async def fail(progress: Progress) -> str:
        nonlocal calls
        calls += 1
        await asyncio.sleep(0)
        raise ValueError("no")

    for _ in range(2):
        found = await asyncio.gather(
            *(sharing.join("key", Watching(), fail) for _ in range(2)), return_exceptions=True
        )
        assert [str(error) for error in found] == ["no", "no"]
    assert calls == 2
    with pytest.raises(ValueError, match="no"):
        await sharing.join("key", Watching(), fail)
