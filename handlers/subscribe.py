"""/subscribe: get new stories here as they happen."""

from __future__ import annotations

from dataclasses import replace

from bot.core.imports import compose_import
from bot.core.messages import compose_post, say
from bot.core.offers import compose_choices
from bot.core.saying import tr, trn
from bot.core.types import (
    Channel,
    FeedList,
    Message,
    Paragraph,
    Request,
    Rhythm,
    Span,
    Subscription,
    SubscriptionKind,
)
from bot.errors import BadArguments
from bot.ports import App
from bot.steps.find_sample import find_sample
from bot.steps.import_feeds import import_feeds
from bot.steps.subscribe import Choices, Subscribed, subscribe
from bot.writing.renditions import in_words_of
from handlers.channel import open_channel, require_manager

_ASK_WHICH = tr('Subscribe to what? A feed, a site, "words" in quotes.')


async def answer(request: Request, arguments: str, app: App) -> Message:
    """What was subscribed to, when to expect the first story, and one story as a sample; the choices where a site
    has several feeds."""
    wish = arguments.strip()
    if request.file is not None:
        require_manager(request, "subscribe")
        return await _import(request, app, await app.web.read_list(request.file.content))
    if not wish:
        names = ", ".join(bundle.name for bundle in app.rules.bundles)
        if not names:
            raise BadArguments(_ASK_WHICH)
        raise BadArguments(
            tr('Subscribe to what? A feed, a site, "words" in quotes, or a bundle: {names}.', names=names)
        )
    channel = await open_channel(request, app)
    done = await subscribe(app, channel, wish)
    if isinstance(done, Choices):
        return compose_choices(done.site, done.offers, "subscribe")
    if isinstance(done, FeedList):
        return await _import(request, app, done)
    if done.already:
        return say(tr("This chat has that already: {what}. /subscriptions lists them all.", what=_what(done)))
    begun = say(tr("Subscribed to {what}.", what=_what(done)), _when(channel))
    return await with_sample(app, channel, (done.subscription,), begun)


async def _import(request: Request, app: App, listed: FeedList) -> Message:
    channel = await open_channel(request, app)
    done = await import_feeds(app, channel, listed)
    report = Message(blocks=compose_import(listed, done.feeds, done.added, done.already, done.odd))
    return await with_sample(app, channel, (*done.feeds.added, *done.added), report)


async def with_sample(app: App, channel: Channel, wishes: tuple[Subscription, ...], message: Message) -> Message:
    """The message, and below it the newest good story of what was subscribed to, where there is one."""
    sample = await find_sample(app, channel, wishes)
    if sample is None:
        return message
    post = compose_post(await in_words_of(app, sample, channel.settings), channel.settings)
    label = Paragraph((Span(tr("A sample, one of its newest stories:"), italic=True),))
    return replace(post, blocks=(*message.blocks, label, *post.blocks))


def _when(channel: Channel) -> str:
    if channel.settings.rhythm is Rhythm.DIGEST:
        return tr("New stories come here with your next digest; what was published before now does not.")
    return tr("New stories come here as they happen; what was published before now does not.")


def _what(done: Subscribed) -> str:
    target = done.subscription.target
    match done.subscription.kind:
        case SubscriptionKind.SEARCH:
            return tr("stories that hold: {words}", words=target)
        case SubscriptionKind.BUNDLE:
            return trn(
                "the bundle {name}: {number} feed",
                "the bundle {name}: {number} feeds",
                len(done.feeds),
                name=target,
            )
        case SubscriptionKind.FEED:
            return f"{done.title} ({target})" if done.title else target
