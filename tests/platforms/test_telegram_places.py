"""Where AiBot is in Telegram: topics, groups that move, chats that are left, channels and their discussions."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.types import Address, Button, Message, Request
from tests.platforms.bot_api import Fault
from tests.platforms.bot_api_people import ADA, BOB
from tests.platforms.bot_api_reading import ApiError, Json
from tests.platforms.bot_api_shapes import ADMINISTRATOR
from tests.platforms.bot_api_world import Chat, Note, Sent
from tests.platforms.telegram_bench import QUICK, Bench, listening, open_bench, say

pytestmark = pytest.mark.quick_time

GROUP, CHANNEL = -100500, -100600
HOME, NEWS = Address("telegram", "7"), Address("telegram", str(CHANNEL))
PATIENT = replace(QUICK, button=timedelta(seconds=5))


def texts(bench: Bench, chat: int) -> list[str]:
    return [sent.text for sent in bench.api.world.sent_to(chat)]


async def stands(bench: Bench, chat: int, message: Message, thread: str | None = None) -> Sent:
    sent = await bench.telegram.send(Address("telegram", str(chat), thread), message, key="k")
    return bench.api.world.messages[chat, int(sent)]


# ---------------------------------------------------------------- topics


async def test_in_a_topic_all_stays_in_the_topic_and_typing_is_shown_there() -> None:
    long = Message(blocks=tuple(say(letter * 3000).blocks[0] for letter in "abc"))

    async def slow(request: Request) -> Message | None:
        await bench.api.wait_for(lambda: bench.api.called("sendChatAction"))
        return replace(long, replaces=request.action is not None)

    async with open_bench(slow) as bench, listening(bench):
        forum = bench.api.world.add(Chat(GROUP, "supergroup", "Harbour", threads={9}))
        await bench.api.write(forum, "/digest", message_thread_id=9, is_topic_message=True)
        await bench.desk.wait_for(lambda: bench.desk.posts)
        await bench.api.press(bench.api.world.sent_to(GROUP)[0], "page:1")
        await bench.desk.wait_for(lambda: len(bench.desk.posts) == 2)
        sent = bench.api.world.sent_to(GROUP)
    assert len(sent) == 5  # the first of them edited in place, then two new ones
    assert {one.thread for one in sent} == {9}
    assert {call.params["message_thread_id"] for call in bench.api.called("sendChatAction")} == {"9"}
    assert {request.address for request in bench.desk.asked} == {Address("telegram", str(GROUP), "9")}


async def test_a_topic_that_was_deleted_is_gone_and_the_chat_is_not() -> None:
    async with open_bench() as bench, listening(bench):
        forum = bench.api.world.add(Chat(GROUP, "supergroup", "Harbour", threads={9}))
        await bench.api.write(forum, "/digest", message_thread_id=9, is_topic_message=True)
        forum.threads.clear()
        await bench.desk.wait_for(lambda: bench.desk.lost)
        await bench.api.write(forum, "/digest")
        await bench.desk.wait_for(lambda: bench.desk.posts)
    assert bench.desk.lost == [Address("telegram", str(GROUP), "9")]
    assert bench.desk.departures == []


async def test_the_general_topic_is_the_chat_itself() -> None:
    async with open_bench() as bench, listening(bench):
        forum = bench.api.world.add(Chat(GROUP, "supergroup", "Harbour", threads={9}))
        await bench.api.write(forum, "/digest")
        await bench.desk.wait_for(lambda: bench.desk.posts)
        (sent,) = bench.api.world.sent_to(GROUP)
    assert (sent.thread, bench.desk.asked[0].address.thread) == (None, None)


# ---------------------------------------------------------------- left and back


async def test_a_chat_we_were_removed_from_waits_until_we_are_back() -> None:
    async with open_bench() as bench, listening(bench):
        person = bench.api.world.add(Chat(7))
        group = bench.api.world.add(Chat(GROUP, "supergroup", "Harbour"))
        channel = bench.api.world.add(Chat(CHANNEL, "channel", "News"))
        for chat in (person, group, channel):
            await bench.api.remove_bot(chat)
        await bench.desk.wait_for(lambda: len(bench.desk.departures) == 3)
        await bench.api.return_bot(person)
        await bench.api.return_bot(group)
        await bench.api.return_bot(channel, "administrator")
        await bench.desk.wait_for(lambda: len(bench.desk.returns) == 3)
    everywhere = {HOME, Address("telegram", str(GROUP)), NEWS}
    assert set(bench.desk.departures) == set(bench.desk.returns) == everywhere


@pytest.mark.parametrize(
    ("kind", "new", "writes"),
    [
        ("supergroup", {"status": "restricted", "is_member": True, "can_send_messages": False}, False),
        ("supergroup", {"status": "restricted", "is_member": True, "can_send_messages": True}, True),
        ("supergroup", {"status": "administrator", **ADMINISTRATOR}, True),
        ("supergroup", {"status": "left"}, False),
        ("channel", {"status": "administrator", **ADMINISTRATOR, "can_post_messages": False}, False),
        ("channel", {"status": "administrator", **ADMINISTRATOR, "can_post_messages": True}, True),
        ("channel", {"status": "member"}, False),
    ],
)
async def test_whether_we_may_write_decides_whether_a_chat_waits(kind: str, new: Json, writes: bool) -> None:
    if new["status"] == "restricted":
        others = "can_change_info can_invite_users can_pin_messages can_send_polls can_send_other_messages "
        others += "can_add_web_page_previews can_manage_topics can_send_audios can_send_documents can_edit_tag "
        others += (
            "can_send_photos can_send_videos can_send_video_notes can_send_voice_notes can_react_to_messages"
        )
        new = {**dict.fromkeys(others.split(), False), "until_date": 0, **new}
    async with open_bench() as bench, listening(bench):
        chat = bench.api.world.add(Chat(GROUP, kind, "Harbour"))
        await bench.api.change_bot(chat, new)
        await bench.desk.wait_for(lambda: bench.desk.departures or bench.desk.returns)
    here = [Address("telegram", str(GROUP))]
    assert (bench.desk.departures, bench.desk.returns) == (([], here) if writes else (here, []))


@pytest.mark.parametrize("told_by_new", [False, True])
async def test_a_new_id_is_taken_over_whichever_side_tells_it(told_by_new: bool) -> None:
    async with open_bench() as bench, listening(bench):
        await bench.api.migrate(bench.api.world.add(Chat(-5, "group", "Harbour")), -1005, told_by_new=told_by_new)
        await bench.desk.wait_for(lambda: bench.desk.moves)
    assert bench.desk.moves == [(Address("telegram", "-5"), Address("telegram", "-1005"))]


async def test_who_manages_a_group_is_asked_again_only_after_a_while() -> None:
    async with open_bench(waits=replace(QUICK, rights=timedelta(seconds=60))) as bench, listening(bench):
        group = bench.api.world.add(Chat(GROUP, "supergroup", "Harbour", administrators={7: "creator"}))
        for user in (ADA, ADA, BOB):
            await bench.api.write(group, "/settings", user=user)
        await bench.desk.wait_for(lambda: len(bench.desk.posts) == 3)
    assert [request.person.manages for request in bench.desk.asked] == [True, True, False]
    assert len(bench.api.called("getChatMember")) == 2


# ---------------------------------------------------------------- a channel run from a private chat


def add_channel(bench: Bench, **more: object) -> Chat:
    channel = Chat(CHANNEL, "channel", "Harbour News", bot="administrator", username="harbournews")
    channel.administrators = {7: "administrator"}
    for name, value in more.items():
        setattr(channel, name, value)
    return bench.api.world.add(channel)


@pytest.mark.parametrize("named", ["@harbournews", "https://t.me/HarbourNews", "harbournews", str(CHANNEL)])
async def test_a_channel_that_is_named_is_what_commands_act_on_from_then_on(named: str) -> None:
    async with open_bench() as bench, listening(bench):
        add_channel(bench, username="HarbourNews" if "Harbour" in named else "harbournews")
        chat = bench.api.world.add(Chat(7, title="Ada"))
        await bench.api.write(chat, f"/channel {named}")
        await bench.api.write(chat, "/settings")
        await bench.api.write(chat, "who was hurt?")
        await bench.desk.wait_for(lambda: len(bench.desk.posts) == 2)
        await bench.api.send_file(chat, "feeds.opml", b"<opml/>", "our feeds")
        await bench.desk.wait_for(lambda: len(bench.desk.posts) == 3)
        chosen, settings, words, _ = texts(bench, 7)
        assert texts(bench, CHANNEL) == []
    assert chosen.startswith("Commands in this chat are about “Harbour News” from now on")
    assert (
        settings == "About “Harbour News”:\n\nYou said: /\u2060settings"
    )  # no command to click: it is not AiBot that says it
    assert words == "You said: who was hurt?"
    command, question, feeds = bench.desk.asked
    assert (feeds.address, feeds.home) == (NEWS, HOME)
    assert (command.address, command.home, command.chat_title) == (NEWS, HOME, "Harbour News")
    assert (command.private, command.person.manages) == (True, True)
    assert (question.address, question.home) == (HOME, None)


async def test_a_channel_is_chosen_by_the_button_or_by_a_forwarded_post() -> None:
    async with open_bench() as bench, listening(bench):
        channel = add_channel(bench)
        chat = bench.api.world.add(Chat(7))
        origin = {"type": "channel", "date": 1, "chat": channel.as_json(), "message_id": 5}
        await bench.api.write(chat, "A post to ask about", forward_origin=origin)  # not waited for: just words
        await bench.desk.wait_for(lambda: bench.desk.posts)
        assert bench.desk.targets == {}
        await bench.api.write(chat, "/channel")
        await bench.api.share_chat(chat, channel)
        await bench.desk.wait_for(lambda: bench.desk.targets)
        await bench.api.write(chat, "/channel here")
        await bench.desk.wait_for(lambda: not bench.desk.targets)
        await bench.api.write(chat, "/channel")
        await bench.api.write(chat, "A post", forward_origin=origin)
        await bench.desk.wait_for(lambda: bench.desk.targets)
        await bench.api.wait_for(lambda: len(bench.api.world.sent_to(7)) == 6)
        _, offer, chosen, back, _, again = bench.api.world.sent_to(7)
    assert offer.keyboard is not None
    (((button,),),) = (offer.keyboard["keyboard"],)
    assert button["request_chat"] == {"request_id": 1, "chat_is_channel": True, "bot_is_member": True}
    assert (chosen.keyboard, back.keyboard, again.keyboard) == ({}, {}, {})
    assert back.text == "Commands in this chat are about this chat again."
    assert bench.desk.targets[HOME].address == NEWS
    assert len(bench.desk.asked) == 1


@pytest.mark.parametrize(
    ("changed", "named", "told"),
    [
        (
            {"administrators": {9: "creator"}},
            "@harbournews",
            "Only administrators of “Harbour News” can choose it.",
        ),
        ({"bot": "member"}, "@harbournews", "AiBot is no administrator of “Harbour News” yet."),
        ({"bot": "kicked"}, "@harbournews", "AiBot is no administrator of “Harbour News” yet."),
        ({}, "@othernews", "AiBot knows no such channel."),
        ({}, "what?", "AiBot knows no such channel."),
        ({}, "8", "AiBot knows no such channel."),
    ],
)
async def test_a_channel_is_not_chosen_by_who_does_not_manage_it_or_where_we_cannot_post(
    changed: dict[str, object], named: str, told: str
) -> None:
    async with open_bench() as bench, listening(bench):
        add_channel(bench, **changed)
        bench.api.world.add(Chat(8))
        await bench.api.write(bench.api.world.add(Chat(7)), f"/channel {named}")
        await bench.api.wait_for(lambda: bench.api.world.sent_to(7))
        assert texts(bench, 7)[0].startswith(told)
    assert bench.desk.targets == {}


async def test_who_no_longer_manages_the_channel_is_told_and_nothing_is_done() -> None:
    async with open_bench() as bench, listening(bench):
        channel, chat = add_channel(bench), bench.api.world.add(Chat(7))
        await bench.api.write(chat, "/channel @harbournews")
        await bench.desk.wait_for(lambda: bench.desk.targets)
        bench.api.fail_next("getChatMember", Fault(ApiError(500, "Internal Server Error")))
        await bench.api.write(chat, "/unsubscribe all")
        await bench.api.wait_for(lambda: len(bench.api.world.sent_to(7)) == 2)
        channel.administrators.clear()
        await bench.api.write(chat, "/unsubscribe all")
        await bench.api.wait_for(lambda: len(bench.api.world.sent_to(7)) == 3)
        assert bench.desk.asked == []
        await bench.api.write(chat, "/help")
        await bench.api.wait_for(lambda: len(bench.api.world.sent_to(7)) == 4)
        _, unsure, told, _ = texts(bench, 7)
    assert unsure == "Telegram does not say whether you manage “Harbour News”. Please try again."
    assert told.startswith("You are no administrator of “Harbour News” any more.")
    assert bench.desk.asked[0].address == HOME


async def test_a_button_pressed_in_the_private_chat_acts_on_the_channel_in_place() -> None:
    async def page(request: Request) -> Message | None:
        return replace(say("Page"), replaces=True)

    async with open_bench(page) as bench, listening(bench):
        add_channel(bench)
        chat = bench.api.world.add(Chat(7))
        await bench.api.write(chat, "/channel @harbournews")
        await bench.desk.wait_for(lambda: bench.desk.targets)
        shown = await stands(bench, 7, say("Settings"))
        await bench.api.press(shown, "settings:rhythm")
        await bench.desk.wait_for(lambda: bench.desk.posts)
        assert shown.text == "About “Harbour News”:\n\nPage"
    (request,) = bench.desk.asked
    assert (request.address, request.home, request.reply_to) == (NEWS, HOME, str(shown.message_id))


# ---------------------------------------------------------------- in a channel itself


@pytest.mark.parametrize("action", ["story:12", "ask:12"])
async def test_what_a_reader_of_a_channel_wants_to_read_opens_in_their_own_chat(action: str) -> None:
    async with open_bench(waits=PATIENT) as bench, listening(bench):
        add_channel(bench)
        post = await stands(bench, CHANNEL, say("A story"))
        query = await bench.api.press(post, action, user=BOB)
        await bench.api.wait_for(lambda: query in bench.api.world.notes)
        assert texts(bench, CHANNEL) == ["A story"]
    link = f"https://t.me/AiBotTest?start={action.replace(':', '-')}"
    assert bench.api.world.notes[query] == Note(url=link)
    assert bench.desk.asked == []


async def test_other_buttons_of_a_channel_say_their_words_to_whoever_pressed_alone() -> None:
    async def answer(request: Request) -> Message | None:
        assert request.action is not None
        if request.action.startswith("like"):
            return Message(blocks=(), passing="Noted.")
        if not request.person.manages:
            told = say("Only administrators of this chat may use /settings to change it.")
            return replace(told, replaces=request.action == "settings")
        if request.action == "settings:hours":
            return replace(say("Which hours?"), awaits="settings:hours")
        return replace(say("Settings"), replaces=True, buttons=((Button("Hours", "settings:hours"),),))

    async with open_bench(answer, waits=PATIENT) as bench, listening(bench):
        add_channel(bench)
        post = await stands(bench, CHANNEL, say("A story"))
        queries = [
            await bench.api.press(post, action, user=user)
            for action, user in (
                ("like:12", BOB),
                ("settings:x", BOB),
                ("settings", BOB),
                ("settings:hours", ADA),
                ("settings:x", ADA),
            )
        ]
        await bench.api.wait_for(lambda: bench.api.world.notes.keys() >= set(queries))
        await bench.api.wait_for(lambda: texts(bench, CHANNEL) == ["Settings"])
    assert [bench.api.world.notes[query] for query in queries] == [
        Note("Noted."),
        Note("Only administrators of this chat may use /settings to change it.", alert=True),
        Note("Only administrators of this chat may use /settings to change it.", alert=True),
        Note(url=f"https://t.me/AiBotTest?start=channel_{CHANNEL}"),
        Note(),
    ]


async def test_the_link_in_a_channel_makes_its_administrators_private_chat_act_on_it() -> None:
    async with open_bench() as bench, listening(bench):
        add_channel(bench)
        await bench.api.write(bench.api.world.add(Chat(7)), f"/start channel_{CHANNEL}")
        await bench.desk.wait_for(lambda: bench.desk.targets)
    assert bench.desk.targets[HOME].address == NEWS


# ---------------------------------------------------------------- a channel's discussion group


async def open_discussion(bench: Bench) -> tuple[Chat, Sent, Sent]:
    """The group, the story in the channel, and the story as Telegram forwarded it into the group."""
    group = bench.api.world.add(Chat(GROUP, "supergroup", "Harbour Talk", bot="administrator"))
    channel = add_channel(bench, discussion=group)
    post = await stands(bench, CHANNEL, say("The ferry ran aground."))
    return group, post, await bench.api.forward_to_discussion(channel, post)


async def test_a_question_under_a_channels_post_is_one_about_the_post_and_answered_in_its_thread() -> None:
    long = Message(blocks=tuple(say(letter * 3000).blocks[0] for letter in "ab"))

    async def answer(request: Request) -> Message | None:
        return long

    async with open_bench(answer) as bench, listening(bench):
        _, post, forwarded = await open_discussion(bench)
        await bench.api.comment(forwarded, "So sad.", thread=forwarded)
        asked = await bench.api.comment(forwarded, "Who was hurt?", thread=forwarded)
        await bench.desk.wait_for(lambda: bench.desk.posts)
        answers = bench.api.world.sent_to(GROUP)
    (request,) = bench.desk.asked
    assert (request.text, request.reply_to, request.reply_in) == ("Who was hurt?", str(post.message_id), NEWS)
    assert (request.address, request.addressed, request.home) == (Address("telegram", str(GROUP)), False, None)
    assert [one.reply_to for one in answers] == [asked.message_id] * 2


async def test_deeper_in_the_thread_we_answer_when_we_are_named_commanded_or_replied_to() -> None:
    async with open_bench() as bench, listening(bench):
        group, post, forwarded = await open_discussion(bench)
        first = await bench.api.comment(forwarded, "Terrible.", thread=forwarded)
        await bench.api.comment(first, "Is it?", thread=forwarded, user=BOB)  # people among themselves
        await bench.api.comment(first, "@AiBotTest how many were hurt", thread=forwarded)
        await bench.desk.wait_for(lambda: len(bench.desk.posts) == 1)
        await bench.api.comment(first, "/ask@AiBotTest where", thread=forwarded)
        await bench.desk.wait_for(lambda: len(bench.desk.posts) == 2)
        answer = bench.api.world.sent_to(GROUP)[-1]
        await bench.api.comment(answer, "and when", thread=forwarded)
        await bench.api.write(group, "Elsewhere in the group: is it?")
        await bench.desk.wait_for(lambda: len(bench.desk.posts) == 3)
    here = str(post.message_id)
    assert [(one.text, one.reply_to, one.reply_in) for one in bench.desk.asked] == [
        ("how many were hurt", here, NEWS),
        ("/ask where", here, NEWS),
        ("and when", str(answer.message_id), None),
    ]
    assert all(request.addressed for request in bench.desk.asked)


async def test_a_comment_is_understood_though_the_forwarded_post_was_never_heard_of() -> None:
    async with open_bench() as bench:
        group, post, forwarded = await open_discussion(bench)
        bench.api.updates.clear()
        async with listening(bench):
            await bench.api.comment(forwarded, "Who was hurt?", thread=forwarded)
            await bench.desk.wait_for(lambda: bench.desk.posts)
    assert bench.desk.asked[0].reply_to == str(post.message_id)
    assert group.type == "supergroup"
