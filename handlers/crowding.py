"""How much one person may ask in a chat within a minute, so that nobody else waits for it."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

WITHIN = timedelta(minutes=1)
MOST = 30  # more than anybody presses who browses settings
_CROWD = 1024  # people remembered before those long silent are forgotten


@dataclass(frozen=True, slots=True)
class Wait:
    """Until it is the person's turn again. `told`: whether they were asked to wait since their last turn."""

    length: timedelta
    told: bool


@dataclass(slots=True)
class _Person:
    turns: deque[datetime] = field(default_factory=deque)
    told: bool = False


class Crowding:
    """Counts what each person asks in each chat, as those who ask name them."""

    def __init__(self) -> None:
        self._people: dict[str, _Person] = {}

    def take(self, person: str, now: datetime) -> Wait | None:
        """None when it is the person's turn. Only turns that were taken count, so that whoever goes on asking is
        heard again as soon as anybody."""
        self._forget_the_silent(now)
        known = self._people.setdefault(person, _Person())
        while known.turns and known.turns[0] <= now - WITHIN:
            known.turns.popleft()
        if len(known.turns) < MOST:
            known.turns.append(now)
            known.told = False
            return None
        wait = Wait(known.turns[0] + WITHIN - now, known.told)
        known.told = True
        return wait

    def _forget_the_silent(self, now: datetime) -> None:
        if len(self._people) > _CROWD:
            lately = now - WITHIN
            self._people = {name: one for name, one in self._people.items() if one.turns[-1] > lately}
