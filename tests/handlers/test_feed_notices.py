"""Feeds that fall ill, move or go silent: what a chat is told, and what its buttons do."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.core.types import Address, FoundFeed, Message
from bot.errors import FeedGone, FetchFailed
from bot.ports import Storage
from bot.steps.tell_bulletins import tell_bulletins
from tests.fakes import plain
from tests.handlers.newsroom import COAST, ELSEWHERE, HARBOUR, HERE, Newsroom
from tests.make import make_parsed_entry

DEAD = FetchFailed("harbourpost.example cannot be reached.")
DAYS = 24 * 60


async def subscribe_to(newsroom: Newsroom, *urls: str, address: Address = HERE) -> None:
    for number, url in enumerate(urls):
        newsroom.web.offered[url] = (FoundFeed(url, ""),)
        newsroom.web.put_feed(url, make_parsed_entry(key=f"{number}", url=f"{url}/{number}"))
        await newsroom.message(f"/subscribe {url}", address=address)
    await newsroom.pass_time(0)


def notices(newsroom: Newsroom, address: Address = HERE) -> list[Message]:
    """What AiBot said of itself."""
    chat = newsroom.chat
    own = {message_id for (_, key), message_id in chat.keys.items() if key != "answer"}
    return [message for (to, message_id), message in chat.shown.items() if to == address and message_id in own]


async def press(newsroom: Newsroom, message: Message, label: str) -> Message:
    (action,) = [button.action for row in message.buttons for button in row if button.label == label]
    return await newsroom.message("", action=action)


async def test_a_feed_that_fails_for_long_is_told_once_and_so_is_its_recovery(newsroom: Newsroom) -> None:
    await subscribe_to(newsroom, HARBOUR)
    newsroom.web.feeds[HARBOUR] = DEAD
    await newsroom.pass_time(DAYS, step=60)
    assert notices(newsroom) == [], "a bad day is no news"
    await newsroom.pass_time(3 * DAYS, step=60)
    (told,) = notices(newsroom)
    since = "November 16, 2026, 10:00"
    assert plain(told) == f"Harbour Post has failed since {since}, at every check: {DEAD}"
    assert [[button.label for button in row] for row in told.buttons] == [
        ["Try again now", "Unsubscribe"],
        ["Change address"],
    ]
    newsroom.web.put_feed(HARBOUR, make_parsed_entry())
    await newsroom.pass_time(2 * DAYS, step=60)
    assert [plain(one) for one in notices(newsroom)[1:]] == ["Harbour Post works again."]


async def test_a_short_failure_is_not_told_and_neither_is_its_end(newsroom: Newsroom) -> None:
    await subscribe_to(newsroom, HARBOUR)
    newsroom.web.feeds[HARBOUR] = DEAD
    await newsroom.pass_time(10 * 60, step=60)
    newsroom.web.put_feed(HARBOUR, make_parsed_entry())
    await newsroom.pass_time(2 * DAYS, step=60)
    assert notices(newsroom) == []


async def test_feeds_that_are_closed_together_are_told_of_in_one_message(newsroom: Newsroom) -> None:
    urls = [f"https://outlet{number}.example/feed.xml" for number in range(7)]
    await subscribe_to(newsroom, *urls)
    for url in urls:
        newsroom.web.feeds[url] = FeedGone("gone for good")
    await newsroom.pass_time(6 * 60)
    (told,) = notices(newsroom)
    assert plain(told).splitlines() == [
        "News of 7 feeds:",
        *(f"{place}. Harbour Post is gone: its outlet has closed it for good." for place in range(1, 8)),
    ]
    assert [[button.label for button in row] for row in told.buttons] == [
        *([f"{place}. Try again now", f"{place}. Unsubscribe"] for place in range(1, 5)),
        ["All subscriptions"],
    ]
    listed = await press(newsroom, told, "All subscriptions")
    assert not listed.replaces
    assert "7 subscriptions of this chat" in plain(listed)


async def test_what_comes_soon_after_a_notice_waits_and_comes_with_the_rest(newsroom: Newsroom) -> None:
    urls = [f"https://outlet{number}.example/feed.xml" for number in range(3)]
    await subscribe_to(newsroom, *urls)
    for url in urls:
        newsroom.web.feeds[url] = FeedGone("gone for good")
        await newsroom.pass_time(60)
    assert len(notices(newsroom)) == 1
    await newsroom.pass_time(4 * 60)
    assert [plain(one).splitlines()[0] for one in notices(newsroom)[1:]] == ["News of 2 feeds:"]


async def test_a_gone_feed_can_be_tried_again_and_dropped_from_the_notice(newsroom: Newsroom) -> None:
    await subscribe_to(newsroom, HARBOUR)
    newsroom.web.feeds[HARBOUR] = FeedGone("harbourpost.example says that this page is gone for good.")
    await newsroom.pass_time(3 * 60)
    (told,) = notices(newsroom)
    assert plain(told) == "Harbour Post is gone: its outlet has closed it for good."
    tried = await press(newsroom, told, "Try again now")
    assert plain(tried) == "Harbour Post fails: harbourpost.example says that this page is gone for good."
    await newsroom.pass_time(5 * 60)
    assert notices(newsroom) == [told], "told once, however often it is tried"
    asked = await press(newsroom, told, "Unsubscribe")
    assert not asked.replaces, "the notice stays"
    kept = await press(newsroom, asked, "No, keep it")
    assert (plain(kept), kept.replaces) == ("Harbour Post stays.", True)
    dropped = await press(newsroom, asked, "Yes, unsubscribe")
    assert "Unsubscribed from Harbour Post." in plain(dropped)


async def test_a_feed_that_works_when_tried_again_is_told_well_in_the_answer_alone(newsroom: Newsroom) -> None:
    await subscribe_to(newsroom, HARBOUR)
    newsroom.web.feeds[HARBOUR] = FeedGone("gone for good")
    await newsroom.pass_time(3 * 60)
    (told,) = notices(newsroom)
    newsroom.web.put_feed(HARBOUR, make_parsed_entry(key="0", url=f"{HARBOUR}/0"))
    tried = await press(newsroom, told, "Try again now")
    assert plain(tried) == "Harbour Post works again; nothing is new there."
    await newsroom.pass_time(5 * 60)
    assert notices(newsroom) == [told]


async def test_a_feed_that_moved_for_good_is_told_with_both_addresses(newsroom: Newsroom) -> None:
    await subscribe_to(newsroom, HARBOUR)
    new = "https://newharbour.example/feed.xml"
    newsroom.web.put_feed(HARBOUR, moved_to=new)
    newsroom.web.put_feed(new)
    await newsroom.pass_time(3 * 60)
    (told,) = notices(newsroom)
    assert plain(told) == (f"Harbour Post has moved for good, and is read at its new address: {HARBOUR} → {new}")
    assert [button.label for row in told.buttons for button in row] == ["Details"]
    await newsroom.pass_time(DAYS, step=60)
    assert len(notices(newsroom)) == 1


async def bring_daily(newsroom: Newsroom, days: int) -> None:
    """The feed has one more entry each day."""
    entries = []
    for day in range(days):
        entries.append(make_parsed_entry(key=f"day {day}", url=f"{HARBOUR}/day/{day}", title=f"Day {day}"))
        newsroom.web.put_feed(HARBOUR, *entries)
        await newsroom.pass_time(DAYS, step=720)


async def test_a_feed_that_goes_silent_against_its_habit_is_told(newsroom: Newsroom) -> None:
    await subscribe_to(newsroom, HARBOUR)
    await bring_daily(newsroom, 8)
    await newsroom.pass_time(2 * DAYS, step=720)
    assert notices(newsroom) == []
    await newsroom.pass_time(4 * DAYS, step=720)
    (told,) = notices(newsroom)
    assert "Harbour Post answers, but has brought nothing since" in plain(told)
    assert "against its habit" in await newsroom.say("/subscriptions")
    newsroom.web.put_feed(HARBOUR, make_parsed_entry(key="again", url=f"{HARBOUR}/again", title="Again"))
    await newsroom.pass_time(DAYS, step=720)
    assert len(notices(newsroom)) == 1


async def test_a_bundles_feed_is_told_of_but_not_dropped_alone(newsroom: Newsroom) -> None:
    newsroom.web.put_feed(HARBOUR, make_parsed_entry())
    newsroom.web.put_feed(COAST, make_parsed_entry())
    await newsroom.message("/subscribe coast")
    await newsroom.pass_time(0)
    newsroom.web.feeds[COAST] = FeedGone("gone for good")
    await newsroom.pass_time(3 * 60)
    (told,) = notices(newsroom)
    assert [button.label for row in told.buttons for button in row] == ["Try again now"]


async def test_a_chat_hears_nothing_of_feeds_that_it_dropped_meanwhile(newsroom: Newsroom) -> None:
    await subscribe_to(newsroom, HARBOUR)
    await subscribe_to(newsroom, HARBOUR, address=ELSEWHERE)
    newsroom.web.feeds[HARBOUR] = FeedGone("gone for good")
    newsroom.clock.move(timedelta(hours=2))
    await newsroom.pass_time(0)
    await newsroom.message("/unsubscribe all")
    await newsroom.pass_time(3 * 60)
    assert notices(newsroom) == []
    assert len(notices(newsroom, ELSEWHERE)) == 1


class German:
    """A catalogue of one message."""

    def gettext(self, message: str, /) -> str:
        gone = "{name} is gone: its outlet has closed it for good."
        return "{name} gibt es nicht mehr." if message == gone else message

    def ngettext(self, msgid1: str, msgid2: str, n: int, /) -> str:
        return msgid1 if n == 1 else msgid2


async def test_a_notice_is_kept_in_the_language_of_its_chat(newsroom: Newsroom, storage: Storage) -> None:
    await subscribe_to(newsroom, HARBOUR)
    channel = await storage.channels.find(HERE)
    assert channel is not None
    await storage.channels.save_settings(channel.id, replace(channel.settings, interface="de"), None)
    newsroom.web.feeds[HARBOUR] = FeedGone("gone for good")
    newsroom.clock.move(timedelta(hours=2))
    await newsroom.pass_time(0)
    (delivery_id,) = await tell_bulletins(replace(newsroom.app, catalogues={"de": German()}), channel.id)
    delivery = await storage.deliveries.get(delivery_id)
    notice = await storage.deliveries.get_notice(delivery.notice_id or 0)
    assert notice.paragraphs == ("Harbour Post gibt es nicht mehr.",)
    assert await tell_bulletins(newsroom.app, channel.id) == (), "once"


async def test_a_paused_chat_is_told_after_its_pause_what_still_holds_in_one_message(newsroom: Newsroom) -> None:
    urls = [f"https://outlet{number}.example/feed.xml" for number in range(3)]
    await subscribe_to(newsroom, *urls)
    await newsroom.message("/pause 14 days")
    for url in urls:  # one after the other, and the first two are mended
        newsroom.web.feeds[url] = DEAD
        await newsroom.pass_time(4 * DAYS, step=240)
        if url != urls[-1]:
            newsroom.web.put_feed(url, make_parsed_entry())
    assert notices(newsroom) == []
    await newsroom.pass_time(3 * DAYS, step=240)
    (told,) = notices(newsroom)
    assert plain(told).startswith("Harbour Post has failed since November 24, 2026")


async def test_a_pause_that_ends_early_brings_the_notice_within_the_hour(newsroom: Newsroom) -> None:
    await subscribe_to(newsroom, HARBOUR)
    await newsroom.message("/pause")
    newsroom.web.feeds[HARBOUR] = FeedGone("gone for good")
    await newsroom.pass_time(DAYS, step=60)
    assert notices(newsroom) == []
    await newsroom.message("/resume")
    await newsroom.pass_time(70)
    assert len(notices(newsroom)) == 1


async def test_a_silence_that_ends_before_it_is_told_is_not(newsroom: Newsroom) -> None:
    await subscribe_to(newsroom, HARBOUR)
    await bring_daily(newsroom, 8)
    await newsroom.message("/pause 10 days")
    await newsroom.pass_time(6 * DAYS, step=720)
    newsroom.web.put_feed(HARBOUR, make_parsed_entry(key="again", url=f"{HARBOUR}/again", title="Again"))
    await newsroom.pass_time(5 * DAYS, step=360)
    assert notices(newsroom) == []


async def test_what_happens_in_quiet_hours_is_told_after_them(newsroom: Newsroom) -> None:
    await subscribe_to(newsroom, HARBOUR)
    await newsroom.message("/settings quiet 9:00-8:30")
    newsroom.web.feeds[HARBOUR] = FeedGone("gone for good")
    await newsroom.pass_time(DAYS - 60, step=30)
    assert newsroom.clock.now().hour == 8
    assert notices(newsroom) == []
    await newsroom.pass_time(60)
    assert len(notices(newsroom)) == 1
