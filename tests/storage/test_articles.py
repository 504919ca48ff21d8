"""The contract of ArticleStore."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.batching import Arrivals
from bot.core.types import Article, Entry, EntryState, FeedCheck, Placement, PlantedTotal
from bot.errors import Conflict, NotFound, StorageError
from bot.ports import Storage
from tests.make import NOW, at, make_article, make_entry, minutes
from tests.storage.scenes import add_article, add_feed, add_story, merge

LEASE = minutes(5)


async def add_entries(storage: Storage, *entries: Entry) -> dict[str, Entry]:
    """The stored entries by key, all of one feed."""
    feed = await add_feed(storage)
    added = tuple(replace(entry, feed_id=feed.id, url=f"https://a.example/{entry.key}") for entry in entries)
    await storage.feeds.save_check(FeedCheck(feed=feed, added=added))
    return {entry.key: entry for entry in await storage.feeds.list_entries(feed.id, 100)}


async def test_an_entry_that_is_not_there_is_not_found(storage: Storage) -> None:
    with pytest.raises(NotFound):
        await storage.articles.get_entry(404)


async def test_new_entries_whose_time_has_come_are_claimed_the_longest_waiting_first(storage: Storage) -> None:
    entries = await add_entries(
        storage,
        make_entry(key="due", read_at=at(-1)),
        make_entry(key="longer", read_at=at(-9)),
        make_entry(key="later", read_at=at(1)),
        make_entry(key="read", read_at=at(-1), state=EntryState.READ),
        make_entry(key="failed", read_at=at(-1), state=EntryState.FAILED),
    )
    claimed = await storage.articles.claim_unread(NOW, LEASE, 10)
    assert claimed == (entries["longer"].id, entries["due"].id)


async def test_a_new_entry_without_a_time_does_not_wait_forever(storage: Storage) -> None:
    entries = await add_entries(storage, make_entry(key="any time", read_at=None))
    assert await storage.articles.claim_unread(NOW, LEASE, 10) == (entries["any time"].id,)


async def test_a_claimed_entry_is_given_out_again_when_its_lease_is_over(storage: Storage) -> None:
    entries = await add_entries(storage, make_entry(key="one"))
    ids = (entries["one"].id,)
    assert await storage.articles.claim_unread(NOW, LEASE, 10) == ids
    assert await storage.articles.claim_unread(at(4.9), LEASE, 10) == ()
    assert await storage.articles.claim_unread(at(5), LEASE, 10) == ids


async def test_an_attempt_that_brought_nothing_is_saved_and_tried_again_at_its_time(storage: Storage) -> None:
    entries = await add_entries(storage, make_entry(key="one"))
    await storage.articles.claim_unread(NOW, LEASE, 10)
    tried = replace(entries["one"], attempts=1, read_at=at(2))
    await storage.articles.save_entry(tried)
    assert await storage.articles.get_entry(tried.id) == tried
    assert await storage.articles.claim_unread(at(1), LEASE, 10) == ()
    assert await storage.articles.claim_unread(at(2), LEASE, 10) == (tried.id,)


async def test_an_article_and_its_entry_are_saved_together(storage: Storage) -> None:
    entries = await add_entries(storage, make_entry(key="one"))
    read = replace(entries["one"], state=EntryState.READ, attempts=1)
    article = make_article(
        feed_id=read.feed_id,
        author="Ada Byron",
        credit="Wire",
        image_url="https://a.example/i.jpg",
        from_feed=True,
        teaser=True,
        withdrawn=True,
        version=3,
    )
    stored = await storage.articles.save_article(article, read)
    assert stored == replace(article, id=stored.id)
    assert await storage.articles.get(stored.id) == stored
    assert await storage.articles.find_by_url(article.url) == stored
    assert await storage.articles.get_entry(read.id) == replace(read, article_id=stored.id)


async def test_an_article_whose_entry_cannot_be_saved_is_not_saved_either(storage: Storage) -> None:
    with pytest.raises(StorageError):
        await storage.articles.save_article(make_article(), make_entry(id=404))
    assert await storage.articles.find_by_url(make_article().url) is None


async def test_an_article_that_is_not_there_is_not_found(storage: Storage) -> None:
    assert await storage.articles.find_by_url("https://nowhere.example") is None
    with pytest.raises(NotFound):
        await storage.articles.get(404)
    with pytest.raises(NotFound):
        await storage.articles.save_article(make_article(id=404), None)


async def test_a_page_that_two_entries_bring_is_one_article(storage: Storage) -> None:
    entries = await add_entries(storage, make_entry(key="one"), make_entry(key="two"))
    first = await storage.articles.save_article(make_article(), entries["one"])
    again = await storage.articles.save_article(
        make_article(text="Another reading of the page."), replace(entries["two"], state=EntryState.SKIPPED)
    )
    assert again == first
    assert (await storage.articles.get_entry(entries["two"].id)).article_id == first.id


async def place(storage: Storage, article: Article) -> int:
    placement = Placement(founded=((article.id,),))
    (story_id,) = await storage.stories.save_placement(placement, NOW, at(20), at(2))
    await storage.stories.save_due(story_id, None)
    return story_id


async def test_a_new_version_of_a_placed_article_makes_its_story_grow(storage: Storage) -> None:
    article = await add_article(storage)
    story_id = await place(storage, article)
    edited = await storage.articles.save_article(
        replace(article, text="At least 14 were injured.", arrived_at=at(9)), None
    )
    assert edited == replace(
        article, text="At least 14 were injured.", version=2, story_id=story_id, arrived_at=article.arrived_at
    )
    story = await storage.stories.get(story_id)
    assert (story.revision, story.changed_at, story.write_at) == (2, at(9), at(9))


async def test_a_story_that_is_due_earlier_stays_so_when_an_article_changes(storage: Storage) -> None:
    article = await add_article(storage)
    story_id = await place(storage, article)
    await storage.stories.save_due(story_id, at(3))
    await storage.articles.save_article(replace(article, title="Ferry refloated", arrived_at=at(9)), None)
    assert (await storage.stories.get(story_id)).write_at == at(3)


async def test_a_withdrawn_article_makes_its_story_grow(storage: Storage) -> None:
    article = await add_article(storage)
    story_id = await place(storage, article)
    await storage.articles.save_article(replace(article, withdrawn=True, arrived_at=at(9)), None)
    story = await storage.stories.get(story_id)
    assert (story.revision, story.write_at) == (2, at(9))


async def test_saving_an_article_unchanged_changes_nothing(storage: Storage) -> None:
    article = await add_article(storage)
    story_id = await place(storage, article)
    placed = await storage.articles.get(article.id)
    assert await storage.articles.save_article(replace(article, arrived_at=at(9)), None) == placed
    story = await storage.stories.get(story_id)
    assert (story.revision, story.write_at) == (1, None)


async def test_an_edited_article_cannot_take_another_ones_url(storage: Storage) -> None:
    first, second = await add_article(storage, "One"), await add_article(storage, "Two")
    with pytest.raises(Conflict):
        await storage.articles.save_article(replace(second, url=first.url), None)
    assert await storage.articles.get(second.id) == second


async def test_unplaced_articles_are_listed_oldest_published_first(storage: Storage) -> None:
    newer = await add_article(storage, "Newer", minute=-5)
    older = await add_article(storage, "Older", minute=-50)
    await add_story(storage, "Placed")
    assert await storage.articles.list_unplaced(10) == (older, newer)
    assert await storage.articles.list_unplaced(1) == (older,)


async def test_unplaced_articles_of_one_moment_are_listed_by_url_whichever_was_stored_first(
    storage: Storage,
) -> None:
    second, first = await add_article(storage, "B"), await add_article(storage, "A")
    assert await storage.articles.list_unplaced(10) == (first, second)


async def test_what_waits_to_be_placed_is_known_by_when_the_first_of_it_arrived(storage: Storage) -> None:
    assert await storage.articles.read_arrivals(NOW) == Arrivals(None, more_to_come=False)
    for minute in (-3, -7, -5):
        article = make_article(title=f"Read at {minute}", arrived_at=at(minute))
        await storage.articles.save_article(article, None)
    await add_story(storage, "Placed")
    assert await storage.articles.read_arrivals(NOW) == Arrivals(at(-7), more_to_come=False)


async def test_more_is_to_come_while_an_entry_that_is_due_is_not_read(storage: Storage) -> None:
    entries = await add_entries(
        storage,
        make_entry(key="later", read_at=at(1)),
        make_entry(key="failed", read_at=at(-1), state=EntryState.FAILED),
    )
    assert not (await storage.articles.read_arrivals(NOW)).more_to_come
    assert (await storage.articles.read_arrivals(at(1))).more_to_come
    await storage.articles.claim_unread(at(1), LEASE, 10)
    assert (await storage.articles.read_arrivals(at(1))).more_to_come
    await storage.articles.save_entry(replace(entries["later"], state=EntryState.FAILED))
    assert not (await storage.articles.read_arrivals(at(1))).more_to_come
    await storage.articles.save_entry(replace(entries["later"], read_at=None))
    assert (await storage.articles.read_arrivals(at(1))).more_to_come


async def test_articles_of_a_story_are_listed_oldest_published_first(storage: Storage) -> None:
    newer = await add_article(storage, "Newer", minute=-5)
    older = await add_article(storage, "Older", minute=-50)
    await storage.stories.save_placement(Placement(founded=((newer.id, older.id),)), NOW, at(20), at(2))
    assert [article.id for article in await storage.articles.list_of_story(1)] == [older.id, newer.id]


async def test_articles_of_several_stories_come_by_story_also_for_merged_and_unknown_ones(
    storage: Storage,
) -> None:
    ferry, bridge = await add_story(storage, "Ferry"), await add_story(storage, "Bridge", minute=-10)
    await merge(storage, ends=bridge, takes_over=ferry)
    found = await storage.articles.list_of_stories([ferry.id, bridge.id, 404])
    titles = {story_id: [article.title for article in articles] for story_id, articles in found.items()}
    assert titles == {ferry.id: ["Ferry", "Bridge"], bridge.id: ["Ferry", "Bridge"], 404: []}
    assert await storage.articles.list_of_story(bridge.id) == found[ferry.id]


async def test_an_article_of_a_person_that_a_feed_brings_too_makes_its_story_due(storage: Storage) -> None:
    feed = await add_feed(storage)
    story = await add_story(storage)
    await storage.stories.save_due(story.id, None)
    (article,) = await storage.articles.list_of_story(story.id)
    for _ in range(2):
        article = await storage.articles.save_article(replace(article, feed_id=feed.id), None)
        grown = await storage.stories.get(story.id)
        assert (grown.revision, grown.write_at) == (story.revision + 1, article.arrived_at)


async def test_what_spoke_to_machines_is_counted_by_outlet(storage: Storage) -> None:
    for number, (outlet, planted, minute) in enumerate(
        (
            ("Harbour Post", 2, 0),
            ("Harbour Post", 1, 5),
            ("Coast Radio", 4, 5),
            ("Coast Radio", 9, -90),
            ("Echo", 0, 5),
        )
    ):
        article = make_article(outlet=outlet, url=f"https://post.example/{number}", arrived_at=at(minute))
        await storage.articles.save_article(replace(article, planted=planted), None)

    assert await storage.articles.count_planted(at(-30)) == (
        PlantedTotal("Coast Radio", 1, 4),
        PlantedTotal("Harbour Post", 2, 3),
    )
