"""What is typed into /search: phrases in quotes, and for words that no story has the nearest that one has."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.core.language import content_stems
from bot.core.story_search import LEAST_SHARE, rank_stories
from bot.core.types import Summary

MOST_WORDS = 20  # of a search that are looked at for slips
ONE_SLIP, TWO_SLIPS = 4, 8  # letters from which a word may have one slip, and two, in it

_PHRASE = re.compile(r"[\"“”„«»]([^\"“”„«»]+)[\"“”„«»]")
_QUOTES = re.compile(r"[\"“”„«»]")
_WORD = re.compile(r"[^\W\d_]+")
_TWICE = re.compile(r"(.)\1")  # which letter of a word is double is what people know least


@dataclass(frozen=True, slots=True)
class Wanted:
    """`text` is all that was typed, without its quotation marks; `phrases` are what stood between them."""

    text: str
    phrases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The stories, best first. `searched`: the words that were looked for in place of those typed, "" where these
    were, but for accents and letter case."""

    found: tuple[Summary, ...]
    searched: str = ""


def read_wanted(words: str) -> Wanted:
    """Quotation marks of any kind; one that is alone is left out."""
    phrases = (" ".join(found.split()) for found in _PHRASE.findall(words))
    return Wanted(" ".join(_QUOTES.sub(" ", words).split()), tuple(one for one in phrases if one))


def search_stories(wanted: Wanted, summaries: Sequence[Summary]) -> SearchResult:
    """The stories that tell half of the words, by their weight, and each phrase as it stands. A word that no
    story has is taken for the nearest that one has."""
    quoted = {_fold(word) for phrase in wanted.phrases for word in _WORD.findall(phrase)}
    text = mend_words(wanted.text, summaries, quoted)
    by_id = {one.story_id: one for one in summaries}
    good = (fit.story_id for fit in rank_stories(text, summaries) if fit.share >= LEAST_SHARE)
    phrases = [_stems_in_order(phrase) for phrase in wanted.phrases]
    found = tuple(by_id[one] for one in good if all(_says(by_id[one], phrase) for phrase in phrases))
    slipped = _fold(text) != _fold(wanted.text)
    return SearchResult(found, text if slipped and found else "")


def mend_words(text: str, summaries: Sequence[Summary], quoted: set[str] | None = None) -> str:
    """Each word that no story has, with or without accents, becomes the nearest that one has;
    `quoted`, folded, are to stay but for their accents."""
    typed = _WORD.findall(text)[:MOST_WORDS]
    told = Counter(word for summary in summaries for word in _words_of(summary))
    strange = [word for word in typed if word.lower() not in told and not _is_told(word, summaries)]
    if not strange:
        return text
    by_fold: dict[str, str] = {}
    for word, _ in sorted(told.items(), key=lambda each: (-each[1], each[0])):
        if content_stems(word):
            by_fold.setdefault(_fold(word), word)
    mended = {word: _find_near(word, by_fold, exact=_fold(word) in (quoted or ())) for word in strange}
    if not any(mended[word] != word for word in strange):
        return text
    return _WORD.sub(lambda found: mended.get(found[0], found[0]), text)


def _find_near(word: str, by_fold: Mapping[str, str], exact: bool) -> str:
    """The same word with other accents, else the most frequent one with as few slips as possible."""
    plain = _fold(word)
    if plain in by_fold:
        return by_fold[plain]
    most = 0 if exact else (len(plain) >= ONE_SLIP) + (len(plain) >= TWO_SLIPS)
    best, fewest = word, most + 1
    for other, found in by_fold.items():  # the most frequent first
        if other[0] == plain[0] and abs(len(other) - len(plain)) < fewest:
            slips = _count_slips(_TWICE.sub(r"\1", plain), _TWICE.sub(r"\1", other), fewest)
            if slips < fewest:
                best, fewest = found, slips
    return best


def _count_slips(one: str, other: str, enough: int) -> int:
    """Letters left out, added, changed, or two that changed places (optimal string alignment; Damerau 1964);
    `enough` where there are that many or more."""
    before, last = list[int](), list(range(len(other) + 1))
    for place, letter in enumerate(one, start=1):
        row = [place]
        for at, its in enumerate(other, start=1):
            cost = min(last[at] + 1, row[-1] + 1, last[at - 1] + (letter != its))
            if at > 1 and place > 1 and letter == other[at - 2] and its == one[place - 2]:
                cost = min(cost, before[at - 2] + 1)
            row.append(cost)
        if min(row) >= enough:
            return enough
        before, last = last, row
    return min(last[-1], enough)


def _is_told(word: str, summaries: Sequence[Summary]) -> bool:
    """Whether a story has the word in another form, or the word is too general to be looked for."""
    stems = set(content_stems(word))
    return not stems or any(stems & set(_stems_of(summary)) for summary in summaries)


def _says(summary: Summary, phrase: tuple[str, ...]) -> bool:
    """Whether the words of a phrase, but for the little ones, stand one after another in it."""
    size = len(phrase)
    return any(
        phrase == stems[start : start + size]
        for text in _texts_of(summary)
        for stems in (_stems_in_order(text),)
        for start in range(len(stems) - size + 1)
    )


@lru_cache(maxsize=4_096)
def _words_of(summary: Summary) -> frozenset[str]:
    return frozenset(word.lower() for text in _texts_of(summary) for word in _WORD.findall(text))


@lru_cache(maxsize=4_096)
def _stems_of(summary: Summary) -> frozenset[str]:
    return frozenset(stem for text in _texts_of(summary) for stem in content_stems(text))


@lru_cache(maxsize=65_536)
def _stems_in_order(text: str) -> tuple[str, ...]:
    return tuple(map(_fold, content_stems(text)))


def _texts_of(summary: Summary) -> Iterator[str]:
    yield summary.headline.text
    yield from (claim.text for claim in summary.claims)
    yield from (passage.text for passage in summary.passages)
    yield from (source.outlet for source in summary.sources)


def _fold(text: str) -> str:
    """In lower case and without accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
