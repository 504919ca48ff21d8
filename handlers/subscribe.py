"""/subscribe: get new stories here as they happen."""

from __future__ import annotations

from bot.core.messages import say
from bot.core.types import Message, Request, Rhythm, SubscriptionKind
from bot.errors import BadArguments
from bot.ports import App
from bot.steps.subscribe import Subscribed, subscribe
from handlers.channel import open_channel


async def answer(request: Request, arguments: str, app: App) -> Message:
    """What was subscribed to, and when to expect the first story."""
    wish = arguments.strip()
    if not wish:
        names = ", ".join(bundle.name for bundle in app.rules.bundles)
        bundles = f", or a bundle: {names}" if names else ""
        raise BadArguments(f'Subscribe to what? A feed, a site, "words" in quotes{bundles}.')
    channel = await open_channel(request, app)
    done = await subscribe(app, channel, wish)
    if done.already:
        return say(f"This chat has that already: {_what(done)}. /subscriptions lists them all.")
    when = "with your next digest" if channel.settings.rhythm is Rhythm.DIGEST else "as they happen"
    others = [f"The site offers more feeds: {', '.join(done.others[:4])}"] if done.others else []
    return say(
        f"Subscribed to {_what(done)}.",
        f"New stories come here {when}; what was published before now does not.",
        *others,
    )


def _what(done: Subscribed) -> str:
    target = done.subscription.target
    match done.subscription.kind:
        case SubscriptionKind.SEARCH:
            return f"stories that hold: {target}"
        case SubscriptionKind.BUNDLE:
            return f"the bundle {target}: {len(done.feeds)} feeds"
        case SubscriptionKind.FEED:
            return f"{done.title} ({target})" if done.title else target
