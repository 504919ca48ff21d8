"""Pieces for somebody who waits: shown as they are checked, made once, kept, and made anew when due."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.prompts import WRITING
from bot.core.types import Message, Rules, Spender, Summary
from bot.ports import App, Storage
from bot.steps.write_pages import write_pages, write_story
from bot.writing.on_demand import KEEP
from tests.fakes import FakeClock, make_app, plain
from tests.make import make_article
from tests.scripted_llm import Scripted, open_scripted_llm
from tests.steps.test_write_summary import GOOD, POST, RADIO, connect, open_story

ADA = Spender(1, "telegram:7")
BAD_SENTENCE = "S|1.4|The ferry was carrying 950 people from Tolna to Port Ansel.\n"


class Watching:
    """A progress that remembers."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def say(self, words: str) -> None:
        self.seen.append(words)

    def show(self, message: Message) -> None:
        self.seen.append(plain(message))


async def adopt(storage: Storage) -> list[int]:
    """Two pages of no story."""
    pages = (
        make_article(text=POST, feed_id=None),
        make_article(
            outlet="Coast Radio", title="Passengers rescued from ferry Nordlys", text=RADIO, feed_id=None
        ),
    )
    return [(await storage.articles.save_article(page, None)).id for page in pages]


async def test_the_llm_writes_what_is_asked_for_and_it_is_shown_as_it_is_checked(storage: Storage) -> None:
    async with open_scripted_llm() as server, connect(server) as llm:
        server.will(GOOD.replace("S|2.1", BAD_SENTENCE + "S|2.1"), "R1||DROP")
        progress = Watching()
        app = replace(make_app(storage, llm=llm), progress=progress)
        summary = await write_pages(app, await adopt(storage), ADA)
    assert summary.writer == "scripted-1"
    looks = [look for look in progress.seen if "still being written" in look]
    assert progress.seen[0] == "Writing and checking …"
    assert len(looks) >= 3
    assert not any("950" in look for look in looks)
    published = {claim.text for claim in (summary.headline, *summary.claims)}
    for sentence in ("At least 10 passengers were injured", "Lifeboats rescued all 143 people"):
        assert sentence in looks[-1]
        assert any(sentence in text for text in published)
    assert len(looks[0]) < len(looks[-1])


async def test_no_sentence_is_shown_before_it_has_ended_whatever_the_form(storage: Storage) -> None:
    rows = [line.split("|", 2) for line in GOOD.splitlines()]
    body = ", ".join(f'{{"kind": "{kind}", "ids": ["{ids}"], "text": "{text}"}}' for kind, ids, text in rows)
    async with open_scripted_llm() as server, connect(server) as llm:
        server.will(f'{{"lines": [{body}]}}')
        progress = Watching()
        app = replace(make_app(storage, llm=llm), progress=progress)
        await write_pages(app, await adopt(storage), ADA)
    looks = [look.splitlines() for look in progress.seen[1:]]
    assert len(looks) >= 3
    for look in looks:
        for line in look[1:-1]:
            assert line.rstrip("[]0123456789 ").endswith((".", "”")), line


async def test_the_same_pages_are_written_once_and_then_shown_at_once(storage: Storage) -> None:
    async with open_scripted_llm() as server, connect(server) as llm:
        server.will(GOOD)
        app = make_app(storage, llm=llm)
        ids = await adopt(storage)
        first = await write_pages(app, ids, ADA)
        later = replace(make_app(storage, llm=llm), progress=Watching())
        assert await write_pages(later, ids[::-1], Spender(2, "discord:9")) == first
        assert len(server.asked) == 1
        assert isinstance(later.progress, Watching)
        assert later.progress.seen == []


async def test_two_who_ask_for_the_same_at_once_share_one_call(storage: Storage) -> None:
    async with open_scripted_llm() as server, connect(server) as llm:
        server.will(Scripted(say=GOOD, stall=0.2))
        app = make_app(storage, llm=llm)
        ids = await adopt(storage)
        one, two = await asyncio.gather(*(write_pages(app, ids, ADA) for _ in range(2)))
        assert one == two
        assert len(server.asked) == 1


@pytest.mark.parametrize("change", ["page", "length", "age"])
async def test_what_changed_is_made_anew(storage: Storage, change: str) -> None:
    async with open_scripted_llm() as server, connect(server) as llm:
        server.will(GOOD, GOOD)
        clock = FakeClock()
        app = make_app(storage, llm=llm, clock=clock)
        ids = await adopt(storage)
        await write_pages(app, ids, ADA)
        match change:
            case "page":
                stored = await storage.articles.get(ids[0])
                await storage.articles.save_article(replace(stored, text=POST + " It sank.", version=2), None)
            case "length":
                app = make_app(storage, llm=llm, rules=Rules(story_words=90))
            case "age":
                clock.move(KEEP + timedelta(minutes=1))
                await storage.pieces.save("f" * 64, await write_other(app), clock.now(), clock.now() - KEEP)
        await write_pages(app, ids, ADA)
        assert len(server.asked) == 2


async def write_other(app: App) -> Summary:
    page = await app.storage.articles.save_article(
        make_article(url="https://islandecho.example/x", text=RADIO, feed_id=None), None
    )
    return await write_pages(replace(app, llm=None), [page.id], ADA)


async def test_where_the_llm_fails_the_built_in_piece_is_told_and_not_kept(storage: Storage) -> None:
    async with open_scripted_llm() as server, connect(server) as llm:
        server.will(Scripted(status=401), GOOD)
        ids = await adopt(storage)
        first = await write_pages(make_app(storage, llm=llm), ids, ADA)
        assert first.writer == "built-in"
        assert first.note is not None
    async with open_scripted_llm() as server, connect(server) as llm:
        server.will(GOOD)
        assert (await write_pages(make_app(storage, llm=llm), ids, ADA)).writer == "scripted-1"


async def test_a_stream_that_breaks_off_leaves_the_built_in_piece(storage: Storage) -> None:
    async with open_scripted_llm() as server, connect(server) as llm:
        server.will(Scripted(say=GOOD, cut=True))
        progress = Watching()
        app = replace(make_app(storage, llm=llm), progress=progress)
        assert (await write_pages(app, await adopt(storage), ADA)).writer == "built-in"
        assert len(server.asked) == 1


async def test_a_story_not_yet_written_is_written_once_for_all_who_look_at_it(storage: Storage) -> None:
    story_id = await open_story(storage)
    async with open_scripted_llm() as server, connect(server) as llm:
        server.will(GOOD)
        app = make_app(storage, llm=llm)
        first = await write_story(app, story_id, ADA)
        assert first.story_id == story_id
        assert await write_story(app, story_id, Spender(2, "discord:9")) == first
        assert len(server.asked) == 1
        assert server.asked[0]["messages"][0]["content"] == WRITING.words
