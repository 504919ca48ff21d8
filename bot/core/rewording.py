"""Whether two wordings of one quotation differ in what they say, and not only in how outlets print it."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

from bot.core.alignment import holds, words_of
from bot.core.language import stem
from bot.core.language.senses import same_sense
from bot.core.language.titles import expand, is_title_word
from bot.core.language.words import STOP_WORDS

_MARKED_CUT = re.compile(r"…|\.\.\.|[\[(]")
_WORD = re.compile(r"[^\W_](?:[^\s“”\"«»]*[^\W_])?\**")
_SPOKEN = {
    "gonna": "going to", "wanna": "want to", "gotta": "got to", "won't": "will not", "can't": "can not",
    "cannot": "can not", "n't": "not", "'re": "are", "'ve": "have", "'ll": "will", "'m": "am",
}  # fmt: skip
_FILLERS = frozenset(
    "very really just so well uh um quite simply truly actually frankly certainly now then also even".split()
)
_NEGATIONS = frozenset("not no never none neither nor nobody nothing without cannot hardly".split())
_SPELLED_ALIKE = 0.7  # of the letters: "motherf***er", "organisation"
_LONGEST_INSERTION = 2  # content words: more were left out without a mark, which outlets do


@lru_cache(maxsize=4_096)
def rewords(a: str, b: str) -> bool:
    """A content word exchanged or put in, or a "not": that changes what somebody said.

    Outlets cut quotations at their ends, spell out or shorten names and titles, mark what they leave out and hear
    small words differently: none of that does.
    """
    shorter, longer = sorted((words_of(a), words_of(b)), key=len)
    if holds(longer, shorter) >= 0 or _MARKED_CUT.search(a) or _MARKED_CUT.search(b):
        return False
    first, second = _spoken_words(a), _spoken_words(b)
    plain = [word.lower() for word in first], [word.lower() for word in second]
    codes = SequenceMatcher(None, *plain, autojunk=False).get_opcodes()
    inside = [i for i, code in enumerate(codes) if code[0] == "equal"]
    if not inside:
        return False
    return any(
        _says_other(first[i:j], second[k:m])
        for kind, i, j, k, m in codes[inside[0] : inside[-1] + 1]
        if kind != "equal"
    )


def _spoken_words(text: str) -> list[str]:
    """The words with contractions and abbreviations spelled out, capitals kept."""
    found: list[str] = []
    for match in _WORD.finditer(text.replace("’", "'").replace("‘", "'")):
        word = match.group().replace(".", "")
        lower = word.lower()
        if lower in _SPOKEN:
            found.extend(_SPOKEN[lower].split())
        elif lower.endswith("n't"):
            found.extend((word[:-3], "not"))
        elif "'" in lower and (ending := lower[lower.index("'") :]) in _SPOKEN:
            found.extend((word[: lower.index("'")], _SPOKEN[ending]))
        else:
            spelled = expand(lower)
            found.append(word if spelled == lower else spelled.capitalize())
    return found


def _says_other(a: list[str], b: list[str]) -> bool:
    if sum(word.lower() in _NEGATIONS for word in a) != sum(word.lower() in _NEGATIONS for word in b):
        return True
    first, second = _content(a), _content(b)
    if first and second:
        letters = SequenceMatcher(None, "".join(first).lower(), "".join(second).lower(), autojunk=False).ratio()
        alike = any(same_sense(stem(x.lower()), stem(y.lower())) for x in first for y in second)
        named = all(word[0].isupper() or is_title_word(word) for word in (*first, *second))
        return not alike and letters < _SPELLED_ALIKE and not named
    put_in = first or second
    return 0 < len(put_in) <= _LONGEST_INSERTION and all(word[0].islower() for word in put_in)


def _content(words: list[str]) -> list[str]:
    return [word for word in words if word.lower() not in STOP_WORDS and word.lower() not in _FILLERS]
