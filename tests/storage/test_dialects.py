"""The contract of DialectStore."""

from __future__ import annotations

from bot.core.dialects import Dialect, ReplyForm
from bot.ports import Storage

HERE = "http://localhost:11434/v1"


async def test_a_dialect_is_kept_by_address_and_llm_and_the_newest_counts(storage: Storage) -> None:
    assert await storage.dialects.find(HERE, "small") is None
    await storage.dialects.save(HERE, "small", Dialect(form=ReplyForm.JSON))
    learned = Dialect(ReplyForm.LINES, temperature=False, limit_key="max_completion_tokens", counts_streams=False)
    await storage.dialects.save(HERE, "small", learned)
    await storage.dialects.save(HERE, "large", Dialect())
    assert await storage.dialects.find(HERE, "small") == learned
    assert await storage.dialects.find(HERE, "large") == Dialect()
    assert await storage.dialects.find("http://elsewhere.example/v1", "small") is None
