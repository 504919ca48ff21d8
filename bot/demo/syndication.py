"""An outlet's items as RSS 2.0, Atom 1.0 or JSON Feed 1.1."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

from jinja2 import Environment, PackageLoader, StrictUndefined

from bot.demo.world import DemoOutlet, FeedFormat

CONTENT_TYPES = {
    FeedFormat.RSS: "application/rss+xml; charset=utf-8",
    FeedFormat.ATOM: "application/atom+xml; charset=utf-8",
    FeedFormat.JSON: "application/feed+json; charset=utf-8",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An article as the outlet shows it now: only what may be served."""

    guid: str
    url: str
    title: str
    byline: str
    section: str
    published_at: datetime
    updated_at: datetime
    paragraphs: tuple[str, ...]


def _environment() -> Environment:
    """Everything is escaped: JSON-LD and HTML content are made from the same hostile-until-shown text."""
    made = Environment(
        loader=PackageLoader("bot.demo"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["rfc822"] = format_datetime
    made.filters["iso"] = lambda moment: moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    made.filters["long_date"] = lambda moment: f"{moment:%A} {moment.day} {moment:%B %Y}, {moment:%H:%M}"
    return made


TEMPLATES = _environment()


def render_feed(outlet: DemoOutlet, origin: str, path: str, items: tuple[Item, ...]) -> str:
    """The whole feed; `path` is where it was asked for. Items keep the order given."""
    if outlet.feed_format is FeedFormat.JSON:
        return _render_json(outlet, origin, path, items)
    template = TEMPLATES.get_template(f"{outlet.feed_format}.xml")
    updated_at = max((item.updated_at for item in items), default=None)
    return template.render(
        outlet=outlet, origin=origin, feed_url=origin + path, items=items, updated_at=updated_at
    )


def _render_json(outlet: DemoOutlet, origin: str, path: str, items: tuple[Item, ...]) -> str:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": outlet.name,
        "home_page_url": f"{origin}/",
        "feed_url": origin + path,
        "description": outlet.tagline,
        "language": "en",
        "items": [_json_item(outlet, item) for item in items],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1)


def _json_item(outlet: DemoOutlet, item: Item) -> dict[str, object]:
    shown = item.paragraphs if outlet.full_text else item.paragraphs[:1]
    return {
        "id": item.guid,
        "url": item.url,
        "title": item.title,
        "content_text": "\n\n".join(shown),
        "date_published": item.published_at.isoformat(),
        "date_modified": item.updated_at.isoformat(),
        "authors": [{"name": item.byline or outlet.name}],
        "tags": [item.section],
    }
