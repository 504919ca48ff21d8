"""Whether true sentences answer the question they were written for, or are only near it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.answers import Inquiry, carries_answer, is_deed_told, read_ahead
from bot.core.asked_for import holds_sort
from bot.core.closeness import is_close
from bot.core.expected import holds_expected, tells_it_done
from bot.core.presumed import is_of_asker
from bot.core.question_words import Asks
from bot.core.questions import Question, read_terms
from bot.core.retrieval import Found, list_unsearched
from bot.core.said_of import tells_deed
from bot.core.types import AnswerKind, Claim
from bot.core.unheard import find_unheard, read_vocabulary

BESIDE = 0.75  # of the question's words, in the sentence, its neighbours and its title
TOLD = 0.5  # share of the question's words that the sentences and what they cite must have between them

_VALUES = {Asks.WHO, Asks.WHEN, Asks.WHERE, Asks.HOW_MANY, Asks.HOW_MUCH}


def judge_claims(inquiry: Inquiry, claims: Sequence[Claim]) -> AnswerKind:
    """ANSWERED where a sentence holds what is asked for and its passage is about the question; CLOSEST where it
    is about it only; REFUSED where it is about something else.

    Any true sentence can be quoted: it answers only when the passage it rests on would have been an answer, the
    sentence itself kept the value asked for, and no word of the question is one the sources never say.
    """
    question = inquiry.question
    by_id = {found.passage.id: found for found in inquiry.ranked}
    cited = {
        c.passage_id: by_id[c.passage_id] for claim in claims for c in claim.citations if c.passage_id in by_id
    }
    held = [
        found
        for claim in claims
        for found in (by_id[c.passage_id] for c in claim.citations if c.passage_id in by_id)
        if holds_expected(question, claim.text, found.article.published_at)
        and holds_sort(question, claim.text, found.article.published_at)
        and tells_it_done(question, claim.text)
        and (tells_deed(question.text, claim.text, read_ahead(found)) or is_deed_told(question, found))
    ]
    fits = any(carries_answer(question, found) or _fits(question, found) for found in held)
    if (fits or (held and _tells_most(question, claims, tuple(cited.values())))) and not _has_unheard(inquiry):
        return AnswerKind.ANSWERED
    close = any(is_close(question, found) or _stands_beside(found) for found in cited.values())
    if close and not is_of_asker(question.text):
        return AnswerKind.CLOSEST
    return AnswerKind.REFUSED


def _fits(question: Question, found: Found) -> bool:
    """Whether a sentence that holds the value asked for stands among sentences about the question: there an LLM
    can see what no comparison of words does."""
    return question.asks in _VALUES and found.names == 1 and found.wide >= BESIDE


def _stands_beside(found: Found) -> bool:
    return found.names >= 0.5 and found.wide >= BESIDE


def _tells_most(question: Question, claims: Sequence[Claim], cited: Sequence[Found]) -> bool:
    """Whether the sentences have the question's words between them, as those of a question in two parts do."""
    if not question.terms or len(claims) < 2 or question.asks is Asks.YES_NO:
        return False
    told = {term for claim in claims for term in read_terms(claim.text)}
    named = all(found.names == 1 for found in cited)
    return named and len(question.terms & told) > TOLD * len(question.terms)


def _has_unheard(inquiry: Inquiry) -> bool:
    articles = tuple({found.article.id: found.article for found in inquiry.ranked}.values())
    return bool(find_unheard(inquiry.question.text, read_vocabulary(tuple(list_unsearched(articles)))))
