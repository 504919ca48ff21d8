"""What several outlets tell weighs; what one tells alone, or a copy repeats, does not."""

from __future__ import annotations

import dataclasses

import pytest

from bot.core.language import content_stems
from bot.core.shared import read_shared
from bot.core.types import Article
from tests.make import make_article


def article(number: int, title: str, text: str) -> Article:
    return make_article(id=number, outlet=f"Outlet {number}", title=title, text=text)


BRIDGE = article(1, "Bridge at Riverton closed", "The bridge at Riverton was closed after cracks were found.")
PIERS = article(2, "Cracks shut bridge", "Inspectors found cracks in the bridge. A parade is cancelled.")


def test_words_that_two_outlets_use_are_all_the_weight() -> None:
    shared = read_shared([BRIDGE, PIERS])

    assert sum(shared.weights.values()) == pytest.approx(1)
    assert {"bridg", "crack"} <= shared.weights.keys()
    assert "parad" not in shared.weights
    assert shared.share(content_stems("Cracks in a bridge")) > shared.share(content_stems("A parade in Riverton"))


def test_a_copy_brings_no_weight() -> None:
    text = (
        "Inspectors who climbed the piers of the old stone bridge on Monday found nine long cracks in its arches."
    )
    one = article(1, "Cracks in the bridge", text)
    copy = article(2, "Nine cracks found", text)
    third = article(3, "A bridge is closed", "The bridge was closed to every car and lorry.")

    assert read_shared([one, copy, third]).weights == read_shared([one, third]).weights


def test_one_outlet_alone_is_weighed_by_what_its_sentences_come_back_to() -> None:
    shared = read_shared([PIERS])

    assert set(shared.weights) == {"crack", "bridg"}


def test_withdrawn_articles_weigh_nothing() -> None:
    withdrawn = dataclasses.replace(PIERS, withdrawn=True)

    assert read_shared([BRIDGE, withdrawn]).weights == read_shared([BRIDGE]).weights
