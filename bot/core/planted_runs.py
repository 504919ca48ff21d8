"""Finds the longer stretches of an article that tell a machine who it is and what its rules are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from bot.core.language.machine_talk import Talk

_MACHINES = re.compile(
    r"\b(?:\w*gpts?|chat ?dan|artificially intelligent|alter ego|fictional character|openai"
    r"|llms?|language model|ais?|chat ?bots?|jail ?br\w+|prompts?|persona|uncensored"
    r"|unfilter\w*|nsfw|role-?play\w*|in character|dan|api|assistant|developer mode|amoral|unethical)\b"
)
_REPLIES = re.compile(
    r"\b(?:answer\w*|respon[ds]\w*|repl(?:y|ies)|output\w*|instructions?|rules?|guidelines?|polic(?:y|ies)"
    r"|restrict\w+|ethic\w*|moral\w*|immoral\w*|illegal\w*|programm\w+|disclaimers?|warnings?|quer(?:y|ies)|user'?s?"
    r"|simulat\w+|emulat\w+|pretend\w*|hypothetical\w*|fiction\w*|imaginary|character|request\w*|refus\w+"
    r"|censor\w*|refuses?|format|conversation)\b"
)
_YOU = re.compile(r"\b(?:you|your|yours|yourself)\b")
_I = re.compile(r"\b(?:i|me|my)\b")
_BARE = re.compile(r"[\[\]{}=*#\\]|\b(?:always|never|must)\b")
_CUES = (
    *("gpt", "jailbr", "prompt", " ai ", " bot", "chatbot", "uncensored", "unfiltered", "nsfw", "roleplay"),
    *(
        "role-play",
        "persona",
        "amoral",
        "unethical",
        "hypothetical",
        "you will",
        "you must",
        "you are",
        "respond",
    ),
)
_TALKS = {Talk.ADDRESSES: 3.0, Talk.ORDERS: 2.0, Talk.QUOTES: 1.0}
_SILENT = -0.8  # one of these words alone is in many a sentence of news
_LEAST = 2.0  # what a stretch weighs at least: one address or order
_OF_MACHINES = 2  # sentences with a machine's words, where none of a stretch calls one
_HEAVY = 5.0
_DENSE = 0.15  # of a stretch's sentences, at least, that weigh something by themselves
_OF_TITLE = 0.15  # of a stretch's sentences, at most, that have a word of the title
_ROUNDS = 4
_DRAWN = 1.0  # at most, what the words of the sentences around it weigh


def may_hold_runs(texts: Sequence[str]) -> bool:
    """Whether any of the words stands there that a stretch must have; quick, for every article is asked."""
    whole = " ".join(texts).lower()
    return any(cue in whole for cue in _CUES)


def talks_to_somebody(text: str) -> bool:
    """Whether it has more of a stretch's words than a sentence of news."""
    return _weigh(text, Talk.TELLS) > 0


def find_runs(texts: Sequence[str], talks: Sequence[Talk], stems: Sequence[frozenset[str]]) -> frozenset[int]:
    """The numbers of the sentences in such stretches; those of a title, which comes first, are left out.

    A stretch is the row of sentences of the greatest sum (Kadane's algorithm). A sentence weighs what it says to
    machines, and then, in a few rounds, by whether its words come rather from the stretch or from the rest.
    """
    said = [_weigh(text, talk) for text, talk in zip(texts, talks, strict=True)]
    found: set[int] = set()
    said[0] = -_LEAST  # a title is no part of a stretch
    while True:
        run = _settle(said, stems, found)
        if run is None:
            return frozenset(found)
        dense = sum(said[number] > 0 for number in run) >= _DENSE * len(run)
        if (
            dense
            and _is_foreign(run, stems)
            and (_is_of_machines(run, texts, talks) or _tells_you(run, texts, said))
        ):
            found |= set(run)
        for number in run:
            said[number] = -_LEAST


def _is_of_machines(run: range, texts: Sequence[str], talks: Sequence[Talk]) -> bool:
    """Whether it calls a machine, or speaks of machines more than once or in an order: advice to people does
    neither."""
    if any(talks[number] is Talk.ADDRESSES for number in run):
        return True
    ordered = any(talks[number] is Talk.ORDERS for number in run)
    of_machines = sum(_MACHINES.search(texts[number].lower()) is not None for number in run)
    return of_machines + ordered >= _OF_MACHINES


def _is_foreign(run: range, stems: Sequence[frozenset[str]]) -> bool:
    """Whether few of its sentences have a word of the title: what is news of machines all through has them."""
    return sum(not stems[0].isdisjoint(stems[number]) for number in run) <= max(1, _OF_TITLE * len(run))


def _tells_you(run: range, texts: Sequence[str], said: Sequence[float]) -> bool:
    """Whether it weighs more than twice what it must, and tells "you" what to answer."""
    told = " ".join(texts[number] for number in run).lower()
    return (
        sum(said[number] for number in run) >= _HEAVY
        and _YOU.search(told) is not None
        and len(set(_REPLIES.findall(told))) >= _OF_MACHINES
    )


def _weigh(text: str, talk: Talk) -> float:
    plain = text.lower().replace("’", "'")
    machines = min(2, len(set(_MACHINES.findall(plain))))
    replies = min(3, len(set(_REPLIES.findall(plain))))
    you = bool(_YOU.search(plain)) + bool(_I.search(plain)) * 0.5 + bool(_BARE.search(plain)) * 0.5
    cues = 0.8 * machines + 0.4 * replies + 0.5 * you
    return max(_TALKS.get(talk, 0.0), cues + _SILENT)


def _settle(said: Sequence[float], stems: Sequence[frozenset[str]], taken: set[int]) -> range | None:
    run = _find_heaviest(said)
    for _ in range(_ROUNDS):
        if run is None:
            return None
        drawn = tuple(_draw(said, stems, run, taken))
        again = _find_heaviest(drawn)
        if again == run or again is None:
            return run
        run = again
    return run


def _draw(said: Sequence[float], stems: Sequence[frozenset[str]], run: range, taken: set[int]) -> Iterator[float]:
    """Each sentence's weight, moved by where its words occur: in the stretch, or in the rest of the article."""
    inside = Counter(stem for number in run for stem in stems[number])
    outside = Counter(
        stem for number, one in enumerate(stems) if number not in run and number not in taken for stem in one
    )
    for number, one in enumerate(stems):
        itself = number in run
        near = sum(inside[stem] > itself for stem in one)
        far = sum(outside[stem] > (not itself) for stem in one)
        yield said[number] + max(-_DRAWN, min(_DRAWN, 0.5 * (near - far)))


def _find_heaviest(weights: Sequence[float]) -> range | None:
    best, best_at, total, start = _LEAST - 1e-9, None, 0.0, 0
    for number, weight in enumerate(weights):
        if total <= 0:
            total, start = 0.0, number
        total += weight
        if total > best:
            best, best_at = total, range(start, number + 1)
    return best_at
