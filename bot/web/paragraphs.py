"""Makes an article's paragraphs of the lines an extractor found: without its title, links elsewhere, calls to
readers and repeats."""

from __future__ import annotations

import re
from collections.abc import Collection

from bot.web.anchors import Anchors, split_words
from bot.web.page_talk import CALLS_READERS, SENDS_ELSEWHERE, SPEAKS_OF_THE_PAGE
from bot.web.plain_text import clean

_TEXT_CHARS = 200_000
_LINKED = 0.8
_LINKED_WORDS = 5

_LIST_MARK = re.compile(r"^[-*•–]\s+")
_WHEN = re.compile(r"\b[0-2]?\d[:.h][0-5]\d\b|\b(?:19|20)\d\d\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b")
_SENTENCE_END = re.compile(r"[.!?…。！？][\"”’»)\]]*$")
_LETTERS = re.compile(r"[^\W\d_]")
_SHORT_CHARS = 160
_CALL_CHARS = 320


def tidy_paragraphs(text: str, titles: Collection[str], anchors: Anchors) -> str:
    """Paragraphs apart by a blank line. `titles`: every form in which the page gives the article's title."""
    known = {split_words(title) for title in titles}
    seen: set[str] = set()
    kept: list[str] = []
    for raw in clean(text).splitlines():
        line = _LIST_MARK.sub("", " ".join(raw.split())).strip("| ")
        folded = line.casefold()
        if not line or folded in seen or split_words(line) in known:
            continue
        seen.add(folded)
        if not is_fitting(line, anchors) and (kept or not _is_dateline_of_page(line)):
            kept.append(line)
    return "\n\n".join(kept)[:_TEXT_CHARS]


def is_fitting(line: str, anchors: Anchors) -> bool:
    """Whether a line belongs to the page and not to its article."""
    if not _LETTERS.search(line) and not any(map(str.isdigit, line)):
        return True
    words = len(line.split())
    if words >= _LINKED_WORDS and anchors.share(line) >= _LINKED:
        return True
    if len(line) <= _CALL_CHARS and SPEAKS_OF_THE_PAGE.search(line):
        return True
    return len(line) <= _SHORT_CHARS and (_sends_elsewhere(line, anchors) or _calls(line))


def _sends_elsewhere(line: str, anchors: Anchors) -> bool:
    """ "Read more: …". A sentence may begin so too ("Related costs rose."): that has no sign behind the words
    and ends as one, and is no link."""
    match = SENDS_ELSEWHERE.match(line)
    return match is not None and (_is_label(match["rest"], line) or anchors.share(match["rest"]) >= _LINKED)


def _calls(line: str) -> bool:
    match = CALLS_READERS.match(line)
    return match is not None and _is_label(match["rest"], line)


def _is_label(rest: str, line: str) -> bool:
    """Little follows, or a sign, or what follows ends like a headline; a full sentence is no label."""
    return (
        len(rest.split()) <= 4
        or rest.lstrip().startswith((":", "–", "-", "|", "»", ">"))
        or line[-1] not in '.!?"”'
    )


def _is_dateline_of_page(line: str) -> bool:
    """A date, a time or a section before the article begins: short, with a figure of the clock or calendar,
    and no sentence."""
    return len(line.split()) <= 12 and _WHEN.search(line) is not None and not _SENTENCE_END.search(line)
