"""/admin, /privacy and /forget, and what happens once an hour."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.core.types import Address, Bundle, Message, Retention
from bot.ports import Storage
from bot.steps.deliver import deliver
from handlers.dispatch import NewsDesk
from tests.fakes import Killed, Mortal, plain
from tests.handlers.newsroom import ELSEWHERE, HERE, RULES, STRIKE, Newsroom, open_newsroom
from tests.make import NOW, make_address, make_person, make_request
from tests.storage.scenes import write_every_hour

GROUP = make_address("-100", platform="telegram")
BOSS = make_person(id="7")
GUEST = make_person(id="8", manages=False)


@pytest.mark.parametrize(
    "text", ["/admin", "/admin feeds", "/admin announce Hello", "/admin block telegram:-100"]
)
async def test_only_operators_may(storage: Storage, text: str) -> None:
    async with open_newsroom(storage, rules=replace(RULES, operators=frozenset({"telegram:7"}))) as newsroom:
        assert "for those who run AiBot" in await newsroom.say(text, address=GROUP, person=GUEST)
        assert "for those who run AiBot" not in await newsroom.say(text, address=GROUP, person=BOSS)


async def test_the_standing_tells_chats_feeds_pieces_and_what_waits(newsroom: Newsroom) -> None:
    assert "Newest piece: none in two weeks" in await newsroom.say("/admin")
    number = await newsroom.tell_the_ferry()
    told = await newsroom.say("/admin")
    assert "Chats: 1 served, 0 gone, 0 blocked" in told
    assert "What people think" not in told
    await newsroom.message("", action=f"rate:{number}:up")
    liked = await newsroom.say("/admin")
    assert f"Story {number}: 1 found it useful, 0 did not" in liked
    assert "Coast Radio: 👍 1, 👎 0" in liked
    assert "Harbour Post: 👍 1, 👎 0" in liked
    assert "pieces written 1, messages sent 1" in told
    newsroom.clock.move(timedelta(hours=11))
    assert "hours ago" in await newsroom.say("/admin")
    assert "Waiting to be sent: 0, none of them late" in told


async def test_ill_feeds_are_listed_with_their_trouble(newsroom: Newsroom) -> None:
    await newsroom.say("/subscribe coast")
    await newsroom.pass_time(60)
    told = await newsroom.say("", action="admin:feeds")
    assert "feeds fail" in told
    assert "never worked" in told


async def test_a_command_of_operators_without_its_words_says_what_is_missing(newsroom: Newsroom) -> None:
    for typed, told in (
        ("block", "Which chat? Write its name as /admin chats shows it"),
        ("unblock", "Which chat?"),
        ("announce", "Announce what? Write /admin announce and the text."),
        ("everything", "/admin knows feeds, chats, usage, announce, block and unblock."),
    ):
        assert (await newsroom.say(f"/admin {typed}")).startswith(told)


async def test_long_lists_of_chats_and_feeds_are_turned_page_by_page(storage: Storage) -> None:
    urls = tuple(f"https://outlet{number}.example/feed.xml" for number in range(17))
    rules = replace(RULES, bundles=(Bundle(name="world", title="The world", urls=urls),))
    async with open_newsroom(storage, rules=rules) as newsroom:
        for number in range(17):
            await newsroom.message("/subscribe world", address=make_address(f"{300 + number}"))
        await newsroom.pass_time(0)
        for what, names in (
            ("feeds", [f"//outlet{number}.example" for number in range(17)]),
            ("chats", [f":{300 + number}" for number in range(17)]),
        ):
            pages = [await newsroom.message("", action=f"admin:{what}")]
            pages.append(await newsroom.message("", action=pages[0].buttons[-1][-1].action))
            told = "".join(map(plain, pages))
            assert len(plain(pages[1]).splitlines()) == 1 + 2
            assert pages[1].replaces
            assert all(name in told for name in names)


async def test_an_announcement_is_shown_first_then_sent_once_to_every_chat_one_after_another(
    newsroom: Newsroom,
) -> None:
    await newsroom.say("/start", address=ELSEWHERE)
    await newsroom.tell_the_ferry()
    await newsroom.say("/help", address=ELSEWHERE)
    before = len(newsroom.posts(ELSEWHERE))
    shown = await newsroom.message("/admin announce We move house on Sunday.\n\nBack at noon.")
    (button,) = shown.buttons[0]
    assert len(newsroom.posts(ELSEWHERE)) == before
    assert "now" in await newsroom.say("", action=button.action)
    assert "already" in await newsroom.say("", action=button.action)
    await newsroom.pass_time(10)
    assert newsroom.posts(HERE).count("We move house on Sunday.\nBack at noon.") == 1


async def announce(newsroom: Newsroom) -> Message:
    """Sent to every chat; the answer to that."""
    shown = await newsroom.message("/admin announce We move house on Sunday.")
    return await newsroom.message("", action=shown.buttons[0][0].action)


async def test_an_announcement_can_be_stopped_on_its_way(newsroom: Newsroom, storage: Storage) -> None:
    chats = [make_address(str(number)) for number in range(500, 520)]
    for chat in chats:
        await storage.channels.open(chat, "", newsroom.clock.now())
    sent = await announce(newsroom)
    assert "20 chats now" in plain(sent)
    assert "takes 1 minute" in plain(sent)
    await newsroom.pass_time(10 / 60, step=10 / 60)
    heard = sum(len(newsroom.posts(chat)) for chat in chats)
    assert 0 < heard < 10
    ((stop,),) = sent.buttons
    assert f"Stopped: {20 - heard} chats" in await newsroom.say("", action=stop.action)
    await newsroom.pass_time(10)
    assert sum(len(newsroom.posts(chat)) for chat in chats) == heard
    again = stop.action.replace("cancel", "send")
    assert "was stopped" in await newsroom.say("", action=again)
    await storage.channels.open(make_address("600"), "", newsroom.clock.now())
    assert "was stopped" in await newsroom.say("", action=again)
    await newsroom.pass_time(10)
    assert newsroom.posts(make_address("600")) == []


async def test_wherever_the_process_dies_everybody_hears_an_announcement_and_at_most_one_chat_twice(
    newsroom: Newsroom, storage: Storage
) -> None:
    chats = [make_address(str(number)) for number in (501, 502, 503)]
    for chat in chats:
        await storage.channels.open(chat, "", newsroom.clock.now())
    before: list[int] = [0, 0, 0]
    for lives in itertools.count():
        shown = await newsroom.message(f"/admin announce We move house in {lives} days.")
        send = shown.buttons[0][0].action
        died = await die_announcing(newsroom, send, lives)
        await newsroom.say("", action=send)  # whoever pressed and got no answer presses again
        await newsroom.pass_time(10, step=5)
        heard = [newsroom.posts(chat).count(f"We move house in {lives} days.") for chat in chats]
        assert sorted(heard) in ([1, 1, 1], [1, 1, 2] if died else [1, 1, 1])
        before = [one + two for one, two in zip(before, heard, strict=True)]
        if not died:
            break
    assert lives > 40
    assert [len(newsroom.posts(chat)) for chat in chats] == before  # and nothing else


async def die_announcing(newsroom: Newsroom, send: str, lives: int) -> bool:
    """Plans and sends an announcement until it dies; whether it did."""
    left, app = iter(range(lives)), newsroom.app
    mortal: Any = replace(
        app, storage=Mortal(app.storage, left), platforms={"console": Mortal(newsroom.chat, left)}
    )
    try:
        await NewsDesk(mortal).answer(make_request("", action=send, address=HERE))
        now = newsroom.clock.move(timedelta(seconds=10))
        for delivery_id in await mortal.storage.deliveries.claim_due(now, timedelta(minutes=5), 100):
            await deliver(mortal, delivery_id)
    except Killed:
        return True
    return False


async def test_a_group_hears_an_announcement_once_and_a_new_chat_when_it_is_sent_again(
    newsroom: Newsroom, storage: Storage
) -> None:
    topics = [Address("console", "-500", thread) for thread in ("1", "2", None)]
    for place in topics:
        await storage.channels.open(place, "", newsroom.clock.now())
    sent = await announce(newsroom)
    await newsroom.pass_time(1, step=1)
    assert [len(newsroom.posts(place)) for place in topics] == [0, 0, 1]
    late = make_address("-600", platform="console")
    await storage.channels.open(late, "", newsroom.clock.now())
    again = sent.buttons[0][0].action.replace("cancel", "send")
    assert "1 chat now" in await newsroom.say("", action=again)
    await newsroom.pass_time(1, step=1)
    assert [len(newsroom.posts(place)) for place in (*topics, late)] == [0, 0, 1, 1]


async def test_a_chat_that_is_paused_hears_an_announcement_after_its_pause(newsroom: Newsroom) -> None:
    for words in ("/subscribe coast", "/pause 3h"):
        await newsroom.say(words, address=ELSEWHERE)
    before = len(newsroom.posts(ELSEWHERE))
    await announce(newsroom)
    await newsroom.pass_time(60)
    assert len(newsroom.posts(ELSEWHERE)) == before
    await newsroom.pass_time(180)
    assert "We move house on Sunday." in newsroom.posts(ELSEWHERE)


@pytest.mark.parametrize("text", ["/admin", "/admin chats", "/usage"])
async def test_what_is_for_operators_is_not_told_to_a_group(storage: Storage, text: str) -> None:
    async with open_newsroom(storage, rules=replace(RULES, operators=frozenset({"telegram:7"}))) as newsroom:
        group = {"address": GROUP, "person": BOSS, "private": False}
        assert "in a private chat" in await newsroom.say(text, **group)
        pressed = await newsroom.desk.answer(make_request("", action="admin:chats", **group))
        assert pressed is not None
        assert "in a private chat" in pressed.passing


@pytest.mark.parametrize("text", ["/admin", "/admin feeds", "/admin announce Hello", "/usage"])
async def test_in_a_server_operators_are_told_alone_and_nothing_where_everybody_would_read_it(
    storage: Storage, text: str
) -> None:
    async with open_newsroom(storage, rules=replace(RULES, operators=frozenset({"discord:7"}))) as newsroom:
        server = {"address": make_address("300", platform="discord"), "person": BOSS, "private": False}
        called = await newsroom.desk.answer(make_request(text, **server, confidential=True))
        mentioned = await newsroom.desk.answer(make_request(text, **server))
    assert called is not None
    assert mentioned is not None
    assert called.personal
    assert "in a private chat" in plain(mentioned)
    assert "in a private chat" not in plain(called)


async def test_a_button_is_checked_anew_and_a_name_makes_nobody_an_operator(storage: Storage) -> None:
    async with open_newsroom(storage, rules=replace(RULES, operators=frozenset({"telegram:7"}))) as newsroom:
        for person in (make_person(id="8", name="telegram:7"), make_person(id="07"), make_person(id="7 ")):
            pressed = make_request("", action="admin:chats", address=GROUP, person=person)
            told = await newsroom.desk.answer(pressed)
            assert told is not None
            assert "for those who run AiBot" in told.passing


@pytest.mark.parametrize(
    "text",
    [
        *("/admin send 99", "/admin send x", "/admin cancel 99", "/admin cancel", "/admin announce"),
        *("/admin block nowhere", "/admin fly"),
    ],
)
async def test_what_an_operator_gets_wrong_is_explained(newsroom: Newsroom, text: str) -> None:
    told = await newsroom.say(text)
    assert "Something went wrong" not in told
    assert told


async def test_a_blocked_chat_gets_nothing_and_is_not_answered(newsroom: Newsroom, storage: Storage) -> None:
    await storage.channels.open(GROUP, "Loud people", newsroom.clock.now())
    assert "telegram:-100" in await newsroom.say("/admin chats")
    assert "gets nothing more" in await newsroom.say("/admin block telegram:-100")
    assert await newsroom.desk.answer(make_request("/help", address=GROUP, person=BOSS)) is None
    assert "served again" in await newsroom.say("/admin unblock telegram:-100")
    assert await newsroom.desk.answer(make_request("/help", address=GROUP, person=BOSS)) is not None


async def test_privacy_lists_what_is_stored_and_for_how_long(newsroom: Newsroom) -> None:
    assert "Nothing of this chat." in await newsroom.say("/privacy", address=ELSEWHERE)
    await newsroom.tell_the_ferry()
    await newsroom.say("/ask How many were injured?")
    told = await newsroom.say("/privacy")
    assert "1 subscription" in told
    assert "1 question with its answer" in told
    assert "Questions and answers: for good" in told


async def test_a_chat_is_forgotten_only_when_it_is_meant(newsroom: Newsroom, storage: Storage) -> None:
    await newsroom.tell_the_ferry()
    asked = await newsroom.message("/forget chat")
    (sure,) = asked.buttons[0]
    assert await storage.channels.find(HERE) is not None
    assert "knows nothing of this chat" in await newsroom.say("", action=sure.action)
    channel = await storage.channels.find(HERE)
    assert channel is None or await storage.channels.list_subscriptions(channel.id) == ()
    assert "Done" in await newsroom.say("/forget me")


async def test_only_who_manages_may_have_a_chat_forgotten(newsroom: Newsroom, storage: Storage) -> None:
    await newsroom.tell_the_ferry()
    assert "Only administrators" in await newsroom.say("/forget chat yes", person=GUEST)
    assert "Forget what?" in await newsroom.say("/forget")
    assert await storage.channels.find(HERE) is not None


async def test_old_stories_are_deleted_as_the_hours_pass(storage: Storage) -> None:
    rules = replace(RULES, retention=Retention(stories=timedelta(days=4), questions=timedelta(days=1)))
    async with open_newsroom(storage, rules=rules) as newsroom:
        number = await newsroom.tell_the_ferry()
        await newsroom.say("/ask How many were injured?")
        newsroom.clock.move(timedelta(days=6))
        await newsroom.pass_time(60, step=30)
        assert (await storage.count()).stories == 0
        assert "no story" in (await newsroom.say(f"/story {number}")).lower()
        assert "1 question" not in await newsroom.say("/privacy")


async def test_a_long_silence_is_told_to_the_operators_once(storage: Storage) -> None:
    rules = replace(RULES, alerts=("console:999",))
    async with open_newsroom(storage, rules=rules) as newsroom:
        await newsroom.say("/subscribe coast")
        await write_every_hour(storage, newsroom.clock.now(), days=4)
        with capture_logs() as logs:
            await newsroom.pass_time(12 * 60, step=60)
        assert sum("longer than is normal" in one["event"] for one in logs) == 1
        told = [text for text in newsroom.posts(Address("console", "999")) if "longer than is normal" in text]
        assert len(told) == 1
        minute = (newsroom.clock.now() - NOW).total_seconds() / 60 + 1
        newsroom.publish("Harbour Post", "Vellmark teachers vote to strike", STRIKE, minute)
        await newsroom.pass_time(300, step=20)
        over = [text for text in newsroom.posts(Address("console", "999")) if "published again" in text]
        assert len(over) == 1
