"""A hidden outlet is not shown: not in posts, stories, sources, updates, digests or answers; /why tells of it."""

from __future__ import annotations

import pytest

from tests.handlers.newsroom import FERRY_AGAIN, HERE, STRIKE, Newsroom
from tests.handlers.test_choosing import came

DEADLIER = FERRY_AGAIN.replace("ten passengers were injured", "14 passengers were injured and two died")

LATER = (
    "Two passengers of the ferry Nordlys died in hospital after it ran aground off Port Ansel, the coast guard "
    "said. Fourteen others were injured, harbour master Mara Lindqvist told reporters."
)


@pytest.mark.parametrize("name", ["Coast Radio", "coastradio.example"])
async def test_a_piece_of_several_outlets_comes_without_the_hidden_one(newsroom: Newsroom, name: str) -> None:
    await newsroom.message(f"/hide {name}")
    hidden = len(newsroom.posts())
    number = await newsroom.tell_the_ferry()
    await newsroom.message(f"/story {number}")
    await newsroom.message(f"/sources {number}")
    await newsroom.message(f"/ask {number} How many people were rescued?")
    shown = [repr(one) for (to, _), one in newsroom.chat.shown.items() if to == HERE][hidden:]
    posts = newsroom.posts()[hidden:]
    assert any("from a single source, Harbour Post" in post for post in posts)
    assert not any("Coast Radio" in one or "coastradio.example" in one for one in shown)
    assert "143" not in "\n".join(posts), "what only the hidden outlet tells"
    why = await newsroom.say(f"/why {number}")
    assert "Hidden here, and left out with what only they tell: Coast Radio." in why


async def test_what_a_hidden_outlet_adds_brings_nothing_and_what_another_adds_is_told(newsroom: Newsroom) -> None:
    await newsroom.message("/hide Coast Radio")
    await newsroom.tell_the_ferry()
    before = newsroom.posts()
    newsroom.publish("Coast Radio", "Two dead after ferry Nordlys runs aground off Port Ansel", DEADLIER, 65)
    await newsroom.pass_time(60)
    assert newsroom.posts() == before
    newsroom.publish("Harbour Post", "Ferry Nordlys: two passengers die", LATER, 130)
    await newsroom.pass_time(90)
    assert "Two passengers of the ferry Nordlys died in hospital" in "\n".join(newsroom.posts())


async def test_a_story_of_hidden_outlets_alone_is_not_shown_and_says_why(newsroom: Newsroom) -> None:
    await newsroom.message("/hide Harbour Post")
    await newsroom.tell_the_ferry()
    strike = await newsroom.tell_the_strike()
    assert not came(newsroom, "Vellmark")
    for asked in (f"/story {strike}", f"/sources {strike}", f"/ask {strike} What did the teachers vote for?"):
        told = await newsroom.say(asked)
        assert "Without the outlets that are hidden here" in told
        assert STRIKE[:20] not in told
    assert "Only outlets that are hidden here report it." in await newsroom.say(f"/why {strike}")


async def test_a_digest_tells_nothing_of_a_hidden_outlet(newsroom: Newsroom) -> None:
    await newsroom.message("/settings rhythm digest 11:00")
    await newsroom.message("/hide Coast Radio")
    await newsroom.tell_the_ferry()
    await newsroom.message("/digest")
    await newsroom.pass_time(180)
    told = [post for post in newsroom.posts() if "Nordlys" in post]
    assert len(told) == 2
    assert not any("143" in post or "Coast Radio" in post for post in told)


async def test_what_somebody_asks_to_have_summarized_is_shown_though_it_is_hidden(newsroom: Newsroom) -> None:
    await newsroom.message("/hide Harbour Post")
    newsroom.put_page(
        "https://harbourpost.example/x", outlet="Harbour Post", title="Vellmark strikes", text=STRIKE
    )
    assert "Vellmark" in await newsroom.say("/summarize https://harbourpost.example/x")


async def test_a_post_that_stands_is_mended_when_its_outlet_is_hidden_later(newsroom: Newsroom) -> None:
    await newsroom.tell_the_ferry()
    await newsroom.message("/hide Coast Radio")
    newsroom.publish("Harbour Post", "Two dead after ferry Nordlys runs aground off Port Ansel", DEADLIER, 130)
    await newsroom.pass_time(90)
    post = next(one for one in newsroom.posts() if "Sources:" in one)
    assert "Coast Radio" not in post
