"""Quotations gone wrong: other words between the marks, or the words in another mouth."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from benchmarks.mutating.names import bearers
from benchmarks.mutating.spans import QUOTED, TITLES, find_bearers, inside, pick, quoted_spans, replace

_OTHER_WORDS = "money promise family contract neighbour season quarrel window reason weather".split()
_LONG_WORD = re.compile(r"\b[a-z]{4,}\b")
_DENIALS = (
    (" not ", " "), (" never ", " always "), (" no ", " every "), (" nothing ", " everything "),
    (" nobody ", " everybody "),
    (" is ", " is not "), (" are ", " are not "), (" was ", " was not "),
    (" will ", " will not "), (" have ", " have not "),
)  # fmt: skip
_PERSONS = (
    (" I ", " we "),
    (" we ", " they "),
    ("We ", "They "),
    ("I ", "We "),
    (" my ", " our "),
    ("They ", "We "),
)
_SAYING = (
    r"(?:said|says|told|wrote|warned|announced|testified|added|argued|asked|called|noted|stated|denied|insisted"
    r"|tweeted)"
)
_SPEAKER_BEFORE = re.compile(rf"(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*)(?:, [^,“\"]{{3,50}},)? {_SAYING}\b")
_SPEAKER_AFTER = re.compile(
    rf"\b{_SAYING} (?P<role>(?:[\w'’-]+ ){{0,5}}?)(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*)"
)


def change_quote(text: str) -> Iterator[str]:
    """Within quotation marks one word is another, a denial is turned, or somebody else is "we"."""
    for match in QUOTED.finditer(text):
        words = match.group()
        if len(words.split()) < 3:
            continue
        for pairs in (_DENIALS, _PERSONS):
            found = next(((old, new) for old, new in pairs if old in words), None)
            if found:
                yield text[: match.start()] + words.replace(*found, 1) + text[match.end() :]
        places = [place.span() for place in _LONG_WORD.finditer(words)]
        if places:
            start, end = places[pick(words, len(places))]
            new = _OTHER_WORDS[pick(words, len(_OTHER_WORDS))]
            if new != words[start:end]:
                yield text[: match.start()] + words[:start] + new + words[end:] + text[match.end() :]


def change_speaker(text: str, others: Sequence[str]) -> Iterator[str]:
    """The words are another's: somebody's of the same sentence, else of the same article."""
    quoted = quoted_spans(text)
    for pattern in (_SPEAKER_BEFORE, _SPEAKER_AFTER):
        for match in pattern.finditer(text):
            if inside(match.start("name"), quoted):
                continue
            for start, end in find_bearers(text):
                if start <= match.start("name") + len(match["name"]) - 1 < end:
                    yield from _in_another_mouth(text, start, end, others)
            break


def _in_another_mouth(text: str, start: int, end: int, others: Sequence[str]) -> Iterator[str]:
    name = text[start:end]
    people = [
        other for sentence in (text, *others) for other in bearers(sentence)
        if _is_person(other, sentence) and not set(other.split()) & set(name.split())
    ]  # fmt: skip
    for left, right in find_bearers(text):
        if (right <= start - 2 or end + 2 <= left) and text[left:right] in people:
            low, high = sorted(((start, end), (left, right)))
            first, second = text[slice(*low)], text[slice(*high)]
            yield text[: low[0]] + second + text[low[1] : high[0]] + first + text[high[1] :]
            return
    absent = [other for other in people if other not in text]
    if absent:
        yield replace(text, start, end, absent[pick(text, len(absent))])


def _is_person(name: str, sentence: str) -> bool:
    """Whether the sentence shows that the name is somebody's: they speak, or bear a title."""
    escaped = re.escape(name)
    speaks = (
        rf"{escaped}(?:, [^,]+,)? {_SAYING}|{_SAYING}(?: [a-z]+)* {escaped}|(?:{'|'.join(TITLES)})\.? {escaped}"
    )
    return not name.isupper() and re.search(speaks, sentence) is not None
