"""Visits one address over HTTP, politely and within limits, and says in plain words what went wrong."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from types import MappingProxyType

import aiohttp
from yarl import URL

from bot.core.saying import tr
from bot.errors import AddressForbidden, FeedGone, FetchFailed, SourceError, TooLarge
from bot.web.guard import Guard, LocalhostResolver, RefusedConnection
from bot.web.pacing import Pacing
from bot.web.settings import WebSettings

MAX_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
_CHUNK_BYTES = 64 * 1024
_LONGEST_WAIT = timedelta(days=7)

Permit = Callable[[URL], Awaitable[None]]
"""Asked before each hop; raises a SourceError when the address may not be visited."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a visit brought: `url` after redirects, `moved_to` where the permanent ones at the beginning
    of the chain lead. The body is empty after a 304."""

    url: str
    status: int
    body: bytes
    headers: Mapping[str, str]
    content_type: str
    charset: str | None
    moved_to: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hop:
    answer: Answer
    redirect: URL | None


class Fetcher:
    """One session for all publishers. Opened by `open_fetcher`."""

    def __init__(self, session: aiohttp.ClientSession, guard: Guard, settings: WebSettings) -> None:
        self._session = session
        self._guard = guard
        self._settings = settings
        self._pacing = Pacing(settings)

    async def get(
        self,
        address: str,
        *,
        limit_bytes: int,
        headers: Mapping[str, str] | None = None,
        permit: Permit | None = None,
        cut: bool = False,
        larger: Mapping[str, int] = MappingProxyType({}),
    ) -> Answer:
        """The answer with status 200 or 304. Raises AddressForbidden, FetchFailed, FeedGone (410), TooLarge.

        With `cut`, a body past the limit ends at the limit instead of failing. `larger`: the limits of content
        types that have another one.
        """
        left = self._settings.deadline.total_seconds()
        url, permanent = self._guard.check_url(address), True
        moved_to: str | None = None
        clock = asyncio.get_running_loop().time
        for _ in range(MAX_REDIRECTS + 1):
            if permit is not None:
                await permit(url)
            async with self._pacing.turn(url.host or ""):
                started = clock()
                hop = await self._visit(url, headers or {}, {"": limit_bytes, **larger}, left, cut)
                left -= clock() - started
            if hop.redirect is None:
                return _finish(hop.answer, moved_to)
            permanent = permanent and hop.answer.status in _PERMANENT
            url = self._guard.check_url(str(hop.redirect))
            moved_to = str(url) if permanent else moved_to
        raise FetchFailed(
            tr(
                "{host} keeps redirecting: more than {number} times in a row.",
                host=URL(address).host,
                number=MAX_REDIRECTS,
            )
        )

    async def _visit(
        self, url: URL, headers: Mapping[str, str], limits: Mapping[str, int], seconds: float, cut: bool
    ) -> _Hop:
        async with (
            _plain_words(url, self._settings.deadline),
            asyncio.timeout(max(seconds, 0.01)),
            self._session.get(url, headers=headers, allow_redirects=False) as response,
        ):
            target = response.headers.get("Location") if response.status in _REDIRECTS else None
            body = b""
            if response.status == 200:
                limit = limits.get(response.content_type.lower(), limits[""])
                body = await _read_body(response, url, limit, cut)
            answer = Answer(
                url=str(url),
                status=response.status,
                body=body,
                headers=response.headers.copy(),
                content_type=response.content_type.lower(),
                charset=response.charset,
                moved_to=None,
            )
            return _Hop(answer=answer, redirect=_join(url, target) if target else None)


@asynccontextmanager
async def open_fetcher(settings: WebSettings) -> AsyncIterator[Fetcher]:
    """A session whose every socket passes the guard; no cookies, no proxies from the environment."""
    guard = Guard(settings.allowed)
    connector = aiohttp.TCPConnector(
        limit=settings.visits_at_once, socket_factory=guard.open_socket, resolver=LocalhostResolver()
    )
    session = aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={"User-Agent": settings.user_agent, "Accept-Language": "en,*;q=0.5"},
        timeout=aiohttp.ClientTimeout(total=None),
        trust_env=False,
    )
    async with session:
        yield Fetcher(session, guard, settings)


async def _read_body(response: aiohttp.ClientResponse, url: URL, limit_bytes: int, cut: bool) -> bytes:
    """The decoded body. Read in chunks: what a few compressed bytes unpack to is only known then."""
    body = bytearray()
    async for chunk in response.content.iter_chunked(_CHUNK_BYTES):
        body += chunk
        if len(body) > limit_bytes:
            if cut:
                break
            size = f"{limit_bytes / 1024 / 1024:.1f}".removesuffix(".0")
            raise TooLarge(tr("What {host} sent is larger than {size} MiB.", host=url.host, size=size))
    return bytes(body[:limit_bytes])


def _join(url: URL, target: str) -> URL:
    try:
        return url.join(URL(target))
    except ValueError as error:
        raise AddressForbidden(
            tr("{host} redirects to something that is not a web address.", host=url.host)
        ) from error


def _finish(answer: Answer, moved_to: str | None) -> Answer:
    host = URL(answer.url).host
    if answer.status in (200, 304):
        return replace(answer, moved_to=moved_to)
    if answer.status == 410:
        raise FeedGone(tr("{host} says that this page is gone for good.", host=host))
    after = read_retry_after(answer.headers.get("Retry-After"), answer.headers.get("Date"))
    raise FetchFailed(_status_words(host or tr("The site"), answer.status), status=answer.status, after=after)


def _status_words(host: str, status: int) -> str:
    match status:
        case 401 | 403 | 451:
            return tr("{host} does not let AiBot read this page (HTTP {status}).", host=host, status=str(status))
        case 404:
            return tr("{host} has no page at this address (HTTP 404).", host=host)
        case 429:
            return tr("{host} asks AiBot to come less often (HTTP 429).", host=host, status=str(status))
        case _ if status >= 500:
            return tr("{host} has trouble of its own (HTTP {status}).", host=host, status=str(status))
        case _:
            return tr(
                "{host} gave an answer that AiBot cannot use (HTTP {status}).", host=host, status=str(status)
            )


def read_retry_after(value: str | None, date: str | None) -> timedelta | None:
    """How long a Retry-After header asks to wait, in seconds or as an HTTP date (RFC 9110, 10.2.3).

    A date is measured from the answer's own Date header, so that a wrong clock on either side does not matter.
    """
    value = (value or "").strip()
    if value.isascii() and value.isdigit():
        return min(timedelta(seconds=int(value[:9])), _LONGEST_WAIT)
    until = read_http_date(value)
    if until is None:
        return None
    wait = until - (read_http_date(date) or datetime.now(UTC))
    return min(max(wait, timedelta(0)), _LONGEST_WAIT)


def read_http_date(value: str | None) -> datetime | None:
    """A date header as an aware UTC datetime, None when it is absent or wrong."""
    try:
        moment = parsedate_to_datetime(value or "")
    except (ValueError, IndexError, OverflowError):
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


@asynccontextmanager
async def _plain_words(url: URL, deadline: timedelta) -> AsyncIterator[None]:
    """Turns what aiohttp and the system raise into a FetchFailed or AddressForbidden a person understands."""
    host = url.host
    try:
        yield
    except SourceError:
        raise
    except TimeoutError as error:
        raise FetchFailed(
            tr(
                "{host} did not answer within {seconds} seconds.",
                host=host,
                seconds=f"{deadline.total_seconds():g}",
            )
        ) from error
    except aiohttp.ClientConnectorDNSError as error:
        raise FetchFailed(
            tr("There is no site called {host}, or its name cannot be looked up now.", host=host)
        ) from error
    except (aiohttp.ClientConnectorCertificateError, aiohttp.ClientConnectorSSLError, ssl.SSLError) as error:
        raise FetchFailed(
            tr("{host} cannot prove who it is: its certificate is not valid.", host=host)
        ) from error
    except aiohttp.ClientConnectorError as error:
        if isinstance(error.os_error, RefusedConnection):
            raise AddressForbidden(
                tr("{host} leads to a private address; AiBot only visits public sites.", host=host)
            ) from error
        raise FetchFailed(tr("{host} cannot be reached.", host=host)) from error
    except aiohttp.InvalidURL as error:
        raise AddressForbidden(tr("{host} is not an address that can be visited.", host=host)) from error
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise FetchFailed(tr("{host} broke off its answer, or sent it damaged.", host=host)) from error
