"""Offices and forms of address that stand with a name: "Interior Minister", "spokeswoman for the coast guard"."""

from __future__ import annotations

import re
from collections.abc import Sequence

ROLES = frozenset(
    """president vice-president premier chancellor minister secretary governor mayor deputy senator congressman
    congresswoman congressperson representative councillor councilman councilwoman lawmaker mp ambassador envoy
    diplomat commissioner chief head director chairman chairwoman chair chairperson ceo founder co-founder
    owner manager
    officer inspector superintendent detective constable sheriff captain lieutenant colonel general major sergeant
    admiral commander commodore marshal brigadier corporal private judge justice magistrate prosecutor attorney
    lawyer solicitor barrister coroner pope cardinal archbishop bishop reverend priest pastor rabbi imam king
    queen
    prince princess duke duchess emperor sultan sheikh emir lord lady sir dame baroness baron professor doctor
    scientist researcher economist analyst engineer geologist seismologist meteorologist epidemiologist coach
    striker goalkeeper midfielder defender captain spokesman spokeswoman spokesperson spokesmen leader speaker
    treasurer auditor controller administrator coordinator organiser organizer activist adviser advisor aide
    surgeon physician nurse paramedic firefighter pilot skipper harbourmaster harbormaster ombudsman regulator
    editor author actor actress singer director-general vice-chancellor attorney-general""".split()
)
_SHORT = {
    "gen": "general", "col": "colonel", "maj": "major", "capt": "captain", "lt": "lieutenant",
    "lieut": "lieutenant", "sgt": "sergeant",
    "cmdr": "commander", "adm": "admiral", "cpl": "corporal", "sen": "senator", "rep": "representative",
    "gov": "governor",
    "pres": "president", "prof": "professor", "dr": "doctor", "rev": "reverend", "supt": "superintendent",
    "insp": "inspector",
    "det": "detective", "min": "minister", "pm": "prime minister",
}  # fmt: skip
ADDRESSES = frozenset("mr mrs ms miss mx mme sir madam sr sra srta herr frau".split())
_HONORIFICS = frozenset("doctor professor sir dame lord lady baroness baron reverend".split())
# The words that an office is made of besides the role itself.
_OFFICE_WORDS = frozenset(
    """prime foreign interior defence defense finance health home justice education transport energy environment
    trade labour labor culture agriculture economy deputy vice acting former interim senior chief assistant
    associate executive managing general national state federal regional city county district provincial local
    police fire coast guard harbour harbor port army navy air force marine military government opposition party
    union company hospital school university rescue emergency civil protection public press media lead head first
    second lieutenant brigadier major rear field attorney solicitor cabinet environmental water rail railway
    climate research science medical security intelligence border customs election ferry airport mountain
    flood""".split()
)
_AFTER = re.compile(
    r"(?:,\s+(?:who is\s+)?|\s+\()(?:(?:the|an?|its|their|his|her"
    r"|[A-Z][\w-]+['’]s)\s+)?(?P<words>(?:[\w'’-]+\s+){0,5}?[\w-]+)(?P<end>\s*(?:,|\)|\.|;|$)|\s+(?:of|for|at"
    r"|in|with|from|who|to|and|said|told)\b)"
)


def expand(word: str) -> str:
    """ "Gen." is a general."""
    lower = word.lower().rstrip(".")
    return _SHORT.get(lower, lower)


def is_role_at(words: Sequence[str], i: int) -> bool:
    """Whether the word ends an office: a role, or the "executive" of a chief executive."""
    if is_role(words[i]):
        return True
    before = words[i - 1].lower() if i % len(words) else ""
    return words[i].lower() == "executive" and before == "chief"


def is_role(word: str) -> bool:
    return expand(word).rpartition(" ")[2] in ROLES


def is_honorific(title: str) -> bool:
    """A degree or rank of honour, which somebody has beside an office."""
    return title in _HONORIFICS


def is_title_word(word: str) -> bool:
    lower = expand(word)
    return lower in _OFFICE_WORDS or lower in ADDRESSES or is_role(word) or lower.endswith("'s")


def normalise(words: list[str]) -> str:
    """Lower case, short forms spelled out, forms of address left out: the office alone, "" if none is left."""
    kept = [expand(word) for word in words if word.lower().rstrip(".") not in ADDRESSES]
    return " ".join(kept) if any(is_role(word) for word in kept) else ""


def title_after(text: str, end: int) -> str:
    """The office in an apposition behind a name: "Ana Vidal, the interior minister,"."""
    match = _AFTER.match(text, end)
    if match is None:
        return ""
    words = match["words"].split()
    roles = [i for i in range(len(words)) if is_role_at(words, i)]
    if roles and any(word[0].isupper() for word in words[roles[-1] + 1 :]):
        return ""  # "Mr Ostrov, Foreign Minister Ana Vidal and": the office is the next one's
    if not roles or any(word.lower() in {"said", "told", "was", "is", "has", "and", "who"} for word in words):
        return ""
    return normalise([word for word in words[: roles[-1] + 1] if word.lower() not in {"the", "a", "an"}])


_WORD_BACK = re.compile(r"([\w’'.-]+)\s+$")


def title_before(text: str, start: int) -> str:
    """The office in lower case in front of a name: "interior minister Ana Vidal"."""
    words: list[str] = []
    position = start
    while len(words) < 5 and (match := _WORD_BACK.search(text, max(0, position - 40), position)):
        word = match.group(1)
        if not is_title_word(word) or (word[-1] == "." and expand(word) == word.lower().rstrip(".")):
            break
        words.insert(0, word)
        position = match.start(1)
    return normalise(words) if words and is_role_at(words, len(words) - 1) else ""
