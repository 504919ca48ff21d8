"""AiBot's own words in every language that it speaks: none missing, none torn."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from bot.catalogues import read_catalogues
from bot.core.saying import recalled, tr, trn

ROOT = Path(__file__).parent.parent
LANGUAGES = ("de", "es", "fr", "pt", "ru")
KEYWORDS = {"tr": None, "trn": (1, 2)}  # as in the Makefile
QUOTES = {"de": "„“", "es": "«»", "fr": "«»", "pt": "“”", "ru": "«»"}
NUMBER = "number"
TWICE = re.compile(r"(.{25,}).*\1", re.DOTALL)

Id = str | tuple[str, str]


@lru_cache
def read(language: str) -> Catalog:
    path = ROOT / "bot" / "locale" / language / "LC_MESSAGES" / "aibot.po"
    with path.open("rb") as file:
        return read_po(file, locale=language)


def messages(language: str) -> list[Message]:
    return [message for message in read(language) if message.id]


def id_of(message: Message) -> Id:
    return message.id if isinstance(message.id, str) else (message.id[0], message.id[1])


def translated(message: Message) -> list[tuple[str, str]]:
    """Each form of a translation beside the English one that it stands for."""
    if isinstance(message.id, str):
        return [(message.id, str(message.string))]
    forms = [str(form) for form in message.string or ()]
    return list(zip((message.id[0], *[message.id[1]] * (len(forms) - 1)), forms, strict=True))


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def extract() -> Iterator[Id]:
    for folder in ("bot", "handlers"):
        for _, _, words, _, _ in extract_from_dir(ROOT / folder, keywords=KEYWORDS):
            yield words if isinstance(words, str) else (words[0], words[1])


def test_there_are_words_in_five_languages_beside_english() -> None:
    assert set(read_catalogues()) == set(LANGUAGES)


@pytest.mark.filterwarnings("ignore")  # of other functions that happen to be called with an f-string
def test_every_text_of_the_code_is_in_every_catalogue_and_no_other() -> None:
    texts = set(extract())
    assert len(texts) > 500
    for language in LANGUAGES:
        known = {id_of(message) for message in messages(language)}
        assert texts - known == set(), f"{language}: run `make words` and translate"
        assert known - texts == set(), f"{language}: run `make words`"


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_untranslated_or_guessed(language: str) -> None:
    for message in messages(language):
        assert not message.fuzzy, message.id
        forms = [told for _, told in translated(message)]
        assert len(forms) == (1 if isinstance(message.id, str) else read(language).num_plurals), message.id
        assert all(forms), message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_same_values_spaces_and_commands(language: str) -> None:
    for message in messages(language):
        for english, told in translated(message):
            values = placeholders("".join(message.id))
            # "One" may stand for the number, where the form stands for one only; in Russian it is also for 21.
            one = not isinstance(message.id, str) and english == message.id[0] and language != "ru"
            free = {NUMBER} if one else set()
            assert placeholders(told) | free == values | free, (english, told)
            assert outer_space(told) == outer_space(english), (english, told)
            assert commands(told) == commands(english), (english, told)
            assert not re.search(r"<\w|&\w+;", told), "no markup of a platform"


def outer_space(text: str) -> tuple[int, int]:
    return len(text) - len(text.lstrip()), len(text) - len(text.rstrip())


def commands(text: str) -> set[str]:
    return set(re.findall(r"(?<![\w/.:])/[a-z]+\b", text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_quotation_marks_are_those_of_the_language(language: str) -> None:
    opening, closing = QUOTES[language][0], QUOTES[language][1]
    for message in messages(language):
        for english, told in translated(message):
            assert told.count(opening) == told.count(closing), told
            if "“" in english:
                assert opening in told, told
            assert not set("“”„«»") & set(told) - {opening, closing}, told
            assert "..." not in told, told
            assert ("…" in told) == ("…" in english), told


def test_aibot_speaks_of_itself_by_name_and_quotes_alike() -> None:
    for message in messages("de"):
        for english, _ in translated(message):
            spoken = re.sub(r"/?[Ff]orget me", "", english)
            assert not re.search(r"\b(?:I|me|my|us|[Ww]e|our)\b", spoken), english
            assert not re.search(r"\w’", english), english


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_says_nothing_twice(language: str) -> None:
    for message in messages(language):
        for english, told in translated(message):
            assert TWICE.search(english) or not TWICE.search(told), told


def test_in_french_no_sign_begins_a_line() -> None:
    for message in messages("fr"):
        for _, told in translated(message):
            assert not re.search(r" [:;?!»](?!\w)|« ", told), "its space must be one that does not break"


def test_days_numbers_and_plurals_are_those_of_the_language() -> None:
    words = read_catalogues()
    outlets = [trn("{number} outlets", "{number} outlets", count) for count in (1, 3, 5, 21, 1200)]
    assert [one.told_in("ru", words["ru"]) for one in outlets] == [
        "1 издание", "3 издания", "5 изданий", "21 издание", "1\N{NO-BREAK SPACE}200 изданий",
    ]  # fmt: skip
    stories = trn("{number} stories", "{number} stories", 0)
    assert stories.told_in("fr", words["fr"]) == "0 sujet"
    assert stories.told_in("de", words["de"]) == "0 Meldungen"
    newest = tr("The newest from before is of {day}:", day=date(2026, 11, 3))
    assert newest.told_in("pt", words["pt"]) == "A mais recente de antes é de 3 de novembro de 2026:"


def test_what_was_stored_in_english_is_told_in_the_language_all_the_same() -> None:
    words = read_catalogues()
    stored = "33 in the text, 10 in passage 4.2; it tells the same again"
    assert recalled(stored) == stored
    assert (
        recalled(stored).told_in("de", words["de"])
        == "33 im Text, 10 in Stelle 4.2; er erzählt dasselbe noch einmal"
    )
    sentences = "The LLM endpoint refuses the key (HTTP 401). Check llm.embeddings."
    assert recalled(sentences).told_in("de", words["de"]) == (
        "Der LLM-Endpunkt lehnt den Schlüssel ab (HTTP 401). Prüfen Sie llm.embeddings."
    )
    assert recalled("Somebody else's words").told_in("de", words["de"]) == "Somebody else's words"
    endless = "a; b. C " * 20_000
    assert recalled(endless).told_in("de", words["de"]) == endless
