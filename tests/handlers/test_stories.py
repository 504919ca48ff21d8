"""/story, /sources, /ask, /digest, replies and buttons: what a person can do with a story."""

from __future__ import annotations

import pytest

from tests.handlers.newsroom import ELSEWHERE, FERRY_AGAIN, HERE, Newsroom
from tests.make import make_address, make_person

HUGE = "9" * 5000


async def test_a_story_is_shown_in_full_by_its_number_and_without_one(newsroom: Newsroom) -> None:
    number = await newsroom.tell_the_ferry()
    for command in (f"/story {number}", "/story", f"/story #{number}", f"/STORY\n{number}"):
        told = await newsroom.say(command)
        assert "Nordlys" in told
        assert "2 independent outlets" in told
        assert "Double-check" in told


async def test_sources_shows_each_source_and_the_words_relied_on(newsroom: Newsroom) -> None:
    number = await newsroom.tell_the_ferry()
    told = await newsroom.say(f"/sources {number}")
    assert "[1] Harbour Post" in told
    assert "[2] Coast Radio" in told
    assert "“The ferry Nordlys ran aground" in told or "“Lifeboats rescued 143 people" in told


@pytest.mark.parametrize("command", ["/story", "/sources", "/ask"])
async def test_an_unknown_number_says_there_is_no_such_story(newsroom: Newsroom, command: str) -> None:
    question = " What happened?" if command == "/ask" else ""
    assert "There is no story 77" in await newsroom.say(f"{command} 77{question}")
    assert "There is no story 0" in await newsroom.say(f"{command} 0{question}")


@pytest.mark.parametrize("command", ["/story", "/sources"])
async def test_a_number_that_is_none_or_too_large_is_answered_in_words(newsroom: Newsroom, command: str) -> None:
    await newsroom.tell_the_ferry()
    assert "“abc” is not a story's number. To look for it write /search abc" in await newsroom.say(
        f"{command} abc"
    )
    assert "“-1” is not a story's number. It stands below" in await newsroom.say(f"{command} -1")
    told = await newsroom.say(f"{command} {HUGE}")
    assert told.startswith("There is no story 999")
    assert len(told) < 100


@pytest.mark.parametrize("text", ["/story", "/sources", "/ask What happened?", "What happened?"])
async def test_before_the_first_story_a_person_learns_how_to_get_one(newsroom: Newsroom, text: str) -> None:
    told = await newsroom.say(text)
    assert "None has been shown here yet" in told
    assert "/subscribe" in told


async def test_a_question_is_answered_with_its_source(newsroom: Newsroom) -> None:
    number = await newsroom.tell_the_ferry()
    for text in ("How many passengers were injured?", f"/ask {number} How many passengers were injured?"):
        told = await newsroom.say(text)
        assert "10 passengers were injured" in told or "ten passengers were injured" in told
        assert "[1]" in told or "[2]" in told


async def test_a_question_that_the_sources_do_not_answer_is_refused_with_what_they_cover(
    newsroom: Newsroom,
) -> None:
    await newsroom.tell_the_ferry()
    told = await newsroom.say("/ask Who will pay for the repairs?")
    assert "The sources do not say: there is nothing on “pay” or “repairs” in them." in told


async def test_an_empty_question_asks_what_is_meant(newsroom: Newsroom) -> None:
    number = await newsroom.tell_the_ferry()
    for text in ("/ask", f"/ask {number}", "  "):
        assert "What would you like to know?" in await newsroom.say(text)


async def test_a_question_without_end_is_sent_back(newsroom: Newsroom) -> None:
    await newsroom.tell_the_ferry()
    assert "too long" in await newsroom.say("why " * 1000)


async def test_plain_words_that_begin_with_a_number_are_still_about_the_last_story(newsroom: Newsroom) -> None:
    await newsroom.tell_the_ferry()
    told = await newsroom.say("10 passengers were injured?")
    assert "There is no story 10" not in told
    assert "passengers were injured" in told


async def test_a_reply_is_a_question_about_the_story_replied_to(newsroom: Newsroom) -> None:
    await newsroom.tell_the_ferry()
    post = next(key for (address, key), _ in newsroom.chat.shown.items() if address == HERE and key != "m1")
    await newsroom.tell_the_strike()
    told = await newsroom.say("How many were injured?", reply_to=post)
    assert "10 passengers were injured" in told or "ten passengers were injured" in told


async def test_a_reply_in_a_group_counts_as_spoken_to_even_without_a_mention(newsroom: Newsroom) -> None:
    await newsroom.tell_the_ferry()
    words = {"private": False, "addressed": False}
    post = next(key for (address, key), _ in newsroom.chat.shown.items() if address == HERE and key != "m1")
    assert "injured" in await newsroom.say("How many were injured?", reply_to=post, **words)


async def test_a_reply_to_an_answer_stays_with_its_story(newsroom: Newsroom) -> None:
    number = await newsroom.tell_the_ferry()
    await newsroom.message(f"/story {number}")
    shown = list(newsroom.chat.shown)[-1][1]
    await newsroom.tell_the_strike()
    assert "fog" in await newsroom.say("What did Mara Lindqvist say?", reply_to=shown)


async def test_buttons_show_the_story_and_its_sources(newsroom: Newsroom) -> None:
    number = await newsroom.tell_the_ferry()
    posted = newsroom.chat.shown[next(key for key in newsroom.chat.shown if key[1] != "m1")]
    actions = [button.action for row in posted.buttons for button in row]
    read_on = [f"story:{number}", f"sources:{number}", f"ask:{number}"]
    assert actions == [*read_on, f"follow:{number}", f"rate:{number}:up", f"rate:{number}:down"]
    assert "Double-check" in await newsroom.say("", action=actions[0])
    assert "Sources of:" in await newsroom.say("", action=actions[1])


@pytest.mark.parametrize("action", ["fly:1", "", ":", "unsubscribe:all"])
async def test_a_button_that_is_not_ours_says_so_and_does_nothing(newsroom: Newsroom, action: str) -> None:
    assert "This button belongs to an older AiBot" in await newsroom.say("", action=action)
    assert "no subscriptions" in await newsroom.say("/subscriptions")


@pytest.mark.parametrize("action", ["story:", "story:abc", "story:99", f"sources:{HUGE}"])
async def test_a_button_with_a_broken_number_is_answered_in_words(newsroom: Newsroom, action: str) -> None:
    told = await newsroom.say("", action=action)
    assert "story" in told
    assert "went wrong" not in told


async def test_the_digest_of_now_holds_the_stories_of_the_subscriptions(newsroom: Newsroom) -> None:
    await newsroom.tell_the_ferry()
    await newsroom.tell_the_strike()
    told = await newsroom.say("/digest")
    assert told.startswith("Your digest for November 16, 2026")
    assert "Nordlys" in told
    assert "Vellmark" in told


async def test_a_digest_without_subscriptions_says_how_to_begin(newsroom: Newsroom) -> None:
    assert "/subscribe" in await newsroom.say("/digest")


async def test_a_digest_with_nothing_new_says_so(newsroom: Newsroom) -> None:
    await newsroom.message("/subscribe coast")
    assert "No new stories" in await newsroom.say("/digest")


async def test_a_reply_to_a_digest_is_about_the_story_it_fits(newsroom: Newsroom) -> None:
    await newsroom.tell_the_ferry()
    await newsroom.tell_the_strike()
    await newsroom.message("/digest")
    digest = list(newsroom.chat.shown)[-1][1]
    assert "fog" in await newsroom.say("What did the harbour master say about the reef?", reply_to=digest)
    assert "strike" in await newsroom.say("What did the Vellmark teachers vote for?", reply_to=digest)


async def test_a_story_of_a_digest_goes_by_its_place_in_it(newsroom: Newsroom) -> None:
    await newsroom.tell_the_ferry()
    await newsroom.tell_the_strike()
    (digest,) = [await newsroom.message("/digest")]
    sent = list(newsroom.chat.shown)[-1][1]
    places = {story: place for place, story in enumerate(digest.story_ids, start=1)}
    ferry, strike = sorted(places)
    told = await newsroom.say(f"{places[ferry]}: What hid the reef?", reply_to=sent)
    assert told.startswith(f"Story {ferry}: ")
    assert "fog" in told
    assert "Teachers" in await newsroom.say(f"{places[strike]}", reply_to=sent)
    assert "Teachers" in await newsroom.say("the first one" if places[strike] == 1 else "second", reply_to=sent)


async def test_a_place_needs_no_reply_right_after_the_list(newsroom: Newsroom) -> None:
    await newsroom.tell_the_ferry()
    await newsroom.tell_the_strike()
    shown = await newsroom.message("/digest")
    assert len(shown.story_ids) == 2
    for place, story in enumerate(shown.story_ids, start=1):
        await newsroom.message("/digest")
        assert (await newsroom.say(f"{place}")).startswith(f"Story {story}: ")


async def test_a_reply_to_a_digest_that_fits_none_asks_which_story_is_meant(newsroom: Newsroom) -> None:
    first, second = await newsroom.tell_the_ferry(), await newsroom.tell_the_strike()
    await newsroom.message("/digest")
    digest = list(newsroom.chat.shown)[-1][1]
    for text in ("Why?", "/story", "/sources"):
        told = await newsroom.say(text, reply_to=digest)
        assert "Which of the stories in the list?" in told
        assert f"/story {first}" in told or f"/story {second}" in told


async def test_a_story_goes_by_its_number_in_every_chat(newsroom: Newsroom) -> None:
    number = await newsroom.tell_the_ferry()
    assert "Nordlys" in await newsroom.say(f"/story {number}", address=ELSEWHERE)
    assert "injured" in await newsroom.say("How many were injured?", address=ELSEWHERE)


async def test_everybody_in_a_group_may_read_and_ask(newsroom: Newsroom) -> None:
    number = await newsroom.tell_the_ferry()
    guest = {"person": make_person(manages=False), "private": False}
    for text in (
        f"/story {number}",
        "/sources",
        "/ask How many were injured?",
        "/digest",
        "/subscriptions",
        "/help",
    ):
        assert "Only administrators" not in await newsroom.say(text, **guest)


async def test_a_removed_chat_gets_nothing_more_and_comes_back_with_its_wishes(newsroom: Newsroom) -> None:
    await newsroom.message("/subscribe coast")
    await newsroom.desk.gone(HERE)
    await newsroom.desk.gone(make_address("never seen"))
    channel = await newsroom.app.storage.channels.find(HERE)
    assert channel is not None
    assert not channel.active
    assert "coast" in await newsroom.say("/subscriptions")


async def test_a_chat_that_moved_keeps_its_subscriptions(newsroom: Newsroom) -> None:
    await newsroom.message("/subscribe coast")
    await newsroom.desk.moved(HERE, ELSEWHERE)
    assert "coast" in await newsroom.say("/subscriptions", address=ELSEWHERE)
    assert "no subscriptions" in await newsroom.say("/subscriptions")


async def test_a_question_without_a_story_is_answered_from_the_recent_story_that_tells_of_it(
    newsroom: Newsroom,
) -> None:
    number = await newsroom.tell_the_ferry()
    told = await newsroom.say("/ask How many passengers of the Nordlys were injured?", address=ELSEWHERE)
    assert told.startswith(f"Story {number}: ")
    assert "passengers were injured" in told


async def test_a_question_that_plainly_fits_another_story_is_not_answered_from_the_last_post(
    newsroom: Newsroom,
) -> None:
    ferry = await newsroom.tell_the_ferry()
    await newsroom.tell_the_strike()
    told = await newsroom.say("How many passengers of the ferry Nordlys were injured?")
    assert told.startswith(f"Story {ferry}: ")
    assert "passengers were injured" in told


async def test_a_reply_is_about_what_it_replies_to_whatever_fits_better(newsroom: Newsroom) -> None:
    await newsroom.tell_the_ferry()
    strike = await newsroom.tell_the_strike()
    post = await newsroom.app.storage.deliveries.find_last_post(1)
    assert post is not None
    assert post.story_id == strike
    told = await newsroom.say(
        "How many passengers of the ferry Nordlys were injured?", reply_to=post.message_ids[0]
    )
    assert not told.startswith("Story ")
    assert "passengers were injured" not in told


async def test_what_no_recent_story_tells_is_refused_and_nothing_invented(newsroom: Newsroom) -> None:
    await newsroom.tell_the_ferry()
    told = await newsroom.say("/ask Who won the chess tournament in Pell?", address=ELSEWHERE)
    assert told.startswith("No recent story tells of that.")


@pytest.mark.parametrize("words", ["hello", "thank you!", "/ask hi there"])
async def test_small_talk_is_answered_kindly_without_any_story(newsroom: Newsroom, words: str) -> None:
    told = await newsroom.say(words)
    assert "sk" in told
    assert "\n" not in told


async def test_a_figure_that_changed_is_told_once_in_an_update(newsroom: Newsroom) -> None:
    await newsroom.tell_the_ferry()
    later = FERRY_AGAIN.replace("ten passengers were injured", "at least 14 passengers were injured")
    newsroom.publish("Coast Radio", "More hurt on ferry Nordlys off Port Ansel", later, 65)
    await newsroom.pass_time(90)
    (update,) = [post for post in newsroom.posts() if post.startswith("What changed")]
    assert update.count("People injured: now at least 14, earlier ten.") == 1
