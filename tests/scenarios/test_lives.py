"""A story's later life as chats see it that want messages, edits only or corrections only."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.core.types import Delivery, DeliveryState
from tests.make import at
from tests.scenarios.acting import DISCORD, TELEGRAM
from tests.scenarios.lives import Life, open_life
from tests.scenarios.stage import Stage
from tests.scenarios.stages import open_stage

HARBOUR, COAST = "Harbour Post", "Coast Radio"
TITLE = "Fire at Ostrun paint works injures six"
FIRE = (
    "Six workers were injured when a fire broke out at the Brandt paint works in Ostrun on Monday morning, fire "
    "chief Lena Holm said. Holm said a faulty dryer had started the fire. Two schools nearby were closed."
)
TITLE_LATER = "One dead in fire at Ostrun paint works"
FIRE_LATER = (
    "One worker died and nine were injured in the fire at the Brandt paint works in Ostrun on Monday, fire chief "
    "Lena Holm said. The fire was put out at noon, Holm said."
)
TITLE_LAST = "Three dead in fire at Ostrun paint works"
FIRE_LAST = (
    "Three workers died and nine were injured in the fire at the Brandt paint works in Ostrun on Monday, fire "
    "chief Lena Holm said on Monday evening. Police opened an investigation into the Brandt works."
)
OTHER_TITLE = "Pupils sent home by bus in Lower Tilling"
OTHER = (
    "The council of Lower Tilling sent 400 pupils home by bus on Monday because of thick smoke, council leader "
    "Ida Roon said. Roon said the classes would begin again on Wednesday."
)
BOTH_TITLE = "Smoke of Ostrun fire sends pupils of Lower Tilling home"
BOTH = (
    "Smoke from the fire at the Brandt paint works in Ostrun sent 400 pupils of Lower Tilling home by bus on "
    "Monday, council leader Ida Roon said. Fire chief Lena Holm said six workers were injured and that a faulty "
    "dryer had started the fire."
)


@pytest_asyncio.fixture(params=[TELEGRAM, DISCORD])
async def stage(request: pytest.FixtureRequest) -> AsyncIterator[Stage]:
    async with open_stage(request.param) as opened:
        yield opened


async def begin(stage: Stage, *settings: str) -> Life:
    """A single outlet's post stands in every chat."""
    life = await open_life(stage, *settings)
    await life.report(HARBOUR, TITLE, FIRE)
    assert life.look() == dict.fromkeys(life.rooms, (1, 0))
    return life


async def number_of(life: Life, title: str) -> int:
    found = await life.stage.newsroom.app.storage.stories.list_active(at(-600))
    return next(story.id for story in found if story.title == title)


async def deliveries_of(stage: Stage) -> list[Delivery]:
    storage = stage.newsroom.app.storage
    found = [
        await storage.deliveries.list_of_story(story.id) for story in await storage.stories.list_active(at(-600))
    ]
    return [delivery for each in found for delivery in each]


async def test_an_update_and_then_a_correction_come_as_each_chat_wants(stage: Stage) -> None:
    life = await begin(stage)
    url = await life.report(COAST, TITLE_LATER, FIRE_LATER)
    assert life.look() == {"messages": (1, 1), "edits": (0, 1), "none": (0, 0)}
    assert "What changed since" in life.last("messages").text
    assert "2 independent outlets" in life.post("edits")
    assert "single source" in life.post("none")
    await life.change(url, COAST, TITLE_LATER, FIRE_LATER.replace("nine were injured", "seven were injured"))
    assert life.look() == {"messages": (1, 1), "edits": (0, 1), "none": (0, 0)}, "it never said nine there"
    assert life.last("messages").text.strip().startswith("Correction")
    for wish in ("messages", "edits"):
        assert "corrected its article: now seven, earlier nine" in life.post(wish)
    await life.stage.newsroom.pass_time(240)
    assert life.look() == dict.fromkeys(life.rooms, (0, 0)), "and it is told once"


async def test_what_a_post_told_wrongly_is_put_right_in_every_chat(stage: Stage) -> None:
    life = await open_life(stage)
    url = await life.report(HARBOUR, TITLE, FIRE)
    life.look()
    await life.change(url, HARBOUR, TITLE.replace("six", "five"), FIRE.replace("Six workers", "Five workers"))
    assert life.look() == {"messages": (1, 1), "edits": (0, 1), "none": (0, 1)}
    for wish in life.rooms:
        assert "Harbour Post corrected its article: now five, earlier six" in life.post(wish)
    assert life.last("messages").text.strip().startswith("Correction")


async def test_an_outlet_that_takes_its_article_back_is_told_wherever_it_was_relied_on(stage: Stage) -> None:
    life = await begin(stage)
    url = await life.report(COAST, TITLE_LATER, FIRE_LATER)
    life.look()
    await life.change(url, COAST, "Retracted: " + TITLE_LATER, "This article has been retracted by the editors.")
    assert life.look() == {"messages": (1, 1), "edits": (0, 1), "none": (0, 0)}, "it was never heard of there"
    for wish in ("messages", "edits"):
        assert "One worker died" not in life.post(wish).split("Correction")[0]
        assert "Coast Radio withdrew its article" in life.post(wish)
    assert "Coast Radio" in life.last("messages").text


async def test_a_story_whose_only_outlet_takes_it_back_says_so_where_it_stands(stage: Stage) -> None:
    life = await open_life(stage)
    url = await life.report(HARBOUR, TITLE, FIRE)
    life.look()
    await life.change(url, HARBOUR, "Retracted: " + TITLE, "This article has been retracted by the editors.")
    assert life.look() == {"messages": (1, 1), "edits": (0, 1), "none": (0, 1)}
    for wish in life.rooms:
        assert "Harbour Post has withdrawn" in life.post(wish)
        assert "Six workers" not in life.post(wish)
    assert life.last("messages").text.strip().startswith("Withdrawn: ")


async def test_two_updates_in_quick_succession_are_all_in_the_post_and_flood_nobody(stage: Stage) -> None:
    life = await begin(stage)
    await life.report(COAST, TITLE_LATER, FIRE_LATER, minutes=10, step=1)
    await life.report(HARBOUR, TITLE_LAST, FIRE_LAST, minutes=10, step=1)
    soon = life.look()
    assert soon["messages"][0] <= 2
    assert (soon["edits"][0], soon["none"]) == (0, (0, 0))
    await life.stage.newsroom.pass_time(360)
    assert "Three workers died" in life.post("messages")
    assert "Three workers died" in life.post("edits")
    assert "of one owner" not in life.post("edits"), (
        "one printed what the other had, which says nothing of owners"
    )
    told = [one.text for one in life.all("messages")[1:]]
    assert sum("Three workers died" in text for text in told) == 1, told
    assert len(told) <= 2
    assert len(life.all("edits")) == len(life.all("none")) == 1


async def test_an_update_while_a_chat_is_quiet_mends_the_post_at_once_and_makes_its_sound_later(
    stage: Stage,
) -> None:
    life = await begin(stage, "quiet 12:00-15:00")
    assert stage.newsroom.clock.now().hour == 12
    await life.report(COAST, TITLE_LATER, FIRE_LATER)
    assert life.look() == {"messages": (0, 1), "edits": (0, 1), "none": (0, 0)}
    await life.stage.newsroom.pass_time(180)
    assert life.look() == {"messages": (1, 0), "edits": (0, 0), "none": (0, 0)}
    assert "What changed since" in life.last("messages").text


async def test_two_posts_that_prove_to_be_on_one_story_become_one_and_a_pointer_to_it(stage: Stage) -> None:
    life = await begin(stage)
    await life.report(COAST, OTHER_TITLE, OTHER)
    assert life.look() == dict.fromkeys(life.rooms, (1, 0)), "a story of its own, so far"
    earlier, later = await number_of(life, TITLE), await number_of(life, OTHER_TITLE)
    assert earlier != later
    await life.report(HARBOUR, BOTH_TITLE, BOTH)  # which brings the two together
    for wish in life.rooms:
        first, second = life.all(wish)  # and no message: both were told
        assert "2 independent outlets" in first.text
        assert f"Story {earlier}" in first.text
        assert first.text.split("\n")[0] in second.text
        assert f"This is one story with story {earlier}, whose post is kept up to date." in second.text
        assert "OSTRUN" not in second.text
    await stage.newsroom.pass_time(240)
    assert all(len(life.all(wish)) == 2 for wish in life.rooms)


async def test_a_post_that_somebody_deleted_is_let_be_and_what_changed_is_told_without_it(stage: Stage) -> None:
    life = await begin(stage)
    messages = life.last("messages")
    for room in life.rooms.values():
        (post,) = [one for one in room.stage.list_standing() if "Ostrun" in one.text]
        await room.stage.delete(post.id)
        room.look()
    deleted = messages.id
    await life.report(COAST, TITLE_LATER, FIRE_LATER)
    assert life.look() == {"messages": (1, 0), "edits": (0, 0), "none": (0, 0)}
    told = life.last("messages")
    assert "What changed since" in told.text
    assert told.reply_to in (None, deleted), "Discord keeps what it replied to"
    await life.report(HARBOUR, TITLE_LAST, FIRE_LAST, minutes=360)
    assert life.look() == {"messages": (1, 0), "edits": (0, 0), "none": (0, 0)}
    assert all(delivery.state is not DeliveryState.FAILED for delivery in await deliveries_of(stage))
