"""The main verb of a question ("Who owns the mill?"), and of whom or what it is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from bot.core.language import find_names, split_sentences, tokenize
from bot.core.language.mentions import Token
from bot.core.language.verb_forms import is_verb
from bot.core.language.verbs import BASES, PARTICIPLES
from bot.core.same_deeds import deed_keys
from bot.core.things import find_thing


class Gap(StrEnum):
    """Which part of the sentence that answers is asked for."""

    DOER = "doer"  # "Who owns the mill?"
    DONE_TO = "done to"  # "What does the mill produce?", "What was stolen?"
    AROUND = "around"  # "When was the mill founded?"


@dataclass(frozen=True, slots=True)
class Predicate:
    """`keys` are the names under which the verb is known; `doers` and `done_to` the words that the question gives
    of either party, one set of keys for each word; `names` the keys of all names it has. `through` is the
    preposition behind the verb, where there is one: "scored for".
    """

    verb: str
    keys: frozenset[str]
    gap: Gap
    doers: tuple[frozenset[str], ...] = ()
    done_to: tuple[frozenset[str], ...] = ()
    names: tuple[str, ...] = ()
    through: str = ""


_BE = frozenset("is are was were 's being been be".split())
_DO = frozenset("did does do".split())
_HAVE = frozenset("has have had".split())
_MODAL = frozenset("will would can could may might must shall should".split())
_AUXILIARIES = _BE | _DO | _HAVE | _MODAL
_BETWEEN = frozenset(
    """not also already now still just then ever first originally currently recently newly once again really
    actually reportedly allegedly finally usually officially""".split()
)
_PLURALS = frozenset("people police men women children staff fish sheep".split())
_NO_PASTS = frozenset("need seed feed weed reed deed heed".split())
_ASKING = frozenset("who whom what which when where".split())
_DETERMINERS = frozenset("the a an its his her their our my your this that these those some any all no".split())
_PREPOSITIONS = frozenset(
    """in on at for from to with by after before over under about against into near during since until through
    without within towards between among behind beyond along across around off than per because while when if
    and or but as out up down away back""".split()
)
# Verbs that say nothing by themselves, that ask for words or names, or for an outcome that news words in many
# ways (won, died): other rules look after those.
_LIGHT = frozenset(
    """be been being have has had having do does did done doing go goes went gone going get gets got gotten
    getting come comes came coming make makes made making take takes took taken taking give gives gave given
    giving happen
    happens happened happening occur occurs occurred say says said saying tell tells told telling mean means meant
    know knows knew known think thinks thought believe believes believed call calls called named name names named
    use uses used using need needs needed want wants wanted cost costs win wins won winning lose loses lost die
    dies died dying kill kills killed killing injure injured hurt become becomes became look looks looked like
    likes liked expect expected set put keep kept let involve involved involves involving change changed differ
    end ended ends show shows showed shown report reports reported according remain remains remained blame blamed
    due responsible supposed able likely expected based left see seen affect affected accord feel felt""".split()
)


@lru_cache(maxsize=1_024)
def read_predicate(question: str) -> Predicate | None:
    """None where the question has no verb of its own weight, or asks for something else than who, what, when or
    where."""
    read = _read(question)
    if read is None:
        return None
    return replace(read, names=tuple(name.key for name in find_names(f"{question[:1].lower()}{question[1:]}")))


def _read(question: str) -> Predicate | None:
    tokens = _asking_sentence(question)
    if any(token.lower in {"cost", "costs"} for token in tokens):
        return None  # a sum is asked for
    at = next((i for i, token in enumerate(tokens) if token.lower in _ASKING), None)
    if at is None or any(token.lower in {"how", "why"} for token in tokens[:at]):
        return None
    asked, rest = tokens[at].lower, tokens[at + 1 :]
    if at and tokens[at - 1].lower in _PREPOSITIONS and asked in {"which", "what"}:
        asked = "where"  # "in which town", "to what end": around the deed
    rest = rest[_length_of_noun(tokens[at].lower, rest, question) :]
    verb, auxiliary = _find_verb(rest)
    if verb is None or rest[verb].lower in _LIGHT:
        return None
    gap, doers, done_to = _place(asked, rest, verb, auxiliary)
    if not (doers or done_to) and gap is not Gap.DONE_TO:
        return None
    following = rest[verb + 1].lower if verb + 1 < len(rest) else ""
    word = rest[verb].lower
    through = following if following in _PREPOSITIONS else ""
    return Predicate(word, deed_keys(word), gap, doers, done_to, through=through)


def _place(
    asked: str, rest: Sequence[Token], verb: int, auxiliary: str
) -> tuple[Gap, tuple[frozenset[str], ...], tuple[frozenset[str], ...]]:
    """What is asked for, and the words of the question for who does it and for what it is done to."""
    before, after = _words(rest[:verb]), _words(_object(rest, verb))
    passive = auxiliary in _BE and not rest[verb].lower.endswith("ing")
    if asked in {"when", "where"}:
        return (Gap.AROUND, (), before) if passive else (Gap.AROUND, before, after)
    if auxiliary in _DO:
        return Gap.DONE_TO, before, after
    if passive:  # "Who was the mill founded by?", "Who was arrested by the police in Ellory?"
        return (Gap.DOER, (), before) if before else (Gap.DONE_TO, _agent(rest, verb), ())
    return (Gap.DONE_TO, before, ()) if before else (Gap.DOER, (), after)


def _asking_sentence(question: str) -> list[Token]:
    sentences = [found.text for found in split_sentences(question)]
    asking = next((text for text in sentences if text.rstrip().endswith("?")), question)
    return [token for token in tokenize(asking) if token.text[0].isalnum() or token.text in "'’,"]


def _length_of_noun(asked: str, rest: Sequence[Token], question: str) -> int:
    """How many words after "which" or "what" name what is asked for: none of them is the verb."""
    if asked not in {"which", "what"} or not rest or rest[0].lower in _AUXILIARIES:
        return 0
    noun = find_thing(question)[1].split()[-1:]
    if noun:
        return next((i + 1 for i, token in enumerate(rest) if token.text == noun[0]), 0)
    end = next((i for i, token in enumerate(rest) if i and (_is_past(token) or token.lower in _AUXILIARIES)), 0)
    return end if asked == "which" or not _is_past(rest[0]) else 0


def _is_finite(token: Token) -> bool:
    """By form: "owned", "owns", "wrote"."""
    ends = token.lower.endswith("s") and not token.lower.endswith(("ss", "us", "ous"))
    return token.content and token.text[0].islower() and (ends or _is_past(token))


def _is_past(token: Token) -> bool:
    return token.text[0].islower() and _is_past_form(token.lower) and token.lower not in BASES | _AUXILIARIES


def _is_past_form(word: str) -> bool:
    return is_verb(word) or (len(word) == 4 and word.endswith("ed") and word not in _NO_PASTS)  # "sued", "died"


def _find_verb(rest: Sequence[Token]) -> tuple[int | None, str]:
    """Where the verb stands, and the auxiliary before it."""
    start = 0
    auxiliary = ""
    while start < len(rest) and (
        rest[start].lower in _AUXILIARIES | _BETWEEN | {"'", "’"} or rest[start].lower.endswith("ly")
    ):
        auxiliary = rest[start].lower if rest[start].lower in _AUXILIARIES else auxiliary
        start += 1
    if start >= len(rest):
        return None, ""
    if not auxiliary:
        return (start if _is_finite(rest[start]) else None), ""
    if auxiliary in _DO | _MODAL:
        return _find_base(rest, start, direct=auxiliary in _MODAL), auxiliary
    return _find_participle(rest, start, auxiliary), auxiliary


def _find_base(rest: Sequence[Token], start: int, *, direct: bool) -> int | None:
    """The bare verb behind "did" and its subject: before the end, a preposition, an article or a name."""
    if direct and rest[start].content and rest[start].text[0].islower() and start + 1 < len(rest):
        following = rest[start + 1]
        if following.lower in _DETERMINERS or following.text[0].isupper() or rest[start].lower in BASES:
            return start
    likely = [i for i in range(start + 1, len(rest)) if _may_be_base(rest, i)]
    sure = [i for i in likely if _is_base(rest[i])]
    return next(iter(sure or likely), None)


def _is_base(token: Token) -> bool:
    return token.lower in BASES


def _may_be_base(rest: Sequence[Token], i: int) -> bool:
    token = rest[i]
    if not token.text[0].islower() or not (token.content or _is_base(token)):
        return False
    if (token.lower.endswith("s") and not token.lower.endswith("ss")) or token.lower in _PLURALS:
        return False
    if rest[i - 1].lower in _DETERMINERS | _PREPOSITIONS | {"of"}:
        return False
    if i + 1 == len(rest) or _is_base(token):
        return True
    following = rest[i + 1]
    stops = following.lower in _DETERMINERS | _PREPOSITIONS
    return stops or following.text[0].isupper() or following.text[0].isdigit()


def _find_participle(rest: Sequence[Token], start: int, auxiliary: str) -> int | None:
    for i in range(start, len(rest)):
        token = rest[i]
        if token.lower in _ASKING | {"that"}:
            return None
        if not token.text[0].islower() or (i and rest[i - 1].lower in _DETERMINERS):
            continue
        done = token.lower in PARTICIPLES or (token.lower.endswith("ed") and _is_past_form(token.lower))
        ing = auxiliary in _BE and len(token.lower) > 4 and token.lower.endswith("ing") and i + 1 <= len(rest)
        following = rest[i + 1] if i + 1 < len(rest) else None
        noun_next = (
            i > start and following is not None and following.content and following.text[0].islower()
        )  # "the injured man", where more follows
        if (done or ing) and not noun_next:
            return i
        if token.lower in _PREPOSITIONS and i == start:
            return None
    return None


def _object(rest: Sequence[Token], verb: int) -> Sequence[Token]:
    """What stands behind the verb up to a preposition; all of it where nothing does."""
    end = next((i for i in range(verb + 1, len(rest)) if rest[i].lower in _PREPOSITIONS), len(rest))
    return rest[verb + 1 : end] if _words(rest[verb + 1 : end]) else rest[verb + 1 :]


def _agent(rest: Sequence[Token], verb: int) -> tuple[frozenset[str], ...]:
    """Who did it, as the question says behind "by"."""
    by = next((i for i in range(verb + 1, len(rest)) if rest[i].lower == "by"), None)
    return () if by is None else _words(rest[by + 1 :])


def _words(tokens: Sequence[Token]) -> tuple[frozenset[str], ...]:
    return tuple(
        deed_keys(token.lower)
        for token in tokens
        if token.content and token.lower not in _BETWEEN | _AUXILIARIES and token.text[0].isalpha()
    )
