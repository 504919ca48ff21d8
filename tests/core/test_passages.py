"""Passages: ids that last and offsets into the article."""

from __future__ import annotations

from bot.core.passages import read_passages
from bot.core.types import Article
from tests.make import make_article


def make(text: str, title: str = "Harbour fire") -> Article:
    return make_article(id=7, title=title, text=text)


def test_the_title_is_number_zero_and_sentences_count_from_one() -> None:
    passages = read_passages(make("It burned. It went out.\n\nNobody was hurt."))
    assert [p.id for p in passages] == ["7.0", "7.1", "7.2", "7.3"]
    assert (passages[0].start, passages[0].text) == (-1, "Harbour fire")
    assert [p.paragraph for p in passages] == [-1, 0, 0, 1]


def test_every_passage_stands_at_its_offsets() -> None:
    article = make("It burned. It went out.\n\nNobody was hurt.")
    assert all(article.text[p.start : p.end] == p.text for p in read_passages(article)[1:])


def test_an_article_without_title_or_text_has_no_passages() -> None:
    assert read_passages(make("", title=" ")) == ()
