"""Asks a site's robots.txt before one of its pages is read (RFC 9309)."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass

from protego import Protego
from yarl import URL

from bot.core.saying import tr
from bot.errors import ArticleUnreadable, FetchFailed, SourceError
from bot.web.fetch import Fetcher
from bot.web.settings import WebSettings

_REMEMBERED_SITES = 500
_KEPT_SECONDS = 24 * 3600.0
_KEPT_AFTER_TROUBLE_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class _Rules:
    """A site's rules until a moment of the loop's clock; None when the site could not say."""

    robots: Protego | None
    until: float


class Robots:
    """The rules of the sites visited lately, each read once a day at most."""

    def __init__(self, fetcher: Fetcher, settings: WebSettings) -> None:
        self._fetcher = fetcher
        self._settings = settings
        self._sites: OrderedDict[str, _Rules] = OrderedDict()
        self._locks: dict[str, asyncio.Lock] = {}

    async def permit(self, url: URL) -> None:
        """Raises ArticleUnreadable when the site asks programs not to read the page, FetchFailed when the
        site is in trouble and cannot say (then the page is to be tried later)."""
        if not self._settings.obey_robots:
            return
        rules = await self._rules_of(str(url.origin()))
        if rules.robots is None:
            raise FetchFailed(
                tr("{host} cannot say now whether programs may read it (robots.txt).", host=url.host)
            )
        if not rules.robots.can_fetch(str(url), self._settings.robot_name):
            raise ArticleUnreadable(tr("{host} asks programs not to read this page (robots.txt).", host=url.host))

    async def _rules_of(self, site: str) -> _Rules:
        lock = self._locks.setdefault(site, asyncio.Lock())
        async with lock:
            now = asyncio.get_running_loop().time()
            known = self._sites.get(site)
            if known is None or known.until <= now:
                known = await self._ask(site, now)
                self._sites[site] = known
            self._sites.move_to_end(site)
        while len(self._sites) > _REMEMBERED_SITES:
            forgotten, _ = self._sites.popitem(last=False)
            self._locks.pop(forgotten, None)
        return known

    async def _ask(self, site: str, now: float) -> _Rules:
        text = ""
        try:
            # The largest size that must be read; what stands after it is left unread (RFC 9309, 2.5).
            answer = await self._fetcher.get(
                f"{site}/robots.txt", limit_bytes=self._settings.robots_bytes, cut=True
            )
            text = answer.body.decode("utf-8", "replace")
        except SourceError as error:
            if _is_trouble(error):
                return _Rules(None, now + _KEPT_AFTER_TROUBLE_SECONDS)
        robots = await asyncio.to_thread(Protego.parse, text)
        return _Rules(robots, now + _KEPT_SECONDS)


def _is_trouble(error: SourceError) -> bool:
    """Whether the site may have rules that it could not show; having none (404) forbids nothing."""
    if not isinstance(error, FetchFailed):
        return False
    return error.status is None or error.status >= 500 or error.status == 429
