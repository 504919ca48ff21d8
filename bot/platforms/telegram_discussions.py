"""Which channel's post a comment in its discussion group is about."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from telegram import Message, MessageOriginChannel

from bot.core.types import Address

_REMEMBERED = 2000


@dataclass(frozen=True, slots=True)
class ChannelPost:
    channel: Address
    message_id: str


class Discussions:
    """Telegram forwards each post of a channel into its discussion group and hangs the comments under that. A
    direct comment shows where the post came from; for comments on comments we remember the last threads."""

    def __init__(self) -> None:
        self._threads: OrderedDict[tuple[int, int], ChannelPost] = OrderedDict()

    def find(self, message: Message) -> ChannelPost | None:
        """None for what is no comment on a channel's post; for the forwarded post itself, too."""
        for one in (message, message.reply_to_message):
            if one is not None and (origin := _origin(one)) is not None:
                self._threads[message.chat.id, one.message_id] = origin
                self._threads.move_to_end((message.chat.id, one.message_id))
        while len(self._threads) > _REMEMBERED:
            self._threads.popitem(last=False)
        if message.is_automatic_forward or message.is_topic_message:
            return None
        replied = message.reply_to_message
        thread = message.message_thread_id or (replied.message_id if replied is not None else None)
        return self._threads.get((message.chat.id, thread)) if thread is not None else None


def comments_directly(message: Message) -> bool:
    """Whether it is a reply to the forwarded post and not to somebody's comment."""
    return message.reply_to_message is not None and _origin(message.reply_to_message) is not None


def _origin(message: Message) -> ChannelPost | None:
    origin = message.forward_origin
    if not message.is_automatic_forward or not isinstance(origin, MessageOriginChannel):
        return None
    return ChannelPost(Address("telegram", str(origin.chat.id)), str(origin.message_id))
