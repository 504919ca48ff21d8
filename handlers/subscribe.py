"""/subscribe: get new stories here as they happen."""

from __future__ import annotations

from bot.core.messages import say
from bot.core.types import Message, Request, Rhythm, SubscriptionKind
from bot.errors import BadArguments
from bot.ports import App
from bot.steps.subscribe import subscribe
from handlers.channel import open_channel


async def answer(request: Request, arguments: str, app: App) -> Message:
    """What was subscribed to, and when to expect the first story."""
    wish = arguments.strip()
    if not wish:
        names = ", ".join(bundle.name for bundle in app.rules.bundles)
        raise BadArguments(f'Subscribe to what? A feed, a site, "words" in quotes, or a bundle: {names}.')
    channel = await open_channel(request, app)
    done = await subscribe(app, channel, wish)
    kind, target = done.subscription.kind, done.subscription.target
    if kind is SubscriptionKind.SEARCH:
        what = f"Subscribed to stories that hold: {target}."
    elif kind is SubscriptionKind.BUNDLE:
        what = f"Subscribed to the bundle {target}: {len(done.feeds)} feeds."
    else:
        what = f"Subscribed to {done.feeds[0].title or target} ({target})."
    when = "with your next digest" if channel.settings.rhythm is Rhythm.DIGEST else "as they happen"
    others = [f"The site offers more feeds: {', '.join(done.others[:4])}"] if done.others else []
    return say(what, f"New stories come here {when}; what was published before now does not.", *others)
