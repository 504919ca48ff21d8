"""/summarize in a Telegram chat, with an LLM that streams: from "Reading …" to the piece, in one message.

The real desk, writer and library; pages in memory, a scripted LLM and a strict Bot API of our own.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.core.previews import GOES_ON
from bot.ports import Storage
from handlers.dispatch import NewsDesk
from tests.fakes import FakeWeb, make_app
from tests.make import make_page
from tests.platforms.bot_api import BotApi, Call
from tests.platforms.bot_api_world import Chat, Sent
from tests.platforms.telegram_bench import QUICK, open_bench
from tests.scripted_llm import Scripted, ScriptedLlm, open_scripted_llm
from tests.steps.test_write_summary import GOOD, POST, RADIO, connect

FIRST, SECOND = "https://harbourpost.example/ferry", "https://coastradio.example/rescue"
ASKED = f"/summarize {FIRST} {SECOND}"
FORGED = "S|1.4|The ferry was carrying 950 people from Tolna to Port Ansel.\n"


@dataclass
class Town:
    api: BotApi
    llm: ScriptedLlm
    chat: Chat

    async def say(self, text: str, answers: int) -> list[Sent]:
        """The pieces that stand in the chat once there are so many."""
        await self.api.write(self.chat, text)
        await self.api.wait_for(lambda: len(self.finished()) >= answers)
        return self.finished()

    async def wait_for_a_look(self) -> None:
        await self.api.wait_for(lambda: any(GOES_ON in call.params["text"] for call in self.edits()))

    def edits(self) -> list[Call]:
        return self.api.called("editMessageText")

    def finished(self) -> list[Sent]:
        return [sent for sent in self.api.world.sent_to(7) if "Double-check" in sent.text]


@asynccontextmanager
async def open_town(storage: Storage) -> AsyncIterator[Town]:
    web = FakeWeb()
    web.pages[FIRST] = make_page(url=FIRST, text=POST, title="Ferry runs aground off Port Ansel")
    web.pages[SECOND] = make_page(
        url=SECOND, outlet="Coast Radio", text=RADIO, title="Passengers rescued from ferry Nordlys"
    )
    quick = replace(QUICK.live_to_a_person, between=timedelta())
    async with (
        open_scripted_llm() as server,
        connect(server) as llm,
        open_bench(waits=replace(QUICK, live_to_a_person=quick)) as bench,
    ):
        bench.api.world.offers_drafts = False  # an answer grows in a message then, as in groups and on Discord
        desk = NewsDesk(make_app(storage, llm=llm, web=web))
        running = asyncio.create_task(bench.telegram.run(desk))
        await bench.api.wait_for(lambda: bench.api.called("getUpdates"))
        yield Town(bench.api, server, bench.api.world.add(Chat(7)))
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


async def test_a_piece_grows_in_one_message_and_ends_as_the_kept_one_that_is_shown_at_once(
    storage: Storage,
) -> None:
    async with open_town(storage) as town:
        draft = GOOD.replace("S|2.1", FORGED + "S|2.1")
        town.llm.will(Scripted(say=draft, waits=town.wait_for_a_look), "R1||DROP")
        (grown,) = await town.say(ASKED, 1)
        assert len(town.api.world.sent_to(7)) == 1
        edits = [call.params["text"] for call in town.edits()]
        _, kept = await town.say(ASKED, 2)
        assert (kept.text, kept.entities, kept.buttons) == (grown.text, grown.entities, grown.buttons)
        assert len(town.llm.asked) == 2
    started = town.api.called("sendMessage")[0].params["text"]
    assert re.search("Reading page|Writing and checking", started)
    assert any(GOES_ON in text for text in edits)
    assert not any("950" in text for text in (*edits, started, grown.text))
    assert GOES_ON not in grown.text
    assert town.api.called("sendChatAction")


async def test_a_question_in_reply_to_a_piece_that_grew_is_about_it(storage: Storage) -> None:
    async with open_town(storage) as town:
        town.llm.will(GOOD, "A|1.2|At least 10 passengers were injured and taken to St Brigid Hospital.")
        (grown,) = await town.say(ASKED, 1)
        await town.api.write(town.chat, "How many passengers were injured?", reply_to=grown)
        await town.api.wait_for(lambda: any("10 passengers" in one.text for one in town.api.world.sent_to(7)[1:]))
