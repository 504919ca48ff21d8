"""The words sent to an LLM to have a story written or mended, and reading its reply into a Draft."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from bot.core.desk import open_desk
from bot.core.disputes import framed
from bot.core.editing import Edit
from bot.core.language import content_stems, find_numbers, is_furniture
from bot.core.own_words import find_near
from bot.core.packing import pick_passages, render_picked
from bot.core.passages import read_passages
from bot.core.prompts import DROP, REPAIR, WRITING
from bot.core.protocol import (
    MARK,
    Line,
    flatten,
    is_plain,
    keep_known,
    read_lines,
)
from bot.core.saying import joined, recalled, tr
from bot.core.selection import plan_words
from bot.core.types import (
    Article,
    Disagreement,
    Draft,
    DraftClaim,
    Dropped,
    Mended,
    Passage,
    PassageId,
    Prompt,
    Rules,
    Summary,
    Verdict,
    Writer,
)
from bot.errors import BadReply

HEADLINE_CHARACTERS = 120
SENTENCE_CHARACTERS = 420
WORDS_PER_SENTENCE = 20
SUBHEADS_FROM = 220  # words
REPLY_BASE, REPLY_PER_WORD, REPAIR_PER_SENTENCE = 80, 3, 90  # tokens; ids and JSON cost about as much as words
MOST_REASONS = 2
TIMES_AS_LONG = 1.25  # as asked for, up to which a piece is read
MOST_FAILED = 0.4  # of the sentences: beyond that the built-in piece is the better one
LEAST_TOLD = 1 / 3  # of the built-in piece's sentences
_SENTENCE = re.compile(r"S|C\d+")  # some name the conflict that it tells
_IN_MARKS = re.compile(r"^[“\"]([^“”\"]+)[”\"]$")  # a headline as some set it


def compose_prompt(articles: Sequence[Article], rules: Rules, built_in: Summary) -> Prompt:
    """The one call that has the piece written: about 1,200 tokens in, the chosen passages marked as data.

    `built_in`: the built-in piece of the same articles; all that it tells is among the passages.
    """
    words = plan_words(articles, rules)
    sentences = max(1, round(words / WORDS_PER_SENTENCE))
    lines = [
        f"LENGTH: at most {sentences} sentences, {words} words{'' if words > SUBHEADS_FROM else ', no T'}.",
        f"LEAD: {built_in.lede.citations[0].passage_id}",
        *_render_conflicts(built_in.disagreements),
        "PASSAGES:",
        *render_picked(pick_passages(articles, built_in, words)),
    ]
    return WRITING.ask("\n".join(lines), REPLY_BASE + REPLY_PER_WORD * words)


def read_reply(text: str, articles: Sequence[Article], rules: Rules, writer: str) -> Draft:
    """The piece the LLM wrote, not yet checked. Raises `BadReply` when it holds no sentence.

    What is far too long or holds more than words (addresses, markup) is left out, and what goes far beyond the
    length asked for. A subhead is kept only if its words stand in passages its sentences cite.
    """
    lines = read_lines(text)
    passages = {
        passage.id: passage for article in articles if not article.withdrawn for passage in read_passages(article)
    }
    known = frozenset(passages)
    left_out: list[Dropped] = []
    headline = next(
        _read_headlines(lines, known, left_out), DraftClaim(text="", passage_ids=(), writer=Writer.LLM)
    )
    body = tuple(_read_body(lines, known, left_out))
    kept = _count_fitting([claim for _, claim in body], TIMES_AS_LONG * plan_words(articles, rules))
    if not kept:
        raise BadReply(tr("The LLM's piece has no sentence that could be checked."), text=text)
    left_out += (Dropped(claim.text, tr("the piece is longer than asked for")) for _, claim in body[kept:])
    return Draft(
        writer=writer,
        headline=headline,
        body=_check_subheads(body[:kept], passages),
        left_out=tuple(left_out),
    )


def compose_repair(
    draft: Draft, failed: Sequence[tuple[DraftClaim, Verdict]], articles: Sequence[Article]
) -> Prompt:
    """The one call that has the sentences mended that failed, each with its reasons; below them what they cite
    and what is nearest to them in the sources."""
    desk = open_desk(articles)
    lines, wanted = ["SENTENCES:"], set[PassageId]()
    for number, (claim, verdict) in enumerate(failed, 1):
        cited = keep_known(claim.passage_ids, frozenset(desk.passages))
        near = [passage.id for passage in find_near(claim.text, desk)]
        ids = tuple(dict.fromkeys((*cited, *near[: 1 if cited else None])))
        kind = "headline: " if claim == draft.headline else ""
        reasons = "; ".join(verdict.reasons[:MOST_REASONS]) or tr("the passages do not carry it")
        lines.append(MARK.join((str(number), kind + flatten(reasons), ", ".join(ids), flatten(claim.text))))
        wanted.update(ids)
    picked = [
        (passage, article)
        for article in desk.articles
        for passage in read_passages(article)
        if passage.id in wanted and not is_furniture(passage.text)
    ]
    lines += ("PASSAGES:", *render_picked(picked))
    return REPAIR.ask("\n".join(lines), REPLY_BASE + REPAIR_PER_SENTENCE * len(failed))


@dataclass(frozen=True, slots=True)
class Repair:
    """`draft` as it is after the repair. `rewritten`: each failed claim that the reply speaks of, with what is to
    stand for it; None where its writer leaves it out."""

    draft: Draft
    rewritten: Mapping[DraftClaim, DraftClaim | None]


def read_repair(text: str, draft: Draft, failed: Sequence[tuple[DraftClaim, Verdict]]) -> Repair:
    """The draft with its failed sentences rewritten or left out. Raises `BadReply`.

    What the reply does not mend stays as it was: the check will find it again. A headline is never left out.
    """
    rewritten: dict[DraftClaim, DraftClaim | None] = {}
    for line in read_lines(text):
        number = int(line.kind[1:]) if line.kind[:1] == "R" and line.kind[1:].isdecimal() else 0
        if not 1 <= number <= len(failed):
            continue
        claim = failed[number - 1][0]
        if line.text.strip(" .").upper() == DROP:
            rewritten[claim] = None
        elif _is_usable(line, SENTENCE_CHARACTERS, []):
            rewritten[claim] = DraftClaim(text=line.text, passage_ids=line.ids, writer=Writer.LLM)
    if not rewritten:
        raise BadReply(tr("The LLM mended none of the sentences."), text=text)
    body = tuple((subhead, rewritten.get(claim, claim)) for subhead, claim in draft.body)
    mended = replace(
        draft,
        headline=rewritten.get(draft.headline) or draft.headline,
        body=tuple((subhead, claim) for subhead, claim in body if claim is not None),
    )
    return Repair(mended, rewritten)


def record_repair(
    summary: Summary,
    draft: Draft,
    first: Sequence[tuple[DraftClaim, Verdict]],
    repair: Repair,
    second: Sequence[DraftClaim],
) -> Summary:
    """The piece with what its writer did about the claims of its draft that failed `first`: wrote them anew, in
    `mended` where they are not among those that failed the `second` check, or left them out, in `dropped`."""
    mended: list[Mended] = []
    dropped = list(summary.dropped)
    told = {one.text for one in dropped}
    for claim, verdict in first:
        now = repair.rewritten.get(claim, claim)
        reason = "; ".join(verdict.reasons)
        instead = None
        if claim == draft.headline:
            now, instead = now or claim, summary.headline.text
        elif draft.body and claim == draft.body[0][1]:
            instead = summary.lede.text
        text = claim.text if now is None else now.text
        if now is not None and now != claim and now not in second:
            mended.append(Mended(claim.text, now.text, reason))
        elif text not in told:
            dropped.insert(0, Dropped(text, reason, instead))
    wanted, known = repair.draft.headline.text, {one.text for one in dropped}
    if wanted and summary.headline.writer is not Writer.LLM and wanted not in known:
        dropped.insert(0, Dropped(wanted, tr("it does not head what the piece tells"), summary.headline.text))
    return replace(summary, mended=tuple(mended), dropped=tuple(dropped))


def restore_opening(draft: Draft, repair: Repair, edit: Edit, plain: Draft, built_in: Summary) -> Draft:
    """The mended draft with the built-in piece's lede (`plain` is its draft) where the LLM's own failed for good,
    and with its headline where the LLM's does not head the piece; else as it is."""
    mended = repair.draft
    if draft.body and plain.body:
        lede = draft.body[0][1]
        stands = repair.rewritten.get(lede, lede)
        if stands is None or any(claim == stands for claim, _ in edit.failed):
            rest = (pair for pair in mended.body if pair[1] != stands)
            mended = replace(mended, body=((None, plain.body[0][1]), *rest))
    if edit.summary is None or edit.summary.headline.writer is Writer.LLM:
        return mended
    ids = tuple(citation.passage_id for citation in built_in.headline.citations)
    headline = DraftClaim(text=built_in.headline.text, passage_ids=ids, writer=Writer.BUILT_IN)
    return replace(mended, headline=headline)


def judge_edit(
    draft: Draft, summary: Summary | None, failed: Sequence[tuple[DraftClaim, Verdict]], built_in: Summary
) -> Summary:
    """The edited piece, if enough of what the LLM wrote has passed. Raises `BadReply` with the reasons.

    One made mostly of replacements is not the LLM's any more; one that tells a fraction of what the built-in
    piece does is the poorer one.
    """
    claims = {claim for claim, _ in failed if claim.writer is Writer.LLM} - {draft.headline}
    lost = len(claims) / max(1, len(draft.body))
    if summary is None or lost > MOST_FAILED:
        reasons = "; ".join(dict.fromkeys(reason for _, verdict in failed for reason in verdict.reasons[:1]))
        lost_checks = tr("{number} of the LLM's sentences did not pass the checks.", number=len(claims))
        why = tr("Reasons: {reasons}.", reasons=recalled(reasons) if reasons else tr("too little left"))
        raise BadReply(joined((lost_checks, why)))
    if len(summary.claims) < LEAST_TOLD * len(built_in.claims):
        told, other = _count(summary), _count(built_in)
        against = tr("It has {count}, the built-in one {other}.", count=told, other=other)
        raise BadReply(joined((tr("The LLM's piece tells too little."), against)))
    left_out = (one for one in summary.dropped if one.text != summary.headline.text)  # framed by code: it stands
    return replace(summary, dropped=tuple(left_out))


def _count(summary: Summary) -> str:
    return "1 sentence" if len(summary.claims) == 1 else f"{len(summary.claims)} sentences"


def _render_conflicts(disagreements: Sequence[Disagreement]) -> Iterator[str]:
    """The framed sentences of those that the piece must tell, to be copied; the passages of overtaken counts and
    outvoted offices are not even sent."""
    told = framed(disagreements)
    if told:
        yield "CONFLICTS:"
    for _, frame in told:
        ids = dict.fromkeys(citation.passage_id for citation in frame.citations)
        yield f"{', '.join(ids)}{MARK}{flatten(frame.text)}"


def _read_headlines(
    lines: Sequence[Line], known: frozenset[PassageId], left_out: list[Dropped]
) -> Iterator[DraftClaim]:
    for line in lines:
        if line.kind == "H" and _is_usable(line, HEADLINE_CHARACTERS, left_out):
            text = line.text.removesuffix(".")
            yield replace(_claim(line, known), text=_IN_MARKS.sub(r"\1", text))


def _read_body(
    lines: Sequence[Line], known: frozenset[PassageId], left_out: list[Dropped]
) -> Iterator[tuple[str | None, DraftClaim]]:
    subhead: str | None = None
    for line in lines:
        if line.kind == "T":
            subhead = line.text if is_plain(line.text) and len(line.text) <= HEADLINE_CHARACTERS else None
        elif _SENTENCE.fullmatch(line.kind) and _is_usable(line, SENTENCE_CHARACTERS, left_out):
            yield subhead, _claim(line, known)


def _is_usable(line: Line, limit_chars: int, left_out: list[Dropped]) -> bool:
    if is_plain(line.text) and len(line.text) <= limit_chars:
        return True
    if line.text:
        reason = tr("it is far too long") if is_plain(line.text) else tr("it holds an address or markup")
        left_out.append(Dropped(line.text, reason))
    return False


def _count_fitting(claims: Sequence[DraftClaim], most_words: float) -> int:
    """How many of them, from the first on, are within so many words; one at least, of those there are."""
    totals = accumulate(len(claim.text.split()) for claim in claims)
    return max(sum(total <= most_words for total in totals), min(1, len(claims)))


def _claim(line: Line, known: frozenset[PassageId]) -> DraftClaim:
    return DraftClaim(text=line.text, passage_ids=keep_known(line.ids, known), writer=Writer.LLM)


def _check_subheads(
    body: Sequence[tuple[str | None, DraftClaim]], passages: dict[PassageId, Passage]
) -> tuple[tuple[str | None, DraftClaim], ...]:
    """The body without those subheads whose words no passage cited under them holds."""
    cited: dict[str, set[str]] = {}
    for subhead, claim in body:
        if subhead is not None:
            words = " ".join(passages[one].text for one in claim.passage_ids)
            cited.setdefault(subhead, set()).update(content_stems(words), _figures(words))
    kept = {s for s, words in cited.items() if {*content_stems(s), *_figures(s)} <= words}
    return tuple((subhead if subhead in kept else None, claim) for subhead, claim in body)


def _figures(text: str) -> tuple[str, ...]:
    return tuple(f"#{number.value}" for number in find_numbers(text))
