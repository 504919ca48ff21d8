"""Reading articles for entries, against a real database and a web in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.types import Article, Entry, EntryState, Page
from bot.errors import ArticleUnreadable, FeedGone, FetchFailed
from bot.ports import App, Storage
from bot.steps.adopt_page import adopt_page
from bot.steps.check_feed import check_feed
from bot.steps.read_article import read_article
from tests.fakes import FakeClock, FakeWeb, make_app
from tests.make import NOW, at, make_page, make_parsed_entry

FEED = "https://harbourpost.example/feed.xml"
URL = "https://harbourpost.example/ferry"
LONG_TEXT = (
    "The ferry ran aground off Port Ansel on Monday morning with ninety people on board. " * 4
)  # sixty words


@pytest.fixture
def web() -> FakeWeb:
    return FakeWeb()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def app(storage: Storage, web: FakeWeb, clock: FakeClock) -> App:
    return make_app(storage, web=web, clock=clock)


async def bring_entry(app: App, web: FakeWeb, **changes: object) -> int:
    web.put_feed(FEED, make_parsed_entry(**changes))
    feed = await app.storage.feeds.add(FEED, NOW)
    (entry_id,) = await check_feed(app, feed.id)
    return entry_id


async def article_of(app: App, entry_id: int) -> Article:
    entry = await app.storage.articles.get_entry(entry_id)
    assert entry.article_id is not None
    return await app.storage.articles.get(entry.article_id)


async def read_again(app: App, entry_id: int, clock: FakeClock, **changes: object) -> Article:
    """As when the feed showed an edit: the entry is NEW again, and an hour has passed."""
    now = clock.move(timedelta(hours=1))
    entry = await app.storage.articles.get_entry(entry_id)
    again: Entry = replace(entry, state=EntryState.NEW, attempts=0, read_at=now, **changes)  # type: ignore[arg-type]
    await app.storage.articles.save_entry(again)
    await read_article(app, entry_id)
    return await article_of(app, entry_id)


async def test_the_page_becomes_the_article(app: App, web: FakeWeb) -> None:
    entry_id = await bring_entry(app, web)
    web.pages[URL] = make_page(author="Ada Bright")
    article_id = await read_article(app, entry_id)
    article = await article_of(app, entry_id)
    assert article_id == article.id
    assert (article.outlet.name, article.outlet.domain) == ("Harbour Post", "harbourpost.example")
    assert (article.author, article.version, article.from_feed) == ("Ada Bright", 1, False)
    assert (article.published_at, article.arrived_at) == (at(-30), NOW)
    assert (await app.storage.articles.get_entry(entry_id)).state is EntryState.READ


async def test_doing_it_twice_asks_once(app: App, web: FakeWeb) -> None:
    entry_id = await bring_entry(app, web)
    web.pages[URL] = make_page()
    assert await read_article(app, entry_id) == await read_article(app, entry_id)
    assert [url for url, _ in web.asked].count(URL) == 1


async def test_the_agency_credited_in_the_text_is_noted(app: App, web: FakeWeb) -> None:
    entry_id = await bring_entry(app, web)
    web.pages[URL] = make_page(text=f"PORT ANSEL (Meridian Press) — {LONG_TEXT}")
    await read_article(app, entry_id)
    assert (await article_of(app, entry_id)).credit == "Meridian Press"


@pytest.mark.parametrize(
    ("of_page", "of_entry", "chosen"),
    [
        (at(-20), at(-30), at(-20)),
        (None, at(-30), at(-30)),
        (NOW.replace(hour=0), at(-30), at(-30)),
        (None, None, NOW),
        (at(90), at(-30), NOW),
    ],
)
async def test_the_time_is_the_pages_else_the_entrys_else_now_and_never_to_come(
    app: App, web: FakeWeb, of_page: object, of_entry: object, chosen: object
) -> None:
    entry_id = await bring_entry(app, web, published_at=of_entry)
    web.pages[URL] = make_page(published_at=of_page)
    await read_article(app, entry_id)
    assert (await article_of(app, entry_id)).published_at == chosen


async def test_without_a_page_the_feeds_own_text_serves(app: App, web: FakeWeb) -> None:
    entry_id = await bring_entry(app, web, text=LONG_TEXT)
    web.pages[URL] = ArticleUnreadable("A consent page.")
    await read_article(app, entry_id)
    article = await article_of(app, entry_id)
    assert (article.from_feed, article.text, article.outlet.name) == (True, LONG_TEXT, "Harbour Post")
    assert (await app.storage.articles.get_entry(entry_id)).state is EntryState.READ


async def test_a_page_that_fails_only_now_is_asked_for_again_while_the_feeds_text_serves(
    app: App, web: FakeWeb, clock: FakeClock
) -> None:
    entry_id = await bring_entry(app, web, text=LONG_TEXT)
    web.pages[URL] = FetchFailed("It cannot be reached.")
    await read_article(app, entry_id)
    assert (await article_of(app, entry_id)).from_feed
    web.pages[URL] = make_page()
    clock.move(timedelta(minutes=10))
    await read_article(app, entry_id)
    article = await article_of(app, entry_id)
    assert (article.from_feed, article.version) == (False, 2)


async def test_a_teaser_gives_way_to_a_fuller_feed(app: App, web: FakeWeb) -> None:
    entry_id = await bring_entry(app, web, text=LONG_TEXT)
    web.pages[URL] = make_page(text="The ferry ran aground off Port Ansel …", teaser=True)
    await read_article(app, entry_id)
    article = await article_of(app, entry_id)
    assert (article.from_feed, article.teaser) == (True, False)


async def test_a_failing_page_is_tried_three_times_ever_later(app: App, web: FakeWeb, clock: FakeClock) -> None:
    entry_id = await bring_entry(app, web)
    web.pages[URL] = FetchFailed("It cannot be reached.")
    waits = []
    for _ in range(2):
        assert await read_article(app, entry_id) is None
        entry = await app.storage.articles.get_entry(entry_id)
        assert entry.state is EntryState.NEW
        assert entry.read_at is not None
        waits.append(entry.read_at - clock.now())
        asked = len(web.asked)
        await read_article(app, entry_id)  # not due yet
        assert len(web.asked) == asked
        clock.move(waits[-1])
    await read_article(app, entry_id)
    assert (await app.storage.articles.get_entry(entry_id)).state is EntryState.FAILED
    assert waits == sorted(waits)


async def test_a_page_that_is_no_article_is_not_tried_again(app: App, web: FakeWeb) -> None:
    entry_id = await bring_entry(app, web)
    web.pages[URL] = ArticleUnreadable("There is no article text.")
    assert await read_article(app, entry_id) is None
    assert (await app.storage.articles.get_entry(entry_id)).state is EntryState.FAILED


async def test_a_correction_is_a_new_version_of_the_same_article(
    app: App, web: FakeWeb, clock: FakeClock
) -> None:
    entry_id = await bring_entry(app, web)
    web.pages[URL] = make_page()
    await read_article(app, entry_id)
    first = await article_of(app, entry_id)
    web.pages[URL] = make_page(text=first.text.replace("10", "14"))
    second = await read_again(app, entry_id, clock)
    assert (second.id, second.version, second.published_at) == (first.id, 2, first.published_at)
    assert "14 passengers" in second.text


async def test_a_page_without_a_changed_word_brings_no_new_version(
    app: App, web: FakeWeb, clock: FakeClock
) -> None:
    entry_id = await bring_entry(app, web)
    web.pages[URL] = make_page()
    await read_article(app, entry_id)
    web.pages[URL] = make_page(text=make_page().text.replace(". ", ".  "))
    assert (await read_again(app, entry_id, clock)).version == 1
    assert (await app.storage.articles.get_entry(entry_id)).state is EntryState.READ


@pytest.mark.parametrize(
    ("page", "changes", "withdrawn"),
    [
        (FeedGone("Gone for good."), {}, True),
        (make_page(text="This article has been withdrawn."), {}, True),
        (make_page(title="Retracted: Ferry runs aground"), {}, True),
        (FetchFailed("No page.", status=404), {"missing_since": NOW}, True),
        (FetchFailed("No page.", status=404), {}, False),
        (FetchFailed("It has trouble.", status=500), {"missing_since": NOW}, False),
        (ArticleUnreadable("A consent page."), {}, False),
    ],
)
async def test_an_article_is_withdrawn_when_its_outlet_took_it_back_and_only_then(
    app: App, web: FakeWeb, clock: FakeClock, page: Page, changes: dict[str, object], withdrawn: bool
) -> None:
    entry_id = await bring_entry(app, web)
    web.pages[URL] = make_page()
    await read_article(app, entry_id)
    web.pages[URL] = page
    article = await read_again(app, entry_id, clock, **changes)
    assert (article.withdrawn, article.version) == (withdrawn, 2 if withdrawn else 1)
    assert "10 passengers" in article.text


async def test_an_article_gone_before_it_was_read_is_skipped(app: App, web: FakeWeb) -> None:
    entry_id = await bring_entry(app, web, text=LONG_TEXT)
    web.pages[URL] = FeedGone("Gone for good.")
    assert await read_article(app, entry_id) is None
    assert (await app.storage.articles.get_entry(entry_id)).state is EntryState.SKIPPED


async def test_a_retracted_article_is_noticed_because_it_left_the_feed(
    app: App, web: FakeWeb, clock: FakeClock
) -> None:
    others = [
        make_parsed_entry(
            key=f"o{n}", url=f"https://harbourpost.example/o{n}", title=f"Other {n}", published_at=at(-60 - n)
        )
        for n in range(4)
    ]
    feed = await app.storage.feeds.add(FEED, NOW)
    web.put_feed(FEED, make_parsed_entry(), *others)
    for entry_id in await check_feed(app, feed.id):
        entry = await app.storage.articles.get_entry(entry_id)
        web.pages[entry.url] = make_page(url=entry.url)
        await read_article(app, entry_id)
    web.put_feed(FEED, *others)
    web.pages[URL] = FetchFailed("No page.", status=404)
    clock.move(timedelta(minutes=20))
    (missing,) = await check_feed(app, feed.id)
    await read_article(app, missing)
    article = await app.storage.articles.find_by_url(URL)
    assert article is not None
    assert article.withdrawn
    assert await check_feed(app, feed.id) == ()


# ---------------------------------------------------------------- pages that people name


async def test_a_named_page_becomes_an_article_of_no_feed(app: App, web: FakeWeb) -> None:
    web.pages[URL] = make_page()
    article = await app.storage.articles.get(await adopt_page(app, URL))
    assert (article.feed_id, article.url, article.outlet.name) == (None, URL, "Harbour Post")


async def test_naming_a_page_twice_asks_once(app: App, web: FakeWeb) -> None:
    web.pages[URL] = make_page()
    assert await adopt_page(app, URL) == await adopt_page(app, URL)
    assert len(web.asked) == 1


async def test_a_page_named_before_its_feed_brought_it_is_the_feeds_article_then(app: App, web: FakeWeb) -> None:
    web.pages[URL] = make_page()
    adopted = await adopt_page(app, URL)
    entry_id = await bring_entry(app, web)
    assert await read_article(app, entry_id) == adopted
    article = await app.storage.articles.get(adopted)
    assert (article.feed_id, article.version) == (1, 1)
    assert [url for url, _ in web.asked].count(URL) == 1


async def test_a_page_that_cannot_be_read_says_so(app: App, web: FakeWeb) -> None:
    web.pages[URL] = ArticleUnreadable("There is no article text on this page.")
    with pytest.raises(ArticleUnreadable, match="no article text"):
        await adopt_page(app, URL)
    web.pages[URL] = make_page(title="Retracted: Ferry runs aground")
    with pytest.raises(ArticleUnreadable, match="withdrawn"):
        await adopt_page(app, URL)
