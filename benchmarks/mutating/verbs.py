"""Verbs that news uses of two parties, of which it matters who did it to whom."""

from __future__ import annotations

import re
from collections.abc import Iterator

# base, past, participle; none of them means the same the other way round ("met" and "married" would).
_FORMS = """
accuse accused accused; approve approved approved; arrest arrested arrested; ask asked asked;
attack attacked attacked; back backed backed; beat beat beaten; blame blamed blamed; block blocked blocked;
buy bought bought; call called called; charge charged charged; close closed closed;
condemn condemned condemned; confirm confirmed confirmed; criticise criticised criticised;
criticize criticized criticized; defeat defeated defeated; destroy destroyed destroyed;
dismiss dismissed dismissed; endorse endorsed endorsed; fire fired fired; flood flooded flooded;
follow followed followed; hire hired hired;
hit hit hit; invite invited invited; join joined joined; kill killed killed; name named named;
nominate nominated nominated; oppose opposed opposed; outbid outbid outbid; overtake overtook overtaken;
pardon pardoned pardoned; praise praised praised; protect protected protected; raise raised raised;
reject rejected rejected; replace replaced replaced; rescue rescued rescued; sentence sentenced sentenced;
sign signed signed; strike struck struck; succeed succeeded succeeded; sue sued sued; support supported supported;
suspend suspended suspended; thank thanked thanked; threaten threatened threatened; urge urged urged;
veto vetoed vetoed; warn warned warned; win won won; write wrote written; watch watched watched; find found found;
challenge challenged challenged; investigate investigated investigated; interview interviewed interviewed
"""
_ROWS = [row.split() for row in _FORMS.replace("\n", " ").split(";")]
BASES = {past: base for base, past, _ in _ROWS}
PARTICIPLES = {past: participle for _, past, participle in _ROWS}
PASTS = {participle: past for _, past, participle in _ROWS}
_PAST = re.compile(rf"\b(?:{'|'.join(sorted(BASES, key=len, reverse=True))})\b")


def past_verbs(text: str) -> Iterator[re.Match[str]]:
    return _PAST.finditer(text)


def base_of(past: str) -> str:
    return BASES[past]
