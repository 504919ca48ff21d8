"""Whether a sentence holds the kind of thing asked for: a person, a time, a place, a figure, a reason."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime

from bot.core.language import read_mentions
from bot.core.language.mentions import Mentions, Name, NumberKind
from bot.core.language.names import same_name
from bot.core.language.places import find_countries, find_states
from bot.core.question_words import Asks, read_term
from bot.core.questions import Question, read_terms
from bot.core.things import Thing

LONGEST_TITLE = 6  # words of a film, a book or a song

_TIME_WORDS = re.compile(
    r"\b(?:morning|noon|midday|afternoon|evening|night|overnight|midnight|dawn|dusk|today|tomorrow|yesterday|"
    r"(?:next|last|this) (?:week|month|year|spring|summer|autumn|winter)|spring|summer|autumn|winter|"
    r"(?:\w+ )?(?:hours?|days?|weeks?|months?|years?|minutes?) (?:ago|later|after|before|earlier)|"
    r"(?:within|in|until|after|by|before|for|since) [^.,;]{0,20}\b(?:hours?|days?|weeks?|months?|years?)|"
    r"immediately|at once|not yet|no date|indefinitely|until further notice|"
    r"(?:in|since|by|until|from|last|next) (?:early |late |mid-)?(?:january|february|march|april|may|june|july|"
    r"august|september|october|november|december))\b",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]+")
_DONE = re.compile(r"\b(?:was|were|did|has|have|had)\b", re.IGNORECASE)
_UNDONE = re.compile(r"\b(?:to|will|would|could|may|might|should|must|can) (?:be )?(?P<act>\w+)", re.IGNORECASE)
_PLACE = re.compile(
    r"\b(?:in|at|near|off|outside|from|to|on|around|between|along|through|into|towards?|across|inside|under|over|"
    r"north|south|east|west|of|onto|behind|beside|above|below)\s+(?:the\s+|a\s+)?(?P<place>[\w’'-]+)",
)
_PLACE_WORDS = re.compile(
    r"\b(?:harbou?r|port|station|bridge|road|street|square|hospital|school|airport|village|town|city|coast|river|"
    r"lake|valley|island|bay|beach|park|district|region|centre|center|hall|court|north|south|east|west|pier|quay|"
    r"reef|kilomet(?:re|er)s?|miles?|dock|yard|building|factory|plant|tunnel|forest|mountain)\b",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\b(?:because|due to|owing to|as a result|result(?:ed|ing) (?:of|from|in)|caus(?:e|es|ed|ing)|"
    r"blam(?:e|ed|es|ing)|after|following|since|so that|in order to|thanks to|led to|reason|why|triggered|"
    r"sparked|prompted|amid|failed|failure|fault|"
    r"to (?:avoid|prevent|allow|protect|make|help|save|reduce|give|keep|let|ensure)|"
    r"as (?:the|a|it|they|he|she)|"
    r"for (?:failing|fear|not)|over (?:the|a|his|her|its|their)|attributed|"
    r"stemm(?:ed|ing)|citing|cited)\b",
    re.IGNORECASE,
)
_AT = re.compile(r"\b(?:in|at|near|off|from|to|on|outside|into|towards?|across)\s+(?:the\s+)?$", re.IGNORECASE)
_BOUND = re.compile(
    r"\bwhere\b[^?]*\b(?:going|headed|heading|bound|travelling|traveling|sailing|flying)\b", re.IGNORECASE
)
_TOWARDS = re.compile(r"\b(?:to|for|towards?)\s+(?:the\s+)?$", re.IGNORECASE)
_NONE = re.compile(
    r"\b(?:no|none|nobody|no one|neither|nothing|several|dozens|hundreds|thousands|both|half|all)\b",
    re.IGNORECASE,
)
_SAYING = re.compile(
    r"\b(?:said|says|say|told|tells|wrote|announced|added|warned|called|described|asked|argued|claimed|denied|"
    r"confirmed|according to|stated|insisted|explained|thanked|apologi[sz]ed|promised|urged)\b",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"\b(?:police|crew|passengers?|residents?|officials?|authorities|firefighters?|workers?|students?|children|"
    r"soldiers?|protesters?|investigators?|prosecutors?|engineers?|doctors?|drivers?|captain|pilot|mayor|minister|"
    r"president|spokes(?:man|woman|person)|council|coast guard|company|government|ministry|operator|owner|court|"
    r"judge|navy|army|union|agency|team|club|board|committee|man|woman|men|women|boy|girl|teenager|couple|family|"
    r"tourists?|fishermen|sailors?|volunteers?|rescuers?|nobody|no one|everyone|\w+men|\w+women)\b",
    re.IGNORECASE,
)


def holds_expected(question: Question, text: str, published_at: datetime) -> bool:
    """Whether the sentence holds what the question asks for beyond the question's own words."""
    mentions = read_mentions(text, published_at)
    if question.thing is not None and question.asks in {Asks.WHO, Asks.WHERE, Asks.WHAT}:
        return _names_thing(question, text, mentions)
    match question.asks:
        case Asks.WHO:
            return _names_somebody(question, text, mentions)
        case Asks.WHEN:
            times = any(number.kind in {NumberKind.TIME, NumberKind.YEAR} for number in mentions.numbers)
            return bool(mentions.dates or times or _TIME_WORDS.search(text))
        case Asks.WHERE:
            return _names_place(question, text, mentions)
        case Asks.HOW_MANY:
            return _counts(question, mentions) or bool(_NONE.search(text))
        case Asks.HOW_MUCH:
            return _measures(question, mentions)
        case Asks.WHY:
            return bool(_REASON.search(text))
        case Asks.SAID:
            return bool(mentions.quotes or _SAYING.search(text))
        case Asks.WHAT if question.identity:
            return any(_is_new(question, name) and _bears(question, name, text, 16) for name in mentions.names)
        case _:
            return True


def list_values(question: Question, text: str, published_at: datetime) -> frozenset[object]:
    """What of the sentence could be the answer, as it is compared: names, days or figures; empty where no such
    thing is asked for."""
    mentions = read_mentions(text, published_at)
    if question.thing is not None or question.asks in {Asks.WHO, Asks.WHERE}:
        return frozenset(name.key for name in mentions.names if _is_new(question, name))
    if question.asks is Asks.WHEN:
        return frozenset((one.first, one.last) for one in mentions.dates)
    if question.asks in {Asks.HOW_MANY, Asks.HOW_MUCH}:
        return frozenset(number.value for number in mentions.numbers)
    return frozenset()


def tells_it_done(question: Question, text: str) -> bool:
    """False where the question asks of what was done and the sentence has it yet to do ("begun to build")."""
    if not _DONE.search(question.text):
        return True
    asked = {word.lower() for word in _LETTERS.findall(question.text)}
    undone = Counter(
        term
        for found in _UNDONE.finditer(text)
        if found["act"].lower()
        not in asked  # "was built", and not "to hospital" where the question says hospital
        for term in read_terms(found["act"])
        if term in question.terms
    )
    told = Counter(read_terms(text))
    return all(told[term] > count for term, count in undone.items())


def _names_thing(question: Question, text: str, mentions: Mentions) -> bool:
    """Whether it names one of what the question's noun asks for, and not only what the question names itself."""
    match question.thing:
        case Thing.COUNTRY:
            return any(_is_other(question, place) for place in find_countries(text))
        case Thing.STATE:
            return any(_is_other(question, place) for place in find_states(text))
        case Thing.PERSON:
            return any(_is_new(question, name) and (" " in name.key or name.title) for name in mentions.names)
        case _:
            quoted = any(quote.direct and len(quote.text.split()) <= LONGEST_TITLE for quote in mentions.quotes)
            return quoted or any(_is_new(question, name) for name in mentions.names)


def _is_other(question: Question, place: str) -> bool:
    return not any(same_name(place.lower(), name.key) for name in question.names)


def _names_somebody(question: Question, text: str, mentions: Mentions) -> bool:
    if question.identity and question.names:  # "Who is Mara Lindqvist?": her office, or what follows her name
        asked = [name for name in mentions.names if any(same_name(name.key, one.key) for one in question.names)]
        return any(name.title or text[name.end : name.end + 2] == ", " for name in asked)
    if question.identity:  # "Who is the harbour master?": the name that office stands with
        return any(_is_new(question, name) and _bears(question, name, text) for name in mentions.names)
    if any(_is_new(question, name) and not _AT.search(text[: name.start]) for name in mentions.names):
        return True
    return any(
        read_term(read_terms(word)[0]) not in question.terms for word in _PEOPLE.findall(text) if read_terms(word)
    )


def _bears(question: Question, name: Name, text: str, reach: int = 60) -> bool:
    """Whether the name stands with the words asked for: in its title, or within so many characters of it."""
    beside = (text[max(0, name.start - reach) : name.start], name.title, text[name.end : name.end + reach])
    return bool(question.terms) and question.terms <= set(read_terms(" ".join(beside)))


def _names_place(question: Question, text: str, mentions: Mentions) -> bool:
    if _BOUND.search(question.text):
        return any(_is_new(question, name) and _TOWARDS.search(text[: name.start]) for name in mentions.names)
    starts = {name.start for name in mentions.names if _is_new(question, name)}
    for found in _PLACE.finditer(text):
        word = found["place"]
        if found.start("place") in starts or (
            _PLACE_WORDS.fullmatch(word) and not question.terms & set(read_terms(word))
        ):
            return True
    return any(not question.terms & set(read_terms(word)) for word in _PLACE_WORDS.findall(text))


def _counts(question: Question, mentions: Mentions) -> bool:
    asked = {number.value for number in question.numbers}
    return any(
        number.kind in {NumberKind.QUANTITY, NumberKind.PERCENT} and number.value not in asked
        for number in mentions.numbers
    )


def _measures(question: Question, mentions: Mentions) -> bool:
    text = question.text.lower()
    if "percent" in text or "per cent" in text or "share" in text:
        return any(number.kind is NumberKind.PERCENT for number in mentions.numbers)
    if "how old" in text or " age" in text:
        return any(number.kind in {NumberKind.AGE, NumberKind.QUANTITY} for number in mentions.numbers)
    if "cost" in text or "price" in text or "how much" in text:
        return any(n.kind in {NumberKind.MONEY, NumberKind.PERCENT} or n.unit for n in mentions.numbers)
    return any(number.unit or number.kind is NumberKind.TIME for number in mentions.numbers)


def _is_new(question: Question, name: Name) -> bool:
    return not any(same_name(name.key, one.key) for one in question.names) and not (
        set(read_terms(name.text)) <= question.terms
    )
