"""OPML files: taken by /subscribe, written by /export."""

from __future__ import annotations

from bot.core.types import FeedList, File, FoundFeed, SubscriptionKind
from bot.errors import FeedGone
from tests.fakes import plain
from tests.handlers.newsroom import COAST, ELSEWHERE, HARBOUR, HERE, Newsroom
from tests.make import make_parsed_entry, make_person

RIVER = "https://riverweekly.example/feed.xml"


def opml(*outlines: str, name: str = "feeds.opml") -> File:
    return File(name, f"<opml version='2.0'><body>{''.join(outlines)}</body></opml>".encode())


def outline(url: str, title: str = "") -> str:
    return f'<outline text="{title}" type="rss" xmlUrl="{url}"/>'


async def wishes(newsroom: Newsroom, address: object = HERE) -> set[tuple[SubscriptionKind, str]]:
    channel = await newsroom.app.storage.channels.find(address)  # type: ignore[arg-type]
    stored = await newsroom.app.storage.channels.list_subscriptions(channel.id) if channel else ()
    return {(wish.kind, wish.target) for wish in stored}


async def test_a_file_brings_its_feeds_and_a_report_without_any_visit(newsroom: Newsroom) -> None:
    await newsroom.app.storage.feeds.add(COAST, newsroom.clock.now())
    newsroom.web.offered[COAST] = (FoundFeed(COAST, "Coast Radio"),)
    await newsroom.message(f"/subscribe {COAST}")
    visits = len(newsroom.web.asked)
    sent = opml(
        f'<outline text="News">{outline(HARBOUR, "Harbour Post")}{outline(COAST)}</outline>',
        outline(RIVER),
        outline(RIVER),
        outline("/feed", "A path"),
    )
    told = await newsroom.say("/subscribe", file=sent)
    assert told.splitlines() == [
        "2 subscriptions added. 1 was here already. 1 is in the list twice.",
        "Not added, since no feed can be at the address given:",
        "A path",
        "They are checked within the next minutes; /subscriptions tells how each does.",
    ]
    assert len(newsroom.web.asked) == visits
    assert await wishes(newsroom) == {(SubscriptionKind.FEED, url) for url in (HARBOUR, COAST, RIVER)}
    assert "Harbour Post" in await newsroom.say("/subscriptions"), "its title in the list, before the first check"
    newsroom.web.put_feed(HARBOUR, make_parsed_entry())
    await newsroom.pass_time(0)
    assert HARBOUR in {url for url, _ in newsroom.web.asked}


async def test_a_feed_has_its_name_from_the_list_until_its_first_check_though_others_asked_for_it_before(
    newsroom: Newsroom,
) -> None:
    await newsroom.message("/subscribe coast", address=ELSEWHERE)
    bundle = f'<outline text="coast" category="/aibot/bundle">{outline(COAST, "Coast Radio &amp; TV")}</outline>'
    await newsroom.message("/subscribe", file=opml(bundle, outline(HARBOUR, "Harbour Post Daily")))
    for name in ("Coast Radio & TV", "Harbour Post Daily"):
        assert name in await newsroom.say("", action="status:feeds 1")
    listed = await newsroom.say("/subscriptions")
    assert "1. Harbour Post Daily · feed · not checked yet" in listed
    assert "2. coast · bundle of 2 feeds · not checked yet" in listed
    exported = await newsroom.message("/export")
    assert exported.file is not None
    assert b'text="Harbour Post Daily" title="Harbour Post Daily"' in exported.file.content
    newsroom.web.put_feed(HARBOUR, make_parsed_entry())
    await newsroom.pass_time(0)
    assert "1. Harbour Post · feed" in await newsroom.say("/subscriptions"), "its own from then on"


async def test_a_feed_that_a_site_names_has_that_name_until_its_first_check(newsroom: Newsroom) -> None:
    newsroom.web.offered[RIVER] = (FoundFeed(RIVER, "River Weekly"),)
    await newsroom.message(f"/subscribe {RIVER}")
    assert "1. River Weekly · feed" in await newsroom.say("/subscriptions")


async def test_a_list_that_is_sent_without_a_word_is_taken_too(newsroom: Newsroom) -> None:
    assert "1 subscription added." in await newsroom.say("", file=opml(outline(HARBOUR)))
    assert await wishes(newsroom) == {(SubscriptionKind.FEED, HARBOUR)}


async def test_a_list_at_an_address_is_imported(newsroom: Newsroom) -> None:
    newsroom.web.offered["https://a.example/all.opml"] = FeedList(feeds=(FoundFeed(HARBOUR, ""),), left_out=3)
    told = await newsroom.say("/subscribe https://a.example/all.opml")
    assert "1 subscription added. 3 more were left out: a list may name 500 feeds." in told


async def test_only_those_who_manage_the_chat_send_lists(newsroom: Newsroom) -> None:
    reader = make_person(manages=False)
    for text in ("/subscribe", ""):
        assert "Only administrators" in await newsroom.say(text, file=opml(outline(HARBOUR)), person=reader)
    assert await wishes(newsroom) == set()


async def test_a_file_that_is_no_list_is_told_so(newsroom: Newsroom) -> None:
    told = await newsroom.say("/subscribe", file=File("cat.gif", b"GIF89a"))
    assert "This is no OPML file" in told
    assert "names no feed" in await newsroom.say("/subscribe", file=opml("<outline text='empty'/>"))


async def test_a_feed_that_its_outlet_closed_is_not_taken_from_a_list(newsroom: Newsroom) -> None:
    newsroom.web.feeds[HARBOUR] = FeedGone("The outlet has closed this feed.")
    newsroom.web.put_feed(COAST, make_parsed_entry())
    await newsroom.message("/subscribe coast")
    await newsroom.pass_time(0)
    told = await newsroom.say("/subscribe", file=opml(outline(HARBOUR)), address=ELSEWHERE)
    assert told.splitlines() == ["0 subscriptions added.", "Closed by their outlets, and not added:", HARBOUR]


async def test_an_imported_list_brings_one_sample(newsroom: Newsroom) -> None:
    ferry = await newsroom.tell_the_ferry()
    await newsroom.tell_the_strike()
    told = await newsroom.message("/subscribe", file=opml(outline(HARBOUR), outline(COAST)), address=ELSEWHERE)
    assert told.story_id == ferry
    assert plain(told).count("A sample") == 1


async def test_what_is_exported_here_is_the_same_elsewhere(newsroom: Newsroom) -> None:
    newsroom.web.offered[RIVER] = (FoundFeed(RIVER, "River & <Weekly>"),)
    for wish in ("coast", '"ferry & «reef»"', RIVER):
        await newsroom.message(f"/subscribe {wish}")
    exported = await newsroom.message("/export")
    assert "3 subscriptions of this chat." in plain(exported)
    assert exported.file is not None
    told = await newsroom.say("", file=exported.file, address=ELSEWHERE)
    assert "3 subscriptions added." in told
    assert await wishes(newsroom, ELSEWHERE) == await wishes(newsroom)
    assert "0 subscriptions added. 3 were here already." in await newsroom.say("/subscribe", file=exported.file)


async def test_a_bundle_that_is_not_set_up_here_comes_as_its_feeds(newsroom: Newsroom) -> None:
    listed = f'<outline text="far away" category="/aibot/bundle">{outline(HARBOUR)}{outline(COAST)}</outline>'
    assert "2 subscriptions added." in await newsroom.say("/subscribe", file=opml(listed))
    assert await wishes(newsroom) == {(SubscriptionKind.FEED, url) for url in (HARBOUR, COAST)}


async def test_a_search_in_a_list_that_would_find_everything_is_not_taken(newsroom: Newsroom) -> None:
    told = await newsroom.say("/subscribe", file=opml('<outline text="the" category="/aibot/search"/>'))
    assert "0 subscriptions added." in told
    assert told.endswith("the")


async def test_there_is_nothing_to_export_before_the_first_subscription(newsroom: Newsroom) -> None:
    exported = await newsroom.message("/export")
    assert exported.file is None
    assert "/subscribe starts one" in plain(exported)
