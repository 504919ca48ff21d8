"""AiBot's own words in other languages, read from the catalogues that stand beside the code."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, cached_property
from gettext import GNUTranslations
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO
from types import MappingProxyType

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from bot.core.recalling import Recaller
from bot.core.saying import Catalogue, Phrase

DOMAIN = "aibot"
LOCALE = files("bot") / "locale"


class Words(GNUTranslations):
    """The words of one language, which also knows what of AiBot's own was stored in English."""

    def __init__(self, catalog: Catalog) -> None:
        compiled = BytesIO()
        write_mo(compiled, catalog)
        compiled.seek(0)
        super().__init__(compiled)
        self._english = tuple(each.id for each in catalog if isinstance(each.id, str) and each.id)

    @cached_property
    def _recaller(self) -> Recaller:
        return _know_again(self._english)

    def recall(self, text: str) -> Phrase | None:
        return self._recaller.find(text)


@cache
def read_catalogues() -> Mapping[str, Catalogue]:
    """By tag: every folder of bot/locale is a language, and no build has to come before. Read once a process."""
    return MappingProxyType({folder.name: _read(folder) for folder in LOCALE.iterdir() if folder.is_dir()})


@cache
def _know_again(english: tuple[str, ...]) -> Recaller:
    """One for all languages, whose messages are the same; none where nothing is recalled."""
    return Recaller(english)


def _read(folder: Traversable) -> Words:
    """What has no translation yet stays English."""
    with (folder / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as file:
        return Words(read_po(file, locale=folder.name))
