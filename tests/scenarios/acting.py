"""What a person does in a chat and what must be seen then, the same for every platform."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Literal

Who = Literal["boss", "guest"]
"""An administrator of the group who also runs AiBot, and a member who is neither."""

TELEGRAM, DISCORD, CONSOLE = "telegram", "discord", "console"
PLATFORMS = (TELEGRAM, DISCORD, CONSOLE)
WITH_OTHERS = (TELEGRAM, DISCORD)
"""Platforms on which there are others: the console has one chat, one person, and nothing to press."""


class Way(StrEnum):
    """How it reaches AiBot."""

    SAY = "say"  # a line that begins with a command; on Discord the fields of the slash command
    PRESS = "press"  # the button that stands for the command, of the newest message that has it
    FILL = "fill"  # words into the field that the last press opened
    REPLY = "reply"  # to the newest message of AiBot's
    MENTION = "mention"  # words that name AiBot, in a group
    CONFIDE = "confide"  # words in a private chat that has seen a story
    ATTACH = "attach"  # a file with the line as its caption
    NEWS = "news"  # nobody acts: an outlet reports something of that title, and AiBot does its work


@dataclass(frozen=True)
class Seen:
    """What came of one act, as far as anybody can see it.

    `text`: what now stands as the answer, its white space folded. `buttons`: what pressing them says, as the
    console writes it: "/story 3". `note`: words for whoever acted, which nobody else sees. `field`: what the
    field that was opened asks for. `in_place`: the pressed message was changed and nothing was added; None where
    nothing ever is changed. `offered` is false where the platform does not even show this person the command.
    """

    text: str = ""
    buttons: frozenset[str] = frozenset()
    note: str = ""
    field: str = ""
    files: tuple[str, ...] = ()
    in_place: bool | None = False
    offered: bool = True


@dataclass(frozen=True)
class Sees:
    """What must be seen, and `lacks`, what must not. Everything named must be there; more may be."""

    text: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    buttons: tuple[str, ...] = ()
    note: str = ""
    field: str = ""
    file: str = ""
    in_place: bool | None = None
    offered: bool = True


@dataclass(frozen=True)
class Step:
    """`differs`: what is seen instead where a platform is of another nature."""

    way: Way
    words: str
    sees: Sees
    who: Who = "boss"
    file: bytes = b""
    differs: Mapping[str, Sees] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class Scenario:
    """A new chat in which the steps are taken one after another."""

    name: str
    steps: tuple[Step, ...]
    on: tuple[str, ...] = PLATFORMS


def find_faults(seen: Seen, sees: Sees) -> list[str]:
    """What is not as it must be."""
    faults = [f"{words!r} is not in the text" for words in sees.text if words not in seen.text]
    faults += [f"{words!r} is in the text" for words in sees.lacks if words in seen.text]
    faults += [f"there is no button {button!r}" for button in sees.buttons if button not in seen.buttons]
    if sees.note not in seen.note:
        faults.append(f"the note is not {sees.note!r}")
    if sees.field not in seen.field:
        faults.append(f"the field does not ask {sees.field!r}")
    if sees.file and sees.file not in seen.files:
        faults.append(f"there is no file {sees.file!r}")
    if None not in (sees.in_place, seen.in_place) and sees.in_place is not seen.in_place:
        faults.append("it was not in place" if sees.in_place else "it was in place")
    if sees.offered is not seen.offered:
        faults.append("the command is offered" if seen.offered else "the command is not offered")
    return faults


def fold(text: str) -> str:
    return " ".join(re.sub("[\u200b\u2060]", "", text).split())


_NUMBERED = {
    "{id}": re.compile(r"/subscription (\d+)"),
    "{offer}": re.compile(r"/(?:subscribe|moveto @\d+) #(\d+)"),
    "{turn}": re.compile(r"/why answer (\d+)"),
    "{notice}": re.compile(r"/admin send (\d+)"),
    "{feed}": re.compile(r"/recheck (\d+) \d+"),
}


class Numbers:
    """What a scenario calls {id}, {offer} and the like: the numbers on the first buttons that had one."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def note(self, seen: Seen) -> None:
        for sign, form in _NUMBERED.items():
            found = sorted(int(match[1]) for button in seen.buttons if (match := form.fullmatch(button)))
            if found:
                self._known.setdefault(sign, str(found[0]))

    def put(self, words: str) -> str:
        for sign, number in self._known.items():
            words = words.replace(sign, number)
        return words

    def put_all(self, sees: Sees) -> Sees:
        return replace(sees, buttons=tuple(map(self.put, sees.buttons)))
