"""Words that tell one deed, verb or noun: "owns", "owner of", "belongs to"."""

from __future__ import annotations

from functools import lru_cache

from bot.core.language import stem
from bot.core.language.senses import sense
from bot.core.question_words import read_term
from bot.core.synonyms import meaning

FAMILY = 5  # letters with which words of one family begin: "produce" and "product"

# Each line: a deed with the nouns of who does it and what comes of it. Looser than `synonyms`: enough to be the
# answer to a question, not to be told for one another. "+" joins words that stand together.
_DEEDS = """
own owns owned owner owners ownership belong belongs belonged proprietor parent subsidiary stake
founded founder founders founding co-founder co-founded co-founders establish set+up created started
direct director filmmaker film-maker directorial
lead head chief boss leader run runs ran manage manager chair chairman chairwoman captain command commander coach
buy buyer purchase acquire acquisition takeover took+over taken+over take+over sold+to
sue sues sued suing lawsuit suit plaintiff litigation to+court
employ employs employee employees employer staff workers workforce jobs hire hired work+for works+for worked+for
produce producer production product products make makes made making manufacture manufacturer maker makers build
write author writer wrote penned novel
live lives living resident residents reside resides home homes house
design designer architect
invent inventor develop developed developer create creator
open opening inaugurate launch launched start starts started
marry marriage wed wedding husband wife spouse married
publish publisher release released issue issued
fund finance financed donate donor sponsor paid pay pays
teach teacher taught coach trainer train trained
replace succeed successor succeeded took+over taken+over take+over
play star starred portray actor actress role cast played
organise organiser organize host hosted stage staged hold held
deliver bring brought supply carry
move relocate
cause blame trigger led+to
study research examine
search comb look+for
host held staged hold stage venue take+place takes+place took+place
arrive reach reached land landed
leave depart sail set+off set+out
meet talk talks
steal stole stolen theft thief thieves robbery burglary took taken
find discover spot recover found
pay cost fund
investigate inquiry probe
treat care
"""
_RUN_ROWS: dict[str, frozenset[str]] = {}
_WORD_ROWS: dict[str, frozenset[str]] = {}
_FOUNDING = frozenset("founded founder founders founding co-founder co-founded co-founders".split())


def _key(word: str) -> str:
    """Founding and finding share a form that a stem cannot tell apart."""
    return "founding" if word in _FOUNDING else sense(stem(word))


for _at, _line in enumerate(_DEEDS.strip().splitlines()):
    for _word in _line.split():
        _rows = _RUN_ROWS if "+" in _word else _WORD_ROWS
        _name = _word.replace("+", " ") if "+" in _word else _key(_word)
        _rows[_name] = _rows.get(_name, frozenset()) | {f"deed {_at}"}


@lru_cache(maxsize=16_384)
def deed_keys(word: str) -> frozenset[str]:
    """All names under which a lower-case word is known: as it is written, its senses, its family, its deed."""
    if word in _FOUNDING:
        return frozenset({"founding"}) | _WORD_ROWS["founding"]
    stemmed = stem(word)
    family = (f"{stemmed[:FAMILY]}…",) if len(stemmed) >= FAMILY else ()
    own = (read_term(stemmed), meaning(stemmed), sense(stemmed), *family)
    return frozenset(own) | _WORD_ROWS.get(_key(word), frozenset())


def run_keys(lower: str) -> frozenset[str]:
    """The deeds that words standing together tell in a text in lower case: "was taken over by"."""
    keys = frozenset[str]()
    for run, rows in _RUN_ROWS.items():
        if run in lower:
            keys |= rows
    return keys
