"""Turning points: what a sentence reports as having happened that ends, decides or overturns something."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

_DECIDED = r"bill|law|deal|merger|takeover|plan|ruling|verdict|decision|conviction|ban|result|sale"
_TURNS: Mapping[str, tuple[str, ...]] = {
    "death": (
        r"killed|died|(?<!the )dead|drowned|deaths|succumbed|(?<!the )bodies|passed away|perished",
        r"(?:lost|losing) (?:his|her|their) li(?:fe|ves)|fatalit(?:y|ies)|claimed (?:\w+ )?lives",
    ),
    "injury": (r"(?<!the )injured|(?<!the )wounded|hurt|(?:fell|fallen|taken) ill|hospitali[sz]ed",),
    "missing": (r"(?<!the )missing|unaccounted",),
    "evacuation": (
        r"evacuated|ordered (?:\w+ ){0,3}out of|(?:driven|forced) (?:[\w,]+ ){0,4}(?:out of|from) their homes",
        r"(?:had|told|ordered|forced) to (?:leave|flee|abandon) (?:their|his|her) (?:homes?|houses?)",
    ),
    "toll": (
        r"(?:number|toll|count|total|tally) (?:of )?[^.;]{0,90}?(?:rose|risen|climbed|grew|grown|jumped|swelled)"
        r" (?:further )?to (?:more than |at least |some |about )?(?:\d|\w+(?:-\w+)?\b)",
    ),
    "recall": (r"recalled|(?:is|are) recalling|widened",),
    "find": (
        r"(?:was|were|been) (?:\w+ )?(?:located|discovered|rescued|saved|freed|released|recovered)",
        r"(?:was|were|been) (?:\w+ )?found(?! (?:not )?(?:guilty|liable))",
        r"(?:re)?captured|(?:re)?caught (?:on|at|by|in|after|near)|back behind bars",
        r"recovered (?:the|a|his|her|its|their)|rescued|freed|found no|alive|turned up (?:safe|in|at)",
        r"(?:brought|pulled|winched|led|carried|taken) (?:ashore|to (?:the surface|safety|shore))|safe and well",
        r"(?:brought|pulled|winched|lifted) (?:up|out) (?:of|from)|back on (?:dry )?land|out of danger",
        r"(?:restored|re-?established|regained|made) (?:contact|control)|tracked down",
    ),
    "arrest": (
        r"arrested|detained|(?:in|into) custody|arrests|in handcuffs|held on suspicion|remanded",
        r"(?:gave|given|turned|handed) (?:himself|herself|themselves) (?:up|in)|surrendered to",
        r"confessed|owned up|walked into [^,.]{0,30}police station",
        r"(?:night|is|are|was|were|put|spent [^,.]{0,20}) (?:back )?behind bars|led away|led [^,.]{3,40} out of",
    ),
    "charge": (
        r"charged|indicted|pleaded|committed for trial|(?:went|goes) on trial",
        r"(?:will|is to|are to|must|to) stand trial|faces? (?:trial|charges)",
        r"(?:is|are) suing|sued|(?:taken|took|taking) [^,.]{3,40} to court|filed (?:a (?:law)?suit|charges)",
    ),
    "leave": (r"(?:denied|refused|granted|given) (?:him |her |them )?(?:bail|asylum|permission|an injunction)",),
    "clearance": (r"cleared the way for|extradited",),
    "verdict": (
        r"convicted|found guilty|acquitted|cleared (?:him|her|them|of)|found liable|verdict was",
        r"(?:found )?not guilty|walked free|quashed",
        r"(?:set|sets) aside (?:the|a|his|her|their)"
        rf"|(?:wiped|wipes) out (?:the|a|his|her|their) (?:{_DECIDED})",
        r"in the clear|exonerated|came back (?:negative|clean|positive)|clean bill of health",
        r"threw out (?:the|a|his|her|their) (?:case|appeal|claim|suit)s?",
    ),
    "sentence": (r"jailed|sentenced|imprisoned|fined|(?:sent|goes|went) to (?:prison|jail)",),
    "office": (
        r"resigned|stepped down|steps down|sacked|dismissed|ousted|appointed|sworn in",
        r"quits?|quitting|st(?:ood|ands|anding) down|stepping down|fired|forced out|is out (?:as|at)|suspended",
        r"removed from (?:office|(?:his|her|the) post)|bowed out",
        r"(?:handed|tendered|submitted|offered)(?: in)? (?:[^,.;]{0,40} )?(?:his|her|their)"
        r" (?:notice|resignation)s?",
        r"(?:gave|given|gives) up (?:his|her|the|their) (?:post|job|seat|office|command)s?|is no longer",
        r"left (?:his|her|their|the) (?:post|job|office)s?|accepted (?:his|her|their) resignation",
        r"takes? over as|took over as",
    ),
    "win": (
        r"won|beat|defeated|elected|conceded|declared (?:the )?(?:winners?|mayor|president)",
        r"(?:victory|win) over|lost to",
        r"thrashed|clinched|knocked out of|edged (?:out|past)|re-elected|crowned",
    ),
    "vote": (
        r"approved|passed (?:a|the) (?:law|bill|budget|motion)|adopted|rejected|turned down|vetoed|banned",
        r"outlawed|(?:threw|thrown|throws?) out (?:a|an|the) (?:\w+ ){0,3}"
        r"(?:offer|deal|plan|proposal|bill|motion|bid)",
        r"(?:turned|turns) (?:\w+ ){1,4}down|said (?:no|yes) to",
        r"backed (?:the|a) (?:deal|plan|offer|motion|bill|pay)",
        r"gave (?:the|its|his|her) (?:go-ahead|green light|approval|consent|blessing)|waved through",
        r"decided by (?:\d|\w+ votes)",
        rf"(?:overturned|blocked) (?:a|an|the|his|her|its) (?:\w+ )?(?:{_DECIDED})|upheld|struck down|ratified",
        r"ruled (?:that|in|against)|voted (?:for|against|to|down)",
    ),
    "deal": (
        r"reached (?:a|an) (?:\w+ )?(?:deal|agreement|settlement|truce)|agreed (?:on|to)|signed|accepted|settled",
        r"(?:struck|clinched|sealed|done|agreed) (?:a|an|the) (?:\w+ )?(?:deal|agreement|settlement|truce|fee)",
        r"shook hands on|shaken hands on|agreed terms|came to terms",
    ),
    "end": (
        r"called off|calls off|scrapped|abandoned|put off|postponed|ended|lifted|resumed|reopened",
        r"brought to an end|at an end|came to an end|declared (?:the |an? )?(?:[\w']+ ){0,4}over|all[- ]clear",
        r"(?:allowed|free|may|can|cleared) (?:to )?(?:go |return |move )?(?:back )?home|went home again",
        r"(?:revoked|withdrew|took away|lost) (?:the|its|his|her) licen[cs]e",
        r"axed|(?:is|are) no more|out of business",
        r"fell through|walked (?:away from|out of) (?:the|a|its|their) (?:deal|talks|sale|signing|merger)",
        r"pulled (?:out of|the plug)|(?:went|going|go) back to work|returned to work|back in service|restored",
    ),
    "control": (r"under control|contained|extinguished|put out|doused",),
    "cause": (
        r"(?:was|were|been) caused by|caused the|blamed on|doomed|blamed [^,.]{3,60} for",
        r"(?:is|was|were) (?:to blame|due to an?|traced to)",
        r"(?:fire|blaze|outbreak|leak|explosion) (?:began|started) (?:in|at|when|with)",
        r"the (?:cause|source) of [^,.]{3,60} (?:is|was)",
        r"(?:bacteria|virus|infection|leak|smoke|gas|fire|poison|smell|fault)\b[^,.]{0,60} came from",
    ),
    "loss": (
        r"collapsed|exploded|sank|crashed|derailed|capsized|gave way|caved in",
        r"broke (?:apart|up)|(?:was|were) lost|burned down|destroyed",
        r"filed for (?:bankruptcy|insolvency)|went (?:bust|under|bankrupt)",
    ),
    "denial": (
        r"(?:pulled|withdrawn|withdrew) (?:the|a|an|its|his|her|their) (?:study|paper|report|article|advert)",
        r"denied|denies|retracted|retracts|apologis(?:ed|es)",
        r"reject(?:ed|s) (?:a|the) (?:report|claim|allegation|accusation)s?",
    ),
    "award": (r"disqualified|stripped of|awarded",),
}
# All are read against the text in lower case: letters of both cases take twice as long.
_PATTERNS = {turn: re.compile(rf"\b(?:{'|'.join(words)})\b") for turn, words in _TURNS.items()}
# The month by a word of its own, for "may" makes a wish of what follows: only upper case tells them apart.
_MAY = re.compile(r"\bMay\b")
_QUOTATION = re.compile(r"“[^”]*”|\"[^\"]*\"")
# What stands before a turn that has not happened, or that happened before the story.
_NOT_SO = re.compile(
    r"\b(?:will|would|may|might|could|should|must|can|cannot|if|unless|whether|not|never|nobody|no one|to be"
    r"|wants?|hopes?|plans?|expect(?:s|ed)|fear(?:s|ed)|accused of|had|having|seeks?)"
    r"\b[^,;]*$|\b(?:last|once) $"
)
# Before one that the sentence only recalls: "the dog that found the hiker was given a bone".
_RECALLED = re.compile(
    r"\b(?:since|when|after|who|which|that)\b[^,;]{0,30}$|, (?:who|whose|which)\b[^,;]*$"
    r"|\b(?:search(?:ing)?|looking) for\b[^,;]*$|\bover (?:the )?(?:\w+ )?$"
)
# "…, the nurse jailed over three deaths": says only who it is. An active verb would have its object behind it.
_WHO_IT_IS = re.compile(r", (?:the|an?) (?:[\w’'-]+ ){1,4}$")
_BY_OR_FOR = re.compile(r"^ (?:over|for|of|by|with|in|after)\b")
_YEARS_AGO = (
    r"(?:in|since|of|from|until|after) (?:1\d\d\d|20\d\d)\b|last (?:year|century|season)"
    r"|(?:\w+ )?(?:weeks?|months?|years?|decades?|centur(?:y|ies)) (?:ago|before)"
)
_IN_ANOTHER_AGE = re.compile(r"\b(?:in|between|from|since) 1[5-9]\d\d\b")
_OPENS_LONG_AGO = re.compile(rf"^(?:\w+ )?(?:{_YEARS_AGO})")
_LONG_AGO = re.compile(rf"^(?: (?!of |for |over )\w+)? (?:{_YEARS_AGO})")


def read_turns(text: str, *, recalled: bool = False) -> frozenset[str]:
    """The kinds of turning points a sentence reports as done: "verdict", "office".

    None for words quoted, for what is planned, feared or negated, and for the distant past. What a subordinate
    clause recalls is none either, unless that is asked for: readers of the clause know of it.
    """
    told = _read(text)
    return frozenset(told) if recalled else frozenset(turn for turn, news in told.items() if news)


@lru_cache(maxsize=8_192)
def _read(text: str) -> Mapping[str, bool]:
    """Each kind of turn that the sentence reports or recalls, and whether it does not only recall it."""
    plain = _MAY.sub("maytime", _QUOTATION.sub(" ", text)).lower()
    told: dict[str, bool] = {}
    if _OPENS_LONG_AGO.search(plain):
        return told
    for turn, pattern in _PATTERNS.items():
        for match in pattern.finditer(plain):
            before, after = plain[: match.start()], plain[match.end() :]
            if _IN_ANOTHER_AGE.search(before) or _NOT_SO.search(before) or _LONG_AGO.search(after):
                continue
            is_aside = match.group().endswith("ed") and _is_aside(before, after)
            told[turn] = not (is_aside or _RECALLED.search(before))
            if told[turn]:
                break
    return told


def _is_aside(before: str, after: str) -> bool:
    return bool(_WHO_IT_IS.search(before) and _BY_OR_FOR.match(after))
