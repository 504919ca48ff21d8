"""An outlet's pages for people: articles with their furniture, front pages, walls and failures."""

from __future__ import annotations

from datetime import datetime

from bot.demo.syndication import CONTENT_TYPES, TEMPLATES, Item
from bot.demo.world import DemoArticle, DemoOutlet


def render_page(
    outlet: DemoOutlet, origin: str, article: DemoArticle, item: Item, related: tuple[Item, ...]
) -> str:
    """The article's page: all of it, or as much as a reader without a subscription sees."""
    free = article.free_paragraphs
    return _render(
        "article.html",
        outlet,
        origin,
        item=item,
        paragraphs=item.paragraphs[:free],
        locked=free is not None,
        hidden=article.hidden,
        related=related,
        linked=_linked_record(outlet, item, free is None) if "jsonld" in outlet.metadata else None,
    )


def render_front(outlet: DemoOutlet, origin: str, section: str | None, items: tuple[Item, ...]) -> str:
    return _render("front.html", outlet, origin, section=section, items=items)


def render_consent(outlet: DemoOutlet, origin: str, path: str) -> str:
    """What stands in an article's place until the reader has consented."""
    return _render("consent.html", outlet, origin, path=path)


def render_gone(outlet: DemoOutlet, origin: str) -> str:
    return _render("gone.html", outlet, origin)


def render_failure(outlet: DemoOutlet, *, missing: bool = False) -> str:
    return TEMPLATES.get_template("failure.html").render(outlet=outlet, missing=missing)


def render_index(rows: tuple[tuple[DemoOutlet, str, int], ...], now: datetime) -> str:
    """`rows`: (outlet, its origin, how many articles it shows now)."""
    return TEMPLATES.get_template("index.html").render(rows=rows, now=now)


def _render(template: str, outlet: DemoOutlet, origin: str, **values: object) -> str:
    feed_type = CONTENT_TYPES[outlet.feed_format].partition(";")[0]
    return TEMPLATES.get_template(template).render(
        outlet=outlet, look=outlet.look, origin=origin, feed_type=feed_type, **values
    )


def _linked_record(outlet: DemoOutlet, item: Item, free: bool) -> dict[str, object]:
    """schema.org's NewsArticle, as publishers embed it for search engines."""
    author = {"@type": "Person", "name": item.byline} if item.byline else None
    publisher = {"@type": "NewsMediaOrganization", "name": outlet.name}
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": item.title,
        "datePublished": item.published_at.isoformat(),
        "dateModified": item.updated_at.isoformat(),
        "author": author or publisher,
        "publisher": publisher,
        "mainEntityOfPage": item.url,
        "isAccessibleForFree": free,
    }
