"""Messages kept as far apart as a platform wants them, and every wait that it asks for."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.errors import TryLater
from bot.platforms.pacing import Pacing, Window


def now() -> float:
    return asyncio.get_running_loop().time()


def seconds(number: float) -> timedelta:
    return timedelta(seconds=number)


async def test_a_wait_that_was_asked_for_is_obeyed_to_the_end_and_by_that_chat_alone() -> None:
    pacing = Pacing()
    start = now()
    pacing.hold("7", seconds(0.3))
    await pacing.turn("8", ())
    assert now() - start < 0.25
    assert pacing.is_held("7")
    assert not pacing.is_held("8")
    await pacing.turn("7", ())
    assert now() - start >= 0.3
    assert not pacing.is_held("7")


async def test_a_second_chat_refused_meanwhile_makes_everybody_wait() -> None:
    pacing = Pacing()
    start = now()
    pacing.hold("7", seconds(0.2))
    pacing.hold("8", seconds(0.4))
    await pacing.turn("9", ())
    assert now() - start >= 0.4


async def test_a_chat_refused_twice_or_after_another_has_waited_concerns_nobody_else() -> None:
    pacing = Pacing()
    pacing.hold("7", seconds(0.05))
    pacing.hold("7", seconds(0.1))
    await pacing.turn("7", ())
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
    await pacing.turn("7", window)
    start = now()
    waiting = asyncio.create_task(pacing.turn("7", window))
    await asyncio.sleep(0)
    pacing.hold("7", seconds(0.4))
    await waiting
    assert now() - start >= 0.4


async def test_a_wait_that_is_too_long_is_left_to_the_caller() -> None:
    pacing = Pacing(patience=seconds(1))
    pacing.hold("7", seconds(60))
    for wait in (pacing.turn("7", ()), pacing.wait_if_held("7")):
        with pytest.raises(TryLater) as caught:
            await wait
        assert seconds(59) < caught.value.after <= seconds(60)
