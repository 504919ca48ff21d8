"""Composes the operators' words to all chats: as they will stand, and with how far they went."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.core.addresses import split_at_addresses
from bot.core.saying import Phrase, as_written, tr, trn
from bot.core.types import Block, Button, Message, Notice, Paragraph, Span

APART = timedelta(seconds=2)  # between two chats that are told the same: nobody's limits are near
_KEY = "announcement-"
_BRIEF = timedelta(seconds=30)


def name_announcement(key: str) -> str:
    """The key of its notice."""
    return f"{_KEY}{key}"


def is_announcement(notice: Notice) -> bool:
    return notice.key.startswith(_KEY)


def show_announcement(notice: Notice) -> tuple[Block, ...]:
    """Word for word; what operators write of commands and addresses is meant to be pressed."""
    return tuple(Paragraph(_linked(paragraph)) for paragraph in notice.paragraphs)


def compose_preview(notice: Notice, chats: int) -> Message:
    """`chats`: how many would hear it."""
    send = Button(trn("Send to {number} chat", "Send to {number} chats", chats), f"admin:send {notice.id}")
    return _above(notice, [tr("This would go to every chat that is served:")], (send,))


def compose_sending(notice: Notice, chats: int, last: int) -> Message:
    """`chats`: how many it goes to now; `last`: the place of the last of them in the queue."""
    told: list[Phrase] = [
        trn("It goes to {number} chat now.", "It goes to {number} chats now, one after another.", chats)
    ]
    takes = last * APART
    if takes >= _BRIEF:
        minutes = max(1, round(takes / timedelta(minutes=1)))
        told.append(trn("That takes {number} minute.", "That takes {number} minutes.", minutes))
    return _above(notice, told, (Button(tr("Stop it"), f"admin:cancel {notice.id}"),))


def compose_sent(notice: Notice) -> Message:
    return _above(notice, [tr("It was sent to every chat already, or is on its way there.")])


def compose_stopped(notice: Notice, chats: int) -> Message:
    """`chats`: how many do not hear it; 0 where it came too late."""
    if not chats:
        return _above(notice, [tr("There was nothing left to stop: every chat has it.")])
    told = trn("Stopped: {number} chat does not get it.", "Stopped: {number} chats do not get it.", chats)
    return _above(notice, [told])


def compose_stopped_before(notice: Notice) -> Message:
    return _above(notice, [tr("It was stopped. /admin announce with its text begins anew.")])


def _above(notice: Notice, told: Sequence[Phrase], buttons: tuple[Button, ...] = ()) -> Message:
    lines = tuple(Paragraph((Span(line),)) for line in told)
    return Message(blocks=(*lines, *show_announcement(notice)), buttons=(buttons,) if buttons else ())


def _linked(paragraph: str) -> tuple[Span, ...]:
    parts = split_at_addresses(paragraph)
    return tuple(Span(as_written(part), url=part if is_address else None) for part, is_address in parts)
