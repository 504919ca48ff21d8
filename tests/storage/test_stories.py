"""The contract of StoryStore, but for summaries."""

from __future__ import annotations

import pytest

from bot.core.types import DeliveryState, Placement
from bot.errors import NotFound
from bot.ports import Storage
from tests.make import NOW, at, make_delivery, make_summary, minutes
from tests.storage.scenes import add_article, add_story, grow, merge, open_channel

LEASE = minutes(5)


async def save(storage: Storage, placement: Placement, minute: float = 0) -> tuple[int, ...]:
    return await storage.stories.save_placement(placement, at(minute), at(minute + 20), at(minute + 2))


async def titles(storage: Storage, story_id: int) -> list[str]:
    return [article.title for article in await storage.articles.list_of_story(story_id)]


async def test_a_founded_story_is_due_when_new_ones_are_and_has_its_oldest_articles_title(
    storage: Storage,
) -> None:
    newer, older = await add_article(storage, "Newer", -5), await add_article(storage, "Older", -50)
    (story_id,) = await save(storage, Placement(founded=((newer.id, older.id),)))
    story = await storage.stories.get(story_id)
    assert (story.title, story.revision, story.write_at) == ("Older", 1, at(20))
    assert (story.created_at, story.changed_at, story.written_revision) == (NOW, NOW, None)


async def test_several_groups_found_a_story_each(storage: Storage) -> None:
    one, two = await add_article(storage, "One"), await add_article(storage, "Two")
    ids = await save(storage, Placement(founded=((one.id,), (two.id,))))
    assert [await titles(storage, story_id) for story_id in ids] == [["One"], ["Two"]]


async def test_a_story_that_is_joined_grows_once_and_is_due_when_grown_ones_are(storage: Storage) -> None:
    story = await add_story(storage, "First", -30)
    await storage.stories.save_due(story.id, None)
    two, older = await add_article(storage, "Two", -10), await add_article(storage, "Older", -60)
    assert await save(storage, Placement(joined=((two.id, story.id), (older.id, story.id))), 5) == (story.id,)
    grown = await storage.stories.get(story.id)
    assert (grown.title, grown.revision, grown.changed_at, grown.write_at) == ("Older", 2, at(5), at(7))


async def test_a_story_that_is_due_earlier_stays_so_when_it_grows(storage: Storage) -> None:
    story = await add_story(storage)
    await storage.stories.save_due(story.id, at(1))
    assert (await grow(storage, story, "More", minute=5)).write_at == at(1)


async def test_a_placed_article_keeps_its_place(storage: Storage) -> None:
    first, second = await add_story(storage, "First"), await add_story(storage, "Second")
    (article,) = await storage.articles.list_of_story(first.id)
    assert await save(storage, Placement(joined=((article.id, second.id),)), 5) == ()
    assert await titles(storage, first.id) == ["First"]
    assert await storage.stories.get(second.id) == second


async def test_saving_a_placement_twice_founds_nothing_twice(storage: Storage) -> None:
    article = await add_article(storage)
    placement = Placement(founded=((article.id,),))
    assert await save(storage, placement) == (1,)
    assert await save(storage, placement, 5) == ()
    assert len(await storage.stories.list_active(at(-1))) == 1


async def test_the_rest_of_a_group_joins_the_part_that_was_placed_meanwhile(storage: Storage) -> None:
    story = await add_story(storage, "First", -40)
    (first,) = await storage.articles.list_of_story(story.id)
    late = await add_article(storage, "Late", -5)
    assert await save(storage, Placement(founded=((first.id, late.id),)), 5) == (story.id,)
    assert await titles(storage, story.id) == ["First", "Late"]
    assert (await storage.stories.get(story.id)).revision == 2


async def test_a_merged_story_gives_its_articles_to_the_one_that_takes_over(storage: Storage) -> None:
    ferry, bridge = await add_story(storage, "Ferry", -30), await add_story(storage, "Bridge", -60)
    await storage.stories.save_due(ferry.id, None)
    assert await save(storage, Placement(merged=((bridge.id, ferry.id),)), 5) == (ferry.id,)
    taken = await storage.stories.get(bridge.id)
    assert taken == await storage.stories.get(ferry.id)
    assert (taken.id, taken.revision, taken.title, taken.write_at) == (ferry.id, 2, "Bridge", at(7))
    assert await titles(storage, ferry.id) == ["Bridge", "Ferry"]
    assert await storage.stories.list_active(at(-60)) == (taken,)
    assert await storage.stories.claim_to_write(at(60), LEASE, 10) == (ferry.id,)


async def test_merges_are_followed_to_the_last_story(storage: Storage) -> None:
    one, two, three = [await add_story(storage, title) for title in ("One", "Two", "Three")]
    await merge(storage, one, two)
    await merge(storage, two, three)
    assert (await storage.stories.get(one.id)).id == three.id
    late = await add_article(storage, "Late")
    assert await save(storage, Placement(joined=((late.id, one.id),)), 5) == (three.id,)
    # Merging what is one already, either way round, leaves it as it is.
    assert await save(storage, Placement(merged=((three.id, one.id),)), 6) == ()
    assert sorted(await titles(storage, three.id)) == ["Late", "One", "Three", "Two"]
    every = (three.id, one.id, two.id)
    known = await storage.stories.list_families((one.id, three.id, 404))
    assert known == {one.id: every, three.id: every, 404: (404,)}


async def test_one_placement_may_merge_join_and_found_at_once(storage: Storage) -> None:
    one, two = await add_story(storage, "One"), await add_story(storage, "Two")
    joins, founds = await add_article(storage, "Joins"), await add_article(storage, "Founds")
    placement = Placement(joined=((joins.id, one.id),), founded=((founds.id,),), merged=((one.id, two.id),))
    touched = await save(storage, placement, 5)
    assert len(touched) == 2
    assert sorted(await titles(storage, two.id)) == ["Joins", "One", "Two"]
    assert (await storage.stories.get(two.id)).revision == 2


async def test_what_was_planned_of_a_story_that_ends_is_dropped(storage: Storage) -> None:
    ends, takes_over = await add_story(storage, "Ends"), await add_story(storage, "Takes over")
    channel = await open_channel(storage)
    summary = make_summary(story_id=ends.id)
    (delivery_id,) = await storage.stories.save_summary(
        summary, [make_delivery(channel_id=channel.id, story_id=ends.id)]
    )
    await merge(storage, ends, takes_over)
    assert (await storage.deliveries.get(delivery_id)).state is DeliveryState.DROPPED
    assert await storage.deliveries.claim(delivery_id, at(5), LEASE) is None


@pytest.mark.parametrize(
    "placement",
    [
        Placement(joined=((404, 1),)),
        Placement(joined=((1, 404),)),
        Placement(founded=((404,),)),
        Placement(merged=((1, 404),)),
    ],
)
async def test_a_placement_that_names_what_is_not_there_leaves_nothing(
    storage: Storage, placement: Placement
) -> None:
    story = await add_story(storage)
    waiting = await add_article(storage, "Waiting")
    whole = Placement(
        joined=placement.joined,
        founded=((waiting.id,), *placement.founded),
        merged=placement.merged,
    )
    with pytest.raises(NotFound):
        await save(storage, whole, 5)
    assert await storage.stories.list_active(at(-60)) == (story,)
    assert await storage.articles.list_unplaced(10) == (waiting,)


async def test_a_story_that_is_not_there_is_not_found(storage: Storage) -> None:
    for story_id in (404, 10**30):
        with pytest.raises(NotFound):
            await storage.stories.get(story_id)
    with pytest.raises(NotFound):
        await storage.stories.save_due(404, NOW)


async def test_active_stories_are_those_changed_since_the_newest_change_first(storage: Storage) -> None:
    old, new = await add_story(storage, "Old"), await add_story(storage, "New")
    grown = await grow(storage, new, "More", minute=10)
    assert await storage.stories.list_active(NOW) == (grown, old)
    assert await storage.stories.list_active(at(10)) == (grown,)
    assert await storage.stories.list_active(at(11)) == ()


async def test_stories_are_claimed_to_be_written_when_they_are_due(storage: Storage) -> None:
    later, sooner, written = [await add_story(storage, title) for title in ("Later", "Sooner", "Written")]
    await storage.stories.save_due(sooner.id, at(5))
    await storage.stories.save_due(written.id, None)
    assert await storage.stories.claim_to_write(at(4), LEASE, 10) == ()
    assert await storage.stories.claim_to_write(at(20), LEASE, 1) == (sooner.id,)
    assert await storage.stories.claim_to_write(at(20), LEASE, 10) == (later.id,)
    assert await storage.stories.claim_to_write(at(24.9), LEASE, 10) == ()
    assert await storage.stories.claim_to_write(at(25), LEASE, 10) == (sooner.id, later.id)


async def test_a_story_that_is_put_off_is_given_out_at_its_new_time(storage: Storage) -> None:
    story = await add_story(storage)
    assert await storage.stories.claim_to_write(at(20), LEASE, 10) == (story.id,)
    await storage.stories.save_due(story.id, at(21))
    assert await storage.stories.claim_to_write(at(20), LEASE, 10) == ()
    assert await storage.stories.claim_to_write(at(21), LEASE, 10) == (story.id,)


async def test_a_story_that_grew_while_it_was_looked_at_keeps_the_time_it_was_given(storage: Storage) -> None:
    story = await add_story(storage)
    grown = await grow(storage, story, "More", minute=10)
    await storage.stories.save_due(story.id, None, story.revision)
    assert (await storage.stories.get(story.id)).write_at == grown.write_at is not None
    await storage.stories.save_due(story.id, None, grown.revision)
    assert (await storage.stories.get(story.id)).write_at is None
