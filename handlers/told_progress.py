"""Progress in the language that AiBot speaks where somebody waits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.saying import Catalogue, tell_in_first, tell_text
from bot.core.types import Message
from bot.ports import Progress


@dataclass(frozen=True, slots=True, eq=False)
class ToldProgress:
    """`Progress` that passes on what it is given, in the first of the languages that there are words of."""

    shown: Progress
    catalogues: Mapping[str, Catalogue]
    languages: tuple[str, ...]

    def say(self, words: str) -> None:
        self.shown.say(tell_text(words, self.catalogues, *self.languages))

    def show(self, message: Message) -> None:
        self.shown.show(tell_in_first(message, self.catalogues, *self.languages))
