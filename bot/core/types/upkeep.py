"""What is kept, for how long, and of whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """How long things are kept; None for good. `stories`: with their articles, pieces, deliveries and posts,
    counted from a story's last change."""

    stories: timedelta | None = None
    questions: timedelta | None = None
    feedback: timedelta | None = None
    spending: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Purged:
    """How much was deleted. `said`: digests, notices and answers about no one story."""

    stories: int = 0
    said: int = 0
    questions: int = 0
    feedback: int = 0
    spending: int = 0

    @property
    def nothing(self) -> bool:
        return not (self.stories or self.said or self.questions or self.feedback or self.spending)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """What is stored of one chat, and of one person in any chat. `since`: when the chat was first met, None where
    it is not stored at all. `bulletins`: what happened to its feeds; `thumbs`: those given in the chat, whoever
    gave them; `runs`: whether it is kept which other channel is run from it."""

    since: datetime | None
    subscriptions: int = 0
    posts: int = 0
    questions: int = 0
    deliveries: int = 0
    bulletins: int = 0
    thumbs: int = 0
    runs: bool = False
    calls: int = 0  # of the LLM, on the person's account
    feedback: int = 0  # the person's thumbs


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How the work goes on, for operators. `oldest_due`: since when the oldest delivery has waited, None where
    none is overdue. `problems`: what deliveries of the last day failed of, the most frequent first."""

    channels: int
    channels_gone: int
    channels_blocked: int
    stories_today: int
    sent_today: int
    waiting: int
    oldest_due: datetime | None
    failed_today: int
    problems: tuple[tuple[str, int], ...] = ()


KEPT_FOR_GOOD = Retention()
WHOSE_CALL = timedelta(days=2)
"""How long the ledger knows on whose account a call was: budgets of a person end with the day (UTC)."""
