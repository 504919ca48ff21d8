"""What people thought of stories."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """One person's word on a story as it stood at a revision. `person`: "telegram:12345"."""

    story_id: int
    revision: int
    channel_id: int
    person: str
    useful: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class OutletOpinion:
    """How often a story that the outlet reported was found useful, and how often not."""

    outlet: str
    useful: int
    useless: int


@dataclass(frozen=True, slots=True)
class Opinion:
    """How many found a story useful, and how many not."""

    story_id: int
    useful: int
    useless: int
