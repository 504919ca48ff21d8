"""A story that grows into what chats wish, or out of it, and what /why says by command, button and reply."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
import pytest_asyncio

from tests.scenarios.acting import DISCORD, TELEGRAM
from tests.scenarios.reader import open_reader
from tests.scenarios.stage import Stage
from tests.scenarios.stages import open_stage
from tests.scenarios.test_lives import COAST, FIRE, FIRE_LATER, HARBOUR, TITLE, TITLE_LATER

TITLE_ARREST = "Owner of Ostrun paint works arrested"
ARREST = (
    "Police arrested Karl Brandt, owner of the Brandt paint works in Ostrun, after the fire there that killed "
    "one worker, prosecutor Una Sand said."
)
STILL = "What stands here is still kept up to date, but no message comes about it."
WISHES = {
    "words": ("/filter fire AND died",),
    "outlet": ("/filter outlet:coast",),
    "no outlet": ("/filter not outlet:coast",),
    "mute": ("/mute died",),
    "topic": ("/mute topic:disasters",),
    "search": ("/unsubscribe coast", '/subscribe "died"'),
}


@pytest_asyncio.fixture(params=[TELEGRAM, DISCORD])
async def stage(request: pytest.FixtureRequest) -> AsyncIterator[Stage]:
    async with open_stage(request.param) as opened:
        yield opened


async def test_a_story_comes_when_it_grows_into_a_wish_and_is_told_no_further_when_it_grows_out_of_it(
    stage: Stage,
) -> None:
    async with AsyncExitStack() as stack:
        first = await stack.enter_async_context(open_reader(stage, *WISHES["words"], hour=9))
        others = [await stack.enter_async_context(open_reader(stage, *WISHES[one])) for one in [*WISHES][1:]]
        chats = dict(zip(WISHES, (first, *others), strict=True))

        async def happens(outlet: str, title: str, text: str) -> dict[str, tuple[int, int]]:
            """How many messages came in each chat, and how many were changed."""
            first.publish(outlet, title, text)
            await first.wait()
            for chat in others:
                chat.look()
            return {wish: (len(chat.came), len(chat.changed)) for wish, chat in chats.items()}

        async def explain() -> dict[str, str]:
            return {wish: (await chat.say(why)).split("In this chat ")[1] for wish, chat in chats.items()}

        nothing, post, mended, told = (0, 0), (1, 0), (0, 1), (1, 1)
        assert await happens(HARBOUR, TITLE, FIRE) == {
            "words": nothing,
            "outlet": nothing,
            "no outlet": post,
            "mute": post,
            "topic": nothing,
            "search": nothing,
        }
        why = f"/why {await first.number(TITLE)}"
        reasons = await explain()
        assert "This filter keeps it out: fire AND died" in reasons["words"]
        assert "This filter keeps it out: outlet:coast" in reasons["outlet"]
        assert "It came here on" in reasons["no outlet"]
        assert "muted here by the words “topic:disasters”" in reasons["topic"]
        assert reasons["search"] == "No subscription of this chat asks for it."

        assert await happens(COAST, TITLE_LATER, FIRE_LATER) == {
            "words": post,
            "outlet": post,
            "no outlet": mended,
            "mute": mended,
            "topic": nothing,
            "search": post,
        }
        reasons = await explain()
        assert reasons["search"].endswith("The subscription “died” asks for it.")
        assert reasons["no outlet"].endswith(f"This filter keeps it out: not outlet:coast {STILL}")
        assert reasons["mute"].endswith(f"It is muted here by the words “died”. {STILL}")

        await first.say("/filter not police")
        await chats["mute"].say("/unmute died")
        assert await happens(HARBOUR, TITLE_ARREST, ARREST) == {
            "words": mended,
            "outlet": told,
            "no outlet": mended,
            "mute": told,
            "topic": nothing,
            "search": told,
        }
        assert "Police arrested Karl Brandt" in chats["mute"].came[0].text
        post_here = next(one for one in first.stage.list_standing() if f"Story {why.split()[1]} ·" in one.text)
        by_reply = await first.reply("/why", post_here)
        await first.say(f"/sources {why.split()[1]}")
        by_button = await first.press(why)
        for said in (by_reply, by_button, await first.say(why)):
            assert f"This filter keeps it out: not police {STILL}" in said
