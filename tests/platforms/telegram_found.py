"""What Telegram's server makes clickable of a text by itself, after its own rules (td, MessageEntity.cpp).

Addresses of sites are taken more broadly than there: any word behind a dot counts as a top-level domain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.platforms.telegram_html import HtmlError, parse

_WORD = r"[^\W]"
RULES = {
    "mention": re.compile(rf"(?<!{_WORD})@[A-Za-z0-9_]{{2,32}}(?!{_WORD})"),
    "command": re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>])"),
    "hashtag": re.compile(r"(?<![\w\u200c])#[\w\u200c\u00b7]*[^\W\d_][\w\u200c\u00b7]*"),
    "cashtag": re.compile(r"(?<![$\w])\$(?:1INCH|[A-Z]{1,8})(?![$\w])"),
    "deep link": re.compile(r"(?:tg|ton|tonsite)://[a-z0-9_-]+", re.IGNORECASE),
    "address": re.compile(
        r"(?:https?|ftp)://[^\s\u2000-\u200b\u2016-\u206f]"
        r"|[\w~\u00c0-\u1fff\u2c00-\uffef\U00010000-\U0010ffff-]\.[^\W\d_](?:[^\W\d_]|[^\x00-\u024f\s])"
        r"|(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])"
    ),
    "e-mail": re.compile(r"[A-Za-z0-9.+_-]@[A-Za-z0-9-]+\.[A-Za-z]"),
}
_CLOSED = re.compile(r"<(a|code|pre)\b[^>]*>.*?</\1>", re.DOTALL)
_OPEN = re.compile(r"</?(?:b|i|blockquote)[^>]*>")


def find_clickable(html: str, *, plain: bool = False) -> Iterator[tuple[str, str]]:
    """Kind and text of each, outside the links and code that are marked as such."""
    try:
        words = html if plain else parse(_OPEN.sub("", _CLOSED.sub("\0", html))).text
    except HtmlError:
        words = html
    for kind, rule in RULES.items():
        yield from ((kind, match.group()) for match in rule.finditer(words))
