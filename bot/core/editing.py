"""The one gate every piece passes: what fails gives way to the source's own words or is dropped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.core.alignment import coverage, words_of
from bot.core.blocking_rules import as_claim
from bot.core.continuity import find_gap, is_dangling
from bot.core.copies import count_independent
from bot.core.desk import Desk, open_desk
from bot.core.developments import find_developments, is_told, order_ledes
from bot.core.facts import make_facts
from bot.core.house_rules import Severity, note_warnings, review
from bot.core.introductions import introduce
from bot.core.language import stands_alone
from bot.core.layout import choose_brief, collect_passages, find_place, lay_sections, number_sources
from bot.core.originals import cite_originals
from bot.core.own_words import (
    best_passage,
    find_bearing,
    list_openings,
    polish,
    quote_source,
    sound_lede,
)
from bot.core.passages import list_planted
from bot.core.reconciling import (
    citations_of,
    is_flat,
    iter_frames,
    why_not,
    without_undecided_offices,
)
from bot.core.repeats import find_repeats, tells_dispute
from bot.core.saying import tr
from bot.core.supporting import with_support
from bot.core.titling import choose_headline, cut_lede
from bot.core.types import (
    Article,
    Claim,
    Disagreement,
    Draft,
    DraftClaim,
    Dropped,
    Passage,
    Rules,
    Story,
    Summary,
    Support,
    Verdict,
    Writer,
)

_OPENING = 3  # sentences: the lede and what stands with it
MOST_NEWS = 2  # developments told besides the newest
MOST_ROUNDS = 4  # of dropping what a house rule blocks
_ALIKE = 0.8  # coverage both ways from which two claims tell the same


@dataclass(frozen=True, slots=True)
class Edit:
    """`summary` is None only when nothing at all could be supported. `failed` are the draft's claims that did not
    pass, with why, so that their writer can be asked to repair them once."""

    summary: Summary | None
    failed: tuple[tuple[DraftClaim, Verdict], ...] = ()


@dataclass(slots=True)
class _Piece:
    """What has been accepted so far, in order, and what has not."""

    desk: Desk
    claims: list[tuple[str | None, Claim]] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    failed: list[tuple[DraftClaim, Verdict]] = field(default_factory=list)
    instead: dict[str, Claim] = field(default_factory=dict)  # of a dropped text, what was put in its place
    framed: set[str] = field(default_factory=set)  # measures whose framed sentence stands
    wanted: str = ""  # what the draft's lede tells
    newest: Claim | None = None  # what happened last, which leads


def edit_draft(draft: Draft, story: Story, articles: Sequence[Article], rules: Rules, now: datetime) -> Edit:
    """The draft as a Summary in which every sentence was checked against the passages it cites.

    A claim that fails gives way to the source's own best matching sentence where that stands on its own, else
    it is dropped; disputed figures stand only in one framed sentence; overtaken counts, wrong offices and
    altered quotes go; what a house rule blocks goes.
    """
    desk = open_desk(articles)
    piece = _Piece(desk, dropped=list(draft.left_out))
    draft = replace(draft, headline=_check_headline(piece, draft.headline))
    for subhead, claim in draft.body:
        _take(piece, subhead, claim)
    _frame_missing(piece)
    piece.wanted = _wanted_lede(draft)
    _tell_news(piece)
    _put_lede_first(piece)
    _drop_repeats(piece)
    _drop_dangling(piece)
    if not piece.claims:
        _fall_back_on_leads(piece)
    if not piece.claims:
        return Edit(None, tuple(piece.failed))
    _add_support(piece)
    return Edit(_publish(piece, draft, story, rules, now), tuple(piece.failed))


# ---------------------------------------------------------------- one claim after the other


def _check_headline(piece: _Piece, headline: DraftClaim) -> DraftClaim:
    """With the passages that bear it out. One that fails is chosen anew when the piece stands.

    It is so short that another passage may have its words by chance: not where those cited contradict it.
    """
    verdict = piece.desk.check(headline.text, headline.passage_ids)
    if verdict.support is Support.UNSUPPORTED:
        verdict = _check(piece, headline)
    if verdict.support is Support.SUPPORTED:
        return replace(headline, passage_ids=tuple(citation.passage_id for citation in verdict.citations))
    if headline.text:
        piece.failed.append((headline, verdict))
        piece.dropped.append(Dropped(headline.text, "; ".join(verdict.reasons)))
    return headline


def _check(piece: _Piece, claim: DraftClaim) -> Verdict:
    """By the passages it cites; an LLM names the wrong ones now and then."""
    verdict = piece.desk.check(claim.text, claim.passage_ids)
    if verdict.support is Support.SUPPORTED or claim.writer is not Writer.LLM or not claim.text:
        return verdict
    return find_bearing(claim.text, claim.passage_ids, piece.desk) or verdict


def _take(piece: _Piece, subhead: str | None, claim: DraftClaim) -> None:
    for disagreement, frame in iter_frames(piece.desk):
        if words_of(claim.text) == words_of(frame.text):  # it was given to be copied
            _add_frame(piece, subhead, disagreement, frame)
            return
    verdict = _check(piece, claim)
    if verdict.support is Support.SUPPORTED:
        sound = polish(piece.desk, Claim(claim.text, verdict.citations, claim.writer))
        _accept(piece, subhead, sound)
        return
    piece.failed.append((claim, verdict))
    piece.dropped.append(Dropped(claim.text, "; ".join(verdict.reasons)))
    passage = best_passage(claim.text, claim.passage_ids, piece.desk)
    source = _accept(piece, subhead, quote_source(piece.desk, passage)) if passage is not None else None
    if source is not None:
        piece.instead[claim.text] = source


def _accept(piece: _Piece, subhead: str | None, claim: Claim) -> Claim | None:
    """Puts the claim in its place, or the framed sentence where it states a disputed figure flatly. What stands
    for it in the piece; None when nothing does."""
    claim = cite_originals(_without_offices(piece.desk, claim), piece.desk)
    reason = why_not(claim, piece.desk) or (tr("it tells the same again") if _is_told(piece, claim) else None)
    if reason:
        piece.dropped.append(Dropped(claim.text, reason))
        return None
    for disagreement, frame in iter_frames(piece.desk):
        if is_flat(claim, disagreement):
            piece.dropped.append(
                Dropped(claim.text, tr("the sources differ on {measure}", measure=disagreement.measure))
            )
            piece.instead[claim.text] = frame
            _add_frame(piece, subhead, disagreement, frame)
            return frame
    piece.claims.append((subhead, claim))
    return claim


def _add_frame(piece: _Piece, subhead: str | None, disagreement: Disagreement, frame: Claim) -> None:
    if not _is_reconciled(piece, disagreement):
        piece.framed.add(disagreement.measure)
        piece.claims.append((subhead, frame))


def _frame_missing(piece: _Piece) -> None:
    """What the sources dispute belongs right behind the lede, even when the writer passed it over."""
    for disagreement, frame in iter_frames(piece.desk):
        if not _is_reconciled(piece, disagreement):
            piece.framed.add(disagreement.measure)
            piece.claims.insert(1, (piece.claims[1][0] if len(piece.claims) > 1 else None, frame))


def _tell_news(piece: _Piece) -> None:
    """What later articles report as having happened belongs into the piece, the newest of it in front, even when
    the writer passed it over."""
    newest_first = find_developments(piece.desk.everything)[::-1]
    sound = {
        one.passage.id: _find_telling(piece, one.passage) or sound_lede(piece.desk, one.passage)
        for one in newest_first
    }
    piece.newest = next((claim for one in order_ledes(newest_first) if (claim := sound[one.passage.id])), None)
    told = [piece.newest.text] if piece.newest is not None else []
    for one in newest_first:
        claim = sound[one.passage.id]
        if claim is None or len(told) > MOST_NEWS or is_told(claim.text, told):
            continue
        told.append(claim.text)
        if not _is_told(piece, claim):
            place = find_gap([one for _, one in piece.claims], 1 if one.turning else _OPENING)
            subhead = piece.claims[place][0] if len(piece.claims) > place else None
            piece.claims.insert(place, (subhead, claim))


def _find_telling(piece: _Piece, passage: Passage) -> Claim | None:
    """The sentence that the piece has from this passage already, in its own light cut."""
    cited = (one for _, one in piece.claims if one.writer is not Writer.FRAME and stands_alone(one.text))
    return next((one for one in cited if one.citations[0].passage_id == passage.id), None)


def _is_reconciled(piece: _Piece, disagreement: Disagreement) -> bool:
    """Whether a framed sentence, or one of a source's own, gives both sides already."""
    return disagreement.measure in piece.framed or any(
        tells_dispute(claim, disagreement) for _, claim in piece.claims
    )


def _is_told(piece: _Piece, claim: Claim) -> bool:
    return any(
        claim.text == told.text
        or (coverage(claim.text, told.text) >= _ALIKE and coverage(told.text, claim.text) >= _ALIKE)
        for _, told in piece.claims
        if told.writer is not Writer.FRAME
    )


def _without_offices(desk: Desk, claim: Claim) -> Claim:
    """Without an office on which as many outlets differ, as long as the sources carry the sentence so."""
    text = without_undecided_offices(claim.text, desk)
    if text == claim.text:
        return claim
    verdict = desk.check(text, [citation.passage_id for citation in claim.citations])
    return replace(claim, text=text) if verdict.support is Support.SUPPORTED else claim


# ---------------------------------------------------------------- what leads, what stays


def _put_lede_first(piece: _Piece) -> None:
    """What happened last leads. When the draft's lede did not pass, the opening of a source that tells most of
    the same does; else the first of the claims that stands alone and is no framed sentence."""
    wanted = piece.wanted
    if piece.newest is not None:
        told = [pair for pair in piece.claims if pair[1].text != piece.newest.text]
        piece.claims[:] = [(None, piece.newest), *told]
        return
    if piece.claims and _makes_lede(piece.claims[0][1]) and _tells(piece.claims[0][1].text, wanted):
        return
    body = list(piece.claims)
    openings = sorted(list_openings(piece.desk), key=lambda passage: -coverage(wanted, passage.text))
    for passage in openings:
        lede = sound_lede(piece.desk, passage)
        if lede is not None:
            piece.claims[:] = [(None, lede), *(pair for pair in body if pair[1].text != lede.text)]
            return
    first = next((pair for pair in body if _makes_lede(pair[1])), None)
    if first is not None:
        piece.claims[:] = [first, *(pair for pair in body if pair is not first)]


def _tells(text: str, wanted: str) -> bool:
    return coverage(text, wanted) >= _ALIKE


def _wanted_lede(draft: Draft) -> str:
    return draft.body[0][1].text if draft.body else draft.headline.text


def _makes_lede(claim: Claim) -> bool:
    return claim.writer is not Writer.FRAME and stands_alone(claim.text)


def _fall_back_on_leads(piece: _Piece) -> None:
    for passage in list_openings(piece.desk):
        if len(piece.claims) < 3:
            _accept(piece, None, quote_source(piece.desk, passage))


def _drop_dangling(piece: _Piece) -> None:
    """A sentence that leans back stays only right behind what it leans on; a surname is introduced in full."""
    kept: list[tuple[str | None, Claim]] = []
    for subhead, claim in piece.claims:
        before = [one for _, one in kept]
        introduced = introduce(claim, before, piece.desk)
        if is_dangling(claim, before) or (introduced is None and before):
            piece.dropped.append(Dropped(claim.text, tr("it leans on a sentence that is not in the piece")))
            continue
        if claim is piece.newest:
            piece.newest = introduced or claim
        kept.append((subhead, introduced or claim))
    piece.claims[:] = kept


def _add_support(piece: _Piece) -> None:
    """Last, since what further sources a sentence has decides nothing about its place."""
    cited = [with_support(claim, piece.desk) for _, claim in piece.claims]
    places = [claim is piece.newest for _, claim in piece.claims]
    piece.claims[:] = [(subhead, claim) for (subhead, _), claim in zip(piece.claims, cited, strict=True)]
    piece.newest = cited[places.index(True)] if True in places else piece.newest


def _drop_repeats(piece: _Piece) -> None:
    repeats = find_repeats([claim for _, claim in piece.claims], piece.desk)
    piece.dropped.extend(Dropped(claim.text, tr("it tells the same again")) for claim in repeats)
    piece.claims[:] = [pair for pair in piece.claims if pair[1] not in repeats]


# ---------------------------------------------------------------- the whole


def _publish(piece: _Piece, draft: Draft, story: Story, rules: Rules, now: datetime) -> Summary | None:
    """The summary, with what a house rule blocks taken out until none does; None when nothing is left."""
    for _ in range(MOST_ROUNDS):
        summary = _compose(piece, draft, story, rules, now)
        found = review(summary, piece.desk.articles)
        blocked = {finding.claim: finding.words for finding in found if finding.severity is Severity.BLOCK}
        bad = [pair for pair in piece.claims if pair[1].text in blocked]
        if not bad:
            if summary.headline.text in blocked:
                summary = replace(summary, headline=cut_lede(summary.lede))
            facts = tuple(fact for fact in summary.facts if as_claim(fact).text not in blocked)
            return replace(summary, facts=facts, warnings=note_warnings(found))
        piece.dropped.extend(Dropped(claim.text, blocked[claim.text]) for _, claim in bad)
        if piece.newest is not None and piece.newest.text in blocked:
            piece.newest = None
        piece.claims[:] = [pair for pair in piece.claims if pair not in bad]
        _put_lede_first(piece)
        _drop_dangling(piece)
        if not piece.claims:
            return None
    return None


def _name_stand_in(dropped: Dropped, piece: _Piece, wanted: DraftClaim, headline: Claim) -> Dropped:
    """With the sentence that stands in its place, as published: a name may have been completed in it since."""
    if dropped.text == wanted.text:
        return replace(dropped, replaced_by=headline.text)
    claim = piece.instead.get(dropped.text)
    if claim is None:
        return dropped
    rests_on = claim.writer, claim.citations[0].passage_id
    published = (one for _, one in piece.claims if (one.writer, one.citations[0].passage_id) == rests_on)
    return replace(dropped, replaced_by=next((one.text for one in published), None))


def _compose(piece: _Piece, draft: Draft, story: Story, rules: Rules, now: datetime) -> Summary:
    desk = piece.desk
    lede, claims = piece.claims[0][1], [claim for _, claim in piece.claims]
    headline = choose_headline(draft.headline, desk, claims)
    rest = [(None if subhead == headline.text else subhead, claim) for subhead, claim in piece.claims[1:]]
    summary = Summary(
        story_id=story.id,
        revision=story.revision,
        written_at=now,
        writer=draft.writer,
        headline=headline,
        place=find_place(desk),
        day=desk.articles[-1].published_at.date(),
        lede=lede,
        sections=lay_sections(rest, desk),
        brief=choose_brief(lede, [claim for _, claim in rest], desk, rules.brief_words),
        facts=make_facts(desk, headline, claims),
        disagreements=desk.disagreements,
        sources=number_sources(desk),
        independent_outlets=count_independent(desk.articles),
        planted=sum(len(list_planted(article)) for article in desk.articles),
        dropped=tuple(_name_stand_in(one, piece, draft.headline, headline) for one in piece.dropped),
        tokens=draft.tokens,
    )
    cited = [citation for claim in (summary.headline, *claims) for citation in claim.citations]
    known = {citation.passage_id for citation in cited}
    news = tuple(one.passage.id for one in find_developments(desk.everything) if one.passage.id in known)
    cited += [citation for fact in summary.facts for citation in fact.citations]
    return replace(
        summary, news=news, passages=collect_passages([*cited, *citations_of(desk.disagreements)], desk)
    )
