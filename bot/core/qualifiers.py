"""How far and whether at all a claim's words hold: "all" for three, "if" left out, a plan told as done."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from bot.core.alignment import coverage, senses
from bot.core.fault_words import say_other_words
from bot.core.faults import Evidence, Fault
from bot.core.language import stem, tokenize
from bot.core.language.mentions import Token
from bot.core.language.quotes import quoted_spans
from bot.core.language.verbs import BASES, PARTICIPLES, PASTS
from bot.core.saying import tr
from bot.core.synonyms import meaning
from bot.core.types import Support

# Words for how many of some there are: a claim that has one of a class has it from its passages.
_QUANTITIES: Mapping[str, re.Pattern[str]] = {
    "all": re.compile(
        r"\b(?<!\bat )(?<!\bafter )(?<!\babove )(?<!-)(?:all(?! but\b|-)|every(?:one|body|thing)?|each"
        r"|entire(?:ly)?|whole|total|both|full|nationwide|any(?:one|body|thing)?)\b",
        re.IGNORECASE,
    ),
    "most": re.compile(
        r"\b(?<!\bthe )(?<!\bits )most (?:of\b|\w+s\b)|\b(?:majority|mostly|mainly|largely|bulk|more than half"
        r"|over half|chiefly|predominantly)\b",
        re.IGNORECASE,
    ),
    "few": re.compile(
        r"\b(?<!\ba )(?<!\bthe )few(?! more)\b|\b(?:hardly|barely) (?:any|anyone)\b", re.IGNORECASE
    ),
}
_ONLY_ALSO = re.compile(r"\bnot (?:only|just|merely|simply|solely)\b", re.IGNORECASE)
_VOTED_AGAINST = re.compile(
    r"\b(?:vot|rul|decid|argu|advis|campaign|speak|spok|recommend)\w*\b[^,.;:]{0,50}?\bagainst\b", re.IGNORECASE
)
_AGAINST = re.compile(
    r"\b(?:against|oppos\w+|reject\w*|defeat\w*|refus\w+|turn(?:ed)? down|blocked|not|nays?)\b", re.IGNORECASE
)
_CONDITION = re.compile(
    r"\b(?:if|unless|provided|providing|as long as|in case|in the event|whether|should (?=[\w'’]+ \w+)"
    r"|assuming)\b",
    re.IGNORECASE,
)
_IF_CLAUSE = re.compile(
    r"\b(?:if|unless|provided that|as long as|in the event that)\s+(?P<clause>[^,.;:—–]{4,})", re.IGNORECASE
)
_NO_CONDITION = re.compile(r"\b(?:as|even|what|ask\w*|see|know|wonder\w*|clear) $", re.IGNORECASE)
_SURE = re.compile(r"\b(?:will|would|shall|won['’]t)\b", re.IGNORECASE)
_OPEN = re.compile(r"\b(?:may|might|could|can|possibly|perhaps)\b", re.IGNORECASE)
_BECAUSE = re.compile(
    r"\b(?:because|due to|owing to|as a result of|thanks to|caused by|on account of)\b", re.IGNORECASE
)
_CAUSAL = re.compile(
    r"\b(?:because|due to|owing|result(?:s|ed|ing)?|thanks to|caus(?:e[sd]?|ing)|on account|since|as|so|why"
    r"|reasons?|therefore|thus|hence|led|leads?|leading|forc(?:e[sd]?|ing)|prompt(?:s|ed|ing)?|trigger(?:s|ed|ing)?"
    r"|spark(?:s|ed|ing)?|blam(?:e[sd]?|ing)|attribut(?:e[sd]?|ing)|explain(?:s|ed|ing)?|\w+(?:ed|en|t) by)\b",
    re.IGNORECASE,
)
_TAKEN_OVER = 0.7  # of the content words of a clause: then the claim tells it
_TELLING = 0.6  # coverage from which a passage tells what the claim tells
# Between the same two words, one of a row cannot stand for another.
_PLACES = tuple(
    frozenset(row.split())
    for row in ("to from", "in near", "since until before after", "with without", "for against", "above below",
                "over under", "into out", "if unless", "inside outside", "earliest latest", "because despite",
                "within after beyond")
)  # fmt: skip
_PLACED = frozenset[str]().union(*_PLACES)
_SMALL = frozenset("the a an its their his her our my your this that these those".split())


def find_qualifier_faults(claim: str, evidence: Evidence) -> Iterator[Fault]:
    """Quantities, conditions, places and times of the claim that its passages do not bear out."""
    yield from _quantity_faults(claim, evidence)
    yield from _stance_faults(claim, evidence)
    yield from _condition_faults(claim, evidence)
    yield from _cause_faults(claim, evidence)
    yield from _place_faults(claim, evidence)
    yield from _time_faults(claim, evidence)


def _quantity_faults(claim: str, evidence: Evidence) -> Iterator[Fault]:
    for name, pattern in _QUANTITIES.items():
        found = pattern.search(claim)
        if found and not any(pattern.search(passage.text) for passage in evidence.passages):
            if name == "all" and found.group().lower() not in {"all", "every", "everyone", "everybody", "each"}:
                continue
            yield Fault("quantity", Support.UNSUPPORTED, tr("no passage says “{words}”", words=found.group()))


def _stance_faults(claim: str, evidence: Evidence) -> Iterator[Fault]:
    texts = [passage.text for passage in evidence.passages]
    if _ONLY_ALSO.search(claim) and not any(_ONLY_ALSO.search(text) for text in texts):
        yield Fault("negation", Support.CONTRADICTED, tr("no passage says “not only”"))
    if _VOTED_AGAINST.search(claim) and not any(_AGAINST.search(text) for text in texts):
        yield Fault("negation", Support.CONTRADICTED, tr("no passage says “against”"))


def _cause_faults(claim: str, evidence: Evidence) -> Iterator[Fault]:
    """One thing told as the cause of another, where no passage gives a cause of anything."""
    cause = _BECAUSE.search(claim)
    if cause and not any(_CAUSAL.search(passage.text) for passage in evidence.passages):
        yield Fault("cause", Support.UNSUPPORTED, tr("no passage says “{words}”", words=cause.group()))


# ---------------------------------------------------------------- conditions


def _condition_faults(claim: str, evidence: Evidence) -> Iterator[Fault]:
    """What the passages tell under a condition and the claim without any."""
    if _CONDITION.search(claim) or _OPEN.search(claim):
        return
    wanted = set(senses(claim))
    telling = [p for p in evidence.passages if coverage(claim, p.text) >= _TELLING]
    if not telling or not all(_IF_CLAUSE.search(passage.text) for passage in telling):
        return
    for passage in telling:
        for clause, rest in _conditions(passage.text):
            inside = set(senses(clause)) - set(senses(rest))
            told = bool(inside) and len(inside & wanted) >= _TAKEN_OVER * len(inside)
            dropped = not inside & wanted and _is_kept(rest, wanted) and _tells_as_sure(claim, rest)
            if told or dropped:
                yield Fault(
                    "hedge",
                    Support.UNSUPPORTED,
                    tr("passage {id} makes it a condition: “{words}”", id=passage.id, words=clause.strip()),
                )
                return


def _conditions(text: str) -> Iterator[tuple[str, str]]:
    """Each clause of condition, and the sentence without it."""
    for match in _IF_CLAUSE.finditer(text):
        if not _NO_CONDITION.search(text[: match.start()]):
            yield match["clause"], f"{text[: match.start()]} {text[match.end() :]}"


def _is_kept(rest: str, wanted: set[str]) -> bool:
    main = set(senses(rest))
    return bool(main) and len(main & wanted) >= _TAKEN_OVER * len(main)


def _tells_as_sure(claim: str, rest: str) -> bool:
    return bool(_SURE.search(claim)) and bool(_SURE.search(rest))


# ---------------------------------------------------------------- places


def _place_faults(claim: str, evidence: Evidence) -> Iterator[Fault]:
    """Another preposition between the two words that enclose one in a passage: "transfers from" for "to"."""
    given = [(passage, _slots(passage.text)) for passage in evidence.passages]
    for slot, word in _slots(claim).items():
        rivals = frozenset[str]().union(*(row for row in _PLACES if word in row))
        others = [(passage, slots[slot]) for passage, slots in given if slot in slots]
        if any(other == word for _, other in others):
            continue
        for passage, other in others:
            if other in rivals:
                words = say_other_words(word, other, passage)
                yield Fault("swap", Support.CONTRADICTED, words)
                return


@lru_cache(maxsize=4_096)
def _slots(text: str) -> Mapping[tuple[str, str], str]:
    """Each small word by the words on either side of it, articles passed over."""
    words = [t for t in tokenize(text) if t.text[0].isalnum() and t.lower not in _SMALL]
    return {
        (before.lower, after.lower): word.lower
        for (before, word), (_, after) in pairwise(pairwise(words))
        if word.lower in _PLACED
    }


# ---------------------------------------------------------------- done and ahead

_LINKS = frozenset("not never also now then soon already still finally again just even later".split())
_HAVE = frozenset("has have had having".split())
_BE = frozenset("is are am be been being was were".split())
_NO_DEEDS = frozenset(
    map(meaning, map(stem, "continue keep remain start begin need going follow include".split()))
)
_WILL = frozenset("will would shall could may might should can must wo ll".split())
# What is agreed, wanted or feared to happen has not happened by that.
_AIMING = frozenset(
    """about agree agreed agrees aim aimed aims are ask asked bid call called calling calls consider due effort
    efforts expect expected expects going hope hoped hopes hoping intend intended intends is likely offer
    offered offers plan planned planning plans pledge pledged pledges prepare prepared prepares preparing
    promise promised promises propose proposed proposes ready scheduled seek seeks set sought threaten
    threatened threatens urge urged vote voted votes vow vowed vows want
    wanted wants was were wish wishes""".split()
)


def _time_faults(claim: str, evidence: Evidence) -> Iterator[Fault]:
    """What every passage has ahead and the claim as done ("agreed to reopen", "reopened"), or the other way
    round."""
    ours = _times(claim)
    if not ours or not any(coverage(claim, p.text) >= _TELLING for p in evidence.passages):
        return
    given = [(passage, _times(passage.text)) for passage in evidence.passages]
    for verb, times in ours.items():
        theirs = frozenset[str]().union(*(found.get(verb, frozenset()) for _, found in given))
        if not theirs or "" in theirs | times:
            continue
        passage = next(passage for passage, found in given if verb in found)
        word = next(token.text for token in tokenize(claim) if meaning(token.stem) == verb)
        if times == {"done"} and theirs <= {"ahead", "open"}:
            told = tr("“{word}” as done in the text, as still ahead in passage {id}", word=word, id=passage.id)
            yield Fault("time", Support.UNSUPPORTED, told)
        elif times == {"ahead"} and theirs == {"done"}:
            told = tr("“{word}” as still ahead in the text, as done in passage {id}", word=word, id=passage.id)
            yield Fault("time", Support.UNSUPPORTED, told)


@lru_cache(maxsize=4_096)
def _times(text: str) -> Mapping[str, frozenset[str]]:
    """The verbs outside quotations, and whether each is told as "done", "ahead", "open" or neither ("")."""
    quoted = quoted_spans(text)
    tokens = [t for t in tokenize(text) if not any(start <= t.start < end for start, end in quoted)]
    found: dict[str, frozenset[str]] = {}
    for i, token in enumerate(tokens):
        if token.content and token.text.islower() and len(token.text) > 2:
            time = _time(tokens, i)
            key = meaning(token.stem)
            if time is not None and key not in _NO_DEEDS:
                found[key] = found.get(key, frozenset()) | {time}
    return found


def _time(tokens: Sequence[Token], i: int) -> str | None:
    """None where the word is no verb, as far as its neighbours tell."""
    word, back = tokens[i].lower, _before(tokens, i)
    previous = tokens[back].lower if back >= 0 else ""
    past = word in PASTS or (word.endswith("ed") and len(word) > 4)
    participle = past or word in PARTICIPLES
    if previous in _BE and participle:
        further = _before(tokens, back)
        before = tokens[further].lower if further >= 0 else ""
        if previous == "been" and before in _HAVE and tokens[_before(tokens, further)].lower == "to":
            return "open"  # "was to have been finished"
        return _infinitive(tokens, further) if before in {"to", *_WILL} else _of_be(previous, before)
    if previous in _HAVE and participle:
        further = _before(tokens, back)
        return "" if further >= 0 and tokens[further].lower in {"to", *_WILL} else "done"
    if word.endswith("ing"):
        return None
    if previous in {"to", *_WILL} and (word in BASES or not participle):
        return _infinitive(tokens, back)
    if past and word not in BASES and back >= 0 and _can_act(tokens[back]):
        return "" if _lets_do(tokens, back) else "done"
    return "" if word in BASES and not past else None


def _before(tokens: Sequence[Token], i: int) -> int:
    back = i - 1
    while back >= 0 and (tokens[back].lower in _LINKS or tokens[back].lower.endswith("ly")):
        back -= 1
    return back


def _of_be(be: str, before: str) -> str:
    if be in {"was", "were"} or (be == "been" and before in _HAVE):
        return "done"
    return ""


def _infinitive(tokens: Sequence[Token], at: int) -> str:
    """Of the verb behind "to" or an auxiliary at that place."""
    word = tokens[at].lower
    if word in {"will", "shall", "would", "wo", "ll"}:
        return "ahead"
    if word != "to":
        return "open"
    governor = next((t.lower for t in reversed(tokens[max(0, at - 5) : at]) if t.lower in _AIMING), "")
    return "ahead" if governor else ""


def _can_act(token: Token) -> bool:
    """Whether a past form behind it may be the verb of a sentence: behind a name, a noun or a pronoun."""
    return token.text[0].isalnum() and (
        token.content or token.lower in {"he", "she", "it", "they", "we", "i", "who", "which", "that", "and"}
    )


def _lets_do(tokens: Sequence[Token], i: int) -> bool:
    """ "To have its sugar reduced": the past form is no past."""
    near = [token.lower for token in tokens[max(0, i - 5) : i + 1]]
    return any(first in {"to", *_WILL} and second in {"have", "get", "see"} for first, second in pairwise(near))
