"""One visit: conditional, within limits, along redirects, and its failures in plain words."""

from __future__ import annotations

import gzip
from datetime import timedelta

import brotli
import pytest

from bot.errors import AddressForbidden, FeedGone, FetchFailed, TooLarge
from bot.web.fetch import Fetcher, read_retry_after
from tests.web.conftest import Publisher

LIMIT = 200_000


async def test_an_answer_brings_body_type_and_charset(publisher: Publisher, fetcher: Fetcher) -> None:
    publisher.put("/a", "héllo".encode("latin-1"), "text/html; charset=ISO-8859-1")
    answer = await fetcher.get(publisher.url("/a"), limit_bytes=LIMIT)
    assert (answer.status, answer.body, answer.charset) == (200, b"h\xe9llo", "ISO-8859-1")
    assert answer.content_type == "text/html"


async def test_it_says_who_it_is_and_sends_no_cookies(publisher: Publisher, fetcher: Fetcher) -> None:
    publisher.put("/a", "x", headers={"Set-Cookie": "id=1; Path=/"})
    await fetcher.get(publisher.url("/a"), limit_bytes=LIMIT)
    await fetcher.get(publisher.url("/a"), limit_bytes=LIMIT)
    assert all(request.headers["User-Agent"].startswith("AiBot/") for request in publisher.asked)
    assert "Cookie" not in publisher.asked[1].headers


async def test_an_unchanged_page_comes_back_as_304_without_a_body(publisher: Publisher, fetcher: Fetcher) -> None:
    publisher.put("/a", "x", headers={"ETag": '"1"'})
    answer = await fetcher.get(publisher.url("/a"), limit_bytes=LIMIT, headers={"If-None-Match": '"1"'})
    assert (answer.status, answer.body) == (304, b"")


async def test_permanent_redirects_tell_where_it_moved(publisher: Publisher, fetcher: Fetcher) -> None:
    publisher.redirect("/old", "/newer", 301)
    publisher.redirect("/newer", "/newest", 308)
    publisher.put("/newest", "x")
    answer = await fetcher.get(publisher.url("/old"), limit_bytes=LIMIT)
    assert answer.moved_to == answer.url == publisher.url("/newest")


async def test_a_temporary_redirect_ends_the_chain_of_permanent_ones(
    publisher: Publisher, fetcher: Fetcher
) -> None:
    publisher.redirect("/old", "/new", 301)
    publisher.redirect("/new", "/today", 302)
    publisher.redirect("/today", "/end", 301)
    publisher.put("/end", "x")
    answer = await fetcher.get(publisher.url("/old"), limit_bytes=LIMIT)
    assert (answer.url, answer.moved_to) == (publisher.url("/end"), publisher.url("/new"))


async def test_a_temporary_redirect_moves_nothing(publisher: Publisher, fetcher: Fetcher) -> None:
    publisher.redirect("/a", "/b", 302)
    publisher.put("/b", "x")
    answer = await fetcher.get(publisher.url("/a"), limit_bytes=LIMIT)
    assert (answer.url, answer.moved_to) == (publisher.url("/b"), None)


async def test_a_loop_of_redirects_ends(publisher: Publisher, fetcher: Fetcher) -> None:
    publisher.redirect("/a", "/a")
    with pytest.raises(FetchFailed, match="keeps redirecting"):
        await fetcher.get(publisher.url("/a"), limit_bytes=LIMIT)
    assert len(publisher.asked) == 6


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest/",
        "http://10.0.0.1/",
        "http://[::1]/",
        "file:///etc/passwd",
        "http://localhost/",
    ],
)
async def test_a_redirect_out_of_the_public_web_is_refused(
    publisher: Publisher, fetcher: Fetcher, target: str
) -> None:
    publisher.redirect("/a", target)
    with pytest.raises(AddressForbidden):
        await fetcher.get(publisher.url("/a"), limit_bytes=LIMIT)


async def test_a_redirect_to_another_port_of_this_machine_is_refused(
    publisher: Publisher, fetcher: Fetcher
) -> None:
    publisher.redirect("/a", f"http://harbour.localhost:{publisher.port + 1}/")
    with pytest.raises(AddressForbidden):
        await fetcher.get(publisher.url("/a"), limit_bytes=LIMIT)


async def test_a_body_that_never_ends_is_given_up(publisher: Publisher, hasty_fetcher: Fetcher) -> None:
    publisher.put("/slow", "x")
    publisher.endless.add("/slow")
    with pytest.raises(FetchFailed, match=r"harbour\.localhost did not answer within 0\.3 seconds"):
        await hasty_fetcher.get(publisher.url("/slow"), limit_bytes=LIMIT)


@pytest.mark.parametrize("encoding", ["", "gzip", "br"])
async def test_a_body_past_the_limit_is_refused_also_when_it_came_packed(
    publisher: Publisher, fetcher: Fetcher, encoding: str
) -> None:
    huge = b"\0" * 5_000_000
    packed = {"gzip": gzip.compress, "br": brotli.compress}.get(encoding)
    body = packed(huge) if packed else huge[: LIMIT + 1]
    publisher.put("/huge", body, headers={"Content-Encoding": encoding} if encoding else {})
    with pytest.raises(TooLarge, match=r"larger than 0\.2 MiB"):
        await fetcher.get(publisher.url("/huge"), limit_bytes=LIMIT)


async def test_a_damaged_encoding_is_a_failure_in_words(publisher: Publisher, fetcher: Fetcher) -> None:
    publisher.put("/bad", b"no gzip at all", headers={"Content-Encoding": "gzip"})
    with pytest.raises(FetchFailed, match="damaged"):
        await fetcher.get(publisher.url("/bad"), limit_bytes=LIMIT)


async def test_gone_is_told_apart_from_missing(publisher: Publisher, fetcher: Fetcher) -> None:
    publisher.put("/gone", status=410)
    with pytest.raises(FeedGone):
        await fetcher.get(publisher.url("/gone"), limit_bytes=LIMIT)
    with pytest.raises(FetchFailed) as missing:
        await fetcher.get(publisher.url("/missing"), limit_bytes=LIMIT)
    assert missing.value.status == 404


async def test_retry_after_reaches_the_error(publisher: Publisher, fetcher: Fetcher) -> None:
    publisher.put("/busy", status=429, headers={"Retry-After": "120"})
    with pytest.raises(FetchFailed) as busy:
        await fetcher.get(publisher.url("/busy"), limit_bytes=LIMIT)
    assert (busy.value.status, busy.value.after) == (429, timedelta(seconds=120))


def test_retry_after_may_be_a_date_and_is_bounded() -> None:
    date = "Mon, 16 Nov 2026 09:00:00 GMT"
    assert read_retry_after("Mon, 16 Nov 2026 09:05:00 GMT", date) == timedelta(minutes=5)
    assert read_retry_after("Mon, 16 Nov 2026 08:00:00 GMT", date) == timedelta(0)
    assert read_retry_after("99999999999999999999", None) == timedelta(days=7)
    assert read_retry_after("soon", None) is None


async def test_a_site_nobody_serves_cannot_be_reached(fetcher: Fetcher, publisher: Publisher) -> None:
    with pytest.raises(AddressForbidden):
        await fetcher.get("http://127.0.0.1/", limit_bytes=LIMIT)
    assert publisher.asked == []
