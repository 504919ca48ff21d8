"""Lists of feeds: read as far as they can be, never obeyed, and read back as they were written."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.opml import write_opml
from bot.core.types import Feed, FeedList, FoundFeed, ListedBundle, Subscription, SubscriptionKind
from bot.errors import NotAFeed, TooLarge
from bot.web.opml import MOST_BYTES, MOST_FEEDS, looks_like_opml, read_opml
from tests.make import NOW, make_feed, make_subscription

HARBOUR = FoundFeed("https://harbourpost.example/feed.xml", "Harbour Post")
COAST = FoundFeed("https://coastradio.example/feed.xml", "Coast Radio")


def read(inside: str, base: str = "", prolog: str = '<?xml version="1.0"?>') -> FeedList:
    body = f'{prolog}<opml version="2.0"><head><title>x</title></head><body>{inside}</body></opml>'
    return read_opml(body.encode(), base, frozenset())


def outline(feed: FoundFeed) -> str:
    return f'<outline type="rss" text="{feed.title}" xmlUrl="{feed.url}"/>'


def test_feeds_are_read_out_of_nested_folders_each_once_in_their_order() -> None:
    inside = (
        f'<outline text="News">{outline(COAST)}<outline text="Local">{outline(HARBOUR)}</outline></outline>'
        f'{outline(COAST)}<outline text="Tech" type="folder"/>'
    )
    assert read(inside) == FeedList(feeds=(COAST, HARBOUR), repeated=1)


@pytest.mark.parametrize(
    ("address", "url"),
    [
        (" https://a.example/feed \n", "https://a.example/feed"),
        ("feed://a.example/feed", "http://a.example/feed"),
        ("feed:https://a.example/feed", "https://a.example/feed"),
        ("a.example/feed", "https://a.example/feed"),
        ("https://a.example/?a=1&amp;b=2", "https://a.example/?a=1&b=2"),
    ],
)
def test_odd_ways_to_write_an_address_are_understood(address: str, url: str) -> None:
    assert read(f'<outline xmlUrl="{address}"/>').feeds == (FoundFeed(url, ""),)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "/feed",
        "feed",
        "ftp://a.example/feed",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "http://127.0.0.1/feed",
        "http://169.254.169.254/latest",
        "http://localhost/feed",
        "http://[::1",
        "https://a b.example/",
        "https://user:word@a.example/feed",
        "https://a.example:22/",
        "https://a.example/" + "x" * 3000,
    ],
)
def test_what_is_no_address_that_may_be_visited_is_named(address: str) -> None:
    listed = read(f'<outline type="rss" text="Odd one" xmlUrl="{address}"/>{outline(COAST)}')
    assert listed == FeedList(feeds=(COAST,), odd=("Odd one",))


def test_paths_are_addresses_where_the_list_has_one_itself() -> None:
    assert read('<outline xmlUrl="/feed"/>', base="https://a.example/all.opml").feeds == (
        FoundFeed("https://a.example/feed", ""),
    )


def test_other_spellings_of_the_attributes_are_read() -> None:
    assert read(
        '<outline title="A" XMLURL="https://a.example/1"/><outline type="rss" url="https://a.example/2"/>'
    ) == (FeedList(feeds=(FoundFeed("https://a.example/1", "A"), FoundFeed("https://a.example/2", ""))))


def test_a_list_that_is_not_well_formed_is_read_as_far_as_it_goes() -> None:
    assert (
        read(f'<outline text="Q & A" xmlUrl="https://a.example/feed"/>{outline(COAST)}<outline').feeds[-1]
        == COAST
    )


def test_of_a_long_list_the_first_five_hundred_are_taken_and_the_rest_is_counted() -> None:
    inside = "".join(f'<outline xmlUrl="https://a.example/{number}"/>' for number in range(MOST_FEEDS + 7))
    listed = read(inside)
    assert len(listed.feeds) == MOST_FEEDS
    assert listed.left_out == 7


@pytest.mark.parametrize("body", [b"", b"hello", b"<html><body>opml</body></html>", b"<rss/>", b"\x00\x01"])
def test_what_is_no_opml_is_refused_in_words(body: bytes) -> None:
    with pytest.raises(NotAFeed, match="no OPML file"):
        read_opml(body, "", frozenset())


def test_a_list_that_is_too_large_is_refused() -> None:
    with pytest.raises(TooLarge, match="1 MiB"):
        read_opml(b"<opml>" + b" " * MOST_BYTES, "", frozenset())


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">',
        '<!ENTITY a SYSTEM "file:///etc/passwd">',
        '<!ENTITY % a SYSTEM "http://a.example/x.dtd">',
        f'<!ENTITY a "{"a" * 5000}">',
    ],
)
def test_entities_are_refused_before_any_parser_sees_them(declared: str) -> None:
    with pytest.raises(NotAFeed, match="the way attacks do"):
        read('<outline text="&a;" xmlUrl="https://a.example/"/>', prolog=f"<!DOCTYPE opml [{declared}]>")


def test_a_document_type_elsewhere_is_not_asked_for() -> None:
    assert read(outline(COAST), prolog='<!DOCTYPE opml SYSTEM "http://127.0.0.1:9/opml.dtd">').feeds == (COAST,)


def test_folders_without_end_cost_little() -> None:
    started = time.process_time()
    body = b"<opml><body>" + b"<outline text='x'>" * 50_000
    assert read_opml(body, "", frozenset()).feeds == ()
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("body", "is_one"),
    [
        (b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- list --><OPML version="1.0">', True),
        (b"<opml>", True),
        (b"<html><p>about <opml>", False),
        (b"<rss><channel><opml/>", False),
        (b"", False),
    ],
)
def test_a_list_is_known_by_its_first_element(body: bytes, is_one: bool) -> None:
    assert looks_like_opml(body) is is_one


TITLES = st.text(st.characters(codec="utf-8"), max_size=60).map(lambda text: " ".join(text.split()))
HOSTS = st.from_regex(r"[a-z]{1,12}\.example", fullmatch=True)
URLS = st.builds("https://{}/{}".format, HOSTS, st.from_regex(r"[a-z0-9/&?=%+;'_-]{0,30}", fullmatch=True))
FEEDS = st.lists(st.tuples(URLS, TITLES), max_size=8, unique_by=lambda pair: pair[0])
QUERIES = st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=40), max_size=4, unique=True)


def storable(text: str) -> str:
    """Without the characters that XML has no way to write."""
    return "".join(sign for sign in text if sign in "\t\n\r" or (sign >= " " and sign not in "\ufffe\uffff"))


@given(FEEDS, FEEDS, QUERIES, st.text(max_size=20))
def test_what_is_exported_comes_back_the_same(
    alone: list[tuple[str, str]], bundled: list[tuple[str, str]], queries: list[str], title: str
) -> None:
    known = {url for url, _ in alone}
    bundled = [pair for pair in bundled if pair[0] not in known]
    feeds = {
        number: make_feed(id=number, url=url, title=name or None)
        for number, (url, name) in enumerate([*alone, *bundled], start=1)
    }
    ids = {feed.url: feed.id for feed in feeds.values()}
    wishes = [make_subscription(target=url, feed_ids=(ids[url],)) for url, _ in alone]
    wishes += [wish(SubscriptionKind.SEARCH, query) for query in queries]
    wishes.append(wish(SubscriptionKind.BUNDLE, "coast", *(ids[url] for url, _ in bundled)))
    body = write_opml(title, wishes, feeds, NOW)
    assert looks_like_opml(body)
    listed = read_opml(body, "", frozenset())
    assert listed.feeds == tuple(expected(feeds[ids[url]]) for url, _ in alone)
    assert listed.bundles == (ListedBundle("coast", tuple(expected(feeds[ids[url]]) for url, _ in bundled)),)
    assert listed.searches == tuple(dict.fromkeys(storable(query) for query in queries if storable(query)))
    assert (listed.odd, listed.repeated, listed.left_out) == ((), 0, 0)


def wish(kind: SubscriptionKind, target: str, *feed_ids: int) -> Subscription:
    return make_subscription(kind=kind, target=target, feed_ids=feed_ids)


def expected(feed: Feed) -> FoundFeed:
    name = " ".join(storable(feed.title or "").split())
    return FoundFeed(feed.url, "" if name == feed.url else name)
