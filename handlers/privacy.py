"""/privacy and /forget: what is stored of a chat and a person, for how long, and its deletion at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.core.messages import say
from bot.core.saying import Phrase, tr, trn
from bot.core.types import (
    Address,
    Block,
    Bullets,
    Button,
    Channel,
    Holdings,
    Message,
    Paragraph,
    Request,
    Retention,
    Span,
)
from bot.core.types.upkeep import WHOSE_CALL
from bot.errors import BadArguments, NotAllowed
from bot.ports import App
from handlers.channel import asking_person

_FORGET = ((Button(tr("Forget me"), "forget:me"), Button(tr("Forget this chat"), "forget:chat")),)
_PROMISES = (
    tr(
        "Of a question its words and the answer are kept, not who asked. Nothing that people write stands in the "
        "logs. Where an LLM is set up, it is given the question and passages of the sources."
    ),
    tr(
        "Addresses of feeds and pages that people name are kept with what stands there, but not who named them. "
        "The log has the numbers of chats, no names."
    ),
    tr("/forget me deletes what is yours, /forget chat all that is stored of this chat; at once, for good."),
    tr(
        "What stays: what the LLM cost, without a name, pages that were read, and the operators' note where they "
        "blocked a chat."
    ),
)
_FORGET_CHANNEL = ((_FORGET[0][0], Button(tr("Forget the channel"), "forget:chat")),)
_SURE = ((Button(tr("Yes, delete it"), "forget:chat yes"),),)
_ALL = ((Button(tr("Delete this chat, too"), "forget:me all"),),)


async def tell(request: Request, arguments: str, app: App) -> Message:
    """What is stored here of the chat and of whoever asks."""
    held = await _read_holdings(request, request.here, app)
    of_person = (
        trn("On your account: {number} call of an LLM", "On your account: {number} calls of an LLM", held.calls),
        trn("{number} thumb that you gave a story", "{number} thumbs that you gave stories", held.feedback),
    )
    kept = (*_list(tr("For how long:"), _times(app.rules.retention)), *say(*_PROMISES).blocks)
    target = await app.storage.channels.find_target(request.here)
    if target is None or request.home is None:
        of_all = [*_of_chat(held), *of_person]
        told = _list(tr("What AiBot stores of this chat and of you:"), of_all)
        return Message(blocks=(*told, *kept), buttons=_FORGET, personal=True)
    chosen = tr("The channel that commands here are about: {channel}", channel=_name(target))
    of_channel = await _read_holdings(request, target.address, app)
    told = (
        *_list(tr("What AiBot stores of this channel:"), _of_channel(of_channel)),
        *_list(tr("Of your own chat with AiBot, and of you:"), [*_of_chat(held), chosen, *of_person]),
    )
    return Message(blocks=(*told, *kept), buttons=_FORGET_CHANNEL, personal=True)


async def _read_holdings(request: Request, address: Address, app: App) -> Holdings:
    channel = await app.storage.channels.find(address)
    return await app.storage.upkeep.read_holdings(channel.id if channel else None, asking_person(request))


def _name(channel: Channel) -> str:
    return channel.title or channel.address.chat


def _list(title: Phrase, items: Sequence[Phrase]) -> tuple[Block, ...]:
    return Paragraph((Span(title, bold=True),)), Bullets(tuple((Span(item),) for item in items))


def _times(keep: Retention) -> list[Phrase]:
    return [
        _kept(tr("Questions and answers"), keep.questions),
        _kept(tr("Stories, with what was posted of them"), keep.stories),
        _kept(tr("What people thought of stories"), keep.feedback),
        _kept(tr("The ledger of LLM calls"), keep.spending),
        _kept(tr("Whose call of an LLM it was"), WHOSE_CALL),
    ]


def _of_chat(held: Holdings) -> list[Phrase]:
    if held.since is None:
        return [tr("Nothing of this chat.")]
    return [tr("This chat's name, address and settings, since {day}", day=held.since.date()), *_counts(held)]


def _of_channel(held: Holdings) -> list[Phrase]:
    if held.since is None:
        return [tr("Nothing of this channel.")]
    return [tr("Its name, address and settings, since {day}", day=held.since.date()), *_counts(held)]


def _counts(held: Holdings) -> list[Phrase]:
    return [
        trn("{number} subscription", "{number} subscriptions", held.subscriptions),
        trn(
            "The id of {number} message of AiBot here",
            "The ids of {number} messages of AiBot here",
            held.posts,
        ),
        trn("{number} question with its answer", "{number} questions with their answers", held.questions),
        trn(
            "{number} record of what was sent here or is to be",
            "{number} records of what was sent here or is to be",
            held.deliveries,
        ),
        *_where_any(held),
    ]


def _where_any(held: Holdings) -> list[Phrase]:
    """What most chats have nothing of."""
    told = []
    if held.bulletins:
        number = held.bulletins
        told.append(trn("{number} note on how its feeds do", "{number} notes on how its feeds do", number))
    if held.thumbs:
        told.append(trn("{number} thumb given here", "{number} thumbs given here", held.thumbs))
    if held.runs:
        told.append(tr("Which channel is run from here"))
    return told


def _kept(what: Phrase, keep: timedelta | None) -> Phrase:
    if keep is None:
        return tr("{what}: for good", what=what)
    return trn("{what}: {number} day", "{what}: {number} days", keep.days, what=what)


async def forget(request: Request, arguments: str, app: App) -> Message:
    """Deletes what is the person's, or the whole chat; the latter only on the second word."""
    match arguments.lower().split():
        case ["me", *rest] if rest in ([], ["all"]):
            return await _forget_person(request, rest == ["all"] and request.private, app)
        case ["chat", *sure]:
            return await _forget_chat(request, sure == ["yes"], app)
    raise BadArguments(
        tr("Forget what? /forget me is what is yours, /forget chat all that is stored of this chat.")
    )


async def _let_go(request: Request, app: App) -> bool:
    """Of the channel that commands in the person's own chat are about, where they chose one."""
    own = await app.storage.channels.find(request.here)
    if own is None or not request.private or await app.storage.channels.find_target(request.here) is None:
        return False
    await app.storage.channels.save_target(own.id, None)
    return True


async def _forget_person(request: Request, whole: bool, app: App) -> Message:
    """`whole`: with the private chat, whose name is the person's own and whose questions are nobody else's."""
    await app.storage.upkeep.forget_person(asking_person(request))
    let_go = (tr("Commands in this chat are about this chat again."),) if await _let_go(request, app) else ()
    known = request.private and await app.storage.channels.find(request.here) is not None
    if known and not whole:
        done = tr(
            "Done: your thumbs are deleted, and the ledger no longer knows you. This chat is still known, with "
            "its name, settings, subscriptions and questions."
        )
        return say(done, *let_go, buttons=_ALL)
    if known:
        await _delete(request.here, app)
    return say(tr("Done. Nothing here is in your name any more."), *let_go)


async def _delete(address: Address, app: App) -> None:
    await app.storage.upkeep.forget_chat(address)
    if platform := app.platforms.get(address.platform):
        await platform.forget(address)


async def _forget_chat(request: Request, sure: bool, app: App) -> Message:
    if not request.person.manages:
        raise NotAllowed(
            tr("Only administrators of this chat may have it forgotten. /forget me deletes what is yours.")
        )
    if not await app.storage.channels.list_in(request.address):
        return say(tr("Nothing is stored of this chat."))
    if not sure:
        return say(_warn(request), buttons=_SURE)
    await _delete(request.address, app)
    return say(tr("Done. AiBot knows nothing of this chat any more. /subscribe begins anew."))


def _warn(request: Request) -> Phrase:
    if request.home is not None:
        return tr(
            "This deletes the settings, subscriptions, questions and posts known of the channel “{channel}”. It "
            "cannot be undone.",
            channel=request.chat_title or request.address.chat,
        )
    return tr(
        "This deletes the settings, subscriptions, questions and posts known of this chat. It cannot be undone."
    )
