"""Telegram's messages, channel posts and pressed buttons as Requests; what is not meant for us as None."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from telegram import (
    CallbackQuery,
    Chat,
    Document,
    Message,
    MessageEntity,
    MessageOrigin,
    MessageOriginChannel,
    User,
)
from telegram.constants import ChatType

from bot.core.types import Address, Person, Request
from bot.platforms.telegram_discussions import ChannelPost, comments_directly

_QUESTION_MARK = re.compile("[?\uff1f\u061f\u055e\u037e]")  # Latin, full width, Arabic, Armenian, Greek
_COMMAND = re.compile(r"\s*/(\w{1,32})(?:@(\w+))?(?!\S)", re.ASCII)
LARGEST_FILE = 1024 * 1024  # bytes
_GENERAL_TOPIC = 1  # has no thread of its own: sending "to thread 1" fails


@dataclass(frozen=True, slots=True)
class Heard:
    """A request, whose rights in the chat are still to be asked (None when it is plain already), and the file
    that is still to be fetched."""

    request: Request
    ask_rights_of: int | None = None
    document: Document | None = None


def hear_message(message: Message, me: User, post: ChannelPost | None = None) -> Heard | None:
    """None unless the words are meant for us: anything in private, else a command, a mention or a reply.

    `post`: the channel's post that they are a comment on. Not every comment is for us, but a question right under
    the post may be: the desk knows whether it is ours. What is forwarded was not said here by who forwards it: in
    a group it asks nothing of us, and commands nothing anywhere."""
    list_sent = _meant_with(message)
    text = list_sent if _is_forwarded(message) and list_sent else message.text or message.caption or list_sent
    if not text or _is_from_machine(message) or _is_from_us(message, me):
        return None
    if _is_forwarded(message) and message.chat.type != ChatType.PRIVATE:
        return None
    addressed = True
    command = _COMMAND.match(text) if text == list_sent or not _is_forwarded(message) else None
    if command:
        if command[2] and command[2].lower() != (me.username or "").lower():
            return None
        # Without a name it may be meant for another bot of the group; the desk knows whether it is one of ours.
        addressed = bool(command[2]) or message.chat.type == ChatType.PRIVATE or _is_reply_to(message, me)
        text = f"/{command[1]}{text[command.end() :]}"
    elif message.chat.type == ChatType.CHANNEL:
        return None
    elif message.chat.type != ChatType.PRIVATE:
        addressed = _is_mention(message, me) or _is_reply_to(message, me)
        if not (addressed or (post is not None and comments_directly(message) and _QUESTION_MARK.search(text))):
            return None
        text = _without_mention(text, me)
    person, ask = _person(message)
    about = post or _replied_elsewhere(message)
    about = about if not _is_reply_to(message, me) else None  # our own answer there says itself what it is about
    request = Request(
        address=address_of(message),
        person=person,
        text=text,
        reply_to=about.message_id if about is not None else _replied_to(message),
        reply_in=about.channel if about is not None else None,
        addressed=addressed,
        replied_text=_replied_text(message),
        replied_links=_replied_links(message),
        private=message.chat.type == ChatType.PRIVATE,
        chat_title=_title(message.chat),
    )
    if _is_forwarded(message) and not command:
        request = _about_forwarded(request, message)
    return Heard(request, ask, _document(message, with_replied=command is not None))


def _about_forwarded(request: Request, message: Message) -> Request:
    """What a person forwards to us in private are not their words: it is to be summarized like what is replied to
    with that command, as the story that it tells if it is a post of ours."""
    post = _post_of(message.forward_origin)
    return replace(
        request,
        text="/summarize",
        reply_to=post.message_id if post is not None else str(message.message_id),
        reply_in=post.channel if post is not None else None,
        replied_text=request.text,
        replied_links=_links(message),
    )


def asking_by(message: Message) -> Request:
    """Who is there and where, whatever they say."""
    return Request(address=address_of(message), person=_person(message)[0])


def is_unreadable(message: Message) -> bool:
    """Something that a person sent us in private in which there are no words: a picture, a voice, a poll …"""
    wordless = message.effective_attachment is not None and not (message.text or message.caption)
    return wordless and message.chat.type == ChatType.PRIVATE and message.from_user is not None


def _document(message: Message, *, with_replied: bool) -> Document | None:
    """Sent along; or in the message replied to with a command, as words alone do not mean a file."""
    replied = message.reply_to_message if with_replied and _replied_to(message) is not None else None
    found = message.document or (replied.document if replied is not None else None)
    if found is None or (found.file_size or 0) > LARGEST_FILE:
        return None
    return found


def _meant_with(message: Message) -> str:
    """A list of feeds that is sent to us without a word of theirs is to be subscribed to."""
    document = message.document
    is_list = document is not None and (document.file_name or "").lower().endswith(".opml")
    return "/subscribe" if is_list and message.chat.type == ChatType.PRIVATE else ""


def hear_button(query: CallbackQuery) -> Heard | None:
    """None for a button of something other than our messages (a game, or an inline message)."""
    message = query.message
    if message is None or not query.data:
        return None
    private = message.chat.type == ChatType.PRIVATE
    request = Request(
        address=address_of(message)
        if isinstance(message, Message)
        else Address("telegram", str(message.chat.id)),
        person=_as_person(query.from_user, manages=private),
        reply_to=str(message.message_id),
        private=private,
        action=query.data,
        chat_title=_title(message.chat),
    )
    return Heard(request, None if private else query.from_user.id)


def read_command(message: Message, me: User) -> tuple[str, str] | None:
    """Its name in small letters and the words behind it; None for words, for a command to another bot, and for
    one that somebody gave elsewhere."""
    text = message.text or ""
    command = _COMMAND.match(text) if not _is_forwarded(message) else None
    if command is None or (command[2] and command[2].lower() != (me.username or "").lower()):
        return None
    return command[1].lower(), text[command.end() :].strip()


def address_of(message: Message) -> Address:
    thread = message.message_thread_id if message.is_topic_message else None
    return Address(
        "telegram",
        str(message.chat.id),
        str(thread) if thread is not None and thread != _GENERAL_TOPIC else None,
    )


def chat_id_of(address: Address) -> int | str:
    return address.chat if address.chat.startswith("@") else int(address.chat)


def _is_from_machine(message: Message) -> bool:
    """Another bot, or a channel's post forwarded into its discussion group. A chat that speaks through
    its `sender_chat` is shown as a bot by Telegram, but a person stands behind it."""
    if message.is_automatic_forward:
        return True
    return message.sender_chat is None and message.from_user is not None and message.from_user.is_bot


def _is_forwarded(message: Message) -> bool:
    return message.forward_origin is not None


def _is_from_us(message: Message, me: User) -> bool:
    """A story that a person put there by typing our name and choosing it: no question of theirs."""
    return message.via_bot is not None and message.via_bot.id == me.id


def _replied_elsewhere(message: Message) -> ChannelPost | None:
    """The channel's post that is replied to from another chat, such as the person's own chat with us."""
    return _post_of(message.external_reply.origin) if message.external_reply is not None else None


def _post_of(origin: MessageOrigin | None) -> ChannelPost | None:
    if not isinstance(origin, MessageOriginChannel):
        return None
    return ChannelPost(Address("telegram", str(origin.chat.id)), str(origin.message_id))


def _person(message: Message) -> tuple[Person, int | None]:
    """Who speaks, and whose rights are still to be asked. An anonymous administrator speaks as the group."""
    speaker = message.sender_chat
    if speaker is not None:
        name = message.author_signature or _title(speaker)
        return Person(str(speaker.id), name, manages=speaker.id == message.chat.id), None
    user = message.from_user
    if user is None:  # a channel's post that tells no author: only its administrators can post
        return Person(str(message.chat.id), _title(message.chat), manages=True), None
    private = message.chat.type == ChatType.PRIVATE
    return _as_person(user, manages=private), None if private else user.id


def _as_person(user: User, *, manages: bool) -> Person:
    return Person(str(user.id), user.full_name, manages=manages, language=user.language_code or "")


def _replied_to(message: Message) -> str | None:
    """Every message of a topic counts as a reply to the one that opened it: that one says nothing."""
    replied = message.reply_to_message
    if replied is None or (message.is_topic_message and replied.message_id == message.message_thread_id):
        return None
    return str(replied.message_id)


def _replied_text(message: Message) -> str:
    """Of the part that the reply quotes, where it quotes one."""
    replied = message.reply_to_message
    if replied is None or _replied_to(message) is None:
        return ""
    return (message.quote.text if message.quote is not None else None) or replied.text or replied.caption or ""


def _replied_links(message: Message) -> tuple[str, ...]:
    replied = message.reply_to_message
    return () if replied is None or _replied_to(message) is None else _links(replied)


def _links(message: Message) -> tuple[str, ...]:
    """As written and behind words, of text, caption and preview."""
    marked = _entities(message, [MessageEntity.URL, MessageEntity.TEXT_LINK])
    links = [entity.url or words for entity, words in sorted(marked, key=lambda pair: pair[0].offset)]
    preview = message.link_preview_options.url if message.link_preview_options is not None else None
    if isinstance(preview, str):
        links.append(preview)
    return tuple(dict.fromkeys(links))


def _is_reply_to(message: Message, me: User) -> bool:
    replied = message.reply_to_message
    author = replied.from_user if replied is not None else None
    return _replied_to(message) is not None and author is not None and author.id == me.id


def _entities(message: Message, kinds: list[str | None]) -> list[tuple[MessageEntity, str]]:
    """Of the text or the caption, each with its words."""
    return [*message.parse_entities(kinds).items(), *message.parse_caption_entities(kinds).items()]


def _is_mention(message: Message, me: User) -> bool:
    return any(
        words.lower() == f"@{me.username}".lower() or (entity.user is not None and entity.user.id == me.id)
        for entity, words in _entities(message, [MessageEntity.MENTION, MessageEntity.TEXT_MENTION])
    )


def _without_mention(text: str, me: User) -> str:
    if not me.username:
        return text
    return re.sub(rf"@{re.escape(me.username)}(?!\w)[,:]?\s*", "", text, flags=re.IGNORECASE).strip()


def _title(chat: Chat) -> str:
    return chat.title or chat.full_name or ""
