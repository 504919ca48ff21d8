"""/privacy and /forget: what is stored of a chat and a person, for how long, and its deletion at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.core.messages import say
from bot.core.saying import Phrase, tr, trn
from bot.core.types import Block, Bullets, Button, Holdings, Message, Paragraph, Request, Retention, Span
from bot.errors import BadArguments, NotAllowed
from bot.ports import App
from handlers.channel import asking_person

_FORGET = ((Button(tr("Forget me"), "forget:me"), Button(tr("Forget this chat"), "forget:chat")),)
_PROMISES = (
    tr(
        "Of a question its words and the answer are kept, not who asked. Nothing that people write stands in the "
        "logs. Where an LLM is set up, it is given the question and passages of the sources."
    ),
    tr("/forget me deletes what is yours, /forget chat all that is stored of this chat; at once, for good."),
)
_SURE = ((Button(tr("Yes, delete it"), "forget:chat yes"),),)


async def tell(request: Request, arguments: str, app: App) -> Message:
    """What is stored here of the chat and of whoever asks."""
    channel = await app.storage.channels.find(request.address)
    held = await app.storage.upkeep.read_holdings(channel.id if channel else None, asking_person(request))
    of_person = (
        trn("On your account: {number} call of an LLM", "On your account: {number} calls of an LLM", held.calls),
        trn("{number} thumb that you gave a story", "{number} thumbs that you gave stories", held.feedback),
    )
    return Message(
        blocks=(
            *_list(tr("What AiBot stores of this chat and of you:"), [*_of_chat(held), *of_person]),
            *_list(tr("For how long:"), _times(app.rules.retention)),
            *say(*_PROMISES).blocks,
        ),
        buttons=_FORGET,
        personal=True,
    )


def _list(title: Phrase, items: Sequence[Phrase]) -> tuple[Block, ...]:
    return Paragraph((Span(title, bold=True),)), Bullets(tuple((Span(item),) for item in items))


def _times(keep: Retention) -> list[Phrase]:
    return [
        _kept(tr("Questions and answers"), keep.questions),
        _kept(tr("Stories, with what was posted of them"), keep.stories),
        _kept(tr("What people thought of stories"), keep.feedback),
        _kept(tr("The ledger of LLM calls"), keep.spending),
    ]


def _of_chat(held: Holdings) -> list[Phrase]:
    if held.since is None:
        return [tr("Nothing of this chat.")]
    return [
        tr("This chat’s name, address and settings, since {day}", day=held.since.date()),
        trn("{number} subscription", "{number} subscriptions", held.subscriptions),
        trn(
            "The id of {number} message of AiBot here",
            "The ids of {number} messages of AiBot here",
            held.posts,
        ),
        trn("{number} question with its answer", "{number} questions with their answers", held.questions),
    ]


def _kept(what: Phrase, keep: timedelta | None) -> Phrase:
    if keep is None:
        return tr("{what}: for good", what=what)
    return trn("{what}: {number} day", "{what}: {number} days", keep.days, what=what)


async def forget(request: Request, arguments: str, app: App) -> Message:
    """Deletes what is the person's, or the whole chat; the latter only on the second word."""
    match arguments.lower().split():
        case ["me"]:
            await app.storage.upkeep.forget_person(asking_person(request))
            return say(tr("Done. Nothing here is in your name any more."))
        case ["chat", *sure]:
            return await _forget_chat(request, sure == ["yes"], app)
    raise BadArguments(
        tr("Forget what? /forget me is what is yours, /forget chat all that is stored of this chat.")
    )


async def _forget_chat(request: Request, sure: bool, app: App) -> Message:
    if not request.person.manages:
        raise NotAllowed(
            tr("Only administrators of this chat may have it forgotten. /forget me deletes what is yours.")
        )
    channel = await app.storage.channels.find(request.address)
    if channel is None:
        return say(tr("Nothing is stored of this chat."))
    if not sure:
        return say(
            tr(
                "This deletes the settings, subscriptions, questions and posts known of this chat. It cannot "
                "be undone."
            ),
            buttons=_SURE,
        )
    await app.storage.upkeep.forget_channel(channel.id)
    return say(tr("Done. AiBot knows nothing of this chat any more. /subscribe begins anew."))
