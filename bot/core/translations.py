"""A translated sentence against its original: what code can compare between two languages must be the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.core.language import count_hedges, count_negations, split_sentences
from bot.core.language.lexicon_figures import Figure, is_same_figure, read_figures
from bot.core.language.lexicons import Lexicon, may_be, read_lexicon
from bot.core.language.quotes import quoted_spans
from bot.core.named_across import find_added_names, find_lost_names
from bot.core.saying import Tongue, tr

LEAST_LENGTH, MOST_LENGTH = 0.75, 1.25  # of the original's characters …
FEWER, MORE = 3, 25  # … and so many characters, for headlines and other short lines
PLAIN_LEAST, PLAIN_MOST = 0.5, 1.6  # plain words may be fewer, or explain
_LONG, _FEW, _LEFT_SHARE = 4, 2, 0.6  # letters of a word, how many of them, and which share tells the same
_LEFT_WORDS = 5  # in a row that are the original's own, from which a line was left as it was
_WORD = re.compile(r"[^\W\d_]+")
_MAY_MONTH = re.compile(
    r"\b(?:\d{1,2}(?:st|nd|rd|th)? (?:of )?May\b|May \d|(?:in|of|since|until|by|last|next) May\b)"
)
_MONTH = (
    r"\b(?:January|February|March(?= \d| and\b|,? 20)|(?:(?<=\d )|(?<=in )|(?<=of )|(?<=since ))March|April"
    r"|June|July|August(?![\w-])|September|October|November|December)\b"
)
_ORDINAL_END = re.compile(r"(?<!\d)\d{1,2}\.$")
_AHEAD = re.compile(r"\b(?:will|won['’]t|plans?|(?:is|are) (?:due )?to [a-z]+)\b|['’]ll\b")
_HEDGES = {
    "alleged": "alleged", "suspected": "alleged", "reportedly": "alleged", "claimed": "alleged",
    "may": "may", "plan": "plan", "forecast": "plan", "would": "plan", "deny": "deny",
}  # fmt: skip
# Words that bound figures and hardly mean anything else, as "unter" and "hasta" do.
_SURE_BOUNDS = {
    "at least": re.compile(
        r"at least|mindestens|wenigstens|au moins|al menos|como mínimo|almeno|pelo menos|minstens"
    ),
    "at most": re.compile(r"at most|up to|höchstens|au maximum|como máximo|al massimo|no máximo|hoogstens"),
    "about": re.compile(r"about|etwa|ungefähr|circa|environ|alrededor|aproximadamente|ongeveer"),
}
_DEFINITE = re.compile(r"\b(?:les|los|las|os|as|i|le|gli|de|die|the) $", re.IGNORECASE)  # "les deux sociétés"
_OPPOSED = (("up", "down"), ("won", "lost"), ("open", "shut"))


def check_translation(
    original: str,
    text: str,
    source: str,
    target: str,
    *,
    plain: bool = False,
    named: frozenset[str] | None = None,
) -> tuple[str, ...]:
    """What is wrong with it, in words for the translator; empty when nothing that is compared differs.

    `source` and `target` are languages of the closed lists. Beside the facts, language and length are compared;
    `plain`: more and shorter sentences may stand for one. `named` are words of names met elsewhere in the piece
    (`list_named`): then a word that only opens a sentence is a name only if it is among them. What the words
    between say is the translator's.
    """
    found = (
        *_wrong_language(original, text, source, target),
        *_wrong_length(original, text, source, target, plain),
        *compare_facts(original, text, source, target, named),
    )
    return tuple(dict.fromkeys(found))


def compare_facts(
    original: str, text: str, source: str, target: str, named: frozenset[str] | None = None
) -> tuple[str, ...]:
    """What differs of figures with unit and bound, dates, quotations, denials, doubts, a few opposites, names."""
    return (
        *_wrong_figures(original, text, source, target),
        *_wrong_days(original, text, source, target),
        *_wrong_quotations(original, text),
        *_wrong_denials(original, text, source, target),
        *_wrong_doubts(original, text, source, target),
        *_opposed(original, text, source, target),
        *(f"the name “{name}” is missing" for name in find_lost_names(original, text, source, target, named)),
        *(f"the original does not name “{name}”" for name in find_added_names(original, text, target)),
    )


def count_denials(text: str, language: str) -> int:
    """How many words deny something, as far as the language's list goes."""
    if language == "en":
        return count_negations(text)
    lexicon = read_lexicon(language)
    return len(lexicon.denials.findall(lexicon.no_denials.sub(" ", text)))


def find_doubts(text: str, language: str) -> frozenset[str]:
    """The classes of doubt: alleged, may, plan (whatever has not happened yet), deny."""
    if language != "en":
        doubts = read_lexicon(language).doubts
        return frozenset(name for name, pattern in doubts.items() if pattern.search(text))
    plain = _MAY_MONTH.sub(" ", text)
    found = {_HEDGES[name] for name in count_hedges(plain)}
    return frozenset(found | {"plan"} if _AHEAD.search(plain) else found)


# ---------------------------------------------------------------- what is compared


def _wrong_language(original: str, text: str, source: str, target: str) -> Iterator[str]:
    if not may_be(_unquoted(text), target):
        yield tr("it is not in {language}", language=Tongue(target))
    ours, theirs = _WORD.findall(text), _WORD.findall(original)
    long = {word for word in theirs if word.islower() and len(word) >= _LONG}
    if len(long) >= _FEW and len(long & set(ours)) > _LEFT_SHARE * len(long):
        yield tr("it was left in {language}", language=Tongue(source))
    runs = {tuple(theirs[i : i + _LEFT_WORDS]) for i in range(len(theirs) - _LEFT_WORDS + 1)}
    for i in range(len(ours) - _LEFT_WORDS + 1):
        run = tuple(ours[i : i + _LEFT_WORDS])
        if run in runs and sum(word.islower() for word in run) >= _LEFT_WORDS - 1:
            yield tr("“{words}” was left in {language}", words=" ".join(run), language=Tongue(source))
            return


def _unquoted(text: str) -> str:
    for start, end in reversed(quoted_spans(text)):
        text = text[:start] + text[end:] if end - start < len(text) / 2 else text
    return text


def _wrong_length(original: str, text: str, source: str, target: str, plain: bool) -> Iterator[str]:
    least, most = (PLAIN_LEAST, PLAIN_MOST) if plain else (LEAST_LENGTH, MOST_LENGTH)
    if len(text) < least * len(original) - FEWER:
        yield tr("it is far shorter than the original")
    if len(text) > most * len(original) + MORE:
        yield tr("it is far longer than the original")
    if not plain and _count_sentences(text, target) > _count_sentences(original, source):
        yield tr("it has more sentences than the original")


def _count_sentences(text: str, language: str) -> int:
    """In German a small figure with a stop behind it ends none: "in der 83. Minute"."""
    found = split_sentences(text)
    return sum(language != "de" or one is found[-1] or not _ORDINAL_END.search(one.text) for one in found)


def _wrong_figures(original: str, text: str, source: str, target: str) -> Iterator[str]:
    wanted, given = list(read_figures(original, source)), list(read_figures(text, target))
    spare = _ones(original, source)
    for figure in list(wanted):
        same = next((one for one in given if is_same_figure(figure, one)), None)
        if same is not None:
            given.remove(same)
            wanted.remove(figure)
    for figure in wanted:
        if not (figure.value == 1 and not figure.unit):
            yield tr("the figure “{text}” is missing, or not written in digits with its unit", text=figure.text)
    for figure in given:
        told_of_both = figure.value == 2 and _DEFINITE.search(text[: figure.start])
        if figure.value not in spare and figure.value != "#2" and not told_of_both:
            yield tr("the original has no “{text}”", text=figure.text)
    yield from _wrong_bounds(original, text, source, target)


def _ones(text: str, language: str) -> frozenset[float | str]:
    return frozenset(float(one) for one, pattern in read_lexicon(language).ones.items() if pattern.search(text))


def _wrong_bounds(original: str, text: str, source: str, target: str) -> Iterator[str]:
    wanted = _bounds(read_figures(original, source))
    given = _bounds(read_figures(text, target))
    for bound in sorted(wanted - given):
        if not read_lexicon(target).bounds[bound].search(text):
            yield tr("the words for “{bound}” before a figure are missing", bound=bound)
    for bound in sorted(given - wanted):
        if _SURE_BOUNDS[bound].search(text) and not read_lexicon(source).bounds[bound].search(original):
            yield tr("the original has no “{bound}” before a figure", bound=bound)


def _bounds(figures: Sequence[Figure]) -> set[str]:
    return {figure.bound for figure in figures if figure.bound}


def _wrong_days(original: str, text: str, source: str, target: str) -> Iterator[str]:
    """Months, days of the week, yesterday and its like: the same ones, whatever their number."""
    theirs, ours = read_lexicon(source), read_lexicon(target)
    months, months_given = _months(original, theirs), _months(text, ours)
    days, days_given = _found(original, theirs.weekdays), _found(text, ours.weekdays)
    if months - months_given:
        yield tr("a month of the original is missing")
    if months_given - months:
        yield tr("the original names no such month")
    if days - days_given:
        yield tr("a day of the original is missing")
    if days_given - days:
        yield tr("the original names no such day")
    for name, pattern in theirs.relative_days.items():
        if pattern.search(original) and not ours.relative_days[name].search(text):
            yield tr("the word for “{name}” is missing", name=name)
    if ours.relative_days["yesterday"].search(text) and not theirs.relative_days["yesterday"].search(original):
        yield tr("the original does not say “yesterday”")


def _months(text: str, lexicon: Lexicon) -> set[int]:
    if lexicon.language != "en":
        return _found(text, lexicon.months)
    named = " ".join(match.group() for match in re.finditer(_MONTH, text))
    return _found(named, lexicon.months) | ({4} if _MAY_MONTH.search(text) else set())


def _found(text: str, patterns: Sequence[re.Pattern[str]]) -> set[int]:
    return {place for place, pattern in enumerate(patterns) if pattern.search(text)}


def _wrong_quotations(original: str, text: str) -> Iterator[str]:
    said = [original[start:end] for start, end in quoted_spans(original)]
    told = [text[start:end] for start, end in quoted_spans(text)]
    if len(said) != len(told):
        yield tr("the original has {number} quotations, this has {other}", number=len(said), other=len(told))
        return
    for one, other in zip(said, told, strict=True):
        if not LEAST_LENGTH * len(one) - FEWER < len(other) < MOST_LENGTH * len(one) + MORE:
            yield tr("of the quotation {one} another part is quoted", one=one)


def _wrong_denials(original: str, text: str, source: str, target: str) -> Iterator[str]:
    wanted, given = count_denials(original, source), count_denials(text, target)
    refused = len(read_lexicon(target).refusals.findall(text))
    if wanted and given + refused < wanted:
        yield tr("a denial of the original is missing")
    if given and not wanted and not read_lexicon(source).refusals.search(original):
        yield tr("the original denies nothing")


def _wrong_doubts(original: str, text: str, source: str, target: str) -> Iterator[str]:
    ours = read_lexicon(target)
    for doubt in sorted(find_doubts(original, source)):
        if not ours.doubts[doubt].search(text) and not (doubt == "deny" and count_denials(text, target)):
            yield tr("the original's doubt (“{doubt}”) is missing", doubt=doubt)


def _opposed(original: str, text: str, source: str, target: str) -> Iterator[str]:
    theirs, ours = read_lexicon(source).opposites, read_lexicon(target).opposites
    for pair in _OPPOSED:
        for one, other in (pair, pair[::-1]):
            said = theirs[one].search(original) and not theirs[other].search(original)
            if said and ours[other].search(text) and not ours[one].search(text):
                yield tr("it says the opposite of “{one}”", one=one)
