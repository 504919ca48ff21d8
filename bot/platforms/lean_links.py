"""Links that say less of where they lead, where a message would not fit for their length alone."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from bot.core.types import Block, Bullets, Heading, Message, Paragraph, Span, Table

_TO_WORDS = ":~:"  # in a fragment; https://wicg.github.io/scroll-to-text-fragment/


def shorten_links(message: Message, fits: Callable[[Message], bool]) -> Message | None:
    """The message with as few links as will do, the longest, leading to their pages alone and not to words
    there; None where it does not fit though all of them do. `fits` must go on to hold as links get shorter."""
    longest = sorted(set(_list_links(message)), key=lambda url: (-len(url), url))
    tries = range(len(longest) + 1)
    dropped = bisect_left(tries, True, key=lambda count: fits(_lead_to_pages(message, longest[:count])))
    return _lead_to_pages(message, longest[:dropped]) if dropped in tries else None


def _list_links(message: Message) -> Iterator[str]:
    for block in message.blocks:
        for span in _spans_of(block):
            if span.url is not None and page_of(span.url) != span.url:
                yield span.url


def _spans_of(block: Block) -> tuple[Span, ...]:
    match block:
        case Heading(spans) | Paragraph(spans):
            return spans
        case Bullets(items):
            return tuple(span for item in items for span in item)
        case Table():
            return ()


def _lead_to_pages(message: Message, urls: Collection[str]) -> Message:
    return replace(message, blocks=tuple(_shorten_in(block, frozenset(urls)) for block in message.blocks))


def _shorten_in(block: Block, urls: frozenset[str]) -> Block:
    match block:
        case Heading(spans) | Paragraph(spans):
            return replace(block, spans=tuple(_shorten(span, urls) for span in spans))
        case Bullets(items):
            return Bullets(tuple(tuple(_shorten(span, urls) for span in item) for item in items))
        case Table():
            return block


def _shorten(span: Span, urls: frozenset[str]) -> Span:
    if span.url is None or span.url not in urls:
        return span
    return replace(span, url=page_of(span.url))


def page_of(url: str) -> str:
    """The address without the words of the page that it leads to."""
    page, _, fragment = url.partition("#")
    place, to_words, _ = fragment.partition(_TO_WORDS)
    if not to_words:
        return url
    return f"{page}#{place}" if place else page
