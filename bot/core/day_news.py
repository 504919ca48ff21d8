"""News of the day: whether a sentence says that those whom a story is about did something, or had it done to
them, on the day it stands in print.

Turning points are known by their verbs (`turns`), and no list of verbs ends. What reporters write of a story that
moves on has a form of its own, whatever the verb. Of four signs one of the first sentences has at least three: it
says which day it was done; it says that it was done, in the past or perfect tense, or how things are now ("is
running again"); it names those whom the story is about in the main clause, not where it happened but who did it
or whom it befell; and a news desk or an institution speaks, as in a dispatch or in "the coastguard said". The
title is no question, no list, no words quoted. Features, background and reactions lack two of these.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from bot.core.common_words import COMMON_SHARE
from bot.core.language import content_stems, find_dates, stem, tokenize
from bot.core.language.tongue import writes_decimal_comma
from bot.core.language.verbs import BASES, PARTICIPLES, PASTS
from bot.core.light_edits import cut_to_claim
from bot.core.passages import read_passages
from bot.core.types import Article

LEDES = 2  # sentences of an article that say what it is about, its title besides
_COMMON = 0.25  # share of all articles; words as common as that are nobody's own
_NOVEL = 0.25  # share of the content words that no earlier article had: less is the same news once more
_NAMED = 2  # words the story is about, in title and main clause together, one at least in the clause
_SIGNS = 3  # of four

_QUOTATION = re.compile(r"“[^”]*”|\"[^\"]*\"")
_SAID = r"(?:said|says|told|announced|added|reported|confirmed|wrote)"
_ATTRIBUTION = re.compile(rf", (?:[^,]{{0,60}} )?(?:has |have )?{_SAID}\b.*$|, according to\b.*$")
# A clause that says which one is meant ends where the main verb comes: "the derby that ended with 63 adrift was".
_WHICH_ONE = re.compile(
    r"(?<!said)(?<!found)(?<!ruled)(?<!decided)(?<!announced)(?<!,) (?:who|which|that) (?:[\w’'-]+ ){1,14}?"
    r"(?=(?:is|are|was|were|has|have|will|made|came|took|left|went|got|gave|put|set|fell|led|brought) )"
)
_SUBORDINATE = re.compile(
    r",? \b(?:(?<!many )(?<!much )as(?! (?:many|much|few|little) as\b)|after|before|when|while|who|which|since"
    r"|because|where|until|although|though|whose"
    r"|(?<!said )(?<!found )(?<!ruled )(?<!decided )that)\b[^,]*(?:,|$)"
)
# Where it happened and for whom is not to whom: "queued outside the Savings Bank in Delling".
_PLACE = re.compile(
    r"\bfor (?:the|an?|its|his|her|their) [^,]*|"
    r"\b(?:in|at|near|outside|inside|across|off|along|from|through|round|around) "
    r"(?:the |an? |its )?(?:[a-z]+ )?(?:[A-Z][\w'’-]+ ?)+"
    r"|\b(?:[Ii]n|[Aa]t|[Oo]n|to|into|onto|over|[Oo]utside) (?:the|an?) \w+ of (?:the )?(?:[A-Z][\w'’-]+ ?)+"
)
_HOUR = re.compile(
    r"\b(?:overnight|(?:small|early) hours|at dawn|\d{1,2}[.:]\d\d ?(?:[ap]\.?m\b|UTC|GMT)|\d{1,2} ?[ap]\.?m\b)",
    re.IGNORECASE,
)
_DECIDED = r"(?:announced|decided|agreed|confirmed|ruled|voted)"
# The perfect of one deed is today's news in itself ("has joined", "have moved"); that of a state goes on for
# years.
_JUST = re.compile(
    r"\b(?:has|have) (?:now |just |today |also )?(?:been )?(?P<verb>[a-z]+)\b"
    r"(?![^.]*\b(?:for (?:\w+ )?(?:years|months|weeks|decades|days)|since|so far|ever)\b)"
)
_ANNOUNCED = re.compile(rf"\b(?:has|have) (?:now |just |today )?(?:{_DECIDED}|found|admitted)\b")
# What an outlet was the first to find out.
_EXCLUSIVE = re.compile(r"\b(?:has|have) (?:learned|learnt)\b|\b(?:seen|obtained) by (?:the )?[A-Z]")
_RESOLVED = re.compile(
    rf", [^,]{{0,60}}\b{_DECIDED}\b"
)  # "…, the council has announced": what will be is settled
_INSTITUTION = (
    r"(?:police|officers|prosecutors?|ministry|government|company|firm|operator|court|council|board|commission|panel"
    r"|agency|authorit(?:y|ies)|office|service|brigade|coastguard|protection|rescuers|hospital|clinic|university"
    r"|institute|association|federation|union|club|league|parliament|bank|airline|watchdog|officials|spokes\w+"
    r"|statement|tests|inquiry|judges?|tribunal|town|[A-Z]{2,6})"
)
# An institution that speaks, in the reporter's own words; and a dispatch with place, day and agency in front.
_SPOKEN_FOR = re.compile(
    rf", (?:[^,“”\"]{{0,40}} )?{_INSTITUTION} (?:has |have )?(?:{_SAID}|{_DECIDED}|showed|found)\b"
    rf"|\b(?:told|announced|said) [^,“”\"]{{0,30}}{_INSTITUTION}\b"
    rf"|^(?:[^,“”\"]{{0,40}} )?{_INSTITUTION} (?:has |have )?(?:{_DECIDED}|found)\b"
)
_SAID_FIRST = re.compile(
    rf"^(?:The )?(?:[a-z]+ ){{0,2}}(?:{_INSTITUTION}|[A-Z][a-z]+) (?:said|announced) (?:that )?(?=\w)"
)
_DISPATCH = re.compile(
    r"^(?:[A-Z][^()“”\"]{0,40}, )?"
    r"(?:Jan|Feb|March|Mar|April|Apr|May|June|July|Aug|Sept|Oct|Nov|Dec)[a-z]*\.? \d{1,2} \("
)
# Verbs of saying, feeling and seeming: what follows them is a reaction, or was said rather than done.
_TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday morn afternoon even night month today".split()
)
_NOT_DEEDS = frozenset(
    """said told asked called urged warned appealed praised welcomed thanked hoped feared cheered grumbled
    celebrated mourned remembered recalled described looked seemed felt spoke wanted waited gathered queued
    criticised criticized condemned accused demanded insisted argued expected thought believed laughed wept cried
    watched prayed relieved delighted glad worried shocked tired surprised saddened disappointed
    divided talked chatted""".split()
)
_AUXILIARIES = frozenset("has have was were been".split())
# Those who look on. What they do is colour, unless an institution says so ("residents were allowed home").
_ONLOOKERS = frozenset(
    stem(word)
    for word in """people thousands hundreds dozens fans readers customers visitors commuters shoppers parents
    neighbours neighbors mourners supporters residents villagers locals tourists writers politicians
    workers friends families""".split()
)
# Forms that are a verb in the past where an object or particle follows: "set aside the", "let two men go".
_TAKES = frozenset(
    """the a an its his her their aside off out up down back away all both two three four five""".split()
)
# How things are again or no more: "were back to normal".
_STATES = frozenset("back again out over open shut safe free home dead alive gone up down off through".split())
_SHORT_PASTS = frozenset("died used tied owed sued".split())  # regular, and too short to be told by their ending
_COPULAS = _AUXILIARIES | {"is", "are"}
_BEFORE_ADJECTIVES = frozenset("the a an its his her their some improved alleged".split())
_SOFT_TITLE = re.compile(
    r"\?|^(?:how|why|what|where|when|who|inside|meet|profile|explained?|explainer|analysis|opinion|comment|letters"
    r"|timeline|obituary|quiz|in pictures|tributes|player ratings|review|interview|column)\b"
    r"|^[“‘'\"]|^(?:the|an?) (?:[\w’'-]+ ){1,3}(?:who|that|which)\b"
    r"|[:–—-] (?:how|why|what|where|when|who|whose|the signs)\b"
    r"|\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten)"
    r" (?:things|facts|tips|questions|reasons|ways|takeaways)\b"
    r"|\b(?:I|my|we|our|me)\b(?!['’]s)",
    re.IGNORECASE,
)


_LABELLED = re.compile(
    r"^(?:comment|opinion|analysis|letters?|editorial|column|leader|in pictures|quiz|player ratings|review)\b",
    re.IGNORECASE,
)


def is_comment(title: str) -> bool:
    """Whether the title itself says that the article is no report: "Comment: …", "In pictures: …"."""
    return bool(_LABELLED.search(title))


def find_subjects(articles: Sequence[Article]) -> frozenset[str]:
    """The stems of what the story is about: in the titles or ledes of at least half the articles, and two; or in
    the title and a lede of one of the first two, which say what the story began with."""
    ledes = [_read_lede(article) for article in articles]
    counts = Counter(stem for lede in ledes for stem in lede)
    needed = max(2.0, len(ledes) / 2) if len(ledes) > 1 else 1.0
    first = {
        stem
        for article in articles[:LEDES]
        for stem in frozenset(content_stems(article.title)) & _read_body(article)
    }
    own = ({stem for stem, count in counts.items() if count >= needed} | first) - _TIMES
    return frozenset(stem for stem in own if COMMON_SHARE.get(stem, 0.0) < _COMMON and not stem[0].isdigit())


def is_day_news(
    text: str, title: str, published_at: datetime, subjects: frozenset[str], known: frozenset[str]
) -> bool:
    """Whether the sentence, among the first of an article with that title, is news of its day.

    `subjects`: what the story is about (`find_subjects`); `known`: the stems of all that earlier articles told.
    """
    if writes_decimal_comma(text) or _SOFT_TITLE.search(title) or text[0] in '“"':
        return False  # of another language the verbs are not ours to read
    stems = frozenset(content_stems(text))
    if len(stems - known) < _NOVEL * len(stems):
        return False
    clause = read_main_clause(text)
    done = _says_done(clause, settled=bool(_RESOLVED.search(text)))
    said_first = _SAID_FIRST.match(cut_to_claim(text))
    concerning = f"{said_first.group() if said_first else ''} {clause}"
    named = frozenset(content_stems(_PLACE.sub(" ", concerning))) & subjects
    in_title = frozenset(content_stems(title)) & subjects
    if done is None or len(named) + len(in_title) == 0:
        return False
    voiced = any(pattern.search(text) for pattern in (_SPOKEN_FOR, _DISPATCH, _EXCLUSIVE))
    concerned = bool(named) and len(named) + len(in_title) >= _NAMED
    signs = (
        _is_of_the_day(text, published_at) or bool(_DISPATCH.search(text)) or _is_just_done(clause),
        done,
        concerned and (voiced or _read_head(clause) not in _ONLOOKERS),
        voiced,
    )
    return sum(signs) >= _SIGNS


@lru_cache(maxsize=4096)
def read_main_clause(text: str) -> str:
    """Without what is quoted, who said so, and clauses that only say when, who or why."""
    plain = _SAID_FIRST.sub("", _ATTRIBUTION.sub("", _QUOTATION.sub(" ", cut_to_claim(text))))
    return _SUBORDINATE.sub(" ", _WHICH_ONE.sub(" ", plain))


def _is_of_the_day(text: str, published_at: datetime) -> bool:
    """Done on the day it stands in print, or the day before."""
    days = (one.last for one in find_dates(text, published_at) if one.last is not None)
    near = any(0 <= (published_at.date() - day).days <= 1 for day in days)
    return near or any(pattern.search(text) for pattern in (_HOUR, _EXCLUSIVE, _ANNOUNCED))


def _is_just_done(clause: str) -> bool:
    """Whether its first perfect is of a deed: "has joined", not "has lived here for years"."""
    match = _JUST.search(clause)
    verb = match["verb"] if match else ""
    states = {"been", "had", "become"}
    return (verb in PARTICIPLES or verb.endswith("ed")) and verb not in _NOT_DEEDS | states


def _says_done(clause: str, *, settled: bool) -> bool | None:
    """Whether its first verb says that something was done, or how things stand; None where it says what somebody
    felt or said, what may be, or what had been: that led to the news. What will be is done where it is
    `settled`."""
    words = [token.lower for token in tokenize(clause) if token.text[0].isalpha()]
    for before, word, after in zip(["", *words], words, [*words[1:], ""], strict=False):
        if word in {"is", "are"} or (word == "will" and settled):
            return True
        if word == "had" and before in {"has", "have"}:  # "have had to leave"
            return True
        if word in {"was", "were"} and after in _STATES:
            return True
        if word == "will":
            return False
        if word in {"had", "would", "may", "might", "could", "can"}:
            return None
        is_past = word in PASTS or word in PARTICIPLES or word in _SHORT_PASTS
        is_past = is_past or (word.endswith("ed") and (len(word) > 4 or before in _AUXILIARIES))
        if is_past and word in BASES and before not in _AUXILIARIES and after not in _TAKES:
            continue  # "the rate cut": a noun as often
        if is_past and before not in _BEFORE_ADJECTIVES:
            is_homage = word == "paid" and after in {"tribute", "tributes", "homage", "respects"}
            return None if word in _NOT_DEEDS or is_homage else True
    return False


def _read_head(clause: str) -> str:
    """The stem of the noun in front of the first verb, or of "of": "lynx" in "The runaway lynx walked into a
    trap"."""
    before = ""
    for token in tokenize(_PLACE.sub(" ", clause).partition(" of ")[0]):
        if token.lower in PASTS or token.lower.endswith("ed") or token.lower in _COPULAS:
            break
        before = token.stem if token.content else before
    return before


def _read_lede(article: Article) -> frozenset[str]:
    return frozenset(content_stems(article.title)) | _read_body(article)


def _read_body(article: Article) -> frozenset[str]:
    passages = read_passages(article)
    body = [passage.text for passage in passages if passage.start >= 0][:LEDES]
    return frozenset(stem for text in body for stem in content_stems(text))
