"""Two posts of what a third article shows to be one story, and what chats of every wish make of it afterwards."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.scenarios.acting import DISCORD, TELEGRAM
from tests.scenarios.reader import Reader, open_reader
from tests.scenarios.stage import Stage
from tests.scenarios.stages import open_stage
from tests.scenarios.test_lives import BOTH, BOTH_TITLE, COAST, FIRE, HARBOUR, OTHER, OTHER_TITLE, TITLE

TITLE_DEAD = "Ten dead in Ostrun paint works fire"
DEAD = (
    "Ten workers of the Brandt paint works in Ostrun died of burns on Tuesday, the hospital of Ostrun said. "
    "Police arrested the owner, Karl Brandt."
)


@pytest_asyncio.fixture(params=[TELEGRAM, DISCORD])
async def stage(request: pytest.FixtureRequest) -> AsyncIterator[Stage]:
    async with open_stage(request.param) as opened:
        yield opened


async def told(chat: Reader, number: int) -> str:
    """What /why says of this chat."""
    return (await chat.say(f"/why {number}")).split("In this chat ")[1]


async def test_what_two_posts_told_is_one_story_from_the_third_article_on_in_every_chat(stage: Stage) -> None:
    async with (
        open_reader(stage, hour=9) as both,
        open_reader(stage, "/filter pupils") as later,
        open_reader(stage, f"/hide {COAST}") as hiding,
        open_reader(stage, "/settings rhythm digest 12:00 18:00") as bundled,
    ):
        chats = (both, later, hiding, bundled)
        both.publish(HARBOUR, TITLE, FIRE)
        await both.wait()
        both.publish(COAST, OTHER_TITLE, OTHER)
        await both.wait_until(13)
        for chat in chats:
            chat.look()
        fire, pupils = await both.number(TITLE), await both.number(OTHER_TITLE)
        assert fire != pupils
        for chat, thumb in ((both, "up"), (later, "down")):
            assert "Thank you" in await chat.press(f"/rate {pupils} {thumb}")
        assert "Followed here" in await both.press(f"/follow {pupils}")

        both.publish(HARBOUR, BOTH_TITLE, BOTH)
        assert await both.wait() == "", "all that it tells was told by the two"
        assert await both.number(OTHER_TITLE) == fire
        first, second = both.changed
        assert f"Story {fire} · " in first.text
        assert f"This is one story with story {fire}, whose post is kept up to date." in second.text
        assert "Fire chief Lena Holm said six workers were injured" in later.look(), (
            "news to who saw the second alone"
        )
        assert [f"Story {fire} · " in one.text for one in later.changed] == [True]
        assert COAST not in hiding.look() + hiding.changed[0].text
        assert bundled.look() == ""

        # Wishes and thumbs are for the one story now, under either number.
        assert "Taken back" in await both.press(f"/rate {fire} up")
        assert "Taken back" in await later.press(f"/rate {fire} down")
        assert f"1. story {fire} " in await both.say("/follow")
        assert f"Muted here: story {fire}." in await later.say(f"/mute {pupils}")
        why = await told(both, pupils)
        assert why.startswith("It came here on November 17, 2026, 10:00.")
        assert f"Story {pupils}, which is part of it now, came here on November 17, 2026, 11:" in why
        assert "It is followed here" in why
        assert (await told(bundled, pupils)).count("A digest or bundle told it here") == 1

        # What happens next is told once, to who wishes it.
        both.publish(COAST, TITLE_DEAD, DEAD)
        await both.wait_until(19)
        (news,) = both.came
        assert news.text.strip().startswith("What changed since")
        assert news.reply_to == first.id
        assert "Ten workers of the Brandt paint works in Ostrun died" in news.text
        assert later.look() == ""
        assert "Ten workers" in later.changed[-1].text
        assert "but no message comes about it" in await told(later, fire)
        assert hiding.look() == ""
        digest = bundled.look()
        assert f"(story {fire})" in digest
        assert "New since the last digest" in digest
        assert "Ten workers of the Brandt paint works in Ostrun died" in digest
        assert "400 pupils" not in digest, "the digest before told it, as another story"
