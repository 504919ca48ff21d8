"""Checking in other languages: a sentence lightly edited passes, a changed figure, name or quotation does not."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.core.checking import check_claim, find_faults
from bot.core.types import Passage, PassageId, Support

AT = datetime(2026, 3, 12, 9, tzinfo=UTC)

GERMAN = "Bei dem Brand in Lübeck wurden am Dienstag 14 Menschen verletzt, teilte Feuerwehrchefin Anke Voss mit."
GERMAN_QUOTE = "„Wir haben die Warnung zu spät gehört“, sagte der Bürgermeister Jens Kröger dem Sender."
FRENCH = (
    "L'incendie de Lorient a blessé 14 personnes mardi et coûté 2,5 millions d'euros, a annoncé Anne Le Goff."
)
FRENCH_QUOTE = "« Nous avons entendu l'alerte trop tard », a déclaré le maire Jean Morvan."
SPANISH = (
    "El incendio de Gijón dejó 14 heridos el martes y costó 2,5 millones de euros, dijo la alcaldesa Ana Riera."
)
SPANISH_QUOTE = "«Oímos la alarma demasiado tarde», dijo el bombero Luis Prado."
RUSSIAN = "При пожаре в Твери во вторник пострадали 14 человек, сообщила мэр Анна Ветрова."
RUSSIAN_QUOTE = "«Мы услышали сигнал слишком поздно», — сказал пожарный Иван Лебедев."
CHINESE = "周二，青岛港的火灾造成14人受伤，损失达250万元。"
CHINESE_QUOTE = "市长王立民说：「我们听到警报太晚了」。"
EVERY = (
    *(GERMAN, GERMAN_QUOTE, FRENCH, FRENCH_QUOTE, SPANISH, SPANISH_QUOTE),
    *(RUSSIAN, RUSSIAN_QUOTE, CHINESE, CHINESE_QUOTE),
)


def passage(text: str) -> Passage:
    return Passage(PassageId("1.1"), 1, text, 0, len(text), 0)


@pytest.mark.parametrize("text", EVERY)
def test_a_verbatim_sentence_has_no_fault(text: str) -> None:
    assert not find_faults(text, [passage(text)], {1: AT})
    assert check_claim(text, [passage(text)], {1: AT}).support is Support.SUPPORTED


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Bei dem Brand in Lübeck wurden am Dienstag 14 Menschen verletzt.", GERMAN),
        ("Am Dienstag wurden bei dem Brand in Lübeck 14 Menschen verletzt.", GERMAN),
        ("Der Bürgermeister Jens Kröger sagte dem Sender: „Wir haben die Warnung zu spät gehört.“", GERMAN_QUOTE),
        ("L'incendie de Lorient a blessé 14 personnes mardi.", FRENCH),
        ("Le maire Jean Morvan a déclaré : « Nous avons entendu l'alerte trop tard ».", FRENCH_QUOTE),
        ("El martes el incendio de Gijón dejó 14 heridos.", SPANISH),
        ("El bombero Luis Prado dijo: «Oímos la alarma demasiado tarde».", SPANISH_QUOTE),
        ("Во вторник при пожаре в Твери пострадали 14 человек.", RUSSIAN),
        ("周二，青岛港的火灾造成14人受伤。", CHINESE),
    ],
)  # fmt: skip
def test_a_light_edit_is_supported(claim: str, source: str) -> None:
    assert check_claim(claim, [passage(source)], {1: AT}).support is Support.SUPPORTED


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (GERMAN.replace("14", "41"), GERMAN),
        (GERMAN.replace("Voss", "Krug"), GERMAN),
        (GERMAN_QUOTE.replace("spät", "früh"), GERMAN_QUOTE),
        (FRENCH.replace("14", "41"), FRENCH),
        (FRENCH.replace("2,5", "25"), FRENCH),
        (FRENCH.replace("Le Goff", "Le Bris"), FRENCH),
        (FRENCH_QUOTE.replace("trop tard", "trop tôt"), FRENCH_QUOTE),
        (SPANISH.replace("2,5 millones", "2,5 billones"), SPANISH),
        (SPANISH.replace("Riera", "Costas"), SPANISH),
        (SPANISH_QUOTE.replace("tarde", "pronto"), SPANISH_QUOTE),
        (RUSSIAN.replace("14", "41"), RUSSIAN),
        (RUSSIAN.replace("Ветрова", "Снегова"), RUSSIAN),
        (RUSSIAN_QUOTE.replace("поздно", "рано"), RUSSIAN_QUOTE),
        (CHINESE.replace("14", "41"), CHINESE),
        (CHINESE.replace("250万", "250亿"), CHINESE),
        (CHINESE_QUOTE.replace("太晚", "太早"), CHINESE_QUOTE),
        (CHINESE.replace("青岛", "大连"), CHINESE),
    ],
)
def test_a_changed_figure_name_or_quotation_is_not(claim: str, source: str) -> None:
    assert claim != source
    assert check_claim(claim, [passage(source)], {1: AT}).support is not Support.SUPPORTED
