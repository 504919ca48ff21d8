"""Proper names and the offices that stand with them."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.core.language.dates import MONTHS, WEEKDAYS
from bot.core.language.mentions import Name
from bot.core.language.titles import (
    ADDRESSES,
    is_role,
    is_role_at,
    is_title_word,
    normalise,
    title_after,
    title_before,
)
from bot.core.language.tongue import is_function_word, is_pronoun, writes_decimal_comma
from bot.core.language.words import STOP_WORDS

_SHORT_TITLE = (
    r"(?:Mr|Mrs|Ms|Dr|Prof|Rev|Gen|Col|Maj|Capt|Cmdr|Adm|Lt|Sgt|Cpl|Sen|Rep|Gov|Pres|Supt|Insp|Det|St|Mt|Ft|Sra?"
    r"|Srta)\."
)
_CAPITAL = "A-ZÀ-ÖØ-ÞŁŚŠŽČĐА-ЯЁ"
_WORD = (
    rf"(?:{_SHORT_TITLE}(?=\s)|(?:[A-Z]\.){{1,4}}(?=\s|[^\w]|$)|(?:[{_CAPITAL}]|[a-z]{{1,2}}[A-Z]|(?:al|el|ad|as"
    rf"|ash|an)-[A-Z])[^\W_]*(?:[’'.&-][^\W_]+)*)"
)
_PARTICLE = r"(?:de|da|do|dos|das|del|della|di|du|la|le|van|von|der|den|ter|bin|ibn|al|el|of the|of|y|e)"
_RUN = re.compile(
    rf"(?<![\w’'@#.-]){_WORD}(?:[ \u00a0]+(?:{_PARTICLE}[ \u00a0]+){{0,2}}{_WORD}(?:(?<=\b[A-Z])\.)?)*"
)
_SENTENCE_START = re.compile(r"(?:^|[.!?…:][\"'”’)\]]*\s+|[\"“‘(\[—–]\s?|\n\s*(?:[-•*]\s+)?)$")
_AFTER_SHORT_TITLE = re.compile(rf"\b{_SHORT_TITLE}\s+$")
_SAYING = re.compile(
    r"[’']s\b|\s+(?:said|says|told|added|wrote|warned|denied|confirmed|announced|insisted|argued|tweeted"
    r"|resigned|died|won|has|had|was|is|will|declined|refused)\b"
)
_TAIL = re.compile(
    r"(?:[’']s?|-(?:led|backed|based|born|style|era|controlled|owned|built|made|held|occupied|run|aligned"
    r"|funded|registered|area|wide))$"
)
_AGED = re.compile(r"[\w-]+-(?:years?|months?)-olds?")  # "Seventy-four-year-old Ana Vidal"
_FAMILY = re.compile(r"(?:Mc|Mac|[OD]['’])[A-Z]")  # no other word is written so
_RUN_WORD = re.compile(r"\S+")
_POSSESSIVE = re.compile(r"[’']s$")
_CALENDAR = frozenset([*MONTHS, *WEEKDAYS, "mon", "tue", "tues", "wed", "thu", "thurs", "fri", "sat", "sun"])
# Words that open sentences in capitals and are no names, beyond the stop words.
_COMMON_OPENERS = frozenset(
    """police officials authorities witnesses residents organisers organizers investigators prosecutors protesters
    firefighters rescuers doctors scientists researchers lawmakers critics supporters workers troops soldiers
    engineers experts analysts campaigners ministers lawyers detectives officers reporters local earlier later
    meanwhile however according despite although today yesterday tomorrow nobody everyone people many several
    two three four five six seven eight nine ten eleven twelve dozens hundreds thousands photos video images
    breaking update updated exclusive analysis opinion live watch firms shares heavy strong early late new old
    first second third last next another one no yes thousands families parents children women men students
    teachers drivers passengers survivors victims relatives neighbours neighbors crews teams fire floods storm
    rain snow wind power water trains flights schools hospitals banks markets prices sources reports government
    parliament opposition union unions company management state city council court judge trial public nearly
    about around almost more less over under up down at least inside outside along near behind beyond""".split()
)
ALIASES = {
    "us": "united states", "u.s": "united states", "u.s.": "united states", "usa": "united states",
    "america": "united states",
    "uk": "united kingdom", "u.k": "united kingdom", "u.k.": "united kingdom", "britain": "united kingdom",
    "un": "united nations", "u.n.": "united nations", "u.n": "united nations",
    "eu": "european union", "e.u.": "european union",
}  # fmt: skip


@lru_cache(maxsize=8_192)
def find_names(text: str, known: frozenset[str] = frozenset()) -> tuple[Name, ...]:
    """Names in order, without weekdays and months. `known` are keys or parts of names met elsewhere.

    A word that opens a sentence is a name only when it is one elsewhere in the text, is in `known`, is part
    of a longer name, or is followed by what only somebody can do. A Title Case Headline gives only `known` ones.
    """
    if _is_title_case(text):
        return tuple(name for name in _names(text) if _is_known(name.key, known))
    names = list(_names(text))
    inside = {part for name in names if not _opens(text, name.start) for part in name.key.split()}
    return tuple(
        name for name in names if not _opens(text, name.start) or _opener_is_name(text, name, inside, known)
    )


@lru_cache(maxsize=32_768)
def same_name(a: str, b: str) -> bool:
    """Whether two keys can mean one bearer: equal, one a part of the other, or one the other's initials."""
    a, b = ALIASES.get(a, a), ALIASES.get(b, b)
    if a == b:
        return True
    first, second = (key.replace("-", " ").replace(".", "").split() for key in (a, b))  # "u.s. open", "us open"
    if first == second:
        return True
    shorter, longer = sorted((first, second), key=len)
    if len(shorter) < len(longer) and set(shorter) <= set(longer):
        return True
    if len(shorter) == 1 and len(longer) > 1:
        initials = "".join(word[0] for word in longer if word not in {"of", "the", "and", "for"})
        return shorter[0].replace(".", "") == initials and len(initials) > 1
    initial = shorter and longer and len(shorter) == len(longer) > 1 and shorter[-1] == longer[-1]
    return bool(
        initial
        and shorter[0][0] == longer[0][0]
        and min(len(shorter[0].rstrip(".")), len(longer[0].rstrip("."))) == 1
    )


@lru_cache(maxsize=8_192)
def _names(text: str) -> tuple[Name, ...]:
    found = []
    for match in _RUN.finditer(text):
        for start, end in _pieces(text, match):
            name = _name(text, start, end)
            if name is not None:
                found.append(name)
    return tuple(found)


def _pieces(text: str, match: re.Match[str]) -> list[tuple[int, int]]:
    """A run without weekdays, months and stop words in capitals, which also cut it in two."""
    pieces: list[tuple[int, int]] = []
    start: int | None = None
    end = match.start()
    for found in _RUN_WORD.finditer(text, match.start(), match.end()):
        word, (left, right) = found.group(), found.span()
        lower = _POSSESSIVE.sub("", word).lower()
        capital = any(letter.isupper() for letter in word)
        stops = capital and (
            lower.rstrip(".") in _CALENDAR
            or (lower in STOP_WORDS and word not in {"US", "IT", "WHO"})
            or (_opens(text, left) and is_function_word(lower) and writes_decimal_comma(text))
            or (is_pronoun(lower.rstrip(".")) and writes_decimal_comma(text))
        )
        if stops:
            if start is not None:
                pieces.append((start, end))
            start = None
        elif capital:
            start, end = left if start is None else start, right
            if _POSSESSIVE.search(word):  # a possessive ends a name: "Iran's President"
                pieces.append((start, end))
                start = None
    if start is not None:
        pieces.append((start, end))
    return pieces


def _name(text: str, start: int, end: int) -> Name | None:
    words = [(match.group(), start + match.start()) for match in _RUN_WORD.finditer(text[start:end])]
    if len(words) > 1 and _AGED.fullmatch(words[0][0]):
        words.pop(0)
    title_words: list[str] = []
    while len(words) > 1 and is_title_word(words[0][0]):
        if not _is_title_prefix([word for word, _ in words]) and not is_role_at([*title_words, words[0][0]], -1):
            break
        title_words.append(words.pop(0)[0])
    while title_words and len(words) > 1 and words[0][0] in {"of", "the"}:  # "CEO of Facebook": not its title
        words.pop(0)
        start = words[0][1]
        if words[0][0][0].isupper():
            title_words.clear()
    first = words[0][1]
    end = first + len(_TAIL.sub("", text[first:end]))
    key = re.sub(r"\s+", " ", text[first:end]).lower().replace("’", "'")
    if len(key.rstrip(".")) < 2 or key in {"i'm", "i've", "i'll", "i'd"} or (len(words) == 1 and is_role(key)):
        return None
    title = normalise(title_words)
    if title and first > start:
        lower = title_before(text, start)
        title = f"{lower} {title}" if lower else title
    title = title or title_before(text, first) or title_after(text, end)
    return Name(text[first:end], key, title, first, end)


def _is_title_prefix(words: list[str]) -> bool:
    """Whether the words up to the last role among them are a title and a name follows."""
    roles = [i for i, word in enumerate(words[:-1]) if is_role(word) or word.lower().rstrip(".") in ADDRESSES]
    return bool(roles) and all(is_title_word(word) for word in words[: roles[0] + 1])


def _opens(text: str, start: int) -> bool:
    before = text[max(0, start - 8) : start]
    return bool(_SENTENCE_START.search(before)) and not _AFTER_SHORT_TITLE.search(before)


def _opener_is_name(text: str, name: Name, inside: set[str], known: frozenset[str]) -> bool:
    parts = name.key.split()
    if len(parts) > 1 or name.title or name.key in ALIASES or _is_known(name.key, known):
        return True
    if parts[0] in inside and parts[0] not in _COMMON_OPENERS:
        return True
    if name.text.isupper() and len(name.text) > 1 and not text.isupper():
        return True
    if _FAMILY.match(name.text):
        return True
    return parts[0] not in _COMMON_OPENERS and bool(_SAYING.match(text, name.end))


def _is_known(key: str, known: frozenset[str]) -> bool:
    return key in known or any(same_name(key, other) for other in known)


@lru_cache(maxsize=8_192)
def _is_title_case(text: str) -> bool:
    words = [word for word in re.findall(r"[^\W\d_][\w’'-]*", text) if len(word) > 3]
    capitals = sum(word[0].isupper() for word in words)
    return len(words) >= 4 and capitals >= 0.75 * len(words) and not text.rstrip().endswith(".")
