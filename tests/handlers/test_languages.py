"""What AiBot says where another language than English is spoken, through the desk."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.app import tell_menus
from bot.catalogues import read_catalogues
from bot.cli import menu
from bot.core.types import Message, Page
from bot.ports import Storage
from handlers import COMMANDS
from handlers.dispatch import NewsDesk
from tests.bracketed import BRACKETED, Theirs, texts_of
from tests.fakes import plain
from tests.handlers.newsroom import FERRY, FERRY_AGAIN, HERE, STRIKE, Newsroom, open_newsroom
from tests.make import at, make_person, make_request


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
        assert saved.startswith("Gespeichert. ")
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
# The words of the web and the person in these tests.
TOLD = ("did not answer", "Ada")


async def theirs(newsroom: Newsroom) -> Theirs:
    """Of the sources, of pieces, which are in the language they were written in, and of names of the place."""
    written = [
        FERRY,
        FERRY_AGAIN,
        STRIKE,
        *TOLD,
        *ASKED,
        "Harbour Post",
        "Coast Radio",
        "harbour-post coast-radio",
    ]
    for page in newsroom.web.pages.values():
        written += [page.title, page.text] if isinstance(page, Page) else []
    for summary in await newsroom.app.storage.stories.list_summaries(at(-600), 50):
        written += texts_of(summary)
    return Theirs(written)


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
    known = await theirs(newsroom)
    assert {asked: left for asked, message in told.items() if (left := known.english_left(message))} == {}
