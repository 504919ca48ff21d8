"""Small PDFs made byte by byte, so that tests can say what stands where, and break what they want."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

Object = bytes


@dataclass(frozen=True, slots=True)
class Put:
    """A line of text at a place of a page, in points from its lower left corner."""

    text: str
    y: float
    x: float = 72
    size: float = 11
    ink: str = "0 g"  # operators before the line is drawn


def stream(content: bytes, *, packed: bool = True, extra: str = "") -> Object:
    body = zlib.compress(content) if packed else content
    named = "/Filter /FlateDecode" if packed else ""
    return f"<< /Length {len(body)} {named} {extra} >>\nstream\n".encode() + body + b"\nendstream"


def draw(lines: Sequence[Put]) -> bytes:
    return b"BT\n" + b"".join(_draw_line(line) for line in lines) + b"ET\n"


def _draw_line(line: Put) -> bytes:
    text = line.text.encode("cp1252")
    for sign in b"\\()":
        text = text.replace(bytes([sign]), b"\\" + bytes([sign]))
    return f"{line.ink} /F1 {line.size} Tf\n1 0 0 1 {line.x} {line.y} Tm\n(".encode() + text + b") Tj\n"


def make_pdf(
    *pages: Sequence[Put], info: str = "", root: str = "", contents: Sequence[Object] = (), trailer: str = ""
) -> bytes:
    """A whole document. `info`, `root` and `trailer` are put into those dictionaries as they stand; `contents`
    take the place of what pages would draw."""
    drawn = list(contents) or [stream(draw(page)) for page in pages]
    kids = " ".join(f"{5 + 2 * number} 0 R" for number in range(len(drawn)))
    objects: list[Object] = [
        f"<< /Type /Catalog /Pages 2 0 R {root} >>".encode(),
        f"<< /Type /Pages /Kids [{kids}] /Count {len(drawn)} /MediaBox [0 0 612 792] "
        "/Resources << /Font << /F1 3 0 R >> >> >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        f"<< {info} >>".encode("cp1252"),
    ]
    for number, content in enumerate(drawn):
        objects.append(f"<< /Type /Page /Parent 2 0 R /Contents {6 + 2 * number} 0 R >>".encode())
        objects.append(content)
    return assemble(objects, f"/Root 1 0 R /Info 4 0 R {trailer}")


def assemble(objects: Sequence[Object], trailer: str) -> bytes:
    body = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = len(body)
    body += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    body += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    body += f"trailer\n<< /Size {len(objects) + 1} {trailer} >>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(body)


def set_lines(
    texts: Sequence[str], top: float = 700, *, x: float = 72, size: float = 11, gap: float = 14
) -> list[Put]:
    return [Put(text, top - gap * place, x, size) for place, text in enumerate(texts)]
