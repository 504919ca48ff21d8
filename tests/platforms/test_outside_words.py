"""Words from outside stay words: nothing in them is clicked by itself, and short places take any of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.saying import tell_in, tr
from bot.core.types import Block, Bullets, Button, Heading, Message, Paragraph, Span, Table
from bot.platforms import telegram_render
from bot.platforms.cleaning import clean_text, clean_url
from bot.platforms.discord_render import LABEL_LIMIT, LINK_SIGN, render_card, shorten_label, split_for_discord
from bot.platforms.discord_sending import words_only
from bot.platforms.shortening import clean_file_name, count_units, shorten_line
from tests.platforms.discord_reader import read_markdown
from tests.platforms.strategies import HOSTILE
from tests.platforms.telegram_found import find_clickable


def shown(*spans: Span, story_id: int | None = None) -> str:
    (part,) = telegram_render.split(Message(blocks=(Paragraph(spans),), story_id=story_id))
    return telegram_render.render(part)


LOOK_ALIKES = (
    "@name", "@@name", "e\u0301@name", "#tag", "x #1st", "#новости", "$CASH", "($USD)", "https://evil.example",
    "evil.com", "😀.com", "~.org", "रेल.भारत", "192.0.2.7", "a@b.example", "tg://resolve?domain=x", "t.me/x",
    "U.S.com", "xn--a.xn--p1ai",
)  # fmt: skip


@pytest.mark.parametrize("words", LOOK_ALIKES)
def test_nothing_from_outside_is_clicked_by_itself(words: str) -> None:
    assert list(find_clickable(words, plain=True))  # it would be, were it left as it is
    for html in (shown(Span(words)), shown(Span(words), story_id=3), shown(*map(Span, words))):
        assert not list(find_clickable(html))


@pytest.mark.parametrize("words", ["/stop", "(/forget me)", "/stop@AiBot", "/24", "e\u0301/stop"])
def test_a_command_is_one_to_click_only_where_aibot_itself_says_it(words: str) -> None:
    assert not list(find_clickable(shown(Span(words))))
    assert not list(find_clickable(shown(Span(tr("Feed: {name}", name=words)))))
    assert list(find_clickable(shown(Span(tr("Write /help.")))))


@pytest.mark.parametrize("words", ["\u200b" * 70 + "/stop", "\U0001f1e9\u0308\u0316\u030a /stop"], ids=ascii)
def test_a_command_stays_theirs_where_cleaning_changes_it_beside_our_words(words: str) -> None:
    assert not list(find_clickable(shown(Span(tr("Feed: {name} (see also)", name=words)))))


def test_in_another_language_it_is_still_known_whose_words_are_whose() -> None:
    class German:
        def gettext(self, message: str) -> str:
            return {"{name} fails, see /help": "{name} ist gestört, siehe /help"}[message]

        def ngettext(self, one: str, many: str, number: int) -> str:
            raise AssertionError

    words = tr("{name} fails, see /help", name="/stop")
    told = tell_in(Message(blocks=(Paragraph((Span(words),)),)), "de", German())
    (part,) = telegram_render.split(told)
    assert list(find_clickable(telegram_render.render(part))) == [("command", "/help")]


def test_a_letter_with_a_ring_keeps_it_where_telegram_would_drop_it() -> None:
    assert shown(Span("A\u030angstro\u0308m")) == "Ångström".replace("ö", "o\u0308")


def test_a_letter_keeps_its_ring_whatever_other_marks_stand_between() -> None:
    assert shown(Span("a\u05b0\u030a")) == "\u00e5\u05b0"


UNSEEN_RUNS = ("\u200b" * 9000, "\u2800\u3164 \u200d" * 9000, "\u00ad\n" * 9000, "\U000e0041\ufffc" * 9000)


@pytest.mark.parametrize("unseen", UNSEEN_RUNS)
def test_what_nobody_can_see_makes_no_messages_of_its_own(unseen: str) -> None:
    message = Message(blocks=(Paragraph((Span(f"Words.{unseen}More."),)), Paragraph((Span(unseen),))))
    assert len(telegram_render.split(message)) == len(split_for_discord(message)) == 1
    cleaned = clean_text(f"Words.{unseen}More.")
    assert cleaned.startswith("Words.")
    assert cleaned.endswith("More.")
    assert len(cleaned) < 100
    assert clean_text(cleaned) == cleaned


def test_words_parted_by_much_white_space_stay_parted() -> None:
    assert clean_text("one" + "\u200b" * 90 + " two").endswith("\u200b two")
    assert clean_text("one" + "\u200b" * 90 + "\n two").endswith("\u200b\ntwo")


def test_an_item_or_a_row_of_nothing_is_no_part_and_no_bullet() -> None:
    """Found by a part that Telegram refused for it held nothing else."""
    unseen, words = Span("\u200d\u3164"), Span("word " * 1000)
    items, rows = Bullets(((unseen,), (words,))), Table((("\u2800", "\u200b"), ("word " * 1000, "1")))
    for block in (items, rows):
        parts = telegram_render.split(Message(blocks=(block, Paragraph((unseen,)))))
        assert len(parts) == 2
        assert all(telegram_render.render(part).count("\u3164\u2800") == 0 for part in parts)


LONG_RUNS = ("word/stop-", "a//stop-", "xx.a", "1192.0.2.1234", "@@name", "https://a.b", "/a.b/@c#d$E")


@pytest.mark.parametrize("run", LONG_RUNS)
def test_a_cut_anywhere_in_a_word_leaves_nothing_to_click_and_no_part_too_long(run: str) -> None:
    """Where a word is longer than a message, other signs stand beside the cut than stood in the word."""
    for shift in range(len(run)):
        text = "x" * shift + run * (5000 // len(run))
        rows = Table(((text, "1"),))
        for block in (Paragraph((Span(text),)), rows):
            parts = telegram_render.split(Message(blocks=(block,)))
            html = [telegram_render.render(part) for part in parts]
            assert len(html) > 1
            assert [found for one in html for found in find_clickable(one)] == []


def test_an_escape_sequence_is_not_cut_in_two_before_it_is_taken_out() -> None:
    sequence = "\x1b]8;;https://evil.example\x1b\\"
    for shift in range(len(sequence)):
        message = Message(blocks=(Paragraph((Span("x" * shift + f"word{sequence}" * 1100),)),))
        told = "".join(render_card(part).description or "" for part in split_for_discord(message))
        assert "evil" not in told


@pytest.mark.parametrize("label", ["", " ", "\u202e", "\x00", "\u200b"])
def test_a_button_without_words_still_has_something_to_press(label: str) -> None:
    ((button,),) = telegram_render.render_buttons(Message(blocks=(), buttons=((Button(label, "story:1"),),)))
    assert button.label.strip()


FAMILY = "👩‍👩‍👧‍👦"


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("alpha beta gamma", 12, "alpha beta…"),
        ("alphabetagamma", 6, "alpha…"),
        (FAMILY * 3, len(FAMILY) * 3, f"{FAMILY}…"),
        ("e\u0301" * 9, 6, "e\u0301e\u0301…"),
        (" one\n two ", 20, "one two"),
        ("a " + "b" * 50, 20, "a " + "b" * 17 + "…"),
    ],
)
def test_a_line_is_cut_between_words_or_else_between_characters_as_people_see_them(
    text: str, limit: int, short: str
) -> None:
    assert shorten_line(text, limit) == short


@given(st.one_of(st.text(max_size=300), st.sampled_from(HOSTILE).map(lambda text: text * 9)), st.integers(2, 120))
def test_a_line_keeps_within_its_limit_and_says_so_when_it_is_cut(text: str, limit: int) -> None:
    line = shorten_line(text, limit)
    assert count_units(line) <= limit
    assert "\n" not in line
    line.encode()  # no half characters
    assert line.endswith("…") or line == " ".join(clean_text(text).split())


def test_a_label_for_discord_uses_the_room_there_is() -> None:
    assert len(shorten_label("word " * 40, LABEL_LIMIT)) > LABEL_LIMIT - 6
    assert shorten_label("\u3164\u2060", LABEL_LIMIT) == LINK_SIGN


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("feeds.opml", "feeds.opml"),
        ("../../etc/passwd", "etc passwd"),
        ("evil\u202egpj.exe", "evilgpj.exe"),
        ("\ud83d\x00", "\ufffd"),
        ("x" * 200 + ".opml", "x" * 55 + ".opml"),
        ("&amp;", "&amp"),
        ('a"b<c>.opml', "a b c .opml"),
        ("", "file"),
        ("...", "file"),
    ],
)
def test_a_files_name_is_one_part_of_a_path_and_keeps_its_kind(name: str, clean: str) -> None:
    assert clean_file_name(name, 60) == clean


def test_code_in_a_headline_is_no_code_and_nothing_in_it_is_clicked() -> None:
    heading = Heading((Span("@name", code=True),), level=2)
    (part,) = telegram_render.split(Message(blocks=(heading,)))
    assert not list(find_clickable(telegram_render.render(part)))


@pytest.mark.parametrize(
    "code",
    [
        Paragraph((Span("see "), Span("x](https://evil.example/%20", code=True), Span(" end)"))),
        Table((("x](https://evil.example)", "b"), ("c", "d"))),
    ],
)
@pytest.mark.parametrize("words", ["[1]", "Harbour Post"])
def test_no_link_of_ours_takes_its_address_from_code_behind_it(words: str, code: Block) -> None:
    """Discord reads a label as far as brackets let it, through whatever is in between."""
    ours = "https://harbourpost.example/a"
    card = render_card(Message(blocks=(Paragraph((Span(words, url=ours),)), code)))
    assert read_markdown(card.description or "").targets == [ours]


def test_marks_of_direction_in_an_address_turn_nothing_and_still_lead_there() -> None:
    assert clean_url("https://a.example/\u202ex") == "https://a.example/%E2%80%AEx"


def test_a_schemes_capitals_do_not_matter() -> None:
    assert clean_url("HTTPS://a.example/B") == "https://a.example/B"


def test_words_in_passing_are_one_embed_however_many_there_are() -> None:
    for words in ("@everyone " * 20_000, "*" * 20_000, "", "\u202e"):
        embed = words_only(words)["embed"]
        assert 0 < len(embed.description or "") <= 4096


def test_buttons_stand_under_the_last_part_in_which_anything_is_seen() -> None:
    row = (Button("Sources", "sources:7"),)
    (part,) = telegram_render.split(
        Message(blocks=(Paragraph((Span("Words." + " \u200b" * 9000),)),), buttons=(row,))
    )[:1]
    assert telegram_render.render(part).startswith("Words.")
    assert all(
        not telegram_render.is_empty(part)
        for part in telegram_render.split(
            Message(blocks=(Paragraph((Span("Words." + " \u200b" * 9000),)),), buttons=(row,))
        )
    )
