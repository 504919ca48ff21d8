"""Who does what to whom: the two parties of a verb, read alike from the active and the passive."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.core.language.dates import date_spans
from bot.core.language.figure_words import TENS_WORDS, UNITS_WORDS
from bot.core.language.mentions import Token
from bot.core.language.numbers import find_numbers
from bot.core.language.quotes import quoted_spans
from bot.core.language.senses import sense
from bot.core.language.verbs import BASES, PARTICIPLES, PASTS
from bot.core.language.words import tokenize

_BE = frozenset("was were is are be been being am isn't wasn't weren't aren't".split())
_AUXILIARIES = _BE | frozenset(
    """has have had will would can could may might must shall should did does do to not never also later then now
    already again still just soon finally twice once both n't cannot won't didn't don't doesn't hasn't haven't
    hadn't couldn't wouldn't""".split()
)
_BEFORE_BASE = frozenset(
    """will would can could may might must shall should did does do to not didn't don't won't wouldn't
    cannot""".split()
)
_ADVERBS = frozenset("not never also already later then now still just soon finally again twice since".split())
_PREPOSITIONS = frozenset(
    """in on at for from to with by after before over under about against into near during since until through
    without within towards toward between among behind beyond along across around as off than per like despite
    amid because while when where if that whether who which whose whom what how why and but or so yet though
    although following including regarding concerning""".split()
)
_STOPS = frozenset('.;:!?“”"()—–')
_JOINERS = frozenset(
    """and but or so yet while when where after before because that if as whether than though although since until
    who which whose whom said says told""".split()
)
_DETERMINERS = frozenset(
    "the a an its his her their our my your this that these those some no every each".split()
)
_PARTICLES = frozenset("out off down up over away back".split())
_NO_VERBS = frozenset(
    """hundred need speed indeed united exceed feed seed red bed shed wed breed greed creed sacred wicked naked
    limited unlimited aged based supposed so-called""".split()
)
# The same whoever comes first; or said of one party alone ("the mill closed", "the company closed the mill").
SYMMETRIC = frozenset(
    sense(word)
    for word in """meet marri play face fight discuss agre clash talk join resembl accompani share combin merg
    compar match link connect equal divorc date draw tie embrac have be do go get becom mean cost say
    tell""".split()
)
_PRONOUNS = {
    "he": "he", "him": "he", "she": "she", "her": "she", "they": "they", "them": "they", "we": "we", "us": "we",
    "i": "i", "me": "i", "it": "it",
}  # fmt: skip
_MEASURED = frozenset(
    "vote point goal seat run length second minut per cent percent metr kilometr mile hour".split()
)
_ROUGHLY = frozenset("more fewer less than about around some nearly almost over at least up to".split())
_FARTHEST_AGENT = 14  # tokens from a passive verb to its "by"
_LONGEST_PARTY = 14  # tokens


@dataclass(frozen=True, slots=True)
class Deed:
    """A verb's sense, and the senses of the content words of the party that acts and of the one acted upon.

    Either is empty where the text does not say; a pronoun stands for itself ("he" for "him", too).
    """

    verb: str
    doers: frozenset[str]
    done_to: frozenset[str]
    passive: bool


@lru_cache(maxsize=4_096)
def find_deeds(text: str) -> tuple[Deed, ...]:
    """The verbs that take two parties, in order, outside quotations. Found by form, without a grammar: a verb is
    a past form, a participle or an infinitive behind an auxiliary; a party is the run of words beside it."""
    tokens = _plain_tokens(text)
    found: list[Deed] = []
    for i in range(len(tokens)):
        deed = _read(text, tokens, i)
        if deed is not None:
            if found and not deed.doers and not deed.passive and tokens[i - 1].lower == "and":
                before = found[-1]  # "flew over the area and promised aid"
                deed = replace(deed, doers=before.done_to if before.passive else before.doers)
            found.append(deed)
    return tuple(found)


def _plain_tokens(text: str) -> list[Token]:
    """The tokens outside quotations, dates and "who …" asides, which would come between verb and party."""
    spans = [*quoted_spans(text), *date_spans(text)]
    tokens = [token for token in tokenize(text) if not any(start <= token.start < end for start, end in spans)]
    kept: list[Token] = []
    skipping = False
    for i, token in enumerate(tokens):
        if (
            not skipping
            and token.text == ","
            and tokens[i + 1 : i + 2]
            and tokens[i + 1].lower in {"who", "which"}
        ):
            closing = next((j for j in range(i + 2, min(len(tokens), i + 24)) if tokens[j].text in ",."), None)
            skipping = closing is not None and tokens[closing].text == ","
            if skipping:
                continue
        elif skipping:
            skipping = token.text != ","
            continue
        kept.append(token)
    return kept


def _read(text: str, tokens: Sequence[Token], i: int) -> Deed | None:
    verb = tokens[i]
    if not verb.text[0].islower() or not verb.content:
        return None
    form = _form(tokens, i)
    key = sense(verb.stem)
    if not form or key in SYMMETRIC:
        return None
    passive = form == "passive"
    first = i
    while first > 0 and (tokens[first - 1].lower in _AUXILIARIES or tokens[first - 1].lower.endswith("ly")):
        first -= 1
    before = _party(tokens[_left_edge(tokens, first) : first])
    if passive:
        return Deed(key, _agent(text, tokens, i), before, True)
    return Deed(key, before, _party(_object(tokens, i + 1)), False)


def _form(tokens: Sequence[Token], i: int) -> str:
    """ "active", "passive", or "" where the word is no verb."""
    word, back = tokens[i].lower, i - 1
    while back >= 0 and (tokens[back].lower in _ADVERBS or tokens[back].lower.endswith("ly")):
        back -= 1
    previous = tokens[back].lower if back >= 0 else ""
    following = tokens[i + 1].lower if i + 1 < len(tokens) else ""
    regular = word.endswith("ed") and len(word) > 3 and word not in _NO_VERBS
    if word.endswith("ing"):
        return "active" if previous in _BE else ""
    if previous in _BE:
        return "passive" if regular or word in PARTICIPLES else ""
    if previous in _DETERMINERS:
        return ""
    if following == "by" and (regular or word in PARTICIPLES) and not _is_measure(tokens, i + 2):
        return "passive"
    if regular or word in PASTS or (word in PARTICIPLES and previous in {"has", "have", "had"}):
        return "active"
    if previous in _BEFORE_BASE and (word in BASES or word.isalpha()):
        return "active"
    if word.endswith("s") and not word.endswith("ss") and back >= 0 and tokens[back].text[0].isupper():
        return (
            "active"
            if following in _DETERMINERS or (tokens[i + 1 : i + 2] and tokens[i + 1].text[0].isupper())
            else ""
        )
    return ""


def _left_edge(tokens: Sequence[Token], end: int) -> int:
    """Where the party before the verb begins: at the last word that opens a clause."""
    start = end
    aside = 0  # commas passed of an aside between party and verb: "the mayor, Ana Vidal, sued"
    while start > 0 and end - start < _LONGEST_PARTY:
        word = tokens[start - 1]
        if word.text in _STOPS or word.lower in _JOINERS:
            break
        if word.text == ",":
            if aside == 2 or (aside == 0 and start != end):
                break
            aside += 1
        start -= 1
    return start


def _object(tokens: Sequence[Token], start: int) -> Sequence[Token]:
    while start < len(tokens) and (tokens[start].lower in _PARTICLES or tokens[start].lower.endswith("ly")):
        start += 1
    return tokens[start : _right_edge(tokens, start)]


def _right_edge(tokens: Sequence[Token], start: int) -> int:
    end = start
    while end < len(tokens) and end - start < _LONGEST_PARTY:
        word = tokens[end]
        if word.text in _STOPS or word.text == "," or word.lower in _PREPOSITIONS:
            break
        if word.lower == "of" and end + 1 < len(tokens) and tokens[end + 1].lower.endswith("ing"):
            break  # "accused him of hiding"
        end += 1
    return end


def _agent(text: str, tokens: Sequence[Token], verb: int) -> frozenset[str]:
    """Who did it, behind the "by" of a passive; a measure or a deadline behind it is nobody."""
    for i in range(verb + 1, min(len(tokens) - 1, verb + _FARTHEST_AGENT)):
        if tokens[i].text in _STOPS:
            break
        if tokens[i].lower == "by" and not tokens[i + 1].lower.endswith("ing") and not _is_measure(tokens, i + 1):
            start = i + 1
            while start < len(tokens) and tokens[start].lower in _ROUGHLY:
                start += 1
            return _party(tokens[start : _right_edge(tokens, start)])
    return frozenset()


def _is_measure(tokens: Sequence[Token], start: int) -> bool:
    """ "by 18 per cent", "by 48 votes to 31"."""
    if start >= len(tokens):
        return True
    first = tokens[start]
    numeric = first.text[0].isdigit() or first.text in "$£€" or bool(find_numbers(first.text))
    near = {token.stem for token in tokens[start + 1 : start + 4]}
    return numeric and (bool(near & _MEASURED) or start + 1 >= len(tokens) or tokens[start + 1].text in ".,%")


def _party(words: Sequence[Token]) -> frozenset[str]:
    """The head of a run of words: what stands before its first preposition, "of" aside."""
    kept = list(_head(words))
    names = [token for token in kept if token.content and token.text[0].isupper() and token.start > 0]
    kept = names or kept  # "third seed Nadia Kolar" is Nadia Kolar
    said = frozenset(sense(token.stem) for token in kept if token.content and not _is_figure(token))
    return said or frozenset(_PRONOUNS[token.lower] for token in kept[:1] if token.lower in _PRONOUNS)


def _is_figure(token: Token) -> bool:
    return token.text[0].isdigit() or token.lower in UNITS_WORDS or token.lower in TENS_WORDS


def _head(words: Sequence[Token]) -> Iterator[Token]:
    opened = False
    for token in words:
        if token.lower in _PREPOSITIONS and opened:
            return
        opened = opened or token.content
        yield token
