"""When a story is written, and what is written of one whose sources took everything back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.core.changed_words import tell_withdrawal, tell_withdrawn_title
from bot.core.passages import read_passages, read_title
from bot.core.saying import recalled
from bot.core.sourcing import UNTITLED
from bot.core.types import (
    Article,
    Change,
    ChangeKind,
    Citation,
    Claim,
    Push,
    Rules,
    Source,
    Story,
    Summary,
    Update,
    Writer,
)


def is_ready(story: Story, independent: int, rules: Rules, now: datetime) -> bool:
    """Whether the story is to be written now: enough outlets report it, it has waited for them long enough, or
    it was written before. `independent`: outlets, copies of one text counted once."""
    if story.written_revision is not None or independent >= rules.enough_outlets:
        return True
    return now >= hold_until(story, rules)


def hold_until(story: Story, rules: Rules) -> datetime:
    """Until when a story waits for further outlets."""
    return story.created_at + rules.hold


def decide_withdrawal(before: Summary, after: Summary) -> Update:
    """The update that says so under posts of the piece `after` takes the place of."""
    told = Change(ChangeKind.WITHDRAWN, recalled(after.lede.text), after.lede.citations)
    return Update(
        story_id=after.story_id,
        from_revision=before.revision,
        to_revision=after.revision,
        changes=(told,),
        push=Push.FOLLOW_UP,
        correction=True,
    )


def in_own_words(summary: Summary) -> Summary:
    """As it was stored; of a withdrawal every word is AiBot's own, to be told in the reader's language."""
    if summary.independent_outlets:
        return summary
    headline, lede = (replace(one, text=recalled(one.text)) for one in (summary.headline, summary.lede))
    return replace(summary, headline=headline, lede=lede, brief=(lede,))


def compose_withdrawal(story: Story, articles: Sequence[Article], now: datetime) -> Summary | None:
    """What takes the place of a piece when every article behind it was withdrawn; None without articles.

    It repeats nothing of what was reported but the titles, and says who took it back.
    """
    titles = {article.id: passage for article in articles for passage in read_passages(article)[:1]}
    if not titles:
        return None
    outlets = tuple(dict.fromkeys(article.outlet.name for article in articles))
    cited = tuple(Citation(passage.id, passage.text) for passage in titles.values())
    lede = Claim(tell_withdrawal(outlets), cited, Writer.FRAME)
    return Summary(
        story_id=story.id,
        revision=story.revision,
        written_at=now,
        writer="built-in",
        headline=Claim(tell_withdrawn_title(story.title), cited[:1], Writer.FRAME),
        place=None,
        day=now.date(),
        lede=lede,
        sections=(),
        brief=(lede,),
        sources=tuple(
            Source(
                number,
                article.id,
                article.outlet.name,
                read_title(article) or UNTITLED,
                article.url,
                article.published_at,
            )
            for number, article in enumerate(articles, 1)
        ),
        passages=tuple(titles.values()),
        independent_outlets=0,  # nobody stands by it
    )
