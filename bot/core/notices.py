"""Recognises what an outlet says about its own article: that it took it back, or whose text it carries."""

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

_AGENCIES = {
    "reuters": "Reuters",
    "ap": "AP",
    "associated press": "AP",
    "the associated press": "AP",
    "afp": "AFP",
    "agence france-presse": "AFP",
    "dpa": "dpa",
    "pa": "PA",
    "pa media": "PA",
    "press association": "PA",
    "upi": "UPI",
    "efe": "EFE",
    "ansa": "ANSA",
    "apa": "APA",
    "tass": "TASS",
    "interfax": "Interfax",
    "xinhua": "Xinhua",
    "kyodo": "Kyodo",
    "yonhap": "Yonhap",
    "pti": "PTI",
    "ani": "ANI",
    "ians": "IANS",
    "aap": "AAP",
    "cp": "The Canadian Press",
    "the canadian press": "The Canadian Press",
    "canadian press": "The Canadian Press",
    "bloomberg": "Bloomberg",
    "belga": "Belga",
    "tt": "TT",
    "ritzau": "Ritzau",
    "ntb": "NTB",
    "lusa": "Lusa",
    "sapa": "SAPA",
}
_AGENCY_ENDINGS = r"(?:Press|News Agency|Wire|Newswire|Presse|News Service|Press Agency|Press Association)"
_WORD = r"[A-Z][\w.&'’-]*"
_NAME = rf"(?:{_WORD}(?: (?:of|the|and|{_WORD})){{0,4}} {_AGENCY_ENDINGS}|{_WORD}(?: {_WORD}){{0,2}}|dpa)"
# "PORT ANSEL, Nov 16 (Meridian Press) — …", "LONDON (AP) - …", "(Reuters) - …"
_DATELINE = re.compile(rf"^[^\n()]{{0,60}}\((?P<name>{_NAME})\)\s*(?:[-–—:]|$)")
# "PORT ANSEL — AP — …" is rare; "By Meridian Press" and "Source: dpa" stand on lines of their own.
_OWN_LINE = re.compile(
    r"^(?:[-–—]+\s*|\(\s*|(?:by|source|from|via|credit|quelle)\s*:?\s+)(?:the )?"
    rf"(?P<name>{_NAME})(?:\s*\))?\.?$",
    re.IGNORECASE,
)
_AT_END = re.compile(rf"(?:[-–—]\s*|\()(?P<name>{_NAME})\)?\.?\s*$")


def says_withdrawn(title: str, text: str) -> bool:
    """Whether the page says of itself that the outlet took the article back: in the title, or near the
    beginning. An article about somebody else's retraction does not."""
    return bool(_TITLE.search(title) or _TEXT.search(text[:_NOTICE_CHARS]))


def read_credit(text: str, author: str | None = None) -> str | None:
    """The agency the text credits, under its usual name, or None for the outlet's own reporting.

    A dateline "(Meridian Press) —", a line of its own ("— AP", "Source: dpa", "(Reuters)"), the end of the
    text, or an agency as the author. A name that is not a well-known agency's must end as agencies' do
    ("… Press", "… News Agency").
    """
    if author is not None and (found := _as_agency(author)):
        return found
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        return None
    near_edges = [*lines[:3], *lines[-3:]]
    candidates = [_DATELINE.search(line) for line in lines[:3]]
    candidates += [_OWN_LINE.search(line) for line in near_edges if len(line) <= 60]
    candidates += [_AT_END.search(line[-60:]) for line in lines[-2:]]
    for match in candidates:
        if match is not None and (found := _as_agency(match.group("name"))):
            return found
    return None


def _as_agency(name: str) -> str | None:
    name = " ".join(name.split()).removeprefix("By ").strip(" .")
    known = _AGENCIES.get(name.lower())
    if known is not None:
        return known
    # A newspaper may be called "… Press" too, but it does not credit itself in a dateline's brackets.
    return name if re.fullmatch(rf"[A-Z].* {_AGENCY_ENDINGS}", name) else None
