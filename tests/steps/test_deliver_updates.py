"""What mends a post and what goes under it: never before the post, and never for nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.types import Claim, DeliveryState, PassageId, Section
from bot.errors import ChannelMoved, MessageRejected
from bot.ports import Storage
from tests.fakes import FakeClock, FakePlatform
from tests.make import make_claim, make_passage, make_source, minutes
from tests.steps.room import AGROUND, EDIT, FOLLOW_UP, FOURTEEN, MORE, TEN, Newsroom, open_newsroom


@pytest.fixture
async def room(storage: Storage) -> Newsroom:
    return await open_newsroom(storage, FakePlatform(), FakeClock())


async def test_an_edit_after_which_the_post_would_read_the_same_is_not_sent(room: Newsroom) -> None:
    await room.deliver(await room.write(AGROUND, TEN))
    before = list(room.platform.calls)
    summary = await room.newest()
    further = Section(None, (*summary.sections[0].claims, Claim(MORE, make_claim(MORE, "1.1").citations)))
    edit = await room.deliver(await room.save(replace(summary, revision=2, sections=(further,)), EDIT, since=1))
    assert (edit.state, edit.problem) == (DeliveryState.DROPPED, "The post would read the same.")
    assert room.platform.calls == before


async def test_an_edit_that_shows_is_sent(room: Newsroom) -> None:
    await room.deliver(await room.write(AGROUND, TEN))
    edit = await room.deliver(await room.write(AGROUND, FOURTEEN, kind=EDIT, since=1))
    assert edit.state is DeliveryState.SENT
    assert FOURTEEN in room.chat[0]


async def test_a_message_repeats_no_count_that_the_post_told_and_an_edit_had_no_room_for(room: Newsroom) -> None:
    aboard, again = (
        "The ferry had 212 people on board, 31 of them pupils.",
        "All 212 people on board got a hot meal.",
    )
    closed = "The harbour was closed to all ships for the rest of the week."
    await room.deliver(await room.write(AGROUND, TEN, aboard))
    await room.deliver(await room.write(AGROUND, TEN, kind=EDIT, since=1))
    summary = await room.newest()
    told = dict(enumerate((again, closed, FOURTEEN), 1))
    others = tuple(make_claim(text, f"2.{number}") for number, text in told.items())
    passages = [make_passage(id=PassageId(f"2.{n}"), article_id=2, text=text) for n, text in told.items()]
    source = make_source(number=2, article_id=2, outlet="Arle Echo")
    further = replace(
        summary,
        revision=3,
        sections=(*summary.sections, Section(None, others)),
        sources=(*summary.sources, source),
        passages=(*summary.passages, *passages),
    )
    changed = await room.deliver(await room.save(further, FOLLOW_UP, since=2))
    assert changed.state is DeliveryState.SENT
    assert "14" in room.chat[-1]
    assert "212" not in room.chat[-1]


async def test_what_changed_waits_for_the_post_that_it_goes_under(room: Newsroom) -> None:
    post = await room.write(AGROUND, TEN)
    deliveries = room.app.storage.deliveries
    sending = await deliveries.claim(post, room.clock.now(), minutes(5))
    assert sending is not None
    changed = await room.write(AGROUND, FOURTEEN, kind=FOLLOW_UP, since=1)
    assert (await room.deliver(changed)).state is DeliveryState.PLANNED
    room.clock.move(minutes(5))  # whoever was sending it died
    assert (await room.deliver(post)).state is DeliveryState.SENT
    assert (await room.deliver(changed)).state is DeliveryState.SENT
    assert len(room.chat) == 2


async def test_nothing_is_said_under_a_post_that_never_came_and_nothing_waits_for_ever(room: Newsroom) -> None:
    room.platform.fail_next(MessageRejected("Too odd."))
    assert (await room.deliver(await room.write(AGROUND, TEN))).state is DeliveryState.FAILED
    edit = await room.deliver(await room.write(AGROUND, FOURTEEN, kind=EDIT, since=1))
    changed = await room.deliver(await room.add(FOLLOW_UP, since=1))
    assert [edit.state, changed.state] == [DeliveryState.DROPPED, DeliveryState.DROPPED]
    assert room.chat == []


async def test_a_chat_that_keeps_moving_is_given_up_at_last(room: Newsroom) -> None:
    room.platform.fail_next(*(ChannelMoved("Moved.", to=f"-{number}") for number in range(20)))
    assert (await room.deliver(await room.write(AGROUND))).state is DeliveryState.DROPPED
