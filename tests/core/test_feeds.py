"""What a check of a feed leads to: entries, states, and the next visit."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.core.feeds import LONGEST_BACKOFF, MOST_LOOKED_AT_AGAIN, decide_check
from bot.core.types import Entry, EntryState, FeedCheck, FeedFetch, ParsedEntry, ParsedFeed, Rules
from bot.errors import FeedGone, FetchFailed, NotAFeed
from tests.make import NOW, at, make_entry, make_feed, make_parsed_entry, minutes

RULES = Rules()
PRIMED = make_feed(id=1, primed=True, etag='"1"', last_modified="yesterday")


def item(number: int, **changes: object) -> ParsedEntry:
    """Items apart by ten minutes; number 0 is the newest."""
    return replace(
        make_parsed_entry(
            key=f"k{number}",
            url=f"https://harbourpost.example/{number}",
            title=f"Headline {number}",
            text=f"The text of number {number}.",
            published_at=at(-10 * number),
        ),
        **changes,  # type: ignore[arg-type]
    )


def entry(number: int, **changes: object) -> Entry:
    listed = item(number)
    known = make_entry(
        id=number + 1,
        key=listed.key,
        url=listed.url,
        title=listed.title,
        text=listed.text,
        published_at=listed.published_at,
        arrived_at=at(-10 * number),
        state=EntryState.READ,
        read_at=at(-10 * number),
        article_id=number + 1,
    )
    return replace(known, **changes)  # type: ignore[arg-type]


def fetched(*items: ParsedEntry, **changes: object) -> FeedFetch:
    fetch = FeedFetch(feed=ParsedFeed(title="Harbour Post", entries=items), etag='"2"')
    return replace(fetch, **changes)  # type: ignore[arg-type]


def check(fetch: FeedFetch, *known: Entry, rules: Rules = RULES) -> FeedCheck:
    return decide_check(PRIMED, fetch, known, rules, NOW)


# ---------------------------------------------------------------- entries


def test_the_first_check_reads_the_newest_few_and_skips_the_past() -> None:
    items = tuple(item(number) for number in range(6))
    done = decide_check(make_feed(), fetched(*items), (), Rules(first_entries=2), NOW)
    assert {e.key for e in done.added if e.state is EntryState.NEW} == {"k0", "k1"}
    assert {e.key for e in done.added if e.state is EntryState.SKIPPED} == {"k2", "k3", "k4", "k5"}
    assert done.feed.primed
    assert all(e.read_at == NOW for e in done.added if e.state is EntryState.NEW)


def test_later_checks_read_everything_new_the_oldest_first() -> None:
    done = check(fetched(item(0), item(1), item(2)), entry(2))
    assert [(e.key, e.state) for e in done.added] == [("k1", EntryState.NEW), ("k0", EntryState.NEW)]


def test_old_news_that_appears_late_is_skipped() -> None:
    done = check(fetched(item(0, published_at=at(-73 * 60))))
    assert [e.state for e in done.added] == [EntryState.SKIPPED]


def test_the_same_listing_again_changes_nothing() -> None:
    done = check(fetched(item(0), item(1)), entry(0), entry(1))
    assert (done.added, done.changed) == ((), ())


def test_an_item_without_a_title_is_named_by_its_first_words_and_known_by_them() -> None:
    told = item(0, key="", url="", title="", text=" ".join(f"w{n}" for n in range(30)))
    (added,) = check(fetched(told)).added
    assert added.title == " ".join(f"w{n}" for n in range(14)) + "…"
    known = replace(added, id=1, state=EntryState.READ, article_id=1)
    assert check(fetched(told), known).added == ()


def test_an_edited_title_has_the_article_read_again() -> None:
    (changed,) = check(fetched(item(0, title="Headline corrected")), entry(0, read_at=at(-60))).changed
    assert (changed.id, changed.state, changed.title) == (1, EntryState.NEW, "Headline corrected")
    assert (changed.read_at, changed.article_id) == (NOW, 1)


def test_one_changed_figure_in_the_text_has_the_article_read_again() -> None:
    (changed,) = check(fetched(item(0, text="The text of number 14.")), entry(0)).changed
    assert changed.state is EntryState.NEW


def test_a_later_date_of_update_has_the_article_read_again() -> None:
    (changed,) = check(fetched(item(1, updated_at=at(-1))), entry(1)).changed
    assert (changed.state, changed.updated_at) == (EntryState.NEW, at(-1))
    assert check(fetched(item(1, updated_at=at(-1))), entry(1, updated_at=at(-1))).changed == ()


def test_changed_spaces_and_signs_are_no_edit() -> None:
    assert check(fetched(item(0, text=" The text, of  number 0")), entry(0)).changed == ()


def test_a_text_that_flickers_is_not_read_at_every_check() -> None:
    (changed,) = check(fetched(item(0, text="5 comments")), entry(0, read_at=at(-1))).changed
    assert changed.read_at == at(14)


def test_an_old_article_is_not_read_again_though_its_new_words_are_kept() -> None:
    old = entry(0, published_at=at(-80 * 60))
    (changed,) = check(fetched(item(0, title="Reworded", published_at=at(-80 * 60))), old).changed
    assert (changed.state, changed.title) == (EntryState.READ, "Reworded")


def test_a_new_guid_and_link_are_remembered_without_reading_again() -> None:
    (changed,) = check(fetched(item(0, key="new-guid")), entry(0)).changed
    assert (changed.key, changed.state) == ("new-guid", EntryState.READ)
    (changed,) = check(fetched(item(0, url="https://harbourpost.example/moved")), entry(0)).changed
    assert (changed.url, changed.state) == ("https://harbourpost.example/moved", EntryState.READ)


def test_a_tracking_parameter_is_no_new_link() -> None:
    assert check(fetched(item(0, url="https://harbourpost.example/0?utm_source=rss")), entry(0)).changed == ()


def test_a_failed_entry_whose_text_changes_is_tried_again() -> None:
    failed = entry(0, state=EntryState.FAILED, attempts=3, article_id=None)
    (changed,) = check(fetched(item(0, text="Now with more words.")), failed).changed
    assert (changed.state, changed.attempts) == (EntryState.NEW, 0)


def test_a_recent_entry_that_left_the_feed_is_looked_at_once_more() -> None:
    listing = fetched(*(item(number) for number in range(8) if number != 1))
    known = tuple(entry(number) for number in range(8))
    (changed,) = check(listing, *known).changed
    assert (changed.id, changed.state, changed.missing_since) == (2, EntryState.NEW, NOW)
    looked = replace(changed, state=EntryState.READ)
    assert check(listing, known[0], looked, *known[2:]).changed == ()


def test_an_entry_pushed_out_by_newer_ones_is_not_looked_at() -> None:
    known = tuple(entry(number) for number in range(8))
    assert check(fetched(*(item(number) for number in range(5))), *known).changed == ()


def test_an_entry_that_comes_back_is_no_longer_missing() -> None:
    (changed,) = check(fetched(item(0)), entry(0, missing_since=at(-20))).changed
    assert (changed.missing_since, changed.state) == (None, EntryState.READ)


def test_only_a_few_missing_entries_are_looked_at_when_a_feed_changes_altogether() -> None:
    known = tuple(entry(number) for number in range(40))
    others = tuple(
        item(number, key=f"o{number}", url=f"https://o.example/{number}", title=f"Other {number}")
        for number in range(3, 40)
    )
    assert len(check(fetched(*others), *known).changed) <= MOST_LOOKED_AT_AGAIN


# ---------------------------------------------------------------- second looks

LOOKS = Rules(look_again=(minutes(120), minutes(720)))


def read_at(minute: float, published: float, **changes: object) -> Entry:
    return entry(0, published_at=at(published), arrived_at=at(published + 1), read_at=at(minute), **changes)


def looked_at(*known: Entry, fetch: FeedFetch | None = None) -> list[int]:
    done = check(fetch or FeedFetch(feed=None), *known, rules=LOOKS)
    assert all(each.state is EntryState.NEW and each.read_at == NOW for each in done.changed)
    return [each.id for each in done.changed]


def test_an_article_is_looked_at_again_once_it_has_stood_for_a_while() -> None:
    """Publishers mend a page without touching the feed: neither its text nor its dates tell of it."""
    assert looked_at(read_at(-119, -119)) == []
    assert looked_at(read_at(-120, -121)) == [1]
    assert looked_at(read_at(0, -121)) == []  # that was the look
    assert looked_at(read_at(-599, -719)) == []
    assert looked_at(read_at(-599, -721)) == [1]
    assert looked_at(read_at(-1, -721)) == []


def test_after_a_long_stop_one_look_stands_for_all_and_none_outlasts_the_window() -> None:
    known = read_at(-3000, -3000)
    assert looked_at(known) == [1]
    assert looked_at(replace(known, read_at=NOW)) == []
    assert looked_at(read_at(-5000, -5000)) == []


def test_only_articles_that_stand_are_looked_at_again_a_few_at_a_check() -> None:
    assert looked_at(read_at(-130, -130, state=EntryState.SKIPPED)) == []
    assert looked_at(read_at(-130, -130, state=EntryState.FAILED)) == []
    many = [replace(read_at(-130, -130), id=number) for number in range(1, 2 * MOST_LOOKED_AT_AGAIN)]
    assert looked_at(*many) == list(range(1, MOST_LOOKED_AT_AGAIN + 1))


def test_a_listing_brings_second_looks_too_and_an_entry_changes_once() -> None:
    known = entry(0, arrived_at=at(-130), published_at=at(-130), read_at=at(-130))
    assert looked_at(known, fetch=fetched(item(0, published_at=at(-130)))) == [1]
    assert looked_at(known, fetch=fetched(item(0, published_at=at(-130), title="Another headline"))) == [1]


def test_a_feed_that_fails_is_not_troubled_further() -> None:
    done = decide_check(PRIMED, FetchFailed("down"), (read_at(-130, -130),), LOOKS, NOW)
    assert done.changed == ()


# ---------------------------------------------------------------- the feed


def test_a_good_check_keeps_what_the_publisher_said() -> None:
    done = decide_check(
        replace(PRIMED, failures=3, problem="It was ill.", title=None), fetched(item(0)), (), RULES, NOW
    )
    assert (done.feed.etag, done.feed.last_modified, done.feed.title) == ('"2"', None, "Harbour Post")
    assert (done.feed.failures, done.feed.problem, done.feed.succeeded_at) == (0, None, NOW)


def test_an_unchanged_feed_keeps_its_etag_and_its_entries() -> None:
    done = check(FeedFetch(feed=None), entry(0))
    assert (done.feed.etag, done.feed.last_modified) == ('"1"', "yesterday")
    assert (done.added, done.changed) == ((), ())
    assert done.feed.succeeded_at == NOW


def test_an_unchanged_answer_does_not_prime_a_feed() -> None:
    assert not decide_check(make_feed(), FeedFetch(feed=None), (), RULES, NOW).feed.primed


def test_a_permanent_redirect_changes_the_url_and_not_what_was_asked_for() -> None:
    feed = check(fetched(moved_to="https://new.example/feed")).feed
    assert (feed.url, feed.added_as) == ("https://new.example/feed", PRIMED.added_as)


def test_a_failure_doubles_the_wait_and_keeps_the_etag() -> None:
    first = decide_check(PRIMED, FetchFailed("It cannot be reached."), (), RULES, NOW).feed
    second = decide_check(first, FetchFailed("It cannot be reached."), (), RULES, NOW).feed
    assert abs((second.next_check_at - NOW) - 2 * (first.next_check_at - NOW)) < timedelta(seconds=1)
    assert (second.etag, second.failures, second.problem) == ('"1"', 2, "It cannot be reached.")
    assert second.succeeded_at is None


@given(st.integers(0, 200))
def test_no_failure_waits_longer_than_a_day(failures: int) -> None:
    feed = decide_check(replace(PRIMED, failures=failures), NotAFeed("No feed."), (), RULES, NOW).feed
    assert timedelta(0) < feed.next_check_at - NOW <= LONGEST_BACKOFF * 1.1


def test_retry_after_is_obeyed() -> None:
    error = FetchFailed("Come less often.", status=429, after=timedelta(hours=5))
    assert decide_check(PRIMED, error, (), RULES, NOW).feed.next_check_at >= NOW + timedelta(hours=5)


def test_a_feed_that_is_gone_is_marked_so() -> None:
    feed = decide_check(PRIMED, FeedGone("Gone for good."), (), RULES, NOW).feed
    assert (feed.gone, feed.problem) == (True, "Gone for good.")


def test_a_busy_feed_is_checked_more_often_than_a_slow_one() -> None:
    busy = check(fetched(*(item(number) for number in range(10)))).feed
    slow = check(fetched(*(item(number, published_at=at(-400 * number)) for number in range(10)))).feed
    assert NOW + RULES.check_every <= busy.next_check_at < slow.next_check_at


def test_a_feed_that_fell_silent_is_checked_less_often() -> None:
    items = (item(number, published_at=at(-600 - 10 * number)) for number in range(10))
    silent = check(fetched(*items), rules=Rules(check_at_least_every=minutes(360))).feed
    assert silent.next_check_at - NOW >= minutes(90)


@given(
    st.lists(st.none() | st.integers(-500, 50_000), max_size=12),
    st.none() | st.integers(0, 10**7).map(lambda count: timedelta(seconds=count)),
)
def test_the_next_check_stays_between_the_bounds_of_the_rules(
    ages: list[int | None], fresh_for: timedelta | None
) -> None:
    items = tuple(item(n, published_at=None if age is None else at(-age)) for n, age in enumerate(ages))
    feed = check(fetched(*items, fresh_for=fresh_for)).feed
    assert RULES.check_every <= feed.next_check_at - NOW <= RULES.check_at_least_every


def test_the_publishers_wish_for_fewer_visits_is_kept() -> None:
    busy = tuple(item(number) for number in range(10))
    assert check(fetched(*busy, fresh_for=timedelta(hours=1))).feed.next_check_at >= at(60)


def test_feeds_added_together_are_spread_out_and_each_always_the_same() -> None:
    dues = {
        decide_check(make_feed(id=n, primed=True), fetched(item(0)), (), RULES, NOW).feed.next_check_at
        for n in range(20)
    }
    assert len(dues) > 10
