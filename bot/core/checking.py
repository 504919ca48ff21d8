"""A claim against the passages it cites: supported, contradicted or unsupported, and why."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from bot.core.alignment import align, content, figure_spans, relied_on, sense_set, senses, words_of
from bot.core.antecedents import introducing, resolve
from bot.core.compounds import as_printed
from bot.core.fault_words import say_other_words
from bot.core.faults import Evidence, Fault
from bot.core.language.dates import date_spans
from bot.core.language.mentions import Token
from bot.core.language.quotes import as_said
from bot.core.language.tongue import writes_decimal_comma
from bot.core.language.ways_out import list_ways_out
from bot.core.merging import MOST_CITATIONS, is_merged, is_reworded
from bot.core.phrases import as_phrased
from bot.core.saying import tr
from bot.core.support import Bearing, score, weigh
from bot.core.typed_faults import find_typed_faults
from bot.core.types import Citation, Passage, Support, Verdict

MOST_DOUBT = 0.2  # with which the wording of a claim is still the passages' own
GREY_DOUBT = 2.0  # up to which an unsupported claim without any typed fault is worth somebody's judgement
_SWAPPED = re.compile("“([^”]+)” in the text, “")
_LABEL = re.compile(r"\s*(?:(?P<figure>\d{1,2}[.)])|[-*•–]+)\s+(?=\S)")  # of a list, which claims nothing
_FREE_WORDS = 12  # content words for which one may be the writer's own
_MOST_NAMED = 6  # words in a reason

Earlier = Callable[[Passage], Sequence[Passage]]
"""The sentences before a passage in its article, in order."""


def check_claim(
    text: str, cited: Sequence[Passage], published: Mapping[int, datetime], earlier: Earlier | None = None
) -> Verdict:
    """SUPPORTED only when a passage carries the claim word for word, or nearly so with every typed thing borne
    out.

    `published` maps article ids to their time, against which relative dates are resolved. `earlier` gives the
    sentences before a passage in its article: then a claim may name whom a passage calls "she". `score` says how
    little speaks against the claim (see `support`). Citations are given for SUPPORTED only.
    """
    text = _without_label(text)
    strange = list_ways_out(text).difference(*(list_ways_out(passage.text) for passage in cited))
    if strange:
        return Verdict(Support.UNSUPPORTED, 0.0, ("it gives an address or number that no passage gives",))
    verdict = _check(text, Evidence.of(cited, published))
    if verdict.support is Support.SUPPORTED or earlier is None:
        return verdict
    told = _resolved(cited, earlier)
    again = verdict if told == tuple(cited) else _check(text, Evidence.of(told, published))
    if again.support is Support.SUPPORTED:
        shown = (*cited, *_introduced(text, cited, earlier))
        sound = _check(text, Evidence.of((*told, *shown[len(cited) :]), published)).support is Support.SUPPORTED
        return replace(again, citations=cite(text, shown if sound else cited))
    named = introducing(text, told, [earlier(passage) for passage in cited])
    if not named or not is_merged(text, Evidence.of((*told, *named), published)):
        return verdict
    again = _check(text, Evidence.of((*told, *named), published))
    if again.support is not Support.SUPPORTED:
        return verdict
    return replace(again, citations=cite(text, (*cited, *named)))


def _introduced(text: str, cited: Sequence[Passage], earlier: Earlier) -> tuple[Passage, ...]:
    """Of the sentences before the cited ones that which has most of the words that they lack, the nearest of
    several: there a reader sees who "she" is."""
    missing = sense_set(text).difference(*(sense_set(passage.text) for passage in cited))
    before = [sentence for passage in cited for sentence in earlier(passage) if sentence not in cited]
    best = max(reversed(before), key=lambda one: len(missing & sense_set(one.text)), default=None)
    return (best,) if best is not None and missing & sense_set(best.text) else ()


def _without_label(text: str) -> str:
    """ "2. The bridge is shut" as a list has it; "10. August" is the opening of a date in other languages."""
    label = _LABEL.match(text)
    if label is None or (label["figure"] and writes_decimal_comma(text)):
        return text
    return text if any(start < label.end() for start, _ in date_spans(text)) else text[label.end() :]


def _resolved(cited: Sequence[Passage], earlier: Earlier) -> tuple[Passage, ...]:
    return tuple(resolve(passage, tuple(earlier(passage))) for passage in cited)


@lru_cache(maxsize=4_096)
def _check(text: str, evidence: Evidence) -> Verdict:
    cited = evidence.passages
    if not cited or not text.strip():
        return Verdict(Support.UNSUPPORTED, 0.0, ("no passage is cited",))
    verbatim = _find_verbatim(text, cited)
    if verbatim is not None:
        return Verdict(Support.SUPPORTED, 1.0, (), (Citation(verbatim.id, relied_on(text, verbatim)),))
    texts = [passage.text for passage in cited]
    told, typed = as_printed(as_said(text), texts), find_typed_faults(text, evidence)
    bearing = weigh(told, texts, _settled(told, typed))
    faults = (*typed, *_wording(told, evidence, bearing))
    doubt = bearing.doubt({fault.kind for fault in faults})
    if not faults or (not typed and _holds_as_phrased(told, evidence)):
        return Verdict(Support.SUPPORTED, score(doubt), (), cite(text, cited))
    contradicted = any(fault.support is Support.CONTRADICTED for fault in faults)
    reasons = _reasons(faults)
    grey = not typed and doubt <= GREY_DOUBT
    return Verdict(
        Support.CONTRADICTED if contradicted else Support.UNSUPPORTED, score(doubt), reasons, grey=grey
    )


def _holds_as_phrased(told: str, evidence: Evidence) -> bool:
    """Whether it is borne out with the passages' own turns of phrase in place of others that say the same. Among
    very many passages, one would have another by chance."""
    if len(evidence.passages) > MOST_CITATIONS:
        return False
    texts = [passage.text for passage in evidence.passages]
    phrased = as_phrased(told, tuple(texts))
    return phrased != told and not _wording(phrased, evidence, weigh(phrased, texts, _settled(phrased, ())))


def _reasons(faults: Sequence[Fault]) -> tuple[str, ...]:
    """Each once; that a word stands in place of another is left out where a fault of its kind said so already."""
    typed = " ".join(fault.words for fault in faults if fault.kind != "wording")
    told = (
        fault.words
        for fault in faults
        if fault.kind != "wording" or not (match := _SWAPPED.match(fault.words)) or match[1] not in typed
    )
    return tuple(dict.fromkeys(told))


def _settled(text: str, faults: Sequence[Fault]) -> list[tuple[int, int]]:
    """Where the claim's figures and dates stand, of the kinds in which comparing values found nothing wrong."""
    kinds = {fault.kind for fault in faults}
    figures = [] if "number" in kinds else [*figure_spans(text)]
    return figures if "date" in kinds else [*figures, *date_spans(text)]


def find_faults(
    text: str, cited: Sequence[Passage], published: Mapping[int, datetime], earlier: Earlier | None = None
) -> tuple[Fault, ...]:
    """What typed comparison finds wrong, whatever the wording: for sentences made by a fixed form."""
    faults = find_typed_faults(text, Evidence.of(cited, published))
    if not faults or earlier is None:
        return faults
    return faults if find_typed_faults(text, Evidence.of(_resolved(cited, earlier), published)) else ()


def cite(text: str, cited: Sequence[Passage]) -> tuple[Citation, ...]:
    """The fewest of the passages that carry the claim, the one that carries most first,
    with the words relied on."""
    missing, chosen = _told_by(text), list[Passage]()
    rest = list(cited)
    while rest and missing and len(chosen) < MOST_CITATIONS:
        best = max(rest, key=lambda passage: len(missing & _told_by(passage.text)))
        if not missing & _told_by(best.text):
            break
        missing -= _told_by(best.text)
        chosen.append(best)
        rest.remove(best)
    return tuple(Citation(passage.id, relied_on(text, passage)) for passage in chosen or list(cited[:1]))


@lru_cache(maxsize=8_192)
def _told_by(text: str) -> frozenset[str]:
    """The senses of its content words, and its figures."""
    return sense_set(text).union(word for word in words_of(text) if word[:1].isdigit())


def _find_verbatim(text: str, cited: Sequence[Passage]) -> Passage | None:
    """The passage that is the claim, marks and case aside. A mere part of one must pass the other checks."""
    wanted = words_of(text)
    return next((passage for passage in cited if wanted and words_of(passage.text) == wanted), None)


def _wording(text: str, evidence: Evidence, bearing: Bearing) -> tuple[Fault, ...]:
    if any(_spaced(text) in _spaced(passage.text) for passage in evidence.passages):
        return ()  # an uncut stretch of a passage
    unmatched = align(text, [passage.text for passage in evidence.passages]).unmatched
    swapped = find_substitution(text, evidence, unmatched)
    if swapped:
        return (swapped,)
    allowed = 0 if len(content(text)) < _FREE_WORDS or any(token.text[0].isupper() for token in unmatched) else 1
    if len(unmatched) <= allowed and (bearing.doubt() <= MOST_DOUBT or is_reworded(text, evidence)):
        return ()
    if not unmatched and is_merged(text, evidence):
        return ()
    return (Fault("wording", Support.UNSUPPORTED, _why(unmatched, bearing)),)


@lru_cache(maxsize=8_192)
def _spaced(text: str) -> str:
    """The words alone, a space before and after each, so that a stretch of them is found as a part."""
    return f" {' '.join(words_of(text))} "


def _why(unmatched: Sequence[Token], bearing: Bearing) -> str:
    if unmatched:
        missing = ", ".join(dict.fromkeys(token.text for token in unmatched[:_MOST_NAMED]))
        return tr("the passages do not say “{missing}”", missing=missing)
    if bearing.torn:
        first, second = bearing.torn[0]
        return tr("the passages do not put “{first}” and “{second}” together", first=first, second=second)
    return "the passages do not put these words together"


def find_substitution(text: str, evidence: Evidence, unmatched: Sequence[Token]) -> Fault | None:
    """A word of the claim's own between two words that enclose another word in a passage."""
    if not unmatched:
        return None
    ours, keys = content(text), senses(text)
    for token in unmatched:
        i = next(place for place, one in enumerate(ours) if one.start == token.start)
        around = (keys[i - 1] if i else "", keys[i + 1] if i + 1 < len(keys) else "")
        for passage in evidence.passages:
            for other, key in _enclosed(passage.text).get(around, ()):
                if key not in keys:
                    words = say_other_words(token.text, other, passage)
                    return Fault("wording", Support.UNSUPPORTED, words)
    return None


@lru_cache(maxsize=4_096)
def _enclosed(text: str) -> Mapping[tuple[str, str], tuple[tuple[str, str], ...]]:
    """Each content word and its sense by the senses on either side of it, "" at the edge of the text."""
    found: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {}
    around = ["", *senses(text), ""]
    for token, before, key, after in zip(content(text), around, around[1:], around[2:], strict=False):
        if before or after:
            found[before, after] = (*found.get((before, after), ()), (token.text, key))
    return found
