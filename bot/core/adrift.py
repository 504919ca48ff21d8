"""Finds what stands in an article and is off its matter: a stranger's text to somebody, a loose line, a title of
something else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from bot.core.language.mentions import Sentence
from bot.core.language.verbs import PARTICIPLES, PASTS

_FULL = 8  # sentences, at least, of an article that comes to what it is about
_OF_THE_REST = 0.12  # of a paragraph's words, at most, that the rest has too
_LEAST_WORDS = 12
_SAID = re.compile(r"“[^”]*”?|\"[^\"]*\"?|«[^»]*»|„[^“]*“|(?<!\w)‘[^’]*’|(?<!\w)'[^']*'(?!\w)")
_SOMEBODY = re.compile(r"\b(?:[Yy]ou|[Yy]ours?|[Yy]ourself|I|[Mm]y|[Mm]e|YOU|YOUR)\b")
_CUES = ("you", "You", "YOU", "I ", "I'", "I’", "I,", "my ", "My ", " me ", " me,", " me.")
_ENDS = frozenset(".!?…:;,\"“”’'»)]")
_ORDER = re.compile(
    r"\W*(?:\d{1,2}[.):]+\s*|(?:please|then|now|finally|also|first|next)[, ]+)*(?P<verb>[a-z]{2,12}) "
    r"(?:the|an?|this|that|these|those|it|them|your|my|me|us|all|any|every|each|everything|two|three|some|out|up)\b",
    re.IGNORECASE,
)
_BINDS = frozenset(
    """about above across after against all along alongside although amid among and around as at because before
    behind below beneath beside between beyond both but by can could despite did do down during each either even
    except few for from had half have here how if in inside into just less like many may might more most much
    near neither no nor not of off on once one only onto opposite or other out outside over past per plus quite
    rather round save should since so some still such than that then there though through throughout till to
    toward under underneath unless unlike until up upon what when where whereas whether which while who whom why
    will with within without would yet later earlier never ever less""".split()
)
_FIGURE = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 5  # letters in which two forms of a word agree, roughly
_IN_ANY = frozenset(
    """about after again along also among anoth any aroun becau been befor being betwe both could doing down durin
    each even every from furth have havin here into itsel just like made make many more most much must never only
    other over same shoul since some still such than that their them then there these they this those throu under
    until very want were what when where which while will with withi witho would your yours""".split()
)
"""Beginnings of words that any two texts share."""


def find_adrift(title: str, sentences: Sequence[Sentence]) -> frozenset[int]:
    """The numbers of the sentences, counted from 1 (the title is 0), that are no part of a full article.

    A paragraph that has hardly a word of the rest, and speaks as I or to you outside quotation marks, is another
    text; so is a single order, or a lone line with a figure, that shares no word with it. A title without a word
    of the text is of another one. News does none of it: an article tells what it tells in its own words.
    """
    if len(sentences) < _FULL:
        return frozenset()
    found = {0} if title and _is_of_another(title, sentences) else set()
    paragraphs = [tuple(group) for _, group in groupby(enumerate(sentences, 1), lambda one: one[1].paragraph)]
    spoken = [group for group in paragraphs if _speaks(" ".join(sentence.text for _, sentence in group))]
    loose = list(_find_loose(sentences))
    if spoken or loose:
        found |= set(_find_foreign(title, sentences, spoken, loose))
    return frozenset(found)


def _find_foreign(
    title: str,
    sentences: Sequence[Sentence],
    spoken: Sequence[Sequence[tuple[int, Sentence]]],
    loose: Sequence[int],
) -> Iterator[int]:
    words = [_read_words(text) for text in (title, *(sentence.text for sentence in sentences))]
    counts = Counter(word for one in words for word in one)
    for group in spoken:
        inside = Counter(word for number, _ in group for word in words[number])
        shared = sum(counts[word] > times for word, times in inside.items())
        if len(inside) >= _LEAST_WORDS and shared <= _OF_THE_REST * len(inside):
            yield from (number for number, _ in group)
    yield from (number for number in loose if _is_alone(words[number], counts))


def _is_alone(words: frozenset[str], counts: Counter[str]) -> bool:
    return bool(words) and all(counts[word] == 1 for word in words)


def _read_words(text: str) -> frozenset[str]:
    return frozenset([word[:_STEM] for word in _WORD.findall(text.lower())]) - _IN_ANY


def _speaks(text: str) -> bool:
    """Whether its writer says I, or talks to somebody, outside quotation marks."""
    if not any(cue in text for cue in _CUES):
        return False
    return _SOMEBODY.search(text) is not None and _SOMEBODY.search(_SAID.sub(" ", text)) is not None


def _find_loose(sentences: Sequence[Sentence]) -> Iterator[int]:
    """Orders as a machine or a cook is given one; lines without an end that tell a figure, but for lists."""
    lines = [sentence.text.rstrip()[-1:] not in _ENDS for sentence in sentences]
    for number, sentence in enumerate(sentences, 1):
        if lines[number - 1]:
            if not any(lines[max(0, number - 2) : number + 1 : 2]) and _FIGURE.search(sentence.text):
                yield number
        elif (order := _ORDER.match(sentence.text)) and _may_order(order["verb"].lower()):
            yield number


def _may_order(word: str) -> bool:
    """Whether a word in front of "the" may be a verb that orders: none that binds, or tells what was done."""
    told = word in PASTS or word in PARTICIPLES or word.endswith(("ed", "ing", "ly"))
    return not told and word not in _BINDS and (not word.endswith("s") or word.endswith("ss"))


def _is_of_another(title: str, sentences: Sequence[Sentence]) -> bool:
    words = _read_words(title)
    return bool(words) and all(words.isdisjoint(_read_words(sentence.text)) for sentence in sentences)
