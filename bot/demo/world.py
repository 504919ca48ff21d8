"""The records of a world of outlets: who publishes, what, when, and how it changes later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class FeedFormat(StrEnum):
    RSS = "rss"
    ATOM = "atom"
    JSON = "json"


class OutageKind(StrEnum):
    ERROR = "error"  # HTTP 500 with a page for people
    HTML = "html"  # HTTP 200, but a maintenance page where the feed was
    CUT_OFF = "cut_off"  # the feed ends in the middle


@dataclass(frozen=True, slots=True)
class Outage:
    """From `starts_at` until just before `ends_at` the feed is broken in one way."""

    starts_at: datetime
    ends_at: datetime
    kind: OutageKind


@dataclass(frozen=True, slots=True)
class Look:
    """How an outlet's pages are dressed. `accent` and `paper` are CSS colours."""

    accent: str = "#1f3a5f"
    paper: str = "#ffffff"
    font: str = "Georgia, serif"
    byline_below: bool = False  # the byline stands under the text instead of under the headline
    share_bar: bool = True
    cookie_banner: str = ""
    newsletter: str = ""
    adverts: tuple[str, ...] = ()
    footer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoOutlet:
    """Who publishes. Served at `http://SLUG.localhost:PORT/`, its articles under `article_prefix`.

    `full_text`: the feed carries whole articles, not only their first paragraph. `consent_wall`: pages show
    nothing but a request for consent until it is given. `metadata`: any of "jsonld", "opengraph", "time".
    """

    slug: str
    name: str
    tagline: str = ""
    bundle: str = "world"
    sections: tuple[str, ...] = ("News",)
    feed_format: FeedFormat = FeedFormat.RSS
    feed_path: str = "/feed.xml"
    feed_moves_at: datetime | None = None
    feed_moves_to: str | None = None
    full_text: bool = False
    outages: tuple[Outage, ...] = ()
    consent_wall: bool = False
    metadata: tuple[str, ...] = ("jsonld", "opengraph")
    article_prefix: str = "/news/"
    look: Look = Look()


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """An article as it reads from `at` on, until its next version. `slug` is the end of its address."""

    at: datetime
    slug: str
    guid: str
    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoArticle:
    """What one outlet publishes about one event, with every version of it.

    `slug` is unique within its outlet. `event` and `copy_of` (another article's `key`) are gold: they say
    what the bot has to find out and are never served. `free_paragraphs` is how many a reader without a
    subscription sees (None: all). `hidden` stands in the page where no reader sees it.
    """

    slug: str
    outlet: str
    event: str = ""
    section: str = "News"
    byline: str = ""
    versions: tuple[Version, ...]  # oldest first, at least one
    retracted_at: datetime | None = None
    copy_of: str | None = None
    free_paragraphs: int | None = None
    hidden: str = ""

    @property
    def key(self) -> str:
        """`"outlet/slug"`, unique in the world."""
        return f"{self.outlet}/{self.slug}"

    @property
    def published_at(self) -> datetime:
        return self.versions[0].at

    @property
    def title(self) -> str:
        return self.versions[0].title

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return self.versions[0].paragraphs

    @property
    def changes(self) -> tuple[Version, ...]:
        """The later versions."""
        return self.versions[1:]

    def version_at(self, now: datetime) -> Version | None:
        """The newest version there is by then; None before publication. Retraction does not matter here."""
        return next((version for version in reversed(self.versions) if version.at <= now), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Outlets and what they publish between `starts_at` and `ends_at`. `events` are gold."""

    outlets: tuple[DemoOutlet, ...]
    articles: tuple[DemoArticle, ...]
    starts_at: datetime
    ends_at: datetime

    @property
    def events(self) -> tuple[str, ...]:
        return tuple(sorted({article.event for article in self.articles if article.event}))

    def find_outlet(self, slug: str) -> DemoOutlet | None:
        return next((outlet for outlet in self.outlets if outlet.slug == slug), None)

    def list_of_outlet(self, slug: str) -> tuple[DemoArticle, ...]:
        """Newest first."""
        mine = (article for article in self.articles if article.outlet == slug)
        return tuple(sorted(mine, key=lambda article: article.published_at, reverse=True))


def make_article(
    *,
    outlet: str,
    slug: str,
    published_at: datetime,
    title: str,
    paragraphs: tuple[str, ...],
    event: str = "",
    byline: str = "",
) -> DemoArticle:
    """An article that never changes, for worlds built from other texts."""
    version = Version(at=published_at, slug=slug, guid=f"{outlet}:{slug}", title=title, paragraphs=paragraphs)
    return DemoArticle(slug=slug, outlet=outlet, event=event, byline=byline, versions=(version,))
