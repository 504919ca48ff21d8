"""Reports of one event in two languages get one story where an embeddings endpoint helps, look-alikes never."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import timedelta

import pytest

from benchmarks.across import read_reports
from bot.core.types import Article, Limits, Rules
from bot.llm import EndpointSettings, open_embedder
from bot.ports import App, Storage
from bot.steps.group_articles import group_articles
from bot.writing.pieces import write_piece
from tests.databases import open_fresh
from tests.fakes import FakeClock, make_app
from tests.make import NOW, at, make_article
from tests.scripted_llm import KEY, Scripted, ScriptedLlm, open_scripted_llm

REPORTS = {(one.event, one.language): one.article for one in read_reports()}
TANNHOF = ("tannhof", "en"), ("tannhof", "de"), ("tannhof", "fr")
LOOK_ALIKES = ("tannhof", "en"), ("lindau", "de"), ("tannhof", "fr"), ("lindau", "es")


def titles(*keys: tuple[str, str]) -> list[str]:
    return sorted(REPORTS[key].title for key in keys)


BY_WORDS = sorted([titles(TANNHOF[1], TANNHOF[2]), titles(TANNHOF[0])])


@pytest.fixture
async def server() -> AsyncIterator[ScriptedLlm]:
    async with open_scripted_llm() as scripted:
        scripted.vectors = lambda _: [1.0, 1.0]  # everything is near everything
        yield scripted


class Room:
    """A newsroom of its own, with or without an endpoint, that is told of articles batch by batch."""

    def __init__(self, storage: Storage, app: App, clock: FakeClock) -> None:
        self.storage = storage
        self.app = app
        self.clock = clock

    async def bring(self, *keys: tuple[str, str], minute: float = 0) -> None:
        for number, key in enumerate(keys):
            when = at(minute + number)
            article = replace(REPORTS[key], id=0, published_at=when, arrived_at=when)
            await self.storage.articles.save_article(article, None)
        self.clock.move(timedelta(minutes=10))
        await group_articles(self.app)

    async def stories(self) -> list[list[str]]:
        """Titles of each live story."""
        found = await self.storage.stories.list_active(self.clock.now() - timedelta(days=9))
        members = [await self.storage.articles.list_of_story(story.id) for story in found]
        return sorted(sorted(article.title for article in group) for group in members)


async def open_room(
    stack: AsyncExitStack,
    storage: Storage,
    server: ScriptedLlm | None,
    limits: Limits = Limits(),  # noqa: B008
) -> Room:
    clock = FakeClock(at(20))
    app = make_app(storage, clock=clock)
    if server is not None:
        settings = EndpointSettings(name="embeddings", base_url=server.base_url, model="vectors-1", api_key=KEY)
        embedder = await stack.enter_async_context(
            open_embedder(settings, storage, limits=limits, now=lambda: NOW)
        )
        app = replace(app, embedder=embedder)
    return Room(storage, app, clock)


async def test_one_event_in_three_languages_is_one_story(storage: Storage, server: ScriptedLlm) -> None:
    async with AsyncExitStack() as stack:
        room = await open_room(stack, storage, server)
        await room.bring(*TANNHOF)
        assert await room.stories() == [titles(*TANNHOF)]


async def test_the_story_is_told_in_one_language_and_names_the_others(
    storage: Storage, server: ScriptedLlm
) -> None:
    async with AsyncExitStack() as stack:
        room = await open_room(stack, storage, server)
        await room.bring(*TANNHOF)
        articles = await storage.articles.list_of_story(1)
        summary = await write_piece(None, await storage.stories.get(1), articles, Rules(), NOW)
        assert summary is not None
        assert {source.language for source in summary.sources} == {None, "de", "fr"}
        assert {passage.article_id for passage in summary.passages} == {1}
        assert summary.independent_outlets == 3


async def test_without_an_endpoint_only_those_are_one_whose_words_are_alike(storage: Storage) -> None:
    async with AsyncExitStack() as stack:
        room = await open_room(stack, storage, None)
        await room.bring(*TANNHOF)
        assert await room.stories() == BY_WORDS


async def test_a_later_report_joins_the_story_that_stands(storage: Storage, server: ScriptedLlm) -> None:
    async with AsyncExitStack() as stack:
        room = await open_room(stack, storage, server)
        await room.bring(TANNHOF[0])
        (story,) = await storage.stories.list_active(at(-600))
        await room.bring(TANNHOF[1], minute=60)
        (grown,) = await storage.stories.list_active(at(-600))
        assert (grown.id, grown.revision) == (story.id, 2)
        await room.bring(TANNHOF[2], minute=120)
        assert await room.stories() == [titles(*TANNHOF)]


async def test_look_alikes_in_two_languages_stay_apart_however_near_they_are(
    storage: Storage, server: ScriptedLlm
) -> None:
    async with AsyncExitStack() as stack:
        room = await open_room(stack, storage, server)
        await room.bring(*LOOK_ALIKES)
        assert await room.stories() == sorted(
            [titles(LOOK_ALIKES[0], LOOK_ALIKES[2]), titles(LOOK_ALIKES[1], LOOK_ALIKES[3])]
        )


async def test_what_is_far_in_meaning_stays_apart_whatever_agrees(storage: Storage, server: ScriptedLlm) -> None:
    server.vectors = lambda text: [1.0, 0.0] if "sawmill" in text else [0.0, 1.0]
    async with AsyncExitStack() as stack:
        room = await open_room(stack, storage, server)
        await room.bring(*TANNHOF[:2])
        assert len(await room.stories()) == 2


async def test_only_reports_whose_evidence_agrees_are_paid_for(storage: Storage, server: ScriptedLlm) -> None:
    async with AsyncExitStack() as stack:
        room = await open_room(stack, storage, server)
        await room.bring(("tannhof", "en"), ("roque", "es"), ("norland", "de"))
        assert server.embedded == []
        await room.bring(("tannhof", "de"), minute=40)
        assert [len(texts) for texts in server.embedded] == [2]


@pytest.mark.parametrize("answer", [Scripted(status=500), Scripted(cut=True), Scripted(raw="<html>")])
async def test_an_endpoint_that_fails_holds_no_article_up(
    storage: Storage, server: ScriptedLlm, answer: Scripted
) -> None:
    server.will(answer)
    async with AsyncExitStack() as stack:
        room = await open_room(stack, storage, server)
        await room.bring(*TANNHOF)
        assert await room.stories() == BY_WORDS
        assert await storage.articles.list_unplaced(9) == ()


async def test_a_budget_that_is_spent_holds_no_article_up_either(storage: Storage, server: ScriptedLlm) -> None:
    async with AsyncExitStack() as stack:
        room = await open_room(stack, storage, server, Limits(daily_tokens=5))
        await room.bring(*TANNHOF)
        assert await room.stories() == BY_WORDS
        assert server.embedded == []


async def test_stories_that_stayed_apart_are_joined_when_they_grow(storage: Storage, server: ScriptedLlm) -> None:
    server.will(Scripted(status=500))
    async with AsyncExitStack() as stack:
        room = await open_room(stack, storage, server)
        await room.bring(*TANNHOF[:2])
        assert len(await room.stories()) == 2
    async with AsyncExitStack() as stack:  # started again: the endpoint's rest is forgotten
        room = await open_room(stack, storage, server)
        await room.bring(TANNHOF[2], minute=60)
        assert await room.stories() == [titles(*TANNHOF)]


async def test_doing_it_again_changes_and_costs_nothing(storage: Storage, server: ScriptedLlm) -> None:
    async with AsyncExitStack() as stack:
        room = await open_room(stack, storage, server)
        await room.bring(*TANNHOF)
        before = [await storage.stories.get(1), len(server.embedded)]
        await group_articles(room.app)
        assert [await storage.stories.get(1), len(server.embedded)] == before


async def test_an_app_that_keeps_its_index_joins_as_one_that_starts_anew_each_time(
    storage: Storage, server: ScriptedLlm
) -> None:
    keys = [key for key in REPORTS if key[0] in {"tannhof", "valmont", "brask", "morel"}]
    async with open_fresh() as other, AsyncExitStack() as stack:
        steady, anew = await open_room(stack, storage, server), await open_room(stack, other, server)
        for number, key in enumerate(keys):
            await steady.bring(key, minute=20 * number)
            anew.app = replace(anew.app, live=make_app(other).live)
            await anew.bring(key, minute=20 * number)
            assert steady.app.live.revisions
        assert await steady.stories() == await anew.stories()
        assert len(await steady.stories()) == 4


async def test_within_a_language_nothing_is_grouped_otherwise(storage: Storage, server: ScriptedLlm) -> None:
    async with (
        open_fresh() as other,
        open_scripted_llm() as stranger,
        AsyncExitStack() as stack,
    ):
        stranger.vectors = lambda text: [float(text.startswith(REPORTS[key].title)) for key in REPORTS]
        joined, apart = await open_room(stack, storage, server), await open_room(stack, other, stranger)
        for room in (joined, apart):
            for number, key in enumerate(REPORTS):
                await room.bring(key, minute=number)
        assert len(await joined.stories()) < len(await apart.stories())
        groups = [await each.articles.list_of_stories(range(1, 99)) for each in (storage, other)]
        assert _by_language(groups[0]) == _by_language(groups[1])


async def test_a_newsroom_of_one_language_is_as_without_an_endpoint(
    storage: Storage, server: ScriptedLlm
) -> None:
    async with open_fresh() as other, AsyncExitStack() as stack:
        rooms = await open_room(stack, storage, server), await open_room(stack, other, None)
        for room in rooms:
            for number, key in enumerate(key for key in REPORTS if key[1] == "en"):
                await room.bring(key, minute=number)
        assert await rooms[0].stories() == await rooms[1].stories()
        assert server.embedded == []


def _by_language(groups: object) -> set[tuple[str, ...]]:
    assert isinstance(groups, dict)
    parts: set[tuple[str, ...]] = set()
    for group in groups.values():
        for language in {article.language for article in group}:
            parts.add(tuple(sorted(one.title for one in group if one.language == language)))
    return parts - {()}


def test_a_made_article_has_the_language_of_the_set() -> None:
    assert {article.language for article in REPORTS.values()} == {"en", "de", "fr", "es"}
    assert isinstance(make_article(), Article)
