"""/filter: which stories come, and which do not."""

from __future__ import annotations

from dataclasses import replace

from bot.core.saying import Phrase, tr
from bot.core.types import Channel, Message, Request, Rule, Subscription
from bot.core.watching import add_rule, read_line, read_rule, show_rule
from bot.errors import BadArguments
from bot.ports import App
from handlers.channel import open_channel
from handlers.watch_lists import ask_which, save, show_list

DETAILS = (
    tr(
        "/filter climate OR energy — only stories with one of these words; /filter not topic:sport — none on "
        "sport."
    ),
    tr(
        'Words, "phrases", AND, OR, NOT and parentheses; outlet:bbc, topic:sport, lang:de. Of several filters '
        "that ask for something one is enough; each that begins with NOT keeps stories out."
    ),
    tr(
        "/filter 2 not football — for the second of the /subscriptions only. /filter off 1 removes the first "
        "filter, /filter off all every one."
    ),
)


async def answer(request: Request, arguments: str, app: App) -> Message:
    """The filters, as they are or as they are after the change."""
    channel = await open_channel(request, app)
    subscriptions = await app.storage.channels.list_subscriptions(channel.id)
    word, *rest = arguments.split(maxsplit=1) or [""]
    if not arguments:
        return _list(request, channel, subscriptions, tr("Filters:"))
    if word.lower() == "off":
        rules = _without(channel, rest[0] if rest else "")
    else:
        rules = add_rule(channel.settings.filters, read_rule(arguments, subscriptions), subscriptions)
    changed = replace(channel, settings=replace(channel.settings, filters=rules))
    await save(app, channel, changed.settings)
    return _list(request, changed, subscriptions, tr("Saved. Filters now:"))


def _without(channel: Channel, named: str) -> tuple[Rule, ...]:
    if not named:
        raise ask_which("/filter off")
    rules = channel.settings.filters
    place = read_line(named) or (int(named) if named.isascii() and named.isdigit() and len(named) < 4 else 0)
    if named.lower() == "all":
        return ()
    if not 1 <= place <= len(rules):
        raise BadArguments(tr("There is no filter “{named}”. /filter lists them.", named=named[:40]))
    return (*rules[: place - 1], *rules[place:])


def _list(request: Request, channel: Channel, subscriptions: tuple[Subscription, ...], title: Phrase) -> Message:
    lines = [show_rule(rule, subscriptions) for rule in channel.settings.filters]
    hint = tr('Such as: /filter not topic:sport, /filter "climate change" OR energy, /filter off 1.')
    return show_list(
        request, title if lines else tr("There are no filters here."), lines, "filter:off ", hint, "add_filter"
    )
