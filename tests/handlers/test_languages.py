"""What AiBot says where another language than English is spoken, through the desk."""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from dataclasses import replace

import pytest

from bot.core.saying import Catalogue
from bot.core.types import Message
from handlers.dispatch import NewsDesk
from handlers.menu import command_menu
from tests.fakes import plain
from tests.handlers.newsroom import HERE, Newsroom
from tests.make import make_request


class Bracketed(gettext.NullTranslations):
    """A language whose every text of AiBot's own is English in brackets."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"


BRACKETED: Mapping[str, Catalogue] = {"eo": Bracketed()}


class Seen:
    """`Progress` that keeps what it is given."""

    def __init__(self) -> None:
        self.words: list[str] = []

    def say(self, words: str) -> None:
        self.words.append(words)

    def show(self, message: Message) -> None:
        self.words.append(plain(message))


@pytest.fixture
def desk(newsroom: Newsroom) -> NewsDesk:
    return NewsDesk(replace(newsroom.app, catalogues=BRACKETED))


async def test_whoever_waits_reads_what_is_done_in_their_language(newsroom: Newsroom, desk: NewsDesk) -> None:
    await newsroom.tell_the_ferry()
    seen = Seen()
    request = make_request("/ask How many passengers were injured?", address=HERE)
    await desk.answer(replace(request, person=replace(request.person, language="eo")), seen)
    assert seen.words == ["⟦Looking it up in the sources …⟧"]


def test_the_menu_of_commands_is_told_in_each_language() -> None:
    menu = {line.name: line.help for line in command_menu("eo", BRACKETED)}
    assert menu["story"] == "⟦A story in full⟧"
    assert {line.name: line.help for line in command_menu("xx", BRACKETED)}["story"] == "A story in full"
