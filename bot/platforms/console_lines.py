"""Lines as a person types them, or a pipe or file brings them, without ever blocking the loop."""

from __future__ import annotations

import asyncio
import codecs
import io
import os
from collections.abc import AsyncIterator
from typing import TextIO

READ_BYTES = 65536


async def read_lines(stream: TextIO) -> AsyncIterator[str]:
    """The stream's lines without their ends, until it ends.

    A terminal or pipe is read when the system says it is ready, so that no thread is left waiting for a key
    when the program ends; files never wait. A stream without a descriptor (io.StringIO) is simply iterated.
    """
    try:
        descriptor = stream.fileno()
    except (io.UnsupportedOperation, ValueError):
        for line in stream:
            yield line.rstrip("\r\n")
        return
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    rest = ""
    while chunk := await read_chunk(descriptor):
        *lines, rest = (rest + decoder.decode(chunk)).split("\n")
        for line in lines:
            yield line.rstrip("\r")
    if rest := rest + decoder.decode(b"", final=True):
        yield rest


async def read_chunk(descriptor: int) -> bytes:
    """The next bytes as soon as there are some, b"" at the end."""
    loop = asyncio.get_running_loop()
    ready = asyncio.Event()
    try:
        # Watched only while somebody waits: a line typed meanwhile would wake the loop again and again.
        loop.add_reader(descriptor, ready.set)
    except (PermissionError, NotImplementedError):  # a regular file; a loop that cannot watch descriptors
        return await asyncio.to_thread(os.read, descriptor, READ_BYTES)
    try:
        await ready.wait()
    finally:
        loop.remove_reader(descriptor)
    return os.read(descriptor, READ_BYTES)
