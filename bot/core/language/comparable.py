"""Text of other languages than English, put so that its words can be compared one by one."""

from __future__ import annotations

import re

from bot.core.language.tongue import is_function_word, writes_decimal_comma

LOOKED_AT = 1_000  # characters
BEGINNING = 6  # letters
FOREIGN_SHARE = 6  # one word in so many

# Han, kana, Thai, Lao, Burmese, Khmer: scripts that do not part words.
_UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u4dbf\u4e00-\u9fff"
_RUN = re.compile(rf"[{_UNSPACED}]+")
_WORD = re.compile(r"[^\W\d_]+(?:['’](?=[^\W\d_]))?")


def make_comparable(title: str, text: str) -> tuple[str, str]:
    """Both as they are if they are English. Else runs of a script without spaces become overlapping pairs of
    characters (as good as words for finding texts, Nie et al., 2000), and words of other languages their first
    six letters, which does what a stemmer does and needs none (McNamee and Mayfield, 2004); of them, articles,
    pronouns and small words of up to three letters are left out.
    """
    start = f"{title}\n{text[:LOOKED_AT]}"
    if _RUN.search(start):
        return _RUN.sub(_pair, title), _RUN.sub(_pair, text)
    if writes_decimal_comma(start) and _is_plainly_foreign(start):
        return _WORD.sub(_shorten, title), _WORD.sub(_shorten, text)
    return title, text


def _is_plainly_foreign(text: str) -> bool:
    """A sixth of the words are small ones of other languages or have other letters: "Los Angeles" in an English
    line without an article is not enough."""
    words = _WORD.findall(text)
    foreign = sum(not word.isascii() or is_function_word(word.lower().rstrip("'’")) for word in words)
    return FOREIGN_SHARE * foreign >= len(words)


def _pair(run: re.Match[str]) -> str:
    characters = run[0]
    pairs = [characters[place : place + 2] for place in range(max(1, len(characters) - 1))]
    return f" {' '.join(pairs)} "


def _shorten(match: re.Match[str]) -> str:
    word = match[0]
    if word[-1] in "'’":  # d', l', qu'
        return ""
    if is_function_word(word.lower()) or (len(word) <= 3 and word.islower()):
        return ""
    return word[:BEGINNING]
