"""The sentences of a story's articles that a piece could be made of, and what makes each usable."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import fsum, log, sqrt

from bot.core.common_words import COMMON_SHARE
from bot.core.copies import group_copies, group_texts
from bot.core.language import content_stems, find_names, find_numbers, find_quotes, is_furniture
from bot.core.language.mentions import Name, NumberKind, Quote
from bot.core.light_edits import cut_to_claim, cut_unfinished
from bot.core.opinion import is_opinion
from bot.core.passages import read_passages
from bot.core.types import Article, Passage

READ_SENTENCES = 14  # of each article: further down stands background and what others reported
QUOTE_WORDS = 4
FIRST_BACKGROUND = 3  # an article's first sentences are its news, whatever years they name
FEWEST_WORDS, MOST_WORDS = 6, 48
HALF = 0.5  # of what one of them tells, by rarity, two sentences that tell the same share
_FIGURES = {NumberKind.QUANTITY, NumberKind.MONEY, NumberKind.PERCENT, NumberKind.SCORE}

_POINTS_BACK = re.compile(
    r"^(?:[“\"‘']?\s*)(?:he|she|they|it|its|his|her|hers|their|that|"
    r"this(?! (?:morning|afternoon|evening|week(?:end)?|month|year|spring|summer|autumn|fall|winter)\b)|"
    r"these|those|such|both|another(?! \d)|others|"
    r"neither|either|the (?:two|three|latter|same|other)|"
    r"the former(?! [a-z]+(?: [a-z]+)?(?: of\b|,? (?-i:[A-Z])))|"
    r"the (?:pair|move|incident|decision|announcement|news|attack|man|woman|suspect|statement|report|remark"
    r"|comment|proposal|plan|group|compan(?:y|ies)|firm)s?"
    r"(?!,? (?:of|who|whose|which|that|to|by|behind|between|from)\b)|"
    r"among (?:them|those|these)|then|so|thus|there|here|to that end|after that|by then|from there|"
    r"none|(?:one|two|three|four|five|six|most|some|all|many) of "
    r"(?:them|those(?! (?:who|on|in|with|whose|that|which)\b))|"
    r"earlier in the day|later in the day|the next day|the following day|a day (?:later|earlier)"
    r"|hours (?:later|earlier)|"
    r"according to (?:him|her|them|it)|(?:for|in|at|by|with|of|on) (?:this|that|these|those|his|her|"
    r"their|its))\b",
    re.IGNORECASE,
)
# "After quarrelling with …, he": whoever did so was named before. So was "his office" behind an opening phrase.
_SUBJECT_BEFORE = re.compile(
    r"^(?:(?:After|Before|While|Since|By|Despite|Upon|Without|When) )?[A-Za-z]+ing\b.{3,200}?, (?:he|she|they) "
)
_OPENING_PHRASE = re.compile(
    r"^(?:In|At|On|For|With|As|Under|During|Asked|Reached)\b[^,]{3,80}, (?:he|she|his|her)\b"
)
_OPENS_WITH_PHRASE = re.compile(
    r"(?:In|At|On|For|With|As|Under|During|After|Before|While|Since|By|Despite|Just|Nearly)\b"
)
_PAPER_SPEAKS = re.compile(
    r"[”\"],? the (?:statement|memo|letter|report|e-?mail|tweet|post|message|note|document|article|complaint) "
    r"(?:said|says|reads?|added|adds|continued|concluded|stated|states)\b"
)
_COURTESY = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx)\.? (?P<last>[A-ZÀ-Þ][\w-]+)(?! [A-ZÀ-Þ])")
_DEFINITE = re.compile(
    r"^The (?!government|president|city|state|country|court|military|army|police|ministry|mayor|governor"
    r"|parliament|king|queen|pope|union|economy|weather|search)([a-z-]+) "
    r"(?:[a-z]+ed|was|were|is|are|has|have|had|will|would|could|may|came|comes|said|says|also|then|left|began)\b"
)
_THIRD_PERSON = re.compile(r"\b(?:he|she|him|her|his|hers)\b", re.IGNORECASE)
_SOMEBODY = re.compile(
    r"\b(?:an?|the|one|every|each|no) \w+|\b(?:everyone|nobody|somebody|someone)\b", re.IGNORECASE
)
_BODY = re.compile(  # no "she" can mean one of these
    r"\b(?:an?|the|one|every|each|no) (?:town|city|village|council|court|company|club|government|ministry|board"
    r"|newspaper|university|school|hospital|union|party|bank|state|country|office|committee|agency)\b",
    re.IGNORECASE,
)
_POINTS_AT = re.compile(
    r"\b(?:for|of|with|about|against|dispute[sd]?|den(?:y|ies|ied)|confirm(?:ed|s)?|oppose[sd]?|by) "
    r"(?:it|them|this|that)(?:[.,]| to be\b)"
    r"|\bth(?:is|ese) (?:phenomen(?:on|a)|trends?|conundrums?|developments?)\b"
)
_POINTS_EARLY = re.compile(
    r"^(?:\S+ ){1,4}(?:in|for|with) them\b|\bthe two(?=[,.])|\bthe other (?:one|two|three|four|five|six)\b"
    r"|^(?:two|three|several) (?:things|factors|reasons)\b"
    r"|^(?:most|much|some|all|none|half|part) of the \w+ (?:it|he|she|they)\b",
    re.IGNORECASE,
)
_ENDS_POINTING = re.compile(r"^(?:\S+ ){1,13}(?:it|them)\.$")
_QUOTATION = re.compile('[“"][^“”"]*[”"]')  # opened and closed in different styles too
_ADDRESS = re.compile(r"https?:|www\.|\b[\w-]+\.(?:com|org|net|example|info|io|co\.uk)\b", re.IGNORECASE)
_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Oo]urs?|[Mm]y)\b(?![.-])|\b(?:us|me|myself)\b")
_TO_READERS = re.compile(
    r"\b(?:listeners|viewers|dear readers|this newspaper|understands that|has learned|can reveal)\b"
    r"|\b(?:earlier|previous) version of this (?:article|story|report)\b"
    r"|\bthis (?:article|story|report) (?:was|has been|gave|said|originally|incorrectly)\b"
    r"|\byou(?:rs?|['’](?:re|ll|ve|d))?\b|^(?:report|say|tell|state|write|claim|repeat|note|remember"
    r"|imagine|consider|think|ask|add|print|publish) (?:that|this|the following|to|it|all|your|us|me|everyone)\b",
    re.IGNORECASE,
)
_LOADED = re.compile(  # of the text in lower case
    r"\b(?:whopping|boffins?|nicked|bagged|bags|fury|furious|chaos|misery|slam(?:s|med)|blast(?:s|ed)|horror|nightmare"
    r"|shock(?:ing|er)?|stunn(?:ing|ed)|heartbreak|sensational|outrage(?:d|ous)?|hell|groaned|fumed|raged|gloated"
    r"|sigh of relief|star of the show|jaw-dropping|terrifying|smash"
    r"|rust-?bucket|boneshaker|death ?trap|howlers?|screamers?|belters?|like lions|lovely|gorgeous"
    r"|gobsmacked|bonkers|mind-boggling|eye-watering|mouth-watering|carnage|fat cats?|yobs?|scumbags?|bosses"
    r"|chew (?:it|this|that) over|barked the house down|cough up|pay up|coin(?:s|ed) it|splash(?:es|ed) out"
    r"|monster|hero(?:es)?|havoc|inferno|(?:dad|mum|mother|father)-of-\w+)\b|!",
)
_SHOUTING = re.compile(r"\b[A-Z]{3,} [A-Z]{4,}\b")
_OPENING_MARKS, _CLOSING_MARKS = "“«", "”»"
_MARK = re.compile('[“”«»"]')
_MARKS = re.compile("[“\"«‘]|(?<!\\w)'")
_PAST_YEAR = re.compile(r"\b(?:in|since|of|from|until|after) (1[89]\d\d|20\d\d)\b")
_BACKGROUND = re.compile(  # of the text in lower case
    r"\b(?:last (?:year|month)|(?:years?|months|decades?) (?:ago|earlier|before)|previously|earlier this year"
    r"|for (?:years|decades)|was (?:founded|opened|built|elected|established)|in recent (?:years|months)"
    r"|has long|historically)\b",
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """`text` is the passage after light cuts. `voice` numbers the independent outlet it comes from.

    `place` counts the article's usable sentences from 0. `weights` is a unit vector. `needs_before`: the
    sentence points back to the one before it. `introduces`: last parts of whole names; `leans_on`: last
    parts used alone. `mass` is the rarity of all `stems` together. `loaded`: worded to stir rather than to tell.
    `opinion`: of an article that argues.
    `presumes`: stems behind an opening "The …", one of which must have been told before.
    """

    passage: Passage
    article: Article
    text: str
    voice: int
    place: int
    words: int
    stems: frozenset[str]
    mass: float
    pairs: frozenset[tuple[str, str]]
    weights: Mapping[str, float]
    names: tuple[Name, ...]
    introduces: frozenset[str]
    leans_on: frozenset[str]
    figures: frozenset[tuple[str, float]]
    speaker: str
    quoted: bool
    needs_before: bool
    presumes: frozenset[str]
    background: bool
    loaded: bool
    opinion: bool


def read_candidates(articles: Sequence[Article]) -> tuple[Candidate, ...]:
    """Usable sentences of one article per text, in the order of the originals, each article in its order."""
    by_id = {article.id: article for article in articles}
    voice_of = {article_id: number for number, group in enumerate(group_copies(articles)) for article_id in group}
    originals = [by_id[group[0]] for group in group_texts(articles)]
    last_names = _last_names(originals)
    return tuple(
        candidate for original in originals for candidate in _read(original, voice_of[original.id], last_names)
    )


@lru_cache(maxsize=65_536)
def rarity(stem: str) -> float:
    """Weight of a stem by what is known of common words: 1 for the commonest, about 4 for the others."""
    return 1.0 + log(1.0 / COMMON_SHARE.get(stem, 0.012)) * 0.7


HEAVIEST = rarity("")  # of whatever word is not common


def unit(weights: Mapping[str, float]) -> dict[str, float]:
    length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {stem: weight / length for stem, weight in weights.items()}


def covered(part: frozenset[str], whole: frozenset[str]) -> float:
    """The share, by rarity, of the first text's words that the second has too."""
    return _mass(part & whole) / _mass(part) if part else 0.0


def _mass(stems: frozenset[str]) -> float:
    return fsum(map(rarity, stems))  # exact, so that the order in which a set gives its members is nothing


def say_the_same(one: Candidate, other: Candidate) -> bool:
    """Near-equal in what they tell: largely the same words, and no figure of the one missing in the other."""
    if one.stems.isdisjoint(other.stems):
        return False
    stems = one.stems & other.stems
    if len(stems) * HEAVIEST < HALF * min(one.mass, other.mass):
        return False  # whatever they are
    shared = _mass(stems)
    there, back = shared / one.mass, shared / other.mass
    if (there < HALF or back < HALF) and there < 0.75 and back < 0.75:
        return False
    return one.figures <= other.figures or (there >= 0.75 and not other.figures)


def _read(article: Article, voice: int, last_names: frozenset[str]) -> list[Candidate]:
    found: list[Candidate] = []
    for passage in read_passages(article):
        if passage.start < 0:
            continue
        if len(found) == READ_SENTENCES:
            break
        text = cut_to_claim(passage.text)
        if text[-1:].isalnum() or text.endswith(","):
            text = cut_unfinished(text)
        if _is_usable(passage, text) and not _is_inside_quotation(article.text, passage):
            found.append(_candidate(article, passage, text, voice, len(found), last_names))
    return found


def _is_usable(passage: Passage, text: str) -> bool:
    words = len(text.split())
    outside = _outside_quotations(text)
    return (
        FEWEST_WORDS <= words <= MOST_WORDS
        and text[-1] in '.!”"’'
        and "?" not in text
        and (text[0].isalnum() or text[0] in "“\"‘'$£€")
        and not _is_bare_quotation(outside)
        and not _leaves_open(text)
        and not _FIRST_PERSON.search(outside)
        and not _ADDRESS.search(text)
        and not _TO_READERS.search(outside)
        and not is_furniture(text)
        and not is_furniture(passage.text)
    )


def _is_inside_quotation(text: str, passage: Passage) -> bool:
    """True for a sentence in the middle of somebody's longer words: without the marks it would read as ours."""
    return _leaves_open(text[text.rfind("\n", 0, passage.start) + 1 : passage.start])


def _leaves_open(text: str) -> bool:
    """Whether a quotation opens in it and does not end, or ends that never opened; in whatever style of marks."""
    opened = False
    for mark in _MARK.findall(text):
        if mark in _OPENING_MARKS or mark in _CLOSING_MARKS:
            if opened == (mark in _OPENING_MARKS):
                return True
            opened = not opened
        else:
            opened = not opened
    return opened


def _candidate(
    article: Article, passage: Passage, text: str, voice: int, place: int, last_names: frozenset[str]
) -> Candidate:
    stems = content_stems(text)
    names = find_names(text)
    counts: dict[str, float] = {}
    for stem in stems:
        counts[stem] = counts.get(stem, 0.0) + rarity(stem)
    quotes = _long_quotes(text) if _MARKS.search(text) else []
    introduced = frozenset(name.key.rpartition(" ")[2] for name in names if " " in name.key)
    parts = {name.key for name in names if " " not in name.key and not name.title}
    parts |= {found["last"].lower() for found in _COURTESY.finditer(text)}
    return Candidate(
        passage=passage,
        article=article,
        text=text,
        voice=voice,
        place=place,
        words=len(text.split()),
        stems=frozenset(stems),
        mass=_mass(frozenset(stems)),
        pairs=frozenset(pairwise(stems)),
        weights=unit(counts),
        names=names,
        introduces=introduced,
        leans_on=frozenset(parts & last_names) - introduced,
        figures=_figures(text),
        speaker=_last_name(quotes[0].speaker) if quotes else "",
        quoted=bool(quotes),
        needs_before=_points_back(text, names),
        presumes=_presumed(text),
        loaded=_is_loaded(_outside_quotations(text)),
        opinion=is_opinion(article),
        background=place >= FIRST_BACKGROUND and _is_background(text, article.published_at.year),
    )


def _long_quotes(text: str) -> list[Quote]:
    """Words said; a term in quotation marks ("deep state") is none."""
    return [quote for quote in find_quotes(text) if quote.direct and len(quote.text.split()) >= QUOTE_WORDS]


def _points_back(text: str, names: Sequence[Name]) -> bool:
    """Opens with a word that means something said before, or has a "he" before anybody is named."""
    outside = _outside_quotations(text)
    if _POINTS_BACK.match(text) or _PAPER_SPEAKS.search(text) or _SUBJECT_BEFORE.match(outside):
        return True
    if _POINTS_AT.search(outside) or _POINTS_EARLY.search(outside) or _ENDS_POINTING.search(outside):
        return True
    pronoun = _THIRD_PERSON.search(outside)
    if pronoun is None or _is_cataphora(outside, pronoun, names):
        return False
    named = any(name.end <= pronoun.start() and not outside[name.start].isspace() for name in names)
    if not named and _OPENING_PHRASE.match(outside):
        return True
    if pronoun.group().lower() == "him" and sum(name.end <= pronoun.start() for name in names) == 1:
        return True  # not the one named, or it would be "himself"
    return not named and not _SOMEBODY.search(_BODY.sub(" ", outside[: pronoun.start()]))


def _is_cataphora(outside: str, pronoun: re.Match[str], names: Sequence[Name]) -> bool:
    """ "After launching his campaign, Senator Oda Brekke …": whose it is follows at once, as the subject."""
    if pronoun.group().lower() not in {"his", "her"} or not _OPENS_WITH_PHRASE.match(outside):
        return False
    after = [name for name in names if name.start > pronoun.end()]
    return bool(after) and outside[: after[0].start].endswith(", ")


def is_plain(text: str) -> bool:
    """Whether it neither talks to its own readers or listeners nor is worded to excite them."""
    return not _TO_READERS.search(_outside_quotations(text)) and not _is_loaded(text)


def _is_loaded(told: str) -> bool:
    return bool(_LOADED.search(told.lower()) or _SHOUTING.search(told))


def _is_bare_quotation(outside: str) -> bool:
    """Words said, and nobody who says them."""
    return len(outside.split()) < 2


def _outside_quotations(text: str) -> str:
    """The text with what stands in quotation marks blanked out; same length."""
    return _QUOTATION.sub(lambda match: " " * len(match.group()), text)


def _presumed(text: str) -> frozenset[str]:
    match = _DEFINITE.match(text)
    return frozenset(content_stems(match.group(1))) if match else frozenset()


def _is_background(text: str, year: int) -> bool:
    return any(int(found) < year for found in _PAST_YEAR.findall(text)) or bool(_BACKGROUND.search(text.lower()))


def _figures(text: str) -> frozenset[tuple[str, float]]:
    return frozenset((found.counted, found.value) for found in find_numbers(text) if found.kind in _FIGURES)


def _last_names(articles: Sequence[Article]) -> frozenset[str]:
    """Last parts of names that stand somewhere in these articles' heads with a first part before them."""
    heads = (passage.text for article in articles for passage in read_passages(article)[1 : READ_SENTENCES * 2])
    return frozenset(
        name.key.rpartition(" ")[2] for head in heads for name in find_names(head) if " " in name.key
    )


def _last_name(speaker: str) -> str:
    return speaker.lower().split()[-1] if speaker.strip() else ""
