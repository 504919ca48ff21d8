"""What people do in the chats behind our Bot API, and what Telegram tells the bot of it."""

from __future__ import annotations

import itertools
import re
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.platforms.bot_api_reading import Json, Upload
from tests.platforms.bot_api_shapes import ADMINISTRATOR, document_as_json
from tests.platforms.bot_api_world import (
    ANONYMOUS,
    BOT,
    DATE,
    Chat,
    Sent,
    World,
)

ADA: Json = {"id": 7, "is_bot": False, "first_name": "Ada", "last_name": "Byron"}
BOB: Json = {"id": 8, "is_bot": False, "first_name": "Bob"}

_MARKED = re.compile(r"(?P<mention>@\w+)|(?P<bot_command>(?<!\S)/\w+(?:@\w+)?)")


@dataclass
class People(ABC):
    world: World
    privacy: bool = True  # in groups the bot hears commands for it, replies to it and service messages only
    _ids: Iterator[int] = field(default_factory=lambda: itertools.count(1000))

    @abstractmethod
    async def push(self, kind: str, content: Json) -> int:
        """Tells the bot, when it asks or at once; the update's id."""

    async def write(
        self, chat: Chat, text: str, *, user: Json | None = None, reply_to: Sent | None = None, **extra: Any
    ) -> Sent:
        """A person writes in the chat (in a channel: posts). The bot hears of it if it may."""
        chat.bot = "member" if chat.bot == "stranger" else chat.bot
        said = Sent(chat.id, self.world.next_id(), text, by_bot=False, thread=extra.get("message_thread_id"))
        self.world.messages[chat.id, said.message_id] = said
        message = {
            "message_id": said.message_id,
            "date": DATE,
            "chat": chat.as_json(),
            **({"text": text, "entities": _mark(text)} if text and "document" not in extra else {}),
            **extra,
        }
        if chat.type != "channel":
            message["from"] = user or ADA
        if reply_to is not None:
            message["reply_to_message"] = self.world.as_json(reply_to)
        if self._may_hear(chat, text, reply_to):
            await self.push("channel_post" if chat.type == "channel" else "message", message)
        return said

    async def send_file(
        self, chat: Chat, name: str, content: bytes, caption: str = "", *, user: Json | None = None, **extra: Any
    ) -> Sent:
        upload, file_id = Upload(name, content), f"file-of-{name}"
        self.world.files[file_id] = content
        words: Json = {"caption": caption, "caption_entities": _mark(caption)} if caption else {}
        document = document_as_json(file_id, upload)
        sent = await self.write(chat, caption, user=user, document=document, **words, **extra)
        sent.document = upload
        self.world.files[f"file-{sent.message_id}"] = content
        return sent

    async def write_anonymously(self, chat: Chat, text: str) -> Sent:
        return await self.write(chat, text, user=ANONYMOUS, sender_chat=chat.as_json())

    async def press(self, sent: Sent, action: str, *, user: Json | None = None, faded: bool = False) -> str:
        """A person presses a button. `faded`: Telegram no longer tells what the message said."""
        query = f"query-{next(self._ids)}"
        self.world.open_queries.add(query)
        message = self.world.as_json(sent)
        if faded:
            message = {"chat": message["chat"], "message_id": sent.message_id, "date": 0}
        details = {"id": query, "from": user or ADA, "chat_instance": "1", "message": message, "data": action}
        await self.push("callback_query", details)
        return query

    async def search(self, words: str, *, user: Json | None = None) -> str:
        """A person types the bot's name and words in any chat."""
        query = f"search-{next(self._ids)}"
        self.world.open_searches.add(query)
        details = {"id": query, "from": user or ADA, "query": words, "offset": "", "chat_type": "group"}
        await self.push("inline_query", details)
        return query

    async def remove_bot(self, chat: Chat) -> None:
        chat.bot = "blocked" if chat.type == "private" else "kicked"
        await self.change_bot(chat, {"status": "kicked", "until_date": 0})

    async def return_bot(self, chat: Chat, status: str = "member") -> None:
        chat.bot = status
        rights = {"can_post_messages": True, "can_edit_messages": True} if chat.type == "channel" else {}
        full = {**ADMINISTRATOR, **rights} if status == "administrator" else {}
        await self.change_bot(chat, {"status": status, **full})

    async def change_bot(self, chat: Chat, new: Json) -> None:
        change: Json = {"chat": chat.as_json(), "from": ADA, "date": DATE}
        change["old_chat_member"] = {"status": "member", "user": BOT}
        change["new_chat_member"] = {"user": BOT, **new}
        await self.push("my_chat_member", change)

    async def forward_to_discussion(self, channel: Chat, post: Sent) -> Sent:
        """What Telegram does with each post of a channel that has a discussion group."""
        group = channel.discussion
        assert group is not None
        said = Sent(group.id, self.world.next_id(), post.text, by_bot=False, origin=post)
        self.world.messages[group.id, said.message_id] = said
        if not self.privacy or group.bot == "administrator":
            await self.push("message", self.world.as_json(said))
        return said

    async def comment(self, on: Sent, text: str, *, thread: Sent, user: Json | None = None, **extra: Any) -> Sent:
        """Under a channel's post in its discussion group; `thread`: the post as it was forwarded there."""
        group = self.world.chats[on.chat]
        return await self.write(group, text, user=user, reply_to=on, message_thread_id=thread.message_id, **extra)

    async def share_chat(self, chat: Chat, shared: Chat) -> None:
        """The person chose a chat with the button below the field for words."""
        message = {"message_id": self.world.next_id(), "date": DATE, "chat": chat.as_json(), "from": ADA}
        await self.push("message", {**message, "chat_shared": {"request_id": 1, "chat_id": shared.id}})

    async def migrate(self, chat: Chat, to: int, *, told_by_new: bool = False) -> Chat:
        chat.migrated_to = to
        new = self.world.add(Chat(to, "supergroup", chat.title))
        place, service = (new, "migrate_from_chat_id") if told_by_new else (chat, "migrate_to_chat_id")
        message = {"message_id": self.world.next_id(), "date": DATE, "chat": place.as_json(), "from": ADA}
        await self.push("message", {**message, service: chat.id if told_by_new else to})
        return new

    def _may_hear(self, chat: Chat, text: str, reply_to: Sent | None) -> bool:
        if not self.privacy or chat.type in ("private", "channel") or chat.bot == "administrator":
            return True
        return text.startswith("/") or (reply_to is not None and reply_to.by_bot)


def _mark(text: str) -> list[Json]:
    """The entities that Telegram itself finds: commands and mentions, counted in UTF-16 units."""
    return [
        {
            "type": match.lastgroup,
            "offset": len(text[: match.start()].encode("utf-16-le")) // 2,
            "length": len(match[0].encode("utf-16-le")) // 2,
        }
        for match in _MARKED.finditer(text)
    ]
