"""A set's articles as a world of outlets that the river can be let loose on; gold stays outside."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import blake2b

from benchmarks.sets import SetArticle
from bot.demo.world import DemoOutlet, FeedFormat, World, make_article

HOST_LABEL = 63  # characters, RFC 1035
_BEFORE = timedelta(hours=1)  # every feed is seen once, empty, before the first article
_FIRST_MINUTE, _MINUTES = 6 * 60, 14 * 60


def make_world(articles: Sequence[SetArticle]) -> World:
    """Each article at some minute of its day, by outlets with feeds in the three formats in turn."""
    slugs = name_hosts(article.outlet for article in articles)
    formats = list(FeedFormat)
    outlets = tuple(
        DemoOutlet(slug=slug, name=name, feed_format=formats[place % len(formats)], full_text=True)
        for place, (name, slug) in enumerate(slugs.items())
    )
    served = tuple(
        make_article(
            outlet=slugs[article.outlet],
            slug=article.id,
            published_at=_minute_of(article),
            title=article.title,
            paragraphs=article.paragraphs,
        )
        for article in articles
    )
    times = [article.published_at for article in served]
    return World(outlets=outlets, articles=served, starts_at=min(times) - _BEFORE, ends_at=max(times))


def name_hosts(names: Iterable[str]) -> Mapping[str, str]:
    """For each outlet's name a label that a host may have, no two alike."""
    hosts: dict[str, str] = {}
    for name in names:
        if name in hosts:
            continue
        label = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[: HOST_LABEL - 4].strip("-") or "outlet"
        tries = itertools.chain((label,), (f"{label}-{number}" for number in itertools.count(2)))
        hosts[name] = next(host for host in tries if host not in hosts.values())
    return hosts


def _minute_of(article: SetArticle) -> datetime:
    """The sets give days only: the minute is drawn from the article's id, between 6:00 and 20:00 UTC."""
    drawn = int.from_bytes(blake2b(article.id.encode(), digest_size=4).digest()) % _MINUTES
    day = datetime(article.day.year, article.day.month, article.day.day, tzinfo=UTC)
    return day + timedelta(minutes=_FIRST_MINUTE + drawn)
