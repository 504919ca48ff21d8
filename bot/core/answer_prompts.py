"""The words sent to an LLM to have a question answered, and reading its checked sentences into an Answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.core.answers import Inquiry
from bot.core.checking import check_claim
from bot.core.framing import list_cited
from bot.core.prompts import ANSWER_SENTENCES, ANSWERING
from bot.core.protocol import (
    flatten,
    is_plain,
    keep_known,
    read_lines,
    render_passage,
)
from bot.core.question_words import Asks
from bot.core.retrieval import Found
from bot.core.types import Answer, AnswerKind, Claim, Passage, Prompt, Support, Writer
from bot.errors import BadReply

PASSAGES = 12
SENTENCE_CHARACTERS = 420

_FOR_CODE = {Asks.OPINION, Asks.DIFFERENCES, Asks.CHANGES, Asks.OVERVIEW, Asks.OUTLETS}


def is_for_code(inquiry: Inquiry) -> bool:
    """Whether code alone answers it better than an LLM: what is disputed, a wrong premise, questions about the
    story as a whole, opinions."""
    disputed = inquiry.disputed or inquiry.rivals
    return bool(inquiry.question.asks in _FOR_CODE or disputed or inquiry.premise.note)


def compose_answer_prompt(inquiry: Inquiry) -> Prompt | None:
    """The one call that has the question answered; None when code alone answers it better, or when no passage
    shares a word with the question."""
    if is_for_code(inquiry) or not inquiry.ranked:
        return None
    lines = [f"QUESTION: {flatten(inquiry.question.text)}"]
    if inquiry.question.soft:
        lines.append("ABOUT: " + ", ".join(sorted(inquiry.question.soft)))
    lines.append("PASSAGES:")
    lines += (
        render_passage(found.passage, found.article.outlet.name, found.article.published_at)
        for found in inquiry.ranked[:PASSAGES]
    )
    return ANSWERING.ask("\n".join(lines), 300)


def read_answer(text: str, inquiry: Inquiry, built_in: Answer, writer: str) -> Answer:
    """The LLM's answer with every sentence checked against the passages it cites. Raises `BadReply`.

    Only passages that were sent can be cited. A sentence that fails is left out; when the first one fails, or
    none is left, the reply is bad as a whole, for what is left may tell something else. An answer to what the
    built-in search found nothing on is offered as the closest only, and a refusal turns a built-in answer
    into the closest.
    """
    lines = read_lines(text)
    if not any(line.kind == "A" for line in lines):
        if not any(line.kind == "REFUSE" for line in lines):
            raise BadReply("The LLM neither answered nor refused.", text=text)
        closest = built_in.kind is AnswerKind.ANSWERED
        return replace(built_in, kind=AnswerKind.CLOSEST) if closest else built_in
    sent = {found.passage.id: found for found in inquiry.ranked[:PASSAGES]}
    published = {found.article.id: found.article.published_at for found in sent.values()}
    claims: list[Claim] = []
    for number, line in enumerate([line for line in lines if line.kind == "A"][:ANSWER_SENTENCES]):
        cited = [sent[one] for one in keep_known(line.ids, frozenset(sent))]
        claim = _check(line.text, cited, published)
        if claim is not None:
            claims.append(claim)
        elif number == 0:
            raise BadReply("The LLM's answer is not what the passages it cites say.", text=text)
    passages: list[Passage] = [found.passage for found in sent.values()]
    return replace(
        built_in,
        kind=AnswerKind.CLOSEST if built_in.kind is AnswerKind.REFUSED else AnswerKind.ANSWERED,
        claims=tuple(claims),
        passages=list_cited(claims, passages),
        covers=(),
        writer=writer,
    )


def _check(text: str, cited: Sequence[Found], published: dict[int, datetime]) -> Claim | None:
    if not is_plain(text) or len(text) > SENTENCE_CHARACTERS:
        return None
    before = {found.passage.id: (found.before,) if found.before else () for found in cited}
    verdict = check_claim(text, [found.passage for found in cited], published, lambda one: before[one.id])
    if verdict.support is not Support.SUPPORTED or not verdict.citations:
        return None
    return Claim(text, verdict.citations, Writer.LLM)
