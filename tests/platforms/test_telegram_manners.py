"""What a picky member, reader or owner of a chat would try on Telegram, and what AiBot does about it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.core.types import Address, File, Message, Request
from bot.errors import ChannelGone, DeliveryError, MessageRejected, TryLater
from bot.ports import Progress
from tests.platforms.bot_api import Fault
from tests.platforms.bot_api_people import ADA, BOB
from tests.platforms.bot_api_reading import ApiError
from tests.platforms.bot_api_world import BOT, DATE, Chat
from tests.platforms.telegram_bench import Bench, listening, open_bench, say

pytestmark = pytest.mark.quick_time

GROUP, CHANNEL = -100500, -100600
HERE = Address("telegram", str(GROUP))


def texts(bench: Bench, chat: int) -> list[str]:
    return [sent.text for sent in bench.api.world.sent_to(chat)]


@pytest.mark.parametrize(
    ("refusal", "meaning"),
    [
        (ApiError(403, "Forbidden: user is deactivated"), ChannelGone),
        (ApiError(403, "Forbidden: the group chat was deleted"), ChannelGone),
        (ApiError(403, "Forbidden: bot is not a member of the channel chat"), ChannelGone),
        (ApiError(400, "Bad Request: have no write access to the chat"), ChannelGone),
        (ApiError(400, "Bad Request: can't access the chat"), ChannelGone),
        (ApiError(400, "Bad Request: need administrator rights in the channel chat"), ChannelGone),
        (ApiError(400, "Bad Request: CHAT_ADMIN_REQUIRED"), ChannelGone),
        (ApiError(400, "Bad Request: CHANNEL_PRIVATE"), ChannelGone),
        (ApiError(400, "Bad Request: TOPIC_CLOSED"), ChannelGone),
        (ApiError(400, "Bad Request: not enough rights to send text messages to the chat"), TryLater),
        (ApiError(400, "Bad Request: CHAT_WRITE_FORBIDDEN"), TryLater),
        (ApiError(400, "Bad Request: CHAT_SEND_PLAIN_FORBIDDEN"), TryLater),
        (ApiError(400, "Bad Request: not enough rights to send documents to the chat"), MessageRejected),
    ],
    ids=lambda value: value.description if isinstance(value, ApiError) else value.__name__,
)
async def test_a_refusal_means_what_telegrams_server_means_by_it(
    refusal: ApiError, meaning: type[DeliveryError]
) -> None:
    async with open_bench() as bench:
        bench.api.world.add(Chat(GROUP, "supergroup"))
        bench.api.fail_next("sendMessage", Fault(refusal))
        with pytest.raises(meaning) as raised:
            await bench.telegram.send(HERE, say("x"), key="k")
    assert type(raised.value) is meaning


async def test_in_a_group_closed_for_the_night_a_post_waits_for_the_morning() -> None:
    async with open_bench() as bench:
        group = bench.api.world.add(Chat(GROUP, "supergroup", forbidden={"text messages"}))
        with pytest.raises(TryLater) as raised:
            await bench.telegram.send(HERE, say("x"), key="k")
        assert raised.value.after == timedelta(hours=1)
        group.forbidden.clear()
        await bench.telegram.send(HERE, say("x"), key="k")
    assert texts(bench, GROUP) == ["x"]


async def test_where_files_are_not_allowed_whoever_asked_for_one_is_told_and_the_chat_is_not_lost() -> None:
    async def export(request: Request) -> Message:
        return replace(say("Your feeds"), file=File("feeds.opml", b"<opml/>"))

    async def export_slowly(request: Request, progress: Progress) -> Message:
        progress.show(say("Looking …"))
        await bench.api.wait_for(lambda: bench.api.world.sent_to(GROUP))
        return await export(request)

    async with open_bench(export) as bench:
        group = bench.api.world.add(Chat(GROUP, "supergroup", forbidden={"documents"}))
        async with listening(bench):
            await bench.api.write(group, "/export@AiBotTest")
            await bench.api.wait_for(lambda: texts(bench, GROUP))
            bench.desk.live = export_slowly
            await bench.api.write(group, "/export@AiBotTest")
            await bench.api.wait_for(lambda: len(bench.api.called("sendDocument")) == 2)
            await bench.api.wait_for(lambda: bench.api.called("editMessageText"))
    sorry = "AiBot may not send files in this chat. An administrator can allow it."
    assert texts(bench, GROUP) == [sorry, sorry]
    assert bench.desk.lost == []


async def test_a_story_that_a_person_put_into_our_own_chat_is_no_question() -> None:
    async with open_bench() as bench:
        own = bench.api.world.add(Chat(7))
        async with listening(bench):
            await bench.api.write(own, "Ferry runs aground", via_bot=BOT)
            await bench.api.write(own, "/last")
            await bench.desk.wait_for(lambda: bench.desk.posts)
    assert [request.text for request in bench.desk.asked] == ["/last"]


async def test_a_channels_post_that_is_replied_to_from_another_chat_is_what_the_question_is_about() -> None:
    async with open_bench() as bench:
        own, channel = bench.api.world.add(Chat(7)), Chat(CHANNEL, "channel", "Harbour News")
        origin = {"type": "channel", "date": DATE, "chat": channel.as_json(), "message_id": 44}
        async with listening(bench):
            await bench.api.write(own, "Who was hurt?", external_reply={"origin": origin})
            await bench.desk.wait_for(lambda: bench.desk.asked)
    (request,) = bench.desk.asked
    assert (request.reply_to, request.reply_in) == ("44", Address("telegram", str(CHANNEL)))


@pytest.mark.parametrize("from_channel", [True, False])
async def test_what_is_forwarded_to_us_in_private_is_summarized_as_if_it_were_replied_to(
    from_channel: bool,
) -> None:
    async with open_bench() as bench:
        own, channel = bench.api.world.add(Chat(7)), Chat(CHANNEL, "channel", "Harbour News")
        posted = {"type": "channel", "date": DATE, "chat": channel.as_json(), "message_id": 44}
        said = {"type": "user", "date": DATE, "sender_user": ADA}
        text = "Ferry aground: https://harbourpost.example/ferry"
        link = {"type": "url", "offset": 15, "length": 33}
        async with listening(bench):
            sent = await bench.api.write(
                own, text, forward_origin=posted if from_channel else said, entities=[link]
            )
            await bench.desk.wait_for(lambda: bench.desk.posts)
    (request,) = bench.desk.asked
    assert (request.text, request.replied_text) == ("/summarize", text)
    assert request.replied_links == ("https://harbourpost.example/ferry",)
    there = ("44", Address("telegram", str(CHANNEL))) if from_channel else (str(sent.message_id), None)
    assert (request.reply_to, request.reply_in) == there
    (answer,) = bench.api.world.sent_to(7)
    assert answer.reply_to == sent.message_id


@pytest.mark.parametrize("words", ["/unsubscribe all", "/unsubscribe@AiBotTest all", "@AiBotTest who was hurt?"])
async def test_what_is_forwarded_into_a_group_is_nobodys_command_or_question_there(words: str) -> None:
    """Whoever forwards it shows what somebody wrote elsewhere, an administrator as anybody."""
    async with open_bench() as bench:
        group = bench.api.world.add(Chat(GROUP, "supergroup", administrators={7: "creator"}))
        said = {"type": "user", "date": DATE, "sender_user": BOB}
        async with listening(bench):
            ours = await bench.telegram.send(HERE, say("A story"), key="k")
            await bench.api.write(group, words, forward_origin=said)
            answered = bench.api.world.messages[GROUP, int(ours)]
            await bench.api.write(group, words, forward_origin=said, reply_to=answered)
            await bench.api.write(group, "/last@AiBotTest")
            await bench.desk.wait_for(lambda: bench.desk.posts)
    assert [request.text for request in bench.desk.asked] == ["/last"]


@pytest.mark.parametrize("words", ["/unsubscribe all", "/channel @other", "/start channel_-100600"])
async def test_a_command_that_is_forwarded_to_us_in_private_is_read_and_not_obeyed(words: str) -> None:
    async with open_bench() as bench:
        own = bench.api.world.add(Chat(7))
        said = {"type": "user", "date": DATE, "sender_user": BOB}
        async with listening(bench):
            await bench.api.write(own, words, forward_origin=said)
            await bench.desk.wait_for(lambda: bench.desk.posts)
    (request,) = bench.desk.asked
    assert (request.text, request.replied_text) == ("/summarize", words)
    assert bench.desk.targets == {}


@pytest.mark.parametrize("caption", ["", "/unsubscribe all", "My feeds"])
async def test_a_list_of_feeds_that_is_forwarded_to_us_in_private_is_subscribed_to(caption: str) -> None:
    async with open_bench() as bench:
        own = bench.api.world.add(Chat(7))
        said = {"type": "user", "date": DATE, "sender_user": BOB}
        async with listening(bench):
            await bench.api.send_file(own, "feeds.opml", b"<opml/>", caption, forward_origin=said)
            await bench.desk.wait_for(lambda: bench.desk.posts)
    (request,) = bench.desk.asked
    assert (request.text, request.file) == ("/subscribe", File("feeds.opml", b"<opml/>"))


async def test_a_bare_command_in_a_group_may_be_another_bots_and_one_that_names_us_is_ours() -> None:
    async with open_bench() as bench:
        group = bench.api.world.add(Chat(GROUP, "supergroup"))
        async with listening(bench):
            ours = await bench.telegram.send(HERE, say("A story"), key="k")
            await bench.api.write(group, "/ban")
            await bench.api.write(group, "/ban@AiBotTest")
            await bench.api.write(group, "/ban", reply_to=bench.api.world.messages[GROUP, int(ours)])
            await bench.api.write(bench.api.world.add(Chat(7)), "/ban")
            await bench.desk.wait_for(lambda: len(bench.desk.asked) == 4)
    addressed = [request.addressed for request in bench.desk.asked if not request.private]
    assert addressed == [False, True, True]
    assert all(request.addressed for request in bench.desk.asked if request.private)


async def test_in_a_topic_of_a_private_chat_an_answer_is_shown_and_told_there() -> None:
    async def answer(request: Request, progress: Progress) -> Message:
        progress.show(say("Looking …"))
        await bench.api.wait_for(lambda: bench.api.called("sendMessageDraft"))
        return say("Found.")

    async with open_bench() as bench:
        bench.desk.live = answer
        own = bench.api.world.add(Chat(7, threads={3}))
        async with listening(bench):
            await bench.api.write(own, "Who?", message_thread_id=3, is_topic_message=True)
            await bench.desk.wait_for(lambda: bench.desk.posts)
    (draft,) = bench.api.called("sendMessageDraft")
    assert draft.params["message_thread_id"] == "3"
    (sent,) = bench.api.world.sent_to(7)
    assert sent.thread == 3


async def test_an_answer_whose_question_cannot_be_quoted_any_more_comes_without_it() -> None:
    async with open_bench() as bench:
        bench.api.privacy = False
        forum = bench.api.world.add(Chat(GROUP, "supergroup", threads={5}))
        bench.api.fail_next("sendMessage", Fault(ApiError(400, "Bad Request: message to be replied not found")))
        async with listening(bench):
            await bench.api.write(forum, "@AiBotTest who?", message_thread_id=5, is_topic_message=True)
            await bench.desk.wait_for(lambda: bench.desk.posts)
    (sent,) = bench.api.world.sent_to(GROUP)
    assert (sent.text, sent.reply_to, sent.thread) == ("You said: who?", None, 5)


async def test_in_a_group_that_hides_its_members_its_administrators_still_manage_it() -> None:
    async with open_bench() as bench:
        group = bench.api.world.add(Chat(GROUP, "supergroup", administrators={7: "creator"}, hides_members=True))
        async with listening(bench):
            await bench.api.write(group, "/settings@AiBotTest")
            await bench.api.write(group, "/settings@AiBotTest", user=ADA | {"id": 8})
            await bench.desk.wait_for(lambda: len(bench.desk.posts) == 2)
    assert [request.person.manages for request in bench.desk.asked] == [True, False]


PHOTO = [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]
VOICE = {"file_id": "v", "file_unique_id": "v", "duration": 3}
WORDLESS: dict[str, dict[str, Any]] = {
    "a picture": {"photo": PHOTO},
    "a voice": {"voice": VOICE},
    "a poll": {
        "poll": {
            "id": "1",
            "question": "Who?",
            "options": [],
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": True,
            "type": "regular",
            "allows_multiple_answers": False,
            "allows_revoting": False,
            "members_only": False,
        }
    },
    "a place": {"location": {"latitude": 1.0, "longitude": 2.0}},
}


@pytest.mark.parametrize("sent", WORDLESS.values(), ids=WORDLESS.keys())
async def test_what_has_no_words_gets_a_word_in_private_and_none_in_a_group(sent: dict[str, Any]) -> None:
    async with open_bench() as bench:
        bench.api.privacy = False
        group, own = bench.api.world.add(Chat(GROUP, "supergroup")), bench.api.world.add(Chat(7))
        async with listening(bench):
            await bench.api.write(group, "", **sent)
            await bench.api.write(own, "", **sent)
            await bench.api.wait_for(lambda: texts(bench, 7))
    assert texts(bench, 7) == ["AiBot reads words, links and lists of feeds (OPML files), but not this."]
    assert texts(bench, GROUP) == []
    assert bench.desk.asked == []


async def test_who_is_blocked_is_told_nothing_of_channels_and_pictures_either() -> None:
    async with open_bench() as bench:
        blocked, other = bench.api.world.add(Chat(7)), bench.api.world.add(Chat(8))
        bench.desk.blocked.add("7")
        async with listening(bench):
            await bench.api.write(blocked, "", photo=PHOTO)
            await bench.api.write(blocked, "/channel")
            await bench.api.write(other, "", photo=PHOTO)
            await bench.api.wait_for(lambda: texts(bench, 8))
    assert texts(bench, 7) == []


async def test_an_album_gets_one_word_and_what_telegram_itself_says_none() -> None:
    async with open_bench() as bench:
        own = bench.api.world.add(Chat(7))
        async with listening(bench):
            for _ in range(3):
                await bench.api.write(own, "", photo=PHOTO, media_group_id="album")
            await bench.api.write(own, "", message_auto_delete_timer_changed={"message_auto_delete_time": 60})
            await bench.api.write(own, "/last")
            await bench.desk.wait_for(lambda: bench.desk.posts)
    assert len(texts(bench, 7)) == 2


@pytest.mark.parametrize("kind", ["edited_message", "edited_channel_post", "business_message"])
async def test_what_was_only_edited_or_is_another_business_is_not_even_asked_for(kind: str) -> None:
    async with open_bench() as bench:
        own = bench.api.world.add(Chat(7))
        message = {"message_id": 5, "date": DATE, "chat": own.as_json(), "from": ADA, "text": "/ask who?"}
        async with listening(bench):
            await bench.api.push(kind, message)
            await bench.api.write(own, "/last")
            await bench.desk.wait_for(lambda: bench.desk.posts)
    assert [request.text for request in bench.desk.asked] == ["/last"]


async def test_what_botfather_has_switched_off_is_said_where_everything_is_checked() -> None:
    async with open_bench() as bench:
        bench.api.world.searched_inline = False
        told = await bench.telegram.check()
    assert told == "Telegram: @AiBotTest. Stories cannot be searched for in other chats: @BotFather, /setinline."


async def test_questions_of_a_night_without_us_are_each_answered_under_their_own_words() -> None:
    async with open_bench() as bench:
        own = bench.api.world.add(Chat(7))
        asked = [await bench.api.write(own, f"Question {number}") for number in range(5)]
        async with listening(bench):
            await bench.desk.wait_for(lambda: len(bench.desk.posts) == 5)
    answers = [(sent.text, sent.reply_to) for sent in bench.api.world.sent_to(7)]
    assert answers == [(f"You said: Question {place}", one.message_id) for place, one in enumerate(asked)]


async def test_a_question_behind_a_night_of_a_groups_chatter_is_answered() -> None:
    async with open_bench() as bench:
        bench.api.privacy = False
        group = bench.api.world.add(Chat(GROUP, "supergroup"))
        for number in range(70):
            await bench.api.write(group, f"chatter {number}")
        await bench.api.write(group, "@AiBotTest who was hurt?")
        async with listening(bench):
            await bench.desk.wait_for(lambda: bench.desk.posts)
    assert texts(bench, GROUP) == ["You said: who was hurt?"]


async def test_being_put_out_is_heard_behind_any_number_of_commands() -> None:
    async with open_bench() as bench:
        group = bench.api.world.add(Chat(GROUP, "supergroup"))
        for _ in range(70):
            await bench.api.write(group, "/digest@AiBotTest")
        await bench.api.remove_bot(group)
        async with listening(bench):
            await bench.desk.wait_for(lambda: bench.desk.departures)
    assert bench.desk.departures == [HERE]
