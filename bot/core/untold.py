"""What a headline names or counts that its piece does not tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.core.language import find_names, find_numbers, same_name

_ROOT = 4  # letters of a beginning that two forms of one name have in common: Iraq, Iraqi
_ENDING = 3  # letters at most in which they differ
_SMALL = r"(?:of|the|and|for|on|in|to)"
_BETWEEN = rf"[\s-]+(?:{_SMALL}\s+)*"
_SHORT = re.compile(r"(?:[A-Z]\.?){2,6}")
# What headlines call those whom texts call otherwise.
_CALLED = {
    "gop": "republican",
    "dems": "democrat",
    "dem": "democrat",
    "covid": "coronavirus",
    "covid-19": "coronavirus",
    "us": "american",
    "u.s": "american",
    "u.s.": "american",
    "uk": "british",
    "u.k.": "british",
}


def find_untold(headline: str, told: Sequence[str]) -> Iterator[str]:
    """Its figures and names that stand in none of the texts, as worded.

    A name is told by any part of it, by its full form for initials, and by what its people are called.
    """
    values = {number.value for text in told for number in find_numbers(text)}
    for number in find_numbers(headline):
        if number.unit != "fraction" and number.value not in values:
            yield number.text
    body = " ".join(told).replace("’", "'")
    keys = {name.key for text in told for name in find_names(text)}
    for name in find_names(headline):
        parts = [part for part in name.key.split() if not re.fullmatch(_SMALL, part)]
        stands = any(_stands_in(part, body) for part in parts) or is_spelt_out(name.text, body)
        if not stands and not any(same_name(name.key, key) for key in keys):
            yield name.text


def _stands_in(part: str, body: str) -> bool:
    """Whether a word of the body is the part, or begins as it does up to an ending."""
    forms = [re.escape(part)]
    if len(part) >= _ROOT:
        forms.append(re.escape(part[: max(_ROOT, len(part) - _ENDING)]) + r"\w*")
    if part in _CALLED:
        forms.append(_CALLED[part])
    return re.search(rf"(?<!\w)(?:{'|'.join(forms)})", body, re.IGNORECASE) is not None


def is_spelt_out(short: str, body: str) -> bool:
    """Whether words in capitals in a row have these initials: "CDC" for "Centers for Disease Control"."""
    if not _SHORT.fullmatch(short):
        return False
    words = [rf"(?:{letter}[\w’'-]+|(?={letter.lower()}){_SMALL})" for letter in short.replace(".", "")]
    return re.search(r"\b" + _BETWEEN.join(words), body) is not None
