"""The few cuts a source's sentence may suffer on its way into a piece; what is left is always its own words."""

from __future__ import annotations

import re

from bot.core.polishing import DATED_CREDIT

_DATELINE = re.compile(
    r"^(?:[A-ZÀ-Þ][A-ZÀ-Þ.'’ -]{2,40}(?:[,/] ?(?:[A-Z][\w.]*|\d{1,2})(?: [A-Z\d][\w.]*){0,3})?,?\s*)?"
    r"(?:\([A-Z][\w.&'’/ -]{1,40}\)\s*[-–—:]+\s*|[—–]+\s+|(?<=[A-Z])\s?--?\s+)"
)
_CREDIT_IN_FRONT = re.compile(  # "(CNN)The"
    r"^\((?:[A-Z]{2,5}|[A-Z][a-z]+(?: [A-Z][a-z]+)?)\)(?:\s*[-–—:]+)?\s*(?=[A-Z“\"])"
)
_PLACE_GLUED = re.compile(r"^(?:[A-Z][\w.]+ ){1,3}\([A-Z]{2,5}\)(?=[A-Z“\"])")  # "Washington (CNN)The"
_UNSEEN = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad]")
# Where a clause may end: in front of what only adds to it. What would limit it ("unless", "if") is no such place.
_CLAUSE_END = re.compile(
    r"(?:[;,]|,? [–—]|,? --?) "
    r"(?=(?:which|who|whose|where|while|as|but|with|after|despite|according|amid|\w+ing)\b)|,$"
)
_NO_MAIN_CLAUSE = re.compile(
    r"^(?:If|When|While|After|Before|As|Although|Though|Since|Because|Despite|Unless|Once|Until|In|On|At|For|With|By|From"
    r"|Under|During|\w+ing)\b[^,]*,?[^,]*$"
)
_FEWEST_WORDS_LEFT = 9
_CREDIT_AT_END = re.compile(r"\s*(?:[–—]\s*|\(\s*)(?:[A-Z][\w.&’']*)(?: [A-Z][\w.&’']*){0,2}\s*\)?$")
_CONNECTIVE = re.compile(
    r"^(?:(?:but|and|yet),?|(?:meanwhile|however|still|also|moreover|furthermore|in addition|additionally"
    r"|separately|instead|nevertheless|nonetheless|elsewhere|then|indeed|of course|for now|in turn|as a result|"
    r"at the same time|in fact|after all|if anything|in the meantime|to wit|on the other hand),)\s+",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^(?:update[sd]?|breaking(?: news)?|correction|editor['’]s note)(?: \d+)?:\s+", re.IGNORECASE
)
# "May 30, 5:20 p.m.: …", "17:40 – …": the hour in front of an entry of a live report.
_STAMP = re.compile(
    r"^(?:[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?,? )?\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?"
    r"\s*(?::|[-–—]+)\s+"
)
_TITLE_PREFIX = re.compile(
    r"^(?:breaking(?: news)?|update(?:d)?(?: \d+)?|live(?: updates?)?|exclusive|watch|video|photos?|opinion"
    r"|analysis|just in|developing|factbox|explainer)\s*[:|–—-]\s+",
    re.IGNORECASE,
)
_TITLE_SUFFIX = re.compile(r"\s+(?:[|–—·]|-)\s+(?P<tail>[^|–—·]{2,40})$")


def strip_dateline(sentence: str) -> str:
    """Without "RIVERTON (Meridian Press) —" in front."""
    for pattern in (DATED_CREDIT, _PLACE_GLUED, _DATELINE):
        sentence = pattern.sub("", sentence, count=1)
    return sentence


def strip_connective(sentence: str) -> str:
    """Without a "But" or "Meanwhile," that points to a sentence the reader may not see; capital restored."""
    rest = _CONNECTIVE.sub("", sentence, count=1)
    return rest if rest == sentence or not rest else rest[0].upper() + rest[1:]


def cut_to_claim(sentence: str) -> str:
    """The sentence without label, dateline, leading connective and trailing credit; single blanks."""
    bare = _STAMP.sub("", _LABEL.sub("", " ".join(_UNSEEN.sub("", sentence).split())))
    plain = strip_connective(_CREDIT_IN_FRONT.sub("", strip_dateline(bare)))
    if plain and plain[-1] not in ".!?”\"'’":
        plain = _CREDIT_AT_END.sub("", plain)
    return plain[:1].upper() + plain[1:]


def cut_unfinished(sentence: str) -> str:
    """A feed's extract that stops in mid-sentence, cut back to its last whole clause and closed with a full stop;
    empty when no whole clause is left."""
    ends = [cut.start() for cut in _CLAUSE_END.finditer(sentence)]
    whole = [sentence[:end] for end in ends if len(sentence[:end].split()) >= _FEWEST_WORDS_LEFT]
    return f"{whole[-1]}." if whole and not _NO_MAIN_CLAUSE.match(whole[-1]) else ""


def cut_title(title: str, outlet: str) -> str:
    """The title without the outlet's name behind it and "Breaking:" before it."""
    plain = _TITLE_PREFIX.sub("", " ".join(_UNSEEN.sub("", title).split()))
    suffix = _TITLE_SUFFIX.search(plain)
    if suffix and _same_words(suffix["tail"], outlet):
        plain = plain[: suffix.start()]
    return plain.rstrip(" .") if not plain.endswith("...") else plain


def _same_words(one: str, other: str) -> bool:
    mine, theirs = (set(re.findall(r"\w+", text.lower())) - {"the", "com", "news"} for text in (one, other))
    return bool(mine) and (mine <= theirs or theirs <= mine)
