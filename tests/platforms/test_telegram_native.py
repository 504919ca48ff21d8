"""What Telegram offers beyond text: edits in place, notes on buttons, fields, pictures, files, folds."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.types import Address, Button, File, Message, Paragraph, Request, Span
from bot.errors import MessageRejected
from bot.platforms.markup import plain_text
from bot.platforms.telegram_render import LIMIT_CHARS, measure, render_html, split
from tests.platforms.bot_api import Fault
from tests.platforms.bot_api_reading import ApiError, Preview
from tests.platforms.bot_api_world import Chat, Note, Sent
from tests.platforms.telegram_bench import QUICK, Bench, listening, open_bench, say

pytestmark = pytest.mark.quick_time

HERE = Address("telegram", "7")
GROUP = -100500
PATIENT = replace(QUICK, button=timedelta(seconds=5))


async def stands(bench: Bench, message: Message, chat: int = 7) -> Sent:
    sent = await bench.telegram.send(Address("telegram", str(chat)), message, key="k")
    return bench.api.world.messages[chat, int(sent)]


# ---------------------------------------------------------------- pressed buttons


async def test_what_replaces_the_pressed_message_is_put_in_its_place() -> None:
    async def turn_page(request: Request) -> Message | None:
        page = say(f"Page of {request.action}")
        return replace(page, replaces=True, buttons=((Button("Next", "page:2"),),))

    async with open_bench(turn_page) as bench, listening(bench):
        bench.api.world.add(Chat(7))
        shown = await stands(bench, say("Page 0"))
        await bench.api.press(shown, "page:1")
        await bench.desk.wait_for(lambda: bench.desk.posts)
        (only,) = bench.api.world.sent_to(7)
    assert (only.text, only.buttons) == ("Page of page:1", ((("Next", "page:2"),),))
    assert bench.desk.posts[0][2] == (str(shown.message_id),)


async def test_where_the_pressed_message_cannot_be_changed_the_answer_comes_as_a_new_one() -> None:
    async def turn_page(request: Request) -> Message | None:
        return replace(say("Page 1"), replaces=True)

    async with open_bench(turn_page) as bench, listening(bench):
        bench.api.world.add(Chat(7))
        shown = await stands(bench, say("Page 0"))
        bench.api.fail_next("editMessageText", Fault(ApiError(400, "Bad Request: message can't be edited")))
        await bench.api.press(shown, "page:1")
        await bench.desk.wait_for(lambda: bench.desk.posts)
        assert [sent.text for sent in bench.api.world.sent_to(7)] == ["Page 0", "Page 1"]


async def test_a_long_replacement_goes_on_in_new_messages_and_progress_leaves_no_trace() -> None:
    long = Message(blocks=tuple(Paragraph((Span(letter * 3000),)) for letter in "ab"), replaces=True)

    async with open_bench() as bench, listening(bench):
        bench.api.world.add(Chat(7, "group"))

        async def slow(request: Request, progress: object) -> Message | None:
            progress.say("Looking …")  # type: ignore[attr-defined]
            await bench.api.wait_for(lambda: bench.api.world.sent_to(7)[-1].text == "Looking …")
            return long

        bench.desk.live = slow
        shown = await stands(bench, say("The list"))
        await bench.api.press(shown, "page:1")
        await bench.desk.wait_for(lambda: bench.desk.posts)
        sent = bench.api.world.sent_to(7)
    assert [(one.text[0], one.message_id == shown.message_id) for one in sent] == [("a", True), ("b", False)]


@pytest.mark.parametrize(
    ("words", "alert"),
    [
        ("Noted, thank you.", False),
        ("Only administrators of this channel may change what it is subscribed to.", True),
    ],
)
async def test_passing_words_show_on_the_button_and_nowhere_else(words: str, alert: bool) -> None:
    async def nod(request: Request) -> Message | None:
        return Message(blocks=(), passing=words)

    async with open_bench(nod, waits=PATIENT) as bench, listening(bench):
        group = bench.api.world.add(Chat(GROUP, "supergroup", "Harbour"))
        query = await bench.api.press(await stands(bench, say("A story"), group.id), "like:7")
        await bench.api.wait_for(lambda: query in bench.api.world.notes)
        assert [sent.text for sent in bench.api.world.sent_to(GROUP)] == ["A story"]
    assert bench.api.world.notes[query] == Note(words, alert)


async def test_a_personal_answer_to_a_button_in_a_group_is_shown_to_whoever_pressed_alone() -> None:
    async def tell(request: Request) -> Message | None:
        return replace(say("You follow this story."), personal=True)

    async with open_bench(tell, waits=PATIENT) as bench, listening(bench):
        group = bench.api.world.add(Chat(GROUP, "supergroup", "Harbour"))
        query = await bench.api.press(await stands(bench, say("A story"), group.id), "follow:7")
        await bench.api.wait_for(lambda: query in bench.api.world.notes)
        assert len(bench.api.world.sent_to(GROUP)) == 1
    assert bench.api.world.notes[query].text == "You follow this story."


@pytest.mark.parametrize(("chat", "told"), [(7, ["A story", "Noted."]), (GROUP, ["A story"])])
async def test_a_desk_that_is_slow_does_not_keep_the_button_waiting(chat: int, told: list[str]) -> None:
    """What comes too late for the button is said in a private chat, and spares the others in a group."""
    let_go = asyncio.Event()

    async def slow(request: Request) -> Message | None:
        if request.text:
            return say("done")
        await let_go.wait()
        return Message(blocks=(), passing="Noted.")

    async with open_bench(slow, waits=replace(QUICK, button=timedelta(milliseconds=30))) as bench:
        at = bench.api.world.add(Chat(chat) if chat > 0 else Chat(chat, "supergroup", "Harbour"))
        async with listening(bench):
            query = await bench.api.press(await stands(bench, say("A story"), chat), "like:7")
            await bench.api.wait_for(lambda: query in bench.api.world.notes)
            let_go.set()
            await bench.api.write(at, "/last")
            await bench.desk.wait_for(lambda: bench.desk.posts and bench.desk.posts[-1][0].text == "/last")
            assert [sent.text for sent in bench.api.world.sent_to(chat)][:-1] == told
    assert bench.api.world.notes[query] == Note()


async def test_passing_words_for_a_command_are_simply_said() -> None:
    async def nod(request: Request) -> Message | None:
        return Message(blocks=(), passing="Muted until tomorrow.")

    async with open_bench(nod) as bench, listening(bench):
        await bench.api.write(bench.api.world.add(Chat(7)), "/mute 7")
        await bench.desk.wait_for(lambda: bench.desk.posts)
        assert [sent.text for sent in bench.api.world.sent_to(7)] == ["Muted until tomorrow."]


# ---------------------------------------------------------------- a field to answer in


async def test_words_that_are_awaited_open_a_reply_for_whoever_was_asked_and_the_reply_is_heard() -> None:
    async def ask(request: Request) -> Message | None:
        if request.action:
            return replace(say("What would you like to know about this story?"), awaits=request.action)
        return say(f"Asked: {request.text}")

    async with open_bench(ask) as bench, listening(bench):
        group = bench.api.world.add(Chat(GROUP, "supergroup", "Harbour"))
        await bench.api.press(await stands(bench, say("A story"), GROUP), "ask:7")
        await bench.desk.wait_for(lambda: bench.desk.posts)
        question = bench.api.world.sent_to(GROUP)[-1]
        await bench.api.write(group, "who was hurt?", reply_to=question)
        await bench.desk.wait_for(lambda: len(bench.desk.posts) == 2)
    assert question.forced_reply == {
        "force_reply": True,
        "selective": True,
        "input_field_placeholder": "What would you like to know about this story?",
    }
    reply = bench.desk.asked[-1]
    assert (reply.text, reply.reply_to) == ("who was hurt?", str(question.message_id))


async def test_a_long_question_has_no_placeholder_and_one_that_has_buttons_keeps_them() -> None:
    async with open_bench() as bench:
        bench.api.world.add(Chat(7))
        long = await stands(bench, replace(say("Which hours? " * 20), awaits="digest"))
        with_buttons = replace(say("Which hours?"), awaits="digest", buttons=((Button("Back", "settings"),),))
        buttons = await stands(bench, with_buttons)
        with pytest.raises(MessageRejected):
            await bench.telegram.edit(HERE, str(long.message_id), replace(say("Which?"), awaits="digest"))
    assert long.forced_reply == {"force_reply": True, "selective": True}
    assert (buttons.forced_reply, buttons.buttons) == (None, ((("Back", "settings"),),))


# ---------------------------------------------------------------- pictures, sound, link buttons, folds


async def test_a_picture_stands_above_the_post_and_stays_when_the_post_is_edited() -> None:
    post = replace(say("Ten hurt, see "), picture="https://img.example/ferry.jpg")
    async with open_bench() as bench:
        bench.api.world.add(Chat(7))
        sent = await stands(bench, post)
        first = sent.preview
        await bench.telegram.edit(HERE, str(sent.message_id), replace(post, blocks=say("Fourteen hurt").blocks))
        plain = Message(blocks=(Paragraph((Span("[1]", url="https://a.example/"),)),))
        bare = await stands(bench, plain)
        odd = await stands(bench, replace(plain, picture="javascript:alert(1)"))
    assert first == sent.preview == Preview("https://img.example/ferry.jpg", large=True, above=True)
    assert sent.text == "Fourteen hurt"
    assert (bare.preview, odd.preview) == (None, None)


async def test_of_a_long_post_only_the_first_part_has_the_picture() -> None:
    long = replace(say("A sentence of it. " * 600), picture="https://img.example/ferry.jpg")
    parts = split(long)
    assert len(parts) > 2
    assert [part.picture for part in parts] == [long.picture] + [None] * (len(parts) - 1)


async def test_a_silent_message_makes_no_sound() -> None:
    async with open_bench() as bench:
        bench.api.world.add(Chat(7))
        assert (await stands(bench, replace(say("At night"), silent=True))).silent
        assert not (await stands(bench, say("At noon"))).silent


async def test_a_link_button_opens_its_address_and_one_that_is_none_is_left_out() -> None:
    rows = (
        (Button("Open", url="https://a.example/1"), Button("Bad", url="javascript:x")),
        (Button("Worse", url="file:///x"),),
    )
    async with open_bench() as bench:
        bench.api.world.add(Chat(7))
        sent = await stands(bench, replace(say("A feed"), buttons=rows))
    assert sent.buttons == ((("Open", "https://a.example/1"),),)


def folded(text: str) -> Paragraph:
    return Paragraph((Span(text),), folded=True)


async def test_folded_neighbours_become_one_quote_that_opens() -> None:
    piece = Message(
        blocks=(
            Paragraph((Span("Lede"),)),
            folded("One <b>"),
            folded("Two"),
            Paragraph((Span("End"),)),
            folded("3"),
        )
    )
    async with open_bench() as bench:
        bench.api.world.add(Chat(7))
        sent = await stands(bench, piece)
    quotes = [(one.text, one.argument) for one in sent.entities if one.tag == "blockquote"]
    assert quotes == [("One <b>\n\nTwo", "1"), ("3", "1")]
    assert sent.text == plain_text(piece)


async def test_a_long_fold_is_split_into_quotes_that_are_each_whole() -> None:
    words = "The harbour office said fourteen people were hurt. " * 60
    piece = Message(blocks=tuple(folded(words.strip()) for _ in range(5)))
    async with open_bench() as bench:
        bench.api.world.add(Chat(7))
        for part in bench.telegram.split(piece):
            await stands(bench, part)
        sent = bench.api.world.sent_to(7)
    assert len(sent) > 3
    assert all([one.tag for one in each.entities] == ["blockquote"] for each in sent)
    assert all(each.entities[0].text == each.text for each in sent)
    assert " ".join(each.text for each in sent).split() == plain_text(piece).split()


def test_a_fold_costs_one_entity_however_many_paragraphs_it_has() -> None:
    piece = Message(blocks=tuple(folded(str(number)) for number in range(150)))
    assert render_html(piece).count("<blockquote") == 1
    assert measure(piece) < LIMIT_CHARS
    assert split(piece) == (piece,)


# ---------------------------------------------------------------- files

FEEDS = b"<opml version='2.0'><body><outline xmlUrl='https://a.example/feed'/></body></opml>"


async def test_a_file_goes_out_under_its_words_and_long_words_go_before_it() -> None:
    short = replace(say("Your 3 feeds."), file=File("aibot/feeds.opml", FEEDS), silent=True)
    long = replace(say("A sentence. " * 200), file=File("feeds.opml", FEEDS), buttons=((Button("Back", "x"),),))
    async with open_bench() as bench:
        bench.api.world.add(Chat(7))
        for message in (short, long):
            for part in bench.telegram.split(message):
                await stands(bench, part)
        one, words, file = bench.api.world.sent_to(7)
        with pytest.raises(MessageRejected):
            await bench.telegram.edit(HERE, str(words.message_id), short)
    assert one.document is not None
    assert (one.document.name, one.document.content) == ("aibot feeds.opml", FEEDS)
    assert (one.text, one.silent) == ("Your 3 feeds.", True)
    assert (words.document, words.text, words.buttons) == (None, ("A sentence. " * 200).strip(), ())
    assert file.document is not None
    assert (file.text, file.buttons) == ("", ((("Back", "x"),),))


async def test_a_file_comes_in_with_its_caption_or_with_a_reply_to_it() -> None:
    async with open_bench() as bench, listening(bench):
        chat = bench.api.world.add(Chat(7))
        await bench.api.send_file(chat, "feeds.opml", FEEDS, "/subscribe")
        bare = await bench.api.send_file(chat, "feeds.OPML", FEEDS)
        await bench.api.send_file(chat, "photo.txt", b"x")
        await bench.api.write(chat, "/subscribe", reply_to=bare)
        await bench.api.write(chat, "thanks", reply_to=bare)
        await bench.api.send_file(chat, "huge.opml", b"x" * (1024 * 1024 + 1), "/subscribe")
        await bench.api.write(chat, "/last")
        await bench.desk.wait_for(lambda: len(bench.desk.posts) == 6)
    heard = [(request.text, request.file and request.file.name) for request in bench.desk.asked]
    assert heard == [
        ("/subscribe", "feeds.opml"),
        ("/subscribe", "feeds.OPML"),
        ("/subscribe", "feeds.OPML"),
        ("thanks", None),
        ("/subscribe", None),
        ("/last", None),
    ]
    assert bench.desk.asked[0].file == File("feeds.opml", FEEDS)


async def test_a_file_that_cannot_be_fetched_leaves_the_words() -> None:
    async with open_bench() as bench, listening(bench):
        bench.api.fail_next("getFile", Fault(ApiError(400, "Bad Request: invalid file_id")))
        await bench.api.send_file(bench.api.world.add(Chat(7)), "feeds.opml", FEEDS, "/subscribe")
        await bench.desk.wait_for(lambda: bench.desk.posts)
    assert [(request.text, request.file) for request in bench.desk.asked] == [("/subscribe", None)]


async def test_a_caption_in_a_group_is_heard_when_it_is_a_command_or_names_us() -> None:
    async with open_bench() as bench, listening(bench):
        bench.api.privacy = False
        group = bench.api.world.add(Chat(GROUP, "supergroup", "Harbour"))
        await bench.api.send_file(group, "feeds.opml", FEEDS)
        await bench.api.send_file(group, "feeds.opml", FEEDS, "our feeds, folks")
        await bench.api.send_file(group, "feeds.opml", FEEDS, "@AiBotTest what is in these?")
        await bench.desk.wait_for(lambda: bench.desk.posts)
    (request,) = bench.desk.asked
    assert (request.text, request.file and request.file.content) == ("what is in these?", FEEDS)


async def test_the_language_of_a_persons_app_is_told() -> None:
    async with open_bench() as bench, listening(bench):
        bench.api.world.add(Chat(7))
        ada = {"id": 7, "is_bot": False, "first_name": "Ada", "language_code": "pt-br"}
        await bench.api.write(bench.api.world.chats[7], "oi", user=ada)
        await bench.api.press(await stands(bench, say("A story")), "story:7", user=ada)
        await bench.desk.wait_for(lambda: len(bench.desk.posts) == 2)
    assert [request.person.language for request in bench.desk.asked] == ["pt-br", "pt-br"]
