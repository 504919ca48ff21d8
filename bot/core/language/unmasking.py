"""Reads letters in disguise as what they look like: invisible signs, other alphabets' twins, figures, gaps."""

from __future__ import annotations

import re
import unicodedata

# What a reader takes for a Latin letter; only in words that have Latin letters too are they read so.
_TWINS = str.maketrans(
    "аеорсухіјѕԁԛԝһӏвкмнтгпАВЕКМНОРСТУХІЈЅαβγικνορτυχωηεΑΒΕΖΗΙΚΜΝΟΡΤΥΧıɡǃ",
    "aeopcyxijsdqwhlbkmhtrnabekmhopctyxijsabyiknoptuxwneabezhikmnoptyxigl",
)
_OTHER_ALPHABETS = re.compile(r"[\u0370-\u03ff\u0400-\u04ff\u0500-\u052f]")
_LATIN = re.compile(r"[a-zA-Z]")
_WORD = re.compile(r"[^\W_]+")
_UNSEEN = re.compile(
    r"[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    r"\ufe00-\ufe0f\U000e0000-\U000e01ef]"
)
_FIGURES = str.maketrans("0134578@$", "oieastbas")
_DIGIT = re.compile(r"[a-z][0134578@$]|[0134578@$][a-z]")
_FIGURED = re.compile(r"\b(?=\w*[a-z])(?=\w*\d)[a-z0134578@$]{4,}\b")
_SPACED = re.compile(r"(?<![^\W_])(?:[^\W\d_][ .·*_-]){3,}[^\W\d_](?![^\W_])")
_MAY_BE_SPACED = re.compile(r"[ .·*_-][^\W\d_][ .·*_-][^\W\d_][ .·*_-]")  # quick: hardly a sentence has one
_FIGURE = re.compile(r"[0134578@$]")
_RUN = re.compile(r"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{24,}={0,2}")
_ADDRESS = re.compile(r"[a-z]+://\S+")
_TURNS = re.compile(r"(?<=[a-z])(?=[A-Z0-9])|(?<=[0-9])(?=[A-Za-z])")
_SPAN = 4  # characters, at most, from one turn to the next
_QUOTES = (("’", "'"), ("＂", '"'))


def unmask(text: str) -> str:
    """In lower case, composed for likeness (NFKC), without invisible signs, in one alphabet a word."""
    plain = text.lower() if text.isascii() else _unmask_signs(text)
    if "`" in plain:
        plain = plain.replace("`", "'")
    if _MAY_BE_SPACED.search(plain) and _SPACED.search(plain):
        plain = _SPACED.sub(lambda match: re.sub(r"[ .·*_-]", "", match.group()), plain)
    if _FIGURE.search(plain) and _DIGIT.search(plain):
        plain = _FIGURED.sub(lambda match: match.group().translate(_FIGURES), plain)
    if "  " in plain or not plain.isprintable():
        return " ".join(plain.split())
    return plain.strip()


def _unmask_signs(text: str) -> str:
    plain = unicodedata.normalize("NFKC", _UNSEEN.sub("", text))
    if _OTHER_ALPHABETS.search(plain):
        plain = _WORD.sub(lambda match: _in_one_alphabet(match.group()), plain)
    for fancy, plainer in _QUOTES:
        plain = plain.replace(fancy, plainer)
    return plain.lower()


def has_masked_words(text: str) -> bool:
    """Whether two words or more mix Latin letters with their twins of another alphabet, as no newsroom writes."""
    if text.isascii() or not _OTHER_ALPHABETS.search(text):
        return False
    return sum(_is_mixed(word) for word in _WORD.findall(unicodedata.normalize("NFKC", text))) >= 2


def _in_one_alphabet(word: str) -> str:
    return word.translate(_TWINS) if _is_mixed(word) else word


def _is_mixed(word: str) -> bool:
    """Some of its letters are Latin, the others twins of Latin ones: "Ignоrе", not "Δx" or "µm"."""
    others = _OTHER_ALPHABETS.findall(word)
    return (
        bool(others)
        and _LATIN.search(word) is not None
        and len(word) > 3
        and all(ord(letter) in _TWINS for letter in others)
    )


def holds_cipher(text: str) -> bool:
    """Whether a long run of base64 stands in it: both cases and figures by turns, as in no word or path."""
    if "://" in text:
        text = _ADDRESS.sub(" ", text)  # what stands in a link's query is read by nobody
    return any(len(_TURNS.findall(run)) * _SPAN >= len(run) for run in _RUN.findall(text))
