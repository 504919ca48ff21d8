"""A channel run from a private chat, questions from elsewhere, links to a story, stories found by words."""

from __future__ import annotations

from dataclasses import replace

from bot.core.types import Message, Request
from tests.fakes import plain
from tests.handlers.newsroom import HERE, Newsroom
from tests.make import make_address, make_request

CHANNEL = make_address("-1001")
ABOUT = "How many people were hurt?"


async def told(newsroom: Newsroom, request: Request) -> Message:
    message = await newsroom.desk.answer(request)
    assert message is not None
    return message


def from_home(text: str = "", **changes: object) -> Request:
    return replace(make_request(text, address=CHANNEL, home=HERE, chat_title="News"), **changes)  # type: ignore[arg-type]


async def test_a_command_acts_on_the_channel_and_the_chat_itself_stays_as_it_was(newsroom: Newsroom) -> None:
    await told(newsroom, from_home("/subscribe coast"))
    channels = newsroom.app.storage.channels
    channel, own = await channels.find(CHANNEL), await channels.find(HERE)
    assert channel is not None
    assert channel.title == "News"
    assert len(await channels.list_subscriptions(channel.id)) == 1
    assert own is None or not await channels.list_subscriptions(own.id)


async def test_what_was_shown_at_home_is_replied_to_there_and_words_act_on_nothing(newsroom: Newsroom) -> None:
    number = await newsroom.tell_the_ferry()
    request = from_home(f"/story {number}")
    message = await told(newsroom, request)
    await newsroom.desk.posted(request, message, ("55",))
    answer = await told(newsroom, from_home(ABOUT, reply_to="55"))
    assert answer.story_id == number
    channels = newsroom.app.storage.channels
    own = await channels.find(HERE)
    assert own is not None
    assert own.title != "News"
    turns = newsroom.app.storage.turns
    assert await turns.list_recent(own.id, number, newsroom.app.clock.now() - newsroom.app.rules.story_window, 5)


async def test_an_answer_awaited_at_home_completes_the_action(newsroom: Newsroom) -> None:
    number = await newsroom.tell_the_ferry()
    pressed = from_home(action=f"ask:{number}")
    question = await told(newsroom, pressed)
    assert question.awaits == f"ask:{number}"
    await newsroom.desk.posted(pressed, question, ("56",))
    assert (await told(newsroom, from_home(ABOUT, reply_to="56"))).story_id == number


async def test_a_comment_in_a_discussion_is_a_question_about_the_channels_post(newsroom: Newsroom) -> None:
    number = await newsroom.tell_the_ferry()
    post = make_request(f"/story {number}", address=CHANNEL, private=False)
    await newsroom.desk.posted(post, await told(newsroom, post), ("12",))
    group = make_address("-1002")
    comment = make_request(ABOUT, address=group, reply_to="12", reply_in=CHANNEL, private=False, addressed=False)
    assert (await told(newsroom, comment)).story_id == number
    assert await newsroom.desk.answer(replace(comment, reply_in=None)) is None
    assert await newsroom.desk.answer(replace(comment, reply_to="13")) is None


async def test_a_link_opens_the_story_its_sources_or_a_question_and_nothing_else(newsroom: Newsroom) -> None:
    number = await newsroom.tell_the_ferry()
    story = await newsroom.message(f"/start story-{number}")
    assert plain(story) == plain(await newsroom.message(f"/story {number}"))
    assert plain(await newsroom.message(f"/start sources-{number}")).startswith("Sources of:")
    assert (await newsroom.message(f"/start ask-{number}")).awaits == f"ask:{number}"
    welcome = await newsroom.say("/start")
    for link in ("unsubscribe-1", "nonsense-1", "story-", "story-1-2", "settings-1"):
        assert await newsroom.say(f"/start {link}") == welcome
    assert "There is no story 9999" in await newsroom.say("/start story-9999")


async def test_a_chat_left_waits_and_a_target_is_remembered(newsroom: Newsroom) -> None:
    await newsroom.desk.save_target(HERE, CHANNEL, "News")
    target = await newsroom.desk.find_target(HERE)
    assert target is not None
    assert (target.address, target.title) == (CHANNEL, "News")
    await newsroom.desk.left(CHANNEL)
    left = await newsroom.app.storage.channels.find(CHANNEL)
    await newsroom.desk.back(CHANNEL)
    back = await newsroom.app.storage.channels.find(CHANNEL)
    assert left is not None
    assert back is not None
    assert (left.active, back.active) == (False, True)
    await newsroom.desk.save_target(HERE, None)
    assert await newsroom.desk.find_target(HERE) is None


async def test_stories_are_found_by_words_half_typed_or_by_their_being_new(newsroom: Newsroom) -> None:
    assert await newsroom.desk.find_pieces("", 5, HERE) == ()
    ferry, strike = await newsroom.tell_the_ferry(), await newsroom.tell_the_strike()
    assert [piece.story_id for piece in await newsroom.desk.find_pieces(" ", 5, HERE)] == [strike, ferry]
    assert [piece.story_id for piece in await newsroom.desk.find_pieces("", 1, HERE)] == [strike]
    assert [piece.story_id for piece in await newsroom.desk.find_pieces("ferr", 5, HERE)] == [ferry]
    assert [piece.story_id for piece in await newsroom.desk.find_pieces("strike", 5, HERE)] == [strike]
    assert await newsroom.desk.find_pieces("chess tournament", 5, HERE) == ()


TELEGRAM = make_address("100", "telegram")
NEWS = make_address("-1001", "telegram")


async def test_privacy_names_the_channel_that_a_private_chat_chose_and_forget_me_lets_go_of_it(
    newsroom: Newsroom,
) -> None:
    await newsroom.desk.save_target(TELEGRAM, NEWS, "Harbour & Coast")
    aimed = {"address": NEWS, "home": TELEGRAM, "chat_title": "Harbour & Coast"}
    shown = await told(newsroom, make_request("/privacy", **aimed))
    text = plain(shown)
    assert "What AiBot stores of this channel:\nIts name, address and settings, since November 16, 2026" in text
    assert "Of your own chat with AiBot, and of you:" in text
    assert "The channel that commands here are about: Harbour & Coast" in text
    assert [button.label for button in shown.buttons[0]] == ["Forget me", "Forget the channel"]
    sure = plain(await told(newsroom, make_request("", action="forget:chat", **aimed)))
    assert "known of the channel “Harbour & Coast”" in sure
    done = plain(await told(newsroom, make_request("/forget me", **aimed)))
    assert "Commands in this chat are about this chat again." in done
    assert await newsroom.desk.find_target(TELEGRAM) is None


async def test_help_shows_channel_where_it_can_be_used_and_says_elsewhere_on_telegram_where_that_is(
    newsroom: Newsroom,
) -> None:
    def at(text: str, platform: str, *, private: bool) -> Request:
        return make_request(text, address=make_address("100", platform), private=private)

    line = "/channel [@NAME | here] — Run a channel of yours from this chat"
    assert line in plain(await told(newsroom, at("/help", "telegram", private=True)))
    assert "/channel" not in plain(await told(newsroom, at("/help", "telegram", private=False)))
    assert "private chat" in plain(await told(newsroom, at("/help channel", "telegram", private=False)))
    said = plain(await told(newsroom, at("/channel @harbour", "telegram", private=False)))
    assert "A channel is run from a private chat with AiBot" in said
    for platform in ("console", "discord"):
        assert "/channel" not in plain(await told(newsroom, at("/help", platform, private=True)))
        assert "no command /channel" in plain(await told(newsroom, at("/channel", platform, private=True)))
        assert "no command /channel" in plain(await told(newsroom, at("/help channel", platform, private=True)))
