"""The settings as people see and press them: a menu with what each is now, and the choices of one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from bot.core.clock_words import show_length, show_minutes, show_weekdays
from bot.core.fixed_offsets import name_zone
from bot.core.saying import Phrase, Tongue, as_written, joined, tr
from bot.core.settings import INTERFACES, read_setting
from bot.core.types import (
    Block,
    Bullets,
    Button,
    ChannelSettings,
    Length,
    Message,
    Paragraph,
    Rhythm,
    Span,
    Style,
    Updates,
)

_PER_ROW = 3
_RHYTHMS = {Rhythm.INSTANT: tr("instant"), Rhythm.DIGEST: tr("digest")}
_STYLES = {
    Style.BRIEF: tr("brief"),
    Style.STORY: tr("story"),
    Style.BULLETS: tr("bullets"),
    Style.PLAIN: tr("plain"),
}
_LENGTHS = {Length.SHORT: tr("short"), Length.NORMAL: tr("normal"), Length.LONG: tr("long")}
_UPDATES = {
    Updates.MESSAGES: tr("edits and messages"),
    Updates.EDITS: tr("edits only"),
    Updates.NONE: tr("corrections only"),
}
_ON, _OFF = tr("on"), tr("off")
_OF_DIGESTS = ("hours", "weekdays", "quietdays")
_NO_DIGEST = tr("It takes effect once stories come as a digest: /settings rhythm digest.")
_NO_QUIET = tr("It takes effect once there are quiet hours: /settings quiet 22:00-7:00.")


@dataclass(frozen=True, slots=True)
class Setting:
    """One of them. `choices` are values as they could be typed; `example`: another one, "" where there are no
    others."""

    name: str
    label: Phrase
    about: Phrase
    show: Callable[[ChannelSettings], str]
    choices: tuple[str, ...]
    example: str = ""


def compose_menu(settings: ChannelSettings, page: str = "", done: Sequence[Phrase] = ()) -> Message:
    """Every setting with what it is now, and buttons for those of one page (named, or the first).

    `done`: what is said above them.
    """
    shown = page if page in PAGES else next(iter(PAGES))
    items = tuple(
        (Span(tr("{setting}: ", setting=one.label)), Span(one.show(settings), bold=True))
        for one in SETTINGS.values()
    )
    blocks: list[Block] = [*(Paragraph((Span(words),)) for words in done), Bullets(items)]
    hint = tr(
        "Press one to change it, or write it: {example}.", example=as_written("/settings timezone Europe/Berlin")
    )
    blocks.append(Paragraph((Span(hint, italic=True),)))
    tabs = tuple(
        Button(tr("· {page} ·", page=title) if name == shown else title, f"settings:{name}")
        for name, (title, _) in PAGES.items()
    )
    rows = tuple(tuple(_opening(SETTINGS[name], settings) for name in row.split()) for row in PAGES[shown][1])
    return Message(blocks=tuple(blocks), buttons=(tabs, *rows))


def _opening(setting: Setting, settings: ChannelSettings) -> Button:
    label = tr("{setting}: {value}", setting=setting.label, value=setting.show(settings))
    return Button(label, f"settings:{setting.name}")


def compose_choices(name: str, settings: ChannelSettings) -> Message:
    """What one setting can be, the present one marked; "Other…" asks for words."""
    setting = SETTINGS[name]
    now = setting.show(settings)
    blocks: list[Block] = [
        Paragraph((Span(tr("{setting}: ", setting=setting.label), bold=True), Span(now, bold=True))),
        Paragraph((Span(setting.about),)),
    ]
    written = f"/settings {name} {setting.example or setting.choices[-1]}"
    blocks.append(Paragraph((Span(tr("In words: {example}", example=as_written(written)), italic=True),)))
    fresh: dict[ChannelSettings, str] = {}
    for value in setting.choices:  # "digest" is one of its own only where the hours kept are none of the others
        fresh.setdefault(read_setting(settings, name, value), value)
    buttons = [_choice(setting, value, settings) for value in fresh.values()]
    if setting.example:
        buttons.append(Button(tr("Other…"), f"set:{name}"))
    rows = [tuple(buttons[start : start + _PER_ROW]) for start in range(0, len(buttons), _PER_ROW)]
    back = Button(tr("‹ All settings"), f"settings:{page_of(name)}")
    return Message(blocks=tuple(blocks), buttons=(*rows, (back,)))


def compose_saved(name: str, settings: ChannelSettings) -> Message:
    """One line: what one setting is now; and what it waits for, where it does nothing yet."""
    setting = SETTINGS[name]
    told = joined((tr("Saved."), tr("{setting}: ", setting=setting.label)))
    blocks: list[Block] = [Paragraph((Span(told), Span(setting.show(settings), bold=True)))]
    if name in _OF_DIGESTS and settings.rhythm is not Rhythm.DIGEST:
        blocks.append(Paragraph((Span(_NO_DIGEST),)))
    if name == "breaking" and settings.breaking and settings.quiet_hours is None:
        blocks.append(Paragraph((Span(_NO_QUIET),)))
    return Message(blocks=tuple(blocks), buttons=((Button(tr("All settings"), f"settings:{page_of(name)}"),),))


def _choice(setting: Setting, value: str, settings: ChannelSettings) -> Button:
    chosen = read_setting(settings, setting.name, value)
    label = setting.show(chosen)
    marked = tr("✓ {value}", value=label) if chosen == settings else label
    return Button(marked, f"settings:{setting.name} {value}")


def page_of(name: str) -> str:
    """The page of the menu on which a setting stands."""
    return next(page for page, (_, rows) in PAGES.items() if name in " ".join(rows).split())


def _show_rhythm(settings: ChannelSettings) -> str:
    if settings.rhythm is Rhythm.INSTANT:
        return _RHYTHMS[settings.rhythm]
    return tr("digest at {hours}", hours=_show_hours(settings))


def _show_hours(settings: ChannelSettings) -> str:
    return ", ".join(map(show_minutes, settings.digest_minutes))


def _show_quiet(settings: ChannelSettings) -> str:
    if settings.quiet_hours is None:
        return _OFF
    start, end = map(show_minutes, settings.quiet_hours)
    return tr("{start} to {end}", start=start, end=end)


def _show_outlets(settings: ChannelSettings) -> str:
    return tr("at least {number}", number=settings.minimum_outlets)


def _show_wait(settings: ChannelSettings) -> str:
    return show_length(settings.wait_minutes) if settings.wait_minutes else _OFF


def _show_limit(settings: ChannelSettings) -> str:
    return tr("{number} an hour", number=settings.hourly_limit) if settings.hourly_limit else _OFF


def _show_language(settings: ChannelSettings) -> str:
    return joined((Tongue(settings.language),)) if settings.language else tr("original")


def _show_interface(settings: ChannelSettings) -> str:
    return INTERFACES.get(settings.interface) or tr("of whoever asks")


def _switch(on: bool) -> Phrase:
    return _ON if on else _OFF


_SWITCHED = ("on", "off")
_ALL = (
    Setting(
        "rhythm",
        tr("Rhythm"),
        tr("Each story as it happens (instant), or bundled at set hours (digest)."),
        _show_rhythm,
        ("instant", "digest 8:00", "digest 8:00 18:00", "digest"),
        "digest 7:30 12:00 18:30",
    ),
    Setting(
        "hours",
        tr("Digest hours"),
        tr("When the digest comes, in the chat's timezone."),
        _show_hours,
        ("7:00", "8:00", "18:00", "20:00", "8:00 18:00", "7:00 12:00 18:00"),
        "8:00 18:30",
    ),
    Setting(
        "weekdays",
        tr("Digest days"),
        tr("On which days the digest comes; what other days bring is told in the next one."),
        lambda settings: show_weekdays(settings.digest_weekdays),
        ("daily", "mon-fri", "weekend"),
        "mon wed fri",
    ),
    Setting(
        "quietdays",
        tr("Empty digest"),
        tr("Whether a digest that has nothing to tell comes and says so."),
        lambda settings: _switch(settings.tell_quiet_days),
        _SWITCHED,
    ),
    Setting(
        "timezone",
        tr("Timezone"),
        tr("In which all hours are meant and shown, daylight saving included."),
        lambda settings: name_zone(settings.timezone),
        (
            "UTC",
            "Europe/London",
            "Europe/Berlin",
            "Europe/Moscow",
            "Asia/Kolkata",
            "Asia/Tokyo",
            "America/New_York",
            "America/Los_Angeles",
            "America/Sao_Paulo",
        ),
        "Europe/Berlin",
    ),
    Setting(
        "quiet",
        tr("Quiet hours"),
        tr("In these hours nothing is sent; what was held comes after them, a few posts or one bundle."),
        _show_quiet,
        ("off", "22:00-7:00", "23:00-6:00", "0:00-8:00"),
        "21:30-7:00",
    ),
    Setting(
        "breaking",
        tr("Breaking news"),
        tr(
            "Whether what many outlets report within a short time is sent in quiet hours and over the limit, too."
        ),
        lambda settings: _switch(settings.breaking),
        _SWITCHED,
    ),
    Setting(
        "outlets",
        tr("Outlets"),
        tr("How many independent outlets must report a story before it is sent."),
        _show_outlets,
        ("1", "2", "3", "5"),
        "4",
    ),
    Setting(
        "wait",
        tr("Wait"),
        tr("How long after its first report a story is kept back, so that more outlets can report it."),
        _show_wait,
        ("off", "15 min", "30 min", "1 h", "3 h"),
        "45 min",
    ),
    Setting(
        "limit",
        tr("Limit"),
        tr(
            "How many new stories come within an hour, where they come as they happen; more of them come "
            "together, the best first, when the hour has room again."
        ),
        _show_limit,
        ("off", "3", "5", "10", "20"),
        "8",
    ),
    Setting(
        "updates",
        tr("Updates"),
        tr("What comes when a story moves on: the post mended and messages under it, only mended, or neither."),
        lambda settings: _UPDATES[settings.updates],
        tuple(Updates),
    ),
    Setting(
        "style",
        tr("Style"),
        tr("In short (brief), the whole piece (story), a sentence a line (bullets), or in plain words (plain)."),
        lambda settings: _STYLES[settings.style],
        tuple(Style),
    ),
    Setting(
        "length",
        tr("Length"),
        tr("Short: the first sentence or two. Long: the whole piece, folded up where the platform can."),
        lambda settings: _LENGTHS[settings.length],
        tuple(Length),
    ),
    Setting(
        "pictures",
        tr("Pictures"),
        tr("Whether a story is shown with a picture of one of its sources."),
        lambda settings: _switch(settings.pictures),
        _SWITCHED,
    ),
    Setting(
        "silent",
        tr("Silent"),
        tr("Whether messages come without a sound."),
        lambda settings: _switch(settings.silent),
        _SWITCHED,
    ),
    Setting(
        "buttons",
        tr("Buttons"),
        tr("Whether there are buttons under what is sent."),
        lambda settings: _switch(settings.buttons),
        _SWITCHED,
    ),
    Setting(
        "language",
        tr("Language of stories"),
        tr(
            "Stories are translated by the LLM and each sentence is checked; what does not pass stays as written."
        ),
        _show_language,
        ("original", "en", "de", "fr", "es", "it", "pt", "nl"),
    ),
    Setting(
        "interface",
        tr("AiBot's own language"),
        tr("In which AiBot itself speaks here: buttons, answers and notices."),
        _show_interface,
        ("auto", *INTERFACES),
    ),
)

SETTINGS: Mapping[str, Setting] = MappingProxyType({setting.name: setting for setting in _ALL})

PAGES: Mapping[str, tuple[Phrase, tuple[str, ...]]] = MappingProxyType(
    {
        "when": (tr("When"), ("rhythm", "hours weekdays", "quiet breaking", "timezone quietdays")),
        "what": (tr("What"), ("outlets", "wait", "limit", "updates")),
        "look": (tr("Look"), ("style length", "pictures silent", "buttons")),
        "tongue": (tr("Language"), ("language", "interface")),
    }
)
"""Pages of the menu, each with its rows of settings: five rows and five buttons in a row fit every platform."""


def changes_settings(words: str) -> bool:
    """Whether what follows /settings names a value, too: to look is not to change."""
    return len(words.split()) > 1
