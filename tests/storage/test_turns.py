"""The contract of TurnStore."""

from __future__ import annotations

from dataclasses import replace

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
