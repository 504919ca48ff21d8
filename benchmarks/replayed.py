"""Answers that 13 released LLMs gave to a news quiz, as if the endpoint had said them: what is let through."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from benchmarks.answers import holds_one
from benchmarks.labelled_pairs import Half
from benchmarks.quizzes import Quiz, read_packed, read_quizzes
from benchmarks.report import Figure, Report
from bot.core.questions import name_outlets, read_question
from bot.core.retrieval import Found, rank_passages
from bot.core.short_answers import BORNE_OUT, find_bearing

WITH_ARTICLES = "_gcs"  # how the set marks systems that were given the retrieved articles
CURVE = (0.0, 0.1, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6)
_REFUSES = re.compile(
    r"unable to|cannot|can['’]t|no (?:retrieved )?context|insufficient|no information|sorry|unknown|n/a|none of"
    r"|not (?:contain|provide|mention|available|specified|enough|include|state|found|possible|have|been)"
    r"|not determine"
    r"|(?:does|do|did) not|(?:do|does|did)n['’]t",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Said:
    """An answer of a system. `share` is that of the passage that bears it out, None where none does.

    `right`: it names a gold answer; `held`: the set says that the retrieved articles hold one.
    """

    system: str
    question: str
    text: str
    right: bool
    held: bool
    share: float | None

    @property
    def good(self) -> bool:
        return self.right and self.held

    def passes(self, least: float = BORNE_OUT) -> bool:
        return self.share is not None and self.share >= least


def measure_replayed(folder: Path, half: Half = Half.ALL) -> Report:
    """Every system's answers through `find_bearing`. Refusals are left aside. Raises SetAbsent."""
    quizzes = {quiz.id: quiz for quiz in read_quizzes(folder) if half in (Half.ALL, half_of(quiz.id))}
    said = list(_read(folder, quizzes))
    figures: dict[str, Figure] = {"questions": len(quizzes), "answers": len(said)}
    for system in sorted({one.system for one in said}):
        figures[system.removesuffix(WITH_ARTICLES)] = _tell([one for one in said if one.system == system])
    figures["all"] = _tell(said)
    for least in CURVE:
        figures[f"all, let through from {least:.2f}"] = _tell(said, least)
    return Report(
        f"replayed answers, {half}: unsupported cut (n), correct and supported lost (n)", figures, _rows(said)
    )


def half_of(question_id: str) -> Half:
    """By the week of the question."""
    return Half.TUNED if blake2b(question_id[:8].encode()).digest()[0] % 2 else Half.KEPT


def _read(folder: Path, quizzes: Mapping[str, Quiz]) -> Sequence[Said]:
    rows = [
        row
        for row in read_packed(folder / "published_predictions.jsonl.gz")
        if row["task"] == "GEN" and row["system"].endswith(WITH_ARTICLES) and row["question_id"] in quizzes
    ]
    answers: dict[str, dict[str, float | None]] = {}
    for quiz in quizzes.values():
        texts = {str(row["prediction"]).strip() for row in rows if row["question_id"] == quiz.id}
        answers[quiz.id] = _bear_out(quiz, texts)
    said = []
    for row in rows:
        quiz, text = quizzes[row["question_id"]], str(row["prediction"]).strip()
        right = holds_one(text, quiz.right)
        if text and (right or not _REFUSES.search(text)):
            share = answers[quiz.id][text]
            said.append(Said(row["system"], quiz.id, text, right, bool(quiz.held), share))
    return said


def _bear_out(quiz: Quiz, texts: set[str]) -> dict[str, float | None]:
    outlets = [article.outlet.name for article in quiz.articles]
    question = name_outlets(read_question(quiz.question, (), outlets, quiz.asked_at), quiz.articles)
    ranked: tuple[Found, ...] = rank_passages(question, quiz.articles)
    found = {text: find_bearing(question, text, ranked, quiz.asked_at) for text in sorted(texts)}
    return {text: None if borne is None else borne.share for text, borne in found.items()}


def _tell(said: Sequence[Said], least: float = BORNE_OUT) -> str:
    good, bad = [one for one in said if one.good], [one for one in said if not one.good]
    cut = sum(not one.passes(least) for one in bad)
    lost = sum(not one.passes(least) for one in good)
    return f"cut {cut / max(1, len(bad)):.3f} ({len(bad)}), lost {lost / max(1, len(good)):.3f} ({len(good)})"


def _rows(said: Sequence[Said]) -> Sequence[Mapping[str, object]]:
    return [
        {"system": one.system, "id": one.question, "good": one.good, "share": one.share, "passes": one.passes()}
        for one in said
    ]
