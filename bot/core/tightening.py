"""A bullet under a post without what the post says already: few cuts, each of which leaves a sentence that its
sources still carry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from bot.core.candidates import covered
from bot.core.checking import check_claim
from bot.core.language import find_dates, find_names, stands_alone
from bot.core.language.titles import is_role, is_title_word
from bot.core.phrasing import upper_first
from bot.core.told import figures_of, published, stems_of
from bot.core.types import Change, Passage, Summary, Support

FEWEST_WORDS = 5  # that a bullet keeps
_RECALLED = 4  # content words of a clause that recalls something; fewer may stand in any sentence
_TOLD = 0.85  # share of a clause's words, by rarity, that the post has: then it only recalls
_SET_BESIDE = re.compile(r"^Now [^:]{1,80}: ")  # in front of a sentence with the figure that changed
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DATE = re.compile(
    r"(?P<comma>,)?(?P<blank>^| )(?:early |late )?[Oo]n (?:the (?:morning|afternoon|evening|night) of )?"
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: (?:morning|afternoon|evening|night|noon))?, )?"
    rf"{_MONTH} \d{{1,2}}(?P<closing>,)?(?=[ .])"
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
_TITLE_IN_FRONT = re.compile(r"(?:\b[Tt]he )?(?P<words>(?:[a-z]+ ){1,3})$")
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
    lead = _SET_BESIDE.match(change.text)
    front, text = (lead.group(), change.text[lead.end() :]) if lead else ("", change.text)
    post = _read_post(change, before, after)
    for cut in (_cut_comparison if front else _keep, _cut_day, _cut_asides, _cut_tail, _cut_names):
        text = next((shorter for shorter in cut(text, post) if _holds(shorter, post)), text)
    return change if front + text == change.text else replace(change, text=front + text)


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


def _cut_names(text: str, post: _Post) -> Iterator[str]:
    """ "Housing Minister Gregor Falk" is "Falk" where the heading names Falk and the post introduced him."""
    for name in find_names(text):
        words = name.text.split()
        full, last = " ".join(words[-2:]), words[-1]
        in_heading = re.search(rf"(?<![\w-]){re.escape(last)}(?![\w-])", post.heading)
        if len(words) > 1 and in_heading and _is_introduced(full, post.told):
            title = _TITLE_IN_FRONT.search(text[: name.start])
            start = title.start() if title and any(map(is_title_word, title["words"].split())) else name.start
            yield text[:start] + last + text[name.end :]


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
