"""Settings: what ships, what overrides, and every mistake reported at once."""

from __future__ import annotations

import re
import tomllib
from datetime import timedelta
from pathlib import Path

import pytest

from bot.config import Config, load
from bot.core.types import Limits, Price
from bot.errors import ConfigError

SHIPPED = Path(__file__).parent.parent / "config.toml"


def mistakes(path: Path | None = None, **environ: str) -> tuple[str, ...]:
    with pytest.raises(ConfigError) as caught:
        load(path, environ)
    return caught.value.mistakes


def test_the_shipped_file_says_exactly_the_defaults() -> None:
    told = load(SHIPPED, {}).model_dump(exclude={"bundles", "owners"})
    assert told == Config().model_dump(exclude={"bundles", "owners"})


def test_the_shipped_file_names_every_setting_with_a_comment_above_it() -> None:
    text = SHIPPED.read_text()
    told = tomllib.loads(text)
    for section, settings in Config().model_dump().items():
        if not isinstance(settings, dict) or section in {"bundles", "owners"}:
            continue
        assert set(told[section]) == set(settings) - {"endpoints"}, (
            section
        )  # a list: it stands there as an example
    for section in re.split(r"^\[", text, flags=re.MULTILINE)[1:]:
        if not section.startswith("bundles."):
            assert section.splitlines()[1].startswith("#"), section.splitlines()[0]


def test_the_shipped_bundles_name_each_feed_once_and_at_least_four_of_them() -> None:
    bundles = load(SHIPPED, {}).rules.bundles
    assert {"world", "technology", "science", "business", "sport"} <= {bundle.name for bundle in bundles}
    for bundle in bundles:
        assert len(set(bundle.urls)) == len(bundle.urls) >= 4


def test_an_owner_is_known_by_each_of_its_domains() -> None:
    owner_of = load(SHIPPED, {}).owner_of
    assert owner_of["theage.com.au"] == owner_of["smh.com.au"] == "Nine"


def test_an_owner_of_no_domain_and_a_domain_of_two_owners_are_mistakes(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(
        '[owners]\nA = ["harbour.com", "quay.com"]\nB = ["quay.com"]\nC = []\nD = ["https://www.lund.com/"]\n'
    )
    found = mistakes(file)
    assert any(m.startswith("owners.C") for m in found)
    assert any(m.startswith("owners.D") and "write example.com" in m for m in found)
    assert "owners: quay.com has more than one owner." in found


def test_the_environment_lies_over_the_file() -> None:
    config = load(SHIPPED, {"AIBOT_STORIES__HOLD_MINUTES": "30", "AIBOT_WEB__ROBOTS": "false"})
    assert config.rules.hold == timedelta(minutes=30)
    assert config.web.robots is False
    assert config.stories.settle_minutes == 3


def test_three_mistakes_are_reported_together_each_with_its_place() -> None:
    found = mistakes(
        AIBOT_STORIES__HOLD_MINUTES="-3", AIBOT_LOG__LEVEL="loud", AIBOT_TELEGRAM__BASE_URL="ftp://here.example"
    )
    assert len(found) == 3
    assert any(m.startswith("stories.hold_minutes: ") for m in found)
    assert any(m.startswith("log.level: ") and "'debug', 'info', 'warning' or 'error'" in m for m in found)
    assert any("'ftp://here.example' is not a web address" in m for m in found)


def test_settings_that_disagree_are_told_together_with_those_that_are_wrong_in_themselves() -> None:
    found = mistakes(AIBOT_LLM__MODEL="some", AIBOT_LOG__LEVEL="loud", AIBOT_STORIES__HOLD_MINUTES="-1")
    assert len(found) == 3
    assert any("base_url and model go together" in m for m in found)


def test_whatever_is_wrong_inside_a_bundle_is_told_and_ends(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(
        '[bundles.World]\ntitle = "x"\nfeeds = ["https://a.example/f"]\n[bundles.b]\nfeeds = ["nope", 3]\n'
    )
    found = mistakes(file)
    assert any(m.startswith("bundles.World") for m in found)
    assert any(m.startswith("bundles.b.title") for m in found)
    assert any(m.startswith("bundles.b.feeds") for m in found)


def test_a_misspelt_setting_is_a_mistake_not_silence(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text("[stories]\nhold_minuets = 5\n[feed]\nx = 1\n")
    found = mistakes(file)
    assert found == (
        "stories.hold_minuets: there is no such setting; config.toml in the repository lists them all.",
        "feed: there is no such setting; config.toml in the repository lists them all.",
    )


def test_a_missing_file_and_broken_toml_are_said_in_words(tmp_path: Path) -> None:
    assert "There is no" in mistakes(tmp_path / "none.toml")[0]
    broken = tmp_path / "broken.toml"
    broken.write_text("[stories\n")
    assert "is not valid TOML" in mistakes(broken)[0]


def test_settings_that_disagree_are_named() -> None:
    assert "base_url and model go together" in mistakes(AIBOT_LLM__MODEL="some")[0]
    assert "base_url and model go together" in mistakes(AIBOT_LLM__BASE_URL="http://here.example/v1")[0]
    assert "no token is set" in mistakes(AIBOT_CONSOLE__USE="off")[0]
    assert (
        "must not be larger than stories.story_words"
        in mistakes(AIBOT_STORIES__BRIEF_WORDS="300", AIBOT_STORIES__STORY_WORDS="100")[0]
    )
    assert (
        "must not be larger than stories.long_words"
        in mistakes(AIBOT_STORIES__STORY_WORDS="300", AIBOT_STORIES__LONG_WORDS="200")[0]
    )


def test_the_console_is_the_chat_only_while_no_token_is_set() -> None:
    assert load(None, {}).uses_console
    assert not load(None, {"TELEGRAM_TOKEN": "1:a"}).uses_console
    assert load(None, {"TELEGRAM_TOKEN": "1:a", "AIBOT_CONSOLE__USE": "on"}).uses_console
    assert load(None, {"TELEGRAM_TOKEN": "  "}).uses_console, "an empty token is none"


def test_secrets_never_show_when_settings_are_printed() -> None:
    environ = {
        name: f"s3cret-{name}" for name in ("TELEGRAM_TOKEN", "DISCORD_TOKEN", "LLM_API_KEY", "DATABASE_URL")
    }
    config = load(SHIPPED, environ)
    assert "s3cret" not in repr(config)
    assert "s3cret" not in str(config.model_dump())
    assert config.storage_url == "s3cret-DATABASE_URL"


def test_a_secret_in_the_file_shows_in_no_message(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[telegram]\ntoken = "s3cret"\n')
    assert "s3cret" not in " ".join(mistakes(file))


def test_the_example_of_several_endpoints_in_the_shipped_file_is_valid(tmp_path: Path) -> None:
    example = "\n".join(
        re.findall(r"^# ((?:\[\[|\w+ = ).*)$", SHIPPED.read_text().partition("Several endp")[2], re.MULTILINE)
    )
    file = tmp_path / "config.toml"
    file.write_text(example)
    config = load(file, {"OPENAI_API_KEY": "sk-1"})
    assert [(one.name, one.context_tokens) for one in config.llm.in_order] == [
        ("hosted", 128000),
        ("local", 8192),
    ]
    assert config.llm.in_order[0].price == Price(150_000, 600_000)
    assert config.find_key("OPENAI_API_KEY") == "sk-1"
    assert "sk-1" not in repr(config) + config.model_dump_json()


def test_one_endpoint_by_address_and_name_is_a_list_of_one() -> None:
    config = load(None, {"AIBOT_LLM__BASE_URL": "http://here.example/v1", "AIBOT_LLM__MODEL": "small"})
    (only,) = config.llm.in_order
    assert (only.name, only.base_url, only.model, only.key_env) == (
        "small",
        "http://here.example/v1",
        "small",
        "LLM_API_KEY",
    )


TWO = """
[[llm.endpoints]]
name = "a"
base_url = "http://a.example/v1"
model = "m"

[[llm.endpoints]]
name = "{name}"
base_url = "{base_url}"
model = "m"
{more}
"""


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": "a"}, "llm.endpoints: two are called 'a'"),
        ({"base_url": "here"}, "'here' is not a web address"),
        ({"more": 'key_env = "NO_SUCH_KEY"'}, "NO_SUCH_KEY, which is not set in the environment"),
        ({"more": 'key_env = "sk-pasted-by-mistake"'}, "llm.endpoints.1.key_env"),
        ({"more": 'key = "sk-1"'}, "llm.endpoints.1.key: there is no such setting"),
        ({"more": "price_in = -1"}, "llm.endpoints.1.price_in: should be greater than or equal to 0"),
        ({"more": "concurrency = 0"}, "llm.endpoints.1.concurrency"),
        ({"more": "context_tokens = 1.5"}, "llm.endpoints.1.context_tokens"),
        ({"more": "[llm]\nbase_url = 'http://c.example/v1'\nmodel = 'c'"}, "not by both"),
        ({"more": "[llm]\ndaily_cost = 2.5"}, "a budget in money needs prices"),
        ({"more": "[llm]\ndaily_tokens = -5"}, "llm.daily_tokens"),
        ({"more": "[llm]\ncurrency = ''"}, "llm.currency"),
        ({"more": "[llm.embeddings]\nmodel = 'e'"}, "llm.embeddings: base_url and model go together"),
        ({"more": "[chat]\noperators = ['12345']"}, "chat.operators.0"),
        ({"more": "[chat]\noperators = ['matrix:12345']"}, "chat.operators.0"),
    ],
)
def test_nonsense_about_endpoints_and_budgets_is_refused_in_clear_words(
    tmp_path: Path, changes: dict[str, str], words: str
) -> None:
    settings = {"name": "b", "base_url": "http://b.example/v1", "more": ""} | changes
    more = settings.pop("more")
    section = more if more.startswith("[") else ""
    text = TWO.format(**settings, more="" if section else more)
    file = tmp_path / "config.toml"
    file.write_text(section + "\n" + text if section.startswith("[llm]") else text + section)
    found = mistakes(file)
    assert any(words in mistake for mistake in found), found
    assert not any("sk-" in mistake for mistake in found)


def test_budgets_are_none_where_nothing_is_set_and_exact_where_it_is() -> None:
    assert load(None, {}).rules.limits == Limits()
    config = load(
        None,
        {
            "AIBOT_LLM__BASE_URL": "http://here.example/v1",
            "AIBOT_LLM__MODEL": "small",
            "AIBOT_LLM__PRICE_IN": "0.1",
            "AIBOT_LLM__DAILY_COST": "0.7",
            "AIBOT_LLM__PERSON_DAILY_TOKENS": "3000",
        },
    )
    assert config.rules.limits == Limits(daily_cost=700_000, person_daily_tokens=3000)
    assert config.llm.in_order[0].price == Price(100_000, 0)


@pytest.mark.parametrize("secret", ["", "short", "with spaces in it, many", "ümlauts-are-none-of-it", "x" * 257])
def test_a_webhook_needs_a_secret_that_nobody_guesses(secret: str) -> None:
    url = {"AIBOT_TELEGRAM__WEBHOOK_URL": "https://news.example/hook"}
    with pytest.raises(ConfigError, match="TELEGRAM_WEBHOOK_SECRET"):
        load(None, {**url, "TELEGRAM_TOKEN": "1:x", "TELEGRAM_WEBHOOK_SECRET": secret})
    config = load(None, {**url, "TELEGRAM_TOKEN": "1:x", "TELEGRAM_WEBHOOK_SECRET": "long-enough_and-odd-1"})
    assert config.telegram.webhook_url == "https://news.example/hook"


@pytest.mark.parametrize(
    "url", ["http://news.example/hook", "https://news.example", "news.example/hook", "https:///x"]
)
def test_a_webhook_is_an_https_address_with_a_path(url: str) -> None:
    with pytest.raises(ConfigError, match=r"telegram\.webhook_url"):
        load(None, {"AIBOT_TELEGRAM__WEBHOOK_URL": url, "TELEGRAM_WEBHOOK_SECRET": "long-enough_and-odd-1"})
