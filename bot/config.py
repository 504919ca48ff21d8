"""Settings: `config.toml` and the environment, read and checked as a whole before anything starts."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, PrivateAttr, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, EnvSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

from bot.config_llm import KEY_ENV, LlmConfig, list_mistakes
from bot.config_parts import Count, NotNegative, Part, Positive, require_http, require_http_if_any
from bot.core.domains import read_domain
from bot.core.types import Bundle, Retention, Rules
from bot.errors import ConfigError

SECRETS = {
    "TELEGRAM_TOKEN": "telegram_token",
    "TELEGRAM_WEBHOOK_SECRET": "telegram_webhook_secret",
    "DISCORD_TOKEN": "discord_token",
    "LLM_API_KEY": "llm_api_key",
    "DATABASE_URL": "database_url",
}
"""Environment variables without our prefix, by the setting they fill."""


def _read_domains(domains: tuple[str, ...]) -> tuple[str, ...]:
    for domain in domains:
        if read_domain(f"https://{domain}/") != domain:
            raise ValueError(f"{domain!r} is not a domain as outlets are told apart by; write example.com")
    return domains


Domains = Annotated[tuple[str, ...], Field(min_length=1), AfterValidator(_read_domains)]


class StorageConfig(Part):
    url: str = "sqlite+aiosqlite:///data/aibot.db"


class ScheduleConfig(Part):
    tick_seconds: Positive = 5
    lease_minutes: Positive = 5
    feeds_per_tick: Count = 100
    heartbeat_file: str = "data/heartbeat"


class FeedsConfig(Part):
    check_every_minutes: Positive = 10
    check_at_least_every_minutes: Positive = 60
    look_again_hours: Annotated[tuple[Positive, ...], Field(max_length=6)] = (2, 12)
    first_entries: Annotated[int, Field(ge=0)] = 10


class StoriesConfig(Part):
    gather_seconds: NotNegative = 15
    enough_outlets: Count = 2
    hold_minutes: NotNegative = 20
    settle_minutes: NotNegative = 3
    window_hours: Positive = 72
    brief_words: Annotated[int, Field(ge=20, le=400)] = 90
    story_words: Annotated[int, Field(ge=60, le=2000)] = 220
    long_words: Annotated[int, Field(ge=60, le=4000)] = 420
    push_gap_minutes: NotNegative = 20
    pushes_per_day: Annotated[int, Field(ge=0)] = 4


class DigestsConfig(Part):
    stories: Count = 8


Operator = Annotated[str, Field(pattern=r"^(telegram|discord|console):\S+$")]


class ChatConfig(Part):
    operators: tuple[Operator, ...] = ()
    alerts: tuple[Operator, ...] = ()
    keep_turns_hours: NotNegative = 6
    summarize_urls: Count = 8
    delivery_attempts: Count = 8


class PrivacyConfig(Part):
    keep_stories_days: NotNegative = 90
    keep_questions_days: NotNegative = 30
    keep_feedback_days: NotNegative = 365
    keep_spending_days: NotNegative = 400

    @property
    def retention(self) -> Retention:
        """0 days are for good."""

        def keep(days: float) -> timedelta | None:
            return timedelta(days=days) if days else None

        return Retention(
            stories=keep(self.keep_stories_days),
            questions=keep(self.keep_questions_days),
            feedback=keep(self.keep_feedback_days),
            spending=keep(self.keep_spending_days),
        )


class WebConfig(Part):
    user_agent: Annotated[str, Field(min_length=1, pattern=r"^[^\r\n]*$")] = "AiBot/0.1 (news reader)"
    timeout_seconds: Positive = 20
    concurrency: Count = 50
    per_host: Count = 2
    pause_seconds: NotNegative = 0.5
    limit_mib: Positive = 5
    robots: bool = True


class TelegramConfig(Part):
    base_url: Annotated[str, AfterValidator(require_http_if_any)] = ""
    webhook_url: Annotated[str, Field(pattern=r"^(https://[^\s/?#]+/[^\s?#]*)?$")] = ""
    webhook_host: str = "127.0.0.1"
    webhook_port: Annotated[int, Field(ge=0, le=65535)] = 8443


class ConsoleConfig(Part):
    use: Literal["auto", "on", "off"] = "auto"


class LogConfig(Part):
    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["text", "json"] = "text"


class BundleConfig(Part):
    title: str
    feeds: Annotated[tuple[str, ...], Field(min_length=1)]

    @field_validator("feeds")
    @classmethod
    def _are_addresses(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(require_http(url) for url in value)


class Config(BaseSettings):
    """Every setting. Tokens and keys are `SecretStr`: they never show in a log or traceback."""

    model_config = SettingsConfigDict(
        extra="forbid", frozen=True, env_prefix="AIBOT_", env_nested_delimiter="__", hide_input_in_errors=True
    )

    storage: StorageConfig = StorageConfig()
    schedule: ScheduleConfig = ScheduleConfig()
    feeds: FeedsConfig = FeedsConfig()
    stories: StoriesConfig = StoriesConfig()
    digests: DigestsConfig = DigestsConfig()
    chat: ChatConfig = ChatConfig()
    privacy: PrivacyConfig = PrivacyConfig()
    web: WebConfig = WebConfig()
    llm: LlmConfig = LlmConfig()
    telegram: TelegramConfig = TelegramConfig()
    console: ConsoleConfig = ConsoleConfig()
    log: LogConfig = LogConfig()
    owners: dict[Annotated[str, Field(min_length=1, max_length=80)], Domains] = {}
    bundles: dict[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,30}$")], BundleConfig] = {}

    telegram_token: SecretStr | None = None
    telegram_webhook_secret: SecretStr | None = None
    discord_token: SecretStr | None = None
    llm_api_key: SecretStr | None = None
    database_url: SecretStr | None = None
    _keys: dict[str, SecretStr] = PrivateAttr(default_factory=dict)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        # `load` merges file and environment itself, so that tests need not touch the real environment.
        return (init_settings,)

    @property
    def storage_url(self) -> str:
        """The database address, with its password: never log it."""
        return self.database_url.get_secret_value() if self.database_url else self.storage.url

    def find_key(self, key_env: str) -> str:
        """The key that the environment holds under this name, "" for none: never log it."""
        key = self.llm_api_key if key_env == KEY_ENV else self._keys.get(key_env)
        return key.get_secret_value() if key else ""

    @property
    def owner_of(self) -> Mapping[str, str]:
        """The owner's name by domain."""
        return {domain: owner for owner, domains in self.owners.items() for domain in domains}

    @property
    def uses_console(self) -> bool:
        if self.console.use == "auto":
            return self.telegram_token is None and self.discord_token is None
        return self.console.use == "on"

    @property
    def rules(self) -> Rules:
        """The settings that decisions depend on, as the core knows them."""
        stories, chat = self.stories, self.chat
        return Rules(
            bundles=tuple(Bundle(name=n, title=b.title, urls=b.feeds) for n, b in self.bundles.items()),
            check_every=timedelta(minutes=self.feeds.check_every_minutes),
            check_at_least_every=timedelta(minutes=self.feeds.check_at_least_every_minutes),
            look_again=tuple(timedelta(hours=hours) for hours in sorted(self.feeds.look_again_hours)),
            first_entries=self.feeds.first_entries,
            gather=timedelta(seconds=stories.gather_seconds),
            hold=timedelta(minutes=stories.hold_minutes),
            settle=timedelta(minutes=stories.settle_minutes),
            enough_outlets=stories.enough_outlets,
            story_window=timedelta(hours=stories.window_hours),
            keep_turns=timedelta(hours=chat.keep_turns_hours),
            brief_words=stories.brief_words,
            story_words=stories.story_words,
            long_words=stories.long_words,
            push_gap=timedelta(minutes=stories.push_gap_minutes),
            pushes_per_day=stories.pushes_per_day,
            summarize_urls=chat.summarize_urls,
            digest_stories=self.digests.stories,
            delivery_attempts=chat.delivery_attempts,
            operators=frozenset(chat.operators),
            alerts=chat.alerts,
            retention=self.privacy.retention,
            limits=self.llm.limits,
            currency=self.llm.currency,
        )


class _Environ(EnvSettingsSource):
    """The overriding settings of one given environment (not necessarily the process's)."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        super().__init__(Config)
        self.env_vars = {name.lower(): value for name, value in environ.items() if name.startswith("AIBOT_")}


def load(path: Path | None, environ: Mapping[str, str]) -> Config:
    """The settings of a file (None: the defaults) with the environment laid over them.

    Raises ConfigError holding every mistake, each saying where it is and what is expected.
    """
    settings = _read_file(path) if path else {}
    for name, value in _Environ(environ)().items():
        settings[name] = _laid_over(settings.get(name), value)
    secrets = {field: environ[name] for name, field in SECRETS.items() if environ.get(name, "").strip()}
    config, mistakes = _validate({**settings, **secrets})
    mistakes += _disagreeing(config) + list_mistakes(config.llm, environ)
    wanted = {one.key_env for one in config.llm.endpoints} | {config.llm.embeddings.key_env}
    config._keys.update({name: SecretStr(environ[name].strip()) for name in wanted & environ.keys()})
    if mistakes:
        raise ConfigError(*mistakes)
    return config


def _validate(settings: dict[str, Any]) -> tuple[Config, list[str]]:
    """The settings without those that are wrong in themselves, and what is wrong with them.

    What is left is still looked at as a whole, so that the operator hears of every mistake at once.
    """
    mistakes: list[str] = []
    while True:
        try:
            return Config.model_validate(settings), mistakes
        except ValidationError as error:
            before = settings
            for mistake in error.errors():
                mistakes.append(_in_words(dict(mistake)))
                settings = _without(settings, mistake["loc"])
            if settings == before:
                raise ConfigError(*mistakes) from None


def _without(settings: Any, place: tuple[int | str, ...]) -> Any:
    """The settings less what stands at a place; a place inside a list or a key takes the whole of it away."""
    first, *rest = place
    if not isinstance(settings, dict) or first not in settings:
        return settings
    inner = settings[first]
    if rest and isinstance(inner, dict) and rest[0] in inner:
        return {**settings, first: _without(inner, tuple(rest))}
    return {name: value for name, value in settings.items() if name != first}


def _read_file(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ConfigError(f"There is no {path}. Name your settings file with --config.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} cannot be read: {error}") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path} is not valid TOML: {error}") from error


def _laid_over(under: Any, over: Any) -> Any:
    if not (isinstance(under, dict) and isinstance(over, dict)):
        return over
    return {**under, **{name: _laid_over(under.get(name), value) for name, value in over.items()}}


def _in_words(mistake: dict[str, Any]) -> str:
    """A pydantic error as a sentence: "stories.hold_minutes: should be greater than 0"."""
    where = ".".join(str(step) for step in mistake["loc"] if step != "[key]")
    if mistake["type"] == "extra_forbidden":
        return f"{where}: there is no such setting; config.toml in the repository lists them all."
    what = str(mistake["msg"]).removeprefix("Value error, ").removeprefix("Input ")
    return f"{where}: {what}."


def _disagreeing(config: Config) -> list[str]:
    """Settings that are right one by one and wrong together."""
    mistakes = []
    if config.feeds.check_at_least_every_minutes < config.feeds.check_every_minutes:
        mistakes.append("feeds.check_at_least_every_minutes: must not be smaller than feeds.check_every_minutes.")
    if config.stories.brief_words > config.stories.story_words:
        mistakes.append("stories.brief_words: must not be larger than stories.story_words.")
    if config.stories.story_words > config.stories.long_words:
        mistakes.append("stories.story_words: must not be larger than stories.long_words.")
    named = Counter(domain for domains in config.owners.values() for domain in set(domains))
    mistakes += [f"owners: {domain} has more than one owner." for domain, times in named.items() if times > 1]
    if config.telegram.webhook_url and not _is_webhook_secret(config.telegram_webhook_secret):
        mistakes.append(
            "telegram.webhook_url: needs TELEGRAM_WEBHOOK_SECRET, 16 to 256 letters, digits, - or _ nobody knows."
        )
    if not config.uses_console and not (config.telegram_token or config.discord_token):
        mistakes.append('console.use is "off" and no token is set: set TELEGRAM_TOKEN or DISCORD_TOKEN.')
    return mistakes


def _is_webhook_secret(secret: SecretStr | None) -> bool:
    return secret is not None and re.fullmatch(r"[A-Za-z0-9_-]{16,256}", secret.get_secret_value()) is not None
