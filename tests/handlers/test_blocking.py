"""A blocked chat gets nothing, is not answered and costs nothing, whichever way it comes in."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.core.types import Address
from bot.ports import Storage
from tests.handlers.newsroom import RULES, Newsroom, open_newsroom
from tests.make import make_address, make_person, make_request

GROUP = make_address("-100", platform="telegram")
TOPIC = Address("telegram", "-100", "5")
ADA = make_person(id="7", name="Ada")
HOME = Address("telegram", "7")
LEASE = timedelta(minutes=5)


async def test_a_chat_is_blocked_with_its_topics_those_to_come_too(newsroom: Newsroom, storage: Storage) -> None:
    topics = [TOPIC, replace(TOPIC, thread="6")]
    now = newsroom.clock.now()
    await storage.channels.open(TOPIC, "Loud", now)
    assert "gets nothing more" in await newsroom.say("/admin block telegram:-100")
    await storage.channels.open(topics[1], "Loud", now)
    for place in (GROUP, *topics, replace(TOPIC, thread="7")):
        assert await newsroom.desk.answer(make_request("/help", address=place, person=ADA)) is None
    assert await storage.channels.list_served() == ()
    await newsroom.say("/admin unblock telegram:-100")
    for place in (GROUP, *topics):
        assert await newsroom.desk.answer(make_request("/help", address=place, person=ADA)) is not None


async def test_one_topic_may_be_blocked_alone(newsroom: Newsroom, storage: Storage) -> None:
    for place in (GROUP, TOPIC):
        await storage.channels.open(place, "Loud", newsroom.clock.now())
    await newsroom.say("/admin block telegram:-100/5")
    assert await newsroom.desk.answer(make_request("/help", address=TOPIC, person=ADA)) is None
    assert await newsroom.desk.answer(make_request("/help", address=GROUP, person=ADA)) is not None


async def test_a_chat_that_never_subscribed_can_be_blocked(storage: Storage) -> None:
    async with open_newsroom(storage, rules=replace(RULES, operators=frozenset({"console:1"}))) as newsroom:
        assert "no chat that AiBot knows" in await newsroom.say("/admin block carrier-pigeon:7")
        assert "gets nothing more" in await newsroom.say("/admin block console:-7")
        assert await storage.channels.list_served() == ()


async def test_a_blocked_person_finds_nothing_inline_and_gets_no_suggestions(
    newsroom: Newsroom, storage: Storage
) -> None:
    await newsroom.tell_the_ferry()
    assert await newsroom.desk.find_pieces("ferry", 5, HOME) != ()
    await storage.channels.open(HOME, "Ada", newsroom.clock.now())
    await newsroom.say("/admin block telegram:7")
    assert await newsroom.desk.find_pieces("ferry", 5, HOME) == ()
    request = make_request("/summarize", address=HOME, person=ADA)
    assert await newsroom.desk.suggest(request, "story", "number", "") == ()


async def test_a_blocked_channel_is_not_run_from_a_private_chat_either(
    newsroom: Newsroom, storage: Storage
) -> None:
    await storage.channels.open(GROUP, "Loud", newsroom.clock.now())
    await newsroom.say("/admin block telegram:-100")
    asked = make_request("/settings", address=GROUP, home=HOME, person=ADA)
    assert await newsroom.desk.answer(asked) is None


async def test_a_block_stays_when_the_chat_moves_and_when_it_is_met_again_first(storage: Storage) -> None:
    moved = Address("telegram", "-100999")
    async with open_newsroom(storage) as newsroom:
        now = newsroom.clock.now()
        await storage.channels.open(GROUP, "Loud", now)
        await newsroom.say("/admin block telegram:-100")
        await storage.channels.open(moved, "Loud", now)
        await newsroom.desk.moved(GROUP, moved)
        assert await newsroom.desk.answer(make_request("/help", address=moved, person=ADA)) is None


async def test_feeds_that_only_blocked_chats_read_are_not_checked(newsroom: Newsroom, storage: Storage) -> None:
    await newsroom.message("/subscribe coast", address=GROUP)
    later = newsroom.clock.now() + timedelta(days=1)
    await newsroom.say("/admin block telegram:-100")
    assert await storage.feeds.claim_due(later, LEASE, 10) == ()
    await newsroom.say("/admin unblock telegram:-100")
    assert len(await storage.feeds.claim_due(later, LEASE, 10)) == 2


async def test_a_chat_that_was_never_met_is_not_served_because_its_block_ended(newsroom: Newsroom) -> None:
    await newsroom.say("/admin block console:-7")
    assert "0 gone, 1 blocked" in await newsroom.say("/admin")
    ended = await newsroom.say("/admin unblock console:-7")
    assert ended == "console:-7 is not blocked any more. It is served once somebody there asks."
    assert "0 served, 0 gone, 0 blocked" in await newsroom.say("/admin")
    assert "no chat that AiBot knows" in await newsroom.say("/admin unblock console:-7")


async def test_a_block_of_a_chat_that_is_gone_brings_nothing_back(newsroom: Newsroom, storage: Storage) -> None:
    await newsroom.say("/subscribe coast", address=GROUP)
    await newsroom.desk.left(GROUP)
    await newsroom.say("/admin block telegram:-100")
    assert "once somebody there asks" in await newsroom.say("/admin unblock telegram:-100")
    assert await storage.channels.list_served() == ()
    await newsroom.desk.back(GROUP)
    assert "coast" in await newsroom.say("/subscriptions", address=GROUP)


async def test_blocked_chats_are_listed_and_what_was_not_blocked_is_told_so(newsroom: Newsroom) -> None:
    await newsroom.say("/subscribe coast", address=GROUP, chat_title="Loud")
    assert await newsroom.say("/admin unblock telegram:-100") == "telegram:-100 was not blocked."
    await newsroom.say("/admin block telegram:-100")
    told = await newsroom.say("/admin chats")
    assert "No chat is served yet." in told
    assert "1 chat is blocked" in told
    assert "Loud telegram:-100" in told
