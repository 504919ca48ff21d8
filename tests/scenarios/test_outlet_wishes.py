"""Hidden and trusted outlets over hours, in the chats of both platforms."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.scenarios.acting import DISCORD, TELEGRAM
from tests.scenarios.reader import open_reader
from tests.scenarios.stage import Stage
from tests.scenarios.stages import open_stage
from tests.scenarios.test_lives import COAST, FIRE, FIRE_LATER, HARBOUR, TITLE, TITLE_LATER

DAM = "Dam cracks above Lower Tilling"
CRACKS = "The Tilling dam cracked on Monday, the water board said. Homes are empty."
DAM_LATER = "Tilling dam: homes empty"
EMPTY = (
    "Homes below the cracked Tilling dam are empty since Monday evening, the water board said on Monday. "
    "Engineer Mika Roth said 300 people had left."
)
BRIDGE = "Bridge of Kell closed to lorries"
CLOSED = "The bridge of Kell was closed to lorries on Monday, the road office said. A detour of 30 km is open."
MUSEUM = "Museum of Arden buys Roth painting"
BOUGHT = "The museum of Arden bought a painting by Mika Roth for 2 million crowns on Monday, its director said."

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=[TELEGRAM, DISCORD])
async def stage(request: pytest.FixtureRequest) -> AsyncIterator[Stage]:
    async with open_stage(request.param) as opened:
        yield opened


async def test_of_a_story_that_only_a_hidden_outlet_tells_nothing_is_shown_until_it_is_shown_again(
    stage: Stage,
) -> None:
    async with open_reader(stage, f"/hide {COAST}") as chat:
        chat.publish(COAST, DAM, CRACKS)
        number = await chat.number(DAM)
        refused = f"Without the outlets that are hidden here too little is left of story {number} to tell."
        asked = (f"/story {number}", f"/sources {number}", f"/ask {number} Who said so?", f"/related {number}")
        for line in asked:  # it is not written yet
            assert refused in await chat.say(line)
        assert await chat.wait() == ""
        for line in asked:
            assert refused in await chat.say(line)
        for line in ("/search dam", "/trending", "/digest"):
            assert "dam cracks" not in (await chat.say(line)).lower()
        why = await chat.say(f"/why {number}")
        assert why.startswith(f"Story {number} In this chat")
        assert "Only outlets that are hidden here report it." in why
        assert DAM not in why

        await chat.say(f"/hide off {COAST}")
        assert await chat.wait() == "", "what was missed does not come by itself …"
        assert f"comes once it grows. /story {number} shows it now" in await chat.say(f"/why {number}")
        assert "The Tilling dam cracked" in await chat.say(f"/story {number}")
        assert DAM in await chat.say("/search dam")
        chat.publish(COAST, DAM_LATER, EMPTY)
        assert DAM_LATER in await chat.wait(), "… but when it grows"


async def test_a_story_of_two_outlets_is_told_and_explained_without_the_hidden_one(stage: Stage) -> None:
    async with open_reader(stage, f"/hide {COAST}") as chat:
        chat.publish(HARBOUR, TITLE, FIRE)
        chat.publish(COAST, TITLE_LATER, FIRE_LATER)
        post = await chat.wait()
        assert "from a single source, Harbour Post" in post
        number = await chat.number(TITLE)
        shown = (f"/story {number}", f"/sources {number}", "/search fire", "/trending")
        told = [await chat.say(line) for line in shown]
        asked = await chat.say(f"/ask {number} How many workers died?")
        assert "The sources do not say" in asked
        explained, here = (await chat.say(f"/why {number}")).split("In this chat")
        for text in (post, asked, explained, *told):
            assert COAST not in text
            assert "nine" not in text
            assert "put out at noon" not in text
        assert "Hidden here, and left out with what only they tell: Coast Radio." in here
        await chat.say(f"/hide off {COAST}")
        assert "put out at noon" in await chat.say(f"/story {number}")
        assert "reported by Coast Radio" in await chat.say(f"/why {number}")


async def test_a_trusted_outlet_is_enough_from_then_on_and_hiding_it_ends_that(stage: Stage) -> None:
    async with open_reader(stage, "/settings outlets 3") as chat:
        chat.publish(HARBOUR, BRIDGE, CLOSED)
        assert await chat.wait() == ""
        why = f"/why {await chat.number(BRIDGE)}"
        assert "report it: 1, and this chat asks for 3." in await chat.say(why)
        assert "Trusted here" in await chat.say(f"/trust {HARBOUR}")
        assert "comes once it grows." in await chat.say(why)
        chat.publish(HARBOUR, MUSEUM, BOUGHT)
        assert MUSEUM in await chat.wait()
        why = f"/why {await chat.number(MUSEUM)}"
        assert "Harbour Post is trusted here, so that its report is enough." in await chat.say(why)
        await chat.say(f"/hide {HARBOUR}")
        assert "No outlet is trusted" in await chat.say("/trust")
        assert "Only outlets that are hidden here report it." in await chat.say(why)
