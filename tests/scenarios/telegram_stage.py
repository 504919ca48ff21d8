"""Telegram's stage: the real library at our strict Bot API, people who write, reply and press."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from bot.app import tell_menus
from bot.catalogues import read_catalogues
from bot.cli import menu
from bot.core.types import Address
from bot.platforms.telegram import open_telegram
from bot.ports import Platform
from tests.handlers.newsroom import Newsroom
from tests.platforms.bot_api import TOKEN, BotApi, serve_bot_api
from tests.platforms.bot_api_people import ADA
from tests.platforms.bot_api_world import Chat, Sent
from tests.platforms.telegram_bench import QUICK
from tests.scenarios.acting import TELEGRAM, Seen, Who, fold
from tests.scenarios.desk import WatchedDesk, open_serving
from tests.scenarios.stage import Stage, Standing, typed

GUEST = {"id": 8, "is_bot": False, "first_name": "Bert"}


class TelegramStage(Stage):
    """A group for each scenario, in which AiBot hears what its privacy mode lets it hear, and a private chat."""

    name = TELEGRAM

    def __init__(self, newsroom: Newsroom, desk: WatchedDesk, api: BotApi) -> None:
        super().__init__(newsroom, desk)
        self.api = api
        self._number = 0
        self._chat: Chat
        self._field: Sent | None = None

    async def enter(self) -> None:
        self._number += 1
        self._chat = self.api.world.add(Chat(-1000 - self._number, "supergroup", f"Harbour {self._number}"))
        self._chat.administrators[7] = "creator"

    async def enter_office(self) -> None:
        """A private chat."""
        self._chat = self.api.world.chats.get(7) or self.api.world.add(Chat(7, title="Ada"))

    @property
    def here(self) -> Address:
        return Address(TELEGRAM, str(self._chat.id))

    async def watch(self, title: str) -> Seen:
        before = self._stand(self._chat)
        await self.report(title)
        return self._look(self._chat, before)

    async def say(self, line: str, who: Who) -> Seen:
        return await self._write(self._chat, line, who)

    async def mention(self, words: str, who: Who) -> Seen:
        self._chat.bot = "administrator"  # as such it hears what is said in the group
        return await self._write(self._chat, f"@AiBotTest {words}", who)

    async def reply(self, words: str, who: Who, to: str = "") -> Seen:
        sent = self.api.world.sent_to(self._chat.id)
        replied = next((one for one in sent if str(one.message_id) == to), sent[-1])
        return await self._write(self._chat, words, who, reply_to=replied)

    async def confide(self, words: str) -> Seen:
        own = self.api.world.add(Chat(7, title="Ada"))
        await self._write(own, "/story 1", "boss")
        return await self._write(own, words, "boss")

    async def fill(self, words: str, who: Who) -> Seen:
        assert self._field is not None, "no field was opened"
        return await self._write(self._chat, words, who, reply_to=self._field)

    async def attach(self, line: str, content: bytes) -> Seen:
        before = self._stand(self._chat)
        asked = len(self.desk.answered)
        await self.api.send_file(self._chat, "feeds.opml", content, line)
        await self._answered(asked)
        return self._look(self._chat, before)

    async def press(self, typed: str, who: Who) -> Seen:
        sent, action = self._find(self._chat, typed)
        before, asked = self._stand(self._chat), len(self.desk.answered)
        query = await self.api.press(sent, action, user=self._user(who))
        await self.api.wait_for(lambda: query in self.api.world.notes)
        await self._answered(asked, note=self.api.world.notes[query].text)
        return self._look(self._chat, before, note=self.api.world.notes[query].text)

    def list_standing(self) -> list[Standing]:
        return [
            Standing(
                str(sent.message_id),
                sent.text,
                tuple(tuple(label for label, _ in row) for row in sent.buttons),
                str(sent.reply_to) if sent.reply_to is not None else None,
                sent.silent,
                tuple(typed(action) for row in sent.buttons for _, action in row),
            )
            for sent in self.api.world.sent_to(self._chat.id)
        ]

    async def delete(self, message_id: str) -> None:
        del self.api.world.messages[self._chat.id, int(message_id)]

    async def _write(self, chat: Chat, text: str, who: Who, **more: Any) -> Seen:
        before, asked = self._stand(chat), len(self.desk.answered)
        await self.api.write(chat, text, user=self._user(who), **more)
        await self._answered(asked)
        return self._look(chat, before)

    async def _answered(self, asked: int, note: str = "") -> None:
        """Once the answer to the next request stands; a `note` may have been all of it."""
        await self.desk.wait_for(lambda: len(self.desk.answered) > asked)
        request, message = self.desk.answered[asked]
        if message is not None and (message.blocks or message.file) and (message.passing or not note):
            await self.desk.wait_for(lambda: any(one is request for one, _, _ in self.desk.stands))

    def _user(self, who: Who) -> dict[str, Any]:
        return ADA if who == "boss" else GUEST

    def _stand(self, chat: Chat) -> dict[int, Any]:
        return {sent.message_id: (sent.text, sent.buttons) for sent in self.api.world.sent_to(chat.id)}

    def _find(self, chat: Chat, said: str) -> tuple[Sent, str]:
        """The newest message with a button that begins so."""
        for sent in reversed(self.api.world.sent_to(chat.id)):
            for _, action in (button for row in sent.buttons for button in row):
                if typed(action) == said:
                    return sent, action
        raise AssertionError(f"no button {said!r} stands there")

    def _look(self, chat: Chat, before: dict[int, Any], note: str = "") -> Seen:
        stand = self.api.world.sent_to(chat.id)
        new = [sent for sent in stand if sent.message_id not in before]
        changed = [sent for sent in stand if before.get(sent.message_id) not in (None, (sent.text, sent.buttons))]
        shown = new or changed
        self._field = next((sent for sent in new if sent.forced_reply), None)
        return Seen(
            text=fold(" ".join(sent.text for sent in shown if not sent.forced_reply)),
            buttons=frozenset(typed(action) for sent in shown for row in sent.buttons for _, action in row),
            note=note,
            field=self._field.text if self._field is not None else "",
            files=tuple(sent.document.name for sent in new if sent.document is not None),
            in_place=bool(changed) and not new,
        )


@asynccontextmanager
async def open_telegram_stage() -> AsyncIterator[TelegramStage]:
    catalogues = read_catalogues()
    async with (
        serve_bot_api() as api,
        open_telegram(
            TOKEN, base_url=api.base_url, commands=tell_menus(menu(), {}), catalogues=catalogues, waits=QUICK
        ) as telegram,
        open_serving({TELEGRAM: telegram}, "telegram:7", "telegram:7") as (newsroom, desk),
        _running(telegram, desk),
    ):
        await api.wait_for(lambda: api.called("getUpdates"))
        yield TelegramStage(newsroom, desk, api)
        assert api.violations == []


@asynccontextmanager
async def _running(platform: Platform, desk: WatchedDesk) -> AsyncIterator[None]:
    running = asyncio.create_task(platform.run(desk))
    try:
        yield
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await asyncio.wait_for(running, 10)
