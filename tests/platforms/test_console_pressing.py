"""On the console buttons are typed as shown, fields filled by the next words, files named and printed."""

from __future__ import annotations

from pathlib import Path

from bot.core.types import Button, File, Message, Paragraph, Span
from bot.platforms.console import ADDRESS
from bot.platforms.console_pressing import Pressing, list_hints
from tests.platforms.desk import ScriptedDesk, say
from tests.platforms.test_console import shown


def asking(*buttons: Button, **more: object) -> Message:
    return Message(blocks=(Paragraph((Span("Well?"),)),), buttons=(buttons,) if buttons else (), **more)  # type: ignore[arg-type]


def test_buttons_whose_commands_or_signs_say_what_they_do_stand_in_one_line() -> None:
    rows = (
        (Button("Full story", "story:3"), Button("Sources", "sources:3")),
        (Button("1", "story:4"), Button("👍", "rate:3:up")),
    )
    assert list_hints(rows) == "/story 3 · /sources 3 · /story 4 · 👍 /rate 3 up"


def test_other_buttons_stand_in_a_line_each_with_their_labels() -> None:
    rows = (
        (Button("Rhythm", "settings:rhythm"), Button("digest at 8:00", "settings:rhythm digest 8:00")),
        (Button("Read there", url="https://harbour.example/1"), Button("👎", "rate:3:down")),
    )
    assert list_hints(rows).splitlines() == [
        "👎 /rate 3 down",
        "/settings rhythm              Rhythm",
        "/settings rhythm digest 8:00  digest at 8:00",
        "Read there <https://harbour.example/1>",
    ]


async def test_a_button_that_was_shown_is_pressed_by_typing_it() -> None:
    desk = ScriptedDesk(lambda request: Message(blocks=(), passing="Noted."))
    async with shown("/rate 3 up\n/rate 4 up\n") as (platform, screen):
        await platform.send(ADDRESS, asking(Button("👍", "rate:3:up")), key="a")
        await platform.run(desk)
    first, second = desk.asked
    assert (first.action, first.text) == ("rate:3:up", "")
    assert (second.action, second.text) == (None, "/rate 4 up")
    assert screen.getvalue().count("Noted.") == 2


async def test_the_next_words_fill_the_field_that_was_opened() -> None:
    desk = ScriptedDesk(lambda request: asking(awaits="ask:3") if request.action else say("Ten."))
    async with shown("/ask 3\nHow many were hurt?\nAnd where?\n") as (platform, _):
        await platform.send(ADDRESS, asking(Button("Ask", "ask:3")), key="a")
        await platform.run(desk)
    assert [request.reply_to for request in desk.asked[1:]] == ["2", None]


async def test_a_file_is_taken_by_its_name_and_one_that_is_sent_is_printed(tmp_path: Path) -> None:
    feeds = tmp_path / "feeds.opml"
    feeds.write_text("<opml/>")
    desk = ScriptedDesk(lambda request: Message(blocks=(), file=File("aibot.opml", b"<opml>\x1b[2J</opml>")))
    async with shown(f"/subscribe {feeds}\n/subscribe {tmp_path}/none.opml\n") as (platform, screen):
        await platform.run(desk)
    assert [request.file for request in desk.asked] == [File("feeds.opml", b"<opml/>"), None]
    assert "<opml></opml>\n" in screen.getvalue()


def test_old_buttons_are_forgotten_in_the_end() -> None:
    pressing = Pressing()
    for number in range(600):
        pressing.note(str(number), asking(Button("Full story", f"story:{number}")))
    assert pressing.find_action("/story 0") is None
    assert pressing.find_action("/story 599") == "story:599"
