"""For how long an earlier question about a story tells what the next one means."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.ports import Storage
from tests.handlers.newsroom import ELSEWHERE, RULES, open_newsroom

TOLD = "Harbour master Mara Lindqvist said fog had hidden the reef. [1]\n"


@pytest.mark.parametrize("kept", [timedelta(minutes=30), timedelta(hours=6)])
async def test_she_is_whom_the_last_question_was_about_for_as_long_as_turns_are_kept(
    storage: Storage, kept: timedelta
) -> None:
    async with open_newsroom(storage, rules=replace(RULES, keep_turns=kept)) as newsroom:
        await newsroom.tell_the_ferry()
        assert (await newsroom.say("/ask Who is the harbour master?")).startswith(TOLD)
        newsroom.clock.move(kept - timedelta(minutes=1))
        assert (await newsroom.say("/ask What did she say?")).startswith(TOLD)
        newsroom.clock.move(kept + timedelta(minutes=1))
        assert (await newsroom.say("/ask What did she say?")).startswith(
            "The sources do not state that directly."
        )


async def test_another_chat_has_not_heard_the_question(storage: Storage) -> None:
    async with open_newsroom(storage) as newsroom:
        number = await newsroom.tell_the_ferry()
        assert (await newsroom.say("/ask Who is the harbour master?")).startswith(TOLD)
        elsewhere = await newsroom.say(f"/ask {number} What did she say?", address=ELSEWHERE)
        assert not elsewhere.startswith(TOLD)
