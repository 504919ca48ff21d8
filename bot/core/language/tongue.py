"""Whether a text is of a language that writes decimals with a comma, by its commonest words."""

from __future__ import annotations

import re
from functools import lru_cache

_LOOKED_AT = 1_000  # characters
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ENGLISH = frozenset(
    """the of and to that is was for on with as by at from are were has have had be been this which who not
    it its his her they their will would said after about more than people over or but also up out into
    one two all police""".split()
)
# Articles, prepositions and pronouns of the languages of Europe that write decimals with a comma. Words that
# English has too ("in", "a", "on", "die", "of") are in neither list.
_OTHERS = frozenset(
    """der das dem des ein eine einen einem einer und ist sind war waren wird wurde wurden mit von vom zum zur
    für auf bei nach aus nicht sich auch über im als wie haben hat sein rund mehr prozent millionen
    milliarden mrd mio uhr le la les du de et est sont était pour dans par sur avec au aux une un qui que ne
    pas ce cette ont été leur selon el los las del y es son fue para por una al se lo más según han sus il
    gli della dello dei delle di da dal nel nella che non è sono anche più hanno alla os em na um uma não
    foi mais são ao pelo het een voor niet dat zijn werd bij naar ook aan uit door och det att som på av
    inte är från med har ett i ikke og af er w nie się jest że oraz przez roku unas unos desde hasta donde quelque
    quelques mindestens höchstens etwa ungefähr""".split()
)
# Such words as English has too: they tell nothing of the language, and are function words where it is known.
_SHARED = frozenset("die in an a am per do no so at on as me o os las".split())
# Openings of sentences that no English one has, for sentences of little more than a figure and what it counts.
_OPENINGS = frozenset("Unas Unos Quelque Quelques Rund Etwa Mindestens Environ Alrededor Aproximadamente".split())
_TELLING = _OPENINGS | frozenset("Prozent Millionen Milliarde Milliarden Mrd Mio Uhr Menschen".split())
_ASCII_SIGNS = frozenset(word for word in _TELLING | _OTHERS if word.isascii())
_CYRILLIC = re.compile(r"[\u0400-\u04ff]{2}")


# Pronouns that open sentences, for telling them from names.
_PRONOUNS = frozenset(
    """ich du er sie es wir ihr man wer was wann wo wie warum quand où comment pourquoi cuándo dónde cuánto cuánta
    cuántos cuántas quando onde dove perché мы вы он она они я ты это что кто когда где как почему в во на по при
    не из от за и но а с у о для к до nous vous ils elles il elle je on ce qui quoi nos nosotros yo él ella
    ellos nadie quién qué cómo noi voi loro lui lei io chi ele ela eles nós quem não um uma""".split()
)


def is_function_word(lower: str) -> bool:
    """Whether the word is an article, preposition or pronoun in some other language of Europe than English."""
    return lower in _OTHERS or lower in _PRONOUNS or lower in _SHARED


def is_pronoun(lower: str) -> bool:
    """Whether it is a pronoun, or a question's word there, which are no part of a name anywhere."""
    return lower in _PRONOUNS


@lru_cache(maxsize=8_192)
def writes_decimal_comma(text: str) -> bool:
    """Whether the text is of a language that writes 12,5 for twelve and a half; False where it is not told."""
    start = text[:_LOOKED_AT]
    if _CYRILLIC.search(start):
        return True
    words = _WORD.findall(start)
    if start.isascii() and _ASCII_SIGNS.isdisjoint(words):
        return False  # as nearly all English is
    others: int = sum(
        word in _TELLING or (word.islower() and (word in _OTHERS or not word.isascii())) for word in words
    )
    return bool(others) and others > 2 * sum(word.lower() in _ENGLISH for word in words)
