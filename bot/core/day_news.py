"""News of the day: whether a sentence says that those whom a story is about did something, or had it done to
them, on the day it stands in print.

Turning points are known by their verbs (`turns`), and no list of verbs ends. What reporters write of a story that
moves on has a form of its own, whatever the verb: one of the first sentences names those whom the story is about
in the main clause, not where it happened but who did it or whom it befell, in the past or perfect tense, and says
which day it was done; the title is no question and no list. Features, background and reactions lack one of these.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from bot.core.common_words import COMMON_SHARE
from bot.core.language import content_stems, find_dates, tokenize
from bot.core.language.tongue import writes_decimal_comma
from bot.core.language.verbs import BASES, PARTICIPLES, PASTS
from bot.core.light_edits import cut_to_claim
from bot.core.passages import read_passages
from bot.core.types import Article

LEDES = 2  # sentences of an article that say what it is about, its title besides
_COMMON = 0.25  # share of all articles; words as common as that are nobody's own
_NOVEL = 0.25  # share of the content words that no earlier article had: less is the same news once more
_NAMED = 3  # words the story is about, in title and main clause together, one at least in the clause; one fewer
# where it is the subject's own noun

_QUOTATION = re.compile(r"“[^”]*”|\"[^\"]*\"")
_SAID = r"(?:said|says|told|announced|added|reported|confirmed|wrote)"
_ATTRIBUTION = re.compile(rf", (?:[^,]{{0,60}} )?(?:has |have )?{_SAID}\b.*$|, according to\b.*$")
_SUBORDINATE = re.compile(
    r",? \b(?:as|after|before|when|while|who|which|since|because|where|until|although|though|whose"
    r"|(?<!said )(?<!found )(?<!ruled )(?<!decided )that)\b[^,]*(?:,|$)"
)
# Where it happened and for whom is not to whom: "queued outside the Savings Bank in Delling".
_PLACE = re.compile(
    r"\bfor (?:the|an?|its|his|her|their) [^,]*|"
    r"\b(?:in|at|near|outside|inside|across|off|along|from|of|through|round|around) "
    r"(?:the |an? |its )?(?:[a-z]+ )?(?:[A-Z][\w'’-]+ ?)+"
)
_HOUR = re.compile(
    r"\b(?:overnight|(?:small|early) hours|at dawn|\d{1,2}[.:]\d\d ?(?:[ap]\.?m\b|UTC|GMT)|\d{1,2} ?[ap]\.?m\b)",
    re.IGNORECASE,
)
_DECIDED = r"(?:announced|decided|agreed|confirmed|ruled|voted)"
_ANNOUNCED = re.compile(rf"\b(?:has|have) (?:now |just |today )?{_DECIDED}\b")
_RESOLVED = re.compile(
    rf", [^,]{{0,60}}\b{_DECIDED}\b"
)  # "…, the council has announced": what will be is settled
# Verbs of saying, feeling and seeming: what follows them is a reaction, or was said rather than done.
_TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday morn afternoon even night month today".split()
)
_NOT_DEEDS = frozenset(
    """said told asked called urged warned appealed praised welcomed thanked hoped feared cheered grumbled
    celebrated mourned remembered recalled described looked seemed felt spoke wanted waited gathered queued
    criticised criticized condemned accused demanded insisted argued expected thought believed laughed wept cried
    watched prayed paid relieved delighted glad worried shocked tired surprised saddened disappointed
    divided""".split()
)
_AUXILIARIES = frozenset("has have was were been".split())
_COPULAS = _AUXILIARIES | {"is", "are"}
_BEFORE_ADJECTIVES = frozenset("the a an its his her their some improved alleged".split())
_SOFT_TITLE = re.compile(
    r"\?|^(?:how|why|what|where|when|who|inside|meet|profile|explained?|explainer|analysis|opinion|comment|letters"
    r"|timeline|obituary|quiz|in pictures)\b"
    r"|\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten)"
    r" (?:things|facts|tips|questions|reasons|ways|takeaways)\b"
    r"|\b(?:I|my|we|our|me)\b(?!['’]s)",
    re.IGNORECASE,
)


def find_subjects(articles: Sequence[Article]) -> frozenset[str]:
    """The stems of what the story is about: in the titles or ledes of at least half the articles, and two."""
    ledes = [_read_lede(article) for article in articles]
    counts = Counter(stem for lede in ledes for stem in lede)
    needed = max(2.0, len(ledes) / 2) if len(ledes) > 1 else 1.0
    own = {stem for stem, count in counts.items() if count >= needed} - _TIMES
    return frozenset(stem for stem in own if COMMON_SHARE.get(stem, 0.0) < _COMMON and not stem[0].isdigit())


def is_day_news(
    text: str, title: str, published_at: datetime, subjects: frozenset[str], known: frozenset[str]
) -> bool:
    """Whether the sentence, among the first of an article with that title, is news of its day.

    `subjects`: what the story is about (`find_subjects`); `known`: the stems of all that earlier articles told.
    """
    if writes_decimal_comma(text):  # its verbs are not ours to read
        return False
    if _SOFT_TITLE.search(title) or not _is_of_the_day(text, published_at):
        return False
    clause = read_main_clause(text)
    is_deed = _says_done(clause, settled=bool(_RESOLVED.search(text)))
    named = frozenset(content_stems(_PLACE.sub(" ", clause))) & subjects
    in_title = frozenset(content_stems(title)) & subjects
    needed = _NAMED - 1 if _read_head(clause) in subjects else _NAMED
    if not is_deed or not named or len(named) + len(in_title) < needed:
        return False
    stems = frozenset(content_stems(text))
    return len(stems - known) > _NOVEL * len(stems)


@lru_cache(maxsize=4096)
def read_main_clause(text: str) -> str:
    """Without what is quoted, who said so, and clauses that only say when, who or why."""
    plain = _ATTRIBUTION.sub("", _QUOTATION.sub(" ", cut_to_claim(text)))
    return _SUBORDINATE.sub(" ", plain)


def _is_of_the_day(text: str, published_at: datetime) -> bool:
    """Done on the day it stands in print, or the day before."""
    days = (one.last for one in find_dates(text, published_at) if one.last is not None)
    near = any(0 <= (published_at.date() - day).days <= 1 for day in days)
    return near or bool(_HOUR.search(text) or _ANNOUNCED.search(text))


def _says_done(clause: str, *, settled: bool) -> bool:
    """Whether its first verb says that something was done. The past perfect does not: what had happened led to
    the news. What will be does where it is `settled`."""
    words = [token.lower for token in tokenize(clause) if token.text[0].isalpha()]
    for before, word in zip(["", *words], words, strict=False):
        if word in {"is", "are"} or (word == "will" and settled):
            return True
        if word in {"had", "will", "would", "may", "might", "could", "can"}:
            return False
        is_past = word in PASTS or word in PARTICIPLES or (word.endswith("ed") and len(word) > 4)
        if is_past and word in BASES and before not in _AUXILIARIES:  # "the rate cut": a noun as often
            continue
        if is_past and before not in _BEFORE_ADJECTIVES:
            return word not in _NOT_DEEDS
    return False


def _read_head(clause: str) -> str:
    """The stem of the noun in front of the first verb: "lynx" in "The runaway lynx walked into a trap"."""
    before = ""
    for token in tokenize(_PLACE.sub(" ", clause)):
        if token.lower in PASTS or token.lower.endswith("ed") or token.lower in _COPULAS:
            break
        before = token.stem if token.content else before
    return before


def _read_lede(article: Article) -> frozenset[str]:
    passages = read_passages(article)
    body = [passage.text for passage in passages if passage.start >= 0][:LEDES]
    return frozenset(stem for text in (article.title, *body) for stem in content_stems(text))
