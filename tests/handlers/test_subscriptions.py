"""/subscribe, /unsubscribe, /subscriptions: every good wish and every bad one."""

from __future__ import annotations

import pytest

from bot.core.types import FoundFeed, Rhythm, Rules, SubscriptionKind
from bot.errors import FeedGone, FetchFailed
from bot.ports import Storage
from bot.web import WebSettings, open_web
from tests.fakes import FakeClock, plain
from tests.handlers.newsroom import COAST, ELSEWHERE, HARBOUR, HERE, Newsroom, open_newsroom
from tests.make import make_parsed_entry, make_person


async def wishes(newsroom: Newsroom) -> list[tuple[SubscriptionKind, str]]:
    channel = await newsroom.app.storage.channels.find(HERE)
    stored = await newsroom.app.storage.channels.list_subscriptions(channel.id) if channel else ()
    return [(wish.kind, wish.target) for wish in stored]


async def test_subscribe_to_nothing_lists_what_there_is(newsroom: Newsroom) -> None:
    told = await newsroom.say("/subscribe")
    assert told == 'Subscribe to what? A feed, a site, "words" in quotes, or a bundle: coast.'


async def test_without_bundles_none_are_offered(storage: Storage) -> None:
    async with open_newsroom(storage, rules=Rules()) as newsroom:
        assert await newsroom.say("/subscribe") == 'Subscribe to what? A feed, a site, "words" in quotes.'
        assert "none are set up" in await newsroom.say("/subscribe coast")
        assert "/subscribe and a feed's address" in await newsroom.say("/start")


async def test_a_bundle_stands_for_its_feeds(newsroom: Newsroom, storage: Storage) -> None:
    told = await newsroom.say("/subscribe Coast")
    assert "Subscribed to the bundle coast: 2 feeds." in told
    assert "as they happen" in told
    assert {feed.url for feed in await storage.feeds.list_all()} == {HARBOUR, COAST}
    assert await wishes(newsroom) == [(SubscriptionKind.BUNDLE, "coast")]


async def test_in_a_digest_chat_the_promise_is_the_next_digest(newsroom: Newsroom) -> None:
    await newsroom.message(f"/settings rhythm {Rhythm.DIGEST}")
    assert "with your next digest" in await newsroom.say("/subscribe coast")


@pytest.mark.parametrize(
    "typed", ['"ferry accident"', "“ferry accident”", "«ferry accident»", "'ferry accident'"]
)
async def test_quoted_words_are_a_search_over_what_the_bot_reads(
    newsroom: Newsroom, storage: Storage, typed: str
) -> None:
    assert "stories that hold: ferry accident" in await newsroom.say(f"/subscribe {typed}")
    assert await wishes(newsroom) == [(SubscriptionKind.SEARCH, "ferry accident")]
    assert len(await storage.feeds.list_all()) == 2


@pytest.mark.parametrize("typed", ['""', '"  "', '"the"', '"' + "ferry " * 100 + '"'])
async def test_a_search_for_nothing_or_too_much_is_sent_back(newsroom: Newsroom, typed: str) -> None:
    told = await newsroom.say(f"/subscribe {typed}")
    assert "Name what the stories should be about" in told or "too long" in told
    assert await wishes(newsroom) == []


async def test_words_without_quotes_are_told_to_use_them(newsroom: Newsroom) -> None:
    told = await newsroom.say("/subscribe ferry accident")
    assert "neither a bundle nor a web address" in told
    assert 'write /subscribe "ferry accident"' in told


async def test_a_feed_is_subscribed_to_under_its_title(newsroom: Newsroom) -> None:
    newsroom.web.offered[HARBOUR] = (FoundFeed(HARBOUR, "Harbour Post"),)
    told = await newsroom.say(f"/subscribe {HARBOUR}")
    assert f"Subscribed to Harbour Post ({HARBOUR})." in told
    assert "what was published before now does not" in told
    assert await wishes(newsroom) == [(SubscriptionKind.FEED, HARBOUR)]


@pytest.mark.parametrize("typed", ["https://harbourpost.example/", "harbourpost.example/"])
async def test_a_site_with_one_feed_leads_to_it(newsroom: Newsroom, typed: str) -> None:
    newsroom.web.offered["https://harbourpost.example/"] = (FoundFeed(HARBOUR, "Harbour Post"),)
    assert f"Subscribed to Harbour Post ({HARBOUR})." in await newsroom.say(f"/subscribe {typed}")
    assert await wishes(newsroom) == [(SubscriptionKind.FEED, HARBOUR)]


async def test_of_a_site_with_several_feeds_the_pressed_ones_are_taken(newsroom: Newsroom) -> None:
    sport = "https://harbourpost.example/a-rather-long-address/that-no-button-could-hold/sport.xml"
    found = (FoundFeed(HARBOUR, "Harbour Post"), FoundFeed(sport, ""))
    newsroom.web.offered["https://harbourpost.example/"] = found
    offered = await newsroom.message("/subscribe https://harbourpost.example/")
    assert plain(offered).splitlines() == [
        "https://harbourpost.example/ offers several feeds. Which one?",
        f"1. Harbour Post — {HARBOUR}",
        f"2. {sport}",
    ]
    assert await wishes(newsroom) == []
    ((first, second),) = offered.buttons
    assert first.label == "1. Harbour Post"
    assert f"Subscribed to {sport}." in await newsroom.say("", action=second.action)
    assert f"Subscribed to Harbour Post ({HARBOUR})." in await newsroom.say("", action=first.action)
    assert f"has that already: Harbour Post ({HARBOUR})" in await newsroom.say("", action=first.action)
    assert {target for _, target in await wishes(newsroom)} == {HARBOUR, sport}


async def test_of_many_feeds_the_best_ten_have_buttons_and_the_others_are_named(newsroom: Newsroom) -> None:
    site = "https://harbourpost.example/"
    found = tuple(FoundFeed(f"{site}{number}.xml", f"Desk {number} " + "of news " * 30) for number in range(12))
    newsroom.web.offered[site] = found
    offered = await newsroom.message(f"/subscribe {site}")
    assert [len(row) for row in offered.buttons] == [2] * 5
    assert all(len(button.label) < 40 for row in offered.buttons for button in row)
    assert f"{site}10.xml, {site}11.xml" in plain(offered)


async def test_only_those_who_manage_the_chat_press_a_choice(newsroom: Newsroom) -> None:
    found = (FoundFeed(HARBOUR, "Harbour Post"), FoundFeed(COAST, "Coast Radio"))
    newsroom.web.offered["https://harbourpost.example/"] = found
    offered = await newsroom.message("/subscribe https://harbourpost.example/")
    action = offered.buttons[0][0].action
    told = await newsroom.message("", action=action, person=make_person(manages=False))
    assert "Only administrators" in told.passing
    assert told.blocks == ()
    assert await wishes(newsroom) == []


@pytest.mark.parametrize("typed", ["#77", "#" + "9" * 30])
async def test_an_offer_that_is_gone_is_said_to_be_or_no_address(newsroom: Newsroom, typed: str) -> None:
    told = await newsroom.say(f"/subscribe {typed}")
    assert "offer is too old" in told or "neither a bundle nor a web address" in told


async def test_a_page_without_any_feed_says_where_to_look(newsroom: Newsroom) -> None:
    newsroom.web.offered["https://harbourpost.example/about"] = ()
    told = await newsroom.say("/subscribe https://harbourpost.example/about")
    assert "is not a feed, and no feed was found on that site" in told
    assert "RSS" in told
    assert await wishes(newsroom) == []


async def test_a_site_that_cannot_be_reached_is_named(newsroom: Newsroom) -> None:
    newsroom.web.offered["https://nowhere.example"] = FetchFailed("There is no site called nowhere.example.")
    told = await newsroom.say("/subscribe nowhere.example")
    assert told == "That did not work: There is no site called nowhere.example."
    assert await wishes(newsroom) == []


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/feed",
        "http://127.0.0.1:22/",
        "http://10.1.2.3/feed",
        "http://[::1]/feed",
        "http://[::ffff:10.0.0.1]/",
        "http://169.254.169.254/latest/meta-data",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://localhost/feed",
        "http://printer.local/",
        "https://user:word@harbourpost.example/",
        "https://",
        "http://[::1",
        "https://harbour post.example",
        "https://harbourpost.example:99999/",
        "https://..",
    ],
)
@pytest.mark.parametrize("command", ["/subscribe", "/summarize"])
async def test_a_private_or_malformed_address_is_refused_in_words(
    storage: Storage, address: str, command: str
) -> None:
    """Asked of the real web, which must refuse before any connection is made."""
    async with open_web(WebSettings(), FakeClock()) as web, open_newsroom(storage, web=web) as newsroom:
        told = await newsroom.say(f"{command} {address}")
        assert "went wrong" not in told
        assert "address" in told or "public web sites" in told or "web site" in told
        assert await wishes(newsroom) == []


@pytest.mark.parametrize("address", ["ftp://harbourpost.example/feed", "file:///etc/passwd", "gopher://x"])
async def test_an_address_of_another_kind_is_told_what_is_expected(newsroom: Newsroom, address: str) -> None:
    for command in ("/subscribe", "/summarize"):
        assert "should begin with https://" in await newsroom.say(f"{command} {address}")


async def test_the_same_wish_twice_is_one_subscription(newsroom: Newsroom) -> None:
    newsroom.web.offered[HARBOUR] = (FoundFeed(HARBOUR, "Harbour Post"),)
    for typed in ("coast", '"ferry"', HARBOUR):
        assert "Subscribed" in await newsroom.say(f"/subscribe {typed}")
        assert "has that already" in await newsroom.say(f"/subscribe {typed}")
    assert len(await wishes(newsroom)) == 3


async def test_a_feed_that_was_closed_is_not_subscribed_to_again(newsroom: Newsroom) -> None:
    newsroom.web.feeds[HARBOUR] = FeedGone("The outlet has closed this feed.")
    newsroom.web.put_feed(COAST, make_parsed_entry())
    await newsroom.message("/subscribe coast")
    await newsroom.pass_time(0)
    assert "for good" in await newsroom.say(f"/subscribe {HARBOUR}")


async def test_the_list_numbers_the_wishes_and_tells_which_feeds_fail(newsroom: Newsroom) -> None:
    newsroom.web.offered[HARBOUR] = (FoundFeed(HARBOUR, "Harbour Post"),)
    newsroom.web.put_feed(HARBOUR, make_parsed_entry())
    for typed in (HARBOUR, "coast", '"ferry"'):
        await newsroom.message(f"/subscribe {typed}")
    await newsroom.pass_time(0)
    told = (await newsroom.say("/subscriptions")).splitlines()
    assert told[:4] == [
        "3 subscriptions of this chat",
        "1. Harbour Post · feed · works",
        "2. coast · bundle of 2 feeds · 1 of them fails",
        "3. ferry · search",
    ]
    assert "/unsubscribe NUMBER" in told[4]


async def test_a_chat_without_wishes_learns_how_to_have_one(newsroom: Newsroom) -> None:
    assert "/subscribe starts one" in await newsroom.say("/subscriptions")
    assert "/subscribe starts one" in await newsroom.say("/unsubscribe 1")


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("1", {"coast", "ferry"}),
        ("harbourpost.example/feed.xml", {"coast", "ferry"}),
        ("Harbour Post", {"coast", "ferry"}),
        ("COAST", {HARBOUR, "ferry"}),
        ('"Ferry"', {HARBOUR, "coast"}),
        ("all", set()),
    ],
)
async def test_a_wish_ends_by_number_name_address_title_or_with_all(
    newsroom: Newsroom, typed: str, left: set[str]
) -> None:
    newsroom.web.offered[HARBOUR] = (FoundFeed(HARBOUR, "Harbour Post"),)
    newsroom.web.put_feed(HARBOUR)
    for wish in (HARBOUR, "coast", '"ferry"'):
        await newsroom.message(f"/subscribe {wish}")
    await newsroom.message("/subscribe coast", address=ELSEWHERE)
    await newsroom.pass_time(0)
    assert "Unsubscribed from " in await newsroom.say(f"/unsubscribe {typed}")
    assert {target for _, target in await wishes(newsroom)} == left
    assert "coast" in await newsroom.say("/subscriptions", address=ELSEWHERE)


@pytest.mark.parametrize("typed", ["0", "2", "-1", "science", "9" * 5000, "harbour", "1 2"])
async def test_an_unknown_wish_is_named_and_nothing_ends(newsroom: Newsroom, typed: str) -> None:
    await newsroom.message("/subscribe coast")
    told = await newsroom.say(f"/unsubscribe {typed}")
    assert told.startswith("There is no subscription “")
    assert "/subscriptions lists them" in told
    assert len(told) < 300
    assert len(await wishes(newsroom)) == 1


async def test_unsubscribe_from_nothing_in_particular_asks_which(newsroom: Newsroom) -> None:
    await newsroom.message("/subscribe coast")
    assert "Which one?" in await newsroom.say("/unsubscribe")
    assert len(await wishes(newsroom)) == 1


async def test_a_new_subscription_does_not_bring_the_past(newsroom: Newsroom) -> None:
    newsroom.publish("Harbour Post", "Ferry Nordlys runs aground off Port Ansel", "It ran aground. " * 20, -30)
    await newsroom.message("/subscribe coast")
    await newsroom.pass_time(60)
    assert len(newsroom.posts()) == 1


async def test_a_new_subscriber_gets_one_sample_of_what_is_there(newsroom: Newsroom) -> None:
    ferry = await newsroom.tell_the_ferry()
    await newsroom.tell_the_strike()
    told = await newsroom.message("/subscribe coast", address=ELSEWHERE)
    assert "A sample, one of its newest stories:" in plain(told)
    assert told.story_id == ferry, "two outlets report it, one the newer strike"
    assert newsroom.posts(ELSEWHERE) == [plain(told)]
    await newsroom.pass_time(60)
    assert len(newsroom.posts(ELSEWHERE)) == 1, "no flood of what was there before"


async def test_a_sample_fits_the_words_asked_for_and_is_none_where_nothing_does(newsroom: Newsroom) -> None:
    await newsroom.tell_the_ferry()
    strike = await newsroom.tell_the_strike()
    found = await newsroom.message('/subscribe "teachers strike"', address=ELSEWHERE)
    assert found.story_id == strike
    assert "sample" not in await newsroom.say('/subscribe "earthquake"', address=ELSEWHERE)


async def test_what_stands_in_the_chat_already_is_no_sample(newsroom: Newsroom) -> None:
    await newsroom.tell_the_ferry()
    assert "sample" not in await newsroom.say('/subscribe "ferry"')


async def test_after_unsubscribing_nothing_more_comes(newsroom: Newsroom) -> None:
    await newsroom.tell_the_ferry()
    await newsroom.message("/unsubscribe all")
    before = newsroom.posts()
    newsroom.publish("Harbour Post", "Vellmark teachers vote to strike", "Teachers voted for a strike. " * 20, 62)
    await newsroom.pass_time(60)
    assert newsroom.posts() == before
