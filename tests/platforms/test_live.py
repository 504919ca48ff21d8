"""An answer that is shown while it is made: how often, in which order, and what stands at the end."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.types import Message
from bot.errors import ChannelGone, DeliveryError, MessageMissing, MessageRejected, OutcomeUnknown, TryLater
from bot.platforms.live import LiveAnswer, Tempo, open_live_answer
from tests.fakes import plain
from tests.platforms.desk import say

AT_ONCE = Tempo(first=timedelta(), between=timedelta())
SOON = timedelta(milliseconds=1)


class Wall:
    """A surface that holds what stands, and fails as it is told: one entry a call, None if it goes well."""

    def __init__(self, *faults: DeliveryError | None) -> None:
        self.stands: dict[str, str] = {}
        self.looks: list[tuple[float, str]] = []
        self._faults = deque(faults)
        self._count = 0
        self._news = asyncio.Condition()

    async def send(self, part: Message) -> str:
        await self._call()
        self._count += 1
        await self._put(f"m{self._count}", part)
        return f"m{self._count}"

    async def edit(self, message_id: str, part: Message) -> None:
        await self._call()
        if message_id not in self.stands:
            raise MessageMissing("It was deleted.")
        await self._put(message_id, part)

    async def delete(self, message_id: str) -> None:
        await self._call()
        if self.stands.pop(message_id, None) is None:
            raise MessageMissing("It was deleted.")

    async def shows(self, text: str) -> None:
        async with asyncio.timeout(10), self._news:
            await self._news.wait_for(lambda: text in self.stands.values())

    async def _call(self) -> None:
        await asyncio.sleep(0)
        if fault := self._faults.popleft() if self._faults else None:
            async with self._news:
                self._news.notify_all()
            raise fault

    async def _put(self, message_id: str, part: Message) -> None:
        self.stands[message_id] = plain(part)
        self.looks.append((asyncio.get_running_loop().time(), plain(part)))
        async with self._news:
            self._news.notify_all()


def halves(message: Message) -> Sequence[Message]:
    first, *rest = plain(message).split(" / ")
    return [say(first), *(say(words) for words in rest)]


async def tell(live: LiveAnswer, text: str) -> list[str]:
    ids: list[str] = []
    await live.deliver(say(text), ids)
    return ids


async def test_a_quick_answer_shows_nothing_before_it() -> None:
    wall = Wall()
    async with open_live_answer(wall, halves, Tempo()) as live:
        live.say("Reading …")
        assert await tell(live, "The piece.") == ["m1"]
    assert [text for _, text in wall.looks] == ["The piece."]


async def test_what_was_shown_becomes_the_answer_and_the_rest_follows() -> None:
    wall = Wall()
    async with open_live_answer(wall, halves, AT_ONCE) as live:
        live.say("Reading …")
        await wall.shows("Reading …")
        live.show(say("One."))
        await wall.shows("One.")
        assert await tell(live, "One. / Two.") == ["m1", "m2"]
    assert wall.stands == {"m1": "One.", "m2": "Two."}


async def test_looks_come_no_faster_than_the_tempo_and_only_the_newest_of_several_is_shown() -> None:
    wall = Wall()
    apart = timedelta(milliseconds=60)
    async with open_live_answer(wall, halves, Tempo(first=timedelta(), between=apart)) as live:
        live.say("0")
        await wall.shows("0")
        for number in range(1, 40):
            live.say(str(number))
        await wall.shows("39")
        await tell(live, "done")
    assert [text for _, text in wall.looks] == ["0", "39", "done"]
    (first, _), (second, _), _ = wall.looks
    assert second - first >= apart.total_seconds() * 0.9


async def test_nothing_comes_after_the_answer() -> None:
    wall = Wall()
    async with open_live_answer(wall, halves, AT_ONCE) as live:
        live.say("Reading …")
        await wall.shows("Reading …")
        live.say("too late")
        await tell(live, "done")
        live.say("far too late")
        await asyncio.sleep(0.02)
    assert wall.stands == {"m1": "done"}
    assert wall.looks[-1][1] == "done"


@pytest.mark.parametrize(
    "refusal", [MessageRejected("no"), OutcomeUnknown("?"), ChannelGone("gone"), MessageMissing("gone")]
)
async def test_a_look_that_is_refused_costs_nothing_but_itself(refusal: DeliveryError) -> None:
    wall = Wall(refusal)
    async with open_live_answer(wall, halves, AT_ONCE) as live:
        live.say("Reading …")
        await asyncio.sleep(0.01)
        assert await tell(live, "The piece.") == ["m1"]
    assert [text for _, text in wall.looks] == ["The piece."]


async def test_a_look_that_has_to_wait_is_shown_later() -> None:
    wall = Wall(TryLater("wait", after=SOON))
    async with open_live_answer(wall, halves, AT_ONCE) as live:
        live.say("Reading …")
        await wall.shows("Reading …")
        await tell(live, "done")
    assert wall.stands == {"m1": "done"}


async def test_an_answer_that_has_to_wait_is_insisted_on() -> None:
    wall = Wall(None, TryLater("wait", after=SOON), TryLater("wait", after=SOON))
    async with open_live_answer(wall, halves, AT_ONCE) as live:
        live.say("Reading …")
        await wall.shows("Reading …")
        assert await tell(live, "done") == ["m1"]


@pytest.mark.parametrize("refusal", [MessageRejected("no"), TryLater("wait", after=timedelta(hours=1))])
async def test_an_answer_that_cannot_take_the_place_of_the_look_is_sent_and_the_look_goes(
    refusal: DeliveryError,
) -> None:
    wall = Wall(None, refusal)
    async with open_live_answer(wall, halves, AT_ONCE) as live:
        live.say("Reading …")
        await wall.shows("Reading …")
        assert await tell(live, "One. / Two.") == ["m2", "m3"]
    assert wall.stands == {"m2": "One.", "m3": "Two."}


async def test_an_answer_whose_look_was_deleted_by_somebody_is_sent_anew() -> None:
    wall = Wall()
    async with open_live_answer(wall, halves, AT_ONCE) as live:
        live.say("Reading …")
        await wall.shows("Reading …")
        wall.stands.clear()
        live.say("Checking …")
        await asyncio.sleep(0.01)
        assert await tell(live, "The piece.") == ["m2"]
    assert wall.stands == {"m2": "The piece."}


FAULTS = (None, TryLater("wait", after=SOON), MessageRejected("no"), OutcomeUnknown("?"), MessageMissing("gone"))


@given(
    faults=st.lists(st.sampled_from(FAULTS), max_size=12),
    looks=st.integers(0, 4),
    parts=st.integers(1, 3),
)
async def test_whatever_fails_an_answer_that_is_delivered_stands_as_one_that_was_not_shown_before(
    faults: list[DeliveryError | None], looks: int, parts: int
) -> None:
    wall = Wall(*faults)
    text = " / ".join(f"Part {number}." for number in range(parts))
    ids: list[str] = []
    async with open_live_answer(wall, halves, AT_ONCE) as live:
        for number in range(looks):
            live.say(f"Look {number}")
            for _ in range(number):
                await asyncio.sleep(0)
        try:
            await live.deliver(say(text), ids)
        except DeliveryError:
            return
    assert [wall.stands[one] for one in ids] == text.split(" / ")
    assert all(words.startswith("Look") for one, words in wall.stands.items() if one not in ids)
    assert len(wall.stands) <= parts + 1  # a look that could be neither edited nor taken away


async def test_where_the_chat_is_gone_nothing_is_sent_anew() -> None:
    wall = Wall(None, ChannelGone("blocked"))
    async with open_live_answer(wall, halves, AT_ONCE) as live:
        live.say("Reading …")
        await wall.shows("Reading …")
        with pytest.raises(ChannelGone):
            await tell(live, "The piece.")
    assert len(wall.looks) == 1


async def test_parts_that_stand_are_known_when_a_later_one_fails() -> None:
    wall = Wall(None, MessageRejected("no"))
    ids: list[str] = []
    async with open_live_answer(wall, halves, AT_ONCE) as live:
        with pytest.raises(MessageRejected):
            await live.deliver(say("One. / Two."), ids)
    assert ids == ["m1"]


async def test_without_an_answer_what_was_shown_goes() -> None:
    wall = Wall()
    async with open_live_answer(wall, halves, AT_ONCE) as live:
        live.say("Reading …")
        await wall.shows("Reading …")
        await live.withdraw()
    assert wall.stands == {}
