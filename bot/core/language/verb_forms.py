"""Which words are verbs, told by their form: endings, auxiliaries and the irregular past forms of English."""

from __future__ import annotations

from bot.core.language.verbs import PARTICIPLES, PASTS

_AUXILIARIES = frozenset(
    "be is are was were been being am has have had having do does did will would can could may might shall "
    "should must".split()
)
_PRESENT = frozenset(
    """costs weighs stands lasts measures holds has earns employs owns owes totals amounts rises falls grows cut
    cuts reaches covers carries contains killed kills shows leads trails receives wins loses spends pays sells
    buys hits lies runs begins ends opens starts leaves remains includes involves""".split()
)
_NEVER = frozenset(
    "hundred red bed need seed feed breed weed speed indeed embed united hundreds shed naked wicked sacred "
    "unarmed armed limited alleged supposed".split()
)


def is_verb(word: str) -> bool:
    """Whether a lower-case word is most likely a verb. Nouns that look like one ("a cut") pass too."""
    if word in _NEVER:
        return False
    return (
        word in _AUXILIARIES
        or word in PASTS
        or word in PARTICIPLES
        or word in _PRESENT
        or (len(word) > 4 and word.endswith("ed"))
    )
