"""Reads whose text an article says it carries: agencies in datelines, bylines, last lines and rights."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.core.known_outlets import AGENCIES
from bot.core.outlet_names import speaks_for
from bot.core.types import Article, Outlet

_AGENCY_ENDINGS = r"(?:Press|News Agency|Wire|Newswire|Presse|News Service|Press Agency|Press Association)"
_WORD = r"[A-Z][\w.&'’-]*"
_NAME = (
    rf"(?:{_WORD}(?: (?:of|the|and|{_WORD})){{0,4}} {_AGENCY_ENDINGS}|{_WORD}(?:/{_WORD})?(?: {_WORD}){{0,2}}"
    r"|dpa(?:[/-]\w{2,4})?|afp)"
)
# "PORT ANSEL, Nov 16 (Meridian Press) — …", "LONDON (AP) - …", "(Reuters) - …"
_DATELINE = re.compile(rf"^[^\n()]{{0,60}}\((?P<name>{_NAME})\)\s*(?:[-–—:]|$)")
# "PORT ANSEL — AP — …" is rare; "By Meridian Press" and "Source: dpa" stand on lines of their own.
_OWN_LINE = re.compile(
    r"^(?:[-–—]+\s*|\(\s*|(?:by|source|from|via|credit|quelle)\s*:?\s+|(?:copyright|©|\(c\))(?: ?\d{4})? )"
    r"(?:the )?"
    rf"(?P<name>{_NAME})(?:\s*\))?\.?(?: all rights reserved\.?)?$",
    re.IGNORECASE,
)
_AT_END = re.compile(rf"(?:[-–—]\s*|\()(?P<name>{_NAME})\)?\.?\s*$")
# Reuters signs its texts so, and outlets leave it standing where they take the name away.
_SIGNED = re.compile(
    r"\(?\bReporting by [^\n]{3,200}; (?:\w+ by [^\n]{3,120}; )*Editing by [^\n]{3,60}$", re.IGNORECASE
)
_BYLINE_PARTS = re.compile(r"\s*(?:[,|;·•]|\s[-–—]\s)\s*")
_TOGETHER = re.compile(r"\s*(?:/|&|\+|\band\b|\bund\b|\bet\b|\bmit\b|\bwith\b)\s*")
_STAFF = re.compile(
    r"^(?:by|von|par)\s+|^the\s+|(?:\s+[\w-]+){0,3}\s+(?:writers?|reporters?|correspondents?)$|\s+(?:staff|news)$",
    re.IGNORECASE,
)

# Any bracket in front of a dash: what words are compared by is better without it, agency or not.
_BRACKETED = re.compile(r"\(([A-Z][\w.&'’ -]{1,40})\)\s*(?:[-–—:]|$)")
_DATELINE_CHARACTERS = 140


@lru_cache(maxsize=8192)
def read_credit(text: str, author: str | None = None) -> str | None:
    """The agency the text credits, under its usual name, or None for the outlet's own reporting. Several are
    joined by commas.

    A dateline "(Meridian Press) —", a line of its own ("— AP", "Source: dpa", "(Reuters)"), the end of the
    text, or an agency as the author. A name that is not a well-known agency's must end as agencies' do
    ("… Press", "… News Agency"). "With material of" and "additional reporting by" credit an agency with a part
    only: such a text is the outlet's own.
    """
    if author is not None and (found := _read_byline(author)):
        return found
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        return None
    near_edges = [*lines[:3], *lines[-3:]]
    candidates = [_DATELINE.search(line) for line in lines[:3]]
    candidates += [_OWN_LINE.search(line) for line in near_edges if len(line) <= 80]
    candidates += [_AT_END.search(line[-60:]) for line in lines[-2:]]
    for match in candidates:
        if match is not None and (found := _as_agency(match.group("name"))):
            return found
    return "Reuters" if any(_SIGNED.search(line) for line in lines[-3:]) else None


def find_agencies(article: Article) -> frozenset[str]:
    """The agencies the article credits, lower case; none for a text of the outlet's own."""
    credit = article.credit or read_credit(article.text, article.author)
    return frozenset(_plain(name) for name in credit.split(", ")) if credit else frozenset()


def share_agency(one: Article, other: Article) -> bool:
    """Both credit one agency, or one credits the outlet that the other is."""
    mine, theirs = find_agencies(one), find_agencies(other)
    return bool((mine | {name_outlet(one)}) & (theirs | {name_outlet(other)}) & (mine | theirs))


def name_outlet(article: Article) -> str:
    """The outlet's name as a credit would have it: "AP News" is "ap". Its domain where it bears an agency's name
    on a domain that is not the agency's: whoever says so is not the sender of what others credit."""
    return _plain(_own_agency(article.outlet) or article.outlet.name)


def names_outlet(article: Article, outlet: Outlet) -> bool:
    """Whether the article says the outlet's name, as one does that has its news from there ("the Harbour Post
    reports"), and is not that outlet's."""
    name = outlet.name.removeprefix("The ")
    return article.outlet != outlet and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", article.text) is not None


def credits_itself(credit: str, outlet: Outlet) -> bool:
    """Whether the agency credited is the outlet itself."""
    return credit.casefold() in outlet.name.casefold() and speaks_for(outlet.domain, credit)


@lru_cache(maxsize=4096)
def _own_agency(outlet: Outlet) -> str | None:
    agency = _as_agency(outlet.name) or _as_agency(outlet.name.title())
    return agency if agency is None or speaks_for(outlet.domain, agency) else outlet.domain


def drop_credit(text: str) -> str:
    """The text without the agency in its dateline: "RIVERTON (Meridian Press) — A bridge" keeps the place."""
    match = _BRACKETED.search(text[:_DATELINE_CHARACTERS])
    return f"{text[: match.start()]}— {text[match.end() :].lstrip()}" if match else text


def read_sender(article: Article) -> str:
    """The only agency credited, the outlet itself where none is; "" for several."""
    agencies = find_agencies(article)
    return "" if len(agencies) > 1 else next(iter(agencies), name_outlet(article))


def _read_byline(author: str) -> str | None:
    """ "Olav Kern, Reuters" and "dpa/afp" are the agencies'; "Staff and AP", half the outlet's own, is not."""
    found: list[str] = []
    for part in _BYLINE_PARTS.split(author):
        names = _TOGETHER.split(part)
        agencies = [agency for name in names if (agency := _as_agency(name))]
        if agencies and len(agencies) < len(names):
            return _as_agency(part)  # "Anna Bell and AP"; but "Harbour and Coast Press" is one name
        found += agencies
    return ", ".join(dict.fromkeys(found)) or None


@lru_cache(maxsize=4096)
def _as_agency(name: str) -> str | None:
    name = _STAFF.sub("", _STAFF.sub("", " ".join(name.split()))).strip(" .")
    if name.lower().startswith(("dpa/", "dpa-")):
        return "dpa"  # its regional and financial services
    known = AGENCIES.get(name.lower())
    if known is not None:
        return known
    # A newspaper may be called "… Press" too, but it does not credit itself in a dateline's brackets.
    return name if re.fullmatch(rf"[A-Z].* {_AGENCY_ENDINGS}", name) else None


def _plain(name: str) -> str:
    return name.lower().removeprefix("the ").strip(" .")
