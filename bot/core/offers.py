"""Lays out the feeds that a site offers, each with a button that chooses it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.saying import tr
from bot.core.types import Bullets, Button, FoundFeed, Message, Paragraph, Span

_SHOWN = 10
_IN_A_ROW = 2  # five rows of buttons are the most that a chat shows
_LABEL = 32  # characters


def compose_choices(site: str, offers: Sequence[tuple[int, FoundFeed]], command: str) -> Message:
    """The best ten, best first. `command` is what a button calls with the offer's number: "subscribe" or
    "moveto:@12"."""
    shown = offers[:_SHOWN]
    joint = " " if ":" in command else ":"
    items = tuple(
        (Span(f"{place}. "), Span(feed.title or feed.url, bold=True), *_address(feed))
        for place, (_, feed) in enumerate(shown, start=1)
    )
    buttons = [
        Button(f"{place}. {_short(feed.title or feed.url)}", f"{command}{joint}#{number}")
        for place, (number, feed) in enumerate(shown, start=1)
    ]
    rows = tuple(tuple(buttons[start : start + _IN_A_ROW]) for start in range(0, len(buttons), _IN_A_ROW))
    return Message(
        blocks=(
            Paragraph((Span(tr("{site} offers several feeds. Which one?", site=site)),)),
            Bullets(items),
            *_left_out(offers[_SHOWN:]),
        ),
        buttons=rows,
    )


def _address(feed: FoundFeed) -> tuple[Span, ...]:
    return (Span(f" — {feed.url}"),) if feed.title else ()


def _short(title: str) -> str:
    return title if len(title) <= _LABEL else title[: _LABEL - 1].rstrip() + "…"


def _left_out(rest: Sequence[tuple[int, FoundFeed]]) -> tuple[Paragraph, ...]:
    if not rest:
        return ()
    more = tr(
        "There are more; /subscribe takes their addresses, too: {addresses}",
        addresses=", ".join(feed.url for _, feed in rest),
    )
    return (Paragraph((Span(more),)),)
