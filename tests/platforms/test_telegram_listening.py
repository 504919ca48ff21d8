"""Questions heard and answered through the real library, by long polling at a strict Bot API."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.types import Address, Message, Paragraph, Person, Request, Span
from tests.platforms.bot_api import Fault
from tests.platforms.bot_api_reading import ApiError, Json
from tests.platforms.bot_api_world import BOT, Chat, Sent
from tests.platforms.telegram_bench import QUICK, Bench, listening, open_bench, say

pytestmark = pytest.mark.quick_time

GROUP = -100500
IMPATIENT = replace(QUICK, grace=timedelta(milliseconds=50))


def texts(bench: Bench, chat: int) -> list[str]:
    return [sent.text for sent in bench.api.world.sent_to(chat)]


async def test_a_private_question_is_answered_as_a_reply_and_the_desk_told_where() -> None:
    async with open_bench() as bench, listening(bench):
        asked = await bench.api.write(bench.api.world.add(Chat(7, bot="stranger", title="Ada")), "Who was hurt?")
        await bench.desk.wait_for(lambda: bench.desk.posts)
        (sent,) = bench.api.world.sent_to(7)
    assert (sent.text, sent.reply_to) == ("You said: Who was hurt?", asked.message_id)
    request, message, message_ids = bench.desk.posts[0]
    assert request == Request(
        address=Address("telegram", "7"),
        person=Person("7", "Ada Byron", manages=True),
        text="Who was hurt?",
        private=True,
        chat_title="Ada",
    )
    assert (message, message_ids) == (say("You said: Who was hurt?"), (str(sent.message_id),))


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("/digest now", "/digest now"),
        ("/digest@AiBotTest now", "/digest now"),
        ("/DIGEST@aibottest", "/DIGEST"),
        ("/digest@OtherBot now", None),
        ("@AiBotTest, who was hurt?", "who was hurt?"),
        ("who was hurt 😀 @aibottest", "who was hurt 😀"),
        ("who was hurt, @AiBotTestimony?", None),
        ("hello everybody", None),
    ],
)
async def test_in_a_group_only_words_for_us_are_heard(said: str, heard: str | None) -> None:
    async with open_bench() as bench:
        bench.api.privacy = False
        group = bench.api.world.add(Chat(GROUP, "supergroup", "Harbour"))
        async with listening(bench):
            await bench.api.write(group, said)
            await bench.api.write(group, "/last")
            await bench.desk.wait_for(lambda: bench.desk.posts and bench.desk.posts[-1][0].text == "/last")
    assert [request.text for request in bench.desk.asked] == ([heard] if heard else []) + ["/last"]
    assert all(not request.private and request.chat_title == "Harbour" for request in bench.desk.asked)


async def test_a_reply_to_us_is_heard_with_what_it_replies_to_and_one_to_others_is_not() -> None:
    async with open_bench() as bench:
        group = bench.api.world.add(Chat(GROUP, "supergroup", "Harbour"))
        bench.api.privacy = False
        async with listening(bench):
            post = await bench.telegram.send(Address("telegram", str(GROUP)), say("A story"), key="k")
            theirs = await bench.api.write(group, "chatter")
            await bench.api.write(group, "indeed", reply_to=theirs)
            await bench.api.write(group, "why?", reply_to=bench.api.world.messages[GROUP, int(post)])
            await bench.desk.wait_for(lambda: bench.desk.posts)
    assert [(request.text, request.reply_to) for request in bench.desk.asked] == [("why?", post)]


async def test_in_a_topic_it_is_answered_there_and_the_topics_opening_is_no_reply() -> None:
    async with open_bench() as bench:
        forum = bench.api.world.add(Chat(GROUP, "supergroup", "Harbour", threads={9}))
        opening = bench.api.world.messages[GROUP, 9] = Sent(GROUP, 9, "opened by the bot")
        async with listening(bench):
            topic: Json = {"message_thread_id": 9, "is_topic_message": True}
            await bench.api.write(forum, "just talk", reply_to=opening, **topic)
            await bench.api.write(forum, "/digest", reply_to=opening, **topic)
            await bench.desk.wait_for(lambda: bench.desk.posts)
            (sent,) = bench.api.world.sent_to(GROUP)[-1:]
    (request,) = bench.desk.asked
    assert (request.text, request.address.thread, request.reply_to) == ("/digest", "9", None)
    assert sent.thread == 9


async def test_only_administrators_manage_a_group_and_an_anonymous_one_counts() -> None:
    async with open_bench() as bench:
        group = bench.api.world.add(Chat(GROUP, "supergroup", "Harbour"))
        group.administrators = {1: "creator", 2: "administrator"}
        async with listening(bench):
            for number in (1, 2, 3):
                user = {"id": number, "is_bot": False, "first_name": f"User {number}"}
                await bench.api.write(group, "/subscribe", user=user)
            await bench.api.write_anonymously(group, "/subscribe")
            await bench.desk.wait_for(lambda: len(bench.desk.posts) == 4)
            for method in ("getChatMember", "getChatAdministrators"):
                bench.api.fail_next(method, Fault(ApiError(400, "Bad Request: member list is inaccessible")))
            await bench.api.write(group, "/subscribe", user={"id": 1, "is_bot": False, "first_name": "User 1"})
            await bench.desk.wait_for(lambda: len(bench.desk.posts) == 5)
    assert [(request.person.id, request.person.manages) for request in bench.desk.asked] == [
        ("1", True),
        ("2", True),
        ("3", False),
        (str(GROUP), True),
        ("1", False),
    ]


async def test_other_bots_and_a_channels_forwards_are_not_heard() -> None:
    async with open_bench() as bench:
        bench.api.privacy = False
        group = bench.api.world.add(Chat(GROUP, "supergroup", "Harbour"))
        async with listening(bench):
            await bench.api.write(group, "/a", user={"id": 5, "is_bot": True, "first_name": "Robot"})
            channel = {"id": -100600, "type": "channel", "title": "News"}
            await bench.api.write(group, "/b", sender_chat=channel, is_automatic_forward=True)
            await bench.api.write(group, "/c", sender_chat=channel)
            await bench.desk.wait_for(lambda: bench.desk.posts)
    assert [(request.text, request.person) for request in bench.desk.asked] == [
        ("/c", Person("-100600", "News", manages=False))
    ]


async def test_in_a_channel_commands_are_heard_and_posts_are_not() -> None:
    async with open_bench() as bench:
        channel = bench.api.world.add(Chat(-100600, "channel", "News"))
        async with listening(bench):
            await bench.api.write(channel, "Our evening edition")
            await bench.api.write(channel, "/digest")
            await bench.desk.wait_for(lambda: bench.desk.posts)
        assert texts(bench, -100600) == ["You said: /\u2060digest"]
    (request,) = bench.desk.asked
    assert (request.text, request.person.manages, request.private) == ("/digest", True, False)


async def test_a_pressed_button_is_acknowledged_at_once_and_its_action_asked() -> None:
    let_go = asyncio.Event()

    async def slow(request: Request) -> Message | None:
        if request.text:
            await let_go.wait()
        return say("done")

    async with open_bench(slow) as bench:
        chat = bench.api.world.add(Chat(7))
        async with listening(bench):
            post = await bench.telegram.send(Address("telegram", "7"), say("A story"), key="k")
            await bench.api.write(chat, "a slow question")
            await bench.desk.wait_for(lambda: bench.desk.asked)
            await bench.api.press(bench.api.world.messages[7, int(post)], "sources:7")
            await bench.api.wait_for(lambda: not bench.api.world.open_queries)
            assert len(bench.desk.asked) == 1  # the chat's earlier question still comes first
            let_go.set()
            await bench.desk.wait_for(lambda: len(bench.desk.posts) == 2)
    pressed = bench.desk.asked[1]
    assert (pressed.action, pressed.text, pressed.reply_to) == ("sources:7", "", post)
    assert len(bench.api.called("answerCallbackQuery")) == 1


async def test_a_button_of_a_message_too_old_to_be_shown_still_works() -> None:
    async with open_bench() as bench:
        group = bench.api.world.add(Chat(GROUP, "supergroup", "Harbour"))
        group.administrators = {7: "creator"}
        async with listening(bench):
            await bench.api.press(Sent(GROUP, 5, "old"), "sources:7", faded=True)
            await bench.desk.wait_for(lambda: bench.desk.posts)
    (request,) = bench.desk.asked
    assert (request.action, request.reply_to, request.person.manages) == ("sources:7", "5", True)


async def test_a_mention_without_a_username_and_the_general_topic_are_understood() -> None:
    async with open_bench() as bench:
        bench.api.privacy = False
        forum = bench.api.world.add(Chat(GROUP, "supergroup", "Harbour", threads={9}))
        async with listening(bench):
            entity = {"type": "text_mention", "offset": 0, "length": 5, "user": BOT}
            general: Json = {"message_thread_id": 1, "is_topic_message": True, "entities": [entity]}
            await bench.api.write(forum, "AiBot, what is new?", **general)
            await bench.desk.wait_for(lambda: bench.desk.posts)
    (request,) = bench.desk.asked
    assert (request.text, request.address) == ("AiBot, what is new?", Address("telegram", str(GROUP)))


async def test_typing_is_shown_while_an_answer_takes_its_time() -> None:
    let_go = asyncio.Event()

    async def slow(request: Request) -> Message | None:
        await let_go.wait()
        return say("done")

    async with open_bench(slow) as bench, listening(bench):
        await bench.api.write(bench.api.world.add(Chat(7)), "question")
        await bench.api.wait_for(lambda: bench.api.called("sendChatAction"))
        let_go.set()
        await bench.desk.wait_for(lambda: bench.desk.posts)


async def test_for_a_chat_that_is_ignored_nothing_is_asked_fetched_or_shown() -> None:
    async with open_bench() as bench, listening(bench):
        ignored, other = bench.api.world.add(Chat(7)), bench.api.world.add(Chat(8))
        bench.desk.blocked.add("7")
        before = len(bench.api.calls)
        await bench.api.write(ignored, "question")
        await bench.api.write(other, "question")
        await bench.desk.wait_for(lambda: bench.desk.posts)
        made = [call for call in bench.api.calls[before:] if "chat_id" in call.params]
    assert {str(call.params["chat_id"]) for call in made} == {"8"}
    assert [request.address.chat for request in bench.desk.asked] == ["8"]


async def test_words_that_were_not_for_us_get_no_answer() -> None:
    async def silent(request: Request) -> Message | None:
        return None if request.text == "psst" else say("yes?")

    async with open_bench(silent) as bench, listening(bench):
        chat = bench.api.world.add(Chat(7))
        await bench.api.write(chat, "psst")
        await bench.api.write(chat, "hello")
        await bench.desk.wait_for(lambda: bench.desk.posts)
        assert texts(bench, 7) == ["yes?"]


async def test_a_failing_answer_gets_a_plain_sentence_and_the_next_is_answered() -> None:
    async def clumsy(request: Request) -> Message | None:
        if request.text == "trap":
            raise RuntimeError("secret details")
        return say("fine")

    async with open_bench(clumsy) as bench, listening(bench):
        chat = bench.api.world.add(Chat(7))
        await bench.api.write(chat, "trap")
        await bench.api.write(chat, "hello")
        await bench.desk.wait_for(lambda: len(bench.desk.posts) == 2)
        assert texts(bench, 7) == ["Something went wrong on AiBot's side. Please try again in a minute.", "fine"]


async def test_a_long_answer_comes_in_parts_of_which_the_first_is_the_reply() -> None:
    async def long(request: Request) -> Message | None:
        return Message(blocks=tuple(Paragraph((Span(letter * 3000),)) for letter in "abc"))

    async with open_bench(long) as bench, listening(bench):
        asked = await bench.api.write(bench.api.world.add(Chat(7)), "tell me all")
        await bench.desk.wait_for(lambda: bench.desk.posts)
        sent = bench.api.world.sent_to(7)
    assert [(part.text[0], part.reply_to) for part in sent] == [("a", asked.message_id), ("b", None), ("c", None)]
    assert bench.desk.posts[0][2] == tuple(str(part.message_id) for part in sent)


async def test_one_chats_order_is_kept_while_another_is_not_kept_waiting() -> None:
    let_go = asyncio.Event()

    async def slow_at_first(request: Request) -> Message | None:
        if request.text == "first":
            await let_go.wait()
        return say(request.text)

    async with open_bench(slow_at_first) as bench, listening(bench):
        one, other = bench.api.world.add(Chat(7)), bench.api.world.add(Chat(8))
        await bench.api.write(one, "first")
        await bench.api.write(one, "second")
        await bench.api.write(other, "other")
        await bench.desk.wait_for(lambda: bench.desk.posts)
        assert texts(bench, 8) == ["other"]
        assert texts(bench, 7) == []
        let_go.set()
        await bench.desk.wait_for(lambda: len(bench.desk.posts) == 3)
        assert texts(bench, 7) == ["first", "second"]


async def test_a_flooding_chat_neither_hides_the_others_nor_fills_the_memory() -> None:
    let_go = asyncio.Event()

    async def slow_for_one(request: Request) -> Message | None:
        if request.address.chat == "7":
            await let_go.wait()
        return say("news")

    async with open_bench(slow_for_one) as bench, listening(bench):
        flooding, other = bench.api.world.add(Chat(7)), bench.api.world.add(Chat(8))
        for number in range(150):
            await bench.api.write(flooding, str(number))
        await bench.api.write(other, "anything new?")
        await bench.desk.wait_for(lambda: bench.desk.posts)
        assert texts(bench, 8) == ["news"]
        let_go.set()
        await bench.desk.wait_for(lambda: len(bench.desk.posts) == 21)
    assert [request.text for request in bench.desk.asked if request.address.chat == "7"] == [
        str(number) for number in range(20)
    ]


async def test_an_answer_that_never_comes_is_given_up_with_a_plain_sentence() -> None:
    async def never(request: Request) -> Message | None:
        await asyncio.Event().wait()
        return None

    hasty = replace(QUICK, longest_answer=timedelta(milliseconds=50))
    async with open_bench(never, waits=hasty) as bench, listening(bench):
        await bench.api.write(bench.api.world.add(Chat(7)), "hello")
        await bench.desk.wait_for(lambda: bench.desk.posts)
        assert texts(bench, 7) == ["Something went wrong on AiBot's side. Please try again in a minute."]


async def test_a_flood_limit_on_an_answer_is_waited_out() -> None:
    async with open_bench() as bench, listening(bench):
        bench.api.fail_next(
            "sendMessage", Fault(ApiError(429, "Too Many Requests: retry after 1", retry_after=1))
        )
        await bench.api.write(bench.api.world.add(Chat(7)), "hello")
        await bench.desk.wait_for(lambda: bench.desk.posts)
        assert texts(bench, 7) == ["You said: hello"]


async def test_a_lost_answer_is_not_sent_twice() -> None:
    async with open_bench() as bench, listening(bench):
        chat = bench.api.world.add(Chat(7))
        bench.api.fail_next("sendMessage", Fault(carried_out=True))
        await bench.api.write(chat, "one")
        await bench.api.write(chat, "two")
        await bench.desk.wait_for(lambda: bench.desk.posts)
        assert texts(bench, 7) == ["You said: one", "You said: two"]


async def test_being_removed_or_blocked_is_told() -> None:
    async with open_bench() as bench, listening(bench):
        await bench.api.remove_bot(bench.api.world.add(Chat(7)))
        await bench.api.remove_bot(bench.api.world.add(Chat(GROUP, "supergroup", "Harbour")))
        await bench.desk.wait_for(lambda: len(bench.desk.departures) == 2)
    assert {address.chat for address in bench.desk.departures} == {"7", str(GROUP)}


async def test_a_chat_lost_before_the_answer_is_told() -> None:
    async with open_bench() as bench, listening(bench):
        chat = bench.api.world.add(Chat(7))
        await bench.api.write(chat, "hello")
        chat.bot = "blocked"
        await bench.desk.wait_for(lambda: bench.desk.lost)
    assert bench.desk.lost == [Address("telegram", "7")]


async def test_a_group_that_became_a_supergroup_is_told_and_answered_at_its_new_id() -> None:
    let_go = asyncio.Event()

    async def slow(request: Request) -> Message | None:
        await let_go.wait()
        return say("done")

    async with open_bench(slow) as bench, listening(bench):
        group = bench.api.world.add(Chat(-5, "group", "Harbour"))
        await bench.api.write(group, "/digest")
        await bench.desk.wait_for(lambda: bench.desk.asked)
        await bench.api.migrate(group, -1005)
        let_go.set()
        await bench.desk.wait_for(lambda: len(bench.desk.moves) == 2)
        assert texts(bench, -1005) == ["done"]
    assert set(bench.desk.moves) == {(Address("telegram", "-5"), Address("telegram", "-1005"))}
