"""Recognises an outlet's word that it took its own article back."""

from __future__ import annotations

import re

_PIECE = r"(?:article|story|report|piece|item|page|post|text)"
_TAKEN_BACK = r"(?:retracted|withdrawn|unpublished|taken down|taken offline|removed)"
_TITLE = re.compile(
    r"^\W*(?:retract(?:ed|ion)|withdrawn|story withdrawn|removed)\s*(?:[:|–—\]]|-\s|$)"
    rf"|\b{_PIECE} {_TAKEN_BACK}\W*$",
    re.IGNORECASE,
)
_TEXT = re.compile(
    rf"\bthis {_PIECE} (?:has been|have been|was|is|has now been|is being)(?: \w+)? {_TAKEN_BACK}\b"
    rf"|\b(?:has|have) (?:\w+ )?(?:retracted|withdrawn|removed|taken down) this {_PIECE}\b"
    rf"|\bwe (?:\w+ )?(?:retract|withdraw)(?:ed)? (?:this|the|our) (?:\w+ )?{_PIECE}\b"
    rf"|\b(?:retracted|withdrew|withdraws|retracts) this {_PIECE}\b"
    r"|\bdieser (?:artikel|bericht|text) wurde (?:\w+ )?(?:zurückgezogen|entfernt|gelöscht)\b"
    r"|\bcet article a été (?:retiré|supprimé)\b|\beste artículo ha sido (?:retirado|eliminado)\b",
    re.IGNORECASE,
)
_NOTICE_CHARS = 700


def says_withdrawn(title: str, text: str) -> bool:
    """Whether the page says of itself that the outlet took the article back: in the title, or near the
    beginning. An article about somebody else's retraction does not."""
    return bool(_TITLE.search(title) or _TEXT.search(text[:_NOTICE_CHARS]))
