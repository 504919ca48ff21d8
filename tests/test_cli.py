"""The command line: what each command says and with which exit code it ends."""

from __future__ import annotations

import asyncio
import logging
import os
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import structlog
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.config import SECRETS, Config, load
from bot.heartbeat import beat, is_alive
from bot.storage import is_current
from tests.platforms.bot_api import TOKEN, serve_bot_api

NOBODY = "http://127.0.0.1:9/v1"
"""An address of this machine where nothing listens."""


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    """The commands start logging for their process, which here is that of all tests."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """With a config.toml of a bot that has no chats, feeds or LLM."""
    write(tmp_path)
    return tmp_path


def write(folder: Path, more: str = "") -> None:
    text = f"""
        [storage]
        url = "sqlite+aiosqlite:///{folder}/aibot.db"
        [schedule]
        heartbeat_file = "{folder}/heartbeat"
        {more}
    """
    (folder / "config.toml").write_text(text)


def call(*arguments: str, environ: Mapping[str, str] | None = None) -> Result:
    """As typed at a wide terminal, with none of the real environment's settings."""
    cleared: dict[str, str | None] = {
        name: None for name in os.environ if name.startswith("AIBOT_") or name in SECRETS
    }
    runner = CliRunner(env={**cleared, "COLUMNS": "160", "TERM": "dumb", **(environ or {})})
    return runner.invoke(app, arguments, catch_exceptions=False)


def call_on(folder: Path, command: str, environ: Mapping[str, str] | None = None) -> Result:
    return call(command, "--config", str(folder / "config.toml"), environ=environ)


def settings_of(folder: Path) -> Config:
    return load(folder / "config.toml", {})


def test_help_names_every_command_and_what_it_does() -> None:
    result = call("--help")
    assert result.exit_code == 0
    for command in ("run", "demo", "story", "check", "migrate", "healthy", "version"):
        assert command in result.output
    assert "no key, no token, no internet" in result.output


@pytest.mark.parametrize("command", ["run", "demo", "check", "migrate", "healthy"])
def test_every_command_explains_itself(command: str) -> None:
    result = call(command, "--help")
    assert result.exit_code == 0
    assert "--" in result.output


def test_without_a_command_help_is_shown() -> None:
    assert "check" in call().output


def test_an_unknown_command_is_named() -> None:
    result = call("serve")
    assert result.exit_code == 2
    assert "No such command 'serve'" in result.output


def test_the_version_is_that_of_the_package() -> None:
    assert call("version").output.strip().count(".") == 2


# ---------------------------------------------------------------- settings


@pytest.mark.parametrize("command", ["run", "check", "migrate", "healthy"])
def test_a_missing_file_is_named_with_what_to_do(tmp_path: Path, command: str) -> None:
    result = call_on(tmp_path, command)
    assert result.exit_code == 1
    assert f"There is no {tmp_path / 'config.toml'}. Name your settings file with --config." in result.output


@pytest.mark.parametrize("command", ["run", "check", "migrate", "healthy"])
def test_three_mistakes_are_told_at_once_one_a_line(tmp_path: Path, command: str) -> None:
    write(tmp_path, '[stories]\nhold_minutes = -3\nhold_hours = 1\n[log]\nlevel = "loud"')
    result = call_on(tmp_path, command)
    assert result.exit_code == 1
    lines = [line for line in result.output.splitlines() if line.startswith("✗ ")]
    assert len(lines) == 3
    assert any("stories.hold_minutes" in line for line in lines)
    assert any("stories.hold_hours: there is no such setting" in line for line in lines)
    assert any("log.level" in line for line in lines)
    assert not list(tmp_path.glob("aibot.db*"))


def test_a_file_that_is_no_toml_says_where(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("[stories\n")
    assert "is not valid TOML" in call_on(tmp_path, "run").output


def test_no_chat_at_all_is_a_mistake(folder: Path) -> None:
    write(folder, '[console]\nuse = "off"')
    assert "set TELEGRAM_TOKEN or DISCORD_TOKEN" in call_on(folder, "run").output


@pytest.mark.parametrize(
    "url", ["nonsense", "cassandra://here/x", "sqlite:///plain.db", "sqlite+aiosqlite:////proc/x/y.db"]
)
@pytest.mark.parametrize("command", ["migrate", "check"])
def test_a_database_that_cannot_be_used_is_told_in_words(folder: Path, url: str, command: str) -> None:
    result = call_on(folder, command, {"DATABASE_URL": url})
    assert result.exit_code == 1
    assert "✗" in result.output
    assert "database" in result.output.lower()
    assert "Traceback" not in result.output


# ---------------------------------------------------------------- migrate and healthy


async def test_migrate_brings_a_fresh_folder_up_to_date_and_may_run_twice(folder: Path) -> None:
    url = settings_of(folder).storage_url
    assert not await is_current(url)
    for _ in range(2):
        result = await asyncio.to_thread(call_on, folder, "migrate")
        assert result.exit_code == 0
        assert "The database is up to date" in result.output
        assert await is_current(url)


def test_a_bot_without_a_heartbeat_is_not_healthy(folder: Path) -> None:
    result = call_on(folder, "healthy")
    assert result.exit_code == 1
    assert "No sign of life" in result.output


def test_a_bot_with_a_fresh_heartbeat_is_healthy_and_with_an_old_one_not(folder: Path) -> None:
    beat(settings_of(folder))
    assert call_on(folder, "healthy").exit_code == 0
    old = time.time() - 61
    os.utime(folder / "heartbeat", (old, old))
    assert call_on(folder, "healthy").exit_code == 1


def test_a_slow_bot_has_a_dozen_ticks_to_show_life(tmp_path: Path) -> None:
    file = str(tmp_path / "deep" / "heartbeat")
    config = Config.model_validate({"schedule": {"tick_seconds": 60, "heartbeat_file": file}})
    beat(config)
    for age, alive in ((700, True), (730, False)):
        at = time.time() - age
        os.utime(file, (at, at))
        assert is_alive(config) is alive


def test_without_a_heartbeat_file_nothing_is_written(tmp_path: Path) -> None:
    config = Config.model_validate({"schedule": {"heartbeat_file": ""}})
    beat(config)
    assert not is_alive(config)
    assert not list(tmp_path.iterdir())


# ---------------------------------------------------------------- check


def test_check_of_a_good_setup_ends_with_what_to_do_next(folder: Path) -> None:
    result = call_on(folder, "check")
    assert result.exit_code == 0, result.output
    assert "✓ Settings: read, no mistakes." in result.output
    assert "✓ Database: up to date" in result.output
    assert "✓ LLM: none set; the built-in writer does the work." in result.output
    assert "no token is set; the console is the chat" in result.output
    assert "All is well: `aibot run` can start." in result.output
    assert "✗" not in result.output


def test_check_names_each_feed_that_fails_and_why(folder: Path) -> None:
    write(folder, '[bundles.here]\ntitle = "Here"\nfeeds = ["http://127.0.0.1:9/feed.xml", "http://10.0.0.1/"]')
    result = call_on(folder, "check")
    assert result.exit_code == 1
    assert "✗ Feeds: 0 of 2 answer with a feed." in result.output
    for url in ("http://127.0.0.1:9/feed.xml", "http://10.0.0.1/"):
        (line,) = (line for line in result.output.splitlines() if f"✗ {url}: " in line)
        assert "public web sites" in line
    assert "Mend what is marked ✗ and check again." in result.output


def test_check_names_an_llm_endpoint_that_does_not_answer(folder: Path) -> None:
    write(folder, f'[llm]\nbase_url = "{NOBODY}"\nmodel = "small"\ntimeout_seconds = 2')
    result = call_on(folder, "check")
    assert result.exit_code == 1
    (line,) = (line for line in result.output.splitlines() if line.startswith("✗ LLM: "))
    assert "127.0.0.1:9" in line
    assert "✓ Database" in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize("token", ["123456:wrong", "not a token"])
async def test_check_says_what_to_do_about_a_wrong_telegram_token(folder: Path, token: str) -> None:
    async with serve_bot_api() as api:
        write(folder, f'[telegram]\nbase_url = "{api.base_url}"')
        result = await asyncio.to_thread(call_on, folder, "check", {"TELEGRAM_TOKEN": token})
    assert result.exit_code == 1
    (line,) = (line for line in result.output.splitlines() if line.startswith(("✗ Telegram: ", "✗ Chats: ")))
    assert "TELEGRAM_TOKEN" in line
    assert "BotFather" in line
    assert token not in result.output


async def test_check_says_who_a_good_telegram_token_belongs_to(folder: Path) -> None:
    async with serve_bot_api() as api:
        write(folder, f'[telegram]\nbase_url = "{api.base_url}"')
        result = await asyncio.to_thread(call_on, folder, "check", {"TELEGRAM_TOKEN": TOKEN})
    assert result.exit_code == 0, result.output
    assert "✓ Telegram: " in result.output
    assert TOKEN not in result.output


def test_check_leaves_the_journal_of_a_running_console_alone(folder: Path) -> None:
    journal = folder / "aibot.console.jsonl"
    journal.write_bytes(b'{"id": "1", "half": ')
    call_on(folder, "check")
    assert journal.read_bytes() == b'{"id": "1", "half": '


def test_the_demo_refuses_a_language_that_no_translation_can_be_checked_in() -> None:
    result = call("demo", "--once", "--language", "Klingon")
    assert result.exit_code == 1
    assert "German (de)" in result.output


def test_a_story_of_the_demo_is_shown_with_what_every_sentence_rests_on() -> None:
    result = call("story", "--demo", "orrin-takeover")
    assert result.exit_code == 0
    assert "independent outlets" in result.output
    piece, _, evidence = result.output.partition("What every sentence rests on")
    assert "[1]" in piece
    assert "passage 1.1" in evidence
    bare = call("story", "--demo", "orrin-takeover", "--no-evidence")
    assert "What every sentence rests on" not in bare.output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "Name one story"),
        (("7", "--demo", "pier-ferry"), "Name one story"),
        (("--demo", "nowhere"), "Its events: athletic-cup"),
    ],
)
def test_a_story_that_is_not_named_or_not_there_is_said_so(arguments: tuple[str, ...], words: str) -> None:
    result = call("story", *arguments)
    assert result.exit_code == 1
    assert words in result.output


def test_a_number_that_the_database_does_not_know_is_said_so(folder: Path) -> None:
    result = call("story", "7", "--config", str(folder / "config.toml"))
    assert (result.exit_code, "no piece of a story 7" in result.output) == (1, True)
