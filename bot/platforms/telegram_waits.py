"""How long Telegram is waited for, and how far apart messages are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.platforms.live import Tempo
from bot.platforms.pacing import Window

# The FAQ's advice (one message a second to a chat, 20 a minute to a group), with a little room; counted from when
# Telegram has answered, as the next message may be faster on its way than the last.
TO_A_PERSON = (Window(1, timedelta(seconds=1.05)),)
TO_A_GROUP = (*TO_A_PERSON, Window(20, timedelta(seconds=61)))
LIVE_TO_A_PERSON = Tempo()
LIVE_TO_A_GROUP = Tempo(between=timedelta(seconds=6))  # leaves half of a minute's messages to others


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """`answer`: for any answer of Telegram. `poll`: how long Telegram holds an empty list of updates.
    `busy`: how often it is asked for more while something is still being handled. `grace`: how long the
    handling may go on when we are to stop; `farewell`: for telling Telegram then what was handled
    (both together below the ten seconds that Docker leaves; what is cut off comes again after a restart).
    `first_pause`, `longest_pause`: between attempts while Telegram cannot be reached. `longest_answer`:
    what the desk may take before the person is told that it went wrong. `button`: how long a pressed button
    waits for words to show on it before its waiting sign is ended without. `rights`:
    how long we believe who manages a chat. `posted`: how long a
    post of Telegram waits for its update to be handled. `live_…`: how often an answer in the making is shown."""

    answer: timedelta = timedelta(seconds=20)
    poll: timedelta = timedelta(seconds=30)
    busy: timedelta = timedelta(seconds=1)
    grace: timedelta = timedelta(seconds=6)
    farewell: timedelta = timedelta(seconds=3)
    first_pause: timedelta = timedelta(seconds=1)
    longest_pause: timedelta = timedelta(seconds=30)
    longest_answer: timedelta = timedelta(minutes=4)
    button: timedelta = timedelta(seconds=3)
    rights: timedelta = timedelta(seconds=60)
    posted: timedelta = timedelta(seconds=10)
    live_to_a_person: Tempo = LIVE_TO_A_PERSON
    live_to_a_group: Tempo = LIVE_TO_A_GROUP
    to_a_person: Sequence[Window] = TO_A_PERSON
    to_a_group: Sequence[Window] = TO_A_GROUP
