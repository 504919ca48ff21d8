"""A bullet under a post without what the post says already: few cuts, each of which leaves a sentence that its
sources still carry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from itertools import takewhile

from bot.core.candidates import covered
from bot.core.changed_words import sentence_of, with_sentence
from bot.core.checking import check_claim
from bot.core.language import find_dates, find_names, stands_alone, stem, tokenize
from bot.core.language.titles import is_role, is_title_word
from bot.core.phrasing import upper_first
from bot.core.told import figures_of, published, stems_of
from bot.core.types import Change, Passage, Summary, Support

FEWEST_WORDS = 4  # that a bullet keeps
_RECALLED = 4  # content words of a clause that recalls something; fewer may stand in any sentence
_TOLD = 0.85  # share of a clause's words, by rarity, that the post has: then it only recalls
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DATE = re.compile(
    r"(?P<comma>,)?(?P<blank>^| )(?:early |late )?[Oo]n (?:the (?:morning|afternoon|evening|night) of )?"
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    rf"(?:(?: (?:morning|afternoon|evening|night|noon))?, {_MONTH} \d{{1,2}}|(?! \w+ing\b| night\b| noon\b))"
    rf"|{_MONTH} \d{{1,2}})(?P<closing>,)?(?=[ .,])"
)
_ASIDE = re.compile(
    r", (?P<words>(?:the|a|an|its|who|which|whose|aged|now) "
    r"(?![^,]*\b(?:said|says|announced)\b)[^,“”\"]{6,90}),(?= )"
)
# What only says on what occasion: cut with its comma, up to the end or to who said so. "If", "unless" and "but"
# would change what is said.
_TAIL = re.compile(
    r"(?:,? (?P<opens>who|which|that|when|after|as|(?:an? )?\w+ (?:hours?|days?|weeks?|months?) after)"
    r" (?P<words>[^“”\"]{8,120}?))"
    r"(?=(?:, [^,“”\"]{2,70} (?:said|announced|says)\b[^,]*)?\.$)"
)
# Where it happened, and no way from there or to there: "were charged with breaking into the bank in Delling".
_PLACE = re.compile(
    r" (?:in|at|near|off) (?:the )?(?:(?:village|town|city|port|province|state) of )?"
    r"(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*)"
    r"(?=[,.]| (?:was|were|is|are|has|have|after|over|when|for|with|by|and|through|said)\b)"
)
_NO_PLACE_BEFORE = re.compile(
    r"\b(?:from|to|arrived|landed|born|stay(?:ed|s)?|liv(?:es|ed)|based|reached)\b", re.IGNORECASE
)
# "the strike of Ostrel's tram drivers" is "the strike" to those who read of it. Overlapping: each "the" is tried.
_WHICH = re.compile(
    r"(?=\b[Tt]he (?P<noun>(?:[a-z][\w’'-]* ){0,2}?[a-z][\w-]+)(?P<rest> (?:"
    r"(?:of|in|at|on|for|to|over|against|with|along) [^,“”\"]{4,80}?"
    r"(?=,|\.$| (?:was|were|is|are|has|have|had|will|would)\b)"
    r"|(?:that|who|which) [^,“”\"]{4,80}?(?=,|\.$))))"
)
_LEANS_ON = re.compile(r",? (?:who|whose|whom|which|that|where)\b")
_KIND_OF_NAME = re.compile(
    r"\bthe (?:company|club|party|union|group|agency|newspaper|bank|airline|charity) (?=(?P<name>[A-Z][\w’'-]+))"
)
# "the Northern Space Agency said" is "the agency said" where the post named it, and no other.
_INSTITUTION = re.compile(
    r"(?<=\bthe )(?P<name>(?:[A-Z][\w’'-]+ ){1,3}(?P<kind>Agency|Institute|Office|Ministry|Authority|Commission"
    r"|Union|Association|Federation|University|Hospital|Company|Service))(?= (?:said|says|announced|confirmed)\b)"
)
_ARTICLE_IN_FRONT = re.compile(r"(?<![\w’'-])[Tt]he $")
_TITLE_IN_FRONT = re.compile(r"(?<![\w’'-])(?:[Tt]he )?(?P<words>(?:[a-z]+ ){1,3})$")
_STANDS_APART = re.compile(r" \w+ing\b| [^,]{2,70} (?:said|says|announced)\b")
_UP_FROM = re.compile(
    r",? (?:up|down|raised|lifted|increased|cut|lowered|reduced|revised) (?:\w+ )?from [^.;]{3,60}?(?=, and|\.$)"
)


@dataclass(frozen=True, slots=True)
class _Post:
    """What readers have before them: the day and heading above the bullet, and the sentences they were told; and
    the passages that the bullet cites, with the times of their articles."""

    day: date
    heading: str
    told: tuple[str, ...]
    cited: tuple[Passage, ...]
    published: Mapping[int, datetime]


def tighten(change: Change, before: Summary, after: Summary) -> Change:
    """The change without the day in the dateline above it, and without asides and clauses that only recall what
    `before` told, as long as the passages still carry it. As it is where nothing can go."""
    text = told = sentence_of(change.text)
    if not told:
        return change
    post = _read_post(change, before, after)
    cuts = (_keep if text == change.text else _cut_comparison, _cut_day, _cut_asides, _cut_tail, _cut_place)
    for cut in (*cuts, _cut_which, _cut_which, _cut_institution, _cut_names, _cut_names):
        text = next((shorter for shorter in cut(text, post) if _holds(shorter, post)), text)
    return change if text == told else replace(change, text=with_sentence(change.text, text))


def _read_post(change: Change, before: Summary, after: Summary) -> _Post:
    ids = {citation.passage_id for citation in change.citations}
    return _Post(
        day=after.day,
        heading=after.headline.text,
        told=tuple(claim.text for claim in published(before)),
        cited=tuple(passage for passage in after.passages if passage.id in ids),
        published={source.article_id: source.published_at for source in after.sources},
    )


def _keep(text: str, post: _Post) -> Iterator[str]:
    yield text


def _cut_day(text: str, post: _Post) -> Iterator[str]:
    """The day that the dateline gives, where the sentence names no other."""
    noon = datetime.combine(post.day, time(12), UTC)
    days = find_dates(text, noon)
    match = _DATE.search(text)
    if match is None or len(days) != 1 or (days[0].first, days[0].last) != (post.day, post.day):
        return
    before, rest = text[: match.start()], text[match.end() :]
    yield upper_first((before + (_comma_before(rest, post.cited) if before else "") + rest).strip())


def _comma_before(rest: str, cited: Sequence[Passage]) -> str:
    """A comma where the source has one in front of these words."""
    following = " ".join(rest.split()[:2])
    return "," if any(f", {following}" in passage.text for passage in cited) else ""


def _cut_asides(text: str, post: _Post) -> Iterator[str]:
    for match in _ASIDE.finditer(text):
        if _is_told(match["words"], post.told):
            rest = text[match.end() :]  # its comma closed the aside, but for a clause of its own behind it
            yield text[: match.start()] + ("," if _STANDS_APART.match(rest) else "") + rest


def _cut_tail(text: str, post: _Post) -> Iterator[str]:
    for match in _TAIL.finditer(text):
        if len(stems_of(match["words"])) >= _RECALLED and _is_told(match["words"], post.told):
            yield text[: match.start()] + text[match.end() :]


def _cut_comparison(text: str, post: _Post) -> Iterator[str]:
    """What stands in front of the sentence already: "up from 42 crowns on Monday"."""
    yield _UP_FROM.sub("", text, count=1)


def _cut_place(text: str, post: _Post) -> Iterator[str]:
    """Where it happened, where the heading names the place and the sentence no other."""
    for match in _PLACE.finditer(text):
        if _stands_in(match["name"], post.heading) and not _NO_PLACE_BEFORE.search(text[: match.start()]):
            yield text[: match.start()] + text[match.end() :]


def _cut_which(text: str, post: _Post) -> Iterator[str]:
    """What only says which one is meant, where one sentence that readers have says it of the same noun."""
    for match in _WHICH.finditer(text):
        noun, rest = stem(match["noun"].split()[-1]), match["rest"]
        only_one = sum(token.stem == noun for token in tokenize(text)) == 1
        leaned_on = _LEANS_ON.match(text[match.end("rest") :]) or _LEANS_ON.search(rest, 1)
        if only_one and not leaned_on and any(_says_of(noun, rest, other) for other in post.told):
            yield text[: match.start("rest")] + text[match.end("rest") :]


def _says_of(noun: str, rest: str, told: str) -> bool:
    words = {token.stem for token in tokenize(told)}
    figures = {figure.value for figure in figures_of(rest)}
    mine = stems_of(rest)
    return noun in words and bool(mine) and mine <= words and figures <= {each.value for each in figures_of(told)}


def _cut_institution(text: str, post: _Post) -> Iterator[str]:
    told = " ".join(post.told)
    for match in _KIND_OF_NAME.finditer(text):
        if _stands_in(match["name"], told):
            yield text[: match.start()] + text[match.start("name") :]
    for match in _INSTITUTION.finditer(text):
        named = set(re.findall(rf"(?:[A-Z][\w’'-]+ )+{match['kind']}\b", told))
        if len(named) == 1 and _stands_in(match["name"], told):
            yield text[: match.start()] + match["kind"].lower() + text[match.end() :]


def _cut_names(text: str, post: _Post) -> Iterator[str]:
    """Of somebody whom the post introduced: "Housing Minister Gregor Falk" is "Falk" where the heading names him,
    else "Housing Minister Falk"."""
    for name in find_names(text):
        words = name.text.split()
        full, last = " ".join(words[-2:]), words[-1]
        if len(words) < 2 or not (_is_introduced(full, post.told) and _is_alone(full, text, post)):
            continue
        office = _office_before(text[: name.start])
        if _stands_in(last, post.heading):
            yield text[:office] + last + text[name.end :]
        elif office < name.start and len(words) == 2:
            yield text[: name.start] + last + text[name.end :]
        elif len(words) > 2 and is_role(words[-3]):
            yield text[: name.start] + " ".join((*words[:-2], last)) + text[name.end :]


def _office_before(front: str) -> int:
    """Where the office in front of a name begins, its article included; the end where there is none."""
    match = _TITLE_IN_FRONT.search(front)
    office = list(takewhile(is_title_word, reversed(match["words"].split()))) if match else []
    if not office:
        return len(front)
    begins = len(front) - len(" ".join(office)) - 1
    article = _ARTICLE_IN_FRONT.search(front, 0, begins)
    return article.start() if article else begins


def _is_alone(full: str, text: str, post: _Post) -> bool:
    """Whether nobody else about has the surname: "Lindh" of a singer and his wife would be either."""
    first, last = full.split()
    everything = " ".join((*post.told, text, *(passage.text for passage in post.cited)))
    found = set(re.findall(rf"([A-Z][\w’'-]+) {re.escape(last)}(?![\w-])", everything))
    return {one for one in found if not is_title_word(one)} <= {first}


def _stands_in(words: str, text: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(words)}(?![\w-])", text) is not None


def _is_introduced(full: str, told: Sequence[str]) -> bool:
    """Whether what readers have names the person in full, as one who has an office or an age, or who speaks."""
    person = re.compile(
        rf"(?:(?P<before>[\w-]+) )?{re.escape(full)}(?P<after>,? (?:\d\d\b|said|says|told|who)\b)?"
    )
    found = [match for other in told for match in person.finditer(other)]
    return any(match["after"] or is_role(match["before"] or "") for match in found)


def _is_told(words: str, told: Sequence[str]) -> bool:
    """Whether one sentence that readers have says as much, figures included."""
    figures = {figure.value for figure in figures_of(words)}
    return any(
        covered(stems_of(words), stems_of(other)) >= _TOLD
        and figures <= {figure.value for figure in figures_of(other)}
        for other in told
    )


def _holds(shorter: str, post: _Post) -> bool:
    return (
        len(shorter.split()) >= FEWEST_WORDS
        and stands_alone(shorter)
        and check_claim(shorter, post.cited, post.published).support is Support.SUPPORTED
    )
