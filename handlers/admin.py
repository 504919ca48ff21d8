"""/admin: for those who run AiBot: how the work stands, a word to all chats, and chats to be left alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.core.announcements import (
    APART,
    compose_preview,
    compose_sending,
    compose_sent,
    compose_stopped,
    compose_stopped_before,
    is_announcement,
    name_announcement,
)
from bot.core.deliveries import make_key
from bot.core.messages import say
from bot.core.paging import read_page
from bot.core.saying import tr
from bot.core.standing import compose_chats, compose_feeds, compose_standing, name_place
from bot.core.types import Address, Channel, Delivery, DeliveryKind, Message, Notice, Request
from bot.core.usage import say_budget
from bot.errors import BadArguments, NotFound
from bot.ports import App
from handlers import usage
from handlers.channel import require_confidence, require_operator

_LOOKED_BACK = timedelta(days=14)
_LONGEST = 3_000
_STOPPED = str(tr("The operators stopped the announcement."))
_OPINIONS = 5
DETAILS = (
    tr("/admin feeds — the feeds that fail, since when and why"),
    tr("/admin chats — the chats that are served"),
    tr("/admin announce TEXT — a word to all of them, one after another, once you have looked at it"),
    tr("/admin block telegram:-100123 — this chat gets nothing and is not answered; unblock lets it in again"),
)


async def answer(request: Request, arguments: str, app: App) -> Message:
    """What the word after the command names; without one, how the work goes on."""
    require_operator(request, app)
    require_confidence(request)
    return replace(await _answer(request, arguments, app), personal=True)


async def _answer(request: Request, arguments: str, app: App) -> Message:
    word, *rest = arguments.split(maxsplit=1) or [""]
    words = " ".join(rest).strip()
    turned = request.action is not None and words != ""  # a page takes the place of the one before
    match word.lower():
        case "":
            return await _stand(app)
        case "feeds":
            feeds = compose_feeds(await app.storage.feeds.list_all(), app.clock.now(), read_page(words))
            return replace(feeds, replaces=turned)
        case "chats":
            channels = app.storage.channels
            chats = compose_chats(await channels.list_served(), await channels.list_blocked(), read_page(words))
            return replace(chats, replaces=turned)
        case "usage":
            return await usage.answer(request, "", app)
        case "announce":
            return await _draft(words, app)
        case "send":
            return replace(await _send(words, app), replaces=request.action is not None)
        case "cancel":
            return replace(await _cancel(words, app), replaces=request.action is not None)
        case "block" | "unblock" as verb:
            return await _block(words, verb == "block", app)
    raise BadArguments(
        tr("/admin knows feeds, chats, usage, announce, block and unblock. /help admin explains them.")
    )


async def _stand(app: App) -> Message:
    now = app.clock.now()
    written = await app.storage.upkeep.list_written(now - _LOOKED_BACK)
    standing = await app.storage.upkeep.read_standing(now)
    since = now - _LOOKED_BACK
    opinions = (
        await app.storage.feedback.count(since, _OPINIONS),
        await app.storage.feedback.count_by_outlet(since, _OPINIONS),
    )
    sums, rules = await app.storage.spending.read_sums(now), app.rules
    budget = say_budget(sums, rules.limits, rules.currency, has_llm=app.llm is not None)
    feeds = await app.storage.feeds.list_all()
    return compose_standing(standing, feeds, written[-1] if written else None, opinions, budget, now)


async def _draft(words: str, app: App) -> Message:
    """Nothing goes out before the operator has seen it as it will stand."""
    if not words:
        raise BadArguments(tr("Announce what? Write /admin announce and the text."))
    if len(words) > _LONGEST:
        raise BadArguments(tr("That is too long: {number} characters are the most.", number=_LONGEST))
    served = _one_a_chat(await app.storage.channels.list_served())
    if not served:
        raise BadArguments(tr("No chat is served yet."))
    now = app.clock.now()
    key = name_announcement(make_key(now.isoformat(), words))
    paragraphs = tuple(part.strip() for part in words.split("\n\n") if part.strip())
    draft = Notice(key=key, paragraphs=paragraphs, created_at=now)
    await app.storage.deliveries.save_notice(draft, ())
    return compose_preview(await app.storage.deliveries.find_notice(key) or draft, len(served))


async def _send(number: str, app: App) -> Message:
    notice = await _find_announcement(_read_number(number), app)
    if await app.storage.deliveries.count_dropped(notice.id, _STOPPED):
        return compose_stopped_before(notice)
    now = app.clock.now()
    planned = [
        Delivery(
            channel_id=channel.id,
            kind=DeliveryKind.NOTICE,
            key=make_key(channel.id, notice.key),
            due_at=now + place * APART,
        )
        for place, channel in enumerate(_one_a_chat(await app.storage.channels.list_served()))
    ]
    added = await app.storage.deliveries.plan_notice(notice.id, planned)
    return compose_sending(notice, len(added), len(planned)) if added else compose_sent(notice)


async def _cancel(number: str, app: App) -> Message:
    notice = await _find_announcement(_read_number(number), app)
    return compose_stopped(notice, await app.storage.deliveries.drop_notice(notice.id, _STOPPED))


def _one_a_chat(served: Sequence[Channel]) -> list[Channel]:
    """Of a chat's topics the first, unless the chat itself is served: who reads one reads them all."""
    chosen: dict[tuple[str, str], Channel] = {}
    for channel in served:
        chat = (channel.address.platform, channel.address.chat)
        if chat not in chosen or channel.address.thread is None:
            chosen[chat] = channel
    return list(chosen.values())


def _read_number(number: str) -> int:
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        raise BadArguments(tr("Which announcement? Press the button under one."))
    return int(number)


async def _find_announcement(number: int, app: App) -> Notice:
    try:
        notice = await app.storage.deliveries.get_notice(number)
    except NotFound:
        notice = None
    if notice is None or not is_announcement(notice):
        raise BadArguments(tr("Which announcement? Press the button under one."))
    return notice


async def _block(place: str, blocked: bool, app: App) -> Message:
    if not place:
        raise BadArguments(tr("Which chat? Write its name as /admin chats shows it, such as telegram:-100123."))
    address = _read_place(place)
    known = address is not None and await app.storage.channels.list_in(address)
    if address is None or (not known and (not blocked or address.platform not in app.platforms)):
        raise BadArguments(
            tr(
                "“{place}” is no chat that AiBot knows. /admin chats names them, such as telegram:-100123.",
                place=place[:80],
            )
        )
    channels, named = app.storage.channels, name_place(address)
    if blocked and await channels.find(address) is None:  # whoever only asks costs, too
        unmet = await channels.open(address, "", app.clock.now())
        await channels.save_gone(unmet.id)
    was_blocked = await channels.save_blocked(address, blocked)
    if blocked:
        return say(
            tr(
                "{place} gets nothing more and is not answered. /admin unblock {place} lets it in again.",
                place=named,
            )
        )
    if not was_blocked:
        return say(tr("{place} was not blocked.", place=named))
    if not any(channel.active for channel in await channels.list_in(address)):
        return say(tr("{place} is not blocked any more. It is served once somebody there asks.", place=named))
    return say(tr("{place} is served again.", place=named))


def _read_place(place: str) -> Address | None:
    platform, _, rest = place.partition(":")
    chat, _, thread = rest.partition("/")
    return Address(platform, chat, thread or None) if platform and chat else None
