"""Serves a world of outlets on loopback over real HTTP, each outlet under its own host name."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import blake2b

from aiohttp import web

from bot.demo.edition import Edition, Kind, Reply, answer_index
from bot.demo.world import World
from bot.ports import Clock

LOOPBACK = "127.0.0.1"
CONSENT = "consent"


@dataclass(frozen=True, slots=True)
class DemoSite:
    """A running site. `requests` counts what was asked for: (outlet, kind), the outlet "" for the index."""

    world: World
    port: int
    requests: Counter[tuple[str, Kind]] = field(default_factory=Counter)

    @property
    def url(self) -> str:
        """The page that lists the outlets."""
        return f"http://{LOOPBACK}:{self.port}/"

    def origin(self, outlet: str) -> str:
        return f"http://{outlet}.localhost:{self.port}"

    def feed_url(self, outlet: str) -> str:
        """Where the outlet's feed stood when the world began."""
        found = self.world.find_outlet(outlet)
        if found is None:
            raise KeyError(outlet)
        return self.origin(outlet) + found.feed_path

    @property
    def feed_urls(self) -> tuple[str, ...]:
        return tuple(self.feed_url(outlet.slug) for outlet in self.world.outlets)

    @property
    def site_urls(self) -> tuple[str, ...]:
        return tuple(f"{self.origin(outlet.slug)}/" for outlet in self.world.outlets)

    @property
    def bundles(self) -> Mapping[str, tuple[str, ...]]:
        """Feed urls by the bundle their outlet belongs to."""
        grouped: dict[str, tuple[str, ...]] = {}
        for outlet in self.world.outlets:
            grouped[outlet.bundle] = (*grouped.get(outlet.bundle, ()), self.feed_url(outlet.slug))
        return grouped


@asynccontextmanager
async def serve_world(world: World, clock: Clock, port: int = 0) -> AsyncIterator[DemoSite]:
    """Serves until the block is left. Port 0 takes a free one; raises OSError when a given one is taken."""
    app = web.Application()
    runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=1.0)
    bound: list[DemoSite] = []

    async def handle(request: web.Request) -> web.Response:
        return _respond(bound[0], clock.now(), request)

    app.router.add_get("/{path:.*}", handle)
    await runner.setup()
    try:
        await web.TCPSite(runner, LOOPBACK, port).start()
        bound.append(DemoSite(world=world, port=runner.addresses[0][1]))
        yield bound[0]
    finally:
        await runner.cleanup()


def _respond(site: DemoSite, now: datetime, request: web.Request) -> web.Response:
    host = request.host.rpartition(":")[0] if ":" in request.host else request.host
    outlet = site.world.find_outlet(host.removesuffix(".localhost"))
    if outlet is None:
        origins = {outlet.slug: site.origin(outlet.slug) for outlet in site.world.outlets}
        reply = answer_index(site.world, now, origins)
        site.requests["", reply.kind] += 1
        return _conditional(reply, request)
    consented = CONSENT in request.query or CONSENT in request.cookies
    edition = Edition(outlet, site.world.list_of_outlet(outlet.slug), now, site.origin(outlet.slug))
    reply = edition.answer(request.path, consented=consented)
    site.requests[outlet.slug, reply.kind] += 1
    response = _conditional(reply, request)
    if CONSENT in request.query:
        response.set_cookie(CONSENT, "given", httponly=True, samesite="Lax")
    return response


def _conditional(reply: Reply, request: web.Request) -> web.Response:
    """RFC 9110, section 13.2.2: If-None-Match decides when it is there, else If-Modified-Since."""
    if reply.location is not None:
        return web.Response(status=reply.status, headers={"Location": reply.location})
    headers = {"Content-Type": reply.content_type}
    if reply.status == 200:
        headers["ETag"] = f'"{blake2b(reply.body.encode(), digest_size=12).hexdigest()}"'
        if reply.changed_at is not None:
            headers["Last-Modified"] = format_datetime(reply.changed_at, usegmt=True)
        if _is_unchanged(request, headers["ETag"], reply.changed_at):
            return web.Response(status=304, headers=headers)
    return web.Response(status=reply.status, body=reply.body.encode(), headers=headers)


def _is_unchanged(request: web.Request, etag: str, changed_at: datetime | None) -> bool:
    known = request.headers.get("If-None-Match")
    if known is not None:
        return any(tag.strip().removeprefix("W/") in {etag, "*"} for tag in known.split(","))
    since = request.headers.get("If-Modified-Since")
    if since is None or changed_at is None:
        return False
    try:
        return changed_at.replace(microsecond=0) <= parsedate_to_datetime(since).astimezone(UTC)
    except ValueError:
        return False
