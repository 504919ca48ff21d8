"""Much at once: a list of hundreds of feeds, and several people who ask in one chat in the same moment."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.make import make_parsed_entry
from tests.scenarios.acting import DISCORD, TELEGRAM
from tests.scenarios.stage import Stage
from tests.scenarios.stages import open_stage
from tests.scenarios.telegram_stage import GUEST, TelegramStage


@pytest_asyncio.fixture(params=[TELEGRAM, DISCORD])
async def stage(request: pytest.FixtureRequest) -> AsyncIterator[Stage]:
    async with open_stage(request.param) as opened:
        await opened.enter()
        yield opened


def list_feeds(*lines: str) -> bytes:
    return f"<opml version='2.0'><body>{''.join(lines)}</body></opml>".encode()


def feed(number: int) -> str:
    return f"https://outlet{number}.example/feed.xml"


def outline(url: str, title: str) -> str:
    return f'<outline type="rss" text="{title}" xmlUrl="{url}"/>'


async def test_a_list_of_hundreds_of_feeds_with_repeats_and_faults_is_taken_whole_and_told_in_short(
    stage: Stage,
) -> None:
    web = stage.newsroom.web
    good = [outline(feed(n), f"Outlet {n}") for n in range(503)]
    odd = [outline(f"/path/{n}", f"Odd {n}") for n in range(40)]
    for n in range(0, 500, 2):  # every other one does not answer
        web.put_feed(feed(n), make_parsed_entry(key=f"old{n}", url=f"https://outlet{n}.example/old"))
    before = len(stage.list_standing())
    seen = await stage.attach("/subscribe", list_feeds(*good[:250], *good[:250], *odd, *good[250:]))
    assert "500 subscriptions added." in seen.text
    assert "250 are in the list twice" in seen.text, seen.text
    assert "3 more were left out: a list may name 500 feeds." in seen.text
    assert "Odd 0" in seen.text
    said = len(stage.list_standing())
    assert said - before <= 2, "and it is no flood"
    again = await stage.attach("/subscribe", list_feeds(*good[:500]))
    assert "0 subscriptions added. 500 were here already." in again.text
    assert "500 subscriptions of this chat" in (await stage.say("/subscriptions", "boss")).text
    assert (await stage.say("/export", "boss")).files == ("aibot-subscriptions.opml",)
    quiet_since = len(stage.list_standing())
    await stage.newsroom.pass_time(50)
    assert {feed(n) for n in range(500)} <= {url for url, _ in web.asked}, "the schedule checks each of them"
    assert len(stage.list_standing()) - quiet_since <= 1, "250 that fail are told in one message, if at all"
    assert "250" in (await stage.say("/status", "boss")).text


QUESTIONS = {"boss": "How many passengers were injured?", "guest": "Who said fog had hidden the reef?"}


async def test_of_two_who_ask_in_one_group_at_once_each_is_answered() -> None:
    async with open_stage(TELEGRAM) as stage:
        assert isinstance(stage, TelegramStage)
        await stage.enter()
        chat = stage.api.world.chats[int(stage.here.chat)]
        asked = [
            await stage.api.write(chat, f"/ask@AiBotTest 1 {QUESTIONS['boss']}"),
            await stage.api.write(chat, f"/ask@AiBotTest 1 {QUESTIONS['guest']}", user=GUEST),
        ]
        await stage.desk.wait_for(lambda: len(stage.desk.stands) == len(asked))
        answers = {one.reply_to: one.text for one in stage.api.world.sent_to(chat.id)}
        assert set(answers) == {one.message_id for one in asked}, "each stands under its question"
        assert "passengers were injured" in answers[asked[0].message_id]
        assert "Mara Lindqvist" in answers[asked[1].message_id]
