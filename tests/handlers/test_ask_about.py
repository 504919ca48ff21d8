"""A question about a message that somebody chose."""

from __future__ import annotations

from tests.handlers.newsroom import FERRY, STRIKE, Newsroom
from tests.make import at

PAGE = "https://harbourpost.example/a-page"


async def test_of_a_post_of_ours_its_story_is_asked(newsroom: Newsroom) -> None:
    await newsroom.tell_the_ferry()
    (post,) = [one for (_, one), message in newsroom.chat.shown.items() if message.story_id is not None]
    await newsroom.tell_the_strike()
    told = await newsroom.say("How many passengers were injured?", action="about", reply_to=post)
    assert "10 passengers" in told or "ten passengers" in told


async def test_of_a_message_with_a_link_the_page_is_read_first_and_then_asked(newsroom: Newsroom) -> None:
    newsroom.put_page(PAGE, outlet="Harbour Post", title="Ferry aground", text=FERRY, published_at=at(0))
    answered = await newsroom.message(
        "How many passengers were injured?", action="about", reply_to="77", replied_links=(PAGE,)
    )
    assert answered.story_id is not None
    assert answered.turn_id is not None
    assert "10 passengers" in newsroom.posts()[-1]


async def test_of_words_the_story_that_holds_them_is_asked(newsroom: Newsroom) -> None:
    await newsroom.tell_the_ferry()
    await newsroom.tell_the_strike()
    told = await newsroom.say(
        "What did the teachers vote for?", action="about", reply_to="77", replied_text="teachers Vellmark"
    )
    assert "strike" in told
    assert STRIKE.split()[0] in told


async def test_of_a_message_that_shows_nothing_no_other_story_is_asked(newsroom: Newsroom) -> None:
    await newsroom.tell_the_ferry()
    told = await newsroom.say("How many passengers were injured?", action="about", reply_to="77")
    assert "There is no web address to be seen in that message" in told


async def test_without_words_they_are_asked_for(newsroom: Newsroom) -> None:
    asked = await newsroom.message("", action="about", reply_to="77")
    assert asked.awaits == "about"
