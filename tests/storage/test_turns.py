"""The contract of TurnStore."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.types import AnswerKind, AnswerRecord, Dropped, Mended
from bot.errors import NotFound
from bot.ports import Storage
from tests.make import NOW, at, make_turn
from tests.storage.scenes import add_story, merge, open_channel


async def test_the_newest_turns_of_a_story_and_place_come_oldest_first(storage: Storage) -> None:
    one, two = await add_story(storage, "One"), await add_story(storage, "Two")
    here, there = await open_channel(storage, "here"), await open_channel(storage, "there")
    told = [
        make_turn(channel_id=here.id, story_id=one.id, question=f"Question {minute}?", at=at(minute))
        for minute in (3, 1, 2)
    ]
    for turn in told:
        await storage.turns.add(turn)
    await storage.turns.add(make_turn(channel_id=there.id, story_id=one.id, at=at(4)))
    await storage.turns.add(make_turn(channel_id=here.id, story_id=two.id, at=at(4)))

    async def list_minutes(since: int, limit: int) -> list[float]:
        turns = await storage.turns.list_recent(here.id, one.id, at(since), limit)
        return [(turn.at - NOW).total_seconds() / 60 for turn in turns]

    assert await list_minutes(0, 10) == [1, 2, 3]
    assert await list_minutes(2, 10) == [2, 3]
    assert await list_minutes(0, 2) == [2, 3]
    (last,) = await storage.turns.list_recent(here.id, one.id, at(3), 1)
    assert replace(last, id=0) == told[0]


async def test_turns_about_a_story_merged_away_belong_to_its_successor(storage: Storage) -> None:
    ends, takes_over = await add_story(storage, "Ends"), await add_story(storage, "Takes over")
    channel = await open_channel(storage)
    await storage.turns.add(make_turn(channel_id=channel.id, story_id=ends.id))
    await merge(storage, ends, takes_over)
    for story in (ends, takes_over):
        assert len(await storage.turns.list_recent(channel.id, story.id, NOW, 10)) == 1


async def test_a_turn_keeps_how_its_answer_came_about_and_one_of_before_has_none(storage: Storage) -> None:
    story, channel = await add_story(storage), await open_channel(storage)
    record = AnswerRecord(
        kind=AnswerKind.CLOSEST,
        sentences=1,
        writer="scripted-1",
        prompts=("answering 1", "answer repair 1"),
        tokens=1_400,
        mended=(Mended("Ten.", "At least 10.", "the passage says at least"),),
        dropped=(Dropped("Thirty.", "30 in the text"),),
    )
    with_record = make_turn(channel_id=channel.id, story_id=story.id, record=record)
    turn_id = await storage.turns.add(with_record)
    before = await storage.turns.add(make_turn(channel_id=channel.id, story_id=story.id))
    assert await storage.turns.get(turn_id) == replace(with_record, id=turn_id)
    assert (await storage.turns.get(before)).record is None
    with pytest.raises(NotFound):
        await storage.turns.get(99)
