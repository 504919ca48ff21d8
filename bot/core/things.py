"""What kind of thing a question asks for by its noun: "which country", "what film", "which two airlines"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum


class Thing(StrEnum):
    """What has to stand in a sentence that answers."""

    PERSON = "person"
    COUNTRY = "country"
    STATE = "state"
    NAMED = "named"  # a company, a city, a team, a film: whatever bears a name of its own


_NOUNS: Mapping[Thing, str] = {
    Thing.PERSON: """
        person people man woman boy girl player singer actor actress star politician leader president
        minister director filmmaker author writer playwright celebrity athlete golfer footballer driver
        candidate senator congressman congresswoman billionaire musician rapper comedian host figure
        contributor founder ceo executive character governor mayor king queen prince princess royal royals
        pope economist scientist artist idol champion swimmer skater skier boxer coach manager judge lawyer
        official officials detective secretary member astronaut model influencer journalist presenter chef
        titan titans personality winner spokesman spokeswoman spokesperson general commander activist
    """,
    Thing.COUNTRY: """
        country countries nation nations territory kingdom republic
    """,
    Thing.STATE: """
        state states
    """,
    Thing.NAMED: """
        company companies firm automaker carmaker airline airlines bank brand retailer chain giant maker
        startup university college school team club band group agency organisation organization party
        network platform app league festival event tournament award prize film movie show series song album
        book novel game city cities town village region island continent river lake mountain stadium venue
        landmark museum church cathedral hospital airport port street square newspaper magazine newsroom
        department ministry court operator union regulator museum park telescope spacecraft ship vessel
        aircraft hurricane typhoon storm
    """,
}
_THING_OF = {noun: thing for thing, nouns in _NOUNS.items() for noun in nouns.split()}
_AFTER_ASKING = re.compile(r"\b(?:which|what)\b(?P<rest>[^?.!;:]*)", re.IGNORECASE)
_WORD = re.compile(r"[\w’'-]+")
_KIND_OF = re.compile(r"\b(?:type|kind|sort|form|piece)s? of\b", re.IGNORECASE)
_OWNED = re.compile(r"[’']s?$")
_OF_THESE = re.compile(r"^\s*of (?:the following|these|those|the)\b")
_ORIGIN = re.compile(
    r"\b[Ww](?:hich|hat)\s+(?:[a-z]\w*\s+)?(?P<origin>[A-Z][\w.’'-]*)\s+(?:[a-z]\w+\s+){0,2}?[a-z]"
)
# A noun that is asked for stands before any of these: "what is the", "what did the mayor".
_ENDS = frozenset("is are was were did does do has have had will would can could should the a an of".split())
REACH = 6  # words after "which" among which the noun stands


def find_thing(text: str) -> tuple[Thing | None, str]:
    """What the noun after "which" or "what" asks for, and the noun itself.

    None and "" where there is none of these, or a kind of it is asked for.
    """
    found = _AFTER_ASKING.search(text)
    if found is None or _KIND_OF.match(found["rest"].strip()):
        return None, ""
    thing: Thing | None = None
    nouns: list[str] = []
    for word in _WORD.findall(_OF_THESE.sub("", found["rest"]))[:REACH]:
        if word.lower() in _THING_OF and not _OWNED.search(word):
            thing = _THING_OF[word.lower()]
            nouns.append(word)
        elif thing is not None or word.lower() in _ENDS:
            break
    return thing, " ".join(nouns)


def find_origin(text: str) -> str:
    """The capital word before such a noun, "" if there is none: in "which US city" or "which Asian country" the
    sources need not name it."""
    found = _ORIGIN.search(text)
    return found["origin"] if found is not None and find_thing(text)[0] is not None else ""
