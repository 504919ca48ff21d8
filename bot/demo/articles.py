"""The demo's articles as AiBot would have read them, without serving and fetching them."""

from __future__ import annotations

from datetime import datetime

from bot.core.types import Article, Outlet
from bot.demo.world import DemoArticle, Version, World


def as_read(world: World, demo: DemoArticle, version: Version, number: int, arrived_at: datetime) -> Article:
    """One version under the id `number`, as far as a reader without a subscription sees it. Raises LookupError
    when the world has no such outlet."""
    outlet = world.find_outlet(demo.outlet)
    if outlet is None:
        raise LookupError(f"{demo.key}: there is no such outlet.")
    return Article(
        id=number,
        url=f"https://{outlet.slug}.example/{version.slug}",
        outlet=Outlet(outlet.name, f"{outlet.slug}.example"),
        title=version.title,
        text="\n\n".join(version.paragraphs[: demo.free_paragraphs]),
        published_at=demo.published_at,
        arrived_at=arrived_at,
        withdrawn=demo.retracted_at is not None and demo.retracted_at <= arrived_at,
    )


def read_event(world: World, event: str) -> tuple[Article, ...]:
    """An event's articles as they stand when the two days are over, oldest first; empty when there is none."""
    told = sorted((a for a in world.articles if a.event == event), key=lambda a: (a.published_at, a.key))
    return tuple(
        as_read(world, article, article.versions[-1], number, world.ends_at)
        for number, article in enumerate(told, start=1)
    )
