"""What a figure counts: the noun behind it, found without a grammar of English."""

from __future__ import annotations

import re

from bot.core.language.words import STOP_WORDS, stem

_OF_FIGURE = re.compile(
    r" (?:out )?of (?:the |its |their |all )?(?:\d[\d,]*|[a-z-]+(?:teen|ty|een|two|three|four|five|six|seven"
    r"|eight|nine|ten|eleven|twelve))(?= )"
)
_RUN = re.compile(r"[ \u00a0]+(?P<word>[^\W\d_][\w'’-]*)")
_PASSED_OVER = frozenset(
    "of the other others more further additional new another such these those all our their his her its".split()
)
_PLURALS = frozenset(
    """people men women children police troops personnel staff crew folk fishermen firemen cattle sheep mice
    feet fish aircraft""".split()
)
_STATES = frozenset("dead hurt killed missing alive safe ill sick".split())  # "three dead" counts people
_HEADS = frozenset("cases deaths arrests injuries infections victims patients workers officers".split())
_SINGULAR_IN_S = re.compile(r"(?:ss|us|is|ous)$")
_VERB = re.compile(r"(?:ed|ing)$")
_LONGEST_RUN = 5


def find_counted(text: str, end: int, unit: str) -> str:
    """The stem of what is counted by the figure that ends at `end`, "" when it does not say.

    The first plural in the run of words after it ("33 short-range missiles were"), else its last noun
    before a verb or preposition. A figure with a unit of measure counts only what "of" names.
    """
    run: list[str] = []
    whole = _OF_FIGURE.match(text, end)
    position = whole.end() if whole else end  # "eight of 14 detainees" counts detainees
    of = False
    while len(run) < _LONGEST_RUN and (match := _RUN.match(text, position)):
        word = match["word"].lower()
        position = match.end()
        if word in _PASSED_OVER:
            if run and word == "of":
                break
            of = of or word == "of"
            continue
        if word in STOP_WORDS or word in _STATES or (run and _VERB.search(word)):
            break
        run.append(word)
        if _is_plural(word) and not _before_head(text, position):
            break
    if unit and unit != "%" and not of:
        return ""
    if not run:
        return ""
    plural = next((word for word in reversed(run) if _is_plural(word)), None)
    if plural is None and _VERB.search(run[0]):
        return ""
    return stem(plural or run[-1])


def _before_head(text: str, position: int) -> bool:
    """ "six measles cases": the plural only names what kind of cases they are."""
    following = _RUN.match(text, position)
    return following is not None and following["word"].lower() in _HEADS


def _is_plural(word: str) -> bool:
    return word in _PLURALS or (len(word) > 3 and word.endswith("s") and not _SINGULAR_IN_S.search(word))
