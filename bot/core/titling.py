"""The headline: verified like any sentence, short, up to date, and nothing in it that the piece does not tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from bot.core.alignment import align, content, coverage
from bot.core.desk import Desk
from bot.core.headlines import is_bait
from bot.core.language import content_stems, find_numbers, is_furniture, stands_alone
from bot.core.layout import find_place
from bot.core.light_edits import cut_title
from bot.core.measures import CASUALTIES, find_measure
from bot.core.opinion import is_opinion
from bot.core.passages import read_passages
from bot.core.reconciling import is_flat, why_not
from bot.core.shared import read_shared
from bot.core.statements import find_values
from bot.core.types import Article, Citation, Claim, DraftClaim, Passage, Relation, Support, Writer
from bot.core.untold import find_untold, is_spelt_out

LIMIT_CHARACTERS = 90  # of what is cut or made here, and of a title that is to be taken first
LONGEST_TITLE = 120  # a source's own long title still reads better than a piece of one
NEWER = 0.15  # how much better than the oldest title the newest one may be for being the newest
_FEWEST_WORDS = 3
_FEWEST_WORDS_CUT = 5
TELLS_COMMON, TELLS_PIECE = 5.0, 0.5  # what all outlets tell comes first; a title holds a tenth to a third of it
FAULT = 0.25  # what a mark of one outlet's manner costs
BAIT = 4.0  # of these, a question or a teaser: it tells nothing
OPINION = 1.0  # what the title of an article that argues pays for it
_TELLS_LEDE = 0.5  # of the title's words in the lede
_KICKER = re.compile(r"^(?:[A-Z][A-Z'’ -]{2,30}[:?!]|[A-Z][\w ]{2,20}:)\s+")
_SHOUTED = re.compile(r"^[A-Z][A-Z'’ -]{2,30}[:?!]\s+")
_SHOUT = re.compile(r"^[^a-z!]{2,40}!+\s+(?=[A-Z])")  # "MARA QUITS! "
_RUBRIC = re.compile(r"^(?P<word>[A-Z][a-z]+):\s+")  # "Football:", "Weather:"
_SAYS = re.compile(
    r"(?:report|expert|record|document|source|official|police|poll|survey|study|analyst|critic|lawyer|court|witness"
    r"|scientist|prosecutor|minister|mayor|president|family)(?:e?s)?",
    re.IGNORECASE,
)
_MANNERED = re.compile(r"(?<!\w)['‘]|[\"“”!?*]|\b(?:you|your|we|our|I)\b", re.IGNORECASE)
_CAPITALS = re.compile(r"\b[A-Z]{4,}\b")
_EXPLAINS = re.compile(
    r"^(?:why|how|what|where|who|when)\b|: (?:why|how|what|where|who|when|the)\b", re.IGNORECASE
)
# "After the cease-fire", "Inside the mill": names a subject and tells nothing.
_LABEL = re.compile(r"(?:after|inside|beyond|behind|about|on|towards?|between) [^,:;]{3,40}", re.IGNORECASE)
_ATTRIBUTED = re.compile(r",? [^,]{3,40} (?:says?|said|reports?)$|, (?:says?|say) [^,]{3,40}$")
_WHERE = re.compile(r"\b(?P<how>at|in|on|after|over|during|near)\s+(?P<what>.+)$")
_COMMA = re.compile(r",(?!\d)")
# Without a comma "who" and "which" say which one is meant, and "as" what somebody is called.
_CLAUSE_END = re.compile(r"[;:](?!\d)|,? (?:while|when|after|before|but|with)\b|, (?:which|who|as)\b|,(?!\d)")
_NO_MAIN_CLAUSE = re.compile(
    r"(?:If|When|While|After|Before|As|Although|Though|Since|Because|Despite|Once|In|On|At|For|With|By|From"
    r"|Under|During|Amid|Inside|\w+ing)\b[^,]*,?[^,]*$"
)
_PHRASE = re.compile(r" (?:in|on|at|for|from|with|by|over|after|against|into|through|under)\b")
_LOOSE_END = re.compile(
    r"(?:,? (?:an?|the|by|his|her|its|their|of|in|at|on|to|for|with|and|or|from|that|which|who|as|is|was))+$"
)
_DAY = re.compile(
    r"(?:,? (?:on|late on|early on) (?:\w+day|\w+ \d{1,2}(?:[-–]\d{1,2})?)"
    r"|(?<!^On),? (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(?![-–\w])"
    r"(?: (?:morning|afternoon|evening|night))?"
    r"(?:, \w+ \d{1,2},?)?"
)


def choose_headline(wanted: DraftClaim, desk: Desk, claims: Sequence[Claim]) -> Claim:
    """The draft's headline if it holds, else the best title of a source, whole or cut, else what the sources
    differ on, else the lede cut to its first clause."""
    kicker = _find_kicker(wanted.text, claims, desk)
    bare = replace(wanted, text=wanted.text[kicker.end() :]) if kicker else wanted
    offered = [claim for claim in (_verified(bare, desk), _verified(wanted, desk)) if claim is not None]
    titles = [*offered[:1], *_titles(desk, claims)]
    titles += [calm for title in titles for calm in _calmed(title)]
    told = (find_place(desk) or "", *(claim.text for claim in claims))
    sound = [claim for claim in titles if _is_sound(claim, desk, told)]
    fresh = [claim for claim in sound if not _is_vague(claim.text, claims)]
    if offered and offered[0] in fresh and not _faults(offered[0].text, desk):
        return offered[0]
    best = max(fresh, key=lambda claim: _worth(claim, desk, claims), default=None)
    if best is not None and (_tells_lede(best, claims) or _names_dispute(best, desk)):
        return best
    differing = next(_differing(desk, claims), best)
    if differing is not None:
        return differing
    cut = [claim for title in titles for claim in _cuts(title) if _is_sound(claim, desk, told)]
    cut = [claim for claim in cut if not _is_vague(claim.text, claims)]
    return max(cut or sound, key=lambda claim: _worth(claim, desk, claims), default=cut_lede(claims[0]))


def _verified(wanted: DraftClaim, desk: Desk) -> Claim | None:
    verdict = desk.check(wanted.text, wanted.passage_ids)
    if verdict.support is not Support.SUPPORTED or not wanted.text[:1].isupper():
        return None
    return Claim(wanted.text, verdict.citations, wanted.writer)


def _find_kicker(title: str, claims: Sequence[Claim], desk: Desk) -> re.Match[str] | None:
    """The label in capitals, or the rubric, before a title's colon, where the piece tells what stands behind it.

    Who says it is none ("CDC:", "Police:", "Tamm:"): without it in front, what they say would be ours.
    """
    kicker = _SHOUTED.match(title) or _RUBRIC.match(title)
    if kicker is None or _names_a_speaker(kicker, claims, desk):
        return None
    borne_out = align(title[kicker.end() :], [claim.text for claim in claims]).coverage >= _TELLS_LEDE
    return kicker if borne_out else None


def _names_a_speaker(kicker: re.Match[str], claims: Sequence[Claim], desk: Desk) -> bool:
    words = kicker.group().rstrip(" :?!")
    texts = " ".join(claim.text for claim in claims)
    if _SAYS.fullmatch(words) or is_spelt_out(words, texts):
        return True
    if not words.isupper():
        return any(re.search(rf"\b{re.escape(words)}\b", article.text) for article in desk.articles)
    stems = {token.stem for token in content(words)}
    return bool(stems) and stems <= {token.stem for token in content(texts)}


def _titles(desk: Desk, claims: Sequence[Claim]) -> Iterator[Claim]:
    for article in desk.articles:
        passage = next(iter(read_passages(article)), None)
        if passage is not None and passage.start < 0 and not is_furniture(passage.text):
            kicker = _find_kicker(passage.text, claims, desk)
            plain = cut_title(passage.text, article.outlet.name)
            bare = plain[kicker.end() :] if kicker and plain.startswith(kicker.group()) else ""
            if bare[:1].isupper():
                yield _quote(bare, passage)
            yield _quote(plain if plain in passage.text else passage.text, passage)


def _quote(words: str, passage: Passage) -> Claim:
    return Claim(words, (Citation(passage.id, words),), Writer.SOURCE)


def _is_sound(claim: Claim, desk: Desk, told: Sequence[str]) -> bool:
    """Within the limit, nothing overtaken or disputed, and every figure and name told in the piece."""
    if len(claim.text) > LONGEST_TITLE or why_not(claim, desk):
        return False
    if any(is_flat(claim, disagreement) for disagreement in desk.disagreements):
        return False
    return next(find_untold(claim.text, told), None) is None


def _is_vague(title: str, claims: Sequence[Claim]) -> bool:
    """Whether it speaks of victims without their number when the piece has a number: "some passengers hurt"."""
    words = {token.stem for token in content(title)}
    for name in CASUALTIES:
        measure = find_measure(name)
        if measure is None or not words & measure.words or find_numbers(title):
            continue
        if any(find_values(claim.text, other) for claim in claims for other in CASUALTIES):
            return True
    return False


def _worth(claim: Claim, desk: Desk, claims: Sequence[Claim]) -> float:
    """How much of it the lede and the piece tell, how much of what all tell is in it, and how new it is."""
    order = [article.id for article in desk.articles]
    place = order.index(desk.passages[claim.citations[0].passage_id].article_id)
    told = align(claim.text, [other.text for other in claims]).coverage
    opening = coverage(claim.text, claims[0].text)
    common = read_shared(desk.articles).share(content_stems(claim.text))
    newer = NEWER * place / max(1, len(order) - 1)
    newer -= OPINION * is_opinion(desk.articles[place])
    return TELLS_COMMON * common + TELLS_PIECE * (told + opening) + newer - FAULT * _faults(claim.text, desk)


def _tells_lede(claim: Claim, claims: Sequence[Claim]) -> bool:
    """Whether it heads what the lede tells, and not another side of the story."""
    return coverage(claim.text, claims[0].text) >= _TELLS_LEDE


def _names_dispute(claim: Claim, desk: Desk) -> bool:
    words = {token.stem for token in content(claim.text)}
    measures = [find_measure(one.measure) for one in desk.with_relation(Relation.CONFLICT)]
    return any(measure is not None and words & measure.words for measure in measures)


def _faults(text: str, desk: Desk) -> float:
    """How much of it belongs to one outlet's manner: quotation, question, shouting, a word to the reader."""
    return (
        (_MANNERED.search(text) is not None)
        + BAIT * is_bait(text)
        + len(set(_CAPITALS.findall(text)) - _acronyms(desk.articles))
        + (_KICKER.match(text) is not None)
        + (_EXPLAINS.search(text) is not None)
        + (_LABEL.fullmatch(text) is not None)
        + max(0, len(text) - LIMIT_CHARACTERS) / LIMIT_CHARACTERS
        + (len(content(text)) < _FEWEST_WORDS)
    )


@lru_cache(maxsize=8)
def _acronyms(articles: tuple[Article, ...]) -> frozenset[str]:
    """Words that the texts themselves have in capitals, where nobody shouts."""
    return frozenset(word for article in articles for word in _CAPITALS.findall(article.text))


def _differing(desk: Desk, claims: Sequence[Claim]) -> Iterator[Claim]:
    """ "Sources differ on arrests at Karrow protest over rail fares", from the title that gives one side."""
    for disagreement in desk.with_relation(Relation.CONFLICT):
        measure = find_measure(disagreement.measure)
        offered = _titles(desk, claims)
        for title in (title for title in offered if find_values(title.text, disagreement.measure)):
            figure = find_values(title.text, disagreement.measure)[0]
            where = _WHERE.search(_ATTRIBUTED.sub("", title.text[figure.end :]))
            if measure is None or where is None or find_numbers(where.group()):
                continue
            text = f"Sources differ on {measure.noun} {where.group()}"
            if len(text) <= LIMIT_CHARACTERS:
                citations = (*title.citations, *(position.citation for position in disagreement.positions))
                yield Claim(text, tuple(dict.fromkeys(citations)), Writer.FRAME)


def _calmed(title: Claim) -> Iterator[Claim]:
    """The title without what it shouts first, if it does and enough is left."""
    calm = _SHOUT.sub("", title.text)
    if calm != title.text and len(calm.split()) >= _FEWEST_WORDS_CUT:
        yield Claim(calm, (Citation(title.citations[0].passage_id, calm),), Writer.SOURCE)


def _cuts(title: Claim) -> Iterator[Claim]:
    """The title without the clause behind its only comma: two may enclose what is said of somebody, and before
    a capital the comma may stand in a list."""
    words, *behind = _COMMA.split(_ATTRIBUTED.sub("", title.text))
    if len(behind) == 1 and len(words.split()) >= _FEWEST_WORDS_CUT and behind[0].strip()[:1].islower():
        passage_id = title.citations[0].passage_id
        yield Claim(words, (Citation(passage_id, words),), Writer.SOURCE)


def cut_lede(lede: Claim) -> Claim:
    """The longest beginning of the lede that is a clause and fits, else the shortest that is one, else its first
    words up to a preposition."""
    plain = lede.text.rstrip(".")
    ends = [cut.start() for cut in _CLAUSE_END.finditer(plain)] + [len(plain)]
    clauses = [_DAY.sub("", plain[:end]).strip(" ,") for end in ends]
    fitting = [text for text in clauses if len(text) <= LIMIT_CHARACTERS and _is_clause(text)]
    longer = [text for text in clauses if LIMIT_CHARACTERS < len(text) <= LONGEST_TITLE and "," not in text]
    if fitting or longer:
        return Claim(max(fitting, key=len, default="") or longer[0], lede.citations, lede.writer)
    beginning = _DAY.sub("", plain)[:LIMIT_CHARACTERS].rpartition(" ")[0]
    phrases = [beginning[: found.start()] for found in _PHRASE.finditer(beginning)]
    phrases = [text for text in phrases if len(text.split()) >= _FEWEST_WORDS_CUT]
    return Claim(phrases[-1] if phrases else _LOOSE_END.sub("", beginning), lede.citations, lede.writer)


def _is_clause(text: str) -> bool:
    """Whether it may be one by how it opens, and by its length."""
    return len(text.split()) > _FEWEST_WORDS and stands_alone(text) and not _NO_MAIN_CLAUSE.match(text)
