"""The contract of UpkeepStore: what is deleted, and what is told of what is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.types import (
    ChannelSettings,
    Delivery,
    DeliveryKind,
    DeliveryState,
    EntryState,
    Expense,
    Feedback,
    FeedCheck,
    Notice,
    Purged,
    Retention,
    Watch,
)
from bot.core.types.money import NO_LIMITS
from bot.errors import NotFound
from bot.ports import Storage
from tests.make import NOW, at, make_article, make_delivery, make_entry, make_post, make_summary, make_turn
from tests.storage.scenes import add_feed, add_story, merge, open_channel, write

DAY = timedelta(days=1)
CALL = Expense(
    at=NOW,
    purpose="answer",
    version="answers 1",
    endpoint="hosted",
    writer="scripted-1",
    tokens_in=20,
    tokens_out=10,
    cost=60,
    person="telegram:7",
)
MONTH = Retention(stories=30 * DAY, questions=7 * DAY, spending=30 * DAY)
LATER = NOW + 60 * DAY


async def test_a_story_goes_with_everything_that_hangs_on_it(storage: Storage) -> None:
    channel, story = await open_channel(storage), await add_story(storage)
    delivery = make_delivery(channel_id=channel.id, story_id=story.id, state=DeliveryState.SENT)
    summary = make_summary(story_id=story.id, revision=story.revision)
    (delivery_id,) = await storage.stories.save_summary(summary, [delivery])
    await storage.deliveries.save_post(make_post(channel_id=channel.id, story_id=story.id))
    await storage.turns.add(make_turn(channel_id=channel.id, story_id=story.id))
    (article,) = await storage.articles.list_of_story(story.id)

    assert await storage.upkeep.purge(MONTH, NOW + 20 * DAY) == Purged(questions=1)
    assert await storage.upkeep.purge(MONTH, LATER) == Purged(stories=1)
    assert (await storage.upkeep.purge(MONTH, LATER)).nothing
    for gone in (
        storage.stories.get(story.id),
        storage.articles.get(article.id),
        storage.deliveries.get(delivery_id),
    ):
        with pytest.raises(NotFound):
            await gone
    assert await storage.deliveries.find_post_by_message(channel.id, "m1") is None
    assert await storage.channels.get(channel.id) == channel


async def test_an_entry_stays_and_does_not_come_again(storage: Storage) -> None:
    feed, story = await add_feed(storage), await add_story(storage)
    (article,) = await storage.articles.list_of_story(story.id)
    entry = make_entry(feed_id=feed.id, url=article.url)
    (entry_id,) = await storage.feeds.save_check(FeedCheck(feed=feed, added=(entry,)))
    stored = await storage.articles.get_entry(entry_id)
    await storage.articles.save_article(
        make_article(url=article.url), replace(stored, state=EntryState.READ, read_at=NOW)
    )
    await storage.upkeep.purge(MONTH, LATER)
    left = await storage.articles.get_entry(entry_id)
    assert (left.state, left.article_id, left.read_at) == (EntryState.SKIPPED, None, None)


async def test_a_story_stays_as_long_as_a_younger_one_leans_on_it(storage: Storage) -> None:
    old = await add_story(storage, "Old")
    young = await add_story(storage, "Young")
    await merge(storage, old, young)
    assert (await storage.upkeep.purge(Retention(stories=DAY), NOW + DAY / 2)).nothing
    assert (await storage.upkeep.purge(Retention(stories=DAY), LATER)).stories == 2


async def test_nothing_goes_that_is_kept_for_good(storage: Storage) -> None:
    await write(storage, await add_story(storage))
    assert (await storage.upkeep.purge(Retention(), LATER + 9_999 * DAY)).nothing


async def test_a_chat_is_forgotten_whole_and_the_ledger_forgets_whose_it_was(storage: Storage) -> None:
    channel, story = await open_channel(storage), await add_story(storage)
    await storage.deliveries.save_post(make_post(channel_id=channel.id, story_id=story.id))
    await storage.turns.add(make_turn(channel_id=channel.id, story_id=story.id))
    await storage.spending.reserve(replace(CALL, channel_id=channel.id), NO_LIMITS)
    held = await storage.upkeep.read_holdings(channel.id, "telegram:7")
    assert (held.since, held.posts, held.questions, held.calls) == (NOW, 1, 1, 1)
    await storage.upkeep.forget_chat(channel.address)
    assert await storage.channels.find(channel.address) is None
    assert (await storage.upkeep.read_holdings(None, "telegram:7")).calls == 0
    assert (await storage.spending.read_sums(NOW)).day_tokens == 30


async def test_a_person_is_forgotten_in_the_ledger_and_with_their_thumbs(storage: Storage) -> None:
    channel, story = await open_channel(storage), await add_story(storage)
    thumb = Feedback(
        story_id=story.id, revision=1, channel_id=channel.id, person="telegram:7", useful=True, at=NOW
    )
    await storage.feedback.save(thumb)
    await storage.feedback.save(replace(thumb, person="telegram:8"))
    assert (await storage.upkeep.read_holdings(channel.id, "telegram:7")).feedback == 1
    await storage.spending.reserve(replace(CALL, channel_id=channel.id), NO_LIMITS)
    await storage.upkeep.forget_person("telegram:7")
    held = await storage.upkeep.read_holdings(channel.id, "telegram:7")
    assert (held.calls, held.feedback) == (0, 0)
    assert [one.useful for one in await storage.feedback.count(NOW, 5)] == [1]
    assert await storage.upkeep.purge(Retention(feedback=DAY), LATER) == Purged(feedback=1)


async def test_the_standing_counts_what_was_sent_what_waits_and_what_failed(storage: Storage) -> None:
    channel, story = await open_channel(storage), await add_story(storage)
    summary = make_summary(story_id=story.id, revision=story.revision, written_at=NOW)
    kinds = (DeliveryKind.POST, DeliveryKind.FOLLOW_UP)
    planned = [make_delivery(channel_id=channel.id, story_id=story.id, kind=kind, due_at=NOW) for kind in kinds]
    one, two = await storage.stories.save_summary(summary, planned)
    standing = await storage.upkeep.read_standing(at(10))
    assert (standing.waiting, standing.oldest_due, standing.channels) == (2, NOW, 1)
    for number, state in ((one, DeliveryState.SENT), (two, DeliveryState.FAILED)):
        claimed = await storage.deliveries.claim(number, at(1), timedelta(minutes=5))
        assert claimed is not None
        problem = "The chat is full." if state is DeliveryState.FAILED else None
        await storage.deliveries.finish(replace(claimed, state=state, sent_at=at(1), problem=problem), None)
    standing = await storage.upkeep.read_standing(at(10))
    assert (standing.waiting, standing.oldest_due, standing.failed_today) == (0, None, 1)
    assert (standing.sent_today, standing.stories_today) == (2, 1)
    assert standing.problems == (("The chat is full.", 1),)
    assert await storage.upkeep.list_written(at(-1)) == (NOW,)


async def test_a_blocked_channel_is_served_no_more_until_it_is_let_in_again(storage: Storage) -> None:
    channel, story = await open_channel(storage), await add_story(storage)
    delivery = make_delivery(channel_id=channel.id, story_id=story.id)
    (delivery_id,) = await storage.stories.save_summary(make_summary(story_id=story.id), [delivery])
    await storage.channels.save_blocked(channel.address, True)
    assert (await storage.deliveries.get(delivery_id)).state is DeliveryState.DROPPED
    assert await storage.channels.list_served() == ()
    assert await storage.channels.list_audience([], [channel.id]) == ()
    await storage.channels.open(channel.address, "Again", NOW)
    assert (await storage.channels.get(channel.id)).blocked
    await storage.channels.save_blocked(channel.address, False)
    assert [one.id for one in await storage.channels.list_served()] == [channel.id]


async def test_a_story_that_is_followed_or_still_to_be_told_stays(storage: Storage) -> None:
    channel = await open_channel(storage)
    followed, waiting, held, over = [
        await add_story(storage, title) for title in ("Followed", "Waiting", "Held", "Over")
    ]
    until = LATER + DAY
    watched = (Watch(followed.id), Watch(over.id, until=LATER - DAY))
    await storage.channels.save_settings(channel.id, ChannelSettings(followed=watched), until)
    for story, kind in ((waiting, DeliveryKind.POST), (held, DeliveryKind.DIGEST)):
        planned = make_delivery(channel_id=channel.id, story_id=story.id, kind=kind)
        await storage.stories.save_summary(make_summary(story_id=story.id), [planned])
    assert await storage.upkeep.purge(MONTH, LATER) == Purged(stories=1)
    # A pause without an end keeps nothing for good.
    await storage.channels.save_settings(channel.id, ChannelSettings(followed=watched), None)
    assert await storage.upkeep.purge(MONTH, LATER) == Purged(stories=1)
    assert [(await storage.stories.get(one.id)).id for one in (followed, waiting)] == [followed.id, waiting.id]
    with pytest.raises(NotFound):
        await storage.stories.get(held.id)


async def test_digests_notices_and_their_posts_go_when_they_are_old_but_none_that_is_on_its_way(
    storage: Storage,
) -> None:
    channel, story = await open_channel(storage), await add_story(storage)
    deliveries, due = storage.deliveries, timedelta(minutes=5)
    await write(storage, story)
    for key in ("told", "waiting"):
        notice = Notice(key=key, paragraphs=("Your feed fails.",), created_at=NOW)
        planned = Delivery(channel_id=channel.id, kind=DeliveryKind.NOTICE, key=key, due_at=NOW)
        (number,) = await deliveries.save_notice(notice, [planned])
        if key == "told":
            claimed = await deliveries.claim(number, at(10), due)
            assert claimed is not None
            sent = replace(claimed, state=DeliveryState.SENT, sent_at=at(10), message_ids=("m7",))
            await deliveries.finish(sent, make_post(channel_id=channel.id, story_id=None, message_ids=("m7",)))
    await deliveries.save_notice(Notice(key="never sent", paragraphs=("Oh.",), created_at=NOW), ())
    assert (await storage.upkeep.purge(Retention(stories=90 * DAY), LATER)).said == 0
    assert (await storage.upkeep.purge(Retention(stories=DAY), LATER)).said == 3
    assert await deliveries.find_post_by_message(channel.id, "m7") is None
    assert await deliveries.find_notice("told") is None
    assert await deliveries.find_notice("never sent") is None
    assert await deliveries.find_notice("waiting") is not None


async def test_much_that_is_old_goes_in_pieces_and_exactly_what_is_older(storage: Storage) -> None:
    channel, story = await open_channel(storage), await add_story(storage)
    for second in range(800):
        told = make_turn(channel_id=channel.id, story_id=story.id, at=NOW + timedelta(seconds=second))
        await storage.turns.add(told)
    keep, later = Retention(questions=DAY), NOW + DAY + timedelta(seconds=700)
    gone = [(await storage.upkeep.purge(keep, later)).questions for _ in range(3)]
    assert sum(gone) == 700
    assert max(gone) < 600
    left = await storage.turns.list_recent(channel.id, story.id, NOW, 200)
    assert min(turn.at for turn in left) == NOW + timedelta(seconds=700)


async def test_the_ledger_soon_forgets_whose_call_it_was(storage: Storage) -> None:
    channel = await open_channel(storage)
    for hours in (0, 72):
        call = replace(CALL, channel_id=channel.id, at=NOW + timedelta(hours=hours))
        await storage.spending.reserve(call, NO_LIMITS)
    await storage.upkeep.purge(Retention(), NOW + timedelta(hours=73))
    assert (await storage.upkeep.read_holdings(channel.id, "telegram:7")).calls == 1
    assert (await storage.spending.read_sums(NOW, channel.id)).channel_tokens == 60
