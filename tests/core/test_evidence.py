"""A piece's proof shows every sentence, its passages, and what was left out."""

from __future__ import annotations

from datetime import timedelta

from bot.core.editing import edit_draft
from bot.core.evidence import compose_evidence
from bot.core.types import Bullets, Draft, DraftClaim, Message, Paragraph, PassageId, Rules, Span, Story, Writer
from tests.make import NOW, make_article

ARTICLE = make_article(
    id=4,
    title="Ferry strikes pier at Port Ellory",
    text="A ferry struck the pier at Port Ellory on Monday and 14 people were hurt, Harbour Master Ilse Brandt "
    "said. The ship was towed to the inner basin by two tugs.",
    published_at=NOW - timedelta(hours=1),
)


def proof(*sentences: tuple[str, str]) -> Message:
    story = Story(id=1, title=ARTICLE.title, created_at=NOW, changed_at=NOW, write_at=NOW)
    claims = [DraftClaim(text=text, passage_ids=(PassageId(one),), writer=Writer.LLM) for text, one in sentences]
    headline = DraftClaim(text=ARTICLE.title, passage_ids=(PassageId("4.0"),), writer=Writer.LLM)
    draft = Draft(writer="some-llm", headline=headline, body=tuple((None, claim) for claim in claims))
    summary = edit_draft(draft, story, [ARTICLE], Rules(), NOW).summary
    assert summary is not None
    return compose_evidence(summary)


def words(spans: tuple[Span, ...]) -> str:
    return "".join(span.text for span in spans)


def test_each_sentence_stands_above_its_passage_with_the_words_relied_on_in_bold() -> None:
    message = proof(("The ship was towed to the inner basin.", "4.2"))
    paragraphs = [block for block in message.blocks if isinstance(block, Paragraph)]
    assert words(paragraphs[-1].spans) == "1. The ship was towed to the inner basin."
    (passage,) = [block for block in message.blocks if isinstance(block, Bullets)][-1].items
    assert words(passage).endswith("passage 4.2: The ship was towed to the inner basin by two tugs.")
    assert any(span.bold and "towed to the inner basin" in span.text for span in passage) or len(passage) == 2


def test_what_did_not_pass_stands_at_the_end_with_its_reason() -> None:
    message = proof(
        ("The ship was towed to the inner basin by two tugs.", "4.2"),
        ("A ferry struck the pier at Port Ellory and 15 people were hurt.", "4.1"),
    )
    left_out = message.blocks[-1]
    assert isinstance(left_out, Bullets)
    assert any(
        "15 people were hurt" in words(item) and "15" in words(item).split("—")[-1] for item in left_out.items
    )
