"""/forget in private and in a group: what goes, what stays, and that the words of it are true."""

from __future__ import annotations

from bot.core.types import Address
from bot.ports import Storage
from tests.handlers.newsroom import HERE, Newsroom
from tests.make import make_address, make_person

GROUP = make_address("-100", platform="console")
ADA = make_person(id="7", name="Ada Lovelace")
GUEST = make_person(id="8", name="Guest", manages=False)


async def test_who_is_forgotten_in_private_may_have_the_chat_deleted_too(
    newsroom: Newsroom, storage: Storage
) -> None:
    number = await newsroom.tell_the_ferry()
    await newsroom.message("", action=f"rate:{number}:up", person=ADA)
    asked = await newsroom.message("/forget me", person=ADA)
    ((button,),) = asked.buttons
    assert (await storage.feedback.count(newsroom.clock.now().replace(year=2000), 5)) == ()
    assert await storage.channels.find(HERE) is not None
    assert "Nothing here is in your name" in await newsroom.say("", action=button.action, person=ADA)
    assert await storage.channels.find(HERE) is None
    assert "forget" in newsroom.chat.calls


async def test_a_member_of_a_group_is_forgotten_alone(newsroom: Newsroom, storage: Storage) -> None:
    number = await newsroom.tell_the_ferry()
    for person in (ADA, GUEST):
        await newsroom.message("", action=f"rate:{number}:up", person=person, address=GROUP, private=False)
    await newsroom.say("/ask 1 How many were injured?", address=GROUP, private=False)
    for words in ("/forget me", "/forget me all"):
        told = await newsroom.message(words, address=GROUP, person=GUEST, private=False)
        assert told.buttons == ()
    channel = await storage.channels.find(GROUP)
    assert channel is not None
    held = await storage.upkeep.read_holdings(channel.id, "console:7")
    assert (held.questions, held.feedback) == (1, 1)
    assert (await storage.upkeep.read_holdings(channel.id, "console:8")).feedback == 0


async def test_a_chat_is_forgotten_with_its_topics_and_a_topic_alone(
    newsroom: Newsroom, storage: Storage
) -> None:
    topics = [Address("console", "-100", thread) for thread in ("1", "2")]
    for place in (GROUP, *topics):
        await newsroom.say("/subscribe coast", address=place)
    assert "knows nothing" in await newsroom.say("/forget chat yes", address=topics[0])
    assert await storage.channels.list_in(GROUP) != ()
    assert await storage.channels.find(topics[1]) is not None
    assert "knows nothing" in await newsroom.say("/forget chat yes", address=GROUP)
    assert await storage.channels.list_in(GROUP) == ()
