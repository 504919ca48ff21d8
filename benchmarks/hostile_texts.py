"""Random hostile texts, the same for the same seed: what a title, a name or a sentence from outside may hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from random import Random

LONGEST = 100_000  # characters
_ONE_IN = 1000  # texts is that long
_STRETCHED = (3000, 6000)  # characters: about where both platforms' messages end
_STRETCHED_ONE_IN = 400

_BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
_COMBINING = "".join(map(chr, (*range(0x300, 0x370), 0x20D0, 0x20DD, 0x0483, 0x05B0, 0x064B, 0x0E31, 0x1AB0)))
_UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\u115f\u3164\u2800\u180e\u00a0\u2028\u2029\t\r\n\v\f\x85 "
_EMOJI = (
    "👩‍👩‍👧‍👦", "🏳️‍🌈", "🏴‍☠️", "🇩🇪", "🇫🇷", "🇺🇦", "👍🏽", "🧑🏿‍🚀", "❤️‍🔥", "1️⃣", "#️⃣", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "☝🏻",
    "🫱🏻‍🫲🏿", "🤷🏼‍♀️",
)  # fmt: skip
_TONGUES = (
    "مرحبا بالعالم، قال الوزير.", "שלום עולם", "한국어 각 중", "日本語、です。", "ภาษาไทยก็", "हिन्दी क्षि",
    "Ελληνικά", "Українська ґ", "a\u030angstro\u0308m", "İstanbul ǅ ß", "\u1100\u1161\u11a8", "𝔉𝔯𝔞𝔨𝔱𝔲𝔯 𐍈 𓀀",
    "\U000e0041\U0010fffd\ue000",
)  # fmt: skip
_MARKDOWN = (
    "**bold**", "__under__", "_it_", "*em*", "***", "`code`", "```\nfence\n```", "```py\nx", "~~gone~~",
    "||spoiler||", "> quote", ">>> quoted", "# Heading", "### three", "-# small", "- item", "1. one",
    "[text](https://evil.example)", "[a](<https://evil.example> 't')", "![x](https://evil.example/x.png)",
    "\\", "\\\\", "`" * 7, "*" * 9, "C#", "[1]", "[", "](", "<https://evil.example>", "|a|b|\n|-|-|",
    "====", "{{x}}", "{0}", "%s", "${x}",
)  # fmt: skip
_HTML = (
    "<b>", "</b>", "</a>", "</pre></blockquote>", "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>', "&lt;", "&#60;", "&amp;amp;", "&nbsp;", "&bogus;", "&#0;", "&#xd800;",
    "<tg-spoiler>", '<a href="tg://user?id=1">x</a>', "<!--", "<br/>", "<tg-emoji emoji-id=1>x</tg-emoji>",
    "]]>", "<", ">", "&", "'", '"',
)  # fmt: skip
_TELEGRAM = (
    "@name", "@@name", "/stop", "/forget chat", "/24", "/start@AiBotTest", "#tag", "#тег", "$CASH",
    "$1INCH", "t.me/evil", "https://t.me/evil?start=1", "tg://resolve?domain=evil", "evil.com",
    "HTTP://EVIL.EXAMPLE", "ftp://evil.example/x", "a@evil.example", "192.0.2.7", "😀.com",
    "xn--e1afmkfd.xn--p1ai", "пример.рф", "1:23", "+1 212 555 0123",
)  # fmt: skip
_DISCORD = (
    "<@1>", "<@!1>", "<@&1>", "<#1>", "@everyone", "@here", "@EVERYONE", "<t:1780000000:R>", "<:name:1>",
    "<a:name:1>", ":smile:", "</help:1>", "<id:customize>", "discord.gg/evil", "<@\u200b1>",
    "@\u200beveryone", "@every\u2060one", "https://discord.com/channels/1/2/3", "steam://x",
)  # fmt: skip
_SENTENCES = (
    "The ferry hit the quay at 9:40 a.m., the harbour office said. [1] [2]", "Fourteen were hurt. ",
    "Dr. Smith of St. John's, 3.5 million…", "“Who knew?” she asked. [3]", "No. 7: U.S. troops. ",
)  # fmt: skip
_BROKEN = (
    "\x00", "\x07", "\x1b[31m", "\x1b]8;;https://evil.example\x1b\\x\x1b]8;;\x1b\\", "\ud83d", "\udc00",
    "\x9b1m", "\ufffe",
)  # fmt: skip
_UNSEEN_SIGNS = "\ufffc\uffa0\u1680\ufe0f\U000e0041\U000e007f\u17b4\u2063"
_ADDRESSES = (
    "javascript:alert(1)", "JavaScript://evil.example/%0aalert(1)", "data:text/html,<b>x", "file:///etc/passwd",
    "//evil.example/x", "https:evil.example", "https:///evil.example", "https://a@evil.example@b.example/",
    "https://[::1]/", "http://0x7f.1/", "https://evil.example:99999/", "https://пример.рф/я?a=b c",
    "https://evil.example/" + "a" * 2100, "https://evil.example/" + "é&" * 600,
    "https://evil.example/" + "%F0%9F" * 330,
    "https://evil.example/)](https://evil.example", "https://evil.example/'\"><b>", "tel:+12125550123",
    "mailto:a@evil.example?cc=b", "intent://evil#Intent;end", "ipfs://evil", "magnet:?xt=urn:btih:1",
)  # fmt: skip
_GROWING = (
    "&",
    "<",
    ">",
    '"',
    "*",
    "\\",
    "`",
    "|",
    "_",
    "@here",
    "@everyone ",
    "[x](y)",
    ":a:",
    "> ",
    "#",
    "\n- ",
)


def make_texts(count: int, seed: int, collected: Sequence[str] = ()) -> Iterator[str]:
    """`collected`: other people's hostile strings; they come first, each by itself, up to half of all."""
    chance = Random(seed)
    yield from collected[: count // 2]
    for number in range(count - min(len(collected), count // 2)):
        text = _make(chance, collected)
        if number % _ONE_IN == _ONE_IN - 1:
            text = _lengthen(text or "x", LONGEST, chance)
        elif number % _STRETCHED_ONE_IN == _STRETCHED_ONE_IN - 1:
            text = _lengthen(text or "x", chance.randint(*_STRETCHED), chance)
        yield text


def _make(chance: Random, collected: Sequence[str]) -> str:
    kinds: Sequence[Callable[[], str]] = (
        lambda: "".join(_any_character(chance) for _ in range(chance.randint(1, 40))),
        lambda: "".join(chance.choices(_UNSEEN, k=chance.randint(0, 12))),
        lambda: chance.choice("aé中🇩") + "".join(chance.choices(_COMBINING, k=chance.randint(1, 60))),
        lambda: "".join(chance.choices(_BIDI, k=chance.randint(1, 6))),
        lambda: "".join(chance.choices(_UNSEEN_SIGNS, k=chance.randint(1, 90))),
        lambda: chance.choice(_GROWING) * chance.randint(1, 90),
        lambda: chance.choice(_ADDRESSES),
        *(
            (lambda parts=parts: chance.choice(parts))
            for parts in (_EMOJI, _TONGUES, _MARKDOWN, _HTML, _TELEGRAM, _DISCORD, _SENTENCES, _BROKEN)
        ),
        lambda: chance.choice(collected or _HTML),
    )
    glue = chance.choice(("", "", " ", "\n", ". "))
    return glue.join(chance.choice(kinds)() for _ in range(chance.choice((1, 1, 2, 3, 5, 8))))


def _any_character(chance: Random) -> str:
    """Of any plane, those in use and those not, half characters too; plain ones often."""
    if chance.random() < 0.3:
        return chr(chance.randrange(0x20, 0x250))
    return chr(chance.randrange(0x10000) if chance.random() < 0.6 else chance.randrange(0x10000, 0x110000))


def _lengthen(text: str, length: int, chance: Random) -> str:
    between = chance.choice(("", " ", ". ", "\n"))
    return ((text + between) * (length // len(text + between) + 1))[:length]
