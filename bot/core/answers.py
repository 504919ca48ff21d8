"""Answers from a story's own sources: cited sentences, the closest they say, or a refusal."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.asked_for import asks_for_name, holds_sort
from bot.core.aspects import LABELS
from bot.core.closeness import CLOSEST_NAMES, is_close, shares_enough
from bot.core.disagreements import find_disagreements
from bot.core.expected import list_values, tells_it_done
from bot.core.framing import list_cited, list_sources, quote_source, tell_growth, tell_position
from bot.core.gathering import gather_passages, share_told
from bot.core.language import content_stems, find_numbers, is_furniture
from bot.core.light_edits import cut_title
from bot.core.narrowed import tell_the_one
from bot.core.other_tongues import explain_other_tongue
from bot.core.passages import read_passages, read_title
from bot.core.polishing import strip_dateline
from bot.core.premises import Premise, check_premise
from bot.core.presumed import is_of_asker
from bot.core.question_words import Asks
from bot.core.questions import Question, name_outlets, open_talk, read_question
from bot.core.retrieval import Found, rank_passages, tell_same
from bot.core.rival_answers import find_rivals
from bot.core.said_of import tells_deed
from bot.core.saying import joined, tr
from bot.core.statements import asks_for_whole
from bot.core.types import Answer, AnswerKind, Article, Disagreement, PassageId, Relation, Summary, Turn
from bot.core.whole_story import Outcome, answer_about_story

# Chosen on the questions of tests/core/test_answers.py so that nothing off the story is answered.
ANSWER_COVERAGE, ANSWER_WIDE = 0.5, 0.75
ANSWER_PART, ANSWER_ABOUT = 0.3, 0.9  # or a part, where the article's head tells nearly all of the rest
TOUCHED = 0.3  # share of the question that a passage touches which others contradict
LOOSE_COVERAGE = 0.7  # where any sentence could be the kind of answer asked for, its words must carry it
LOOSE_WEIGHT = 1.0  # rarity of a word that about a third of the passages hold
RUNNER_UP = 0.85  # of the best score: another sentence this good is told too
SENTENCES = 3
REPORTS, TOGETHER = 4, 0.3  # sentences of the outlets that a question names, the share they must tell together
TOPICS = 3
TOPIC_WORDS = 14
FEWEST = 5  # words of a topic cut from a sentence
_OUTLETS_MANNER = re.compile(r"\b[A-Z]{4,}\b|[?!]|^(?:[Ww]hy|[Hh]ow|[Ww]hat|[Ww]ho|[Ww]hen|[Ww]here)\b")
_QUOTED = re.compile(r"[“\"]")
_CLAUSE_END = re.compile(r"[,;:](?=\s)|\s(?=(?:which|while|after|because|whose|although)\b)")

NO_OPINION = tr("AiBot tells what the sources say; it gives no opinions, advice or predictions of its own.")
NOTHING_LEFT = tr("The outlets took their articles back, so there is nothing left to answer from.")
DIFFER = tr("The sources differ on this.")
FIGURES_DIFFER = tr("The sources give different figures.")


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question read against a story: what was found for it, what is wrong with it, what is disputed.

    `rivals` are passages of several outlets that contradict one another in the very answer.
    """

    question: Question
    ranked: tuple[Found, ...]
    premise: Premise
    disputed: tuple[Disagreement, ...]
    disagreements: tuple[Disagreement, ...]
    rivals: tuple[Found, ...] = ()
    by_meaning: bool = False  # `ranked` is in an order that knows meaning, not words alone


def inquire(
    question: str,
    articles: Sequence[Article],
    summary: Summary | None,
    turns: Sequence[Turn],
    now: datetime | None = None,
) -> Inquiry:
    """The question resolved and searched for. `articles` without those that were withdrawn; `now` is when it was
    asked, by which "12 March" gets its year."""
    outlets = [article.outlet.name for article in articles]
    opening = () if turns else open_talk(question, summary, now)
    read = replace(read_question(question, turns or opening, outlets, now), guessed=bool(opening))
    asked = name_outlets(read, articles)
    ranked = rank_passages(asked, articles)
    known = summary.disagreements if summary is not None else find_disagreements(articles)
    present = {article.id for article in articles}
    standing = tuple(one for one in known if _stands(one, present))
    disputed = _find_disputed(asked, ranked, standing)
    return Inquiry(
        question=asked,
        ranked=ranked,
        premise=check_premise(asked, ranked, articles),
        disputed=disputed,
        disagreements=standing,
        rivals=() if disputed else _find_rivals(asked, ranked),
    )


def answer_from_sources(
    question: str,
    story_id: int,
    articles: Sequence[Article],
    summary: Summary | None,
    turns: Sequence[Turn],
    now: datetime,
) -> Answer:
    """The built-in answer: it quotes and never asserts, and refuses rather than guesses.

    `turns` are those of the same place and story, oldest first; `now` stands for the time of asking.
    """
    present = list_present(articles, now)
    inquiry = inquire(question, present, summary, turns, now) if present else None
    return answer_inquiry(inquiry, question, story_id, articles, summary, now)


def list_present(articles: Sequence[Article], now: datetime) -> tuple[Article, ...]:
    """Those that nobody took back and that were out by then."""
    return tuple(article for article in articles if not article.withdrawn and article.published_at <= now)


def answer_inquiry(
    inquiry: Inquiry | None,
    question: str,
    story_id: int,
    articles: Sequence[Article],
    summary: Summary | None,
    now: datetime,
) -> Answer:
    """The built-in answer to a question that was searched for already; `inquiry` is None where nothing is left
    to search. `now` in the reader's zone, which is the one that hours are told in."""
    present = list_present(articles, now)
    if inquiry is not None:
        outcome = _decide(inquiry, present, summary, now)
    else:
        outcome = Outcome(AnswerKind.REFUSED, note=NOTHING_LEFT)
    passages = [passage for article in present for passage in read_passages(article)]
    passages += summary.passages if summary is not None and present else ()
    return Answer(
        story_id=story_id,
        question=question,
        kind=outcome.kind,
        claims=outcome.claims,
        passages=list_cited(outcome.claims, passages),
        sources=list_sources(articles, summary),
        covers=list_topics(present, summary) if outcome.kind is AnswerKind.REFUSED else (),
        note=outcome.note,
    )


def list_topics(articles: Sequence[Article], summary: Summary | None) -> tuple[str, ...]:
    """Up to three things the story does cover, a few words each: the headline, other titles, then sentences."""
    heads = [cut_title(read_title(article), article.outlet.name) for article in articles]
    heads = [title for title in heads if title and not is_furniture(title) and not _OUTLETS_MANNER.search(title)]
    if summary is not None and articles:
        named = (section.subhead for section in summary.sections if section.subhead)
        subheads = [subhead for subhead in named if subhead not in LABELS]  # "Money" tells nobody what is covered
        heads = [summary.headline.text, *subheads, *heads, *(claim.text for claim in summary.claims)]
    chosen: list[str] = []
    for topic in (_shorten(text) for text in heads if not _QUOTED.search(text)):
        stems = set(content_stems(topic))
        if stems and not any(len(stems & set(content_stems(one))) * 2 > len(stems) for one in chosen):
            chosen.append(topic)
    return tuple(chosen[:TOPICS])


def _decide(inquiry: Inquiry, articles: Sequence[Article], summary: Summary | None, now: datetime) -> Outcome:
    question, premise = inquiry.question, inquiry.premise
    if question.asks is Asks.OPINION:
        return Outcome(AnswerKind.REFUSED, note=NO_OPINION)
    if inquiry.rivals:
        return _tell_rivals(inquiry)
    if other := explain_other_tongue(question, articles, inquiry.ranked):
        return Outcome(AnswerKind.REFUSED, note=other)
    if premise.unknown:
        return Outcome(AnswerKind.REFUSED, note=premise.note)
    whole = answer_about_story(question, inquiry.ranked, articles, summary, inquiry.disagreements, now)
    if whole is not None:
        return whole
    growing = [one for one in inquiry.disputed if one.relation in {Relation.UPDATE, Relation.PRECISION}]
    if growing and len(growing) == len(inquiry.disputed):
        told = [claim for one in growing for claim in tell_growth(one, articles)]
        return Outcome(AnswerKind.ANSWERED, tuple(told), _note_on(inquiry, ""))
    if inquiry.disputed:
        claims = [tell_position(one, position) for one in inquiry.disputed for position in one.positions]
        return Outcome(AnswerKind.ANSWERED, tuple(claims), _note_on(inquiry))
    if premise.shown:
        claims = [quote_source(found, inquiry.ranked) for found in premise.shown]
        return Outcome(AnswerKind.ANSWERED, tuple(claims), premise.note)
    return _decide_tier(inquiry)


def _note_on(inquiry: Inquiry, opening: str = DIFFER) -> str | None:
    """What goes before disputed or grown values: that they differ, and that none is the one asked about."""
    values = [n for one in inquiry.disputed for p in one.positions for n in find_numbers(p.value)]
    for asked in inquiry.question.numbers:
        if values and not any(value.low <= asked.value <= value.high for value in values):
            return joined((opening, tr("None of them says {figure}.", figure=asked.text)))
    return opening or None


def _decide_tier(inquiry: Inquiry) -> Outcome:
    note = inquiry.premise.note
    ranked = [found for found in inquiry.ranked if _is_of_named(inquiry.question, found)]
    reports = _gather_reports(inquiry.question, ranked)
    together = tuple(quote_source(one, named=True) for one in reports)
    if len(inquiry.question.outlets) > 1 and reports:
        return Outcome(AnswerKind.CLOSEST, together, note)
    good = _without_titles([found for found in ranked if _is_told(inquiry.question, found)])
    if good and note is None:
        chosen = _choose_told(inquiry.question, good, ranked)
        note = FIGURES_DIFFER if len(chosen) > 1 and _figures_differ(inquiry.question, chosen) else None
        return Outcome(AnswerKind.ANSWERED, tuple(quote_source(found, good) for found in chosen), note)
    near = _without_titles([found for found in ranked if shares_enough(inquiry.question, found)])
    if inquiry.question.guessed:  # "Why?": what it is about was taken for granted, what it asks for was said
        near = [found for found in near if found.typed] or near
    close = [found for found in ranked if is_close(inquiry.question, found)]
    if near and close and tell_the_one(inquiry.question, close) and not is_of_asker(inquiry.question.text):
        chosen = _choose_distinct(inquiry.question, near)
        return Outcome(AnswerKind.CLOSEST, tuple(quote_source(found, near) for found in chosen), note)
    return Outcome(AnswerKind.CLOSEST if together else AnswerKind.REFUSED, together, note)


def _gather_reports(question: Question, ranked: Sequence[Found]) -> tuple[Found, ...]:
    """What the outlets that a question names report of it, where only several of their sentences together tell
    enough; () where they do not, or where it names none."""
    if not question.outlets:
        return ()
    chosen = gather_passages(question, [found for found in ranked if found.passage.start >= 0], REPORTS)
    return chosen if share_told(question, chosen) >= TOGETHER else ()


def _find_rivals(question: Question, ranked: Sequence[Found]) -> tuple[Found, ...]:
    if question.asks in {Asks.OVERVIEW, Asks.CHANGES, Asks.DIFFERENCES, Asks.OUTLETS}:
        return ()
    touched = [found for found in ranked if _is_of_named(question, found) and _is_touched(question, found)]
    return find_rivals(question, touched)


def _is_touched(question: Question, found: Found) -> bool:
    """Whether a passage that others contradict has to do with the question: a third of its words will do."""
    if found.names < CLOSEST_NAMES or not question.terms:
        return False
    asked = question.terms | question.light
    return found.wide >= TOUCHED or len(asked & found.terms) >= len(asked) / 3


def _tell_rivals(inquiry: Inquiry) -> Outcome:
    """Each side in its own words, with who says it, behind what the sources do not have of the question."""
    others = [found for found in inquiry.ranked if found not in inquiry.rivals]
    claims = [quote_source(found, others, named=True) for found in inquiry.rivals]
    premise = inquiry.premise
    note = joined((premise.note, DIFFER)) if premise.note is not None and premise.unknown else DIFFER
    return Outcome(AnswerKind.ANSWERED, tuple(claims), note)


def _without_titles(found: list[Found]) -> list[Found]:
    """Titles are cut to fit; they answer only where no sentence does."""
    return [one for one in found if one.passage.start >= 0] or found


def _is_of_named(question: Question, found: Found) -> bool:
    """What another outlet says is no answer to what a named one says."""
    return not question.outlets or found.article.outlet.domain in question.outlets


def _is_told(question: Question, found: Found) -> bool:
    fits = carries_answer(question, found) and is_close(question, found)
    return fits and tells_it_done(question, found.passage.text)


def carries_answer(question: Question, found: Found) -> bool:
    """Whether the passage may be told as the answer."""
    loose = question.asks in {Asks.WHAT, Asks.YES_NO} and not question.identity
    if loose and (found.coverage < LOOSE_COVERAGE or found.weight < LOOSE_WEIGHT):
        return False
    whole = found.coverage >= ANSWER_COVERAGE and found.wide >= ANSWER_WIDE
    deed = question.asks is Asks.WHO and not question.identity  # told of somebody whom the sentence names
    rest = deed and found.coverage >= ANSWER_PART and found.about >= ANSWER_ABOUT
    if question.guessed or not found.typed or found.names < 1 or not (whole or rest):
        return False
    if not is_deed_told(question, found):
        return False
    return holds_sort(question, found.passage.text, found.article.published_at)


def is_deed_told(question: Question, found: Found) -> bool:
    """Whether the passage says what the question's verb asks, of the one it is asked of."""
    return tells_deed(question.text, found.passage.text, read_ahead(found))


def read_ahead(found: Found) -> str:
    """What a pronoun of the passage may stand for: the sentence ahead of it and the title."""
    return f"{found.article.title} {found.before.text if found.before is not None else ''}"


def _choose_told(question: Question, good: Sequence[Found], ranked: Sequence[Found]) -> list[Found]:
    """The best sentence, and others nearly as good that hold what is asked for and tell something else."""
    best = good[0]
    strong = [
        one
        for one in ranked
        if one.typed and one.passage.start >= 0 and one.score >= RUNNER_UP * best.score and one is not best
    ]
    return _choose_distinct(question, [best, *strong])


def _choose_distinct(question: Question, found: Sequence[Found]) -> list[Found]:
    """The first few without those that only repeat one before them: what it does not have of the value asked for
    is no repetition, however many words both share."""
    chosen: list[Found] = []
    for one in found:
        if len(chosen) < SENTENCES and not any(_repeats(question, one, other) for other in chosen):
            chosen.append(one)
    return chosen


def _repeats(question: Question, one: Found, other: Found) -> bool:
    if not tell_same(one, other):
        return False
    ours, theirs = (
        list_values(question, strip_dateline(f.passage.text), f.article.published_at) for f in (one, other)
    )
    return ours <= theirs


def _figures_differ(question: Question, chosen: Sequence[Found]) -> bool:
    """Whether they give different figures of one thing."""
    if question.asks not in {Asks.HOW_MANY, Asks.HOW_MUCH}:
        return False
    figures = [{(n.counted, n.unit, n.kind) for n in find_numbers(found.passage.text)} for found in chosen]
    values = [{number.value for number in find_numbers(found.passage.text)} for found in chosen]
    return all(figures) and bool(set.intersection(*figures)) and not set.intersection(*values)


def _stands(one: Disagreement, present: set[int]) -> bool:
    """Whether at least two of its positions are still in articles that have not been withdrawn."""
    return all(int(position.citation.passage_id.split(".")[0]) in present for position in one.positions)


def _find_disputed(
    question: Question, ranked: Sequence[Found], disagreements: Sequence[Disagreement]
) -> tuple[Disagreement, ...]:
    """The disagreements the question is about: their measure is asked for, or the best answer is part of one."""
    best = {found.passage.id for found in ranked[:2] if carries_answer(question, found)}
    return tuple(one for one in disagreements if _is_about(question, one, best))


def _is_about(question: Question, one: Disagreement, best: Set[PassageId]) -> bool:
    if asks_for_whole(question.text, one.measure):
        return True
    nameless = asks_for_name(question.text) or question.asks in {Asks.WHY, Asks.WHERE}
    if nameless and all(find_numbers(position.value) for position in one.positions):
        return False  # how many it were says nobody's name, no reason and no place
    measured = set(read_question(one.measure).terms)
    asked = question.terms | question.soft
    if not measured & asked:
        return False
    cited = {position.citation.passage_id for position in one.positions}
    return question.terms <= measured or bool(best & cited)


def _shorten(text: str) -> str:
    """At most `TOPIC_WORDS` words, cut where a clause ends if one does."""
    words = text.split()
    if len(words) <= TOPIC_WORDS:
        return text
    ends = [cut.start() for cut in _CLAUSE_END.finditer(text) if len(text[: cut.start()].split()) >= FEWEST]
    if ends and len(text[: ends[0]].split()) <= TOPIC_WORDS:
        return text[: max(end for end in ends if len(text[:end].split()) <= TOPIC_WORDS)]
    return " ".join(words[:TOPIC_WORDS]).rstrip(",;:") + " …"
