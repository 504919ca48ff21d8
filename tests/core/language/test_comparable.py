"""Other languages are put so that words can be compared; English is left alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.core.language import make_comparable


def test_english_is_left_as_it_is() -> None:
    english = ("The mill at Norrby burns", "A fire destroyed the mill at Norrby on Tuesday, and nobody was hurt.")
    assert make_comparable(*english) == english


def test_an_english_line_without_small_words_is_no_other_language_for_a_name_in_it() -> None:
    line = ("lakers win game los angeles", "los angeles lakers signed star guard bryant contract extension")
    assert make_comparable(*line) == line


def test_inflected_words_become_one_and_small_words_go() -> None:
    title, text = make_comparable("Пожар на фабрике", "Фабрика в Заречье сгорела. Бумажной фабрики больше нет.")
    assert title.split() == ["Пожар", "фабрик"]
    assert text.replace(".", "").split() == ["Фабрик", "Заречь", "сгорел", "Бумажн", "фабрик", "больше"]


def test_a_script_without_spaces_becomes_pairs_of_characters_and_figures_stay() -> None:
    title, text = make_comparable("煤矿透水", "青石煤矿，7人被困。井")
    assert title.split() == ["煤矿", "矿透", "透水"]
    assert text.split() == ["青石", "石煤", "煤矿", "，7", "人被", "被困", "。", "井"]


@given(st.text(), st.text())
def test_no_text_breaks_it(title: str, text: str) -> None:
    assert len(make_comparable(title, text)) == 2
