"""Finds the article among all that a page shows: trafilatura's strict reading, a wider one where that is thin."""

from __future__ import annotations

from collections.abc import Callable

from lxml import html

from bot.core.reading import count_words

_THIN_WORDS = 300
_MUCH_WIDER = 1.5
_MORE_WORDS = 60


def find_main_text(tree: html.HtmlElement, tidy: Callable[[str], str]) -> str:
    """The article's lines, made tidy; empty when there are none.

    The strict reading takes the fewest fittings for text, but on some pages it stops early. A thin result is
    held against a wider reading, which must bring half as much again and at least 60 words: a few more are
    fittings nearly always. The widest is for pages on which hardly anything was found.
    """
    chosen = tidy(_extract(tree, strict=True))
    if count_words(chosen) < _THIN_WORDS:
        chosen = _choose(chosen, tidy(_extract(tree)))
    if count_words(chosen) < _MORE_WORDS:
        chosen = _choose(chosen, tidy(_extract(tree, wide=True)))
    return chosen


def _choose(narrow: str, wide: str) -> str:
    words, more = count_words(narrow), count_words(wide)
    return wide if not words or (more > _MUCH_WIDER * words and more - words >= _MORE_WORDS) else narrow


def _extract(tree: html.HtmlElement, *, strict: bool = False, wide: bool = False) -> str:
    import trafilatura

    found = trafilatura.bare_extraction(
        tree, favor_precision=strict, favor_recall=wide, include_comments=False, with_metadata=False
    )
    return "" if found is None or isinstance(found, dict) else found.text or ""
