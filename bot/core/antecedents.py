"""Whom and what a passage speaks of by a pronoun or a surname, where the sentences before it leave no doubt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from bot.core.language import find_names, find_speaker, same_name, tokenize
from bot.core.language.figure_words import UNITS_WORDS
from bot.core.language.mentions import Name
from bot.core.language.quotes import SAYING, quoted_spans
from bot.core.language.titles import is_role, is_role_at, is_title_word
from bot.core.language.verb_forms import is_verb
from bot.core.phrasing import is_plural
from bot.core.trades import find_trades, is_trade
from bot.core.types import Passage, PassageId

_NOBODY = frozenset[str]()
_NO_SUBJECT = frozenset("there it they this that he she".split())
_LOOK_BACK = 4  # sentences in which somebody a "he" means was named
_LONGEST_SUBJECT = 7  # words
_PERSON = re.compile(r"\b(?:(?P<she>she|her|hers)|(?P<he>he|him|his))\b", re.IGNORECASE)
_ADDRESS = re.compile(r"\b(?P<address>Mr|Mrs|Ms|Miss)\.? $")
_AGED = re.compile(r",? (?:who\b|(?:aged )?\d{1,3}\b(?!\s*(?:per|%)))")
_PLACED = re.compile(
    r"\b(?:the|an?|in|at|near|into|from|to|on|off|around|across|outside|of|via|for|through)\s+$", re.IGNORECASE
)
_BODY = re.compile(
    r"\b(?:University|College|School|Hospital|Bank|Office|Board|Council|Club|Party|Federation|Union|Institute"
    r"|Ministry|Street|Road|Bridge|Island|Bay|Point|Radio|News|Times|Group|Company|Directorate|Department"
    r"|Association|Agency|Authority|Commission|Committee|Court|Airport|Station|Lake|River|Port|Cup|Open|League"
    r"|Storm|Society|Trust|Foundation|Service|Police|Army|Navy|Inc|Corp|Ltd|plc|Rail|Airlines|Foods|Motors)\b"
)
_SHE = re.compile(r"woman\b|\b(?:mother|sister|daughter|wife|aunt|niece|widow|queen|princess|lady|actress)\b")
_HE = re.compile(r"(?<!wo)man\b|\b(?:father|brother|son|husband|uncle|nephew|widower|king|prince|lord)\b")
_THING = re.compile(
    r"^(?P<word>It|They)\s+(?P<verb>\w+)|(?<=, )(?P<late>it|they)\s+(?P<says>say|said|report(?:ed)?)\b(?=\W*$)"
)
_THE = re.compile(r"The (?P<words>(?:[a-z]+ ){0,2}?[a-z]+) (?P<verb>[a-z]+)\b")
_NOBODY_DOES = re.compile(
    r"It (?:rained|snowed|hailed|seem|appear|emerge|happen|turn|look|take|took|is (?:said|likely|thought|feared"
    r"|hoped)|was (?:said|the (?:first|second|third|last)|only|not until|clear|unclear))"
)
_SAYS = re.compile(rf"(?:also |later |then )?(?:{SAYING}|say|report|declined|refused|hopes?|expects?)\b")
_OPENS_QUOTE, _CLOSES_QUOTE = re.compile(r"^[“\"]"), re.compile(r"(?P<stop>[.,!?…]?)(?P<mark>[”\"])$")


@lru_cache(maxsize=2_048)
def resolve(passage: Passage, before: tuple[Passage, ...]) -> Passage:
    """The passage with the name in place of the first pronoun that stands for it, in full and with its office
    where a surname stood, and with the speaker behind a quotation that names none; itself where nothing is sure.

    `before` are the sentences before it in its article, in order. The id stays, the text is no longer the
    article's.
    """
    text = _with_full_names(passage.text, before)
    text = _with_holder(text, before)
    text = _with_person(text, before)
    text = _with_subject(text, before)
    text = _with_speaker(text, before)
    return passage if text == passage.text else replace(passage, text=text)


def introducing(
    text: str, passages: Sequence[Passage], before: Sequence[Sequence[Passage]]
) -> tuple[Passage, ...]:
    """The sentences, two at most, that introduce the people of a claim whom its passages name too: what a piece
    says of them at their first mention it has from there."""
    found: dict[PassageId, Passage] = {}
    for passage, sentences in zip(passages, before, strict=True):
        here = find_names(passage.text)
        for name in find_names(text, frozenset(one.key for one in here)):
            if any(same_name(_bare(one.key), _bare(name.key)) for one in here):
                first = next((one for one in sentences if _is_named(one.text, name)), None)
                if first is not None:
                    found.setdefault(first.id, first)
    known = {passage.id for passage in passages}
    return tuple(one for key, one in found.items() if key not in known)[:2]


def _is_named(text: str, name: Name) -> bool:
    return any(
        same_name(_bare(one.key), _bare(name.key)) and _is_person(text, one)
        for one in find_names(text, frozenset({name.key}))
    )


# ---------------------------------------------------------------- people


def _with_person(text: str, before: Sequence[Passage]) -> str:
    pronouns = [match for match in _PERSON.finditer(text) if not _is_quoted(text, match.start())]
    if not pronouns or len({match.lastgroup for match in pronouns}) > 1:
        return text
    first = pronouns[0]
    if _has_somebody(text, first.start(), _known(before)):
        return text  # it may be somebody of the sentence itself
    word = first.group().lower()
    found = _person_before(before, first.lastgroup or "", is_subject=word in {"he", "she"})
    behind = re.match(r" ([a-z]{3,})", text[first.end() :])
    owns = word == "his" or (word == "her" and behind is not None and behind[1] not in UNITS_WORDS)
    return f"{text[: first.start()]}{found}{'’s' if owns else ''}{text[first.end() :]}" if found else text


def _has_somebody(text: str, end: int, known: frozenset[str]) -> bool:
    """Whether a person is named, or spoken of ("one woman in her sixties"), before that place."""
    if any(name.start < end and not _is_quoted(text, name.start) for name in _people(text, known)):
        return True
    words = [token.lower for token in tokenize(text) if token.end <= end and not _is_quoted(text, token.start)]
    return any(is_role(word) or is_trade(word) or _SHE.search(word) or _HE.search(word) for word in words)


def _person_before(before: Sequence[Passage], gender: str, *, is_subject: bool) -> str:
    """The one person of the nearest sentence that names any, or of several the one who speaks in it; "" where
    that leaves a doubt."""
    known = _known(before)
    for i in range(len(before) - 1, max(-1, len(before) - 1 - _LOOK_BACK), -1):
        text = before[i].text
        people = [name for name in _people(text, known) if not _is_quoted(text, name.start)]
        if not people and _has_somebody(text, len(text), known):
            return ""  # "the minister", whoever that is
        if not people:
            continue
        fitting = [name for name in people if _gender(name, before[: i + 1], known) in {"", gender}]
        if len({_bearer(name, fitting) for name in fitting}) > 1:
            speaker = find_speaker(text).lower() if is_subject else ""
            fitting = [name for name in fitting if speaker and name.key in speaker][:1]
        sure = next((name for name in fitting if _is_person(text, name, known)), None)
        return _in_full(sure, before[: i + 1]) if sure else ""
    return ""


def _known(before: Sequence[Passage]) -> frozenset[str]:
    return _known_in(tuple(passage.text for passage in before))


@lru_cache(maxsize=1_024)
def _known_in(texts: tuple[str, ...]) -> frozenset[str]:
    """The names of people so far, by which a surname that opens a sentence is known for one."""
    people = (name for text in texts for name in find_names(text) if _is_person(text, name))
    return frozenset(_bare(name.key) for name in people)


def _bare(key: str) -> str:
    """ "Alma Trewhitt of the Rail Users" is Alma Trewhitt."""
    return key.partition(" of ")[0]


@lru_cache(maxsize=4_096)
def _people(text: str, known: frozenset[str]) -> tuple[Name, ...]:
    """Names that could be somebody's: those of bodies left out, and those that stand like a place's."""
    return tuple(
        name
        for name in find_names(text, known)
        if not _BODY.search(name.text.partition(" of ")[0])
        and (_is_person(text, name, known) or not _PLACED.search(text[: name.start]))
        and not text[name.end :].startswith(("’s ", "'s "))
    )


def _is_person(text: str, name: Name, known: frozenset[str] = _NOBODY) -> bool:
    """Whether the sentence tells that it is a person: an office, a trade, "Mr", an age, "who", or words said."""
    before, key = text[: name.start], _bare(name.key)
    if name.title or _ADDRESS.search(before) or _AGED.match(text, name.end) or before.endswith("-year-old "):
        return True
    if any(key == one or key == one.split()[-1] for one in known):
        return True
    if " " not in key or _BODY.search(name.text.partition(" of ")[0]):
        return False
    if any(same_name(trade.key, name.key) for trade in find_trades(text)):
        return True
    if _PLACED.search(before):
        return False
    # "Alma Trewhitt of the Rail Users", "Harbour Master Ilse Brandt", or whoever says it
    return key != name.key or is_title_word(key.split()[0]) or key in find_speaker(text).lower()


def _gender(name: Name, before: Sequence[Passage], known: frozenset[str]) -> str:
    """ "he" or "she", by "Mr", a trade, or how the sentence behind one about them goes on; "" if unknown."""
    for i, passage in enumerate(before):
        here = [one for one in _people(passage.text, known) if same_name(_bare(one.key), _bare(name.key))]
        for one in here:
            told = _told_gender(passage.text, one)
            if told:
                return told
        if here and i + 1 < len(before) and len(_people(passage.text, known)) == len(here):
            leaning = _PERSON.match(before[i + 1].text)
            if leaning and leaning.lastgroup:
                return leaning.lastgroup
    return ""


def _told_gender(text: str, name: Name) -> str:
    address = _ADDRESS.search(text[: name.start])
    if address:
        return "he" if address["address"] == "Mr" else "she"
    told = " ".join((name.title, *(t.word for t in find_trades(text) if same_name(t.key, name.key))))
    return "she" if _SHE.search(told) else "he" if _HE.search(told) else ""


def _bearer(name: Name, names: Sequence[Name]) -> str:
    return next((other.key for other in names if same_name(_bare(other.key), _bare(name.key))), name.key)


# ---------------------------------------------------------------- surnames


def _with_full_names(text: str, before: Sequence[Passage]) -> str:
    known = _known(before)
    for name in reversed(find_names(text, known)):
        if name.title or _is_quoted(text, name.start) or not _is_person(text, name, known):
            continue
        address = _ADDRESS.search(text[: name.start])
        full = _in_full(name, before)
        if full != name.text:
            text = f"{text[: address.start() if address else name.start]}{full}{text[name.end :]}"
    return text


def _in_full(name: Name, before: Sequence[Passage]) -> str:
    """The longest name of the bearer with the office, where all that end in the surname are one person's."""
    surname = _bare(name.key).split()[-1]
    longer = [
        (_bare(found.key), found)
        for passage in before
        for found in find_names(passage.text)
        if _bare(found.key).split()[-1] == surname and (" " in found.key or found.title)
    ]
    if not longer or len({key for key, _ in longer if " " in key}) > 1:
        return _titled(name.title, name.text)
    _, best = max(longer, key=lambda found: (" " in found[0], bool(found[1].title)))
    return _titled(best.title or name.title, best.text.partition(" of ")[0])


def _titled(title: str, name: str) -> str:
    words = [word for word in title.split() if not word.endswith("'s")]
    office = "Dr" if words == ["doctor"] else " ".join(words).title()
    return f"{office} {name}" if words and is_role_at(words, len(words) - 1) else name


def _with_holder(text: str, before: Sequence[Passage]) -> str:
    """ "The minister": whoever alone has that office so far; "the line": what alone is called so."""
    match = _THE.match(text)
    if match is None or not (is_verb(match["verb"]) or match["verb"].endswith("s")):
        return text
    *more, noun = match["words"].split()
    holders: dict[str, Name] = {}
    for passage in before:
        for name in find_names(passage.text):
            office = name.title.split()
            called = office[-1:] == [noun] and set(more) <= set(office)
            if called if is_role(noun) else not more and _is_called(passage.text, name, noun):
                holders.setdefault(_bare(name.key).split()[-1] if name.title else name.key, name)
    if len(holders) != 1:
        return text
    (holder,) = holders.values()
    full = _in_full(holder, before) if holder.title else holder.text
    return f"{full}{text[match.end('words') :]}"


def _is_called(text: str, name: Name, noun: str) -> bool:
    """ "Karrow University" is "the university", and "the ferry line, Acme" or "Acme, the operator" the other."""
    if noun in name.key.split()[1:] or name.key.startswith(f"{noun} of "):
        return True
    ahead = re.search(rf"\b[Tt]he (?:[a-z]+ ){{0,2}}{noun}, $", text[: name.start])
    behind = re.match(rf", (?:the|an?|its|their) (?:[a-z]+ ){{0,3}}{noun}\b,", text[name.end :])
    return ahead is not None or behind is not None


# ---------------------------------------------------------------- things and bodies


def _with_subject(text: str, before: Sequence[Passage]) -> str:
    """ "It declined to say": whoever spoke before. "It was the highest": what the sentence before is about."""
    match = _THING.search(text)
    if match is None or not before or _is_quoted(text, match.start()) or _NOBODY_DOES.match(text):
        return text
    word, verb = match["word"] or match["late"], match["verb"] or match["says"]
    found = find_speaker(before[-1].text) if _SAYS.match(verb) else ""
    found = found or _subject(before[-1].text)
    if not found or _PERSON.fullmatch(found) or found.lower() in {"it", "they"}:
        return text
    if is_plural(found) is not (word.lower() == "they"):
        return text
    found = f"{found[0].upper()}{found[1:]}" if match["word"] else found
    return f"{text[: match.start()]}{found}{text[match.start() + len(word) :]}"


def _subject(text: str) -> str:
    """What stands before the first verb, "" if that is long, has a comma in it, or is a person."""
    for i, token in enumerate(tokenize(text)):
        if token.text in ',;:“”"()—–' or i > _LONGEST_SUBJECT:
            return ""
        if i and is_verb(token.lower):
            words = text[: token.start].strip()
            named = any(_is_person(text, name) for name in find_names(words))
            return "" if named or not words[-1:].isalnum() or words.lower() in _NO_SUBJECT else words
    return ""


# ---------------------------------------------------------------- quotations


def _with_speaker(text: str, before: Sequence[Passage]) -> str:
    """A sentence that is all quotation, behind one whose speaker is named."""
    closing = _CLOSES_QUOTE.search(text)
    if closing is None or not _OPENS_QUOTE.match(text) or len(quoted_spans(text)) != 1:
        return text
    for i in range(len(before) - 1, max(-1, len(before) - 1 - _LOOK_BACK), -1):
        speaker = find_speaker(before[i].text)
        if speaker:
            named = _person_before(before[:i], _kind(speaker), is_subject=True) if _kind(speaker) else speaker
            stop = closing["stop"] if closing["stop"] in {"!", "?", "…"} else ","
            said = _spoken_by(named, before[: i + 1])
            return f"{text[: closing.start()]}{stop}{closing['mark']} {said} said." if named else text
        if not _OPENS_QUOTE.match(before[i].text):
            return text
    return text


def _kind(pronoun: str) -> str:
    match = _PERSON.fullmatch(pronoun)
    return (match.lastgroup or "") if match else ""


def _spoken_by(speaker: str, before: Sequence[Passage]) -> str:
    names = find_names(speaker, frozenset({speaker.lower()}))
    return _in_full(names[0], before) if len(names) == 1 and speaker.endswith(names[0].text) else speaker


def _is_quoted(text: str, place: int) -> bool:
    return any(start <= place < end for start, end in quoted_spans(text))
