"""Which passages of other outlets tell by themselves what a sentence tells, so that they are cited too."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import pairwise

from bot.core.alignment import Alignment, align, content, coverage, relied_on, words_of
from bot.core.checking import find_substitution
from bot.core.faults import Evidence
from bot.core.language import find_names, find_numbers, find_quotes, find_speaker
from bot.core.language.dates import date_spans
from bot.core.language.mentions import Token
from bot.core.language.quotes import SAYING, quoted_spans
from bot.core.language.verb_forms import is_verb
from bot.core.typed_faults import find_typed_faults
from bot.core.types import Citation, Passage, Support

CORROBORATES = 0.5  # of the claim's words in one passage, from which it is worth a closer look
_TELLS_QUOTED, _TELLS_UNQUOTED = 0.6, 0.7
_LEAST_SHARED = 4  # content words that two passages which tell the same have in common
_LEAST_QUOTED = 4  # content words of a saying that two speakers would hardly have in common
_MOST_AROUND = 3  # content words around a saying that the other passage need not have
_POINTING = re.compile(r"(?:This|That|These|Those|It|And|But|So)\b")
_STRETCH, _MISHEARD = 4, 0.15  # words in a row; share of a saying that need not be in any such
_MARK = re.compile(r"[“”\"«»]")
_PRONOUN = re.compile(r"(?:he|she|they|it|i|we)", re.IGNORECASE)
_LEAST_COVERED, _TELLS_CORE, _HALF = 0.55, 0.8, 0.5
_BRACKETS = re.compile(r" \([^()“”\"]{1,60}\)")
_OPENS = re.compile(  # what only adds to a sentence
    r", | (?:in|on|at|near|off|over|for|after|during|with|according to|who|which|as|while|amid|following|because"
    r"|under|from|since|despite|when|where|outside|into|against|early on|late on)\b"
)
_LIMITS = re.compile(
    r"\b(?:not?|never|none|nor|if|unless|but|without|except|only|den(?:y|ied|ies)|may|might|could)\b|n[’']t\b"
)
_SUBORDINATE = re.compile(r"(?:While|As|After|When|Although|Though|If|Since|Because|Despite|Before|Until)\b")
_SAYING = re.compile(rf"(?:{SAYING}|say|told|announced|according)$")


def corroborate(text: str, others: Sequence[Passage], published: Mapping[int, datetime]) -> tuple[Citation, ...]:
    """Citations of those passages that by themselves tell most of the claim, with every figure, name, day, quote
    and denial of it. Three words in common are no more than the story they tell of.

    What only adds to a sentence (its day, its place, an aside) may be missing. A claim that opens with "This" or
    "It" tells of something that another outlet's sentence need not mean.
    """
    if _POINTING.match(text):
        return ()
    tell = _tells_saying if any(quote.direct for quote in find_quotes(text)) else _tells_core
    found = []
    for passage in others:
        evidence = Evidence.of((passage,), published)
        if _has_words_said(text, passage) and (_tells(text, evidence) or tell(text, evidence)):
            found.append(Citation(passage.id, relied_on(text, passage)))
    return tuple(found)


def _has_words_said(text: str, passage: Passage) -> bool:
    """Whether what stands between marks in the claim, be it a word, is in the passage."""
    return all(_is_within(text[start:end], passage.text) for start, end in quoted_spans(text))


def _tells(text: str, evidence: Evidence) -> bool:
    alignment = align(text, [passage.text for passage in evidence.passages])
    quoted = any(quote.direct for quote in find_quotes(text))
    if not _tells_most(text, alignment, quoted=quoted) or find_typed_faults(text, evidence):
        return False
    if next(iter(_deeds(text)), None) in alignment.unmatched:
        return False
    return find_substitution(text, evidence, alignment.unmatched) is None


def _deeds(text: str) -> list[Token]:
    """Its verbs with a meaning of their own, but for those of saying."""
    return [token for token in content(text) if is_verb(token.lower) and not _SAYING.match(token.lower)]


def _tells_most(text: str, alignment: Alignment, *, quoted: bool) -> bool:
    """A quotation, once found word for word, is the same saying; other sentences must share more."""
    if quoted:
        return alignment.coverage >= _TELLS_QUOTED
    shared = len(content(text)) - len(alignment.unmatched)
    return alignment.coverage >= _TELLS_UNQUOTED and shared >= _LEAST_SHARED


# ---------------------------------------------------------------- what somebody said


def _tells_saying(text: str, evidence: Evidence) -> bool:
    """Whether the passage has the same words between marks, of nobody else, whatever it tells around them."""
    (passage,) = evidence.passages
    sayings = [quote for quote in find_quotes(text) if quote.direct]
    if not _MARK.search(passage.text):
        return False
    inside = sum(len(content(quote.text)) for quote in sayings)
    around = [t for t in align(text, [passage.text]).unmatched if not _is_of_name(text, t.start)]
    if inside < _LEAST_QUOTED or len(around) > _MOST_AROUND:
        return False
    if any(fault.kind in {"negation", "hedge", "roles"} for fault in find_typed_faults(text, evidence)):
        return False
    return _is_one_speaker(find_speaker(text), find_speaker(passage.text))


def _is_of_name(text: str, place: int) -> bool:
    return any(name.start <= place < name.end for name in find_names(text))


def _is_within(saying: str, text: str) -> bool:
    """Nearly all of it in stretches of the text: two outlets begin a saying at different words, and hear "to"
    or "of". Another word with a meaning of its own makes it another saying."""
    ours, theirs = words_of(saying), words_of(text)
    size = min(_STRETCH, len(ours))
    there = {theirs[i : i + size] for i in range(len(theirs) - size + 1)}
    found = {j for i in range(len(ours) - size + 1) if ours[i : i + size] in there for j in range(i, i + size)}
    missing = [word for i, word in enumerate(ours) if i not in found]
    if not found or len(missing) > _MISHEARD * len(ours) or any(map(_LIMITS.search, missing)):
        return False
    heard = {word for i, word in enumerate(ours) if i not in found and i > min(found)}
    return not any(set(words_of(token.text)) & heard for token in content(saying))


def _is_one_speaker(ours: str, theirs: str) -> bool:
    """Or one of them is named by no more than a pronoun: the same words are then taken for the same person's."""
    if not ours or not theirs or _PRONOUN.fullmatch(ours) or _PRONOUN.fullmatch(theirs):
        return True
    return bool({t.stem for t in content(ours)} & {t.stem for t in content(theirs)})


# ---------------------------------------------------------------- a sentence without what only adds to it


def _tells_core(text: str, evidence: Evidence) -> bool:
    """Whether the passage tells who did what, with every figure, and denies nothing of the rest."""
    (passage,) = evidence.passages
    whole = align(text, [passage.text])
    shared = len(content(text)) - len(whole.unmatched)
    if shared < _LEAST_SHARED or whole.coverage < _LEAST_COVERED or _SUBORDINATE.match(text):
        return False
    core = _core(text, passage)
    unmatched = align(core, [passage.text]).unmatched
    if not _does_something(core, unmatched) or len(unmatched) > (1 - _TELLS_CORE) * len(content(core)):
        return False
    if not _is_one_speaker(find_speaker(text), find_speaker(passage.text)):
        return False
    if any(fault.support is Support.CONTRADICTED for fault in find_typed_faults(text, evidence)):
        return False
    return not find_typed_faults(core, evidence) and not find_substitution(core, evidence, unmatched)


def _does_something(core: str, unmatched: Sequence[Token]) -> bool:
    """Whether what is done (more than that it is said) and who does it are among the words of the passage."""
    verbs = _deeds(core)
    named = any(token.text[0].isupper() for token in unmatched)
    return bool(verbs) and not named and not any(verb in unmatched for verb in verbs)


def _core(text: str, passage: Passage) -> str:
    """The claim without those asides, places, days and clauses of which the passage has less than half; "" where
    one of them has a figure, a doubt or a denial in it."""
    bare = _BRACKETS.sub("", text)
    cuts = [0, *(match.start() for match in _OPENS.finditer(bare)), len(bare.rstrip(".!? "))]
    kept: list[str] = []
    for start, end in pairwise(cuts):
        part = bare[start:end]
        if not kept or _has_half(part, passage):
            kept.append(part)
        elif _LIMITS.search(part) or _has_figure(part):
            return ""
    return f"{''.join(kept)}."


def _has_figure(part: str) -> bool:
    days = date_spans(part)
    return any(all(not start <= figure.start < end for start, end in days) for figure in find_numbers(part))


def _has_half(part: str, passage: Passage) -> bool:
    """Days alone are kept only where the passage has a day too: then they are compared."""
    if not content(part) and date_spans(part):
        return bool(date_spans(passage.text))
    return coverage(part, passage.text) >= _HALF
