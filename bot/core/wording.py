"""What can be wrong with a claim's wording: quotes, speakers, denial, doubt, swapped words and roles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from bot.core.alignment import figure_spans, holds, senses, words_of
from bot.core.doubts import find_doubt_faults
from bot.core.exchanges import find_exchange_faults
from bot.core.fault_words import say_other_words
from bot.core.faults import Evidence, Fault
from bot.core.language import (
    find_names,
    find_quotes,
    is_negated,
    same_name,
    tokenize,
)
from bot.core.language.mentions import Quote, Token
from bot.core.language.senses import opposites_of
from bot.core.qualifiers import find_qualifier_faults
from bot.core.roles import find_role_faults
from bot.core.saying import tr
from bot.core.synonyms import meaning
from bot.core.types import Passage, Support

_ALTERED_SHARE = 0.6  # of a quote's words found in one passage: then it is that quote, altered
_NEGATION_REACH = 3  # words
_CALLS = re.compile(
    r"\b(?:call(?:s|ed|ing)?|describ(?:es?|ed|ing)|label(?:s|l?ed)|brand(?:s|ed)|dubbed|denounc(?:es?|ed)|hail(?:s|ed))\b"
    r"[^“”\"]{0,60}$"
)
# Behind these a new phrase begins: "it was a disgrace" may be called "a disgrace".
_EVEN = frozenset("is was are were be been it's this that it as of and or but like such just really".split())
_PRONOUNS = frozenset({"he", "she", "they", "it", "who", "we", "i"})


def find_wording_faults(claim: str, evidence: Evidence) -> Iterator[Fault]:
    """Every quote, denial, hedge, closed-class word and role of the claim that its passages do not bear out."""
    yield from _quote_faults(claim, evidence)
    yield from find_doubt_faults(claim, evidence)
    yield from _swap_faults(claim, evidence)
    yield from find_role_faults(claim, evidence)
    yield from find_exchange_faults(claim, evidence)
    yield from find_qualifier_faults(claim, evidence)


# ---------------------------------------------------------------- quotes


def _quote_faults(claim: str, evidence: Evidence) -> Iterator[Fault]:
    for quote in find_quotes(claim):
        if quote.direct:
            fault = _check_quote(quote, evidence, claim[: quote.start - 1])
            if fault is not None:
                yield fault


def _check_quote(quote: Quote, evidence: Evidence, before: str) -> Fault | None:
    wanted = words_of(quote.text)
    faults: list[Fault] = []
    for text, passage in _stretches(evidence):
        if holds(words_of(text), wanted) < 0:
            continue
        said = [found for found in find_quotes(text) if found.direct and holds(words_of(found.text), wanted) >= 0]
        if not said and len(wanted) > 2 and text.count('"') + text.count("“") + text.count("‘") == 0:
            words = tr("“{text}” is not a quotation in passage {id}", text=quote.text, id=passage.id)
            fault: Fault | None = Fault("quote", Support.UNSUPPORTED, words)
        else:
            fault = _check_cut(quote, said, passage, before) or _check_speaker(quote, said, passage)
        if fault is None:
            return None
        faults.append(fault)
    if faults:
        return faults[0]
    best = max(evidence.passages, key=lambda passage: _share(wanted, passage.text), default=None)
    if best is not None and _share(wanted, best.text) >= _ALTERED_SHARE:
        return Fault(
            "quote",
            Support.CONTRADICTED,
            tr("the quote “{text}” is worded otherwise in passage {id}", text=quote.text, id=best.id),
        )
    return Fault(
        "quote", Support.UNSUPPORTED, tr("the quote “{text}” is in none of the passages", text=quote.text)
    )


def _check_cut(quote: Quote, said: Sequence[Quote], passage: Passage, before: str) -> Fault | None:
    """A fragment that says something else than the whole: without its "not", or as the name of a thing, taken
    from the middle of a phrase."""
    for whole in said:
        words = [token.lower for token in tokenize(whole.text)]
        wanted = [token.lower for token in tokenize(quote.text) if token.text[0].isalnum()]
        start = holds(words, wanted)
        if start <= 0:
            return None
        cut = words[max(0, start - _NEGATION_REACH) : start]
        behind_mark = next((i + 1 for i in reversed(range(len(cut))) if not cut[i][0].isalnum()), 0)
        if is_negated(" ".join(cut[behind_mark:])) and not is_negated(" ".join(before.split()[-4:])):
            words_told = tr("passage {id} denies what “{text}” is cut from", id=passage.id, text=quote.text)
        elif _CALLS.search(before) and words[start - 1] not in _EVEN and words[start - 1].isalpha():
            words_told = tr(
                "“{text}” is cut from the middle of a phrase in passage {id}", text=quote.text, id=passage.id
            )
        else:
            return None
    return Fault("quote", Support.CONTRADICTED, words_told) if said else None


def _stretches(evidence: Evidence) -> Iterator[tuple[str, Passage]]:
    """Each passage alone, then neighbours joined: a long quotation may run over two of them."""
    for passage in evidence.passages:
        yield passage.text, passage
    ordered = sorted(evidence.passages, key=lambda passage: (passage.article_id, passage.start))
    for first, second in pairwise(ordered):
        if first.article_id == second.article_id and 0 <= second.start - first.end <= 3:
            yield f"{first.text} {second.text}", first


def _share(words: tuple[str, ...], text: str) -> float:
    there = set(words_of(text))
    return sum(word in there for word in words) / max(len(words), 1)


def _check_speaker(quote: Quote, said: list[Quote], passage: Passage) -> Fault | None:
    if not quote.speaker or not said or not said[0].speaker:
        return None
    ours, theirs = quote.speaker.lower(), said[0].speaker.lower()
    if ours in _PRONOUNS or theirs in _PRONOUNS or ours in theirs or theirs in ours:
        return None
    first = find_names(quote.speaker, frozenset({ours}))
    second = find_names(said[0].speaker, frozenset({theirs}))
    if any(same_name(a.key, b.key) for a in first for b in second):
        return None
    if set(senses(quote.speaker)) & set(senses(said[0].speaker)) and not (first and second):
        return None
    return Fault(
        "speaker",
        Support.CONTRADICTED,
        tr(
            "said by {speaker} in the text, by {other} in passage {id}",
            speaker=quote.speaker,
            other=said[0].speaker,
            id=passage.id,
        ),
    )


# ---------------------------------------------------------------- swaps


def _swap_faults(claim: str, evidence: Evidence) -> Iterator[Fault]:
    tokens = [token for token in tokenize(claim) if token.text[0].isalpha()]
    figures = figure_spans(claim)  # whose units are compared with their values
    with_opposites = [
        (i, token)
        for i, token in enumerate(tokens)
        if opposites_of(token.stem) and not any(start < token.start < end for start, end in figures)
    ]
    if not with_opposites:
        return
    there = frozenset[str]().union(*(_stems(passage.text) for passage in evidence.passages))
    missing = [(i, token) for i, token in with_opposites if token.stem not in there]
    told = frozenset(map(meaning, there)) if missing else there
    for i, token in missing:
        if meaning(token.stem) in told:
            continue
        rivals = sorted(opposites_of(token.stem) & there - _stems(claim))
        for passage in evidence.passages:
            rival = _rival_in_slot(tokens, i, passage.text, rivals)
            if rival:
                yield Fault(
                    "swap",
                    Support.CONTRADICTED,
                    say_other_words(token.text, rival, passage),
                )
                return


@lru_cache(maxsize=8_192)
def _stems(text: str) -> frozenset[str]:
    return frozenset(token.stem for token in tokenize(text))


def _rival_in_slot(tokens: list[Token], i: int, text: str, rivals: list[str]) -> str:
    near = {token.stem for token in tokens[max(0, i - 2) : i] + tokens[i + 1 : i + 3]}
    others = [token for token in tokenize(text) if token.text[0].isalpha()]
    for j, other in enumerate(others):
        if other.stem in rivals and near & {t.stem for t in others[max(0, j - 2) : j] + others[j + 1 : j + 3]}:
            return other.text
    return ""
