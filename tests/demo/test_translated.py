"""The demo's channel in German against a scripted translator: what people see, and what it costs."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import pytest
from rich.console import Console

from benchmarks.renditions import read_pairs
from bot.cli import menu
from bot.config import load
from bot.core.settings import read_setting
from bot.rehearsal import open_rehearsal
from tests.rehearsed import choose_events, read_journal
from tests.scripted_llm import KEY, MODEL, ScriptedLlm, open_scripted_llm

pytestmark = pytest.mark.timeout(300)  # a rehearsal

EVENTS = ("heron-clock", "lake-regatta", "moss-walls")
GERMAN = {one.original: one.text for one in read_pairs(Path(__file__).parent / "translated" / "german.txt")}
IN_SHORT = (
    "Ein Reiher hält die Turmuhr an",
    "Die Turmuhr von Port Ellory steht seit Montag, 9. März, auf zwanzig nach zwei",
    "Wend Regatta zieht an den Lake Tarn um",
    "weil der Fluss 1,6 Meter über seinem üblichen Stand liegt",
    "wogen sie 2 Jahre lang alle 4 Wochen",
)


def answer(prompt: str) -> str:
    """Translates what it was asked to translate; of pieces it writes none that passes."""
    if "LANGUAGE: German" not in prompt:
        return "I would rather not write today."
    rows = [line.split("⟂") for line in prompt.partition("SENTENCES:\n")[2].splitlines()]
    return "\n".join(f"R{number}||{GERMAN[text]}" for number, text, *_ in rows if text in GERMAN)


async def rehearse_in_german(server: ScriptedLlm, folder: Path) -> str:
    config = load(None, {"AIBOT_LLM__BASE_URL": server.base_url, "AIBOT_LLM__MODEL": MODEL, "LLM_API_KEY": KEY})
    console = Console(file=io.StringIO(), width=100)
    world = choose_events(EVENTS)
    async with open_rehearsal(world, config, console=console, commands=menu(), folder=folder) as rehearsal:
        channel = rehearsal.channel
        settings = read_setting(channel.settings, "language", "German")
        await rehearsal.app.storage.channels.save_settings(channel.id, settings, channel.next_digest_at)
        await rehearsal.run(step=timedelta(minutes=10))
    return "\n".join(record.text or "" for record in read_journal(folder))


async def test_posts_come_in_german_and_a_changed_figure_stays_english(tmp_path: Path) -> None:
    async with open_scripted_llm() as server:
        server.will(*[answer] * 60)
        shown = await rehearse_in_german(server, tmp_path)
    assert f"translated into German by {MODEL}" in shown
    for text in IN_SHORT:
        assert text in shown
    assert "12 Gramm" not in shown
    assert "takes up about 21 grams of fine dust a year" in shown
    assert "(English)" in shown
    asked = [body["messages"][1]["content"] for body in server.asked]
    translations = [text for text in asked if text.startswith("LANGUAGE: German")]
    assert 3 <= len(translations) <= 6  # one for each piece, and one to mend the careless line
