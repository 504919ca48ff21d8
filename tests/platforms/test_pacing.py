"""Messages kept as far apart as a platform wants them, and every wait that it asks for."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.errors import TryLater
from bot.platforms.pacing import Pacing, Window


def now() -> float:
    return asyncio.get_running_loop().time()


async def take_turn(pacing: Pacing, chat: str, windows: Sequence[Window] = (), takes: float = 0) -> None:
    async with pacing.turn(chat, windows):
        await asyncio.sleep(takes)


def seconds(number: float) -> timedelta:
    return timedelta(seconds=number)


async def test_a_wait_that_was_asked_for_is_obeyed_to_the_end_and_by_that_chat_alone() -> None:
    pacing = Pacing()
    start = now()
    pacing.hold("7", seconds(0.3))
    await take_turn(pacing, "8", ())
    assert now() - start < 0.25
    assert pacing.is_held("7")
    assert not pacing.is_held("8")
    await take_turn(pacing, "7", ())
    assert now() - start >= 0.3
    assert not pacing.is_held("7")


async def test_a_second_chat_refused_meanwhile_makes_everybody_wait() -> None:
    pacing = Pacing()
    start = now()
    pacing.hold("7", seconds(0.2))
    pacing.hold("8", seconds(0.4))
    await take_turn(pacing, "9", ())
    assert now() - start >= 0.4


async def test_a_chat_refused_twice_or_after_another_has_waited_concerns_nobody_else() -> None:
    pacing = Pacing()
    pacing.hold("7", seconds(0.05))
    pacing.hold("7", seconds(0.1))
    await take_turn(pacing, "7", ())
    pacing.hold("8", seconds(5))
    assert not pacing.is_held("9")


async def test_a_shorter_wait_asked_for_later_does_not_end_a_longer_one() -> None:
    pacing = Pacing()
    start = now()
    pacing.hold("7", seconds(0.3))
    pacing.hold("7", seconds(0.1))
    await pacing.wait_if_held("7")
    assert now() - start >= 0.3


async def test_a_message_whose_turn_was_waited_for_waits_on_when_the_platform_asks() -> None:
    pacing = Pacing()
    window = (Window(1, seconds(0.1)),)
    await take_turn(pacing, "7", window)
    start = now()
    waiting = asyncio.create_task(take_turn(pacing, "7", window))
    await asyncio.sleep(0)
    pacing.hold("7", seconds(0.4))
    await waiting
    assert now() - start >= 0.4


async def test_a_wait_that_is_too_long_is_left_to_the_caller() -> None:
    pacing = Pacing(patience=seconds(1))
    pacing.hold("7", seconds(60))
    for wait in (take_turn(pacing, "7", ()), pacing.wait_if_held("7")):
        with pytest.raises(TryLater) as caught:
            await wait
        assert seconds(59) < caught.value.after <= seconds(60)


async def test_messages_are_apart_from_when_the_one_before_was_answered() -> None:
    pacing = Pacing()
    window = (Window(1, seconds(0.2)),)
    start = now()
    await asyncio.gather(*(take_turn(pacing, "7", window, takes=0.15) for _ in range(2)))
    assert now() - start >= 0.15 + 0.2 + 0.15


async def test_who_would_wait_too_long_behind_others_is_told_at_once() -> None:
    pacing = Pacing(patience=seconds(0.25))
    window = (Window(1, seconds(0.1)),)
    start = now()
    first = [asyncio.create_task(take_turn(pacing, "7", window)) for _ in range(3)]
    await asyncio.sleep(0)
    with pytest.raises(TryLater) as caught:
        await take_turn(pacing, "7", window)
    assert now() - start < 0.1
    assert seconds(0.25) < caught.value.after <= seconds(0.3)
    await asyncio.gather(*first)
