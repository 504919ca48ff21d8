"""What a measure that has no name of its own is called: by what is counted and what happened to it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.core.language import stem, tokenize
from bot.core.language.senses import sense
from bot.core.language.verb_forms import is_verb
from bot.core.language.verbs import base_stem
from bot.core.measures import PERSONS, Measure, find_measure
from bot.core.saying import tr
from bot.core.statements import Statement

_VERB_BEFORE = re.compile(r"\b([a-z]{4,}ed|stole|bought|sold|won|lost)\s+$")
_VERB_AFTER = re.compile(
    r"^(?:[\w'’-]+\s+){0,2}?(?:(?:had|have|has)\s+)?(?:(?:were|was|are|is|been|being)\s+)?"
    r"(?P<verb>[a-z]{3,}ed|stolen|sold|bought|won|lost|found|hit|struck|stranded)\b"
)
# What may be told in words instead of figures.
ACCOUNTS = (
    tr("the time"),
    tr("the day"),
    tr("the place"),
    tr("the cause"),
    tr("the name"),
    tr("the age"),
    tr("the score"),
    tr("the speaker"),
)
HOLDER = "who is "  # opens the name of an office whose holder outlets name differently
UNNAMED = tr("the figure")  # opens the name of what has no better one
# Nouns that name what a sum, a share or a size is of; the first that both texts have names the measure.
_NOUNS = {
    "ransom": tr("the ransom"),
    "fine": tr("the fine"),
    "fee": tr("the fee"),
    "price": tr("the price"),
    "damage": tr("the damage"),
    "losses": tr("the losses"),
    "profit": tr("the profit"),
    "revenue": tr("the revenue"),
    "sales": tr("the sales"),
    "turnout": tr("the turnout"),
    "inflation": tr("the inflation"),
    "unemployment": tr("the unemployment"),
    "growth": tr("the growth"),
    "budget": tr("the budget"),
    "debt": tr("the debt"),
    "loan": tr("the loan"),
    "deal": tr("the deal"),
    "bail": tr("the bail"),
    "prize": tr("the prize"),
    "donation": tr("the donation"),
    "aid": tr("the aid"),
    "salary": tr("the salary"),
    "rent": tr("the rent"),
    "tax": tr("the tax"),
    "tariff": tr("the tariff"),
    "rate": tr("the rate"),
    "support": tr("the support"),
    "approval": tr("the approval"),
    "lead": tr("the lead"),
    "magnitude": tr("the magnitude"),
    "depth": tr("the depth"),
    "height": tr("the height"),
    "length": tr("the length"),
    "distance": tr("the distance"),
    "width": tr("the width"),
    "speed": tr("the speed"),
    "wind": tr("the wind"),
    "temperature": tr("the temperature"),
    "rainfall": tr("the rainfall"),
    "area": tr("the area"),
    "sentence": tr("the sentence"),
    "outage": tr("the outage"),
    "delay": tr("the delay"),
    "cost": tr("the cost"),
    "wages": tr("the wages"),
    "wage": tr("the wage"),
    "population": tr("the population"),
    "stake": tr("the stake"),
    "share": tr("the share"),
}
# What a share is "put at"; of other nouns it tells by how much they moved.
_SHARES = frozenset("turnout inflation unemployment growth tariff rate support approval lead stake share".split())
_NO_ARTICLE = frozenset(("the turnout", "the inflation", "the unemployment", "the growth"))
# What happened to those counted, where the sentence has no participle beside them.
_BEFALLEN = {
    "killed": "killed", "hurt": "injured", "missing": "missing", "arrested": "arrested", "trapped": "trapped",
    "evacuated": "evacuated", "rescued": "rescued", "ill": "who fell ill", "released": "freed", "lost": "lost",
    "escaped": "who escaped", "stranded": "stranded", "destroyed": "destroyed", "collapsed": "destroyed",
    "damaged": "damaged", "flooded": "flooded", "stolen": "stolen", "cut": "cut", "on|strike": "on strike",
    "intercepted": "shot down", "cancelled": "cancelled",
}  # fmt: skip
_BY_VERB = {
    "worth": tr("the value"),
    "cost": tr("the cost"),
    "stole": tr("the sum stolen"),
    "stolen": tr("the sum stolen"),
    "pledged": tr("the sum pledged"),
    "fined": tr("the fine"),
    "buy": tr("the price"),
    "bought": tr("the price"),
    "sold": tr("the price"),
    "burned": tr("the area burned"),
    "paid": tr("the sum paid"),
    "raised": tr("the sum raised"),
    "sentenced": tr("the sentence"),
    "voted": tr("the vote"),
    "strike": tr("the share on strike"),
}


def name_open(groups: Sequence[Sequence[Statement]]) -> str:
    """ "missiles fired", "the ransom"; it begins with `UNNAMED` when the words give no name."""
    first, second = groups[0][0], groups[1][0]
    if first.figure.dimension == "count" and first.figure.noun:
        return _counted_name(first) or _counted_name(second) or UNNAMED
    texts = [frozenset(token.stem for token in tokenize(s.passage.text)) for s in (first, second)]
    noun = next((noun for noun in _NOUNS if all(stem(noun) in text for text in texts)), "")
    if noun and (first.figure.dimension != "%" or noun in _SHARES):
        return _NOUNS[noun]
    verbs = (verb for verb in _BY_VERB if verb != "voted" or not first.figure.dimension.startswith("money"))
    verb = next((v for v in verbs if any(v in s.passage.text.lower().split() for s in (first, second))), "")
    if verb:
        return _BY_VERB[verb]
    return _by_subject(first, second)


def _by_subject(first: Statement, second: Statement) -> str:
    """ "the figure for the vaccine": the nearest noun, as far as its form tells, that both clauses have."""
    shared = first.figure.words & second.figure.words
    text, number = first.passage.text, first.number
    words = [token for token in tokenize(text) if token.content and not is_verb(token.lower)]
    behind = [token for token in words if number.end <= token.start][:4]
    before = [token for token in reversed(words) if token.end <= number.start][:6]
    nouns = (token for token in (*before, *behind) if not token.lower.endswith(("s", "ly", "ive", "al")))
    subject = next((token.lower for token in nouns if sense(base_stem(token.stem)) in shared), "")
    return tr("the figure for the {subject}", subject=subject) if subject else UNNAMED


def _counted_name(statement: Statement) -> str:
    """The counted noun as worded, with the participle that says what happened to it where there is one."""
    text, number = statement.passage.text, statement.number
    words = text[number.end :].lstrip()
    head = next((token for token in tokenize(words)[:5] if token.stem == _head_stem(statement)), None)
    if head is None or head.text[0].isupper():
        return ""
    after = _VERB_AFTER.match(words[head.end :].lstrip())
    before = _VERB_BEFORE.search(text[: number.start])
    verb = after["verb"] if after and re.search(r"\b(?:were|was|been)\b", after.group()) else ""
    verb = verb or (before[1] if before and is_verb(before[1]) else "")
    participle = {"stole": "stolen", "counted": "", "recorded": "", "contained": ""}.get(verb, verb)
    befallen = participle or next(
        (_BEFALLEN[one] for one in sorted(statement.figure.outcomes & set(_BEFALLEN))), ""
    )
    if not befallen and head.stem in PERSONS:
        return ""  # "the number of people" tells nobody of which
    return f"{head.lower} {befallen}".strip()


def _head_stem(statement: Statement) -> str:
    return statement.number.counted


def describe(name: str) -> Measure:
    """The measure of a name: a named one, or one that was named by `name_open`."""
    known = find_measure(name)
    if known is not None:
        return known
    phrase = name if name.startswith("the ") else tr("the number of {things}", things=name)
    phrase = phrase.removeprefix("the ") if name in _NO_ARTICLE else phrase
    label = name.removeprefix("the ")
    return Measure(name, frozenset(), label[:1].upper() + label[1:], phrase, phrase, grows=False, people=False)
