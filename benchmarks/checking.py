"""How well checking tells supported claims from others, where people have judged them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import pairwise
from pathlib import Path
from statistics import fmean as mean
from typing import Any

from scipy.stats import pearsonr, spearmanr
from sklearn.metrics import balanced_accuracy_score, roc_auc_score

from benchmarks.judged import JudgedClaim, read_judged
from benchmarks.report import Figure, Measured, Report
from benchmarks.resampling import interval
from bot.core.alignment import words_of
from bot.core.checking import check_claim
from bot.core.language import split_sentences
from bot.core.passages import read_passages
from bot.core.support import score_together
from bot.core.types import Article, Outlet, Support, Verdict

ACCEPTS = 0.294  # the score from which a claim counts as supported where a yes or no is wanted: doubt of 2.4

_SOME_DAY = datetime(2020, 1, 1, tzinfo=UTC)  # only to make a record: relative dates are resolved against nothing
_SEVERITY = (Support.SUPPORTED, Support.UNSUPPORTED, Support.CONTRADICTED)
_GOALS = {"cnndm": "≥ .88", "xsum": "≥ .72", "xsumfaith": "≥ .80", "faithbench": "≥ .70"}
_GOALS_R = {"cnndm": "≥ .74", "xsum": "≥ .35"}
_GOALS_BALANCED = {"faithbench": "≥ .60"}
_GOALS_ACCEPTED = {"cnndm": "≥ .93"}
# Published on the whole sets (dev and held out): Pearson r as table 8 of the BINEVAL paper repeats it; the best
# detector of the FaithBench paper on its 660 items.
_PUBLISHED_R = {
    "cnndm": {"BARTScore (whole set)": 0.735, "UniEval (whole set)": 0.682, "G-Eval (whole set)": 0.631},
    "xsum": {"BARTScore (whole set)": 0.184, "UniEval (whole set)": 0.461, "G-Eval (whole set)": 0.558},
}
_PUBLISHED_BALANCED = {"faithbench": {"best of the paper's detectors": 0.5765}}


@dataclass(frozen=True, slots=True)
class Judgement:
    """A claim that people judged, what checking makes of it, and the trivial measure: the share of its pairs of
    neighbouring words that the source has."""

    claim: JudgedClaim
    support: Support
    score: float
    shared_pairs: float

    @property
    def by_people(self) -> bool:
        """People's judgement; only of sets that give it."""
        return bool(self.claim.supported)


def measure_checking(folder: Path) -> Report:
    """Every claim of the set checked against all of its source. Raises SetAbsent."""
    figures: dict[str, Figure] = {}
    rows: list[dict[str, object]] = []
    parts = read_judged(folder)
    for part, claims in parts.items():
        judgements = [judge(claim) for claim in claims]
        figures |= {f"{part}: {name}": figure for name, figure in _measure(part, judgements).items()}
        rows += [_row(judgement) for judgement in judgements]
    return Report(f"checking, {folder.resolve().parent.name}/{folder.resolve().name}", figures, rows)


def judge(claim: JudgedClaim) -> Judgement:
    """What checking says of the claim's sentences together: the worst verdict of any, their doubts added up."""
    verdicts = [*_check_sentences(claim.claim, claim.source)]
    support = max((verdict.support for verdict in verdicts), key=_SEVERITY.index)
    return Judgement(
        claim, support, score_together([verdict.score for verdict in verdicts]), _shared_pairs(claim)
    )


def _check_sentences(text: str, source: str) -> list[Verdict]:
    article = Article(
        id=1,
        url="https://source.example/1",
        outlet=Outlet("source", "source.example"),
        title="",
        text=source,
        published_at=_SOME_DAY,
        arrived_at=_SOME_DAY,
    )
    passages = read_passages(article)
    return [check_claim(sentence.text, passages, {}) for sentence in split_sentences(text)]


def _shared_pairs(claim: JudgedClaim) -> float:
    theirs = set(pairwise(words_of(claim.source)))
    ours = [*pairwise(words_of(claim.claim))]
    return mean(pair in theirs for pair in ours) if ours else 1.0


def _row(judgement: Judgement) -> dict[str, object]:
    claim = judgement.claim
    row: dict[str, object] = {"id": claim.id}
    if claim.text:
        row["sentence"] = claim.text
    return {**row, "verdict": judgement.support.value, "score": judgement.score}


# ---------------------------------------------------------------- figures


def _measure(part: str, judgements: Sequence[Judgement]) -> dict[str, Figure]:
    if any(one.claim.supported is None for one in judgements):
        return {
            "claims": len(judgements),
            "accepted": sum(one.support is Support.SUPPORTED for one in judgements),
            "people's judgements": "not given: nothing to compare with",
        }
    return _comparison(part, judgements)


def _comparison(part: str, judgements: Sequence[Judgement]) -> dict[str, Figure]:
    articles = _by(judgements, lambda judgement: judgement.claim.source)
    accepted = [one for one in judgements if one.support is Support.SUPPORTED]
    figures: dict[str, Figure] = {
        "claims": len(judgements),
        "supported, people say": sum(one.by_people for one in judgements),
        "AUC": _judged(articles, _auc, _GOALS.get(part, ""), _others_auc(judgements)),
        f"balanced accuracy at score {ACCEPTS}": _judged(
            articles, _balanced, _GOALS_BALANCED.get(part, ""), _PUBLISHED_BALANCED.get(part, {})
        ),
        "accepted": len(accepted),
        "accepted and supported": _judged(_by(accepted, _source), _precision, _GOALS_ACCEPTED.get(part, "")),
        "contradicted": sum(one.support is Support.CONTRADICTED for one in judgements),
        "contradicted and rightly not accepted": _judged(
            _by([one for one in judgements if one.support is Support.CONTRADICTED], _source),
            lambda some: 1 - _precision(some),
        ),
    }
    if judgements[0].claim.consistency is not None:
        summaries = _means(judgements)
        for name, correlate, goal, beside in (
            ("Pearson r", pearsonr, _GOALS_R.get(part, ""), _PUBLISHED_R.get(part, {})),
            ("Spearman rho", spearmanr, "", {}),
        ):
            agreement = partial(_agreement, correlate=correlate)
            figures[f"{name} of a summary's mean"] = Measured(
                agreement(summaries), len(summaries), interval(summaries, agreement), goal, beside
            )
    return figures


Articles = Sequence[Sequence[Judgement]]
Correlate = Callable[[Sequence[float], Sequence[float]], Any]  # of scipy; its result has `statistic`


def _by(judgements: Sequence[Judgement], key: Callable[[Judgement], str]) -> Articles:
    grouped = defaultdict(list)
    for judgement in judgements:
        grouped[key(judgement)].append(judgement)
    return list(grouped.values())


def _source(judgement: Judgement) -> str:
    return judgement.claim.source


def _judged(
    articles: Articles,
    statistic: Callable[[Sequence[Judgement]], float],
    goal: str = "",
    beside: Mapping[str, float] | None = None,
) -> Figure:
    """The statistic with its interval over articles, of which all claims are drawn together."""

    def of_articles(drawn: Articles) -> float:
        return statistic([judgement for article in drawn for judgement in article])

    if not articles:
        return "none"
    n = sum(len(article) for article in articles)
    return Measured(of_articles(articles), n, interval(articles, of_articles), goal, beside or {})


def _auc_of(labels: Sequence[bool], scores: Sequence[float]) -> float:
    """0.5, chance, where all claims are of one kind."""
    return float(roc_auc_score(labels, scores)) if len(set(labels)) == 2 else 0.5


def _auc(some: Sequence[Judgement]) -> float:
    return _auc_of([one.by_people for one in some], [one.score for one in some])


def _others_auc(some: Sequence[Judgement]) -> dict[str, float]:
    """The trivial measure and the released systems on the same claims, or on those of them that they scored."""
    labels = [one.by_people for one in some]
    found = {"share of word pairs": _auc_of(labels, [one.shared_pairs for one in some])}
    for name in dict.fromkeys(name for one in some for name in one.claim.others):
        scored = [one for one in some if name in one.claim.others]
        label = name if len(scored) == len(some) else f"{name} (of {len(scored)})"
        found[label] = _auc_of([one.by_people for one in scored], [one.claim.others[name] for one in scored])
    return found


def _balanced(some: Sequence[Judgement]) -> float:
    labels = [one.by_people for one in some]
    if len(set(labels)) < 2:
        return 0.5
    return float(balanced_accuracy_score(labels, [one.score >= ACCEPTS for one in some]))


def _precision(some: Sequence[Judgement]) -> float:
    return mean(one.by_people for one in some)


def _agreement(summaries: Sequence[tuple[float, float]], correlate: Correlate) -> float:
    """0, none, where either side gives every summary the same."""
    ours, people = zip(*summaries, strict=True)
    return float(correlate(ours, people).statistic) if min(len(set(ours)), len(set(people))) > 1 else 0.0


def _means(judgements: Sequence[Judgement]) -> list[tuple[float, float]]:
    """Of each summary: the mean score of its sentences, and people's consistency."""
    return [
        (mean(one.score for one in summary), summary[0].claim.consistency or 0.0)
        for summary in _by(judgements, lambda one: one.claim.id)
    ]
