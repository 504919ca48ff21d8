"""The terminal as a chat platform: posts printed once and beautifully, questions typed under them."""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from rich.console import Console

from bot.core.addresses import find_addresses
from bot.core.saying import tr
from bot.core.types import Address, File, Message, Person, Request
from bot.errors import MessageMissing
from bot.platforms.cleaning import clean_text
from bot.platforms.console_aside import standing_aside
from bot.platforms.console_journal import Journal, Record
from bot.platforms.console_lines import read_lines
from bot.platforms.console_pressing import Pressing, read_file_named
from bot.platforms.console_progress import ConsoleProgress
from bot.platforms.console_render import render_message, render_note, render_rule
from bot.platforms.markup import plain_text
from bot.ports import Desk, Platform

ADDRESS = Address("console", "console")
PERSON = Person("console", "you", manages=True)
WIDEST_COLUMNS = 100  # longer lines are hard to read
PROMPT = "› "
HELP = 'Ask about the last story in plain words, "2: …" about post 2 · /help · /quit'
ABOUT_POST = re.compile(r"(\d+):\s+(\S.*)")  # not "10:30 …", which is a time
LINE_END = "\n"
CLEAR_LINE = "\r\x1b[2K"
LINE_BEFORE = "\x1b[1A"


class ConsolePlatform:
    """One chat, one person. What stands in it is what the journal holds."""

    name = "console"

    def __init__(self, console: Console, journal: Journal, stream: TextIO, now: Callable[[], datetime]) -> None:
        self._console = console
        self._journal = journal
        self._stream = stream
        self._now = now
        self._writing = asyncio.Lock()
        self._typed_at = stream.isatty() and console.is_terminal
        self._prompt_shown = False
        self._interrupted = False
        self._pressing = Pressing()

    def split(self, message: Message) -> tuple[Message, ...]:
        return (message,)

    async def send(
        self, to: Address, part: Message, *, key: str, reply_to: str | None = None, again: bool = False
    ) -> str:
        async with self._writing:
            if (known := self._journal.find_key(key)) is not None:
                return known
            return await self._post(to, part, key, reply_to)

    async def edit(self, to: Address, message_id: str, part: Message) -> None:
        async with self._writing:
            record = self._journal.find(message_id)
            if record is None:
                raise MessageMissing(
                    tr("There is no post {number} in the console to bring up to date.", number=message_id)
                )
            text = clean_text(plain_text(part))
            if text == record.text:
                return
            await self._keep(message_id, record.key, to, text)
            self._show(f"(updated) post {message_id}: {text.partition(LINE_END)[0]}")

    async def delete(self, to: Address, message_id: str) -> None:
        async with self._writing:
            record = self._journal.find(message_id)
            if record is None:
                raise MessageMissing(tr("There is no post {number} in the console to delete.", number=message_id))
            await self._keep(message_id, record.key, to, None)
            self._show(f"(withdrawn) post {message_id}")

    async def forget(self, to: Address) -> None:
        async with self._writing:
            self._pressing = Pressing()
            await asyncio.shield(asyncio.to_thread(self._journal.forget, to.chat, self._now()))

    async def run(self, desk: Desk) -> None:
        self._show(HELP)
        try:
            with standing_aside(self._clear_prompt, self._restore_prompt):
                await self._talk(desk)
        finally:  # end of input or Ctrl-C: what comes next starts on its own line
            if self._prompt_shown:
                self._console.print()
                self._prompt_shown = False

    async def _talk(self, desk: Desk) -> None:
        self._prompt()
        async for line in read_lines(self._stream):
            self._take_prompt(line)
            if line.strip() == "/quit":
                return
            if line.strip():
                await self._answer(desk, line.strip())
            self._prompt()

    async def check(self) -> str:
        return "Console: ready."

    async def _answer(self, desk: Desk, line: str) -> None:
        if not self._typed_at:  # a pipe echoes nothing, and a transcript without the questions is hard to read
            self._write(f"{PROMPT}{clean_text(line)}\n")
        action = self._pressing.find_action(line)
        text, reply_to = ("", None) if action is not None else self._read_line(line)
        if reply_to is not None and self._journal.find(reply_to) is None:
            self._show(f"There is no post {reply_to} here. Every post carries its number in the line above it.")
            return
        replied = self._journal.find(reply_to) if reply_to is not None else None
        words = (replied.text if replied is not None else None) or ""
        request = Request(
            address=ADDRESS,
            person=PERSON,
            text=text,
            reply_to=reply_to,
            replied_text=words,
            replied_links=find_addresses(words),
            chat_title="console",
            action=action,
            file=await asyncio.to_thread(read_file_named, line) if action is None else None,
        )
        message = await self._wait_for(desk, request)
        if message is not None and message.passing:
            self._show(message.passing)
        if message is not None and (message.blocks or message.file):
            async with self._writing:
                message_id = await self._post(ADDRESS, message, None, reply_to)
            await desk.posted(request, message, (message_id,))

    def _read_line(self, line: str) -> tuple[str, str | None]:
        """What is asked, and the post it is asked about: the one named, or the one that waits for words. Which
        story other plain words mean the desk finds, as in any private chat."""
        if about := ABOUT_POST.fullmatch(line):
            return about[2], str(int(about[1]))
        if line.startswith("/"):
            return line, None
        return line, self._pressing.take_waiting()

    async def _wait_for(self, desk: Desk, request: Request) -> Message | None:
        if not self._typed_at:
            return await desk.answer(request)
        with ConsoleProgress(self._console) as progress:
            return await desk.answer(request, progress)

    async def _post(self, to: Address, part: Message, key: str | None, reply_to: str | None) -> str:
        message_id = self._journal.next_id()
        await self._keep(message_id, key, to, clean_text(plain_text(part)))
        self._clear_prompt()
        answered = f" · about post {reply_to}" if reply_to is not None else ""
        self._console.print(render_rule(f"post {message_id}{answered}"), width=self._width)
        self._console.print(render_message(part, links=self._console.is_terminal), width=self._width)
        if part.file is not None:
            self._print_file(part.file)
        self._pressing.note(message_id, part)
        self._console.print()
        self._restore_prompt()
        return message_id

    def _print_file(self, file: File) -> None:
        """As text to copy or to redirect: the console writes nowhere unasked."""
        self._show(f"{clean_text(file.name)}:")
        self._write(clean_text(file.content.decode("utf-8", "replace")).rstrip() + "\n")

    async def _keep(self, message_id: str, key: str | None, to: Address, text: str | None) -> None:
        record = Record(id=message_id, key=key, address=to, text=text, at=self._now())
        # A cancelled wait must not leave the journal behind what is being written.
        await asyncio.shield(asyncio.to_thread(self._journal.append, record))

    @property
    def _width(self) -> int:
        return min(self._console.width, WIDEST_COLUMNS)

    def _show(self, words: str) -> None:
        self._clear_prompt()
        self._console.print(render_note(words), width=self._width)
        self._restore_prompt()

    def _prompt(self) -> None:
        if self._typed_at:
            self._write(PROMPT)
            self._prompt_shown = True

    def _clear_prompt(self) -> None:
        if self._prompt_shown:
            self._write(CLEAR_LINE)

    def _restore_prompt(self) -> None:
        if self._prompt_shown:
            self._write(PROMPT)
            self._interrupted = True

    def _take_prompt(self, line: str) -> None:
        """The line is typed. What a post swept off the screen meanwhile is written back."""
        if self._interrupted:
            self._write(f"{LINE_BEFORE}{CLEAR_LINE}{PROMPT}{clean_text(line)}\n")
        self._prompt_shown = self._interrupted = False

    def _write(self, text: str) -> None:
        self._console.file.write(text)
        self._console.file.flush()


@asynccontextmanager
async def open_console(
    console: Console | None = None,
    *,
    journal: Path | None = None,
    lines: TextIO | None = None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> AsyncIterator[Platform]:
    """The console as a platform, reading `lines` (standard input when None) while it runs.

    With a `journal` file, message ids go on where they stopped and a key that was sent before a crash is
    not shown again. Without, ids start at 1 each time: fit only for storage that forgets as well.
    """
    yield ConsolePlatform(console or Console(), Journal(journal), lines or sys.stdin, now)
