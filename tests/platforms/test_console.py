"""The console prints each post once, lets nothing drive the terminal, and turns typed lines into requests."""

from __future__ import annotations

import asyncio
import io
import os
import pty
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, redirect_stderr
from pathlib import Path

import pytest
from rich.console import Console

from bot.core.types import Bullets, Button, Heading, Message, Paragraph, Request, Span, Table
from bot.errors import ConfigError, MessageMissing
from bot.platforms.console import ADDRESS, open_console
from bot.ports import Platform, Progress
from tests.platforms.desk import ScriptedDesk, say

STORY = Message(
    blocks=(
        Heading((Span("Ferry runs aground"),)),
        Paragraph(
            (Span("Fourteen people were hurt."), Span(" [1]", url="https://harbour.example/1#:~:text=hurt"))
        ),
        Table((("Measure", "Value"), ("Injured", "14"))),
        Bullets(((Span("Harbour Post"), Span(" site", url="https://harbour.example/1")),)),
    ),
    buttons=((Button("Full story", "story:3"), Button("Sources", "sources:3")),),
    story_id=3,
)


@asynccontextmanager
async def shown(
    typed: str = "", journal: Path | None = None, terminal: bool = False
) -> AsyncIterator[tuple[Platform, io.StringIO]]:
    screen = io.StringIO()
    console = Console(
        file=screen, width=72, force_terminal=terminal, color_system="truecolor" if terminal else None
    )
    async with open_console(console, journal=journal, lines=io.StringIO(typed)) as platform:
        yield platform, screen


async def test_a_post_reads_as_plain_text_where_there_is_no_terminal() -> None:
    async with shown() as (platform, screen):
        await platform.send(ADDRESS, STORY, key="a")
    assert [line.rstrip() for line in screen.getvalue().splitlines()] == [
        "post 1 " + "─" * 65,
        "Ferry runs aground",
        "",
        "Fourteen people were hurt. [1]",
        "",
        "Measure   Value",
        "───────────────",
        "Injured   14",
        "",
        "• Harbour Post site <https://harbour.example/1>",
        "",
        "/story 3 · /sources 3",
        "",
    ]


async def test_on_a_terminal_a_citation_mark_is_a_link_and_the_headline_is_bold() -> None:
    async with shown(terminal=True) as (platform, screen):
        await platform.send(ADDRESS, STORY, key="a")
    assert ";https://harbour.example/1#:~:text=hurt\x1b\\" in screen.getvalue()
    assert "\x1b[1mFerry runs aground" in screen.getvalue()


async def test_hostile_text_neither_drives_the_terminal_nor_becomes_markup() -> None:
    hostile = "\x1b]0;owned\x07[bold red]x[/] :smile: \x1b[2J\x9b2J"
    message = Message(
        blocks=(
            Heading((Span(hostile),)),
            Paragraph((Span(hostile, url="https://a.example/\x1b]0;x\x07"),)),
            Bullets(((Span(hostile),),)),
            Table(((hostile, "b"), ("1", hostile))),
        ),
        buttons=((Button("x", hostile),),),
    )
    async with shown(f"{hostile}\n") as (platform, screen):
        await platform.send(ADDRESS, message, key="a")
        await platform.run(ScriptedDesk())
    assert screen.getvalue().count("[bold red]x[/] :smile:") >= 5
    assert not {"\x1b", "\x9b", "\x07"} & set(screen.getvalue())


async def test_the_same_key_is_shown_once_and_keeps_its_id() -> None:
    async with shown() as (platform, screen):
        first = await platform.send(ADDRESS, say("Only once."), key="d7")
        again = await platform.send(ADDRESS, say("Only once."), key="d7")
    assert first == again
    assert screen.getvalue().count("Only once.") == 1


async def test_after_a_restart_a_key_is_still_known_and_ids_go_on(tmp_path: Path) -> None:
    async with shown(journal=tmp_path / "console.jsonl") as (platform, _):
        first = await platform.send(ADDRESS, say("One."), key="d1")
    async with shown(journal=tmp_path / "console.jsonl") as (platform, screen):
        assert await platform.send(ADDRESS, say("One."), key="d1") == first
        assert await platform.send(ADDRESS, say("Two."), key="d2") == "2"
    assert "One." not in screen.getvalue()


@pytest.mark.parametrize("kept", range(1, 100, 7))
async def test_a_record_cut_short_by_a_crash_is_sent_again(tmp_path: Path, kept: int) -> None:
    path = tmp_path / "console.jsonl"
    async with shown(journal=path) as (platform, _):
        await platform.send(ADDRESS, say("One."), key="d1")
        whole = path.stat().st_size
        await platform.send(ADDRESS, say("Two."), key="d2")
    os.truncate(path, whole + kept)
    async with shown(journal=path) as (platform, screen):
        assert await platform.send(ADDRESS, say("Two."), key="d2") == "2"
    assert "Two." in screen.getvalue()
    async with shown(journal=path) as (platform, screen):
        assert [await platform.send(ADDRESS, say("x"), key=key) for key in ("d1", "d2")] == ["1", "2"]
    assert screen.getvalue() == ""


async def test_a_chat_that_is_forgotten_leaves_nothing_in_the_journal_but_the_last_number(tmp_path: Path) -> None:
    path = tmp_path / "console.jsonl"
    async with shown(journal=path) as (platform, _):
        for key in ("a", "b"):
            await platform.send(ADDRESS, STORY, key=key)
        await platform.forget(ADDRESS)
        assert b"Fourteen" not in path.read_bytes()
        with pytest.raises(MessageMissing):
            await platform.edit(ADDRESS, "1", STORY)
    async with shown(journal=path) as (platform, _):
        assert await platform.send(ADDRESS, STORY, key="a") == "3"


async def test_a_file_that_is_no_journal_is_named_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "console.jsonl"
    path.write_text("not a record\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"Line 1 .*console\.jsonl"):
        async with shown(journal=path):
            pass
    assert path.read_text(encoding="utf-8") == "not a record\n"


async def test_an_edit_is_told_briefly_and_the_same_text_again_is_silent() -> None:
    async with shown() as (platform, screen):
        post = await platform.send(ADDRESS, say("10 hurt", headline="Ferry aground"), key="a")
        await platform.edit(ADDRESS, post, say("14 hurt", headline="Ferry aground, 14 hurt"))
        await platform.edit(ADDRESS, post, say("14 hurt", headline="Ferry aground, 14 hurt"))
    assert screen.getvalue().count("(updated) post 1: Ferry aground, 14 hurt") == 1


async def test_an_edit_made_before_a_restart_is_not_told_again(tmp_path: Path) -> None:
    async with shown(journal=tmp_path / "j") as (platform, _):
        post = await platform.send(ADDRESS, say("10 hurt"), key="a")
        await platform.edit(ADDRESS, post, say("14 hurt"))
    async with shown(journal=tmp_path / "j") as (platform, screen):
        await platform.edit(ADDRESS, post, say("14 hurt"))
    assert screen.getvalue() == ""


async def test_a_deleted_post_can_no_longer_be_edited_or_deleted() -> None:
    async with shown() as (platform, screen):
        post = await platform.send(ADDRESS, say("Wrong."), key="a")
        await platform.delete(ADDRESS, post)
        with pytest.raises(MessageMissing):
            await platform.edit(ADDRESS, post, say("Mended."))
        with pytest.raises(MessageMissing):
            await platform.delete(ADDRESS, post)
    assert "(withdrawn) post 1" in screen.getvalue()


async def test_a_number_names_a_post_and_which_story_other_words_mean_is_left_to_the_desk() -> None:
    typed = "how many were hurt?\n1: and who said so?\n/sources\n  \n10:30 was it?\n"
    async with shown(typed) as (platform, _):
        await platform.send(ADDRESS, say("a story", story_id=8), key="a")
        await platform.send(ADDRESS, say("another", story_id=9), key="b")
        await platform.send(ADDRESS, say("no story"), key="c")
        desk = ScriptedDesk()
        await platform.run(desk)
    assert [(request.text, request.reply_to) for request in desk.asked] == [
        ("how many were hurt?", None),
        ("and who said so?", "1"),
        ("/sources", None),
        ("10:30 was it?", None),
    ]
    assert all(request.address == ADDRESS and request.person.manages for request in desk.asked)


async def test_a_number_that_no_post_has_is_explained_and_nobody_is_asked() -> None:
    async with shown("7: who?\n") as (platform, screen):
        desk = ScriptedDesk()
        await platform.run(desk)
    assert desk.asked == []
    assert "There is no post 7 here." in screen.getvalue()


async def test_an_answer_stands_in_the_chat_before_the_desk_is_told_its_id() -> None:
    async with shown("/help\n") as (platform, screen):
        desk = ScriptedDesk()
        await platform.run(desk)
    (request, _, ids) = desk.stands[0]
    assert (request.text, ids) == ("/help", ("1",))
    assert "asked: /help" in screen.getvalue()


async def test_words_that_get_no_answer_leave_no_post() -> None:
    async with shown("hm\n") as (platform, screen):
        desk = ScriptedDesk(lambda request: None)
        await platform.run(desk)
    assert desk.stands == []
    assert "post 1" not in screen.getvalue()


async def test_quit_leaves_what_follows_unread() -> None:
    async with shown("/quit\n/help\n") as (platform, _):
        desk = ScriptedDesk()
        await platform.run(desk)
    assert desk.asked == []


async def test_a_pipe_is_read_as_it_fills_and_posts_arrive_meanwhile() -> None:
    screen, (reading, writing) = io.StringIO(), os.pipe()
    async with AsyncExitStack() as stack:
        lines = stack.enter_context(os.fdopen(reading))
        platform = await stack.enter_async_context(open_console(Console(file=screen, width=72), lines=lines))
        desk = ScriptedDesk()
        running = asyncio.create_task(platform.run(desk))
        await platform.send(ADDRESS, say("while nobody types"), key="a")
        os.write(writing, b"/hel")
        await platform.send(ADDRESS, say("while somebody types"), key="b")
        os.write(writing, "p\n/sub é".encode()[:-1])
        os.write(writing, "é".encode()[-1:])
        os.close(writing)
        await asyncio.wait_for(running, 5)
    assert [request.text for request in desk.asked] == ["/help", "/sub é"]


async def test_a_file_is_read_to_its_end(tmp_path: Path) -> None:
    (tmp_path / "typed").write_text("/help\r\nlast line without an end", encoding="utf-8")
    with (tmp_path / "typed").open() as lines:
        async with open_console(Console(file=io.StringIO(), width=72), lines=lines) as platform:
            desk = ScriptedDesk()
            await platform.run(desk)
    assert [request.text for request in desk.asked] == ["/help", "last line without an end"]


async def test_on_a_terminal_the_prompt_comes_back_after_a_post_and_cancelling_leaves_it_clean() -> None:
    screen, (master, slave) = io.StringIO(), pty.openpty()
    async with AsyncExitStack() as stack:
        lines = stack.enter_context(os.fdopen(slave))
        stack.callback(os.close, master)
        console = Console(file=screen, width=72, force_terminal=True)
        platform = await stack.enter_async_context(open_console(console, lines=lines))
        running = asyncio.create_task(platform.run(ScriptedDesk()))
        await asyncio.sleep(0)
        await platform.send(ADDRESS, say("news"), key="a")
        assert screen.getvalue().endswith("\n› ")
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
    assert screen.getvalue().endswith("› \n")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


async def test_a_log_line_stands_above_the_prompt_which_comes_back() -> None:
    screen, (master, slave) = Terminal(), pty.openpty()
    async with AsyncExitStack() as stack:
        stack.enter_context(redirect_stderr(screen))
        lines = stack.enter_context(os.fdopen(slave))
        stack.callback(os.close, master)
        console = Console(file=screen, width=72, force_terminal=True)
        platform = await stack.enter_async_context(open_console(console, lines=lines))
        running = asyncio.create_task(platform.run(ScriptedDesk()))
        await asyncio.sleep(0)
        sys.stderr.write("a feed ")
        sys.stderr.write("fails\n")
        assert screen.getvalue().endswith("› \r\x1b[2Ka feed fails\n› ")
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
        assert sys.stderr is screen


async def slow(request: Request, progress: Progress) -> Message | None:
    progress.say("Reading 2 pages \x1b[2J…")
    await asyncio.sleep(0.2)  # the foot of the terminal is drawn eight times a second
    progress.show(say("The first sentence."))
    await asyncio.sleep(0.2)
    return say("The piece.")


async def test_on_a_terminal_an_answer_in_the_making_is_shown_and_gone_once_it_stands() -> None:
    screen, (master, slave) = io.StringIO(), pty.openpty()
    async with AsyncExitStack() as stack:
        lines = stack.enter_context(os.fdopen(slave))
        stack.callback(os.close, master)
        console = Console(file=screen, width=72, force_terminal=True, legacy_windows=False)
        platform = await stack.enter_async_context(open_console(console, lines=lines))
        desk = ScriptedDesk()
        desk.live = slow
        os.write(master, b"/summarize\n/quit\n")
        await platform.run(desk)
    drawn = screen.getvalue()
    assert drawn.index("Reading 2 pages …") < drawn.index("The first sentence.") < drawn.index("The piece.")
    assert "2J" not in drawn
    assert desk.stands[0][2] == ("1",)
    standing = drawn[drawn.index("post 1") :]
    assert "The first sentence." not in standing


async def test_without_a_terminal_nothing_is_shown_before_the_answer() -> None:
    async with shown("/summarize\n") as (platform, screen):
        desk = ScriptedDesk()
        desk.live = slow
        await platform.run(desk)
    assert "Reading" not in screen.getvalue()
    assert "The piece." in screen.getvalue()
