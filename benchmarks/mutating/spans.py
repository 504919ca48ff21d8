"""Where names, quotations and dates stand in a sentence, by plain patterns that share no code with the bot."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from hashlib import blake2b

MONTHS = "January February March April May June July August September October November December".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
QUOTED = re.compile(r"“[^”]+”|\"[^\"]+\"")
TITLES = frozenset(
    """Prime Finance Foreign Interior Transport Defence Defense Deputy Vice Chief Acting Former Fisheries Minister
    Secretary President Mayor Governor Senator Judge Justice Justices Inspector Superintendent Professor Doctor
    Captain Councillor Councilman Representative Congressman Congresswoman Speaker Chancellor General Attorney
    Commissioner Director Coach Chairman Chairwoman Ambassador Sheriff Colonel Mr Mrs Ms Dr Sen Rep Gov Gen
    Lt Sgt Capt Prosecutor Sir Lord Lady King Queen Prince Princess Harbour Master District Commander""".split()
)
_CAPITALS = re.compile(r"[A-Z][^\W\d_]+(?:-[A-Z][^\W\d_]+)*(?: [A-Z][^\W\d_]+(?:-[A-Z][^\W\d_]+)*)*")
_SENTENCE_OPENERS = frozenset(
    """The A An In On At By For From With After Before When While As If But And He She It They We You I His Her
    Its Their Our This That These Those There No Not Nobody Some Many Most All Both Each Two Three Four Five Six
    Seven Eight Nine Ten Dozens More About Police Last Only What Who Why How Under Since Until Because Former
    One Another Every Such Even Still Yet Now Then Once According Seventeen Heavy Rescue Divers Schools Striker
    Third Skier Winger Runner Steelmaker Pharma Oil Carmaker Archaeologists Historian Economist Engineer Refiner
    Governor Airlines Insurers Analysts Prices Producers Sales Repairs Winds Climatologist Race""".split()
)


def pick(text: str, choices: int) -> int:
    """A number below `choices` that always comes out alike for one text: chance without a dice."""
    return int.from_bytes(blake2b(text.encode(), digest_size=4).digest()) % choices


def inside(position: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= position < end for start, end in spans)


def quoted_spans(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in QUOTED.finditer(text)]


def find_bearers(text: str) -> Iterator[tuple[int, int]]:
    """Where capitalised names stand, without titles, days, months and words that open the sentence."""
    for match in _CAPITALS.finditer(text):
        words = [(found.group(), match.start() + found.start()) for found in re.finditer(r"\S+", match.group())]
        opening = match.start() == 0 or text[match.start() - 1] in '“"‘(' or text[: match.start()].endswith(". ")
        while words and (
            words[0][0] in TITLES or words[0][0] in MONTHS or words[0][0] in WEEKDAYS
            or (opening and words[0][0] in _SENTENCE_OPENERS)
        ):  # fmt: skip
            words.pop(0)
        if not words or (opening and len(words) == 1 and words[0][1] == match.start()):
            continue
        kept = [word for word, _ in words]
        if all(word in MONTHS or word in WEEKDAYS or word in TITLES for word in kept) or kept == ["I"]:
            continue
        start = words[0][1]
        yield start, start + len(" ".join(kept))


def capitalise(text: str) -> str:
    return text[:1].upper() + text[1:]


def replace(text: str, start: int, end: int, words: str) -> str:
    """The text with other words in place of a span; a sentence keeps its capital, spaces do not pile up."""
    if not words:
        while end < len(text) and text[end] == " ":
            end += 1
    changed = text[:start] + words + text[end:]
    return capitalise(changed) if text[:1].isupper() and start == 0 else changed
