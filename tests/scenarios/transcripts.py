"""One story's life in a chat of each platform, written down as a person would read it there."""

from __future__ import annotations

import textwrap
from collections.abc import Awaitable, Callable
from pathlib import Path

from tests.make import NOW
from tests.scenarios.acting import DISCORD, TELEGRAM
from tests.scenarios.stage import Stage, Standing
from tests.scenarios.stages import open_stage

PLACE = Path(__file__).parents[2] / "docs" / "transcripts.md"
COLUMNS = 76
TITLES = {TELEGRAM: "Telegram", DISCORD: "Discord"}

OPENING = """\
# One story's life in a chat

What people see of one story, from its first post to the digest: on Telegram through python-telegram-bot at a
strict fake of the Bot API, on Discord through discord.py at a simulated Discord. Everything between the libraries
and the database is what runs in earnest; the outlets and what they report are invented, and the built-in writer
wrote it. `python -m tests.scenarios` writes this file, and a test compares it with what the program says today.

Bold, italic and what is behind a link are left out: a mark such as [1] opens the source at the words relied on.
Buttons stand in brackets below a message. A message that was changed in place is shown again as it then reads.
"""

FIRE = (
    "Six workers were injured when a fire broke out at the Brandt paint works in Ostrun on Monday morning, fire "
    "chief Lena Holm said. Holm said a faulty dryer had started the fire. Two schools nearby were closed."
)
FIRE_LATER = (
    "One worker died and nine were injured in the fire at the Brandt paint works in Ostrun on Monday, fire chief "
    "Lena Holm said. The fire was put out at noon, Holm said."
)
TITLE = "Fire at Ostrun paint works injures six"
TITLE_LATER = "One dead in fire at Ostrun paint works"


class Transcript:
    """Writes down what each act brought."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._known: dict[str, Standing] = {}
        self._numbers: dict[str, int] = {}
        self.lines: list[str] = [f"## On {TITLES[stage.name]}", ""]

    def note_all(self) -> None:
        """What stands before the first act is not written down."""
        self._known = {one.id: one for one in self._stage.list_standing()}

    async def take(self, heading: str, said: str, act: Callable[[], Awaitable[object]]) -> None:
        """`said`: who did what, as the first line."""
        await act()
        self.lines += [f"### {heading}", "", said, ""]
        for one in self._stage.list_standing():
            before = self._known.get(one.id)
            if before == one:
                continue
            self._known[one.id] = one
            number = self._numbers.setdefault(one.id, len(self._numbers) + 1)
            self.lines += ["```text", *self._show(one, number, before is not None), "```", ""]

    def _show(self, one: Standing, number: int, changed: bool) -> list[str]:
        replied = self._numbers.get(one.reply_to or "")
        about = f", replying to message {replied}" if replied else ""
        head = f"AiBot, message {number}{', changed in place' if changed else ''}{about}:"
        text = [line for part in one.text.strip().splitlines() for line in textwrap.wrap(part, COLUMNS) or [""]]
        return [
            head,
            "",
            *text,
            *([""] if one.rows else []),
            *(" ".join(f"[{label}]" for label in row) for row in one.rows),
        ]


async def write_transcript(name: str) -> str:
    async with open_stage(name) as stage:
        await stage.enter()
        transcript = Transcript(stage)
        await live(stage, transcript)
    return "\n".join(transcript.lines)


async def live(stage: Stage, transcript: Transcript) -> None:
    newsroom = stage.newsroom

    def minutes() -> float:
        return (newsroom.clock.now() - NOW).total_seconds() / 60

    async def first() -> None:
        newsroom.publish("Harbour Post", TITLE, FIRE, minutes() + 1)
        await newsroom.pass_time(60)

    async def second() -> None:
        newsroom.publish("Coast Radio", TITLE_LATER, FIRE_LATER, minutes() + 1)
        await newsroom.pass_time(60)

    async def corrected() -> None:
        url = f"https://coastradio.example/{TITLE_LATER.lower().replace(' ', '-')}"
        text = FIRE_LATER.replace("nine were injured", "seven were injured")
        newsroom.put_page(url, outlet="Coast Radio", title=TITLE_LATER, text=text, published_at=NOW)
        await newsroom.pass_time(240)

    await stage.say("/subscribe coast", "boss")
    transcript.note_all()
    await transcript.take("The first post", "Harbour Post has reported a fire.", first)
    await transcript.take("An update", "Coast Radio reports that a worker has died and more are injured.", second)
    await transcript.take(
        "A correction", "Coast Radio has changed its article: seven people were injured, not nine.", corrected
    )
    for heading, question in (
        ("A question", "How many people were injured?"),
        ("A refused question", "Who owns the paint works?"),
    ):
        await transcript.take(heading, f"Bert, a member, asks with `/ask {question}`.", asking(stage, question))
    await transcript.take("The digest", "Ada asks for it with `/digest`.", lambda: stage.say("/digest", "boss"))


def asking(stage: Stage, question: str) -> Callable[[], Awaitable[object]]:
    return lambda: stage.say(f"/ask {question}", "guest")


async def write_transcripts() -> str:
    return "\n".join([OPENING, *[await write_transcript(name) for name in TITLES]]).rstrip() + "\n"
