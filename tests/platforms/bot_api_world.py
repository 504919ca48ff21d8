"""The chats behind our Bot API: who may write where, what a message may hold, in the server's own words.

Texts of errors are those of tdlib/telegram-bot-api (Client.cpp) and tdlib/td (MessageEntity.cpp).
"""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.platforms import telegram_html
from tests.platforms.bot_api_profile import Profile
from tests.platforms.bot_api_reading import (
    LIMIT_CAPTION,
    ApiError,
    Buttons,
    Json,
    Params,
    Preview,
    Upload,
    read_buttons,
    read_forced_reply,
    read_keyboard,
    read_message_text,
    read_preview,
    read_results,
    read_text,
    refuse,
)
from tests.platforms.bot_api_shapes import GIFTS, document_as_json, member_as_json

BOT = {"id": 4242, "is_bot": True, "first_name": "AiBot", "username": "AiBotTest"}
TELEGRAM = {"id": 777000, "is_bot": False, "first_name": "Telegram"}
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
DATE = 1_780_000_000
GENERAL_TOPIC = 1


@dataclass
class Chat:
    """`bot`: "member", "administrator", "blocked", "kicked", "left", "deleted" (the person or the group is), or
    "stranger" while the person never wrote to it. `forbidden`: what only administrators may send, in the server's
    words ("text messages", "documents"). `closed`: topics, 1 being the general one."""

    id: int
    type: str = "private"
    title: str = ""
    bot: str = ""
    migrated_to: int | None = None
    username: str = ""
    discussion: Chat | None = None  # of a channel: the group in which its posts are talked about
    threads: set[int] = field(default_factory=set)
    closed: set[int] = field(default_factory=set)
    forbidden: set[str] = field(default_factory=set)
    hides_members: bool = False
    administrators: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.bot = self.bot or ("administrator" if self.type == "channel" else "member")

    def as_json(self) -> Json:
        if self.type == "private":
            return {"id": self.id, "type": self.type, "first_name": self.title}
        forum: Json = {"is_forum": True} if self.threads else {}
        forum |= {"username": self.username} if self.username else {}
        return {"id": self.id, "type": self.type, "title": self.title, **forum}


@dataclass
class Sent:
    """What stands in a chat, whoever wrote it."""

    chat: int
    message_id: int
    text: str
    entities: tuple[telegram_html.Entity, ...] = ()
    buttons: Buttons = ()
    reply_to: int | None = None
    thread: int | None = None
    by_bot: bool = True
    origin: Sent | None = None  # the channel's post that Telegram itself forwarded here
    aged: bool = False  # older than 48 hours
    preview: Preview | None = None
    forced_reply: Json | None = None
    keyboard: Json | None = None  # below the field for words; {} takes it away
    silent: bool = False
    document: Upload | None = None
    at: float = 0.0  # of the world's clock


@dataclass(frozen=True)
class Note:
    """On a pressed button: passing by, or until it is closed (`alert`), or what it opens."""

    text: str = ""
    alert: bool = False
    url: str = ""


@dataclass
class Flood:
    """At most `count` messages within `seconds`, to one chat, to one group, or to all together."""

    per_chat: tuple[int, float] | None = None
    per_group: tuple[int, float] | None = None
    overall: tuple[int, float] | None = None


TELEGRAMS_ADVICE = Flood(per_chat=(1, 1.0), per_group=(20, 60.0), overall=(30, 1.0))
"""What the FAQ asks for: one message a second to a chat, 20 a minute to a group, 30 a second to all."""


class World:
    def __init__(self, now: Callable[[], float]) -> None:
        self.chats: dict[int, Chat] = {}
        self.messages: dict[tuple[int, int], Sent] = {}
        self.flood = Flood()
        self.floods = 0  # how often a 429 was answered for sending too fast
        self.profile = Profile()
        self.open_queries: set[str] = set()
        self.notes: dict[str, Note] = {}  # what whoever pressed was shown, by the query
        self.open_searches: set[str] = set()
        self.results: dict[str, list[Json]] = {}  # of inline queries
        self.drafts: list[tuple[int, int, str]] = []  # chat, draft, text: what was shown as being written
        self.offers_drafts = True
        self.searched_inline = True  # BotFather's /setinline
        self.files: dict[str, bytes] = {}  # by their ids
        self.now = now
        self._last_id = 100
        self._sendings: dict[str, deque[float]] = {}

    def add(self, chat: Chat) -> Chat:
        self.chats[chat.id] = chat
        return chat

    def sent_to(self, chat: int) -> list[Sent]:
        return [message for message in self.messages.values() if message.chat == chat and message.by_bot]

    def next_id(self) -> int:
        self._last_id += 1
        return self._last_id

    # ------------------------------------------------------------ methods of the Bot API

    def send_message(self, params: Params) -> Json:
        parsed = read_message_text(params)
        return self._add(params, parsed, preview=read_preview(params, parsed))

    def send_document(self, params: Params) -> Json:
        document = params.uploads.get("document")
        if document is None or not document.content:
            raise refuse("there is no document in the request" if document is None else "file must be non-empty")
        caption = read_text(params.get("caption", ""), params.get("parse_mode"), LIMIT_CAPTION, may_be_empty=True)
        sent = self._add(params, caption, document=document)
        self.files[f"file-{sent['message_id']}"] = document.content
        return sent

    def _add(self, params: Params, parsed: telegram_html.Parsed, **more: Any) -> Json:
        chat = self._writable(params)
        markup = params.get("reply_markup", "")
        buttons, forced = read_buttons(markup), read_forced_reply(markup)
        kinds = set(json.loads(markup or "{}")) - {"inline_keyboard"}
        if kinds and chat.type == "channel":
            raise refuse("inline keyboard expected")
        keyboard = read_keyboard(markup, private=chat.type == "private")
        thread = int(params["message_thread_id"]) if "message_thread_id" in params else None
        if thread is not None and thread not in chat.threads:
            raise refuse("message thread not found")
        self._check_rights(chat, "documents" if "document" in more else "text messages")
        if (thread or GENERAL_TOPIC) in chat.closed and chat.bot != "administrator":
            raise refuse("TOPIC_CLOSED")
        reply_to = self._read_reply(chat, params)
        self._count(chat)
        sent = Sent(chat.id, self.next_id(), parsed.text, parsed.entities, buttons, reply_to, thread, **more)
        sent.forced_reply, sent.keyboard = forced, keyboard
        sent.silent = params.get("disable_notification") == "true"
        sent.at = self.now()
        self.messages[chat.id, sent.message_id] = sent
        return self.as_json(sent)

    def edit_message_text(self, params: Mapping[str, str]) -> Json:
        chat = self._writable(params)
        sent = self.messages.get((chat.id, int(params["message_id"])))
        if sent is None:
            raise ApiError(400, "Bad Request: message to edit not found")
        if not sent.by_bot:
            raise ApiError(400, "Bad Request: message can't be edited")
        if sent.document is not None:
            raise refuse("there is no text in the message to edit")
        if set(json.loads(params.get("reply_markup", "{}"))) - {"inline_keyboard"}:
            raise refuse("inline keyboard expected")
        parsed, buttons = read_message_text(params), read_buttons(params.get("reply_markup", ""))
        preview = read_preview(params, parsed)
        new = (parsed.text, parsed.entities, buttons, preview)
        if new == (sent.text, sent.entities, sent.buttons, sent.preview):
            raise ApiError(
                400,
                "Bad Request: message is not modified: specified new message content and reply markup are "
                "exactly the same as a current content and reply markup of the message",
            )
        self._count(chat)
        sent.text, sent.entities, sent.buttons, sent.preview = new
        return self.as_json(sent)

    def delete_message(self, params: Mapping[str, str]) -> bool:
        chat = self._writable(params)
        place = chat.id, int(params["message_id"])
        if place not in self.messages:
            raise ApiError(400, "Bad Request: message to delete not found")
        if self.messages[place].aged:
            raise ApiError(400, "Bad Request: message can't be deleted for everyone")
        del self.messages[place]
        return True

    def send_chat_action(self, params: Mapping[str, str]) -> bool:
        self._writable(params)
        if params["action"] != "typing":
            raise ApiError(400, "Bad Request: wrong parameter action in request")
        return True

    def get_chat_member(self, params: Mapping[str, str]) -> Json:
        chat = self._writable(params)
        if chat.type == "channel" and chat.bot != "administrator":
            raise refuse("member list is inaccessible")
        if chat.hides_members and chat.bot != "administrator":
            raise refuse("member list is inaccessible")
        return member_as_json(int(params["user_id"]), chat.administrators)

    def get_chat_administrators(self, params: Mapping[str, str]) -> list[Json]:
        chat = self._writable(params)
        if chat.type == "channel" and chat.bot != "administrator":
            raise refuse("member list is inaccessible")
        return [member_as_json(user, chat.administrators) for user in chat.administrators]

    def answer_callback_query(self, params: Mapping[str, str]) -> bool:
        query = params["callback_query_id"]
        if query not in self.open_queries:
            raise ApiError(
                400, "Bad Request: query is too old and response timeout expired or query ID is invalid"
            )
        if len(params.get("text", "")) > 200:
            raise refuse("MESSAGE_TOO_LONG")
        link = rf"https://t\.me/{BOT['username']}\?start=[A-Za-z0-9_-]{{1,64}}"
        if "url" in params and not re.fullmatch(link, params["url"]):
            raise refuse("URL_INVALID")
        self.open_queries.remove(query)
        self.notes[query] = Note(
            params.get("text", ""), params.get("show_alert") == "true", params.get("url", "")
        )
        return True

    def send_message_draft(self, params: Params) -> bool:
        if not self.offers_drafts:
            raise ApiError(404, "Not Found: method not found")
        chat = self._writable(params)
        if chat.type != "private":
            raise refuse("drafts can be sent only to private chats")
        if "message_thread_id" in params and int(params["message_thread_id"]) not in chat.threads:
            raise refuse("message thread not found")
        if int(params["draft_id"]) == 0:
            raise refuse("draft identifier must be non-zero")
        parsed = read_message_text(params)
        self._count(chat)
        self.drafts.append((chat.id, int(params["draft_id"]), parsed.text))
        return True

    def answer_inline_query(self, params: Mapping[str, str]) -> bool:
        query = params["inline_query_id"]
        if query not in self.open_searches:
            raise refuse("query is too old and response timeout expired or query ID is invalid")
        self.results[query] = read_results(params["results"])
        self.open_searches.remove(query)
        return True

    def get_file(self, params: Mapping[str, str]) -> Json:
        content = self.files.get(params["file_id"])
        if content is None:
            raise refuse("invalid file_id")
        if len(content) > 20 * 1024 * 1024:
            raise refuse("file is too big")
        names = {"file_id": params["file_id"], "file_unique_id": params["file_id"]}
        return {**names, "file_size": len(content), "file_path": f"documents/{params['file_id']}"}

    def get_chat(self, params: Mapping[str, str]) -> Json:
        wanted = params["chat_id"]
        for chat in self.chats.values():
            if wanted in (str(chat.id), f"@{chat.username}") and chat.bot != "stranger":
                full = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": GIFTS}
                return {**chat.as_json(), **full}
        raise refuse("chat not found")

    def get_me(self, params: Mapping[str, str]) -> Json:
        rights = {"can_join_groups": True, "can_read_all_group_messages": False}
        return {**BOT, **rights, "supports_inline_queries": self.searched_inline}

    # ------------------------------------------------------------ rules

    def as_json(self, sent: Sent) -> Json:
        chat = self.chats[sent.chat]
        told: Json = {"message_id": sent.message_id, "date": DATE, "chat": chat.as_json(), **_content_of(sent)}
        if sent.thread:
            told |= {"message_thread_id": sent.thread, "is_topic_message": True}
        if chat.type == "channel":
            return told | {"sender_chat": chat.as_json()}
        if sent.origin is not None:
            channel = self.chats[sent.origin.chat].as_json()
            origin = {"type": "channel", "date": DATE, "chat": channel, "message_id": sent.origin.message_id}
            told |= {"sender_chat": channel, "is_automatic_forward": True, "forward_origin": origin}
            return told | {"from": TELEGRAM}
        return told | {"from": BOT if sent.by_bot else {"id": 7, "is_bot": False, "first_name": "Ada"}}

    def _writable(self, params: Mapping[str, str]) -> Chat:
        chat = self.chats.get(int(params["chat_id"]))
        if chat is None:
            raise ApiError(400, "Bad Request: chat not found")
        if chat.migrated_to is not None:
            words = "Bad Request: group chat was upgraded to a supergroup chat"
            raise ApiError(400, words, migrate_to_chat_id=chat.migrated_to)
        if chat.bot == "blocked":
            raise ApiError(403, "Forbidden: bot was blocked by the user")
        if chat.bot == "kicked":
            raise ApiError(403, f"Forbidden: bot was kicked from the {chat.type} chat")
        if chat.bot == "left":
            raise ApiError(403, f"Forbidden: bot is not a member of the {chat.type} chat")
        if chat.bot == "deleted":
            words = "user is deactivated" if chat.type == "private" else "the group chat was deleted"
            raise ApiError(403, f"Forbidden: {words}")
        if chat.bot == "stranger":
            raise ApiError(403, "Forbidden: bot can't initiate conversation with a user")
        return chat

    def _check_rights(self, chat: Chat, kind: str) -> None:
        """td: can_send_message_to_dialog, can_send_message_content."""
        if chat.type == "channel" and chat.bot != "administrator":
            raise refuse("need administrator rights in the channel chat")
        if kind in chat.forbidden and chat.bot != "administrator":
            raise refuse(f"not enough rights to send {kind} to the chat")

    def _read_reply(self, chat: Chat, params: Mapping[str, str]) -> int | None:
        reply = json.loads(params.get("reply_parameters", "{}"))
        if not reply:
            return None
        if (chat.id, reply["message_id"]) in self.messages:
            return int(reply["message_id"])
        if not reply.get("allow_sending_without_reply"):
            raise ApiError(400, "Bad Request: message to be replied not found")
        return None

    def _count(self, chat: Chat) -> None:
        group = self.flood.per_group if chat.id < 0 else None
        limits = {f"chat {chat.id}": self.flood.per_chat, f"group {chat.id}": group, "all": self.flood.overall}
        now = self.now()
        for name, limit in limits.items():
            if limit is None:
                continue
            count, seconds = limit
            sendings = self._sendings.setdefault(name, deque())
            while sendings and sendings[0] <= now - seconds:
                sendings.popleft()
            if len(sendings) >= count:
                self.floods += 1
                wait = int(sendings[0] + seconds - now) + 1
                raise ApiError(429, f"Too Many Requests: retry after {wait}", retry_after=wait)
        for name, limit in limits.items():
            if limit is not None:
                self._sendings[name].append(now)


def _content_of(sent: Sent) -> Json:
    if sent.document is None:
        return {"text": sent.text}
    return {"caption": sent.text, "document": document_as_json(f"file-{sent.message_id}", sent.document)}
