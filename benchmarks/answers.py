"""Questions that others asked, put to the built-in answerer: told where it is told, refused where it is not."""

from __future__ import annotations

import math
import re
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from benchmarks.quizzes import Quiz, read_quizzes
from benchmarks.report import Figure, Measured, Report
from benchmarks.resampling import interval
from benchmarks.sets import set_name
from bot.core.answers import answer_from_sources, inquire
from bot.core.gathering import gather_passages
from bot.core.language import content_stems
from bot.core.passages import read_passages
from bot.core.types import Answer, AnswerKind

RANKED = 10
SATURATION, LENGTH_SHARE = 1.2, 0.75  # of plain BM25, as its authors advise

_ARTICLES = re.compile(r"\b(?:an?|the)\b")


@dataclass(frozen=True, slots=True)
class Told:
    """What came of a question: the answer, articles by how well they fit, the same of plain BM25 by sentences."""

    quiz: Quiz
    answer: Answer
    ranked: tuple[int, ...]
    plain: tuple[tuple[int, str], ...]

    @property
    def refused(self) -> bool:
        return self.answer.kind is AnswerKind.REFUSED

    @property
    def words(self) -> str:
        """All that the reader is shown: the sentences, and the passages they cite."""
        return " ".join([claim.text for claim in self.answer.claims] + [one.text for one in self.answer.passages])


def measure_answers(folder: Path, limit: int | None = None) -> Report:
    """The built-in answerer on one of the sets that `quizzes` knows. Raises SetAbsent."""
    quizzes = read_quizzes(folder)[:limit]
    started = time.process_time()
    told = [_ask(quiz) for quiz in quizzes]
    taken = (time.process_time() - started) * 1_000 / len(quizzes)
    figures: dict[str, Figure] = {"questions": len(quizzes)}
    figures |= _MEASURES[set_name(folder)](told)
    figures["answered, closest, refused"] = " ".join(
        str(sum(one.answer.kind is kind for one in told)) for kind in AnswerKind
    )
    figures["CPU a question, ms (mean)"] = taken
    return Report(f"answers: {set_name(folder)}", figures, tuple(map(_row, told)))


def _ask(quiz: Quiz) -> Told:
    inquiry = inquire(quiz.question, quiz.articles, None, (), quiz.asked_at)
    gathered = gather_passages(inquiry.question, inquiry.ranked, len(inquiry.ranked))
    return Told(
        quiz=quiz,
        answer=answer_from_sources(quiz.question, 1, quiz.articles, None, (), quiz.asked_at),
        ranked=tuple(dict.fromkeys(found.article.id for found in gathered))[:RANKED],
        plain=_rank_plainly(quiz),
    )


# ---------------------------------------------------------------- the figures of each set


def _quiz_figures(told: Sequence[Told]) -> dict[str, Figure]:
    held = [one for one in told if one.quiz.held]
    absent = [one for one in told if one.quiz.held is False]
    return {
        "gold in the cited sentences, where present": _share(
            held,
            lambda one: holds_one(one.words, one.quiz.right),
            "≥ .55",
            {"BM25, best sentence": mean(map(_finds_plainly, held))} if held else {},
        ),
        "refused where present": _share(held, lambda one: one.refused, "≤ .25"),
        "refused where absent": _share(absent, lambda one: one.refused, "≥ .80"),
    }


def _finds_plainly(one: Told) -> bool:
    return bool(one.plain) and holds_one(one.plain[0][1], one.quiz.right)


def _evidence_figures(told: Sequence[Told]) -> dict[str, Figure]:
    held = [one for one in told if one.quiz.evidence]
    absent = [one for one in told if one.quiz.held is False]
    return {
        "evidence among the first 4": _recall(held, 4, "≥ .78"),
        "evidence among the first 10": _recall(held, 10, "≥ .90"),
        "unanswerable, refused": _share(absent, lambda one: one.refused, "≥ .90"),
        "answerable, refused": _share(held, lambda one: one.refused, "≤ .15"),
    }


def _recall(held: Sequence[Told], first: int, goal: str) -> Figure:
    beside = [_found(one.quiz, [key for key, _ in one.plain][:first]) for one in held]
    return _share(
        held,
        lambda one: _found(one.quiz, one.ranked[:first]),
        goal,
        {"BM25": mean(beside)} if beside else {},
    )


def _conflict_figures(told: Sequence[Told]) -> dict[str, Figure]:
    """An answer with one value asserts a side; with both it shows who says what."""

    def sides(one: Told) -> int:
        said = " ".join(claim.text for claim in one.answer.claims)
        return holds_one(said, one.quiz.right) + holds_one(said, (one.quiz.wrong,))

    return {
        "conflict shown": _share(told, lambda one: sides(one) == 2, "≥ .90"),
        "one side asserted": _share(told, lambda one: sides(one) == 1),
        "neither told": _share(told, lambda one: sides(one) == 0),
    }


_MEASURES: Mapping[str, Callable[[Sequence[Told]], dict[str, Figure]]] = {
    "realtimeqa-2026": _quiz_figures,
    "multihop-rag-500": _evidence_figures,
    "rgb": _conflict_figures,
}


def _share(
    told: Sequence[Told],
    judge: Callable[[Told], float],
    goal: str = "",
    beside: Mapping[str, float] | None = None,
) -> Figure:
    values = [float(judge(one)) for one in told]
    if not values:
        return "not given: nothing to compare with"
    return Measured(mean(values), n=len(values), interval=interval(values, mean), goal=goal, beside=beside or {})


def _found(quiz: Quiz, ranked: Sequence[int]) -> float:
    return len(quiz.evidence.intersection(ranked)) / len(quiz.evidence)


def holds_one(text: str, answers: Sequence[str]) -> bool:
    """Whether the text names one of the answers, as SQuAD compares them."""
    there = f" {_plain(text)} "
    return any(f" {_plain(answer)} " in there for answer in answers if _plain(answer))


def _plain(text: str) -> str:
    """Letters and figures without articles, as SQuAD compares answers (Rajpurkar et al., EMNLP 2016)."""
    return " ".join(re.sub(r"\W+", " ", _ARTICLES.sub(" ", text.lower())).split())


def _row(one: Told) -> Mapping[str, object]:
    return {
        "id": one.quiz.id,
        "kind": one.answer.kind.value,
        "text": " ".join(filter(None, [one.answer.note, *(claim.text for claim in one.answer.claims)])),
        "cited": [{"article": passage.article_id, "text": passage.text} for passage in one.answer.passages],
        "ranked": list(one.ranked),
    }


# ---------------------------------------------------------------- beside it


def _rank_plainly(quiz: Quiz) -> tuple[tuple[int, str], ...]:
    """Article and sentence by plain BM25 over sentences (Robertson and Zaragoza, 2009), each article once."""
    passages = [(article.id, one.text) for article in quiz.articles for one in read_passages(article)]
    if not passages:
        return ()
    stems = [Counter(content_stems(text)) for _, text in passages]
    holders = Counter(stem for one in stems for stem in one)
    length = mean(sum(one.values()) for one in stems) or 1
    asked = frozenset(content_stems(quiz.question))
    rarity = {stem: math.log(1 + (len(stems) - n + 0.5) / (n + 0.5)) for stem, n in holders.items()}

    def worth(one: Counter[str]) -> float:
        stretch = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * sum(one.values()) / length)
        return sum(
            rarity[stem] * one[stem] * (SATURATION + 1) / (one[stem] + stretch) for stem in asked & one.keys()
        )

    ranked = sorted(zip(map(worth, stems), passages, strict=True), key=lambda pair: -pair[0])
    firsts: dict[int, str] = {}
    for _, (key, text) in ranked:
        firsts.setdefault(key, text)
    return tuple(firsts.items())[:RANKED]
