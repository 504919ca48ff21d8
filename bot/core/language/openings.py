"""Whether a sentence can be understood without the one before it."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.core.language.names import find_names

_LEANS_BACK = re.compile(
    r"""^[\W_]*(?:he|she|they|it|him|her|his|hers|its|their|theirs|them|this|that|these|those|such|but|and|or
    |nor|yet|so|both|
    another|others?|also|then|thus|hence|however|instead|meanwhile|moreover|furthermore|nevertheless
    |nonetheless|otherwise|
    therefore|besides|still|too|neither|either|here|there\ too|in\ addition|as\ a\ result|for\ example
    |for\ instance|
    by\ contrast|in\ contrast|on\ the\ other\ hand|at\ the\ same\ time|at\ that\ (?:time|point)|since\ then|
    the\ (?:two|three|four|latter|same|other|others|second|latest)|
    the\ former(?!\ [a-z]+(?:\ [a-z]+)?(?:\ of\b|,?\ (?-i:[A-Z])))|
    the\ (?:pair|move|incident|decision|announcement|ruling
    |statement|news|plan|
    deal|remarks?|comments?|figure|figures|number|company|firm|group|minister
    |suspect|victim|
    (?:(?:dead|injured|wounded|arrested|detained|missing|young|elderly)\ )?(?:man|woman|men|women)
    )(?!,?\ (?:of|who|whose|which|that|to|by|behind|between|from)\b)|
    (?:two|three|four|five|six|some|many|most|none|one|all|each|several)\ of\ (?:them|those|these))\b""",
    re.IGNORECASE | re.VERBOSE,
)
_PRONOUN = re.compile(r"\b(?:he|she|him|his|her|hers|its)\b", re.IGNORECASE)
_LEANS_INSIDE = re.compile(
    r"\b(?:said|says|added|told \w+) (?:that )?the (?:figure|figures|number|toll|total|move|decision|incident)\b"
    r"(?! (?:of|who|which|that|to|in|for)\b)",
    re.IGNORECASE,
)
_DONE = (  # what only a thing spoken of does, or has done to it: no weather, and nothing that a clause tells
    r"(?:(?!(?:rained|snowed|hailed|seemed|appeared|emerged|happened|turned|looked|mattered|helped|hoped|expected"
    r"|feared|believed|thought|supposed|estimated|alleged|reported|rumou?red)\b)[a-z]{2,}ed|owed|sold|bought|lost"
    r"|won|built|paid|owned|held|gave|ran|owns|sells|makes|runs|holds|employs|wants|plans)"
)
_IT = re.compile(  # "the work it charged for", "until it has been decided", "In 2025 it sold"
    rf"\b(?i:it)\s+(?:(?:has|had|have|is|was|will|would|could|can|may|might|must)\s+)?"
    rf"(?:(?:not|also|since|now|then|have|be|been|being|never)\s+){{0,2}}{_DONE}\b(?!\s+(?:that|to|whether|how|why|as\s+if)\b)"
)
_IT_TO = re.compile(
    r"\b(?:expect|want|ask|urge|allow|force|require|order|tell|told|press)(?:s|ed|ing)? (?P<it>it) to\b"
)
# No hour is the "she" or "he" behind it: "By eleven in the morning her staff".
_NO_HOUR = (
    r"(?!(?:morning|afternoon|evening|night|day|week|weekend|month|year|moment|meantime|end|start|time)s?\b)"
)
# A noun with "it" right behind is what the clause is about ("the work it charged for"), not what "it" means.
_HEAD_OF_IT = re.compile(r"\b(?:the|an?)\s+(?:[\w-]+\s+){1,2}$", re.IGNORECASE)
_SAYING = re.compile(r"\b(?:sa(?:id|ys?)|told|tells|adds|added|warn(?:s|ed)|announced|confirmed)\b")
_OF_SOMEBODY = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr)\.?\s+$")
# "A replacement would cost 60 million, she estimated": who, the sentence before it says.
_SHE_SAID = re.compile(
    r", (?:he|she) (?:said|says|added|adds|estimated|warned|explained|argued|noted|predicted)\b"
)
# "Health authorities aim for 95 per cent": of what, the sentence before it says.
_BARE_SHARE = re.compile(
    r"\b(?:aim(?:s|ed|ing)? for|wants?|needs?|recommends?|seeks?|requires?|the (?:target|goal|aim) (?:is|was))"
    r" (?:at least |about |around )?[\d.]+ ?(?:per cent|percent|%)\W*$"
)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")


@lru_cache(maxsize=4_096)
def stands_alone(sentence: str) -> bool:
    """False for a dangling opening, a "he" or "its" with nobody before it, and half a quotation."""
    if _LEANS_BACK.match(sentence) or sentence.count("“") != sentence.count("”") or sentence.count('"') % 2:
        return False
    plain = _QUOTED.sub(lambda match: "“" + " " * (len(match.group()) - 2) + "”", sentence)
    if _LEANS_INSIDE.search(plain) or _BARE_SHARE.search(plain):
        return False  # "Brandt said the figure had grown"
    if len(re.findall(r"\w+", plain)) < 2:
        return False  # a quotation without its speaker
    if _has_lost_it(plain):
        return False
    if has_lost_speaker(plain):
        return False
    pronoun = _PRONOUN.search(plain)
    if pronoun is None:
        return True
    before = plain[: pronoun.start()]
    named = any(name.end <= pronoun.start() for name in find_names(plain))  # read in the whole sentence
    return named or re.search(rf"\b(?:a|an|the)\s+{_NO_HOUR}\w+", before, re.IGNORECASE) is not None


def has_lost_speaker(plain: str) -> bool:
    """Whether a "she said" behind has nobody before it in the sentence who could be she."""
    said = _SHE_SAID.search(plain)
    return said is not None and not any(name.end <= said.start() for name in find_names(plain))


def _has_lost_it(plain: str) -> bool:
    """Whether an "it" that stands for a thing has nothing before it in the sentence that could be that thing."""
    found = _IT.search(plain) or _IT_TO.search(plain)
    if found is None or _SAYING.search(plain, 0, found.start()):
        return False
    head = _HEAD_OF_IT.search(plain, 0, found.start()) if found.re is _IT else None
    before = plain[: head.start() if head else found.start()]
    if re.search(r"\b(?:a|an|the|this|that|its|their|his|her|every|each|no|any)\s+\w+", before, re.IGNORECASE):
        return False
    return not any(
        name.end <= len(before) and not _OF_SOMEBODY.search(plain, 0, name.start) for name in find_names(plain)
    )
