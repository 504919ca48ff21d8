"""A set as a world: every article at its day, every outlet a host, no gold in anything that is served."""

from __future__ import annotations

from pathlib import Path

import aiohttp
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.sets import read_set
from benchmarks.worlds import HOST_LABEL, make_world, name_hosts
from bot.demo.clock import DemoClock
from bot.demo.server import DemoSite, serve_world
from bot.demo.world import FeedFormat
from tests.benchmarks.conftest import STORY_ROWS

GOLD = ("gold-", "gold.example")


@given(st.lists(st.text(min_size=1, max_size=90)))
def test_every_outlet_has_a_host_of_its_own(names: list[str]) -> None:
    hosts = name_hosts(names)

    assert set(hosts) == set(names)
    assert len(set(hosts.values())) == len(hosts)
    assert all(0 < len(host) <= HOST_LABEL and host.isascii() for host in hosts.values())


def test_an_article_is_published_on_its_day_and_the_world_begins_before_the_first(story_set: Path) -> None:
    articles = read_set(story_set)
    world = make_world(articles)

    days = {article.slug: article.published_at.date() for article in world.articles}
    assert days == {article.id: article.day for article in articles}
    assert world.starts_at < min(article.published_at for article in world.articles)
    assert {outlet.feed_format for outlet in world.outlets} == set(FeedFormat)


async def test_no_gold_is_served(story_set: Path) -> None:
    world = make_world(read_set(story_set))
    async with serve_world(world, DemoClock(world.ends_at)) as site:
        served = await _read_everything(site)

    assert len(served) == len(world.outlets) + 1 + len(world.articles)
    for url, body in served.items():
        assert not any(gold in url or gold in body for gold in GOLD), url
    assert sum(row["title"].split()[0] in "".join(served.values()) for row in STORY_ROWS) == len(STORY_ROWS)


async def _read_everything(site: DemoSite) -> dict[str, str]:
    pages = [(article.outlet, f"/news/{article.slug}") for article in site.world.articles]
    feeds = [(outlet.slug, outlet.feed_path) for outlet in site.world.outlets]
    served: dict[str, str] = {}
    async with aiohttp.ClientSession() as session:
        for outlet, path in [*feeds, *pages, ("", "/")]:
            address = f"http://127.0.0.1:{site.port}{path}"
            headers = {"Host": f"{outlet}.localhost:{site.port}"} if outlet else {}
            async with session.get(address, headers=headers) as response:
                assert response.status == 200
                served[f"{outlet}{path}"] = str(response.headers) + await response.text()
    return served
