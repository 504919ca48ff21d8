"""Verbs in their forms: what the past and the participle of an irregular verb belong to."""

from __future__ import annotations

from bot.core.language.words import stem

# base past participle; regular verbs need no list. Left out: forms that are more often another word in news
# ("saw", "ground", "left" of direction, "bound", "lay").
_IRREGULAR = """
awake awoke awoken, bear bore borne, beat beat beaten, become became become, begin began begun, bid bid bid,
bite bit bitten, blow blew blown, break broke broken, bring brought brought, build built built,
burst burst burst, buy bought bought, catch caught caught, choose chose chosen, come came come, cost cost cost,
cut cut cut, deal dealt dealt, dig dug dug, draw drew drawn, drink drank drunk, drive drove driven,
eat ate eaten, fall fell fallen, feed fed fed, feel felt felt, fight fought fought, find found found,
flee fled fled, fly flew flown, forbid forbade forbidden, forget forgot forgotten, forgive forgave forgiven,
freeze froze frozen, get got gotten, give gave given, go went gone, grow grew grown, hang hung hung,
have had had, hear heard heard, hide hid hidden, hit hit hit, hold held held, hurt hurt hurt, keep kept kept,
know knew known, lead led led, leave left left, lend lent lent, let let let, lose lost lost, make made made,
mean meant meant, meet met met, outbid outbid outbid, override overrode overridden, overtake overtook overtaken,
overthrow overthrew overthrown, pay paid paid, put put put, quit quit quit, read read read, ride rode ridden,
ring rang rung, rise rose risen, run ran run, say said said, see saw seen, seek sought sought, sell sold sold,
send sent sent, set set set, shake shook shaken, shoot shot shot, show showed shown, shrink shrank shrunk,
shut shut shut, sing sang sung, sink sank sunk, sit sat sat, sleep slept slept, speak spoke spoken,
spend spent spent, split split split, spread spread spread, stand stood stood, steal stole stolen,
stick stuck stuck, strike struck struck, swear swore sworn, sweep swept swept, swim swam swum, swing swung swung,
take took taken, teach taught taught, tear tore torn, tell told told, think thought thought,
throw threw thrown, undergo underwent undergone, understand understood understood, wake woke woken,
wear wore worn, win won won, withdraw withdrew withdrawn, write wrote written
"""
_ROWS = [tuple(row.split()) for row in _IRREGULAR.replace("\n", " ").split(",")]
PASTS = frozenset(past for _, past, _ in _ROWS)
PARTICIPLES = frozenset(participle for _, _, participle in _ROWS)
BASES = frozenset(base for base, _, _ in _ROWS)
# By stems, since that is what texts are compared by.
_BASE_STEM = {stem(form): stem(base) for base, *forms in _ROWS for form in forms if form != base}


def base_stem(stemmed: str) -> str:
    """The stem of the verb whose irregular form has this stem ("taken" is "take"), else the same again."""
    return _BASE_STEM.get(stemmed, stemmed)
