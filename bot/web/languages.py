"""Guesses the language of a text from its script and its commonest words."""

from __future__ import annotations

from collections import Counter
from functools import cache

_SCRIPTS = (
    ("ja", "\u3040", "\u30ff"),
    ("ko", "\uac00", "\ud7af"),
    ("zh", "\u4e00", "\u9fff"),
    ("ar", "\u0600", "\u06ff"),
    ("he", "\u0590", "\u05ff"),
    ("el", "\u0370", "\u03ff"),
    ("hi", "\u0900", "\u097f"),
    ("th", "\u0e00", "\u0e7f"),
)
_STOPLISTS = {
    "en": "English",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "it": "Italian",
    "pt": "Portuguese",
    "nl": "Dutch",
    "sv": "Swedish",
    "da": "Danish",
    "no": "Norwegian_Bokmal",
    "fi": "Finnish",
    "pl": "Polish",
    "cs": "Czech",
    "tr": "Turkish",
    "ro": "Romanian",
    "hu": "Hungarian",
    "ru": "Russian",
    "uk": "Ukrainian",
}
_LOOKED_AT_CHARS = 4000
_ENOUGH_WORDS = 20
_TELLING_SHARE = 0.25
_BEYOND_LATIN = "\u0370"


def guess_language(text: str) -> str | None:
    """An ISO 639-1 code, or None when the text is too short or looks like none of those known here."""
    text = text[:_LOOKED_AT_CHARS]
    foreign = [character for character in text if character >= _BEYOND_LATIN and character.isalpha()]
    letters = sum(map(str.isalpha, text)) if foreign else 0
    for code, first, last in _SCRIPTS if foreign else ():
        if sum(first <= character <= last for character in foreign) * 5 > letters:
            return code
    words = _split(text)
    if len(words) < _ENOUGH_WORDS:
        return None
    counted = Counter(words)
    shares = {code: _share(counted, code) for code in _STOPLISTS}
    best = max(shares, key=lambda code: shares[code])
    return best if shares[best] >= _TELLING_SHARE else None


def choose_language(declared: str | None, text: str) -> str | None:
    """What the page declares, unless its text is plainly another: the templates of sites in every language
    say "en". Close relatives (Danish and Norwegian) are never plainly another."""
    guessed = guess_language(text)
    if guessed is None or declared is None or declared == guessed or declared not in _STOPLISTS:
        return declared or guessed
    words = Counter(_split(text))
    plainly = guessed not in _STOPLISTS or 2 * _share(words, declared) < _share(words, guessed)
    return guessed if plainly else declared


def _split(text: str) -> list[str]:
    return [word.strip(".,;:!?()\"'«»„“”") for word in text[:_LOOKED_AT_CHARS].lower().split()]


def _share(words: Counter[str], code: str) -> float:
    known = _stopwords(code)
    return sum(often for word, often in words.items() if word in known) / words.total()


@cache
def _stopwords(code: str) -> frozenset[str]:
    """The commonest words only: the long tail of a list is shared by too many languages."""
    from justext import get_stoplist

    return frozenset(get_stoplist(_STOPLISTS[code]))
