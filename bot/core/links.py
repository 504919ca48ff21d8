"""Links that open a source at the words relied on (URL text fragments, https://wicg.github.io/scroll-to-text-fragment/)."""

from __future__ import annotations

import re
from urllib.parse import quote

_EDGE_WORDS = 5
"""A longer quotation is given as its first and last words: links stay short and survive small edits between."""


def link_to_words(url: str, words: str) -> str:
    """The url with a text fragment for these words; the url as it is when there are none."""
    spoken = _plain_words(words)
    if not spoken:
        return url
    base, _, fragment = url.partition("#")
    if len(spoken) > 2 * _EDGE_WORDS + 2:
        target = f"{_encode(spoken[:_EDGE_WORDS])},{_encode(spoken[-_EDGE_WORDS:])}"
    else:
        target = _encode(spoken)
    return f"{base}#{fragment}:~:text={target}"


def _plain_words(words: str) -> list[str]:
    return re.sub(r"\s+", " ", words).strip(" .").split(" ") if words.strip(" .") else []


def _encode(words: list[str]) -> str:
    # The grammar of the fragment reserves "-", "," and "&"; quote() leaves "-" alone.
    return quote(" ".join(words), safe="", errors="replace").replace("-", "%2D")
