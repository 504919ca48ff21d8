"""The buttons of /subscriptions: pages, details, dropping, checking now, another address."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.types import Bundle, FoundFeed, Message, SubscriptionKind
from bot.errors import FeedGone, FetchFailed, NotAFeed
from bot.ports import Storage
from tests.fakes import plain
from tests.handlers.newsroom import COAST, ELSEWHERE, HARBOUR, HERE, RULES, Newsroom, open_newsroom
from tests.make import at, make_parsed_entry, make_person, make_request

NEW = "https://harbourpost.example/new.xml"


async def press(newsroom: Newsroom, message: Message, label: str) -> Message:
    """What comes of pressing the button of that label."""
    for row in message.buttons:
        for button in row:
            if label in button.label:
                return await newsroom.message("", action=button.action)
    raise AssertionError(f"no button {label!r} among {message.buttons}")


async def targets(newsroom: Newsroom) -> list[str]:
    channel = await newsroom.app.storage.channels.find(HERE)
    assert channel is not None
    return [wish.target for wish in await newsroom.app.storage.channels.list_subscriptions(channel.id)]


async def subscribe_to_harbour(newsroom: Newsroom) -> Message:
    """A feed that was checked once; the list that shows it."""
    newsroom.web.offered[HARBOUR] = (FoundFeed(HARBOUR, "Harbour Post"),)
    newsroom.web.put_feed(HARBOUR, make_parsed_entry())
    await newsroom.message(f"/subscribe {HARBOUR}")
    await newsroom.pass_time(0)
    return await newsroom.message("/subscriptions")


async def test_a_long_list_is_turned_page_by_page_in_one_message(newsroom: Newsroom) -> None:
    for number in range(14):
        await newsroom.message(f'/subscribe "flood {number}"')
    first = await newsroom.message("/subscriptions")
    assert not first.replaces
    assert [len(row) for row in first.buttons] == [2, 2, 2, 1]
    second = await press(newsroom, first, "Next")
    assert second.replaces
    assert "7. flood 6 · search" in plain(second)
    third = await press(newsroom, second, "Next")
    assert [button.label for button in third.buttons[-1]] == ["Previous"]
    assert "14. flood 13 · search" in plain(third)
    assert plain(await press(newsroom, third, "Previous")) == plain(second)
    assert "14. flood 13" in await newsroom.say("/subscriptions 99999")


async def test_the_details_tell_how_a_feed_does_and_lead_back(newsroom: Newsroom) -> None:
    await newsroom.message("/settings timezone Europe/Berlin")
    listed = await subscribe_to_harbour(newsroom)
    newsroom.clock.move(timedelta(minutes=5))
    details = await press(newsroom, listed, "Harbour Post")
    assert details.replaces
    assert plain(details).splitlines() == [
        "Harbour Post",
        "feed · subscribed since today 10:00",
        HARBOUR,
        "Last check: today 10:00; next: today 10:20.",
        "Last article: today 10:00.",
    ]
    assert plain(await press(newsroom, details, "Back")) == plain(listed)


async def test_a_failing_feed_says_since_when_and_why(newsroom: Newsroom) -> None:
    listed = await subscribe_to_harbour(newsroom)
    newsroom.web.feeds[HARBOUR] = FetchFailed(
        "harbourpost.example has trouble of its own (HTTP 503).", status=503
    )
    await newsroom.pass_time(60)
    told = await newsroom.say("/subscriptions")
    assert "1. Harbour Post · feed · failing since today 09:30" in told
    details = plain(await press(newsroom, listed, "Harbour Post"))
    assert (
        "It fails since today 09:30 (2 checks): harbourpost.example has trouble of its own (HTTP 503)." in details
    )


async def test_a_bundle_lists_its_feeds_those_that_fail_first(newsroom: Newsroom) -> None:
    newsroom.web.put_feed(HARBOUR, make_parsed_entry())
    await newsroom.message("/subscribe coast")
    await newsroom.pass_time(0)
    details = await press(newsroom, await newsroom.message("/subscriptions"), "coast")
    assert plain(details).splitlines()[2:] == [f"{COAST} · failing since today 09:00", "Harbour Post · works"]
    assert "Check now" not in str(details.buttons)


async def test_a_large_bundle_is_turned_page_by_page(storage: Storage) -> None:
    urls = tuple(f"https://outlet{number}.example/feed.xml" for number in range(23))
    rules = replace(RULES, bundles=(Bundle(name="world", title="The world", urls=urls),))
    async with open_newsroom(storage, rules=rules) as newsroom:
        await newsroom.message("/subscribe world")
        first = await press(newsroom, await newsroom.message("/subscriptions"), "world")
        second = await press(newsroom, first, "Next")
        third = await press(newsroom, second, "Next")
        named = [line for page in (first, second, third) for line in plain(page).splitlines()[2:]]
        assert {line.split(" · ")[0] for line in named} == set(urls)
        assert [button.label for button in third.buttons[0]] == ["Previous"]
        assert third.replaces


async def test_dropping_asks_first(newsroom: Newsroom) -> None:
    await newsroom.message('/subscribe "ferry"')
    listed = await subscribe_to_harbour(newsroom)
    details = await press(newsroom, listed, "Harbour Post")
    asked = await press(newsroom, details, "Unsubscribe")
    assert plain(asked) == "Unsubscribe from Harbour Post? Its stories come here no more."
    assert plain(await press(newsroom, asked, "No, keep it")) == plain(details)
    assert await targets(newsroom) == ["ferry", HARBOUR]
    dropped = await press(newsroom, asked, "Yes, unsubscribe")
    assert dropped.replaces
    assert plain(dropped).splitlines()[:3] == [
        "Unsubscribed from Harbour Post.",
        "1 subscription of this chat",
        "1. ferry · search",
    ]
    assert await targets(newsroom) == ["ferry"]
    assert "has that subscription no more" in plain(await press(newsroom, asked, "Yes, unsubscribe"))


def asks(action: str) -> bool:
    """Whether its button opens a field first, which shows nothing of anybody."""
    return action.partition(":")[0] in ("editfeed", "add_filter")


async def test_of_another_chat_nothing_is_shown_or_dropped(newsroom: Newsroom) -> None:
    details = await press(newsroom, await subscribe_to_harbour(newsroom), "Harbour Post")
    for action in (button.action for row in details.buttons for button in row if not asks(button.action)):
        told = await newsroom.say("", action=action, address=ELSEWHERE)
        assert "no more" in told or "no subscriptions yet" in told
    assert await targets(newsroom) == [HARBOUR]


async def test_readers_look_and_only_those_who_manage_the_chat_change(newsroom: Newsroom) -> None:
    listed = await subscribe_to_harbour(newsroom)
    reader = make_person(manages=False)
    action = listed.buttons[0][0].action
    details = await newsroom.message("", action=action, person=reader)
    assert "Harbour Post" in plain(details)
    for row in details.buttons[:-1]:
        for button in row:
            typed = NEW if "editfeed" in button.action else ""
            request = make_request(typed, action=button.action, person=reader, address=HERE)
            told = await newsroom.desk.answer(request)
            assert told is not None
            assert "Only administrators" in (told.passing or plain(told))
    assert await targets(newsroom) == [HARBOUR]


async def test_check_now_checks_and_shows_the_details_again(newsroom: Newsroom) -> None:
    details = await press(newsroom, await subscribe_to_harbour(newsroom), "Harbour Post")
    assert (await press(newsroom, details, "Check now")).passing == "Harbour Post was checked a moment ago."
    newsroom.clock.move(timedelta(minutes=2))
    newsroom.web.feeds[HARBOUR] = FetchFailed("It did not answer.")
    checked = await press(newsroom, details, "Check now")
    assert checked.passing == "Harbour Post fails: It did not answer."
    assert "It fails since today 09:02 (1 check): It did not answer." in plain(checked)
    newsroom.clock.move(timedelta(minutes=2))
    newsroom.web.put_feed(
        HARBOUR, make_parsed_entry(key="2", url="https://harbourpost.example/2", title="A second")
    )
    assert (await press(newsroom, details, "Check now")).passing == "Harbour Post works again: 1 article to read."
    newsroom.clock.move(timedelta(minutes=2))
    assert (await press(newsroom, details, "Check now")).passing == "Harbour Post works; nothing is new there."


async def test_a_closed_feed_that_is_open_again_is_found_by_check_now(newsroom: Newsroom) -> None:
    details = await press(newsroom, await subscribe_to_harbour(newsroom), "Harbour Post")
    newsroom.web.feeds[HARBOUR] = FeedGone("harbourpost.example says that this page is gone for good.")
    await newsroom.pass_time(60)
    assert "1. Harbour Post · feed · closed by its outlet" in await newsroom.say("/subscriptions")
    newsroom.web.put_feed(HARBOUR)
    assert (
        await press(newsroom, details, "Check now")
    ).passing == "Harbour Post works again; nothing is new there."
    assert "1. Harbour Post · feed · works" in await newsroom.say("/subscriptions")


# ---------------------------------------------------------------- another address


async def test_an_address_is_changed_in_place_and_what_was_found_is_told(newsroom: Newsroom) -> None:
    listed = await subscribe_to_harbour(newsroom)
    newsroom.web.put_feed(NEW, make_parsed_entry(), make_parsed_entry(key="2", published_at=at(-24 * 60)))
    told = await newsroom.say(f"/editfeed 1 {NEW}")
    assert told.splitlines() == [
        f"Harbour Post is read at {NEW} from now on, no more at {HARBOUR}.",
        "Found there: “Harbour Post”, 2 articles, the newest of today 08:30.",
    ]
    assert await targets(newsroom) == [NEW]
    assert NEW in plain(await press(newsroom, listed, "Harbour Post")), "the same subscription as before"
    newsroom.web.asked.clear()
    await newsroom.pass_time(60)
    assert {url for url, _ in newsroom.web.asked if url.endswith(".xml")} == {NEW}


async def test_by_button_the_new_address_is_asked_for(newsroom: Newsroom) -> None:
    details = await press(newsroom, await subscribe_to_harbour(newsroom), "Harbour Post")
    asked = await press(newsroom, details, "Change address")
    assert plain(asked) == "What is the feed's new address?"
    newsroom.web.put_feed(NEW)
    question = max(message_id for (address, message_id) in newsroom.chat.shown if address == HERE)
    told = await newsroom.say(NEW, reply_to=question)
    assert f"Harbour Post is read at {NEW} from now on" in told
    assert "Found there: “Harbour Post”, 0 articles." in told
    assert await targets(newsroom) == [NEW]


async def test_a_site_offers_its_feeds_also_for_a_changed_address(newsroom: Newsroom) -> None:
    await subscribe_to_harbour(newsroom)
    site = "https://harbourpost.example/"
    newsroom.web.feeds[site] = NotAFeed("This is a web page, not a feed.")
    newsroom.web.offered[site] = (FoundFeed(NEW, "All news"), FoundFeed(COAST, "Coast Radio"))
    offered = await newsroom.message(f"/editfeed 1 {site}")
    assert "offers several feeds" in plain(offered)
    newsroom.web.put_feed(NEW)
    assert f"is read at {NEW} from now on" in plain(await press(newsroom, offered, "All news"))
    assert await targets(newsroom) == [NEW]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "Which one, and to what address?"),
        ("1", "Which one, and to what address?"),
        (f"9 {NEW}", "There is no subscription “9” here."),
        (f"@9 {NEW}", "has that subscription no more"),
        (f"2 {NEW}", "Only a feed's address can be changed; “ferry” is a bundle or a search."),
        ("1 nowhere", "is not a web address"),
        ("1 ftp://harbourpost.example", "should begin with https://"),
        ("1 https://dead.example/feed", "did not answer"),
        ("1 https://page.example/", "no feed was found on that site"),
        (f"1 {HARBOUR}", "That is its address already"),
        (f"1 {COAST}", "has a subscription to https://coastradio.example/feed.xml already"),
        ("1 #77", "offer is too old"),
    ],
)
async def test_an_address_that_will_not_do_changes_nothing(newsroom: Newsroom, words: str, said: str) -> None:
    await subscribe_to_harbour(newsroom)
    newsroom.web.offered[COAST] = (FoundFeed(COAST, "Coast Radio"),)
    newsroom.web.put_feed(COAST)
    newsroom.web.feeds["https://page.example/"] = NotAFeed("This is a web page, not a feed.")
    await newsroom.message('/subscribe "ferry"')
    await newsroom.message(f"/subscribe {COAST}")
    assert said in await newsroom.say(f"/editfeed {words}".strip())
    assert await targets(newsroom) == [HARBOUR, "ferry", COAST]


async def test_a_changed_address_does_not_bring_the_past(newsroom: Newsroom) -> None:
    await subscribe_to_harbour(newsroom)
    newsroom.publish("New Post", "Ferry Nordlys runs aground off Port Ansel", "It ran aground. " * 20, -30)
    await newsroom.message("/editfeed 1 https://newpost.example/feed.xml")
    before = len(newsroom.posts())
    await newsroom.pass_time(60)
    assert len(newsroom.posts()) == before


async def test_other_chats_keep_the_address_they_have(newsroom: Newsroom) -> None:
    await subscribe_to_harbour(newsroom)
    await newsroom.message(f"/subscribe {HARBOUR}", address=ELSEWHERE)
    newsroom.web.put_feed(NEW)
    await newsroom.message(f"/editfeed 1 {NEW}")
    channel = await newsroom.app.storage.channels.find(ELSEWHERE)
    assert channel is not None
    (kept,) = await newsroom.app.storage.channels.list_subscriptions(channel.id)
    assert (kept.kind, kept.target) == (SubscriptionKind.FEED, HARBOUR)
