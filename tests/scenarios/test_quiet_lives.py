"""Nights and pauses as chats of both platforms live through them: what comes then, what comes after, and how."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.scenarios.acting import DISCORD, TELEGRAM
from tests.scenarios.events import (
    BANK,
    BARGE,
    BARGE_LATER,
    CHESS,
    COSTUMES,
    HARVEST,
    LIGHTHOUSE,
    MARATHON,
    QUARRY,
    QUARRY_LATER,
    SATELLITE,
    TUNNEL,
    VACCINE,
    VIOLIN,
    WOLVES,
)
from tests.scenarios.reader import open_reader
from tests.scenarios.stage import Stage
from tests.scenarios.stages import open_stage
from tests.scenarios.test_lives import COAST, FIRE, FIRE_LATER, HARBOUR, TITLE, TITLE_LATER
from tests.scenarios.test_outlet_wishes import CRACKS, DAM

VALE, ECHO = "Vale Times", "Ostrun Echo"
TITLE_VALE, TITLE_ECHO = "Worker dies in Ostrun factory fire", "Brandt paint works burns in Ostrun"
FIRE_VALE = "A worker died on Monday in a fire at the Brandt paint works in Ostrun, police said."
FIRE_ECHO = (
    "The Brandt paint works in Ostrun burned on Monday and one worker died, fire chief Lena Holm told the Echo. "
    "Owner Karl Brandt said production had stopped."
)
NIGHT_FIRE = (
    (HARBOUR, TITLE, FIRE),
    (COAST, TITLE_LATER, FIRE_LATER),
    (VALE, TITLE_VALE, FIRE_VALE),
    (ECHO, TITLE_ECHO, FIRE_ECHO),
)
TITLE_NIGHT = "Three dead in Ostrun paint works fire"
FIRE_NIGHT = (
    "Three workers are dead after the fire at the Brandt paint works in Ostrun, a hospital said in the evening."
)

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=[TELEGRAM, DISCORD])
async def stage(request: pytest.FixtureRequest) -> AsyncIterator[Stage]:
    async with open_stage(request.param) as opened:
        yield opened


async def test_breaking_news_comes_through_the_night_where_that_is_wished_and_the_rest_in_the_morning(
    stage: Stage,
) -> None:
    night, ostrun = "/settings quiet 22:00-7:00", '/subscribe "Ostrun"'
    async with (
        open_reader(stage, night, ostrun, hour=21) as awake,
        open_reader(stage, night, ostrun) as asleep,
        open_reader(stage, night, ostrun, "/settings breaking on", "/settings silent on") as hushed,
    ):
        await awake.say("/settings")
        await awake.press("/settings breaking")
        assert "Breaking news: on" in await awake.press("/settings breaking on")
        for outlet in (VALE, ECHO):
            await awake.open_outlet(outlet)
        await awake.wait_until(22)
        awake.publish(HARBOUR, DAM, CRACKS)
        assert await awake.wait() == ""
        for report in NIGHT_FIRE:
            awake.publish(*report)
        fire = await awake.number(TITLE)

        # It comes where that is wished, once, with a sound or without.
        assert f"Story {fire} · Developing" in await awake.wait(60)
        assert f"Story {fire} · Developing" in hushed.look()
        assert asleep.look() == ""
        assert [one.silent for one in (*awake.came, *hushed.came)] == [False, True]
        assert "It came in quiet hours because many outlets had" in await awake.say(f"/why {fire}")
        why = await asleep.say(f"/why {fire}")
        assert "It is held: quiet hours last until November 17, 2026, 07:00." in why
        assert "It came" not in why
        status = await awake.say("/status")
        assert "Quiet hours until today 07:00; breaking news comes all the same" in status
        assert "1 story is kept until today 07:00" in status
        assert "Quiet hours until today 07:00 • 2 stories are kept" in await asleep.say("/status")

        # What is new of it later in the night mends the post at once and is told in the morning, in its place.
        await awake.wait(60)
        awake.publish(HARBOUR, TITLE_NIGHT, FIRE_NIGHT)
        assert await awake.wait() == ""
        assert ["Three workers" in one.text for one in awake.changed] == [True]
        assert "What is new in it has not come yet. It is held: quiet" in await awake.say(f"/why {fire}")
        await awake.say("/status")
        waiting = await awake.press("/status waiting")
        assert f"what changed in story {fire}" in waiting
        await awake.wait_until(8)
        asleep.look()
        dam, changes = awake.came
        assert DAM in dam.text
        assert "What changed since 00:" in changes.text
        dam, post = asleep.came
        assert DAM in dam.text
        assert "Three workers are dead" in post.text
        assert "Stories come as they happen" in await asleep.say("/status")


async def test_wishes_that_change_while_something_is_held_decide_whether_it_comes(stage: Stage) -> None:
    words = '/subscribe "marathon"'
    async with open_reader(stage, "/settings quiet 12:00-16:00", words, "/unsubscribe coast", hour=11) as chat:
        await chat.say("/subscribe coast")
        await chat.wait_until(12)
        held = (LIGHTHOUSE, VIOLIN, WOLVES, BANK)
        for title, text in held:
            chat.publish(HARBOUR, title, text)
        why = await chat.say(f"/why {await chat.number(LIGHTHOUSE[0])}")
        assert (
            "It is not written yet: other outlets get a little time to report it, too. It then waits until" in why
        )
        assert "16:00: nothing comes here before." in why
        assert await chat.wait() == ""
        lighthouse, violin, wolves, bank = [await chat.number(title) for title, _ in held]
        assert "4 stories are kept until today 16:00" in await chat.say("/status")
        await chat.say(f"/mute {lighthouse}")
        await chat.say("/mute violin")
        await chat.say("/filter not wolves")
        await chat.say(f"/mute {bank}")
        await chat.say(f"/unmute {bank}")
        for number, stop in (
            (lighthouse, "It is muted here."),
            (violin, "It is muted here by the words “violin”."),
            (wolves, "This filter keeps it out: not wolves"),
        ):
            why = await chat.say(f"/why {number}")
            assert stop in why
            assert "held" not in why
        assert "It is held: quiet hours last until" in await chat.say(f"/why {bank}"), "a mute taken back is none"
        assert "1 story is kept until today 16:00" in await chat.say("/status")
        waiting = await chat.press("/status waiting")
        assert waiting.startswith(f"• story {bank}: Corvel bank cuts 300 jobs — It is held")
        await chat.wait_until(17)
        assert [BANK[0] in one.text for one in chat.came] == [True]
        await chat.say("/unmute violin")
        why = await chat.say(f"/why {violin}")
        assert "dropped then: It was muted. It did not come when it was written, and comes once it grows." in why


async def test_what_an_unsubscribed_feed_brought_before_does_not_come_after_quiet_hours(stage: Stage) -> None:
    async with open_reader(stage, "/settings quiet 12:00-16:00", hour=12) as chat:
        chat.publish(HARBOUR, *MARATHON)
        assert await chat.wait() == ""
        await chat.say("/unsubscribe all")
        assert await chat.wait_until(17) == ""
        assert "No subscription of this chat asks for it." in await chat.say(
            f"/why {await chat.number(MARATHON[0])}"
        )


async def test_what_a_pause_held_is_one_message_whose_stories_are_numbered_and_open(stage: Stage) -> None:
    async with open_reader(stage, hour=9) as chat:
        chat.publish(HARBOUR, *BARGE)
        assert BARGE[0] in await chat.wait()
        barge = await chat.number(BARGE[0])
        assert "Paused until" in await chat.say("/pause 4h")
        chat.publish(COAST, *BARGE_LATER)
        for title, text in (CHESS, SATELLITE, COSTUMES):
            chat.publish(HARBOUR, title, text)
        assert await chat.wait(120) == ""
        assert ["skipper" in one.text for one in chat.changed] == [True], "what stands is true all the same"
        assert "Paused until today" in await chat.say("/status")
        assert "What is new in it has not come yet. It is held: this chat is paused" in await chat.say(
            f"/why {barge}"
        )
        assert "Stories come here again" in await chat.press("/resume")
        told = await chat.wait(30)
        (bundle,) = chat.came
        assert told.startswith("While this chat was paused: 4 stories")
        news = told.split("2. ")[0]
        assert f"1. {BARGE[0]} (story {barge})" in news
        assert "The skipper of the barge Marit was found dead" in news, (
            "who knows the headline is told what is new"
        )
        chess = await chat.number(CHESS[0])
        assert f"2. {CHESS[0]} (story {chess})" in told
        assert [row[0][:2] for row in bundle.rows] == ["1.", "3.", "Di"]
        assert "Ten-year-old Rafi Oren beat chess champion" in await chat.reply("2: what happened?", bundle)
        assert f"Story {chess}" in await chat.press(f"/story {chess}")
        assert "A digest or bundle told it here on" in await chat.say(f"/why {chess}")


async def test_many_stories_of_quiet_hours_are_one_bundle_that_tells_what_is_new_of_those_that_stand(
    stage: Stage,
) -> None:
    async with open_reader(stage, "/settings quiet 12:00-16:00", hour=9) as chat:
        chat.publish(HARBOUR, *QUARRY)
        assert QUARRY[0] in await chat.wait()
        await chat.wait_until(12)
        chat.publish(COAST, *QUARRY_LATER)
        for title, text in (TUNNEL, VACCINE, HARVEST):
            chat.publish(HARBOUR, title, text)
        await chat.wait_until(17)
        (bundle,) = chat.came
        told = bundle.text.split("2. ")[1].split("3. ")[0]
        assert QUARRY[0] in told
        assert "What is new:" in told
        assert "The driver of a lorry was found dead" in told
        assert "foreman" not in told, "that stands in the post"
