"""The words sent to an LLM to have a question answered, and reading its checked sentences into an Answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.answers import Inquiry
from bot.core.checking import check_claim
from bot.core.framing import list_cited, quote_source
from bot.core.gathering import gather_passages
from bot.core.language.machine_talk import Talk, read_talk
from bot.core.prompts import ANSWER_REPAIR, ANSWER_SENTENCES, ANSWERING
from bot.core.protocol import (
    estimate_tokens,
    flatten,
    is_plain,
    keep_known,
    read_lines,
    render_passage,
)
from bot.core.question_words import Asks
from bot.core.responding import judge_claims
from bot.core.retrieval import Found
from bot.core.saying import tr
from bot.core.short_answers import BORNE_OUT, find_bearing, is_short
from bot.core.types import (
    Answer,
    AnswerKind,
    Claim,
    Dropped,
    Mended,
    PassageId,
    Prompt,
    Support,
    Writer,
)
from bot.errors import BadReply

PASSAGES = 12
MATERIAL_TOKENS = 640  # for the passages: with instructions and reply an answer stays under 1,100 tokens
REPLY_TOKENS = 300
MOST_TOKENS = 1_500  # of an answer with its repair; nothing is mended beyond it
LEAST_WIDE = 0.05  # of the question's words, near a passage: below that nothing is about the question
SENTENCE_CHARACTERS = 420

_FOR_CODE = {Asks.OPINION, Asks.DIFFERENCES, Asks.CHANGES, Asks.OVERVIEW, Asks.OUTLETS}


def is_for_code(inquiry: Inquiry) -> bool:
    """Whether code alone answers it better than an LLM: what is disputed, a wrong premise, questions about the
    story as a whole, opinions."""
    disputed = inquiry.disputed or inquiry.rivals
    premise = inquiry.premise.note or inquiry.premise.unknown
    return bool(inquiry.question.asks in _FOR_CODE or disputed or premise)


@dataclass(frozen=True, slots=True)
class Failed:
    """A sentence that did not pass, the ids it gave, and why."""

    text: str
    ids: tuple[PassageId, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """What became of a reply's sentences, in order: claims that passed, sentences that failed. Of those that
    passed, `mended` were written anew first, and a source's own words took the place of `replaced`."""

    lines: tuple[Claim | Failed, ...]
    mended: tuple[Mended, ...] = ()
    replaced: tuple[Dropped, ...] = ()

    @property
    def claims(self) -> tuple[Claim, ...]:
        return tuple(line for line in self.lines if isinstance(line, Claim))

    @property
    def failed(self) -> tuple[Failed, ...]:
        return tuple(line for line in self.lines if isinstance(line, Failed))


def compose_answer_prompt(inquiry: Inquiry) -> Prompt | None:
    """The call that has the question answered; None when code alone answers it better, or when nothing that was
    found is about the question."""
    about = any(map(_is_about, inquiry.ranked)) or inquiry.by_meaning
    if is_for_code(inquiry) or not inquiry.ranked or not about:
        return None
    lines = [f"QUESTION: {flatten(inquiry.question.text)}"]
    if inquiry.question.soft:
        lines.append("ABOUT: " + ", ".join(sorted(inquiry.question.soft)))
    lines.append("PASSAGES:")
    lines += map(_render, list_sent(inquiry))
    return ANSWERING.ask("\n".join(lines), REPLY_TOKENS)


def list_sent(inquiry: Inquiry) -> tuple[Found, ...]:
    """The passages that go out: those that together tell most of what is asked, or that are nearest by meaning,
    as many as the budget allows. An order that somebody is quoted with is none for an LLM to read."""
    told = [found for found in inquiry.ranked if read_talk(found.passage.text) < Talk.QUOTES]
    chosen = tuple(told[:PASSAGES]) if inquiry.by_meaning else gather_passages(inquiry.question, told, PASSAGES)
    sent: list[Found] = []
    left = MATERIAL_TOKENS
    for found in chosen:
        left -= estimate_tokens(_render(found))
        if left < 0 and sent:
            break
        sent.append(found)
    return tuple(sent)


def read_answer(text: str, inquiry: Inquiry) -> Attempt:
    """Every sentence of the reply checked against the passages it cites; none where the LLM refused.

    Only passages that were sent can be cited. Raises `BadReply` when the LLM neither answered nor refused.
    """
    lines = read_lines(text)
    answers = [line for line in lines if line.kind == "A"][:ANSWER_SENTENCES]
    if not answers and not any(line.kind == "REFUSE" for line in lines):
        raise BadReply(tr("The LLM neither answered nor refused."), text=text)
    sent = {found.passage.id: found for found in list_sent(inquiry)}
    checked = [_check(line.text, keep_known(line.ids, frozenset(sent)), sent) for line in answers]
    told = tuple(_bear_out(one, inquiry, sent) for one in checked)
    replaced = (
        Dropped(was.text, was.reason, replaced_by=now.text)
        for was, now in zip(checked, told, strict=True)
        if isinstance(was, Failed) and isinstance(now, Claim)
    )
    return Attempt(told, replaced=tuple(replaced))


def compose_answer_repair(attempt: Attempt, inquiry: Inquiry, spent: int) -> Prompt | None:
    """The one call that has the failed sentences rewritten; None when there are none, when they cite nothing that
    was sent, or when it would cost too much. `spent`: tokens so far."""
    if not attempt.failed:
        return None
    sent = {found.passage.id: found for found in list_sent(inquiry)}
    lines = [f"QUESTION: {flatten(inquiry.question.text)}", "SENTENCES:"]
    lines += [f"{flatten(one.reason)}⟂{flatten(one.text)}" for one in attempt.failed]
    cited = dict.fromkeys(one_id for one in attempt.failed for one_id in one.ids) or dict.fromkeys(list(sent)[:3])
    lines += ["PASSAGES:", *(_render(sent[one_id]) for one_id in cited)]
    prompt = ANSWER_REPAIR.ask("\n".join(lines), REPLY_TOKENS)
    cost = estimate_tokens(prompt.fixed) + estimate_tokens(prompt.text)
    return prompt if spent + cost <= MOST_TOKENS else None


def mend_answer(attempt: Attempt, repair: Attempt) -> Attempt:
    """The rewritten sentences that pass, in the places of those that failed."""
    rewritten = list(repair.claims)
    lines: list[Claim | Failed] = []
    mended: list[Mended] = []
    for line in attempt.lines:
        if isinstance(line, Failed) and rewritten:
            claim = rewritten.pop(0)
            mended.append(Mended(line.text, claim.text, line.reason))
            line = claim
        lines.append(line)
    return Attempt(tuple(lines), tuple(mended), attempt.replaced + repair.replaced)


def settle_answer(attempt: Attempt, inquiry: Inquiry, built_in: Answer, writer: str) -> Answer:
    """The answer as it is given: what passed, as far as it answers the question; with what became of the rest.

    Where the LLM refuses, a built-in answer is offered as the closest only. Where the first sentence fails, or
    none is left, the built-in answer stands, for what is left may tell something else. Sentences that are true
    but answer something else are the closest only; those about something else are not shown.
    """
    if not attempt.lines:
        closest = built_in.kind is AnswerKind.ANSWERED
        kind = AnswerKind.CLOSEST if closest else built_in.kind
        return replace(built_in, kind=kind, stood_in=f"{writer} found no answer in the passages")
    dropped = tuple(Dropped(one.text, one.reason) for one in attempt.failed)
    built_in = replace(built_in, mended=attempt.mended, dropped=attempt.replaced + dropped)
    if not isinstance(attempt.lines[0], Claim):
        return replace(built_in, stood_in="its first sentence did not pass the checks")
    kind = judge_claims(inquiry, attempt.claims)
    if kind is AnswerKind.REFUSED and inquiry.by_meaning:
        kind = AnswerKind.CLOSEST  # found by meaning, which comparing words cannot judge
    if kind is AnswerKind.REFUSED:
        return replace(built_in, stood_in="what it says is not about the question")
    if kind is AnswerKind.CLOSEST and built_in.kind is AnswerKind.ANSWERED:
        return replace(built_in, stood_in="what it says does not answer the question")
    passages = [found.passage for found in list_sent(inquiry)]
    passages += [found.before for found in list_sent(inquiry) if found.before is not None]
    return replace(
        built_in,
        kind=kind,
        claims=attempt.claims,
        passages=list_cited(attempt.claims, passages),
        covers=(),
        writer=writer,
    )


def _check(text: str, ids: Sequence[PassageId], sent: Mapping[PassageId, Found]) -> Claim | Failed:
    if not is_plain(text) or len(text) > SENTENCE_CHARACTERS:
        return Failed("", tuple(ids), "no plain sentence of at most 420 characters")
    cited = [sent[one_id] for one_id in ids]
    published: dict[int, datetime] = {found.article.id: found.article.published_at for found in cited}
    before = {found.passage.id: (found.before,) if found.before else () for found in cited}
    verdict = check_claim(text, [found.passage for found in cited], published, lambda one: before[one.id])
    if verdict.support is not Support.SUPPORTED or not verdict.citations:
        return Failed(text, tuple(ids), "; ".join(verdict.reasons[:2]) or tr("no passage that was sent is cited"))
    return Claim(text, verdict.citations, Writer.LLM)


def _bear_out(line: Claim | Failed, inquiry: Inquiry, sent: Mapping[PassageId, Found]) -> Claim | Failed:
    """A bare answer ("10", "Port Ansel") as the source's own sentence that gives it, where one does."""
    if isinstance(line, Claim) or not is_short(line.text) or line.text.rstrip().endswith((".", "!")):
        return line
    newest = max(found.article.published_at for found in sent.values())
    borne = find_bearing(inquiry.question, line.text, tuple(sent.values()), newest)
    if borne is None or borne.share < BORNE_OUT:
        return line
    return quote_source(borne.found, tuple(sent.values()))


def _is_about(found: Found) -> bool:
    return found.wide >= LEAST_WIDE and found.names > 0


def _render(found: Found) -> str:
    return render_passage(found.passage, found.article.outlet.name, found.article.published_at)
