"""What AiBot says where another language than English is spoken, through the desk."""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from zoneinfo import available_timezones

import pytest
from babel import Locale
from babel.messages.pofile import read_po

from bot.app import tell_menus
from bot.catalogues import read_catalogues
from bot.cli import menu
from bot.core.recalling import Recaller
from bot.core.saying import Catalogue, Phrase
from bot.core.settings import INTERFACES
from bot.core.types import Bullets, Heading, Message, Page, Paragraph, Span, Table
from bot.ports import Storage
from handlers import COMMANDS
from handlers.dispatch import NewsDesk
from tests.fakes import plain
from tests.handlers.newsroom import FERRY, FERRY_AGAIN, HERE, STRIKE, Newsroom, open_newsroom
from tests.make import at, make_person, make_request

ROOT = Path(__file__).parents[2]
OPEN, CLOSE = "⟦⟧"


def bracket(message: str) -> str:
    """The message's own words in brackets, its values outside."""
    parts = re.split(r"(\{\w+\})", message)
    return "".join(
        part if not re.search(r"[^\W\d_]", part) or at % 2 else f"{OPEN}{part}{CLOSE}"
        for at, part in enumerate(parts)
    )


@lru_cache
def recaller() -> Recaller:
    with (ROOT / "bot" / "locale" / "aibot.pot").open("rb") as file:
        return Recaller(each.id for each in read_po(file) if isinstance(each.id, str) and each.id)


class Bracketed(gettext.NullTranslations):
    """A language whose every text of AiBot's own is English in brackets."""

    def gettext(self, message: str) -> str:
        return bracket(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return bracket(msgid1 if n == 1 else msgid2)

    def recall(self, text: str) -> Phrase | None:
        return recaller().find(text)


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
    menus = tell_menus(menu(), BRACKETED)
    assert set(menus) == {"en", "eo"}
    helps = {language: {line.name: line.help for line in lines} for language, lines in menus.items()}
    assert (helps["en"]["story"], helps["eo"]["story"]) == ("A story in full", "⟦A story in full⟧")


async def test_a_channel_is_posted_to_in_the_language_it_chose(storage: Storage) -> None:
    async with open_newsroom(storage, catalogues=read_catalogues()) as newsroom:
        saved = await newsroom.say("/settings interface de")
        assert saved.startswith("Gespeichert. Jetzt:")
        await newsroom.tell_the_ferry()
        post = newsroom.posts()[-1]
    assert "Geschrieben von AiBot (ohne LLM) nach 2 unabhängigen Medien" in post
    assert "Quellen: Harbour Post · Coast Radio" in post
    assert "November 2026 – " in post


async def test_an_answer_is_in_the_language_of_whoever_asks_where_the_chat_chose_none(newsroom: Newsroom) -> None:
    desk = NewsDesk(replace(newsroom.app, catalogues=read_catalogues()))
    for language, told in (
        ("ru", "Новости 99 нет."),
        ("pt-BR", "Não existe a notícia 99."),
        ("xx", "There is no story"),
    ):
        answer = await desk.answer(make_request("/story 99", person=make_person(language=language)))
        assert answer is not None
        assert plain(answer).startswith(told)


# ---------------------------------------------------------------- everything that can be asked


ASKED = """
/start
/nothing
hello
thanks
/subscribe
/subscribe coast
/subscribe "ferry"
/subscribe 17
/subscribe https://nowhere.example
/subscriptions
/unsubscribe
/unsubscribe 99
/export
/settings
/settings rhythm digest 8:00 18:30
/settings rhythm
/settings timezone Mars
/settings x y
/settings timezone Europe/Berlin
/settings outlets 2
/settings outlets many
/settings language German
/settings language original
/settings rhythm instant
/settings outlets 1
/digest
/story
/story 99
/story ferry
/sources
/why
/ask
/ask 99 Why?
/ask How many passengers were injured?
/ask Were 33 passengers injured?
/ask Who is Olaf Brandt?
/ask What did the mayor eat?
/ask What is new?
/ask Where do the sources differ?
/ask What is best?
/ask When did it become known?
/summarize
/summarize today
/summarize topic ferry
/summarize topic chess
/summarize ferry
/summarize chess
/summarize https://nowhere.example/page
/summarize https://harbourpost.example/ferry-nordlys-runs-aground-off-port-ansel https://nowhere.example/x
/search
/search ferry
/search chess
/trending
/related
/usage
/admin
/admin feeds
/admin chats
/admin block nobody
/privacy
/forget
/filter
/filter not ferry
/filter topic:chess
/filter "ferry
/filter off 9
/mute chess until tomorrow
/mute strike
/unmute nothing of it
/follow 1
/follow off 1
/trust Harbour Post
/hide Coast Radio
/hide off Nobody
/why 1
/editfeed
/editfeed 9 https://nowhere.example
/pause 3h
/pause x
/resume
/status
""".strip().splitlines()
# Settings are typed in English everywhere, and shown as they are typed; so are commands and what follows them.
TYPED = """
aibot feed site bundle words opml file number command name value help rhythm timezone style outlets
language interface instant digest brief story bullets plain original utc europe berlin gmt cet cest
german on off auto days hours updates wait length pictures silent buttons quiet breaking news edits
messages none normal long short xml http https example harbourpost coastradio nowhere port ansel rss
atom json llm en de fr es it pt nl ru up down chats feeds text chat announce me today topic all url question
english french spanish portuguese russian dutch italian fri mon wed weekdays quietdays min address
outlet until tomorrow politics world business crime disasters climate health science technology sport culture
""".split()
# A quoted sentence's credit is part of what is told, as are the words of the web and the person in these tests.
TOLD = "according to not answer Ada"


def texts(message: Message) -> Iterator[str]:
    """What a person reads of it, but for what is marked as typed."""
    for block in message.blocks:
        match block:
            case Heading(spans) | Paragraph(spans):
                rows: tuple[tuple[Span, ...], ...] = (spans,)
            case Bullets(items):
                rows = items
            case Table(cells):
                yield from (cell for row in cells for cell in row)
                continue
        yield from (span.text for row in rows for span in row if not span.code)
    yield from (button.label for row in message.buttons for button in row)
    yield message.passing


def words_outside(text: str) -> set[str]:
    """Words in no brackets, other than in commands and addresses."""
    text = re.sub(rf"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}", " ", text)
    text = re.sub(r"https?://\S+|(?<!\w)/[a-z_]+\b|\w+:-?\d+", " ", text)
    return {word.lower() for word in re.findall(r"[^\W\d_]{2,}", text)}


async def known_words(newsroom: Newsroom) -> set[str]:
    """Of the sources, of pieces, which are in the language they were written in, and of names of the place."""
    of_locale = Locale.parse("eo")
    names = [*of_locale.months["format"]["wide"].values(), *of_locale.languages.values(), *TYPED]
    names += [*INTERFACES.values(), *available_timezones()]
    written = [FERRY, FERRY_AGAIN, STRIKE, TOLD, *ASKED, "Harbour Post Coast Radio harbour-post coast-radio"]
    for page in newsroom.web.pages.values():
        written += [page.title, page.text] if isinstance(page, Page) else []
    for summary in await newsroom.app.storage.stories.list_summaries(at(-600), 50):
        claims = (summary.headline, *summary.claims)
        written += [claim.text for claim in claims] + [correction.text for correction in summary.corrections]
        written += [section.subhead or "" for section in summary.sections]
    return {word.lower() for text in (*names, *written) for word in re.findall(r"[^\W\d_]{2,}", text)}


async def test_no_words_of_aibots_own_stay_english(newsroom: Newsroom) -> None:
    await newsroom.tell_the_ferry()
    await newsroom.tell_the_strike()
    person = make_person(language="eo")
    rules = replace(newsroom.app.rules, operators=frozenset({f"{HERE.platform}:{person.id}"}))
    desk = NewsDesk(replace(newsroom.app, catalogues=BRACKETED, rules=rules))
    told: dict[str, Message] = {}
    for asked in (*(f"/help {command.name}" for command in COMMANDS), "/help", *ASKED):
        answer = await desk.answer(make_request(asked, address=HERE, person=person))
        assert answer is not None, asked
        told[asked] = answer
    pressed = {button.action for message in told.values() for row in message.buttons for button in row}
    for action in sorted(pressed - {""}):
        if not action.startswith(("forget", "admin:send")):
            request = make_request("", address=HERE, person=person, action=action)
            answer = await desk.answer(request)
            told[action] = answer if answer is not None else Message(blocks=())
    known = await known_words(newsroom)
    left = {
        asked: words
        for asked, message in told.items()
        if (words := set().union(*map(words_outside, texts(message))) - known)
    }
    assert not left
