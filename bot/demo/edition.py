"""What an outlet answers at a moment: which articles exist, what its feed says, what is broken or gone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.demo.rendering import (
    render_consent,
    render_failure,
    render_front,
    render_gone,
    render_index,
    render_page,
)
from bot.demo.syndication import CONTENT_TYPES, Item, render_feed
from bot.demo.world import DemoArticle, DemoOutlet, OutageKind, World

ITEMS_IN_FEED = 20
RELATED = 4
HTML = "text/html; charset=utf-8"
ROBOTS = "User-agent: *\nDisallow: /account/\n"


class Kind(StrEnum):
    """What was asked for, as tests count it."""

    INDEX = "index"
    FRONT = "front"
    FEED = "feed"
    PAGE = "page"
    ROBOTS = "robots"
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An HTTP answer before conditional headers. `changed_at` becomes Last-Modified."""

    kind: Kind
    body: str
    status: int = 200
    content_type: str = HTML
    location: str | None = None
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """An outlet as it stands at `now`. `origin` is its address without a path."""

    outlet: DemoOutlet
    articles: tuple[DemoArticle, ...]  # every one it ever publishes, newest first
    now: datetime
    origin: str

    def answer(self, path: str, *, consented: bool = False) -> Reply:
        """What stands at a path (query left off). Unpublished articles are as missing as unknown ones."""
        if path in {self.outlet.feed_path, self.outlet.feed_moves_to}:
            return self._answer_feed(path)
        if path == "/robots.txt":
            return Reply(kind=Kind.ROBOTS, body=ROBOTS, content_type="text/plain; charset=utf-8")
        if path == "/":
            return self._answer_front(None)
        if path.startswith("/section/"):
            return self._answer_front(path.removeprefix("/section/"))
        if path.startswith(self.outlet.article_prefix):
            return self._answer_page(path.removeprefix(self.outlet.article_prefix), consented)
        return self._missing()

    @property
    def live(self) -> tuple[DemoArticle, ...]:
        """Published and not taken back, newest first."""
        return tuple(
            article
            for article in self.articles
            if article.published_at <= self.now
            and (article.retracted_at is None or article.retracted_at > self.now)
        )

    @property
    def _has_moved(self) -> bool:
        return self.outlet.feed_moves_at is not None and self.outlet.feed_moves_at <= self.now

    @property
    def _shown(self) -> DemoOutlet:
        """The outlet as its pages present it: they link to the feed where it stands now."""
        if not self._has_moved or self.outlet.feed_moves_to is None:
            return self.outlet
        return replace(self.outlet, feed_path=self.outlet.feed_moves_to)

    def _answer_feed(self, path: str) -> Reply:
        if self._has_moved and path == self.outlet.feed_path:
            return Reply(kind=Kind.FEED, status=301, body="", location=self.outlet.feed_moves_to)
        items = tuple(self._item(article) for article in self.live[:ITEMS_IN_FEED])
        feed = Reply(
            kind=Kind.FEED,
            body=render_feed(self.outlet, self.origin, path, items),
            content_type=CONTENT_TYPES[self.outlet.feed_format],
            changed_at=self._changed_at(),
        )
        return self._break(feed)

    def _break(self, feed: Reply) -> Reply:
        outage = next((o for o in self.outlet.outages if o.starts_at <= self.now < o.ends_at), None)
        if outage is None:
            return feed
        if outage.kind is OutageKind.CUT_OFF:
            return replace(feed, body=feed.body[: len(feed.body) // 3], changed_at=None)
        status = 500 if outage.kind is OutageKind.ERROR else 200
        return Reply(kind=Kind.FEED, status=status, body=render_failure(self.outlet))

    def _answer_page(self, slug: str, consented: bool) -> Reply:
        article = next((a for a in self.articles if any(v.slug == slug for v in a.versions)), None)
        version = article.version_at(self.now) if article else None
        if article is None or version is None:
            return self._missing()
        if article not in self.live:
            return Reply(kind=Kind.PAGE, status=410, body=render_gone(self._shown, self.origin))
        if slug != version.slug:
            was_here = any(v.slug == slug and v.at <= self.now for v in article.versions)
            if not was_here:
                return self._missing()
            return Reply(kind=Kind.PAGE, status=301, body="", location=self._path(version.slug))
        if self.outlet.consent_wall and not consented:
            return Reply(kind=Kind.PAGE, body=render_consent(self._shown, self.origin, self._path(slug)))
        related = tuple(self._item(other) for other in self.live if other is not article)[:RELATED]
        body = render_page(self._shown, self.origin, article, self._item(article), related)
        return Reply(kind=Kind.PAGE, body=body, changed_at=version.at)

    def _answer_front(self, section: str | None) -> Reply:
        if section is not None and section not in {name.lower() for name in self.outlet.sections}:
            return self._missing()
        items = tuple(self._item(a) for a in self.live if section in {None, a.section.lower()})
        body = render_front(self._shown, self.origin, section, items)
        return Reply(kind=Kind.FRONT, body=body, changed_at=self._changed_at())

    def _item(self, article: DemoArticle) -> Item:
        version = article.version_at(self.now) or article.versions[0]
        return Item(
            guid=version.guid,
            url=self.origin + self._path(version.slug),
            title=version.title,
            byline=article.byline,
            section=article.section,
            published_at=article.published_at,
            updated_at=version.at,
            paragraphs=version.paragraphs,
        )

    def _path(self, slug: str) -> str:
        return self.outlet.article_prefix + slug

    def _changed_at(self) -> datetime | None:
        """When the list last changed: an article came, changed, or was taken back."""
        versions = (version.at for article in self.articles for version in article.versions)
        retractions = (article.retracted_at for article in self.articles if article.retracted_at)
        return max((at for at in (*versions, *retractions) if at <= self.now), default=None)

    def _missing(self) -> Reply:
        return Reply(kind=Kind.MISSING, status=404, body=render_failure(self.outlet, missing=True))


def answer_index(world: World, now: datetime, origins: dict[str, str]) -> Reply:
    """The page for a curious person: every outlet with its address, and the newest headlines."""
    editions = [
        Edition(outlet, world.list_of_outlet(outlet.slug), now, origins[outlet.slug]) for outlet in world.outlets
    ]
    rows = tuple((edition.outlet, edition.origin, len(edition.live)) for edition in editions)
    return Reply(kind=Kind.INDEX, body=render_index(rows, now))
