"""/filter, /mute, /follow, /trust and /hide: in words and by buttons, and what a chat gets then."""

from __future__ import annotations

import pytest

from bot.core.types import ChannelSettings, DeliveryState, Message, Rule, Watch
from tests.fakes import plain
from tests.handlers.newsroom import ELSEWHERE, FERRY_AGAIN, HERE, STRIKE, Newsroom
from tests.make import at, make_person

MEMBER = make_person(manages=False)


async def settings_of(newsroom: Newsroom) -> ChannelSettings:
    channel = await newsroom.app.storage.channels.find(HERE)
    assert channel is not None
    return channel.settings


def pressed(message: Message) -> list[str]:
    return [button.action for row in message.buttons for button in row]


def came(newsroom: Newsroom, word: str) -> bool:
    """As a story of its own."""
    return any(word in post and "Sources:" in post for post in newsroom.posts())


async def test_a_filter_is_added_in_words_shown_with_a_button_and_removed_by_it(newsroom: Newsroom) -> None:
    await newsroom.message("/subscribe coast")
    assert "There are no filters here." in await newsroom.say("/filter")
    added = await newsroom.message("/filter NOT  topic:sport")
    assert "1. NOT topic:sport" in plain(added)
    await newsroom.message('/filter 1 "port ansel" OR strike')
    (channel_wide, own) = (await settings_of(newsroom)).filters
    assert channel_wide == Rule("NOT topic:sport")
    assert own.query == '"port ansel" OR strike'
    assert own.subscription_id > 0
    shown = await newsroom.message("/filter")
    assert "(only subscription 1: coast)" in plain(shown)
    assert pressed(shown) == ["filter:off line 1", "filter:off line 2", "add_filter"]
    left = await newsroom.message("", action="filter:off line 1")
    assert left.replaces
    assert (await settings_of(newsroom)).filters == (own,)
    await newsroom.message("/filter off all")
    assert (await settings_of(newsroom)).filters == ()


async def test_a_filter_is_asked_for_by_a_button_and_typed_in_reply(newsroom: Newsroom) -> None:
    asked = await newsroom.message("", action="add_filter")
    assert asked.awaits == "add_filter"
    message_id = [sent for address, sent in newsroom.chat.shown if address == HERE][-1]
    assert "1. ferry" in await newsroom.say("ferry", reply_to=message_id)
    assert (await settings_of(newsroom)).filters == (Rule("ferry"),)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("/filter (ferry", "The “(” at character 1 is never closed."),
        ("/filter off 3", "There is no filter “3”"),
        ("/mute ???", "Name a story by its number"),
        ("/unmute 12", "“12” is not in the list; /mute shows it."),
        ("/unmute line 1", "“line 1” is not in the list; /mute"),
        ("/follow 12", "There is no story 12."),
        ("/follow off 12", "“12” is not in the list; /follow shows it."),
        ("/follow off", "Which one? Write /follow off and what the list names, or /follow off all."),
        ("/filter off", "Which one? Write /filter off and"),
        ("/trust off", "Which one? Write /trust off and"),
        ("/trust ???", "Name an outlet or its domain"),
        ("/trust off BBC", "“BBC” is not in the list; /trust shows it."),
        ("/hide off", "Which one? Write /hide off and"),
    ],
)
async def test_what_is_not_understood_changes_nothing_and_says_what_is_possible(
    newsroom: Newsroom, typed: str, words: str
) -> None:
    told = await newsroom.say(typed)
    assert words in told
    assert await settings_of(newsroom) == ChannelSettings()


async def test_only_stories_that_pass_the_filters_come(newsroom: Newsroom) -> None:
    await newsroom.message("/filter not ferry")
    await newsroom.tell_the_ferry()
    await newsroom.tell_the_strike()
    assert not came(newsroom, "Nordlys")
    assert came(newsroom, "Vellmark")


async def test_a_muted_story_brings_no_updates_and_muted_words_no_story(newsroom: Newsroom) -> None:
    await newsroom.message("/mute strike over pay for 7d")
    number = await newsroom.tell_the_ferry()
    (watch,) = (await settings_of(newsroom)).muted
    assert watch == Watch(words="strike over pay", until=at(7 * 24 * 60))
    before = len(newsroom.posts())
    muted = await newsroom.message("", action=f"mute:{number}")
    assert muted.blocks == ()
    assert muted.passing.startswith(f"Muted here: story {number}.")
    later = FERRY_AGAIN.replace("ten passengers were injured", "14 passengers were injured and two died")
    newsroom.publish("Coast Radio", "Two dead after ferry Nordlys runs aground off Port Ansel", later, 65)
    await newsroom.tell_the_strike()
    assert not any("What changed" in post for post in newsroom.posts()[before:])
    assert not came(newsroom, "Vellmark")
    listed = await newsroom.message("/mute")
    assert "until November 23, 2026, 9:00" in plain(listed).replace("09:00", "9:00")
    assert pressed(listed) == ["unmute:line 1", "unmute:line 2"]
    left = await newsroom.message("", action="unmute:line 1")
    assert pressed(left) == ["unmute:line 1"]
    assert "No longer muted: story" in await newsroom.say(f"/unmute {number}")
    assert (await settings_of(newsroom)).muted == ()


async def test_a_mute_stops_what_is_held(newsroom: Newsroom) -> None:
    await newsroom.message("/settings wait 3h")
    number = await newsroom.tell_the_ferry()
    await newsroom.message(f"/mute story {number}")
    await newsroom.pass_time(180)
    assert not came(newsroom, "Nordlys")
    dropped = await newsroom.app.storage.deliveries.list_of_story(number)
    assert {one.state for one in dropped} == {DeliveryState.DROPPED}
    assert "It was muted." in {one.problem for one in dropped}


async def test_words_muted_while_a_story_is_held_stop_it_too(newsroom: Newsroom) -> None:
    await newsroom.message("/settings quiet 9:00-13:00")
    number = await newsroom.tell_the_ferry()
    await newsroom.message("/mute nordlys")
    await newsroom.pass_time(240)
    assert not came(newsroom, "Nordlys")
    dropped = await newsroom.app.storage.deliveries.list_of_story(number)
    assert {(one.state, one.problem) for one in dropped if one.revision == 1} == {
        (DeliveryState.DROPPED, "It was muted.")
    }


async def test_mute_in_reply_to_a_story_mutes_it_for_those_who_manage_only(
    newsroom: Newsroom,
) -> None:
    number = await newsroom.tell_the_ferry()
    message_id = [sent for (to, sent), one in newsroom.chat.shown.items() if to == HERE and one.story_id][-1]
    refused = await newsroom.say("/mute", reply_to=message_id, person=MEMBER)
    assert refused == "Only administrators of this chat may change what comes here."
    await newsroom.message("/mute", reply_to=message_id)
    assert (await settings_of(newsroom)).muted == (Watch(story_id=number),)
    assert "Muted here:" in await newsroom.say("/mute", person=MEMBER)


async def test_a_followed_story_comes_to_a_chat_that_is_subscribed_to_nothing(newsroom: Newsroom) -> None:
    number = await newsroom.tell_the_ferry()
    await newsroom.message(f"/story {number}", address=ELSEWHERE)
    await newsroom.message("", action=f"follow:{number}", address=ELSEWHERE)
    later = FERRY_AGAIN.replace("ten passengers were injured", "14 passengers were injured and two died")
    newsroom.publish("Coast Radio", "Two dead after ferry Nordlys runs aground off Port Ansel", later, 65)
    await newsroom.pass_time(60)
    assert any("Sources:" in post and "Nordlys" in post for post in newsroom.posts(ELSEWHERE)[2:])


async def test_followed_words_pass_filters_and_outlets(newsroom: Newsroom) -> None:
    await newsroom.message("/settings outlets 3")
    await newsroom.message("/filter not nordlys")
    await newsroom.message("/follow ferry nordlys")
    await newsroom.tell_the_ferry()
    await newsroom.tell_the_strike()
    assert came(newsroom, "Nordlys")
    assert not came(newsroom, "Vellmark")
    assert "No longer followed" in await newsroom.say("/follow off ferry nordlys")
    assert (await settings_of(newsroom)).followed == ()


async def test_following_and_muting_undo_each_other(newsroom: Newsroom) -> None:
    await newsroom.message("/mute nordlys")
    await newsroom.message("/follow Nordlys")
    assert (await settings_of(newsroom)).muted == ()
    await newsroom.message("/mute nordlys")
    assert (await settings_of(newsroom)).followed == ()


async def test_a_trusted_outlet_is_enough_and_a_hidden_one_is_not(newsroom: Newsroom) -> None:
    await newsroom.message("/settings outlets 2")
    trusted = await newsroom.message("/trust Coast Radio")
    assert pressed(trusted) == ["trust:off line 1"]
    assert pressed(await newsroom.message("/hide Harbour Post")) == ["hide:off line 1"]
    await newsroom.message("/subscribe coast")
    await newsroom.pass_time(0)
    newsroom.publish("Harbour Post", "Vellmark teachers vote to strike", STRIKE, 5)
    newsroom.publish("Coast Radio", "Ferry Nordlys runs aground off Port Ansel", FERRY_AGAIN, 5)
    await newsroom.pass_time(60)
    assert came(newsroom, "Nordlys")
    assert not came(newsroom, "Vellmark")
    assert (await newsroom.message("", action="trust:off line 1")).replaces
    await newsroom.message("/hide off harbour post")
    settings = await settings_of(newsroom)
    assert (settings.trusted, settings.hidden) == ((), ())


async def test_trusting_an_outlet_shows_it_again(newsroom: Newsroom) -> None:
    await newsroom.message("/hide BBC")
    await newsroom.message("/trust bbc")
    settings = await settings_of(newsroom)
    assert (settings.trusted, settings.hidden) == (("bbc",), ())


@pytest.mark.parametrize("command", ["filter", "mute", "unmute", "follow", "trust", "hide"])
async def test_lists_are_for_everybody_and_changes_for_those_who_manage(newsroom: Newsroom, command: str) -> None:
    assert "Only administrators" not in await newsroom.say(f"/{command}", person=MEMBER)
    assert "Only administrators" in await newsroom.say(f"/{command} bbc", person=MEMBER)
    assert await settings_of(newsroom) == ChannelSettings()


async def test_lists_are_bounded(newsroom: Newsroom) -> None:
    for number in range(51):
        told = await newsroom.say(f"/mute word{number}")
    assert "There are 50 entries already" in told
    assert len((await settings_of(newsroom)).muted) == 50


async def test_why_tells_also_why_a_story_came_here_or_did_not(newsroom: Newsroom) -> None:
    await newsroom.message("/filter not vellmark")
    number = await newsroom.tell_the_ferry()
    told = await newsroom.say(f"/why {number}")
    assert "In this chat\nIt came here on November 16, 2026, " in told
    assert "The subscription “coast” asks for it." in told
    other = await newsroom.tell_the_strike()
    assert "This filter keeps it out: not vellmark" in await newsroom.say(f"/why {other}")
    assert "No subscription of this chat asks for it." in await newsroom.say(f"/why {other}", address=ELSEWHERE)


async def test_what_is_muted_or_followed_is_named_as_filters_are(newsroom: Newsroom) -> None:
    assert "Muted here: “ferry AND nordlys”." in await newsroom.say("/mute ferry AND nordlys")
    await newsroom.tell_the_ferry()
    assert not came(newsroom, "Nordlys")
    await newsroom.message("/unmute ferry and nordlys")
    told = await newsroom.say('/mute "nordlys ferry" OR (strike NOT vellmark) for 3d')
    assert 'Muted here: "nordlys ferry" OR (strike AND NOT vellmark), until November 19, 2026' in told
    assert "Muted here: “live OR (let AND die)”." in await newsroom.say("/mute live or let die")
    await newsroom.message("/unmute live or let die")
    number = await newsroom.tell_the_strike()
    assert "muted" not in await newsroom.say(f"/why {number}")
    await newsroom.message('/follow "Vellmark teachers"')
    assert 'No longer followed: "Vellmark teachers".' in await newsroom.say("/follow off vellmark teachers")
    for typed in ("not ferry", "strike or not ferry"):
        assert "would match nearly every story. Name first what is meant" in await newsroom.say(f"/mute {typed}")


async def test_a_topic_an_outlet_or_a_language_is_muted_and_followed_like_words(newsroom: Newsroom) -> None:
    await newsroom.message("/mute topic:disasters for 7d")
    await newsroom.tell_the_ferry()
    assert not came(newsroom, "Nordlys")
    await newsroom.message("/follow outlet:harbour")
    await newsroom.tell_the_strike()
    assert "There is no “colour:”" in await newsroom.say("/mute colour:red")
    assert (await settings_of(newsroom)).muted == (Watch(words="topic:disasters", until=at(7 * 24 * 60)),)
