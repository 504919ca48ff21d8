"""A piece's lines in another manner: what is asked for, what of the reply passes, and the piece told with it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.language.lexicons import name_language, tell_language
from bot.core.language.quotes import quoted_spans
from bot.core.named_across import NOUNS_IN_CAPITALS, list_named
from bot.core.plain_words import check_plain
from bot.core.prompts import PLAIN, TRANSLATION, Instructions
from bot.core.protocol import MARK, Line, estimate_tokens, flatten, is_plain, read_lines
from bot.core.saying import Phrase, Tongue, joined, recalled, tr
from bot.core.translations import check_translation
from bot.core.types import (
    Answer,
    ChannelSettings,
    Claim,
    Disagreement,
    Manner,
    Passage,
    Prompt,
    Rendition,
    Source,
    Style,
    Summary,
    Update,
    Wording,
)
from bot.errors import BadReply

MOST_FAILED, MANY_FAILED = 0.4, 3  # of the lines, and how many at least: then the original is the better piece
ENGLISH = "en"
_SURE = 3  # commonest words of another language than the rest of a piece is in
_WORDED = re.compile(r"(?<![^\W\d_])[a-z]{3}|^[A-Z][a-z]+$")  # more than figures and names
_ROOM = 20  # tokens of a reply line beside its words
_LONGER = 2  # tokens of a translation for each of its original
_ANCHOR = 4  # letters at the beginning by which words of two languages are told to be one
_MISPLACED = 2  # more anchors with another line than with its own
TRANSLATED = {
    "de": "übersetzt", "fr": "traduit", "es": "traducido", "it": "tradotto", "pt": "traduzido", "nl": "vertaald",
    "en": "translated",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Original:
    """A line as it was published, the passages it rests on, and when the article of each was published. A label
    rests on none. `language` is that of its words, "" where it is not told."""

    text: str
    language: str
    cited: tuple[Passage, ...] = ()
    times: tuple[tuple[int, datetime], ...] = ()


def manner_of(settings: ChannelSettings) -> Manner | None:
    """None where pieces are shown as they were written."""
    manner = Manner(settings.style is Style.PLAIN, settings.language)
    return None if manner == Manner() else manner


def list_originals(summary: Summary, more: Sequence[str] = ()) -> tuple[Original, ...]:
    """Every line of a piece once: headline, sentences, subheads, the words of the table and of what sources
    differ on; and `more`, such as what changed since another."""
    claims = (summary.headline, *summary.claims, *summary.brief)
    labels = [section.subhead for section in summary.sections if section.subhead]
    labels += [text for fact in summary.facts for text in (fact.label, fact.value)]
    labels += [text for one in summary.disagreements if not _is_quoted(one) for text in _words_of(one)]
    return originals_of(claims, (*filter(_WORDED.search, labels), *more), summary.passages, summary.sources)


def _is_quoted(one: Disagreement) -> bool:
    """Whether it is somebody's words that differ: they stay as each source has them."""
    return one.measure.startswith("words of ")


def _words_of(one: Disagreement) -> Iterator[str]:
    yield one.measure
    for position in one.positions:
        yield from (position.value, position.said_by)


def originals_of(
    claims: Sequence[Claim], labels: Sequence[str], passages: Sequence[Passage], sources: Sequence[Source]
) -> tuple[Original, ...]:
    """What no list of words tells the language of is taken to be in that of the rest."""
    known = {passage.id: passage for passage in passages}
    times = {source.article_id: source.published_at for source in sources}
    usual = tell_language(" ".join(claim.text for claim in claims)) or ""
    found: dict[str, Original] = {}
    for claim in claims:
        cited = tuple(known[c.passage_id] for c in claim.citations if c.passage_id in known)
        told = tuple((p.article_id, times[p.article_id]) for p in cited if p.article_id in times)
        language = tell_language(claim.text, _SURE if usual else 1) or usual
        found.setdefault(claim.text, Original(claim.text, language, cited, told))
    for label in labels:
        found.setdefault(label, Original(label, usual or tell_language(label) or ""))
    return tuple(found.values())


def list_wanted(
    originals: Iterable[Original], manner: Manner, known: Iterable[Wording] = ()
) -> tuple[Original, ...]:
    """The lines that are to be told anew: those that have no words of the manner yet, and whose language the
    checks know."""
    told = {wording.original for wording in known}
    return tuple(one for one in originals if one.text not in told and _can_be_told(one, manner))


def _can_be_told(one: Original, manner: Manner) -> bool:
    if not one.language or (_is_translated(one, manner) and one.language in NOUNS_IN_CAPITALS):
        return False  # names could not be compared
    return _is_translated(one, manner) or (manner.plain and bool(one.cited) and one.language == ENGLISH)


def _is_translated(one: Original, manner: Manner) -> bool:
    return bool(manner.language) and one.language != manner.language


def instructions_of(manner: Manner) -> Instructions:
    return TRANSLATION if manner.language else PLAIN


def compose_rendition_prompt(
    wanted: Sequence[Original], manner: Manner, wrong: Mapping[int, tuple[str, ...]] | None = None
) -> Prompt:
    """The one call that has the lines told anew; with `wrong`, the one that has those places mended."""
    places = range(len(wanted)) if wrong is None else sorted(wrong)
    lines = []
    if manner.language:
        lines.append(f"LANGUAGE: {name_language(manner.language)}")
        lines += ["WORDS: plain"] if manner.plain else []
    lines.append("SENTENCES:")
    for place in places:
        parts = (str(place + 1), wanted[place].text, *(["; ".join(wrong[place])] if wrong else []))
        lines.append(MARK.join(flatten(part) for part in parts))
    words = sum(estimate_tokens(wanted[place].text) for place in places)
    return instructions_of(manner).ask("\n".join(lines), _LONGER * words + _ROOM * (1 + len(lines)))


def read_rendition(text: str, count: int) -> dict[int, str]:
    """The words given for each place, counted from 0. A place that was given twice is given none: which of the
    two is meant cannot be told. Raises `BadReply`."""
    given: dict[int, list[str]] = {}
    for line in read_lines(text):
        place = _place_of(line)
        if place is not None and 0 <= place < count and is_plain(line.text):
            given.setdefault(place, []).append(line.text)
    return {place: texts[0] for place, texts in given.items() if len(texts) == 1}


def _place_of(line: Line) -> int | None:
    numbered = line.kind[:1] == "R" and line.kind[1:].isdecimal()
    return int(line.kind[1:]) - 1 if numbered else None


def find_wrong(
    wanted: Sequence[Original], given: Mapping[int, str], manner: Manner
) -> dict[int, tuple[str, ...]]:
    """What is wrong with which place: nothing given, a check that failed, or words that tell another line."""
    wrong: dict[int, tuple[str, ...]] = {}
    named = list_named(text for one in wanted for text in (one.text, *(passage.text for passage in one.cited)))
    for place, one in enumerate(wanted):
        reasons = check_wording(one, given[place], manner, named) if place in given else (tr("it is missing"),)
        if not reasons and (other := _told_instead(place, given, wanted)) is not None:
            reasons = (tr("it seems to tell line {number}", number=other + 1),)
        if reasons:
            wrong[place] = reasons
    return wrong


def check_wording(
    one: Original, text: str, manner: Manner, named: frozenset[str] | None = None
) -> tuple[str, ...]:
    """The reasons against a line's words in the manner; none when they may be published."""
    if _is_translated(one, manner):
        return check_translation(one.text, text, one.language, manner.language, plain=manner.plain, named=named)
    return check_plain(one.text, text, one.cited, dict(one.times))


def choose_wordings(
    wanted: Sequence[Original], given: Mapping[int, str], wrong: Mapping[int, tuple[str, ...]], manner: Manner
) -> tuple[Wording, ...]:
    """Each line in its new words, or in its own with the reason. Raises `BadReply` when too many keep theirs."""
    many = len(wrong) >= MANY_FAILED and len(wrong) > MOST_FAILED * len(wanted)
    if wanted and (many or len(wrong) == len(wanted)):
        reasons = "; ".join(dict.fromkeys(reasons[0] for reasons in wrong.values()))
        failed = tr("{number} of {all} lines did not pass the checks.", number=len(wrong), all=len(wanted))
        raise BadReply(joined((failed, tr("Reasons: {reasons}.", reasons=recalled(reasons)))))
    return tuple(
        Wording(one.text, one.text, "; ".join(wrong[place]))
        if place in wrong
        else Wording(one.text, _marked(one, given[place], manner))
        for place, one in enumerate(wanted)
    )


def _marked(one: Original, text: str, manner: Manner) -> str:
    """A translated quotation says so: "„…“ [übersetzt]"; one that was left as it was said does not."""
    spans = quoted_spans(text) if _is_translated(one, manner) else ()
    if not spans or all(text[start + 1 : end - 1].strip() in one.text for start, end in spans):
        return text
    end = spans[-1][1]
    return f"{text[:end]} [{TRANSLATED[manner.language]}]{text[end:]}"


def _told_instead(place: int, given: Mapping[int, str], wanted: Sequence[Original]) -> int | None:
    """Another line with clearly more of the same words at their beginnings: names and what languages share."""
    ours = _anchors(given[place])
    own = len(ours & _anchors(wanted[place].text))
    best = max(range(len(wanted)), key=lambda other: len(ours & _anchors(wanted[other].text)), default=place)
    return best if len(ours & _anchors(wanted[best].text)) >= own + _MISPLACED and best != place else None


def _anchors(text: str) -> frozenset[str]:
    plain = unicodedata.normalize("NFD", text.lower())
    words = re.findall(r"[a-z]{4,}|\d+", "".join(sign for sign in plain if not unicodedata.combining(sign)))
    return frozenset(word[:_ANCHOR] for word in words)


# ---------------------------------------------------------------- the piece told with it


def render_summary(summary: Summary, rendition: Rendition) -> Summary:
    """The piece with its lines in other words, each under its own citations; it is shown, never stored."""
    if not rendition.wordings:
        return summary
    told = _Told(rendition)
    sections = tuple(
        replace(one, subhead=one.subhead and told(one.subhead), claims=told.claims(one.claims))
        for one in summary.sections
    )
    return replace(
        summary,
        headline=told.claim(summary.headline),
        lede=told.claim(summary.lede),
        sections=sections,
        brief=told.claims(summary.brief),
        facts=tuple(replace(fact, label=told(fact.label), value=told(fact.value)) for fact in summary.facts),
        disagreements=tuple(one if _is_quoted(one) else told.disagreement(one) for one in summary.disagreements),
        rendered=told.describe(),
    )


def render_update(update: Update, rendition: Rendition) -> Update:
    """What changed, in the same words as the piece."""
    told = _Told(rendition)
    changes = tuple(replace(change, text=told(change.text)) for change in update.changes)
    return replace(update, changes=changes)


def render_answer(answer: Answer, rendition: Rendition) -> Answer:
    return replace(answer, claims=_Told(rendition).claims(answer.claims))


class _Told:
    def __init__(self, rendition: Rendition) -> None:
        self._manner = rendition.manner
        self._writer = rendition.writer
        self._words = {one.original: one for one in rendition.wordings}

    def __call__(self, text: str) -> str:
        """What kept its words is marked with their language, where that is not the one wanted."""
        wording = self._words.get(text)
        if wording is None:
            return text
        if not wording.reason:
            return wording.text
        if not self._manner.language:
            return text
        return tr("{words} ({language})", words=text, language=Tongue(tell_language(text) or ENGLISH))

    def claim(self, claim: Claim) -> Claim:
        return replace(claim, text=self(claim.text))

    def disagreement(self, one: Disagreement) -> Disagreement:
        positions = tuple(replace(p, value=self(p.value), said_by=self(p.said_by)) for p in one.positions)
        return replace(one, measure=self(one.measure), positions=positions)

    def claims(self, claims: Sequence[Claim]) -> tuple[Claim, ...]:
        return tuple(self.claim(claim) for claim in claims)

    def describe(self) -> Phrase:
        """ "translated into German by X"."""
        writer, language = self._writer, Tongue(self._manner.language)
        if not self._manner.language:
            return tr("told in plain words by {writer}", writer=writer)
        if not self._manner.plain:
            return tr("translated into {language} by {writer}", writer=writer, language=language)
        return tr(
            "translated into {language} and told in plain words by {writer}", writer=writer, language=language
        )
