"""Where a post opens a thread of its own, all that belongs to it goes there, and nothing else does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.types import Address, DeliveryState, Message
from bot.errors import ChannelGone
from bot.ports import Storage
from bot.steps.deliver import deliver
from tests.fakes import FakeClock, FakePlatform, plain
from tests.steps.room import AGROUND, EDIT, FOLLOW_UP, FOURTEEN, MORE, TEN, Newsroom, open_newsroom


class Forum(FakePlatform):
    """Every message that answers nothing opens a thread, which its id names."""

    async def send(
        self, to: Address, part: Message, *, key: str, reply_to: str | None = None, again: bool = False
    ) -> str:
        thread, _, message = (reply_to or "").rpartition("/")
        place = to if to.thread else replace(to, thread=thread or f"t{len(self.shown)}")
        sent = await super().send(place, part, key=key, reply_to=message or None)
        return sent if thread or to.thread else f"{place.thread}/{sent}"

    async def edit(self, to: Address, message_id: str, part: Message) -> None:
        thread, _, message = message_id.rpartition("/")
        await super().edit(replace(to, thread=thread) if thread else to, message, part)

    def threads(self) -> dict[str, list[str]]:
        """What stands in each."""
        found: dict[str, list[str]] = {}
        for (address, _), message in self.shown.items():
            found.setdefault(address.thread or "", []).append(plain(message))
        return found


@pytest.fixture
async def room(storage: Storage) -> Newsroom:
    return await open_newsroom(storage, Forum(blocks_per_part=1), FakeClock())


def threads(room: Newsroom) -> dict[str, list[str]]:
    assert isinstance(room.platform, Forum)
    return room.platform.threads()


async def test_all_parts_of_a_post_stand_in_the_thread_that_its_first_one_opened(room: Newsroom) -> None:
    await room.deliver(await room.write(AGROUND, TEN))
    parts = await room.parts()
    assert len(parts) > 1
    assert list(threads(room).values()) == [parts]


async def test_edits_and_what_changed_stand_in_the_posts_own_thread(room: Newsroom) -> None:
    await room.deliver(await room.write(AGROUND, TEN))
    edit = await room.deliver(await room.write(AGROUND, FOURTEEN, MORE, kind=EDIT, since=1))
    assert edit.state is DeliveryState.SENT
    parts = await room.parts()
    assert list(threads(room).values()) == [parts]
    follow_up = await room.deliver(await room.add(FOLLOW_UP, since=1))
    assert follow_up.state is DeliveryState.SENT
    (said,) = threads(room).values()
    assert said[: len(parts)] == parts
    assert "What changed" in said[len(parts)]


async def test_where_the_thread_was_deleted_what_changed_opens_one_of_its_own(room: Newsroom) -> None:
    await room.deliver(await room.write(AGROUND, TEN))
    room.platform.shown.clear()
    follow_up = await room.deliver(await room.write(AGROUND, FOURTEEN, kind=FOLLOW_UP, since=1))
    assert follow_up.state is DeliveryState.SENT
    ((first, *_),) = threads(room).values()
    assert "What changed" in first


async def test_a_thread_that_goes_while_its_post_is_sent_takes_no_channel_with_it(room: Newsroom) -> None:
    delivery_id = await room.write(AGROUND, TEN)
    room.platform.fail_next(None, ChannelGone("The thread was deleted."))
    await deliver(room.app, delivery_id)
    delivery = await room.app.storage.deliveries.get(delivery_id)
    assert delivery.state is DeliveryState.DROPPED
    assert (await room.app.storage.channels.get(room.channel.id)).active
