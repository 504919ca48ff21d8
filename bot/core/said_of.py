"""Whether a sentence says the deed that a question asks about, of the one it is asked of."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from bot.core.language import find_names, stem, tokenize
from bot.core.language.mentions import Token
from bot.core.language.names import same_name
from bot.core.language.verb_forms import is_verb
from bot.core.predicates import Gap, Predicate, read_predicate
from bot.core.same_deeds import deed_keys, run_keys

NEAR = 6  # content words within which verb and party stand together
_NEXT = 2  # and within which an object stands before its verb
_NOBODY = frozenset[str]()

_ARTICLES = frozenset("a an the its his her their another".split())
_BE = frozenset("is are was were been being be get gets got".split())
_REFERS = frozenset(
    """he she it they his its her their him them company firm group business agency club team man woman work
    project""".split()
)
_OBJECTS = frozenset("it them him her".split())
_CLAUSES = frozenset("that how whether".split())
_LINKS = frozenset("of on to by for at in against with".split())
_TO = frozenset("to will would can could may might must shall should did does do".split())
_ENDS = frozenset(
    """in on at for from to with by after before over under about against into near during since until through
    without within towards between among behind beyond along across around off than because while when where if
    who which but as said says""".split()
)

_Keyed = Sequence[frozenset[str]]


def tells_deed(question: str, text: str, before: str = "") -> bool:
    """Whether the text says what the question's verb asks; True where the question has no verb to be said."""
    predicate = read_predicate(question)
    return predicate is None or says_it(predicate, text, before)


def says_it(predicate: Predicate, text: str, before: str = "") -> bool:
    """Whether `text` tells the deed of the party that the question names. Where the sentence names that party by
    a pronoun only, `before` (the sentence ahead of it, the title) may name it.

    Sides are compared where the form of the sentence shows them; otherwise it is enough that the words stand
    together.
    """
    tokens = [token for token in tokenize(text) if token.text[0].isalnum() or token.text in ",;:"]
    keyed = [_keys_at(token.lower) for token in tokens]
    there = [i for i, keys in enumerate(keyed) if keys & predicate.keys and not _is_adjective(tokens, i)]
    runs = bool(run_keys(text.lower()) & predicate.keys)
    parties = (*predicate.doers, *predicate.done_to)
    if not parties or not (there or runs):
        return bool(there or runs)
    others = _others(predicate, text)
    known = [
        keys if not any(start <= token.start < end for start, end in others) else _NOBODY
        for token, keys in zip(tokens, keyed, strict=True)
    ]
    if not any(party & known[i] for party in parties for i in range(len(known)) if i not in there):
        if not any(_names(party, before) for party in parties):
            return False
        anybody = frozenset[str]().union(*parties)
        known = [anybody if token.lower in _REFERS else _NOBODY for token in tokens]
    named = [i for i, keys in enumerate(known) if i not in there and any(keys & party for party in parties)]
    if runs and named:
        return True
    return any(_is_of_them(predicate, tokens, known, i, named) for i in there)


def _others(predicate: Predicate, text: str) -> list[tuple[int, int]]:
    """Where names stand that are none of the question's: "Great Skarn" is not the Skarn Star."""
    if not predicate.names:
        return []
    return [
        (name.start, name.end)
        for name in find_names(text)
        if not any(same_name(name.key, asked) for asked in predicate.names)
    ]


def _is_of_them(
    predicate: Predicate, tokens: Sequence[Token], known: _Keyed, verb: int, named: Sequence[int]
) -> bool:
    """Whether the verb at this place has the question's party on the side where it should be."""
    selves = [_NOBODY if _is_owner(token) else keys for token, keys in zip(tokens, known, strict=True)]
    if _is_passive(tokens, verb):
        agent = next((i for i in range(verb + 1, len(tokens)) if tokens[i].lower == "by"), len(tokens))
        done_to = _holds(predicate.done_to, selves[:verb]) or not predicate.done_to
        doers = not predicate.doers or _holds(predicate.doers, selves[agent:])
        return (doers or predicate.gap is Gap.AROUND) and done_to
    if _is_active(tokens, verb):
        return _fits_active(predicate, tokens, selves, verb)
    if _is_same_form(predicate, tokens[verb]) and not _is_attached(tokens, selves, known, verb, predicate):
        return False
    if predicate.gap is Gap.DOER and verb + 1 < len(tokens) and tokens[verb + 1].lower == "of":
        return _holds(
            predicate.done_to, [selves[i] for i in _object(tokens, verb + 1)]
        )  # "Kestle's purchase of Orrin"
    return any(_count_between(tokens, verb, i) <= NEAR for i in named)


def _is_same_form(predicate: Predicate, token: Token) -> bool:
    """Whether the noun looks as the verb does, so that it may be another word: "trains", "works"."""
    return token.lower in {predicate.verb, f"{predicate.verb}s"} or stem(token.lower) == stem(predicate.verb)


def _is_attached(tokens: Sequence[Token], selves: _Keyed, known: _Keyed, noun: int, predicate: Predicate) -> bool:
    """ "the visit to Kestle", "Kestle's visit", "Kestle visit"."""
    parties = (*predicate.doers, *predicate.done_to)
    if _holds(parties, known[max(0, noun - 2) : noun]):
        return True
    if noun + 1 < len(tokens) and tokens[noun + 1].lower in _LINKS:
        return _holds(parties, [selves[i] for i in _object(tokens, noun + 1)])
    return False


def _fits_active(predicate: Predicate, tokens: Sequence[Token], selves: _Keyed, verb: int) -> bool:
    told = _object(tokens, verb)
    if predicate.gap is Gap.DOER and not predicate.through:
        if told:
            return _holds(predicate.done_to, [selves[i] for i in told])
        clause = verb + 1 < len(tokens) and tokens[verb + 1].lower in _CLAUSES
        reach = NEAR if clause else _NEXT  # "the mill that Orrin bought in May"
        return any(
            _holds(predicate.done_to, [selves[i]]) and _count_between(tokens, i, verb) <= reach
            for i in range(verb)
        )
    if predicate.gap is Gap.DONE_TO:
        ahead = {token.lower for token in tokens[max(0, verb - NEAR) : verb]}
        if not told and not ahead & {"that", "which"}:
            return False
    around = (*predicate.doers, *predicate.done_to)
    return any(
        _holds(around, [keys]) and _count_between(tokens, i, verb) <= NEAR for i, keys in enumerate(selves)
    ) and (not predicate.doers or _holds(predicate.doers, selves[:verb]))


def _is_owner(token: Token) -> bool:
    """ "Its camera was built" does not say where the probe was."""
    return token.lower.endswith("'s") or token.lower in {"its", "his", "her", "their"}


def _is_passive(tokens: Sequence[Token], i: int) -> bool:
    if not _is_past(tokens[i]):
        return False
    back = i - 1
    while back >= 0 and (
        tokens[back].lower.endswith("ly") or tokens[back].lower in {"not", "also", "now", "only"}
    ):
        back -= 1
    following = tokens[i + 1].lower if i + 1 < len(tokens) else ""
    return following == "by" or (back >= 0 and tokens[back].lower in _BE)


def _is_active(tokens: Sequence[Token], i: int) -> bool:
    """By form: "owned", or "owns" before an article or a name."""
    before = tokens[i - 1].lower if i else ""
    if before in _ARTICLES or before.endswith("'s") or not tokens[i].text[0].islower():
        return False
    if _is_past(tokens[i]):
        return True
    if before in _TO:
        return True
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    finite = tokens[i].lower.endswith("s") and not tokens[i].lower.endswith("ss")
    opens = following is not None and (following.lower in _ARTICLES or not following.text[0].islower())
    return finite and opens


def _is_past(token: Token) -> bool:
    word = token.lower
    return (is_verb(word) and not word.endswith("s")) or (len(word) == 4 and word.endswith("ed"))


def _object(tokens: Sequence[Token], verb: int) -> list[int]:
    """What stands behind an active verb, lists included: "owns the brewery, Orrin Mill and two hotels"."""
    told: list[int] = []
    if verb + 1 < len(tokens) and tokens[verb + 1].lower in _CLAUSES:
        return told
    for i in range(verb + 1, len(tokens)):
        token = tokens[i]
        if token.text in ",;:":
            following = tokens[i + 1] if i + 1 < len(tokens) else None
            if following is None or not (following.text[0].isupper() or following.lower in _ARTICLES):
                break
        elif token.lower in _ENDS:
            break
        elif token.content or token.lower in _OBJECTS:
            told.append(i)
    return told


def _is_adjective(tokens: Sequence[Token], i: int) -> bool:
    """ "a building company" builds nothing that is told, "the building of the bridge" does."""
    if not tokens[i].lower.endswith("ing") or not i or tokens[i - 1].lower not in _ARTICLES:
        return False
    return i + 1 < len(tokens) and tokens[i + 1].content


def _holds(parties: Sequence[frozenset[str]], keyed: _Keyed) -> bool:
    return any(party & keys for party in parties for keys in keyed)


def _names(party: frozenset[str], text: str) -> bool:
    return any(party & _keys_at(token.lower) for token in tokenize(text))


def _count_between(tokens: Sequence[Token], i: int, j: int) -> int:
    low, high = min(i, j), max(i, j)
    return sum(token.content for token in tokens[low + 1 : high])


@lru_cache(maxsize=65_536)
def _keys_at(lower: str) -> frozenset[str]:
    return deed_keys(lower.removesuffix("'s")) if lower[0].isalpha() else frozenset((lower,))
