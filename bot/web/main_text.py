"""Finds the article among all that a page shows: trafilatura's strict reading, a wider one where that is thin."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import html

from bot.core.reading import count_words

_THIN_WORDS = 300
_MUCH_WIDER = 1.5
_MORE_WORDS = 60


def find_main_text(tree: html.HtmlElement, tidy: Callable[[str], str]) -> str:
    """The article's lines, made tidy; empty when there are none.

    The strict reading takes the fewest fittings for text, but on some pages it stops early. A thin result is
    held against wider readings, which must bring half as much again and at least 60 words: a few more are
    fittings nearly always.
    """
    chosen = ""
    for lines in _read_wider_and_wider(tree):
        text = tidy(lines)
        words, more = count_words(chosen), count_words(text)
        if not chosen or (more > _MUCH_WIDER * words and more - words >= _MORE_WORDS):
            chosen = text
        if count_words(chosen) >= _THIN_WORDS:
            break
    return chosen


def _read_wider_and_wider(tree: html.HtmlElement) -> Iterator[str]:
    """Each reading only when it is asked for."""
    for strict, wide in ((True, False), (False, False), (False, True)):
        yield _extract(tree, strict=strict, wide=wide)


def _extract(tree: html.HtmlElement, *, strict: bool, wide: bool) -> str:
    import trafilatura

    found = trafilatura.bare_extraction(
        tree, favor_precision=strict, favor_recall=wide, include_comments=False, with_metadata=False
    )
    return "" if found is None or isinstance(found, dict) else found.text or ""
