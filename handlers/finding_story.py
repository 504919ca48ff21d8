"""The story that a question is about: the one replied to, the one shown last, or the best of all recent ones."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.listed import read_place
from bot.core.saying import as_written, joined, tr
from bot.core.story_search import choose_stories, fits_better, has_words, rank_stories, tells_half
from bot.core.types import Request
from bot.errors import BadArguments, StoryNotFound, UserError
from bot.ports import App
from handlers.channel import find_list, story_meant

SEARCHED = 2_000
"""How many of the newest stories a question is looked for in."""
_WHOLE = "What happened?"
NONE_FITS = tr(
    "No recent story tells of that. /summarize with a web address or words brings one, /subscribe keeps "
    "them coming, /help lists everything."
)


async def find_listed(request: Request, app: App, question: str) -> tuple[int, str, str] | None:
    """The story that a question names by its place in a list, its headline, and what is asked of it; a place
    alone asks what happened. None where the question begins with no place or there is no list."""
    shown = await find_list(request, app)
    named = read_place(question, len(shown.story_ids)) if shown is not None else None
    if shown is None or named is None:
        return None
    place, rest = named
    summary = await app.storage.stories.find_summary(shown.story_ids[place - 1])
    return (summary.story_id, summary.headline.text, rest or _WHOLE) if summary is not None else None


async def find_story(request: Request, app: App, question: str) -> tuple[int, str]:
    """Its number; and its headline where it was searched for, so that the answer names it.

    A reply is about what it replies to. Otherwise the story shown last is meant, unless the question plainly fits
    another far better. Raises StoryNotFound, and BadArguments where several stories fit as well.
    """
    if request.reply_to is not None:
        return await story_meant(request, app, question), ""
    shown: int | None = None
    unclear: UserError | None = None
    try:
        shown = await story_meant(request, app, question)
    except (StoryNotFound, BadArguments) as error:  # nothing was shown, or a digest of which several fit
        unclear = error
    piece = await app.storage.stories.find_summary(shown) if shown is not None else None
    if shown is not None and piece is not None and (not has_words(question) or tells_half(question, piece)):
        return shown, ""  # cheaper than to read all stories, and what people mean most often
    since = app.clock.now() - app.rules.story_window
    summaries = await app.storage.stories.list_summaries(since, SEARCHED) if has_words(question) else ()
    ranked = rank_stories(question, summaries)
    if shown is not None and not fits_better(question, shown, ranked):
        return shown, ""
    found = choose_stories(ranked)
    headlines = {summary.story_id: summary.headline.text for summary in summaries}
    if len(found) == 1:
        return found[0], headlines[found[0]]
    if isinstance(unclear, BadArguments) or (unclear is not None and not summaries):
        raise unclear
    raise _tell_choice(question, [(one, headlines[one]) for one in found])


def _tell_choice(question: str, found: Sequence[tuple[int, str]]) -> UserError:
    """That nothing fits, or which stories do."""
    if not found:
        return StoryNotFound(NONE_FITS)
    several = (tr("{number} “{headline}”", number=str(number), headline=headline) for number, headline in found)
    example = f"/ask {found[0][0]} {question[:80]}"
    return BadArguments(
        tr(
            "Several stories fit: {stories}. Name one, such as {example}",
            stories=joined(several, ", "),
            example=as_written(example),
        )
    )
