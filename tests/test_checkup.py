"""`aibot check` on LLM endpoints: each in order with what it understands and costs, and what to mend."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from rich.console import Console

from bot.app import SystemClock, open_llm_of
from bot.checkup import check_everything
from bot.config import load
from bot.core.types import Prompt
from bot.storage import open_storage
from tests.scripted_llm import KEY, MODEL, Scripted, ScriptedLlm, open_scripted_llm

SCHEMA: dict[str, object] = {
    "type": "object",
    "properties": {"ready": {"type": "boolean"}},
    "required": ["ready"],
    "additionalProperties": False,
}


@pytest.fixture
async def server() -> AsyncIterator[ScriptedLlm]:
    async with open_scripted_llm() as scripted:
        yield scripted


def write(folder: Path, server: ScriptedLlm) -> Path:
    file = folder / "config.toml"
    file.write_text(f"""
[storage]
url = "sqlite+aiosqlite:///{folder}/aibot.db"
[llm]
currency = "EUR"
[[llm.endpoints]]
name = "hosted"
base_url = "{server.base_url}"
model = "{MODEL}"
key_env = "HOSTED_KEY"
price_in = 0.15
price_out = 0.6
[[llm.endpoints]]
name = "local"
base_url = "http://127.0.0.1:9/v1"
model = "small"
timeout_seconds = 2
[llm.embeddings]
base_url = "{server.base_url}"
model = "vectors-1"
""")
    return file


async def test_every_endpoint_is_told_in_order_and_what_was_learned_is_kept_for_the_bot(
    tmp_path: Path, server: ScriptedLlm
) -> None:
    server.knows_schema = server.knows_temperature = False
    server.will('{"ready": true}')
    config = load(write(tmp_path, server), {"HOSTED_KEY": KEY})
    out = io.StringIO()
    good = await check_everything(config, Console(file=out, width=400))
    lines = out.getvalue().splitlines()
    hosted, local, vectors = (line for line in lines if "LLM" in line or "Embeddings" in line)
    assert not good
    assert hosted.startswith(f"✓ LLM hosted: {MODEL} at 127.0.0.1 answered in ")
    assert "json_object, no temperature" in hosted
    assert hosted.rstrip().endswith("0.15 EUR a million tokens in, 0.6 out.")
    assert local.startswith("✗ LLM local: small at 127.0.0.1: ")
    assert "The address in the settings is http://127.0.0.1:9/v1." in local
    assert vectors.startswith("✓ Embeddings: vectors-1 at 127.0.0.1 answered in ")
    assert KEY not in out.getvalue()

    asked = len(server.asked)
    server.will('{"ready": true}')
    async with AsyncExitStack() as edges:
        storage = await edges.enter_async_context(open_storage(config.storage_url))
        llm = await open_llm_of(config, storage, SystemClock(), edges)
        assert llm is not None
        prompt = Prompt(purpose="t", version="t 1", fixed="Rules.", text="Work.", limit_tokens=9, schema=SCHEMA)
        await llm.complete(prompt)
    (first,) = server.asked[asked:]  # no story pays for what the check found out
    assert first["response_format"] == {"type": "json_object"}


async def test_a_refused_key_is_told_by_the_endpoints_name(tmp_path: Path, server: ScriptedLlm) -> None:
    server.will(*[Scripted(status=500)] * 2)  # of the embeddings
    config = load(write(tmp_path, server), {"HOSTED_KEY": "sk-wrong-secret-0815"})
    out = io.StringIO()
    assert not await check_everything(config, Console(file=out, width=400))
    assert "✗ LLM hosted: scripted-1 at 127.0.0.1: The LLM endpoint refuses the key" in out.getvalue()
    assert "✗ Embeddings: vectors-1 at 127.0.0.1: The LLM endpoint is out of order" in out.getvalue()
    assert "sk-wrong" not in out.getvalue()
    server.script.clear()
