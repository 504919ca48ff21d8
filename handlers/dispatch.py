"""The desk: finds what a request asks for, runs it, and turns errors into words for people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.core.addresses import holds_only_addresses
from bot.core.messages import say
from bot.core.near_names import find_near, offer_near
from bot.core.saying import tell_in_first, tr, trn
from bot.core.types import Address, Channel, Message, Post, Request, Suggestion
from bot.errors import NotAllowed, SourceError, UnknownCommand, UserError
from bot.ports import SILENCE, App, Progress
from handlers import COMMANDS, Command, ask, finding_pieces, subscribe, summarize
from handlers.channel import asking_person, find_replied, is_operator
from handlers.crowding import Crowding
from handlers.help_ import is_typed
from handlers.in_turn import in_turn
from handlers.mishaps import Mishaps
from handlers.suggesting import suggest
from handlers.told_progress import ToldProgress

_BY_NAME = {command.name: command for command in COMMANDS}
_SUMMARIZE = re.compile(r"(?:please )?(?:summari[sz]e(?: (?:this|it|that))?|tl;?dr)[.?!]?", re.IGNORECASE)
_LINK = re.compile(r"([a-z]{1,20})-(\d{1,9})")  # what a link that opens the bot carries: "story-12"
_BARE = frozenset("start help settings subscriptions digest trending status privacy".split())
_HELP = frozenset("commands menu hilfe aide ayuda ajuda помощь справка".split())  # as people call for it
_LISTS = (".opml", ".xml")  # files that are lists of feeds, whatever is said beside them
_TYPES_PRESSES = "console"  # where buttons are shown as what may be typed instead
_UNHEARD = Message(blocks=())  # what a flood is answered with after the first time: nothing
ACTIONS = {command.name for command in COMMANDS if command.pressed}
"""Commands that buttons may press: "story:12" is /story 12."""


class NewsDesk:
    """`bot.ports.Desk`: answers requests of every platform from the one table of commands."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._mishaps = Mishaps()
        self._crowding = Crowding()

    async def answer(self, request: Request, progress: Progress = SILENCE) -> Message | None:
        try:
            if await self.ignores(request):
                return None
            message = self._ask_to_wait(request) or await self._answer_telling(request, progress)
            if message is None or message is _UNHEARD:
                return None
            # Asked for again: the answer to /settings interface is in the language just chosen.
            return tell_in_first(message, self._app.catalogues, *await self._languages(request))
        except Exception as error:  # noqa: BLE001 - whatever went wrong, the person gets a sentence
            sorry = self._say_sorry(error, request)
            return sorry and tell_in_first(sorry, self._app.catalogues, request.person.language)

    async def _answer_telling(self, request: Request, progress: Progress) -> Message | None:
        telling = ToldProgress(progress, self._app.catalogues, await self._languages(request))
        return await self._answer_or_explain(request, telling)

    def _ask_to_wait(self, request: Request) -> Message | None:
        """What whoever asks too much is told, once; `_UNHEARD` after that, until it is their turn again."""
        comments = request.reply_to is not None  # may be about a post of ours, which it costs to find out
        if not (_is_spoken_to(request) or comments) or is_operator(request, self._app):
            return None
        person = f"{asking_person(request)} {request.here.chat}"
        wait = self._crowding.take(person, self._app.clock.now())
        if wait is None:
            return None
        seconds = max(1, int(wait.length.total_seconds()))
        words = trn(
            "That is a lot at once. In {number} second it goes on.",
            "That is a lot at once. In {number} seconds it goes on.",
            seconds,
        )
        if request.action is not None:
            return Message(blocks=(), passing=words)
        return _UNHEARD if wait.told else replace(say(words), personal=True)

    def _say_sorry(self, error: BaseException, request: Request) -> Message | None:
        """Nothing where people talk among themselves: they asked for nothing that could have gone wrong."""
        reference = self._mishaps.note(error, self._app.clock.now(), request.address.platform)
        if not _is_spoken_to(request):
            return None
        sorry = tr(
            "Something went wrong on AiBot's side. It has been noted as {reference}; please try again in a "
            "moment.",
            reference=reference,
        )
        return replace(say(sorry), personal=True)

    async def ignores(self, request: Request) -> bool:
        """Whether the operators blocked where the request comes from, or the channel that it is about."""
        places = {request.here, request.address}
        blocked = [await self._app.storage.channels.is_blocked(place) for place in places]
        return any(blocked) and not is_operator(request, self._app)

    async def _languages(self, request: Request) -> tuple[str, ...]:
        """What AiBot speaks here, the first that there are words of."""
        if not self._app.catalogues:
            return ()
        channel = await self._app.storage.channels.find(request.here)
        return channel.settings.interface if channel is not None else "", request.person.language

    async def _answer_or_explain(self, request: Request, progress: Progress) -> Message | None:
        try:
            return await self._answer(request, replace(self._app, progress=progress))
        except NotAllowed as error:
            if request.action is None:
                return replace(say(error.args[0]), personal=True)
            # To whoever pressed: what stands there is not theirs.
            return Message(blocks=(), passing=error.args[0])
        except UserError as error:
            return replace(say(error.args[0]), personal=True)  # a Phrase, where it is one
        except SourceError as error:
            return replace(say(tr("That did not work: {problem}", problem=error.args[0])), personal=True)
        except Exception as error:  # noqa: BLE001 - the person gets a sentence, the operator the place in the code
            return self._say_sorry(error, request)

    async def _answer(self, request: Request, app: App) -> Message | None:
        if request.action is not None:
            return await _press(request, request.action, app)
        text = request.text.strip()
        if text.startswith("/"):
            name, *arguments = text[1:].split(maxsplit=1) or [""]
            if name.lower() == "start" and (link := _LINK.fullmatch(" ".join(arguments))):
                return await _open(link[1], link[2], request, app)
            if not _is_spoken_to(request):
                return None  # another bot's: a group may have several
            command = _command(name, request.address.platform)
            return await _run(command, request, " ".join(arguments), app)
        if _is_list(request):
            return await subscribe.answer(request, "", app)
        post = await find_replied(request, app)
        if post is not None and post.awaits:
            return await _press(request, post.awaits, app)
        if not (request.addressed or post is not None):
            return None
        if request.home is not None:  # words are no command: they act on nothing
            request = replace(request, address=request.home, home=None, chat_title="")
        if holds_only_addresses(text):
            return await summarize.answer(request, text, app)
        if request.reply_to is not None and _SUMMARIZE.fullmatch(text):
            return await summarize.answer(request, "", app)
        if (bare := _read_bare(text)) is not None:
            return await _run(_BY_NAME[bare], request, "", app)
        return await ask.answer_words(request, text, app)

    async def find_command(self, request: Request) -> str:
        if request.action is not None or request.text.strip().startswith("/"):
            return ""
        if _is_list(request):
            return "subscribe"
        post = await find_replied(request, self._app)
        return post.awaits.partition(":")[0] if post is not None else ""

    async def suggest(self, request: Request, command: str, option: str, typed: str) -> tuple[Suggestion, ...]:
        names = [one.name for one in COMMANDS if not one.hidden]
        try:
            if await self.ignores(request):
                return ()
            return await suggest(request, command, option, typed, names, self._app)
        except Exception as error:  # noqa: BLE001 - a suggestion is no answer: who gets none types on
            self._mishaps.note(error, self._app.clock.now(), request.address.platform)
            return ()

    async def posted(self, request: Request, message: Message, message_ids: Sequence[str]) -> None:
        """Remembers what the answer was about, so that a reply to it is understood."""
        if not message_ids or (message.story_id is None and not message.story_ids and not message.awaits):
            return
        now = self._app.clock.now()
        title = request.chat_title if request.home is None else ""
        channel = await self._app.storage.channels.open(request.here, title, now)
        post = Post(
            channel_id=channel.id,
            story_id=message.story_id,
            story_ids=message.story_ids,
            revision=message.revision,
            message_ids=tuple(message_ids),
            sent_at=now,
            turn_id=message.turn_id,
            awaits=message.awaits,
        )
        await self._app.storage.deliveries.save_post(post)

    async def gone(self, address: Address) -> None:
        channel = await self._app.storage.channels.find(address)
        if channel is not None:
            await self._app.storage.channels.save_gone(channel.id)

    async def left(self, address: Address) -> None:
        await self._app.storage.channels.save_left(address)

    async def back(self, address: Address) -> None:
        await self._app.storage.channels.save_back(address)

    async def moved(self, address: Address, to: Address) -> None:
        channel = await self._app.storage.channels.find(address)
        if channel is not None:
            await self._app.storage.channels.save_moved(channel.id, replace(to, thread=address.thread))

    async def find_target(self, home: Address) -> Channel | None:
        return await self._app.storage.channels.find_target(home)

    async def save_target(self, home: Address, to: Address | None, title: str = "") -> None:
        channels, now = self._app.storage.channels, self._app.clock.now()
        own = await channels.open(home, "", now)
        target = await channels.open(to, title, now) if to is not None else None
        await channels.save_target(own.id, target.id if target is not None else None)

    async def find_pieces(self, words: str, limit: int, asking: Address) -> tuple[Message, ...]:
        if await self._app.storage.channels.is_blocked(asking):
            return ()
        return await finding_pieces.find_pieces(words, limit, self._app)


def _is_list(request: Request) -> bool:
    return request.file is not None and request.addressed and request.file.name.lower().endswith(_LISTS)


def _read_bare(text: str) -> str | None:
    """The command that a word alone names without its slash: "help", "Settings". No story is asked about so."""
    word = text.strip(" .!?¡¿").lower()
    return "help" if word in _HELP else word if word in _BARE else None


def _is_spoken_to(request: Request) -> bool:
    """Whether it is AiBot that was meant: by name, by a button, or by a command that is one of ours."""
    name, *_ = request.text.split(maxsplit=1) or [""]
    ours = name.startswith("/") and name[1:].lower() in _BY_NAME
    return request.addressed or request.action is not None or ours


async def _press(request: Request, action: str, app: App) -> Message:
    """Runs the button's command; one that needs words of the person, and has none yet, asks for them first."""
    name, _, argument = action.partition(":")
    if name not in ACTIONS:
        raise UnknownCommand(tr("This button belongs to an older AiBot. /help lists what there is."))
    command, words = _BY_NAME[name], request.text.strip()
    _refuse_change(command, request, argument)
    if command.asks and not words:
        return replace(say(command.asks), awaits=action)
    return await _run(command, request, f"{argument} {words}".strip(), app)


async def _open(name: str, number: str, request: Request, app: App) -> Message:
    """What a link leads to that brought a person here: a story, its sources, a question about it."""
    command = _BY_NAME.get(name)
    if command is None or not command.pressed or command.manages or command.hidden:
        return await _run(_BY_NAME["start"], request, "", app)
    return await _press(replace(request, text=""), f"{name}:{number}", app)


async def _run(command: Command, request: Request, arguments: str, app: App) -> Message:
    _refuse_change(command, request, arguments)
    async with in_turn(command.handler, request.address):
        return await command.handler(request, arguments, app)


def _refuse_change(command: Command, request: Request, arguments: str) -> None:
    """Raises NotAllowed where the words would change what the person may not change here."""
    if command.manages and command.changes(arguments) and not request.person.manages:
        if command.hidden:
            raise NotAllowed(tr("Only administrators of this chat may change this."))
        raise NotAllowed(
            tr("Only administrators of this chat may use {command} to change it.", command=f"/{command.name}")
        )


def _command(name: str, platform: str) -> Command:
    command = _BY_NAME.get(name.lower())
    typed_presses = command is not None and command.hidden and not command.only and platform == _TYPES_PRESSES
    if command is None or not (typed_presses or is_typed(command, platform)):
        refusal = tr("There is no command {command}. /help lists them all.", command=f"/{name[:40]}")
        near = find_near(name, (one.name for one in COMMANDS if is_typed(one, platform)))
        raise UnknownCommand(offer_near(refusal, f"/{near}" if near else None))
    return command
