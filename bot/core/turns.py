"""Turning points: what a sentence reports as having happened that ends, decides or overturns something."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

_DECIDED = r"bill|law|deal|merger|takeover|plan|ruling|verdict|decision|conviction|ban|result|sale"
_TURNS: Mapping[str, tuple[str, ...]] = {
    "death": (r"killed|died|(?<!the )dead|drowned|deaths|succumbed|(?<!the )bodies",),
    "injury": (r"(?<!the )injured|(?<!the )wounded|hurt|(?:fell|fallen|taken) ill",),
    "missing": (r"(?<!the )missing|unaccounted",),
    "evacuation": (r"evacuated",),
    "recall": (r"recalled|(?:is|are) recalling|widened",),
    "find": (
        r"(?:was|were|been) (?:\w+ )?(?:located|discovered|rescued|saved|freed|released|recovered)",
        r"(?:was|were|been) (?:\w+ )?found(?! (?:not )?(?:guilty|liable))",
        r"recovered (?:the|a|his|her|its|their)|rescued|freed|found no|alive",
    ),
    "arrest": (r"arrested|detained|(?:in|into) custody|arrests",),
    "charge": (r"charged|indicted|pleaded",),
    "verdict": (r"convicted|found guilty|acquitted|cleared (?:him|her|them|of)|found liable|verdict was",),
    "sentence": (r"jailed|sentenced|imprisoned|fined",),
    "office": (
        r"resigned|stepped down|steps down|sacked|dismissed|ousted|appointed|sworn in",
        r"takes? over as|took over as|accepted (?:his|her|their) resignation",
    ),
    "win": (r"won|beat|defeated|elected|conceded|declared (?:the )?winners?|(?:victory|win) over|lost to",),
    "vote": (
        r"approved|passed (?:a|the) (?:law|bill|budget|motion)|adopted|rejected|turned down|vetoed|banned",
        r"outlawed",
        rf"(?:overturned|blocked) (?:a|an|the|his|her|its) (?:\w+ )?(?:{_DECIDED})|upheld|struck down|ratified",
        r"ruled (?:that|in|against)|voted (?:for|against|to|down)",
    ),
    "deal": (
        r"reached (?:a|an) (?:\w+ )?(?:deal|agreement|settlement|truce)|agreed (?:on|to)|signed|accepted|settled",
    ),
    "end": (
        r"called off|calls off|scrapped|abandoned|put off|postponed|ended|lifted|resumed|reopened",
        r"brought to an end",
    ),
    "control": (r"under control|contained|extinguished|put out|doused",),
    "cause": (
        r"(?:was|were|been) caused by|caused the|blamed on|doomed",
        r"(?:is|was|were) (?:to blame|due to an?|traced to)",
        r"(?:fire|blaze|outbreak|leak|explosion) (?:began|started) (?:in|at|when|with)",
        r"the (?:cause|source) of [^,.]{3,60} (?:is|was)",
    ),
    "loss": (
        r"collapsed|exploded|sank|crashed|derailed|broke (?:apart|up)|(?:was|were) lost|burned down|destroyed",
        r"filed for (?:bankruptcy|insolvency)",
    ),
    "denial": (
        r"denied|denies|retracted|retracts|apologis(?:ed|es)",
        r"reject(?:ed|s) (?:a|the) (?:report|claim|allegation|accusation)s?",
    ),
    "award": (r"disqualified|stripped of|awarded",),
}
_PATTERNS = {turn: re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE) for turn, words in _TURNS.items()}
_QUOTATION = re.compile(r"“[^”]*”|\"[^\"]*\"")
# What stands before a turn that has not happened, or that happened before the story.
_NOT_SO = re.compile(
    r"\b(?:will|would|may|might|could|should|must|can|cannot|if|unless|whether|not|never|nobody|no one|to be"
    r"|wants?|hopes?|plans?|expect(?:s|ed)|fear(?:s|ed)|accused of|had|having|seeks?)"
    r"\b[^,;]*$|\b(?:last|once) $",
    re.IGNORECASE,
)
# Before one that the sentence only recalls: "the dog that found the hiker was given a bone".
_RECALLED = re.compile(
    r"\b(?:since|when|after|who|which|that)\b[^,;]{0,30}$|\b(?:search(?:ing)?|looking) for\b[^,;]*$",
    re.IGNORECASE,
)
_YEARS_AGO = (
    r"(?:in|since|of|from|until|after) (?:1\d\d\d|20\d\d)\b|last (?:year|century|season)"
    r"|(?:\w+ )?(?:years?|decades?|centur(?:y|ies)) (?:ago|before)"
)
_OPENS_LONG_AGO = re.compile(rf"^(?:\w+ )?(?:{_YEARS_AGO})", re.IGNORECASE)
_LONG_AGO = re.compile(rf"^(?: (?!of |for |over )\w+)? (?:{_YEARS_AGO})", re.IGNORECASE)


@lru_cache(maxsize=16384)
def read_turns(text: str, *, recalled: bool = False) -> frozenset[str]:
    """The kinds of turning points a sentence reports as done: "verdict", "office".

    None for words quoted, for what is planned, feared or negated, and for the distant past. What a subordinate
    clause recalls is none either, unless that is asked for: readers of the clause know of it.
    """
    plain = _QUOTATION.sub(" ", text)
    return frozenset() if _OPENS_LONG_AGO.search(plain) else frozenset(_turns(plain, recalled))


def _turns(text: str, recalled: bool) -> Iterator[str]:
    for turn, pattern in _PATTERNS.items():
        for match in pattern.finditer(text):
            before = text[: match.start()]
            is_void = _NOT_SO.search(before) or (not recalled and _RECALLED.search(before))
            if not is_void and not _LONG_AGO.search(text[match.end() :]):
                yield turn
                break
